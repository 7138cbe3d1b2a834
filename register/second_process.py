"""A second process that writes a part of an apply into a database of its own, while the first one writes the rest.

SQLite takes over whole tables ten times as fast as row by row, indexes included where both files have them.
"""
from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path

import numpy as np

from .companions import TABLES, write_companions
from .job import Job
from .new_addresses import NewAddresses, write_addresses
from .sql import build, join
from .trigger import NOTE_PREFIX

_FILE, _UUIDS = "second.db", "address_id.npy"
_WAIT_S = 0.1


class Share(Enum):
    """What the second process writes; SQLite takes over a table with unique indexes only into an empty one."""

    ADDRESSES = ("address",)
    COMPANIONS = TABLES


class SecondProcess:
    """Started at once; `con`: the register, whose definitions the other database takes."""

    def __init__(self, con: sqlite3.Connection, folder: Path, job: Job, new: NewAddresses, share: Share) -> None:
        self._folder, self._share = folder, share
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
        con.execute("ATTACH ? AS second", (str(self._folder / _FILE),))
        for table in self._share.value:
            with _without_notes(con, table):
                con.execute(build("INSERT INTO main.{t} SELECT * FROM second.{t}", t=table))


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


def _definitions(con: sqlite3.Connection, share: Share) -> tuple[list[str], list[str]]:
    """Statements that make the tables, and those that make their indexes."""
    marks = join(["?"] * len(share.value), ", ")
    query = build("SELECT type, sql FROM sqlite_master WHERE tbl_name IN ({marks}) AND sql IS NOT NULL", marks=marks)
    rows = con.execute(query, share.value).fetchall()
    return [sql for kind, sql in rows if kind == "table"], [sql for kind, sql in rows if kind == "index"]


def _write(
    folder: Path,
    job: Job,
    numbers: tuple[int, str, int, int],
    share: Share,
    definitions: tuple[Sequence[str], Sequence[str]],
) -> None:
    new = NewAddresses(*numbers, np.load(folder / _UUIDS, allow_pickle=False))
    tables, indexes = definitions
    with closing(sqlite3.connect(folder / _FILE, isolation_level=None)) as con:
        # Nobody needs this file once its writer has died.
        con.execute("PRAGMA journal_mode = OFF")
        con.execute("PRAGMA synchronous = OFF")
        con.execute("PRAGMA cache_size = -65536")
        con.execute("BEGIN")
        for statement in tables:
            con.execute(statement)
        if share is Share.ADDRESSES:
            write_addresses(con, folder, job, new)
        else:
            write_companions(con, folder, job, new)
        for statement in indexes:
            con.execute(statement)
        con.execute("COMMIT")
