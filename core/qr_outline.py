"""The outline of a matrix's dark modules as closed lines: drawn at once, no hairline shows between the modules."""
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Corner = tuple[int, int]


def outlines(matrix: NDArray[np.bool_]) -> list[list[Corner]]:
    """Closed lines of corners (column, row) around the dark areas, holes the other way round; to fill by either rule.

    The last corner is not the first one again; only corners are told, not every module on the way.
    """
    sides = _sides(matrix)
    lines = []
    while sides:
        start = here = next(iter(sides))
        line: list[Corner] = []
        heading = -1
        while here in sides and (not line or here != start or (heading + 1) % 4 in sides[here]):
            ways = sides[here]
            # Where two areas touch at a corner only, each line turns right and stays with its own area.
            right = (heading + 1) % 4
            way = right if right in ways else ways[0]
            ways.remove(way)
            if not ways:
                del sides[here]
            if way != heading:
                line.append(here)
            heading = way
            here = (here[0] + _STEPS[way][0], here[1] + _STEPS[way][1])
        if _on_one_line(line[-1], line[0], line[1]):
            del line[0]
        lines.append(line)
    return lines


_STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))  # right, down, left, up: the dark side lies on the right


def _sides(matrix: NDArray[np.bool_]) -> dict[Corner, list[int]]:
    """The ways that lead along the border from each corner."""
    dark = np.pad(matrix, 1)
    inner = dark[1:-1, 1:-1]
    found: dict[Corner, list[int]] = {}
    # (the side is open towards, where its way begins, its way)
    for neighbour, (dx, dy), way in (
        (dark[:-2, 1:-1], (0, 0), 0), (dark[1:-1, 2:], (1, 0), 1), (dark[2:, 1:-1], (1, 1), 2),
        (dark[1:-1, :-2], (0, 1), 3),
    ):  # fmt: skip
        for row, column in np.argwhere(inner & ~neighbour).tolist():
            found.setdefault((column + dx, row + dy), []).append(way)
    return found


def _on_one_line(a: Corner, b: Corner, c: Corner) -> bool:
    return (a[0] == b[0] == c[0]) or (a[1] == b[1] == c[1])
