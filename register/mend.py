"""Putting a register in order: its schema upgraded, its triggers complete, its ledger verified."""
from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .additions import create_additions
from .connect import connect
from .errors import sqlite_errors
from .gate import writer_gate
from .ledger import LedgerProblem, verify_ledger
from .migrations import MigrationSummary, migrate
from .transaction import write_transaction
from .triggers import missing_triggers, reinstall


@dataclass(frozen=True)
class MendSummary:
    """What was upgraded, the triggers that had been lost and are back, and what a person must look at."""

    migration: MigrationSummary
    reinstalled: tuple[str, ...]
    problems: tuple[LedgerProblem, ...]
    added: tuple[str, ...] = ()
    """Tables that registers of the first version did not have."""


def mend_register(path: Path, *, timeout_s: float = 30) -> MendSummary:
    """Upgrade a register after a backup, put lost or changed triggers back, and verify the ledger (RegisterError)."""
    migration = migrate(path, timeout_s=timeout_s)
    added: list[str] = []
    reinstalled: list[str] = []
    with writer_gate(path, action="put the register in order", timeout_s=timeout_s), write_transaction(path) as con:
        added = create_additions(con)
        reinstalled = reinstall(con)
    with closing(connect(path)) as con, sqlite_errors(path):
        problems = verify_ledger(con)
    return MendSummary(migration, tuple(reinstalled), tuple(problems), tuple(added))


def lost_guards(path: Path) -> list[str]:
    """The triggers that a register lacks: another program has replaced a table, or removed them."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return missing_triggers(con)
