"""Bringing a register fully up to this version: schema, tables, fields, triggers; and its ledger verified."""
from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from .connect import connect
from .errors import sqlite_errors
from .ledger import LedgerProblem, verify_ledger
from .migrations import MigrationSummary, migrate
from .profile_update import update_profile
from .triggers import missing_triggers


@dataclass(frozen=True)
class MendSummary:
    """What was upgraded, the triggers that had been lost and are back, and what a person must look at."""

    migration: MigrationSummary
    reinstalled: tuple[str, ...]
    problems: tuple[LedgerProblem, ...]
    added: tuple[str, ...] = ()
    """Tables that registers of the first version did not have."""
    fields: tuple[str, ...] = ()
    """Fields of an address that this version knows more."""
    classes: tuple[str, ...] = ()
    """Object classes, of this version or of the province's own files, that the register did not list."""
    dropped: tuple[str, ...] = ()
    """Triggers taken away that this version does not know: an older one's, or somebody's own."""
    changed: bool = False
    backup: Optional[Path] = None


def mend_register(path: Path, *, timeout_s: float = 30) -> MendSummary:
    """Upgrade a register after a backup, put lost or changed triggers back, and verify the ledger (RegisterError).

    Its field profile gets what the plugin's own has more; the words and demands of a province stay.
    """
    migration = migrate(path, timeout_s=timeout_s)
    done = update_profile(path, timeout_s=timeout_s)
    return MendSummary(
        migration, done.lost, tuple(ledger_problems(path)), done.tables, done.added, done.classes, done.dropped,
        changed=done.changed or migration.before != migration.after, backup=migration.backup or done.backup,
    )  # fmt: skip


def lost_guards(path: Path) -> list[str]:
    """The triggers that a register lacks: another program has replaced a table, or removed them."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return missing_triggers(con)


def ledger_problems(path: Path) -> list[LedgerProblem]:
    """Every disagreement of the ledger and the addresses (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return verify_ledger(con)
