"""The addresses that an indicator still lacks: for the map and the attribute table."""
from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..core.indicators import Figure
from .completeness_sql import basic_complete_sql, class_groups
from .connect import connect
from .errors import sqlite_errors
from .indicators import MOUNTED, REACHED, has_table
from .reading import read_meta
from .sql import Sql, build

MOST = 5_000
"""How many a person is shown at once."""

_NOTICED = build(
    "EXISTS (SELECT 1 FROM notification n WHERE n.address_id = a.address_id AND {reached})", reached=REACHED
)
_HUNG = build("EXISTS (SELECT 1 FROM plaque q WHERE q.address_id = a.address_id AND {mounted})", mounted=MOUNTED)
_ALL_TOLD = build(
    "NOT EXISTS (SELECT 1 FROM person p WHERE p.address_id = a.address_id AND NOT EXISTS (SELECT 1 FROM notification n"
    " WHERE n.address_id = p.address_id AND n.person_id = p.person_id AND {reached}))",
    reached=REACHED,
)
_NOTHING = Sql("0")
_NOBODY = Sql("NOT EXISTS (SELECT 1 FROM person p WHERE p.address_id = a.address_id)")


@dataclass(frozen=True)
class MissingAddresses:
    """Numbers of the addresses, at most as many as were asked for, and how many there are."""

    fids: tuple[int, ...]
    count: int


def missing_addresses(
    path: str | Path, figure: Figure, commune: Optional[str] = None, sections: Sequence[str] = (), most: int = MOST
) -> MissingAddresses:
    """Addresses in use that do not count in a figure yet, of a commune (None: all, '': of none) and of parts of the
    form (none: all). RegisterError.
    """
    with closing(connect(path)) as con, sqlite_errors(path):
        con.execute("BEGIN")
        lacks = {table for table in ("notification", "plaque") if not has_table(con, table)}
        done = {
            Figure.TOTAL: Sql("1"),
            Figure.COLLECTED: basic_complete_sql(
                read_meta(con).profile, lambda n: build("a.{c}", c=n), class_groups(con)
            ),
            Figure.NOTIFIED: _NOTHING if "notification" in lacks else _NOTICED,
            Figure.RECIPIENTS: _NOBODY if "notification" in lacks else _ALL_TOLD,
            Figure.RECIPIENTS_NOTIFIED: _NOBODY if "notification" in lacks else _ALL_TOLD,
            Figure.MOUNTED: _NOTHING if "plaque" in lacks else _HUNG,
        }[figure]
        where = build(
            "FROM address a LEFT JOIN object_class k ON k.code = a.object_class WHERE a.stage <> 'retired'"
            " AND (?1 IS NULL OR coalesce(a.commune_code, '') = ?1)"
            " AND (?2 = '[]' OR coalesce(k.object_group, '') IN (SELECT value FROM json_each(?2)))"
            " AND NOT {done}",
            done=done,
        )
        asked = (commune, json.dumps(list(sections)))
        count = con.execute(build("SELECT count(*) {where}", where=where), asked).fetchone()[0]
        rows = con.execute(
            build("SELECT a.fid {where} ORDER BY a.fid LIMIT ?3", where=where), (*asked, most)
        ).fetchall()
        return MissingAddresses(tuple(fid for (fid,) in rows), count)
