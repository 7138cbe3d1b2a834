"""Rows that are complete before a work has ended: they go to the server while the local copy is being written.

In the transaction of the work, so they count only if all of it does. The copy says in its own transaction which rows
were handed over (notes.py); what it does not confirm is taken back and goes with the rest.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any, Optional

from ..cancelling import GATE_CANCELLED, GateCancelled
from ..connect import open_database
from ..errors import RegisterError
from ..second_process import Share, table_file
from ..sql import Sql, build
from .bulk_indexes import drop_slow
from .driver import PgPlace
from .marks import Run
from .messages import DIFFERENT
from .notes import Before
from .quick_rows import LinesOut
from .structure import TableSpec, count_rows, read_structure

_POLL_S = 0.02


class EarlyRows:
    """Of one work, in the transaction of `cur`; `sent` by table, `dropped` the indexes to make again."""

    def __init__(self, cur: Any, place: PgPlace, file: Path, cancelled: Callable[[], bool]) -> None:
        self.sent: dict[str, list[Run]] = {}
        self.dropped: list[str] = []
        self._cur, self._place, self._file, self._cancelled = cur, place, file, cancelled
        self._used = self._failed = False
        self._over, self._in_vain = Event(), Event()

    @contextmanager
    def sending(self, folder: Path) -> Iterator[None]:
        """While the first job of the work writes to the copy: send its complete tables. Nobody else uses `cur`."""
        if self._used:
            yield
            return
        self._used = True
        with closing(open_database(self._file, mode="ro")) as con:
            tables = {table.name: table for table in read_structure(con)}
        self._cur.execute("SAVEPOINT early_rows")
        thread = Thread(target=self._work, args=(folder, [tables[name] for name in Share.ALL.value]), daemon=True)
        thread.start()
        try:
            yield
        except BaseException:
            import psycopg2

            self._in_vain.set()
            self._end(thread)
            with suppress(psycopg2.Error):  # what the job says comes first
                self._take_back()
            raise
        self._end(thread)
        if self._failed:
            self._take_back()

    def confirmed(self, befores: dict[str, Before]) -> dict[str, Before]:
        """Where each table stood, with what is left to send; all of it where the copy does not confirm what went."""
        if any(name not in befores or befores[name].handed is None for name in self.sent):
            self._take_back()
        return {name: before if name in self.sent else replace(before, handed=None) for name, before in befores.items()}

    def _end(self, thread: Thread) -> None:
        self._over.set()
        thread.join()

    def _take_back(self) -> None:
        self._cur.execute("ROLLBACK TO SAVEPOINT early_rows")
        self.sent.clear()
        self.dropped.clear()

    def _work(self, folder: Path, tables: list[TableSpec]) -> None:
        """What the next table has is read while one is being sent."""
        with ExitStack() as made, ThreadPoolExecutor(1) as reader:
            coming = [reader.submit(self._lines, folder, table, made) for table in tables]
            try:
                for one in coming:
                    rows = one.result()
                    if rows is not None:
                        self._send(*rows)
            except Exception:  # the work goes on: whatever is wrong here is met, and told, when the rest is sent
                self._failed = True

    def _lines(self, folder: Path, table: TableSpec, made: ExitStack) -> Optional[tuple[LinesOut, int]]:
        """The lines of a complete table and their number; None where the job ended before, or there are none."""
        file = table_file(folder, table.name)
        while not file.exists():
            if self._failed or self._over.wait(_POLL_S) and not file.exists():
                return None
        if self._failed or self._in_vain.is_set():
            return None
        with closing(open_database(file, mode="ro")) as con:
            count = count_rows(con, table.name)
            if not count:
                return None
            lines = LinesOut(con, table, Sql("true"), self._step)
        made.callback(lines.close)
        return lines, count

    def _send(self, lines: LinesOut, count: int) -> None:
        table = lines.table
        self._cur.execute("SET CONSTRAINTS ALL DEFERRED")
        self._cur.execute(build("ALTER TABLE {t} DISABLE TRIGGER USER", t=table.name))
        self.dropped += drop_slow(self._cur, table, count)
        if not lines.copy(self._cur):
            raise RegisterError(DIFFERENT, table=table.name, register=self._place.shown)
        self.sent[table.name] = lines.runs

    def _step(self, _rows: int) -> None:
        if self._in_vain.is_set() or self._cancelled():
            raise GateCancelled(GATE_CANCELLED, path=self._place.shown)
