"""The book of a register's check-outs: read, looked up, ended. Knows no QGIS: the writing process uses it, too."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..actor import current_user
from ..connect import connect
from ..errors import sqlite_errors
from ..schema import NOW_SQL
from ..sql import build
from ..transaction import write_audit
from .holds import has_holds
from .schema import CHECKOUT, HOLD
from .trail import Trace, from_json

OUT, RETURNED, LOST = "out", "returned", "lost"
_COLUMNS = (
    "checkout_id", "at", "by", "holder", "communes", "audit_seq", "with_persons", "state", "generation", "base",
    "base_sha256", "trail", "open_people", "open_conflicts", "checked_in_at", "ended_at", "ended_by", "ended_why",
)  # fmt: skip


@dataclass(frozen=True)
class Checkout:
    """A check-out as the register knows it; `trail`: the states in which its copy left and came back."""

    checkout_id: str
    at: str
    by: str
    holder: str
    communes: tuple[str, ...]
    audit_seq: int
    with_persons: bool
    state: str
    generation: int
    base: str
    base_sha256: str
    trail: tuple[Trace, ...]
    open_people: tuple[int, ...]
    open_conflicts: int
    checked_in_at: str
    ended_at: str
    ended_by: str
    ended_why: str
    numbers: int = 0
    """Numbers of blocks that are with it."""


def list_checkouts(path: str | Path) -> list[Checkout]:
    """Every check-out of a register, the newest first (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return read_checkouts(con)


def read_checkouts(con: sqlite3.Connection) -> list[Checkout]:
    """The same in the caller's state of the register."""
    if not has_holds(con):
        return []
    rows = con.execute(
        build(
            "SELECT {names}, (SELECT coalesce(sum(last_serial - first_serial + 1), 0) FROM number_hold h"
            " WHERE h.checkout_id = c.checkout_id AND h.block_id IS NOT NULL AND h.ended_at IS NULL)"
            " FROM checkout c ORDER BY at DESC, rowid DESC",
            names=_COLUMNS,
        )
    )
    return [_checkout(*row) for row in rows]


def find_checkout(con: sqlite3.Connection, checkout_id: str) -> Optional[Checkout]:
    """The check-out of a copy; None if this register has not made it."""
    return next((c for c in read_checkouts(con) if c.checkout_id == checkout_id), None)


def end(con: sqlite3.Connection, checkout_id: str, state: str, why: str) -> None:
    """End a check-out: handed back, its unused numbers are free again; lost, they stay with it for ever."""
    con.execute(
        build(
            "UPDATE checkout SET state = ?, ended_at = {now}, ended_by = ?, ended_why = ? WHERE checkout_id = ?",
            now=NOW_SQL,
        ),
        (state, current_user(), why, checkout_id),
    )
    if state == RETURNED:
        con.execute(
            build(
                "UPDATE {hold} SET ended_at = {now} WHERE checkout_id = ? AND ended_at IS NULL", hold=HOLD, now=NOW_SQL
            ),
            (checkout_id,),
        )
    write_audit(con, CHECKOUT, "end", object_id=checkout_id, new={"state": state, "why": why})


def _checkout(*row: object) -> Checkout:
    values = dict(zip((*_COLUMNS, "numbers"), row))
    texts = ("by", "holder", "checked_in_at", "ended_at", "ended_by", "ended_why")
    return Checkout(**{  # type: ignore[arg-type]
        **values,
        **{name: values[name] or "" for name in texts},
        "communes": tuple(json.loads(str(values["communes"]))),
        "with_persons": bool(values["with_persons"]),
        "trail": tuple(from_json(str(values["trail"]))),
        "open_people": tuple(json.loads(str(values["open_people"]))),
    })
