"""The faces of a line network, in an order and a form that do not depend on the version of GEOS."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from .engine import GeometryEngine
from .linework import Network
from .ragged import Measures, Ragged, contains_pairs, decode, measure


@dataclass(frozen=True)
class Faces:
    """Polygons (n): `wkb`, their vertices, and their measures; a face that holds another one has it as a hole."""

    wkb: list[bytes]
    vertices: Ragged
    measures: Measures

    @property
    def size(self) -> int:
        """Number of faces."""
        return len(self.wkb)

    @property
    def area(self) -> np.ndarray:
        """(n,) in square units."""
        return self.measures.area

    @property
    def inside(self) -> np.ndarray:
        """(n, 2) a point in each face."""
        return self.measures.position


def faces_of(net: Network, engine: GeometryEngine) -> Faces:
    """Every face of a network, sorted by its box."""
    found = engine.polygonize(net.xy[net.segments]) if len(net.segments) else []
    raw = _canonical(decode(found))
    wkb = _encode(raw)
    vertices = decode(wkb)
    return Faces(wkb, vertices, measure(vertices))


def _canonical(raw: Ragged) -> Ragged:
    """Shells counter-clockwise, holes clockwise, each ring from its first vertex by (x, y); faces by box and size."""
    if raw.size == 0:
        return raw
    size = np.diff(raw.ring) - 1  # without the vertex that closes the ring
    start = raw.ring[:-1]
    ring = np.repeat(np.arange(len(size)), size)
    nth = np.arange(len(ring)) - np.repeat(np.cumsum(size) - size, size)
    xy = raw.xy[start[ring] + nth]
    after = raw.xy[start[ring] + nth + 1]
    centre = raw.xy[start[ring]]
    cross = (xy[:, 0] - centre[:, 0]) * (after[:, 1] - centre[:, 1])
    cross -= (after[:, 0] - centre[:, 0]) * (xy[:, 1] - centre[:, 1])
    area = np.bincount(ring, cross, minlength=len(size)) / 2
    step = np.where((area < 0) != raw.hole, -1, 1)  # which way to walk so that all rings turn alike
    order = np.lexsort((xy[:, 1], xy[:, 0], ring))
    first = nth[order[np.concatenate([[0], np.cumsum(size)[:-1]])]]
    low, high = np.minimum.reduceat(raw.xy, start), np.maximum.reduceat(raw.xy, start)
    # Faces by their shell's box; within a face the shell first, then the holes by their boxes.
    shell = np.zeros(raw.size, np.int64)
    shell[raw.owner[~raw.hole]] = np.flatnonzero(~raw.hole)
    mine = shell[raw.owner]
    keys = (high[:, 1], high[:, 0], low[:, 1], low[:, 0], raw.hole, mine, np.abs(area)[mine])
    boxes = (high[mine, 1], high[mine, 0], low[mine, 1], low[mine, 0])
    rings = np.lexsort((*keys, *boxes))
    count = size[rings]
    which = np.repeat(rings, count + 1)
    position = np.arange(len(which)) - np.repeat(np.cumsum(count + 1) - (count + 1), count + 1)
    at = (first[which] + step[which] * position) % size[which]
    _, owner = np.unique(np.cumsum(~raw.hole[rings]), return_inverse=True)
    offsets = np.concatenate([[0], np.cumsum(count + 1)])
    return Ragged(raw.xy[start[which] + at], offsets, owner.astype(np.int64), raw.hole[rings], raw.kind)


def _encode(raw: Ragged) -> list[bytes]:
    """WKB of polygons whose rings stand in order, shell first."""
    out: list[bytes] = []
    data = np.ascontiguousarray(raw.xy, "<f8").tobytes()
    offsets = raw.ring.tolist()
    shells = [*np.flatnonzero(~raw.hole).tolist(), len(raw.owner)]
    for first, after in zip(shells, shells[1:]):
        parts = [struct.pack("<BII", 1, 3, after - first)]
        for ring in range(first, after):
            low, high = offsets[ring], offsets[ring + 1]
            parts += [struct.pack("<I", high - low), data[low * 16:high * 16]]
        out.append(b"".join(parts))
    return out


def holders(faces: Faces, points: np.ndarray, engine: GeometryEngine) -> np.ndarray:
    """The face that holds each point (n, 2), -1 where none does: (n,)."""
    out = np.full(len(points), -1, np.int64)
    i, face = engine.box_pairs(np.hstack([points, points]), faces.measures.bounds)
    inside = contains_pairs(faces.vertices, face, points[i])
    out[i[inside]] = face[inside]
    return out
