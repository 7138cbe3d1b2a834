"""Days as people write them: in parameters and in tables that come back."""
from __future__ import annotations

import re
from datetime import date

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message

_DAY = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[ T]|$)")

BAD_DATE = Message(
    "bad_date",
    QT_TRANSLATE_NOOP("diachiso", "{text} is no date. Write it like 2027-12-31, or leave it empty for today."),
)


def read_day(text: str) -> str:
    """A day as ISO, from 22/11/2026, 22-11-2026, 2026-11-22 or 2026/11/22 with or without a time; '' for none."""
    match = _DAY.match(text.strip())
    if match is None:
        return ""
    first, month, last = match.groups()
    year, day = (first, last) if len(first) == 4 else (last, first)
    try:
        return date(int(year), int(month), int(day)).isoformat() if len(year) == 4 else ""
    except ValueError:
        return ""


def day_or_today(text: str) -> date:
    """The day that a parameter says, today where it is empty (DiachisoError)."""
    if not text.strip():
        return date.today()
    written = read_day(text)
    if not written:
        raise DiachisoError(BAD_DATE, text=" ".join(text.split()))
    return date.fromisoformat(written)
