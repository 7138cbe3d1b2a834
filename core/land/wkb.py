"""Geometries rebuilt from their WKB alone, without GEOS: two dimensions, no repeated vertices, parts as asked."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from .table import Shape

Rings = list[np.ndarray]
_FLAGS = 0xE0000000
_BASE = {Shape.point: 1, Shape.line: 2, Shape.polygon: 3}
_MULTI_OFFSET = 3


class Unreadable(Exception):
    """A WKB that is cut off or of an unknown type."""


def parts(wkb: bytes, shape: Shape) -> list[Rings]:
    """The parts of a WKB (ISO or EWKB, 2D to 4D) that are of a shape; each a list of rings (n, 2), a line or point one.

    Raises Unreadable.
    """
    found: list[Rings] = []
    try:
        _walk(wkb, 0, _BASE[shape], found)
    except (struct.error, IndexError, ValueError) as error:
        raise Unreadable(str(error)) from error
    return found


def build(found: Sequence[Rings], shape: Shape, *, multi: bool = True) -> bytes:
    """A little-endian 2D WKB of these parts; a single geometry (the first part) unless `multi`."""
    base = _BASE[shape]
    pieces = [_single(rings, base) for rings in found]
    if not multi:
        return pieces[0]
    return struct.pack("<BII", 1, base + _MULTI_OFFSET, len(pieces)) + b"".join(pieces)


def tidy(wkb: bytes, shape: Shape, *, swap: bool = False, scale: float = 1.0) -> list[Rings]:
    """The parts without heights, measures, repeated vertices and empty rings; `swap` exchanges X and Y, `scale`
    multiplies them.
    """
    out = []
    for rings in parts(wkb, shape):
        kept = [_without_repeats((ring[:, ::-1] if swap else ring) * scale) for ring in rings if len(ring)]
        if kept and len(rings[0]):
            out.append(kept)
    return out


def _without_repeats(xy: np.ndarray) -> np.ndarray:
    if len(xy) < 2:
        return xy
    different = np.ones(len(xy), bool)
    different[1:] = (xy[1:] != xy[:-1]).any(axis=1)
    return xy if int(different.sum()) < 2 else xy[different]


def _single(rings: Rings, base: int) -> bytes:
    if base == 1:
        return struct.pack("<BI", 1, 1) + np.ascontiguousarray(rings[0][0], "<f8").tobytes()
    bodies = [struct.pack("<I", len(xy)) + np.ascontiguousarray(xy, "<f8").tobytes() for xy in rings]
    if base == 2:
        return struct.pack("<BI", 1, 2) + bodies[0]
    return struct.pack("<BII", 1, 3, len(bodies)) + b"".join(bodies)


def _walk(wkb: bytes, at: int, wanted: int, found: list[Rings]) -> int:
    order = "<" if wkb[at] == 1 else ">"
    (code,) = struct.unpack_from(order + "I", wkb, at + 1)
    at += 9 if code & 0x20000000 else 5
    iso = code & ~_FLAGS
    base = iso % 1000
    dims = max(2 + bool(code & 0x80000000) + bool(code & 0x40000000), {0: 2, 1: 3, 2: 3, 3: 4}.get(iso // 1000, 2))

    def vertices(count: int) -> np.ndarray:
        nonlocal at
        if count > (len(wkb) - at) // (8 * dims):
            raise ValueError("cut off")
        xy = np.frombuffer(wkb, order + "f8", count * dims, at).reshape(count, dims)[:, :2]
        at += 8 * dims * count
        return xy

    def number() -> int:
        nonlocal at
        (value,) = struct.unpack_from(order + "I", wkb, at)
        at += 4
        return int(value)

    rings: Rings = []
    if base == 1:
        rings = [vertices(1)]
    elif base == 2:
        rings = [vertices(number())]
    elif base == 3:
        rings = [vertices(number()) for _ in range(number())]
    elif base in (4, 5, 6, 7):
        for _ in range(number()):
            at = _walk(wkb, at, wanted, found)
    else:
        raise ValueError(f"type {base}")
    if rings and base == wanted and not (base == 1 and np.isnan(rings[0]).any()):
        found.append(rings)
    return at
