"""The zone table holds every province once, and tells right parameters from copied mistakes."""
from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from diachiso.core.json_reader import ProfileError
from diachiso.core.land.vn2000 import ShiftKind, ZoneUse, load_vn2000
from diachiso.core.units import LEGACY_LAST_DAY, UnitLevel, UnitTable


def test_every_legacy_province_has_one_zone() -> None:
    wanted = [u.code for u in UnitTable.load().units if u.level is UnitLevel.province and u.valid_to == LEGACY_LAST_DAY]
    found = Counter(code for zone in load_vn2000().zones for code in zone.provinces)
    assert len(wanted) == 63
    assert found == Counter(wanted)


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("Khánh Hòa", {9217}), ("Hà Nội", {5897}), ("Thành phố Hồ Chí Minh", {9210, 5899}), ("Lâm Đồng", {5899, 9218}),
        ("Gia Lai", {9217, 9218}), ("Phú Thọ", {9208, 5897, 9211}), ("Huế", {9214}), ("Quảng Trị", {9211, 9212}),
    ],
)  # fmt: skip
def test_a_province_of_today_has_the_zones_of_those_it_was_made_of(name: str, zones: set[int]) -> None:
    province = UnitTable.load().province(name)
    assert province is not None
    assert {zone.epsg for zone in load_vn2000().of_province(province.code)} == zones


def test_every_province_of_today_has_a_zone() -> None:
    today = [u for u in UnitTable.load().units if u.level is UnitLevel.province and u.is_valid(None)]
    assert len(today) == 34
    assert all(load_vn2000().of_province(unit.code) for unit in today)


def test_zones_are_found_by_their_parameters() -> None:
    profile = load_vn2000()
    for zone in profile.zones:
        assert profile.match(zone.meridian, zone.scale) == zone
    assert profile.match(108.25, 0.9996) is None
    assert profile.match(108.15, 0.9999) is None  # 108°15' written as a decimal
    assert {z.epsg for z in profile.zones if z.use is ZoneUse.utm} == {3405, 3406}


def test_shifts_are_classified() -> None:
    profile = load_vn2000()
    right = profile.towgs84
    cases = [
        (None, ShiftKind.none), ((0.0,) * 7, ShiftKind.zero), ((0, 0, 0), ShiftKind.zero), (right, ShiftKind.right),
        (tuple(round(v, 5) for v in right), ShiftKind.right), (profile.with_wrong_rotation(), ShiftKind.wrong_rotation),
        (right[:3], ShiftKind.other),
        ((-192.873, -39.382, -111.202, 0.00205, 0.0005, -0.00335, 0.0188), ShiftKind.other),
    ]  # fmt: skip
    for given, kind in cases:
        assert profile.classify(given) is kind, given


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d["zones"][0].update(provinces=["Atlantis"]), "Atlantis"),
        (lambda d: d["zones"][0].update(provinces=["Atlantis"]), "zones[0].provinces[0]"),
        (lambda d: d["datum"].update(towgs84=[1, 2, 3]), "datum.towgs84"),
        (lambda d: d["datum"].pop("towgs84"), "datum.towgs84"),
        (lambda d: d["zones"][2].update(use="cadastre"), "zones[2].use"),
        (lambda d: d["zones"][2].pop("epsg"), "zones[2].epsg"),
        (lambda d: d.update(more=1), "more"),
    ],
)
def test_a_mistake_in_an_own_profile_names_its_place(root: Path, tmp_path: Path, change, says: str) -> None:
    data = json.loads((root / "resources" / "profiles" / "crs" / "vn2000.json").read_text("utf-8"))
    change(data)
    path = tmp_path / "own.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load_vn2000(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)
