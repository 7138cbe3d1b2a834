"""How far the work is now: the figures of a register against its targets, and those that were kept of past months."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..core.indicators import Counts
from ..core.report_period import Period
from ..core.report_profile import ColumnKind, ReportColumn, ReportProfile, load_report_profile
from ..core.report_table import ReportTable, make_table
from ..register.cancelling import never
from ..register.indicator_store import read_kept
from ..register.indicators import read_indicators


@dataclass(frozen=True)
class TrendPoint:
    """The figures of the whole on a day; `period` is the month, '' for today's."""

    day: date
    period: str
    counts: Counts


@dataclass(frozen=True)
class Progress:
    """Lines and targets of today, changes being against the last month that was kept; the trend up to today."""

    profile: ReportProfile
    table: ReportTable
    communes: Mapping[str, str]
    trend: tuple[TrendPoint, ...]
    province: str

    @property
    def shares(self) -> tuple[ReportColumn, ...]:
        """The indicators: the profile's columns that are shares."""
        return tuple(column for column in self.profile.columns if column.kind is ColumnKind.SHARE)


def read_progress(register: Path, today: date, cancelled: Callable[[], bool] = never) -> Progress:
    """Count (RegisterError, GateCancelled; DiachisoError for a report profile that is wrong)."""
    profile = load_report_profile(None, register)
    now = read_indicators(register, cancelled)
    kept = read_kept(register)
    this = str(Period(today.year, today.month))
    earlier = [period for period in kept if period < this]
    before = kept[earlier[-1]].rows if earlier else None
    table = make_table(now.rows, before, now.classes, now.communes, profile, len(profile.applications))
    points = [
        TrendPoint(one.today, period, sum((row.counts for row in one.rows), Counts())) for period, one in kept.items()
        if period != this or one.today < today
    ]  # fmt: skip
    return Progress(
        profile, table, now.communes, (*points, TrendPoint(today, "", table.whole.now)), now.meta.province
    )
