"""Whether all guards of a register on a server are there: its owner can take them away, and so do tools of others."""
from __future__ import annotations

import re
from contextlib import closing
from typing import Any

from ..sql import Sql, build
from . import marks
from .driver import SCHEMA, PgPlace, open_register, transaction
from .guards import guard_statements
from .server import profile_of
from .structure import fresh_structure
from .upgrade import triggers_of, upgrade_server

_TRIGGER = re.compile(r'^CREATE TRIGGER "?(?P<name>\w+)"? .*? ON "?(?P<table>\w+)"?', re.DOTALL)


def mend_guards(place: PgPlace) -> tuple[str, ...]:
    """Put back the guards that are gone, as table.name; nothing is locked where none is (RegisterError).

    What was changed without them bears no mark: local copies read those tables whole.
    """
    with closing(open_register(place)) as con:
        with transaction(con, place) as cur:
            gone = _missing(cur)
        if not gone:
            return ()
        upgrade_server(place)
        with transaction(con, place) as cur:
            for table in sorted({table for table, _ in gone}):
                cur.execute(build("INSERT INTO {m} (table_name) VALUES (%s)", m=marks.TABLE), (table,))
    return tuple(".".join(one) for one in sorted(gone))


def _missing(cur: Any) -> set[tuple[str, str]]:
    profile = profile_of(cur)
    statements = guard_statements(fresh_structure(profile), profile, Sql(SCHEMA))
    found = (_TRIGGER.match(str(statement)) for statement in statements)
    return {(one["table"], one["name"]) for one in found if one is not None} - triggers_of(cur)
