"""GeoHash: equal to pygeohash, at random and on cell borders."""
from __future__ import annotations

import numpy as np
import pygeohash
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygeohash.cgeohash.geohash_module import encode as pygeohash_c_encode

from diachiso.core.codes import geohash

EDGES = [
    (90, 0), (-90, 0), (90, 180), (-90, -180), (0, 180), (0, -180), (0, 0), (-0.0, -0.0), (45, 90),
    (-45, -90), (89.99999999999999, 179.99999999999997), (12.25, 109.2), (1e-12, -1e-12), (5e-324, -5e-324),
]  # fmt: skip
# pygeohash refuses these in Python; its C encoder clips and wraps, and so do we.
OUTSIDE = [(91, 0), (-123, 0), (20, 181), (20, -181), (20, 360), (20, 540), (20, -540), (20, 900), (20, 1234)]


def differences(lat: np.ndarray, lon: np.ndarray, length: int = 12) -> list[tuple[float, float, str, str]]:
    ours = geohash.encode(lat, lon, length).tolist()
    theirs = [pygeohash.encode(a, b, length) for a, b in zip(lat.tolist(), lon.tolist())]
    return [d for d in zip(lat.tolist(), lon.tolist(), ours, theirs) if d[2] != d[3]]


@pytest.mark.parametrize("extent", [(-90, 90, -180, 180), (8, 24, 102, 118)], ids=["world", "Vietnam"])
def test_random_points_agree(extent: tuple[float, float, float, float]) -> None:
    random = np.random.default_rng(21)
    lat = random.uniform(extent[0], extent[1], 100_000)
    lon = random.uniform(extent[2], extent[3], 100_000)
    assert differences(lat, lon) == []


@pytest.mark.parametrize("bits", [1, 7, 20, 29, 30])
def test_cell_borders_agree(bits: int) -> None:
    random = np.random.default_rng(22)
    lat = random.integers(0, 1 << bits, 3_000) * (180 / (1 << bits)) - 90
    lon = random.integers(0, 1 << bits, 3_000) * (360 / (1 << bits)) - 180
    for towards in (-np.inf, None, np.inf):
        a = lat if towards is None else np.clip(np.nextafter(lat, towards), -90, 90)
        b = lon if towards is None else np.clip(np.nextafter(lon, towards), -180, 180)
        assert differences(a, b) == []


@pytest.mark.parametrize("length", range(1, 13))
def test_edges_agree_at_every_length(length: int) -> None:
    lat, lon = np.array(EDGES, dtype=float).T
    assert differences(lat, lon, length) == []


@pytest.mark.parametrize(("lat", "lon"), OUTSIDE)
def test_outside_the_world_is_clipped_and_wrapped(lat: float, lon: float) -> None:
    assert geohash.encode_one(lat, lon) == pygeohash_c_encode(float(lat), float(lon), 12)


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 12))
def test_any_float_agrees(lat: float, lon: float, length: int) -> None:
    assert geohash.encode_one(lat, lon, length) == pygeohash.encode(lat, lon, length)


def test_published_example() -> None:
    assert geohash.encode_one(57.64911, 10.40744, 11) == "u4pruydqqvj"


@pytest.mark.parametrize(("lat", "lon"), [(np.nan, 1), (1, np.nan), (np.inf, 1), (1, -np.inf)])
def test_no_position_no_code(lat: float, lon: float) -> None:
    codes = geohash.encode([lat, 57.64911], [lon, 10.40744], 11).tolist()
    assert codes == ["", "u4pruydqqvj"]


@pytest.mark.parametrize("length", [0, 13])
def test_other_lengths_are_refused(length: int) -> None:
    with pytest.raises(ValueError, match="1 to 12"):
        geohash.encode([1], [1], length)


@pytest.mark.parametrize("length", [1, 4, 5, 11, 12])
def test_decode_agrees(length: int) -> None:
    random = np.random.default_rng(23)
    codes = geohash.encode(random.uniform(-90, 90, 2_000), random.uniform(-180, 180, 2_000), length)
    cells = geohash.decode(codes)
    theirs = np.array([pygeohash.decode_exactly(code) for code in codes.tolist()])
    height, width = cells.north - cells.south, cells.east - cells.west
    ours = np.column_stack([cells.lat, cells.lon, height / 2, width / 2])
    assert np.abs(ours - theirs).max() < 1e-12
    assert geohash.encode(cells.lat, cells.lon, length).tolist() == codes.tolist()


@pytest.mark.parametrize("text", ["", "a", "u4pruydqqvil", "u4pruydqqvjxx", "u4 pr", "đ"])
def test_what_is_no_geohash_has_no_place(text: str) -> None:
    cells = geohash.decode([text, "U4PRUYDQQVJ"])
    assert np.isnan(cells.lat[0]) and np.isnan(cells.west[0])
    assert cells.lat[1] == pytest.approx(57.64911, abs=1e-5)
