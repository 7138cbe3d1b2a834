"""Numbers along a line that somebody draws: the houses near it, in its direction, counted on by a step."""
from __future__ import annotations

import numpy as np

from .line import Line


def houses_along(path: np.ndarray, points: np.ndarray, reach: float) -> list[int]:
    """The numbers of the points (n, 2) not farther than `reach` from a path (k, 2), in the order in which it passes."""
    path = path[np.concatenate([[True], (np.diff(path, axis=0) != 0).any(axis=1)])] if len(path) else path
    if len(path) < 2 or not len(points):
        return []
    feet = Line(path).feet(points)
    near = np.flatnonzero(feet.distance <= reach)
    return near[np.lexsort((near, feet.distance[near], feet.along[near]))].tolist()


def counted(first: int, step: int, count: int) -> list[str]:
    """So many numbers from the first on; '' where a falling row has come to its end."""
    numbers = (first + k * step for k in range(count))
    return [str(number) if number > 0 else "" for number in numbers]
