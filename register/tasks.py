"""The child process's side of undo and restore: one task as a line of JSON in, its summary out; see child_process.

Standard library and numpy only.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .checkout.writing import write_checkin
from .erase_work import erase
from .errors import RegisterError
from .file_digest import file_digest
from .people import Subject
from .qa_store import store
from .restore_work import restore
from .undo_work import undo


def run_task(
    job: Mapping[str, Any], announce: Callable[[dict[str, Any]], None] = lambda summary: None
) -> dict[str, Any]:
    """Do the job and return its summary as plain values; RegisterError if it was refused.

    `announce` is told the summary before the commit: who hears it and finds the register changed knows the outcome,
    whatever becomes of this process after its commit.
    """

    def announced(summary: Any) -> None:
        announce(_plain(summary))

    tasks: dict[str, Callable[[], Any]] = {
        "checkin": lambda: write_checkin(Path(job["folder"]), announced),
        "erase": lambda: erase(Path(job["path"]), _subject(job["subject"]), job["reason"], announced),
        "undo": lambda: undo(Path(job["path"]), announced),
        "digest": lambda: file_digest(Path(job["path"]), announced),
        "keep_check": lambda: store(Path(job["path"]), Path(job["folder"]), announced),
        "restore": lambda: restore(Path(job["path"]), Path(job["backup"]), announced),
    }
    return _plain(tasks[job["task"]]())


def main() -> int:
    """Read a job from standard input and answer on standard output; 0 when done, 1 when refused."""
    job = json.loads(sys.stdin.readline())
    _say({"ready": True})
    try:
        run_task(job, lambda summary: _say({"result": summary}))
    except RegisterError as error:
        params = {name: value if isinstance(value, int) else str(value) for name, value in error.params.items()}
        _say({"error": error.message.id, "text": error.message.text, "params": params})
        return 1
    _say({"done": True})
    return 0


def _subject(said: Mapping[str, Any]) -> Subject:
    return Subject(tuple(said["person_ids"]), said["phone"], said["full_name"])


def _plain(summary: Any) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Path) else value for name, value in asdict(summary).items()}


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
