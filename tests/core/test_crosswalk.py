"""Old units to new ones and back: the whole crosswalk, positions, dates, names as people write them."""
from __future__ import annotations

from datetime import date

import pytest

from diachiso.core.crosswalk import Era, Outcome, UnitConverter, Why
from diachiso.core.units import LEGACY_LAST_DAY, AdminUnit, Crosswalk, UnitLevel, UnitTable
from diachiso.core.written_units import Written

TODAY, FIRST_DAY, CITY_DAY = date(2026, 11, 22), date(2025, 7, 1), date(2026, 4, 30)
TABLE, CROSSWALK = UnitTable.load(), Crosswalk.load()


@pytest.fixture(scope="module")
def forward() -> UnitConverter:
    return UnitConverter(TODAY)


@pytest.fixture(scope="module")
def back() -> UnitConverter:
    return UnitConverter(LEGACY_LAST_DAY)


def written(unit: AdminUnit) -> Written:
    """A legacy unit as papers have it: three names."""
    province = TABLE.by_code(unit.province_code, LEGACY_LAST_DAY)
    district = unit if unit.level is UnitLevel.district else TABLE.by_code(unit.parent_code or "", LEGACY_LAST_DAY)
    commune = "" if unit.level is UnitLevel.district else unit.full_name
    return Written(commune, district.full_name, province.full_name)  # type: ignore[union-attr]


def written_today(unit: AdminUnit) -> Written:
    """A unit of today as papers have it: two names."""
    return Written(unit.full_name, "", TABLE.by_code(unit.province_code).full_name)  # type: ignore[union-attr]


def test_the_whole_crosswalk_by_names(forward: UnitConverter) -> None:
    """10,602 rows: whole communes by the table, divided ones by position, else as candidates."""
    assert len(CROSSWALK.rows) == 10_602
    for row in CROSSWALK.rows:
        old = TABLE.by_code(row.old_code, LEGACY_LAST_DAY)
        assert old is not None
        said = written(old)
        placed, alone = forward.convert(said, row.new_code), forward.convert(said)
        assert (placed.outcome, placed.target.code, placed.source) == (  # type: ignore[union-attr]
            Outcome.CONVERTED, row.new_code, old,
        )  # fmt: skip
        if row.is_split:
            assert (alone.outcome, alone.target) == (Outcome.AMBIGUOUS, None)
            assert row.new_code in {unit.code for unit in alone.candidates}
        else:
            assert (alone.outcome, alone.target.code) == (Outcome.CONVERTED, row.new_code)  # type: ignore[union-attr]


def test_the_whole_crosswalk_by_codes() -> None:
    """Codes alone mean today's units, unless the records are said to be older."""
    old_ones = UnitConverter(TODAY, Era.LEGACY)
    for row in CROSSWALK.rows:
        found = old_ones.convert(Written(commune_code=row.old_code.lstrip("0")), row.new_code)
        if len(row.old_code) == 5:
            assert found.target is not None and found.target.code == row.new_code


def test_the_whole_crosswalk_backwards(back: UnitConverter) -> None:
    for row in CROSSWALK.rows:
        said = written_today(TABLE.by_code(row.new_code))  # type: ignore[arg-type]
        alone = back.convert(said)
        former = {r.old_code for r in CROSSWALK.predecessors(row.new_code)}
        if len(former) == 1:
            assert alone.target is not None and alone.target.code == row.old_code
        else:
            assert {unit.code for unit in alone.candidates} == former and alone.outcome is Outcome.AMBIGUOUS
        placed = back.convert(said, row.old_code)
        assert placed.target is not None and placed.target.code == row.old_code


def test_every_unit_of_today_stays_what_it_is(forward: UnitConverter) -> None:
    """No commune of today is taken for an old one of its name."""
    for province in [unit for unit in TABLE.units if unit.level is UnitLevel.province and unit.is_valid(TODAY)]:
        for unit in TABLE.communes(province.code, TODAY):
            found = forward.convert(written_today(unit), None)
            assert (found.outcome, found.target) == (Outcome.SAME, unit), unit


@pytest.mark.parametrize(
    ("said", "target"),
    [
        (Written("Phường Vĩnh Hải", "Thành phố Nha Trang", "Tỉnh Khánh Hòa"), "22333"),
        (Written("P. Vĩnh Hải", "TP. Nha Trang", "Khánh Hoà"), "22333"),
        (Written("vinh hai", "nha trang", "khanh hoa"), "22333"),
        (Written("Vĩnh Hải", "Nha Trnag", "Khánh Hòa"), "22333"),
        (Written("Phường Vĩnh Hải", "TP Nha Trang", ""), "22333"),
        (Written("Xã Vĩnh Hải", "Huyện Ninh Hải", "Tỉnh Ninh Thuận"), None),
        (Written("Phường Phước Mỹ", "Phan Rang - Tháp Chàm", "Ninh Thuận"), None),
        (Written("", "Huyện Côn Đảo", "Bà Rịa - Vũng Tàu"), "26732"),
    ],
)
def test_names_as_people_write_them(forward: UnitConverter, said: Written, target: str | None) -> None:
    found = forward.convert(said)
    assert found.outcome is Outcome.CONVERTED
    assert found.target is not None and found.target.is_valid(TODAY)
    if target is not None:
        assert found.target.code in (target, *(s.new_code for s in CROSSWALK.successors(found.source.code)))  # type: ignore[union-attr]
    else:
        assert found.target.province_code == "56"


def test_a_misspelt_name_is_read_and_told(forward: UnitConverter) -> None:
    found = forward.convert(Written("Phường Vĩnh Phứơc", "Thành phố Nha Trang", "Tỉnh Khánh Hòa"))
    assert found.source is not None and found.source.name == "Vĩnh Phước"
    wrong = forward.convert(Written("Phường Vĩnh Nguyêm", "Thành phố Nha Trang", "Tỉnh Khánh Hòa"))
    assert wrong.source is not None and wrong.source.name == "Vĩnh Nguyên" and wrong.corrected


def test_the_change_of_30_april_2026_is_held_by_dates() -> None:
    """Đồng Nai became a city, and communes of it wards; no code changed."""
    wards = [u for u in TABLE.communes("75", TODAY) if u.valid_from == CITY_DAY]
    assert wards
    for ward in wards:
        before = TABLE.by_code(ward.code, FIRST_DAY)
        assert before is not None and before.unit_type == "Xã"
        said = Written(before.full_name, "", "Tỉnh Đồng Nai", ward.code)
        now, then = UnitConverter(CITY_DAY).convert(said), UnitConverter(date(2026, 4, 29)).convert(said)
        assert (now.outcome, now.target) == (Outcome.RENAMED, ward)
        assert (then.outcome, then.target) == (Outcome.SAME, before)
        names = UnitConverter(CITY_DAY).names(ward)
        assert (names["commune"], names["province"]) == (ward.full_name, "Thành phố Đồng Nai")


@pytest.mark.parametrize("day", [FIRST_DAY, TODAY])
def test_legacy_names_have_no_district_afterwards(day: date) -> None:
    converter = UnitConverter(day)
    found = converter.convert(Written("Phường Vĩnh Hải", "Thành phố Nha Trang", "Tỉnh Khánh Hòa"))
    assert converter.names(found.target)["district"] is None  # type: ignore[arg-type]


def test_back_to_the_three_levels(back: UnitConverter) -> None:
    old = next(unit for unit in TABLE.units if unit.full_name == "Phường Vĩnh Hải" and unit.valid_to == LEGACY_LAST_DAY)
    new = CROSSWALK.successors(old.code)[0].new_code
    found = back.convert(written_today(TABLE.by_code(new)), old.code)  # type: ignore[arg-type]
    assert found.target == old
    assert back.names(old)["district"] == "Thành phố Nha Trang"
    assert back.names(old)["province"] == "Tỉnh Khánh Hòa"


def test_position_and_units_that_contradict_each_other_are_for_a_person(forward: UnitConverter) -> None:
    found = forward.convert(Written("Phường Vĩnh Hải", "Thành phố Nha Trang", "Tỉnh Khánh Hòa"), "00004")
    assert (found.outcome, found.why, found.target) == (Outcome.CONFLICT, Why.ELSEWHERE, None)
    assert found.candidates[0].code == "00004"


@pytest.mark.parametrize(
    ("said", "here", "outcome", "why"),
    [
        (Written(), None, Outcome.UNKNOWN, Why.NOTHING),
        (Written(), "22366", Outcome.CONVERTED, Why.ONLY_POSITION),
        (Written("Xã Không Có Đâu", "Huyện Nào Đó", "Tỉnh Lạ"), None, Outcome.UNKNOWN, Why.UNREADABLE),
        (Written("Xã Không Có Đâu"), "22366", Outcome.CONVERTED, Why.ONLY_POSITION),
        (Written("Phường 1"), None, Outcome.AMBIGUOUS, Why.MAY_MEAN),
    ],
)
def test_what_cannot_be_read(
    forward: UnitConverter, said: Written, here: str | None, outcome: Outcome, why: Why
) -> None:
    found = forward.convert(said, here)
    assert (found.outcome, found.why) == (outcome, why)
