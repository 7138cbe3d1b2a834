"""The two lists of a print run, written while it is painted: the workshop's (what each plaque says), and the route."""
from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Optional, Protocol

from ..core.errors import QT_TRANSLATE_NOOP
from ..core.numbering import full_number
from ..core.plaque_life import NOT_MOUNTED_WORDS
from ..register.print_rows import PrintRow
from .project.words import Words
from .xlsx import DATE, INTEGER, TEXT, Column, SheetLayout, Style, Value, list_rule, write_workbook

CODE, MOUNTED, WHY_NOT = "code", "mounted_at", "not_mounted"
"""Machine names of the columns that are read again when the route list comes back."""
MOST_LEFT_OUT = 2000

_TITLE = QT_TRANSLATE_NOOP("diachiso", "Plaques of {day}, print run {batch}: {count} × {design}")
_FILE = QT_TRANSLATE_NOOP("diachiso", "File: {file}. Codes are printed in it just as they stand here.")
_ROUTE_NOTE = QT_TRANSLATE_NOOP("diachiso", "In walking order. Fill in the day it was mounted, or why it was not.")
WORKSHOP = QT_TRANSLATE_NOOP("diachiso", "For the workshop")
ROUTE = QT_TRANSLATE_NOOP("diachiso", "Route for mounting")
LEFT_OUT = QT_TRANSLATE_NOOP("diachiso", "Not printed")
REASONS = QT_TRANSLATE_NOOP("diachiso", "Reasons")
_WORDS = {
    "number": QT_TRANSLATE_NOOP("diachiso", "No."),
    "sheet": QT_TRANSLATE_NOOP("diachiso", "Sheet"),
    "place": QT_TRANSLATE_NOOP("diachiso", "Place on the sheet"),
    CODE: QT_TRANSLATE_NOOP("diachiso", "Address code"),
    "qr": QT_TRANSLATE_NOOP("diachiso", "The QR says"),
    "mark": QT_TRANSLATE_NOOP("diachiso", "Remark"),
    "house_number": QT_TRANSLATE_NOOP("diachiso", "House number"),
    "street": QT_TRANSLATE_NOOP("diachiso", "Street"),
    "settlement": QT_TRANSLATE_NOOP("diachiso", "Settlement"),
    "commune": QT_TRANSLATE_NOOP("diachiso", "Commune"),
    "name": QT_TRANSLATE_NOOP("diachiso", "Name of the object"),
    "position": QT_TRANSLATE_NOOP("diachiso", "Position (latitude, longitude)"),
    MOUNTED: QT_TRANSLATE_NOOP("diachiso", "Mounted on"),
    "mounted_by": QT_TRANSLATE_NOOP("diachiso", "Mounted by (unit)"),
    WHY_NOT: QT_TRANSLATE_NOOP("diachiso", "Why not mounted"),
    "address": QT_TRANSLATE_NOOP("diachiso", "Address"),
    "why": QT_TRANSLATE_NOOP("diachiso", "Reason"),
}
_LINE = QT_TRANSLATE_NOOP("diachiso", "Line “{name}”")
_LINES = {
    "number": _WORDS["house_number"], "street": _WORDS["street"], "name": _WORDS["name"],
    "place": QT_TRANSLATE_NOOP("diachiso", "Place"),
}  # fmt: skip
DRAFT_MARK = QT_TRANSLATE_NOOP("diachiso", "DRAFT, not to be made")

_HEAD = Style(fill="1F4E79", colour="FFFFFF", bold=True, wrap=True, centred=True, border=True)
_CELL = Style(TEXT, border=True, wrap=True)
_MIDDLE = Style(TEXT, border=True, centred=True)
_NUMBER = Style(INTEGER, border=True, centred=True)
_OPEN, _OPEN_DAY = (Style(form, border=True, fill="FFF2CC", locked=False) for form in (TEXT, DATE))
_BOLD, _PLAIN = Style(bold=True), Style()
_HEAD_ROW = 3
_WIDTHS = {
    "number": 6.0, "sheet": 7.0, "place": 9.0, CODE: 15.0, "qr": 44.0, "mark": 16.0, "house_number": 14.0,
    "street": 28.0, "settlement": 28.0, "commune": 20.0, "name": 34.0, "position": 23.0, MOUNTED: 13.0,
    "mounted_by": 18.0, WHY_NOT: 22.0, "address": 60.0, "why": 34.0,
}  # fmt: skip
_LINE_WIDTHS = {"number": 12.0, "place": 64.0, "name": 40.0}
_ROUTE = ("number", CODE, "house_number", "street", "settlement", "commune", "name", "position", MOUNTED, "mounted_by",
          WHY_NOT)  # fmt: skip


@dataclass(frozen=True)
class RunTitle:
    """What a list says of its run; sizes in mm, `day` ISO."""

    batch: str
    day: str
    design: str
    width: float
    height: float
    file: str
    count: int


@dataclass(frozen=True)
class ListedPlaque:
    """A plaque: its sheet and place there, the lines that it shows by name, what its QR says."""

    sheet: int
    place: int
    code: str
    draft: bool
    lines: Mapping[str, str]
    link: str
    row: PrintRow


class PlaqueList(Protocol):
    """A list that grows while the plaques are painted."""

    def add(self, plaque: ListedPlaque) -> None:
        """Append a plaque."""


@contextmanager
def open_workshop(
    path: Path, title: RunTitle, lines: Sequence[str], left_out: Sequence[tuple[str, str, str]], words: Words
) -> Iterator[PlaqueList]:
    """The list for the workshop; `left_out`: code, address and reason of what is not printed."""
    names = ("number", "sheet", "place", CODE)
    heads = [
        *((words(_WORDS[name]), _WIDTHS[name]) for name in names),
        *((words(_LINES[line]) if line in _LINES else words(_LINE, name=line), _LINE_WIDTHS.get(line, 26.0))
          for line in lines),
        *((words(_WORDS[name]), _WIDTHS[name]) for name in ("qr", "mark")),
    ]

    def cells(number: int, plaque: ListedPlaque) -> list[tuple[Value, Style]]:
        return [
            (number, _NUMBER), (plaque.sheet, _NUMBER), (plaque.place, _NUMBER), (plaque.code, _MIDDLE),
            *((plaque.lines.get(line, ""), _CELL) for line in lines), (plaque.link, _CELL),
            (words(DRAFT_MARK) if plaque.draft else "", _MIDDLE),
        ]  # fmt: skip

    notes = (_said(_TITLE, title, words), words(_FILE, file=title.file))
    with _open(path, words(WORKSHOP), notes, heads, cells, left_out, words, False) as listed:
        yield listed


@contextmanager
def open_route(path: Path, title: RunTitle, words: Words) -> Iterator[PlaqueList]:
    """The list for those who walk and mount: it comes back with what they did."""
    heads = [(words(_WORDS[name]), _WIDTHS[name]) for name in _ROUTE]

    def cells(number: int, plaque: ListedPlaque) -> list[tuple[Value, Style]]:
        row = plaque.row
        door = full_number(row.text("house_number"), row.text("alley"))
        at = "" if row.lonlat is None else f"{row.lonlat[1]:.6f}, {row.lonlat[0]:.6f}"
        return [
            (number, _NUMBER), (plaque.code, _MIDDLE), (door, _CELL), (row.text("street"), _CELL),
            (row.text("settlement"), _CELL), (row.text("commune"), _CELL), (row.text("name"), _CELL), (at, _MIDDLE),
            (None, _OPEN_DAY), (None, _OPEN), (None, _OPEN),
        ]  # fmt: skip

    notes = (_said(_TITLE, title, words), words(_ROUTE_NOTE))
    with _open(path, words(ROUTE), notes, heads, cells, (), words, True) as listed:
        yield listed


def _said(text: str, title: RunTitle, words: Words) -> str:
    day = date.fromisoformat(title.day).strftime("%d/%m/%Y" if words.language.startswith("vi") else "%Y-%m-%d")
    size = f"{title.width:g} × {title.height:g}"
    design = title.design if size in title.design else f"{title.design}, {size} mm"
    return words(text, day=day, batch=title.batch, count=title.count, design=design)


_Cells = Callable[[int, ListedPlaque], list[tuple[Value, Style]]]


@contextmanager
def _open(
    path: Path, name: str, notes: Sequence[str], heads: Sequence[tuple[str, float]], cells: _Cells,
    left_out: Sequence[tuple[str, str, str]], words: Words, route: bool,
) -> Iterator[PlaqueList]:  # fmt: skip
    if path.suffix.lower() == ".csv":
        with open(path, "w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([text for text, _ in heads])
            yield _Rows(lambda row: writer.writerow([_harmless(value) for value, _ in row]), cells)
        return
    layout = SheetLayout(
        name, [Column(width) for _, width in heads], frozen=(_HEAD_ROW, 0), filter_row=_HEAD_ROW,
        repeated_row=_HEAD_ROW, fitted=True,
    )  # fmt: skip
    with write_workbook(path, 2 if route or left_out else 1) as book:
        with book.sheet(layout) as sheet:
            for k, note in enumerate(notes):
                sheet.row([(note, _PLAIN if k else _BOLD)])
            sheet.row([(text, _HEAD) for text, _ in heads], height=32)
            yield _Rows(sheet.row, cells)
            if route:
                listed = list_rule(words(REASONS), 0, 1, len(NOT_MOUNTED_WORDS), words(_WORDS[WHY_NOT]))
                sheet.rule(_ROUTE.index(WHY_NOT), _HEAD_ROW + 1, sheet.rows, listed)
        if route:
            with book.sheet(SheetLayout(words(REASONS), [Column(30)], hidden=True)) as sheet:
                for text in NOT_MOUNTED_WORDS.values():
                    sheet.row([(words(text), _PLAIN)])
        elif left_out:
            names = (CODE, "address", "why")
            with book.sheet(_left_out_layout(words, names)) as sheet:
                sheet.row([(words(_WORDS[n]), _HEAD) for n in names])
                for code, address, why in left_out:
                    sheet.row([(code, _MIDDLE), (address, _CELL), (words(why), _CELL)])


def _left_out_layout(words: Words, names: Sequence[str]) -> SheetLayout:
    return SheetLayout(words(LEFT_OUT), [Column(_WIDTHS[name]) for name in names], frozen=(1, 0), fitted=True)


class _Rows:
    def __init__(self, write: Callable[[list[tuple[Value, Style]]], object], cells: _Cells) -> None:
        self._write, self._cells, self._count = write, cells, 0

    def add(self, plaque: ListedPlaque) -> None:
        self._count += 1
        self._write(self._cells(self._count, plaque))


def _harmless(value: Value) -> object:
    """A cell of a CSV: what looks like a formula to Excel becomes a text."""
    text = "" if value is None else value
    return "".join(("'", text)) if isinstance(text, str) and text[:1] in ("=", "+", "-", "@") else text


def reason_of(text: Optional[str], words: Sequence[Words]) -> Optional[str]:
    """The coded reason that a cell of a route list says, by its code or its word in one of the languages."""
    said = (text or "").strip()
    for reason, label in NOT_MOUNTED_WORDS.items():
        if said == reason.value or said in [speak(label) for speak in words]:
            return reason.value
    return None
