"""A local copy of a register on a server: made, and brought up to date by the rows that changed there since.

What a tool changed in the copy and the server never got is noted in it (notes.py) and read from the server again.
People stand in it while a tool needs them, and never stay.
"""
from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

from ..cancelling import GATE_CANCELLED, GateCancelled
from ..connect import open_database
from ..errors import RegisterError, sqlite_errors
from ..gpkg import rtree_triggers, update_extent
from ..sql import Sql, build, insert, join, literal
from . import server
from .copy_book import Book, There, file_shape, is_of, read_book, write_book
from .copy_place import Slot
from .driver import PgPlace
from .file_store import NewFile, pack_tree
from .marks import Run, changed_since, merged, seen_now, shape_of
from .notes import begin_notes, unsettled
from .quick_rows import as_sqlite, finish_rows, read_rows
from .state import OWN_KEYS
from .structure import TableSpec, fresh_structure, read_structure

PACK_FROM = 20_000  # from so many changed rows on, an R-tree is packed anew
_FAR = 200_000  # rows behind: a file is copied faster
_BIG = 50_000  # rows; larger tables are counted now and then only
_COUNT_S = 3600.0
PEOPLE = "person"


@dataclass(frozen=True)
class LocalCopy:
    """A copy in its slot, for the work of one tool or for reading."""

    place: PgPlace
    slot: Slot
    there: There
    cancelled: Callable[[], bool]

    def bring(self, cur: Any, source: Optional[Slot] = None) -> None:
        """Make the copy what the server's register is now, in the transaction of `cur` (RegisterError, GateCancelled).

        A copy that cannot catch up, or is far behind, is made anew: of the copy in `source` if that one can.
        """
        if self.slot.with_people.exists():
            self.remove_people()
        if self._catch_up(cur, _FAR if source is not None else None):
            return
        if source is not None and self._take_from(source) and self._catch_up(cur):
            return
        self._make(cur)

    def adopt(self, file: Path, snapshot: str) -> None:
        """Begin as a file with the same rows that the server had at this snapshot, or later."""
        self.slot.forget()
        self.slot.with_people.touch()
        with closing(open_database(file, mode="ro")) as con, closing(
            open_database(self.slot.file, mode="rwc")
        ) as target:
            os.chmod(self.slot.file, 0o600)
            con.backup(target)
        self.remove_people()
        with _writing(self.slot) as con:
            begin_notes(con, read_structure(con))
            there = self.there
            write_book(con, Book(there.register, there.table, there.tables, snapshot, "", (), time.time(),
                                 file_shape(con)))  # fmt: skip

    def fill_people(self, cur: Any) -> None:
        """Put people into the copy, for the work of a tool."""
        self.slot.with_people.touch()
        with _writing(self.slot) as con, _without_triggers(con, (PEOPLE, "apply_change")):
            con.execute("DELETE FROM person")
            for table in read_structure(con):
                if table.name == PEOPLE:
                    self._read(cur, con, table, Sql("true"), ())
            cur.execute("SELECT old, change_id FROM apply_change WHERE table_name = 'person'")
            con.executemany("UPDATE apply_change SET old = ? WHERE change_id = ?", cur.fetchall())

    def remove_people(self) -> None:
        """Take people out of the copy; what cannot be cleaned is thrown away."""
        self.clean(self.slot)

    @staticmethod
    def clean(slot: Slot) -> None:
        """The same of any copy; the caller holds its lock."""
        try:
            with _writing(slot) as con, _without_triggers(con, (PEOPLE, "apply_change")):
                con.execute("DELETE FROM person")
                con.execute(build("UPDATE apply_change SET old = {hidden} WHERE table_name = 'person'",
                                  hidden=literal("{}")))  # fmt: skip
            _clear_free_pages(slot)
        except (RegisterError, sqlite3.Error):
            slot.forget()
        slot.with_people.unlink(missing_ok=True)

    def begin(self) -> None:
        """Note what is changed from now on."""
        with _writing(self.slot) as con:
            begin_notes(con, read_structure(con))

    def settle(self, snapshot: str, transaction: str, mark: str) -> None:
        """The server has what was changed here, by this transaction of ours."""
        with _writing(self.slot) as con:
            begin_notes(con, read_structure(con))
            book = read_book(con)
            if book is not None:
                write_book(con, replace(book, snapshot=snapshot, seen=(transaction,), mark=mark))

    # -- catching up -------------------------------------------------------------------------------------

    def _catch_up(self, cur: Any, most: Optional[int] = None) -> bool:
        """Whether the copy is up to date now; not where more than `most` rows would have to be read."""
        if not self.slot.file.exists():
            return False
        try:
            with _writing(self.slot) as con:
                book = read_book(con)
                if book is None or not is_of(cur, book, self.there) or file_shape(con) != book.shape:
                    return False
                self._apply_changes(cur, con, book, most)
                return True
        except (_Different, sqlite3.DatabaseError):
            return False
        except RegisterError as error:
            if isinstance(error, GateCancelled):
                raise
            if isinstance(error.__cause__, sqlite3.Error):
                return False
            raise

    def _apply_changes(self, cur: Any, con: sqlite3.Connection, book: Book, most: Optional[int]) -> None:
        tables = {table.name: table for table in read_structure(con)}
        runs = {name: found for name, found in changed_since(cur, book.snapshot, book.seen).items() if name in tables}
        for name, found in unsettled(con, list(tables.values())).items():
            runs[name] = merged([*runs.get(name, ()), *found])
        runs.pop(PEOPLE, None)
        if most is not None and sum(map(_size, runs.values())) > most:
            raise _Different
        if runs:
            bulky = {name for name, found in runs.items() if _size(found) >= PACK_FROM}
            with _without_triggers(con, tuple(tables), {name for name in bulky if tables[name].shape}):
                for name, found in runs.items():
                    self._replace(cur, con, tables[name], found)
            for name, found in runs.items():
                if tables[name].shape:
                    _renew_extent(con, tables[name], found, name in bulky)
        self._set_counters(cur, con, list(tables.values()))
        counted_at = self._check(cur, con, list(tables.values()), book.counted_at)
        if runs or counted_at != book.counted_at:
            begin_notes(con, list(tables.values()))
            snapshot, mark = seen_now(cur)
            write_book(con, replace(book, snapshot=snapshot, seen=(), mark=mark, counted_at=counted_at))

    def _replace(self, cur: Any, con: sqlite3.Connection, table: TableSpec, runs: Sequence[Run]) -> None:
        """Take these rows from the server again."""
        shape = shape_of(table)
        if shape.column is None or runs[0].first is None:
            con.execute(build("DELETE FROM {t} WHERE {mine}", t=table.name, mine=not_own(table)))
            self._read(cur, con, table, Sql("true"), ())
            return
        scope = build(" AND {s} = ?", s=shape.scope) if shape.scope else Sql("")
        statement = build("DELETE FROM {t} WHERE {k} BETWEEN ? AND ?{scope}", t=table.name, k=shape.column, scope=scope)
        con.executemany(statement, [(r.first, r.last, *((r.scope,) if shape.scope else ())) for r in runs])
        kind = Sql("bigint[]" if shape.numbers else "text[]")
        joined = build(
            "JOIN unnest(%s::{kind}, %s::{kind}, %s::text[]) AS r(a, b, s) ON t.{k} BETWEEN r.a AND r.b{scope}",
            kind=kind, k=shape.column, scope=build(" AND t.{s} = r.s", s=shape.scope) if shape.scope else Sql(""),
        )  # fmt: skip
        values = ([r.first for r in runs], [r.last for r in runs], [r.scope for r in runs])
        self._read(cur, con, table, Sql("true"), values, joined)

    def _read(
        self, cur: Any, con: sqlite3.Connection, table: TableSpec, where: Sql, values: Sequence[Any],
        joined: Optional[Sql] = None, ordered: bool = False,
    ) -> int:  # fmt: skip
        """Write rows of the server's table into the copy's."""
        statement, finished = insert(table.name, table.names), finish_rows(table)

        def take(rows: list[Any]) -> None:
            if self.cancelled():
                raise GateCancelled(GATE_CANCELLED, path=self.place.shown)
            con.executemany(statement, finished(rows) if finished else rows)

        order = build(" ORDER BY {key}", key=list(table.key)) if ordered else Sql("")
        query = build(
            "SELECT {columns} FROM {t} t {joined} WHERE {where} AND {mine}{order}", columns=_columns(table),
            t=table.name, joined=joined or Sql(""), where=where, mine=not_own(table), order=order,
        )  # fmt: skip
        return read_rows(cur, query, values, take)

    def _set_counters(self, cur: Any, con: sqlite3.Connection, tables: Sequence[TableSpec]) -> None:
        wanted = _counters(cur, con, tables, self.there.keeper)
        known = dict(con.execute("SELECT name, seq FROM sqlite_sequence"))
        if {name: int(seq) for name, seq in known.items()} != wanted:
            con.execute("DELETE FROM sqlite_sequence")
            con.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", wanted.items())

    def _check(self, cur: Any, con: sqlite3.Connection, tables: Sequence[TableSpec], counted_at: float) -> float:
        """_Different where the copy cannot be the register; when large tables were counted last."""
        cur.execute("SELECT relname, reltuples FROM pg_class WHERE relnamespace = 'diachiso'::regnamespace")
        sizes = dict(cur.fetchall())
        due = not 0 <= time.time() - counted_at < _COUNT_S
        asked = []
        for table in tables:
            if table.name == PEOPLE:
                continue
            small = sizes.get(table.name, 0) < _BIG
            what = Sql("count(*)") if small or due else build("max({k})", k=table.key[0]) if table.numbered else None
            if what is not None:
                mine = build(" WHERE {mine}", mine=not_own(table)) if table.name == "register_meta" else Sql("")
                asked.append(build("SELECT {what} FROM {t}{mine}", what=what, t=table.name, mine=mine))
        cur.execute(build("SELECT {all}", all=join((build("({q})", q=query) for query in asked), ", ")))
        for query, there in zip(asked, cur.fetchone()):
            if con.execute(query).fetchone()[0] != there:
                raise _Different
        return time.time() if due else counted_at

    # -- making ------------------------------------------------------------------------------------------

    def _make(self, cur: Any) -> None:
        profile = server.profile_of(cur)
        made = NewFile(self.slot.file, profile, server.extra_columns(cur, fresh_structure(profile)))
        try:
            with sqlite_errors(made.part):
                os.chmod(made.part, 0o600)
                made.drop_indexes()
                tables = list(made.tables.values())
                for table in tables:
                    if table.name != PEOPLE:
                        self._read(cur, made.con, table, Sql("true"), (), ordered=True)
                made.finish(_counters(cur, made.con, tables, self.there.keeper), check=False,
                            last=lambda con: self._first_page(cur, con, tables))  # fmt: skip
            self._put(made)
        finally:
            made.remove()

    def _put(self, made: NewFile) -> None:
        """Put the new file in its place, or into the one there, which Windows does not let go while it is read."""
        for left in ("-journal", "-wal", "-shm"):  # of a writer that was killed: they are none of the new file's
            self.slot.file.with_name(self.slot.file.name + left).unlink(missing_ok=True)
        try:
            made.place()
        except PermissionError:
            with closing(open_database(made.part, mode="ro")) as con, closing(
                open_database(self.slot.file, mode="rw", timeout=30)
            ) as target:
                con.backup(target)

    def _first_page(self, cur: Any, con: sqlite3.Connection, tables: Sequence[TableSpec]) -> None:
        begin_notes(con, tables)
        there = self.there
        snapshot, mark = seen_now(cur) if there.marked else ("", "")
        write_book(con, Book(there.register, there.table, there.tables, snapshot, mark, (), time.time(),
                             file_shape(con)))  # fmt: skip

    def _take_from(self, source: Slot) -> bool:
        """Copy another copy, if it is one; the caller holds its lock."""
        if not source.file.exists() or source.with_people.exists():
            return False
        self.slot.forget()
        try:
            with closing(open_database(source.file, mode="ro")) as con, closing(
                open_database(self.slot.file, mode="rwc")
            ) as target:
                os.chmod(self.slot.file, 0o600)
                target.execute("PRAGMA synchronous = OFF")
                con.backup(target, pages=20_000, progress=self._ask)
        except (RegisterError, sqlite3.Error) as error:
            if isinstance(error, GateCancelled):
                raise
            return False
        return True

    def _ask(self, *_: int) -> None:
        if self.cancelled():
            raise GateCancelled(GATE_CANCELLED, path=self.place.shown)


@contextmanager
def _writing(slot: Slot) -> Iterator[sqlite3.Connection]:
    """A copy in a transaction; no key is looked up: the server has seen to that."""
    with sqlite_errors(slot.file), closing(open_database(slot.file, mode="rw", timeout=30)) as con:
        con.execute("PRAGMA foreign_keys = OFF")
        con.execute("PRAGMA secure_delete = ON")
        con.execute("PRAGMA cache_size = -131072")
        con.execute("PRAGMA synchronous = OFF")
        con.execute("BEGIN IMMEDIATE")
        try:
            yield con
            con.execute("COMMIT")
        finally:
            if con.in_transaction:
                con.execute("ROLLBACK")


def _clear_free_pages(slot: Slot) -> None:
    """Write over what pages that nobody uses any more may still hold."""
    with _writing(slot) as con:
        free = int(con.execute("PRAGMA freelist_count").fetchone()[0])
        size = int(con.execute("PRAGMA page_size").fetchone()[0])
        con.execute("CREATE TABLE gpkg_noted_nothing (x)")
        if free > 1:
            con.execute("INSERT INTO gpkg_noted_nothing VALUES (zeroblob(?))", ((free - 1) * (size - 4),))
        con.execute("DROP TABLE gpkg_noted_nothing")


class _Different(Exception):
    """The copy is not what the server's register is."""


def not_own(table: TableSpec, row: str = "") -> Sql:
    """The rows that a register has wherever it is; `row` their alias, with a dot."""
    if table.name != "register_meta":
        return Sql("true")
    return build("{row}key NOT IN ({own})", row=Sql(row), own=join((literal(key) for key in OWN_KEYS), ", "))


def _columns(table: TableSpec) -> Sql:
    """The columns that are read; nothing of people in other tables than their own."""
    columns = as_sqlite(table)
    if table.name != "apply_change":
        return columns
    return Sql(columns.replace('"t"."old"', "CASE WHEN \"t\".table_name = 'person' THEN '{}' ELSE \"t\".old END"))


def _size(runs: Iterable[Run]) -> int:
    """How many keys lie in the runs of numbers; as good as all where a table is read whole."""
    count = 0
    for run in runs:
        if isinstance(run.first, int) and isinstance(run.last, int):
            count += run.last - run.first + 1
        else:
            count += PACK_FROM if run.first is None else 1
    return count


@contextmanager
def _without_triggers(
    con: sqlite3.Connection, tables: Sequence[str], repacked: Iterable[str] = ()
) -> Iterator[None]:
    """The tables without their triggers; those of R-trees stay but for the tables that are packed anew at the end."""
    repacked = set(repacked)
    trees = {name for table in repacked for name in rtree_triggers(table)}
    rows = con.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").fetchall()
    dropped = [
        (name, sql) for name, table, sql in rows
        if table in tables and (name in trees or not name.startswith("rtree_"))
    ]  # fmt: skip
    for name, _ in dropped:
        con.execute(build("DROP TRIGGER {name}", name=name))
    yield
    for table in repacked:
        pack_tree(con, table)
    for _, sql in dropped:
        con.execute(sql)


def _renew_extent(con: sqlite3.Connection, table: TableSpec, runs: Sequence[Run], bulky: bool) -> None:
    if bulky:
        update_extent(con, table.name)
        return
    for run in runs:
        con.execute(
            build(
                "UPDATE gpkg_contents SET min_x = min(coalesce(min_x, n.x0), n.x0), min_y = min(coalesce(min_y, n.y0),"
                " n.y0), max_x = max(coalesce(max_x, n.x1), n.x1), max_y = max(coalesce(max_y, n.y1), n.y1) FROM"
                " (SELECT min(ST_MinX(geom)) x0, min(ST_MinY(geom)) y0, max(ST_MaxX(geom)) x1, max(ST_MaxY(geom)) y1"
                " FROM {t} WHERE {k} BETWEEN ? AND ?) n WHERE table_name = {name} AND n.x0 IS NOT NULL",
                t=table.name, k=table.key[0], name=literal(table.name),
            ),
            (run.first, run.last),
        )  # fmt: skip


def _counters(cur: Any, con: sqlite3.Connection, tables: Sequence[TableSpec], keeper: bool) -> dict[str, int]:
    """Where the numbers of each table stand; who only reads is not told and takes the highest."""
    if keeper:
        return server.counters_of(cur, tables)
    found = {}
    for table in tables:
        if table.counted:
            last = con.execute(build("SELECT max({k}) FROM {t}", k=table.key[0], t=table.name)).fetchone()[0]
            found.update({table.name: int(last)} if last else {})
    return found
