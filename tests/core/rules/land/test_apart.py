"""Pairs told apart from their edges share nothing, whatever their shapes; neighbours with one border are told."""
from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from diachiso.core.geometry.ragged import bounds, decode
from diachiso.core.geometry.shapely_engine import ShapelyEngine
from diachiso.core.rules.land.apart import surely_apart
from diachiso.core.rules.land.edges import edges_of

from ....effort import effort

X, Y = 600_000.0, 1_350_000.0


def told(a: Polygon, b: Polygon) -> bool:
    wkb = [bytes(shapely.to_wkb(s)) for s in (a, b)]
    shapes = decode(wkb)
    one, other = bounds(shapes)
    common = np.hstack([np.maximum(one[:2], other[:2]), np.minimum(one[2:], other[2:])])[None]
    pair = np.array([0]), np.array([1])
    return bool(surely_apart(shapes, edges_of(shapes), common, *pair, wkb.__getitem__, ShapelyEngine())[0])


@st.composite
def polygons(draw: st.DrawFn, step: float) -> Polygon:
    points = draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=8, unique=True))
    shape = Polygon([(X + step * x, Y + step * y) for x, y in points])
    if draw(st.booleans()) and shape.is_valid:
        shape = shape - box(X + step * 2, Y + step * 2, X + step * 3, Y + step * 3)  # holes and corners on a grid
    return shape


@given(polygons(1.7), polygons(1.7))
@settings(deadline=None, max_examples=effort(400))
def test_what_is_told_apart_shares_nothing(a: Polygon, b: Polygon) -> None:
    if a.is_valid and b.is_valid and a.area > 0 and b.area > 0 and told(a, b):
        assert a.intersection(b).area < 1e-6


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([(0, 0), (10, 0), (12, 10), (0, 10)], [(10, 0), (20, 0), (20, 10), (12, 10)], True),
        ([(0, 0), (10, 0), (12, 5), (9, 10), (0, 10)], [(10, 0), (20, 0), (20, 10), (9, 10), (12, 5)], True),
        ([(0, 0), (10, 0), (12, 5), (9, 10), (0, 10)], [(10, 0), (20, 0), (20, 10), (9, 10), (11, 5)], False),
        ([(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2), (4, 2), (4, 4), (2, 4)], False),
        ([(0, 0), (10, 0), (10, 10), (0, 10)], [(0, 0), (5, 0), (5, 5), (0, 5)], False),
    ],
    ids=["one border", "a bent border", "a corner inside", "one in the other", "one in the other's corner"],
)
def test_neighbours_with_one_border_need_no_geos(
    a: list[tuple[float, float]], b: list[tuple[float, float]], expected: bool
) -> None:
    one, other = (Polygon([(X + x, Y + y) for x, y in ring]) for ring in (a, b))
    assert told(one, other) is expected and told(other, one) is expected
