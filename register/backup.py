"""Verified copies of a register in the folder beside it.

Kept are the last ten and the newest of each of the last seven days that have one, so that a batch of many applies takes
nothing from the days before. Where nothing was written since the newest one, it serves again.
"""
from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .cancelling import GateCancelled, interruptible, never
from .connect import connect, open_database
from .errors import RegisterError, sqlite_errors
from .sql import build
from .stand_in import NO_BACKUP, stands_in

KEPT = 10
KEPT_DAYS = 7
DAMAGED_COPY = "damaged"  # the reason of copies that are no good backups
# sorting by name is sorting by time, down to the millisecond
_NAME = re.compile(r"(?P<at>\d{8}-\d{6}-\d{3})-(?P<reason>[a-z0-9_]+)\.gpkg")
_TIME = "%Y%m%d-%H%M%S-%f"
# tables whose rows are counted, besides SQLite's own check of the file
_COUNTED = ("address", "code_ledger", "code_block", "admin_unit", "successor", "person", "audit_log")

NOT_VERIFIED = Message(
    "backup_not_verified",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The backup of {path} could not be verified ({problem}), so nothing was written to the register. "
        "Check the disk, then try again; older backups are in {folder}.",
    ),
)
FOLDER_UNUSABLE = Message(
    "backup_folder_unusable",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "No backup could be made in {folder} ({problem}), so nothing was written to the register. Allow "
        "writing there, or free some disk space.",
    ),
)


@dataclass(frozen=True)
class Backup:
    """One backup: its file, when it was made (local time), before what, its size in bytes."""

    path: Path
    at: datetime
    reason: str
    size: int


def backup_folder(path: Path) -> Path:
    """The folder that holds a register's backups."""
    return path.with_name(path.stem + ".backups")


def list_backups(path: Path) -> list[Backup]:
    """The backups of a register, the newest first."""
    folder = backup_folder(path)
    found = []
    for file in folder.iterdir() if folder.is_dir() else ():
        name = _NAME.fullmatch(file.name)
        if name:
            at = datetime.strptime(name["at"], _TIME)
            found.append(Backup(file, at, name["reason"], file.stat().st_size))
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def make_backup(
    path: Path, reason: str, *, keep: Collection[Path] = (), cancelled: Callable[[], bool] = never
) -> Path:
    """Copy the register as it is now and verify the copy; `reason` (a-z, 0-9, _) says before what it was made.

    Or return the newest backup, verified again, if nothing was written since. Then those that need not be kept go,
    except those in `keep`. RegisterError, with nothing left behind, if the copy is not sound; GateCancelled when
    `cancelled()`. Call it inside the writer gate and outside any transaction. Of a file that stands for a server's
    register none is made, and an empty path is returned: what is on the server changes whole or not at all.
    """
    path = path.resolve()
    if stands_in(path):
        return NO_BACKUP
    folder = backup_folder(path)
    before = state_of(path, cancelled)
    newest = _newest_of_state(path, before, cancelled)
    if newest is not None:
        return newest
    part = folder / ".part"
    try:
        folder.mkdir(exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(connect(path, any_version=True)) as con, sqlite_errors(path), interruptible(con, path, cancelled):
            con.execute("VACUUM INTO ?", (str(part),))
        _sync_to_disk(part)
        check_sound(part, cancelled)
        copied = state_of(part, cancelled)
        # an edit saved from QGIS in between may be in the copy or not: either is a state that was
        if copied not in (before, state_of(path, cancelled)):
            raise RegisterError(NOT_VERIFIED, path=str(path), folder=str(folder), problem="row counts differ")
        target = _free_name(folder, reason)
        os.replace(part, target)
    except OSError as error:
        problem = error.strerror or str(error)
        raise RegisterError(FOLDER_UNUSABLE, folder=str(folder), problem=problem) from error
    finally:
        if folder.is_dir():
            part.unlink(missing_ok=True)
    _prune(path, {target, *(file.resolve() for file in keep)})
    return target


def keep_damaged(path: Path) -> Path:
    """Copy a register that is too damaged for a backup as it is, byte by byte; not inside QGIS (locks would drop)."""
    folder = backup_folder(path)
    target = _free_name(folder, DAMAGED_COPY)
    try:
        folder.mkdir(exist_ok=True)
        shutil.copy2(path, target)
    except OSError as error:
        problem = error.strerror or str(error)
        raise RegisterError(FOLDER_UNUSABLE, folder=str(folder), problem=problem) from error
    return target


def check_sound(file: Path, cancelled: Callable[[], bool] = never) -> None:
    """RegisterError unless SQLite finds the whole file sound."""
    with closing(open_database(file, mode="ro")) as con, interruptible(con, file, cancelled):
        try:
            result = str(con.execute("PRAGMA quick_check(1)").fetchone()[0])
        except sqlite3.Error as error:
            if cancelled():
                raise
            result = str(error)
    if result != "ok":
        raise RegisterError(NOT_VERIFIED, path=str(file), folder=str(file.parent), problem=result)


def state_of(file: Path, cancelled: Callable[[], bool] = never) -> list[object]:
    """What tells two states of a register apart: what it counts itself, and its rows."""
    with closing(connect(file, any_version=True)) as con, sqlite_errors(file), interruptible(con, file, cancelled):
        con.execute("BEGIN")  # one moment in time for all of them
        own = con.execute(
            "SELECT value FROM register_meta WHERE key IN ('register_id', 'revision', 'schema_version') ORDER BY key"
        ).fetchall()
        return [
            *(value for (value,) in own),
            con.execute("SELECT max(seq) FROM audit_log").fetchone()[0],
            # a table that another program has replaced has lost its triggers
            con.execute("SELECT count(*) FROM sqlite_master").fetchone()[0],
            *(con.execute(build("SELECT count(*) FROM {table}", table=table)).fetchone()[0] for table in _COUNTED),
        ]


def _newest_of_state(path: Path, state: list[object], cancelled: Callable[[], bool]) -> Optional[Path]:
    """The newest backup if it holds this state and is still sound."""
    newest = next((backup.path for backup in list_backups(path)), None)
    try:
        if newest is None or state_of(newest, cancelled) != state:
            return None
        check_sound(newest, cancelled)
    except GateCancelled:
        raise
    except RegisterError:
        return None
    return newest


def _free_name(folder: Path, reason: str) -> Path:
    while True:
        target = folder / f"{_now()}-{reason}.gpkg"
        if _NAME.fullmatch(target.name) is None:
            raise ValueError(f"not a reason: {reason!r}")
        if not any(folder.glob(target.name[:19] + "*")):
            return target
        time.sleep(0.001)


def _now() -> str:
    return datetime.now().strftime(_TIME)[:-3]


def _sync_to_disk(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _prune(path: Path, keep: Collection[Path]) -> None:
    """Remove the backups that need not be kept; the newest has just been verified, so a good one always stays."""
    backups = list_backups(path)
    good = [backup for backup in backups if backup.reason != DAMAGED_COPY]
    newest_of_day: dict[date, Backup] = {}
    for backup in good:
        newest_of_day.setdefault(backup.at.date(), backup)
    kept = [*backups[:KEPT], *good[:KEPT], *list(newest_of_day.values())[:KEPT_DAYS]]
    for backup in backups:
        if backup not in kept and backup.path.resolve() not in keep:
            backup.path.unlink(missing_ok=True)
