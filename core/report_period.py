"""Months of the report: which days belong to one, and when its figures are counted."""
from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message

_FORM = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")

BAD_PERIOD = Message(
    "report.bad_period",
    QT_TRANSLATE_NOOP("diachiso", "{text} is no month. Write it like 2026-11, or leave it empty for this month."),
)
NOT_BEGUN = Message(
    "report.not_begun",
    QT_TRANSLATE_NOOP(
        "diachiso", "The month {period} of the report begins on {begin}: there is nothing to count yet. Choose an "
        "earlier one."
    ),
)


@dataclass(frozen=True, order=True)
class Period:
    """A month of the report, named after the month of its closing day."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def shifted(self, months: int) -> Period:
        """The month so many months later."""
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Period(years, month + 1)

    def closing(self, day: int) -> date:
        """The day on which it closes; the last of a month that has no such day."""
        return date(self.year, self.month, min(day, calendar.monthrange(self.year, self.month)[1]))

    def begin(self, day: int) -> date:
        """Its first day: the one after the closing of the month before."""
        return self.shifted(-1).closing(day) + timedelta(days=1)

    def is_open(self, today: date, day: int) -> bool:
        """Whether its report is made from what is there today: from its begin until the next month closes.

        Later, what was counted then is what it says.
        """
        return self.begin(day) <= today < self.shifted(1).closing(day)


def parse_period(text: str, today: date, day: int) -> Period:
    """The month that a person wrote (2026-11 or 11/2026), today's where the text is empty.

    DiachisoError for another text, or a month that has not begun.
    """
    said = text.strip()
    period = Period(today.year, today.month)
    if said:
        found = _FORM.fullmatch(said)
        if found is None:
            raise DiachisoError(BAD_PERIOD, text=text)
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        period = Period(int(year), int(month))
        if not 1 <= period.month <= 12 or not 2000 <= period.year <= 2999:
            raise DiachisoError(BAD_PERIOD, text=text)
    begin = period.begin(day)
    if today < begin:
        raise DiachisoError(NOT_BEGUN, period=str(period), begin=begin.isoformat())
    return period
