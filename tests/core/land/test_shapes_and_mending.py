"""Geometries from their WKB alone: parts, facts, and what mending makes of a batch."""

from __future__ import annotations

import struct

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.geometry.shapely_engine import ShapelyEngine
from diachiso.core.land.mending import Note, Rules, Split, mend
from diachiso.core.land.shapes import far_apart, inspect, slivers
from diachiso.core.land.table import LandBatch, Shape
from diachiso.core.land.wkb import Unreadable, build, parts, tidy

ENGINE = ShapelyEngine()
BOW_TIE = "POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))"
SQUARE = "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))"


def wkb(wkt: str | None, **how: object) -> bytes | None:
    return None if wkt is None else shapely.to_wkb(shapely.from_wkt(wkt), **{"byte_order": 1, **how})


def batch(*wkts: str | None) -> LandBatch:
    return LandBatch(np.arange(1, len(wkts) + 1), [wkb(w) for w in wkts], {})


@pytest.mark.parametrize(
    "how", [{}, {"byte_order": 0}, {"include_srid": True, "flavor": "extended"}, {"flavor": "iso"}]
)
@pytest.mark.parametrize(
    "wkt",
    [
        SQUARE, "POLYGON Z((0 0 1, 10 0 1, 10 10 1, 0 0 1))",
        "MULTIPOLYGON(((0 0, 1 0, 0 1, 0 0)), ((5 5, 6 5, 5 6, 5 5)))",
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1))",
        "GEOMETRYCOLLECTION(POINT(1 1), POLYGON((0 0, 1 0, 0 1, 0 0)))",
    ],
)  # fmt: skip
def test_parts_and_back(wkt: str, how: dict[str, object]) -> None:
    shape = shapely.set_srid(shapely.from_wkt(wkt), 9217)
    found = parts(shapely.to_wkb(shape, **{"byte_order": 1, **how}), Shape.polygon)
    made = shapely.from_wkb(build(found, Shape.polygon))
    polygons = [p for p in shapely.get_parts(shapely.force_2d(shape)) if p.geom_type == "Polygon"]
    assert made.equals_exact(shapely.MultiPolygon(polygons), 0)


@given(st.binary(max_size=120))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    for raw in (data, b"\1\3\0\0\0" + data, b"\1\6\0\0\0\1\0\0\0" + data):
        try:
            tidy(raw, Shape.polygon)
        except Unreadable:
            continue


def test_repeated_vertices_and_swapped_axes() -> None:
    raw = wkb("POLYGON((0 0, 0 0, 10 0, 10 5, 10 5, 0 0))")
    assert shapely.from_wkb(build(tidy(raw, Shape.polygon, swap=True, scale=2), Shape.polygon, multi=False)).wkt == (
        "POLYGON ((0 0, 0 20, 10 20, 0 0))"
    )


def test_facts() -> None:
    wkts = [
        SQUARE, None, "POLYGON EMPTY", "POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))", "MULTIPOINT((0 0), (1 1))",
        "POLYGON Z((0 0 1, 0 0 1, 10 0 1, 0 10 1, 0 0 1))", "LINESTRING(0 0, 1 1, 1 1)",
    ]  # fmt: skip
    facts = inspect([wkb(w) for w in wkts], ENGINE)
    assert facts.kind.tolist() == [3, 0, 0, 3, 1, 3, 2]
    assert facts.valid.tolist() == [True, True, True, False, True, True, True]
    assert facts.heights.tolist() == [False] * 5 + [True, False]
    assert facts.repeated.tolist() == [0, 0, 0, 0, 0, 1, 1]
    assert facts.parts.tolist() == [1, 0, 1, 1, 2, 1, 1]
    assert facts.plain.tolist() == [True, False, True, True, True, False, True]
    assert facts.length[0] == 40 and facts.area[0] == 100


@pytest.mark.parametrize(
    ("wkt", "expected"),
    [
        (SQUARE, False), ("POLYGON((0 0, 0.5 0, 0.5 0.5, 0 0.5, 0 0))", True),
        ("POLYGON((0 0, 100 0, 100 0.1, 0 0.1, 0 0))", True), ("POLYGON((0 0, 5 0, 5 0.5, 0 0.5, 0 0))", False),
        ("LINESTRING(0 0, 0.1 0)", False),
    ],
)  # fmt: skip
def test_slivers(wkt: str, expected: bool) -> None:
    assert slivers(inspect([wkb(wkt)], ENGINE)).tolist() == [expected]
    small = shapely.to_wkb(shapely.transform(shapely.from_wkt(wkt), lambda xy: xy / 1000), byte_order=1)
    assert slivers(inspect([small], ENGINE, 1000.0), 1000.0).tolist() == [expected]


@pytest.mark.parametrize(("gap", "expected"), [(20, False), (49.9, False), (50.1, True), (500, True)])
def test_far_apart(gap: float, expected: bool) -> None:
    x = 10 + gap
    raw = [wkb(f"MULTIPOLYGON(((0 0, 10 0, 0 10, 0 0)), (({x} 0, {x + 5} 0, {x} 5, {x} 0)))")]
    assert far_apart(inspect(raw, ENGINE), raw, 50).tolist() == [expected]


def test_a_batch_is_mended() -> None:
    spike = "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 3, 2 2, 2 2))"
    made = mend(
        batch(SQUARE, None, "POINT(1 1)", BOW_TIE, "POLYGON((0 0, 1 0, 0 0, 0 0))", spike), Rules(Shape.polygon), ENGINE
    )
    assert made.rows.tolist() == [0, 3, 5]
    assert made.notes[Note.no_geometry] == [1] and made.notes[Note.other_shape] == [2]
    assert made.notes[Note.beyond_repair] == [4] and made.notes[Note.mended][0] == 3
    assert made.areas[3] == (pytest.approx(0, abs=1e-9), pytest.approx(50))
    assert (made.before, made.after) == (pytest.approx(200), pytest.approx(250))
    assert all(shapely.from_wkb(w).is_valid and w[1] == 6 for w in made.wkb)
    assert made.bounds.tolist() == [[0, 0, 10, 10]] * 3


def test_parts_of_a_mended_outline_are_judged_like_any_other() -> None:
    """A bow tie of two halves far apart: else the next import would split what this one did not."""
    halves = batch("POLYGON((0 0, 0 10, 100 5, 200 10, 200 0, 100 5, 0 0))")
    made = mend(halves, Rules(Shape.polygon, split=Split.always), ENGINE)
    assert made.rows.tolist() == [0, 0] and made.part.tolist() == [1, 2]


def test_a_wkb_without_end_is_left_out() -> None:
    cut = struct.pack("<BIII", 1, 3, 1, 1000)
    made = mend(LandBatch(np.array([1, 2]), [cut, wkb(SQUARE)], {}), Rules(Shape.polygon, swap=True), ENGINE)
    assert made.rows.tolist() == [1] and made.notes[Note.unreadable] == [0]
