"""What the page *Sync* shows: edits that wait, operations, conflicts, records sent back, and the history of syncs.

Reading only. Every function opens the register for itself and may raise RegisterError.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from .additions import absent_additions
from .completeness_sql import completeness_sql
from .connect import connect
from .errors import sqlite_errors
from .reading import read_meta
from .sql import Sql, build
from .sync_schema import BASE, CONFLICT, OPERATION, RUN

OPEN = ("queued", "sending", "accepted_async", "unknown", "retry_wait", "paused")
"""States without a final answer."""


@dataclass(frozen=True)
class Change:
    """A column and its two values; a position is a list [lon, lat], `stage` and `code` are columns, too."""

    column: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Waiting:
    """What waits: `edits` are addresses changed since the last agreement, `oldest_at` the time of the oldest edit.

    `ready_to_submit` of them are created and complete, and wait for a person to submit them.
    """

    edits: int = 0
    oldest_at: Optional[str] = None
    ready_to_submit: int = 0
    open_operations: int = 0
    unknown: int = 0
    conflicts: int = 0
    rejected: int = 0
    poisoned: int = 0
    """Operations that failed five times and wait for a person (`sync.queue.send_again`)."""


@dataclass(frozen=True)
class OperationRow:
    """An operation, open or settled; for an edit that is not queued yet `op_id` is '' and `state` 'edited'."""

    op_id: str
    address_id: str
    fid: int
    address_text: str
    code: str
    kind: str
    state: str
    changes: tuple[Change, ...] = ()
    attempts: int = 0
    queued_at: str = ""
    queued_by: str = ""
    next_at: Optional[str] = None
    settled_at: Optional[str] = None
    problem: str = ""
    package_id: Optional[int] = None
    run_id: Optional[int] = None


@dataclass(frozen=True)
class FieldRow:
    """A column of a conflict with its three values; `position` is [lon, lat], `stage` the end of life."""

    column: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class ConflictRow:
    """An open conflict. `base`, `mine`, `theirs`: {"values": {column: value}, "position", "stage", "code"} or None.

    `kind` names what is in conflict, to choose for many of one kind at once: the columns with commas between them, or
    the type of the registry's problem where no field is in conflict.
    """

    conflict_id: int
    address_id: str
    fid: int
    address_text: str
    code: str
    kind: str
    fields: tuple[FieldRow, ...]
    base: Optional[Mapping[str, Any]]
    mine: Optional[Mapping[str, Any]]
    theirs: Optional[Mapping[str, Any]]
    problem: str
    found_at: str
    op_id: str = ""


@dataclass(frozen=True)
class RejectedRow:
    """A record that came back: by the verifier (`by_verifier`), or refused by the registry as it was sent."""

    address_id: str
    fid: int
    address_text: str
    code: str
    stage: str
    reason: str
    at: str
    by_verifier: bool


@dataclass(frozen=True)
class RunRow:
    """One sync of the history; `pause` is a value of sync.model.Pause, or None where it went through."""

    run_id: int
    at: str
    ended_at: Optional[str]
    by: str
    registry: str
    direction: str
    counts: Mapping[str, int] = field(default_factory=dict)
    pause: Optional[str] = None
    note: str = ""


def waiting(path: Path) -> Waiting:
    """How much waits, and since when."""
    with _reading(path) as con:
        profile = read_meta(con).profile
        missing = completeness_sql(profile, lambda name: build("a.{c}", c=name)).basic_missing
        edits, oldest, ready = con.execute(
            build(
                "SELECT count(*), min(coalesce(a.edited_at, a.created_at)),"
                " coalesce(sum(a.stage = 'created' AND ({missing}) = 0), 0)"
                " FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid WHERE d.table_name = 'address'",
                missing=missing,
            )
        ).fetchone()
        if _absent(con):
            return Waiting(edits, oldest, ready)
        states = dict(con.execute("SELECT state, count(*) FROM sync_op GROUP BY state"))
        conflicts = con.execute("SELECT count(*) FROM sync_conflict WHERE closed_at IS NULL").fetchone()[0]
        rejected = con.execute(build("SELECT count(*) FROM ({rows})", rows=_REJECTED)).fetchone()[0]
        return Waiting(
            edits, oldest, ready, sum(states.get(state, 0) for state in OPEN), states.get("unknown", 0), conflicts,
            rejected, states.get("paused", 0),
        )  # fmt: skip


def operations(
    path: Path, states: Sequence[str] = OPEN, limit: int = 500, offset: int = 0, run_id: Optional[int] = None
) -> list[OperationRow]:
    """Operations in these states, the newest first; with `run_id` only those that this sync settled."""
    with _reading(path) as con:
        if _absent(con):
            return []
        rows = con.execute(
            "SELECT o.op_id, o.address_id, coalesce(a.fid, -1), coalesce(a.address_text, ''), coalesce(a.code, ''),"
            " o.kind, o.state, o.changes, o.attempts, o.queued_at, coalesce(o.queued_by, ''), o.next_at, o.settled_at,"
            " coalesce(o.problem, ''), o.package_id, o.run_id"
            " FROM sync_op o LEFT JOIN address a ON a.address_id = o.address_id"
            " WHERE o.state IN (SELECT value FROM json_each(?)) AND (?2 IS NULL OR o.run_id = ?2)"
            " ORDER BY coalesce(o.settled_at, o.queued_at) DESC, o.rowid DESC LIMIT ?3 OFFSET ?4",
            (json.dumps(list(states)), run_id, limit, offset),
        )
        made = ([*row[:7], _changes(row[7]), *row[8:13], detail_of(row[13]), *row[14:]] for row in rows)
        return [OperationRow(*values) for values in made]


def conflicts(path: Path, limit: int = 500, offset: int = 0) -> list[ConflictRow]:
    """The open conflicts, the oldest first; `sync.resolving.resolve_conflict` closes them."""
    with _reading(path) as con:
        if _absent(con):
            return []
        rows = con.execute(
            "SELECT c.conflict_id, c.address_id, coalesce(a.fid, -1), coalesce(a.address_text, ''),"
            " coalesce(a.code, ''), c.fields, c.base, c.mine, c.theirs, coalesce(c.problem, ''), c.found_at,"
            " coalesce(c.op_id, '') FROM sync_conflict c LEFT JOIN address a ON a.address_id = c.address_id"
            " WHERE c.closed_at IS NULL ORDER BY c.conflict_id LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [_conflict(row) for row in rows]


def rejected(path: Path, limit: int = 500, offset: int = 0) -> list[RejectedRow]:
    """Records that came back with a reason and have not been sent again since, the newest first."""
    with _reading(path) as con:
        if _absent(con):
            return []
        query = build(
            "SELECT r.address_id, a.fid, coalesce(a.address_text, ''), coalesce(a.code, ''), a.stage, r.reason, r.at,"
            " r.by_verifier FROM ({rows}) r JOIN address a ON a.address_id = r.address_id ORDER BY r.at DESC"
            " LIMIT ? OFFSET ?",
            rows=_REJECTED,
        )
        rows = con.execute(query, (limit, offset))
        made = ([*row[:5], detail_of(row[5]), row[6], bool(row[7])] for row in rows)
        return [RejectedRow(*values) for values in made]


def reason_of(path: Path, address_id: str) -> str:
    """Why this record came back, for its form; '' where it did not."""
    with _reading(path) as con:
        if _absent(con):
            return ""
        query = build("SELECT reason FROM ({rows}) WHERE address_id = ?", rows=_REJECTED)
        row = con.execute(query, (address_id,)).fetchone()
        return detail_of(row[0]) if row else ""


def runs(path: Path, limit: int = 100) -> list[RunRow]:
    """The history of syncs, the newest first."""
    with _reading(path) as con:
        if _absent(con):
            return []
        rows = con.execute(
            "SELECT run_id, at, ended_at, coalesce(by, ''), registry, direction, counts, pause, coalesce(note, '')"
            " FROM sync_run ORDER BY run_id DESC LIMIT ?",
            (limit,),
        )
        made = ([*row[:6], json.loads(row[6] or "{}"), *row[7:]] for row in rows)
        return [RunRow(*values) for values in made]


def detail_of(problem: str) -> str:
    """The words of a problem that is kept as JSON (type, title, detail); another text as it is."""
    try:
        found = json.loads(problem)
    except ValueError:
        return problem
    if not isinstance(found, dict):
        return problem
    return str(found.get("detail") or found.get("title") or found.get("type") or "")


# Sent back by the verifier and not sent again, or refused by the registry and not changed since.
_REJECTED = Sql(
    "SELECT b.address_id, coalesce(b.reason, '') AS reason, b.agreed_at AS at, 1 AS by_verifier FROM sync_base b"
    " JOIN address x ON x.address_id = b.address_id"
    " WHERE b.reason IS NOT NULL AND x.stage IN ('rejected', 'created', 'declared')"
    " UNION ALL"
    " SELECT o.address_id, coalesce(o.problem, ''), o.settled_at, 0 FROM sync_op o WHERE o.state = 'rejected'"
    " AND NOT EXISTS (SELECT 1 FROM sync_op n WHERE n.address_id = o.address_id"
    " AND (n.queued_at, n.rowid) > (o.queued_at, o.rowid))"
)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path)) as con, sqlite_errors(path):
        con.execute("BEGIN")
        yield con


def _absent(con: sqlite3.Connection) -> bool:
    return bool({BASE, OPERATION, CONFLICT, RUN} & absent_additions(con))


def _changes(text: str) -> tuple[Change, ...]:
    return tuple(Change(column, old, new) for column, old, new in json.loads(text or "[]"))


def _conflict(row: Sequence[Any]) -> ConflictRow:
    fields = tuple(FieldRow(f["column"], f.get("base"), f.get("mine"), f.get("theirs")) for f in json.loads(row[5]))
    kind = ",".join(sorted(f.column for f in fields)) or _type_of(row[9])
    sides = (json.loads(text) if text else None for text in row[6:9])
    values = [*row[:5], kind, fields, *sides, detail_of(row[9]), row[10], row[11]]
    return ConflictRow(*values)


def _type_of(problem: str) -> str:
    try:
        return str(json.loads(problem).get("type") or "")
    except (ValueError, AttributeError):
        return ""
