"""Outlines that are valid for sure, told from their coordinates alone; of the few others GEOS is asked."""
from __future__ import annotations

import numpy as np

from .ragged import Kind, Ragged

MOST_EDGES = 32  # the work grows with their square, and houses have few
_MARGIN = 1e-9  # of the square of the extent: nearer than that to a touch, the coordinates do not decide


def surely_simple(r: Ragged, index: np.ndarray) -> np.ndarray:
    """Which of the objects `index` (k,) are polygons of one short closed ring whose edges meet at their ends only."""
    out = np.zeros(len(index), bool)
    if len(index) == 0 or len(r.owner) == 0:
        return out
    ring = np.full(r.size, -1)
    ring[r.owner] = np.arange(len(r.owner))
    ring = ring[index]
    alone = (np.bincount(r.owner, minlength=r.size)[index] == 1) & (r.kind[index] == Kind.POLYGON)
    vertices = np.where(alone, np.diff(r.ring)[ring], 0)
    for count in range(4, MOST_EDGES + 2):
        some = np.flatnonzero(vertices == count)
        if len(some):
            xy = r.xy[r.ring[ring[some]][:, None] + np.arange(count)]
            out[some] = (xy[:, 0] == xy[:, -1]).all(axis=1) & _simple(xy[:, :-1] - xy[:, :1])
    return out


def _simple(xy: np.ndarray) -> np.ndarray:
    """(k,) whether rings of e vertices (k, e, 2), the first not repeated at the end, surely do not touch themselves."""
    step = np.roll(xy, -1, axis=1) - xy
    margin = _MARGIN * np.ptp(xy, axis=1).max(axis=1)[:, None] ** 2
    after = np.roll(step, -1, axis=1)
    turn = step[..., 0] * after[..., 1] - step[..., 1] * after[..., 0]
    onward = step[..., 0] * after[..., 0] + step[..., 1] * after[..., 1]
    good = ((np.abs(turn) > margin) | (onward > margin)).all(axis=1)  # no edge runs back over the one before
    # side[i, j]: on which side of edge i vertex j lies; two edges are apart if one lies on one side of the other.
    dx, dy = xy[:, None, :, 0] - xy[:, :, None, 0], xy[:, None, :, 1] - xy[:, :, None, 1]
    side = step[:, :, None, 0] * dy - step[:, :, None, 1] * dx
    following = np.roll(side, -1, axis=2)
    low, high = np.minimum(side, following), np.maximum(side, following)
    apart = (low > margin[..., None]) | (high < -margin[..., None])
    apart |= apart.transpose(0, 2, 1) | _beside(xy[..., 0]) | _beside(xy[..., 1])
    edges = xy.shape[1]
    distance = np.abs(np.subtract.outer(np.arange(edges), np.arange(edges)))
    neighbours = (distance <= 1) | (distance == edges - 1)
    return np.asarray(good & (apart | neighbours).all(axis=(1, 2)))


def _beside(at: np.ndarray) -> np.ndarray:
    """(k, e, e) whether two edges keep apart along one axis; `at` (k, e) their vertices on it."""
    onward = np.roll(at, -1, axis=1)
    after = np.minimum(at, onward)[:, :, None] > np.maximum(at, onward)[:, None, :]
    return np.asarray(after | after.transpose(0, 2, 1))
