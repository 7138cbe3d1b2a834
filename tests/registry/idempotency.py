"""One effect per operation: its key is held while it runs, and its answer is kept for whoever asks again."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from .accounts import Account
from .db import Tx, row
from .problems import Problem


@dataclass(frozen=True)
class Answer:
    """The answer to a write, as bytes: asked again with the same key, it is the same."""

    status: int
    etag: str
    body: bytes
    replayed: bool = False


def hold(tx: Tx, op_id: str) -> None:
    """Keep others off the operation until the transaction ends; Problem where somebody has it."""
    found = row(tx, "SELECT pg_try_advisory_xact_lock(hashtextextended(%(op_id)s, 0)) AS mine", op_id=op_id)
    if not found or not found["mine"]:
        raise Problem("in-progress", "Thao tác này đang được xử lý. Hãy hỏi lại sau giây lát.", op_id=op_id)


def earlier(tx: Tx, account: Account, op_id: str, digest: bytes) -> Optional[Answer]:
    """The answer given before; Problem where the key came with something else, or from somebody else."""
    found = row(tx, "SELECT * FROM operation WHERE op_id = %(op_id)s", op_id=op_id)
    if found is None:
        return None
    if found["account"] != account.name or bytes(found["digest"]) != digest:
        raise Problem("key-reused", "Khóa thao tác này đã dùng cho một nội dung khác.", op_id=op_id)
    return Answer(found["status"], found["etag"], bytes(found["answer"]), replayed=True)


def keep(tx: Tx, account: Account, op_id: str, item_id: Optional[str], digest: bytes, answer: Answer) -> None:
    """Remember the answer, in the transaction of the effect."""
    tx.execute(
        "INSERT INTO operation (op_id, account, item_id, digest, state, status, etag, answer)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (op_id, account.name, item_id, digest, state_of(answer.status), answer.status, answer.etag, answer.body),
    )


def look_up(tx: Tx, account: Account, op_id: str) -> dict[str, Any]:
    """What became of an operation of this account: state, item, status, answer; Problem 404 where it was never seen."""
    # First the lock: what ends between the two questions is found by the second.
    running = row(
        tx,
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND (classid::bigint << 32) | objid::bigint = hashtextextended(%(op_id)s, 0)",
        op_id=op_id,
    )
    found = row(
        tx,
        "SELECT op_id, state, item_id::text AS item, status, etag, answer FROM operation"
        " WHERE op_id = %(op_id)s AND account = %(name)s",
        op_id=op_id, name=account.name,
    )  # fmt: skip
    if found is not None:
        return found
    if running is not None:
        return {"op_id": op_id, "state": "in_progress", "item": None, "status": None, "etag": "", "answer": b""}
    raise Problem("not-found", "Hệ thống chưa nhận được thao tác này.", op_id=op_id)


def state_of(status: int) -> str:
    """The state of an operation that was answered so."""
    if status < 300:
        return "applied"
    return "conflict" if status in (409, 412) else "rejected"
