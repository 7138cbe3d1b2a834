"""Open Location Code: equal to the reference library, at random and where floats are awkward."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openlocationcode import openlocationcode as reference

from diachiso.core.codes import olc

LENGTHS = [10, 11]

EDGES = [
    (90, 0), (-90, 0), (90, 180), (-90, -180), (89.9999999999999, 179.9999999999999), (0, 180), (0, -180),
    (0, 179.9999999), (0, -180.0000001), (91, 0), (-123, 0), (20, 181), (20, 360), (20, 540), (20, -540),
    (20, 1234.5), (0, 0), (-0.0, -0.0), (1e-12, -1e-12), (-90 + 1e-12, -180 + 1e-12), (12.25, 109.2),
    # The reference rounds these onto the border and gives codes outside the world; ours agrees with it.
    (89.99999999999999, 0), (0, 179.99999999999997),
]  # fmt: skip


def expected(lat: np.ndarray, lon: np.ndarray, length: int) -> list[str]:
    return [reference.encode(a, b, length) for a, b in zip(lat.tolist(), lon.tolist())]


def differences(lat: np.ndarray, lon: np.ndarray, length: int) -> list[tuple[float, float, str, str]]:
    ours = olc.encode(lat, lon, length).tolist()
    theirs = expected(lat, lon, length)
    return [d for d in zip(lat.tolist(), lon.tolist(), ours, theirs) if d[2] != d[3]]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("extent", [(-90, 90, -180, 180), (8, 24, 102, 118)], ids=["world", "Vietnam"])
def test_random_points_agree(length: int, extent: tuple[float, float, float, float]) -> None:
    random = np.random.default_rng(11)
    lat = random.uniform(extent[0], extent[1], 100_000)
    lon = random.uniform(extent[2], extent[3], 100_000)
    assert differences(lat, lon, length) == []


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("decimals", [3, 5, 6, 7])
def test_rounded_coordinates_agree(length: int, decimals: int) -> None:
    random = np.random.default_rng(12)
    lat = random.uniform(-90, 90, 10_000).round(decimals)
    lon = random.uniform(-180, 180, 10_000).round(decimals)
    assert differences(lat, lon, length) == []


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(("height", "width"), [(1 / 8000, 1 / 8000), (1 / 40000, 1 / 32000)])
def test_cell_borders_agree(length: int, height: float, width: float) -> None:
    # On a border and one float to either side. The reference is float-sloppy there: up to half a millionth
    # of its finest unit below a border counts as on it; ours agrees with it as installed.
    random = np.random.default_rng(13)
    lat = random.integers(0, round(180 / height), 5_000) * height - 90
    lon = random.integers(0, round(360 / width), 5_000) * width - 180
    for towards in (-np.inf, None, np.inf):
        a = lat if towards is None else np.nextafter(lat, towards)
        b = lon if towards is None else np.nextafter(lon, towards)
        assert differences(a, b, length) == []


@pytest.mark.parametrize("length", [*LENGTHS, 12, 13, 14, 15])
def test_edges_agree(length: int) -> None:
    lat, lon = np.array(EDGES, dtype=float).T
    assert differences(lat, lon, length) == []


@given(
    st.floats(-100, 100), st.floats(-800, 800), st.integers(10, 15)
)
def test_any_float_agrees(lat: float, lon: float, length: int) -> None:
    assert olc.encode_one(lat, lon, length) == reference.encode(lat, lon, length)


@pytest.mark.parametrize(("lat", "lon", "length", "code"), [
    (47.0000625, 8.0000625, 10, "8FVC2222+22"),
    (20.3700625, 2.7821875, 10, "7FG49QCJ+2V"),
    (20.3701125, 2.782234375, 11, "7FG49QCJ+2VX"),
    (90, 1, 10, "CFX3X2X2+X2"),
])
def test_published_examples(lat: float, lon: float, length: int, code: str) -> None:
    assert olc.encode_one(lat, lon, length) == code == reference.encode(lat, lon, length)


@pytest.mark.parametrize(("lat", "lon"), [(np.nan, 1), (1, np.nan), (np.inf, 1), (1, -np.inf)])
def test_no_position_no_code(lat: float, lon: float) -> None:
    assert olc.encode([lat, 12.25], [lon, 109.2]).tolist() == ["", "7P4F7622+22"]


def test_no_points() -> None:
    assert olc.encode([], []).tolist() == []
    assert len(olc.decode([]).lat) == 0


@pytest.mark.parametrize("length", [9, 16, 2])
def test_other_lengths_are_refused(length: int) -> None:
    with pytest.raises(ValueError, match="10 to 15"):
        olc.encode([1], [1], length)


@pytest.mark.parametrize("length", [10, 11, 12, 15])
def test_decode_agrees(length: int) -> None:
    random = np.random.default_rng(14)
    codes = olc.encode(random.uniform(-90, 90, 2_000), random.uniform(-180, 180, 2_000), length)
    cells = olc.decode(codes)
    areas = [reference.decode(code) for code in codes.tolist()]
    theirs = np.array([(a.latitudeLo, a.longitudeLo, a.latitudeHi, a.longitudeHi) for a in areas])
    assert np.abs(np.column_stack(cells) - theirs).max() < 1e-12
    assert olc.encode(cells.lat, cells.lon, length).tolist() == codes.tolist()


@pytest.mark.parametrize("text", [
    "", "7P8G", "7P8G7622", "7P8G7622+", "7P8G7622+2", "7P8G7622+2A", "7P8G762+222", "X2222222+22",
    "7P000000+", "7P8G7622+22222222", "Nha Trang", "7P8G7622+2Đ",
])
def test_what_is_no_full_code_has_no_place(text: str) -> None:
    cells = olc.decode([text, "7p4f7622+22"])
    assert np.isnan(cells.lat[0]) and np.isnan(cells.west[0])
    assert cells.south[1] == pytest.approx(12.25)
