"""The sheet of data of a report's workbook: a row per commune and class, and how the formulas ask it.

It is what the files of several communes are put together from.
"""
from __future__ import annotations

from ..core.indicators import FIGURES, Figure
from .report_texts import ReportTexts
from .xlsx import Column, SheetLayout, SheetWriter, Style, Value, column_letters
from .xlsx_parts import quoted_name

KEYS = ("period", "counted_on", "province", "commune_code", "commune", "object_class", "section", "object_group")
"""The columns of the data sheet before its figures."""
BEFORE = "before_"
_COUNTS = tuple(figure.value for figure in FIGURES)
# What the formulas look for. Between marks, so that none is part of another: LibreOffice may compare parts of cells.
PLACE, COMMUNE_SECTION, COMMUNE, SECTION, GROUP = _LOOKED_FOR = (
    "place", "commune_section", "of_commune", "of_section", "of_group",
)  # fmt: skip
DATA_COLUMNS = (*KEYS, *_COUNTS, *(f"{BEFORE}{name}" for name in _COUNTS), *_LOOKED_FOR)
_NUMBER = "#,##0"
_HEAD = Style(bold=True, wrap=True, centred=True, border=True, fill="E8ECF1")


class ReportData:
    """The sheet of data, and how formulas ask it."""

    def __init__(self, texts: ReportTexts, name: str) -> None:
        self.texts, self.name = texts, name
        report = texts.report
        before = {(row.commune_code, row.object_class): row.counts for row in report.before or ()}
        now = {(row.commune_code, row.object_class): row.counts for row in report.rows}
        self.rows: list[list[Value]] = []
        for commune, object_class in sorted({*now, *before}):
            section = report.classes.get(object_class, "")
            group = report.profile.group_of(object_class, section) if section else ""
            counts, were = now.get((commune, object_class)), before.get((commune, object_class))
            self.rows.append([
                str(report.period), report.today.isoformat(), report.province, commune,
                report.communes.get(commune, ""), object_class, section, group,
                *(0 if counts is None else counts.of(figure) for figure in FIGURES),
                *(None if report.before is None else 0 if were is None else were.of(figure) for figure in FIGURES),
                _mark(commune, section, group), _mark(commune, section), _mark(commune), _mark(section),
                _mark(section, group),
            ])  # fmt: skip

    def layout(self) -> SheetLayout:
        """Its head can be filtered."""
        return SheetLayout(self.name, [Column(16)] * len(DATA_COLUMNS), frozen=(1, 0), filter_row=1)

    def write(self, sheet: SheetWriter) -> None:
        """Heads as programs read them, then the rows."""
        sheet.row([(name, _HEAD) for name in DATA_COLUMNS])
        for row in self.rows:
            sheet.row((value, Style(number_format=_NUMBER) if isinstance(value, int) else Style()) for value in row)

    def sum(self, figure: Figure, before: bool, column: str = "", *key: str) -> str:
        """The formula that adds up a figure of the rows with a key in a column, of all rows without one."""
        values = self._range(f"{BEFORE}{figure.value}" if before else figure.value)
        return f'SUMIF({self._range(column)},"{_mark(*key)}",{values})' if column else f"SUM({values})"

    def _range(self, name: str) -> str:
        letters = column_letters(DATA_COLUMNS.index(name))
        last = max(len(self.rows), 1) + 1
        return f"{quoted_name(self.name)}!${letters}$2:${letters}${last}"


def _mark(*key: str) -> str:
    return f"#{'/'.join(key)}#"
