"""Measuring along one line: length, the place at a distance, and where points meet it."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

_PAIRS = 2_000_000
_LOYAL = 10.0  # metres: a house stays on the main line of a street unless another line of it is nearer by that


@dataclass(frozen=True)
class Feet:
    """Where points (n,) meet a line: `distance` to it and `along` it (m), whether `left` of it, the `foot` (n, 2)."""

    distance: np.ndarray
    along: np.ndarray
    left: np.ndarray
    foot: np.ndarray


@dataclass(frozen=True)
class Line:
    """A line of vertices (k, 2) in metres, k > 1."""

    xy: np.ndarray

    @cached_property
    def way(self) -> np.ndarray:
        """The distance of each vertex from the beginning (k,)."""
        return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(self.xy, axis=0).T))])

    @property
    def length(self) -> float:
        """In metres."""
        return float(self.way[-1])

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Lowest and highest x and y: x, y, x, y."""
        low, high = self.xy.min(axis=0), self.xy.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    @property
    def chord(self) -> np.ndarray:
        """From the first to the last vertex."""
        return self.xy[-1] - self.xy[0]

    def at(self, along: float) -> np.ndarray:
        """The place at a distance from the beginning."""
        return np.array([np.interp(along, self.way, self.xy[:, 0]), np.interp(along, self.way, self.xy[:, 1])])

    def turned(self) -> Line:
        """The same line from its other end."""
        return Line(self.xy[::-1])

    def feet(self, points: np.ndarray) -> Feet:
        """Where points (n, 2) meet the line."""
        n = len(points)
        out = Feet(np.full(n, np.nan), np.full(n, np.nan), np.zeros(n, bool), np.full((n, 2), np.nan))
        step = max(_PAIRS // max(len(self.xy) - 1, 1), 1)
        for low in range(0, n, step):
            self._feet(points[low: low + step], out, slice(low, low + step))
        return out

    def _feet(self, points: np.ndarray, out: Feet, rows: slice) -> None:
        a, d = self.xy[:-1], np.diff(self.xy, axis=0)
        p = points[:, None, :] - a[None]
        size = (d**2).sum(axis=1)
        t = np.clip((p * d[None]).sum(axis=2) / np.where(size > 0, size, 1.0), 0.0, 1.0)
        off = p - t[..., None] * d[None]
        gap = (off**2).sum(axis=2)
        best = gap.argmin(axis=1)
        k = np.arange(len(points))
        # At a bend two segments are as near: the side is that of the one which sees the point more from the side.
        cross = (d[None, :, 0] * p[..., 1] - d[None, :, 1] * p[..., 0]) / np.sqrt(np.where(size > 0, size, 1.0))
        near = gap <= gap[k, best][:, None] + 1e-6
        sees = np.where(near, np.abs(cross), -1.0).argmax(axis=1)
        out.distance[rows] = np.sqrt(gap[k, best])
        out.along[rows] = self.way[best] + t[k, best] * np.sqrt(size[best])
        out.left[rows] = cross[k, sees] > 0
        out.foot[rows] = a[best] + t[k, best][:, None] * d[best]


@dataclass(frozen=True)
class Way:
    """A street's lines one after the other, each from its own distance on; `main` is the number of the longest.

    `voids` (from, to) are the jumps between them.
    """

    lines: tuple[Line, ...]
    main: int = 0

    @cached_property
    def begins(self) -> tuple[float, ...]:
        """Where each line begins along the whole way (m)."""
        found, at = [], 0.0
        for k, line in enumerate(self.lines):
            if k:
                at += float(np.hypot(*(line.xy[0] - self.lines[k - 1].xy[-1])))
            found.append(at)
            at += line.length
        return tuple(found)

    @property
    def voids(self) -> tuple[tuple[float, float], ...]:
        """The jumps between the lines (from, to)."""
        ends = [begin + line.length for begin, line in zip(self.begins, self.lines)]
        return tuple((end, begin) for end, begin in zip(ends, self.begins[1:]) if begin - end > 0.01)

    @property
    def length(self) -> float:
        """In metres, jumps included."""
        return self.begins[-1] + self.lines[-1].length

    @property
    def xy(self) -> np.ndarray:
        """All vertices in their order (k, 2)."""
        return np.vstack([line.xy for line in self.lines])

    @property
    def chord(self) -> np.ndarray:
        """From the beginning of its main line to the end of that: a hook at its end does not turn a street."""
        return self.lines[self.main].chord

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Lowest and highest x and y: x, y, x, y."""
        return Line(self.xy).box

    def at(self, along: float) -> np.ndarray:
        """The place at a distance from the beginning."""
        for begin, line in zip(reversed(self.begins), reversed(self.lines)):
            if along >= begin:
                return line.at(along - begin)
        return self.lines[0].xy[0]

    def turned(self) -> Way:
        """The same way from its other end."""
        lines = tuple(line.turned() for line in reversed(self.lines))
        return Way(lines, len(lines) - 1 - self.main)

    def feet(self, points: np.ndarray) -> Feet:
        """Where points (n, 2) meet the way: the main line, unless another one is clearly nearer."""
        best = _shifted(self.lines[self.main].feet(points), self.begins[self.main])
        if len(self.lines) == 1:
            return best
        price = best.distance - _LOYAL
        for k, line in enumerate(self.lines):
            if k == self.main:
                continue
            feet = _shifted(line.feet(points), self.begins[k])
            nearer = feet.distance < price
            price = np.where(nearer, feet.distance, price)
            for name in ("distance", "along", "left", "foot"):
                getattr(best, name)[nearer] = getattr(feet, name)[nearer]
        return best


def _shifted(feet: Feet, by: float) -> Feet:
    return Feet(feet.distance, feet.along + by, feet.left, feet.foot)
