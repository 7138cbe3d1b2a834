"""Stages an apply and has it written by a process without QGIS, else here."""
from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

from .apply import Job, apply_folder
from .child_process import run_child
from .connect import connect
from .server_copies import sent_ahead, written_there
from .staging import Table, write_table

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


def stage(folder: Path, job: Job, tables: Mapping[str, Table]) -> None:
    """Write a job into its folder."""
    for name, table in tables.items():
        if len(table):
            write_table(folder, name, table)
    (folder / "job.json").write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")


def run(folder: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> int:
    """Apply the staged job in a child process, else here; returns the apply's number.

    Raises RegisterError, GateCancelled; then nothing was written. Hold the writer gate.
    """
    path = Path(Job.read(folder).path)
    with written_there(path), sent_ahead(path, folder):
        said = run_child("worker", path, str(folder), cancelled=cancelled, patience_s=PATIENCE_S, progress=progress)
        if said is None:
            return apply_folder(folder, progress, lambda con: None)
        if "apply_id" in said:
            return int(said["apply_id"])
        # It ended after its commit, before it could say so; we hold the gate, so no other apply came.
        with closing(connect(path)) as con:
            return int(con.execute("SELECT max(apply_id) FROM apply_run").fetchone()[0])
