"""Windows around boxes: nothing within reach of a box is left out, and little else is taken in."""
from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.geometry.windows import perhaps_touch, windows_around

from ..effort import effort

CELL, REACH = 10.0, 4.0
NUMBER = st.floats(-200, 200)
SIZED = st.tuples(NUMBER, NUMBER, st.floats(0, 80), st.floats(0, 30))
BOX = SIZED.map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))


def within(windows: np.ndarray, points: np.ndarray) -> np.ndarray:
    inside = (points[:, None] >= windows[:, :2]) & (points[:, None] <= windows[:, 2:])
    return np.asarray(inside.all(axis=2).any(axis=1))


@settings(max_examples=effort(200), deadline=None)
@given(st.lists(BOX, max_size=8), st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=30))
def test_what_is_within_reach_is_inside_and_what_is_far_is_not(boxes: list, points: list) -> None:
    box, point = np.array(boxes, float).reshape(-1, 4), np.array(points, float)
    away = np.maximum(box[:, :2] - point[:, None], point[:, None] - box[:, 2:]).max(axis=2, initial=-np.inf)
    nearest = away.min(axis=1, initial=np.inf)  # the larger of the distances along x and y
    inside = within(windows_around(box, CELL, REACH), point)
    assert inside[nearest <= REACH].all()
    assert not inside[nearest > REACH + CELL].any()


def test_boxes_beside_one_another_share_a_window() -> None:
    row = np.array([[x, 5.0, x + 1.0, 6.0] for x in range(5, 100)])
    assert len(windows_around(row, CELL, 0.0)) == 1
    assert len(windows_around(np.array([[np.nan] * 4]), CELL, REACH)) == 0


@settings(max_examples=effort(100), deadline=None)
@given(st.lists(BOX, min_size=1, max_size=20), st.lists(BOX, min_size=1, max_size=5))
def test_what_touches_is_never_left_out(boxes: list, others: list) -> None:
    box, other = np.array([*boxes, [np.nan] * 4], float), np.array(others, float)
    touches = ((box[:, None, :2] <= other[:, 2:]) & (box[:, None, 2:] >= other[:, :2])).all(axis=2).any(axis=1)
    assert not (touches & ~perhaps_touch(box, other, 40.0)).any()


def test_what_is_far_from_all_is_left_out() -> None:
    row = np.array([[x, 5.0, x + 1.0, 6.0] for x in range(0, 1000, 7)])
    assert 1 <= perhaps_touch(row, row[:1], CELL).sum() < 20
