"""Restoring a backup."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .child import run_in_child
from .gate import never, writer_gate
from .restore_work import RestoreSummary

__all__ = ["RestoreSummary", "restore_backup"]


def restore_backup(
    path: Path, backup: Path, *, timeout_s: float = 30, cancelled: Callable[[], bool] = never
) -> RestoreSummary:
    """Make the register what it was in the backup; all or nothing (RegisterError).

    The state before is backed up first. Codes given since are burned, blocks and official codes learned since stay
    known, the history goes on, and every plan made before is stale. Written through SQLite into the live file, so
    layers that are open in QGIS go on.
    """
    path, backup = path.resolve(), backup.resolve()
    with writer_gate(path, action="restore a backup", timeout_s=timeout_s, cancelled=cancelled):
        done = run_in_child("restore", path, {"backup": str(backup)}, cancelled)
    return RestoreSummary(**{**done, "backup": Path(done["backup"]), "before": Path(done["before"])})
