"""The level map of a drawing: what it reads of which level, and what it says of a profile that is wrong."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.json_reader import ProfileError
from diachiso.core.land.cad_profile import CadRole, load_cad_profile
from diachiso.core.resources import read_json

DEFAULT = load_cad_profile()


@pytest.mark.parametrize(
    ("level", "role"),
    [
        ("10", CadRole.boundary),
        ("Level 10", CadRole.boundary),
        ("LV_10", CadRole.boundary),
        ("010", CadRole.boundary),
        ("RANH_THUA", CadRole.boundary),
        ("Ranh thửa đất", CadRole.boundary),
        ("ranh-thua-moi", CadRole.boundary),
        ("13", CadRole.parcel),
        ("Số thửa", CadRole.parcel),
        ("LOAI_DAT", CadRole.land_use),
        ("63", CadRole.sheet),
        ("tuong_nha", CadRole.building),
        ("TEN_CHU", CadRole.personal),
        ("Chủ sử dụng đất", CadRole.personal),
        ("owner_names", CadRole.personal),
        ("CCCD", CadRole.personal),
        ("Số điện thoại", CadRole.personal),  # not in the level map: known from personal field names
    ],
)
def test_a_level_has_its_role(level: str, role: CadRole) -> None:
    assert role in DEFAULT.roles(level)


@pytest.mark.parametrize("level", ["0", "1", "100", "110", "Defpoints", "duong", "L10x", "xranh_thua", "tim_duong_10"])
def test_other_levels_have_none(level: str) -> None:
    assert DEFAULT.roles(level) == frozenset()


def test_a_personal_level_holds_nothing_else(tmp_path: Path) -> None:
    data = read_json("profiles", "cad", "default.json")
    data["rules"].append({"role": "personal", "levels": ["13"]})
    (tmp_path / "own.json").write_text(json.dumps(data), "utf-8")
    own = load_cad_profile(tmp_path / "own.json")
    assert own.roles("13") == {CadRole.personal}
    assert own.values("13", "127") == []


@pytest.mark.parametrize(
    ("level", "text", "values"),
    [
        ("13", "127", {"parcel": "127"}),
        ("13", " 127a ", {"parcel": "127a"}),
        ("13", "79.4", {"area": "79.4"}),
        ("13", "79,4 m2", {"area": "79,4"}),
        ("13", "127/79.4", {"parcel": "127", "area": "79.4"}),
        ("13", "35/520.0", {"parcel": "35", "area": "520.0"}),
        ("SO_THUA", "35/520.0", {"parcel": "35", "area": "520.0"}),
        ("13", "35/520,0 m²", {"parcel": "35", "area": "520,0"}),
        ("13", "ODT\n127\n79.4", {"land_use": "ODT", "parcel": "127", "area": "79.4"}),
        ("13", "ONT+CLN\\P127", {"land_use": "ONT+CLN", "parcel": "127"}),
        ("13", "Nguyễn Văn An", {}),
        ("13", "nhà ông Bảy", {}),
        ("4", "79.4", {"area": "79.4"}),
        ("63", "Tờ bản đồ số: 12", {"sheet": "12"}),
        ("63", "TỜ SỐ 12", {"sheet": "12"}),
        ("63", "12", {"sheet": "12"}),
        ("63", "Tỷ lệ 1:500", {}),
        ("15", "12/3A", {"house_number": "12/3A"}),
        ("10", "127", {}),
        ("99", "127", {}),
    ],
)
def test_only_what_a_pattern_knows_is_read(level: str, text: str, values: dict[str, str]) -> None:
    assert {role.value: value for role, value in DEFAULT.values(level, text)} == values


def changed(**changes: Any) -> dict[str, Any]:
    data = copy.deepcopy(read_json("profiles", "cad", "default.json"))
    data.update(changes)
    return data


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (changed(tolerance="5 cm"), "tolerance"),
        (changed(tolerance=-1), "tolerance"),
        (changed(id=None), "id"),
        (changed(rules={}), "rules"),
        (changed(rules=[{"role": "boundary", "levels": ["10"]}]), "rules"),
        (changed(rules=[{"role": "fence", "levels": ["10"]}]), "rules[0].role"),
        (changed(rules=[{"role": "boundary", "levels": [10]}]), "rules[0].levels[0]"),
        (changed(rules=[{"role": "boundary"}]), "rules[0].levels"),
        (changed(rules=[{"role": "parcel", "levels": ["1"], "pattern": "("}]), "rules[0].pattern"),
        (changed(snap=1), "snap"),
    ],
)
def test_a_wrong_profile_names_the_file_and_the_key(tmp_path: Path, data: dict[str, Any], key: str) -> None:
    path = tmp_path / "levels.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ProfileError) as error:
        load_cad_profile(path)
    assert str(path) in str(error.value)
    assert f'"{key}"' in str(error.value)
