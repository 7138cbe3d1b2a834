"""Who holds which power in a register: kept in its own book, asked by its triggers and by each apply."""
from __future__ import annotations

import sqlite3

from ..core.lifecycle import Stage
from ..core.powers import DEFAULT, EVERYBODY, POWER_FOR, Power, Powers
from .sql import Sql, build, literal
from .trigger import one_of

LINE = "\n"
KEY_BEGINS = "power_"


def key_of(power: Power) -> str:
    """The key of a power in register_meta; its value has a name per line."""
    return "".join((KEY_BEGINS, power.value))


def powers_of(con: sqlite3.Connection) -> Powers:
    """The same of an open register; where it says nothing, the default."""
    rows = con.execute("SELECT key, value FROM register_meta WHERE key GLOB 'power_*'")
    said = {key: tuple(filter(None, (value or "").split(LINE))) for key, value in rows}
    return Powers(*(said.get(key_of(power), DEFAULT[power]) for power in Power))


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
        key=literal(key_of(power)), default=literal(LINE.join(DEFAULT[power])),
    )  # fmt: skip
    return build(
        "(instr({listed}, char(10) || {all} || char(10)) > 0"
        " OR coalesce(instr({listed}, char(10) || nullif({actor}, '') || char(10)), 0) > 0)",
        listed=listed, all=literal(EVERYBODY), actor=Sql(actor),
    )  # fmt: skip
