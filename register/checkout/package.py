"""A copy that comes back: found in its folder, read at one moment, and looked at before anything of it is believed."""
from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ...core.errors import QT_TRANSLATE_NOOP, Message
from ..cancelling import GATE_CANCELLED, GateCancelled, interruptible, never
from ..connect import connect, open_database
from ..errors import CANNOT_OPEN, READ_ONLY, RegisterError, sqlite_errors
from ..file_digest import file_digest
from ..ledger import verify_ledger
from ..reading import read_meta
from ..triggers import missing_triggers
from .base import base_folder
from .book import RETURNED, Checkout, find_checkout
from .copying import said_of_checkout
from .trail import Trace, digest_of_log, fits

_PAGES = 2_000
_BESIDE = ("-journal", "-wal")

NOT_A_COPY = Message(
    "checkin_not_a_copy",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} is no check-out of a register. Choose the whole folder that \"Check out communes\" made, or the "
        "register (.gpkg) in it.",
    ),
)
SEVERAL_COPIES = Message(
    "checkin_several_copies",
    QT_TRANSLATE_NOOP("diachiso", "There are several check-outs in {path}: {files}. Choose one of these files."),
)
OTHER_REGISTER = Message(
    "checkin_other_register",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was checked out from another register ({name}), so nothing was taken. Choose that register.",
    ),
)
UNKNOWN = Message(
    "checkin_unknown",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register knows no check-out {path}: it was made from a copy of this register. Nothing was taken. Check it "
        "in where it was checked out.",
    ),
)
ENDED = Message(
    "checkin_ended",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was handed back on {at}: its numbers are the register's again. Nothing was taken. Check the communes "
        "out anew, and enter there what was done in this copy since.",
    ),
)
OLD_COPY = Message(
    "checkin_old_copy",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} is an older copy, or a second one that was edited apart: it does not go on from what was checked in on "
        "{at}, but from its state of {found}. Nothing was taken. Bring the copy that came last; what was entered in "
        "this one only is entered there again, or in the register.",
    ),
)
DAMAGED = Message(
    "checkin_damaged",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The copy {path} is damaged ({problem}). Nothing was taken. Copy the whole folder again, or restore the last "
        "backup in the copy.",
    ),
)
TAMPERED = Message(
    "checkin_tampered",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The copy {path} was changed past its guards, or by another version of the plugin ({problem}). Nothing was "
        "taken. Open the copy and run \"Check and upgrade register\" there; it says what a person must look at.",
    ),
)
BASE_LOST = Message(
    "checkin_base_lost",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} is missing or was changed, so nobody can tell what was done in the copy. Nothing was taken. Put the "
        "file back from a backup of the register's folder, or check the communes out anew.",
    ),
)


@dataclass(frozen=True)
class Returned:
    """A copy that came back: its file and folder, a copy of it to read from, its check-out, its state, its base."""

    file: Path
    read: Path
    checkout: Checkout
    trace: Trace
    base: Path


def find_copy(place: Path) -> Path:
    """The register of a check-out: the file itself, or the one in its folder (RegisterError)."""
    if place.is_file():
        return place
    files = sorted(place.glob("*.gpkg")) if place.is_dir() else []
    files = [file for file in files if not file.name.startswith(".")]
    found = [file for file in files if _is_checkout(file)] if len(files) > 1 else files
    if not found:
        raise RegisterError(NOT_A_COPY, path=str(place))
    if len(found) > 1:
        raise RegisterError(SEVERAL_COPIES, path=str(place), files=", ".join(file.name for file in found))
    return found[0]


def take_in(
    con: sqlite3.Connection, register: Path, place: Path, folder: Path, at: str, cancelled: Callable[[], bool] = never
) -> Returned:
    """Copy a check-out into `folder` and look at it against the register `con` (RegisterError, GateCancelled)."""
    file = find_copy(place)
    read = folder / "copy.gpkg"
    _copy(file, read, cancelled)
    with closing(connect(read)) as copy, sqlite_errors(file), interruptible(copy, file, cancelled):
        problem = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if problem != "ok":
            raise RegisterError(DAMAGED, path=str(file), problem=problem)
        checkout = _known(con, copy, file)
        lost = missing_triggers(copy)
        wrong = [", ".join(lost[:5])] if lost else [str(found) for found in verify_ledger(copy, limit=1)]
        if wrong:
            raise RegisterError(TAMPERED, path=str(file), problem=wrong[0])
        last = int(copy.execute("SELECT coalesce(max(seq), 0) FROM audit_log").fetchone()[0])
        _refuse_old(copy, checkout, file)
        trace = Trace(at, last, digest_of_log(copy, last))
    base = base_folder(register) / checkout.base
    if not base.is_file() or file_digest(base).sha256 != checkout.base_sha256:
        raise RegisterError(BASE_LOST, file=str(base))
    return Returned(file, read, checkout, trace, base)


def _known(con: sqlite3.Connection, copy: sqlite3.Connection, file: Path) -> Checkout:
    said = said_of_checkout(copy)
    if said is None:
        raise RegisterError(NOT_A_COPY, path=str(file))
    if said.get("register_id") != read_meta(con).register_id:
        raise RegisterError(OTHER_REGISTER, path=str(file), name=str(said.get("register_name") or "?"))
    found = find_checkout(con, read_meta(copy).register_id)
    if found is None:
        raise RegisterError(UNKNOWN, path=str(file))
    if found.state == RETURNED:
        raise RegisterError(ENDED, path=str(file), at=found.ended_at)
    return found


def _refuse_old(copy: sqlite3.Connection, checkout: Checkout, file: Path) -> None:
    if fits(copy, checkout.trail[-1]):
        return
    older: Optional[Trace] = next((state for state in reversed(checkout.trail) if fits(copy, state)), None)
    raise RegisterError(
        OLD_COPY, path=str(file), at=checkout.trail[-1].at, found=older.at if older is not None else "?"
    )


def _is_checkout(file: Path) -> bool:
    try:
        with closing(connect(file, any_version=True)) as con, sqlite_errors(file):
            return said_of_checkout(con) is not None
    except RegisterError:
        return False


def _copy(file: Path, target: Path, cancelled: Callable[[], bool]) -> None:
    """One moment of the file, whatever medium it lies on; an unfinished write is rolled back in the copy only."""

    def ask(_status: int, _left: int, _all: int) -> None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(file))

    beside = [file.with_name(file.name + end) for end in _BESIDE]
    unfinished = any(one.exists() and one.stat().st_size for one in beside)
    try:
        try:
            if not unfinished:
                with closing(connect(file)) as con, closing(open_database(target, mode="rwc")) as copy:
                    copy.execute("PRAGMA synchronous = OFF")
                    con.backup(copy, pages=_PAGES, progress=ask)
                return
        except RegisterError as error:
            if error.message not in (CANNOT_OPEN, READ_ONLY):
                raise
        # A read-only medium can neither roll back what was cut off nor open what QGIS has left in its own mode.
        target.unlink(missing_ok=True)
        for one in (file, *beside):
            if one.exists():
                shutil.copyfile(one, target.with_name(target.name + one.name[len(file.name):]))
        with closing(open_database(target, mode="rw")) as con:
            con.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (OSError, sqlite3.Error) as error:
        raise RegisterError(DAMAGED, path=str(file), problem=str(error)) from error
