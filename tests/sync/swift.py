"""Registers that open at once, for examples by the hundred: connections stay open, nobody else is there to be kept out.

The statements and transactions are the real ones. The gate itself is tried in tests/register and by the kills.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pytest

from diachiso.core import profile as profiles
from diachiso.register import connect as connecting
from diachiso.register import reading, stage_change, sync_store, transaction
from diachiso.sync import beginning, engine, queue

GATED = (queue, stage_change)
OPENED = (queue, transaction, sync_store, stage_change)


class Kept:
    """Connections by file and mode; `close` gives one back."""

    def __init__(self) -> None:
        self.free: dict[tuple[str, bool], list[Any]] = {}

    def connect(self, path: Any, *, write: bool = False, timeout: float = 5.0, any_version: bool = False) -> Any:
        """As register.connect, on a connection that somebody has given back."""
        key = (str(path), write)
        if self.free.get(key):
            return _Lent(self.free[key].pop(), self, key)
        return _Lent(connecting.connect(path, write=write, timeout=timeout), self, key)

    def forget(self, path: Any = None) -> None:
        """Close what is kept (of this file: it is replaced)."""
        for key in [k for k in self.free if path is None or k[0] == str(path)]:
            for con in self.free.pop(key):
                con.close()


class _Lent:
    def __init__(self, con: Any, kept: Kept, key: tuple[str, bool]) -> None:
        self._con, self._kept, self._key = con, kept, key

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)

    def close(self) -> None:
        if self._con.in_transaction:
            self._con.execute("ROLLBACK")
        self._kept.free.setdefault(self._key, []).append(self._con)


@contextmanager
def swift(before_write: Callable[[], None]) -> Iterator[Kept]:
    """Until the end of the block; `before_write` is called where a write would wait for the gate."""
    kept = Kept()

    @contextmanager
    def no_gate(path: Any, **options: Any) -> Iterator[None]:
        before_write()
        yield

    @contextmanager
    def alone(path: Any) -> Iterator[None]:
        yield

    with pytest.MonkeyPatch.context() as patch:
        for module in OPENED:
            if hasattr(module, "connect"):
                patch.setattr(module, "connect", kept.connect)
        for module in GATED:
            patch.setattr(module, "writer_gate", no_gate)
        patch.setattr(engine, "one_at_a_time", alone)
        patch.setattr(beginning, "missing_triggers", lambda con: [])
        patch.setattr(reading, "profile_from_json", lru_cache(maxsize=4)(profiles.profile_from_json))
        try:
            yield kept
        finally:
            kept.forget()
