"""What rows were before an apply changed them, kept so that it can be undone."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Optional

from .sql import build, idents, insert


class ChangeMemory:
    """Keeps rows of one apply in `apply_change`."""

    def __init__(self, con: sqlite3.Connection, apply_id: int) -> None:
        self.con, self.apply_id = con, apply_id

    def remember(self, table: str, fids: Sequence[int]) -> None:
        """Keep what rows were, so that the apply can be undone; a row is kept once, as it was before."""
        names = [row[1] for row in self.con.execute(build("PRAGMA table_info({table})", table=table))]
        known = {
            row[0]
            for row in self.con.execute(
                "SELECT fid FROM apply_change WHERE apply_id = ? AND table_name = ?", (self.apply_id, table)
            )
        }
        query = build("SELECT {names} FROM {table} WHERE fid = ?", names=idents(names), table=table)
        for fid in fids:
            if fid in known:
                continue
            row = self.con.execute(query, (fid,)).fetchone()
            self.remember_row(table, fid, None if row is None else dict(zip(names, row)))

    def remember_row(self, table: str, fid: Optional[int], row: Optional[dict[str, Any]]) -> None:
        """`row` None: there was none, so an undo removes the one that is written now."""
        self.con.execute(
            insert("apply_change", ("apply_id", "table_name", "fid", "old")),
            (self.apply_id, table, fid, "null" if row is None else to_json(row)),
        )


def to_json(row: dict[str, Any]) -> str:
    """A row as JSON; bytes as {"$hex": …}."""
    return json.dumps(
        {k: {"$hex": v.hex()} if isinstance(v, bytes) else v for k, v in row.items()}, ensure_ascii=False
    )
