"""Who holds which power in a register: kept in its own book, guarded by its triggers, changed here alone."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from ..core.lifecycle import Stage
from ..core.powers import DEFAULT, EVERYBODY, POWER_FOR, Power, Powers
from .cancelling import never
from .connect import connect
from .errors import sqlite_errors
from .gate import writer_gate
from .sql import Sql, build, literal
from .transaction import write_audit, write_transaction
from .trigger import one_of

_LINE = "\n"
KEY_BEGINS = "power_"


def key_of(power: Power) -> str:
    """The key of a power in register_meta; its value has a name per line."""
    return "".join((KEY_BEGINS, power.value))


def read_powers(path: str | Path) -> Powers:
    """Who holds which power in the register (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return powers_of(con)


def powers_of(con: sqlite3.Connection) -> Powers:
    """The same of an open register; where it says nothing, the default."""
    rows = con.execute("SELECT key, value FROM register_meta WHERE key GLOB 'power_*'")
    said = {key: tuple(filter(None, (value or "").split(_LINE))) for key, value in rows}
    return Powers(*(said.get(key_of(power), DEFAULT[power]) for power in Power))


def set_powers(
    path: Path, names: Mapping[Power, Sequence[str]], *, cancelled: Callable[[], bool] = never
) -> Powers:
    """Give powers to exactly these names, others stay as they are, and write it down; returns all powers now.

    Nothing is written where nothing changes. Raises RegisterError.
    """
    with writer_gate(path, action="set powers", cancelled=cancelled), write_transaction(path, bulk=True) as con:
        before = powers_of(con)
        changed = {p: tuple(n) for p, n in names.items() if tuple(n) != before.holders(p)}
        for power, holders in changed.items():
            con.execute(
                "INSERT INTO register_meta (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key_of(power), _LINE.join(holders)),
            )
        if changed:
            old = {power.value: before.holders(power) for power in changed}
            write_audit(con, "register_meta", "powers", old=old, new={p.value: n for p, n in changed.items()})
        return powers_of(con)


def powerless(stage: str, actor: str) -> Sql:
    """SQL: whether `actor` lacks the power that a step into `stage` needs (both SQL); equal to `Powers.has`."""
    checks = [
        build(
            "({into} AND NOT {holds})",
            into=one_of(stage, [s.value for s in Stage if POWER_FOR[s] is power]),
            holds=_holds(power, actor),
        )
        for power in Power
    ]
    return Sql("(" + " OR ".join(checks) + ")")


def _holds(power: Power, actor: str) -> Sql:
    """Looked up line by line, so that no name is found inside another one; nobody without a name holds any but '*'."""
    listed = build(
        "char(10) || coalesce((SELECT value FROM register_meta WHERE key = {key}), {default}) || char(10)",
        key=literal(key_of(power)), default=literal(_LINE.join(DEFAULT[power])),
    )  # fmt: skip
    return build(
        "(instr({listed}, char(10) || {all} || char(10)) > 0"
        " OR coalesce(instr({listed}, char(10) || nullif({actor}, '') || char(10)), 0) > 0)",
        listed=listed, all=literal(EVERYBODY), actor=Sql(actor),
    )  # fmt: skip
