"""The register's side of answers to packages: which operations they speak of, and that a receipt was taken."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from .sql import Sql, insert
from .sync_packages import IN, TABLE, PackageRow, insert_package
from .sync_schema import ATTEMPT
from .transaction import write_audit


@dataclass(frozen=True)
class SentOperation:
    """An operation as it left in package `number`, and the address now; `fid` 0: the register no longer has it."""

    op_id: str
    address_id: str
    kind: str
    state: str
    base_version: int
    body: bytes
    number: int
    told: Mapping[str, Any]
    """What the last answer said: decision, code, reason, receipt; {} before the first."""
    fid: int
    stage: str
    code: str
    code_origin: str
    address_text: str


def is_taken(con: sqlite3.Connection, sha256: str) -> bool:
    """Whether a receipt with this manifest was taken before."""
    query = "SELECT 1 FROM sync_package WHERE direction = 'in' AND hash = ?"
    return con.execute(query, (sha256,)).fetchone() is not None


def sent_operation(con: sqlite3.Connection, op_id: str) -> Optional[SentOperation]:
    """The operation with this id, where it left in a package."""
    return _sent(con.execute(_SENT + "WHERE o.op_id = ?", (op_id,)).fetchone())


def last_sent(con: sqlite3.Connection, address_id: str) -> Optional[SentOperation]:
    """The operation of an address that left in a package last; None where none did."""
    query = _SENT + "WHERE o.address_id = ? ORDER BY o.queued_at DESC, o.rowid DESC LIMIT 1"
    return _sent(con.execute(query, (address_id,)).fetchone())


def address_of_key(con: sqlite3.Connection, keys: Sequence[str]) -> str:
    """The address that bears or bore the first of these codes that anybody does; '' where nobody does."""
    for query in ("SELECT address_id FROM address WHERE code = ?", "SELECT address_id FROM code_ledger WHERE code = ?"):
        for key in keys:
            row = con.execute(query, (key,)).fetchone()
            if row is not None and row[0]:
                return str(row[0])
    return ""


def ledger_row(con: sqlite3.Connection, code: str) -> Optional[tuple[str, str, str]]:
    """Of a code that the ledger knows: its state, whose it is, and that address as text."""
    row = con.execute(
        "SELECT l.state, coalesce(l.address_id, ''), coalesce(a.address_text, '') FROM code_ledger l"
        " LEFT JOIN address a ON a.address_id = l.address_id WHERE l.code = ?",
        (code,),
    ).fetchone()
    return None if row is None else (str(row[0]), str(row[1]), str(row[2]))


_SENT = Sql(
    "SELECT o.op_id, o.address_id, o.kind, o.state, o.base_version, o.body, p.number,"
    " (SELECT t.detail FROM sync_attempt t WHERE t.op_id = o.op_id ORDER BY t.attempt_id DESC LIMIT 1),"
    " coalesce(a.fid, 0), coalesce(a.stage, ''), coalesce(a.code, ''), coalesce(a.code_origin, ''),"
    " coalesce(a.address_text, '') FROM sync_op o JOIN sync_package p ON p.package_id = o.package_id"
    " LEFT JOIN address a ON a.address_id = o.address_id "
)


def _sent(row: Optional[Sequence[Any]]) -> Optional[SentOperation]:
    if row is None:
        return None
    detail = json.loads(row[7] or "{}")
    return SentOperation(*(*row[:7], detail if "decision" in detail else {}, *row[8:]))


def note_receipt(con: sqlite3.Connection, receipt: PackageRow) -> int:
    """A receipt or sheet is taken, inside the caller's transaction; the number of this sync."""
    counts = receipt.counts
    pulled = sum(counts.get(name, 0) for name in ("accepted", "issued"))
    told = {"pulled": pulled, "rejected": counts.get("rejected", 0), "conflicts": counts.get("conflict", 0)}
    _, run_id = insert_package(con, IN, receipt, told)
    write_audit(
        con, TABLE, "import", object_id=str(receipt.number), new={"hash": receipt.hash, **dict(receipt.counts)}
    )
    return run_id


def note_answer(
    con: sqlite3.Connection, op_id: str, state: str, told: Mapping[str, Any], at: str, run_id: int
) -> None:
    """What was answered to an operation, and the state that it has now."""
    problem = told.get("reason") if state == "rejected" else None
    text = json.dumps({"detail": problem}, ensure_ascii=False) if problem else None
    con.execute(
        "UPDATE sync_op SET state = ?, settled_at = ?, problem = ?, run_id = ? WHERE op_id = ?",
        (state, at, text, run_id, op_id),
    )
    con.execute(
        insert(ATTEMPT, ("op_id", "at", "state", "detail")),
        (op_id, at, state, json.dumps(dict(told), ensure_ascii=False)),
    )
