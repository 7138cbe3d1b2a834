"""Position along a Hilbert curve: neighbours on the ground get neighbouring numbers."""

from __future__ import annotations

import numpy as np

CELL = 2.0  # metres; the curve tells objects at least this far apart
BITS = 24  # 2**24 cells of 2 m span any projection


def _tables() -> tuple[np.ndarray, np.ndarray]:
    """Digit and next state for (state, quadrant); a state is (swap, flip) of the curve's orientation."""
    digit = np.zeros(16, np.uint8)
    follow = np.zeros(16, np.uint8)
    for state in range(4):
        swap, flip = state & 1, state >> 1
        for quadrant in range(4):
            x, y = quadrant >> 1, quadrant & 1
            if flip:
                x, y = 1 - x, 1 - y
            if swap:
                x, y = y, x
            digit[state * 4 + quadrant] = (3 * x) ^ y
            new_swap, new_flip = swap, flip
            if y == 0:
                new_swap ^= 1
                if x == 1:
                    new_flip ^= 1
            follow[state * 4 + quadrant] = new_swap | (new_flip << 1)
    return digit, follow


_DIGIT, _FOLLOW = _tables()


def hilbert_index(x: np.ndarray, y: np.ndarray, cell: float = CELL) -> np.ndarray:
    """Index (n,) int64 along the curve of points x, y in metres; the grid is fixed, so no point's index depends on
    others.
    """
    half = 1 << (BITS - 1)
    limit = (1 << BITS) - 1
    column = np.clip(np.floor(x / cell) + half, 0, limit).astype(np.int64)
    row = np.clip(np.floor(y / cell) + half, 0, limit).astype(np.int64)
    index = np.zeros(len(column), np.int64)
    state = np.zeros(len(column), np.uint8)
    for bit in range(BITS - 1, -1, -1):
        key = (state << 2) | (((column >> bit) & 1) << 1 | ((row >> bit) & 1)).astype(np.uint8)
        index = (index << 2) | _DIGIT[key]
        state = _FOLLOW[key]
    return index
