"""Geometries of many objects as flat numpy arrays: what needs no GEOS is computed here, the same everywhere.

Order and identity of addresses must not depend on a GEOS version, so bounds, area, centroid, position and
fingerprint come from coordinates alone.
"""
from __future__ import annotations

import struct
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Optional

import numpy as np

HUGE = 1e9  # metres; no map projection reaches this far


class Kind(IntEnum):
    """What a WKB turned out to be."""

    NONE = 0  # NULL or empty
    POINT = 1
    LINE = 2
    POLYGON = 3
    UNREADABLE = 4
    HUGE = 5  # NaN, infinite or far outside any projection


@dataclass(frozen=True)
class Ragged:
    """Vertices of `n` objects: `xy` (m, 2), `ring` offsets (r + 1,) into xy, `owner` object of a ring (r,), `hole` flag
    (r,), `kind` (n,).
    """

    xy: np.ndarray
    ring: np.ndarray
    owner: np.ndarray
    hole: np.ndarray
    kind: np.ndarray

    @property
    def size(self) -> int:
        """Number of objects."""
        return len(self.kind)

    @property
    def vertex_owner(self) -> np.ndarray:
        """Object of each vertex (m,)."""
        return np.repeat(self.owner, np.diff(self.ring))


_WKB_POINT, _WKB_LINE, _WKB_POLYGON = 1, 2, 3
_KINDS = {1: Kind.POINT, 4: Kind.POINT, 2: Kind.LINE, 5: Kind.LINE, 3: Kind.POLYGON, 6: Kind.POLYGON}


class _Unreadable(Exception):
    pass


def _rings(wkb: bytes) -> Iterator[tuple[int, bool, np.ndarray]]:
    """Yield (base type, is hole, xy) of each ring, line or point of a WKB of any nesting, ISO or EWKB, 2D to 4D."""

    def walk(pos: int) -> Generator[tuple[int, bool, np.ndarray], None, int]:
        order = "<" if wkb[pos] == 1 else ">"
        (code,) = struct.unpack_from(order + "I", wkb, pos + 1)
        pos += 5
        if code & 0x20000000:  # EWKB with SRID
            pos += 4
        dims = 2 + bool(code & 0x80000000) + bool(code & 0x40000000)
        iso = code & 0x0FFFFFFF
        base = iso % 1000
        dims = max(dims, {0: 2, 1: 3, 2: 3, 3: 4}.get(iso // 1000, 2))

        def take(count: int) -> np.ndarray:
            nonlocal pos
            if count > (len(wkb) - pos) // (8 * dims):
                raise _Unreadable
            values = np.frombuffer(wkb, order + "f8", count * dims, pos).reshape(count, dims)[:, :2]
            pos += 8 * dims * count
            return values

        def number() -> int:
            nonlocal pos
            (value,) = struct.unpack_from(order + "I", wkb, pos)
            pos += 4
            return int(value)

        if base == _WKB_POINT:
            yield base, False, take(1)
        elif base == _WKB_LINE:
            yield base, False, take(number())
        elif base == _WKB_POLYGON:
            for index in range(number()):
                yield base, index > 0, take(number())
        elif base in (4, 5, 6, 7):
            for _ in range(number()):
                pos = yield from walk(pos)
        else:
            raise _Unreadable
        return pos

    yield from walk(0)


def paths(wkb: bytes) -> list[np.ndarray]:
    """The vertices (k, 2) of every line and ring of a WKB, whatever it is nested in; points and curves are left out."""
    try:
        return [xy for base, _, xy in _rings(wkb) if base != _WKB_POINT]
    except (_Unreadable, struct.error, IndexError):
        return []


def _slow(wkb: Optional[bytes]) -> tuple[Kind, list[tuple[bool, np.ndarray]]]:
    """Read one WKB of any shape; polygons win over lines over points in a collection."""
    if not wkb:
        return Kind.NONE, []
    try:
        pieces = list(_rings(bytes(wkb)))
    except (_Unreadable, struct.error, IndexError, ValueError):
        return Kind.UNREADABLE, []
    pieces = [p for p in pieces if len(p[2]) and not (p[0] == _WKB_POINT and np.isnan(p[2]).all())]
    if not pieces:
        return Kind.NONE, []
    base = max(p[0] for p in pieces)
    return _KINDS[base], [(hole, xy) for b, hole, xy in pieces if b == base]


def decode(wkb: Sequence[Optional[bytes]], huge: float = HUGE) -> Ragged:
    """The vertices of many WKB geometries; one-ring polygons, which are nearly all, are read without a loop.

    A coordinate beyond `huge` makes a geometry `Kind.HUGE`.
    """
    count = len(wkb)
    kind = np.zeros(count, np.uint8)
    blobs = np.empty(count, dtype=object)
    blobs[:] = [b or b"" for b in wkb]
    lengths = np.fromiter(map(len, blobs), np.int64, count)
    vertices: list[np.ndarray] = []
    ring_sizes: list[np.ndarray] = []
    owners: list[np.ndarray] = []
    holes: list[np.ndarray] = []
    slow = np.ones(count, bool)
    for length in np.unique(lengths):
        length = int(length)
        # Polygon with one ring: 13 header bytes; MultiPolygon of one such polygon: 22.
        head = next((h for h in (13, 22) if length >= h + 64 and (length - h) % 16 == 0), 0)
        if not head:
            continue
        index = np.flatnonzero(lengths == length)
        points = (length - head) // 16
        expected = struct.pack("<BII", 1, 3, 1) + struct.pack("<I", points)
        if head == 22:
            expected = struct.pack("<BII", 1, 6, 1) + expected
        table = np.frombuffer(b"".join(blobs[index].tolist()), np.uint8).reshape(len(index), length)
        simple = (table[:, :head] == np.frombuffer(expected, np.uint8)).all(axis=1)
        if not simple.any():
            continue
        index, table = index[simple], table[simple]
        xy = np.ascontiguousarray(table[:, head:]).view("<f8").reshape(-1, 2)
        vertices.append(xy)
        ring_sizes.append(np.full(len(index), points))
        owners.append(index)
        holes.append(np.zeros(len(index), bool))
        kind[index] = Kind.POLYGON
        slow[index] = False
    for i in np.flatnonzero(slow):
        kind[i], pieces = _slow(blobs[i])
        for hole, xy in pieces:
            vertices.append(xy)
            ring_sizes.append(np.array([len(xy)]))
            owners.append(np.array([i]))
            holes.append(np.array([hole]))
    if not vertices:
        empty = np.zeros(0, np.int64)
        return Ragged(np.zeros((0, 2)), np.zeros(1, np.int64), empty, np.zeros(0, bool), kind)
    xy = np.ascontiguousarray(np.concatenate(vertices), dtype=np.float64)
    ring = np.concatenate([[0], np.cumsum(np.concatenate(ring_sizes))]).astype(np.int64)
    ragged = Ragged(xy, ring, np.concatenate(owners).astype(np.int64), np.concatenate(holes), kind)
    bad = ~np.isfinite(xy).all(axis=1) | (np.abs(np.nan_to_num(xy)) > huge).any(axis=1)
    if bad.any():
        kind[np.unique(ragged.vertex_owner[bad])] = Kind.HUGE
        keep = ~np.isin(ragged.owner, np.flatnonzero(kind == Kind.HUGE))
        ragged = _select_rings(ragged, keep)
    return ragged


def _select_rings(r: Ragged, keep: np.ndarray) -> Ragged:
    sizes = np.diff(r.ring)
    ring = np.concatenate([[0], np.cumsum(sizes[keep])])
    return Ragged(r.xy[np.repeat(keep, sizes)], ring, r.owner[keep], r.hole[keep], r.kind)


def bounds(r: Ragged) -> np.ndarray:
    """Bounding boxes (n, 4) xmin, ymin, xmax, ymax; NaN where there is no geometry."""
    out = np.full((r.size, 4), np.nan)
    if len(r.xy) == 0:
        return out
    starts = r.ring[:-1]
    low, high = np.minimum.reduceat(r.xy, starts), np.maximum.reduceat(r.xy, starts)
    box_low, box_high = np.full((r.size, 2), np.inf), np.full((r.size, 2), -np.inf)
    box_low[r.owner], box_high[r.owner] = low, high
    several = _of_several(r)  # numpy's `at` is slow, and nearly all objects have one ring
    np.minimum.at(box_low, r.owner[several], low[several])
    np.maximum.at(box_high, r.owner[several], high[several])
    has = np.isfinite(box_low[:, 0])
    out[has] = np.hstack([box_low, box_high])[has]
    return out


def _of_several(r: Ragged) -> np.ndarray:
    """Indexes of the rings of objects that have more than one."""
    return np.flatnonzero(np.bincount(r.owner, minlength=r.size)[r.owner] > 1)


@dataclass(frozen=True)
class _Edges:
    """Edges of all rings: owner, end points relative to the centre of the owner's box, cross product."""

    owner: np.ndarray
    ring: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    x2: np.ndarray
    y2: np.ndarray


def _edges(r: Ragged, centre: np.ndarray) -> _Edges:
    inside = np.ones(max(len(r.xy) - 1, 0), bool)
    inside[r.ring[1:-1] - 1] = False  # the step from one ring to the next is no edge
    start = np.flatnonzero(inside)
    ring = np.repeat(np.arange(len(r.owner)), np.diff(r.ring))[start]
    owner = r.owner[ring]
    local = r.xy - centre[r.vertex_owner]
    return _Edges(owner, ring, local[start, 0], local[start, 1], local[start + 1, 0], local[start + 1, 1])


@dataclass(frozen=True)
class Measures:
    """Per object: `bounds` (n, 4), `area` (n,) in square units, `position` (n, 2) inside the object, `inner`
    (n,) whether it is not the centroid, `fingerprint` (n,) int64, `convex` (n,) whether validity needs no further test.
    """

    bounds: np.ndarray
    area: np.ndarray
    position: np.ndarray
    inner: np.ndarray
    fingerprint: np.ndarray
    convex: np.ndarray


def measure(r: Ragged, digits: int = 3) -> Measures:
    """Bounds, area, position, fingerprint of each object; positions are rounded to `digits` decimals of the unit."""
    n = r.size
    box = bounds(r)
    centre = np.nan_to_num((box[:, :2] + box[:, 2:]) / 2)
    e = _edges(r, centre)
    cross = e.x1 * e.y2 - e.x2 * e.y1
    # Ring orientation differs between file formats: shells count positive, holes negative, whatever the direction.
    ring_area = np.bincount(e.ring, cross, minlength=len(r.owner)) / 2
    sign = np.where(ring_area < 0, -1.0, 1.0) * np.where(r.hole, -1.0, 1.0)
    polygon = r.kind == Kind.POLYGON
    area = np.where(polygon, np.bincount(r.owner, ring_area * sign, minlength=n), 0.0)
    weight = cross * sign[e.ring]
    moment_x = np.bincount(e.owner, (e.x1 + e.x2) * weight, minlength=n)
    moment_y = np.bincount(e.owner, (e.y1 + e.y2) * weight, minlength=n)
    solid = area > 1e-9
    safe = np.where(solid, 6 * area, 1.0)
    local = np.where(solid[:, None], np.column_stack([moment_x, moment_y]) / safe[:, None], 0.0)
    outside = solid & ~_contains(e, local, n)
    if outside.any():
        local[outside] = _scanline_points(e, outside, local[outside])
    for i in np.flatnonzero((r.kind == Kind.LINE) | (polygon & ~solid)):
        local[i] = _middle_vertex(r, int(i)) - centre[i]
    position = np.round(local + centre, digits)
    position[np.isnan(box[:, 0])] = np.nan
    return Measures(box, area, position, outside, _fingerprint(r), _convex(r, e, ring_area))


def _contains(e: _Edges, point: np.ndarray, n: int) -> np.ndarray:
    """Whether each object holds its own point, by the even-odd rule."""
    px, py = point[e.owner, 0], point[e.owner, 1]
    spans = (e.y1 > py) != (e.y2 > py)
    dy = np.where(spans, e.y2 - e.y1, 1.0)
    hit = spans & (px < (e.x2 - e.x1) * (py - e.y1) / dy + e.x1)
    return np.bincount(e.owner[hit], minlength=n) % 2 == 1


def contains_pairs(r: Ragged, index: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Whether object index[k] holds point[k], by the even-odd rule: (k,) bool. Any number of points per object."""
    out = np.zeros(len(index), bool)
    for chunk, pair, e, edge, count in _pair_edges(r, index):
        px, py = point[chunk][pair, 0], point[chunk][pair, 1]
        spans = (e.y1[edge] > py) != (e.y2[edge] > py)
        dy = np.where(spans, e.y2[edge] - e.y1[edge], 1.0)
        hit = spans & (px < (e.x2[edge] - e.x1[edge]) * (py - e.y1[edge]) / dy + e.x1[edge])
        out[chunk] = np.bincount(pair[hit], minlength=count) % 2 == 1
    return out


def distance_pairs(r: Ragged, index: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Distance of point[k] to object index[k], 0 inside a polygon, NaN to an object without vertices: (k,)."""
    out = np.full(len(index), np.nan)
    for chunk, pair, e, edge, count in _pair_edges(r, index):
        px, py = point[chunk][pair, 0] - e.x1[edge], point[chunk][pair, 1] - e.y1[edge]
        dx, dy = e.x2[edge] - e.x1[edge], e.y2[edge] - e.y1[edge]
        length = dx * dx + dy * dy
        along = np.clip((px * dx + py * dy) / np.where(length > 0, length, 1.0), 0.0, 1.0)
        nearest = np.full(count, np.inf)
        np.minimum.at(nearest, pair, np.hypot(px - along * dx, py - along * dy))
        out[chunk] = np.where(np.isfinite(nearest), nearest, np.nan)
    lone = np.isin(index, np.flatnonzero(r.kind == Kind.POINT))
    if lone.any():
        first = {int(o): k for k, o in reversed(list(enumerate(r.owner.tolist())))}
        at = np.array([r.ring[first[int(i)]] for i in index[lone]])
        out[lone] = np.hypot(*(r.xy[at] - point[lone]).T)
    polygon = r.kind[index] == Kind.POLYGON
    inside = np.zeros(len(index), bool)
    inside[polygon] = contains_pairs(r, index[polygon], point[polygon])
    return np.where(inside, 0.0, out)


def _pair_edges(r: Ragged, index: np.ndarray) -> Iterator[tuple[slice, np.ndarray, _Edges, np.ndarray, int]]:
    """For pairs with object index[k], some at a time: their slice, pair of each edge, edges, edge numbers, count."""
    if len(r.xy) == 0 or len(index) == 0:
        return
    e = _edges(r, np.zeros((r.size, 2)))
    order = np.argsort(e.owner, kind="stable")
    start = np.searchsorted(e.owner[order], np.arange(r.size + 1))
    for low in range(0, len(index), 200_000):
        chunk = slice(low, min(low + 200_000, len(index)))
        count = (start[1:] - start[:-1])[index[chunk]]
        pair = np.repeat(np.arange(len(count)), count)
        nth = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
        yield chunk, pair, e, order[start[index[chunk]][pair] + nth], len(count)


def _scanline_points(e: _Edges, chosen: np.ndarray, centroid: np.ndarray) -> np.ndarray:
    """For each chosen object the middle of the widest inner stretch of a horizontal line.

    Of the lines halfway between vertices, so that they meet none, the one nearest the centroid.
    """
    edge = np.flatnonzero(chosen[e.owner])
    order = np.argsort(e.owner[edge], kind="stable")
    edge = edge[order]
    objects = np.flatnonzero(chosen)
    first = np.searchsorted(e.owner[edge], objects)
    last = np.append(first[1:], len(edge))
    out = np.empty((len(objects), 2))
    for k in range(len(objects)):
        pick = edge[first[k]:last[k]]
        levels = np.unique(np.concatenate([e.y1[pick], e.y2[pick]]))
        middles = (levels[:-1] + levels[1:]) / 2
        # Thin strips between vertices make poor positions: the nearest of those at least a tenth of the highest.
        high = np.diff(levels)
        middles = middles[high >= high.max() / 10] if len(middles) else np.zeros(1)
        y = middles[np.argmin(np.abs(middles - centroid[k, 1]))]
        spans = (e.y1[pick] > y) != (e.y2[pick] > y)
        a = pick[spans]
        x = np.sort((e.x2[a] - e.x1[a]) * (y - e.y1[a]) / (e.y2[a] - e.y1[a]) + e.x1[a])
        if len(x) < 2:
            out[k] = centroid[k]
            continue
        width = x[1::2] - x[0::2]
        widest = int(np.argmax(width))
        out[k] = (x[2 * widest] + x[2 * widest + 1]) / 2, y
    return out


def _middle_vertex(r: Ragged, i: int) -> np.ndarray:
    """The point halfway along the first line of object i (or its only vertex)."""
    ring = int(np.flatnonzero(r.owner == i)[0])
    xy = r.xy[r.ring[ring]:r.ring[ring + 1]]
    step = np.hypot(*np.diff(xy, axis=0).T) if len(xy) > 1 else np.zeros(0)
    if step.sum() == 0:
        return xy[0]
    along = np.concatenate([[0], np.cumsum(step)])
    half = along[-1] / 2
    return np.array([np.interp(half, along, xy[:, 0]), np.interp(half, along, xy[:, 1])])


def _mix(values: np.ndarray) -> np.ndarray:
    """splitmix64: spreads 64-bit integers so that sums of products of them identify a shape."""
    z = values.astype(np.uint64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _fingerprint(r: Ragged) -> np.ndarray:
    """A 64-bit number per object: the same for equal millimetres, whatever the start, direction or order of rings."""
    if len(r.xy) == 0:
        return np.zeros(r.size, np.int64)
    mm = np.round(r.xy * 1000).astype(np.int64).view(np.uint64)
    with np.errstate(over="ignore"):
        vertex = _mix(_mix(mm[:, 0] + np.uint64(0x9E3779B97F4A7C15)) + mm[:, 1]) | np.uint64(1)
        product = vertex.copy()
        product[:-1] *= vertex[1:]
        single = np.diff(r.ring) == 1
        last = r.ring[1:] - 1
        product[last] = np.where(single, vertex[last], 0)  # a closed ring ends where it began: n - 1 edges
        per_ring = np.add.reduceat(product, r.ring[:-1])
        out = np.zeros(r.size, np.uint64)
        out[r.owner] = per_ring
        several = _of_several(r)
        out[r.owner[several]] = 0
        np.add.at(out, r.owner[several], per_ring[several])
    return out.view(np.int64)


def _convex(r: Ragged, e: _Edges, ring_area: np.ndarray) -> np.ndarray:
    """Whether an object is one convex ring: such polygons are valid without asking GEOS."""
    n = r.size
    rings = np.bincount(r.owner, minlength=n)
    if len(e.owner) == 0:
        return np.zeros(n, bool)
    dx, dy = e.x2 - e.x1, e.y2 - e.y1
    first = np.searchsorted(e.ring, np.arange(len(r.owner)))
    follow = np.arange(1, len(dx) + 1)
    count = np.bincount(e.ring, minlength=len(r.owner))
    filled = count > 0
    follow[(first + count - 1)[filled]] = first[filled]
    turn = (dx * dy[follow] - dy * dx[follow]) * np.sign(ring_area)[e.ring]
    bad = np.bincount(e.ring[turn <= 0], minlength=len(r.owner)) > 0
    # A star polygon turns one way only, too, but goes round twice: its x direction changes more than twice.
    going = dx > 0
    changes = np.bincount(e.ring, going != going[follow], minlength=len(r.owner))
    closed = np.zeros(len(r.owner), bool)
    closed[filled] = (r.xy[r.ring[:-1][filled]] == r.xy[(r.ring[1:] - 1)[filled]]).all(axis=1)
    good_ring = ~bad & (changes <= 2) & (count >= 3) & closed
    out = np.zeros(n, bool)
    out[r.owner[good_ring]] = True
    return out & (rings == 1) & (r.kind == Kind.POLYGON)
