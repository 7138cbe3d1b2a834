"""Which rows of a register on a server were changed, and by which transaction: so that a local copy catches up.

Triggers write the marks, one statement for all rows of an edit; our own writing back, which sets the triggers aside,
writes them itself. A mark names a run of keys, so a million new rows are a few marks. Rows that are read again although
nothing changed are harmless; a row that changed without a mark is not: counts are compared besides.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Optional, Union

from ..sql import Sql, build, literal
from .functions import planned
from .structure import Kind, TableSpec

TABLE, FLOOR = "row_change", "row_change_floor"
# Whether the register on the server keeps marks: those of the first layout do not until they are upgraded.
ARE_KEPT = Sql("to_regclass('diachiso.row_change_floor') IS NOT NULL")
KEPT_DAYS = 30
_EXACT = 1000  # keys that are texts: up to so many are named each, more in runs
_RUN = 500
_EVENTS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
Key = Union[int, str]

CREATE = (
    build(
        "CREATE TABLE IF NOT EXISTS {t} (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,"
        " xid xid8 NOT NULL DEFAULT pg_current_xact_id(), at timestamptz NOT NULL DEFAULT clock_timestamp(),"
        " table_name text NOT NULL, scope {text}, first_key bigint, last_key bigint, first_text {text},"
        " last_text {text})", t=TABLE, text=Sql('text COLLATE "C"'),
    ),
    build("CREATE INDEX IF NOT EXISTS {i} ON {t} (xid)", i="row_change_xid", t=TABLE),
    # Marks up to this transaction are gone.
    build("CREATE TABLE IF NOT EXISTS {t} (xid xid8 NOT NULL)", t=FLOOR),
    build("INSERT INTO {t} SELECT '0'::xid8 WHERE NOT EXISTS (SELECT 1 FROM {t})", t=FLOOR),
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """Keys from `first` to `last` of the rows whose other key columns hold `scope`; all rows where both are None."""

    first: Optional[Key]
    last: Optional[Key]
    scope: Optional[str] = None


@dataclass(frozen=True)
class Shape:
    """How the keys of a table are marked: the column of the runs, and the one that they lie within (sync_dirty)."""

    column: Optional[str]
    scope: Optional[str] = None
    numbers: bool = True

    @property
    def columns(self) -> tuple[str, str]:
        """The columns of a mark that hold the ends of a run."""
        return ("first_key", "last_key") if self.numbers else ("first_text", "last_text")


def shape_of(table: TableSpec) -> Shape:
    """How a table is marked: small ones with keys of several columns are marked whole."""
    kinds = {column.name: column.kind for column in table.columns}
    last = table.key[-1]
    if len(table.key) == 1:
        return Shape(last, numbers=kinds[last] is Kind.INTEGER)
    if len(table.key) == 2 and kinds[last] is Kind.INTEGER:
        return Shape(last, table.key[0])
    return Shape(None)


def mark_rows(table: TableSpec, rows: Sql) -> Sql:
    """The statement that marks the rows of a relation (a transition table, a temporary one) that has the keys."""
    shape, name = shape_of(table), literal(table.name)
    if shape.column is None:
        return build("INSERT INTO {m} (table_name) SELECT {name} WHERE EXISTS (SELECT 1 FROM {rows})",
                     m=TABLE, name=name, rows=rows)  # fmt: skip
    scope = build("{c}", c=shape.scope) if shape.scope else Sql("NULL::text")
    first, last = shape.columns
    parts: dict[str, Any] = {
        "m": TABLE, "name": name, "first": first, "last": last, "scope": scope, "k": shape.column, "rows": rows,
    }  # fmt: skip
    if shape.numbers:
        return build(
            "INSERT INTO {m} (table_name, scope, {first}, {last}) SELECT {name}, s, min(k), max(k) FROM"
            " (SELECT s, k, k - row_number() OVER (PARTITION BY s ORDER BY k) AS run FROM"
            " (SELECT DISTINCT {scope} AS s, {k} AS k FROM {rows}) d) r GROUP BY s, run", **parts,
        )  # fmt: skip
    return build(
        "INSERT INTO {m} (table_name, {first}, {last}) SELECT {name}, min(k), max(k) FROM"
        " (SELECT k, CASE WHEN n <= {exact} THEN r ELSE r / {run} END AS run FROM"
        " (SELECT k, row_number() OVER (ORDER BY k) AS r, count(*) OVER () AS n FROM"
        " (SELECT DISTINCT {k} AS k FROM {rows}) d) c) r GROUP BY run",
        exact=Sql(str(_EXACT)), run=Sql(str(_RUN)), **parts,
    )  # fmt: skip


def mark_triggers(table: TableSpec, path: Sql) -> Iterator[Sql]:
    """The triggers that mark, whatever else the guards do; the function runs with the owner's rights."""
    name = "_".join(("mark", table.name))
    yield build(
        "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = {path}"
        " AS $diachiso$BEGIN {rows}; RETURN NULL; END$diachiso$",
        name=name, path=path, rows=planned(mark_rows(table, Sql("changed"))),
    )  # fmt: skip
    for event, rows in _EVENTS:
        yield build("DROP TRIGGER IF EXISTS {trigger} ON {t}", trigger="_".join(("mark", event.lower())), t=table.name)
        yield build(
            "CREATE TRIGGER {trigger} AFTER {event} ON {t} REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT"
            " EXECUTE FUNCTION {name}()",
            trigger="_".join(("mark", event.lower())), event=Sql(event), t=table.name, rows=Sql(rows), name=name,
        )  # fmt: skip
    whole = "_".join((name, "whole"))
    yield build(
        "CREATE OR REPLACE FUNCTION {whole}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path ="
        " {path} AS $diachiso$BEGIN INSERT INTO {m} (table_name) VALUES ({t}); RETURN NULL; END$diachiso$",
        whole=whole, path=path, m=TABLE, t=literal(table.name),
    )  # fmt: skip
    yield build("DROP TRIGGER IF EXISTS mark_truncate ON {t}", t=table.name)
    yield build(
        "CREATE TRIGGER mark_truncate AFTER TRUNCATE ON {t} FOR EACH STATEMENT EXECUTE FUNCTION {whole}()",
        t=table.name, whole=whole,
    )  # fmt: skip


def mark_runs(cur: Any, table: TableSpec, runs: Iterable[Run]) -> None:
    """Write marks of our own."""
    first, last = shape_of(table).columns
    statement = build("INSERT INTO {m} (table_name, scope, {a}, {b}) VALUES (%s, %s, %s, %s)", m=TABLE, a=first, b=last)
    cur.executemany(statement, [(table.name, run.scope, run.first, run.last) for run in runs])


def prune(cur: Any) -> None:
    """Forget marks of long ago; a copy that was not looked at since is made anew."""
    cur.execute(
        build(
            "WITH gone AS (DELETE FROM {m} WHERE at < now() - make_interval(days => %s)"
            " AND id < (SELECT max(id) FROM {m}) RETURNING xid),"
            " highest AS (SELECT xid FROM gone ORDER BY xid DESC LIMIT 1)"
            " UPDATE {f} f SET xid = h.xid FROM highest h WHERE f.xid < h.xid", m=TABLE, f=FLOOR,
        ),
        (KEPT_DAYS,),
    )  # fmt: skip


def current_snapshot(cur: Any) -> str:
    """What is visible now, as PostgreSQL writes it."""
    cur.execute("SELECT pg_current_snapshot()::text")
    return str(cur.fetchone()[0])


_NEWEST = build("coalesce((SELECT concat_ws(' ', id, xid, at) FROM {m} ORDER BY id DESC LIMIT 1), '')", m=TABLE)


def seen_now(cur: Any) -> tuple[str, str]:
    """What is visible now, and the newest mark: a server that was set back to an earlier day has that no more."""
    cur.execute(build("SELECT pg_current_snapshot()::text, {newest}", newest=_NEWEST))
    snapshot, mark = cur.fetchone()
    return str(snapshot), str(mark)


def written_now(cur: Any) -> tuple[str, str, str]:
    """What is visible now, the number of this transaction, which that does not tell, and the newest mark."""
    cur.execute(
        build("SELECT pg_current_snapshot()::text, pg_current_xact_id()::text, {newest}", newest=_NEWEST)
    )
    snapshot, number, mark = cur.fetchone()
    return str(snapshot), str(number), str(mark)


def goes_on(cur: Any, snapshot: str, mark: str) -> bool:
    """Whether a copy of this snapshot can be brought up to date by the marks that are there."""
    cur.execute(
        build(
            "SELECT pg_snapshot_xmin(%s::pg_snapshot) > f.xid AND"
            " pg_snapshot_xmax(%s::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()) AND (%s = '' OR"
            " EXISTS (SELECT 1 FROM {m} WHERE id = %s AND concat_ws(' ', id, xid, at) = %s)) FROM {f} f",
            f=FLOOR, m=TABLE,
        ),
        (snapshot, snapshot, mark, int(mark.split()[0]) if mark else 0, mark),
    )  # fmt: skip
    row = cur.fetchone()
    return row is not None and bool(row[0])


def changed_since(cur: Any, snapshot: str, without: Iterable[str]) -> dict[str, list[Run]]:
    """The runs of every table that a copy of this snapshot must read again; `without`: transactions that it has."""
    cur.execute(
        build(
            "SELECT table_name, scope, first_key, last_key, first_text, last_text FROM {m}"
            " WHERE xid >= pg_snapshot_xmin(%s::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, %s::pg_snapshot)"
            " AND xid <> ALL (%s::xid8[])", m=TABLE,
        ),
        (snapshot, snapshot, list(without)),
    )  # fmt: skip
    found: dict[str, list[Run]] = {}
    for name, scope, first_key, last_key, first_text, last_text in cur.fetchall():
        numbers = first_key is not None
        run = Run(first_key if numbers else first_text, last_key if numbers else last_text, scope)
        found.setdefault(name, []).append(run)
    return {name: merged(runs) for name, runs in found.items()}


def merged(runs: Iterable[Run]) -> list[Run]:
    """The same keys in as few runs as possible, in order."""
    runs = list(runs)
    if any(run.first is None for run in runs):
        return [Run(None, None)]
    out: list[Run] = []
    for run in sorted(runs, key=lambda r: (r.scope or "", r.first, r.last)):
        before = out[-1] if out else None
        if before is None or before.scope != run.scope or run.first > _next(before.last):
            out.append(run)
        elif run.last > before.last:  # type: ignore[operator]
            out[-1] = Run(before.first, run.last, run.scope)
    return out


def _next(key: Any) -> Any:
    return key + 1 if isinstance(key, int) else key
