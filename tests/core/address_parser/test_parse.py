"""Whole addresses and their parts; the traps of Vietnamese address texts as tables of cases."""
from __future__ import annotations

from typing import Optional

import pytest

from diachiso.core.address_parser import ParsedAddress, ParserTables, parse

TABLES = ParserTables.load()


def read(text: str) -> ParsedAddress:
    return parse(text, TABLES)


def codes(parsed: ParsedAddress) -> tuple[Optional[str], ...]:
    return tuple(unit.code if unit else None for unit in (parsed.commune, parsed.district, parsed.province))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Trần Phú, Phường Lộc Thọ, TP Nha Trang, Khánh Hòa", ("22363", "568", "56")),
        ("12 tran phu, p loc tho, nha trang, khanh hoa", ("22363", "568", "56")),
        ("25 đường 30/4, P16, Q.11, TP.HCM", ("27253", "772", "79")),
        ("12 le loi phuong 1 tp vung tau brvt", ("26506", "747", "77")),
        ("12 Trần Phú, phường Tây Ninh Hòa, tỉnh Khánh Hòa", ("22552", None, "56")),
        ("Khánh Hòa, Nha Trang, Vĩnh Hải, 12 Trần Phú", ("22330", "568", "56")),
    ],
)
def test_units(text: str, expected: tuple[Optional[str], ...]) -> None:
    assert codes(read(text)) == expected


@pytest.mark.parametrize("text", ["", " ", ",,,", "???", "1", "\u0301", "a" * 5000, "\ud800"])
def test_anything_is_read(text: str) -> None:
    assert read(text).commune is None
