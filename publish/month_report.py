"""The report of a month: its figures, those of the month before, and everything that its documents say."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Optional

from ..core.agency import Agency, load_agency
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.indicators import CountRow, with_objects
from ..core.report_period import Period, parse_period
from ..core.report_profile import MapApplication, ReportProfile, load_report_profile
from ..core.report_table import ReportTable, make_table
from ..register.cancelling import never
from ..register.gate import writer_gate
from ..register.indicator_store import KeptFigures, keep_figures, read_kept
from ..register.indicators import Indicators, read_indicators

NOT_KEPT = Message(
    "report.not_kept",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Nothing was kept for {period}, and the register does not tell any more what it held then. Kept are: {kept}. "
        "The figures of a month are kept when its report is made, until the next month closes.",
    ),
)


@dataclass(frozen=True)
class LandObjects:
    """Objects of land layers: those without an address by (commune, class), how many are doubtful, the layers' names.
    """

    without_address: Mapping[tuple[str, str], int]
    doubtful: int
    layers: tuple[str, ...]


@dataclass(frozen=True)
class ReportFacts:
    """What the notes say: `files` of communes that it was put together from, 0 for a register's own report, and the
    communes that sent none.
    """

    layers: tuple[str, ...] = ()
    without_address: int = 0
    doubtful: int = 0
    without_recipient: int = 0
    revision: int = 0
    edit: int = 0
    read_at: str = ""
    files: int = 0
    without_file: tuple[str, ...] = ()


@dataclass(frozen=True)
class MonthReport:
    """Everything that the documents of a month say; `before_on`: the day on which the month before was counted."""

    period: Period
    today: date
    profile: ReportProfile
    agency: Agency
    province: str
    communes: Mapping[str, str]
    classes: Mapping[str, str]
    class_names: Mapping[str, tuple[str, str]]
    rows: tuple[CountRow, ...]
    before: Optional[tuple[CountRow, ...]]
    before_on: Optional[date]
    applications: tuple[MapApplication, ...]
    facts: ReportFacts
    table: ReportTable = field(init=False)

    def __post_init__(self) -> None:
        table = make_table(
            self.rows, self.before, self.classes, self.communes, self.profile, len(self.applications)
        )
        object.__setattr__(self, "table", table)


@dataclass(frozen=True)
class ReportRequest:
    """What was asked for: the month as written ('' this one), whether its figures are kept, more map applications."""

    register: Path
    period: str = ""
    keep: bool = True
    profile: Optional[Path] = None
    agency: Optional[Path] = None
    applications: tuple[MapApplication, ...] = ()


def make_report(
    request: ReportRequest,
    today: date,
    land: Callable[[], Optional[LandObjects]] = lambda: None,
    cancelled: Callable[[], bool] = never,
) -> MonthReport:
    """Count, or read what was kept of a month that is over, and keep the figures (RegisterError, DiachisoError).

    `land` tells of the objects of land layers; it is only asked where something is counted.
    """
    register = request.register
    profile = load_report_profile(request.profile, register)
    agency = load_agency(request.agency, register)
    period = parse_period(request.period, today, profile.period_day)
    earlier = str(period.shifted(-1))
    kept = read_kept(register)
    now = read_indicators(register, cancelled)
    if period.is_open(today, profile.period_day):
        figures = _counted(now, period, today, land())
        if request.keep:
            with writer_gate(register, action="keep the figures of the month", cancelled=cancelled):
                keep_figures(register, figures)
    elif str(period) in kept:
        figures = kept[str(period)]
    else:
        raise DiachisoError(NOT_KEPT, period=str(period), kept=", ".join(kept) or "–")
    before = kept.get(earlier)
    return MonthReport(
        period=period,
        today=figures.today,
        profile=profile,
        agency=agency,
        province=now.meta.province,
        communes=now.communes,
        classes=now.classes,
        class_names=now.class_names,
        rows=figures.rows,
        before=None if before is None else before.rows,
        before_on=None if before is None else before.today,
        applications=(*profile.applications, *request.applications),
        facts=_facts(figures),
    )


def _counted(now: Indicators, period: Period, today: date, land: Optional[LandObjects]) -> KeptFigures:
    rows: Sequence[CountRow] = now.rows
    facts: dict[str, object] = {"without_recipient": now.without_recipient}
    if land is not None:
        rows = with_objects(rows, land.without_address)
        facts.update(
            layers=list(land.layers), without_address=sum(land.without_address.values()), doubtful=land.doubtful
        )
    return KeptFigures(
        str(period), today, now.read_at, "", now.meta.revision, now.edit, tuple(rows), facts
    )


def _facts(figures: KeptFigures) -> ReportFacts:
    known = {name: value for name, value in figures.facts.items() if name in ReportFacts.__dataclass_fields__}
    made = ReportFacts(**known)
    return replace(
        made, layers=tuple(made.layers), revision=figures.revision, edit=figures.edit, read_at=figures.taken_at
    )
