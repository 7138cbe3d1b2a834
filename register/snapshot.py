"""Reading a register as it is at one moment, however long the reading takes."""
from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .cancelling import GATE_CANCELLED, GateCancelled, interruptible, never
from .connect import connect, open_database
from .errors import sqlite_errors

COPIED_FROM = 100 << 20  # bytes: a smaller one is read within the seconds that QGIS waits for us to let it save
_PAGES = 2_000  # copied between two questions whether to go on: some hundredths of a second
_ROOM = 3  # times the register's size must be free where it is copied to


@contextmanager
def snapshot(path: Path, cancelled: Callable[[], bool] = never) -> Iterator[sqlite3.Connection]:
    """A connection that reads one state of the register; RegisterError, GateCancelled soon after `cancelled()`."""
    with closing(connect(path)) as con, sqlite_errors(path), interruptible(con, path, cancelled):
        con.execute("BEGIN")
        yield con


@contextmanager
def snapshot_apart(
    path: Path, folder: Path, cancelled: Callable[[], bool] = never, copied_from: int | None = None
) -> Iterator[sqlite3.Connection]:
    """`snapshot` for reading that takes long: a large register is copied into `folder` first, if there is room.

    Whoever reads keeps others from saving, QGIS included, which gives up after five seconds. The copying takes two or
    three seconds for a million addresses. `copied_from` 0: whoever paints for minutes copies any register.
    """
    large = path.stat().st_size >= (COPIED_FROM if copied_from is None else copied_from)
    if not large or shutil.disk_usage(folder).free < _ROOM * path.stat().st_size:
        with snapshot(path, cancelled) as con:
            yield con
        return
    copy = folder / "snapshot.gpkg"

    def ask(_status: int, _left: int, _all: int) -> None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(path))

    with snapshot(path, cancelled) as con, closing(open_database(copy, mode="rwc")) as target, sqlite_errors(copy):
        target.execute("PRAGMA synchronous = OFF")
        con.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on nobody changes it
        con.backup(target, pages=_PAGES, progress=ask)
    with closing(connect(copy)) as con, sqlite_errors(path), interruptible(con, path, cancelled):
        yield con
