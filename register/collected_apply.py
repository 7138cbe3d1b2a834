"""Writing what a filled sheet changes: after a backup, all or nothing, as an apply that can be undone."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..core.collected import CollectedPlan, KnownAddress, Status
from .cancelling import never
from .value_changes import PlanState, ValueChanges, apply_values

KIND = "collect"


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
    columns = {name: {known[k].fid: value for k, value in values.items()} for name, values in plan.changes().items()}
    counts = {status.value: plan.count(status) for status in Status}
    changes = ValueChanges(KIND, source, state, columns, counts)
    return apply_values(path, changes, progress=progress, cancelled=cancelled)
