"""Distance to the nearest of many points, within reach, by a grid of cells: no tree, numpy only."""
from __future__ import annotations

import numpy as np

_COLUMN = 1 << 32


class PointGrid:
    """Points (n, 2) in metres, sorted by cell."""

    def __init__(self, xy: np.ndarray, reach: float) -> None:
        self._reach = reach
        self._origin = xy.min(axis=0) if len(xy) else np.zeros(2)
        ids = self._ids(xy)
        order = np.argsort(ids, kind="stable")
        self._ids_sorted, self._xy = ids[order], xy[order]

    def distances(self, xy: np.ndarray) -> np.ndarray:
        """Distance of each point (m, 2) to its nearest, infinite beyond the reach or for NaN: (m,)."""
        out = np.full(len(xy), np.inf)
        known = np.flatnonzero(np.isfinite(xy).all(axis=1))
        for k, cell in zip(known, self._ids(xy[known]).tolist()):
            for column in (-1, 0, 1):
                # Cells of one column follow each other: one slice takes the three of them.
                here = cell + column * _COLUMN
                low, high = np.searchsorted(self._ids_sorted, [here - 1, here + 2])
                if low < high:
                    offset = self._xy[low:high] - xy[k]
                    out[k] = min(out[k], float(np.sqrt((offset * offset).sum(axis=1).min())))
        out[out > self._reach] = np.inf
        return out

    def _ids(self, xy: np.ndarray) -> np.ndarray:
        cell = np.floor((xy - self._origin) / self._reach).astype(np.int64)
        return cell[:, 0] * _COLUMN + cell[:, 1]
