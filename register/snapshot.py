"""Reading a register as it is at one moment, however long the reading takes."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .cancelling import interruptible, never
from .connect import connect
from .errors import sqlite_errors


@contextmanager
def snapshot(path: Path, cancelled: Callable[[], bool] = never) -> Iterator[sqlite3.Connection]:
    """A connection that reads one state of the register; RegisterError, GateCancelled soon after `cancelled()`."""
    with closing(connect(path)) as con, sqlite_errors(path), interruptible(con, path, cancelled):
        con.execute("BEGIN")
        yield con
