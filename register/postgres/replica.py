"""The local copy of a register on a server that is read while tools work: panels, search, review."""
from __future__ import annotations

import atexit
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from ..cancelling import never
from ..errors import MOVED, RegisterError
from ..stand_in import mark
from . import server
from .copy_book import look_there
from .copy_place import DESK, TOOLS, copies_of, locked, slot_of, try_lock
from .driver import PgPlace, open_register, transaction
from .mirror import bring, clean_up
from .pull import LocalCopy
from .side_files import bring_settings


def fresh_copy(place: PgPlace, *, cancelled: Callable[[], bool] = never) -> Path:
    """The register as of now as a file for reading; no people in it. Its path stays while `place.keep` is set.

    For everybody who may read the register. RegisterError where it is closed or out of reach, GateCancelled.
    """
    if copies_of(place, "") is None:
        place = replace(place, keep=_for_now())
    clean_up(place)
    with closing(open_register(place)) as con, transaction(con, place) as cur:
        cur.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        there = look_there(cur)
        gone = server.moved_to(there.meta)
        if gone is not None:
            raise RegisterError(MOVED, path=place.shown, target=gone)
        folder = copies_of(place, there.register)
        if folder is None:
            raise AssertionError  # asked above
        slot = slot_of(place, folder, DESK)
        with locked(slot, cancelled):
            copy = LocalCopy(place, slot, there, cancelled)
            bring(copy, cur, TOOLS[0], place)
            kept = bring_settings(cur, slot.file)
            # Who is no keeper does not hear which photos the server keeps, so none can be called lost.
            mark(slot.file, place.shown, place.photos if there.keeper else None, kept)
    return slot.file


def adopt(con: Any, place: PgPlace, file: Path, snapshot: str) -> None:
    """Let a file whose rows were just copied to the server be the first local copy; where that fails, there is none."""
    with transaction(con, place) as cur:
        there = look_there(cur)
    folder = copies_of(place, there.register)
    if folder is None or not there.marked:
        return
    slot = slot_of(place, folder, TOOLS[0])
    lock = try_lock(slot)
    if lock is None:
        return
    try:
        LocalCopy(place, slot, there, never).adopt(file, snapshot)
    except (RegisterError, sqlite3.Error, OSError):
        slot.forget()
    finally:
        lock.unlock()


@lru_cache(maxsize=1)
def _for_now() -> Path:
    """A folder for the copies of this process, gone at its end."""
    folder = Path(mkdtemp(prefix="diachiso-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
