"""The child process that writes: no QGIS in it, so that SQLite's locks hold. See child_process.
"""
from __future__ import annotations

import json
import sqlite3
import sys
import threading
from pathlib import Path

from ..core.reasons import PlanStatus
from .apply import SHARE_FROM, apply_folder
from .errors import RegisterError
from .job import Job
from .second_process import COPY, SecondProcess, give_way
from .stand_in import stands_in

STAGED = "staged"
"""The first line that it is told: all tables are in their folder."""


def main(folder: str) -> int:
    """Apply the job in `folder` once it is staged; 0 when written, 1 when refused, 2 when cancelled."""
    cancelled = threading.Event()
    connection: list[sqlite3.Connection] = []

    def listen() -> None:
        # A closed pipe means that our parent died: finishing is as good as stopping, but nobody waits for us.
        if sys.stdin.readline().strip() == "cancel":
            cancelled.set()
            for con in connection:
                con.interrupt()

    def progress(share: float) -> None:
        _say({"progress": round(share, 3)})
        if cancelled.is_set():
            raise sqlite3.OperationalError("interrupted")

    _say({"ready": True})
    job = Job.read(Path(folder))
    many = sum(job.counts.get(status.value, 0) for status in (PlanStatus.NEW, PlanStatus.PROVISIONAL)) >= SHARE_FROM
    waiting = SecondProcess() if many else None  # it loads what it needs while the job is being staged
    if sys.stdin.readline().strip() != STAGED:
        return 2
    if stands_in(Path(job.path)):
        give_way(COPY)
    threading.Thread(target=listen, daemon=True).start()
    try:
        apply_id = apply_folder(Path(folder), progress, connection.append, lambda: waiting or SecondProcess())
    except RegisterError as error:
        if cancelled.is_set():
            _say({"cancelled": True})
            return 2
        _say({"error": error.message.id, "text": error.message.text, "params": _plain(error.params)})
        return 1
    _say({"apply_id": apply_id, "done": True})
    return 0


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _plain(params: dict[str, object]) -> dict[str, str]:
    return {k: str(v) for k, v in params.items()}
