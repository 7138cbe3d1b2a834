"""The report of a month in words: what XLSX, ODT and PDF say alike."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from ..core.agency import DocumentForm, date_values, place_values
from ..core.report_profile import ColumnKind, ReportColumn
from ..core.report_table import Line, LineKind, TargetState
from . import report_words as say
from .month_report import MonthReport
from .office_html import local_time, number
from .project.words import Words

NOTHING = "–"


def counted_kind(lines: Sequence[Line]) -> LineKind:
    """The kind of line that a table numbers: its communes, else its groups of objects."""
    return LineKind.COMMUNE if any(line.kind is LineKind.COMMUNE for line in lines) else LineKind.GROUP


def copy_lines(copies: Sequence[str]) -> list[str]:
    """Who gets copies, as documents list them: “- Như trên;”, a full stop after the last."""
    return [f"- {line}{'.' if k == len(copies) else ';'}" for k, line in enumerate(copies, 1)]


class ReportTexts:
    """Texts of a report in a language; `sign_on` the day that stands in the document."""

    def __init__(self, report: MonthReport, language: str, sign_on: date) -> None:
        self.report, self.language, self.sign_on = report, language, sign_on
        self.words = Words(language)

    @cached_property
    def form(self) -> DocumentForm:
        """Issuer, number, title, grounds and copies, filled in."""
        return self.report.agency.document("report", self.values())

    def values(self, commune: str = "") -> dict[str, str]:
        """The fields of the agency's texts."""
        return {
            **place_values(self.report.province, commune), **date_values(self.sign_on), "period": self.in_month,
        }  # fmt: skip

    @property
    def in_month(self) -> str:
        """“tháng 11 năm 2026”, as it stands within a title."""
        return self.words(say.IN_MONTH, **self._month())

    def _month(self) -> dict[str, int]:
        return {"month": self.report.period.month, "year": self.report.period.year}

    def day(self, day: date) -> str:
        """A date in figures."""
        return day.strftime("%d/%m/%Y") if self.language.startswith("vi") else day.isoformat()

    def place_date(self) -> str:
        """“Khánh Hòa, ngày 22 tháng 11 năm 2026”."""
        return self.words(say.PLACE_DATE, place=self.form.issuer.place, **{
            name: value for name, value in date_values(self.sign_on).items() if name != "date"
        })  # fmt: skip

    def period_line(self) -> str:
        """Which month, from when to when, counted on which day."""
        report, day = self.report, self.report.profile.period_day
        return self.words(
            say.FROM_TO, begin=self.day(report.period.begin(day)), end=self.day(report.period.closing(day)),
            today=self.day(report.today), **self._month(),
        )  # fmt: skip

    def running(self) -> str:
        """The line at the foot of each page: month and version of the data."""
        facts = self.report.facts
        if not facts.read_at:
            return self.words(say.MONTH, **self._month())
        return self.words(
            say.RUNNING, revision=facts.revision, time=local_time(facts.read_at, self.language), **self._month()
        )

    # -- lines ----------------------------------------------------------------------------------------------

    def commune(self, code: str) -> str:
        """A commune's name."""
        return self.report.communes.get(code, code) or self.words(say.NO_COMMUNE)

    def section(self, section: str) -> str:
        """“Mục I. …”; objects without a class belong to none."""
        if not section:
            return self.report.profile.unsorted.text(self.language)
        name = self.report.profile.sections[section].text(self.language)
        return self.words(say.SECTION, section=section, name=name)

    def group(self, group: str) -> str:
        """The name of a group of objects."""
        profile = self.report.profile
        labels = {one.id: one.label for one in profile.groups}
        return labels.get(group, profile.unsorted).text(self.language)

    def label(self, line: Line) -> str:
        """What a line is about."""
        if line.kind is LineKind.WHOLE:
            return self.words(say.TOTAL)
        if line.kind is LineKind.COMMUNE:
            return self.commune(line.commune)
        return self.section(line.section) if line.kind is LineKind.SECTION else self.group(line.group)

    def cell(self, line: Line, column: ReportColumn) -> str:
        """What stands in a column, as people read it."""
        value = line.value(column)
        if value is None:
            return NOTHING
        if column.kind is ColumnKind.SHARE:
            return self.percent(value)
        if column.kind is ColumnKind.CHANGE:
            return "".join(("+" if value > 0 else "−" if value < 0 else "", number(abs(value), self.language)))
        return number(value, self.language)

    def percent(self, thousandths: int) -> str:
        """A share of a hundred with one decimal place, none where it is whole."""
        whole, rest = divmod(thousandths, 10)
        if not rest:
            return str(whole)
        return "".join((str(whole), "," if self.language.startswith("vi") else ".", str(rest)))

    # -- targets, applications, notes -----------------------------------------------------------------------

    def asked(self, state: TargetState) -> str:
        """What a target asks for."""
        asked = f"{state.target.at_least:g}"
        return f"≥ {asked} %" if state.target.figure is not None else f"≥ {asked}"

    def share(self, state: TargetState) -> str:
        """How far a target is, in percent."""
        found = state.thousandths
        return NOTHING if found is None else f"{self.percent(found)} %"

    def result(self, state: TargetState) -> str:
        """Met or not; a dash where there is nothing that the target asks for."""
        if state.target.figure is not None and not state.whole:
            return NOTHING
        return self.words(say.MET if state.met else say.NOT_MET)

    def target_heads(self) -> tuple[str, ...]:
        """The titles of the table of targets."""
        heads = (say.NUMBER, say.TARGET, say.ASKED, say.REACHED, say.OF, say.SHARE, say.RESULT)
        return tuple(self.words(text) for text in heads)

    def target_row(self, k: int, state: TargetState) -> tuple[str, ...]:
        """A row of the table of targets."""
        whole = NOTHING if state.target.figure is None else number(state.whole, self.language)
        return (
            str(k), state.target.label.text(self.language), self.asked(state), number(state.part, self.language), whole,
            self.share(state), self.result(state),
        )  # fmt: skip

    def application_heads(self) -> tuple[str, ...]:
        """The titles of the list of map applications."""
        return tuple(self.words(text) for text in (say.NUMBER, say.NAME, say.SINCE, say.LINK))

    def application_rows(self) -> list[tuple[str, str, str, str]]:
        """The list of map applications."""
        return [
            (str(k), found.name, NOTHING if found.since is None else self.day(found.since), found.link or NOTHING)
            for k, found in enumerate(self.report.applications, 1)
        ]

    def notes(self) -> list[str]:
        """How to read the figures, and of which data they are."""
        facts, words, language = self.report.facts, self.words, self.language
        made = []
        if facts.files:
            made.append(words(say.NOTE_FILES, count=facts.files))
        if facts.without_file:
            made.append(words(say.NOTE_NO_FILE, communes=", ".join(facts.without_file)))
        if facts.layers:
            count = number(facts.without_address, language)
            made.append(words(say.NOTE_LAND, layers=", ".join(facts.layers), count=count))
            if facts.doubtful:
                made.append(words(say.NOTE_DOUBTFUL, count=number(facts.doubtful, language)))
        elif not facts.files:
            made.append(words(say.NOTE_REGISTER))
        before = self.report.before_on
        if before is not None:
            made.append(words(say.NOTE_BEFORE, day=self.day(before)))
        elif self.report.before is None:
            made.append(words(say.NOTE_NO_BEFORE))
        made.append(words(say.NOTE_COLLECTED))
        if facts.without_recipient:
            made.append(words(say.NOTE_RECIPIENTS, count=number(facts.without_recipient, language)))
        made.append(words(say.NOTE_SHARES))
        made.append(words(say.NOTE_FORM, profile=self.report.profile.id))
        if facts.read_at:
            time = local_time(facts.read_at, language)
            made.append(words(say.NOTE_VERSION, revision=facts.revision, edit=facts.edit, time=time))
        return made
