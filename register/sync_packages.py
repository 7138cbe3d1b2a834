"""The register's side of offline packages: what may leave, and what has left."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .actor import current_user
from .additions import absent_additions
from .checkout.copying import refuse_copy
from .errors import RegisterError
from .ledger import mark_left
from .qa_recheck import close_errors
from .sql import insert
from .sync_schema import ATTEMPT, BASE, OPERATION, PACKAGE, RUN
from .transaction import write_audit

OUT, IN = "out", "in"
_RUNS = {OUT: "package", IN: "receipt"}  # what the history of syncs calls them
TABLE = PACKAGE  # in the audit log

NO_SYNC_TABLES = Message(
    "package_no_tables",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was made before there was a sync. Run \"Check and upgrade register\" in the toolbox; a backup is made "
        "first.",
    ),
)


@dataclass(frozen=True)
class PackageRow:
    """A package that left, or a receipt that came: its running number and the SHA-256 of its manifest."""

    number: int
    hash: str
    at: str
    file: str
    recipient: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class NewOperation:
    """An operation that leaves; `changes`: [column, old, new] against what was agreed, for people."""

    op_id: str
    address_id: str
    kind: str
    base_version: int
    etag: str
    body: bytes
    hash: str
    changes: str
    fid: int
    code: str
    submit: bool


def require_sync(con: sqlite3.Connection, path: Any) -> None:
    """RegisterError where the register has no tables of the sync yet, or is a check-out."""
    if {OPERATION, BASE, ATTEMPT, PACKAGE, RUN} & absent_additions(con):
        raise RegisterError(NO_SYNC_TABLES, path=str(path))
    refuse_copy(con, path)  # a check-out's edits reach the registry through the register


def edited_addresses(
    con: sqlite3.Connection, stages: Sequence[str], communes: Sequence[str], limit: int
) -> list[str]:
    """Edited addresses in these stages (communes: all if none), street by street, those without an operation under way
    and without a conflict.
    """
    rows = con.execute(
        "SELECT a.address_id FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid"
        " WHERE d.table_name = 'address' AND a.stage IN (SELECT value FROM json_each(?1))"
        " AND (?2 = '[]' OR coalesce(a.commune_code, '') IN (SELECT value FROM json_each(?2)))"
        " AND NOT EXISTS (SELECT 1 FROM sync_op o WHERE o.address_id = a.address_id"
        " AND o.state IN ('queued', 'sending', 'accepted_async', 'unknown', 'retry_wait', 'paused'))"
        " AND NOT EXISTS (SELECT 1 FROM sync_conflict c WHERE c.address_id = a.address_id AND c.closed_at IS NULL)"
        " ORDER BY a.commune_code, a.settlement, a.street, CAST(a.house_number AS INTEGER), a.house_number, a.fid"
        " LIMIT ?3",
        (json.dumps(list(stages)), json.dumps(list(communes)), limit),
    )
    return [address_id for (address_id,) in rows]


def count_unanswered(con: sqlite3.Connection) -> int:
    """Edited addresses whose last operation has no answer yet: they wait for it."""
    return int(
        con.execute(
            "SELECT count(*) FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid WHERE d.table_name = 'address'"
            " AND EXISTS (SELECT 1 FROM sync_op o WHERE o.address_id = a.address_id"
            " AND o.state IN ('queued', 'sending', 'accepted_async', 'unknown', 'retry_wait', 'paused'))"
        ).fetchone()[0]
    )


def commune_names(con: sqlite3.Connection) -> dict[str, str]:
    """The names of the communes by code."""
    return dict(con.execute("SELECT code, full_name FROM admin_unit WHERE level = 'commune' ORDER BY fid"))


def package_of(con: sqlite3.Connection, direction: str, number: Optional[int] = None) -> Optional[PackageRow]:
    """A package or receipt by its running number; without one the newest; None where there is none."""
    row = con.execute(
        "SELECT number, hash, at, file, coalesce(recipient, ''), counts FROM sync_package"
        " WHERE direction = ? AND (?2 IS NULL OR number = ?2) ORDER BY number DESC, package_id DESC LIMIT 1",
        (direction, number),
    ).fetchone()
    return None if row is None else PackageRow(*(*row[:5], json.loads(row[5] or "{}")))


def unanswered_operations(con: sqlite3.Connection, number: int) -> Iterator[NewOperation]:
    """The operations of a package that nobody has answered, as they left."""
    rows = con.execute(
        "SELECT o.op_id, o.address_id, o.kind, o.base_version, o.etag, o.body, o.hash, o.changes, coalesce(a.fid, 0),"
        " coalesce(a.code, ''), 0 FROM sync_op o JOIN sync_package p ON p.package_id = o.package_id"
        " LEFT JOIN address a ON a.address_id = o.address_id"
        " WHERE p.direction = 'out' AND p.number = ? AND o.state IN ('accepted_async', 'unknown')"
        " ORDER BY coalesce(a.fid, 0), o.rowid",
        (number,),
    )
    return (NewOperation(*(*row[:10], bool(row[10]))) for row in rows)


def note_package(
    con: sqlite3.Connection, package: PackageRow, operations: Sequence[NewOperation], told: Sequence[int],
    repeat: bool = False,
) -> None:
    """A package leaves: what is submitted with it, its operations, its codes. `told`: edits that say nothing new.

    `repeat`: the operations are there already, and now belong to this package. Inside the caller's transaction, which
    leaves the triggers on: they look at each submission once more.
    """
    actor = current_user()
    submitted = sum(o.submit for o in operations)
    package_id, _ = insert_package(con, OUT, package, {"pushed": len(operations), "submitted": submitted})
    for operation in operations:
        if operation.submit:
            close_errors(con, operation.address_id)
            con.execute(
                "UPDATE address SET stage = 'submitted', edited_by = ? WHERE fid = ? AND stage = 'created'",
                (actor, operation.fid),
            )
    if repeat:
        con.executemany(
            "UPDATE sync_op SET package_id = ? WHERE op_id = ?", ((package_id, o.op_id) for o in operations)
        )
    else:
        columns = ("op_id", "address_id", "kind", "base_version", "etag", "body", "hash", "changes", "state",
                   "attempts", "package_id", "queued_at", "queued_by")  # fmt: skip
        con.executemany(
            insert(OPERATION, columns),
            (
                (o.op_id, o.address_id, o.kind, o.base_version, o.etag, o.body, o.hash, o.changes, "accepted_async", 1,
                 package_id, package.at, actor)
                for o in operations
            ),
        )  # fmt: skip
        done = [o.fid for o in operations] + list(told)
        con.executemany("DELETE FROM sync_dirty WHERE table_name = 'address' AND fid = ?", ((fid,) for fid in done))
    con.executemany(
        insert(ATTEMPT, ("op_id", "at", "state", "detail")),
        ((o.op_id, package.at, "accepted_async", json.dumps({"package": package.number})) for o in operations),
    )
    left = mark_left(con, (o.code for o in operations if o.code))
    write_audit(
        con, TABLE, "export", object_id=str(package.number),
        new={"operations": len(operations), "codes_left": left, "hash": package.hash, "persons": 0},
    )  # fmt: skip


def insert_package(
    con: sqlite3.Connection, direction: str, package: PackageRow, run_counts: Mapping[str, int]
) -> tuple[int, int]:
    """Note a package or receipt, and that it was a sync of its kind; the ids of both."""
    actor = current_user()
    columns = ("direction", "number", "at", "by", "recipient", "file", "hash", "counts")
    values = (direction, package.number, package.at, actor, package.recipient, package.file, package.hash,
              json.dumps(dict(package.counts)))  # fmt: skip
    package_id = int(con.execute(insert(PACKAGE, columns), values).lastrowid or 0)
    run = (package.at, package.at, actor, _RUNS[direction], json.dumps(dict(run_counts)), package.file)
    done = con.execute(insert(RUN, ("at", "ended_at", "by", "direction", "counts", "note")), run)
    return package_id, int(done.lastrowid or 0)
