"""Tables that a register of the first version did not have: made with a new one, added to an old one when it is mended.

They stand beside the others and change none of them, so the schema's version stays what it is. One of them may grow in
a later version: then its rows move into a new table.
"""
from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from . import official_candidates
from .checkout.schema import STATEMENTS as CHECKOUT_TABLES
from .gpkg import Layer, register_layers
from .indicator_schema import STATEMENTS as REPORT_TABLES
from .qa_schema import STATEMENTS as REVIEW_TABLES
from .sql import build
from .sync_schema import STATEMENTS as SYNC_TABLES


@dataclass(frozen=True)
class Addition:
    """A table, how QGIS shows it, and its indexes."""

    layer: Layer
    statements: tuple[str, ...]
    shown: bool = True
    """Whether QGIS lists it among the file's layers."""
    newest: str = ""
    """A column that the table of an older version lacks: it is made anew then, and its rows are taken over."""


# Who is told of a code, and how it went. A person is named by number only: names stay in `person`. `reference` is on
# the letter, and in the QR code of the list; `batch` is the run that made it; `result` how it went.
_NOTIFICATION = """CREATE TABLE notification (
        notification_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        address_id TEXT NOT NULL REFERENCES address(address_id),
        person_id INTEGER REFERENCES person(person_id) ON DELETE SET NULL,
        recipient TEXT NOT NULL DEFAULT 'owner', channel TEXT, state TEXT NOT NULL DEFAULT 'planned',
        sent_at DATE, reached_at DATE, reference TEXT, batch TEXT, result TEXT, note TEXT,
        CHECK (result IN ('delivered', 'refused', 'unreachable')),
        CHECK (recipient IN ('owner', 'representative', 'user')),
        CHECK (channel IS NULL OR channel IN ('commune', 'in_person', 'message', 'email', 'post')),
        CHECK (state IN ('planned', 'sent', 'reached', 'failed')))"""
# `made` is printed. `reason`: why it was printed; `not_mounted`: why it does not hang; `lon`, `lat`: where it hangs, in
# degrees; `ended_at`: since when another one is there, or none.
_PLAQUE = """CREATE TABLE plaque (
        plaque_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        address_id TEXT NOT NULL REFERENCES address(address_id),
        state TEXT NOT NULL DEFAULT 'planned', code TEXT, design TEXT, reason TEXT, batch TEXT,
        ordered_at DATE, made_at DATE, delivered_at DATE, mounted_at DATE, mounted_by TEXT, lon REAL, lat REAL,
        place TEXT, photo TEXT, not_mounted TEXT, ended_at DATE, note TEXT,
        CHECK (state IN ('planned', 'ordered', 'made', 'delivered', 'mounted', 'not_mounted', 'damaged', 'replaced',
                         'removed')),
        CHECK (reason IN ('new', 'replacement', 'correction')),
        CHECK (not_mounted IN ('absent', 'refused', 'no_place', 'gone', 'wrong_plaque', 'other')),
        CHECK (lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90))"""

ADDITIONS = (
    Addition(
        Layer("notification", "Notification"),
        (
            _NOTIFICATION, "CREATE INDEX notification_address ON notification(address_id)",
            "CREATE INDEX notification_reference ON notification(reference) WHERE reference IS NOT NULL",
        ),
        newest="result",
    ),  # fmt: skip
    Addition(
        Layer("plaque", "Plaque"), (_PLAQUE, "CREATE INDEX plaque_address ON plaque(address_id)"), newest="not_mounted"
    ),
    Addition(Layer(official_candidates.TABLE, "Candidates"), official_candidates.STATEMENTS, shown=False),
    *(
        Addition(Layer(table, table), statements, shown=False)
        for table, statements in {**REVIEW_TABLES, **SYNC_TABLES, **REPORT_TABLES, **CHECKOUT_TABLES}.items()
    ),
)


def create_additions(con: sqlite3.Connection) -> list[str]:
    """Make the tables that are not there yet, and those of older versions anew; their names.

    In the caller's transaction. Run it without triggers: a row that is taken over is no edit.
    """
    made = [addition for addition in ADDITIONS if addition.layer.table not in _tables(con)]
    for addition in made:
        for statement in addition.statements:
            con.execute(statement)
    register_layers(con, [addition.layer for addition in made if addition.shown])
    renewed = [addition for addition in ADDITIONS if _is_outdated(con, addition)]
    for addition in renewed:
        _renew(con, addition)
    return [addition.layer.table for addition in (*made, *renewed)]


def absent_additions(con: sqlite3.Connection) -> set[str]:
    """The tables of this version that the register does not have yet."""
    return {addition.layer.table for addition in ADDITIONS} - _tables(con)


def outdated_additions(con: sqlite3.Connection) -> set[str]:
    """The tables that the register has as an older version made them."""
    return {addition.layer.table for addition in ADDITIONS if _is_outdated(con, addition)}


def _is_outdated(con: sqlite3.Connection, addition: Addition) -> bool:
    columns = _columns(con, addition.layer.table)
    return bool(addition.newest and columns) and addition.newest not in columns


def _renew(con: sqlite3.Connection, addition: Addition) -> None:
    table, old = addition.layer.table, "_".join((addition.layer.table, "before"))
    last = con.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    con.execute(build("ALTER TABLE {t} RENAME TO {old}", t=table, old=old))
    for (index,) in con.execute(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (old,)
    ).fetchall():
        con.execute(build("DROP INDEX {name}", name=index))
    for statement in addition.statements:
        con.execute(statement)
    kept = [name for name in _columns(con, old) if name in _columns(con, table)]
    con.execute(build("INSERT INTO {t} ({kept}) SELECT {kept} FROM {old}", t=table, kept=kept, old=old))
    con.execute(build("DROP TABLE {old}", old=old))
    if last is not None:  # a number of a row that was taken out is not given again
        con.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        con.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last[0]))


def _columns(con: sqlite3.Connection, table: str) -> list[str]:
    return [name for (name,) in con.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _tables(con: sqlite3.Connection) -> set[str]:
    return {name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
