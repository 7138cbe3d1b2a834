"""What a local copy knows of itself: of which register it is, what it has seen of it, whether it can be trusted."""
from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Optional

from ..sql import build
from ..version import SCHEMA_VERSION
from .marks import ARE_KEPT, goes_on
from .state import LAYOUT

# GeoPackage's own names begin so: no layer list shows the table, no copy of a register takes it along.
_BOOK = "gpkg_copy_of"
_FORM = 1  # of the copies that this version makes
# In one question: each is a way to the server and back.
_LOOK = build(
    "SELECT concat_ws('-', s.system_identifier, d.oid), 'diachiso.register_meta'::regclass::oid::bigint, is_owner(),"
    " {kept}, (SELECT coalesce(json_agg(json_build_array(key, value)), '[]')::text FROM register_meta),"
    " (SELECT json_agg(json_build_array(c.relname, a.attname, format_type(a.atttypid, a.atttypmod))"
    " ORDER BY c.relname, a.attname)::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    " WHERE c.relnamespace = 'diachiso'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped)"
    " FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()", kept=ARE_KEPT,
)  # fmt: skip


@dataclass(frozen=True)
class There:
    """The register on the server: which one, with which tables, and who asks."""

    register: str
    """Its own number, the server's, the database's."""
    table: int
    """The number of its first table: another one where it was restored."""
    tables: str
    """A digest of tables, columns and settings, and of what this version makes of them."""
    keeper: bool
    marked: bool
    """Whether it keeps marks of what changes."""
    meta: dict[str, str]


@dataclass(frozen=True)
class Book:
    """What a copy has seen."""

    register: str
    table: int
    tables: str
    snapshot: str
    mark: str
    seen: tuple[str, ...] = ()
    """Transactions of its own, which the snapshot does not know."""
    counted_at: float = 0.0
    shape: str = ""
    """A digest of the file's own tables and indexes."""


def look_there(cur: Any) -> There:
    """Ask the server."""
    cur.execute(_LOOK)
    place, table, keeper, marked, pairs, columns = cur.fetchone()
    meta = {key: value or "" for key, value in json.loads(pairs)}
    said = [_FORM, SCHEMA_VERSION, LAYOUT, meta.get("profile"), json.loads(columns)]
    tables = hashlib.sha256(json.dumps(said).encode()).hexdigest()
    # Who sees no people sees fewer rows.
    register = "-".join((meta.get("register_id", ""), place, *(() if keeper else ("reader",))))
    return There(register, table, tables, keeper, marked, meta)


def read_book(con: sqlite3.Connection) -> Optional[Book]:
    """What an open copy says; None where it says nothing."""
    if con.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_BOOK,)).fetchone() is None:
        return None
    row = con.execute(build("SELECT said FROM {t}", t=_BOOK)).fetchone()
    if row is None:
        return None
    said = json.loads(row[0])
    return Book(**{**said, "seen": tuple(said["seen"])})


def write_book(con: sqlite3.Connection, book: Book) -> None:
    """Write it down, inside the caller's transaction."""
    con.execute(build("CREATE TABLE IF NOT EXISTS {t} (said TEXT NOT NULL)", t=_BOOK))
    con.execute(build("DELETE FROM {t}", t=_BOOK))
    con.execute(build("INSERT INTO {t} VALUES (?)", t=_BOOK), (json.dumps(asdict(book)),))


def is_of(cur: Any, book: Optional[Book], there: There) -> bool:
    """Whether a copy is one of this register, and can be brought up to date."""
    if book is None or not there.marked:
        return False
    same = (book.register, book.table, book.tables) == (there.register, there.table, there.tables)
    return same and goes_on(cur, book.snapshot, book.mark)


def file_shape(con: sqlite3.Connection) -> str:
    """A digest of the tables and indexes of a file, GeoPackage's and SQLite's own apart."""
    rows: Sequence[Any] = con.execute(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
        " AND name NOT GLOB 'gpkg_*' AND name NOT GLOB 'sqlite_*' ORDER BY name"
    ).fetchall()
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
