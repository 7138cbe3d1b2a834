"""A second process that writes a part of an apply into databases of its own, while the first one writes the rest.

SQLite takes over whole tables ten times as fast as row by row, indexes included where both files have them. Each table
has its own database, which is there once it is complete. In a local copy of a server's register the rows are written as
lines for the server, too, which are sent as they come.
"""
from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from .bulk_insert import Insert, insert_rows
from .companions import WRITERS, Write, new_numbers
from .job import Job
from .new_addresses import NewAddresses, write_addresses
from .postgres.line_file import LineFile, line_file
from .postgres.notes import are_noted, hand_over
from .postgres.structure import read_structure
from .sql import build
from .trigger import NOTE_PREFIX

_UUIDS = "address_id.npy"
_WAIT_S = 0.05
# A server on this computer goes first: it has the most to do. What it waits for comes before what the local copy does.
SECOND, COPY = 5, 15


class Share(Enum):
    """What the second process writes, in this order; SQLite takes over a table with unique indexes only into an empty
    one.
    """

    ADDRESSES = ("address",)
    COMPANIONS = tuple(WRITERS)
    ALL = (*COMPANIONS, "address")
    """All that is new, with lines for the server."""


class SecondProcess:
    """Started at once, and waits for its work: half a second is gone before it has loaded what it needs."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        order, self._order = spawn.Pipe(duplex=False)
        self._process = spawn.Process(target=_wait, args=(order,), daemon=True)
        self._process.start()
        order.close()

    def begin(self, con: sqlite3.Connection, folder: Path, job: Job, new: NewAddresses, share: Share) -> None:
        """Let it work; `con`: the register, whose definitions the other databases take."""
        self.tables = share.value
        self._folder, self._new = folder, new
        np.save(folder / _UUIDS, new.uuids)
        numbers = (new.apply_id, new.now, new.first_fid, new.first_seq)
        definitions = {table: _definition(con, table) for table in self.tables}
        with suppress(OSError):  # it has ended: nothing will be there to take over
            self._order.send((folder, job, numbers, definitions, share))

    def take_over(self, con: sqlite3.Connection, table: str, waiting: Callable[[], None]) -> bool:
        """Move the rows of a table into the register, in the caller's transaction; sqlite3.IntegrityError if a code is
        taken.

        Calls `waiting` now and then until they are there. False if the process failed: there is nothing to take over.
        """
        file = table_file(self._folder, table)
        while not file.exists():
            alive = self._process.is_alive()
            if not alive and not file.exists():
                return False
            waiting()
            self._process.join(_WAIT_S)
        take_table(con, file, table, new_numbers(table, self._new))
        return True


def take_table(con: sqlite3.Connection, file: Path, table: str, numbers: tuple[int, int]) -> None:
    """Move the new rows, of these numbers, of a table's own database into the register."""
    second = "_".join(("second", table))
    con.execute(build("ATTACH ? AS {second}", second=second), (str(file),))
    with _without_notes(con, table):
        con.execute(build("INSERT INTO main.{t} SELECT * FROM {second}.{t}", t=table, second=second))
    if are_noted(con):
        hand_over(con, table, numbers)


def table_file(folder: Path, table: str) -> Path:
    """The database of a table of the job in `folder`; there once it is complete, and never changed."""
    return folder / f"{table}.db"


@contextmanager
def _without_notes(con: sqlite3.Connection, table: str) -> Iterator[None]:
    """Without the triggers of a local copy of a server's register, which knows new rows by their numbers anyway.

    With any trigger SQLite takes over row by row.
    """
    notes = con.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name GLOB ?",
        (table, "".join((NOTE_PREFIX, "*"))),
    ).fetchall()
    for name, _ in notes:
        con.execute(build("DROP TRIGGER main.{name}", name=name))
    yield
    for _, statement in notes:
        con.execute(statement)


def _definition(con: sqlite3.Connection, table: str) -> tuple[list[str], list[str]]:
    """The statements that make a table, and those that make its indexes, if they are taken over."""
    query = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    rows = con.execute(query, (table,)).fetchall()
    made, indexes = ([sql for kind, sql in rows if kind == wanted] for wanted in ("table", "index"))
    empty = con.execute(build("SELECT 1 FROM {t} LIMIT 1", t=table)).fetchone() is None
    return made, indexes if empty else []


def give_way(by: int) -> None:
    """Let others go first where there are too few processors for all; for good, so in a process of our own only.

    On Windows nothing happens.
    """
    if hasattr(os, "nice"):
        os.nice(by)


def _wait(order: Any) -> None:
    with suppress(EOFError):  # whoever started it has gone
        _write(*order.recv())


def _write(
    folder: Path,
    job: Job,
    numbers: tuple[int, str, int, int],
    definitions: Mapping[str, tuple[Sequence[str], Sequence[str]]],
    share: Share,
) -> None:
    if share is Share.ALL:
        give_way(SECOND)
    new = NewAddresses(*numbers, np.load(folder / _UUIDS, allow_pickle=False))
    for table, (made, indexes) in definitions.items():
        write: Write = WRITERS.get(table, write_addresses)
        file = table_file(folder, table)
        part = file.with_suffix(".part")
        with ExitStack() as stack:
            con = stack.enter_context(_new_database(part, made, indexes))
            insert: Insert = partial(insert_rows, con)
            if share is Share.ALL:
                (spec,) = read_structure(con)
                insert = _both(insert, stack.enter_context(line_file(folder, spec, len(new.uuids))))
            write(insert, folder, job, new)
        part.rename(file)


def _both(insert: Insert, lines: LineFile) -> Insert:
    def put(table: str, columns: Mapping[str, Sequence[Any]], same: Mapping[str, Any]) -> None:
        lines.put(columns, same)
        insert(table, columns, same)

    return put


@contextmanager
def _new_database(file: Path, made: Sequence[str], indexes: Sequence[str]) -> Iterator[sqlite3.Connection]:
    """A database with an empty table to write to; its indexes are made afterwards."""
    with closing(sqlite3.connect(file, isolation_level=None)) as con:
        # Nobody needs this file once its writer has died.
        con.execute("PRAGMA journal_mode = OFF")
        con.execute("PRAGMA synchronous = OFF")
        con.execute("PRAGMA cache_size = -65536")
        con.execute("BEGIN")
        for statement in made:
            con.execute(statement)
        yield con
        for statement in indexes:
            con.execute(statement)
        con.execute("COMMIT")
