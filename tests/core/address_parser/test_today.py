"""Today's communes of a legacy address, and its text as the register would write it."""
from __future__ import annotations

import pytest

from diachiso.core.address_parser import ParserTables, parse, standard_text, today_communes
from diachiso.core.units import Crosswalk, UnitTable

TABLES = ParserTables.load()


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("12 tran phu, p loc tho, nha trang", "12 tran phu, Phường Nha Trang, Tỉnh Khánh Hòa"),
        ("5 2/4, Vĩnh Hải, Nha Trang", "5 đường 2/4, Phường Bắc Nha Trang, Tỉnh Khánh Hòa"),
        ("12 Lê Lợi, phường Nha Trang, Khánh Hòa", "12 Lê Lợi, Phường Nha Trang, Tỉnh Khánh Hòa"),
        ("Số 12 ngõ 34 Lê Lợi, Lộc Thọ, Nha Trang", "12 ngõ 34 Lê Lợi, Phường Nha Trang, Tỉnh Khánh Hòa"),
        ("thôn 3, huyện Lý Sơn, Quảng Ngãi", "thôn 3, Đặc khu Lý Sơn, Tỉnh Quảng Ngãi"),
        ("12 Lê Lợi, TP Nha Trang, Khánh Hòa", "12 Lê Lợi, Thành phố Nha Trang, Tỉnh Khánh Hòa"),
        ("12 Lê Lợi", "12 Lê Lợi"),
    ],
)
def test_standard_text(text: str, standard: str) -> None:
    assert standard_text(parse(text, TABLES), TABLES) == standard


def test_a_split_commune_keeps_its_old_units_until_somebody_knows_the_part() -> None:
    units, crosswalk = UnitTable.load(), Crosswalk.load()
    old = next(row.old_code for row in crosswalk.rows if row.is_split and len(row.old_code) == 5)
    commune = next(u for u in units.units if u.code == old and u.valid_to is not None and u.valid_from is None)
    district = next(u for u in units.units if u.code == commune.parent_code and u.level.value == "district")
    parsed = parse(f"12 Lê Lợi, {commune.full_name}, {district.full_name}", TABLES)
    assert parsed.commune == commune
    parts = today_communes(parsed, TABLES)
    assert [p.code for p in parts] == [row.new_code for row in crosswalk.successors(old)]
    assert len(parts) > 1
    assert standard_text(parsed, TABLES).startswith(f"12 Lê Lợi, {commune.full_name}, {district.full_name}, ")
    assert standard_text(parsed, TABLES, parts[1]).startswith(f"12 Lê Lợi, {parts[1].full_name}, ")


def test_what_is_written_is_read_again() -> None:
    parsed = parse("Căn 25 – 06, tầng 25, tòa A, chung cư Mường Thanh, 60 Trần Phú, tổ 3, Lộc Thọ, Nha Trang", TABLES)
    text = standard_text(parsed, TABLES)
    again = parse(text, TABLES)
    assert standard_text(again, TABLES) == text
    assert (again.unit, again.floor, again.block, again.building) == ("25 – 06", "25", "tòa A", "chung cư Mường Thanh")
