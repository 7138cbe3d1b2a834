"""A second process that writes a part of an apply into databases of its own, while the first one writes the rest.

SQLite takes over whole tables ten times as fast as row by row, indexes included where both files have them. Each table
has its own database, which is there once it is complete: in a local copy of a server's register it is sent at once.
"""
from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path

import numpy as np

from .companions import TABLES, WRITERS, Write, companion_numbers
from .job import Job
from .new_addresses import NewAddresses, write_addresses
from .postgres.notes import are_noted, hand_over
from .sql import build
from .trigger import NOTE_PREFIX

_UUIDS = "address_id.npy"
_WAIT_S = 0.1


class Share(Enum):
    """What the second process writes; SQLite takes over a table with unique indexes only into an empty one."""

    ADDRESSES = ("address",)
    COMPANIONS = TABLES


class SecondProcess:
    """Started at once; `con`: the register, whose definitions the other database takes."""

    def __init__(self, con: sqlite3.Connection, folder: Path, job: Job, new: NewAddresses, share: Share) -> None:
        self._folder, self._share, self._new = folder, share, new
        np.save(folder / _UUIDS, new.uuids)
        numbers = (new.apply_id, new.now, new.first_fid, new.first_seq)
        spawn = multiprocessing.get_context("spawn")
        self._process = spawn.Process(
            target=_write, args=(folder, job, numbers, share, _definitions(con, share)), daemon=True
        )
        self._process.start()

    def finished(self, waiting: Callable[[], None]) -> bool:
        """Wait for the end, calling `waiting` now and then; False if it failed: nothing is there to take over."""
        while self._process.is_alive():
            waiting()
            self._process.join(_WAIT_S)
        return self._process.exitcode == 0

    def take_over(self, con: sqlite3.Connection) -> None:
        """Move the rows into the register, in the caller's transaction; sqlite3.IntegrityError if a code is taken."""
        for table in self._share.value:
            second = "_".join(("second", table))
            con.execute(build("ATTACH ? AS {second}", second=second), (str(table_file(self._folder, table)),))
            with _without_notes(con, table):
                con.execute(build("INSERT INTO main.{t} SELECT * FROM {second}.{t}", t=table, second=second))
            if self._share is Share.COMPANIONS and are_noted(con):
                hand_over(con, table, companion_numbers(table, self._new))


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


def _definitions(con: sqlite3.Connection, share: Share) -> dict[str, tuple[list[str], list[str]]]:
    """The statements that make each table, and those that make its indexes."""
    query = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    found = {}
    for table in share.value:
        rows = con.execute(query, (table,)).fetchall()
        found[table] = ([sql for kind, sql in rows if kind == "table"], [sql for kind, sql in rows if kind == "index"])
    return found


def _write(
    folder: Path,
    job: Job,
    numbers: tuple[int, str, int, int],
    share: Share,
    definitions: Mapping[str, tuple[Sequence[str], Sequence[str]]],
) -> None:
    new = NewAddresses(*numbers, np.load(folder / _UUIDS, allow_pickle=False))
    for table, (made, indexes) in definitions.items():
        write: Write = write_addresses if share is Share.ADDRESSES else WRITERS[table]
        file = table_file(folder, table)
        part = file.with_suffix(".part")
        with _new_database(part, made, indexes) as con:
            write(con, folder, job, new)
        part.rename(file)


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
