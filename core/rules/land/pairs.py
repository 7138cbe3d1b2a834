"""Which objects lie near which others: asked in strips from west to east, so that none takes long."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ...geometry.engine import GeometryEngine

STRIP = 10_000


@dataclass(frozen=True)
class Strip:
    """Some objects (`own`, indexes) and those that may touch them (`near`, indexes in the given order); `i`, `j`: pairs
    of positions in `own` and `near` whose boxes come within the reach; `done`: share of the work behind it.
    """

    own: np.ndarray
    near: np.ndarray
    i: np.ndarray
    j: np.ndarray
    done: float


def strips(
    boxes: np.ndarray, chosen: np.ndarray, other_boxes: np.ndarray, others: np.ndarray, reach: float,
    engine: GeometryEngine,
) -> Iterator[Strip]:  # fmt: skip
    """The pairs of boxes (n, 4) `chosen` by index with the `others` of (m, 4), some of them at a time."""
    mine = boxes[chosen]
    wide = other_boxes[others] + np.array([-reach, -reach, reach, reach])
    order = np.lexsort((chosen, mine[:, 1], mine[:, 0]))
    for low in range(0, len(order), STRIP):
        some = order[low: low + STRIP]
        west, south = mine[some, :2].min(axis=0)
        east, north = mine[some, 2:].max(axis=0)
        near = np.flatnonzero(
            (wide[:, 0] <= east) & (wide[:, 2] >= west) & (wide[:, 1] <= north) & (wide[:, 3] >= south)
        )
        i, j = engine.box_pairs(mine[some], wide[near])
        yield Strip(chosen[some], others[near], i, j, min(low + STRIP, len(order)) / len(order))


def point_boxes(xy: np.ndarray) -> np.ndarray:
    """Points (n, 2) as boxes (n, 4)."""
    return np.hstack([xy, xy])
