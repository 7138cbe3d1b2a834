"""One write of ours: a transaction that ends whole or not at all, and the register's revision."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .actor import current_user
from .connect import connect
from .errors import sqlite_errors
from .powers import told_by_roles
from .schema import NOW_SQL
from .server_copies import written_there
from .sql import build


@contextmanager
def write_transaction(
    path: Path, *, timeout: float = 5.0, bulk: bool = False, foreign_keys: bool = True
) -> Iterator[sqlite3.Connection]:
    """A connection inside BEGIN IMMEDIATE: committed at the end of the block, rolled back on any error.

    `bulk` sets the triggers aside (sync_ctl.applying) within this transaction: the caller then writes audit,
    dirty marks and address texts itself. `foreign_keys=False` for a caller that sees to them itself, since without the
    index of what they point to, SQLite would not even prepare a statement. Hold the writer gate around it. SQLite's
    errors become RegisterError. Of a copy of a server's register it is on the server when the block has ended.
    """
    with written_there(path), sqlite_errors(path):
        con = connect(path, write=True, timeout=timeout)
        try:
            if not foreign_keys:
                con.execute("PRAGMA foreign_keys = OFF")
            con.execute("BEGIN IMMEDIATE")
            con.execute("UPDATE sync_ctl SET value = ? WHERE key = 'actor'", (current_user(),))
            con.execute("UPDATE sync_ctl SET value = ? WHERE key = 'applying'", ("1" if bulk else "0",))
            with told_by_roles(con):
                yield con
            con.execute("UPDATE sync_ctl SET value = NULL WHERE key = 'actor'")
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
            con.execute("COMMIT")
        finally:
            if con.in_transaction:
                con.execute("ROLLBACK")
            con.close()


def write_audit(
    con: sqlite3.Connection,
    table: str,
    action: str,
    *,
    object_id: str | None = None,
    apply_id: int | None = None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    """Add a row of ours to the audit log, by the person who works here now."""
    statement = build(
        "INSERT INTO audit_log (at, by, apply_id, table_name, object_id, action, old, new) "
        "VALUES ({now}, ?, ?, ?, ?, ?, ?, ?)",
        now=NOW_SQL,
    )
    texts = (None if fields is None else json.dumps(fields, ensure_ascii=False) for fields in (old, new))
    con.execute(statement, (current_user(), apply_id, table, object_id, action, *texts))


def bump_revision(con: sqlite3.Connection) -> int:
    """Count one change of what codes may be given, so that plans made before it are known as stale."""
    con.execute("UPDATE register_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'revision'")
    return revision(con)


def revision(con: sqlite3.Connection) -> int:
    """The register's revision now."""
    return int(con.execute("SELECT value FROM register_meta WHERE key = 'revision'").fetchone()[0])


def last_edit(con: sqlite3.Connection) -> int:
    """Number of the newest row of the audit log, 0 in an empty one; edits by hand count here, not in the revision."""
    return int(con.execute("SELECT coalesce(max(seq), 0) FROM audit_log").fetchone()[0])
