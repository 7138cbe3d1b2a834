"""Writing what a filled sheet changes: after a backup, all or nothing, as an apply that can be undone."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..core.collected import CollectedPlan, KnownAddress, Status
from ..core.columns import TextColumn
from .actor import current_user
from .backup import make_backup
from .cancelling import never
from .job import Job
from .staging import Column, Table
from .worker_client import run, stage, staging_folder

KIND = "collect"


@dataclass(frozen=True)
class PlanState:
    """What a plan was made of: the register's revision and the newest row of its audit log."""

    revision: int
    audit_seq: int


def apply_collected(
    path: Path,
    plan: CollectedPlan,
    known: Sequence[KnownAddress],
    state: PlanState,
    source: str,
    *,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> Path:
    """Write a plan's added and changed values; returns the backup. Hold the writer gate.

    RegisterError, with nothing written, where somebody has edited the register since the plan was made.
    """
    backup = make_backup(path, KIND, cancelled=cancelled)
    job = Job(
        path=str(path), kind=KIND, source=source, revision=state.revision, actor=current_user(), backup=backup.name,
        params={}, counts={status.value: plan.count(status) for status in Status}, columns={}, source_columns={},
        audit_seq=state.audit_seq, power="",
    )  # fmt: skip
    changes = plan.changes()
    tables = {
        f"update_address_{k}": _table(name, changes[name], known) for k, name in enumerate(sorted(changes))
    }
    with staging_folder() as folder:
        stage(folder, replace(job, backup=backup.name), tables)
        run(folder, progress, cancelled)
    return backup


def _table(name: str, values: Mapping[int, object], known: Sequence[KnownAddress]) -> Table:
    order = sorted(values)
    fids = np.array([known[k].fid for k in order], np.int64)
    return Table({"fid": fids, name: _column([values[k] for k in order])})


def _column(values: Sequence[object]) -> Column:
    """A column of one kind of values; None is NULL."""
    said = [value for value in values if value is not None]
    if not all(isinstance(value, (int, float)) for value in said) or not said:
        return TextColumn.of(None if value is None else str(value) for value in values)
    if len(said) == len(values) and all(isinstance(value, int) for value in said):
        return np.array(said, np.int64)
    return np.array([np.nan if value is None else value for value in values], np.float64)
