"""The faults of many geometries at once: empty, invalid, several parts, repeated vertices, slivers, heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ..geometry.engine import GeometryEngine
from ..geometry.ragged import HUGE, Kind, Measures, Ragged, bounds, decode, measure
from ..geometry.simple_rings import surely_simple
from .table import Shape
from .wkb import parts

SLIVER_AREA = 0.5  # square metres: smaller than any building that gets an address
SLIVER_WIDTH = 0.2  # metres, the mean width of a strip between two outlines that should be one
_FLAGS = 0xE0000000
_MULTI = (4, 5, 6, 7)


@dataclass(frozen=True)
class ShapeFacts:
    """Per geometry (n,): `kind` (ragged.Kind), `multi` type, number of `parts`, `plain` (2D, little-endian, no
    collection), `heights` (Z or M), `valid`, `repeated` vertices, `area` and `length` of all rings in units of the CRS;
    `measures` and `ragged` for further questions.
    """

    kind: np.ndarray
    multi: np.ndarray
    parts: np.ndarray
    plain: np.ndarray
    heights: np.ndarray
    valid: np.ndarray
    repeated: np.ndarray
    area: np.ndarray
    length: np.ndarray
    measures: Measures
    ragged: Ragged

    @property
    def usable(self) -> np.ndarray:
        """(n,) whether there is a readable geometry at a possible place."""
        return (self.kind >= Kind.POINT) & (self.kind <= Kind.POLYGON)


def inspect(
    wkb: Sequence[Optional[bytes]], engine: GeometryEngine, metres: float = 1.0, huge: float = HUGE
) -> ShapeFacts:
    """The faults of geometries (WKB, None = no geometry); `metres`: length of a unit of the CRS; `huge`: a coordinate
    beyond it is no place on Earth.
    """
    ragged = decode(wkb, huge)
    measures = _measured(ragged, metres)
    base, heights, count, little = _heads(wkb)
    steps = np.hypot(*np.diff(ragged.xy, axis=0).T) if len(ragged.xy) > 1 else np.zeros(0)
    inside = np.ones(len(steps), bool)
    inside[ragged.ring[1:-1] - 1] = False
    owner = ragged.vertex_owner[:-1][inside] if len(steps) else np.zeros(0, np.int64)
    steps = steps[inside]
    size = ragged.size
    return ShapeFacts(
        kind=ragged.kind,
        multi=np.isin(base, _MULTI),
        parts=count,
        plain=little & ~heights & (base >= 1) & (base <= 6),
        heights=heights,
        valid=_valid(wkb, ragged, measures, engine),
        repeated=np.bincount(owner[steps == 0], minlength=size),
        area=measures.area,
        length=np.bincount(owner, steps, minlength=size),
        measures=measures,
        ragged=ragged,
    )


def slivers(facts: ShapeFacts, metres: float = 1.0) -> np.ndarray:
    """(n,) which polygons are too small or too narrow for an object; `metres`: length of a unit of the CRS."""
    area, length = facts.area * metres**2, facts.length * metres
    narrow = 2 * area < SLIVER_WIDTH * length
    return (facts.kind == Kind.POLYGON) & (narrow | (area < SLIVER_AREA))


def at_origin(facts: ShapeFacts, metres: float = 1.0) -> np.ndarray:
    """(n,) which geometries lie at 0, 0 or reach there: what a program writes where it knows no place."""
    reach = 1.0 / metres
    box = facts.measures.bounds
    with np.errstate(invalid="ignore"):
        return facts.usable & ((box[:, :2] <= reach) & (box[:, 2:] >= -reach)).all(axis=1)


def _measured(ragged: Ragged, metres: float) -> Measures:
    """Measures in the units of the CRS, but with fingerprints that tell millimetres apart, in degrees, too."""
    if metres == 1.0:
        return measure(ragged)
    scaled = measure(replace(ragged, xy=ragged.xy * metres))
    return replace(scaled, bounds=bounds(ragged), area=scaled.area / metres**2, position=scaled.position / metres)


def _valid(wkb: Sequence[Optional[bytes]], ragged: Ragged, measures: Measures, engine: GeometryEngine) -> np.ndarray:
    """Only polygons can be invalid in a way that matters, and nearly all are one simple ring, valid for sure."""
    valid = np.ones(ragged.size, bool)
    doubt = np.flatnonzero((ragged.kind == Kind.POLYGON) & ~measures.convex)
    doubt = doubt[~surely_simple(ragged, doubt)]
    if len(doubt):
        valid[doubt] = engine.is_valid([wkb[i] or b"" for i in doubt.tolist()])
    return valid


def _heads(wkb: Sequence[Optional[bytes]]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Type without dimensions, whether there are Z or M, number of parts, plain little-endian: (n,) each."""
    size = len(wkb)
    raw = b"".join([(w or b"")[:13].ljust(13, b"\1" if w else b"\0") for w in wkb])
    table = np.frombuffer(raw, np.uint8).reshape(size, 13)
    little = table[:, 0] == 1
    code, count = _number(table[:, 1:5], little), _number(table[:, 5:9], little)
    with_srid = (code & 0x20000000) != 0
    count = np.where(with_srid, _number(table[:, 9:13], little), count)
    plain = code & ~np.uint32(_FLAGS)
    base = plain % 1000
    heights = (plain >= 1000) | ((code & 0xC0000000) != 0)
    there = np.fromiter((w is not None and len(w) > 5 for w in wkb), bool, size)
    several = np.where(np.isin(base, _MULTI), count, 1)
    number = np.where(there, several, 0).astype(np.int64)
    return np.where(there, base, 0), there & heights, number, there & little & ~with_srid


def _number(four: np.ndarray, little: np.ndarray) -> np.ndarray:
    raw = np.ascontiguousarray(four)
    return np.where(little, raw.view("<u4").reshape(-1), raw.view(">u4").reshape(-1)).astype(np.uint32)


def far_apart(facts: ShapeFacts, wkb: Sequence[Optional[bytes]], distance: float) -> np.ndarray:
    """(n,) which multi-polygons have a part whose box is farther than `distance` (units of the CRS) from all others.

    A parcel that a lane cuts is one object, and so is a street; houses of a hamlet in one feature are several.
    """
    out = np.zeros(len(wkb), bool)
    for i in np.flatnonzero((facts.kind == Kind.POLYGON) & (facts.parts > 1)).tolist():
        found = parts(wkb[i] or b"", Shape.polygon)
        box = np.array([[*rings[0].min(axis=0), *rings[0].max(axis=0)] for rings in found if len(rings[0])])
        if len(box) > 1:
            out[i] = bool((_gaps(box).min(axis=1) > distance).any())
    return out


def _gaps(box: np.ndarray) -> np.ndarray:
    """Distances (n, n) between boxes (n, 4) xmin, ymin, xmax, ymax; infinite to itself."""
    gap_x = np.maximum(box[:, None, 0] - box[None, :, 2], box[None, :, 0] - box[:, None, 2])
    gap_y = np.maximum(box[:, None, 1] - box[None, :, 3], box[None, :, 1] - box[:, None, 3])
    gap = np.hypot(np.maximum(gap_x, 0), np.maximum(gap_y, 0))
    np.fill_diagonal(gap, np.inf)
    return gap
