"""A process without QGIS that writes, where SQLite's locks hold: started, followed, stopped; whether it has written.

It speaks lines of JSON on standard output: `ready`, `progress`, then `error` or its results; `done` after its commit. A
line "cancel" on its standard input asks it to stop. QProcess, so that no shell is near.
"""
from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Optional

import numpy
from qgis.PyQt.QtCore import QProcess, QProcessEnvironment

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .actor import ENVIRONMENT, current_login
from .cancelling import GATE_CANCELLED, GateCancelled
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .transaction import bump_revision, revision

POLL_MS = 100

WRITER_DIED = Message(
    "writer_died",
    QT_TRANSLATE_NOOP(
        "diachiso", "The writing process ended before its work was done ({detail}). Nothing was written. Try again."
    ),
)

READER_DIED = Message(
    "reader_died",
    QT_TRANSLATE_NOOP("diachiso", "The reading process ended before its work was done ({detail}). Try again."),
)

_START = (
    "import sys, importlib; sys.path.insert(0, sys.argv[1]);"
    " sys.exit(importlib.import_module(sys.argv[2]).main(*sys.argv[3:]))"
)


class RemoteError(RegisterError):
    """An error that the writing process reported."""


def find_python() -> Optional[str]:
    """A Python interpreter of this QGIS; None if there is none to be found."""
    prefix = Path(sys.exec_prefix)
    version = "{}.{}".format(*sys.version_info[:2])
    # The embedded Python's own first: another one on the PATH may not know our libraries.
    candidates = [prefix / "bin" / f"python{version}", prefix / "bin" / "python3"]
    if sys.platform == "win32":
        candidates = [prefix / "pythonw.exe", prefix / "pythonw3.exe", prefix / "python3.exe", prefix / "python.exe"]
    elif Path(sys.executable or "").name.lower().startswith("python"):
        candidates.append(Path(sys.executable))
    for candidate in candidates:
        if candidate.is_file():
            return str(candidate)
    return shutil.which("python3")


def run_child(
    module: str,
    path: Path,
    *arguments: str,
    cancelled: Callable[[], bool],
    patience_s: float = 0.0,
    first_line: str = "",
    progress: Callable[[float], None] = lambda share: None,
) -> Optional[dict[str, Any]]:
    """Run main(*arguments) of a module of this room, which writes the register at `path`; returns what it said.

    The same as starting a Writer and following it at once.
    """
    with Writer(module, path, *arguments) as writer:
        return writer.follow(first_line, cancelled, patience_s, progress)


class Writer:
    """main(*arguments) of a module of this room, which writes the register at `path`: a process that starts at once and
    waits for its first line. Ended where the block ends before it.

    Hold the writer gate: the revision then tells whether the process has written, even where it ended, or was ended,
    between its commit and its last word.
    """

    def __init__(self, module: str, path: Path, *arguments: str) -> None:
        python = find_python()
        self._path, self._child = path, None if python is None else _Child(python, module, arguments)
        if self._child is not None:
            with closing(connect(path)) as con:
                self._before = revision(con)
            self._child.start()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self._child.end()

    def follow(
        self, first_line: str, cancelled: Callable[[], bool], patience_s: float, progress: Callable[[float], None]
    ) -> Optional[dict[str, Any]]:
        """Let it work to its end; returns what it said.

        A cancelled one has `patience_s` to stop by itself; ended by force it is rolled back by whoever opens the file
        next. None if it could not start, so that nothing has happened yet. Raises RegisterError, or GateCancelled; then
        nothing was written.
        """
        child = self._child
        if child is None:
            return None
        stopped = child.run(first_line, cancelled, patience_s, progress)
        said = child.said
        if "error" in said:
            raise RemoteError(Message(said["error"], said["text"]), **said["params"])
        if "done" in said or _revision_now(self._path) != self._before:
            return said
        if stopped:
            raise GateCancelled(GATE_CANCELLED, path=str(self._path))
        if "ready" not in said:
            return None
        raise RegisterError(WRITER_DIED, detail=child.last_words())


def run_reader(
    module: str, path: Path, *arguments: str, cancelled: Callable[[], bool],
    progress: Callable[[float], None] = lambda share: None,
) -> Optional[dict[str, Any]]:  # fmt: skip
    """Run main(*arguments) of a module of this room, which only reads the register at `path`; returns what it said.

    None if it could not start. Raises RegisterError, or GateCancelled.
    """
    python = find_python()
    if python is None:
        return None
    child = _Child(python, module, arguments)
    child.start()
    stopped = child.run("", cancelled, 0.0, progress)
    said = child.said
    if "error" in said:
        raise RemoteError(Message(said["error"], said["text"]), **said["params"])
    if "done" in said:
        return said
    if stopped:
        raise GateCancelled(GATE_CANCELLED, path=str(path))
    if "ready" not in said:
        return None
    raise RegisterError(READER_DIED, detail=child.last_words())


def _revision_now(path: Path) -> int:
    """The register's revision; opening it for writing rolls back what a killed writer left."""
    with closing(connect(path, write=True, timeout=10.0)) as con, sqlite_errors(path):
        # SQLite leaves a journal in which nothing stood yet; a change that is taken back takes it away.
        con.execute("BEGIN IMMEDIATE")
        bump_revision(con)
        con.execute("ROLLBACK")
        return revision(con)


class _Child:
    def __init__(self, python: str, module: str, arguments: tuple[str, ...]) -> None:
        self.said: dict[str, Any] = {}
        self._buffer = b""
        root = Path(__file__).parent.parent  # not resolved: the folder's name is the package's
        name = ".".join((__name__.rsplit(".", 1)[0], module))
        environment = QProcessEnvironment.systemEnvironment()
        libraries = str(Path(numpy.__file__).parent.parent)
        paths = [p for p in (environment.value("PYTHONPATH"), libraries) if p]
        environment.insert("PYTHONPATH", os.pathsep.join(paths))
        environment.insert("PYTHONDONTWRITEBYTECODE", "1")
        login = current_login()
        if login is not None:
            environment.insert(ENVIRONMENT, login.to_text())
        self._process = QProcess()
        self._process.setProcessEnvironment(environment)
        self._process.setProgram(python)
        self._process.setArguments(["-c", _START, str(root.parent), name, *arguments])

    def start(self) -> None:
        """It loads what it needs while the caller does other things."""
        self._process.start()

    def end(self) -> None:
        """End it, if it runs."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished()

    def run(
        self, first_line: str, cancelled: Callable[[], bool], patience_s: float, progress: Callable[[float], None]
    ) -> bool:
        """Follow it to its end; True if it was asked to stop. Ended by force if it does not stop in time."""
        if first_line:
            self._process.write(first_line.encode() + b"\n")
        stop_at = 0.0
        while self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.waitForReadyRead(POLL_MS)
            self._listen(progress)
            if stop_at and time.monotonic() > stop_at:
                self._process.kill()
            elif not stop_at and cancelled():
                self._process.write(b"cancel\n")
                stop_at = time.monotonic() + patience_s
        self._listen(progress)
        return bool(stop_at)

    def last_words(self) -> str:
        """The last line of its complaint, else its exit code."""
        detail = bytes(self._process.readAllStandardError()).decode("utf-8", "replace").strip()
        return detail.splitlines()[-1] if detail else str(self._process.exitCode())

    def _listen(self, progress: Callable[[float], None]) -> None:
        self._buffer += bytes(self._process.readAllStandardOutput())
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            word = _json_object(line)
            self.said.update(word)
            if "progress" in word:
                progress(float(word["progress"]))


def _json_object(line: bytes) -> dict[str, Any]:
    """The line as an object; an empty one for what others print."""
    try:
        word = json.loads(line)
    except ValueError:
        return {}
    return word if isinstance(word, dict) else {}
