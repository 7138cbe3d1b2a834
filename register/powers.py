"""Who holds which power in a register: kept in its own book, asked by its triggers and by each apply."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.lifecycle import Stage
from ..core.powers import DEFAULT, EVERYBODY, POWER_FOR, Power, Powers
from .actor import current_login
from .errors import RegisterError
from .sql import Sql, build, literal
from .trigger import one_of

LINE = "\n"
KEY_BEGINS = "power_"

_NO_POWER = {
    Power.DECLARE: Message(
        "apply_no_power",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "{actor} does not hold the power to declare in this register. Nothing was written. Ask whoever does "
            "({holders}), or have it given with \"Set powers\".",
        ),
    ),
    Power.CREATE: Message(
        "apply_no_power",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "{actor} does not hold the power to create in this register. Nothing was written. Ask whoever does "
            "({holders}), or have it given with \"Set powers\".",
        ),
    ),
    Power.VERIFY: Message(
        "apply_no_power",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "{actor} does not hold the power to verify in this register. Nothing was written. Ask whoever does "
            "({holders}), or have it given with \"Set powers\".",
        ),
    ),
}
_NO_POWER_AT_ALL = Message(
    "apply_no_power_at_all",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{actor} holds no power in this register (declare, create, verify), so may read it and not change it. Nothing "
        "was written. Ask whoever does ({holders}), or have one given with \"Set powers\".",
    ),
)


def key_of(power: Power) -> str:
    """The key of a power in register_meta; its value has a name per line."""
    return "".join((KEY_BEGINS, power.value))


def powers_of(con: sqlite3.Connection) -> Powers:
    """Who holds which power in an open register: as it says, else the default; of a server's, by its roles."""
    login = current_login()
    if login is not None:
        return login.powers
    rows = con.execute("SELECT key, value FROM register_meta WHERE key GLOB 'power_*'")
    said = {key: tuple(filter(None, (value or "").split(LINE))) for key, value in rows}
    return Powers(*(said.get(key_of(power), DEFAULT[power]) for power in Power))


def refuse_powerless(con: sqlite3.Connection, actor: Optional[str], power: str) -> None:
    """RegisterError unless the person holds the power ('': any of them), as bulk work must ask by itself."""
    powers = powers_of(con)
    if power == "":
        if not powers.may_edit(actor):
            named = dict.fromkeys(name for p in Power for name in powers.holders(p))
            raise RegisterError(_NO_POWER_AT_ALL, actor=actor or "?", holders=", ".join(named) or "–")
        return
    needed = powers.of_issued if power == Power.VERIFY.value else Power(power)
    if not powers.has(actor, needed):
        holders = ", ".join(powers.holders(needed)) or "–"
        raise RegisterError(_NO_POWER[needed], actor=actor or "?", holders=holders)


@contextmanager
def told_by_roles(con: sqlite3.Connection) -> Iterator[None]:
    """Set the guards of powers aside in a copy of a server's register: they know names of its time as a file.

    In the caller's transaction, at whose end they are there again. Whoever writes asks `powers_of`.
    """
    if current_login() is None:
        yield
        return
    guards = _guards(con)
    for name in guards:
        con.execute(build("DROP TRIGGER {name}", name=name))
    yield
    for name in guards.keys() - _guards(con).keys():  # the work may have made all of them anew
        con.execute(guards[name])


def _guards(con: sqlite3.Connection) -> dict[str, str]:
    rows = con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'address_power_*'")
    return dict(rows.fetchall())


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


def holds_none(actor: str) -> Sql:
    """SQL: whether `actor` (SQL) holds no power at all; equal to `not Powers.may_edit`."""
    return Sql("(" + " AND ".join(build("NOT {holds}", holds=_holds(power, actor)) for power in Power) + ")")
