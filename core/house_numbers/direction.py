"""In which direction a street is numbered: as written, from the centre outward, else north to south, east to west."""
from __future__ import annotations

import re
from typing import Optional

import numpy as np

from ..text import ascii_key, compare_key

# Thông tư 08/2024/TT-BXD: N→S, E→W, NE→SW, SE→NW. Of two opposite directions exactly one points this way.
_FROM, _TO = 157.5, 337.5
_ENGLISH = {"n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315}
_VIETNAMESE = {"b": 0, "db": 45, "d": 90, "dn": 135, "n": 180, "tn": 225, "t": 270, "tb": 315}
_WORDS = {
    "north": "n", "east": "e", "south": "s", "west": "w", "northeast": "ne", "southeast": "se", "southwest": "sw",
    "northwest": "nw",
}  # fmt: skip
_VIETNAMESE_WORDS = {
    "bac": "b", "dong": "d", "nam": "n", "tay": "t", "dong bac": "db", "dong nam": "dn", "tay nam": "tn",
    "tay bac": "tb",
}  # fmt: skip
_LANGUAGES: tuple[tuple[dict[str, str], dict[str, int]], ...] = (
    (_VIETNAMESE_WORDS, _VIETNAMESE), (_WORDS, _ENGLISH),
)  # fmt: skip
_FORWARD = {"forward", "f", "1", "+", "xuoi", "theo chieu ve", "cung chieu", "ft"}
_BACKWARD = {"backward", "backwards", "b", "-1", "-", "nguoc", "nguoc chieu", "nguoc chieu ve", "reverse", "tf"}
_BETWEEN = re.compile(r"\s*(?:->|→|>|-|–|—|/|\bto\b|\bden\b|\bsang\b|\bxuong\b|\blen\b)\s*")


def read_direction(written: str) -> Optional[tuple[str, float]]:
    """What a written direction means: ("line", 1 or -1) as the line is drawn or against it, or ("bearing", degrees
    from north that it runs to); None where it cannot be read.

    "N-S", "bắc - nam", "Đ→T", "SE-NW", "forward", "ngược chiều vẽ", "135".
    """
    text = ascii_key(compare_key(written)).strip()
    if not text:
        return None
    if text in _FORWARD:
        return "line", 1.0
    if text in _BACKWARD:
        return "line", -1.0
    if re.fullmatch(r"\d{1,3}(?:[.,]\d+)?°?", text):
        degrees = float(text.rstrip("°").replace(",", "."))
        return ("bearing", degrees) if degrees <= 360 else None
    parts = [_bare(part) for part in _BETWEEN.split(text) if part]
    if len(parts) == 1:  # "bắc nam"
        words = parts[0].split()
        half = len(words) // 2
        parts = [" ".join(words[:half]), " ".join(words[half:])]
    if len(parts) != 2:
        return None
    # "N-S" is north to south in English; in Vietnamese S is nothing, so it is tried first and does not read it.
    for names, letters in _LANGUAGES:
        begin, end = (letters.get(names.get(part, part)) for part in parts)
        if begin is not None and end is not None and begin != end and (begin - end) % 360 != 0:
            return "bearing", _middle(begin, end)
    return None


def _bare(part: str) -> str:
    return re.sub(r"^(?:(?:tu|from|huong|phia)\s+)+", "", part).strip()


def _middle(begin: int, end: int) -> float:
    """The bearing of the way from one corner of the wind rose to another."""
    one, two = (np.array([np.sin(np.radians(a)), np.cos(np.radians(a))]) for a in (begin, end))
    return bearing(two - one)


def bearing(vector: np.ndarray) -> float:
    """Degrees from north, clockwise, of a vector (east, north)."""
    return round(float(np.degrees(np.arctan2(vector[0], vector[1]))), 9) % 360


def agrees(vector: np.ndarray, degrees: float) -> bool:
    """Whether a vector points rather to a bearing than away from it."""
    return bool(np.cos(np.radians(bearing(vector) - degrees)) >= 0)


def by_rule(vector: np.ndarray) -> bool:
    """Whether a way already runs as the rule wants it: north to south, east to west, NE to SW, SE to NW."""
    return _FROM <= bearing(vector) < _TO


def radial(begin: np.ndarray, end: np.ndarray, centre: np.ndarray, angle: float) -> int:
    """1 where a way leads from the centre outward, -1 where it leads to it, 0 where it is not radial.

    All in metres; `angle` in degrees between the way and the line to the centre.
    """
    near, far = (begin, end) if np.hypot(*(begin - centre)) <= np.hypot(*(end - centre)) else (end, begin)
    way, out = far - near, far - centre
    size = float(np.hypot(*way) * np.hypot(*out))
    if size == 0 or float(way @ out) / size < np.cos(np.radians(angle)):
        return 0
    return 1 if near is begin else -1
