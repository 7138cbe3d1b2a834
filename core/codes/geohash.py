"""GeoHash for arrays of positions: exact bisection of the WGS84 degrees, by integer arithmetic."""
from __future__ import annotations

from string import digits

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .chars import TextArray, Texts, alphabet_table, to_matrix, to_texts, value_table, values_of
from .olc import Cells

ALPHABET = digits + "bcdefghjkmnpqrstuvwxyz"
MAX_LENGTH = 12

_BITS = 30  # per axis in 12 characters of 5 bits
_LETTERS = alphabet_table(ALPHABET)
_VALUES = value_table(ALPHABET)
_VALUES[ord("A"): ord("Z") + 1] = _VALUES[ord("a"): ord("z") + 1]


def encode(lat: ArrayLike, lon: ArrayLike, length: int = MAX_LENGTH) -> TextArray:
    """GeoHashes of `length` characters (1 to 12); '' where a coordinate is not a finite number.

    Latitudes are clipped to [-90, 90], longitudes wrapped to [-180, 180]; a border belongs to the cell north
    or east of it, the pole and the antimeridian (+180) to the last cell.
    """
    if not 1 <= length <= MAX_LENGTH:
        raise ValueError(f"length of a GeoHash must be 1 to 12, not {length}")
    lats, lons = np.broadcast_arrays(np.atleast_1d(np.asarray(lat, float)), np.asarray(lon, float))
    bad = ~(np.isfinite(lats) & np.isfinite(lons))
    if bad.any():
        lats, lons = np.where(bad, 0.0, lats), np.where(bad, 0.0, lons)
    y = _cell(np.clip(lats, -90.0, 90.0), 90.0)
    x = _cell(_wrap(lons), 180.0)
    interleaved = (_spread(x) << np.uint64(1)) | _spread(y)
    letters = np.empty((len(interleaved), length), dtype=np.uint32)
    for column in range(length):
        shift = np.uint64(5 * (MAX_LENGTH - 1 - column))
        letters[:, column] = _LETTERS[(interleaved >> shift) & np.uint64(31)]
    letters[bad] = 0
    return to_texts(letters)


def encode_one(lat: float, lon: float, length: int = MAX_LENGTH) -> str:
    """The GeoHash of one position."""
    return str(encode(lat, lon, length)[0])


def decode(codes: Texts) -> Cells:
    """Cells of GeoHashes of 1 to 12 characters, upper or lower case; NaN where the text is none."""
    matrix = to_matrix(codes)
    rows = len(matrix)
    used = np.count_nonzero(matrix, axis=1)
    if matrix.shape[1] < MAX_LENGTH:
        matrix = np.hstack([matrix, np.zeros((rows, MAX_LENGTH - matrix.shape[1]), dtype=np.uint32)])
    values = values_of(matrix[:, :MAX_LENGTH], _VALUES).astype(np.int64)
    valid = (used >= 1) & (used <= MAX_LENGTH)
    valid &= ~((values < 0) & (np.arange(MAX_LENGTH) < used[:, None])).any(axis=1)
    values[values < 0] = 0

    axes = np.zeros((2, rows), dtype=np.int64)  # longitude, latitude
    for bit in range(5 * MAX_LENGTH):
        column, shift = bit // 5, 4 - bit % 5
        axes[bit % 2] = axes[bit % 2] * 2 + (values[:, column] >> shift & 1)
    x, y = axes
    bits = 5 * np.where(valid, used, MAX_LENGTH)
    breadth, height = 1 << (_BITS - (bits + 1) // 2), 1 << (_BITS - bits // 2)
    south, north = _border(y, 90.0), _border(y + height, 90.0)
    west, east = _border(x, 180.0), _border(x + breadth, 180.0)
    return Cells(*(np.where(valid, border, np.nan) for border in (south, west, north, east)))


def _border(cell: NDArray[np.int64], half: float) -> NDArray[np.float64]:
    # Exact in a float: half is 45 times a power of two, so a border needs at most 36 bits.
    return cell * (2 * half / (1 << _BITS)) - half


def _cell(degrees: NDArray[np.float64], half: float) -> NDArray[np.int64]:
    # Dividing may round across a border; comparing with the exact border puts it right.
    cell = np.floor((degrees + half) * ((1 << _BITS) / (2 * half))).astype(np.int64)
    cell -= degrees < _border(cell, half)
    cell += degrees >= _border(cell + 1, half)
    return np.clip(cell, 0, (1 << _BITS) - 1)


def _wrap(lon: NDArray[np.float64]) -> NDArray[np.float64]:
    wrapped = np.fmod(lon, 360.0)
    wrapped = np.where(wrapped < -180.0, wrapped + 360.0, wrapped)
    return np.where(wrapped > 180.0, wrapped - 360.0, wrapped)


def _spread(cell: NDArray[np.int64]) -> NDArray[np.uint64]:
    # The bits of a number, moved apart to every second place.
    bits = cell.astype(np.uint64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
    return bits
