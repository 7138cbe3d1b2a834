"""A geometry engine that asks between pieces of its work whether it is still wanted."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np

from ..patience import Check
from .engine import GeometryEngine

PIECE = 10_000  # pairs of geometries: some tenths of a second
STRIP = 100_000  # boxes
WIDE = 20


class WatchedEngine:
    """GeometryEngine by means of another one, with the same answers; `check` raises where the user has cancelled."""

    def __init__(self, engine: GeometryEngine, check: Check) -> None:
        self._engine, self._check = engine, check
        self.name = engine.name

    def is_valid(self, wkb: Sequence[bytes]) -> np.ndarray:
        # Judged batch by batch in another thread, which is not where a cancel may be asked for.
        return self._engine.is_valid(wkb)

    def mend(self, wkb: Sequence[bytes]) -> list[Optional[bytes]]:
        return self._engine.mend(wkb)

    def covers(self, polygon: bytes, xy: np.ndarray) -> np.ndarray:
        return self._engine.covers(polygon, xy)

    def overlap_area(self, a: Sequence[bytes], b: Sequence[bytes]) -> np.ndarray:
        out = [np.zeros(0)]
        for low in range(0, len(a), PIECE):
            self._check()
            out.append(self._engine.overlap_area(a[low: low + PIECE], b[low: low + PIECE]))
        return np.concatenate(out)

    def distance(self, polygon: bytes, xy: np.ndarray) -> np.ndarray:
        return self._engine.distance(polygon, xy)

    def box_pairs(self, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """In strips from west to east, as many boxes of `a` in each; those far wider than most make strips apart."""
        if len(a) <= STRIP:
            return self._engine.box_pairs(a, b)
        found = []
        width = a[:, 2] - a[:, 0]
        order = np.lexsort((a[:, 0], width > WIDE * np.median(width)))
        for low in range(0, len(a), STRIP):
            self._check()
            strip = order[low: low + STRIP]
            west, east = a[strip, 0].min(), a[strip, 2].max()
            near = np.flatnonzero((b[:, 2] >= west) & (b[:, 0] <= east))
            i, j = self._engine.box_pairs(a[strip], b[near])
            found.append((strip[i], near[j]))
        i, j = (np.concatenate(parts) for parts in zip(*found))
        order = np.lexsort((j, i))
        return i[order], j[order]

    def polygonize(self, segments: np.ndarray) -> list[bytes]:
        return self._engine.polygonize(segments)

    def union(self, wkb: Sequence[bytes]) -> Optional[bytes]:
        self._check()
        return self._engine.union(wkb)
