"""What makes each of very many new rows slow, out of the way while they come in: indexes, triggers, keys of others."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..sql import Sql, build, ident, literal
from .structure import TableSpec

FROM = 50_000  # new rows; below, nobody would notice
# A row costs an R-tree six times what it costs to pack: from this share of the rows that are there on, by measurement.
# The other kinds grow in the order of codes, communes and numbers, which costs less than making them anew.
SHARE = {"gist": 0.22}
_PATIENCE = "2s"  # for those who read at this moment
_MEMORY = "512MB"


def set_aside(cur: Any, table: TableSpec, rows: int) -> list[Sql]:
    """Disable the guards of a table and drop what `rows` new rows would fill slowly; the statements for `put_back`.

    What keeps keys unique stays. Nobody reads a table of which something was dropped until the commit; where somebody
    reads just now, all stays. The guards are for the caller to enable.
    """
    cur.execute(build("ALTER TABLE {t} DISABLE TRIGGER USER", t=table.name))
    slow = _slow_indexes(cur, table, rows) if rows >= FROM else []
    if not slow or not _drop_indexes(cur, [name for name, _ in slow]):
        return []
    # Nobody else sees the table now. A trigger that is disabled costs nearly as much as one at work: PostgreSQL writes
    # row by row for it, and collects the rows that it would be shown.
    return [*(made for _, made in slow), *_drop_references(cur, table), *_drop_triggers(cur, table)]


def put_back(cur: Any, statements: list[Sql]) -> None:
    """Make anew what was dropped, at the latest before the commit; triggers are disabled as before."""
    if statements:
        cur.execute(build("SET LOCAL maintenance_work_mem = {m}", m=literal(_MEMORY)))
    for statement in statements:
        cur.execute(statement)


def _slow_indexes(cur: Any, table: TableSpec, rows: int) -> list[tuple[str, Sql]]:
    """Names, and the statements that make them."""
    cur.execute(
        "SELECT c.relname, m.amname, pg_get_indexdef(i.indexrelid), greatest(t.reltuples, 0) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam JOIN pg_class t ON t.oid = i.indrelid"
        " WHERE i.indrelid = %s::regclass AND NOT i.indisunique", (ident(table.name),),
    )  # fmt: skip
    return [
        (name, Sql(made)) for name, kind, made, there in cur.fetchall() if kind in SHARE and rows > SHARE[kind] * there
    ]


def _drop_indexes(cur: Any, names: list[str]) -> bool:
    """Whether the table was free for it."""
    import psycopg2

    cur.execute("SAVEPOINT indexes_there")
    try:
        cur.execute(build("SET LOCAL lock_timeout = {t}", t=literal(_PATIENCE)))
        for name in names:
            cur.execute(build("DROP INDEX {name}", name=name))
    except psycopg2.errors.LockNotAvailable:
        cur.execute("ROLLBACK TO SAVEPOINT indexes_there")
        return False
    cur.execute("SET LOCAL lock_timeout = 0")
    return True


def _drop_references(cur: Any, table: TableSpec) -> Iterator[Sql]:
    """All rows are looked at once afterwards, instead of each one by itself."""
    cur.execute("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
                " AND conrelid = %s::regclass ORDER BY 1", (ident(table.name),))  # fmt: skip
    for name, made in cur.fetchall():
        cur.execute(build("ALTER TABLE {t} DROP CONSTRAINT {name}", t=table.name, name=name))
        yield build("ALTER TABLE {t} ADD CONSTRAINT {name} {made}", t=table.name, name=name, made=Sql(made))


def _drop_triggers(cur: Any, table: TableSpec) -> Iterator[Sql]:
    cur.execute("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass"
                " AND NOT tgisinternal ORDER BY 1", (ident(table.name),))  # fmt: skip
    for name, made in cur.fetchall():
        cur.execute(build("DROP TRIGGER {name} ON {t}", name=name, t=table.name))
        yield Sql(made)
    yield build("ALTER TABLE {t} DISABLE TRIGGER USER", t=table.name)
