"""Statements that take long end soon where the person cancels."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from ..cancelling import GATE_CANCELLED, GateCancelled
from .driver import PgPlace

_POLL_S = 0.2


@contextmanager
def interruptible(cur: Any, place: PgPlace, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Inside the block the server is asked to end what `cur` has it do, once `cancelled`; then GateCancelled.

    Its transaction is of no more use. `cancelled` is called in another thread.
    """
    import psycopg2

    over = Event()

    def watch() -> None:
        while not over.wait(_POLL_S):
            if cancelled():
                cur.connection.cancel()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    except psycopg2.Error:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=place.shown) from None
        raise
    finally:
        over.set()
        thread.join()
