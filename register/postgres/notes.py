"""What a tool changed in a local copy, noted while it works: nothing has to be compared afterwards.

New rows are told by keys greater than any before. Small triggers note the keys of the others; paths that set all
triggers aside leave these alone (register/trigger.py: NOTE_PREFIX). Where they are gone all the same, or counts do not
fit, the table is compared whole.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Optional

from ..sql import Sql, build, idents, join, literal
from ..trigger import NOTE_PREFIX
from .marks import Run, shape_of
from .structure import TableSpec, read_structure

# The names of GeoPackage's own tables begin so: no layer list shows them, no copy of a register takes them along.
_TABLES = "gpkg_noted_"
_BOOK, _HANDED = "gpkg_copied", "gpkg_handed_over"
# Their new rows are told by something else than the key: the apply that wrote them, the address that they are of.
_LEDGER, _DIRTY = "code_ledger", "sync_dirty"


@dataclass(frozen=True)
class Before:
    """Where the numbers of a table stood before the work; `note` the table of noted keys."""

    table: TableSpec
    last: int
    handed: Optional[tuple[int, int]] = None
    """The first and last number of new rows that somebody else sends (see hand_over)."""

    @property
    def note(self) -> str:
        """The table of the keys that were noted."""
        return note_table(self.table)

    def is_new(self, row: str) -> Sql:
        """The condition that a row is one that the work added and nobody noted; `row` its alias, with a dot."""
        name = self.table.name
        if name == _LEDGER:
            return Sql(f"coalesce({row}apply_id, 0) > {self.last}")
        if name == _DIRTY:
            return Sql(f"({row}table_name = 'address' AND {row}fid > {self.last})")
        if self.table.numbered:
            return build("{row}{k} > {last}", row=Sql(row), k=self.table.key[0], last=Sql(str(self.last)))
        return Sql("0")

    def is_left(self, row: str) -> Sql:
        """The same, but for those that somebody else sends."""
        new = self.is_new(row)
        if self.handed is None:
            return new
        first, last = self.handed
        if first <= self.last + 1:  # told by one number, those that come after it are found at once
            return Before(self.table, last).is_new(row)
        number = Sql("apply_id") if self.table.name == _LEDGER else build("{k}", k=self.table.key[-1])
        return Sql(f"({new} AND {row}{number} NOT BETWEEN {first} AND {last})")


def note_table(table: TableSpec) -> str:
    """The table that holds the noted keys of a table."""
    return "".join((_TABLES, table.name))


def begin_notes(con: sqlite3.Connection, tables: Sequence[TableSpec]) -> None:
    """Note changes from now on, and nothing of before; inside the caller's transaction."""
    con.execute(build("CREATE TABLE IF NOT EXISTS {t} (name TEXT PRIMARY KEY, last INTEGER NOT NULL)", t=_BOOK))
    con.execute(build("DROP TABLE IF EXISTS {t}", t=_HANDED))
    there = _note_triggers_of(con)
    made = {name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    con.execute(build("DELETE FROM {t}", t=_BOOK))
    for table in tables:
        before = Before(table, _last(con, table))
        con.execute(build("INSERT INTO {t} (name, last) VALUES (?, ?)", t=_BOOK), (table.name, before.last))
        if before.note in made:
            con.execute(build("DELETE FROM {note}", note=before.note))
        else:
            _make_table(con, table)
        for statement in note_triggers(before):
            name = _name_of(statement)
            if there.get(name) != statement:
                con.execute(build("DROP TRIGGER IF EXISTS {name}", name=name))
                con.execute(statement)


def hand_over(con: sqlite3.Connection, name: str, numbers: tuple[int, int]) -> None:
    """New rows that came in as a whole are sent by somebody else: from now on changes of them are noted.

    Once for each table, inside the caller's transaction. Whether they were sent is for that somebody to know.
    """
    con.execute(build("CREATE TABLE IF NOT EXISTS {t} (name TEXT PRIMARY KEY, first INTEGER, last INTEGER)", t=_HANDED))
    handed = build("INSERT OR IGNORE INTO {t} VALUES (?, ?, ?)", t=_HANDED)
    if con.execute(handed, (name, *numbers)).rowcount != 1:
        return
    befores, _ = noted(con, [table for table in read_structure(con) if table.name == name])
    for before in befores.values():
        for statement in note_triggers(before):
            con.execute(build("DROP TRIGGER IF EXISTS {name}", name=_name_of(statement)))
            con.execute(statement)


def unsettled(con: sqlite3.Connection, tables: Sequence[TableSpec]) -> dict[str, list[Run]]:
    """The keys of rows that were changed here and never given back: nobody knows what they are on the server."""
    befores, doubtful = noted(con, tables)
    found = {name: [Run(None, None)] for name in doubtful}
    for table in tables:
        if table.name in doubtful:
            continue
        runs = list(_unsettled(con, befores[table.name]))
        if runs:
            found[table.name] = runs
    return found


def _unsettled(con: sqlite3.Connection, before: Before) -> Iterator[Run]:
    table, shape = before.table, shape_of(before.table)
    keys = con.execute(build("SELECT {key} FROM {note}", key=list(table.key), note=before.note)).fetchall()
    if shape.column is None:
        if keys:
            yield Run(None, None)
        return
    for key in keys:
        yield Run(key[-1], key[-1], key[0] if shape.scope else None)
    if table.name == _LEDGER and _last(con, table) <= before.last:
        return
    first, last = build("min({k})", k=shape.column), build("max({k})", k=shape.column)
    query = build("SELECT {first}, {last} FROM {t} t WHERE {new}", first=first, last=last, t=table.name,
                  new=before.is_new("t."))  # fmt: skip
    low, high = con.execute(query).fetchone()
    if low is None:
        return
    if table.name != _LEDGER:
        yield Run(low, high, "address" if shape.scope else None)
        return
    for (code,) in con.execute(build("SELECT code FROM {t} t WHERE {new}", t=table.name, new=before.is_new("t."))):
        yield Run(code, code)


def are_noted(con: sqlite3.Connection) -> bool:
    """Whether changes are being noted in this file, or were when its work ended without being written back."""
    return con.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_BOOK,)).fetchone() is not None


def noted(con: sqlite3.Connection, tables: Sequence[TableSpec]) -> tuple[dict[str, Before], set[str]]:
    """Where each table stood, and the tables whose notes cannot be trusted: a trigger is gone, or another one."""
    if not are_noted(con):
        return {}, {table.name for table in tables}
    last = dict(con.execute(build("SELECT name, last FROM {t}", t=_BOOK)).fetchall())
    handed = _handed(con)
    there = _note_triggers_of(con)
    befores, doubtful = {}, set()
    for table in tables:
        if table.name not in last:
            doubtful.add(table.name)
            continue
        before = Before(table, last[table.name], handed.get(table.name))
        befores[table.name] = before
        if any(there.get(_name_of(made)) != made for made in note_triggers(before)):
            doubtful.add(table.name)
    return befores, doubtful


def note_triggers(before: Before) -> Iterator[Sql]:
    """The triggers of a table; a row that was added and is told by its key is not noted."""
    table = before.table
    noting = {row: _noting(before, row) for row in ("OLD", "NEW")}
    known = Sql("")
    if table.name == _LEDGER:  # of an apply that the copy knows: without its number nobody would look for new codes
        known = Sql(" AND EXISTS (SELECT 1 FROM apply_run r WHERE r.apply_id = {row}apply_id)")
    key_changed = join((build("OLD.{c} IS NOT NEW.{c}", c=c) for c in table.key), " OR ")
    old, fresh = (
        build("NOT ({new}{known})", new=before.is_left(row), known=Sql(known.format(row=row)))
        for row in ("OLD.", "NEW.")
    )
    yield _trigger(table, "update", Sql("AFTER UPDATE"), old, noting["OLD"])
    # The key of a row changes by hand only.
    yield _trigger(table, "moved", build("AFTER UPDATE OF {key}", key=list(table.key)), key_changed, noting["NEW"])
    yield _trigger(table, "delete", Sql("AFTER DELETE"), old, noting["OLD"])
    yield _trigger(table, "insert", Sql("AFTER INSERT"), fresh, noting["NEW"])
    # INSERT OR REPLACE takes rows away without a word where another key than the first one is taken.
    for number, columns in enumerate(table.uniques):
        same = join((build("t.{c} = NEW.{c}", c=c) for c in columns), " AND ")
        found = build("SELECT 1 FROM {t} t WHERE {same}", t=table.name, same=same)
        statement = build(
            "INSERT INTO {note} SELECT {keys} FROM {t} t WHERE {same} AND NOT EXISTS"
            " (SELECT 1 FROM {note} k WHERE {known})", note=before.note, t=table.name, same=same,
            keys=join((build("t.{c}", c=c) for c in table.key), ", "),
            known=join((build("k.{c} = t.{c}", c=c) for c in table.key), " AND "),
        )  # fmt: skip
        for event in ("INSERT", "UPDATE"):
            yield _trigger(table, f"taken{number}_{event.lower()}", Sql(f"BEFORE {event}"),
                           build("EXISTS ({found})", found=found), statement)  # fmt: skip


def count_noted(con: sqlite3.Connection, before: Before) -> int:
    """How many keys of a table were noted."""
    return int(con.execute(build("SELECT count(*) FROM {note}", note=before.note)).fetchone()[0])


def noted_rows(before: Before) -> Sql:
    """The condition of the rows `t` that were noted and are there."""
    key = before.table.key
    return build(  # IN: the few that were noted are looked up, not each row of the table
        "({mine}) IN (SELECT {key} FROM {note})", mine=join((build("t.{c}", c=c) for c in key), ", "), key=list(key),
        note=before.note,
    )  # fmt: skip


def new_rows(con: sqlite3.Connection, before: Before) -> Optional[Sql]:
    """The condition of the rows `t` that are new, left to send and not noted; None where there can be none."""
    table = before.table
    if table.name == _LEDGER and _last(con, table) <= before.last:
        return None
    if not table.numbered and table.name not in (_LEDGER, _DIRTY):
        return None
    new = before.is_left("t.")
    if not count_noted(con, before):
        return new
    return build("{new} AND NOT {noted}", new=new, noted=noted_rows(before))


def _noting(before: Before, row: str) -> Sql:
    """Not OR IGNORE: what the statement of the tool says of conflicts would count here, too."""
    key = before.table.key
    return build(
        "INSERT INTO {note} SELECT {values} WHERE NOT EXISTS (SELECT 1 FROM {note} k WHERE {same})",
        note=before.note, values=join((build("{row}.{c}", row=Sql(row), c=c) for c in key), ", "),
        same=join((build("k.{c} = {row}.{c}", row=Sql(row), c=c) for c in key), " AND "),
    )  # fmt: skip


def _trigger(table: TableSpec, purpose: str, event: Sql, when: Sql, statement: Sql) -> Sql:
    name = "".join((NOTE_PREFIX, table.name, "_", purpose))
    return build(
        "CREATE TRIGGER {name} {event} ON {t} WHEN {when} BEGIN {statement}; END",
        name=name, event=event, t=table.name, when=when, statement=statement,
    )  # fmt: skip


def _handed(con: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    if con.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_HANDED,)).fetchone() is None:
        return {}
    return {name: (first, last) for name, first, last in con.execute(build("SELECT * FROM {t}", t=_HANDED))}


def _note_triggers_of(con: sqlite3.Connection) -> dict[str, str]:
    rows = con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return {name: sql for name, sql in rows if name.startswith(NOTE_PREFIX)}


def _name_of(trigger: Sql) -> str:
    return trigger.split('"')[1]


def _make_table(con: sqlite3.Connection, table: TableSpec) -> None:
    kinds = {column.name: column.kind.value for column in table.columns}
    columns = join((build("{c} {kind}", c=c, kind=Sql("TEXT" if kinds[c] == "text" else "INTEGER"))
                    for c in table.key), ", ")  # fmt: skip
    con.execute(
        build("CREATE TABLE {note} ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID", note=note_table(table),
              columns=columns, key=idents(table.key))
    )  # fmt: skip


def _last(con: sqlite3.Connection, table: TableSpec) -> int:
    """The highest number that the table has given, or that tells its rows."""
    if table.name == _LEDGER:
        return _number(con, Sql("SELECT max(apply_id) FROM apply_run"))
    if table.name == _DIRTY:
        return _number(con, build("SELECT max((SELECT coalesce(max(fid), 0) FROM address),"
                                  " coalesce((SELECT seq FROM sqlite_sequence WHERE name = {a}), 0))",
                                  a=literal("address")))  # fmt: skip
    if not table.numbered:
        return 0
    highest = _number(con, build("SELECT max({k}) FROM {t}", k=table.key[0], t=table.name))
    if not table.counted:
        return highest
    given = _number(con, build("SELECT seq FROM sqlite_sequence WHERE name = {t}", t=literal(table.name)))
    return max(highest, given)


def _number(con: sqlite3.Connection, query: Sql) -> int:
    row = con.execute(query).fetchone()
    return int(row[0] or 0) if row else 0
