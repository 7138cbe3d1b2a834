"""A register in a file, as a move reads, makes and marks it."""
from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Optional

from ...core.profile import Profile
from ..additions import absent_additions, outdated_additions
from ..backup import state_of
from ..connect import connect, open_database
from ..errors import OLDER_SCHEMA, RegisterError, sqlite_errors
from ..gpkg import rtree_triggers, update_extent
from ..ledger import verify_ledger
from ..rtree import point_boxes, rebuild, shape_boxes
from ..schema import LAYERS, create_schema
from ..sql import Sql, build, insert, literal
from ..transaction import write_audit, write_transaction
from ..trigger import refuse
from ..triggers import install
from ..version import SCHEMA_VERSION
from . import messages
from .rows import Counting, Digest, sqlite_lines, sqlite_row
from .state import ARRIVING_KEY, MOVED_KEY
from .structure import Kind, TableSpec, read_structure

_DECLARED = {Kind.TEXT: "TEXT", Kind.INTEGER: "INTEGER", Kind.BOOLEAN: "BOOLEAN", Kind.REAL: "REAL", Kind.BLOB: "BLOB"}


def check_ready(con: sqlite3.Connection, path: Path) -> None:
    """RegisterError unless the register is one of this version, whole and sound."""
    if absent_additions(con) or outdated_additions(con):
        raise RegisterError(OLDER_SCHEMA, path=str(path), found="–", known=SCHEMA_VERSION)
    problems = verify_ledger(con, 1)
    if problems:
        raise RegisterError(messages.UNSOUND, register=str(path), problem=str(problems[0]))


def file_digest(con: sqlite3.Connection, table: TableSpec) -> Digest:
    """Of a table in an open file."""
    counting = Counting()
    counting.add_all(sqlite_lines(con, table))
    return counting.digest


def file_counters(con: sqlite3.Connection) -> dict[str, int]:
    """The last number that each table which counts has given."""
    return {name: int(seq) for name, seq in con.execute("SELECT name, seq FROM sqlite_sequence")}


def mark_moved(path: Path, snapshot: Path, target: str, counts: dict[str, Any]) -> None:
    """Close a register for ever: it says where it went, and no program writes to it any more.

    RegisterError where something was written since the snapshot was taken. Call it inside the writer gate.
    """
    if state_of(path) != state_of(snapshot):
        raise RegisterError(messages.CHANGED_MEANWHILE, register=str(path))
    with write_transaction(path, bulk=True) as con:
        write_audit(con, "register_meta", "moved", new={"to": target, **counts})
        con.execute(insert("register_meta", ("key", "value")), (MOVED_KEY, json.dumps({"to": target})))
        # Last, and whatever the tables' own guards say: also for edits by hand.
        con.execute("UPDATE sync_ctl SET value = NULL WHERE key = 'actor'")
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        text = refuse(messages.MOVED_HERE[0].format(target=target), messages.MOVED_HERE[1].format(target=target))
        for table in read_structure(con):
            if table.name == "sync_ctl":
                continue
            for event in ("INSERT", "UPDATE", "DELETE"):
                con.execute(
                    build("CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN {text}; END",
                          name="_".join((table.name, "moved", event.lower())), event=Sql(event), table=table.name,
                          text=text[0])
                )  # fmt: skip


def moved_mark(path: Path) -> str:
    """Where the register in a file has gone; '' where it is at home."""
    with closing(connect(path)) as con, sqlite_errors(path):
        row = con.execute("SELECT value FROM register_meta WHERE key = ?", (MOVED_KEY,)).fetchone()
    return str(json.loads(row[0])["to"]) if row else ""


class NewFile:
    """A register that is being made beside its place, and is there only when it is whole."""

    def __init__(self, path: Path, profile: Profile, extra: Iterable[tuple[str, str, Kind]]) -> None:
        self.path, self.profile = path, profile
        self._indexes: list[str] = []
        self.part = path.with_name("".join((".", path.name, ".", secrets.token_hex(4), ".part")))
        self.con = open_database(self.part, mode="rwc")
        create_schema(self.con, profile)
        self.con.execute("PRAGMA foreign_keys = OFF")  # rows come table by table; looked at once all are there
        self.con.execute("BEGIN")
        for table, column, kind in extra:
            self.con.execute(
                build("ALTER TABLE {t} ADD COLUMN {c} {kind}", t=table, c=column, kind=Sql(_DECLARED[kind]))
            )
        for table in ("register_meta", "sync_ctl"):
            self.con.execute(build("DELETE FROM {t}", t=table))
        for layer in LAYERS:
            if layer.geometry is not None:
                for name in rtree_triggers(layer.table):
                    self.con.execute(build("DROP TRIGGER {name}", name=name))
        self.tables = {table.name: table for table in read_structure(self.con)}

    def drop_indexes(self) -> None:
        """Until all rows are there: then they are made at once."""
        rows = self.con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        for name, statement in rows.fetchall():
            self.con.execute(build("DROP INDEX {name}", name=name))
            self._indexes.append(statement)

    def writer(self, table: TableSpec) -> Any:
        """A function that takes lines and writes their rows."""
        statement, row = insert(table.name, table.names), sqlite_row(table)
        return lambda lines: self.con.executemany(statement, map(row, lines))

    def finish(
        self, counters: dict[str, int], came_from: str = "", counts: Optional[dict[str, Any]] = None,
        last: Callable[[sqlite3.Connection], None] = lambda con: None, check: bool = True,
    ) -> None:  # fmt: skip
        """Counters, R-trees, guards; RegisterError where keys do not fit (asked unless `check` is off).

        `came_from`: it moves in from there, is marked as still arriving, and the log says so with the counts. `last` is
        done before the commit.
        """
        con = self.con
        for statement in self._indexes:
            con.execute(statement)
        con.execute("DELETE FROM sqlite_sequence")
        con.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", counters.items())
        for layer in LAYERS:
            if layer.geometry is not None:
                pack_tree(con, layer.table)
                for statement in rtree_triggers(layer.table).values():
                    con.execute(statement)
                update_extent(con, layer.table)
        broken = con.execute("PRAGMA foreign_key_check").fetchone() if check else None
        if broken is not None:
            raise RegisterError(messages.DIFFERENT, table=str(broken[0]), register=str(self.path))
        if came_from:
            write_audit(con, "register_meta", "moved_in", new={"from": came_from, **(counts or {})})
            con.execute(insert("register_meta", ("key", "value")), (ARRIVING_KEY, came_from))
        install(con, self.profile)
        last(con)
        con.execute("COMMIT")
        con.close()
        with self.part.open("rb+") as opened:
            os.fsync(opened.fileno())

    def place(self) -> None:
        """Put it where it belongs."""
        os.replace(self.part, self.path)

    def remove(self) -> None:
        """Nothing of it is left."""
        self.con.close()
        for leftover in (self.part, self.part.with_name(self.part.name + "-journal")):
            leftover.unlink(missing_ok=True)


def open_doors(path: Path) -> None:
    """The register in this file has arrived: from now on it is the one that is written to."""
    with closing(open_database(path, mode="rw")) as con, sqlite_errors(path):
        con.execute("BEGIN IMMEDIATE")
        guard = con.execute("SELECT sql FROM sqlite_master WHERE name = 'register_meta_no_delete'").fetchone()
        con.execute("DROP TRIGGER register_meta_no_delete")
        con.execute("DELETE FROM register_meta WHERE key = ?", (ARRIVING_KEY,))
        con.execute(guard[0])
        con.execute(
            build("UPDATE sqlite_sequence SET seq = (SELECT max(fid) FROM register_meta) WHERE name = {t}",
                  t=literal("register_meta"))
        )  # fmt: skip
        con.execute("COMMIT")


def arriving_from(path: Path) -> tuple[str, str]:
    """The register's id, and where it is still arriving from; '' where it is at home."""
    with closing(connect(path)) as con, sqlite_errors(path):
        rows = con.execute("SELECT key, value FROM register_meta WHERE key IN ('register_id', ?)", (ARRIVING_KEY,))
        meta = dict(rows)
    return str(meta.get("register_id", "")), str(meta.get(ARRIVING_KEY, ""))


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """An open register in one moment of time."""
    with closing(connect(path)) as con, sqlite_errors(path):
        con.execute("BEGIN")
        yield con


def tables_of(con: sqlite3.Connection, names: Sequence[str]) -> list[TableSpec]:
    """The tables of these names."""
    return [table for table in read_structure(con) if table.name in names]


def pack_tree(con: sqlite3.Connection, table: str) -> None:
    """The R-tree of a table, packed at once."""
    import numpy as np

    # A point without envelope: 8 bytes, 5 of its WKB's head, its coordinates.
    points = con.execute(
        build("SELECT fid, substr(geom, 14) FROM {t} WHERE length(geom) = 29 AND substr(geom, 3, 2) = x'0001'"
              " AND substr(geom, 9, 5) = x'0101000000'", t=table)
    ).fetchall()  # fmt: skip
    lonlat = np.frombuffer(b"".join([row[1] for row in points]), "<f8").reshape(-1, 2)
    rows = con.execute(
        build("SELECT fid, ST_MinX(geom), ST_MinY(geom), ST_MaxX(geom), ST_MaxY(geom) FROM {t}"
              " WHERE geom IS NOT NULL AND NOT (length(geom) = 29 AND substr(geom, 3, 2) = x'0001'"
              " AND substr(geom, 9, 5) = x'0101000000') AND NOT ST_IsEmpty(geom)", t=table)
    ).fetchall()  # fmt: skip
    others = np.array(rows, np.float64).reshape(-1, 5)
    ids = np.concatenate([np.array([row[0] for row in points], np.int64), others[:, 0].astype(np.int64)])
    rebuild(con, table, ids, np.vstack([point_boxes(lonlat), shape_boxes(others[:, 1:])]))
