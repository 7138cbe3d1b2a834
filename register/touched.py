"""What follows when an apply has changed known addresses: their text, their dirty marks, their rows in the log."""
from __future__ import annotations

import json
import sqlite3

from .address_text_sql import expression
from .apply_change import to_json
from .sql import Sql, build, ident, idents, insert

_UNSAID = ("edited_at", "edited_by")


def refresh_touched(con: sqlite3.Connection, apply_id: int, now: str) -> None:
    """Write them for every address that the apply remembers; whoever stands there as its editor did it."""
    touched = Sql("SELECT fid FROM apply_change WHERE apply_id = ? AND table_name = 'address'")
    con.execute(
        build(
            "UPDATE address SET address_text = {text} WHERE fid IN ({touched})",
            text=expression(lambda column: ident(column)), touched=touched,
        ),
        (apply_id,),
    )  # fmt: skip
    con.execute(
        build(
            "INSERT OR IGNORE INTO sync_dirty (table_name, fid) SELECT 'address', fid FROM ({touched})",
            touched=touched,
        ),
        (apply_id,),
    )
    names = [row[1] for row in con.execute("PRAGMA table_info(address)")]
    query = build("SELECT {names} FROM address WHERE fid = ?", names=idents(names))
    changes = con.execute(
        "SELECT fid, old FROM apply_change WHERE apply_id = ? AND table_name = 'address'", (apply_id,)
    ).fetchall()
    statement = insert(
        "audit_log", ("at", "by", "apply_id", "table_name", "fid", "object_id", "action", "old", "new")
    )
    for fid, old_text in changes:
        old = json.loads(old_text) or {}
        new = json.loads(to_json(dict(zip(names, con.execute(query, (fid,)).fetchone()))))
        changed = [c for c in names if old.get(c) != new[c] and c not in _UNSAID]
        action = "update" if old else "insert"
        if old and "stage" in changed and new["stage"] == "retired":
            action = "retire"
        con.execute(
            statement,
            (
                now, new["edited_by"], apply_id, "address", fid, new["address_id"], action,
                to_json({c: old.get(c) for c in changed}) if old else None, to_json({c: new[c] for c in changed}),
            ),
        )  # fmt: skip
