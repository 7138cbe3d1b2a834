"""Numbers that are with a check-out, or that did not come along with it: they are not given here."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Optional

import numpy as np

from ...core.allocation import Block, IntArray, free_serials
from ...core.codes.provisional import DIGITS, MAX_NUMBER, PREFIX, provisional_mask
from ...core.columns import TextColumn
from ...core.errors import QT_TRANSLATE_NOOP, Message
from ..errors import RegisterError
from ..sql import insert
from ..staging import Table
from ..trigger import Trigger, refuse, trigger
from .schema import HOLD

Range = tuple[int, int]  # the first and the last number
PROVISIONAL_TAKEN = 100_000  # provisional numbers that go along: more than a commune has houses
ELSEWHERE = ""  # the check-out of the numbers that stayed at home, in a copy

NUMBER_HELD = Message(
    "number_held",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The number {serial} is not this register's to give: it is with a check-out, or did not come along with this "
        "one. Nothing was written. Make the plan again.",
    ),
)


def held_serials(con: sqlite3.Connection, prefix: str, apart: str = "") -> IntArray:
    """The numbers under a prefix that are not given here: ascending, none twice; not those of the check-out `apart`."""
    if not has_holds(con):
        return np.empty(0, np.int64)
    rows = con.execute(
        "SELECT h.first_serial, h.last_serial FROM number_hold h JOIN code_block b ON b.block_id = h.block_id"
        " WHERE b.prefix = ?1 AND h.ended_at IS NULL AND (?2 = '' OR h.checkout_id <> ?2)",
        (prefix, apart),
    ).fetchall()
    parts = [np.arange(first, last + 1, dtype=np.int64) for first, last in rows]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)


def others_than(con: sqlite3.Connection, block: Block, checkout_id: str) -> IntArray:
    """The numbers of a block that are not with a check-out: ascending."""
    rows = con.execute(
        "SELECT first_serial, last_serial FROM number_hold WHERE checkout_id = ? AND block_id = ? AND ended_at IS NULL",
        (checkout_id, block.block_id),
    ).fetchall()
    left = complement(block.first, block.last, rows)
    parts = [np.arange(first, last + 1, dtype=np.int64) for first, last in left]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def next_provisional(con: sqlite3.Connection) -> int:
    """The provisional number from which on this register gives; past those that are with others."""
    held = provisional_holds(con)
    if not held:  # as nearly always: the last one says it
        (last,) = con.execute(
            "SELECT CAST(substr(max(code), ?, ?) AS INTEGER) FROM code_ledger WHERE code >= ? AND code < ?",
            (len(PREFIX) + 1, DIGITS, PREFIX, PREFIX + "\U0010ffff"),
        ).fetchone()
        return int(last or 0) + 1
    taken = provisional_taken(con)
    for first, last in held:
        taken = taken[(taken < first) | (taken > last)]
    number = int(taken[-1]) + 1 if len(taken) else 1
    if not is_copy(con):  # any count of numbers fits in from there
        return max(number, held[-1][1] + 1)
    for first, last in held:
        if first <= number <= last:
            number = last + 1
    return number


def provisional_holds(con: sqlite3.Connection, apart: str = "") -> list[Range]:
    """The ranges of provisional numbers that are not given here; not that of the check-out `apart`."""
    if not has_holds(con):
        return []
    return con.execute(
        "SELECT first_serial, last_serial FROM number_hold WHERE block_id IS NULL AND ended_at IS NULL"
        " AND (?1 = '' OR checkout_id <> ?1) ORDER BY 1",
        (apart,),
    ).fetchall()


def provisional_taken(con: sqlite3.Connection) -> IntArray:
    """The provisional numbers in the ledger, ascending."""
    rows = con.execute(
        "SELECT CAST(substr(code, ?, ?) AS INTEGER) FROM code_ledger WHERE code >= ? AND code < ? ORDER BY code",
        (len(PREFIX) + 1, DIGITS, PREFIX, PREFIX + "\U0010ffff"),
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def free_provisional(con: sqlite3.Connection, size: int = PROVISIONAL_TAKEN, apart: str = "") -> Range:
    """The lowest range of that many provisional numbers that nobody has; what is left where there is none."""
    used = sorted([*((n, n) for n in provisional_taken(con).tolist()), *provisional_holds(con, apart)])
    start = 1
    for first, last in used:
        if first - start >= size:
            break
        start = max(start, last + 1)
    return min(start, MAX_NUMBER), min(start + size - 1, MAX_NUMBER)


def ranges_to_take(block: Block, taken: IntArray, wanted: Optional[int]) -> list[Range]:
    """The lowest `wanted` free numbers of a block (None: all of them) as ranges."""
    size = block.last - block.first + 1
    return runs(free_serials(block, taken, size if wanted is None else min(wanted, size)))


def runs(serials: IntArray) -> list[Range]:
    """Ascending numbers as ranges."""
    if len(serials) == 0:
        return []
    cuts = np.flatnonzero(np.diff(serials) > 1)
    firsts = serials[np.concatenate([[0], cuts + 1])]
    lasts = serials[np.concatenate([cuts, [len(serials) - 1]])]
    return list(zip(firsts.tolist(), lasts.tolist()))


def complement(first: int, last: int, taken: Iterable[Range]) -> list[Range]:
    """What of a range does not lie in the others."""
    left, start = [], first
    for low, high in sorted(taken):
        if low > start:
            left.append((start, low - 1))
        start = max(start, high + 1)
    return [*left, (start, last)] if start <= last else left


def held_free(con: sqlite3.Connection) -> dict[int, int]:
    """By block: how many numbers are with others, those apart that the ledger knows already."""
    if not has_holds(con):
        return {}
    rows = con.execute(
        "SELECT h.block_id, sum(h.last_serial - h.first_serial + 1 - (SELECT count(*) FROM code_ledger l"
        " WHERE l.code >= b.prefix AND l.code < b.prefix || char(1114111) AND l.block_id = h.block_id"
        " AND l.serial BETWEEN h.first_serial AND h.last_serial))"
        " FROM number_hold h JOIN code_block b ON b.block_id = h.block_id WHERE h.ended_at IS NULL GROUP BY h.block_id"
    )
    return dict(rows.fetchall())


def hold(con: sqlite3.Connection, checkout_id: str, block_id: Optional[int], ranges: Sequence[Range]) -> None:
    """Note that numbers are not given here."""
    con.executemany(
        insert(HOLD, ("checkout_id", "block_id", "first_serial", "last_serial")),
        [(checkout_id, block_id, first, last) for first, last in ranges],
    )


def refuse_held(con: sqlite3.Connection, ledger: Table) -> None:
    """RegisterError if a number that these rows of the ledger are about to give is not this register's.

    Bulk work, which sets the triggers aside, asks by itself.
    """
    if not has_holds(con):
        return
    held = con.execute(
        "SELECT block_id, first_serial, last_serial FROM number_hold WHERE ended_at IS NULL"
    ).fetchall()
    ids, numbers = (np.array(ledger.columns[name], np.int64) for name in ("block_id", "serial"))
    codes = ledger.columns["code"]
    texts = codes.objects() if isinstance(codes, TextColumn) else np.array(codes)
    provisional = provisional_mask(texts.astype("U"))
    for block_id, first, last in held:
        wrong = (provisional if block_id is None else ids == block_id) & (numbers >= first) & (numbers <= last)
        if wrong.any():
            raise RegisterError(NUMBER_HELD, serial=int(numbers[wrong][0]))


def has_holds(con: sqlite3.Connection) -> bool:
    """Whether the register has the table (older ones get it with their first check-out)."""
    return con.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (HOLD,)).fetchone() is not None


def hold_triggers() -> list[Trigger]:
    """A number that is with a check-out enters the ledger with its check-in only, whatever program writes."""
    within = (
        "NEW.block_id IS NOT NULL AND NEW.state IN ('given', 'retired')"
        " AND EXISTS (SELECT 1 FROM number_hold WHERE block_id = NEW.block_id AND ended_at IS NULL"
        " AND first_serial <= NEW.serial AND last_serial >= NEW.serial"
        " AND checkout_id IS NOT (SELECT value FROM sync_ctl WHERE key = 'checkin'))"
    )
    made = trigger(
        "code_ledger", "held", "BEFORE INSERT", within,
        refuse("This number is with a check-out, or did not come along with this one.",
               "Số này đang thuộc bản tách sổ, hoặc không được mang theo bản này."),
    )  # fmt: skip
    return [Trigger(made.name, made.table, made.sql, needs=HOLD)]


def is_copy(con: sqlite3.Connection) -> bool:
    """Whether the register's own numbers are those of a check-out."""
    query = "SELECT 1 FROM number_hold WHERE checkout_id = ? LIMIT 1"
    return has_holds(con) and con.execute(query, (ELSEWHERE,)).fetchone() is not None
