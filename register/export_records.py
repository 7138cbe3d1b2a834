"""What left the register and for whom: each export is a row of the audit log, which nobody can change or delete.

It says who, when, why, for whom, on which legal basis, which fields, how many rows and how many with personal data;
never a value of theirs. A restored backup keeps the log, so an export is remembered whatever becomes of the register.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Optional

from .connect import connect
from .errors import sqlite_errors
from .ledger import mark_left
from .transaction import write_audit

TABLE = "export"  # in the audit log
EXPORT = "export"


@dataclass(frozen=True)
class ExportRecord:
    """An export: its kind (open_data, share, notices, messages …), for whom, why, what. Dates are ISO, '' none.

    `persons`: rows with personal data; `legal_basis`: needed for those. `files`: names without their folders.
    """

    kind: str
    rows: int
    fields: tuple[str, ...] = ()
    persons: int = 0
    recipient: str = ""
    purpose: str = ""
    legal_basis: str = ""
    channel: str = ""
    expires_on: str = ""
    files: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordedExport:
    """An export as the log has it: its number there, when (UTC, ISO), by whom, and what was said of it."""

    seq: int
    at: str
    by: str
    record: ExportRecord


def note_export(con: sqlite3.Connection, record: ExportRecord, codes: Iterable[str] = ()) -> int:
    """Write an export down in the caller's write transaction, before its files are placed; its `codes` have left.

    Returns the number of its row in the log.
    """
    said = {key: value for key, value in asdict(record).items() if value not in ("", (), {})}
    said["codes_left"] = mark_left(con, codes)
    write_audit(con, TABLE, EXPORT, object_id=record.kind, new=said)
    return int(con.execute("SELECT max(seq) FROM audit_log").fetchone()[0])


def read_exports(path: str | Path, kind: str = "") -> list[RecordedExport]:
    """The exports that were written down (of one kind), the newest first (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        rows = con.execute(
            "SELECT seq, at, coalesce(by, '?'), object_id, new FROM audit_log WHERE table_name = ? AND action = ?"
            " AND (? IN ('', object_id)) ORDER BY seq DESC",
            (TABLE, EXPORT, kind),
        ).fetchall()
    return [RecordedExport(seq, at, by, _record(of, new)) for seq, at, by, of, new in rows]


def _record(kind: Optional[str], new: Optional[str]) -> ExportRecord:
    said = json.loads(new or "{}")
    known = {name: said[name] for name in ExportRecord.__dataclass_fields__ if name in said}
    for name in ("fields", "files"):
        known[name] = tuple(known.get(name, ()))
    return ExportRecord(**{"rows": 0, **known, "kind": kind or ""})
