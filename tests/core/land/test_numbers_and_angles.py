"""Numbers and angles as tables spell them; what means nothing certain is refused."""
from __future__ import annotations

from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.land.angles import Axis, parse_angle, parse_pair
from diachiso.core.land.numbers import decimal_sign, has_lost_digits, is_ambiguous, parse_number

LAT, LON = 12 + 33 / 60 + 39.7 / 3600, 109 + 25 / 60 + 53.6 / 3600


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1354021.5", 1354021.5), ("1354021,5", 1354021.5), ("1.354.021,5", 1354021.5), ("1,354,021.5", 1354021.5),
        ("1 354 021,5", 1354021.5), ("1\u00a0354\u202f021,5", 1354021.5), ("1'354'021.5", 1354021.5),
        ("1.354.021", 1354021.0), ("1354021.123", 1354021.123), ("  602000 m ", 602000.0), ("602000,00", 602000.0),
        ("-12.5", -12.5), ("\u221212,5", -12.5), ("+5", 5.0), ("1.354021E+06", 1354021.0), (".5", 0.5), ("5.", 5.0),
        ("12 33 39.7", None), ("", None), ("abc", None), ("1,2,3", None), ("1.35.021,5", None), ("12°", None),
        ("1e", None), ("nan", None), ("inf", None), ("--5", None), ("1,354.021,5", None),
    ],
)  # fmt: skip
def test_numbers(text: str, value: Optional[float]) -> None:
    assert parse_number(text) == value


def test_what_may_be_two_numbers_goes_by_the_column() -> None:
    assert is_ambiguous("602.123")
    assert not is_ambiguous("1354021.123")
    assert parse_number("602.123", ".") == 602.123
    assert parse_number("602.123", ",") == 602123.0
    assert decimal_sign(["602.123", "1.354.021"]) == ","
    assert decimal_sign(["602.123", "602,5", "602,75", "1.5"]) == ","
    assert decimal_sign(["602.123", "602"]) == "."
    assert decimal_sign(["602.123"], ",") == ","


@pytest.mark.parametrize(
    ("text", "lost"), [("1.35E+06", True), ("1,35E+06", True), ("1.354021E+06", False), ("5", False)]
)
def test_digits_that_a_spreadsheet_dropped(text: str, lost: bool) -> None:
    assert has_lost_digits(text) is lost


@given(st.integers(0, 10**9), st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "\u00a0")]), st.integers(0, 3))
def test_every_style_of_writing_gives_the_number_back(millis: int, style: tuple[str, str], digits: int) -> None:
    decimal, thousands = style
    value = round(millis / 1000, digits)
    text = f"{value:,.{digits}f}".replace(",", "\0").replace(".", decimal).replace("\0", thousands)
    assert parse_number(text, decimal) == value


@pytest.mark.parametrize(
    ("text", "axis"),
    [
        ("12°33'39.7\"N", "latitude"), ("12°33'39,7\" B", "latitude"), ("12 33 39.7", None), ("12d33m39.7s", None),
        ("B 12°33'39.7\"", "latitude"), ("B12 33 39,7", "latitude"), ("12º33´39.7´´N", "latitude"),
        ("12°33′39.7″ N", "latitude"), ("12:33:39.7", None), ("12-33-39.7", None), ("12D33M39.7S", None),
        ("12 độ 33 phút 39,7 giây Bắc", "latitude"), ("12 độ 33 phút 39,7 giây bắc", "latitude"),
        ("Vĩ độ: 12°33'39.7\" Bắc", "latitude"), ("vĩ độ bắc 12°33'39.7\"", "latitude"),
        ("VĐB 12°33'39.7\"", "latitude"),
        ("12°33.661667'N", "latitude"), ("12,5610278", None), ("N12°33'39.7''", "latitude"), ("12.5610278°", None),
        ("12d33m39.7sN", "latitude"), ("12°33’39.7”N", "latitude"),
    ],
)  # fmt: skip
def test_a_latitude_in_many_spellings(text: str, axis: Optional[str]) -> None:
    found = parse_angle(text)
    assert found is not None
    assert found.degrees == pytest.approx(LAT, abs=1e-6)
    assert found.axis == (Axis(axis) if axis else None)


@pytest.mark.parametrize(
    "text",
    ["109°25'53.6\"E", "Đ109°25'53,6\"", "109 25 53.6 Đ", "109d25m53.6sE", "Đông 109°25'53.6\"", "109°25'53.6\"Đ.",
     "Kinh độ: 109°25'53.6\" Đông", "KĐĐ 109°25'53.6\"", "D 109 25 53.6", "109 độ 25 phút 53.6 giây Đông"],
)  # fmt: skip
def test_a_longitude_in_many_spellings(text: str) -> None:
    found = parse_angle(text)
    assert found is not None
    assert found.degrees == pytest.approx(LON, abs=1e-6)
    assert found.axis is Axis.longitude


@pytest.mark.parametrize(("text", "value"), [("109°25'53.6\"T", -LON), ("12°33'39.7\"S", -LAT), ("-12 33 39.7", -LAT)])
def test_south_and_west_are_negative(text: str, value: float) -> None:
    found = parse_angle(text)
    assert found is not None
    assert found.degrees == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "12°75'00\"", "12°33'75\"", "12.5°33'", "200°", "B 95°", "12 33 39 7", "602000", "1354000.5", "°", "N"],
)
def test_what_is_no_angle(text: str) -> None:
    assert parse_angle(text) is None


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 599))
def test_degrees_minutes_seconds_come_back(d: int, m: int, tenths: int) -> None:
    value = d + m / 60 + tenths / 36000
    s = tenths / 10
    for text in (f"{d}°{m}'{s}\"", f"{d} {m:02d} {s:04.1f}".replace(".", ","), f"{d}d{m}m{s}s"):
        found = parse_angle(text)
        assert found is not None
        assert found.degrees == pytest.approx(value, abs=1e-9)


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    parse_number(text)
    parse_pair(text)
    angle = parse_angle(text)
    assert angle is None or -180 <= angle.degrees <= 180


@pytest.mark.parametrize(
    "text",
    ["12°33'39.7\"N, 109°25'53.6\"E", "109°25'53.6\"Đ 12°33'39.7\"B", "12.5610278; 109.4315556",
     "12,5610278 109,4315556", "12.5610278, 109.4315556", "12°33'39.7\" 109°25'53.6\"",
     "12 33 39.7 / 109 25 53.6", "109.4315556|12.5610278"],
)  # fmt: skip
def test_both_in_one_cell(text: str) -> None:
    found = parse_pair(text)
    assert found is not None
    assert [angle.degrees for angle in found] == pytest.approx([LAT, LON], abs=1e-6)


def test_one_angle_is_no_pair() -> None:
    assert parse_pair("12°33'39.7\"N") is None
