"""A register on a server as a file whose every transaction is on the server when it ends, not when the work ends.

For work that tells others what it has written down: operations of a sync are sent, files leave the house. A file has
its record on the disk before that; this copy has it on the server. Between its transactions nothing is locked there.
"""
from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Optional

from ..actor import Login, acting_as, current_login
from ..cancelling import GATE_CANCELLED, GateCancelled, never
from ..errors import RegisterError
from ..server_copies import copy_of_server
from .driver import PgPlace, open_register, pg_errors
from .messages import IN_USE
from .mirror import mirrored

_LOCKS, _GATE, _SYNC = 0x64696163, 1, 2  # advisory locks of the session, apart from the one of a transaction
_POLL_S = 0.1


@contextmanager
def served(
    place: PgPlace, *, people: bool = True, files: bool = False, cancelled: Callable[[], bool] = never,
    waiting: Optional[Callable[[str], None]] = None,
) -> Iterator[Path]:  # fmt: skip
    """A copy of the register, gone afterwards, whose transactions are the server's (RegisterError).

    Arguments as for `mirrored`. With `people` the copy is one of its own: people never stay on this computer.
    """
    with TemporaryDirectory(prefix="diachiso-") as folder:
        if people or place.keep is None:
            place = replace(place, keep=Path(folder))
        side = _Side(place, Path(folder) / "copy", people, files, cancelled, waiting)
        try:
            side.begin()
            with copy_of_server(side.path, side), nullcontext() if side.login is None else acting_as(side.login):
                yield side.path
        finally:
            side.close()


class _Side:
    """The server's side of one copy."""

    def __init__(
        self, place: PgPlace, folder: Path, people: bool, files: bool, cancelled: Callable[[], bool],
        waiting: Optional[Callable[[str], None]],
    ) -> None:  # fmt: skip
        self._place, self._folder, self.path = place, folder, Path()
        self._options: dict[str, Any] = {
            "people": people, "files": files, "cancelled": cancelled, "waiting": waiting,
        }  # fmt: skip
        self.login: Optional[Login] = None
        self._writer: Optional[int] = None
        self._con: Any = None
        self._held: set[int] = set()

    def begin(self) -> None:
        """Bring the copy; one that stays where it is serves as it is."""
        with mirrored(self._place, writes=False, **self._options) as file:
            self.path, self.login = file, current_login()
            if self._place.keep not in file.parents:
                self.path = self._folder / file.name
                shutil.copytree(file.parent, self._folder)

    def close(self) -> None:
        """Let go of the server."""
        if self._con is not None:
            self._con.close()
            self._con = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, as of now, back on the server at its end."""
        if self._writer == threading.get_ident():
            yield
            return
        with mirrored(self._place, writes=True, **self._options) as file:
            self._exchange(file, self.path)
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None
            self._exchange(self.path, file)

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
                with mirrored(self._place, writes=False, **self._options) as file:
                    self._exchange(file, self.path)
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
            yield True
        finally:
            self._unlock(_SYNC)

    def identity(self) -> str:
        """The server's own number and the database's."""
        return str(self._ask(
            "SELECT concat_ws('/', s.system_identifier, d.oid) FROM pg_control_system() s, pg_database d"
            " WHERE d.datname = current_database()"
        ))  # fmt: skip

    def _exchange(self, source: Path, target: Path) -> None:
        if source != target:
            shutil.copyfile(source, target)

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
