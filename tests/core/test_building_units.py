"""What people write of floors, flats and stalls, and the units that it means."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.building_units import flats, stalls, unit_key
from diachiso.core.errors import DiachisoError


def labels(units: list) -> list[str]:
    return [unit.label for unit in units]


@pytest.mark.parametrize(
    ("floors", "per_floor", "names", "expected"),
    [
        ("2", "2", "", ["01 – 01", "01 – 02", "02 – 01", "02 – 02"]),
        ("25-25", "1", "", ["25 – 01"]),
        ("12, 12A, 14", "1", "", ["12 – 01", "12A – 01", "14 – 01"]),
        ("11-14", "1", "13=12B", ["11 – 01", "12 – 01", "12B – 01", "14 – 01"]),
        ("3; 5a", "1", "", ["03 – 01", "05A – 01"]),
        ("Trệt, 1", "1", "", ["Trệt – 01", "01 – 01"]),
        ("1-3", "2, 1:1, 3:0", "", ["01 – 01", "02 – 01", "02 – 02"]),
        ("12-13", "1, 13:2", "13=12B", ["12 – 01", "12B – 01", "12B – 02"]),
        ("1-2", "2:1", "", ["02 – 01"]),
        ("1–2", "1", "", ["01 – 01", "02 – 01"]),
    ],
)
def test_flats(floors: str, per_floor: str, names: str, expected: list[str]) -> None:
    assert labels(flats(floors, per_floor, names)) == expected


def test_a_flat_says_its_floor() -> None:
    assert [(u.floor, u.key) for u in flats("12A", "1")] == [("12A", "12a-1")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A01-A03, B3", [("", "A01"), ("", "A02"), ("", "A03"), ("", "B3")]),
        ("A1-3", [("", "A1"), ("", "A2"), ("", "A3")]),
        ("1: A1; 2: A1, A2", [("1", "A1"), ("2", "A1"), ("2", "A2")]),
        ("Ki-ốt 5\nQuầy số 7", [("", "Ki-ốt 5"), ("", "Quầy số 7")]),
        ("A, B, 08-10", [("", "A"), ("", "B"), ("", "08"), ("", "09"), ("", "10")]),
    ],
)
def test_stalls(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(u.floor, u.label) for u in stalls(text)] == expected


@pytest.mark.parametrize(
    ("floors", "per_floor", "names", "words"),
    [
        ("", "8", "", "FLOORS"), ("5", "", "", "UNITS_PER_FLOOR"), ("0", "8", "", '"0"'), ("9999", "8", "", '"9999"'),
        ("5-1", "8", "", '"5-1"'), ("1-3, 2", "8", "", "2 is named twice"), ("1, ?", "8", "", '"?"'),
        ("5", "nhiều", "", '"nhiều"'), ("5", "8, 9", "", '"9"'), ("5", "8, x1y:3", "", '"x1y"'),
        ("5", "8, 9:3", "", '"9"'),
        ("5", "8", "13", '"13"'), ("5", "8", "4=3", "3 is named twice"), ("200", "999", "", "5000 units"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_named(floors: str, per_floor: str, names: str, words: str) -> None:
    with pytest.raises(DiachisoError, match=words.replace("?", r"\?")):
        flats(floors, per_floor, names)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A1, A01", "A01 is named twice"), ("A1-A20, A7", "A7 is named twice"), ("A9-A1", "A9-A1"),
        ("Nguyễn Văn An", "No names"), ("A1 Nguyễn Văn An", "No names"), ("0905123456", "No names"),
        ("bà Ba", "No names"), ("gian hàng của bà chủ số 5", "No names"), (",;", "FLOORS"),
    ],
)  # fmt: skip
def test_a_bad_list_is_named(text: str, words: str) -> None:
    with pytest.raises(DiachisoError, match=words):
        stalls(text)


@pytest.mark.parametrize(
    ("room", "floor", "other"),
    [
        ("Căn 05 – 06", None, "5-6"), ("Căn hộ 25-06", None, "25 – 06"), ("P.12A – 6", None, "12a-06"),
        ("06", "25", "25 – 06"), ("6", "05", "05 – 06"), ("Gian A01", None, "A1"), ("Ki ốt 5", None, "5"),
        ("KI-ỐT 5", None, "kiot 05"), ("phòng 302", None, "302"),
    ],
)  # fmt: skip
def test_spellings_of_one_unit(room: str, floor: str | None, other: str) -> None:
    assert unit_key(room, floor) == unit_key(other)


def test_numbers_of_different_units_stay_apart() -> None:
    keys = ["1-12", "11-2", "112", "12-1", "12a-1", "a12", "b12", "12"]
    assert len({unit_key(key) for key in keys}) == len(keys)
    assert unit_key(None) == unit_key("") == unit_key(None, "5") == ""


@given(st.integers(1, 40), st.integers(1, 99))
def test_every_flat_has_a_number_of_its_own_and_is_found_again(floors: int, per_floor: int) -> None:
    units = flats(str(floors), str(per_floor))
    assert len({u.key for u in units}) == len({u.label for u in units}) == floors * per_floor
    assert all(unit_key(f"Căn {u.label}") == u.key for u in units)
