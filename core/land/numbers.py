"""Numbers as people type them into tables: decimal comma or point, thousands marks, spaces that no one sees."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Optional

# Space, NBSP, narrow NBSP, thin and figure space, and the apostrophe of some locales: only ever thousands marks.
_MARKS = "[\\s\u00a0\u202f\u2009\u2007'\u2019]"
_MARK_BETWEEN_GROUPS = re.compile(rf"(?<=\d){_MARKS}(?=\d{{3}}(?!\d))")
_UNIT = re.compile(r"(?<=\d)\s*(?:mm|km|m)$", re.IGNORECASE)
# What can only be read one way, at a glance: most cells of most tables.
_SIMPLE = re.compile(r"-?(?:\d+|\d{4,}\.\d+|\d+\.(?:\d{1,2}|\d{4,}))")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED = {sign: re.compile(rf"[+-]?\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+") for sign in ".,"}
# One mark with three digits behind and at most three before: 602.123 may be either.
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_LEAST_DIGITS = 7  # a northing in metres has seven


def parse_number(text: str, decimal: str = ".") -> Optional[float]:
    """Return the number that a text means, or None; `decimal` decides only where the text may mean two (602,123)."""
    if _SIMPLE.fullmatch(text):
        return float(text)
    written = _squeeze(text)
    sign = _decimal_of(written)
    if sign is None:
        sign = decimal if _EITHER.fullmatch(written) else "."
    other = "," if sign == "." else "."
    if other in written:
        whole, _, rest = written.partition(sign)
        if other in rest or not _GROUPED[other].fullmatch(whole):
            return None
        written = whole.replace(other, "") + (sign + rest if rest else "")
    written = written.replace(sign, ".")
    return float(written) if _PLAIN.fullmatch(written) else None


def decimal_sign(texts: Iterable[str], default: str = ".") -> str:
    """Return "." or ",": what the texts that can only be read one way use; `default` where none tells."""
    votes = Counter(_decimal_of(_squeeze(text)) for text in texts)
    comma, point = votes[","], votes["."]
    return default if comma == point else ("," if comma > point else ".")


def is_ambiguous(text: str) -> bool:
    """Whether a text may be a decimal number or one with a thousands mark."""
    return _EITHER.fullmatch(_squeeze(text)) is not None


def has_lost_digits(text: str) -> bool:
    """Whether a spreadsheet shortened the number to a power of ten with too few digits for a place (1.35E+06)."""
    mantissa, mark, _ = text.lower().partition("e")
    return bool(mark) and sum(c.isdigit() for c in mantissa) < _LEAST_DIGITS and parse_number(text) is not None


def _squeeze(text: str) -> str:
    return _MARK_BETWEEN_GROUPS.sub("", _UNIT.sub("", text.strip().replace("\u2212", "-")))


def _decimal_of(written: str) -> Optional[str]:
    """The decimal sign that a text proves, None where it has none or may mean two things."""
    points, commas = written.count("."), written.count(",")
    if points and commas:
        return "." if written.rfind(".") > written.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points else "."  # repeated: a thousands mark, so the decimal sign is the other one
    if not points and not commas or _EITHER.fullmatch(written):
        return None
    return "." if points else ","
