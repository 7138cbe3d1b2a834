"""What a tool changed in a local copy, written to the server: rows that are new by COPY, others by their keys.

All in the caller's transaction, in which nobody else writes. Every table that changed is counted afterwards and the
rows that changed are read back; where the counts do not fit, something went past the notes and the table is compared
whole. Marks tell other copies.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from ..cancelling import GATE_CANCELLED, GateCancelled
from ..errors import RegisterError
from ..sql import Sql, build, join
from . import file_store, server
from .bulk_load import put_back, set_aside
from .driver import PgPlace
from .early_rows import EarlyRows
from .follow import add_what_is_new, follow_profile
from .interrupting import interruptible
from .marks import Run, mark_rows, mark_runs, merged, prune, shape_of
from .messages import DIFFERENT
from .notes import Before, count_noted, new_rows, noted, noted_rows
from .pull import PEOPLE, not_own
from .quick_rows import LinesOut
from .rows import Counting, copy_out, sqlite_lines
from .structure import TableSpec, read_structure
from .tables import count_on

_STAGED, _KEYS = "incoming", "incoming_keys"
# Deleting a row of these does something to others (ON DELETE SET NULL): they are changed in place.
_IN_PLACE = {PEOPLE}


@dataclass(frozen=True)
class Push:
    """One writing back: from an open copy to the server."""

    cur: Any
    con: sqlite3.Connection
    place: PgPlace
    people: bool
    """Whether people stand in the copy."""
    marked: bool
    cancelled: Callable[[], bool]
    early: EarlyRows
    """What went before."""

    def run(self, counters: dict[str, int]) -> bool:
        """Write it; whether there was anything (RegisterError, GateCancelled, the driver's errors).

        `counters`: where the numbers of each table stood before the work.
        """
        with interruptible(self.cur, self.place, self.cancelled):
            return self._run(counters)

    def _run(self, counters: dict[str, int]) -> bool:
        tables = read_structure(self.con)
        befores, doubtful = noted(self.con, tables)
        befores = self.early.confirmed(befores)
        changed = [
            table for table in tables
            if table.name in doubtful or table.name in self.early.sent or count_noted(self.con, befores[table.name])
            or self._any(new_rows(self.con, befores[table.name]), table)
        ]  # fmt: skip
        if changed:
            profile = server.read_meta_values(self.cur).get("profile", "")
            if any(table.name == "register_meta" for table in changed):  # a profile may have brought columns
                add_what_is_new(self.cur, self.con, tables)
            self._write(changed, befores, doubtful)
            follow_profile(self.cur, self.con, tables, profile)
        self._count_on(tables, counters, {table.name for table in changed})
        if changed and self.marked:
            prune(self.cur)
        return bool(changed)

    def _write(self, changed: Sequence[TableSpec], befores: dict[str, Before], doubtful: set[str]) -> None:
        cur = self.cur
        cur.execute("SET CONSTRAINTS ALL DEFERRED")
        slow: list[Sql] = []
        for table in (table for table in changed if table.name not in self.early.sent):
            many = self._many_new(befores[table.name]) if table.name in befores and table.shape else 0
            slow += set_aside(cur, table, many)
        for table in changed:
            whole = table.name in doubtful or not self._by_notes(table, befores[table.name])
            if whole:
                self._whole(table)
        cur.execute("SET CONSTRAINTS ALL IMMEDIATE")
        put_back(cur, slow)
        for table in changed:
            cur.execute(build("ALTER TABLE {t} ENABLE TRIGGER USER", t=table.name))

    # -- by notes ----------------------------------------------------------------------------------------

    def _by_notes(self, table: TableSpec, before: Before) -> bool:
        """Whether the rows that were noted or are new were all that changed; if not, nothing of them is written."""
        import psycopg2

        cur = self.cur
        cur.execute("SAVEPOINT by_notes")
        try:
            if count_noted(self.con, before):
                self._changed_rows(table, before)
            new, runs = new_rows(self.con, before), list(self.early.sent.get(table.name, ()))
            if new is not None and self._any(new, table):
                lines = self._lines(table, new)
                self._copy(lines)
                runs += lines.runs
            if runs:
                self._mark(table, runs)
        except psycopg2.errors.UniqueViolation:
            cur.execute("ROLLBACK TO SAVEPOINT by_notes")
            return False
        if not self._fits(table):
            cur.execute("ROLLBACK TO SAVEPOINT by_notes")
            return False
        cur.execute("RELEASE SAVEPOINT by_notes")
        return True

    def _changed_rows(self, table: TableSpec, before: Before) -> None:
        cur, here = self.cur, noted_rows(before)
        self._stage_keys(table, before)
        self._stage(table, join((here, " AND ", self._shown(table))))
        self._replace(table, build("EXISTS (SELECT 1 FROM {keys} k WHERE {same})", keys=_KEYS,
                                   same=_same("k", "o", table)))  # fmt: skip
        self._compare(table, join((here, " AND ", self._shown(table))))
        if self.marked:
            cur.execute(mark_rows(table, Sql(_KEYS)))
        cur.execute(build("DROP TABLE {keys}", keys=_KEYS))

    def _stage_keys(self, table: TableSpec, before: Before) -> None:
        cur, key = self.cur, list(table.key)
        cur.execute(
            build("CREATE TEMP TABLE {keys} ON COMMIT DROP AS SELECT {key} FROM {t} LIMIT 0", keys=_KEYS, key=key,
                  t=table.name)
        )  # fmt: skip
        hidden = build(
            "EXISTS (SELECT 1 FROM {t} t WHERE {same} AND NOT ({shown}))", t=table.name, same=_same("t", "k", table),
            shown=self._shown(table),
        )  # fmt: skip
        rows = self.con.execute(
            build("SELECT {key} FROM {note} k WHERE NOT {hidden}", key=key, note=before.note, hidden=hidden)
        )
        from psycopg2.extras import execute_values

        statement = build("INSERT INTO {keys} ({key}) VALUES %s", keys=_KEYS, key=key)
        while batch := rows.fetchmany(server.BATCH):
            execute_values(cur, statement, batch, page_size=server.BATCH)
        cur.execute(build("CREATE INDEX ON {keys} ({key})", keys=_KEYS, key=key))
        cur.execute(build("ANALYZE {keys}", keys=_KEYS))

    def _compare(self, table: TableSpec, where: Sql) -> None:
        """RegisterError unless the changed rows are the same on both sides."""
        here, there = Counting(), server.LineSink()
        here.add_all(sqlite_lines(self.con, table, where))
        same = join((build("k.{c} = {t}.{c}", c=c, t=table.name) for c in table.key), " AND ")
        found = build("EXISTS (SELECT 1 FROM {keys} k WHERE {same})", keys=_KEYS, same=same)
        self.cur.copy_expert(copy_out(table, found), there, 1 << 20)
        if here.digest != there.counting.digest:
            raise RegisterError(DIFFERENT, table=table.name, register=self.place.shown)

    # -- whole -------------------------------------------------------------------------------------------

    def _whole(self, table: TableSpec) -> None:
        """Compare every row of a table."""
        if table.name == PEOPLE and not self.people:
            raise RegisterError(DIFFERENT, table=table.name, register=self.place.shown)
        shown = self._shown(table)
        self._stage(table, shown)
        self._replace(table, self._shown(table, "o"))
        if not self._fits(table):
            raise RegisterError(DIFFERENT, table=table.name, register=self.place.shown)
        self._mark(table, [Run(None, None)])

    def _stage(self, table: TableSpec, where: Sql) -> None:
        cur = self.cur
        cur.execute(build("CREATE TEMP TABLE {new} (LIKE {t}) ON COMMIT DROP", new=_STAGED, t=table.name))
        self._copy(self._lines(table, where), _STAGED)
        cur.execute(build("CREATE INDEX ON {new} ({key})", new=_STAGED, key=list(table.key)))
        cur.execute(build("ANALYZE {new}", new=_STAGED))

    def _replace(self, table: TableSpec, meant: Sql) -> None:
        """Make the rows `o` that are meant those that are staged; the same ones stay untouched."""
        cur = self.cur
        differs = build(
            "({old}) IS DISTINCT FROM ({new})",
            old=join((build("o.{c}", c=c) for c in table.names), ", "),
            new=join((build("n.{c}", c=c) for c in table.names), ", "),
        )  # fmt: skip
        parts: dict[str, Any] = {
            "t": table.name, "new": _STAGED, "same": _same("n", "o", table), "differs": differs, "meant": meant,
            "ours": not_own(table, "o."),
        }  # fmt: skip
        # In place: what other tables point to is not looked up again. Not where two rows may change their codes with
        # each other, which no order of updates allows.
        sets = join((build("{c} = n.{c}", c=c) for c in table.names if c not in table.key), ", ")
        kept = Sql("true")
        if table.name not in _IN_PLACE:
            kept = join((build("o.{c} IS NOT DISTINCT FROM n.{c}", c=c) for c in table.once), " AND ") or kept
        if sets:
            cur.execute(build("UPDATE {t} o SET {sets} FROM {new} n WHERE {same} AND {differs} AND {ours} AND {kept}",
                              sets=sets, kept=kept, **parts))  # fmt: skip
        cur.execute(build("DELETE FROM {t} o USING {new} n WHERE {same} AND {differs} AND {ours}", **parts))
        cur.execute(
            build("DELETE FROM {t} o WHERE {ours} AND {meant} AND NOT EXISTS (SELECT 1 FROM {new} n WHERE {same})",
                  **parts)
        )  # fmt: skip
        cur.execute(
            build("INSERT INTO {t} ({names}) SELECT {names} FROM {new} n"
                  " WHERE NOT EXISTS (SELECT 1 FROM {t} o WHERE {same}) ORDER BY {key}",
                  names=list(table.names), key=list(table.key), **parts)
        )  # fmt: skip
        cur.execute(build("DROP TABLE {new}", new=_STAGED))

    # -- pieces ------------------------------------------------------------------------------------------

    def _lines(self, table: TableSpec, where: Sql) -> LinesOut:
        return LinesOut(self.con, table, where, self._step)

    def _copy(self, lines: LinesOut, into: str = "") -> None:
        if not lines.copy(self.cur, into):
            raise RegisterError(DIFFERENT, table=lines.table.name, register=self.place.shown)

    def _step(self, _rows: int) -> None:
        if self.cancelled():
            raise GateCancelled(GATE_CANCELLED, path=self.place.shown)

    def _mark(self, table: TableSpec, runs: Sequence[Run]) -> None:
        if not self.marked:
            return
        shape = shape_of(table)
        mark_runs(self.cur, table, merged(runs) if shape.column is not None else [Run(None, None)])

    def _shown(self, table: TableSpec, row: str = "t") -> Sql:
        """The rows that stand in the copy as they are."""
        if self.people:
            return Sql("true")
        if table.name == "apply_change":
            return build("{row}.table_name <> 'person'", row=Sql(row))
        return Sql("true")

    def _many_new(self, before: Before) -> int:
        """How many rows are new, as far as their numbers tell."""
        query = build("SELECT max({k}) - {last} FROM {t}", k=before.table.key[0], t=before.table.name,
                      last=Sql(str(before.last)))  # fmt: skip
        return int(self.con.execute(query).fetchone()[0] or 0)

    def _any(self, where: Optional[Sql], table: TableSpec) -> bool:
        if where is None:
            return False
        query = build("SELECT 1 FROM {t} t WHERE {w} LIMIT 1", t=table.name, w=where)
        return self.con.execute(query).fetchone() is not None

    def _fits(self, table: TableSpec) -> bool:
        """Whether both sides have as many rows; in a copy without people there are none to count."""
        if table.name == PEOPLE and not self.people:
            return True
        here = self.con.execute(build("SELECT count(*) FROM {t}", t=table.name)).fetchone()[0]
        self.cur.execute(build("SELECT count(*) FROM {t} WHERE {mine}", t=table.name, mine=not_own(table)))
        return bool(here == self.cur.fetchone()[0])

    def _count_on(self, tables: Sequence[TableSpec], counters: dict[str, int], changed: set[str]) -> None:
        after = file_store.file_counters(self.con)
        for table in tables:
            if table.counted and after.get(table.name, 0) > counters.get(table.name, 0):
                self.cur.execute(count_on(table, after[table.name]))
            elif table.numbered and not table.counted and table.name in changed:
                self.cur.execute(build("SELECT coalesce(max({key}), 0) FROM {t}", key=table.key[0], t=table.name))
                self.cur.execute(count_on(table, self.cur.fetchone()[0]))


def _same(one: str, other: str, table: TableSpec) -> Sql:
    return join((build("{a}.{c} = {b}.{c}", a=Sql(one), b=Sql(other), c=c) for c in table.key), " AND ")
