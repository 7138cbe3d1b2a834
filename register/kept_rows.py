"""Rows as they were before an apply wrote them, put back by an undo."""
from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from .side_tables import SIDE_TABLES
from .sql import build, insert, join

# What tells a row of the tables that are put back as they were.
KEYS: Mapping[str, str] = {
    **{name: table.key for name, table in SIDE_TABLES.items()},
    "address_position": "fid", "street": "fid", "settlement": "fid", "admin_unit": "fid", "object_class": "fid",
    "person": "person_id", "qa_exception": "exception_id", "checkout": "checkout_id", "number_hold": "hold_id",
    "checkout_number": "number_id",
}  # fmt: skip


def restore_row(con: sqlite3.Connection, table: str, number: int, old: Mapping[str, Any]) -> None:
    """Make a row what it was; empty: there was none. One that was taken out comes back."""
    key = KEYS[table]
    if not old:
        con.execute(build("DELETE FROM {t} WHERE {k} = ?", t=table, k=key), (number,))
        return
    which = old.get(key, number)  # a row without a number of its own has another one in each copy of the register
    kept = [name for name in old if name != key]
    sets = join((build("{c} = ?", c=name) for name in kept), ", ")
    statement = build("UPDATE {t} SET {s} WHERE {k} = ?", t=table, s=sets, k=key)
    if con.execute(statement, [*(old[name] for name in kept), which]).rowcount == 0:
        con.execute(insert(table, old), list(old.values()))
