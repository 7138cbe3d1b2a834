"""The writer gate: one writer at a time, whatever program, thread or process it runs in.

SQLite's own locks vanish inside QGIS on Linux (any other open of the file in the same process drops them),
so every writing operation of ours holds a lock file beside the register as well.
"""
from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from qgis.PyQt.QtCore import QLockFile

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .actor import current_user
from .cancelling import GATE_CANCELLED, GateCancelled, never
from .connect import connect
from .errors import LOCKED, RegisterError, sqlite_errors
from .preflight import FOLDER_READ_ONLY, check_place
from .server_copies import held_there

POLL_S = 0.1

GATE_BUSY = Message(
    "gate_busy",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} is being written by {who} on {host} ({program}, process {pid}) since {since}: {action}. "
        "Nothing was written. Wait until it has ended and try again; if that program no longer runs, "
        "delete {lock}.",
    ),
)


@dataclass(frozen=True)
class Holder:
    """Who holds the gate: told to whoever waits in vain."""

    pid: int
    host: str
    program: str
    who: str = "?"
    action: str = "?"
    since: str = "?"


@dataclass(frozen=True)
class WriterGate:
    """Proof that the gate of the register at `path` is held."""

    path: Path


def lock_path(path: Path) -> Path:
    """The lock file of a register."""
    return path.with_name(path.name + ".diachiso-lock")


def note_path(path: Path) -> Path:
    """The note beside the lock file that says who is doing what."""
    return path.with_name(path.name + ".diachiso-lock.json")


@contextmanager
def writer_gate(
    path: Path,
    *,
    action: str,
    timeout_s: float = 30,
    cancelled: Callable[[], bool] = never,
    room: int = 0,
    any_version: bool = False,
    fresh: bool = True,
) -> Iterator[WriterGate]:
    """Hold the register for writing: `action` tells others what for, `room` is disk space needed, in bytes.

    `fresh=False`: nothing is read before the first transaction, so a copy of a server's register need not be of now.
    Not re-entrant: a second thread or a nested call waits. Raises RegisterError, before anything is written,
    if the file is no writable local register, or if another writer keeps it for `timeout_s` seconds;
    GateCancelled when `cancelled()`.
    """
    path = path.resolve()
    check_place(path, room)
    wait = _Wait(path, time.monotonic() + timeout_s, cancelled)
    wait.until(lambda: _is_free(path, any_version, write=False), wait.locked_by_program)
    lock = QLockFile(str(lock_path(path)))
    lock.setStaleLockTime(0)  # a living holder is never robbed, however long it works; a dead one is, at once
    wait.until(lambda: _try_lock(lock, path), lambda: _busy(lock, path))
    note = note_path(path)
    there = ExitStack()
    try:
        there.enter_context(held_there(path, timeout_s, cancelled, fresh))
        # asked again, since the file may have become another one while we waited
        wait.until(lambda: _is_free(path, any_version, write=True), wait.locked_by_program)
        _write_note(note, action)
        yield WriterGate(path)
    finally:
        note.unlink(missing_ok=True)
        lock.unlock()
        there.close()


def holder_of(path: Path) -> Holder | None:
    """Who holds the gate of this register now, as far as its lock file tells; None if nobody does."""
    lock = QLockFile(str(lock_path(path)))
    known, pid, host, program = lock.getLockInfo()
    if not known:
        return None
    try:
        note = json.loads(note_path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # not written yet, or just being written
        note = {}
    if note.get("pid") != pid:
        note = {}
    return Holder(pid, host, program, note.get("who", "?"), note.get("action", "?"), note.get("since", "?"))


@dataclass(frozen=True)
class _Wait:
    """Patience with an end: polls, so that a person can cancel."""

    path: Path
    deadline: float
    cancelled: Callable[[], bool]

    def until(self, ready: Callable[[], bool], too_late: Callable[[], RegisterError]) -> None:
        """Return once `ready()`; raise `too_late()` after the deadline, GateCancelled when cancelled."""
        while not ready():
            if self.cancelled():
                raise GateCancelled(GATE_CANCELLED, path=self.path)
            if time.monotonic() >= self.deadline:
                raise too_late()
            time.sleep(POLL_S)

    def locked_by_program(self) -> RegisterError:
        """The error if a program that knows nothing of the gate keeps the file locked."""
        return RegisterError(LOCKED, path=str(self.path))


def _try_lock(lock: QLockFile, path: Path) -> bool:
    if lock.tryLock(0):
        return True
    if lock.error() != QLockFile.LockError.LockFailedError:
        raise RegisterError(FOLDER_READ_ONLY, folder=path.parent)
    return False


def _busy(lock: QLockFile, path: Path) -> RegisterError:
    holder = holder_of(path) or Holder(0, "?", "?")
    return RegisterError(GATE_BUSY, path=path, lock=lock_path(path), **asdict(holder))


def _is_free(path: Path, any_version: bool, write: bool) -> bool:
    """Whether the register can be read (or written) now; False while another program locks it."""
    try:
        con = connect(path, write=write, timeout=0, any_version=any_version)
        try:
            if write:
                with sqlite_errors(path):
                    con.execute("BEGIN IMMEDIATE")
                    con.execute("ROLLBACK")
        finally:
            con.close()
    except RegisterError as error:
        if error.message is LOCKED:
            return False
        raise
    return True


def _write_note(note: Path, action: str) -> None:
    since = datetime.now(timezone.utc).astimezone().isoformat(timespec="seconds")
    text = {"pid": os.getpid(), "who": current_user(), "action": action, "since": since}
    note.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
