"""Near points and loose lines: who comes to whom, and how far."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from diachiso.core.geometry.linework import network, without_loose_ends
from diachiso.core.geometry.near_points import leaders, near_pairs
from diachiso.core.geometry.shapely_engine import ShapelyEngine

from ..effort import effort

POINTS = arrays(float, st.tuples(st.integers(0, 40), st.just(2)), elements=st.integers(0, 60).map(lambda v: v / 20))


@settings(max_examples=effort(200), deadline=None)
@given(POINTS, st.sampled_from([0.0, 0.05, 0.11, 1.0]))
def test_near_pairs_are_all_and_each_once(xy: np.ndarray, distance: float) -> None:
    i, j = near_pairs(xy, distance)
    found = sorted(tuple(sorted(pair)) for pair in zip(i.tolist(), j.tolist()))
    every = [(a, b) for a in range(len(xy)) for b in range(a + 1, len(xy))]
    near = [(a, b) for a, b in every if ((xy[a] - xy[b]) ** 2).sum() <= distance * distance]
    assert found == (near if distance > 0 else [])


@settings(max_examples=effort(200), deadline=None)
@given(POINTS, st.randoms(use_true_random=False))
def test_nobody_goes_far_and_no_two_leaders_are_near(xy: np.ndarray, chance: object) -> None:
    weight = np.array([chance.randint(2, 4) for _ in xy], np.int64)  # type: ignore[attr-defined]
    found = leaders(xy, weight, 0.11)
    if found is None:
        assert len(near_pairs(xy, 0.11)[0]) == 0
        return
    assert (found[found] == found).all()
    assert (np.hypot(*(xy - xy[found]).T) <= 0.11 + 1e-9).all()
    who = np.unique(found)
    assert len(near_pairs(xy[who], 0.11)[0]) == 0


@settings(max_examples=effort(200), deadline=None)
@given(POINTS, st.randoms(use_true_random=False))
def test_lone_points_follow_their_neighbours_and_only_they(xy: np.ndarray, chance: object) -> None:
    weight = np.array([chance.randint(1, 3) for _ in xy], np.int64)  # type: ignore[attr-defined]
    found = leaders(xy, weight, 0.11)
    if found is None:
        return
    assert (found[found] == found).all()
    for a, b in zip(*near_pairs(xy, 0.11)):
        for one, other in ((a, b), (b, a)):
            assert not (weight[one] == 1 and found[one] == one and weight[found[other]] > 1)


def test_the_heavier_point_stays() -> None:
    xy = np.array([[0.0, 0.0], [0.04, 0.0], [0.08, 0.0]])
    assert leaders(xy, np.array([2, 3, 2]), 0.05).tolist() == [1, 1, 1]
    assert leaders(xy, np.array([3, 2, 2]), 0.05).tolist() == [0, 0, 2]
    assert leaders(xy, np.array([3, 2, 1]), 0.05).tolist() == [0, 0, 0]  # the lone one follows


@pytest.mark.parametrize(
    ("other", "segments", "ends"),
    [
        ([(5, -1), (5, 1)], 4, 4),  # crossing: both are cut
        ([(5, 0.03), (5, 4)], 3, 3),  # short of the line: drawn onto it
        ([(10.02, 0.03), (15, 5)], 2, 2),  # end to end
        ([(4, 0), (6, 0)], 3, 2),  # upon the line: three pieces, none twice
        ([(10, 0), (0, 0)], 1, 2),  # the same line backwards
        ([(0, 0.1), (10, 0.1)], 2, 4),  # beside it, farther than the tolerance
    ],
)
def test_two_lines(other: list[tuple[float, float]], segments: int, ends: int) -> None:
    xy = np.array([(0, 0), (10, 0), *other], float)
    net = network(xy, np.array([0, 2, 4]), 0.05, ShapelyEngine())
    assert len(net.segments) == segments
    assert len(net.crossing) == 0
    core, loose = without_loose_ends(net)
    assert (len(core.segments), len(loose)) == (0, ends)


def test_a_chain_of_near_points_keeps_its_shape() -> None:
    """An arc stroked more finely than the tolerance is thinned out, not drawn together."""
    turn = np.linspace(0, np.pi, 2000)
    xy = np.column_stack([10 * np.cos(turn), 10 * np.sin(turn)])
    net = network(np.vstack([xy, [xy[0]]]), np.array([0, 2001]), 0.05, ShapelyEngine())
    assert 300 < len(net.segments) < 1000
    assert np.abs(np.hypot(*net.xy.T)[net.xy[:, 1] > 0.1] - 10).max() <= 0.05
