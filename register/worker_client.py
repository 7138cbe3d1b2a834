"""Stages an apply and has it written by a process without QGIS, else here."""
from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from .apply import apply_folder
from .child_process import Writer
from .connect import connect
from .job import Job
from .server_copies import sent_ahead, written_there
from .staging import Table, write_table
from .worker import STAGED

STAGING = "diachiso-staging-"
PATIENCE_S = 1.5  # for a cancelled writer to roll back before it is ended


def _sweep() -> None:
    """Remove what a QGIS that was killed left behind a day ago or longer."""
    for left in Path(tempfile.gettempdir()).glob(STAGING + "*"):
        try:
            if time.time() - left.stat().st_mtime > 86_400:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:  # another one sweeps, too
            continue


@contextmanager
def staging_folder() -> Iterator[Path]:
    """A folder for the tables of one apply, gone afterwards."""
    _sweep()
    folder = tempfile.mkdtemp(prefix=STAGING)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Applying:
    """One apply; `apply_id` its number, once it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.apply_id = folder, -1

    def put(self, tables: Mapping[str, Table]) -> None:
        """Stage tables; a million objects need not stay in memory while the other process has its share."""
        for name, table in tables.items():
            if len(table):
                write_table(self.folder, name, table)


@contextmanager
def applying(job: Job, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Iterator[Applying]:
    """Apply what is put inside the block, at its end, in a child process, which starts meanwhile; else here.

    Raises RegisterError, GateCancelled; then, and where the block raises, nothing was written. Hold the writer gate.
    """
    path = Path(job.path)
    with staging_folder() as folder:
        job.write(folder)
        with written_there(path), sent_ahead(path, folder), Writer("worker", path, str(folder)) as writer:
            found = Applying(folder)
            yield found
            said = writer.follow(STAGED, cancelled, PATIENCE_S, progress)
            if said is None:
                found.apply_id = apply_folder(folder, progress, lambda con: None)
            elif "apply_id" in said:
                found.apply_id = int(said["apply_id"])
            else:  # it ended after its commit, before it could say so; we hold the gate, so no other apply came
                with closing(connect(path)) as con:
                    found.apply_id = int(con.execute("SELECT max(apply_id) FROM apply_run").fetchone()[0])
