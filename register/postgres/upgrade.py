"""Bringing a register on a server up to this version: step by step, then guards and rights anew.

A step changes tables only; what is generated (functions, triggers, rights) is made from the register's own profile.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ..errors import RegisterError
from . import marks
from .driver import PgPlace, open_register, tried_again
from .indexes import renew_indexes
from .messages import NOT_KEEPER
from .roles import as_owner
from .server import install_guards, is_keeper, profile_of, read_meta_values, set_meta, write_audit_row
from .side_files import CREATE
from .state import LAYOUT, LAYOUT_KEY
from .structure import fresh_structure
from .tables import LAYER_KEY, create_table, finish_tables, narrow_layer_key

Step = Callable[[Any], None]

# From a layout to the next one. A released step is never changed: registers that went through it are out there.
STEPS: Mapping[int, Step] = {}


@dataclass(frozen=True)
class ServerUpgrade:
    """The layouts before and now, tables and indexes that were added, and how many triggers had been lost."""

    before: int
    after: int
    tables: tuple[str, ...]
    triggers: int
    indexes: tuple[str, ...]


def upgrade_server(place: PgPlace, *, steps: Mapping[int, Step] = STEPS) -> ServerUpgrade:
    """Give the register the tables and guards of this version, all or nothing.

    Guards and indexes that somebody has taken away are there again. RegisterError for a newer register, or without
    the right.
    """
    with closing(open_register(place)) as con:
        return tried_again(con, place, lambda cur: _upgrade(cur, place, steps))


def _upgrade(cur: Any, place: PgPlace, steps: Mapping[int, Step]) -> ServerUpgrade:
    if not is_keeper(cur):
        raise RegisterError(NOT_KEEPER, register=place.shown)
    guarded = triggers_of(cur)
    before = int(read_meta_values(cur)[LAYOUT_KEY])
    with as_owner(cur):
        for layout in range(before, LAYOUT):
            if layout in steps:
                steps[layout](cur)
        profile = profile_of(cur)
        tables = fresh_structure(profile)
        wide = _wide_keys(cur)
        for table in tables:
            if table.name in wide:
                for statement in narrow_layer_key(table):
                    cur.execute(statement)
        added = [table for table in tables if not _there(cur, table.name)]
        for table in added:
            cur.execute(create_table(table))
        for statement in finish_tables(added, server_indexes=False):
            cur.execute(statement)
        for statement in (CREATE, *marks.CREATE):
            cur.execute(statement)
        indexes = renew_indexes(cur, tables)
        install_guards(cur, tables, profile)
    names = tuple(table.name for table in added)
    lost = len(triggers_of(cur) - guarded)
    if before != LAYOUT or added or lost or indexes:
        set_meta(cur, LAYOUT_KEY, str(LAYOUT))
        said = {"from": before, "to": LAYOUT, "tables": names, "triggers": lost, "indexes": indexes}
        write_audit_row(cur, "register_meta", "upgrade", said)
    return ServerUpgrade(before, LAYOUT, names, lost, indexes)


def triggers_of(cur: Any) -> set[tuple[str, str]]:
    """Table and name of the triggers that are there and at work."""
    cur.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE c.relnamespace = 'diachiso'::regnamespace AND NOT tgisinternal AND tgenabled <> 'D'"
    )
    return set(cur.fetchall())


def _wide_keys(cur: Any) -> set[str]:
    """The tables whose key is wider than the number of a feature in QGIS."""
    cur.execute(
        "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relnamespace = 'diachiso'::regnamespace AND c.relkind = 'r' AND a.attname = %s"
        " AND a.atttypid = 'bigint'::regtype", (LAYER_KEY,),
    )  # fmt: skip
    return {name for (name,) in cur.fetchall()}


def _there(cur: Any, table: str) -> bool:
    cur.execute("SELECT to_regclass(%s) IS NOT NULL", (f"diachiso.{table}",))
    return bool(cur.fetchone()[0])
