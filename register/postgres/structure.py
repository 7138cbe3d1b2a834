"""The tables of a register as both stores have them, read out of a register in SQLite: the one source is its schema.

A province's own fields and tables of later versions come along by themselves.
"""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Optional

from ...core.profile import Profile
from ..gpkg import GEOMETRY_COLUMN
from ..schema import create_schema
from ..sql import build

# Declared BLOB, but JSON stands there: SQLite keeps what it is given.
_TEXT_IN_BLOB = {("apply_change", "old")}
_SHAPES = {"POINT": "Point", "MULTIPOLYGON": "MultiPolygon", "MULTILINESTRING": "MultiLineString"}
_OF_SQLITE = ("sqlite_", "gpkg_", "rtree_")


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "bigint"
    BOOLEAN = "boolean"
    REAL = "double precision"
    BLOB = "bytea"
    GEOMETRY = "geometry"


@dataclass(frozen=True)
class Column:
    """A column: its name, what it holds, whether it must hold something, its default as SQLite says it.

    `is_text`: SQLite makes texts of the numbers that are written there.
    """

    name: str
    kind: Kind
    required: bool = False
    default: Optional[str] = None
    is_text: bool = False


@dataclass(frozen=True)
class Reference:
    """A foreign key of one column."""

    column: str
    table: str
    target: str
    on_delete: str


@dataclass(frozen=True)
class TableSpec:
    """A table; `key` its primary key, `numbered` where that is one whole number, `counted` where none comes twice."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    numbered: bool
    counted: bool
    shape: Optional[str]
    references: tuple[Reference, ...]
    uniques: tuple[tuple[str, ...], ...]
    checks: tuple[str, ...]
    indexes: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def once(self) -> tuple[str, ...]:
        """The columns of which no two rows may have the same, alone or with others; those of the key apart."""
        words = {word for columns in self.uniques for word in columns}
        for index in self.indexes:
            if index.upper().startswith("CREATE UNIQUE"):
                words.update(re.findall(r"\w+", index.split("(", 1)[1]))
        return tuple(name for name in self.names if name in words and name not in self.key)

    def of_kind(self, kind: Kind) -> frozenset[str]:
        """The names of the columns that hold this."""
        return frozenset(column.name for column in self.columns if column.kind is kind)


def fresh_structure(profile: Profile) -> list[TableSpec]:
    """The tables that this version gives a new register with this profile."""
    return list(_fresh(profile))


@lru_cache(maxsize=8)  # some 20 ms each time, and every work on a server's register asks
def _fresh(profile: Profile) -> tuple[TableSpec, ...]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as con:
        create_schema(con, profile)
        return tuple(read_structure(con))


def read_structure(con: sqlite3.Connection) -> list[TableSpec]:
    """The tables of an open register, by name; SQLite's and GeoPackage's own apart."""
    rows = con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [_table(con, name, sql) for name, sql in rows if not name.startswith(_OF_SQLITE)]


def foreign_tables(con: sqlite3.Connection, profile: Profile) -> list[str]:
    """Tables in the file that are none of a register's: styles, layers of somebody's own."""
    ours = {table.name for table in fresh_structure(profile)}
    return [table.name for table in read_structure(con) if table.name not in ours]


def _table(con: sqlite3.Connection, name: str, sql: str) -> TableSpec:
    info = con.execute("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?)", (name,)).fetchall()
    geometry = next((kind.upper() for column, kind, *_ in info if column == GEOMETRY_COLUMN), None)
    key = tuple(column for column, _, _, _, pk in sorted(info, key=lambda row: row[4]) if pk)
    kinds = {column: _kind(name, column, declared) for column, declared, *_ in info}
    return TableSpec(
        name=name,
        columns=tuple(
            Column(column, kinds[column], bool(required), default, declared.upper() == "TEXT")
            for column, declared, required, default, _ in info
        ),
        key=key,
        numbered=len(key) == 1 and kinds[key[0]] is Kind.INTEGER,
        counted="AUTOINCREMENT" in sql.upper(),
        shape=_SHAPES[geometry] if geometry else None,
        references=tuple(_references(con, name)),
        uniques=tuple(_uniques(con, name)),
        checks=tuple(_checks(sql)),
        indexes=tuple(
            made for (made,) in con.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name",
                (name,),
            )
        ),
    )  # fmt: skip


def _kind(table: str, column: str, declared: str) -> Kind:
    if (table, column) in _TEXT_IN_BLOB:
        return Kind.TEXT
    if declared.upper() in _SHAPES:
        return Kind.GEOMETRY
    kinds = {"INTEGER": Kind.INTEGER, "BOOLEAN": Kind.BOOLEAN, "REAL": Kind.REAL, "BLOB": Kind.BLOB}
    return kinds.get(declared.upper(), Kind.TEXT)  # dates and times are texts in both stores: nothing is lost


def _references(con: sqlite3.Connection, table: str) -> Iterator[Reference]:
    rows = con.execute('SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?)', (table,))
    for column, target, target_column, on_delete in rows:
        yield Reference(column, target, target_column, on_delete)


def _uniques(con: sqlite3.Connection, table: str) -> Iterator[tuple[str, ...]]:
    for (name,) in con.execute("SELECT name FROM pragma_index_list(?) WHERE origin = 'u'", (table,)).fetchall():
        yield tuple(column for (column,) in con.execute("SELECT name FROM pragma_index_info(?)", (name,)))


def _checks(sql: str) -> Iterator[str]:
    """What the CHECKs of a CREATE TABLE say, with their brackets."""
    for found in re.finditer(r"\bCHECK\s*\(", sql):
        depth, quoted = 0, False
        for at in range(found.end() - 1, len(sql)):
            letter = sql[at]
            if letter == "'":
                quoted = not quoted
            depth += 0 if quoted else {"(": 1, ")": -1}.get(letter, 0)
            if depth == 0:
                yield sql[found.end() - 1: at + 1]
                break


def count_rows(con: sqlite3.Connection, table: str) -> int:
    """How many rows a table has."""
    return int(con.execute(build("SELECT count(*) FROM {table}", table=table)).fetchone()[0])
