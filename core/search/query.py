"""What somebody typed into the search: a code, a Plus Code, a position, or words with maybe a house number."""
from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from ..codes import olc
from ..land.angles import parse_pair
from ..land.numbers import parse_number
from ..numbering import canonical_number
from ..rules.telex import read_telex
from ..text import ascii_key, nfc

SHORTEST = 2
LONGEST = 200  # letters that are read


class Kind(str, Enum):
    """What is asked for."""

    NOTHING = "nothing"
    CODE = "code"
    POSITION = "position"
    GRID = "grid"
    WORDS = "words"


@dataclass(frozen=True)
class Reading:
    """One way to tell the house number from the rest: its one form ('' for none), and the other words' places."""

    number: str
    rest: tuple[int, ...]


@dataclass(frozen=True)
class Query:
    """`code` as the register writes it; `lonlat` degrees; `grid` two metres as typed; `words` ASCII keys."""

    kind: Kind
    code: str = ""
    lonlat: Optional[tuple[float, float]] = None
    grid: Optional[tuple[float, float]] = None
    words: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


_CODE = re.compile(r"\d{5,12}|(?:[a-z]{3,4}-[\da-z-]{1,20})", re.IGNORECASE)
_PLUS = re.compile(r"[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,7}", re.IGNORECASE)
_VPOSTCODE = re.compile(r"\d{5}[23456789CFGHJMPQRVWX]{7}", re.IGNORECASE)
_LINK = re.compile(r"https?://\S*/([0-9A-Za-z-]{5,24})/?$")
_SIGNS = re.compile(r"[,;:()\"“”]+|\.(?=\s|$)|(?<=[^\W\d_])\.(?=\w)")
# A way such as "120/1/22", "57b", "7-9", "K448/20", or a number behind the word for it.
_NUMBER = re.compile(r"(?:[kh])?\d{1,5}[a-zđ]{0,2}(?:[-/+]\d{1,5}[a-zđ]{0,2}){0,4}/?", re.IGNORECASE)
# "15 2/4" is a house in a street: only these make two numbers a position.
_DEGREES = re.compile(r"[°º′″'\"]|\d[.,]\d{2,}|\d\s*[NSEWBĐ]\b", re.IGNORECASE)
_HIGHEST_LAT, _HIGHEST_LON, _METRES_FROM = 90.0, 180.0, 100_000
_LEVEL = frozenset(("ngo", "ngach", "hem", "kiet"))
_HOUSE = frozenset(("so", "sn", "nha"))


def read_query(text: str) -> Query:
    """What a typed text asks for."""
    typed = nfc(text)[:LONGEST].strip()
    link = _LINK.fullmatch(typed)
    if link:
        typed = link.group(1)
    if len(typed) < SHORTEST:
        return Query(Kind.NOTHING)
    plain = typed.replace(" ", "")
    if _PLUS.fullmatch(plain):
        cells = olc.decode([plain.upper()])
        return Query(Kind.POSITION, code=plain.upper(), lonlat=(float(cells.lon[0]), float(cells.lat[0])))
    if _CODE.fullmatch(plain) or _VPOSTCODE.fullmatch(plain):
        return Query(Kind.CODE, code=plain.upper())
    return _position(typed) or _words(typed)


def _position(typed: str) -> Optional[Query]:
    pair = parse_pair(typed) if _DEGREES.search(typed) else None
    if pair is not None:
        return Query(Kind.POSITION, lonlat=(pair[1].degrees, pair[0].degrees))
    parts = [part for part in re.split(r"[\s;|]+|,\s+", typed) if part]
    if len(parts) != 2:
        return None
    numbers = [parse_number(part, "," if "," in part and "." not in part else ".") for part in parts]
    if numbers[0] is None or numbers[1] is None:
        return None
    first, second = float(numbers[0]), float(numbers[1])
    if min(abs(first), abs(second)) >= _METRES_FROM:
        return Query(Kind.GRID, grid=(first, second))
    lat, lon = sorted((first, second), key=abs)
    if _DEGREES.search(typed) and abs(lat) <= _HIGHEST_LAT < abs(lon) <= _HIGHEST_LON:
        return Query(Kind.POSITION, lonlat=(lon, lat))
    return None


def _words(typed: str) -> Query:
    telex = read_telex(typed)
    written = _SIGNS.sub(" ", telex.text if telex else typed).split()
    words = tuple(ascii_key(word) for word in written)
    kept = [i for i, word in enumerate(words) if any(c.isalnum() for c in word)]
    words, written = tuple(words[i] for i in kept), [written[i] for i in kept]
    if not words:
        return Query(Kind.NOTHING)
    return Query(Kind.WORDS, words=words, written=tuple(w.lower() for w in written), readings=_readings(words))


def _readings(words: tuple[str, ...]) -> tuple[Reading, ...]:
    """Each run of number words may be the house number; or none is one, as in "đường 2/4" and "thôn 3"."""
    whole = Reading("", tuple(range(len(words))))
    found: list[Reading] = []
    at = 0
    while at < len(words) and len(found) < 4:
        end = _run(words, at)
        if end > at:
            number = canonical_number(" ".join(words[at:end]))
            rest = tuple(i for i in range(len(words)) if not at <= i < end)
            if number:
                found.append(Reading(number, rest))
        at = max(end, at + 1)
    return (*found, whole)


def _run(words: tuple[str, ...], at: int) -> int:
    """Where a house number that begins at a word ends; `at` where none begins."""
    end, digits = at, False
    while end < len(words):
        word = words[end]
        follows = end + 1 < len(words) and _NUMBER.fullmatch(words[end + 1]) is not None
        if word in _LEVEL and follows or word in _HOUSE and follows and end == at:
            end += 2
            digits = True
        elif _NUMBER.fullmatch(word) and not digits:
            end += 1
            digits = True
        else:
            break
    return end if digits else at
