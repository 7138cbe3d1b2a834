"""The check-outs of a register: written down when they leave, looked up when they come back, ended."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np

from ...core.errors import QT_TRANSLATE_NOOP, Message
from ..actor import current_user
from ..additions import create_additions
from ..blocks import read_blocks
from ..connect import connect
from ..errors import RegisterError, sqlite_errors
from ..export_records import ExportRecord, note_export
from ..gate import writer_gate
from ..ledger import taken_serials
from ..schema import NOW_SQL
from ..sql import build, insert
from ..transaction import bump_revision, write_audit, write_transaction
from ..triggers import reinstall
from .copying import CopyOrder, MadeCopy
from .holds import Range, free_provisional, has_holds, hold, others_than, ranges_to_take
from .schema import CHECKOUT, HOLD
from .trail import Trace, from_json, to_json

OUT, RETURNED, LOST = "out", "returned", "lost"
_COLUMNS = (
    "checkout_id", "at", "by", "holder", "communes", "audit_seq", "with_persons", "state", "generation", "base",
    "base_sha256", "trail", "open_people", "open_conflicts", "checked_in_at", "ended_at", "ended_by", "ended_why",
)  # fmt: skip
NO_SUCH_CHECKOUT = Message(
    "checkout_unknown",
    QT_TRANSLATE_NOOP("diachiso", "The register knows no check-out {checkout}. Choose one of: {known}."),
)
NO_REASON = Message(
    "checkout_no_reason",
    QT_TRANSLATE_NOOP("diachiso", "Say why the check-out is given up: it stands in the register's log."),
)
NOT_OUT = Message(
    "checkout_not_out",
    QT_TRANSLATE_NOOP("diachiso", "The check-out {checkout} has ended already, on {at}. Nothing was changed."),
)


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


def choose_numbers(
    con: sqlite3.Connection, communes: Sequence[str], wanted: Optional[int], digits: Mapping[str, int],
    replaces: str = "",
) -> tuple[dict[int, list[Range]], Range]:  # fmt: skip
    """What goes along: of each commune's blocks the lowest free numbers (None: all), and provisional ones.

    `digits`: how many digits a serial has, by scheme. `replaces`: the check-out whose unused numbers these are.
    """
    chosen: dict[int, list[Range]] = {}
    for commune in communes:
        left = wanted
        for block in read_blocks(con):
            if block.commune_code != commune or block.scheme not in digits:
                continue
            taken = taken_serials(con, block.prefix, digits[block.scheme], replaces)
            if replaces:  # what is left of its own numbers
                taken = np.union1d(taken, others_than(con, block, replaces))
            ranges = ranges_to_take(block, taken, left)
            chosen[block.block_id] = ranges
            if left is not None:
                left -= sum(last - first + 1 for first, last in ranges)
    return chosen, free_provisional(con, apart=replaces)


def note_checkout(
    path: Path, order: CopyOrder, made: MadeCopy, base: tuple[str, str], record: ExportRecord, holder: str,
    audit_seq: int, replaces: str = "",
) -> None:  # fmt: skip
    """Write a check-out down before it stands: its numbers are its own from now on. Hold the writer gate.

    `base`: its state's file and digest; `replaces`: the check-out that it follows in the same folder.
    """
    with write_transaction(path, timeout=30.0, bulk=True) as con:
        create_additions(con)
        reinstall(con)
        if replaces:
            end(con, replaces, RETURNED, "refreshed")
        row = {
            "checkout_id": order.checkout_id, "at": made.trace.at, "by": current_user(), "holder": holder,
            "communes": json.dumps(list(order.communes)), "audit_seq": audit_seq,
            "with_persons": int(order.with_persons), "base": base[0], "base_sha256": base[1],
            "trail": to_json([made.trace]),
        }  # fmt: skip
        con.execute(insert(CHECKOUT, row), list(row.values()))
        for block_id, ranges in order.numbers.items():
            hold(con, order.checkout_id, block_id, ranges)
        hold(con, order.checkout_id, None, [order.provisional])
        note_export(con, record, made.codes)
        bump_revision(con)


def give_up(path: Path, checkout_id: str, reason: str) -> Checkout:
    """Declare a check-out lost: its unused numbers are never given, unless it is handed back after all (RegisterError).
    """
    if not reason.strip():
        raise RegisterError(NO_REASON)
    with writer_gate(path, action="give up a check-out"), write_transaction(path, bulk=True) as con:
        known = read_checkouts(con)
        found = next((c for c in known if c.checkout_id == checkout_id), None)
        if found is None:
            shown = ", ".join(c.checkout_id for c in known if c.state == OUT) or "–"
            raise RegisterError(NO_SUCH_CHECKOUT, checkout=checkout_id, known=shown)
        if found.state != OUT:
            raise RegisterError(NOT_OUT, checkout=checkout_id, at=found.ended_at)
        end(con, checkout_id, LOST, reason.strip())
        bump_revision(con)
        return found


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
