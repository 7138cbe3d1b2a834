"""One report out of the workbooks of several communes (or of their registers): the sheets of data put together."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Optional

from ..core.agency import load_agency
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.field_spec import CLASS_GROUPS
from ..core.indicators import FIGURES, CountRow, Counts
from ..core.report_period import parse_period
from ..core.report_profile import MapApplication, load_report_profile
from .month_report import MonthReport, ReportFacts
from .report_data import BEFORE, KEYS

_COUNTS = tuple(figure.value for figure in FIGURES)
_NEEDED = (*KEYS, *_COUNTS)
_MOST = 10**9

NO_DATA = Message(
    "report.no_data_sheet",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} has no sheet of data of a report of the month. Choose the XLSX files as \"Report of the month\" wrote "
        "them, with all their sheets.",
    ),
)
BAD_NUMBER = Message(
    "report.bad_number",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path}, sheet of data, row {row}: {column} is “{value}”, no count. Have the commune write its report again.",
    ),
)
BAD_SECTION = Message(
    "report.bad_section",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path}, sheet of data, row {row}: “{value}” is no part of the form. It is one of I, II, III."
    ),
)
OTHER_PERIOD = Message(
    "report.other_period",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path} is the report of {found}, {first} that of {expected}. Choose files of one month."
    ),
)
TWICE = Message(
    "report.commune_twice",
    QT_TRANSLATE_NOOP(
        "diachiso", "{commune} stands in {path} and in {first}: its objects would count twice. Take one of them away."
    ),
)
EMPTY = Message(
    "report.empty_files",
    QT_TRANSLATE_NOOP(
        "diachiso", "There is not one address in the reports that are given ({files}), so there is nothing to add up."
    ),
)
NOTHING = Message(
    "report.no_files", QT_TRANSLATE_NOOP("diachiso", "No files are given. Choose the XLSX files of the communes.")
)


@dataclass(frozen=True)
class DataSheet:
    """The rows of a file's sheet of data: number of the row and its cells as texts, by column."""

    path: str
    rows: Sequence[tuple[int, Mapping[str, str]]]


def data_rows(path: str, table: Sequence[tuple[int, Sequence[str]]]) -> Optional[DataSheet]:
    """The sheet of data, where these rows of a sheet (number, cells) are one; else None."""
    for k, (_, cells) in enumerate(table[:5]):
        heads = [cell.strip() for cell in cells]
        if set(_NEEDED) <= set(heads):
            rows = [(number, dict(zip(heads, row))) for number, row in table[k + 1:] if any(c.strip() for c in row)]
            return DataSheet(path, rows)
    return None


def merge_reports(
    sheets: Sequence[DataSheet], *, communes: Mapping[str, str], register: Optional[Path] = None,
    profile: Optional[Path] = None, applications: Sequence[MapApplication] = (),
) -> MonthReport:  # fmt: skip
    """The report of all of them; `communes` those that are expected, whose figures are 0 where no file has them.

    DiachisoError names the file that does not fit: a sum that leaves somebody out would be wrong in silence.
    """
    if not sheets:
        raise DiachisoError(NOTHING)
    made = _Merged(communes)
    for sheet in sheets:
        made.add(sheet)
    if not made.days:
        raise DiachisoError(EMPTY, files=", ".join(Path(sheet.path).name for sheet in sheets))
    report_profile = load_report_profile(profile, register)
    counted_on = max(made.days)
    silent = sorted(name for code, name in communes.items() if code not in made.file_of)
    return MonthReport(
        period=parse_period(made.period, counted_on, report_profile.period_day),
        today=counted_on,
        profile=report_profile,
        agency=load_agency(None, register),
        province=made.province,
        communes=made.communes,
        classes=made.classes,
        class_names={},
        rows=tuple(CountRow(*key, counts) for key, counts in sorted(made.now.items())),
        before=tuple(CountRow(*key, counts) for key, counts in sorted(made.before.items())) if made.compares else None,
        before_on=None,
        applications=(*report_profile.applications, *applications),
        facts=ReportFacts(files=len(sheets), without_file=tuple(silent)),
    )


class _Merged:
    """What the files have said so far."""

    def __init__(self, communes: Mapping[str, str]) -> None:
        self.communes = dict(communes)
        self.now: dict[tuple[str, str], Counts] = {}
        self.before: dict[tuple[str, str], Counts] = {}
        self.classes: dict[str, str] = {}
        self.file_of: dict[str, str] = {}
        self.period, self.province, self.first, self.compares = "", "", "", True
        self.days: list[date] = []

    def add(self, sheet: DataSheet) -> None:
        """Take the rows of another file."""
        self.first = self.first or sheet.path
        own: set[str] = set()
        for number, cells in sheet.rows:
            self._take(sheet.path, number, cells)
            own.add(cells["commune_code"].strip())
        for commune in own:
            other = self.file_of.setdefault(commune, sheet.path)
            if other != sheet.path:
                name = self.communes.get(commune, commune) or "–"
                raise DiachisoError(TWICE, commune=name, path=sheet.path, first=other)

    def _take(self, path: str, number: int, cells: Mapping[str, str]) -> None:
        period = cells["period"].strip()
        self.period = self.period or period
        if period != self.period:
            raise DiachisoError(OTHER_PERIOD, path=path, found=period, first=self.first, expected=self.period)
        try:
            self.days.append(date.fromisoformat(cells["counted_on"].strip()[:10]))
        except ValueError as error:
            raise _bad(path, number, "counted_on", cells["counted_on"]) from error
        commune, object_class = cells["commune_code"].strip(), cells["object_class"].strip()
        section = cells["section"].strip()
        if section and section not in CLASS_GROUPS:
            raise DiachisoError(BAD_SECTION, path=path, row=number, value=section)
        self.classes[object_class] = section
        self.province = self.province or cells["province"].strip()
        if commune and cells["commune"].strip():
            self.communes.setdefault(commune, cells["commune"].strip())
        key = (commune, object_class)
        counts = [_count(path, number, name, cells) for name in _COUNTS]
        self.now[key] = self.now.get(key, Counts()) + Counts(*counts)
        if all(cells.get(f"{BEFORE}{name}", "").strip() for name in _COUNTS):
            were = [_count(path, number, f"{BEFORE}{name}", cells) for name in _COUNTS]
            self.before[key] = self.before.get(key, Counts()) + Counts(*were)
        else:
            self.compares = False  # a sum of what some communes had would be no sum


def _count(path: str, row: int, column: str, cells: Mapping[str, str]) -> int:
    text = cells[column].strip()
    try:
        value = float(text or "0")
    except ValueError as error:
        raise _bad(path, row, column, text) from error
    if not value.is_integer() or not 0 <= value <= _MOST:
        raise _bad(path, row, column, text)
    return int(value)


def _bad(path: str, row: int, column: str, value: str) -> DiachisoError:
    return DiachisoError(BAD_NUMBER, path=path, row=row, column=column, value=value)
