"""Rules on parcels side by side: parts that two parcels claim, and strips between them that none does."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ...geometry.engine import GeometryEngine
from ...geometry.ragged import Ragged, bounds
from ..catalogue import Rule, RuleBook
from ..hits import Hit
from .apart import surely_apart
from .edges import Edges, edges_of, expand, held, near_edges, outward
from .layer import LandLayer
from .pairs import Strip, strips
from .report import AREA, Report, metres

Progress = Callable[[float], None]
_STEEP = np.sin(np.radians(10.0))  # two borders of one strip run more or less side by side
_SHORTEST = 0.05  # metres of a border that face another one
_SLACK = 0.005  # metres: borders that cross by so little are no strip and no overlap
_MOST = 1_000_000  # pairs of edges looked at together


def neighbour_hits(
    report: Report, book: RuleBook, engine: GeometryEngine, progress: Progress
) -> Iterator[list[Hit]]:
    """Overlaps and gaps between the valid polygons of a layer; equal outlines are duplicates, not overlaps."""
    subject = report.layer.subject.value
    overlap, gap = book.active(f"{subject}_overlap"), book.active(f"{subject}_gap")
    if overlap is None and gap is None:
        return
    layer = report.layer
    sound = np.flatnonzero(layer.sound)
    reach = gap.tolerance("widest") if gap else 0.0
    for strip in strips(layer.bounds, sound, layer.bounds, sound, reach, engine):
        once = strip.own[strip.i] < strip.near[strip.j]
        i, j = strip.own[strip.i[once]], strip.j[once]
        if len(i):
            shapes = layer.vertices(strip.near)
            edges = edges_of(shapes)
            own = np.searchsorted(strip.near, i)  # `near` is sorted and holds `own`, too
            if overlap is not None:
                yield from _overlaps(report, overlap, engine, strip, shapes, edges, own, j)
            if gap is not None:
                yield from _gaps(report, gap, engine, strip, shapes, edges, own, j)
        progress(strip.done)


def _overlaps(
    report: Report, rule: Rule, engine: GeometryEngine, strip: Strip, shapes: Ragged, edges: Edges,
    i: np.ndarray, j: np.ndarray,
) -> Iterator[list[Hit]]:  # fmt: skip
    layer, near = report.layer, strip.near
    a, b = near[i], near[j]
    least = rule.tolerance("area_m2")
    common = _common_box(layer, a, b)
    sides = common[:, 2:] - common[:, :2]
    may = (sides > 0).all(axis=1) & (sides.prod(axis=1) > least) & (layer.outline[a] != layer.outline[b])
    # Convex outlines that an edge of one keeps apart, but for less than the tolerance in all, need no GEOS.
    both = np.flatnonzero(may & layer.convex[a] & layer.convex[b])
    if len(both):
        apart = np.maximum(
            outward(edges, i[both], edges, j[both])[0], outward(edges, j[both], edges, i[both])[0]
        )
        may[both] = -apart * np.hypot(sides[both, 0], sides[both, 1]) > least
    pick = np.flatnonzero(may)
    outline = layer.outline_of(near)
    pick = pick[~surely_apart(shapes, edges, common[pick], i[pick], j[pick], outline, engine)]
    area = engine.overlap_area(layer.wkb(a[pick]), layer.wkb(b[pick]))
    found = area > least
    pick, area = pick[found], area[found]
    params = [
        {"other": layer.object_id(k), "area": metres(size, AREA)} for k, size in zip(b[pick].tolist(), area.tolist())
    ]
    places = (common[pick, :2] + common[pick, 2:]) / 2
    yield from report.hits(rule, a[pick], params, parts=[str(p["other"]) for p in params], places=places)


def _common_box(layer: LandLayer, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    one, other = layer.bounds[a], layer.bounds[b]
    return np.hstack([np.maximum(one[:, :2], other[:, :2]), np.minimum(one[:, 2:], other[:, 2:])])


@dataclass(frozen=True)
class _Facing:
    """Pieces of borders that face each other across empty ground: `pair`, `length`, mean `width`, the piece's ends
    `first`, `last` (k, 2) on the border of the pair's first object, and `middle` (k, 2) of the strip.
    """

    pair: np.ndarray
    length: np.ndarray
    width: np.ndarray
    first: np.ndarray
    last: np.ndarray
    middle: np.ndarray

    def take(self, index: np.ndarray) -> _Facing:
        return _Facing(*(getattr(self, name)[index] for name in self.__dataclass_fields__))


def _gaps(
    report: Report, rule: Rule, engine: GeometryEngine, strip: Strip, shapes: Ragged, edges: Edges,
    i: np.ndarray, j: np.ndarray,
) -> Iterator[list[Hit]]:  # fmt: skip
    layer, near = report.layer, strip.near
    narrowest, widest = rule.tolerance("narrowest"), rule.tolerance("widest")
    facing = _facing(_unshared(edges), layer.bounds[near], i, j, narrowest, widest, engine)
    facing = facing.take(np.flatnonzero(~_covered(shapes, facing.middle, layer.outline_of(near), engine)))
    count = len(i)
    area = np.bincount(facing.pair, facing.length * facing.width, minlength=count)
    length = np.bincount(facing.pair, facing.length, minlength=count)
    pick = np.flatnonzero(area >= rule.tolerance("area_m2"))
    # The longest piece stands for the strip; of equal ones the one farthest west, then south.
    order = np.lexsort((facing.middle[:, 1], facing.middle[:, 0], -np.round(facing.length, 3), facing.pair))
    first = order[np.searchsorted(facing.pair[order], pick)]
    a, b = near[i[pick]], near[j[pick]]
    params = [
        {"other": layer.object_id(k), "width": metres(size / long), "length": metres(long, AREA),
         "area": metres(size, AREA)}
        for k, size, long in zip(b.tolist(), area[pick].tolist(), length[pick].tolist())
    ]  # fmt: skip
    lines = [np.vstack([facing.first[k], facing.last[k]]) for k in first.tolist()]
    yield from report.hits(
        rule, a, params, parts=[str(p["other"]) for p in params], places=facing.middle[first], lines=lines
    )


def _unshared(edges: Edges) -> Edges:
    """The edges that no other object has, to the millimetre, the other way round: all but these are shared borders."""
    if not len(edges.a):
        return edges
    corner = np.minimum(edges.a.min(axis=0), edges.b.min(axis=0))
    a, b = (_number(np.round((ends - corner) * 1000)) for ends in (edges.a, edges.b))
    there, back = a * np.uint64(3) + b, b * np.uint64(3) + a
    keep = np.flatnonzero(~np.isin(there, back))
    owner = edges.owner[keep]
    return Edges(edges.a[keep], edges.b[keep], owner, np.searchsorted(owner, np.arange(len(edges.start))))


def _number(millimetres: np.ndarray) -> np.ndarray:
    """A 64-bit number for each vertex (m, 2)."""
    x, y = millimetres.astype(np.uint64).T
    z = ((x << np.uint64(32)) + y) * np.uint64(0x9E3779B97F4A7C15)
    return (z ^ (z >> np.uint64(31))) * np.uint64(0x94D049BB133111EB)


def _facing(
    edges: Edges, boxes: np.ndarray, i: np.ndarray, j: np.ndarray, narrowest: float, widest: float,
    engine: GeometryEngine,
) -> _Facing:  # fmt: skip
    """The pieces of objects i[k] that face j[k] within `widest`, some edges at a time."""
    pair, one = near_edges(edges, i, boxes[j], widest, engine)
    back, other = near_edges(edges, j, boxes[i], widest, engine)
    start = np.searchsorted(back, np.arange(len(i) + 1))
    ends = np.cumsum((start[1:] - start[:-1])[pair])
    parts = [_face(edges, pair[:0], one[:0], other[:0], narrowest, widest)]
    low = 0
    while low < len(pair):
        done = ends[low - 1] if low else 0
        high = max(int(np.searchsorted(ends, done + _MOST, side="right")), low + 1)
        row, at = expand(start, pair[low:high])
        row += low
        parts.append(_face(edges, pair[row], one[row], other[at], narrowest, widest))
        low = high
    return _Facing(*(np.concatenate([getattr(p, n) for p in parts]) for n in _Facing.__dataclass_fields__))


def _face(
    edges: Edges, pair: np.ndarray, one: np.ndarray, other: np.ndarray, narrowest: float, widest: float
) -> _Facing:
    """The pieces of edges one[k] that edges other[k] face."""
    a, c = edges.a[one], edges.a[other]
    step, along = edges.b[one] - a, edges.b[other] - c
    length = np.hypot(step[:, 0], step[:, 1])
    unit = step / np.where(length > 0, length, 1.0)[:, None]
    forth = (along * unit).sum(axis=1)
    aside = unit[:, 1] * along[:, 0] - unit[:, 0] * along[:, 1]  # to the right, which is outside
    keep = np.flatnonzero((forth < 0) & (np.abs(aside) <= _STEEP * np.hypot(along[:, 0], along[:, 1])))
    pair, one, a, c = pair[keep], one[keep], a[keep], c[keep]
    unit, length, forth, aside = unit[keep], length[keep], forth[keep], aside[keep]
    offset = c - a
    t = (offset * unit).sum(axis=1)
    s = unit[:, 1] * offset[:, 0] - unit[:, 0] * offset[:, 1]
    begin, end = np.maximum(t + forth, 0.0), np.minimum(t, length)
    slope = aside / forth
    near, far = s + (begin - t) * slope, s + (end - t) * slope  # widths at both ends of the piece
    middle = (near + far) / 2
    keep = np.flatnonzero(
        (end - begin >= _SHORTEST) & (np.minimum(near, far) >= -_SLACK) & (np.maximum(near, far) <= widest)
        & (middle >= narrowest)
    )  # fmt: skip
    a, unit, begin, end, middle = a[keep], unit[keep], begin[keep], end[keep], middle[keep]
    first, last = a + unit * begin[:, None], a + unit * end[:, None]
    out = np.column_stack([unit[:, 1], -unit[:, 0]]) * (middle / 2)[:, None]
    return _Facing(pair[keep], end - begin, middle, first, last, (first + last) / 2 + out)


def _covered(
    shapes: Ragged, points: np.ndarray, wkb: Callable[[int], bytes], engine: GeometryEngine
) -> np.ndarray:
    """(k,) which points lie in any of the polygons."""
    out = np.zeros(len(points), bool)
    k, m = engine.box_pairs(np.hstack([points, points]), bounds(shapes))
    out[k[held(shapes, wkb, m, points[k], engine)]] = True
    return out
