"""Undo and restore in a process without QGIS, where SQLite's locks hold."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .cancelling import never
from .child_process import run_child
from .server_copies import written_there
from .tasks import run_task


def run_in_child(
    task: str, path: Path, params: Mapping[str, Any], cancelled: Callable[[], bool] = never
) -> dict[str, Any]:
    """Run a task of tasks.py on the register at `path` and return its summary; hold the writer gate around it.

    Where no Python is to be found beside QGIS the task runs here. Raises RegisterError, or GateCancelled; then
    nothing was written.
    """
    job = {"task": task, "path": str(path), **params}
    with written_there(path):
        said = run_child("tasks", path, first_line=json.dumps(job), cancelled=cancelled)
        return run_task(job) if said is None else dict(said["result"])
