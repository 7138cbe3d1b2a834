"""The child process's side of undo and restore: one task as a line of JSON in, its outcome as one out.

Standard library and numpy only.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .errors import RegisterError
from .restore_work import restore
from .undo_work import undo

READY = "ready"


def run_task(job: Mapping[str, Any]) -> dict[str, Any]:
    """Do the job and return its summary as plain values; RegisterError if it was refused."""
    tasks: dict[str, Callable[[], Any]] = {
        "undo": lambda: undo(Path(job["path"])),
        "restore": lambda: restore(Path(job["path"]), Path(job["backup"])),
    }
    summary = asdict(tasks[job["task"]]())
    return {name: str(value) if isinstance(value, Path) else value for name, value in summary.items()}


def main() -> int:
    """Read a job from standard input and answer on standard output; 0 when done, 1 when refused."""
    job = json.loads(sys.stdin.readline())
    _say(READY)
    try:
        _say(json.dumps({"result": run_task(job)}))
    except RegisterError as error:
        params = {name: value if isinstance(value, int) else str(value) for name, value in error.params.items()}
        _say(json.dumps({"error": error.message.id, "text": error.message.text, "params": params}))
        return 1
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
