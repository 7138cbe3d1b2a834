"""GeoPackage point blobs and time-ordered UUIDs for many rows at once."""
from __future__ import annotations

import os
import struct
import time
from typing import Optional

import numpy as np

from ..core.columns import BlobColumn
from .version import SRS_ID

_HEAD = b"GP\x00\x01" + struct.pack("<i", SRS_ID) + struct.pack("<BI", 1, 1)  # no envelope, little endian, point
_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)


def point_blobs(lonlat: np.ndarray) -> BlobColumn:
    """GeoPackage blobs of points (n, 2) in EPSG:4326."""
    n = len(lonlat)
    size = len(_HEAD) + 16
    table = np.empty((n, size), np.uint8)
    table[:, : len(_HEAD)] = np.frombuffer(_HEAD, np.uint8)
    table[:, len(_HEAD):] = np.ascontiguousarray(lonlat, "<f8").view(np.uint8).reshape(n, 16)
    ends = np.arange(n + 1, dtype=np.int64) * size
    return BlobColumn(table.reshape(-1), ends[:-1], ends[1:])


def point_coordinates(blobs: list[bytes]) -> np.ndarray:
    """Coordinates (n, 2) of GeoPackage point blobs as QGIS or we write them; NaN where there is none."""
    plain = _plain_coordinates(blobs)
    if plain is not None:
        return plain
    out = np.full((len(blobs), 2), np.nan)
    for i, blob in enumerate(blobs):
        if blob and len(blob) >= 29:
            envelope = (0, 32, 48, 48, 64)[min((blob[3] >> 1) & 7, 4)]
            at = 8 + envelope
            order = "<" if blob[at] == 1 else ">"
            out[i] = struct.unpack_from(order + "2d", blob, at + 5)
    return out


def _plain_coordinates(blobs: list[bytes]) -> Optional[np.ndarray]:
    """The same where every blob is as `point_blobs` writes them, which most are; None where one is not."""
    size = len(_HEAD) + 16
    joined = b"".join(blobs)
    if len(joined) != size * len(blobs) or any(len(blob) != size for blob in blobs):
        return None
    table = np.frombuffer(joined, np.uint8).reshape(-1, size)
    if not (table[:, : len(_HEAD)] == np.frombuffer(_HEAD, np.uint8)).all():
        return None
    return np.ascontiguousarray(table[:, len(_HEAD):]).view("<f8").astype(float)


def ordered_uuids(n: int) -> np.ndarray:
    """UUIDs of version 7 (RFC 9562) as text (n,) 'S36', ascending: an index takes them at its end, not all over."""
    raw = np.frombuffer(os.urandom(16 * n), np.uint8).reshape(n, 16).copy()
    milliseconds = np.full(n, int(time.time() * 1000), ">u8").view(np.uint8).reshape(n, 8)
    raw[:, 0:6] = milliseconds[:, 2:]
    # A counter in the bits after the version and the variant keeps them in order within the millisecond.
    counter = np.arange(n, dtype=np.int64)
    raw[:, 6] = 0x70 | ((counter >> 22) & 0x0F)
    raw[:, 7] = (counter >> 14) & 0xFF
    raw[:, 8] = 0x80 | ((counter >> 8) & 0x3F)
    raw[:, 9] = counter & 0xFF
    digits = np.empty((n, 36), np.uint8)
    digits[:, [8, 13, 18, 23]] = ord("-")
    places = [i for i in range(36) if i not in (8, 13, 18, 23)]
    digits[:, places[0::2]] = _HEX[raw >> 4]
    digits[:, places[1::2]] = _HEX[raw & 15]
    return digits.reshape(-1).view("S36")
