"""Personal data in single values: a telephone number in a note stays nowhere, however rare it is in its column.

A number without a label counts as somebody's only where its column's numbers are not codes: an address code of ten
digits may look like a mobile number, and an id of twelve like an identity number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Optional

from .person_names import titled_names
from .personal_numbers import EMAIL, SPACED_PHONE, as_cccd, dialled, is_mobile, is_serial, is_spread
from .text import ascii_key

HIDDEN = "***"
_FEW = 3  # numbers that tell codes from telephones
_LOW = 0.5
_BEFORE = 45  # characters before a number in which a label may stand
_ALONE = frozenset("012")  # serial numbers of a commune's codes begin so
_ID_LABEL = re.compile(r"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|chung minh)\D{0,25}$")
_ID_AFTER = re.compile(r"^\W{0,3}(?:(?:ngay|noi) )?cap\b")
_PHONE_LABEL = re.compile(r"\b(?:dt|sdt|dtdd|tel|phone|dien thoai|zalo|hotline|di dong|lien he|lh|goi)\b\D{0,15}$")
_CODE_LABEL = re.compile(
    r"\b(?:ma|code|id|mst|ndas|dcs|so hieu|gcn|ho so|qd|quyet dinh|vao so|hop dong|hd|to|thua)\b[^\d]{0,20}$"
)
_PHONE = re.compile(r"(?<!\w)0\d{8,10}(?!\w)")
_ID = re.compile(r"(?<![\d.,])(?:\d{9}|\d{12}|\d{3}([ .])\d{3}\1\d{3}\1\d{3})(?![\d]|[.,]\d)")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_TEN = re.compile(r"(?<!\d)0\d{9}(?!\d)")
_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")
# Same length, so that places stay: spaces and hyphens of other scripts.
_PLAIN = {**dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " "), **dict.fromkeys(range(0x2010, 0x2015), "-")}

# Digits become one sign, what may stand between them goes.
_SIGNS = bytes(b"9"[0] if chr(k).isdecimal() else k if k in b"@\0" else b"x"[0] for k in range(128)) + b"x" * 128
_BETWEEN = " .-()\t\u00a0\u2010\u2011\u2012\u2013\u2014".encode()
_NINE = b"9" * 9
_TITLES = tuple(f"{title} ".encode() for title in ("ông", "Ông", "ÔNG", "bà", "Bà", "BÀ", "ho ong", "Ho ong", "HO ONG"))


def suspects(values: Sequence[Optional[str]]) -> list[int]:
    """Which values are worth a look: those with nine digits in a row or so, an @, a title; in one sweep over all."""
    raw = "\0".join([value or "" for value in values]).encode("utf-8", "replace").replace(b":", b" ")
    if raw.count(b"\0") != len(values) - 1:
        return [k for k, value in enumerate(values) if value]
    signs = raw.translate(_SIGNS, _BETWEEN)
    numbers = _NINE in signs or b"@" in signs
    titles = [title for title in _TITLES if title in raw]
    if not numbers and not titles:
        return []
    found: set[int] = set()
    if numbers:
        found.update(k for k, part in enumerate(signs.split(b"\0")) if _NINE in part or b"@" in part)
    if titles:
        parts = raw.split(b"\0")
        found.update(k for title in titles for k, part in enumerate(parts) if title in part)
    return sorted(found)


@dataclass(frozen=True)
class ColumnNumbers:
    """What a column's long numbers are when nothing else is said: `codes` of ten digits, `ids` of twelve; in a column
    of `places` names are those of places.
    """

    codes: bool = False
    ids: bool = False
    places: bool = False

    @classmethod
    def of(cls, texts: Iterable[str], *, own: bool = False, places: bool = False) -> ColumnNumbers:
        """Told from distinct texts; `own`: the column's name says that it holds numbers of its own."""
        if own:
            return cls(True, True, places)
        ten: dict[str, None] = {}
        twelve: dict[str, None] = {}
        for text in texts:
            ten.update(dict.fromkeys(filter(is_mobile, _TEN.findall(text))))
            twelve.update(dict.fromkeys(_TWELVE.findall(text)))
        return cls(_are_codes(list(ten)), _are_ids(list(twelve)), places)

    def hide(self, text: str) -> Optional[str]:
        """The text with *** for what is somebody's; None where nothing else is in it."""
        if _NUMBER.fullmatch(text) and text[0] != "0" and len(text) not in (12, 15):
            return text  # most of what is looked at
        spans = self._spans(text.translate(_PLAIN))
        if not spans:
            return text
        out, at = [], 0
        for start, end in sorted(spans):
            if start >= at:
                out += [text[at:start], HIDDEN]
            at = max(at, end)
        hidden = "".join([*out, text[at:]])
        return hidden if any(map(str.isalnum, hidden)) else None

    def _spans(self, text: str) -> list[tuple[int, int]]:
        found = [match.span() for match in EMAIL.finditer(text)] if "@" in text else []
        if not self.places:
            found += titled_names(text)
        found += [m.span() for m in SPACED_PHONE.finditer(text) if not m.group().isdecimal() and dialled(m.group())]
        found += [m.span() for m in _PHONE.finditer(text) if self._is_phone(text, m.start(), m.end())]
        return found + [m.span() for m in _ID.finditer(text) if self._is_identity(text, m.start(), m.end())]

    def _is_phone(self, text: str, start: int, end: int) -> bool:
        number = text[start:end]
        before = ascii_key(text[max(start - _BEFORE, 0):start])
        if _PHONE_LABEL.search(before):
            return True
        if self.codes or not dialled(number) or _CODE_LABEL.search(before):
            return False
        if text.strip() != number or len(number) != 10:
            return True
        # Alone in its value: no postcode begins with 09, those with 03, 05, 07 and 08 do.
        return number[3:7] != "0000" if number.startswith("09") else number[5] not in _ALONE

    def _is_identity(self, text: str, start: int, end: int) -> bool:
        number = re.sub(r"\D", "", text[start:end])
        before = ascii_key(text[max(start - _BEFORE, 0):start])
        if _ID_LABEL.search(before) or (number == text[start:end] and _ID_AFTER.match(ascii_key(text[end:end + 15]))):
            return True
        return len(number) == 12 and not self.ids and bool(as_cccd(number)) and not _CODE_LABEL.search(before)


def _are_codes(numbers: Sequence[str]) -> bool:
    if len(numbers) < _FEW:
        return False
    low = sum(number[5] == "0" for number in numbers) > _LOW * len(numbers)
    return low or is_serial(numbers) or not is_spread(numbers, 5)


def _are_ids(numbers: Sequence[str]) -> bool:
    if len(numbers) < _FEW:
        return False
    people = list(filter(None, map(as_cccd, numbers)))
    births = len({number[:6] for number in people})
    return len(people) * 2 < len(numbers) or is_serial(people) or births < min(len(people), 40) / 4
