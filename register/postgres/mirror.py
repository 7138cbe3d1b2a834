"""A register on a server as a file for the time of one piece of work; what the work changed is written back.

Every tool that works on a file works on the server so, and none has to be written twice. The file is a local copy that
stays and catches up with what changed since (pull.py), or one made for this work alone. Others read meanwhile and wait
with their writing; tools wait for each other. The changes come back in one transaction (push.py): a tool that fails, is
cancelled or killed leaves the server's register as it was, and the copy takes those rows from the server again.
"""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, Optional

from ...core.profile import profile_from_json
from ..actor import acting_as
from ..cancelling import GATE_CANCELLED, GateCancelled, never
from ..errors import MOVED, RegisterError
from ..server_copies import sends_ahead
from ..stand_in import mark
from . import file_store, server
from .copy_book import There, look_there
from .copy_place import DESK, Slot, copies_of, left_with_people, slot_of, tool_slot, try_lock
from .driver import PgPlace, alone, open_register, pg_errors, transaction
from .early_rows import EarlyRows
from .joined import JoinedCursor
from .marks import written_now
from .messages import IN_USE, NOT_KEEPER
from .pull import LocalCopy
from .push import Push
from .roles import login_of
from .side_files import bring_files, bring_settings, keep_files
from .structure import fresh_structure

_LOCK = 0x64696163  # one piece of work at a time
_POLL_S = 0.2


@contextmanager
def mirrored(
    place: PgPlace,
    *,
    writes: bool,
    files: bool = False,
    people: bool = True,
    cancelled: Callable[[], bool] = never,
    waiting: Optional[Callable[[RegisterError], None]] = None,
    slot: Optional[Slot] = None,
) -> Iterator[Path]:
    """The register as a file with its contents as of now; with `writes`, changes go back at the end, all or nothing.

    `files`: with what lies beside it: states of check-outs, photos that came in. `people=False`: the table person is
    empty, nothing personal is written to this computer's disk. While another keeper's tool works, waits; `waiting` is
    told so once. `slot`: a copy that the caller holds for more than this work, and leaves tidy itself (`leave`).
    RegisterError where the register is closed, or the login is not its keeper (a member of the role that
    owns it), who alone sees people and may write past what the guards of single edits allow.
    """
    clean_up(place)
    with closing(open_register(place)) as con, ExitStack() as stack:
        with pg_errors(place), alone(con) as cur:
            there = _enter(cur, place)
            stack.enter_context(acting_as(login_of(cur)))
        if slot is None:
            slot = stack.enter_context(tool_slot(place, there.register, cancelled))
            held = False
        else:
            held = True
        copy = LocalCopy(place, slot, there, cancelled)
        if not writes or (there.marked and not slot.file.exists()):  # what takes long is done while others write
            with transaction(con, place) as cur:
                cur.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                bring(copy, cur, DESK, place)
                if not writes:
                    _furnish(copy, cur, files, people)
        if not writes:
            try:
                yield slot.file
            finally:
                if not held:
                    _leave(copy, people)
            return
        with transaction(con, place) as cur:
            _wait_for_turn(cur, place, cancelled, waiting)
            there = _locked(cur, place, there, cancelled)
            copy = LocalCopy(place, slot, there, cancelled)
            copy.bring(cur)
            _furnish(copy, cur, files, people)
            try:
                with file_store.reading(slot.file) as file:
                    counters = file_store.file_counters(file)
                early = EarlyRows(cur, place, slot.file, cancelled)
                with sends_ahead(slot.file, early.sending):
                    yield slot.file
                _ask(cancelled, place)
                with file_store.reading(slot.file) as file:
                    joined = JoinedCursor(cur)
                    changed = Push(joined, file, place, people, there.marked, cancelled, early).run(counters)
                if files:
                    keep_files(joined, slot.file)
                seen = written_now(joined) if there.marked else None
                joined.flush()
            except BaseException:
                con.rollback()  # nobody waits for the cleaning
                if not held:
                    _leave(copy, people)
                raise
        if changed and seen is not None and (held or place.keep is not None):
            copy.settle(*seen)
        if not held:
            _leave(copy, people)


def leave(slot: Slot, people: bool) -> None:
    """Take out of a copy that was held what belongs to one work."""
    if people:
        LocalCopy.clean(slot)
    slot.tidy()


def clean_up(place: PgPlace) -> None:
    """Take people out of the copies in which a work that was killed left them."""
    for slot in left_with_people(place.keep) if place.keep is not None else ():
        lock = try_lock(slot)
        if lock is not None:
            slot.tidy()  # a snapshot to paint letters from has people in it, too
            LocalCopy.clean(slot)
            lock.unlock()


def bring(copy: LocalCopy, cur: Any, other: str, place: PgPlace) -> None:
    """Bring a copy up to date; one that must be made anew begins as the other one, if nobody works with that."""
    folder = copies_of(place, copy.there.register)
    source = None if folder is None else slot_of(place, folder, other)
    lock = None if source is None or not source.file.exists() else try_lock(source)
    try:
        copy.bring(cur, source if lock is not None else None)
    finally:
        if lock is not None:
            lock.unlock()


def _enter(cur: Any, place: PgPlace) -> There:
    there = look_there(cur)
    if not there.keeper:
        raise RegisterError(NOT_KEEPER, register=place.shown)
    gone = server.moved_to(there.meta)
    if gone is not None:
        raise RegisterError(MOVED, path=place.shown, target=gone)
    return there


def _wait_for_turn(
    cur: Any, place: PgPlace, cancelled: Callable[[], bool], waiting: Optional[Callable[[RegisterError], None]]
) -> None:
    told = False
    while True:
        cur.execute("SELECT pg_try_advisory_xact_lock(%s)", (_LOCK,))
        if cur.fetchone()[0]:
            return
        if waiting is not None and not told:
            waiting(RegisterError(IN_USE, register=place.shown))
            told = True
        _ask(cancelled, place)
        time.sleep(_POLL_S)


def _locked(cur: Any, place: PgPlace, before: There, cancelled: Callable[[], bool]) -> There:
    """What the register is once nobody else writes to its tables: it may have moved, or got others, since `before`."""
    there = before
    while True:
        names = [table.name for table in fresh_structure(profile_from_json(there.meta.get("profile", "")))]
        server.lock_tables(cur, names, lambda: _ask(cancelled, place))
        seen, there = there, _enter(cur, place)
        if there.tables == seen.tables:
            return there


def _furnish(copy: LocalCopy, cur: Any, files: bool, people: bool) -> None:
    """What a tool finds beside the rows, and the notes of what it changes."""
    slot = copy.slot
    slot.tidy()
    if people:
        copy.fill_people(cur)
    kept: list[str] = []
    if files:
        bring_files(cur, slot.file)
    else:
        kept = bring_settings(cur, slot.file)
    copy.begin()
    mark(slot.file, copy.place.shown, copy.place.photos, kept)


def _leave(copy: LocalCopy, people: bool) -> None:
    """Nothing stays that belongs to one work."""
    if copy.place.keep is None:
        return  # the whole folder goes
    if people:
        copy.remove_people()
    copy.slot.tidy()


def _ask(cancelled: Callable[[], bool], place: PgPlace) -> None:
    if cancelled():
        raise GateCancelled(GATE_CANCELLED, path=place.shown)
