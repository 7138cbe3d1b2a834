"""Outlines of today's land layers, beside those that the register remembers: the rules look at these first."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Optional

from .connect import open_database, sqlite_uri

_FILE = "outlines.sqlite"


class OutlineFile:
    """Outlines by role and key of their object, in a file of its own: a million of them take no memory."""

    def __init__(self, folder: Path) -> None:
        self._path = (folder / _FILE).absolute()
        self._con = open_database(self._path, mode="rwc")
        self._con.execute("PRAGMA journal_mode = OFF")
        self._con.execute("PRAGMA synchronous = OFF")
        self._con.execute(
            "CREATE TABLE IF NOT EXISTS outline (role TEXT, key BLOB, crs TEXT, wkb BLOB, PRIMARY KEY (role, key))"
            " WITHOUT ROWID"
        )
        self._con.execute("BEGIN")

    def add(self, role: str, crs: str, keys: Iterable[bytes], outlines: Sequence[Optional[bytes]]) -> None:
        """Keep outlines; of objects with the same key the first counts, those without key or outline do not."""
        self._con.executemany(
            "INSERT OR IGNORE INTO outline VALUES (?, ?, ?, ?)",
            ((role, key, crs, wkb) for key, wkb in zip(keys, outlines) if key and wkb),
        )

    def close(self) -> Path:
        """End the writing; the file, for `attach`."""
        self._con.execute("COMMIT")
        self._con.close()
        return self._path


def attach(con: sqlite3.Connection, file: Path) -> None:
    """Let a connection read the outlines as `outlines.outline`."""
    con.execute("ATTACH ? AS outlines", (sqlite_uri(file, "ro"),))
