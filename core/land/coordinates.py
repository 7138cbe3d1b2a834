"""Two columns of a table as coordinates: which is the northing, in what unit, and what each row says.

The habit of Vietnamese tables is X = northing, Y = easting, and headers lie either way: values decide. In Viet Nam
the ranges of easting and northing, and of latitude and longitude, do not meet.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Optional

import numpy as np

from .angles import Axis, parse_angle
from .numbers import decimal_sign, has_lost_digits, is_ambiguous, parse_number


class CoordinateKind(str, Enum):
    """What a pair of columns counts in."""

    degrees = "degrees"
    metres = "metres"
    unknown = "unknown"


class BadValue(str, Enum):
    """Why a row has no point."""

    empty = "empty"
    not_a_number = "not_a_number"
    lost_digits = "lost_digits"
    out_of_range = "out_of_range"
    looks_swapped = "looks_swapped"


@dataclass(frozen=True)
class Arrangement:
    """How two columns are to be read: x = (second if `northing_first` else first) * scale."""

    kind: CoordinateKind
    northing_first: bool = False
    scale: float = 1.0
    share: float = 0.0
    """Part of the pairs that this arrangement explains, 0-1."""

    def xy(self, pairs: np.ndarray) -> np.ndarray:
        """The pairs (n, 2) as easting, northing in metres or as longitude, latitude in degrees."""
        return (pairs[:, ::-1] if self.northing_first else pairs) * self.scale

    def fits(self, pairs: np.ndarray) -> np.ndarray:
        """Whether each pair (n, 2) lies on Viet Nam's mainland and near islands when read so: (n,) bool; any pair of
        numbers for an unknown kind.
        """
        return self._within(pairs, _RANGES)

    def holds(self, pairs: np.ndarray) -> np.ndarray:
        """As `fits`, with the far islands in the zones of the mainland: eastings over a thousand kilometres."""
        return self._within(pairs, _WIDE_RANGES)

    def _within(self, pairs: np.ndarray, ranges: dict[CoordinateKind, tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
        if self.kind is CoordinateKind.unknown:
            return np.isfinite(pairs).all(axis=1)
        low, high = ranges[self.kind]
        with np.errstate(invalid="ignore"):
            return ((self.xy(pairs) >= low) & (self.xy(pairs) <= high)).all(axis=1)


# Longitude and latitude with the islands; eastings of any 3° or 6° zone that someone may have used, to its far side.
# In the first table the ranges of the two do not meet, so that they tell which is which.
_RANGES = {
    CoordinateKind.degrees: (np.array([101.0, 6.0]), np.array([118.0, 24.0])),
    CoordinateKind.metres: (np.array([100_000.0, 880_000.0]), np.array([879_000.0, 2_650_000.0])),
}
# The south-central coast in UTM zone 48 lies beyond: there, but not in the far south, the two are apart as well.
_FAR_RANGES = {
    CoordinateKind.degrees: _RANGES[CoordinateKind.degrees],
    CoordinateKind.metres: (np.array([880_000.0, 1_000_001.0]), np.array([1_000_000.0, 2_650_000.0])),
}
_WIDE_RANGES = {
    CoordinateKind.degrees: _RANGES[CoordinateKind.degrees],
    CoordinateKind.metres: (np.array([100_000.0, 700_000.0]), np.array([1_600_000.0, 2_650_000.0])),
}
# Metres or degrees first; then millimetres, centimetres and kilometres.
_READINGS = [(CoordinateKind.degrees, 1.0), *((CoordinateKind.metres, scale) for scale in (1.0, 0.001, 0.01, 1000.0))]
_LEAST_SHARE = 0.5


def arrange(pairs: np.ndarray) -> Arrangement:
    """Decide from the values (n, 2) what they are; kind `unknown` where under half of them fits any reading."""
    known = pairs[np.isfinite(pairs).all(axis=1)]
    if not len(known):
        return Arrangement(CoordinateKind.unknown)
    best = Arrangement(CoordinateKind.unknown)
    for ranges in (_RANGES, _FAR_RANGES):
        for kind, scale in _READINGS:
            for northing_first in (False, True):
                tried = Arrangement(kind, northing_first, scale)
                share = float(tried._within(known, ranges).mean())
                if share > max(best.share, _LEAST_SHARE):
                    best = Arrangement(kind, northing_first, scale, share)
        if best.kind is not CoordinateKind.unknown:
            break
    return best


@dataclass(frozen=True)
class ParsedColumns:
    """The rows of two columns as numbers: `xy` (n, 2) in metres or degrees, NaN where `bad` names a reason."""

    xy: np.ndarray
    bad: tuple[Optional[BadValue], ...]
    arrangement: Arrangement
    decimal: str


def parse_columns(
    first: Sequence[str],
    second: Sequence[str],
    northing_first: Optional[bool] = None,
    decimal: str = "",
    arrangement: Optional[Arrangement] = None,
) -> ParsedColumns:
    """Read two columns of text; what the caller knows of axes and decimal sign is taken, the rest is decided.

    `arrangement`: what was decided from the first rows of a long table.
    """
    signs = [decimal] if decimal else _signs(first, second)
    tried = [_read(first, second, sign, northing_first, arrangement) for sign in signs]
    # The sign under which most rows lie in Viet Nam, metres and degrees before odd units.
    return max(tried, key=lambda t: (round(t.arrangement.share, 2), t.arrangement.scale == 1.0))


def _signs(first: Sequence[str], second: Sequence[str]) -> list[str]:
    texts = [text for text in (*first, *second) if text]
    proved = decimal_sign(texts, "")
    if proved or not any(map(is_ambiguous, texts)):
        return [proved or "."]
    return [".", ","]


def _read(
    first: Sequence[str],
    second: Sequence[str],
    decimal: str,
    northing_first: Optional[bool],
    known: Optional[Arrangement],
) -> ParsedColumns:
    cells = [(_cell(a, decimal), _cell(b, decimal)) for a, b in zip(first, second)]
    pairs = np.array([[a.value, b.value] for a, b in cells], float).reshape(-1, 2)
    _place_by_letters(pairs, cells)
    arrangement = known or arrange(pairs)
    if northing_first is not None and northing_first != arrangement.northing_first:
        forced = Arrangement(arrangement.kind, northing_first, arrangement.scale)
        fitting = float(forced.fits(pairs).mean()) if len(pairs) else 0.0
        # A person's word stands even where the values speak against it: then they are outside Viet Nam, and said so.
        arrangement = Arrangement(arrangement.kind, northing_first, arrangement.scale, fitting)
    swapped = Arrangement(arrangement.kind, not arrangement.northing_first, arrangement.scale)
    # A row that only the far islands would explain may as well be one the other way round: the nearer reading wins.
    fits = arrangement.fits(pairs) | (arrangement.holds(pairs) & ~swapped.fits(pairs))
    fits_swapped = swapped.fits(pairs)
    bad = tuple(
        a.bad or b.bad or (None if fit else BadValue.looks_swapped if other else BadValue.out_of_range)
        for (a, b), fit, other in zip(cells, fits.tolist(), fits_swapped.tolist())
    )
    xy = arrangement.xy(pairs).copy()
    xy[[reason is not None for reason in bad]] = np.nan
    return ParsedColumns(xy, bad, arrangement, decimal)


@dataclass(frozen=True)
class _Cell:
    value: float
    axis: Optional[Axis] = None
    bad: Optional[BadValue] = None


def _cell(text: str, decimal: str) -> _Cell:
    if not text or not text.strip():
        return _Cell(np.nan, bad=BadValue.empty)
    if has_lost_digits(text):
        return _Cell(np.nan, bad=BadValue.lost_digits)
    number = parse_number(text, decimal)
    if number is not None:
        return _Cell(number)
    angle = parse_angle(text)
    if angle is None:
        return _Cell(np.nan, bad=BadValue.not_a_number)
    return _Cell(angle.degrees, angle.axis)


def _place_by_letters(pairs: np.ndarray, cells: Sequence[tuple[_Cell, _Cell]]) -> None:
    """Put rows whose letters contradict the other rows (N and E exchanged in a row) into the order of most rows."""
    order = [
        0 if a.axis is b.axis else 1 if a.axis is Axis.latitude or b.axis is Axis.longitude else -1 for a, b in cells
    ]
    usual = 1 if sum(order) >= 0 else -1
    odd = [side == -usual for side in order]
    pairs[odd] = pairs[odd][:, ::-1]
