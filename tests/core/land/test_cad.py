"""Lines and texts made into parcels: small drawings by hand, and the promise that their order says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diachiso.core.geometry.shapely_engine import ShapelyEngine
from diachiso.core.land.cad import (
    NO_LINES,
    CadLines,
    CadOptions,
    CadParcels,
    CadTexts,
    build_buildings,
    build_parcels,
)
from diachiso.core.land.cad_problems import MESSAGES, CadProblemKind
from diachiso.core.land.cad_profile import CadRole

from ...effort import effort

ENGINE = ShapelyEngine()
X, Y = 595_000.0, 1_380_000.0
Line = Sequence[tuple[float, float]]
SQUARES = [[(0, 0), (20, 0), (20, 10), (0, 10), (0, 0)], [(10, 0), (10, 10)]]  # two parcels of 10 m x 10 m


def lines(*drawn: Line) -> CadLines:
    if not drawn:
        return NO_LINES
    xy = np.array([(X + x, Y + y) for line in drawn for x, y in line], float)
    return CadLines(xy, np.concatenate([[0], np.cumsum([len(line) for line in drawn])]).astype(np.int64))


def texts(*written: tuple[str, str, float, float] | tuple[str, str, float, float, float, float]) -> CadTexts:
    """(role, value, x, y) or, with two places, (role, value, middle x, y, origin x, y)."""
    places = [(w[2], w[3], *(w[4:] or w[2:4])) for w in written]
    points = np.array(places, float).reshape(-1, 2, 2) + np.array([X, Y])
    return CadTexts(tuple(CadRole(w[0]) for w in written), tuple(w[1] for w in written), points)


def build(drawn: Sequence[Line], written: Sequence[Any], engine: Any = ENGINE, **options: Any) -> CadParcels:
    frames = options.pop("frames", NO_LINES)
    return build_parcels(lines(*drawn), texts(*written), CadOptions(**options), engine, frames)


def kinds(parcels: CadParcels) -> list[str]:
    return [p.kind.value for p in parcels.problems]


NUMBERS = [("parcel", "1", 5, 5), ("parcel", "2", 15, 5), ("sheet", "7", 100, 100)]


def test_faces_get_their_texts() -> None:
    found = build(SQUARES, [*NUMBERS, ("land_use", "ODT", 4, 4), ("area", "100,0", 5, 3), ("area", "99.8", 16, 3)])
    assert (found.sheet, found.parcel, found.land_use) == (["7", "7"], ["1", "2"], ["ODT", ""])
    np.testing.assert_allclose(found.area, [100, 100])
    np.testing.assert_allclose(found.stated_area, [100, 99.8])
    assert found.problems == ()
    assert shapely.from_wkb(found.wkb[0]).equals(shapely.box(X, Y, X + 10, Y + 10))


@pytest.mark.parametrize(
    ("name", "middle"),
    [
        ("ends meet", [(10, 0), (10, 10)]),
        ("too short", [(10, 0.04), (10, 9.96)]),
        ("too long", [(10, -0.04), (10, 10.04)]),
        ("much too long", [(10, -3), (10, 12)]),
        ("aslant", [(10.02, 0.03), (9.98, 9.97)]),
        ("twice", [(10, 0), (10, 10), (10, 0)]),
        ("twice, not quite alike", [(10, 0), (10, 10), (10.03, 5), (10, 0)]),
        ("many points nearer than the tolerance", [(10, k / 50) for k in range(501)]),
    ],
)
def test_ends_that_just_miss_are_joined(name: str, middle: Line) -> None:
    found = build([SQUARES[0], middle], NUMBERS)
    assert found.parcel == ["1", "2"]
    np.testing.assert_allclose(found.area, [100, 100], atol=0.05 * 40)
    assert set(kinds(found)) <= {"loose_end"}
    assert kinds(found) == (["loose_end"] * 2 if name == "much too long" else [])


def test_a_line_drawn_onto_another_leaves_that_one_straight() -> None:
    found = build([SQUARES[0], [(10, 0.04), (10, 9.96)]], NUMBERS)
    np.testing.assert_allclose(found.area, [100, 100], atol=1e-9)


def test_a_gap_wider_than_the_tolerance_stays_open_and_says_where() -> None:
    found = build([SQUARES[0], [(10, 0), (10, 9.9)]], NUMBERS)
    assert found.size == 0
    assert kinds(found) == ["two_numbers", "loose_end"]
    both, end = found.problems
    assert both.params["values"] == "1, 2"
    assert (end.x, end.y) == (X + 10, Y + 9.9)
    assert end.params["length"] == "9.9"
    assert build([SQUARES[0], [(10, 0), (10, 9.9)]], NUMBERS, tolerance=0.2).parcel == ["1", "2"]


HOUSE_IN_THE_MIDDLE = [[(0, 0), (30, 0), (30, 30), (0, 30), (0, 0)], [(10, 10), (20, 10), (20, 20), (10, 20), (10, 10)]]


@pytest.mark.parametrize(
    ("drawn", "written", "expected"),
    [
        (SQUARES, NUMBERS[:1] + NUMBERS[2:], ["unlabelled_face"]),
        (SQUARES, [*NUMBERS, ("parcel", "3", 5, 6)], ["two_numbers"]),
        (SQUARES, [*NUMBERS, ("parcel", "1", 5, 6)], []),  # the same number written twice into one face
        (SQUARES, [*NUMBERS, ("parcel", "3", 50, 6)], ["text_outside"]),
        (SQUARES, [("parcel", "1", 5, 5), ("parcel", "1", 15, 5), NUMBERS[2]], ["duplicate_number"] * 2),
        (SQUARES, NUMBERS[:2], ["no_sheet"] * 2),
        (SQUARES, [*NUMBERS, ("area", "250.0", 5, 3)], ["area_differs"]),
        (SQUARES, [*NUMBERS, ("area", "250.0", 5, 3), ("area", "100.3", 5, 4)], []),
        ([*SQUARES, [(0, 5), (0.2, 5.2), (0, 5.4)]], NUMBERS, ["sliver"]),
        ([*SQUARES, [(20, 5), (25, 5)]], NUMBERS, ["loose_end"]),
        ([*SQUARES, [(3, 3), (4, 3), (4, 4)]], NUMBERS, ["loose_end"] * 2),
        (HOUSE_IN_THE_MIDDLE, [("parcel", "1", 5, 5), ("parcel", "2", 15, 15), NUMBERS[2]], []),
    ],
)
def test_what_is_wrong_is_reported(drawn: Sequence[Line], written: Sequence[Any], expected: list[str]) -> None:
    assert kinds(build(drawn, written)) == expected


def test_an_enclave_is_no_part_of_the_parcel_around_it() -> None:
    found = build(HOUSE_IN_THE_MIDDLE, [("parcel", "1", 5, 5), ("parcel", "2", 15, 15), NUMBERS[2]])
    np.testing.assert_allclose(found.area, [800, 100])


def test_a_face_without_a_number_is_no_parcel_but_is_kept_aside() -> None:
    found = build(SQUARES, NUMBERS[:1] + NUMBERS[2:])
    assert found.parcel == ["1"]
    assert [shapely.from_wkb(w).area for w in found.unlabelled] == [pytest.approx(100)]


def test_every_message_can_be_written() -> None:
    params = dict.fromkeys(("values", "parcel", "sheet", "count", "area", "value", "length", "stated"), "1")
    assert set(MESSAGES) == set(CadProblemKind)
    assert len({m.render(None, **params) for m in MESSAGES.values()}) == len(MESSAGES)


TWO_FRAMES = lines(
    [(-1, -1), (10, -1), (10, 11), (-1, 11), (-1, -1)], [(10, -1), (21, -1), (21, 11), (10, 11), (10, -1)]
)


@pytest.mark.parametrize(
    ("sheets", "options", "expected"),
    [
        ([("sheet", "7", 100, 100)], {}, ["7", "7"]),
        ([("sheet", "7", 100, 100)], {"sheet": "9"}, ["9", "9"]),
        ([], {"sheet": "9"}, ["9", "9"]),
        ([("sheet", "7", 5, 2), ("sheet", "8", 15, 2)], {}, ["7", "8"]),
        ([("sheet", "7", 5, 2), ("sheet", "8", 50, 2)], {}, ["7", ""]),
        ([("sheet", "7", 5, -0.5), ("sheet", "8", 15, -0.5)], {"frames": TWO_FRAMES}, ["7", "8"]),
    ],
)
def test_the_sheet_comes_from_the_file_the_frame_or_the_face(
    sheets: list[Any], options: dict[str, Any], expected: list[str]
) -> None:
    assert build(SQUARES, [*NUMBERS[:2], *sheets], **options).sheet == expected


ROW = [[(0, 0), (20, 0), (20, 10), (0, 10), (0, 0)], *([(x, 0), (x, 10)] for x in (4, 8, 12, 16))]  # narrow houses


@pytest.mark.parametrize("shift", [-3.0, 3.0])
@pytest.mark.parametrize("truth", [0, 1])
def test_the_file_says_which_point_of_its_texts_counts(shift: float, truth: int) -> None:
    """Either the middle of the writing stands in the parcel, or the point that it was set at; the other is beside."""
    written: list[Any] = [NUMBERS[2]]
    for n in range(5):
        place, beside = (4 * n + 2, 5), (4 * n + 2 + shift, 5)
        written.append(("parcel", str(n + 1), *(place + beside if truth == 0 else beside + place)))
    found = build(ROW, written)
    assert found.parcel == ["1", "2", "3", "4", "5"]
    assert found.problems == ()


def test_a_text_beside_its_parcel_goes_where_its_other_point_is_alone() -> None:
    found = build(SQUARES, [("parcel", "1", 5, 5), ("parcel", "2", 9, 5, 11, 5), NUMBERS[2]])
    assert found.parcel == ["1", "2"]
    assert found.problems == ()


def test_one_text_set_otherwise_than_the_others_goes_where_its_other_point_is_alone() -> None:
    """Four numbers stand by their middle; the third's middle is in the second's house, its point in its own."""
    written: list[Any] = [NUMBERS[2]]
    for n in range(5):
        written.append(("parcel", str(n + 1), 4 * n + 2 - 4 * (n == 2), 5, 4 * n + 2 - 3 * (n != 2), 5))
    found = build(ROW, written)
    assert found.parcel == ["1", "2", "3", "4", "5"]
    assert found.problems == ()


@pytest.mark.parametrize("turn", [1, -1])
def test_texts_at_one_place_have_an_order_of_their_own(turn: int) -> None:
    uses = [("land_use", "ONT", 5, 5), ("land_use", "CLN", 5, 5)]
    assert build(SQUARES, [*NUMBERS, *uses[::turn]]).land_use == ["CLN+ONT", ""]


class OtherGeos(ShapelyEngine):
    """A GEOS of another version: faces in another order, rings from another corner and the other way round."""

    def polygonize(self, segments: np.ndarray) -> list[bytes]:
        def turned(ring: Any) -> np.ndarray:
            corners = shapely.get_coordinates(ring)[:-1]
            return np.vstack([np.roll(corners, 2, axis=0), np.roll(corners, 2, axis=0)[:1]])[::-1]

        faces = [shapely.from_wkb(face) for face in reversed(super().polygonize(segments))]
        other = [shapely.Polygon(turned(f.exterior), [turned(r) for r in reversed(f.interiors)]) for f in faces]
        return [bytes(shapely.to_wkb(face, byte_order=1)) for face in other]


@settings(max_examples=effort(50), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(lambda: drawings()))
def test_another_geos_gives_the_same_bytes(drawing: tuple[list[Line], list[Any]]) -> None:
    drawn, written = drawing
    ours, theirs = build(drawn, written), build(drawn, written, OtherGeos())
    assert (ours.wkb, ours.unlabelled, ours.problems) == (theirs.wkb, theirs.unlabelled, theirs.problems)


def test_another_geos_gives_the_same_bytes_of_faces_with_holes() -> None:
    holes = [[(x + dx, y + dy) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))] for x in (2, 5) for y in (2, 5)]
    drawn = [[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)], *holes]
    ours, theirs = build(drawn, []), build(drawn, [], OtherGeos())
    assert len(ours.unlabelled) == 5
    assert ours.unlabelled == theirs.unlabelled
    assert shapely.from_wkb(ours.unlabelled[0]).area == 96


def test_closed_building_lines_become_buildings_with_their_numbers() -> None:
    drawn = lines([(1, 1), (5, 1), (5, 5), (1, 5), (1, 1)], [(8, 8), (9, 8), (9, 9)])
    written = texts(("house_number", "12/3", 3, 3), ("house_number", "14", 50, 50))
    found = build_buildings(drawn, written, CadOptions(), ENGINE)
    assert (found.size, found.house_number, found.area.tolist()) == (1, ["12/3"], [16.0])
    assert [p.kind.value for p in found.problems] == ["loose_end", "loose_end"]


@pytest.mark.parametrize("drawn", [[], [[(0, 0), (5, 5)]], [[(0, 0), (0, 0)]], [[(np.nan, 0), (1, 1), (2, np.inf)]]])
def test_lines_without_a_face_give_no_parcels(drawn: list[Line]) -> None:
    assert build(drawn, NUMBERS).size == 0


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[Line], list[Any]]:
    """Any lines on a coarse grid with small misses, and numbers anywhere."""
    coordinate = st.tuples(st.integers(0, 8), st.sampled_from([0.0, 0.0, 0.02, -0.03, 0.06]))
    point = st.tuples(coordinate, coordinate).map(lambda p: (p[0][0] + p[0][1], p[1][0] + p[1][1]))
    drawn = draw(st.lists(st.lists(point, min_size=2, max_size=5), min_size=1, max_size=14))
    places = draw(st.lists(st.tuples(st.integers(1, 5), point, point), max_size=8))
    written = [("parcel", str(n), *middle, *origin) for n, middle, origin in places]
    return drawn, [*written, NUMBERS[2]]


@settings(max_examples=effort(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawings(), st.randoms(use_true_random=False))
def test_order_and_direction_of_lines_and_order_of_texts_do_not_matter(
    drawing: tuple[list[Line], list[Any]], chance: Any
) -> None:
    drawn, written = drawing
    once = build(drawn, written)
    other_lines = [list(reversed(line)) if chance.random() < 0.5 else list(line) for line in drawn]
    other_texts = list(written)
    chance.shuffle(other_lines)
    chance.shuffle(other_texts)
    again = build(other_lines, other_texts)
    assert again.wkb == once.wkb
    assert again.unlabelled == once.unlabelled
    assert (again.parcel, again.sheet, again.problems) == (once.parcel, once.sheet, once.problems)


@settings(max_examples=effort(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawings())
def test_faces_are_valid_do_not_overlap_and_stay_near_what_was_drawn(drawing: tuple[list[Line], list[Any]]) -> None:
    drawn, _ = drawing
    found = build(drawn, [])
    faces = shapely.from_wkb(found.unlabelled)
    assert shapely.is_valid(faces).all()
    assert shapely.area(shapely.union_all(faces)) == pytest.approx(shapely.area(faces).sum(), abs=1e-6)
    ink = shapely.union_all([shapely.LineString([(X + x, Y + y) for x, y in line]) for line in drawn])
    for face in faces:
        assert shapely.distance(shapely.points(shapely.get_coordinates(face)), ink).max() <= 3 * 0.05


@pytest.fixture(scope="module")
def qgis(qgis_app: Any) -> Any:
    """The engine for a QGIS whose Python has no shapely."""
    from diachiso.processing.qgis_engine import QgisEngine

    return QgisEngine()


@settings(max_examples=effort(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawings())
def test_both_engines_build_the_same_parcels(qgis: Any, drawing: tuple[list[Line], list[Any]]) -> None:
    drawn, written = drawing
    ours, theirs = build(drawn, written), build(drawn, written, qgis)
    assert (ours.wkb, ours.unlabelled, ours.problems) == (theirs.wkb, theirs.unlabelled, theirs.problems)
