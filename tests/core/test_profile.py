"""The field profile: the shipped one is whole, a province's extends it, and a wrong one says where."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from diachiso.core.address_text import COLUMNS
from diachiso.core.errors import DiachisoError
from diachiso.core.lifecycle import LOCATION_GROUPS, Stage
from diachiso.core.profile import FieldGroup, load_profile, profile_from_json, profile_to_json

WORDS = {"vi": "Khu quy hoạch", "en": "Planning zone"}
NEW = {"name": "planning_zone", "type": "text", "group": "advanced", "label": WORDS, "help": WORDS}


def test_the_default_profile_has_what_the_product_works_with() -> None:
    profile = load_profile()
    assert len(set(profile.names)) == len(profile.names) == 49
    assert set(COLUMNS) <= set(profile.names)
    assert {name for group in LOCATION_GROUPS for name in group} <= set(profile.names)
    assert [c.value for c in profile.field("stage").values] == [s.value for s in Stage]
    assert {"code", "object_class", "commune_code"} <= set(profile.required_names)
    for field in profile.fields:
        assert field.label.vi != field.label.en or field.name in ("vpostcode", "plus_code")
        assert not any(word in field.name for word in ("owner", "phone", "email", "citizen"))


def test_a_profile_survives_its_json() -> None:
    assert profile_from_json(profile_to_json(load_profile())) == load_profile()


def write(path: Path, *fields: object, **more: object) -> Path:
    path.write_text(json.dumps({"id": "province", "fields": list(fields), **more}), encoding="utf-8")
    return path


def test_a_province_adds_fields_and_changes_words(tmp_path: Path) -> None:
    file = write(tmp_path / "p.json", NEW, {"name": "name", "required": True, "label": {"vi": "Tên gọi", "en": "Name"}})
    profile, default = load_profile(file), load_profile()
    assert profile.names == (*default.names, "planning_zone")
    assert profile.field("name").required and profile.field("name").label.text("vi_VN") == "Tên gọi"
    assert profile.field("name").help == default.field("name").help
    assert profile.field("planning_zone").group is FieldGroup.ADVANCED
    assert profile.id == "province" and profile.title == default.title
    with pytest.raises(KeyError):
        profile.field("nonsense")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ({**NEW, "name": "Planning Zone"}, "small letters"),
        ({**NEW, "name": "phone"}, "reserved"),
        ({**NEW, "name": "geom"}, "reserved"),
        ({**NEW, "name": None}, "no. 1"),
        ({**NEW, "type": "varchar"}, "varchar"),
        ({**NEW, "group": "personal"}, "personal"),
        ({**NEW, "label": {"vi": "x"}}, "label"),
        ({**NEW, "help": ""}, "help"),
        ({**NEW, "required": "yes"}, "required"),
        ({**NEW, "values": ["a"]}, "values"),
        ({**NEW, "default": 5}, "“default”"),
        ({"name": "stage", "type": "integer"}, "must stay text"),
        ({"name": "code", "required": False}, "must stay required"),
        ("nonsense", "no. 1"),
    ],
)
def test_a_wrong_field_is_named_with_its_file_and_remedy(tmp_path: Path, field: object, said: str) -> None:
    with pytest.raises(DiachisoError) as caught:
        load_profile(write(tmp_path / "p.json", field))
    text = str(caught.value)
    assert said in text and "p.json" in text
    assert text.endswith(".") and text.count(". ") >= 1, "a remedy follows"


@pytest.mark.parametrize(
    ("changed", "taken"),
    [
        ({"name": "so_dien_thoai"}, False), ({"name": "chu_nha"}, False), ({"name": "cccd"}, False),
        ({"label": {"vi": "Số điện thoại chủ nhà", "en": "Contact"}}, False),
        ({"label": {"vi": "Liên hệ", "en": "Phone"}}, False),
        ({"name": "so_ho_so", "label": {"vi": "Số hồ sơ", "en": "File number"}}, True),
        ({"name": "flood_height", "label": {"vi": "Mức ngập", "en": "Flood height"}}, True),
    ],
)  # fmt: skip
def test_a_field_for_personal_data_is_no_province_s_to_add(tmp_path: Path, changed: dict, taken: bool) -> None:
    file = write(tmp_path / "p.json", {**NEW, **changed})
    if taken:
        assert load_profile(file).fields[-1].name == changed["name"]
        return
    with pytest.raises(DiachisoError, match=r"fields\[0\]\.name.*table of people"):
        load_profile(file)


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"fields": [{**NEW, "required_for": ["II", "hose"]}]}, r"fields\[0\]\.required_for.*“hose”"),
        ({"fields": [NEW, {"name": "use", "required_for": ["IV"]}]}, r"fields\[1\]\.required_for.*“IV”"),
        ({"sections": [{"id": "land", "not_classes": ["flta"]}]}, r"sections\[0\]\.not_classes.*“flta”"),
        ({"combinations": [{"id": "location", "classes": ["x"]}]}, r"combinations\[0\]\.classes.*“x”"),
        ({"fields": [{**NEW, "required_for": ["I", "house"]}]}, ""),
    ],
)
def test_a_class_that_nobody_has_is_named_with_its_place(tmp_path: Path, parts: dict, place: str) -> None:
    file = write(tmp_path / "p.json", *parts.get("fields", []), **{k: v for k, v in parts.items() if k != "fields"})
    assert load_profile(file).id == "province", "which classes there are only the register knows"
    if place:
        with pytest.raises(DiachisoError, match=place):
            load_profile(file, classes=["house", "flat"])
    else:
        assert load_profile(file, classes=["house"]).field("planning_zone").required_for == ("I", "house")


def test_a_title_in_one_language(tmp_path: Path) -> None:
    with pytest.raises(DiachisoError, match=r"title.*vi and in en"):
        load_profile(write(tmp_path / "p.json", NEW, title={"vi": "Tỉnh Mẫu"}))


def test_a_field_twice(tmp_path: Path) -> None:
    with pytest.raises(DiachisoError, match="twice"):
        load_profile(write(tmp_path / "p.json", NEW, NEW))


@pytest.mark.parametrize("content", ["", "[]", "{", '{"fields": 5}'])
def test_a_file_that_is_no_profile(tmp_path: Path, content: str) -> None:
    file = tmp_path / "p.json"
    file.write_text(content)
    with pytest.raises(DiachisoError, match=r"p\.json"):
        load_profile(file)
    with pytest.raises(DiachisoError):
        load_profile(tmp_path / "none.json")
