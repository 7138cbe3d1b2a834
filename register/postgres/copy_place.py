"""Where local copies of registers on servers lie, and who uses which: never two writers on one file.

`<keep>/<register>/` holds `desk/`, which is read while tools work, and `1/`, `2/`, each of one tool at a time. All are
for this user alone.
"""
from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Optional

from qgis.PyQt.QtCore import QLockFile

from ..cancelling import GATE_CANCELLED, GateCancelled
from ..network_share import network_share
from .driver import PgPlace
from .side_files import SETTINGS, file_in

DESK, TOOLS = "desk", ("1", "2")
UNUSED_DAYS = 60
_POLL_S = 0.1
_ODD = re.compile("[^0-9A-Za-z_-]+")


@dataclass(frozen=True)
class Slot:
    """One copy: its file, and the mark that people are in it."""

    file: Path

    @property
    def folder(self) -> Path:
        """The folder of this copy alone."""
        return self.file.parent

    @property
    def with_people(self) -> Path:
        """The mark that this copy has people in it."""
        return self.folder.with_name(self.folder.name + ".people")

    @property
    def lock(self) -> Path:
        """The lock of this copy."""
        return self.folder.with_name(self.folder.name + ".lock")

    def tidy(self) -> None:
        """Leave nothing beside the file but its journal and the province's settings."""
        for found in self.folder.iterdir():
            if found.name == SETTINGS or found.name.startswith(self.file.name):
                continue
            if found.is_dir():
                shutil.rmtree(found, ignore_errors=True)
            else:
                found.unlink()

    def forget(self) -> None:
        """Nothing of this copy is left."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.with_people.unlink(missing_ok=True)


def slot_of(place: PgPlace, folder: Path, name: str) -> Slot:
    """A copy of this name in the folder of a register, which is made."""
    for made in (folder.parent, folder, folder / name):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Slot(file_in(folder / name, place))


def copies_of(place: PgPlace, register: str) -> Optional[Path]:
    """The folder of the copies of a register; None where none may stay, or on a disk that others write to."""
    if place.keep is None or network_share(place.keep.absolute()) is not None:
        return None
    return place.keep / _ODD.sub("-", register)


@contextmanager
def tool_slot(place: PgPlace, register: str, cancelled: Callable[[], bool]) -> Iterator[Slot]:
    """A copy for one tool; waits where all are in use (GateCancelled)."""
    folder = copies_of(place, register)
    if folder is None:
        with TemporaryDirectory(prefix="diachiso-") as temporary:
            yield slot_of(place, Path(temporary), TOOLS[0])
        return
    forget_unused(folder.parent)
    while True:
        for name in TOOLS:
            slot = slot_of(place, folder, name)
            lock = try_lock(slot)
            if lock is not None:
                try:
                    yield slot
                finally:
                    lock.unlock()
                return
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=place.shown)
        time.sleep(_POLL_S)


@contextmanager
def locked(slot: Slot, cancelled: Callable[[], bool]) -> Iterator[None]:
    """The slot for nobody else inside the block (GateCancelled)."""
    while (lock := try_lock(slot)) is None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(slot.file))
        time.sleep(_POLL_S)
    try:
        yield
    finally:
        lock.unlock()


def try_lock(slot: Slot) -> Optional[QLockFile]:
    """The lock of a slot, held; None where somebody else has it."""
    lock = QLockFile(str(slot.lock))
    lock.setStaleLockTime(0)  # a living holder is never robbed; a dead one is, at once
    return lock if lock.tryLock(0) else None


def left_with_people(keep: Path) -> Iterator[Slot]:
    """The copies that a work which was killed left with people in them."""
    for mark in keep.glob("*/*.people"):
        folder = mark.with_suffix("")
        for file in folder.glob("*.gpkg"):
            yield Slot(file)


def forget_unused(keep: Path) -> None:
    """Take away copies that nobody has used for long."""
    oldest = time.time() - UNUSED_DAYS * 86400
    for file in keep.glob("*/*/*.gpkg"):
        if file.stat().st_mtime < oldest:
            slot = Slot(file)
            lock = try_lock(slot)
            if lock is not None:
                shutil.rmtree(slot.folder, ignore_errors=True)
                lock.unlock()
