"""Rows as the lines that COPY FROM reads, in a file that one process writes while another one sends what is there.

SQLite is given the same values at the same time. What the two stores would not make the same of is refused; such a file
never ends, and whoever waits for it has to read the rows out of SQLite (quick_rows.py), which tells what is wrong.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .marks import Run, shape_of
from .quick_rows import EWKB_HEAD, POINT_HEAD, WKB_HEAD
from .structure import Column, Kind, TableSpec

NULL = r"\N"
_PIECE = 1 << 20
_BYTES = r"\\x"
_NONE = type(None)
_OF_BYTES = (Kind.BLOB, Kind.GEOMETRY)
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_POINT = "".join((POINT_HEAD, WKB_HEAD))


class Unfit(ValueError):
    """What the two stores may keep differently."""


class LineFile:
    """The lines of new rows of a table in `folder`, about to be `expected` ones."""

    def __init__(self, folder: Path, table: TableSpec, expected: int) -> None:
        self._table, self._expected = table, expected
        self._names: list[str] = []
        self._rows, self._runs = 0, list[tuple[Any, Any, Any]]()
        self._fit = True
        self._end = _end_file(folder, table.name)
        self._file = _line_file(folder, table.name).open("wb")

    def put(self, columns: Mapping[str, Sequence[Any]], same: Mapping[str, Any]) -> None:
        """Add rows given by `columns` of equal length; `same` has the values that every row shares."""
        if not self._fit:
            return
        try:
            text = self._lines(columns, same)
        except (Unfit, UnicodeEncodeError):
            self._fit = False
            return
        self._file.write(text)
        self._file.flush()

    def close(self, complete: bool) -> None:
        """Nothing more comes; `complete`: all of the rows were put."""
        self._file.close()
        if complete and self._fit:
            part = self._end.with_name(f"{self._end.name}.part")
            part.write_text(json.dumps({"rows": self._rows, "runs": self._runs}), encoding="utf-8")
            part.rename(self._end)

    def _lines(self, columns: Mapping[str, Sequence[Any]], same: Mapping[str, Any]) -> bytes:
        head = b""
        if not self._names:
            self._names = [*columns, *same]
            head = json.dumps({"names": self._names, "rows": self._expected}).encode() + b"\n"
        if {*columns, *same} != set(self._names):
            raise Unfit("other columns than before")
        kinds = {column.name: column for column in self._table.columns}
        pieces, varying = [], []
        for name in self._names:
            if name in columns:
                pieces.append("%s")
                varying.append(_texts(kinds[name], columns[name]))
            else:
                (text,) = _texts(kinds[name], [same[name]])
                pieces.append(str(text).replace("%", "%%"))
        lines = "\n".join(map("\t".join(pieces).__mod__, zip(*varying)))
        self._count(columns, same, len(varying[0]))
        return b"".join((head, lines.encode(), b"\n"))

    def _count(self, columns: Mapping[str, Sequence[Any]], same: Mapping[str, Any], rows: int) -> None:
        shape = shape_of(self._table)
        if shape.column is None or shape.column not in columns:
            raise Unfit("rows without a key")
        keys = columns[shape.column]
        self._rows += rows
        self._runs.append((min(keys), max(keys), same[shape.scope] if shape.scope else None))


@contextmanager
def line_file(folder: Path, table: TableSpec, expected: int) -> Iterator[LineFile]:
    """A file of lines that has an end if the block comes to its own."""
    file = LineFile(folder, table, expected)
    complete = False
    try:
        yield file
        complete = True
    finally:
        file.close(complete)


class GrowingLines:
    """The lines of a table as they are written; `wait` is called where nothing new is there, and raises to give up."""

    def __init__(self, folder: Path, table: str, wait: Callable[[], None]) -> None:
        self._end, self._wait = _end_file(folder, table), wait
        while not _line_file(folder, table).exists():
            wait()
        self._file = _line_file(folder, table).open("rb")
        head = b""
        while not head.endswith(b"\n"):
            ended = self._end.exists()
            more = self._file.readline()
            head += more
            if ended and not more:
                break
            if not more:
                wait()
        said = json.loads(head or b"{}")
        self.names: list[str] = said.get("names", [])
        """The columns; none where there are no rows."""
        self.expected: int = said.get("rows", 0)
        """How many rows there will be, about."""

    def pieces(self) -> Iterator[bytes]:
        """What is there, and what comes, to the end."""
        while True:
            ended = self._end.exists()
            piece = self._file.read(_PIECE)
            if piece:
                yield piece
            elif ended:
                return
            else:
                self._wait()

    def end(self) -> tuple[int, list[Run]]:
        """After all pieces: how many rows there were, and their keys."""
        said = json.loads(self._end.read_text(encoding="utf-8"))
        return int(said["rows"]), [Run(*run) for run in said["runs"]]

    def close(self) -> None:
        """Whoever made it calls this at the end, whatever happened."""
        self._file.close()


def _line_file(folder: Path, table: str) -> Path:
    return folder / f"{table}.lines"


def _end_file(folder: Path, table: str) -> Path:
    return folder / f"{table}.end"


def _texts(column: Column, values: Sequence[Any]) -> Sequence[Any]:
    """The values as things whose `str` stands in a line (Unfit)."""
    kinds = set(map(type, values))
    if (str in kinds and column.kind in _OF_BYTES) or (bytes in kinds and column.kind not in _OF_BYTES):
        raise Unfit("a text among bytes, or bytes among texts")
    if str in kinds:
        texts = values if len(kinds) == 1 else [value for value in values if type(value) is str]
        if not column.is_text and any(map(_is_number, set(texts))):
            raise Unfit("SQLite makes a number of it")
        joined = "".join(texts)
        if "\0" in joined:
            raise Unfit("PostgreSQL keeps no NUL")
        if any(mark in joined for mark in "\\\t\n\r"):
            values = [value.translate(_ESCAPES) if type(value) is str else value for value in values]
    if float in kinds and column.kind is not Kind.REAL:
        raise Unfit("SQLite makes a text or a whole number of it")
    if kinds <= {int, float, str}:
        return values
    spelled: dict[type, Callable[[Any], Any]] = {_NONE: lambda value: NULL, bool: int, bytes: _bytes}
    if column.kind is Kind.GEOMETRY:
        spelled[bytes] = _point
    if not kinds <= {int, float, str, *spelled}:
        raise Unfit(f"a value of a kind that is not known here: {kinds}")
    return [spelled[type(value)](value) if type(value) in spelled else value for value in values]


def _bytes(value: bytes) -> str:
    return _BYTES + value.hex()


def _point(value: bytes) -> str:
    text = value.hex()
    if not text.startswith(_POINT):
        raise Unfit("a geometry that is not plain")
    return EWKB_HEAD + text[len(_POINT):]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
