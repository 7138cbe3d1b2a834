"""Values, not headers, say which column is the northing and what unit it has; bad rows are told why."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from diachiso.core.land.coordinates import Arrangement, BadValue, CoordinateKind, arrange, parse_columns
from diachiso.core.land.nearest import PointGrid

EAST, NORTH = 602_000.5, 1_354_021.25


@given(
    st.floats(150_000, 850_000), st.floats(900_000, 2_600_000), st.booleans(),
    st.sampled_from([1.0, 1000.0, 0.001, 100.0]),
)  # fmt: skip
def test_every_place_in_viet_nam_is_arranged(east: float, north: float, swapped: bool, unit: float) -> None:
    pair = np.array([[north, east] if swapped else [east, north]]) * unit
    found = arrange(pair)
    assert found.kind is CoordinateKind.metres
    assert found.northing_first is swapped
    assert np.allclose(found.xy(pair), [[east, north]])


@given(st.floats(102, 117), st.floats(7, 23.5), st.booleans())
def test_degrees_are_arranged(lon: float, lat: float, swapped: bool) -> None:
    found = arrange(np.array([[lat, lon] if swapped else [lon, lat]]))
    assert (found.kind, found.northing_first, found.scale) == (CoordinateKind.degrees, swapped, 1.0)


@pytest.mark.parametrize("pairs", [[], [[np.nan, 1.0]], [[5.0, 5.0]], [[950_000.0, 6_700_000.0]], [[0.0, 0.0]]])
def test_what_lies_elsewhere_is_unknown(pairs: list[list[float]]) -> None:
    assert arrange(np.array(pairs, float).reshape(-1, 2)).kind is CoordinateKind.unknown


def test_x_is_the_northing_whatever_the_header_says() -> None:
    found = parse_columns(["1354021,25", "1.354.021,25", "1 354 021,25"], ["602000,5", "602.000,5", "602000.5"])
    assert found.arrangement.northing_first
    assert found.bad == (None, None, None)
    assert np.allclose(found.xy, [[EAST, NORTH]] * 3)


@pytest.mark.parametrize(
    ("east", "north", "decimal"),
    [
        (["602.123", "602.125"], ["1.354.021", "1.354.025"], ","),
        (["602.123", "602.125"], ["1354.021", "1354.025"], "."),  # kilometres
        (["602,123", "602,125"], ["1,354,021", "1,354,025"], "."),
        (["109.250", "109.251"], ["12.250", "12.251"], "."),
        (["109,250", "109,251"], ["12,250", "12,251"], ","),
    ],
)
def test_ambiguous_numbers_are_read_as_places_in_viet_nam(east: list[str], north: list[str], decimal: str) -> None:
    found = parse_columns(east, north)
    assert found.decimal == decimal
    assert found.bad == (None, None)
    assert found.arrangement.kind is not CoordinateKind.unknown


def test_bad_rows_are_told_and_the_others_go_on() -> None:
    rows = [
        ("602000.5", "1354021.25", None),
        ("", "1354021.25", BadValue.empty),
        ("  ", "", BadValue.empty),
        ("abc", "1354021.25", BadValue.not_a_number),
        ("602000.5", "1.35E+06", BadValue.lost_digits),
        ("602000.5", "135402.1", BadValue.out_of_range),
        ("1354021.25", "602000.5", BadValue.looks_swapped),
        ("602001", "1354020", None),
        ("602002", "1354020", None),
        ("602003", "1354020", None),
    ]
    found = parse_columns([r[0] for r in rows], [r[1] for r in rows])
    assert list(found.bad) == [r[2] for r in rows]
    assert np.isnan(found.xy[[k for k, r in enumerate(rows) if r[2]]]).all()
    assert np.allclose(found.xy[0], [EAST, NORTH])


def test_the_far_islands_are_kept_among_the_mainland() -> None:
    """Trường Sa in the zone of Khánh Hòa has eastings of over a thousand kilometres."""
    found = parse_columns(["1354021"] * 4 + ["954000", "602000"], ["602000"] * 4 + ["1120000", "1354021"])
    assert found.bad == (None,) * 5 + (BadValue.looks_swapped,)
    assert found.xy[4].tolist() == [1_120_000.0, 954_000.0]


@given(
    st.lists(
        st.tuples(st.integers(15_000_000, 85_000_000), st.integers(90_000_000, 260_000_000)), min_size=1, max_size=20
    ),
    st.booleans(),
    st.sampled_from([(".", ""), (",", ""), (".", ","), (",", "."), (",", " "), (".", "\u00a0")]),
    st.integers(0, 2),
)
def test_a_table_in_any_style_gives_its_places_back(
    places: list[tuple[int, int]], northing_first: bool, style: tuple[str, str], digits: int
) -> None:
    decimal, thousands = style

    def typed(hundredths: int) -> str:
        text = f"{hundredths / 100:,.{digits}f}"
        return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands)

    columns = [[typed(e) for e, _ in places], [typed(n) for _, n in places]]
    found = parse_columns(*(columns[::-1] if northing_first else columns))
    assert found.bad == (None,) * len(places)
    assert found.arrangement.northing_first is northing_first
    assert np.abs(found.xy - np.array(places) / 100).max() <= 0.51


def test_letters_place_a_row_that_is_the_other_way_round() -> None:
    found = parse_columns(["12°33'B", "109°25'Đ", "12°34'B"], ["109°25'Đ", "12°33'B", "109°26'Đ"])
    assert found.bad == (None, None, None)
    assert np.allclose(found.xy[0], found.xy[1])


def test_what_a_person_chose_is_kept_and_judged() -> None:
    found = parse_columns(["602000"], ["1354000"], northing_first=True)
    assert found.arrangement.northing_first
    assert found.bad == (BadValue.looks_swapped,)


def test_elsewhere_in_the_world_rows_are_kept() -> None:
    found = parse_columns(["952030"], ["6702261"])
    assert found.bad == (None,)
    assert np.allclose(found.xy, [[952030, 6702261]])


def test_an_arrangement_turns_and_scales() -> None:
    pairs = np.array([[1.0, 2.0]])
    assert Arrangement(CoordinateKind.metres, True, 1000.0).xy(pairs).tolist() == [[2000.0, 1000.0]]


@given(arrays(float, (30, 2), elements=st.floats(0, 300)), arrays(float, (5, 2), elements=st.floats(-80, 380)))
def test_the_grid_finds_the_nearest(points: np.ndarray, asked: np.ndarray) -> None:
    found = PointGrid(points, 50.0).distances(asked)
    true = np.sqrt(((asked[:, None] - points[None]) ** 2).sum(axis=2)).min(axis=1)
    true[true > 50.0] = np.inf
    assert np.allclose(found, true)


def test_an_empty_grid_is_far_from_everything() -> None:
    assert PointGrid(np.zeros((0, 2)), 50.0).distances(np.zeros((2, 2))).tolist() == [np.inf, np.inf]
