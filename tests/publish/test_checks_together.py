"""A field that may lack something and may also hold something wrong: neither hides the other."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsExpression, QgsFeature, QgsField, QgsFieldConstraints, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QVariant

from diachiso.core.classes import load_classes
from diachiso.core.field_spec import FieldType
from diachiso.core.profile import load_profile
from diachiso.core.rules.catalogue import load_rules
from diachiso.publish.project.constraints import address_checks, set_check
from diachiso.publish.project.expressions import one_of, one_of_words, text
from diachiso.publish.project.words import Words

HARD = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard
SOFT = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
WORDS = {"vi": "Khu", "en": "Zone"}
HELP = {"vi": "Hai chữ và ba số.", "en": "Two letters and three digits."}
OFFICES = {"type": "text", "group": "advanced", "label": WORDS, "help": HELP, "required_for": ["II"], "section": "land"}
ZONES = {
    "pattern": {"pattern": "[A-Z]{2}-\\d{3}"},
    "range": {"type": "integer", "min": 1, "max": 9},
    "list": {"values": [{"value": "a", "vi": "A", "en": "A"}]},
    "remark": {},
}
RIGHT: dict[str, Any] = {"pattern": "AB-123", "range": 5, "list": "a", "remark": "Khu A"}
WRONG: dict[str, Any] = {"pattern": "ab", "range": 12, "list": "z", "remark": "gọi 0905 111 222"}


@pytest.fixture(params=sorted(ZONES))
def zone(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def layer(zone: str, tmp_path: Path, qgis_app: Any) -> QgsVectorLayer:
    """A layer with the checks of a province's profile that asks offices for one more field."""
    file = tmp_path / "tỉnh.json"
    field = {"name": "zone", **OFFICES, **ZONES[zone]}
    file.write_text(json.dumps({"id": "tinh", "fields": [field]}), encoding="utf-8")
    profile = load_profile(file, load_profile())
    made = QgsVectorLayer("Point?crs=EPSG:4326", "address", "memory")
    types = {FieldType.INTEGER: QVariant.Type.Int, FieldType.BOOLEAN: QVariant.Type.Bool}
    made.dataProvider().addAttributes(
        [QgsField(f.name, types.get(f.type, QVariant.Type.String)) for f in profile.fields]
    )
    made.updateFields()
    groups = {c.id: c.group for c in load_classes().values()}
    for name, check in address_checks(profile, groups, Words("en"), load_rules("addresses")).items():
        set_check(made, name, check)
    return made


def said(
    layer: QgsVectorLayer, name: str, strength: QgsFieldConstraints.ConstraintStrength, /, **values: Any
) -> str:
    feature = QgsFeature(layer.fields())
    for key, value in {"stage": "declared", **values}.items():
        feature[key] = value
    return " ".join(QgsVectorLayerUtils.validateAttribute(layer, feature, layer.fields().indexOf(name), strength)[1])


def test_a_field_that_is_missing_is_told_whatever_else_is_asked_of_it(layer: QgsVectorLayer, zone: str) -> None:
    assert "Fill in “Zone”" in said(layer, "zone", SOFT, object_class="office")
    assert said(layer, "zone", HARD, object_class="office") == "", "and does not stop"
    assert said(layer, "stage", HARD, object_class="office") == ""
    assert said(layer, "zone", SOFT, object_class="house") == ""
    assert said(layer, "zone", SOFT, object_class="office", zone=RIGHT[zone]) == ""


def test_what_it_does_not_take_is_told_there_and_stops_the_form(layer: QgsVectorLayer, zone: str) -> None:
    for object_class in ("office", "house"):
        assert said(layer, "zone", SOFT, object_class=object_class, zone=WRONG[zone])
        assert "does not take" in said(layer, "stage", HARD, object_class=object_class, zone=WRONG[zone])
        assert said(layer, "stage", HARD, object_class=object_class, zone=RIGHT[zone]) == ""


@pytest.mark.parametrize("name", ["name", "opening_hours", "house_number", "building_name"])
def test_nobody_s_number_in_the_lines_that_people_fill(layer: QgsVectorLayer, name: str) -> None:
    assert "Enter it with the person" in said(layer, name, SOFT, **{name: "A 0905 111 222"})
    assert said(layer, "stage", HARD, **{name: "A 0905 111 222"})
    assert said(layer, "stage", HARD, **{name: "Thứ 2 - thứ 6"}) == ""


@pytest.mark.parametrize("value", ["office", "flat", "offices", "an office", "office\n", "", None])
@pytest.mark.parametrize("names", [["flat", "office"], ["flat"], ["flat (old)", "office"], []])
def test_words_are_asked_for_in_two_ways_that_agree(qgis_app: Any, value: str, names: list[str]) -> None:
    one = "NULL" if value is None else text(value)
    asked = [bool(QgsExpression(how(one, names)).evaluate()) for how in (one_of, one_of_words)]
    assert asked == [value in names] * 2
