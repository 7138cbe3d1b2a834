"""The parts below the commune: numbers and streets that look alike, alleys, settlements, units of buildings."""
from __future__ import annotations

from typing import Any

import pytest

from diachiso.core.address_parser import KnownName, ParsedAddress, ParserTables, parse

TABLES = ParserTables.load()
UNITS = ", Phường Lộc Thọ, TP Nha Trang, Khánh Hòa"
FIELDS = (
    "unit", "floor", "block", "building", "number", "alley", "street", "housing_area", "settlement", "postcode",
    "leftovers",
)  # fmt: skip


def parts(parsed: ParsedAddress) -> dict[str, Any]:
    return {name: value for name in FIELDS if (value := getattr(parsed, name))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 30/4 is a street where it can be one, 120/1/22 never is.
        ("30/4", {"street": "30/4"}),
        ("25 đường 30/4", {"number": "25", "street": "30/4"}),
        ("25 30/4", {"number": "25", "street": "30/4"}),
        ("12, 16/4", {"number": "12", "street": "16/4"}),
        ("30/4 Trần Phú", {"number": "30/4", "street": "Trần Phú"}),
        ("30/4 nối dài", {"street": "30/4 nối dài"}),
        ("đường 2/4", {"street": "2/4"}),
        ("12 Đ. 3/2", {"number": "12", "street": "3/2"}),
        ("2 tháng 9", {"street": "2 tháng 9"}),
        ("12 2 tháng 9", {"number": "12", "street": "2 tháng 9"}),
        ("120/1/22", {"number": "120/1/22"}),
        ("120/1/22 Nguyễn Trãi", {"number": "120/1/22", "street": "Nguyễn Trãi"}),
        # Numbers.
        ("57b Lê Lợi", {"number": "57b", "street": "Lê Lợi"}),
        ("57 B Lê Lợi", {"number": "57 B", "street": "Lê Lợi"}),
        ("7-9 Lê Lợi", {"number": "7-9", "street": "Lê Lợi"}),
        ("35/37 Lê Lợi", {"number": "35/37", "street": "Lê Lợi"}),
        ("52 + 54 Lê Lợi", {"number": "52 + 54", "street": "Lê Lợi"}),
        ("12bis Lê Lợi", {"number": "12bis", "street": "Lê Lợi"}),
        ("12A/3B Lê Lợi", {"number": "12A/3B", "street": "Lê Lợi"}),
        ("số nhà 12, đường Lê Lợi", {"number": "12", "street": "Lê Lợi"}),
        ("SN 12 Lê Lợi", {"number": "12", "street": "Lê Lợi"}),
        ("số 12 đường số 5", {"number": "12", "street": "số 5"}),
        ("Km 5 Quốc lộ 1A", {"number": "Km 5", "street": "Quốc lộ 1A"}),
        # Alleys.
        ("K448/20 Trưng Nữ Vương", {"number": "20", "alley": ("kiệt 448",), "street": "Trưng Nữ Vương"}),
        ("K448/H12/20 Lê Lợi", {"number": "20", "alley": ("kiệt 448", "hẻm 12"), "street": "Lê Lợi"}),
        ("H12/3 Lê Lợi", {"number": "3", "alley": ("hẻm 12",), "street": "Lê Lợi"}),
        ("kiệt 24 Lê Lợi", {"alley": ("kiệt 24",), "street": "Lê Lợi"}),
        ("12 kiệt 24 Lê Lợi", {"number": "12", "alley": ("kiệt 24",), "street": "Lê Lợi"}),
        ("kiệt 448/20 Lê Lợi", {"number": "20", "alley": ("kiệt 448",), "street": "Lê Lợi"}),
        ("Số 12 ngõ 34 ngách 5", {"number": "12", "alley": ("ngõ 34", "ngách 5")}),
        ("so 12 ngo 34 ngach 5 le loi", {"number": "12", "alley": ("ngo 34", "ngach 5"), "street": "le loi"}),
        ("Số 12, ngõ 34, Lê Lợi", {"number": "12", "alley": ("ngõ 34",), "street": "Lê Lợi"}),
        ("12 hẻm 34 Lê Lợi", {"number": "12", "alley": ("hẻm 34",), "street": "Lê Lợi"}),
        # Words that are no keywords inside a name.
        ("12 Lý Thường Kiệt", {"number": "12", "street": "Lý Thường Kiệt"}),
        ("12 Phó Đức Chính", {"number": "12", "street": "Phó Đức Chính"}),
        ("12 pho duc chinh", {"number": "12", "street": "pho duc chinh"}),
        ("12 phố Huế", {"number": "12", "street": "Huế"}),
        ("12 Cách Mạng Tháng Tám", {"number": "12", "street": "Cách Mạng Tháng Tám"}),
        ("Trường Chinh", {"street": "Trường Chinh"}),
        ("263 D2", {"number": "263", "street": "D2"}),
        ("QL1A", {"street": "QL1A"}),
        # Settlements: T. is a tổ before a number, a tỉnh before a name; H. a hẻm or a huyện.
        ("Kp2", {"settlement": "Kp2"}),
        ("T.5, KP 2", {"settlement": "T.5, KP 2"}),
        ("tổ 3 thôn Phú Vinh", {"settlement": "tổ 3, thôn Phú Vinh"}),
        ("Tổ 5 Lê Lợi", {"street": "Lê Lợi", "settlement": "Tổ 5"}),
        ("ấp 3A", {"settlement": "ấp 3A"}),
        ("thôn Phú Vinh 2", {"settlement": "thôn Phú Vinh 2"}),
        ("khu phố 2 277 Lê Lợi", {"number": "277", "street": "Lê Lợi", "settlement": "khu phố 2"}),
        # Units, floors, buildings, areas.
        ("Căn 25 – 06, chung cư Mường Thanh, 60 Trần Phú",
         {"unit": "25 – 06", "building": "chung cư Mường Thanh", "number": "60", "street": "Trần Phú"}),
        ("Căn hộ 1205, tầng 12, tòa A2, chung cư Hoàng Anh, 5 Lê Lợi",
         {"unit": "1205", "floor": "12", "block": "tòa A2", "building": "chung cư Hoàng Anh", "number": "5",
          "street": "Lê Lợi"}),
        ("P.1205 chung cư Hoàng Anh, 5 Lê Lợi",
         {"unit": "1205", "building": "chung cư Hoàng Anh", "number": "5", "street": "Lê Lợi"}),
        ("Ki ốt 15 chợ Đầm", {"unit": "Ki ốt 15", "building": "chợ Đầm"}),
        ("TT thương mại Vincom, 12 Lê Lợi",
         {"building": "TT thương mại Vincom", "number": "12", "street": "Lê Lợi"}),
        ("Lô B3 KDC Vĩnh Điềm Trung", {"block": "Lô B3", "housing_area": "KDC Vĩnh Điềm Trung"}),
        ("KTX Khu B", {"building": "KTX Khu B"}),
        ("Biệt thự BT5-12 KĐT Vĩnh Điềm", {"block": "Biệt thự BT5-12", "housing_area": "KĐT Vĩnh Điềm"}),
        ("Căn hộ S2.05-12A08", {"unit": "S2.05-12A08"}),
        ("H12 K34 Lê Lợi", {"alley": ("kiệt 34", "hẻm 12"), "street": "Lê Lợi"}),
        ("Số nhà 15, ngách 76/12, ngõ 76 phố Lê Lợi",
         {"number": "15", "alley": ("ngõ 76", "ngách 76/12"), "street": "Lê Lợi"}),
        ("B20, Nhà máy Sợi, 101 Lê Lợi",
         {"building": "Nhà máy Sợi", "number": "101", "street": "Lê Lợi", "leftovers": ("B20",)}),
        ("T1/60M, tổ 5", {"number": "T1/60M", "settlement": "tổ 5"}),
        # What is no part of an address.
        ("thửa 123 tờ 45", {"leftovers": ("thửa 123", "tờ 45")}),
        ("12 (số cũ: 144/24) Lê Lợi",
         {"number": "12", "street": "Lê Lợi", "leftovers": ("số cũ: 144/24",)}),
        ("12 Lê Lợi (gần chợ)", {"number": "12", "street": "Lê Lợi", "leftovers": ("gần chợ",)}),
        ("Công ty ABC, 12 Lê Lợi", {"building": "Công ty ABC", "number": "12", "street": "Lê Lợi"}),
        # A building's name ends where a house number and a street follow; CC is a chung cư.
        ("P1205 CC Mường Thanh 60 Trần Phú",
         {"unit": "1205", "building": "CC Mường Thanh", "number": "60", "street": "Trần Phú"}),
        ("chung cư Hoàng Anh 2", {"building": "chung cư Hoàng Anh 2"}),
        # Lê Hồng Phong 2 is a street; a room is one behind a comma, or with a room's digits.
        ("căn 5 Lê Hồng Phong 2", {"unit": "5", "street": "Lê Hồng Phong 2"}),
        ("12 le hong phong 2", {"number": "12", "street": "le hong phong 2"}),
        ("Lô B12 đường số 4 KĐT Lê Hồng Phong 2",
         {"block": "Lô B12", "street": "số 4", "housing_area": "KĐT Lê Hồng Phong 2"}),
        ("chung cu muong thanh phong 1205, 60 tran phu",
         {"unit": "1205", "building": "chung cu muong thanh", "number": "60", "street": "tran phu"}),
        # That there is no number is no street and no building.
        ("không số Trần Phú", {"street": "Trần Phú"}),
        ("Nhà không số, đường Trần Phú", {"street": "Trần Phú"}),
        ("chưa có số nhà, thôn Văn Đăng", {"settlement": "thôn Văn Đăng"}),
        ("chua co so nha, Tran Phu", {"street": "Tran Phu"}),
        ("12 Nguyen Hue street", {"number": "12", "street": "Nguyen Hue"}),
        ("3O Lê Lợi", {"number": "30", "street": "Lê Lợi"}),
    ],
)  # fmt: skip
def test_parts(text: str, expected: dict[str, Any]) -> None:
    parsed = parse(text + UNITS, TABLES)
    assert parts(parsed) == expected
    assert parsed.commune is not None and parsed.commune.code == "22363"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số 12 ngõ 34 ngách 5", "34/5/12"), ("34/5/12 Lê Lợi", "34/5/12"), ("K448/20 Lê Lợi", "448/20"),
        ("52 + 54 Lê Lợi", "52-54"), ("57 B Lê Lợi", "57b"), ("Lê Lợi", ""),
    ],
)  # fmt: skip
def test_a_door_has_one_number_however_it_is_written(text: str, number: str) -> None:
    assert parse(text + UNITS, TABLES).full_number == number


@pytest.mark.parametrize(
    "text",
    ["12 Lê Lợi, Lộc Thọ, Nha Trang, Khánh Hòa 57106", "12 Lê Lợi, Lộc Thọ, Khánh Hòa, mã bưu chính 57106"],
)
def test_a_postcode_stands_at_the_end(text: str) -> None:
    assert parts(parse(text, TABLES)) == {"number": "12", "street": "Lê Lợi", "postcode": "57106"}


def test_a_register_lends_the_spelling_and_the_id_of_its_streets() -> None:
    names = [KnownName("a", "Trần Phú", "22366"), KnownName("b", "Trần Phú", "22333"), KnownName("c", "2/4", "22366")]
    settlements = [KnownName("t", "Tổ dân phố 5", "22366")]
    tables = ParserTables.load().with_names(names, settlements)
    parsed = parse("12 tran phus, tdp 5, p loc tho, nha trang", tables)
    assert (parsed.street, parsed.street_id) == ("Trần Phú", "a")
    assert parsed.settlement_id == "t"
    assert parse("12 Trần Phú, Khánh Hòa", tables).street_id is None  # two communes have one
    assert parse("12 đường 2/4, Khánh Hòa", tables).street_id == "c"
    assert parse("12 Trần Phú" + UNITS, TABLES).street_id is None
