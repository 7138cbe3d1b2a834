"""The ledger of all codes that are known: what is taken, what has left this machine, and whether it is sound."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..core.allocation import IntArray
from ..core.errors import QT_TRANSLATE_NOOP, Message
from .checkout.holds import held_serials
from .schema import NOW_SQL
from .sql import build

LAST_CHARACTER = "\U0010ffff"  # sorts after whatever may follow a prefix

CODE_WITHOUT_LEDGER = Message(
    "ledger_missing",
    QT_TRANSLATE_NOOP("diachiso", "Address {address_id} bears code {code}, which the ledger does not know."),
)
CODE_OF_ANOTHER = Message(
    "ledger_other_address",
    QT_TRANSLATE_NOOP(
        "diachiso", "Address {address_id} bears code {code}, which the ledger gives to {owner} (state {state})."
    ),
)
GIVEN_BUT_NOT_BORNE = Message(
    "ledger_not_borne",
    QT_TRANSLATE_NOOP(
        "diachiso", "Code {code} counts as given to {address_id}, but that address does not bear it."
    ),
)
CODE_TWICE = Message(
    "code_twice", QT_TRANSLATE_NOOP("diachiso", "Code {code} is borne by {count} addresses.")
)
SERIAL_TWICE = Message(
    "serial_twice",
    QT_TRANSLATE_NOOP("diachiso", "Number {serial} of block {block_id} stands under {count} codes."),
)
SERIAL_OUTSIDE = Message(
    "serial_outside",
    QT_TRANSLATE_NOOP("diachiso", "Code {code} does not lie in its block {block_id}."),
)
ADDRESS_TWICE = Message(
    "address_twice",
    QT_TRANSLATE_NOOP("diachiso", "Address {address_id} holds {count} given codes of scheme {scheme}."),
)


@dataclass(frozen=True)
class LedgerProblem:
    """One way in which the ledger and the addresses disagree."""

    message: Message
    params: dict[str, object]

    def __str__(self) -> str:
        return self.message.render(None, **self.params)


def taken_serials(con: sqlite3.Connection, prefix: str, serial_digits: int, apart: str = "") -> IntArray:
    """The serial numbers under a prefix that are not free: ascending, none twice. The ledger knows them, in whatever
    state, or they are with a check-out other than `apart`.

    Of every scheme, and read out of the code itself: the ledger holds a text once, whoever's it is, and the column
    `serial` of another scheme counts other digits, or is empty (codes that came from outside).
    """
    rows = con.execute(
        "SELECT CAST(substr(code, ?, ?) AS INTEGER) FROM code_ledger WHERE code >= ? AND code < ?",
        (len(prefix) + 1, serial_digits, prefix, prefix + LAST_CHARACTER),
    )
    known = np.fromiter((row[0] for row in rows), dtype=np.int64)
    return np.unique(np.concatenate([known, held_serials(con, prefix, apart)]))


def known_codes(
    con: sqlite3.Connection, prefix: str, first: str, last: str, limit: int = 5
) -> tuple[int, list[str]]:
    """How many codes the ledger knows from prefix + `first` to prefix + `last` (as digits), and a few of them."""
    span = (prefix + first, prefix + last + LAST_CHARACTER)
    where = "FROM code_ledger WHERE code >= ? AND code <= ?"
    count = con.execute("SELECT count(*) " + where, span).fetchone()[0]
    return count, [row[0] for row in con.execute("SELECT code " + where + " LIMIT ?", (*span, limit))]


def count_waiting(con: sqlite3.Connection, scheme: str) -> int:
    """How many issued codes of a scheme are known whose object is not in the register yet."""
    query = "SELECT count(*) FROM code_ledger WHERE state = 'official' AND address_id IS NULL AND scheme = ?"
    return int(con.execute(query, (scheme,)).fetchone()[0])


def note_official(con: sqlite3.Connection, codes: Iterable[tuple[str, int | None]], scheme: str = "ndas") -> int:
    """Note official codes (with serial, where known) that no address here bears yet; returns how many are new.

    From then on they are given to nobody else. Codes that the ledger knows already stay as they are.
    """
    return _count(con.executemany(
        # not ON CONFLICT: the guard against replacing a row would refuse it
        "INSERT INTO code_ledger (code, scheme, state, serial) SELECT ?1, ?2, 'official', ?3 "
        "WHERE NOT EXISTS (SELECT 1 FROM code_ledger WHERE code = ?1)",
        ((code, scheme, serial) for code, serial in codes),
    ))  # fmt: skip


def burn(con: sqlite3.Connection, codes: Iterable[str]) -> None:
    """Make codes unusable for ever: they may have been seen outside, and belong to no address any more."""
    con.executemany(
        "UPDATE code_ledger SET state = 'burned', address_id = NULL WHERE code = ?", ((code,) for code in codes)
    )


def mark_left(
    con: sqlite3.Connection, codes: Iterable[str] | None = None, *, apply_id: int | None = None
) -> int:
    """Note that codes left this machine (exported, printed, synced), so that an undo burns them; returns how many.

    Either the codes or the apply that gave them is named; a first date stays.
    """
    statement = build(
        "UPDATE code_ledger SET left_at = {now} WHERE left_at IS NULL AND state IN ('given', 'retired') AND ",
        now=NOW_SQL,
    )
    left = 0 if apply_id is None else _count(con.execute(statement + "apply_id = ?", (apply_id,)))
    return left + _count(con.executemany(statement + "code = ?", ((code,) for code in codes or ())))


def _count(cursor: sqlite3.Cursor) -> int:
    """The rows that a statement itself changed; the connection's count knows those of triggers as well."""
    return max(0, cursor.rowcount)


_CHECKS = (
    (
        CODE_WITHOUT_LEDGER,
        ("address_id", "code"),
        "SELECT a.address_id, a.code FROM address a LEFT JOIN code_ledger l ON l.code = a.code "
        "WHERE a.code IS NOT NULL AND l.code IS NULL",
    ),
    (
        CODE_OF_ANOTHER,
        ("address_id", "code", "owner", "state"),
        "SELECT a.address_id, a.code, l.address_id, l.state FROM address a JOIN code_ledger l ON l.code = a.code "
        "WHERE l.address_id IS NOT a.address_id OR l.state NOT IN ('given', 'retired') "
        "OR (l.state = 'retired') <> (a.stage = 'retired')",
    ),
    (
        GIVEN_BUT_NOT_BORNE,
        ("code", "address_id"),
        "SELECT l.code, l.address_id FROM code_ledger l LEFT JOIN address a ON a.address_id = l.address_id "
        "WHERE l.state = 'given' AND a.code IS NOT l.code",
    ),
    (
        CODE_TWICE,
        ("code", "count"),
        "SELECT code, count(*) FROM address WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1",
    ),
    (
        SERIAL_TWICE,
        ("serial", "block_id", "count"),
        "SELECT serial, block_id, count(*) FROM code_ledger WHERE block_id IS NOT NULL "
        "GROUP BY block_id, serial HAVING count(*) > 1",
    ),
    (
        SERIAL_OUTSIDE,
        ("code", "block_id"),
        "SELECT l.code, l.block_id FROM code_ledger l LEFT JOIN code_block b ON b.block_id = l.block_id "
        "WHERE l.block_id IS NOT NULL AND (b.block_id IS NULL OR b.scheme <> l.scheme "
        "OR l.serial NOT BETWEEN b.first_serial AND b.last_serial "
        "OR substr(l.code, 1, length(b.prefix)) <> b.prefix)",
    ),
    (
        ADDRESS_TWICE,
        ("address_id", "scheme", "count"),
        "SELECT address_id, scheme, count(*) FROM code_ledger WHERE state = 'given' "
        "GROUP BY address_id, scheme HAVING count(*) > 1",
    ),
)


def verify_ledger(con: sqlite3.Connection, limit: int = 100) -> list[LedgerProblem]:
    """Every way in which the ledger is unsound, at most `limit` of each kind; none in a healthy register."""
    problems = []
    for message, names, statement in _CHECKS:
        for row in con.execute(statement).fetchmany(limit):
            problems.append(LedgerProblem(message, dict(zip(names, row))))
    return problems
