"""Writing changed values of addresses: after a backup, all or nothing, as one apply that can be undone."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..core.columns import TextColumn
from .actor import current_user
from .backup import make_backup
from .cancelling import never
from .job import Job
from .reading import read_meta
from .staging import Column, Table
from .transaction import last_edit
from .worker_client import applying


@dataclass(frozen=True)
class PlanState:
    """What a plan was made of: a register, its revision, and the newest row of its audit log."""

    register_id: str
    revision: int
    audit_seq: int


def plan_state(con: sqlite3.Connection) -> PlanState:
    """The state that a plan made now is of."""
    meta = read_meta(con)
    return PlanState(meta.register_id, meta.revision, last_edit(con))


@dataclass(frozen=True)
class ValueChanges:
    """Values by column and fid (None: NULL), of what `kind` and from what `source` they come; further staged tables.
    """

    kind: str
    source: str
    state: PlanState
    columns: Mapping[str, Mapping[int, object]]
    counts: Mapping[str, int] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)


def apply_values(
    path: Path,
    changes: ValueChanges,
    *,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> Path:
    """Write the values; returns the backup. Hold the writer gate.

    RegisterError, with nothing written, where somebody has edited the register since the plan was made.
    """
    backup = make_backup(path, changes.kind, cancelled=cancelled)
    job = Job(
        path=str(path), kind=changes.kind, source=changes.source, revision=changes.state.revision,
        actor=current_user(), backup=backup.name, params=dict(changes.params), counts=dict(changes.counts), columns={},
        source_columns={}, audit_seq=changes.state.audit_seq, power="",
    )  # fmt: skip
    with applying(job, progress, cancelled) as apply:
        apply.put({**update_tables(changes.columns), **changes.tables})
    return backup


def update_tables(columns: Mapping[str, Mapping[int, object]]) -> dict[str, Table]:
    """The staged tables of an update, one per column."""
    tables = {}
    for k, name in enumerate(sorted(columns)):
        values = columns[name]
        order = sorted(values)
        column = _column([values[fid] for fid in order])
        tables[f"update_address_{k}"] = Table({"fid": np.array(order, np.int64), name: column})
    return tables


def _column(values: Sequence[object]) -> Column:
    """A column of one kind of values; None is NULL."""
    said = [value for value in values if value is not None]
    if not all(isinstance(value, (int, float)) for value in said) or not said:
        return TextColumn.of(None if value is None else str(value) for value in values)
    if len(said) == len(values) and all(isinstance(value, int) for value in said):
        return np.array(said, np.int64)
    return np.array([np.nan if value is None else value for value in values], np.float64)
