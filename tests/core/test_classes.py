"""Object classes: the shipped ones, values as people write them, and a province's own."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.classes import GROUPS, classify, load_classes, parse_classes
from diachiso.core.errors import DiachisoError

CLASSES = load_classes()

VALUES = [
    ("nhà ở", "house"), ("Nhà Ở", "house"), ("  nhà  ở ", "house"), ("Nhà ở 2 tầng", "house"), ("NHA O", "house"),
    ("nha\u0300 o\u031b\u0309", "house"),  # NFD
    ("house", "house"), ("nhà phụ", "annex"), ("công trình phụ", "annex"), ("chuồng trại", "animal_shed"),
    ("WC", "toilet"), ("kho", "storage"), ("Kho bạc Nhà nước", "office"), ("trường học", "school"),
    ("Trường THCS Nguyễn Du", "school"), ("truong hoc", "school"), ("chợ", "market"), ("Chợ Đầm", "market"),
    ("chung cư", "apartment_building"), ("Chung cư A", "apartment_building"), ("trụ cứu hỏa", "hydrant"),
    ("trụ cứu hoả", "hydrant"), ("thửa đất", "parcel"), ("UBND phường Vĩnh Hải", "office"),
    ("Ủy ban nhân dân xã", "office"), ("Uỷ ban nhân dân xã", "office"), ("Trạm y tế", "health"),
    ("sân", "shelter"), ("sân vận động", "sport"), ("garage", "carport"), ("nhà để xe", "carport"),
    ("farm_auxiliary", "annex"), ("nhà vệ sinh", "toilet"), ("nhà vệ sinh công cộng", "facility"),
    ("lồng bè nuôi cá", "fish_raft"), ("nhà bè", "floating_house"), ("khách sạn Yasaka", "hotel"),
    ("cho thue nha", ""), ("cho", "market"), ("kho lúa", ""), ("khoai", ""), ("nhàn", ""), ("yes", ""), ("1", ""),
    ("", ""), (None, ""), ("*", ""),
]  # fmt: skip


@pytest.mark.parametrize(("value", "class_id"), VALUES, ids=[str(v[0]) for v in VALUES])
def test_values(value: str | None, class_id: str) -> None:
    assert classify([value], CLASSES).tolist() == [class_id]


def test_many_values_keep_their_order() -> None:
    values = [value for value, _ in VALUES] * 3
    assert classify(values, CLASSES).tolist() == [class_id for _, class_id in VALUES] * 3
    assert classify([], CLASSES).tolist() == []


def test_every_alias_means_its_class() -> None:
    for found in CLASSES.values():
        for alias in (found.id, found.vi, found.en, *found.aliases):
            assert classify([alias.rstrip("*")], CLASSES)[0] == found.id, alias


def test_shipped_classes() -> None:
    assert {c.group for c in CLASSES.values()} == set(GROUPS)
    annexes = {c.id for c in CLASSES.values() if c.is_annex}
    assert annexes == {
        "annex", "kitchen", "toilet", "storage", "animal_shed", "carport", "shelter", "wall", "tank",
    }  # fmt: skip
    assert CLASSES["house"].group == "I" and CLASSES["office"].group == "II" and CLASSES["parcel"].group == "III"


def profile(**changes: Any) -> dict[str, Any]:
    item = {"id": "stilt", "label": {"vi": "Nhà sàn", "en": "Stilt house"}, "group": "I", "aliases": ["nhà rông*"]}
    return {"classes": [{**item, **changes}]}


def test_a_province_adds_and_replaces_classes(tmp_path: Path) -> None:
    hydrant = {"id": "hydrant", "label": {"vi": "Trụ nước", "en": "Hydrant"}, "group": "II", "min_area": 2}
    (tmp_path / "kh.json").write_text(
        json.dumps({"classes": [*profile()["classes"], hydrant]}), encoding="utf-8"
    )
    classes = load_classes([tmp_path])
    assert classify(["nhà sàn", "Nhà rông Kon Klor", "trụ cứu hỏa", "trụ nước"], classes).tolist() == [
        "stilt", "stilt", "", "hydrant",
    ]  # fmt: skip
    assert classes["hydrant"].group == "II" and classes["hydrant"].min_area == 2


@pytest.mark.parametrize(("data", "message", "key"), [
    ({"classes": {}}, "profile.not_list", "classes"),
    ({}, "profile.missing_key", "classes"),
    (profile(group="IV"), "profile.not_one_of", "classes[0].group"),
    (profile(annex="có"), "profile.not_flag", "classes[0].annex"),
    (profile(aliases=["nhà", 5]), "profile.not_text", "classes[0].aliases[1]"),
    (profile(min_area=-1), "profile.not_number", "classes[0].min_area"),
    (profile(nhóm="I"), "profile.unknown_key", "classes[0].nhóm"),
    ({"classes": profile()["classes"] * 2}, "profile.duplicate_id", "classes[1].id"),
    ({"classes": [*profile()["classes"], *profile(id="b", label={"vi": "Khác", "en": "Other"})["classes"]]},
     "profile.duplicate_id", "classes[1].aliases"),
])
def test_a_wrong_profile_is_named(data: Any, message: str, key: str) -> None:
    with pytest.raises(DiachisoError) as caught:
        parse_classes(data, "lớp.json")
    assert caught.value.message.id == message
    assert caught.value.params["key"] == key and "lớp.json" in str(caught.value)
