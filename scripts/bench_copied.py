"""The peer of an assign on PostgreSQL: COPY of the rows that it added into tables with the same columns and indexes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, TypeVar

from load_town import Server

# The rows that an assign adds, by table; the last run's.
ADDED = {
    "address": "apply_id = {run}",
    "address_source": "fid IN (SELECT fid FROM diachiso.address WHERE apply_id = {run})",
    "code_ledger": "apply_id = {run}",
    "audit_log": "apply_id = {run}",
    "sync_dirty": "table_name = 'address' AND fid IN (SELECT fid FROM diachiso.address WHERE apply_id = {run})",
}
Result = TypeVar("Result")


@dataclass(frozen=True)
class Copied:
    """How many rows an assign added, and seconds of COPY of them with their indexes: into empty tables, and into tables
    that hold what was there before.
    """

    rows: int
    empty: float
    same: float


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def copied(server: Server, beside: bool) -> Copied:
    """What COPY of the rows of the last assign takes.

    `beside`: also into tables that hold all other rows with their indexes. Those either grow with the new rows or are
    dropped and made anew: whichever is faster, for each table.
    """
    ((run,),) = server.rows("SELECT max(apply_id) FROM apply_run")
    rows, empty, same = 0, 0.0, 0.0
    for table, which in ADDED.items():
        peer, condition = _Peer(server, table), which.format(run=int(run))
        added, before = peer.write("added", condition), peer.write("before", f"({condition}) IS NOT TRUE")
        count, seconds = peer.copy(added)
        rows, empty = rows + count, empty + seconds
        if beside:
            same += min(peer.copy(added, before, grow)[1] for grow in (True, False))
        for file in (added, before):
            file.unlink()
    server.rows("CHECKPOINT")
    return Copied(rows, empty, same if beside else empty)


class _Peer:
    """A table beside the register's own."""

    def __init__(self, server: Server, table: str) -> None:
        self._server, self._table = server, table
        indexes = server.rows(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'diachiso' AND tablename = %s", table
        )
        self._drop = [f"DROP INDEX copied.{name}" for name, _ in indexes]
        self._make = [made.replace(f" ON diachiso.{table} ", f" ON copied.{table} ") for _, made in indexes]

    def write(self, name: str, condition: str) -> Path:
        """A file with rows of the register's table, as COPY reads it."""
        file = self._server.folder / f"{self._table}.{name}"
        self._server.rows(
            f"COPY (SELECT * FROM diachiso.{self._table} WHERE {condition}) TO '{file}'"  # noqa: S608
        )
        return file

    def copy(self, added: Path, before: Optional[Path] = None, grow: bool = False) -> tuple[int, float]:
        """How many rows are in a file, and the seconds of COPY of them, with the indexes; beside those `before`."""
        copy = f"COPY copied.{self._table} FROM '{added}'"
        self._run(["CREATE SCHEMA copied",
                   f"CREATE TABLE copied.{self._table} (LIKE diachiso.{self._table} INCLUDING DEFAULTS)"])  # fmt: skip
        work = [copy, *self._make]
        if before is not None:
            self._run([f"COPY copied.{self._table} FROM '{before}'", *self._make, "CHECKPOINT"])
            work = [copy] if grow else [*self._drop, *work]
        there = self._count()
        seconds, _ = timed(lambda: self._run(work))
        count = self._count() - there
        self._run(["DROP SCHEMA copied CASCADE"])
        return count, seconds

    def _run(self, statements: Iterable[str]) -> None:
        for statement in statements:
            self._server.rows(statement)

    def _count(self) -> int:
        return int(self._server.rows(f"SELECT count(*) FROM copied.{self._table}")[0][0])  # noqa: S608
