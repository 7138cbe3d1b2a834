"""Degrees, minutes and seconds in the spellings of Vietnamese and English tables, to decimal degrees."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from .numbers import parse_number


class Axis(str, Enum):
    """Which coordinate a hemisphere letter makes of an angle."""

    latitude = "latitude"
    longitude = "longitude"


@dataclass(frozen=True)
class Angle:
    """Decimal degrees, north and east positive; `axis` is None where the text names no hemisphere."""

    degrees: float
    axis: Optional[Axis] = None


_NORTH, _SOUTH = (Axis.latitude, 1), (Axis.latitude, -1)
_EAST, _WEST = (Axis.longitude, 1), (Axis.longitude, -1)
# In Vietnamese N may stand for Nam, south; nothing in Viet Nam lies there, and N on a map is north.
_HEMISPHERES = {
    "n": _NORTH, "b": _NORTH, "bac": _NORTH, "north": _NORTH, "vdb": _NORTH, "vidobac": _NORTH,
    "s": _SOUTH, "nam": _SOUTH, "south": _SOUTH, "vidonam": _SOUTH,
    "e": _EAST, "đ": _EAST, "d": _EAST, "dong": _EAST, "east": _EAST, "kdd": _EAST, "kinhdodong": _EAST,
    "w": _WEST, "t": _WEST, "tay": _WEST, "west": _WEST, "kinhdotay": _WEST,
    "lat": (Axis.latitude, 1), "vido": (Axis.latitude, 1),
    "lon": (Axis.longitude, 1), "long": (Axis.longitude, 1), "kinhdo": (Axis.longitude, 1),
}  # fmt: skip
# Windows quotes read as ISO-8859-1; Đ as CP1258, TCVN3 and VNI write it, read so too.
_SIGNS = str.maketrans({
    "º": "°", "˚": "°", "∘": "°", "*": "°", "′": "'", "’": "'", "‘": "'", "ʹ": "'", "´": "'", "`": "'", "″": '"',
    "”": '"', "“": '"', "\x91": "'", "\x92": "'", "\x93": '"', "\x94": '"', "ʺ": '"', "\u2212": "-", "\u2013": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "Ð": "Đ", "ð": "đ", "§": "Đ", "Ñ": "Đ",
})  # fmt: skip
_WORDS = tuple(
    (re.compile(rf"(?<=\d)\s*{word}\s*", re.IGNORECASE), sign)
    for word, sign in (("độ", "°"), ("phút", "'"), ("giây", '"'))
)
_CAPITAL_MARKS = re.compile(r"\dD\s*\d[\d.,]*M\s*(?:\d[\d.,]*S?)?")
_ANGLE = re.compile(
    r"(?P<sign>[+-]?)(?P<d>\d{1,3}(?:[.,]\d+)?)"
    r"(?:\s*[°d:\s-]\s*(?P<m>\d{1,2}(?:[.,]\d+)?)(?:\s*['m:\s-]\s*(?P<s>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|''|s)?|\s*['m]?))?"
    r"\s*[°d]?"
)
_LETTERS = re.compile(r"[^\W\d_][^\W\d_\s.]*(?:\s+[^\W\d_]+)*")
_PAIR = re.compile(r"\s*[;|/]\s*|\s*,\s+|(?<=[^\W\d_])\s*,?\s*(?=\d)|(?<=[\"'°])\s*,?\s+(?=\d{2,3}\s*°)|\s+(?=1[01]\d)")


def parse_angle(text: str) -> Optional[Angle]:
    """Return the angle that a text means (12°33'39.7"N, B 12 33 39,7, 109d25m53.6s, 12.5610), or None."""
    written = unicodedata.normalize("NFC", text).strip().translate(_SIGNS)
    for word, sign in _WORDS:
        written = word.sub(sign, written)
    written = _CAPITAL_MARKS.sub(lambda found: found.group().lower(), written)
    written, hemisphere = _take_hemisphere(written)
    found = _ANGLE.fullmatch(written)
    if found is None:
        return None
    parts = [found[key] for key in ("d", "m", "s") if found[key] is not None]
    if any("." in part or "," in part for part in parts[:-1]):
        return None  # only the last part has a fraction
    values = [parse_number(part.replace(",", ".")) or 0.0 for part in parts]
    if any(value >= 60 for value in values[1:]):
        return None
    degrees = sum(value / 60**k for k, value in enumerate(values))
    axis, direction = hemisphere or (None, 1)
    if degrees > (90 if axis is Axis.latitude else 180):
        return None
    return Angle(-degrees if found["sign"] == "-" or direction < 0 else degrees, axis)


def parse_pair(text: str) -> Optional[tuple[Angle, Angle]]:
    """Return latitude and longitude written in one cell, in that order, or None."""
    written = text.strip()
    for cut in _PAIR.finditer(written):
        first, second = parse_angle(written[:cut.start()]), parse_angle(written[cut.end():])
        if first is None or second is None:
            continue
        if first.axis is Axis.longitude or second.axis is Axis.latitude or (
            first.axis is None and second.axis is None and abs(first.degrees) > 90
        ):
            first, second = second, first
        return first, second
    return None


def _take_hemisphere(written: str) -> tuple[str, Optional[tuple[Axis, int]]]:
    """The text without a hemisphere before or behind it, and that hemisphere."""
    hemisphere = None
    lead = _LETTERS.match(written)
    if lead:
        hemisphere = _hemisphere(lead.group())
        if hemisphere:
            written = written[lead.end():].lstrip(" .:=")
    # The d, m and s right behind a number are its marks, except where a mark stands there already.
    tail = re.search(r"(?P<word>[^\W\d_]+(?:\s+[^\W\d_]+)*)\.?$", written)
    if tail:
        word, before = tail["word"], written[:tail.start()]
        marked = not before[-1:].isdigit() or word[:1] not in "dms"
        found = _hemisphere(word if marked else word[1:].strip())
        if found:
            return (before if marked else before + word[0]).rstrip(), found
    return written, hemisphere


def _hemisphere(word: str) -> Optional[tuple[Axis, int]]:
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    squeezed = re.sub(r"\s+", "", plain.replace("đ", "d")) if len(plain) > 1 else plain
    return _HEMISPHERES.get(squeezed)
