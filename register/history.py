"""The history of one record out of the audit log, with what hangs on it: positions, people, notices, plaques."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from ..core.history_text import Entry
from .connect import connect
from .errors import sqlite_errors


def read_history(path: str | Path, address_id: str, limit: int = 500) -> list[Entry]:
    """What was done to an address, the newest first (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return history_of(con, address_id, limit)


def history_of(con: sqlite3.Connection, address_id: str, limit: int = 500) -> list[Entry]:
    """The same of an open register."""
    rows = con.execute(
        "SELECT l.seq, l.at, l.by, l.table_name, l.action, l.old, l.new, r.kind FROM audit_log l"
        " LEFT JOIN apply_run r ON r.apply_id = l.apply_id WHERE l.object_id = ? ORDER BY l.seq DESC LIMIT ?",
        (address_id, limit),
    )
    return [
        Entry(seq, at, by or "", table, action, json.loads(old or "{}"), json.loads(new or "{}"), kind or "")
        for seq, at, by, table, action, old, new, kind in rows
    ]
