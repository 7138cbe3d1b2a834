"""Starts the writing process and follows it: progress, cancel, outcome. QProcess, so that no shell is near."""
from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Optional

import numpy
from qgis.PyQt.QtCore import QProcess, QProcessEnvironment

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .apply import Job, apply_folder
from .connect import connect
from .errors import RegisterError
from .staging import Table, write_table
from .transaction import revision

PATIENCE_S = 1.5  # for a cancelled writer to roll back before it is ended

WRITER_DIED = Message(
    "writer_died",
    QT_TRANSLATE_NOOP(
        "diachiso", "The writing process ended before its work was done ({detail}). Nothing was written. Try again."
    ),
)
APPLY_CANCELLED = Message("apply_cancelled", QT_TRANSLATE_NOOP("diachiso", "Cancelled. Nothing was written."))

_START = (
    "import sys, importlib; sys.path.insert(0, sys.argv[1]);"
    " worker = importlib.import_module(sys.argv[2] + '.register.worker');"
    " print('{\"ready\": true}', flush=True); sys.exit(worker.main(sys.argv[3]))"
)


class ApplyCancelled(RegisterError):
    """The person cancelled; the register is as it was."""


class RemoteError(RegisterError):
    """An error that the writing process reported."""


@contextmanager
def staging_folder() -> Iterator[Path]:
    """A folder for the tables of one apply, gone afterwards."""
    folder = tempfile.mkdtemp(prefix="diachiso-")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stage(folder: Path, job: Job, tables: Mapping[str, Table]) -> None:
    """Write a job into its folder."""
    for name, table in tables.items():
        if len(table):
            write_table(folder, name, table)
    (folder / "job.json").write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")


def run(folder: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> int:
    """Apply the staged job in a child process, else here; returns the apply's number.

    Raises RegisterError, ApplyCancelled; then nothing was written. Hold the writer gate.
    """
    python = _python()
    if python:
        outcome = _Child(python, folder, progress, cancelled).run()
        if outcome is not None:
            return outcome
    return apply_folder(folder, progress, lambda con: None)


def _python() -> Optional[str]:
    """A Python interpreter of this QGIS; None if there is none to be found."""
    prefix = Path(sys.exec_prefix)
    candidates = [Path(sys.executable or "")] if Path(sys.executable or "").name.lower().startswith("python") else []
    if sys.platform == "win32":
        candidates = [prefix / "pythonw.exe", prefix / "pythonw3.exe", prefix / "python3.exe", prefix / "python.exe"]
    candidates += [prefix / "bin" / "python3"]
    for candidate in candidates:
        if candidate.is_file():
            return str(candidate)
    return shutil.which("python3")


class _Child:
    def __init__(
        self, python: str, folder: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> None:
        self.progress, self.cancelled = progress, cancelled
        self.buffer = b""
        self.said: dict[str, Any] = {}
        self.folder = folder
        package = __name__.split(".")[0]
        root = Path(__file__).parent.parent  # not resolved: the folder's name is the package's
        self.process = QProcess()
        environment = QProcessEnvironment.systemEnvironment()
        libraries = str(Path(numpy.__file__).parent.parent)
        paths = [p for p in (environment.value("PYTHONPATH"), libraries) if p]
        environment.insert("PYTHONPATH", os.pathsep.join(paths))
        environment.insert("PYTHONDONTWRITEBYTECODE", "1")
        self.process.setProcessEnvironment(environment)
        self.process.setProgram(python)
        self.process.setArguments(["-c", _START, str(root.parent), package, str(folder)])

    def run(self) -> Optional[int]:
        """The apply's number; None if the child could not start, so that nothing happened yet."""
        self.process.start()
        stop_at = 0.0
        while self.process.state() != QProcess.ProcessState.NotRunning:
            self.process.waitForReadyRead(100)
            self._listen()
            if stop_at and time.monotonic() > stop_at:
                self.process.kill()
            elif not stop_at and self.cancelled():
                self.process.write(b"cancel\n")
                stop_at = time.monotonic() + PATIENCE_S
        self._listen()
        return self._outcome(bool(stop_at))

    def _listen(self) -> None:
        self.buffer += bytes(self.process.readAllStandardOutput())
        *lines, self.buffer = self.buffer.split(b"\n")
        for line in lines:
            if line.strip():
                self.said.update(json.loads(line))
                self.progress(float(self.said.get("progress", 0.0)))

    def _outcome(self, asked_to_stop: bool) -> Optional[int]:
        if "apply_id" in self.said:
            return int(self.said["apply_id"])
        if "error" in self.said:
            raise RemoteError(Message(self.said["error"], self.said["text"]), **self.said["params"])
        written = self._written()
        if written is not None:
            return written
        if asked_to_stop:
            raise ApplyCancelled(APPLY_CANCELLED)
        if not self.said.get("ready"):
            return None
        detail = bytes(self.process.readAllStandardError()).decode("utf-8", "replace").strip()
        raise RegisterError(WRITER_DIED, detail=detail.splitlines()[-1] if detail else self.process.exitCode())

    def _written(self) -> Optional[int]:
        """The apply's number if the child ended after its commit, before it could say so; None if nothing was written.

        Opening the file for writing rolls back what a killed writer left. We hold the gate, so no other apply came.
        """
        job = json.loads((self.folder / "job.json").read_text(encoding="utf-8"))
        with closing(connect(job["path"], write=True, timeout=10.0)) as con:
            if revision(con) == job["revision"]:
                return None
            return int(con.execute("SELECT max(apply_id) FROM apply_run").fetchone()[0])
