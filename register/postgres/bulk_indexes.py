"""Indexes that are made anew faster than they grow row by row: out of the way while very many rows come in."""
from __future__ import annotations

from typing import Any

from ..sql import Sql, build, ident, literal
from .structure import TableSpec

FROM = 50_000  # new rows; below, nobody would notice
# A row costs an R-tree six times what it costs to pack: from this share of the rows that are there on, by measurement.
# The other kinds grow in the order of codes, communes and numbers, which costs less than making them anew.
SHARE = {"gist": 0.22}
_PATIENCE = "2s"  # for those who read at this moment
_MEMORY = "512MB"


def drop_slow(cur: Any, table: TableSpec, rows: int) -> list[str]:
    """Drop what `rows` new rows would fill slowly; the statements that make it anew, at the latest before the commit.

    What keeps keys unique stays. Nobody reads the table until then; where somebody reads just now, all stays.
    """
    import psycopg2

    if rows < FROM:
        return []
    cur.execute(
        "SELECT c.relname, m.amname, pg_get_indexdef(i.indexrelid), greatest(t.reltuples, 0) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam JOIN pg_class t ON t.oid = i.indrelid"
        " WHERE i.indrelid = %s::regclass AND NOT i.indisunique", (ident(table.name),),
    )  # fmt: skip
    slow = [(name, made) for name, kind, made, there in cur.fetchall() if kind in SHARE and rows > SHARE[kind] * there]
    if not slow:
        return []
    cur.execute("SAVEPOINT indexes_there")
    try:
        cur.execute(build("SET LOCAL lock_timeout = {t}", t=literal(_PATIENCE)))
        for name, _ in slow:
            cur.execute(build("DROP INDEX {name}", name=name))
    except psycopg2.errors.LockNotAvailable:
        cur.execute("ROLLBACK TO SAVEPOINT indexes_there")
        return []
    cur.execute("SET LOCAL lock_timeout = 0")
    return [made for _, made in slow]


def make_again(cur: Any, statements: list[str]) -> None:
    """Make the indexes anew."""
    if statements:
        cur.execute(build("SET LOCAL maintenance_work_mem = {m}", m=literal(_MEMORY)))
    for statement in statements:
        cur.execute(Sql(statement))
