"""The state of a copy that its differences are told from: a plain file of its tables beside the register.

It lies at home, not with the copy: nobody changes it by mistake, and a copy may come back from a read-only medium.
People are not in it; whether one was changed tells the log (see people.py).
"""
from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Optional

from ...core.checkin.codes import LEDGER
from ...core.checkin.model import Kept
from ..cancelling import interruptible, never
from ..connect import open_database, sqlite_uri
from ..errors import sqlite_errors
from ..geometry_functions import wkb_blob
from ..sql import build, join
from .books import BOOK, BOOKS, GEOM

_INDEXES = (
    "CREATE UNIQUE INDEX base_identity ON address(address_id)", "CREATE UNIQUE INDEX base_fid ON address(fid)",
    "CREATE UNIQUE INDEX base_code ON code_ledger(code)",
)  # fmt: skip
_KEPT = 2  # states of each copy: the last one, and the one before it, for an undo


def base_folder(register: Path) -> Path:
    """Where the states of a register's check-outs lie."""
    return register.with_name(register.stem + ".checkouts")


def base_name(checkout_id: str, generation: int) -> str:
    """The file of a state."""
    return f"{checkout_id}-{generation:04d}.base"


def make_base(copy: Path, target: Path, cancelled: Callable[[], bool] = never) -> None:
    """Write the state of a copy (its file) to `target`, which must not exist; on the disk when this returns."""
    with closing(open_database(target, mode="rwc")) as con, sqlite_errors(copy), interruptible(con, copy, cancelled):
        con.execute("ATTACH ? AS source", (sqlite_uri(copy.resolve(), "ro"),))
        there = {name for (name,) in con.execute("SELECT name FROM source.sqlite_master WHERE type = 'table'")}
        con.execute("BEGIN")
        for table in (*(book.name for book in BOOKS if not book.secret), LEDGER):
            if table in there:
                con.execute(build("CREATE TABLE main.{t} AS SELECT * FROM source.{t}", t=table))
        for statement in _INDEXES:
            con.execute(statement)
        con.execute("COMMIT")
    with target.open("rb+") as opened:
        os.fsync(opened.fileno())


def keep_as_it_was(base: Path, kept: Iterable[Kept], numbers: Mapping[str, Mapping[int, int]]) -> None:
    """Take back from a new state what is not settled. `numbers`: by table, numbers here → numbers there."""
    with closing(open_database(base, mode="rw")) as con, sqlite_errors(base):
        con.execute("BEGIN")
        for one in kept:
            if one.table in BOOK and BOOK[one.table].secret:
                continue  # the register notes which of them are open
            _keep(con, one, numbers)
        con.execute("COMMIT")


def _keep(con: sqlite3.Connection, kept: Kept, numbers: Mapping[str, Mapping[int, int]]) -> None:
    book = BOOK.get(kept.table)
    key: Any = kept.key
    if book is None:  # the ledger
        where, table = build("code = ?"), kept.table
    else:
        table = book.name
        where = build("rowid IN (SELECT t.rowid FROM {source} WHERE {key} = ?)", source=book.source, key=book.key)
        if book.numbered:
            key = there(numbers, table, int(key))
    if kept.values is None:
        con.execute(build("DELETE FROM {t} WHERE {w}", t=table, w=where), (key,))
        return
    values = {name: _stored(name, value, book, numbers) for name, value in kept.values.items()}
    if not values:
        return
    sets = join((build("{c} = ?", c=name) for name in values), ", ")
    done = con.execute(build("UPDATE {t} SET {s} WHERE {w}", t=table, s=sets, w=where), [*values.values(), key])
    if done.rowcount == 0 and book is not None and book.numbered:  # taken out there, and not settled
        row = {book.number: key, **values}
        con.execute(
            build(
                "INSERT INTO {t} ({names}) VALUES ({marks})",
                t=table, names=list(row), marks=join(["?"] * len(row), ", "),
            ),
            list(row.values()),
        )  # fmt: skip


def there(numbers: Mapping[str, Mapping[int, int]], table: str, key: int) -> int:
    """The number in the copy of a row that is known here by `key` (negative: made there)."""
    return -key if key < 0 else numbers.get(table, {}).get(key, key)


def _stored(name: str, value: Any, book: Optional[Any], numbers: Mapping[str, Mapping[int, int]]) -> Any:
    if name == GEOM and value is not None:
        return wkb_blob(value)
    if book is not None and name in book.points and value is not None:
        return there(numbers, book.points[name], int(value))
    return value


def prune_bases(register: Path, names: Iterable[str]) -> None:
    """Remove older states of the check-outs whose present states are named, and all states of others."""
    folder, kept = base_folder(register), set()
    for name in names:
        checkout_id, generation = name.rsplit(".", 1)[0].rsplit("-", 1)
        last = int(generation)
        kept |= {base_name(checkout_id, g) for g in range(max(0, last - _KEPT + 1), last + 1)}
    for file in folder.glob("*.base") if folder.is_dir() else ():
        if file.name not in kept:
            file.unlink(missing_ok=True)
