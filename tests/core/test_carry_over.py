"""Which object of today is which of before: the evidence and its contradictions, case by case."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from shapely import affinity
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from diachiso.core.carry_over import CarryOver, Doubt, Link, Side, carry_over, same_shape, unique_matches
from diachiso.core.geometry import ragged
from diachiso.core.geometry.shapely_engine import ShapelyEngine

Rows = Sequence[tuple[str, BaseGeometry]]
A, B, C = box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10)
AB = box(0, 0, 20, 10)
HALL_AND_SHOP = [("hall", box(0, 0, 30, 10)), ("shop", box(30, 0, 34, 10))]
TANGLED = [("x", box(0, 0, 14, 10)), ("y", box(14, 0, 34, 10))]
FAR = box(500, 500, 510, 510)


def side(rows: Rows) -> Side:
    wkb = [shapely.to_wkb(shape) for _, shape in rows]
    found = ragged.measure(ragged.decode(wkb))
    keys = np.array([key.encode() for key, _ in rows], dtype=bytes) if rows else np.zeros(0, "S1")
    return Side(keys, found.fingerprint, found.bounds, found.area, found.position, wkb)


def carried(old: Rows, new: Rows, **more: Sequence) -> CarryOver:
    return carry_over(side(old), side(new), ShapelyEngine(), **{k: np.array(v) for k, v in more.items()})


def moved(shape: BaseGeometry, dx: float, dy: float = 0.0) -> BaseGeometry:
    return affinity.translate(shape, dx, dy)


S, R, K, P, M, N, X = (
    Link.SAME,
    Link.REKEYED,
    Link.SPLIT_KEEPER,
    Link.SPLIT_PART,
    Link.MERGED,
    Link.NONE,
    Link.CONFLICT,
)

# old rows, new rows, link and old index of each new row
CASES: dict[str, tuple[Rows, Rows, list[tuple[Link, int]]]] = {
    "same": ([("a", A)], [("a", A)], [(S, 0)]),
    "same under another key": ([("a", A)], [("z", A)], [(R, 0)]),
    "same, key lost": ([("a", A)], [("", A)], [(S, 0)]),
    "same, key found": ([("", A)], [("a", A)], [(S, 0)]),
    "keys exchanged, outlines not": ([("a", A), ("b", B)], [("b", A), ("a", B)], [(R, 0), (R, 1)]),
    "shifted 0.3 m": ([("a", A), ("b", B)], [("b", moved(B, 0.3)), ("a", moved(A, 0.3))], [(S, 1), (S, 0)]),
    "shifted 0.3 m, new keys": ([("a", A), ("b", B)], [("y", moved(B, 0.3)), ("x", moved(A, 0.3))], [(R, 1), (R, 0)]),
    "shifted 3 m, no keys": ([("", A), ("", FAR)], [("", moved(A, 3))], [(S, 0)]),
    "shifted 6 m, keys": (
        [("a", A), ("b", B), ("c", C)],
        [("a", moved(A, 6)), ("b", moved(B, 6)), ("c", moved(C, 6))],
        [(S, 0), (S, 1), (S, 2)],
    ),
    "moved clear of its place, same key": ([("a", A)], [("a", moved(A, 0, 30))], [(S, 0)]),
    "moved and twice as long": ([("a", A)], [("a", box(0, 30, 10, 48))], [(S, 0)]),
    "moved and quite another size": ([("a", A)], [("a", box(0, 30, 40, 70))], [(N, -1)]),
    "key far away": ([("a", A)], [("a", FAR)], [(X, -1)]),
    "new and gone": ([("a", A)], [("b", FAR)], [(N, -1)]),
    "extended": ([("a", A)], [("z", box(0, 0, 10, 30))], [(R, 0)]),
    "reduced": ([("a", A)], [("z", box(0, 0, 10, 3))], [(R, 0)]),
    "split 70:30": ([("a", A)], [("x", box(0, 0, 10, 7)), ("y", box(0, 7, 10, 10))], [(K, 0), (P, 0)]),
    "split 30:70": ([("a", A)], [("x", box(0, 0, 10, 3)), ("y", box(0, 3, 10, 10))], [(P, 0), (K, 0)]),
    "split 70:30, the smaller with the key": (
        [("a", A)],
        [("x", box(0, 0, 10, 7)), ("a", box(0, 7, 10, 10))],
        [(K, 0), (P, 0)],
    ),
    "split in four": (
        [("a", A)],
        [(c, box(x, y, x + 5, y + 5)) for c, x, y in (("s", 0, 0), ("r", 5, 0), ("q", 0, 5), ("p", 5, 5))],
        [(P, 0)] * 3 + [(K, 0)],
    ),
    "merged": ([("a", A), ("b", B)], [("z", AB)], [(M, 0)]),
    "merged, key of the second": ([("a", A), ("b", B)], [("b", AB)], [(M, 0)]),
    "merged, one much larger": ([("a", A), ("b", box(10, 0, 40, 10))], [("z", box(0, 0, 40, 10))], [(M, 1)]),
    "three merged": ([("a", A), ("b", B), ("c", C)], [("z", box(0, 0, 30, 10))], [(M, 0)]),
    "a part joined to the neighbour": (
        [("a", A), ("b", B)],
        [("x", box(0, 0, 4, 10)), ("y", box(4, 0, 20, 10))],
        [(R, 0), (R, 1)],
    ),
    "tangled: a part of the hall took in the shop": (HALL_AND_SHOP, TANGLED, [(X, -1), (X, -1)]),
    "twins of one shape by key": ([("a", A), ("b", A)], [("b", A), ("a", A)], [(S, 1), (S, 0)]),
    "nothing before": ([], [("a", A)], [(N, -1)]),
    "points": ([("", Point(0, 0)), ("", Point(5, 0))], [("", Point(5.4, 0)), ("", Point(0.2, 0))], [(S, 1), (S, 0)]),
    "a point by hand in a house": ([("", Point(3, 3))], [("z", A)], [(S, 0)]),
    "a line redrawn, by key": (
        [("l", shapely.LineString([(0, 0), (9, 0)]))],
        [("l", shapely.LineString([(0, 0.4), (9, 0)]))],
        [(S, 0)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_evidence(name: str) -> None:
    old, new, expected = CASES[name]
    result = carried(old, new)
    found = [(Link(link), int(o)) for link, o in zip(result.link, result.old)]
    assert found == expected
    # the order of the layer does not matter
    back = carried(old, list(reversed(new)))
    assert [(Link(link), int(o)) for link, o in zip(back.link, back.old)] == expected[::-1]
    # an address is nobody's twice
    holders = [o for link, o in found if link in (S, R, K, M)]
    assert len(holders) == len(set(holders))


def test_halves_without_keys_are_told_apart_by_their_place_only() -> None:
    halves = [("", box(0, 0, 5, 10)), ("", box(5, 0, 10, 10))]
    one, other = carried([("a", A)], halves), carried([("a", A)], halves[::-1])
    assert sorted(one.link.tolist()) == [K, P] and one.link.tolist() == other.link.tolist()[::-1]


@pytest.mark.parametrize(
    ("door", "keeper"), [((5, 0), 0), ((5, 10), 1), ((5, 10.3), 1), ((np.nan, np.nan), 0), ((80, 80), 0)]
)
def test_the_part_with_the_entrance_keeps_the_address(door: tuple[float, float], keeper: int) -> None:
    result = carried([("a", A)], [("x", box(0, 0, 10, 7)), ("a", box(0, 7, 10, 10))], entrance=[door])
    assert result.link[keeper] == K and result.link[1 - keeper] == P
    assert result.old.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("rank", "protected", "link", "old"),
    [
        ([2, 2], [False, False], M, 0),
        ([0, 2], [False, False], M, 1),
        ([2, 5], [False, True], M, 1),
        ([5, 2], [True, False], M, 0),
        ([5, 5], [True, True], X, -1),
    ],
)
def test_who_survives_a_merge(rank: list[int], protected: list[bool], link: Link, old: int) -> None:
    for new in ([("z", AB)], [("a", AB)], [("b", box(0, 0, 20, 10.2))]):
        result = carried([("a", A), ("b", B)], new, rank=rank, protected=protected)
        assert (result.link[0], result.old[0]) == (link, old)
        assert result.seen.all()
        if link == X:
            assert result.doubt[0] == Doubt.ABSORBED_OFFICIAL and result.candidates[0] == (0, 1)
            assert (result.absorbed_by == -1).all()
        else:
            assert result.absorbed_by.tolist() == ([-1, 0] if old == 0 else [0, -1])


def test_doubts_name_their_candidates() -> None:
    far = carried([("a", A)], [("a", FAR)])
    assert far.doubt.tolist() == [Doubt.KEY_FAR] and far.candidates == {0: (0,)} and far.seen.all()
    against = carried([("a", A), ("b", B)], [("b", box(0, 0, 8.5, 10)), ("a", box(12, 0, 20, 10))])
    assert against.doubt.tolist() == [Doubt.KEY_AGAINST_SHAPE] * 2
    assert against.candidates == {0: (0, 1), 1: (1,)} and against.seen.all()
    tangled = carried(HALL_AND_SHOP, TANGLED)
    assert set(tangled.doubt.tolist()) == {Doubt.TANGLED} and tangled.seen.all()


def test_several_points_by_hand_in_one_house_are_not_merged() -> None:
    result = carried([("", Point(3, 3)), ("", Point(6, 6)), ("", Point(5, 4.8))], [("z", A)])
    assert (result.link[0], result.old[0]) == (S, 2), "the nearest to the middle"
    assert result.seen.all() and (result.absorbed_by == -1).all()


def test_helpers() -> None:
    o, n = unique_matches(np.array([b"a", b"b", b"b", b"c"]), np.array([b"c", b"b", b"a", b"x"]))
    assert sorted(zip(o.tolist(), n.tolist())) == [(0, 2), (3, 0)]
    o, n = same_shape(side([("a", A), ("b", A), ("", B)]), side([("", B), ("c", A), ("b", A)]))
    assert sorted(zip(o.tolist(), n.tolist())) == [(1, 2), (2, 0)]
