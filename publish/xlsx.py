"""Writing XLSX: the one place that does. Rows go straight into the zip, so a hundred thousand of them need no memory.

Every text is an inline string, so what begins with = + - @ does nothing when the file is opened; a formula is one only
where it was given as `Formula`.
"""
from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Optional, Union

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from . import xlsx_parts as parts
from .xlsx_parts import DATE, DATETIME, INTEGER, TEXT, Style

__all__ = ["DATE", "DATETIME", "INTEGER", "TEXT", "Column", "Formula", "Rule", "SheetLayout", "SheetWriter", "Style",
           "Value", "column_letters", "list_rule", "write_workbook"]  # fmt: skip

LINE_HEIGHT, _FULL = 15.0, 0.9  # points; how much of a column's characters words fill until they break
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
_MOST_PROMPT, _MOST_TITLE, _MOST_ERROR = 255, 32, 225
# What stays allowed is written as "not forbidden".
_PROTECTION = (
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
)
_EPOCH = datetime(1899, 12, 30)  # serial 0, so that serials after 28 February 1900 are right


@dataclass(frozen=True)
class Formula:
    """A formula, without =, and what it comes to: shown by programs that do not calculate. Sheets are named by us."""

    text: str
    value: Union[None, str, int, float] = None


Value = Union[None, str, int, float, bool, date, Formula]
Cell = tuple[Value, Style]

NOT_WRITTEN = Message(
    "xlsx_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The sheet {path} cannot be written ({problem}). Close it in Excel, check the free space and that you may "
        "write into the folder, and try again.",
    ),
)
TOO_MANY_ROWS = Message(
    "xlsx_too_many_rows",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path}: a sheet holds at most {most} rows. Export fewer addresses at a time, such as one commune."
    ),
)


@dataclass(frozen=True)
class Column:
    """Width in characters, and whether the column is hidden."""

    width: float = 12.0
    hidden: bool = False


@dataclass(frozen=True)
class SheetLayout:
    """A sheet before its rows; row numbers count from 1, 0 means none.

    `protected`: locked cells cannot be edited (no password: it guards against slips, not against intent);
    `frozen`: rows above and columns left that stay in sight; `filter_row`: the header whose columns can be filtered;
    `repeated_row` (and those below it, `repeated_rows` in all), `repeated_columns` (from the left): printed on each
    page; pages are A4 across, the sheet as wide as
    `pages_wide` of them. `fitted`: rows are as high as their texts need, which not every office program sees to.
    """

    name: str
    columns: Sequence[Column]
    hidden: bool = False
    protected: bool = False
    frozen: tuple[int, int] = (0, 0)
    filter_row: int = 0
    repeated_row: int = 0
    repeated_rows: int = 1
    repeated_columns: int = 0
    pages_wide: int = 1
    fitted: bool = False


@dataclass(frozen=True)
class Rule:
    """What Excel lets a person type: `kind` list, whole, decimal, date or any; a help text appears at the cell."""

    kind: str = "any"
    formulas: tuple[str, ...] = ()
    title: str = ""
    prompt: str = ""
    error: str = ""


def list_rule(
    sheet: str, column: int, first: int, last: int, title: str = "", prompt: str = "", error: str = ""
) -> Rule:
    """A drop-down list of the cells of another sheet: written out, Excel takes no list above 255 characters."""
    letters = column_letters(column)
    cells = f"{parts.quoted_name(sheet)}!${letters}${first}:${letters}${last}"
    return Rule("list", (cells,), title, prompt, error)


def column_letters(index: int) -> str:
    """A, B … Z, AA … of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@contextmanager
def write_workbook(path: Path, sheets: int) -> Iterator[Workbook]:
    """A workbook of so many sheets, to be opened one after the other; the file appears when all of it is written.

    DiachisoError where it cannot be written; then what stood there before stays.
    """
    part = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
            book = Workbook(package, path, sheets)
            yield book
            book.finish()
        os.replace(part, path)
    except OSError as error:
        raise DiachisoError(NOT_WRITTEN, path=path, problem=error.strerror or error) from error
    finally:
        part.unlink(missing_ok=True)


@dataclass
class Workbook:
    """A workbook while it is written."""

    _package: zipfile.ZipFile
    _path: Path
    _sheets: int
    _styles: dict[Style, int] = field(default_factory=lambda: {Style(): 0})
    _names: list[str] = field(default_factory=list)
    _hidden: list[bool] = field(default_factory=list)
    _defined: list[tuple[int, str, str]] = field(default_factory=list)
    _calculates: bool = False

    def __post_init__(self) -> None:
        # Programs tell the kind of a zip by its first part.
        self._package.writestr("[Content_Types].xml", parts.content_types(self._sheets))
        self._package.writestr("_rels/.rels", parts.root_relations())

    @contextmanager
    def sheet(self, layout: SheetLayout) -> Iterator[SheetWriter]:
        """The next sheet, to be filled inside the block."""
        k = len(self._names)
        name = parts.sheet_name(layout.name)
        self._names.append(name)
        self._hidden.append(layout.hidden)
        with self._package.open(f"xl/worksheets/sheet{k + 1}.xml", "w", force_zip64=True) as stream:
            selected = not layout.hidden and self._hidden.count(False) == 1
            writer = SheetWriter(stream, layout, self._styles, self._path, selected)
            yield writer
            writer.finish()
        self._calculates = self._calculates or writer.calculates
        if layout.filter_row:
            area = _absolute(writer.area(layout.filter_row))
            self._defined.append((k, "_xlnm._FilterDatabase", f"{parts.quoted_name(name)}!{area}"))
        titles = [f"$A:${column_letters(layout.repeated_columns - 1)}"] if layout.repeated_columns else []
        last = layout.repeated_row + layout.repeated_rows - 1
        titles += [f"${layout.repeated_row}:${last}"] if layout.repeated_row else []
        if titles:
            listed = ",".join(f"{parts.quoted_name(name)}!{cells}" for cells in titles)
            self._defined.append((k, "_xlnm.Print_Titles", listed))

    def finish(self) -> None:
        """Write the parts that know of all sheets."""
        if len(self._names) != self._sheets:
            raise ValueError(f"{len(self._names)} sheets instead of {self._sheets}")
        book = parts.workbook(self._names, self._hidden, self._defined, self._calculates)
        self._package.writestr("xl/workbook.xml", book)
        self._package.writestr("xl/_rels/workbook.xml.rels", parts.workbook_relations(self._sheets))
        self._package.writestr("xl/styles.xml", parts.styles(self._styles))


class SheetWriter:
    """Takes the rows of one sheet, from the top."""

    def __init__(
        self, stream: IO[bytes], layout: SheetLayout, styles: dict[Style, int], path: Path, selected: bool
    ) -> None:
        self._stream, self._layout, self._styles, self._path = stream, layout, styles, path
        self._letters = [column_letters(k) for k in range(len(layout.columns))]
        self._rules: list[tuple[str, Rule]] = []
        self._merged: list[str] = []
        self.calculates = False
        self.rows = 0
        self._write(_opening(layout, selected))

    def row(self, cells: Iterable[Cell], height: Optional[float] = None, hidden: bool = False) -> None:
        """Add a row; an empty value still gets its style, so that an unlocked cell is unlocked."""
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise DiachisoError(TOO_MANY_ROWS, path=self._path, most=MOST_ROWS)
        if self._layout.fitted and height is None:
            cells = list(cells)
            height = self._height(cells)
        number, styles = self.rows, self._styles
        written = []
        for letters, (value, style) in zip(self._letters, cells):
            k = styles.get(style)
            if k is None:
                k = styles.setdefault(style, len(styles))
            self.calculates = self.calculates or isinstance(value, Formula)
            written.append(_cell(f"{letters}{number}", value, k))
        more = f' ht="{height}" customHeight="1"' if height else ""
        self._write(f'<row r="{number}"{more}{parts.flag("hidden", hidden)}>')
        self._write("".join(written) + "</row>")

    def _height(self, cells: Sequence[Cell]) -> Optional[float]:
        """How high a row is whose wrapped texts take several lines; None where each has room in one."""
        most = 1
        for (value, style), column in zip(cells, self._layout.columns):
            if style.wrap and isinstance(value, str) and (len(value) > column.width * _FULL or "\n" in value):
                lines = (-(-len(line) // max(1.0, column.width * _FULL)) for line in value.split("\n"))
                most = max(most, sum(max(1, int(line)) for line in lines))
        return LINE_HEIGHT * most if most > 1 else None

    def rule(self, column: int, first: int, last: int, rule: Rule) -> None:
        """Hold the cells of a column, from a row to another one, to a rule."""
        if first <= last:
            self._rules.append((f"{self._letters[column]}{first}:{self._letters[column]}{last}", rule))

    def merge(self, first_column: int, first_row: int, last_column: int, last_row: int) -> None:
        """Make one cell of several; the upper left one has the text."""
        if (first_column, first_row) != (last_column, last_row):
            self._merged.append(f"{self._letters[first_column]}{first_row}:{self._letters[last_column]}{last_row}")

    def area(self, first: int) -> str:
        """All columns from a row to the last one written."""
        return f"{self._letters[0]}{first}:{self._letters[-1]}{max(self.rows, first)}"

    def finish(self) -> None:
        """Write what stands below the rows, in the order that the format asks for."""
        layout = self._layout
        self._write("</sheetData>")
        if layout.protected:
            self._write(_PROTECTION)
        if layout.filter_row:
            self._write(f'<autoFilter ref="{self.area(layout.filter_row)}"/>')
        if self._merged:
            cells = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged)
            self._write(f'<mergeCells count="{len(self._merged)}">{cells}</mergeCells>')
        if self._rules:
            listed = "".join(_validation(cells, rule) for cells, rule in self._rules)
            self._write(f'<dataValidations count="{len(self._rules)}">{listed}</dataValidations>')
        self._write(
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="9" orientation="landscape" fitToWidth="{layout.pages_wide}" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;L&amp;F&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
            # Codes are texts of digits: no green corner in each of them.
            f'<ignoredErrors><ignoredError sqref="{self.area(1)}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
        )

    def _write(self, text: str) -> None:
        self._stream.write(text.encode("utf-8"))


def _opening(layout: SheetLayout, selected: bool) -> str:
    rows, columns = layout.frozen
    pane = ""
    if rows or columns:
        corner = f"{column_letters(columns)}{rows + 1}"
        active = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
        split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
        pane = f'<pane{split} topLeftCell="{corner}" activePane="{active}" state="frozen"/><selection pane="{active}"/>'
    widths = "".join(
        f'<col min="{k}" max="{k}" width="{column.width}" customWidth="1"{parts.flag("hidden", column.hidden)}/>'
        for k, column in enumerate(layout.columns, 1)
    )
    return (
        f'{parts.HEAD}<worksheet xmlns="{parts.MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{parts.flag("tabSelected", selected)} workbookViewId="0">{pane}</sheetView>'
        f'</sheetViews><sheetFormatPr defaultRowHeight="15"/>{f"<cols>{widths}</cols>" if widths else ""}'
        "<sheetData>"
    )


def _cell(place: str, value: Value, style: int) -> str:
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, str):
        text = parts.clean(value[:MOST_CHARACTERS])
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'
    if isinstance(value, Formula):
        kind = ' t="str"' if isinstance(value.value, str) else ""
        known = "" if value.value is None else parts.clean(str(value.value))
        return f'<c r="{place}" s="{style}"{kind}><f>{parts.clean(value.text)}</f><v>{known}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" s="{style}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{style}"><v>{_serial(value)!r}</v></c>'
    return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'


def _serial(value: date) -> float:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    passed = moment.replace(tzinfo=None) - _EPOCH
    return passed.days if not passed.seconds else passed.days + passed.seconds / 86_400


def _absolute(area: str) -> str:
    return re.sub("([A-Z]+)([0-9]+)", r"$\1$\2", area)


def _validation(cells: str, rule: Rule) -> str:
    kind = "" if rule.kind == "any" else f' type="{rule.kind}"'
    between = ' operator="between"' if len(rule.formulas) == 2 else ""
    shown = ' showInputMessage="1"' if rule.prompt else ""
    texts = [("promptTitle", rule.title, _MOST_TITLE), ("prompt", rule.prompt, _MOST_PROMPT)] if rule.prompt else []
    if rule.error:
        texts += [("errorTitle", rule.title, _MOST_TITLE), ("error", rule.error, _MOST_ERROR)]
    listed = "".join(f" {name}={parts.attribute(_cut(text, most))}" for name, text, most in texts if text)
    formulas = "".join(f"<formula{k}>{parts.clean(f)}</formula{k}>" for k, f in enumerate(rule.formulas, 1))
    return (
        f'<dataValidation{kind}{between} allowBlank="1"{shown} showErrorMessage="{int(bool(rule.formulas))}"{listed}'
        f' sqref="{cells}">{formulas}</dataValidation>'
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
