"""Tables that a register of the first version did not have: made with a new one, added to an old one when it is mended.

They stand beside the others and change none of them, so the schema's version stays what it is.
"""
from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from . import official_candidates
from .gpkg import Layer, register_layers
from .indicator_schema import STATEMENTS as REPORT_TABLES
from .qa_schema import STATEMENTS as REVIEW_TABLES
from .sync_schema import STATEMENTS as SYNC_TABLES


@dataclass(frozen=True)
class Addition:
    """A table, how QGIS shows it, and its indexes."""

    layer: Layer
    statements: tuple[str, ...]
    shown: bool = True
    """Whether QGIS lists it among the file's layers."""


# Who is told of a code, and how it went. A person is named by number only: names stay in `person`.
_NOTIFICATION = """CREATE TABLE notification (
        notification_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        address_id TEXT NOT NULL REFERENCES address(address_id),
        person_id INTEGER REFERENCES person(person_id) ON DELETE SET NULL,
        recipient TEXT NOT NULL DEFAULT 'owner', channel TEXT, state TEXT NOT NULL DEFAULT 'planned',
        sent_at DATE, reached_at DATE, reference TEXT, note TEXT,
        CHECK (recipient IN ('owner', 'representative', 'user')),
        CHECK (channel IS NULL OR channel IN ('commune', 'in_person', 'message', 'email', 'post')),
        CHECK (state IN ('planned', 'sent', 'reached', 'failed')))"""
_PLAQUE = """CREATE TABLE plaque (
        plaque_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        address_id TEXT NOT NULL REFERENCES address(address_id),
        state TEXT NOT NULL DEFAULT 'planned', design TEXT, made_at DATE, mounted_at DATE, mounted_by TEXT,
        place TEXT, photo TEXT, note TEXT,
        CHECK (state IN ('planned', 'made', 'mounted', 'damaged', 'removed')))"""

ADDITIONS = (
    Addition(
        Layer("notification", "Notification"),
        (_NOTIFICATION, "CREATE INDEX notification_address ON notification(address_id)"),
    ),
    Addition(Layer("plaque", "Plaque"), (_PLAQUE, "CREATE INDEX plaque_address ON plaque(address_id)")),
    Addition(Layer(official_candidates.TABLE, "Candidates"), official_candidates.STATEMENTS, shown=False),
    *(
        Addition(Layer(table, table), statements, shown=False)
        for table, statements in {**REVIEW_TABLES, **SYNC_TABLES, **REPORT_TABLES}.items()
    ),
)


def create_additions(con: sqlite3.Connection) -> list[str]:
    """Make the tables that are not there yet, inside the caller's transaction; their names."""
    made = [addition for addition in ADDITIONS if addition.layer.table not in _tables(con)]
    for addition in made:
        for statement in addition.statements:
            con.execute(statement)
    register_layers(con, [addition.layer for addition in made if addition.shown])
    return [addition.layer.table for addition in made]


def absent_additions(con: sqlite3.Connection) -> set[str]:
    """The tables of this version that the register does not have yet."""
    return {addition.layer.table for addition in ADDITIONS} - _tables(con)


def _tables(con: sqlite3.Connection) -> set[str]:
    return {name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
