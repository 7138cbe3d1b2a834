"""Few windows around very many boxes: what lies in none of them is far from all."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..columns import perhaps_in

_ROW = 1 << 31  # more cells than a row can have
_SPAN = 4  # cells that a box may cover in either direction; a larger one is a window of its own


def windows_around(boxes: np.ndarray, cell: float, reach: float) -> np.ndarray:
    """Windows (w, 4) xmin, ymin, xmax, ymax that hold all within `reach` of the boxes (n, 4); all in units of the CRS.

    `cell`: the height of the windows. Boxes with NaN are left out.
    """
    boxes = boxes[np.isfinite(boxes).all(axis=1)] + np.array([-reach, -reach, reach, reach])
    if len(boxes) == 0:
        return np.zeros((0, 4))
    low, high = np.floor(boxes[:, :2] / cell).astype(np.int64), np.floor(boxes[:, 2:] / cell).astype(np.int64)
    span = high - low
    is_large = (span >= _SPAN).any(axis=1)
    corner = low[~is_large].min(axis=0) if not is_large.all() else np.zeros(2, np.int64)
    # A cell as one number: many times faster to sort than pairs.
    small, across, up = (low[:, 0] - corner[0]) + (low[:, 1] - corner[1]) * _ROW, span[:, 0], span[:, 1]
    numbers = [
        small[~is_large & (across >= dx) & (up >= dy)] + (dx + dy * _ROW) for dx in range(_SPAN) for dy in range(_SPAN)
    ]
    found = np.unique(np.concatenate([np.unique(some) for some in numbers]))
    cells = np.column_stack([found % _ROW, found // _ROW]) + corner
    return np.vstack([_rows(cells) * cell, boxes[is_large]]) if len(cells) else boxes[is_large]


def perhaps_touch(boxes: np.ndarray, others: np.ndarray, cell: float) -> np.ndarray:
    """(n,) False where a box (n, 4) surely meets none of the others; `cell`: a length that few boxes reach."""
    wide, wide_others = (
        ~(some[:, 2:] - some[:, :2] < cell).all(axis=1) for some in (boxes, others)  # those with NaN, too
    )
    if wide_others.any():
        return np.ones(len(boxes), bool)
    found = wide.copy()
    # What is no wider than a cell lies in the cells of its corners, and with it whatever it shares with another box.
    taken = np.concatenate(list(_corner_cells(others, cell)))
    for numbers in _corner_cells(boxes[~wide], cell):
        found[~wide] |= perhaps_in(numbers, taken)
    return found


def _corner_cells(boxes: np.ndarray, cell: float) -> Iterator[np.ndarray]:
    """The cells of each of the four corners, as numbers."""
    cells = np.floor(boxes / cell).astype(np.int64)
    for x in (0, 2):
        for y in (1, 3):
            yield cells[:, x] * _ROW + cells[:, y]


def _rows(cells: np.ndarray) -> np.ndarray:
    """Runs of cells beside one another, as windows in numbers of cells."""
    cells = cells[np.lexsort((cells[:, 0], cells[:, 1]))]
    begins = np.ones(len(cells), bool)
    begins[1:] = (cells[1:, 1] != cells[:-1, 1]) | (cells[1:, 0] != cells[:-1, 0] + 1)
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(cells)) - 1
    return np.column_stack([cells[first], cells[last] + 1]).astype(float)
