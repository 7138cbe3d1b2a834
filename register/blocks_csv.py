"""A table of blocks as CSV (commune,prefix,first,last,authority_doc), as an office makes it with a
spreadsheet.
"""
from __future__ import annotations

import csv
import io
from pathlib import Path

from ..core.block_rules import BlockProblem, BlockRequest, BlocksRefused
from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.text import nfc
from .errors import RegisterError

COLUMNS = ("commune", "prefix", "first", "last", "authority_doc")

UNREADABLE = Message(
    "blocks_unreadable",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The table of blocks {path} cannot be read ({problem}). Check the path, and close the file in other "
        "programs.",
    ),
)
NOT_UTF8 = Message(
    "blocks_not_utf8",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The table of blocks {path} is not a UTF-8 text. In the spreadsheet choose Save As > CSV UTF-8 and "
        "try again.",
    ),
)
MISSING_COLUMNS = Message(
    "blocks_missing_columns",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "the first row must name the columns commune,prefix,first,last,authority_doc; these are missing: "
        "{columns}",
    ),
)
NO_ROWS = Message("blocks_empty", QT_TRANSLATE_NOOP("diachiso", "the table has no row below its column names"))
NOT_A_NUMBER = Message(
    "blocks_not_a_number",
    QT_TRANSLATE_NOOP("diachiso", "\"{value}\" in column {column} is not a whole number; write digits only"),
)


def read_blocks_csv(path: Path, scheme: str = "ndas") -> list[BlockRequest]:
    """The blocks of a CSV file (UTF-8, with or without BOM); RegisterError or BlocksRefused with what to
    mend.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RegisterError(UNREADABLE, path=str(path), problem=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise RegisterError(NOT_UTF8, path=str(path)) from error
    return parse_blocks_csv(text, scheme)


def parse_blocks_csv(text: str, scheme: str = "ndas") -> list[BlockRequest]:
    """The blocks of a CSV text (columns in any order, parted by , ; or tab); BlocksRefused names bad rows."""
    header_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(nfc(text), newline=""), delimiter=delimiter)
    rows = ((reader.line_num, row) for row in reader if any(cell.strip() for cell in row))
    names = [cell.strip().lower() for cell in next(rows, (0, []))[1]]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise BlocksRefused([BlockProblem(MISSING_COLUMNS, columns=", ".join(missing))])
    requests: list[BlockRequest] = []
    problems: list[BlockProblem] = []
    for number, row in rows:
        cells = dict(zip(names, (cell.strip() for cell in row)))
        try:
            requests.append(_request(cells, number, scheme))
        except BlockProblem as problem:
            problems.append(problem)
    if not requests and not problems:
        problems.append(BlockProblem(NO_ROWS))
    if problems:
        raise BlocksRefused(problems)
    return requests


def _request(cells: dict[str, str], row: int, scheme: str) -> BlockRequest:
    first, last = (_number(cells, column, row) for column in ("first", "last"))
    commune, prefix, document = (cells.get(column, "") for column in ("commune", "prefix", "authority_doc"))
    return BlockRequest(commune, prefix, first, last, document, scheme, row)


def _number(cells: dict[str, str], column: str, row: int) -> int:
    value = cells.get(column, "")
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise BlockProblem(NOT_A_NUMBER, row, value=value, column=column)
    return int(value)
