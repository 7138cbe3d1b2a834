"""Both geometry engines give the same answers to every question that core asks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from diachiso.core.geometry.shapely_engine import ShapelyEngine

from ..effort import effort

SHAPELY = ShapelyEngine()
X, Y = 595_000.0, 1_380_000.0


@pytest.fixture(scope="module")
def qgis(qgis_app: Any) -> Any:
    """The engine for a QGIS whose Python has no shapely."""
    from diachiso.processing.qgis_engine import QgisEngine

    return QgisEngine()


@st.composite
def rings(draw: st.DrawFn) -> bytes:
    """Any ring of a few points on a coarse grid: valid or not."""
    points = draw(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=8, unique=True))
    return bytes(shapely.to_wkb(Polygon([(X + x, Y + y) for x, y in points])))


SHAPES = [
    box(X, Y, X + 9, Y + 9),
    box(X + 5, Y + 5, X + 14, Y + 14),
    box(X + 9, Y, X + 18, Y + 9),
    box(X + 50, Y, X + 51, Y + 1),
    Polygon([(X, Y), (X + 9, Y + 9), (X + 9, Y), (X, Y + 9)]),
    MultiPolygon([box(X, Y, X + 2, Y + 2), box(X + 5, Y, X + 6, Y + 9)]),
    Polygon(box(X, Y, X + 20, Y + 20).exterior, [box(X + 2, Y + 2, X + 18, Y + 18).exterior.coords]),
    MultiPolygon([box(X, Y, X + 4, Y + 4), box(X + 2, Y + 2, X + 6, Y + 6)]),
    Point(X + 1, Y + 1),
    LineString([(X, Y), (X + 9, Y + 3)]),
    Polygon([(X, Y), (X + 5, Y), (X + 9, Y)]),
]
WKB = [bytes(shapely.to_wkb(s)) for s in SHAPES]


def areas(wkb: list[bytes | None]) -> list[float]:
    return [0.0 if w is None else round(shapely.from_wkb(w).area, 6) for w in wkb]


def test_validity_and_mending_of_awkward_shapes(qgis: Any) -> None:
    assert qgis.is_valid(WKB).tolist() == SHAPELY.is_valid(WKB).tolist()
    assert areas(qgis.mend(WKB)) == areas(SHAPELY.mend(WKB))
    assert all(w is None or shapely.from_wkb(w).is_valid for w in qgis.mend(WKB))


@given(st.lists(rings(), min_size=1, max_size=6))
@settings(deadline=None, max_examples=effort(60), suppress_health_check=list(HealthCheck))
def test_validity_and_mending_of_any_ring(qgis: Any, wkb: list[bytes]) -> None:
    assert qgis.is_valid(wkb).tolist() == SHAPELY.is_valid(wkb).tolist()
    mended, other = qgis.mend(wkb), SHAPELY.mend(wkb)
    assert areas(mended) == areas(other)
    for a, b in zip(mended, other):
        assert (a is None) == (b is None)
        assert a is None or shapely.from_wkb(a).symmetric_difference(shapely.from_wkb(b)).area < 1e-6


def test_overlaps_and_distances(qgis: Any) -> None:
    pairs = [(a, b) for a in WKB for b in WKB]
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    assert np.allclose(qgis.overlap_area(left, right), SHAPELY.overlap_area(left, right), atol=1e-6)
    rng = np.random.default_rng(2)
    points = np.vstack([rng.uniform(-5, 25, (200, 2)) + (X, Y), [(X, Y), (X + 9, Y + 9), (X + 4.5, Y)]])
    for shape, wkb in zip(SHAPES, WKB):
        if shape.is_valid:
            assert np.allclose(qgis.distance(wkb, points), SHAPELY.distance(wkb, points), atol=1e-9)
            assert qgis.covers(wkb, points).tolist() == SHAPELY.covers(wkb, points).tolist()
    assert SHAPELY.covers(WKB[0], points[-3:]).all(), "the border counts"


@pytest.mark.parametrize(("n", "m"), [(0, 3), (3, 0), (1, 1), (5, 60), (60, 5)])
def test_boxes_that_touch(qgis: Any, n: int, m: int) -> None:
    rng = np.random.default_rng(n + m)

    def boxes(count: int) -> np.ndarray:
        low = rng.integers(0, 30, (count, 2)).astype(float) + (X, Y)
        return np.hstack([low, low + rng.integers(0, 6, (count, 2))])  # some are points

    a, b = boxes(n), boxes(m)
    for engine in (qgis, SHAPELY):
        i, j = engine.box_pairs(a, b)
        touch = [
            (p, q)
            for p in range(n)
            for q in range(m)
            if a[p, 0] <= b[q, 2] and b[q, 0] <= a[p, 2] and a[p, 1] <= b[q, 3] and b[q, 1] <= a[p, 3]
        ]
        assert list(zip(i.tolist(), j.tolist())) == touch, engine.name


@given(st.lists(rings(), min_size=0, max_size=8))
@settings(deadline=None, max_examples=effort(60), suppress_health_check=list(HealthCheck))
def test_areas_taken_together(qgis: Any, wkb: list[bytes]) -> None:
    one, other = qgis.union(wkb), SHAPELY.union(wkb)
    assert (one is None) == (other is None)
    if one is not None:
        a, b = shapely.from_wkb(one), shapely.from_wkb(other)
        assert a.symmetric_difference(b).area < 1e-6
        holes = [sum(len(p.interiors) for p in shapely.get_parts(g)) for g in (a, b)]
        assert holes[0] == holes[1]
