"""Cancelling: nothing was written, and a query that takes its time ends."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .errors import RegisterError

STEPS = 100_000  # of SQLite's machine between two questions: some milliseconds

GATE_CANCELLED = Message(
    "gate_cancelled",
    QT_TRANSLATE_NOOP("diachiso", "Cancelled. Nothing was written to {path}."),
)


class GateCancelled(RegisterError):
    """The person cancelled; nothing was written."""


def never() -> bool:
    """Whether work that nobody can cancel was cancelled."""
    return False


@contextmanager
def interruptible(con: sqlite3.Connection, path: Path, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Queries of `con` inside the block end with GateCancelled soon after `cancelled()`."""
    con.set_progress_handler(cancelled, STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(path)) from error
        raise
    finally:
        with suppress(sqlite3.ProgrammingError):  # it may be closed by now
            con.set_progress_handler(None, 0)
