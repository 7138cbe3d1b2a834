"""What is computed from coordinates alone agrees with shapely; a fingerprint knows a shape however it is written."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, box

from diachiso.core.geometry import ragged
from diachiso.core.geometry.ragged import Kind

from ..effort import effort

X, Y = 592_000.0, 1_382_000.0  # where coordinates of VN-2000 lie: large numbers, small houses

L_SHAPE = Polygon([(0, 0), (10, 0), (10, 1), (1, 1), (1, 10), (0, 10)])
COURTYARD = Polygon(box(0, 0, 20, 20).exterior, [box(2, 2, 18, 18).exterior.coords])
TWO_HOLES = Polygon(box(0, 0, 30, 10).exterior, [box(1, 1, 14, 9).exterior.coords, box(16, 1, 29, 9).exterior.coords])
U_SHAPE = Polygon([(0, 0), (10, 0), (10, 10), (9, 10), (9, 1), (1, 1), (1, 10), (0, 10)])
APART = MultiPolygon([box(0, 0, 4, 4), box(40, 0, 41, 1)])
AWKWARD = {"l": L_SHAPE, "courtyard": COURTYARD, "holes": TWO_HOLES, "u": U_SHAPE, "apart": APART}


def measured(*shapes: shapely.Geometry, **how: object) -> ragged.Measures:
    return ragged.measure(ragged.decode([shapely.to_wkb(s, **how) for s in shapes]))


@st.composite
def stars(draw: st.DrawFn) -> Polygon:
    """A valid polygon around a centre, perhaps with a hole around the same centre."""
    n = draw(st.integers(3, 12))
    radii = draw(st.lists(st.floats(3, 40), min_size=n, max_size=n))
    turn = draw(st.floats(0, 6))
    centre = (X + draw(st.floats(-5e4, 5e4)), Y + draw(st.floats(-5e4, 5e4)))
    angles = turn + np.arange(n) * 2 * np.pi / n
    ring = [(centre[0] + r * np.cos(a), centre[1] + r * np.sin(a)) for r, a in zip(radii, angles)]
    polygon = Polygon(ring)
    if draw(st.booleans()) and polygon.contains(Point(centre).buffer(1.5)):
        polygon = Polygon(ring, [Point(centre).buffer(1.0, quad_segs=2).exterior.coords])
    return polygon


@given(st.lists(stars(), min_size=1, max_size=8))
@settings(deadline=None, max_examples=effort(150))
def test_area_box_and_position_agree_with_shapely(shapes: list[Polygon]) -> None:
    shapes = [s for s in shapes if s.is_valid and s.area > 1] or [box(X, Y, X + 1, Y + 1)]
    found = measured(*shapes)
    assert np.allclose(found.area, [s.area for s in shapes], rtol=1e-9, atol=1e-4)
    assert np.array_equal(found.bounds, [s.bounds for s in shapes])
    for i, shape in enumerate(shapes):
        position = Point(found.position[i])
        assert shape.buffer(2e-3).contains(position)
        if not found.inner[i]:
            assert position.distance(shape.centroid) < 2e-3


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("turn", [0, 90, 17, 180])
def test_a_position_lies_well_inside_shapes_whose_centroid_does_not(name: str, turn: float) -> None:
    shape = affinity.rotate(affinity.translate(AWKWARD[name], X, Y), turn)
    found = measured(shape)
    position = Point(found.position[0])
    assert shape.contains(position)
    assert bool(found.inner[0]) is not shape.contains(shape.centroid)
    assert shape.boundary.distance(position) > 0.05
    assert found.area[0] == pytest.approx(shape.area, abs=1e-4)


WRITTEN = [
    {"byte_order": 1},
    {"byte_order": 0},
    {"flavor": "iso"},
    {"flavor": "extended", "include_srid": True},
    {"flavor": "iso", "byte_order": 0},
]


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize(
    "shape", [box(X, Y, X + 4, Y + 9), *AWKWARD.values(), Point(X, Y), LineString([(X, Y), (X + 9, Y)])]
)
def test_every_way_of_writing_gives_the_same(shape: shapely.Geometry, how: dict) -> None:
    plain = measured(shape)
    for variant in (shape, shapely.force_3d(shape, 7.5)):
        with_srid = shapely.set_srid(variant, 9217)
        found = measured(with_srid, **how)
        assert found.fingerprint[0] == plain.fingerprint[0]
        assert np.array_equal(found.position, plain.position)
        assert np.array_equal(found.bounds, plain.bounds)


@given(stars(), st.integers(0, 20), st.booleans(), st.booleans(), st.floats(-4e-4, 4e-4))
@settings(deadline=None, max_examples=effort(150))
def test_a_fingerprint_knows_the_shape_not_the_spelling(
    shape: Polygon, start: int, backwards: bool, multi: bool, noise: float
) -> None:
    snapped = shapely.transform(shape, lambda xy: np.round(xy, 3))

    def respell(ring: shapely.LinearRing) -> list[tuple[float, ...]]:
        points = list(ring.coords)[:-1]
        points = points[start % len(points) :] + points[: start % len(points)]
        return points[::-1] if backwards else points

    again = Polygon(respell(snapped.exterior), [respell(r) for r in snapped.interiors])
    written = MultiPolygon([again]) if multi else again
    written = shapely.transform(written, lambda xy: xy + noise)  # below half a millimetre: rounding of a format
    assert measured(written).fingerprint[0] == measured(snapped).fingerprint[0]
    moved = affinity.translate(snapped, 0.01, 0)
    assert measured(moved).fingerprint[0] != measured(snapped).fingerprint[0]


def test_the_order_of_parts_and_holes_does_not_count() -> None:
    holes = list(TWO_HOLES.interiors)
    swapped = Polygon(TWO_HOLES.exterior, [holes[1].coords, holes[0].coords])
    parts = MultiPolygon(list(APART.geoms)[::-1])
    found = measured(TWO_HOLES, swapped, APART, parts)
    assert found.fingerprint[0] == found.fingerprint[1]
    assert found.fingerprint[2] == found.fingerprint[3]
    assert len(set(found.fingerprint.tolist())) == 2
    assert np.allclose(found.area, [s.area for s in (TWO_HOLES, swapped, APART, parts)])


def test_kinds_and_what_is_no_geometry() -> None:
    cases: list[tuple[bytes | None, Kind]] = [
        (None, Kind.NONE),
        (b"", Kind.NONE),
        (shapely.to_wkb(Polygon()), Kind.NONE),
        (shapely.to_wkb(Point()), Kind.NONE),
        (shapely.to_wkb(MultiPolygon()), Kind.NONE),
        (shapely.to_wkb(Point(1, 2)), Kind.POINT),
        (shapely.to_wkb(MultiPoint([(1, 2), (3, 4)])), Kind.POINT),
        (shapely.to_wkb(LineString([(0, 0), (1, 1)])), Kind.LINE),
        (shapely.to_wkb(MultiLineString([[(0, 0), (1, 1)]])), Kind.LINE),
        (shapely.to_wkb(box(0, 0, 1, 1)), Kind.POLYGON),
        (shapely.to_wkb(shapely.GeometryCollection([Point(0, 0), box(0, 0, 1, 1)])), Kind.POLYGON),
        (shapely.to_wkb(box(0, 0, 1e12, 1)), Kind.HUGE),
        (shapely.to_wkb(Polygon([(0, 0), (np.inf, 0), (1, 1)])), Kind.HUGE),
        (shapely.to_wkb(Polygon([(0, 0), (np.nan, 0), (1, 1)])), Kind.HUGE),
        (b"\x01\x03", Kind.UNREADABLE),
        (shapely.to_wkb(box(0, 0, 1, 1))[:-5], Kind.UNREADABLE),
        (b"\x01\x0a\x00\x00\x00\x01\x00\x00\x00", Kind.UNREADABLE),
        (b"\x01\x03\x00\x00\x00\xff\xff\xff\xff", Kind.UNREADABLE),
        (b"no wkb at all", Kind.UNREADABLE),
    ]
    read = ragged.decode([wkb for wkb, _ in cases])
    assert [Kind(k) for k in read.kind] == [kind for _, kind in cases]
    found = ragged.measure(read)
    drawn = np.array([kind in (Kind.POINT, Kind.LINE, Kind.POLYGON) for _, kind in cases])
    assert np.array_equal(np.isfinite(found.bounds[:, 0]), drawn)
    assert np.array_equal(np.isfinite(found.position[:, 0]), drawn)


def test_lines_points_and_flat_polygons() -> None:
    flat = Polygon([(X, Y), (X + 5, Y), (X + 9, Y), (X, Y)])
    found = measured(Point(X, Y), LineString([(X, Y), (X + 10, Y), (X + 10, Y + 2)]), flat)
    assert found.position[0].tolist() == [X, Y]
    assert found.position[1].tolist() == [X + 6, Y]
    assert found.area.tolist() == [0, 0, 0]


@given(stars())
@settings(deadline=None, max_examples=effort(100))
def test_only_convex_rings_are_called_convex(shape: Polygon) -> None:
    if measured(shape).convex[0]:
        assert shape.is_valid and not shape.interiors
        assert shape.convex_hull.area == pytest.approx(shape.area, rel=1e-6)


@pytest.mark.parametrize(
    "ring",
    [
        [(0, 0), (10, 10), (10, 0), (0, 10)],  # bow-tie
        [(np.cos(a), np.sin(a)) for a in np.arange(5) * 4 * np.pi / 5],  # a star drawn in one go: it turns one way only
        [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0), (10, 0), (10, 10), (0, 10)],  # twice round
    ],
)
def test_invalid_rings_are_not_called_convex(ring: list[tuple[float, float]]) -> None:
    shape = Polygon(ring)
    assert not shape.is_valid
    assert not measured(shape).convex[0]


@given(st.lists(stars(), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=effort(60))
def test_points_in_polygons_agree_with_shapely(shapes: list[Polygon], seed: int) -> None:
    read = ragged.decode([shapely.to_wkb(s) for s in shapes])
    rng = np.random.default_rng(seed)
    index = rng.integers(0, len(shapes), 50)
    point = np.array([shapes[i].centroid.coords[0] for i in index]) + rng.uniform(-40, 40, (50, 2))
    boundary = np.array([shapes[i].boundary.distance(Point(p)) for i, p in zip(index, point)])
    sure = boundary > 1e-6
    inside = ragged.contains_pairs(read, index, point)
    truth = np.array([shapes[i].contains(Point(p)) for i, p in zip(index, point)])
    assert np.array_equal(inside[sure], truth[sure])
    distance = ragged.distance_pairs(read, index, point)
    assert np.allclose(distance, [shapes[i].distance(Point(p)) for i, p in zip(index, point)], atol=1e-6)
