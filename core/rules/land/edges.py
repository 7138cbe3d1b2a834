"""The edges of polygons with their insides on the left, and convex outlines compared without GEOS."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Union

import numpy as np

from ...geometry.engine import GeometryEngine
from ...geometry.ragged import Ragged, contains_pairs

LARGE = 100  # edges of an object beyond which looking at each of them for each neighbour would cost too much
_MOST = 2_000_000  # combinations of an edge and a vertex looked at together: bounds the memory


@dataclass(frozen=True)
class Edges:
    """Edges from `a` to `b` (m, 2) sorted by `owner` (m,); those of object i stand at `start[i]:start[i + 1]`."""

    a: np.ndarray
    b: np.ndarray
    owner: np.ndarray
    start: np.ndarray


def edges_of(r: Ragged) -> Edges:
    """Every edge of length, the polygon's inside on its left: shells turn left, holes right."""
    inside = np.ones(max(len(r.xy) - 1, 0), bool)
    inside[r.ring[1:-1] - 1] = False  # the step from one ring to the next is no edge
    at = np.flatnonzero(inside)
    ring = np.repeat(np.arange(len(r.owner)), np.diff(r.ring))[at]
    a, b = r.xy[at], r.xy[at + 1]
    origin = r.xy[r.ring[:-1]][ring]  # near the ring: large coordinates would cost digits
    x, y = (a - origin).T
    cross = x * (b - origin)[:, 1] - y * (b - origin)[:, 0]
    area = np.bincount(ring, cross, minlength=len(r.owner))
    turned = (((area < 0) != r.hole)[ring])[:, None]
    a, b = np.where(turned, b, a), np.where(turned, a, b)
    keep = np.flatnonzero((a != b).any(axis=1))
    keep = keep[np.argsort(r.owner[ring[keep]], kind="stable")]
    owner = r.owner[ring[keep]]
    return Edges(a[keep], b[keep], owner, np.searchsorted(owner, np.arange(r.size + 1)))


def expand(start: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All members of groups index[k], which stand at start[g]:start[g + 1]: (k of each, member)."""
    count = (start[1:] - start[:-1])[index]
    which = np.repeat(np.arange(len(index)), count)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, start[index][which] + nth


def near_edges(
    edges: Edges, index: np.ndarray, boxes: np.ndarray, reach: float, engine: GeometryEngine
) -> tuple[np.ndarray, np.ndarray]:
    """Edges of objects index[k] whose boxes come within the reach of boxes[k]: (k, edge), sorted.

    Of large objects, such as the roads of a whole town in one parcel, only those near are looked at.
    """
    large = (edges.start[1:] - edges.start[:-1])[index] > LARGE
    small = np.flatnonzero(~large)
    pair, edge = expand(edges.start, index[small])
    pair = small[pair]
    low, high = _boxes(edges, edge, reach)
    box = boxes[pair]
    keep = ((low <= box[:, 2:]) & (high >= box[:, :2])).all(axis=1)
    pairs, found = [pair[keep]], [edge[keep]]
    asked = np.flatnonzero(large)
    for owner in np.unique(index[asked]).tolist():
        some = asked[index[asked] == owner]
        first = int(edges.start[owner])
        k, e = engine.box_pairs(boxes[some], np.hstack(_boxes(edges, slice(first, int(edges.start[owner + 1])), reach)))
        pairs.append(some[k])
        found.append(first + e)
    pair, edge = np.concatenate(pairs), np.concatenate(found)
    order = np.lexsort((edge, pair)) if len(pairs) > 1 else slice(None)
    return pair[order], edge[order]


def _boxes(edges: Edges, which: Union[slice, np.ndarray], reach: float) -> tuple[np.ndarray, np.ndarray]:
    a, b = edges.a[which], edges.b[which]
    return np.minimum(a, b) - reach, np.maximum(a, b) + reach


def held(
    shapes: Ragged, wkb: Callable[[int], bytes], j: np.ndarray, xy: np.ndarray, engine: GeometryEngine
) -> np.ndarray:
    """(k,) whether object j[k] of `shapes` holds point xy[k]; `wkb(j)`: its outline, asked for of large ones only."""
    out = np.zeros(len(j), bool)
    sizes = np.bincount(shapes.owner, np.diff(shapes.ring), minlength=shapes.size)
    large = sizes[j] > LARGE
    small = np.flatnonzero(~large)
    out[small] = contains_pairs(shapes, j[small], xy[small])
    asked = np.flatnonzero(large)
    for owner in np.unique(j[asked]).tolist():
        some = asked[j[asked] == owner]
        out[some] = engine.covers(wkb(owner), xy[some])
    return out


def outward(a: Edges, i: np.ndarray, b: Edges, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How object j of `b` lies to each convex object i of `a`, per pair: (separation, protrusion) in metres.

    Separation: the largest over the edges of i of the least distance of j's vertices beyond it; above zero they do
    not meet. Protrusion: how far a vertex of j lies beyond some edge of i at most; not above zero, j lies in i.
    """
    separation, protrusion = np.full(len(i), -np.inf), np.full(len(i), -np.inf)
    counts = (a.start[1:] - a.start[:-1])[i] * (b.start[1:] - b.start[:-1])[j]
    ends = np.cumsum(counts)
    low = 0
    while low < len(i):
        done = ends[low - 1] if low else 0
        high = max(int(np.searchsorted(ends, done + _MOST, side="right")), low + 1)
        pair, edge = expand(a.start, i[low:high])
        row, vertex = expand(b.start, j[low:high][pair])
        edge = edge[row]
        step, offset = a.b[edge] - a.a[edge], b.a[vertex] - a.a[edge]
        beyond = (step[:, 1] * offset[:, 0] - step[:, 0] * offset[:, 1]) / np.hypot(step[:, 0], step[:, 1])
        if len(row):
            first = np.flatnonzero(np.diff(row, prepend=-1))
            least, most = np.minimum.reduceat(beyond, first), np.maximum.reduceat(beyond, first)
            owner = pair[row[first]]
            begin = np.flatnonzero(np.diff(owner, prepend=-1))
            separation[low + owner[begin]] = np.maximum.reduceat(least, begin)
            protrusion[low + owner[begin]] = np.maximum.reduceat(most, begin)
        low = high
    return separation, protrusion
