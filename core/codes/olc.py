"""Open Location Code (Plus Code) for arrays of positions, by the integer arithmetic of Google's reference.

A full code has 10 digits in pairs (latitude, longitude; base 20) and then grid digits (5 rows x 4 columns),
with a "+" after the eighth. All functions take degrees in WGS84 (EPSG:4326).
"""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .chars import TextArray, Texts, alphabet_table, to_matrix, to_texts, value_table, values_of

ALPHABET = "23456789CFGHJMPQRVWX"
SEPARATOR = "+"
SEPARATOR_POSITION = 8
PAIR_DIGITS = 10
MAX_DIGITS = 15

_BASE = len(ALPHABET)
_ROWS, _COLUMNS = 5, 4
_GRID_DIGITS = MAX_DIGITS - PAIR_DIGITS
_PAIR_UNITS = _BASE**3  # cells of ten digits per degree
_LAT_UNITS = _PAIR_UNITS * _ROWS**_GRID_DIGITS  # cells of fifteen digits per degree
_LON_UNITS = _PAIR_UNITS * _COLUMNS**_GRID_DIGITS

_LETTERS = alphabet_table(ALPHABET)
_VALUES = value_table(ALPHABET)
_VALUES[ord("a"): ord("z") + 1] = _VALUES[ord("A"): ord("Z") + 1]


class Cells(NamedTuple):
    """Borders of code cells in degrees, one array each; NaN where the text is not a full code."""

    south: NDArray[np.float64]
    west: NDArray[np.float64]
    north: NDArray[np.float64]
    east: NDArray[np.float64]

    @property
    def lat(self) -> NDArray[np.float64]:
        """Latitudes of the centres."""
        return self.south + (self.north - self.south) / 2

    @property
    def lon(self) -> NDArray[np.float64]:
        """Longitudes of the centres."""
        return self.west + (self.east - self.west) / 2


def encode(lat: ArrayLike, lon: ArrayLike, length: int = PAIR_DIGITS) -> TextArray:
    """Codes of `length` digits (10 to 15); '' where a coordinate is not a finite number.

    Latitudes are clipped to [-90, 90], longitudes wrapped to [-180, 180), as the reference does.
    """
    if not PAIR_DIGITS <= length <= MAX_DIGITS:
        raise ValueError(f"length of an Open Location Code must be 10 to 15, not {length}")
    lats, lons = np.broadcast_arrays(np.atleast_1d(np.asarray(lat, float)), np.asarray(lon, float))
    bad = ~(np.isfinite(lats) & np.isfinite(lons))
    if bad.any():
        lats, lons = np.where(bad, 0.0, lats), np.where(bad, 0.0, lons)
    y = _units(_clip(lats, length) + 90.0, _LAT_UNITS)
    x = _units(wrap_longitude(lons) + 180.0, _LON_UNITS)

    letters = np.zeros((len(y), length + 1), dtype=np.uint32)
    letters[:, SEPARATOR_POSITION] = ord(SEPARATOR)
    unused = MAX_DIGITS - length
    y //= _ROWS**unused
    x //= _COLUMNS**unused
    for digit in range(length, PAIR_DIGITS, -1):
        y, row = np.divmod(y, _ROWS)
        x, column = np.divmod(x, _COLUMNS)
        letters[:, digit] = _LETTERS[row * _COLUMNS + column]
    # Ten digits fit in 32 bits, where division is faster.
    y, x = y.astype(np.uint32), x.astype(np.uint32)
    for digit in range(PAIR_DIGITS - 2, -1, -2):
        at = digit + (digit >= SEPARATOR_POSITION)
        y, row = np.divmod(y, np.uint32(_BASE))
        x, column = np.divmod(x, np.uint32(_BASE))
        letters[:, at] = _LETTERS[row]
        letters[:, at + 1] = _LETTERS[column]
    letters[bad] = 0
    return to_texts(letters)


def encode_one(lat: float, lon: float, length: int = PAIR_DIGITS) -> str:
    """The code of one position."""
    return str(encode(lat, lon, length)[0])


def decode(codes: Texts) -> Cells:
    """Cells of full codes of 10 to 15 digits, upper or lower case."""
    matrix = to_matrix(codes)
    rows = len(matrix)
    width = MAX_DIGITS + 1
    if matrix.shape[1] < width:
        matrix = np.hstack([matrix, np.zeros((rows, width - matrix.shape[1]), dtype=np.uint32)])
    values = values_of(matrix[:, :width], _VALUES).astype(np.int64)
    digits = np.delete(values, SEPARATOR_POSITION, axis=1)
    used = np.count_nonzero(matrix, axis=1) - 1
    valid = (matrix[:, SEPARATOR_POSITION] == ord(SEPARATOR)) & (used >= PAIR_DIGITS) & (used <= MAX_DIGITS)
    valid &= ~((digits < 0) & (np.arange(MAX_DIGITS) < used[:, None])).any(axis=1)
    digits[digits < 0] = 0

    y, x = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    for digit in range(0, PAIR_DIGITS, 2):
        y = y * _BASE + digits[:, digit]
        x = x * _BASE + digits[:, digit + 1]
    for digit in range(PAIR_DIGITS, MAX_DIGITS):
        y = y * _ROWS + digits[:, digit] // _COLUMNS
        x = x * _COLUMNS + digits[:, digit] % _COLUMNS
    valid &= (y < 180 * _LAT_UNITS) & (x < 360 * _LON_UNITS)

    unused = np.where(valid, MAX_DIGITS - used, 0)
    height, breadth = _ROWS**unused, _COLUMNS**unused
    south, north = y / _LAT_UNITS - 90, (y + height) / _LAT_UNITS - 90
    west, east = x / _LON_UNITS - 180, (x + breadth) / _LON_UNITS - 180
    return Cells(*(np.where(valid, border, np.nan) for border in (south, west, north, east)))


def wrap_longitude(lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitudes in [-180, 180); no step of it rounds, so it equals the reference's turn by turn."""
    wrapped = np.fmod(lon, 360.0)
    wrapped = np.where(wrapped < -180.0, wrapped + 360.0, wrapped)
    return np.where(wrapped >= 180.0, wrapped - 360.0, wrapped)


def _clip(lat: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    # The pole itself belongs to the cell below it, so that its code can be decoded.
    below_pole = 90.0 - 1 / (_PAIR_UNITS * _ROWS ** (length - PAIR_DIGITS))
    clipped = np.clip(lat, -90.0, 90.0)
    return np.where(clipped == 90.0, below_pole, clipped)


def _units(degrees: NDArray[np.float64], per_degree: int) -> NDArray[np.int64]:
    # The reference says int(round(degrees * per_degree, 6)): whole units, but a value that float arithmetic
    # left less than half a millionth below a border lies on the border.
    scaled = degrees * float(per_degree)
    whole = np.floor(scaled)
    whole += (whole + 1.0) - scaled < 0.5e-6
    return whole.astype(np.int64)
