"""The Hilbert curve: neighbours get near numbers, no point's number depends on others."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.hilbert import BITS, hilbert_index


def test_it_visits_every_cell_of_a_square_once_step_by_step() -> None:
    n = 32
    x, y = (a.ravel().astype(float) for a in np.meshgrid(np.arange(n), np.arange(n)))
    index = hilbert_index(x, y, cell=1.0)
    order = np.argsort(index)
    assert len(np.unique(index)) == n * n
    assert np.ptp(index) == n * n - 1, "the curve fills an aligned square before it leaves it"
    steps = np.abs(np.diff(x[order])) + np.abs(np.diff(y[order]))
    assert (steps == 1).all()


@given(st.lists(st.tuples(st.floats(-1e6, 3e6), st.floats(-1e6, 3e6)), min_size=1, max_size=30))
def test_a_number_depends_on_the_point_alone(points: list[tuple[float, float]]) -> None:
    x, y = np.array(points).T
    together = hilbert_index(x, y)
    assert (together >= 0).all() and (together < 1 << (2 * BITS)).all()
    alone = [int(hilbert_index(x[i : i + 1], y[i : i + 1])[0]) for i in range(len(x))]
    assert together.tolist() == alone


def test_far_outside_it_stays_in_range() -> None:
    index = hilbert_index(np.array([-1e12, 1e12]), np.array([1e12, -1e12]))
    assert ((index >= 0) & (index < 1 << (2 * BITS))).all()


def test_neighbours_in_the_curve_are_neighbours_on_the_ground() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.uniform(0, 2000, 3000) + 592_000, rng.uniform(0, 2000, 3000) + 1_382_000
    order = np.argsort(hilbert_index(x, y))
    walked = np.hypot(np.diff(x[order]), np.diff(y[order])).mean()
    at_random = np.hypot(np.diff(x), np.diff(y)).mean()
    assert walked < at_random / 20
