"""Units of whole addresses: order, era, spelling, abbreviations; names that are easily taken for others."""
from __future__ import annotations

import unicodedata
from typing import Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.address_parser import ParsedAddress, ParserTables, parse
from diachiso.core.address_parser.mentions import find_mentions
from diachiso.core.address_parser.tokens import Tokens
from diachiso.core.units import LEGACY_LAST_DAY, UnitLevel, UnitTable
from diachiso.tests.effort import effort

TABLES = ParserTables.load()
LOC_THO = ("22363", "568", "56")  # Lộc Thọ, Nha Trang, Khánh Hòa


def read(text: str) -> ParsedAddress:
    return parse(text, TABLES)


def codes(parsed: ParsedAddress) -> tuple[Optional[str], ...]:
    return tuple(unit.code if unit else None for unit in (parsed.commune, parsed.district, parsed.province))


@pytest.mark.parametrize(
    "text",
    [
        "12 Trần Phú, Phường Lộc Thọ, Thành phố Nha Trang, Tỉnh Khánh Hòa",
        "12 tran phu, phuong loc tho, thanh pho nha trang, tinh khanh hoa",
        "12 TRẦN PHÚ, P. LỘC THỌ, TP. NHA TRANG, T. KHÁNH HÒA",
        "12 Trần Phú, P.Lộc Thọ, TP.Nha Trang, Khánh Hoà",
        "12 Trần Phú, Lộc Thọ, Nha Trang, Khánh Hòa, Việt Nam",
        "12 Tran Phu Loc Tho Nha Trang Khanh Hoa VN",
        "12 Trần Phú - Lộc Thọ - Nha Trang - Khánh Hòa",
        "Khánh Hòa, Nha Trang, Lộc Thọ, 12 Trần Phú",
        "Việt Nam, Khánh Hòa, Nha Trang, Lộc Thọ, 12 Trần Phú",
        "12 Trần Phú, Nha Trang, Phường Lộc Thọ, Khánh Hòa",
        "12 Trần Phú, Phường Lộc Thọ, Khánh Hòa",
        "12 Trần Phú, phường Lộc Thọ, Nha Trang",
        "12 Trần Phú, xã Lộc Thọ, huyện Nha Trang, Khánh Hòa",
        "12 Trần Phú, phường Lộc Thọ, tpnhatrang, khanhhoa",
        "12 Trần Phú, PhườngLộcThọ,NhaTrang,KhánhHòa",
        "12 Trần Phú, phuonglocTho, tp.nhatrang",
        "12 Trần Phú, Lôc Tho, Nha Trnag, Khánh Hòa",
        "12 Trần Phú, phường Lộcc Thọ, Nha Trang, Khanh Hòa",
        "12 Trần Phú, phường Loocj Thoj, Nha Trang, Khasnh Hoaf",
        "12 Tra62n Phu1, phu7o7ng2 Lo65c Tho5, Nha Trang, Kha1nh Ho2a",
        "12 Trần Phú, Lộc Thọ, NT, KH",
        "12 Trần Phú, Loc Tho Ward, Nha Trang City, Khanh Hoa Province",
        "Số nhà: 12, Đường: Trần Phú, Phường: Lộc Thọ, Thành phố: Nha Trang, Tỉnh: Khánh Hòa",
        "Địa chỉ: 12 Trần Phú, P Lộc Thọ TP Nha Trang",
        "12 Trần Phú, tổ 3 Lộc Thọ NT, Khánh Hòa",
        "12 Trần Phú, phường Lộc Thọ (cũ), thành phố Nha Trang, Khánh Hòa, Khánh Hòa",
    ],
)
def test_many_ways_to_write_one_commune(text: str) -> None:
    assert codes(read(text)) == LOC_THO


@pytest.mark.parametrize(
    ("text", "expected", "street"),
    [
        # Nothing parts the street from the city: the end of a person's name is no commune.
        ("12 Phan Đình Phùng Hà Nội", (None, None, "01"), "Phan Đình Phùng"),
        ("12 Trần Hưng Đạo Hà Nội", (None, None, "01"), "Trần Hưng Đạo"),
        ("12 Nguyễn Thị Minh Khai Nha Trang", (None, "568", "56"), "Nguyễn Thị Minh Khai"),
        ("12 Hai Bà Trưng Đà Lạt", (None, "672", "68"), "Hai Bà Trưng"),
        ("12 Lê Lợi Vinh Nghệ An", (None, "412", "40"), "Lê Lợi"),
        ("12 Pham Van Dong Vnh Hoa Nha Trang", ("22327", "568", "56"), "Pham Van Dong"),
        # A day in words ends like a house number.
        ("123 đường 2 tháng 4 Nha Trang", (None, "568", "56"), "2 tháng 4"),
        ("123 duong 23 thang 10 Vinh Hiep Nha Trang", ("22399", "568", "56"), "23 thang 10"),
        # Tĩnh is no tỉnh.
        ("78 Tuệ Tĩnh -Lộc Thọ -Nha Trang", LOC_THO, "Tuệ Tĩnh"),
        # Behind a number is the street, whatever word stands before the number.
        ("sn 12 ngách 34/56 ngõ 78 Thành Công, Ba Đình, HN", ("00004", None, "01"), "Thành Công"),
        ("12 tran phu nt kh", (None, "568", "56"), "tran phu"),
        ("Đường Hùng Vương số nhà 30 Lộc Thọ Nha Trang", LOC_THO, "Hùng Vương"),
        ("30_Hùng_Vương_Lộc_Thọ_Nha_Trang", LOC_THO, "Hùng Vương"),
        ("12 Nguyen Hue Street, Ben Nghe Ward, District 1, HCMC, Vietnam 700000", ("26740", "760", "79"), "Nguyen Hue"),
    ],
)
def test_a_street_without_a_comma(text: str, expected: tuple[Optional[str], ...], street: str) -> None:
    found = read(text)
    assert (codes(found), found.street) == (expected, street)


def test_another_province_behind_the_units_makes_them_doubtful() -> None:
    assert read("30 Hùng Vương, Lộc Thọ, Nha Trang, Khánh Hòa").confidence > 0.9
    assert read("30 Hùng Vương, Lộc Thọ, Nha Trang, Ninh Thuận").confidence < 0.5
    assert read("30 Hùng Vương, P. Lộc Thọ, TP. Nha Trang, Tỉnh Bình Định").confidence < 0.5


@pytest.mark.parametrize(
    "text", ["P. Phước Tân, Nha Trang", "12 Tôn Đản P. Tân Lập Nha Trang", "P. Phước Tiến, Nha Trang"]
)
def test_a_commune_outside_the_city_behind_it_is_not_believed(text: str) -> None:
    # Wards until 2024: those of the same name are in Đồng Nai, Đắk Lắk, Bác Ái.
    found = read(text)
    assert found.province is not None and found.province.code == "56" and found.confidence < 0.5
    assert any("P. " in rest for rest in found.leftovers)


@pytest.mark.parametrize("damage", [
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.encode("utf-8").decode("latin-1"),
    lambda text: text.encode("utf-8").decode("cp1252", "surrogateescape"),
    lambda text: text.replace("ò", "ò").replace(" ", "\u00a0"),
    lambda text: text.replace("Trang", "Tr\u200bang"),
])  # fmt: skip
def test_broken_encodings(damage: object) -> None:
    text = damage("12 Trần Phú, phường Lộc Thọ, thành phố Nha Trang, tỉnh Khánh Hòa")  # type: ignore[operator]
    parsed = read(text)
    assert codes(parsed) == LOC_THO
    assert (parsed.number, parsed.street) == ("12", "Trần Phú")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Glued and dotted short forms.
        ("25 đường 30/4, P16, Q.11, TP.HCM", ("27253", "772", "79")),
        ("25 đường 30/4, p.16 q11 tphcm", ("27253", "772", "79")),
        ("25 duong 30/4, phuong16, quan11, hcmc", ("27253", "772", "79")),
        ("25 đường 30/4, F.16, Q. 11, Sài Gòn", ("27253", "772", "79")),
        ("Phường 07, Quận 03, HCM", (None, "770", "79")),  # P. 7, Q. 3 has been gone since 2021
        ("12 le loi p1 tp vung tau brvt", ("26506", "747", "77")),
        ("12 Lê Lợi, P.1, Vũng Tàu, BR-VT", ("26506", "747", "77")),
        ("TP. Buôn Ma Thuột, Đăk Lăk", (None, "643", "66")),
        ("bmt, daklak", (None, "643", "66")),
        # Names inside names, names of several levels.
        ("12 Trần Phú, phường Tây Ninh Hòa, tỉnh Khánh Hòa", ("22552", None, "56")),
        ("12 Trần Phú, Tây Ninh Hòa, Khánh Hòa", ("22552", None, "56")),
        ("Tây Ninh Hòa", ("22552", None, "56")),
        ("25 30/4, Phường 2, TP Tây Ninh, T. Tây Ninh", ("25468", "703", "72")),
        ("Kp2, TT. Diên Khánh, H. Diên Khánh, T. Khánh Hòa", ("22651", "574", "56")),
        ("xã Diên Khánh, tỉnh Khánh Hòa", ("22651", None, "56")),
        ("Xã Ninh Sơn, Thị xã Ninh Hòa, Khánh Hòa", ("22531", "572", "56")),
        ("Xã Ninh Hải, tỉnh Khánh Hòa", ("22852", None, "56")),
        ("12 phố Huế, phường Ngô Thì Nhậm, Hai Bà Trưng, Hà Nội", (None, "007", "01")),
        ("kiệt 24 Lê Lợi, Vĩnh Ninh, tp huế, tt huế", ("19783", "474", "46")),
        ("H. M'Drak, Dak Lak", (None, "652", "66")),
        # Both eras at once, as people write in the first years.
        ("12 Lê Hồng Phong, P. Nam Nha Trang, TP. Nha Trang", ("22402", None, "56")),
        ("Phường Phan Rang, tỉnh Ninh Thuận", ("22759", None, "56")),
        ("P. Mỹ Đông, TP Phan Rang-TC, Khánh Hòa", ("22771", "582", "58")),
        # Islands.
        ("huyện đảo Trường Sa", (None, "576", "56")),
        ("xã đảo Thạnh An, Cần Giờ", ("27676", "787", "79")),
        # Only some levels.
        ("Khánh Hòa", (None, None, "56")),
        ("Q.5, tphcm", (None, "774", "79")),
        ("Đặc khu Lý Sơn, Quảng Ngãi", ("21548", None, "51")),
        # A street is no commune, though one is called so.
        ("123B Trần Hưng Đạo, Thành phố Kon Tum, Tỉnh Kon Tum", (None, "608", "62")),
        ("254/9/23 đường Trần Hưng Đạo, Huyện Tứ Kỳ, Tỉnh Hải Dương", (None, "298", "30")),
        ("xóm Hòa Bình, Chi Lăng, Lạng Sơn", ("06463", None, "20")),
        ("ngã tư Bình Phước, P. Hiệp Bình Chánh, Thủ Đức", ("26812", "769", "79")),
        ("Số 15, ngõ 196/133 Hồ Tùng Mậu", (None, None, None)),
        ("Số 3 dãy B, tập thể Bộ Công an", (None, None, None)),
        ("Nhà C5 khu tập thể Giảng Võ", (None, None, None)),
        ("H12 K34 Nguyễn Văn Linh", (None, None, None)),
        ("12 Nguyễn Tất Thành, tp. Tam Kỳ, Quảng Nam", (None, "502", "49")),
    ],
)
def test_units(text: str, expected: tuple[Optional[str], ...]) -> None:
    assert codes(read(text)) == expected


def test_hoi_and_nga_are_written_for_each_other() -> None:
    assert codes(read("xả Vỉnh Thạnh, thành phổ Nha Trang, tĩnh Khánh Hòa")) == ("22393", "568", "56")


def test_the_era_may_be_told() -> None:
    text = "Xã Ninh Hải, Khánh Hòa"
    today, legacy = parse(text, TABLES, legacy=False), parse("Xã Vĩnh Hải, Ninh Thuận", TABLES, legacy=True)
    assert not today.is_legacy and today.district is None
    assert legacy.is_legacy and legacy.district is not None and legacy.district.name == "Ninh Hải"


@pytest.mark.parametrize(
    ("text", "commune", "other"),
    [
        ("thôn 3, xã Vĩnh Thạnh", "22393", "21786"),
        ("phường Đông Hải", "22780", None),
        ("12 Lê Lợi, phường Phước Hải", "22357", None),
    ],
)
def test_a_register_s_province_decides_between_communes_of_one_name(
    text: str, commune: str, other: Optional[str]
) -> None:
    at_home = parse(text, TABLES, home="56")
    assert at_home.commune is not None and at_home.commune.code == commune
    if other:
        anywhere = parse(text, TABLES)
        assert anywhere.commune is not None and anywhere.commune.code == other
        assert at_home.confidence > anywhere.confidence


def test_another_province_that_is_named_is_not_overruled() -> None:
    parsed = parse("xã Vĩnh Thạnh, Gia Lai", TABLES, home="56")
    assert parsed.province is not None and parsed.province.name == "Gia Lai"


def test_what_a_name_may_mean_besides_is_told() -> None:
    parsed = read("Xã Tân An")
    assert parsed.confidence < 0.5
    assert len({unit.commune.code for unit in parsed.alternatives if unit.commune}) > 3


def test_every_commune_is_found_by_its_full_address() -> None:
    table = UnitTable.load()
    for day in (None, LEGACY_LAST_DAY):
        units = {(u.level, u.code): u for u in table.units if u.is_valid(day)}
        communes = [u for u in units.values() if u.level is UnitLevel.commune][:: 1 if effort(10) > 10 else 11]
        wrong = []
        for commune in communes:
            district = units.get((UnitLevel.district, commune.parent_code or ""))
            province = units[UnitLevel.province, commune.province_code]
            text = ", ".join(unit.full_name for unit in (commune, district, province) if unit)
            if codes(read(text)) != (commune.code, district.code if district else None, province.code):
                wrong.append(text)
        assert not wrong


NOTHING = ["", " ", ",,,", "???", "1", "\u0301", "a" * 5000, "\ud800", "Việt Nam", "P.", "1/" * 300]
PIECES = ["12", "30/4", "/", "-", ",", "P.", "Q", "TP", "H.", "tổ", "số", "ngõ", "K448", "đường", "Trần", "Phú", "Nha",
          "Trang", "Khánh", "Hòa", "xã", "(", ")", "+", "Căn"]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_address_names_no_commune(text: str) -> None:
    assert read(text).commune is None


@settings(max_examples=effort(150))
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_any_text_is_read_and_nothing_is_made_up(text: str) -> None:
    parsed = read(text)
    assert 0.0 <= parsed.confidence <= 1.0
    told = (parsed.unit, parsed.floor, parsed.block, parsed.building, parsed.number, parsed.street, parsed.settlement)
    for part in (*told, *parsed.leftovers):
        for word in part.replace(",", " ").split():
            assert word in parsed.text


def test_a_text_of_nothing_but_names_is_no_endless_work() -> None:
    mentions, _ = find_mentions(Tokens("Khánh Hòa, Tân An, " * 40), TABLES)
    assert len(mentions) < 60
    assert read("Khánh Hòa, Tân An, " * 40).province is not None
