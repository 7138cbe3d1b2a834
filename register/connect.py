"""How a register is opened: one function sets keys, functions and timeout, and checks what the file is.

Plain standard library, so that the writing child process can use it without Qt, QGIS or numpy. The journal
mode is never touched: an open QGIS layer can read empty without failing once another process turns the file
to WAL.
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import quote

from .errors import (
    ARRIVING,
    CANNOT_OPEN,
    FIELD_COPY,
    FOREIGN,
    HANDED_BACK,
    MOVED,
    NEWER_SCHEMA,
    NOT_FOUND,
    NOT_GEOPACKAGE,
    OLDER_SCHEMA,
    READ_ONLY,
    RegisterError,
    register_error,
    sqlite_errors,
)
from .geometry_functions import register_geometry_functions
from .version import APPLICATION, GPKG_APPLICATION_ID, SCHEMA_VERSION


def connect(
    path: str | Path, *, write: bool = False, timeout: float = 5.0, any_version: bool = False
) -> sqlite3.Connection:
    """A connection to a register in autocommit mode; foreign keys on, R-tree functions there.

    Waits up to `timeout` seconds for a lock. RegisterError if the file is absent, no register, of another
    schema (unless `any_version`, for migrations), or not writable when `write`. The file is never created.
    """
    file = Path(os.path.abspath(path))
    _check_file(file, write)
    con = open_database(file, mode="rw" if write else "ro", timeout=timeout)
    try:
        with sqlite_errors(file):
            _check_register(con, file, any_version)
            if write:
                _refuse_copy(con, file)
                _refuse_moved(con, file)
    except RegisterError as error:
        con.close()
        if error.message is READ_ONLY and not write and os.access(file, os.W_OK):
            _recover(file, timeout)
            return connect(file, timeout=timeout, any_version=any_version)
        raise
    return con


def open_database(file: Path, *, mode: str, timeout: float = 5.0) -> sqlite3.Connection:
    """A connection to any SQLite file (mode: ro, rw, rwc), set up like ours but not checked."""
    with sqlite_errors(file):
        con = sqlite3.connect(sqlite_uri(file, mode), uri=True, timeout=timeout, isolation_level=None)
    try:
        con.execute("PRAGMA foreign_keys = ON")
        register_geometry_functions(con)
    except sqlite3.Error as error:
        con.close()
        raise register_error(error, file) from error
    return con


def sqlite_uri(path: PurePath, mode: str) -> str:
    """The file: URI of an absolute path, safe with spaces, Vietnamese letters, # ? %, drives, UNC names."""
    text = str(path)
    if isinstance(path, PureWindowsPath):
        text = path.as_posix()
        if not text.startswith("/"):
            text = "/" + text  # C:/… → /C:/…
    elif not isinstance(path, PurePosixPath):
        raise TypeError(f"not a concrete kind of path: {path!r}")
    # An empty authority, always: else the first name of a UNC path would be one, which SQLite refuses.
    return "".join(("file://", quote(text, safe="/:"), "?mode=", mode))


def _check_file(file: Path, write: bool) -> None:
    if not file.exists():
        raise RegisterError(NOT_FOUND, path=str(file))
    if not file.is_file():
        raise RegisterError(NOT_GEOPACKAGE, path=str(file))
    if not os.access(file, os.R_OK):
        raise RegisterError(CANNOT_OPEN, path=str(file), problem=os.strerror(13))
    # The mode is asked too: an administrator could write all the same, but the mark is there for a reason.
    writable = os.access(file, os.W_OK) and file.stat().st_mode & 0o222 and os.access(file.parent, os.W_OK)
    if write and not writable:
        raise RegisterError(READ_ONLY, path=str(file))


def _check_register(con: sqlite3.Connection, file: Path, any_version: bool) -> None:
    if con.execute("PRAGMA application_id").fetchone()[0] != GPKG_APPLICATION_ID:
        raise RegisterError(NOT_GEOPACKAGE, path=str(file))
    columns = "SELECT count(*) FROM pragma_table_info('register_meta') WHERE name IN ('key', 'value')"
    if con.execute(columns).fetchone()[0] != 2:
        raise RegisterError(FOREIGN, path=str(file))
    meta = dict(
        con.execute(
            "SELECT key, value FROM register_meta WHERE key IN ('application', 'schema_version')"
        ).fetchall()
    )
    version = str(meta.get("schema_version", ""))
    if meta.get("application") != APPLICATION or not version.isdigit():
        raise RegisterError(FOREIGN, path=str(file))
    if int(version) > SCHEMA_VERSION:
        raise RegisterError(NEWER_SCHEMA, path=str(file), found=version, known=SCHEMA_VERSION)
    if int(version) < SCHEMA_VERSION and not any_version:
        raise RegisterError(OLDER_SCHEMA, path=str(file), found=version, known=SCHEMA_VERSION)


def _refuse_copy(con: sqlite3.Connection, file: Path) -> None:
    """What was copied for the field is edited in its forms alone: no tool of ours gives a code there.

    A check-out that was handed back is closed: its numbers are the register's again.
    """
    rows = con.execute("SELECT key, value FROM register_meta WHERE key IN ('field_package', 'checkout_ended')")
    for key, value in rows.fetchall():
        if key == "field_package":
            raise RegisterError(FIELD_COPY, path=str(file))
        raise RegisterError(HANDED_BACK, path=str(file), at=value)


def _refuse_moved(con: sqlite3.Connection, file: Path) -> None:
    """Of a register that went to another place, the one there gives codes, and no other."""
    rows = con.execute("SELECT key, value FROM register_meta WHERE key IN ('moved_to', 'arriving_from')").fetchall()
    for key, value in rows:
        if key == "moved_to":
            raise RegisterError(MOVED, path=str(file), target=json.loads(value)["to"])
        raise RegisterError(ARRIVING, path=str(file), source=value)


def _recover(file: Path, timeout: float) -> None:
    """Roll back what a killed writer left: a read-only connection may not play the hot journal back."""
    con = open_database(file, mode="rw", timeout=timeout)
    try:
        with sqlite_errors(file):
            con.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        con.close()
