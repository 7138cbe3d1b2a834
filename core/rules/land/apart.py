"""Pairs of polygons that have no area in common for sure, told from their edges alone: neighbours with one border.

What two polygons share has a border made of pieces of their edges; a piece of an edge that both have, each in its own
direction, is never among them. So where no other edge enters the other polygon, nothing is shared. GEOS is asked only
about pairs whose edges touch in any other way than at a common corner.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...geometry.engine import GeometryEngine
from ...geometry.ragged import Ragged
from .edges import Edges, expand, held, near_edges

_EXACT = 1e-6  # square metres: nearer than that to a line, rounding does not let a side be told
_MOST = 1_000_000  # pairs of edges looked at together


@dataclass(frozen=True)
class _Prepared:
    """Edges near their origin, the low and high corner of each, and numbers of their start, their end, and both."""

    edges: Edges
    low: np.ndarray
    high: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @property
    def there(self) -> np.ndarray:
        """(m,) a number of each edge in its own direction."""
        return self.start * np.uint64(3) + self.end

    @property
    def back(self) -> np.ndarray:
        """(m,) the number of the same edge in the other direction."""
        return self.end * np.uint64(3) + self.start


def surely_apart(
    shapes: Ragged, edges: Edges, common: np.ndarray, i: np.ndarray, j: np.ndarray, wkb: Callable[[int], bytes],
    engine: GeometryEngine,
) -> np.ndarray:  # fmt: skip
    """(k,) which pairs of valid polygons i[k], j[k] of `shapes` share no area; `common` (k, 4): what their boxes share;
    `wkb(i)`: the outline of object i.
    """
    out = np.ones(len(i), bool)
    if not len(i):
        return out
    origin = common[:, :2].min(axis=0)
    a, b = edges.a - origin, edges.b - origin
    local = Edges(a, b, edges.owner, edges.start)
    ready = _Prepared(local, np.minimum(a, b), np.maximum(a, b), _number(a), _number(b))
    boxes = common - np.hstack([origin, origin])
    pair, one = near_edges(local, i, boxes, 0.0, engine)
    back, other = near_edges(local, j, boxes, 0.0, engine)
    mine, theirs = (_spread(pair) + ready.there[one], _spread(back) + ready.back[other])
    shared, shared_back = np.isin(mine, theirs), np.isin(theirs, mine)
    starts = np.searchsorted(back, np.arange(len(i) + 1))
    ends = np.cumsum((starts[1:] - starts[:-1])[pair])
    low = 0
    while low < len(pair):
        done = ends[low - 1] if low else 0
        high = max(int(np.searchsorted(ends, done + _MOST, side="right")), low + 1)
        row, at = expand(starts, pair[low:high])
        row += low
        keep = np.flatnonzero(_boxes_meet(ready, one[row], other[at]))
        keep = keep[~(shared[row[keep]] & shared_back[at[keep]])]
        row, at = row[keep], at[keep]
        out[pair[row[_touch(ready, one[row], other[at])]]] = False
        low = high
    sides = ((j, pair, one, shared, back, other), (i, back, other, shared_back, pair, one))
    for polygon, of, edge, common_edge, of_other, other_edge in sides:
        ask = np.flatnonzero(~common_edge & out[of])
        ask = ask[_one_of_each_chain(ready, boxes, of[ask], edge[ask], of_other, other_edge)]
        middle = (edges.a[edge[ask]] + edges.b[edge[ask]]) / 2
        inside = held(shapes, wkb, polygon[of[ask]], middle, engine)
        out[of[ask[inside]]] = False
    return out


def _one_of_each_chain(
    ready: _Prepared, boxes: np.ndarray, pair: np.ndarray, edge: np.ndarray, of_other: np.ndarray, other: np.ndarray
) -> np.ndarray:
    """Positions of one edge of each chain that may lie in the other polygon: a chain that does not touch it lies in it
    or out of it as a whole, and out if it leaves the box that both share.
    """
    if not len(edge):
        return np.zeros(0, np.int64)
    before, here = edge[:-1], edge[1:]
    forth = ready.end[before] == ready.start[here]
    onward = (pair[1:] == pair[:-1]) & (here == before + 1) & (forth | (ready.start[before] == ready.end[here]))
    corner = np.where(forth, ready.end[before], ready.start[before]) + _spread(pair[1:])
    others = _spread(of_other)
    corners = np.concatenate([ready.start[other] + others, ready.end[other] + others])
    new = np.concatenate([[True], ~onward | np.isin(corner, corners)])
    first = np.flatnonzero(new)
    box = boxes[pair]
    leaves = ((ready.low[edge] < box[:, :2]) | (ready.high[edge] > box[:, 2:])).any(axis=1)
    return np.asarray(first[~np.logical_or.reduceat(leaves, first)])


def _boxes_meet(ready: _Prepared, e: np.ndarray, f: np.ndarray) -> np.ndarray:
    out = np.ones(len(e), bool)
    for axis in (0, 1):
        low, high = ready.low[:, axis], ready.high[:, axis]
        out &= (low[e] <= high[f]) & (low[f] <= high[e])
    return out


def _touch(ready: _Prepared, e: np.ndarray, f: np.ndarray) -> np.ndarray:
    """(m,) which edges e[k] and f[k] may meet in another way than at a corner that both have."""
    edges = ready.edges
    a, b, c, d = edges.a[e], edges.b[e], edges.a[f], edges.b[f]
    clear = np.zeros(len(e), bool)
    for one, other in ((_side(c, d, a), _side(c, d, b)), (_side(a, b, c), _side(a, b, d))):
        clear |= (np.minimum(one, other) > _EXACT) | (np.maximum(one, other) < -_EXACT)
    # A common corner: they meet nowhere else unless they run on from it the same way.
    left = np.flatnonzero(~clear)
    a, b, c, d, e, f = a[left], b[left], c[left], d[left], e[left], f[left]
    fine = np.zeros(len(left), bool)
    for mine, corner, away in ((ready.start[e], a, b), (ready.end[e], b, a)):
        for theirs, off in ((ready.start[f], d), (ready.end[f], c)):
            out, back = away - corner, off - corner
            cross = out[:, 0] * back[:, 1] - out[:, 1] * back[:, 0]
            fine |= (mine == theirs) & ((np.abs(cross) > _EXACT) | ((out * back).sum(axis=1) < 0))
    clear[left] = fine
    return ~clear


def _side(a: np.ndarray, b: np.ndarray, point: np.ndarray) -> np.ndarray:
    step, offset = b - a, point - a
    return np.asarray(step[:, 0] * offset[:, 1] - step[:, 1] * offset[:, 0])


def _number(xy: np.ndarray) -> np.ndarray:
    """A 64-bit number for each point (m, 2): the same only for the very same coordinates."""
    bits = np.ascontiguousarray(xy + 0.0).view(np.uint64)
    z = bits[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ bits[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F)
    z = (z ^ (z >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(z ^ (z >> np.uint64(32)))


def _spread(index: np.ndarray) -> np.ndarray:
    z = (index.astype(np.uint64) + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
    return np.asarray(z ^ (z >> np.uint64(31)))
