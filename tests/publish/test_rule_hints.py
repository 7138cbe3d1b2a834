"""What the form tells of the review's rules: same texts, same verdict, nothing of a rule that is switched off."""
from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from qgis.core import (
    QgsDefaultValue,
    QgsFeature,
    QgsFieldConstraints,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from diachiso.core.profile import load_profile
from diachiso.core.rules.addresses import check_record
from diachiso.core.rules.catalogue import load_rules
from diachiso.core.rules.reference import Reference
from diachiso.publish.project.expressions import text
from diachiso.publish.project.layers import LAYER_PROPERTY
from diachiso.publish.project.writer import project_path, write_project

TOLD = ("text_stray_spaces", "text_lost_characters")
TEXTS = (
    "Nhà văn hóa", "Nhà", "", "  ", " Nhà", "Nhà ", "Nhà  văn hóa", "Nhà\tvăn", "Nhà\u00a0văn", "Nh\u200bà",
    "Nhà\u3000a", "Qu\ufffdc l\ufffd 1", "Bà Tám – 'chợ' \"cũ\" \\ 50% {x}", "A\u00adB", "\ufeffNhà", "Nhà\u2003",
    "Qu?c l? 1", "Tr?n Phú", "Chợ nào?", "https://a.vn/x?y=1", "https://a.vn/?đường=1", "?Đà Nẵng", "5?1",
)  # fmt: skip


def soft(layer: QgsVectorLayer, feature: QgsFeature, name: str) -> str:
    """What the form says of a field without stopping."""
    strength = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
    ok, errors = QgsVectorLayerUtils.validateAttribute(layer, feature, layer.fields().indexOf(name), strength)
    assert ok is not bool(errors)
    return " ".join(errors)


@pytest.mark.parametrize("written", TEXTS, ids=ascii)
def test_the_form_and_the_check_agree(
    address: QgsVectorLayer, new: Callable[..., QgsFeature], written: str
) -> None:
    from datetime import date

    book = load_rules("addresses").select(TOLD)
    reference = Reference(load_profile(), {}, {}, date(2026, 11, 22), None)  # type: ignore[arg-type]
    record = {"address_id": "x", "stage": "declared", "building_name": written}
    found = {hit.rule for hit in check_record(record, 109.0, 12.0, reference, book)}
    # QGIS itself puts the text in: newer PyQt drops a byte order mark at the start of what Python hands over.
    address.setDefaultValueDefinition(address.fields().indexOf("building_name"), QgsDefaultValue(text(written)))
    feature = new()
    assert feature["building_name"] == written
    message = soft(address, feature, "building_name")
    assert bool(message) is bool(found), (message, found)
    if found:
        assert all(book.rules[name].title_in("en") in message for name in found)


def test_a_field_with_a_check_of_its_own_keeps_its_own_words(
    address: QgsVectorLayer, new: Callable[..., QgsFeature]
) -> None:
    message = soft(address, new(house_number=" 5", street=None, settlement=None), "house_number")
    assert message and load_rules("addresses").rules["text_stray_spaces"].title_in("en") not in message


def test_a_rule_that_the_province_switched_off_is_not_told(register: Path, qgis_iface: object) -> None:
    own = register.parent / "profiles" / "rules"
    own.mkdir(parents=True)
    off = {"version": "1", "rules": [{"id": name, "enabled": False} for name in TOLD]}
    (own / "own.json").write_text(json.dumps(off), "utf-8")
    write_project(register, project_path(register), "en")
    project = QgsProject.instance()
    assert project.read(str(project_path(register)))
    (layer,) = (la for la in project.mapLayers().values() if la.customProperty(LAYER_PROPERTY) == "address")
    try:
        feature = QgsFeature(layer.fields())
        feature["building_name"] = "  Nhà"
        assert soft(layer, feature, "building_name") == ""
    finally:
        del layer
        project.clear()
        shutil.rmtree(own.parent)
