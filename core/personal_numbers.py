"""Numbers of persons as they are written: identity numbers (CCCD, CMND), telephones, and addresses of mail.

An address code of ten digits may look like a mobile number, a place id like an identity number: `are_dialled`,
`is_serial` and `is_spread` tell them by many of a kind.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .resources import read_json
from .text import ascii_key

_OLDEST_BIRTH = 1910
_NEAR = 10  # numbers as near as this follow each other
_SERIAL_SHARE = 0.2
_SPREAD_OF = 200  # of so many numbers at least half begin differently; more numbers need no more beginnings
_LOW_SERIALS = 0.5

EMAIL = re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w@])", re.IGNORECASE)
_NUMBER = r"(?<!\d)(?:\d{12}|\d{9})(?!\d)"
LABELLED_ID = re.compile(
    rf"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|chung minh)\D{{0,25}}{_NUMBER}|{_NUMBER}\W{{0,3}}(?:(?:ngay|noi) )?cap\b"
)
LABELLED_PHONE = re.compile(
    r"\b(?:dt|sdt|dtdd|tel|phone|dien thoai|zalo|hotline|di dong|lien he|lh)\b\D{0,15}0\d{8,10}(?!\d)"
)
_LONG = re.compile(r"\d{9}")
WITHIN = re.compile(r"(?<!\w)0\d{9}(?!\w)")  # a number among words
SPACED_PHONE = re.compile(
    r"(?<![\d.,])(?:\+84[ .-]?|\(0|0)(\d{2,3})\)?[ .-]?\d{3,4}[ .-]?\d{3,4}(?![\d.,]\d|\d)"
)
IN_REMARKS = (
    "(?<![0-9])(?:0|[+]84[ .-]?)(?=(?:[ .-]?[0-9]){9}(?![0-9]))[35789][0-9]{1,3}(?:[ .-]?[0-9]{2,4}){2,3}(?![0-9])",
    "[^@ ]+@[^@ ]+[.][A-Za-z]{2,}",
    "(?<![0-9])0[0-9]{11}(?![0-9])",
)
"""Patterns, for Python and for QGIS: a mobile telephone in groups of digits (no date has so many in the first), an
address of mail, and an identity number. In a remark one is a person's, even without a word that says so."""
PERHAPS_IN_REMARKS = "@|[0-9](?:[ .-]?[0-9]){8}"
"""A short pattern that is found wherever one of them is, and seldom elsewhere."""


@dataclass(frozen=True)
class _Rules:
    provinces: frozenset[str]
    cmnd: tuple[str, str]
    mobile: frozenset[str]


def plain(value: object) -> str:
    """A value as text on one line; a number that a table keeps as a fraction loses it."""
    whole = str(value)
    text = " ".join(whole.split())
    if "\n" in whole:  # one person to a line
        text = "; ".join(" ".join(line.split()) for line in whole.split("\n") if line.strip())
    return text[:-2] if re.fullmatch(r"\d{9,12}\.0", text) else text


def share(marks: Iterable[bool]) -> float:
    """The part of the marks that are set, 0 for none at all."""
    listed = list(marks)
    return sum(listed) / len(listed) if listed else 0.0


def names_identity_number(text: str) -> bool:
    """Whether a text holds an identity number and says that it is one."""
    return len(text) > 12 and _LONG.search(text) is not None and LABELLED_ID.search(ascii_key(text)) is not None


def as_cccd(text: str) -> str:
    """The 12 digits of an identity number, '' for another text; a table of numbers has lost the first zero."""
    number = text.zfill(12) if len(text) == 11 and text[0] != "0" else text
    if len(number) != 12 or not (number.isascii() and number.isdecimal()) or number[:3] not in _rules().provinces:
        return ""
    century = 1900 + int(number[3]) // 2 * 100
    birth = century + int(number[4:6])
    return number if _OLDEST_BIRTH <= birth <= date.today().year else ""


def is_cmnd(text: str) -> bool:
    """Whether a text may be one of the older identity numbers of nine digits."""
    first, last = _rules().cmnd
    return len(text) == 9 and text.isascii() and text.isdecimal() and first <= text[:2] <= last


def is_spaced_phone(text: str) -> bool:
    """Whether a text holds a number written as only telephones are, such as 0905 123 456."""
    return any(not match.group().isdecimal() and dialled(match.group()) for match in SPACED_PHONE.finditer(text))


def dialled(text: str) -> str:
    """The digits of a telephone number as it is dialled, '' where none could be."""
    number = "0" + re.sub(r"\D", "", re.sub(r"^(?:\+84|\(?0)", "", text))
    return number if is_mobile(number) or is_landline(number) else ""


def is_mobile(text: str) -> bool:
    """Whether a text is a mobile phone's ten digits, or looks like them."""
    return len(text) == 10 and text.isascii() and text.isdecimal() and text[:3] in _rules().mobile


def is_landline(text: str) -> bool:
    """Whether a text is a landline's eleven digits, or looks like them."""
    return len(text) == 11 and text.isascii() and text.isdecimal() and text.startswith("02")


def are_dialled(numbers: Sequence[str]) -> bool:
    """Whether numbers that look like telephones are some."""
    # An address code of ten digits starts with its commune's postcode: few beginnings, and serial numbers behind.
    several = len({number[:3] for number in numbers}) > 1
    low = sum(number[5] == "0" for number in numbers) > _LOW_SERIALS * len(numbers)
    return several and not low and not is_serial(numbers) and is_spread(numbers, 5)


def is_serial(numbers: Sequence[str]) -> bool:
    """Whether numbers follow each other."""
    ordered = sorted(set(map(int, numbers)))
    return share(b - a <= _NEAR for a, b in zip(ordered, ordered[1:])) > _SERIAL_SHARE


def is_spread(numbers: Sequence[str], digits: int) -> bool:
    """Whether numbers begin in many ways."""
    return len({number[:digits] for number in numbers}) * 2 > min(len(numbers), _SPREAD_OF)


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = read_json("profiles", "personal", "content.json")
    return _Rules(
        provinces=frozenset(data["cccd_provinces"].split()),
        cmnd=(data["cmnd"][0], data["cmnd"][1]),
        mobile=frozenset(data["mobile"].split()),
    )
