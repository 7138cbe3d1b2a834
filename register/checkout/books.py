"""The tables that a check-out takes along and a check-in compares: what tells a row, whose it is, how it is read.

Every row has a key that is the same in the register and in the copy: an identity where it has one, else its number,
which a copy makes itself (`numbered`; see `checkout_number`).
"""
from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from ...core.checkin.model import TableRule
from ...core.checkin.planner import ADDRESS_GROUPS
from ...core.checkin.three_way import Key, Row
from ..geometry_functions import blob_wkb
from ..sql import Sql, build, join

GEOM = "geom"
_STEP = 2_000
# Written by the register itself, or merely saying who wrote: no difference of theirs is one.
_ADDRESS_OWN = ("fid", "address_id", "address_text", "apply_id", "created_at", "created_by", "edited_at", "edited_by")


@dataclass(frozen=True)
class Book:
    """A table: `key` (SQL) tells a row, `number` is its integer key, `source` what it is selected from.

    `owner`: SQL of the identity of its address; `commune`: column with the code of its commune. `unread`: columns that
    are not compared; `points`: columns that hold the number of a row of another table.
    """

    name: str
    key: Sql
    number: str
    source: Sql
    owner: Optional[Sql] = None
    commune: str = ""
    numbered: bool = False
    unread: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    where: Sql = Sql("1")
    points: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()
    whole: bool = False
    removable: bool = False
    secret: bool = False
    photo: str = ""

    def columns(self, con: sqlite3.Connection) -> list[str]:
        """The columns that are compared, as far as a register has them."""
        names = [name for (name,) in con.execute("SELECT name FROM pragma_table_info(?)", (self.name,))]
        wanted = [name for name in names if name not in (self.number, *self.unread)]
        return [name for name in wanted if not self.only or name in self.only]

    def rule(self, columns: Iterable[str]) -> TableRule:
        """How its rows are compared."""
        columns = tuple(columns)
        owner = next((c for c in ("address_id", "old_address_id") if self.owner is not None and c in columns), "")
        return TableRule(
            self.name, columns, owner, self.commune, self.groups, self.whole, self.removable, self.secret, self.photo
        )


def _numbered(name: str, number: str, **more: Any) -> Book:
    key = build("t.{n}", n=number)
    return Book(name, key, number, build("{t} t", t=name), numbered=True, **more)


def _of_address(name: str, number: str, **more: Any) -> Book:
    return _numbered(name, number, owner=Sql("t.address_id"), removable=True, **more)


# In the order in which they are written: what others point to comes first.
BOOKS: tuple[Book, ...] = (
    Book("object_class", Sql("t.code"), "fid", Sql("object_class t"), unread=("code",)),
    _numbered("admin_unit", "fid", commune="code"),
    _numbered("settlement", "fid", commune="commune_code"),
    _numbered("street", "fid", commune="commune_code"),
    Book(
        "address", Sql("t.address_id"), "fid", Sql("address t"), owner=Sql("t.address_id"), unread=_ADDRESS_OWN,
        groups=ADDRESS_GROUPS, photo="photo",
    ),
    Book(
        "address_source", Sql("a.address_id"), "fid", Sql("address_source t JOIN address a ON a.fid = t.fid"),
        owner=Sql("a.address_id"), whole=True,
    ),
    _of_address("address_position", "fid", groups=(("geom", "kind"),)),
    _of_address("person", "person_id", whole=True, secret=True),
    _of_address("notification", "notification_id", points={"person_id": "person"}),
    _of_address("plaque", "plaque_id", photo="photo"),
    Book(
        "successor",
        Sql("t.old_address_id || ' ' || t.new_address_id || ' ' || t.kind || ' ' || t.at"), "successor_id",
        Sql("successor t"), owner=Sql("t.old_address_id"), unread=("apply_id",), whole=True,
    ),
    Book(
        "qa_exception",
        Sql("t.object_id || ' ' || t.rule || ' ' || t.part || ' ' || t.source"), "exception_id",
        Sql("qa_exception t"), owner=Sql("t.object_id"), whole=True, removable=True, where=Sql("t.ended_at IS NULL"),
        only=("rule", "subject", "source", "object_id", "part", "watched", "reason", "by", "at"),
    ),
)  # fmt: skip
BOOK = {book.name: book for book in BOOKS}


@dataclass(frozen=True)
class Scope:
    """Whose rows are read: of addresses (temp.checkin_scope), of communes, and those of given keys; None: every row."""

    communes: Collection[str]
    keys: Mapping[str, Collection[Key]]


def read_rows(
    con: sqlite3.Connection, book: Book, columns: Iterable[str], scope: Optional[Scope] = None
) -> Iterator[Row]:
    """The rows of a table in ascending order of their keys, geometries as WKB. Nothing of it is held."""
    columns = list(columns)
    names = join((build("t.{c}", c=name) for name in columns), ", ")
    where, values = _where(book, scope)
    query = build(
        "SELECT {key}, {names} FROM {source} WHERE {where} ORDER BY 1",
        key=book.key, names=names or Sql("1"), source=book.source, where=where,
    )  # fmt: skip
    place = columns.index(GEOM) if GEOM in columns else -1
    cursor = con.execute(query, values)
    while True:
        rows = cursor.fetchmany(_STEP)
        if not rows:
            return
        for key, *found in rows:
            if place >= 0:
                found[place] = None if found[place] is None else blob_wkb(found[place])
            yield key, tuple(found) if columns else ()


def read_scope(con: sqlite3.Connection, communes: Collection[str], ids: Iterable[str]) -> None:
    """Fill temp.checkin_scope: the addresses of communes, their units and buildings, and those of `ids`."""
    con.execute("CREATE TEMP TABLE checkin_scope (address_id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID")
    con.executemany("INSERT OR IGNORE INTO temp.checkin_scope VALUES (?)", ((address_id,) for address_id in ids))
    con.executemany(
        "INSERT OR IGNORE INTO temp.checkin_scope"
        " SELECT address_id FROM address WHERE commune_code = ? AND address_id IS NOT NULL",
        [(code,) for code in communes],
    )
    con.execute(
        "INSERT OR IGNORE INTO temp.checkin_scope"
        " SELECT address_id FROM address WHERE parent_id IN (SELECT address_id FROM temp.checkin_scope)"
    )


def _where(book: Book, scope: Optional[Scope]) -> tuple[Sql, list[Any]]:
    if scope is None:
        return book.where, []
    if book.owner is not None:
        scoped = build("{o} IN (SELECT address_id FROM temp.checkin_scope)", o=book.owner)
        return Sql(" AND ".join((book.where, scoped))), []
    if not book.commune:
        return book.where, []
    codes = list(scope.communes)
    marks = Sql(", ".join("?" * len(codes)))
    known = [str(int(key)) for key in scope.keys.get(book.name, ())]
    pieces = [build("t.{c} IN ({marks})", c=book.commune, marks=marks)]
    for low in range(0, len(known), 500):
        pieces.append(build("{k} IN ({n})", k=book.key, n=Sql(", ".join(known[low: low + 500]))))
    return Sql("(" + " OR ".join(pieces) + ")"), codes


def table_columns(con: sqlite3.Connection, table: str) -> list[str]:
    """The names of a table's columns; none where there is no such table."""
    return [name for (name,) in con.execute("SELECT name FROM pragma_table_info(?)", (table,))]
