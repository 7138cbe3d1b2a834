"""Undoing the last apply."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .child import run_in_child
from .gate import never, writer_gate
from .undo_work import UndoSummary

__all__ = ["UndoSummary", "undo_last_apply"]


def undo_last_apply(
    path: Path, *, timeout_s: float = 30, cancelled: Callable[[], bool] = never
) -> UndoSummary:
    """Undo the last apply that is not undone yet: all of it, or nothing (RegisterError).

    Refused if people have edited its addresses since. Codes that left this machine are burned: they stay in the
    ledger and are never given again.
    """
    path = path.resolve()
    with writer_gate(path, action="undo the last apply", timeout_s=timeout_s, cancelled=cancelled):
        done = run_in_child("undo", path, {}, cancelled)
    return UndoSummary(**{**done, "backup": Path(done["backup"])})
