"""What a typed text asks for."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.search.query import Kind, read_query


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0010150363", "0010150363"),
        ("00101 50363", "0010150363"),
        ("0010150", "0010150"),
        ("TAM-00000007", "TAM-00000007"),
        ("tam-0000", "TAM-0000"),
        ("00101CGHJ23X", "00101CGHJ23X"),
        ("https://diachiso.gov.vn/#/map/0010150363", "0010150363"),
    ],
)
def test_codes(typed: str, code: str) -> None:
    query = read_query(typed)
    assert (query.kind, query.code) == (Kind.CODE, code)


@pytest.mark.parametrize(
    ("typed", "lon", "lat"),
    [
        ("12.25, 109.19", 109.19, 12.25),
        ("109.19 12.25", 109.19, 12.25),
        ("12,25; 109,19", 109.19, 12.25),
        ("12°15'00\"N 109°11'24\"E", 109.19, 12.25),
        ("7P4F66R2+62", 109.2, 12.24),
    ],
)
def test_positions(typed: str, lon: float, lat: float) -> None:
    query = read_query(typed)
    assert query.kind is Kind.POSITION and query.lonlat == pytest.approx((lon, lat), abs=0.01)


@pytest.mark.parametrize("typed", ["1354321.12 601234.5", "601234,5; 1354321,12", "1354321 601234"])
def test_metres(typed: str) -> None:
    query = read_query(typed)
    assert query.kind is Kind.GRID
    assert sorted(query.grid or ()) == pytest.approx([601234.5, 1354321.12], abs=1)


@pytest.mark.parametrize(
    ("typed", "number", "rest"),
    [
        ("12 Trần Phú", "12", "tran phu"),
        ("Trần Phú 12", "12", "tran phu"),
        ("số 12 ngõ 34 ngách 5 Lê Lợi", "34/5/12", "le loi"),
        ("120/1/22 Lê Lợi", "120/1/22", "le loi"),
        ("57b, Lê Lợi", "57b", "le loi"),
        ("Nguyeexn Hueej 7", "7", "nguyen hue"),
        ("15 2/4 Vĩnh Hải", "15", "2/4 vinh hai"),
        ("15 2/4 Vĩnh Hải", "2/4", "15 vinh hai"),
        ("30/4 Phước Hải", "", "30/4 phuoc hai"),
    ],
)
def test_a_number_and_the_rest(typed: str, number: str, rest: str) -> None:
    query = read_query(typed)
    readings = [(r.number, " ".join(query.words[i] for i in r.rest)) for r in query.readings]
    assert query.kind is Kind.WORDS and (number, rest) in readings


@pytest.mark.parametrize("typed", ["", " ", "a", "…", ", ."])
def test_nothing(typed: str) -> None:
    assert read_query(typed).kind is Kind.NOTHING


@given(st.text(max_size=40))
def test_any_text_is_read(typed: str) -> None:
    query = read_query(typed)
    assert all(max(reading.rest, default=-1) < len(query.words) for reading in query.readings)
