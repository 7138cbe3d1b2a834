"""Further positions of addresses (entrances …) that an apply writes, and what an undo does with them."""
from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .apply_change import ChangeMemory, to_json
from .geometry_functions import point_blob
from .job import Job
from .sql import build, insert, join
from .staging import read_table

TABLE = "address_position"
STAGED = "positions"  # columns fid (-1: a new row), address_id, kind, note, lon, lat
_COLUMNS = ("address_id", "kind", "note", "geom")


def write_positions(con: sqlite3.Connection, folder: Path, job: Job, memory: ChangeMemory, now: str) -> None:
    """Write the staged positions with the rows that the triggers would write: audit and dirty marks."""
    table = read_table(folder, STAGED)
    names = ["fid", "address_id", "kind", "note", "lon", "lat"]
    for rows in table.rows(names) if len(table) else ():
        for fid, address_id, kind, note, lon, lat in rows:
            new = {"address_id": address_id, "kind": kind, "note": note, "geom": point_blob(lon, lat)}
            _write(con, job, memory, now, int(fid), new)


def _write(
    con: sqlite3.Connection, job: Job, memory: ChangeMemory, now: str, fid: int, new: Mapping[str, Any]
) -> None:
    old: dict[str, Any] = {}
    if fid < 0:
        fid = int(con.execute(insert(TABLE, new), list(new.values())).lastrowid or 0)
        memory.remember_row(TABLE, fid, None)
    else:
        memory.remember(TABLE, [fid])
        row = con.execute("SELECT address_id, kind, note, geom FROM address_position WHERE fid = ?", (fid,)).fetchone()
        was = dict(zip(_COLUMNS, row))
        old, new = ({c: r[c] for c in _COLUMNS if was[c] != new[c]} for r in (was, dict(new)))
        sets = join((build("{c} = ?", c=name) for name in new), ", ")
        con.execute(build("UPDATE {t} SET {s} WHERE fid = ?", t=TABLE, s=sets), [*new.values(), fid])
    owner = con.execute(
        "SELECT a.fid, a.address_id FROM address a JOIN address_position p ON p.address_id = a.address_id"
        " WHERE p.fid = ?",
        (fid,),
    ).fetchone()
    con.executemany(
        "INSERT OR IGNORE INTO sync_dirty (table_name, fid) VALUES (?, ?)", [("address", owner[0]), (TABLE, fid)]
    )
    con.execute(
        insert("audit_log", ("at", "by", "apply_id", "table_name", "fid", "object_id", "action", "old", "new")),
        (
            now, job.actor, memory.apply_id, TABLE, fid, owner[1], "update" if old else "insert",
            to_json(old) if old else None, to_json(dict(new)),
        ),
    )  # fmt: skip


def edited_since(con: sqlite3.Connection, apply_id: int, last: int) -> list[tuple[int, str]]:
    """(seq, code or id) of the edits by people, after row `last` of the log, of what an apply hung on addresses."""
    return con.execute(
        "SELECT l.seq, coalesce(a.code, a.address_id) FROM audit_log l JOIN address a ON a.address_id = l.object_id"
        " WHERE l.seq > ?1 AND l.apply_id IS NULL AND l.table_name IN ('address_position', 'notification', 'plaque')"
        " AND EXISTS (SELECT 1 FROM apply_change c WHERE c.apply_id = ?2 AND c.table_name = l.table_name"
        " AND c.fid = l.fid)",
        (last, apply_id),
    ).fetchall()
