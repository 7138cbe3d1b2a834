"""The server's tables and guards follow those of the file that a tool has changed: a new profile, new tables."""
from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from ..reading import read_meta
from ..sql import build
from .driver import SCHEMA
from .roles import as_owner
from .server import install_guards, read_meta_values
from .structure import TableSpec, fresh_structure
from .tables import column_definition, create_table, finish_tables


def add_what_is_new(cur: Any, con: sqlite3.Connection, tables: Sequence[TableSpec]) -> None:
    """Give the server the tables and columns that the file has more, empty."""
    cur.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s", (SCHEMA,))
    there: dict[str, set[str]] = {}
    for name, column in cur.fetchall():
        there.setdefault(name, set()).add(column)
    ours = {table.name for table in fresh_structure(read_meta(con).profile)}
    fresh = [table for table in tables if table.name in ours - there.keys()]
    with as_owner(cur):
        for table in (table for table in tables if table.name in ours & there.keys()):
            for column in (column for column in table.columns if column.name not in there[table.name]):
                definition = column_definition(table, column)
                cur.execute(build("ALTER TABLE {t} ADD COLUMN {column}", t=table.name, column=definition))
        for table in fresh:
            cur.execute(create_table(table))
        for statement in finish_tables(fresh, server_indexes=False):
            cur.execute(statement)


def follow_profile(cur: Any, con: sqlite3.Connection, tables: Sequence[TableSpec], before: str) -> None:
    """Make guards and rights anew where the profile, written by now, is another one than `before`."""
    if read_meta_values(cur).get("profile", "") != before:
        with as_owner(cur):
            install_guards(cur, tables, read_meta(con).profile)
