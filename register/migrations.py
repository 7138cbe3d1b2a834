"""Bringing a register of an older version of the plugin up to this one: step by step, after a backup.

Schema 1 is the first that was given away, so there is no step yet. A step changes tables only; the triggers are made
anew after it from the register's own profile, since they are generated and not data.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from .backup import make_backup
from .connect import connect
from .errors import NEWER_SCHEMA, OLDER_SCHEMA, RegisterError, sqlite_errors
from .gate import writer_gate
from .reading import read_meta
from .transaction import bump_revision
from .triggers import drop_triggers, install
from .version import SCHEMA_VERSION

Step = Callable[[sqlite3.Connection], None]

# From a version to the next one. A released step is never changed: registers that went through it are out there.
STEPS: Mapping[int, Step] = {}


@dataclass(frozen=True)
class MigrationSummary:
    """From which version to which, and the backup made before (None where nothing was to do)."""

    before: int
    after: int
    backup: Optional[Path]


def migrate(
    path: str | Path, *, steps: Mapping[int, Step] = STEPS, target: int = SCHEMA_VERSION, timeout_s: float = 30
) -> MigrationSummary:
    """Upgrade a register to `target`, under the writer gate and after a verified backup (RegisterError).

    Each step is a transaction of its own that ends with its version written down, so a crash leaves a register of one
    version or the next. A newer register is refused, and so is one so old that a step for it is missing.
    """
    file = Path(path)
    with writer_gate(file, action="upgrade the register", timeout_s=timeout_s, any_version=True):
        with closing(connect(file, any_version=True)) as con, sqlite_errors(file):
            before = _version(con)
        if before > target:
            raise RegisterError(NEWER_SCHEMA, path=str(file), found=before, known=target)
        if before == target:
            return MigrationSummary(before, before, None)
        if any(version not in steps for version in range(before, target)):
            raise RegisterError(OLDER_SCHEMA, path=str(file), found=before, known=target)
        backup = make_backup(file, "upgrade")
        with closing(connect(file, write=True, any_version=True)) as con, sqlite_errors(file):
            for version in range(before, target):
                _take(con, steps[version], version + 1)
    return MigrationSummary(before, target, backup)


def _take(con: sqlite3.Connection, step: Step, reached: int) -> None:
    """One step, its triggers and its version, all or nothing."""
    # Tables are rebuilt by rename: with keys on, that would follow the references. Checked again before the commit.
    con.execute("PRAGMA foreign_keys = OFF")
    con.execute("BEGIN IMMEDIATE")
    try:
        drop_triggers(con)
        step(con)
        con.execute("UPDATE register_meta SET value = ? WHERE key = 'schema_version'", (str(reached),))
        bump_revision(con)
        install(con, read_meta(con).profile)
        broken = con.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise sqlite3.IntegrityError(" ".join(("FOREIGN KEY constraint failed:", str(broken[0]))))
        con.execute("COMMIT")
    finally:
        if con.in_transaction:
            con.execute("ROLLBACK")
        con.execute("PRAGMA foreign_keys = ON")


def _version(con: sqlite3.Connection) -> int:
    return int(con.execute("SELECT value FROM register_meta WHERE key = 'schema_version'").fetchone()[0])
