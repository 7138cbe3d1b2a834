"""The SQL functions that a GeoPackage's R-tree triggers call (ST_IsEmpty, ST_MinX …), in plain Python.

GDAL brings its own; Python's sqlite3 has none, and without them no geometry could be written. Layout of a
blob: GeoPackage 1.3, clause 2.1.3 (magic, version, flags, srs_id, envelope, WKB).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from struct import Struct
from typing import Optional, Union

Envelope = tuple[float, float, float, float]  # min x, max x, min y, max y
Blob = Union[bytes, memoryview, None]
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_POINT = Struct("<dd")


def envelope(blob: Blob) -> Optional[Envelope]:
    """Bounds of a GeoPackage blob; None for NULL, an empty geometry or a blob that is none."""
    if blob is None or len(blob) < 8:
        return None
    data = bytes(blob)
    if data[:2] != b"GP":
        return None
    flags = data[3]
    kind = (flags >> 1) & 7
    if flags & 0x10 or kind >= len(_ENVELOPE_BYTES):
        return None
    try:
        if kind:
            bounds = Struct("<4d" if flags & 1 else ">4d").unpack_from(data, 8)
            return bounds if bounds[0] == bounds[0] else None
        return _wkb_envelope(data, 8)
    except (ValueError, IndexError) as error:
        raise ValueError("broken geometry") from error


def _wkb_envelope(data: bytes, offset: int) -> Optional[Envelope]:
    xs: list[float] = []
    ys: list[float] = []
    _collect(data, offset, xs, ys)
    if not xs:
        return None
    return min(xs), max(xs), min(ys), max(ys)


def _collect(data: bytes, offset: int, xs: list[float], ys: list[float]) -> int:
    """Gather the coordinates of one WKB geometry; returns where the next one starts."""
    order = "<" if data[offset] == 1 else ">"
    count_at = Struct(order + "I")
    kind = count_at.unpack_from(data, offset + 1)[0]
    dimensions = 2 + (1 if kind & 0x80000000 else 0) + (1 if kind & 0x40000000 else 0)
    kind &= 0x0FFFFFFF
    dimensions += (0, 1, 1, 2)[kind // 1000] if kind // 1000 < 4 else 0
    shape = kind % 1000
    offset += 5
    if shape == 1:
        return _run(data, offset, 1, dimensions, order, xs, ys)
    count = count_at.unpack_from(data, offset)[0]
    offset += 4
    if shape in (2, 8):  # line string, circular string
        return _run(data, offset, count, dimensions, order, xs, ys)
    if shape in (3, 17):  # polygon, triangle
        for _ in range(count):
            size = count_at.unpack_from(data, offset)[0]
            offset = _run(data, offset + 4, size, dimensions, order, xs, ys)
        return offset
    for _ in range(count):
        offset = _collect(data, offset, xs, ys)
    return offset


def _run(
    data: bytes, offset: int, count: int, dimensions: int, order: str, xs: list[float], ys: list[float]
) -> int:
    """Gather `count` coordinates; NaN (an empty point) is left out."""
    values = Struct("".join((order, str(count * dimensions), "d"))).unpack_from(data, offset)
    xs.extend(x for x in values[0::dimensions] if x == x)
    ys.extend(y for y in values[1::dimensions] if y == y)
    return offset + 8 * count * dimensions


def _side(index: int) -> Callable[[Blob], Optional[float]]:
    def bound(blob: Blob) -> Optional[float]:
        bounds = envelope(blob)
        return None if bounds is None else bounds[index]

    return bound


def _is_empty(blob: Blob) -> Optional[int]:
    return None if blob is None else int(envelope(blob) is None)


def register_geometry_functions(con: sqlite3.Connection) -> None:
    """Give a connection the functions that the R-tree triggers need."""
    con.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    for index, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        con.create_function(name, 1, _side(index), deterministic=True)


def point_blob(x: float, y: float, srs_id: int = 4326) -> bytes:
    """The GeoPackage blob of a point, without envelope."""
    return b"".join(
        (b"GP\x00\x01", srs_id.to_bytes(4, "little", signed=True), b"\x01\x01\x00\x00\x00", _POINT.pack(x, y))
    )


def wkb_blob(wkb: bytes, srs_id: int = 4326) -> bytes:
    """The GeoPackage blob of a WKB geometry, with its envelope unless it is empty or a point."""
    header = srs_id.to_bytes(4, "little", signed=True)
    bounds = _wkb_envelope(wkb, 0)
    if bounds is None:
        return b"".join((b"GP\x00\x11", header, wkb))
    if len(wkb) == 21:
        return b"".join((b"GP\x00\x01", header, wkb))
    return b"".join((b"GP\x00\x03", header, Struct("<4d").pack(*bounds), wkb))


def multi(wkb: bytes) -> bytes:
    """The WKB of a 2D geometry, a line string or polygon as a multi one of one part; others as they are."""
    order = "<" if wkb[0] == 1 else ">"
    kind = Struct(order + "I").unpack_from(wkb, 1)[0]
    if kind not in (2, 3):
        return wkb
    return b"".join((wkb[:1], Struct(order + "II").pack(kind + 3, 1), wkb))


def blob_wkb(blob: Blob) -> Optional[bytes]:
    """The WKB inside a GeoPackage blob; None for NULL or what is no such blob."""
    if blob is None or len(blob) < 8 or bytes(blob[:2]) != b"GP":
        return None
    kind = (blob[3] >> 1) & 7
    return bytes(blob[8 + _ENVELOPE_BYTES[kind]:]) if kind < len(_ENVELOPE_BYTES) else None
