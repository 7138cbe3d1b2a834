"""No outline is called simple that GEOS calls invalid; ordinary houses are."""
from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon

from diachiso.core.geometry import ragged
from diachiso.core.geometry.simple_rings import MOST_EDGES, surely_simple

from ..effort import effort

X, Y = 600_000.123, 1_357_000.456  # a false easting and northing: the coordinates of a province


def simple(*shapes: shapely.Geometry) -> list[bool]:
    read = ragged.decode([shapely.to_wkb(s) for s in shapes])
    return surely_simple(read, np.arange(len(shapes))).tolist()


def ring(*points: tuple[float, float]) -> Polygon:
    return Polygon([(X + x, Y + y) for x, y in points])


LETTER_L = ring((0, 0), (10, 0), (10, 4), (4, 4), (4, 9), (0, 9))
HOUSES = {
    "rectangle": ring((0, 0), (4, 0), (4, 20), (0, 20)),
    "triangle": ring((0, 0), (4, 0), (2, 3)),
    "L": LETTER_L,
    "U": ring((0, 0), (9, 0), (9, 9), (6, 9), (6, 3), (3, 3), (3, 9), (0, 9)),
    "a vertex on a straight wall": ring((0, 0), (2, 0), (4, 0), (4, 20), (0, 20)),
    "clockwise": ring((0, 0), (0, 9), (4, 9), (4, 4), (10, 4), (10, 0)),
    "one part": MultiPolygon([LETTER_L]),
}
NOT_FOR_SURE = {
    "bow tie": ring((0, 0), (10, 10), (10, 0), (0, 10)),
    "touches itself": ring((0, 0), (10, 0), (10, 10), (5, 0), (0, 10)),
    "runs back": ring((0, 0), (10, 0), (5, 0), (5, 5)),
    "twice round": ring((0, 0), (10, 0), (10, 10), (0, 10), (0, 0), (10, 0), (10, 10), (0, 10)),
    "two parts": MultiPolygon([LETTER_L, shapely.affinity.translate(LETTER_L, 50)]),
    "hole": LETTER_L.difference(shapely.affinity.translate(ring((0, 0), (1, 0), (1, 1)), 1, 1)),
    "point": shapely.Point(X, Y),
    "many edges": shapely.Point(X, Y).buffer(10, quad_segs=MOST_EDGES),
}


@pytest.mark.parametrize("name", HOUSES)
def test_ordinary_houses_need_no_geos(name: str) -> None:
    assert simple(HOUSES[name]) == [True]


@pytest.mark.parametrize("name", NOT_FOR_SURE)
def test_of_others_geos_is_asked(name: str) -> None:
    assert simple(NOT_FOR_SURE[name]) == [False]


POINTS = st.tuples(st.integers(0, 5), st.integers(0, 5))


@given(st.lists(st.lists(POINTS, min_size=3, max_size=8), min_size=1, max_size=20))
@settings(deadline=None, max_examples=effort(300))
def test_what_is_called_simple_is_valid(rings: list[list[tuple[int, int]]]) -> None:
    shapes = [ring(*points) for points in rings]
    for shape, surely in zip(shapes, simple(*shapes)):
        assert not surely or shape.is_valid
