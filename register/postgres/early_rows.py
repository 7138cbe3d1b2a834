"""New rows that go to the server while the local copy is still being written (line_file.py).

In the transaction of the work, so they count only if all of it does. The copy says in its own transaction which rows
were handed over (notes.py); what it does not confirm is taken back and goes with the rest.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

from ..cancelling import GATE_CANCELLED, GateCancelled
from ..connect import open_database
from ..errors import RegisterError
from ..second_process import Share
from ..sql import build
from .bulk_load import put_back, set_aside
from .driver import PgPlace
from .interrupting import interruptible
from .line_file import GrowingLines
from .marks import Run
from .messages import DIFFERENT
from .notes import Before
from .piece_file import PieceFile
from .structure import TableSpec, read_structure

_POLL_S = 0.02


class _Over(Exception):
    """The job has ended."""


class EarlyRows:
    """Of one work, in the transaction of `cur`; `sent`: the keys by table."""

    def __init__(self, cur: Any, place: PgPlace, file: Path, cancelled: Callable[[], bool]) -> None:
        self.sent: dict[str, list[Run]] = {}
        self._cur, self._place, self._file, self._cancelled = cur, place, file, cancelled
        self._used = self._failed = False
        self._over, self._in_vain = Event(), Event()

    @contextmanager
    def sending(self, folder: Path) -> Iterator[None]:
        """While the first job of the work writes to the copy: send its new rows. Nobody else uses `cur`."""
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
        with interruptible(self._cur, self._place, lambda: self._in_vain.is_set() or self._cancelled()):
            thread.join()

    def _take_back(self) -> None:
        self._cur.execute("ROLLBACK TO SAVEPOINT early_rows")
        self.sent.clear()

    def _work(self, folder: Path, tables: list[TableSpec]) -> None:
        try:
            for table in tables:
                try:
                    lines = GrowingLines(folder, table.name, self._wait)
                except _Over:  # nothing was made for the rest
                    return
                with closing(lines):
                    if lines.names:
                        self._send(table, lines)
        except Exception:  # the work goes on: whatever is wrong here is met, and told, when the rest is sent
            self._failed = True

    def _send(self, table: TableSpec, lines: GrowingLines) -> None:
        cur = self._cur
        dropped = set_aside(cur, table, lines.expected)
        file = PieceFile(lines.pieces())
        cur.copy_expert(build("COPY {t} ({names}) FROM STDIN", t=table.name, names=lines.names), file, 1 << 20)
        rows, runs = lines.end()
        if cur.rowcount != rows:
            raise RegisterError(DIFFERENT, table=table.name, register=self._place.shown)
        put_back(cur, dropped)
        self.sent[table.name] = runs

    def _wait(self) -> None:
        if self._in_vain.is_set() or self._cancelled():
            raise GateCancelled(GATE_CANCELLED, path=self._place.shown)
        if self._over.is_set():
            raise _Over
        self._over.wait(_POLL_S)
