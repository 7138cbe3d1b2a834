"""Tables of the sync: what both sides agreed on, what is on its way, what a person must decide.

They are the machine's own books: hidden from the layer list, written by register/sync_*.py alone. No personal data and
no secret stands in them. Edits are marked in `sync_dirty` by the register's triggers, in the edit's own transaction.
"""
from __future__ import annotations

BASE, OPERATION, ATTEMPT, CONFLICT = "sync_base", "sync_op", "sync_attempt", "sync_conflict"
CURSOR, INBOX, RUN, PACKAGE = "sync_cursor", "sync_inbox", "sync_run", "sync_package"

# `content`: JSON of values by column, position, stage, code, as core of the wire has it; `hash`: of it;
# `reason`: why the verifier sent it back, until it is something else.
_BASE = """CREATE TABLE sync_base (
        address_id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, etag TEXT NOT NULL DEFAULT '',
        content TEXT NOT NULL, hash TEXT NOT NULL, agreed_at TEXT NOT NULL, reason TEXT)"""
# `body` is frozen: the same bytes go out however often it is sent. `package_id`: it left in that package.
# `changes`: JSON list of [column, old, new] against what was agreed when it was queued, for people to read.
_OPERATION = """CREATE TABLE sync_op (
        op_id TEXT PRIMARY KEY NOT NULL, address_id TEXT NOT NULL, kind TEXT NOT NULL,
        base_version INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '',
        body BLOB NOT NULL, hash TEXT NOT NULL, changes TEXT NOT NULL DEFAULT '[]',
        state TEXT NOT NULL DEFAULT 'queued',
        attempts INTEGER NOT NULL DEFAULT 0, next_at TEXT, lease_until TEXT, package_id INTEGER,
        queued_at TEXT NOT NULL, queued_by TEXT, settled_at TEXT, problem TEXT, run_id INTEGER,
        CHECK (kind IN ('create', 'update')),
        CHECK (state IN ('queued', 'sending', 'applied', 'accepted_async', 'unknown', 'conflict', 'rejected',
            'retry_wait', 'paused')))"""
_ATTEMPT = """CREATE TABLE sync_attempt (
        attempt_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, op_id TEXT NOT NULL, at TEXT NOT NULL,
        state TEXT NOT NULL, status INTEGER, detail TEXT)"""
# `base`, `mine`, `theirs`: JSON as in sync_base; `fields`: JSON list of {column, base, mine, theirs}.
_CONFLICT = """CREATE TABLE sync_conflict (
        conflict_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, address_id TEXT NOT NULL, op_id TEXT,
        base TEXT, mine TEXT, theirs TEXT, fields TEXT NOT NULL DEFAULT '[]', problem TEXT,
        version INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '', found_at TEXT NOT NULL,
        resolution TEXT, closed_by TEXT, closed_at TEXT)"""
_CURSOR = """CREATE TABLE sync_cursor (
        registry TEXT PRIMARY KEY NOT NULL, cursor TEXT NOT NULL DEFAULT '', pulled_at TEXT)"""
# What was pulled and could not be applied yet (a conflict is open, an operation is under way).
_INBOX = """CREATE TABLE sync_inbox (
        address_id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, received_at TEXT NOT NULL)
       """
_RUN = """CREATE TABLE sync_run (
        run_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, at TEXT NOT NULL, ended_at TEXT, by TEXT,
        registry TEXT NOT NULL DEFAULT '', direction TEXT NOT NULL, counts TEXT NOT NULL DEFAULT '{}', pause TEXT,
        note TEXT)"""
# `number`: running number of the packages of this register; `hash`: of the whole file.
_PACKAGE = """CREATE TABLE sync_package (
        package_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, direction TEXT NOT NULL, number INTEGER NOT NULL,
        at TEXT NOT NULL, by TEXT, recipient TEXT, file TEXT NOT NULL, hash TEXT NOT NULL,
        counts TEXT NOT NULL DEFAULT '{}', CHECK (direction IN ('out', 'in')))"""

STATEMENTS = {
    BASE: (_BASE, "CREATE INDEX sync_base_reason ON sync_base(address_id) WHERE reason IS NOT NULL"),
    OPERATION: (
        _OPERATION,
        "CREATE UNIQUE INDEX sync_op_open ON sync_op(address_id)"
        " WHERE state IN ('queued', 'sending', 'accepted_async', 'unknown', 'retry_wait', 'paused')",
        "CREATE INDEX sync_op_state ON sync_op(state, next_at)",
        "CREATE INDEX sync_op_due ON sync_op(queued_at) WHERE state IN ('queued', 'retry_wait')",
        "CREATE INDEX sync_op_address ON sync_op(address_id, queued_at)",
    ),
    ATTEMPT: (_ATTEMPT, "CREATE INDEX sync_attempt_op ON sync_attempt(op_id)"),
    CONFLICT: (
        _CONFLICT,
        "CREATE UNIQUE INDEX sync_conflict_open ON sync_conflict(address_id) WHERE closed_at IS NULL",
    ),
    CURSOR: (_CURSOR,),
    INBOX: (_INBOX,),
    RUN: (_RUN,),
    PACKAGE: (_PACKAGE,),
}
