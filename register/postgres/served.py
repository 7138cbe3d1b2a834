"""A register on a server as a file whose every transaction is on the server when it ends, not when the work ends.

For work that tells others what it has written down: operations of a sync are sent, files leave the house. A file has
its record on the disk before that; this copy has it on the server. Between its transactions nothing is locked there.
"""
from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Optional

from ..actor import acting_as, current_login
from ..cancelling import GATE_CANCELLED, GateCancelled, never
from ..errors import RegisterError
from ..server_copies import copy_of_server
from .copy_book import look_there
from .copy_place import Slot, tool_slot
from .driver import PgPlace, open_register, pg_errors, transaction
from .guard_check import mend_guards
from .messages import IN_USE
from .mirror import leave, mirrored

_LOCKS, _GATE, _SYNC = 0x64696163, 1, 2  # advisory locks of the session, apart from the one of a transaction
_POLL_S = 0.1
_PATIENCE_S, _LAST_PATIENCE_S = 600.0, 30.0  # for another keeper's tool; once the person has cancelled


@contextmanager
def served(
    place: PgPlace, *, people: bool = True, files: bool = False, cancelled: Callable[[], bool] = never,
    waiting: Optional[Callable[[RegisterError], None]] = None,
) -> Iterator[Path]:  # fmt: skip
    """A copy of the register, this tool's alone, whose transactions are the server's (RegisterError, GateCancelled).

    Arguments as for `mirrored`. People stand in it for the time of the block.
    """
    with closing(open_register(place)) as con, transaction(con, place) as cur:
        register = look_there(cur).register
    with tool_slot(place, register, cancelled) as slot:
        side = _Side(place, slot, people, files, cancelled, waiting)
        try:
            with mirrored(place, writes=False, people=people, files=files, cancelled=cancelled, slot=slot):
                login = current_login()
            with copy_of_server(slot.file, side), nullcontext() if login is None else acting_as(login):
                yield slot.file
        finally:
            side.close()
            leave(slot, people)


class _Side:
    """The server's side of one copy."""

    def __init__(
        self, place: PgPlace, slot: Slot, people: bool, files: bool, cancelled: Callable[[], bool],
        waiting: Optional[Callable[[RegisterError], None]],
    ) -> None:  # fmt: skip
        self._place, self._cancelled = place, cancelled
        self._options: dict[str, Any] = {"people": people, "files": files, "waiting": waiting, "slot": slot}
        self._writer: Optional[int] = None
        self._con: Any = None
        self._held: set[int] = set()

    def close(self) -> None:
        """Let go of the server."""
        if self._con is not None:
            self._con.close()
            self._con = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, as of now, back on the server at its end.

        It cannot be cancelled: what is written down here has happened already, such as an answer that came.
        """
        if self._writer == threading.get_ident():
            yield
            return
        began = time.monotonic()

        def too_late() -> bool:
            patience = _LAST_PATIENCE_S if self._cancelled() else _PATIENCE_S
            if self._writer is None and time.monotonic() - began > patience:
                raise RegisterError(IN_USE, register=self._place.shown)
            return False

        with mirrored(self._place, writes=True, cancelled=too_late, **self._options):
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None

    @contextmanager
    def holding(self, timeout_s: float, cancelled: Callable[[], bool], fresh: bool) -> Iterator[None]:
        """The gate: for tools alone, so that people go on saving while somebody paints letters."""
        if self._writer == threading.get_ident():
            yield
            return
        until = time.monotonic() + timeout_s
        while not self._locked(_GATE):
            if cancelled():
                raise GateCancelled(GATE_CANCELLED, path=self._place.shown)
            if time.monotonic() >= until:
                raise RegisterError(IN_USE, register=self._place.shown)
            time.sleep(_POLL_S)
        try:
            if fresh:
                self._refresh(cancelled)
            yield
        finally:
            self._unlock(_GATE)

    @contextmanager
    def syncing(self) -> Iterator[bool]:
        """The lock of syncs; a connection that is lost sets it free, and what was being sent is looked up then."""
        if not self._locked(_SYNC):
            yield False
            return
        try:
            self._refresh(never)  # what a sync that has just ended wrote
            yield True
        finally:
            self._unlock(_SYNC)

    def mend_guards(self) -> tuple[str, ...]:
        """Those of the server; the copy knows then what was changed without them."""
        gone = mend_guards(self._place)
        if gone:
            self._refresh(never)
        return gone

    def identity(self) -> str:
        """The server's own number and the database's."""
        return str(self._ask(
            "SELECT concat_ws('/', s.system_identifier, d.oid) FROM pg_control_system() s, pg_database d"
            " WHERE d.datname = current_database()"
        ))  # fmt: skip

    def _refresh(self, cancelled: Callable[[], bool]) -> None:
        """Make the copy what the register is now."""
        with mirrored(self._place, writes=False, cancelled=cancelled, **self._options):
            return

    def _locked(self, key: int) -> bool:
        """Take a lock that is free."""
        if not self._ask("SELECT pg_try_advisory_lock(%s, %s)", _LOCKS, key):
            return False
        self._held.add(key)
        return True

    def _unlock(self, key: int) -> None:
        """Set a lock free; where the server is gone, so are its locks."""
        self._held.discard(key)
        if self._con is None or self._con.closed:
            return
        try:
            self._ask("SELECT pg_advisory_unlock(%s, %s)", _LOCKS, key)
        except RegisterError:
            self._con.close()

    def _ask(self, query: str, *values: Any) -> Any:
        """The one value of a query; a connection that was lost since the last one is made anew, with its locks."""
        try:
            return self._asked(query, *values)
        except RegisterError:
            if self._con is None or not self._con.closed:
                raise
            self._con = None
        for key in self._held:
            if not self._asked("SELECT pg_try_advisory_lock(%s, %s)", _LOCKS, key):
                raise RegisterError(IN_USE, register=self._place.shown)
        return self._asked(query, *values)

    def _asked(self, query: str, *values: Any) -> Any:
        if self._con is None or self._con.closed:
            self._con = open_register(self._place)
            self._con.autocommit = True  # it waits for minutes: no transaction stays open
        with pg_errors(self._place), self._con.cursor() as cur:
            cur.execute(query, values)
            return cur.fetchone()[0]
