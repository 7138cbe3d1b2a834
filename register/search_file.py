"""The side-car of the search: a file beside the register that holds what is searched, and how far it has read.

It can be thrown away at any time. Its mark of changes is its own: the number of the last row of the audit log that it
has taken in. The register is read in short pieces, so nobody's saving waits for it; what changed meanwhile is taken in
by the next look at the log. Standard library and numpy only: it is made in a process without QGIS.
"""
from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..core.address_text import compose
from ..core.numbering import canonical_number, full_number
from .blobs import point_coordinates
from .connect import connect, open_database
from .errors import RegisterError, sqlite_errors
from .sql import build, idents, insert

FORMAT = "1"
SUFFIX = ".search"
STEP = 20_000  # addresses that are read at once: some hundredths of a second
_AFRESH = 5  # of so many addresses one has changed: all are read again
_TRIES = 50  # to put the new file in the old one's place while somebody reads that
_UNITS = ("commune", "district", "province")
_LINE = ("street", "housing_area", "settlement")
_READ = ("fid", "code", "name", "house_number", "alley", *_LINE, *_UNITS, "address_text", "stage", "geom")
_ENTRY = ("fid", "place", "name_place", "number", "code", "text", "lon", "lat", "stage")
_TABLES = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE line (line INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    "CREATE TABLE commune (commune INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    "CREATE TABLE place (place INTEGER PRIMARY KEY, line INTEGER NOT NULL, commune INTEGER NOT NULL,"
    " UNIQUE (line, commune))",
    "CREATE TABLE entry (fid INTEGER PRIMARY KEY, place INTEGER, name_place INTEGER, number TEXT NOT NULL,"
    " code TEXT, text TEXT NOT NULL, lon REAL, lat REAL, stage TEXT)",
)
_INDEXES = (
    "CREATE INDEX entry_number ON entry(place, number)",
    "CREATE INDEX entry_code ON entry(code) WHERE code IS NOT NULL",
    "CREATE INDEX entry_name ON entry(name_place) WHERE name_place IS NOT NULL",
    "CREATE INDEX entry_position ON entry(lon, lat)",
)


@dataclass(frozen=True)
class Mark:
    """Of which register, and up to which row of its log."""

    register_id: str
    seq: int
    at: str


def side_car(register: Path) -> Path:
    """Where the search file of a register lies: beside it, or where files of no consequence go."""
    register = Path(os.path.abspath(register))
    beside = register.with_name(register.name + SUFFIX)
    if os.access(register.parent, os.W_OK):
        return beside
    name = hashlib.sha256(str(register).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"diachiso-{name}{SUFFIX}"


def bring_up(register: Path, progress: Callable[[float], None] = lambda share: None) -> int:
    """Take in what changed since; all of it where there is no good side-car yet. How many addresses were read."""
    file = side_car(register)
    with sqlite_errors(register):
        changed = _changed(register, file)
        if changed is None:
            read = _build(register, file, progress)
            changed = _changed(register, file)  # what was saved while it was read
        else:
            read = 0
        if changed is not None and changed[0]:
            fids, mark = changed
            with closing(open_database(file, mode="rw")) as con:
                con.execute("BEGIN IMMEDIATE")
                _take_in(con, register, fids)
                _keep_mark(con, mark)
                con.execute("COMMIT")
            read += len(fids)
        return read


def unread(register: Path) -> int:
    """How many addresses `bring_up` would have to read now."""
    with sqlite_errors(register):
        changed = _changed(register, side_car(register))
        if changed is not None:
            return len(changed[0])
        with closing(connect(register)) as con:
            return con.execute("SELECT max(fid) FROM address").fetchone()[0] or 0


def main(register: str) -> int:
    """As a process of its own: speaks lines of JSON, see child_process."""
    _say({"ready": True})
    try:
        read = bring_up(Path(register), lambda share: _say({"progress": round(share, 3)}))
    except RegisterError as error:
        params = {name: str(value) for name, value in error.params.items()}
        _say({"error": error.message.id, "text": error.message.text, "params": params})
        return 1
    _say({"done": True, "read": read})
    return 0


# -- what changed --------------------------------------------------------------------------------------------


def _changed(register: Path, file: Path) -> tuple[list[int], Mark] | None:
    """The addresses that changed since, and the mark that holds afterwards; None where all must be read."""
    kept = read_mark(file)
    with closing(connect(register)) as con:
        con.execute("BEGIN")
        now = _mark(con)
        if kept is None or kept.register_id != now.register_id or _at(con, kept.seq) != kept.at:
            return None
        if now.seq == kept.seq:
            return [], now
        # A restored register is another one, and only its own log says what it was before.
        restored = con.execute("SELECT 1 FROM audit_log WHERE seq > ? AND action = 'restore' LIMIT 1", (kept.seq,))
        if restored.fetchone() is not None:
            return None
        rows = con.execute(
            "SELECT DISTINCT fid FROM audit_log WHERE seq > ? AND table_name = 'address' AND fid IS NOT NULL",
            (kept.seq,),
        )
        fids = [fid for (fid,) in rows]
        total = con.execute("SELECT max(fid) FROM address").fetchone()[0] or 0
        return None if len(fids) > max(STEP, total // _AFRESH) else (fids, now)


def read_mark(file: Path) -> Mark | None:
    """How far a side-car has read; None where it is not one of this format."""
    if not file.is_file():
        return None
    try:
        with closing(open_database(file, mode="ro")) as con:
            about = dict(con.execute("SELECT key, value FROM about").fetchall())
    except (sqlite3.Error, RegisterError):
        return None
    if about.get("format") != FORMAT or "seq" not in about:
        return None
    return Mark(about["register_id"], int(about["seq"]), about["at"])


def _mark(con: sqlite3.Connection) -> Mark:
    register_id = con.execute("SELECT value FROM register_meta WHERE key = 'register_id'").fetchone()[0]
    seq = con.execute("SELECT coalesce(max(seq), 0) FROM audit_log").fetchone()[0]
    return Mark(register_id, seq, _at(con, seq))


def _at(con: sqlite3.Connection, seq: int) -> str:
    row = con.execute("SELECT at || '|' || coalesce(object_id, '') FROM audit_log WHERE seq = ?", (seq,)).fetchone()
    return str(row[0]) if row else ""


def _keep_mark(con: sqlite3.Connection, mark: Mark) -> None:
    about = {"format": FORMAT, "register_id": mark.register_id, "seq": str(mark.seq), "at": mark.at}
    con.executemany("INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)", about.items())


# -- reading and writing -------------------------------------------------------------------------------------


def _build(register: Path, file: Path, progress: Callable[[float], None]) -> int:
    # A name of its own: the dock and an algorithm may be making one at the same time.
    fresh = file.with_name(f"{file.name}.{os.getpid()}.{uuid.uuid4().hex[:8]}")
    read = 0
    try:
        with closing(open_database(fresh, mode="rwc")) as con, closing(connect(register)) as source:
            con.execute("PRAGMA journal_mode = OFF")
            con.execute("PRAGMA synchronous = OFF")
            con.execute("BEGIN")
            for statement in _TABLES:
                con.execute(statement)
            mark = _mark(source)
            last = source.execute("SELECT max(fid) FROM address").fetchone()[0] or 0
            known = _Known(con)
            for rows in _pages(source):
                con.executemany(insert("entry", _ENTRY), known.entries(rows))
                read += len(rows)
                progress(0.8 * rows[-1][0] / last)
            for statement in _INDEXES:
                con.execute(statement)
            _keep_mark(con, mark)
            con.execute("INSERT INTO about (key, value) VALUES ('made', ?)", (uuid.uuid4().hex,))
            con.execute("COMMIT")
        _put_in_place(fresh, file)
    finally:
        fresh.unlink(missing_ok=True)
    progress(1.0)
    return read


def _pages(source: sqlite3.Connection) -> Iterator[list[Any]]:
    query = build("SELECT {names} FROM address WHERE fid > ? ORDER BY fid LIMIT ?", names=idents(_READ))
    after = -1
    while True:
        rows = source.execute(query, (after, STEP)).fetchall()
        if not rows:
            return
        yield rows
        after = rows[-1][0]


def _take_in(con: sqlite3.Connection, register: Path, fids: Sequence[int]) -> None:
    known = _Known(con)
    query = build(
        "SELECT {names} FROM address WHERE fid IN (SELECT value FROM json_each(?))", names=idents(_READ)
    )
    with closing(connect(register)) as source:
        for low in range(0, len(fids), STEP):
            some = json.dumps(list(fids[low: low + STEP]))
            rows = source.execute(query, (some,)).fetchall()
            con.execute("DELETE FROM entry WHERE fid IN (SELECT value FROM json_each(?))", (some,))
            con.executemany(insert("entry", _ENTRY), known.entries(rows))


def _put_in_place(fresh: Path, file: Path) -> None:
    for attempt in range(_TRIES):
        with suppress(PermissionError):  # Windows: somebody reads the old one, for some milliseconds
            os.replace(fresh, file)
            return
        time.sleep(0.02 * (attempt + 1))
    os.replace(fresh, file)


class _Known:
    """Numbers of the lines, communes and places of a side-car; new ones are written as they come."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self.con = con
        self.lines = dict(con.execute("SELECT text, line FROM line").fetchall())
        self.communes = dict(con.execute("SELECT text, commune FROM commune").fetchall())
        self.places = {(a, b): p for p, a, b in con.execute("SELECT place, line, commune FROM place").fetchall()}
        self.place_of_parts: dict[tuple[Any, ...], int] = {}
        self.numbers: dict[tuple[Any, Any], str] = {}

    def entries(self, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
        """Rows of the register as rows of the side-car, in the order of `_ENTRY`."""
        points = np.round(point_coordinates([bytes(row[-1] or b"") for row in rows]), 7).tolist()
        names, units = len(_READ) - 3, len(_READ) - 3 - len(_UNITS)
        for row, (lon, lat) in zip(rows, points):
            parts = tuple(row[5:names])
            place = self.place_of_parts.get(parts)
            if place is None:
                place = self.place_of_parts[parts] = self._place(_line(row[5:units]), row[units:names])
            numbered = row[3], row[4]
            number = self.numbers.get(numbered)
            if number is None:
                number = self.numbers[numbered] = canonical_number(full_number(*numbered))
            called = self._place(row[2].strip(), row[units:names]) if row[2] and row[2].strip() else None
            here = (lon, lat) if lon == lon else (None, None)
            yield (row[0], place, called, number, row[1], row[-3] or "", *here, row[-2])

    def _place(self, line: str, units: Sequence[Any]) -> int:
        pair = self._number(self.lines, "line", line), self._number(self.communes, "commune", _units(units))
        place = self.places.get(pair)
        if place is None:
            place = self.places[pair] = len(self.places) + 1
            self.con.execute("INSERT INTO place (place, line, commune) VALUES (?, ?, ?)", (place, *pair))
        return place

    def _number(self, known: dict[str, int], table: str, text: str) -> int:
        number = known.get(text)
        if number is None:
            number = known[text] = len(known) + 1
            self.con.execute(insert(table, (table, "text")), (number, text))
        return number


def _line(values: Sequence[Any]) -> str:
    return compose(dict(zip(_LINE, values)))


def _units(values: Sequence[Any]) -> str:
    return compose(dict(zip(_UNITS, values)))


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
