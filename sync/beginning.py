"""Before a sync: is this the register that we knew, on the computer that we knew, and did nobody edit it unseen?"""
from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..register.server_copies import server_side
from ..register.triggers import missing_triggers, reinstall
from .books import Books
from .device import Device
from .model import Pause
from .planner import SENDABLE, same_facts
from .queue import reading, writing

DEVICE, MARK, RESTORE_SEEN = "device", "sync_mark", "restore_seen"
PAGE = 500


@dataclass(frozen=True)
class Began:
    """What was found; `afresh`: everything of the registry is to be read anew before anything is sent."""

    pause: Optional[Pause] = None
    afresh: bool = False
    moved: bool = False
    """The file came from another computer and has a new id now."""
    guards: tuple[str, ...] = ()
    """Triggers that were gone and have been put back."""
    found: int = 0
    """Edits that they had not marked."""


def begin(path: Path, device: Device, register_id: str, restored_ok: bool) -> Began:
    """Look at the register before a sync, and put right what can be."""
    guards, found = mend_guards(path)
    with reading(path) as con:
        books = Books(con)
        owner, mark = books.ctl(DEVICE), int(books.ctl(MARK) or 0)
        restored = _last_restore(con) > int(books.ctl(RESTORE_SEEN) or 0)
    here = owner == device.id
    # A restore before the first sync changes nothing that was agreed on.
    restored = (restored and bool(owner)) or mark < device.mark_of(register_id)
    if restored and not restored_ok:
        return Began(Pause.REGISTER_RESTORED, guards=guards, found=found)
    moved = bool(owner) and not here
    if moved or restored or not owner:
        with writing(path, "begin a sync") as con:
            books = Books(con)
            books.set_ctl(DEVICE, device.id)
            books.set_ctl(RESTORE_SEEN, str(_last_restore(con)))
            if moved or restored:
                _begin_anew(con, max(mark, device.mark_of(register_id)))
    return Began(afresh=restored, moved=moved, guards=guards, found=found)


def next_mark(books: Books) -> int:
    """Count one more sync of this register, in the caller's transaction."""
    mark = int(books.ctl(MARK) or 0) + 1
    books.set_ctl(MARK, str(mark))
    return mark


def mend_guards(path: Path) -> tuple[tuple[str, ...], int]:
    """Put back triggers that are gone, and mark what was edited while they were; their names, and how many edits.

    Replacing the table drops them silently; the difference to what was agreed on tells what they missed.
    """
    side = server_side(path)
    if side is not None:
        gone = side.mend_guards()
        return gone, scan(path) if gone else 0
    with reading(path) as con:
        if not missing_triggers(con):
            return (), 0
    with writing(path, "put back the guards") as con:
        made = reinstall(con)
    return tuple(made), scan(path)


def scan(path: Path) -> int:
    """Mark whatever differs from what was agreed on and bears no mark; how many."""
    found, after = 0, -1
    while True:
        with reading(path) as con:
            books = Books(con)
            page = books.page(after, PAGE)
            if not page:
                return found
            after = page[-1].fid
            ids = [local.address_id for local in page]
            bases, busy = books.bases(ids), books.busy(ids)
            edited = []
            for local in page:
                base = bases.get(local.address_id)
                unsent = base is None and local.address_id not in busy and local.content.stage in SENDABLE
                if base is not None and base.forgotten:
                    unsent = local.address_id not in busy and local.content.stage in SENDABLE
                if unsent or (base is not None and not same_facts(local.content, base.content)):
                    edited.append(local.fid)
        if edited:
            with writing(path, "mark edits that bear no mark") as con:
                books = Books(con)
                found += sum(books.mark(fid) for fid in edited)


def _begin_anew(con: sqlite3.Connection, mark: int) -> None:
    """What was queued and never left is made anew under new ids: another copy of this file may send the old ones."""
    con.execute(
        "INSERT OR IGNORE INTO sync_dirty (table_name, fid) SELECT 'address', a.fid FROM sync_op o"
        " JOIN address a ON a.address_id = o.address_id WHERE o.state = 'queued' AND o.package_id IS NULL"
    )
    con.execute("DELETE FROM sync_op WHERE state = 'queued' AND package_id IS NULL")
    Books(con).set_ctl(MARK, str(mark))


def _last_restore(con: sqlite3.Connection) -> int:
    row = con.execute("SELECT max(seq) FROM audit_log WHERE action = 'restore'").fetchone()
    return int(row[0] or 0)
