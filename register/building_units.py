"""Adding the units of a building to a register: as one apply that can be undone."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from .backup import make_backup
from .cancelling import never
from .connect import connect
from .errors import sqlite_errors
from .gate import writer_gate
from .known import read_units
from .units_plan import KIND, UnitRow, UnitsPlan, UnitsRequest, UnitsSummary, building_of
from .worker_client import applying

__all__ = ["UnitRow", "UnitsRequest", "UnitsSummary", "add_units", "find_building"]


def find_building(path: Path, parent: str) -> Mapping[str, Any]:
    """The columns of the address that is to have units (RegisterError where it may have none)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return building_of(con, path, parent)


def add_units(
    path: Path,
    request: UnitsRequest,
    *,
    dry_run: bool = False,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> UnitsSummary:
    """Add the units that the building lacks, all or none, as one apply that can be undone.

    Units that are there are known by their number, however it is spelt, and left as they are; only where codes are
    asked for, those without a final one get it. Nothing is written where nothing is missing. Raises RegisterError,
    BlockExhausted.
    """
    path = path.resolve()
    if dry_run:
        with closing(connect(path)) as con, sqlite_errors(path):
            return UnitsPlan(con, path, request).summary()
    with writer_gate(path, action="add units", cancelled=cancelled):
        with closing(connect(path)) as con, sqlite_errors(path):
            plan = UnitsPlan(con, path, request)
        if not plan.changes:
            return plan.summary()
        backup = make_backup(path, KIND, cancelled=cancelled)
        with applying(replace(plan.job(), backup=backup.name), progress, cancelled) as apply:
            apply.put(plan.tables())
        with closing(connect(path)) as con, sqlite_errors(path):
            written = plan.summary(dict(read_units(con, plan.parent_id, ("source_key", "address_id"))))
    return replace(written, backup=backup)
