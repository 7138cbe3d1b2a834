"""The outline of a matrix's dark modules as closed lines: drawn at once, no hairline shows between the modules."""
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Corner = tuple[int, int]

_RIGHT, _DOWN, _LEFT, _UP = range(4)  # each way has the dark side on its right


def outlines(matrix: NDArray[np.bool_]) -> list[list[Corner]]:
    """Closed lines of corners (column, row) around the dark areas, holes the other way round; to fill by either rule.

    The last corner is not the first one again; only corners are told, not every module on the way.
    """
    sides = _sides(matrix)
    lines = []
    while sides:
        here, way = start = next(iter(sides))
        line: list[Corner] = []
        while True:
            line.append(here)
            here = sides.pop((here, way))
            # Where two areas touch at a corner only, each line turns right and stays with its own area.
            right = (way + 1) % 4
            way = right if (here, right) in sides or (here, right) == start else (way - 1) % 4
            if (here, way) == start:
                break
        lines.append(line)
    return lines


def _sides(matrix: NDArray[np.bool_]) -> dict[tuple[Corner, int], Corner]:
    """The straight pieces of the border: where each begins and which way it goes → where it ends."""
    found: dict[tuple[Corner, int], Corner] = {}
    dark = np.pad(matrix.astype(np.int8), 1)
    for row, first, end, sign in _runs(np.diff(dark, axis=0)[:, 1:-1]):
        if sign > 0:
            found[(first, row), _RIGHT] = (end, row)
        else:
            found[(end, row), _LEFT] = (first, row)
    for column, first, end, sign in _runs(np.diff(dark, axis=1)[1:-1].T):
        if sign > 0:
            found[(column, end), _UP] = (column, first)
        else:
            found[(column, first), _DOWN] = (column, end)
    return found


def _runs(steps: NDArray[np.int8]) -> list[tuple[int, int, int, int]]:
    """Per run of equal steps that are not 0: its line, first place, the place behind it, its sign."""
    between = np.pad(steps, ((0, 0), (1, 1)))
    line, place = np.nonzero(np.diff(between, axis=1))
    value = between[line, place + 1]
    # Each change but the last of a line begins a run; one of value 0 is a gap.
    kept = np.flatnonzero(value)
    return list(zip(line[kept].tolist(), place[kept].tolist(), place[kept + 1].tolist(), value[kept].tolist()))
