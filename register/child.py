"""Runs a writing task in a process without QGIS, where SQLite's locks hold; QProcess, so that no shell is near."""
from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy
from qgis.PyQt.QtCore import QProcess, QProcessEnvironment

from ..core.errors import Message
from .connect import connect
from .errors import RegisterError
from .gate import GATE_CANCELLED, GateCancelled, never
from .tasks import READY, run_task
from .worker_client import WRITER_DIED
from .worker_client import _python as find_python

POLL_MS = 100
_START = (
    "import sys, importlib; sys.path.insert(0, sys.argv[1]);"
    " sys.exit(importlib.import_module(sys.argv[2] + '.register.tasks').main())"
)


def run_in_child(
    task: str, path: Path, params: Mapping[str, Any], cancelled: Callable[[], bool] = never
) -> dict[str, Any]:
    """Run a task of tasks.py on the register at `path` and return what it says; hold the writer gate around it.

    Where no Python is to be found beside QGIS the task runs here. Raises RegisterError, or GateCancelled; then
    nothing was written.
    """
    python = find_python()
    job = {"task": task, "path": str(path), **params}
    said = _listen(_process(python), job, path, cancelled) if python else None
    if said is None:
        return run_task(job)
    if "error" in said:
        raise RegisterError(Message(said["error"], said["text"]), **said["params"])
    return dict(said["result"])


def _process(python: str) -> QProcess:
    package = __name__.split(".")[0]
    parent = Path(__file__).parent.parent.parent  # not resolved: the folder's name is the package's
    environment = QProcessEnvironment.systemEnvironment()
    paths = [p for p in (environment.value("PYTHONPATH"), str(Path(numpy.__file__).parent.parent)) if p]
    environment.insert("PYTHONPATH", os.pathsep.join(paths))
    environment.insert("PYTHONDONTWRITEBYTECODE", "1")
    process = QProcess()
    process.setProcessEnvironment(environment)
    process.setProgram(python)
    process.setArguments(["-c", _START, str(parent), package])
    return process


def _listen(
    process: QProcess, job: Mapping[str, Any], path: Path, cancelled: Callable[[], bool]
) -> dict[str, Any] | None:
    """What the process answers; None if it could not start, so that nothing has happened yet."""
    process.start()
    process.write(json.dumps(job).encode() + b"\n")
    stopped = False
    while process.state() != QProcess.ProcessState.NotRunning:
        process.waitForFinished(POLL_MS)
        if not stopped and cancelled():
            process.kill()  # safe: SQLite rolls back what was not committed
            stopped = True
    said = bytes(process.readAllStandardOutput()).decode("utf-8", "replace").splitlines()
    if len(said) > 1:
        return dict(json.loads(said[-1]))
    connect(path, write=True, timeout=10).close()  # rolls back what the process may have left half done
    if stopped:
        raise GateCancelled(GATE_CANCELLED, path=str(path))
    if READY not in said:
        return None
    detail = bytes(process.readAllStandardError()).decode("utf-8", "replace").strip()
    raise RegisterError(WRITER_DIED, detail=detail.splitlines()[-1] if detail else process.exitCode())
