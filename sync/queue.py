"""The queue of operations: put in, taken out with a lease, settled. Each function is one short write of its own.

`sending` is committed before a byte leaves; whatever is found sending without a lease may have arrived: unknown.
"""
from __future__ import annotations

import json
import random
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Optional

from ..compat import translate
from ..register.actor import current_user
from ..register.connect import connect
from ..register.errors import sqlite_errors
from ..register.gate import writer_gate
from ..register.ledger import mark_left
from ..register.sql import insert
from ..register.transaction import bump_revision, write_transaction
from .applying import Intake, ServerRestored
from .books import Books, Local, later, now_utc, problem_text, stamp
from .model import Base, Operation, OpKind, OpState, Outcome, Pause, Step
from .planner import changes_between
from .wire import body, digest, remote_of

BATCH = 200
TRIES = 5
LONGEST_WAIT_S = 15 * 60.0
LEASE_S = 120.0
_EVER = "9999"
_CHANCE = random.SystemRandom()
_PLACES = ("op_id", "address_id", "kind", "base_version", "etag", "body", "hash", "changes", "queued_at", "queued_by")


def lost_text() -> str:
    """Why a change was given up, as the books keep it."""
    detail = translate("diachiso", "The registry has lost this record: it is sent anew.")
    return problem_text("urn:diachiso:problem:lost", detail=detail)


@dataclass(frozen=True)
class Settled:
    """What became of one answer: the state that the operation has now, and what was done with the record."""

    operation: Operation
    state: OpState
    step: Optional[Step] = None
    pause: Optional[Pause] = None


class _Moments:
    """Times that no two operations share: on a server rows have no order but that of their values."""

    def __init__(self) -> None:
        self._last = now_utc()

    def next(self) -> str:
        """A later one than any before."""
        self._last = max(now_utc(), self._last + timedelta(microseconds=1))
        return self._last.isoformat(timespec="microseconds").replace("+00:00", "Z")


_moments = _Moments()


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """One state of the register."""
    with closing(connect(path)) as con, sqlite_errors(path):
        con.execute("BEGIN")
        yield con


@contextmanager
def writing(path: Path, action: str, bulk: bool = False) -> Iterator[sqlite3.Connection]:
    """A short write of the sync behind the gate; `bulk` where records themselves are written."""
    gate = writer_gate(path, action=action, fresh=False)
    with gate, write_transaction(path, timeout=30, bulk=bulk) as con:
        yield con


def put_in(books: Books, local: Local, base: Optional[Base]) -> str:
    """Queue what an address says now, in the caller's transaction; the operation's id. Its mark goes."""
    op_id = str(uuid.uuid4())
    base = None if base is not None and base.forgotten else base
    kind = OpKind.CREATE if base is None else OpKind.UPDATE
    frozen = body(op_id, local.address_id, local.content, local.row, books.fields)
    changes = changes_between(base.content if base else None, local.content)
    books.con.execute(
        insert("sync_op", _PLACES),
        (
            op_id, local.address_id, kind.value, base.version if base else 0, base.etag if base else "", frozen,
            digest(frozen), json.dumps(changes, ensure_ascii=False), _moments.next(), current_user(),
        ),
    )  # fmt: skip
    books.unmark([local.fid])
    books.people_go_along(local.fid)
    return op_id


def take_back(books: Books, address_id: str, fid: int) -> None:
    """An operation that never left is made anew from what the record says now; in the caller's transaction."""
    books.con.execute(
        "DELETE FROM sync_op WHERE address_id = ? AND state = 'queued' AND attempts = 0 AND package_id IS NULL",
        (address_id,),
    )
    books.mark(fid)


def claim(path: Path, limit: int = BATCH, lease_s: float = LEASE_S, now: Optional[datetime] = None) -> list[Operation]:
    """Take what is due out of the queue, oldest first; committed as `sending` before this returns."""
    at = now or now_utc()
    with reading(path) as con:  # asked without the gate first, which costs more
        if con.execute(_DUE + " LIMIT 1", (stamp(at),)).fetchone() is None:
            return []
    with writing(path, "send to the registry") as con:
        rows = con.execute(_DUE + " ORDER BY queued_at LIMIT ?", (stamp(at), min(limit, BATCH))).fetchall()
        con.executemany(
            "UPDATE sync_op SET state = 'sending', attempts = attempts + 1, lease_until = ?, next_at = NULL"
            " WHERE op_id = ?",
            ((later(at, lease_s), row[0]) for row in rows),
        )
        con.executemany(
            insert("sync_attempt", ("op_id", "at", "state")), ((row[0], stamp(at), "sending") for row in rows)
        )
        mark_left(con, _codes(con, [row[1] for row in rows]))  # from here on they may be known outside
    return [_operation(row, OpState.SENDING, 1) for row in rows]


def open_questions(path: Path, now: Optional[datetime] = None, limit: int = BATCH) -> list[Operation]:
    """Operations whose answer is not known and that are due to be looked up."""
    with reading(path) as con:
        rows = con.execute(
            "SELECT op_id, address_id, kind, body, base_version, etag, attempts, state FROM sync_op"
            " WHERE state IN ('unknown', 'accepted_async') AND package_id IS NULL AND (next_at IS NULL OR next_at <= ?)"
            " ORDER BY queued_at, rowid LIMIT ?",
            (stamp(now or now_utc()), limit),
        )
        return [_operation(row[:7], OpState(row[7])) for row in rows]


def expire(path: Path, now: Optional[datetime] = None, orphaned: bool = False) -> int:
    """What has been sending for longer than its lease may have arrived: unknown, never queued again unasked.

    `orphaned`: whoever was sending is known to be gone, so no lease holds. Returns how many.
    """
    at = now or now_utc()
    until = _EVER if orphaned else stamp(at)
    with reading(path) as con:
        query = "SELECT 1 FROM sync_op WHERE state = 'sending' AND coalesce(lease_until, '') <= ?"
        if con.execute(query, (until,)).fetchone() is None:
            return 0
    with writing(path, "look after what was being sent") as con:
        return con.execute(
            "UPDATE sync_op SET state = 'unknown', lease_until = NULL, next_at = NULL WHERE state = 'sending'"
            " AND coalesce(lease_until, '') <= ?",
            (until,),
        ).rowcount


def release(path: Path, operations: Sequence[Operation]) -> None:
    """Operations that were claimed and never left go back into the queue as they were."""
    if not operations:
        return
    with writing(path, "put back what was not sent") as con:
        con.executemany(
            "UPDATE sync_op SET state = 'queued', attempts = max(attempts - 1, 0), lease_until = NULL WHERE op_id = ?"
            " AND state = 'sending'",
            ((operation.op_id,) for operation in operations),
        )


def settle(
    path: Path, answers: Sequence[tuple[Operation, Outcome]], run_id: Optional[int] = None,
    now: Optional[datetime] = None, lost_ok: bool = False,
) -> list[Settled]:  # fmt: skip
    """Write what became of operations: state, what is agreed on, the record and its history, all or nothing.

    `lost_ok`: a person knows that the registry has lost data, and wants it sent anew.
    """
    if not answers:
        return []
    at = now or now_utc()
    with writing(path, "keep the registry's answers", bulk=True) as con:
        clerk = Clerk(con, at, run_id, [operation.address_id for operation, _ in answers], lost_ok)
        settled = [clerk.settle(operation, outcome) for operation, outcome in answers]
        applied = [answer for answer, one in zip(answers, settled) if one.state is OpState.APPLIED]
        if applied:
            operation, outcome = applied[-1]
            there = outcome.remote
            version, op_id = (there.version, there.op_id) if there else (outcome.version, operation.op_id)
            clerk.books.note_newest(operation.address_id, version, op_id)
        if clerk.intake.codes_changed:
            bump_revision(con)
        return settled


def send_again(path: Path, address_ids: Sequence[str]) -> int:
    """A person has these tried anew: what was set apart after five tries goes on, what was refused is sent afresh."""
    ids = json.dumps(list(address_ids))
    with writing(path, "send again") as con:
        done = con.execute(
            "UPDATE sync_op SET state = 'queued', attempts = 0, next_at = NULL WHERE state = 'paused'"
            " AND address_id IN (SELECT value FROM json_each(?))",
            (ids,),
        ).rowcount
        done += con.execute(
            "INSERT INTO sync_dirty (table_name, fid) SELECT 'address', a.fid FROM address a"
            " WHERE a.address_id IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM sync_op o"
            " WHERE o.address_id = a.address_id AND o.state = 'rejected') ON CONFLICT DO NOTHING",
            (ids,),
        ).rowcount
        return done


def wait_s(attempts: int, asked: Optional[float] = None) -> float:
    """Seconds to wait after so many tries: 2ⁿ with some chance in it, at most fifteen minutes."""
    if asked is not None:
        return min(asked, LONGEST_WAIT_S)
    return min(2.0 ** min(attempts, 20) * (0.5 + _CHANCE.random()), LONGEST_WAIT_S)


class Clerk:
    """Settles operations inside one transaction."""

    def __init__(
        self, con: sqlite3.Connection, at: datetime, run_id: Optional[int], ids: Sequence[str], lost_ok: bool = False
    ) -> None:
        self.con, self.at, self.run_id, self.lost_ok = con, at, run_id, lost_ok
        self.intake = Intake(con, stamp(at), lost_ok)
        self.books = self.intake.books
        self.bases, self.locals = self.books.bases(ids), self.books.locals_of(ids)

    def settle(self, operation: Operation, outcome: Outcome) -> Settled:
        """One answer. A registry older than what was agreed on settles nothing, unless a person knows of that."""
        if self.lost_ok and outcome.pause is Pause.SERVER_RESTORED:
            self.books.forget([operation.address_id], stamp(self.at), lost_text())
            return Settled(operation, OpState.CONFLICT, Step.CREATE)
        try:
            return self._settle(operation, outcome)
        except ServerRestored:
            return self._settle(operation, Outcome(OpState.UNKNOWN, pause=Pause.SERVER_RESTORED))

    def _settle(self, operation: Operation, outcome: Outcome) -> Settled:
        state, step = outcome.state, None
        local = self.locals.get(operation.address_id)
        base = self.bases.get(operation.address_id)
        problem = outcome.problem
        text = problem_text(problem.type, problem.title, problem.detail, problem.fields) if problem else None
        if state is OpState.APPLIED and outcome.remote is not None:
            # What was sent is what both agreed on; whatever was edited here since is ours, the rest is theirs.
            said = remote_of(json.loads(operation.body), self.books.fields).content
            step = self.intake.take(outcome.remote, Base(said, operation.base_version), local)
            self._close(operation, OpState.APPLIED, None)
            if outcome.kept is not None:
                self.books.note_kept(outcome.kept)
        elif state is OpState.CONFLICT:
            if outcome.remote is not None:
                step = self.intake.take(outcome.remote, base, local, operation.op_id)
                if step in (Step.NOTHING, Step.CREATE, Step.UPDATE) and local is not None:
                    self.books.mark(local.fid)  # ours have not arrived: they are sent anew
            self._close(operation, OpState.CONFLICT, text)
            if outcome.remote is None:
                self.intake.open_conflict(operation.address_id, (), base, local, None, operation.op_id, text or "")
                step = Step.CONFLICT
        elif state is OpState.REJECTED:
            self._close(operation, OpState.REJECTED, text)
        else:
            state = self._keep_open(operation, outcome, text)
        self.con.execute(
            insert("sync_attempt", ("op_id", "at", "state", "detail")),
            (operation.op_id, stamp(self.at), state.value, text),
        )
        return Settled(operation, state, step, outcome.pause)

    def forget(self, address_id: str) -> None:
        """What was kept for later of this record has been taken in."""
        self.con.execute("DELETE FROM sync_inbox WHERE address_id = ?", (address_id,))

    def _close(self, operation: Operation, state: OpState, problem: Optional[str]) -> None:
        self.con.execute(
            "UPDATE sync_op SET state = ?, settled_at = ?, problem = ?, run_id = ?, lease_until = NULL, next_at = NULL"
            " WHERE op_id = ?",
            (state.value, stamp(self.at), problem, self.run_id, operation.op_id),
        )

    def _keep_open(self, operation: Operation, outcome: Outcome, problem: Optional[str]) -> OpState:
        """No final answer: the same bytes stay, to be looked up or sent again later."""
        state, given_back, next_at = outcome.state, 0, None
        if outcome.pause is Pause.SERVER_RESTORED:
            state = OpState.UNKNOWN
        elif outcome.pause is not None and state in (OpState.PAUSED, OpState.QUEUED):
            state, given_back = OpState.QUEUED, 1  # the queue waits, not this operation; the try does not count
        elif state in (OpState.RETRY_WAIT, OpState.UNKNOWN, OpState.ACCEPTED_ASYNC):
            next_at = later(self.at, wait_s(operation.attempts, outcome.retry_after_s))
            if state is OpState.RETRY_WAIT and operation.attempts >= TRIES:
                state, next_at = OpState.PAUSED, None
        self.con.execute(
            "UPDATE sync_op SET state = ?, attempts = max(attempts - ?, 0), next_at = ?, lease_until = NULL,"
            " problem = coalesce(?, problem) WHERE op_id = ?",
            (state.value, given_back, next_at, problem, operation.op_id),
        )
        return state


_DUE = (
    "SELECT op_id, address_id, kind, body, base_version, etag, attempts FROM sync_op"
    " WHERE state IN ('queued', 'retry_wait') AND package_id IS NULL AND (next_at IS NULL OR next_at <= ?)"
)


def _operation(row: Sequence[Any], state: OpState, tried: int = 0) -> Operation:
    op_id, address_id, kind, data, version, etag, attempts = row
    return Operation(op_id, address_id, OpKind(kind), bytes(data), version, etag, state, attempts + tried)


def _codes(con: sqlite3.Connection, address_ids: Sequence[str]) -> list[str]:
    rows = con.execute(
        "SELECT code FROM address WHERE code IS NOT NULL AND address_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(address_ids)),),
    )
    return [code for (code,) in rows]
