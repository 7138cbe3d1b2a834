"""A filled answer sheet as answers, whatever Excel has made of it: XLSX, XLS, ODS or CSV."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Optional

from ..core.answers import CODE, COLUMNS, DECISION, KEY, OP_ID, PACKAGE, REASON, Answer, read_cells
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.patience import Check, watched
from ..core.text import ascii_key
from ..sync.packages.receipt import AnswerFile
from .land.table_rows import TableRows, open_tables

_HEAD_ROWS, _ASK_EVERY = 40, 2_000
# Where the hidden row of names is gone: how columns are headed by us, and by those who made a table of their own.
_HEADINGS = {
    KEY: ("key", "khoa", "ma tam", "ma tam hoac ma da cap", "ma da gui"),
    DECISION: ("result", "ket qua", "decision", "ket qua xac minh", "y kien"),
    CODE: ("issued address code", "ma dia chi so duoc cap", "ma duoc cap", "ma dia chi so", "issued code"),
    REASON: ("reason if rejected", "ly do neu tu choi", "ly do", "ly do tu choi", "reason"),
}

NO_HEADER = Message(
    "receipt_no_header",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} has no row of column titles with a key and a result. Nothing was read. Use the sheet of the package, "
        "or name the columns as there.",
    ),
)


def read_answer_sheet(path: Path, check: Check) -> AnswerFile:
    """The answers of a filled sheet (DiachisoError where it is none); every sheet of a workbook that has answers."""
    answers: list[Answer] = []
    seen = False
    for table in open_tables(str(path)):
        found = _header(table)
        if found is not None:
            seen = True
            answers += _answers(table, *found, check)
    if not seen:
        raise DiachisoError(NO_HEADER, path=str(path))
    return AnswerFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), tuple(answers))


def _header(table: TableRows) -> Optional[tuple[int, dict[str, int]]]:
    """How many rows come before the answers, and the columns by name."""
    best: Optional[tuple[int, dict[str, int]]] = None
    for k, (_, cells) in enumerate(islice(table, _HEAD_ROWS), 1):
        columns = _columns(cells)
        usable = (KEY in columns or OP_ID in columns) and (DECISION in columns or CODE in columns)
        if usable and (best is None or len(columns) >= len(best[1])):
            best = (k, columns)
        elif best is not None and len(columns) >= 2:  # the labels below the hidden names
            best = (k, best[1])
    return best


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for k, cell in enumerate(cells):
        key = " ".join("".join(c if c.isalnum() else " " for c in ascii_key(cell.split("(")[0])).split())
        meant = next((n for n, words in _HEADINGS.items() if key in words), "")
        name = cell.strip() if cell.strip() in COLUMNS else meant
        if name:
            found.setdefault(name, k)
    return found


def _answers(table: TableRows, start: int, columns: dict[str, int], check: Check) -> list[Answer]:
    found = []
    for row, cells in watched(islice(table, start, None), check, _ASK_EVERY):
        said = {name: cells[k] if k < len(cells) else "" for name, k in columns.items()}
        if any(said.get(name, "").strip() for name in (OP_ID, KEY, PACKAGE)):
            found.append(read_cells(said, row, table.sheet))
    return found
