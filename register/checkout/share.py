"""A register on a network drive: check-outs leave it and come back to it without SQLite ever writing there.

It is copied to this computer, written here, and put back whole, while a lock file beside it keeps others away; whoever
changed it meanwhile is told, and nothing is put back.
"""
from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.PyQt.QtCore import QLockFile

from ...core.errors import QT_TRANSLATE_NOOP, Message
from ..cancelling import GATE_CANCELLED, GateCancelled, never
from ..errors import LOCKED, NOT_FOUND, RegisterError
from ..file_digest import file_digest
from ..gate import lock_path
from ..network_share import network_share
from .base import base_folder

PROFILES = "profiles"  # a province's own schemes and classes, beside the register
_CHUNK = 8 << 20

CHANGED_MEANWHILE = Message(
    "share_changed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was changed on the network drive while it was worked with. Nothing was put back. Try again.",
    ),
)


@contextmanager
def at_hand(register: Path, cancelled: Callable[[], bool] = never) -> Iterator[Path]:
    """The register itself, or where it lies on a network drive a copy of it here, put back if the block ends well.

    What the block makes beside the copy (states, backups, photos) goes there first; no file there is written over but
    the register (RegisterError, GateCancelled).
    """
    register = register.absolute()
    if network_share(register.resolve()) is None:
        yield register
        return
    if not register.is_file():
        raise RegisterError(NOT_FOUND, path=str(register))
    lock = QLockFile(str(lock_path(register)))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        raise RegisterError(LOCKED, path=str(register))
    try:
        with tempfile.TemporaryDirectory(prefix="diachiso-share-") as folder:
            here = Path(folder) / register.name
            _fetch(register, here, cancelled)
            known = file_digest(here).sha256
            yield here
            if file_digest(here).sha256 != known:
                _put_back(register, here, known)
    finally:
        lock.unlock()


def _fetch(register: Path, here: Path, cancelled: Callable[[], bool]) -> None:
    if register.with_name(register.name + "-journal").exists():  # somebody writes there, or was cut off
        raise RegisterError(LOCKED, path=str(register))
    with register.open("rb") as source, here.open("wb") as target:
        while block := source.read(_CHUNK):
            if cancelled():
                raise GateCancelled(GATE_CANCELLED, path=str(register))
            target.write(block)
    for folder in (base_folder(register), register.parent / PROFILES):
        if folder.is_dir():
            shutil.copytree(folder, here.parent / folder.name)


def _put_back(register: Path, here: Path, known: str) -> None:
    if file_digest(register).sha256 != known:
        raise RegisterError(CHANGED_MEANWHILE, path=str(register))
    for file in sorted(here.parent.rglob("*")):
        there = register.parent / file.relative_to(here.parent)
        if file.is_file() and file != here and not there.exists() and not file.name.endswith((".lock", "-lock")):
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, there)
    part = register.with_name(f".{register.name}.{secrets.token_hex(4)}.part")
    try:
        shutil.copyfile(here, part)
        with part.open("rb+") as opened:
            os.fsync(opened.fileno())
        os.replace(part, register)
    finally:
        part.unlink(missing_ok=True)
    for state in base_folder(register).glob("*.base"):
        if not (base_folder(here) / state.name).exists():
            state.unlink(missing_ok=True)
