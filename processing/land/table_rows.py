"""The rows of a CSV, text, XLSX, XLS or ODS file as texts, with their numbers in the file, one after the other.

Spreadsheets are read by GDAL. For text files its CSV driver would not do: it knows no UTF-16, no header below a title
and no row number; Python's reader does.
"""
from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Optional

from osgeo import gdal

from ...core.encodings import bytes_guess
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message

NOT_A_TABLE = Message(
    "table.unreadable",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The file {path} cannot be read as a table ({detail}). Save it as XLSX or as CSV UTF-8 and try again.",
    ),
)
NO_SHEET = Message(
    "table.no_sheet", QT_TRANSLATE_NOOP("diachiso", 'The file {path} has no sheet "{sheet}". Choose one of: {known}.')
)

Row = tuple[int, list[str]]
_DELIMITERS = (";", "\t", "|", ",")
_SPACES = " "
_SHEETS = {".xlsx": "XLSX", ".xlsm": "XLSX", ".xls": "XLS", ".ods": "ODS"}
_SAMPLE_LINES, _LEAST_SHARE = 200, 0.6
_BLOCK = 1 << 20
# How people keep Excel from taking the zeros of a number: ="001", '001.
_MARKS = ("=", "'")
_MARKED = re.compile(r"=\"([^\"]*)\"|'(\d+)")


@dataclass(frozen=True)
class TableRows:
    """A table to read as often as needed. `encoding` and `delimiter` are empty for a sheet."""

    path: str
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""

    def __iter__(self) -> Iterator[Row]:
        """Row number in the file (from 1) and cells; empty rows are left out."""
        rows = _text_rows(self) if self.delimiter else _sheet_rows(self.path, self.sheet)
        return (row for row in rows if any(cell.strip() for cell in row[1]))


def open_tables(path: str, sheet: str = "", encoding: str = "", delimiter: str = "") -> list[TableRows]:
    """The tables of a file: one for a text file, one per sheet of a workbook. DiachisoError if unreadable."""
    if Path(path).suffix.lower() in _SHEETS:
        names = _sheet_names(path)
        if sheet and sheet not in names:
            raise DiachisoError(NO_SHEET, path=path, sheet=sheet, known=", ".join(names))
        return [TableRows(path, name) for name in names if not sheet or name == sheet]
    try:
        encoding = encoding or _guess_encoding(path)
        return [TableRows(path, "", encoding, delimiter or _guess_delimiter(path, encoding))]
    except (OSError, UnicodeError, LookupError) as error:
        raise DiachisoError(NOT_A_TABLE, path=path, detail=str(error)) from error


def _guess_encoding(path: str) -> str:
    """By the byte order mark, by the zeros that UTF-16 puts between letters, by being UTF-8 to the last byte, else
    ISO-8859-1, which carries the bytes of every Vietnamese code page whole.
    """
    with open(path, "rb") as file:
        head = file.read(_BLOCK)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if max(even, odd) > len(head) // 8:
            return "utf-16-le" if odd > even else "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while head:
                decoder.decode(head)
                head = file.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return bytes_guess([b"\xff"])  # what a field that is no UTF-8 is opened with
    return "utf-8"


def _guess_delimiter(path: str, encoding: str) -> str:
    with open(path, encoding=encoding, newline="") as file:
        lines = [line for line in islice(file, _SAMPLE_LINES) if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4]
    best, best_score = ",", 0.0
    for delimiter in (*_DELIMITERS, _SPACES):
        widths = Counter(len(row) for row in _split(lines, delimiter) if row)
        wide = {width: n for width, n in widths.items() if width > 1}
        if not wide:
            continue
        usual = max(wide, key=lambda width: wide[width])
        # A decimal comma makes more cells of a line than its delimiter: the first that suits most lines is taken.
        share = wide[usual] / sum(widths.values())
        if share >= _LEAST_SHARE:
            return delimiter
        if share > best_score:
            best, best_score = delimiter, share
    return best


def _split(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    if delimiter == _SPACES:
        return (line.split() for line in lines)
    return _rows_of(csv.reader(lines, delimiter=delimiter))


def _rows_of(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a reader; one that cannot be read comes as an empty one, and the next go on."""
    while True:
        try:
            yield next(reader)
        except csv.Error:
            yield []
        except StopIteration:
            return


def _without_marks(cell: str) -> str:
    """A cell without what tells a spreadsheet that it is text."""
    match = _MARKED.fullmatch(cell.strip())
    return (match[1] or match[2] or "") if match else cell


def _text_rows(table: TableRows) -> Iterator[Row]:
    with open(table.path, encoding=table.encoding, newline="", errors="replace") as file:
        lines = (line.replace("\0", "") for line in file)
        if table.delimiter == _SPACES:
            for number, line in enumerate(lines, 1):
                yield number, line.split()
            return
        reader = csv.reader(lines, delimiter=table.delimiter)
        number = 1
        for row in _rows_of(reader):
            if not (number == 1 and row and row[0].lower().startswith("sep=")):
                yield number, [_without_marks(cell) if cell[:1] in _MARKS else cell for cell in row]
            number = reader.line_num + 1


def _sheet_names(path: str) -> list[str]:
    with _as_text(path):
        dataset = _open(path)
        return [dataset.GetLayer(k).GetName() for k in range(dataset.GetLayerCount())]


def _sheet_rows(path: str, sheet: str) -> Iterator[Row]:
    with _as_text(path):
        dataset = _open(path)
        layer = dataset.GetLayerByName(sheet)
        width = layer.GetLayerDefn().GetFieldCount()
        layer.ResetReading()
    while True:
        feature = layer.GetNextFeature()
        if feature is None:
            return
        cells = [feature.GetFieldAsString(k) if feature.IsFieldSetAndNotNull(k) else "" for k in range(width)]
        yield int(feature.GetFID()), cells


def _open(path: str) -> gdal.Dataset:
    try:
        dataset: Optional[gdal.Dataset] = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
        detail = gdal.GetLastErrorMsg()
    except RuntimeError as error:  # GDAL with exceptions switched on by another plugin
        dataset, detail = None, str(error)
    if dataset is None:
        raise DiachisoError(NOT_A_TABLE, path=path, detail=detail or "GDAL")
    return dataset


@contextmanager
def _as_text(path: str) -> Iterator[None]:
    """GDAL takes no row for a header and every cell as text while this lasts."""
    driver = _SHEETS[Path(path).suffix.lower()]
    keys = {f"OGR_{driver}_HEADERS": "DISABLE", f"OGR_{driver}_FIELD_TYPES": "STRING"}
    before = {key: gdal.GetThreadLocalConfigOption(key) for key in keys}
    for key, value in keys.items():
        gdal.SetThreadLocalConfigOption(key, value)
    try:
        yield
    finally:
        for key, old in before.items():
            gdal.SetThreadLocalConfigOption(key, old)
