"""Errors of the register, and what SQLite's own mean to the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message


class RegisterError(DiachisoError):
    """The register cannot do what was asked; the message says why and what to do."""


NOT_FOUND = Message(
    "register_not_found",
    QT_TRANSLATE_NOOP(
        "diachiso", "There is no register at {path}. Check the path, or create the register first."
    ),
)
CANNOT_OPEN = Message(
    "register_cannot_open",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path} cannot be opened ({problem}). Check that you may read the file and its folder."
    ),
)
NOT_GEOPACKAGE = Message(
    "register_not_geopackage",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path} is not a GeoPackage. Choose a register (.gpkg) made by this plugin."
    ),
)
FOREIGN = Message(
    "register_foreign",
    QT_TRANSLATE_NOOP(
        "diachiso", "{path} is a GeoPackage, but not an address register. Choose a register, or create one."
    ),
)
NEWER_SCHEMA = Message(
    "register_newer_schema",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was made by a newer version of the plugin (schema {found}, this version knows {known}). "
        "Update the plugin.",
    ),
)
OLDER_SCHEMA = Message(
    "register_older_schema",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was made by an older version of the plugin (schema {found}, needed {known}). "
        "Run \"Check and upgrade register\" in the toolbox; a backup is made first.",
    ),
)
FIELD_COPY = Message(
    "register_field_copy",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} is a copy for work in the field: no codes are given there. Edit it in its project, then bring it back "
        "with \"Import field package\" and go on in the register.",
    ),
)
MOVED = Message(
    "register_moved",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} has moved to {target} and is kept for reading only, so that no code is given in two "
        "places. Work there; if several people do, check a commune out, work, and check it in.",
    ),
)
ARRIVING = Message(
    "register_arriving",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} is still arriving from {source}: a move was interrupted. Run \"Move register\" with the "
        "same two places once more; it finishes what is left.",
    ),
)
HANDED_BACK = Message(
    "register_handed_back",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was checked in and handed back on {at}: nothing more is written there. Work in the register that it "
        "came from, or check the communes out anew.",
    ),
)
READ_ONLY = Message(
    "register_read_only",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} cannot be written. Remove its write protection, or copy it to a folder of your own.",
    ),
)
LOCKED = Message(
    "register_locked",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Another program is writing to {path}. Wait until it is done, or close it, and try again.",
    ),
)
DISK_FULL = Message(
    "register_disk_full",
    QT_TRANSLATE_NOOP(
        "diachiso", "The disk that holds {path} is full; nothing was changed. Free some space and try again."
    ),
)
DAMAGED = Message(
    "register_damaged",
    QT_TRANSLATE_NOOP("diachiso", "{path} is damaged ({problem}). Restore the last backup."),
)
REFUSED = Message(
    "register_refused",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register {path} refused the change: {problem}. Mend the record and try again."
    ),
)
FAILED = Message(
    "register_failed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} reports: {problem}. Nothing was changed; restore a backup if this stays.",
    ),
)

# SQLite's own texts are stable and there in every Python; error codes came with 3.11.
_BY_TEXT: tuple[tuple[str, Message], ...] = (
    ("database is locked", LOCKED),
    ("database table is locked", LOCKED),
    ("database or disk is full", DISK_FULL),
    ("attempt to write a readonly database", READ_ONLY),
    ("file is not a database", NOT_GEOPACKAGE),
    ("file is encrypted or is not a database", NOT_GEOPACKAGE),
    ("malformed", DAMAGED),
    ("unable to open database", CANNOT_OPEN),
)


def register_error(error: sqlite3.Error, path: str | Path) -> RegisterError:
    """The error of ours that says what an error of SQLite means."""
    problem = str(error)
    message = next((m for text, m in _BY_TEXT if text in problem), None)
    if message is None:
        message = REFUSED if isinstance(error, sqlite3.IntegrityError) else FAILED
    return RegisterError(message, path=str(path), problem=problem)


@contextmanager
def sqlite_errors(path: str | Path) -> Iterator[None]:
    """Turns every sqlite3 error inside the block into a RegisterError about this file."""
    try:
        yield
    except sqlite3.Error as error:
        raise register_error(error, path) from error
