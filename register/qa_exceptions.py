"""What a person has looked at and found right all the same: with the reason, who, and when.

An exception holds as long as what its rule looked at stays as it was; then the result is open again.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.powers import Power
from .actor import current_user
from .additions import absent_additions
from .cancelling import never
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .gate import writer_gate
from .powers import refuse_powerless
from .qa_schema import RESULT
from .schema import NOW_SQL
from .sql import build
from .transaction import write_transaction

NO_REASON = Message(
    "qa_no_reason",
    QT_TRANSLATE_NOOP("diachiso", "Say why this is right as it is: an exception needs a reason."),
)
NO_REVIEW = Message(
    "qa_no_tables",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was made before there was a review. Run \"Check and upgrade register\" in the toolbox once; a backup "
        "is made first.",
    ),
)


@dataclass(frozen=True)
class ExceptionRow:
    """An exception; `ended_why` is withdrawn (by a person) or changed (the object is not what it was)."""

    exception_id: int
    rule: str
    subject: str
    source: str
    object_id: str
    part: str
    reason: str
    by: str
    at: str
    ended_at: str
    ended_by: str
    ended_why: str
    code: str
    address_text: str
    commune_code: str


def set_exception(
    path: Path, result_ids: Sequence[int], reason: str, *, cancelled: Callable[[], bool] = never
) -> int:
    """Take open results as right, for a reason; returns how many there were (RegisterError)."""
    reason = reason.strip()
    if not reason:
        raise RegisterError(NO_REASON)
    path = path.resolve()
    with writer_gate(path, action="mark exceptions", cancelled=cancelled), write_transaction(path) as con:
        require_review(con, path)
        refuse_powerless(con, current_user(), Power.CREATE.value)
        return sum(_set(con, result_id, reason) for result_id in result_ids)


def end_exception(path: Path, result_ids: Sequence[int], *, cancelled: Callable[[], bool] = never) -> int:
    """Withdraw the exceptions of results, which are open again; returns how many there were (RegisterError)."""
    path = path.resolve()
    with writer_gate(path, action="withdraw exceptions", cancelled=cancelled), write_transaction(path) as con:
        require_review(con, path)
        refuse_powerless(con, current_user(), Power.CREATE.value)
        return sum(_end(con, result_id) for result_id in result_ids)


def read_exceptions(path: Path, *, ended: bool = False) -> list[ExceptionRow]:
    """The exceptions in force, or with `ended` all there ever were, by rule and commune (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return [] if RESULT in absent_additions(con) else exceptions_of(con, ended)


def exceptions_of(con: sqlite3.Connection, ended: bool = False) -> list[ExceptionRow]:
    """`read_exceptions` in the caller's state of the register."""
    rows = con.execute(
        "SELECT e.exception_id, e.rule, e.subject, e.source, e.object_id, e.part, e.reason, e.by, e.at, e.ended_at,"
        " e.ended_by, e.ended_why, a.code, a.address_text, coalesce(r.commune_code, a.commune_code) FROM qa_exception e"
        " LEFT JOIN address a ON e.source = '' AND a.address_id = e.object_id"
        " LEFT JOIN qa_result r ON r.object_id = e.object_id AND r.rule = e.rule AND r.part = e.part"
        " AND r.source = e.source WHERE ?1 OR e.ended_at IS NULL ORDER BY e.rule, 15, e.exception_id",
        (ended,),
    )
    return [ExceptionRow(*row[:6], *(said or "" for said in row[6:])) for row in rows]


def require_review(con: sqlite3.Connection, path: Path) -> None:
    """RegisterError for a register that has no tables of the review yet."""
    if RESULT in absent_additions(con):
        raise RegisterError(NO_REVIEW, path=str(path))


def _set(con: sqlite3.Connection, result_id: int, reason: str) -> int:
    row = _result(con, result_id, "open")
    if row is None:
        return 0
    rule, subject, source, object_id, part, watched = row
    con.execute(
        build(
            "INSERT INTO qa_exception (rule, subject, source, object_id, part, watched, reason, by, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, {now})",
            now=NOW_SQL,
        ),
        (rule, subject, source, object_id, part, watched, reason, current_user()),
    )
    con.execute("UPDATE qa_result SET state = 'exception' WHERE result_id = ?", (result_id,))
    return 1


def _end(con: sqlite3.Connection, result_id: int) -> int:
    row = _result(con, result_id, "exception")
    if row is None:
        return 0
    rule, _, source, object_id, part, _ = row
    con.execute(
        build(
            "UPDATE qa_exception SET ended_at = {now}, ended_by = ?, ended_why = 'withdrawn'"
            " WHERE object_id = ? AND rule = ? AND part = ? AND source = ? AND ended_at IS NULL",
            now=NOW_SQL,
        ),
        (current_user(), object_id, rule, part, source),
    )
    con.execute("UPDATE qa_result SET state = 'open' WHERE result_id = ?", (result_id,))
    return 1


def _result(con: sqlite3.Connection, result_id: int, state: str) -> Optional[tuple[Any, ...]]:
    row: Optional[tuple[Any, ...]] = con.execute(
        "SELECT rule, subject, source, object_id, part, watched FROM qa_result WHERE result_id = ? AND state = ?",
        (result_id, state),
    ).fetchone()
    return row
