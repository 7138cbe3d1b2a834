"""Check-outs begin and are given up: their numbers chosen, written down before the copy stands, ended by a person."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Optional

import numpy as np

from ...core.errors import QT_TRANSLATE_NOOP, Message
from ..actor import current_user
from ..additions import create_additions
from ..blocks import read_blocks
from ..errors import RegisterError
from ..export_records import ExportRecord, note_export
from ..gate import writer_gate
from ..ledger import taken_serials
from ..sql import insert
from ..transaction import bump_revision, write_transaction
from ..triggers import reinstall
from .book import LOST, OUT, RETURNED, Checkout, end, read_checkouts
from .copying import CopyOrder, MadeCopy
from .holds import Range, free_provisional, hold, others_than, ranges_to_take
from .schema import CHECKOUT
from .trail import to_json

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
