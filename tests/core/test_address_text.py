"""The address text: order, separators, prefixes, and what is skipped."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.address_text import COLUMNS, GROUP_SEPARATOR, TEMPLATE, compose

WARD = {"commune": "Phường Nha Trang", "province": "Tỉnh Khánh Hòa"}

CASES = [
    (
        {"house_number": "12", "alley": "ngõ 34", "street": "Trần Phú", "settlement": "Tổ dân phố 3", **WARD},
        "12 ngõ 34 Trần Phú, Tổ dân phố 3, Phường Nha Trang, Tỉnh Khánh Hòa",
    ),
    ({"house_number": "12", "street": "Trần Phú", **WARD}, "12 Trần Phú, Phường Nha Trang, Tỉnh Khánh Hòa"),
    # 30/4 is a street, 120/1/22 a number: only the column can tell, so the street says that it is one.
    ({"house_number": "120/1/22", "street": "30/4", **WARD},
     "120/1/22 đường 30/4, Phường Nha Trang, Tỉnh Khánh Hòa"),
    ({"house_number": "12", "alley": "34/5", "street": "Lê Lợi"}, "12 ngõ 34/5 Lê Lợi"),
    ({"settlement": "Thôn Phú Nghĩa", "commune": "Xã Đại Lãnh"}, "Thôn Phú Nghĩa, Xã Đại Lãnh"),
    (
        {"room": "502", "floor": "5", "block": "B", "building_name": "Chung cư Hòn Tre", "street": "Lê Lợi",
         **WARD},
        "Phòng 502, Tầng 5, B, Chung cư Hòn Tre, Lê Lợi, Phường Nha Trang, Tỉnh Khánh Hòa",
    ),
    ({"room": "Căn 25 – 06", "floor": "Tầng 12A"}, "Căn 25 – 06, Tầng 12A"),
    ({"commune": "Xã Suối Hiệp", "district": "Huyện Diên Khánh", "province": "Tỉnh Khánh Hòa"},
     "Xã Suối Hiệp, Huyện Diên Khánh, Tỉnh Khánh Hòa"),
    ({"house_number": "  12 ", "street": " Trần Phú", "commune": "   "}, "12 Trần Phú"),
    ({"house_number": None, "street": None}, ""),
    ({}, ""),
    # Only U+0020 is trimmed, as SQLite does: a no-break space is text.
    ({"street": "\u00a0"}, "\u00a0"),
]


@pytest.mark.parametrize(("parts", "expected"), CASES, ids=[case[1] or "empty" for case in CASES])
def test_compose(parts: dict[str, str | None], expected: str) -> None:
    assert compose(parts) == expected


def test_unknown_columns_are_ignored() -> None:
    assert compose({"street": "Trần Phú", "note": "cổng sau"}) == "Trần Phú"


def test_template_names_each_column_once() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert TEMPLATE[-1].parts[0].column == "province"


values = st.one_of(st.none(), st.text(alphabet=" 09aàĐ", max_size=6))


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, values)))
def test_groups_that_hold_something_are_joined_in_order(parts: dict[str, str | None]) -> None:
    filled = {column: (parts.get(column) or "").strip(" ") for column in COLUMNS}
    groups = [[filled[p.column] for p in g.parts if filled[p.column]] for g in TEMPLATE]
    pieces = compose(parts).split(GROUP_SEPARATOR) if any(filled.values()) else []
    expected = [group for group in groups if group]
    assert len(pieces) == len(expected)
    for piece, group in zip(pieces, expected):
        assert piece.endswith(group[-1])
        assert all(value in piece for value in group)
