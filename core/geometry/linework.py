"""Loose lines made into a clean network: ends that just miss are joined, crossings cut, loose ends taken off.

Everything rests on coordinates alone and on their order by (x, y), so neither the order nor the direction of the
lines, nor a GEOS version, changes the result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .engine import GeometryEngine
from .near_points import leaders

_ROUNDS = 8  # each joins and cuts what the one before made; three do in practice
_BLOCK = 250_000  # segments asked at a time: bounds the memory


@dataclass(frozen=True)
class Network:
    """Vertices `xy` (n, 2) sorted by (x, y) and segments (m, 2) of vertex numbers, each once, smaller number first.

    `crossing` (k, 2): places where two segments still cross, which no drawing met so far had.
    """

    xy: np.ndarray
    segments: np.ndarray
    crossing: np.ndarray


@dataclass(frozen=True)
class LooseEnd:
    """A free end: its place, and the length of the line up to where it meets another one or ends."""

    x: float
    y: float
    length: float


def network(xy: np.ndarray, offsets: np.ndarray, tolerance: float, engine: GeometryEngine) -> Network:
    """The network of polylines: `xy` (v, 2), line i from offsets[i] to offsets[i + 1]; `tolerance` in their unit.

    No vertex moves farther than the tolerance in a round (a free end twice as far, after a neighbour that moved).
    """
    inner = np.ones(max(len(xy) - 1, 0), bool)
    inner[offsets[1:-1] - 1] = False  # the step from one line to the next is no segment
    start = np.flatnonzero(inner)
    whole = np.isfinite(xy).all(axis=1)
    start = start[whole[start] & whole[start + 1]]
    net = _tidy(xy, np.column_stack([start, start + 1]))
    net = _join(net, tolerance)
    changed = np.ones(len(net.segments), bool)
    for _ in range(_ROUNDS):
        net, changed, done = _cut(net, changed, tolerance, engine)
        if done:
            return net
    return replace(net, crossing=_crossings(net, engine))


def _tidy(xy: np.ndarray, segments: np.ndarray) -> Network:
    """Equal vertices made one, unused ones dropped, each segment once and none of no length."""
    used = np.unique(segments)
    place = xy[used]
    order = np.lexsort((place[:, 1], place[:, 0]))
    place = place[order]
    new = np.ones(len(place), bool)
    new[1:] = (place[1:] != place[:-1]).any(axis=1)
    number = np.zeros(len(xy), np.int64)
    number[used[order]] = np.cumsum(new) - 1
    ends = np.sort(number[segments], axis=1)
    ends = ends[ends[:, 0] != ends[:, 1]]
    key = np.unique(ends[:, 0] * max(len(place), 1) + ends[:, 1])
    ends = np.column_stack(np.divmod(key, max(len(place), 1)))
    return Network(place[new], ends, np.zeros((0, 2)))


def _degree(net: Network) -> np.ndarray:
    return np.bincount(net.segments.ravel(), minlength=len(net.xy))


def _join(net: Network, tolerance: float) -> Network:
    """Vertices within the tolerance become one: the one where most lines meet stays, the others come to it."""
    leader = leaders(net.xy, _degree(net), tolerance)
    return net if leader is None else _tidy(net.xy, leader[net.segments])


def _cut(
    net: Network, changed: np.ndarray, tolerance: float, engine: GeometryEngine
) -> tuple[Network, np.ndarray, bool]:
    """One round: segments cut at vertices near them and at crossings, free ends drawn onto the line they miss.

    Returns the new network, which of its segments are not of the old one, and whether nothing was to be done.
    """
    vertex, segment, crossing = _meetings(net, changed, tolerance, engine)
    if len(vertex) == 0 and len(crossing[0]) == 0:
        return net, changed, True
    xy = net.xy.copy()
    _draw_free_ends(net, xy, vertex, segment)
    points = _crossing_points(net, *crossing)
    cut_vertex = np.concatenate([vertex, np.tile(np.arange(len(points)) + len(xy), 2)])
    cut_segment = np.concatenate([segment, *crossing])
    xy = np.concatenate([xy, points])
    new = _join(_tidy(xy, _split(xy, net.segments, cut_vertex, cut_segment)), tolerance)
    return new, ~_known(new, net), False


def _known(new: Network, old: Network) -> np.ndarray:
    """Which segments of the new network were in the old one."""

    def rows(net: Network) -> np.ndarray:
        ends = np.ascontiguousarray(net.xy[net.segments].reshape(-1, 4))
        return ends.view(np.dtype((np.void, 32))).ravel()

    return np.isin(rows(new), rows(old))


def _meetings(
    net: Network, changed: np.ndarray, tolerance: float, engine: GeometryEngine
) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Vertices near a segment that is not theirs, (vertex, segment); and segments that cross, (one, other)."""
    ends = net.xy[net.segments]
    boxes = np.hstack([ends.min(axis=1), ends.max(axis=1)])
    wide = boxes + np.array([-tolerance, -tolerance, tolerance, tolerance])
    near: list[np.ndarray] = [np.zeros((0, 2), np.int64)]
    cross: list[np.ndarray] = [np.zeros((0, 2), np.int64)]
    asked = np.flatnonzero(changed)
    for low in range(0, len(asked), _BLOCK):
        block = asked[low:low + _BLOCK]
        i, j = engine.box_pairs(wide[block], boxes)
        i = block[i]
        once = (i != j) & ~(changed[j] & (j < i))
        i, j = i[once], j[once]
        for one, other in ((i, j), (j, i)):
            for end in (0, 1):
                point = net.segments[one, end]
                theirs = (net.segments[other] == point[:, None]).any(axis=1)
                close = ~theirs & _is_near(net.xy[point], ends[other], tolerance)
                near.append(np.column_stack([point[close], other[close]]))
        touching = np.column_stack([i, j])
        cross.append(touching[_properly_cross(ends[i], ends[j])])
    pairs = np.unique(np.concatenate(near), axis=0)
    crossing = np.concatenate(cross)
    # A crossing beside a vertex that is put into the line anyway would only make a second vertex there.
    taken = np.zeros(len(net.segments), bool)
    taken[pairs[:, 1]] = True
    crossing = crossing[~taken[crossing].any(axis=1)]
    crossing = crossing[np.lexsort((crossing.max(axis=1), crossing.min(axis=1)))]
    return pairs[:, 0], pairs[:, 1], (crossing.min(axis=1), crossing.max(axis=1))


def _is_near(point: np.ndarray, ends: np.ndarray, tolerance: float) -> np.ndarray:
    offset, step = point - ends[:, 0], ends[:, 1] - ends[:, 0]
    along = np.clip((offset * step).sum(axis=1) / (step * step).sum(axis=1), 0.0, 1.0)
    gap = offset - along[:, None] * step
    return np.asarray((gap * gap).sum(axis=1) <= tolerance * tolerance)


def _side(a: np.ndarray, b: np.ndarray, point: np.ndarray) -> np.ndarray:
    return (b[:, 0] - a[:, 0]) * (point[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (point[:, 0] - a[:, 0])


def _properly_cross(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    a, b, c, d = one[:, 0], one[:, 1], other[:, 0], other[:, 1]
    return np.asarray((_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0))


def _crossing_points(net: Network, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    a, b = net.xy[net.segments[one, 0]], net.xy[net.segments[one, 1]]
    c, d = net.xy[net.segments[other, 0]], net.xy[net.segments[other, 1]]
    from_c, from_d = _side(a, b, c), _side(a, b, d)
    return c + (d - c) * (from_c / (from_c - from_d))[:, None]


def _crossings(net: Network, engine: GeometryEngine) -> np.ndarray:
    _, _, (one, other) = _meetings(net, np.ones(len(net.segments), bool), 0.0, engine)
    return _crossing_points(net, one, other)


def _draw_free_ends(net: Network, xy: np.ndarray, vertex: np.ndarray, segment: np.ndarray) -> None:
    """Move each free end to its foot on the nearest line it misses: the line stays straight."""
    free = _degree(net)[vertex] == 1
    point, ends = net.xy[vertex[free]], net.xy[net.segments[segment[free]]]
    offset, step = point - ends[:, 0], ends[:, 1] - ends[:, 0]
    along = np.clip((offset * step).sum(axis=1) / (step * step).sum(axis=1), 0.0, 1.0)
    foot = ends[:, 0] + along[:, None] * step
    gap = np.hypot(*(foot - point).T)
    order = np.lexsort((segment[free], gap, vertex[free]))[::-1]  # the nearest is written last, and stays
    xy[vertex[free][order]] = foot[order]


def _split(xy: np.ndarray, segments: np.ndarray, vertex: np.ndarray, segment: np.ndarray) -> np.ndarray:
    """The segments with vertices put in: (vertex, segment) pairs, sorted along each one."""
    count = len(segments)
    a, b = xy[segments[segment, 0]], xy[segments[segment, 1]]
    step = b - a
    along = np.clip(((xy[vertex] - a) * step).sum(axis=1) / (step * step).sum(axis=1), 0.0, 1.0)
    where = np.concatenate([segment, np.arange(count), np.arange(count)])
    at = np.concatenate([along, np.full(count, -1.0), np.full(count, 2.0)])
    point = np.concatenate([vertex, segments[:, 0], segments[:, 1]])
    order = np.lexsort((point, at, where))
    where, point = where[order], point[order]
    within = where[1:] == where[:-1]
    return np.column_stack([point[:-1][within], point[1:][within]])


def without_loose_ends(net: Network) -> tuple[Network, list[LooseEnd]]:
    """The network of closed lines only, and every free end that was there, in the order of their places."""
    degree = _degree(net)
    free = np.flatnonzero(degree == 1)
    if len(free) == 0:
        return net, []
    order = np.argsort(net.segments.ravel(), kind="stable")
    start = np.concatenate([[0], np.cumsum(degree)])
    ends = [_loose_end(net, int(v), degree, order, start) for v in free]
    left, gone = degree.copy(), np.zeros(len(net.segments), bool)
    stack = free.tolist()
    while stack:
        vertex = stack.pop()
        for place in order[start[vertex]:start[vertex + 1]].tolist():
            if gone[place // 2]:
                continue
            gone[place // 2] = True
            other = int(net.segments[place // 2, 1 - place % 2])
            left[other] -= 1
            if left[other] == 1:
                stack.append(other)
    return _tidy(net.xy, net.segments[~gone]), ends


def _loose_end(net: Network, vertex: int, degree: np.ndarray, order: np.ndarray, start: np.ndarray) -> LooseEnd:
    x, y = net.xy[vertex].tolist()
    length, came = 0.0, -1
    while came < 0 or degree[vertex] == 2:
        places = [p for p in order[start[vertex]:start[vertex + 1]].tolist() if p // 2 != came]
        came = places[0] // 2
        other = int(net.segments[came, 1 - places[0] % 2])
        length += float(np.hypot(*(net.xy[other] - net.xy[vertex])))
        vertex = other
    return LooseEnd(x, y, length)
