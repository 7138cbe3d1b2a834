"""All triggers of a register: what they should be, whether they are there, putting them back.

Replacing a table (`ogr2ogr -overwrite`) drops its triggers silently: look for missing ones when a register is opened.
"""
from __future__ import annotations

import sqlite3
from functools import lru_cache

from ..core.profile import Profile
from .additions import absent_additions
from .address_triggers import address_triggers
from .qa_guard import review_triggers
from .reading import read_meta
from .remark_triggers import remark_triggers
from .sql import build
from .table_triggers import table_triggers
from .trigger import NOTE_PREFIX, Trigger

__all__ = [
    "Trigger", "drop_triggers", "install", "missing_triggers", "reinstall", "surplus_triggers", "trigger_statements",
]  # fmt: skip


def trigger_statements(profile: Profile) -> list[Trigger]:
    """The triggers that a register with this profile must have (those of its R-trees apart)."""
    return list(_statements(profile))


@lru_cache(maxsize=8)  # some 20 ms each time, and every look at a register's guards asks
def _statements(profile: Profile) -> tuple[Trigger, ...]:
    return (*address_triggers(profile), *remark_triggers(profile), *review_triggers(), *table_triggers())


def install(con: sqlite3.Connection, profile: Profile) -> None:
    """Make the triggers, those of the same name anew; run it inside a transaction."""
    for trigger in _wanted(con, profile):
        con.execute(build("DROP TRIGGER IF EXISTS {name}", name=trigger.name))
        con.execute(trigger.sql)


def drop_triggers(con: sqlite3.Connection) -> dict[str, str]:
    """Take away every trigger on our tables but those of the R-trees, and return them (name: statement).

    Another version or profile may have had others. Somebody's own are among them; those on other tables stay.
    """
    rows = con.execute(
        r"SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'rtree\_%' ESCAPE '\'"
    )
    ours = _our_tables(con)
    dropped = {
        name: statement for name, table, statement in rows.fetchall()
        if table in ours and not name.startswith(NOTE_PREFIX)
    }  # fmt: skip
    for name in dropped:
        con.execute(build("DROP TRIGGER {name}", name=name))
    return dropped


def _our_tables(con: sqlite3.Connection) -> frozenset[str]:
    return frozenset(found.table for found in trigger_statements(read_meta(con).profile))


def missing_triggers(con: sqlite3.Connection) -> list[str]:
    """Names of the triggers that the register lacks, or has in another wording than its profile asks for."""
    present = dict(con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    wanted = _wanted(con, read_meta(con).profile)
    return [trigger.name for trigger in wanted if present.get(trigger.name) != trigger.sql]


def surplus_triggers(con: sqlite3.Connection) -> list[str]:
    """Names of the triggers on our tables that an older version made and this one does not know."""
    wanted = {trigger.name for trigger in _wanted(con, read_meta(con).profile)}
    tables = _our_tables(con)
    present = con.execute(
        r"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'rtree\_%' ESCAPE '\'"
    ).fetchall()
    known = wanted | {name for name, _ in present if name.startswith(NOTE_PREFIX)}
    return sorted(name for name, table in present if table in tables and name not in known)


def reinstall(con: sqlite3.Connection) -> list[str]:
    """Put back what is missing, all or none, inside the caller's transaction or one of its own; names what it made."""
    missing = set(missing_triggers(con))
    if not missing:
        return []
    own = not con.in_transaction
    con.execute("BEGIN IMMEDIATE" if own else "SAVEPOINT reinstall")
    try:
        for trigger in _wanted(con, read_meta(con).profile):
            if trigger.name in missing:
                con.execute(build("DROP TRIGGER IF EXISTS {name}", name=trigger.name))
                con.execute(trigger.sql)
        con.execute("COMMIT" if own else "RELEASE reinstall")
    except BaseException:
        if con.in_transaction:
            con.execute("ROLLBACK" if own else "ROLLBACK TO reinstall")
        raise
    return sorted(missing)


def _wanted(con: sqlite3.Connection, profile: Profile) -> list[Trigger]:
    """The triggers for the tables that are there: an older register has not got all of them until it is mended."""
    absent = absent_additions(con)
    return [found for found in trigger_statements(profile) if not absent.intersection((found.table, found.needs))]
