"""The report of a month as a workbook: real numbers, and formulas for every sum, share and change.

The sums are those of the sheet of data, or of the lines below them.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Optional, Union

from ..core.field_spec import CLASS_GROUPS
from ..core.indicators import Figure
from ..core.report_profile import ColumnKind, ReportColumn
from ..core.report_table import Line, LineKind, TargetState
from . import report_words as say
from .report_data import COMMUNE, COMMUNE_SECTION, GROUP, PLACE, SECTION, ReportData
from .report_texts import NOTHING, ReportTexts, counted_kind
from .xlsx import Column, Formula, SheetLayout, SheetWriter, Style, Value, column_letters, write_workbook
from .xlsx_parts import quoted_name, sheet_name

_NUMBER, _SHARE, _CHANGE = "#,##0", "0.0%", "+#,##0;-#,##0;0"
_HEAD = Style(bold=True, wrap=True, centred=True, border=True, fill="E8ECF1")
_TITLE, _MIDDLE, _PLAIN = Style(bold=True, centred=True), Style(centred=True), Style(wrap=True)
_FILLS = {LineKind.WHOLE: "DDE3EA", LineKind.COMMUNE: "EEF1F5", LineKind.SECTION: "F7F8FA", LineKind.GROUP: ""}
_LABEL_WIDTH, _WIDTH, _NUMBER_WIDTH = 44.0, 11.0, 6.0
_NOTE_WIDTH = 110  # letters in the columns that a note goes over
_FIRST = 2  # columns before the figures: number, label


def write_report_xlsx(path: Path, texts: ReportTexts) -> None:
    """Write the workbook (DiachisoError)."""
    report = texts.report
    titles = (say.BY_GROUP, say.BY_COMMUNE, say.BY_BOTH, say.SUMMARY, say.DATA)
    names = [sheet_name(texts.words(text)) for text in titles]  # as formulas must write them
    data = ReportData(texts, names[4])
    both = _Table(texts, names[2], data)
    with write_workbook(path, 5) as book:
        with book.sheet(_layout(texts, names[0], 2)) as sheet:
            table = report.table
            _Table(texts, names[0], data).write(sheet, (table.whole, *table.groups), say.BY_GROUP, say.GROUP)
        both_lines = (report.table.whole, *report.table.both)
        rows = both.places(both_lines)
        with book.sheet(_layout(texts, names[1], 2)) as sheet:
            table_lines = (report.table.whole, *report.table.communes)
            own = _Table(texts, names[1], data, {line.commune: (names[2], row) for line, row in rows.items()
                                                 if line.kind is LineKind.COMMUNE})  # fmt: skip
            own.write(sheet, table_lines, say.BY_COMMUNE, say.COMMUNE)
        with book.sheet(_layout(texts, names[2], 2)) as sheet:
            both.write(sheet, both_lines, say.BY_BOTH, say.COMMUNE_GROUP)
        with book.sheet(SheetLayout(names[3], [Column(w) for w in (6, 60, 14, 14, 14, 12, 14)])) as sheet:
            _Summary(sheet, texts, data).write()
        with book.sheet(data.layout()) as sheet:
            data.write(sheet)


def _layout(texts: ReportTexts, name: str, heads: int) -> SheetLayout:
    columns = [Column(_NUMBER_WIDTH), Column(_LABEL_WIDTH)]
    columns += [Column(_WIDTH) for _ in texts.report.profile.columns]
    first = _Table.HEAD_ROW
    return SheetLayout(
        name, columns, frozen=(first + heads - 1, _FIRST), repeated_row=first, repeated_rows=heads,
        repeated_columns=_FIRST,
    )  # fmt: skip


class _Table:
    """A sheet with lines of figures; `elsewhere`: sheet and row of a commune whose figures stand there already."""

    HEAD_ROW = 7

    def __init__(
        self, texts: ReportTexts, name: str, data: ReportData, elsewhere: Optional[Mapping[str, tuple[str, int]]] = None
    ) -> None:
        self.texts, self.name, self.data, self.elsewhere = texts, name, data, elsewhere or {}
        self.by_commune = False
        self.least = LineKind.GROUP
        self.columns = texts.report.profile.columns
        self.letters = {column.id: column_letters(_FIRST + k) for k, column in enumerate(self.columns)}
        self.counted = {c.figure: self.letters[c.id] for c in self.columns if c.kind is ColumnKind.COUNT}

    def places(self, lines: Sequence[Line]) -> dict[Line, int]:
        """The row of each line."""
        return {line: self.HEAD_ROW + 2 + k for k, line in enumerate(lines)}

    def write(self, sheet: SheetWriter, lines: Sequence[Line], title: str, label: str) -> None:
        """Titles, two rows of heads, the lines."""
        texts, last = self.texts, _FIRST + len(self.columns) - 1
        self.by_commune = any(line.kind is LineKind.COMMUNE for line in lines)
        profile, language = texts.report.profile, texts.language
        heads = [
            "\n".join((*texts.form.issuer.parent, *texts.form.issuer.name)), profile.title.text(language).upper(),
            texts.words(title), texts.period_line(), profile.form.text(language), "",
        ]  # fmt: skip
        for k, text in enumerate(heads, 1):
            style = (_PLAIN, _TITLE, _TITLE, _MIDDLE, _MIDDLE, Style())[k - 1]
            sheet.row([(text, style)], height=32 if k == 1 else None)
            sheet.merge(0, k, 1 if k == 1 else last, k)
        self._heads(sheet, label)
        rows = [*self.places(lines).values()]
        children = _children(lines)
        counted, count = counted_kind(lines), 0
        self.least = counted if lines[-1].kind is counted else LineKind.GROUP  # with nothing below it, a line is no sum
        for k, line in enumerate(lines):
            count += line.kind is counted
            number = count if line.kind is counted else None
            self._line(sheet, line, rows[k], [rows[child] for child in children[k]], number)

    def _heads(self, sheet: SheetWriter, label: str) -> None:
        words, language, top = self.texts.words, self.texts.language, self.HEAD_ROW
        headings = [column.heading.text(language) for column in self.columns]
        sheet.row([(words(text), _HEAD) for text in (say.NUMBER, label)] + [(text, _HEAD) for text in headings], 45)
        sheet.row([("", _HEAD)] * _FIRST + [(column.label.text(language), _HEAD) for column in self.columns], 32)
        for k in range(_FIRST):
            sheet.merge(k, top, k, top + 1)
        first = 0
        for k in range(1, len(headings) + 1):
            if k == len(headings) or headings[k] != headings[first]:
                sheet.merge(_FIRST + first, top, _FIRST + k - 1, top)
                first = k

    def _line(self, sheet: SheetWriter, line: Line, row: int, children: Sequence[int], number: Optional[int]) -> None:
        strong = line.kind not in (LineKind.GROUP, self.least)
        fill = _FILLS[line.kind] if strong else ""
        indent = "    " if line.kind is LineKind.GROUP else ""
        style = Style(bold=strong, border=True, fill=fill, wrap=True)
        cells: list[tuple[Value, Style]] = [
            (number, Style(border=True, fill=fill, bold=strong, centred=True)), (indent + self.texts.label(line), style)
        ]  # fmt: skip
        for column in self.columns:
            formatted = {ColumnKind.COUNT: _NUMBER, ColumnKind.SHARE: _SHARE, ColumnKind.CHANGE: _CHANGE}[column.kind]
            value = self._value(line, column, row, children)
            cells.append((value, Style(formatted, bold=strong, border=True, fill=fill, right=True)))
        long = len(self.texts.label(line)) > _LABEL_WIDTH - 4
        sheet.row(cells, height=30 if long else None)

    def _value(self, line: Line, column: ReportColumn, row: int, children: Sequence[int]) -> Value:
        value = line.value(column)
        if column.kind is ColumnKind.COUNT:
            return Formula(self._count(line, column, children), value)
        if column.kind is ColumnKind.SHARE:
            part, whole = (self._counted(line, figure, row) for figure in (column.figure, column.base))
            return Formula(_share(part, whole), NOTHING if value is None else value / 1000)
        if value is None:
            return NOTHING
        now = self._counted(line, column.figure, row)
        return Formula(f"{now}-{self._sums(line, column.figure, before=True)}", value)

    def _stands_elsewhere(self, line: Line) -> bool:
        return line.kind is LineKind.COMMUNE and line.commune in self.elsewhere

    def _counted(self, line: Line, figure: Figure, row: int) -> str:
        """Where the figure of the line stands in its own row, else how it is worked out."""
        if figure in self.counted:
            return f"{self.counted[figure]}{row}"
        return self._sums(line, figure, before=False)

    def _count(self, line: Line, column: ReportColumn, children: Sequence[int]) -> str:
        letters = self.letters[column.id]
        if self._stands_elsewhere(line):
            name, row = self.elsewhere[line.commune]
            return f"{quoted_name(name)}!{letters}{row}"
        if children and _is_run(children):
            return f"SUM({letters}{children[0]}:{letters}{children[-1]})"
        if 0 < len(children) <= _MOST_ARGUMENTS:
            return f"SUM({','.join(f'{letters}{row}' for row in children)})"
        return self._sums(line, column.figure, before=False)

    def _sums(self, line: Line, figure: Figure, before: bool) -> str:
        """Out of the data, whatever the line sums up."""
        if line.kind is LineKind.WHOLE:
            return self.data.sum(figure, before)
        if line.kind is LineKind.COMMUNE:
            return self.data.sum(figure, before, COMMUNE, line.commune)
        if line.kind is LineKind.SECTION and self.by_commune:
            return self.data.sum(figure, before, COMMUNE_SECTION, line.commune, line.section)
        if line.kind is LineKind.SECTION:
            return self.data.sum(figure, before, SECTION, line.section)
        if self.by_commune:
            return self.data.sum(figure, before, PLACE, line.commune, line.section, line.group)
        return self.data.sum(figure, before, GROUP, line.section, line.group)


_MOST_ARGUMENTS = 200  # Excel takes 255


def _children(lines: Sequence[Line]) -> list[list[int]]:
    """The indexes of the lines that each line is the sum of: those of the next level below it."""
    depth = {LineKind.WHOLE: 0, LineKind.COMMUNE: 1, LineKind.SECTION: 2, LineKind.GROUP: 3}
    found: list[list[int]] = [[] for _ in lines]
    open_lines: list[int] = []
    for k, line in enumerate(lines):
        while open_lines and depth[lines[open_lines[-1]].kind] >= depth[line.kind]:
            open_lines.pop()
        if open_lines:
            found[open_lines[-1]].append(k)
        open_lines.append(k)
    return found


def _is_run(rows: Sequence[int]) -> bool:
    return rows[-1] - rows[0] == len(rows) - 1


class _Summary:
    """Targets, map applications, notes."""

    def __init__(self, sheet: SheetWriter, texts: ReportTexts, data: ReportData) -> None:
        self.sheet, self.texts, self.data = sheet, texts, data

    def write(self) -> None:
        """One below the other."""
        texts, sheet = self.texts, self.sheet
        self._title(say.TARGETS)
        self._heads(texts.target_heads())
        for k, state in enumerate(texts.report.table.targets, 1):
            self._row(self._target(k, state, sheet.rows + 1), numbers=(3, 4, 5))
        sheet.row([])
        self._title(say.APPLICATIONS)
        self._heads(texts.application_heads())
        for row in texts.application_rows() or [("", texts.words(say.NO_APPLICATIONS), "", "")]:
            self._row([(value, "") for value in row])
        sheet.row([])
        self._title(say.NOTES)
        for note in texts.notes():
            sheet.row([("", _PLAIN), (note, _PLAIN)], height=32 if len(note) > _NOTE_WIDTH else None)
            sheet.merge(1, sheet.rows, 6, sheet.rows)

    def _title(self, text: str) -> None:
        self.sheet.row([(self.texts.words(text), Style(bold=True))])

    def _heads(self, heads: Sequence[str]) -> None:
        self.sheet.row([(head, _HEAD) for head in heads], height=32)

    def _row(self, cells: Sequence[tuple[Value, str]], numbers: Sequence[int] = ()) -> None:
        """`numbers`: the columns that stand on the right, whatever they hold."""
        self.sheet.row(
            (value, Style(number_format, wrap=True, border=True, right=k in numbers))
            for k, (value, number_format) in enumerate(cells)
        )

    def _target(self, k: int, state: TargetState, row: int) -> list[tuple[Value, str]]:
        target, shown = state.target, self.texts.target_row(k, state)
        head: list[tuple[Value, str]] = [(k, _NUMBER), (shown[1], ""), (shown[2], "")]
        if target.figure is None:
            return [*head, (state.part, _NUMBER), (shown[4], ""), (shown[5], ""), (shown[6], "")]
        sections = target.sections or CLASS_GROUPS
        part, whole = (
            "+".join(self.data.sum(figure, False, SECTION, section) for section in sections)
            for figure in (target.figure, target.base)
        )
        share: Union[str, float] = shown[5] if state.thousandths is None else state.thousandths / 1000
        met, unmet = (self.texts.words(text).replace('"', '""') for text in (say.MET, say.NOT_MET))
        reached = f'IF(100*D{row}>={target.at_least:g}*E{row},"{met}","{unmet}")'
        return [
            *head, (Formula(part, state.part), _NUMBER), (Formula(whole, state.whole), _NUMBER),
            (Formula(_share(f"D{row}", f"E{row}"), share), _SHARE),
            (Formula(f'IF(E{row}=0,"{NOTHING}",{reached})', shown[6]), ""),
        ]  # fmt: skip


def _share(part: str, whole: str) -> str:
    """Rounded down, with a little help: 0.29 * 1000 is 289.99… in binary."""
    return f'IF({whole}=0,"{NOTHING}",ROUNDDOWN(ROUND({part}/{whole},9),3))'
