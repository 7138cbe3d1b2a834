"""What every new address has beside it: its object on the layer, its row in the audit log, its code in the ledger.

They need nothing of the register but where its numbers go on. So for many of them a second process writes them into
a database of its own while the first inserts the addresses; SQLite then takes over whole tables, ten times as fast
as row by row.
"""
from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .bulk_insert import insert_rows
from .job import Job
from .sql import build
from .staging import Table, read_table

TABLES = ("address_source", "audit_log", "code_ledger")
_FILE, _UUIDS = "companions.db", "address_id.npy"
_WAIT_S = 0.1


@dataclass(frozen=True)
class NewAddresses:
    """What an apply inserts: `uuids` (n,) 'S36' of the addresses from `first_fid` on, audited from `first_seq` on."""

    apply_id: int
    now: str
    first_fid: int
    first_seq: int
    uuids: np.ndarray


def write_companions(con: sqlite3.Connection, folder: Path, job: Job, new: NewAddresses) -> None:
    """Insert the companions of the job in `folder`; sqlite3.IntegrityError where a code is taken."""
    n = len(new.uuids)
    fids = np.arange(new.first_fid, new.first_fid + n)
    for columns, same in Table({"fid": fids, **read_table(folder, "insert_source").columns}).runs():
        insert_rows(con, "address_source", columns, {**same, **job.source_columns})
    _write_audit(con, folder, job, new, fids)
    if job.kind != "match":  # a match may attach codes that the ledger knows already
        _write_ledger(con, read_table(folder, "ledger"), new)


def _write_audit(con: sqlite3.Connection, folder: Path, job: Job, new: NewAddresses, fids: np.ndarray) -> None:
    code = read_table(folder, "insert_address").columns.get("code", np.zeros(len(fids), "U1"))
    table = Table({"seq": fids - new.first_fid + new.first_seq, "fid": fids, "object_id": new.uuids, "new": code})
    shared = {
        "at": new.now, "by": job.actor, "apply_id": new.apply_id, "table_name": "address", "action": "insert",
    }  # fmt: skip
    for columns, same in table.runs():
        columns["new"] = ["".join(('{"code":"', c, '"}')) if c else "{}" for c in columns["new"]]
        insert_rows(con, "audit_log", columns, {**same, **shared})


def _write_ledger(con: sqlite3.Connection, table: Table, new: NewAddresses) -> None:
    """The codes of the new addresses (see plan_writer)."""
    if len(table) == 0:
        return
    order = np.asarray(table.columns["row"])
    names = ("code", "scheme", "state", "block_id", "serial")
    rows = Table({name: table.columns[name] for name in names}).take(np.flatnonzero(order >= 0))
    rows = Table({**rows.columns, "address_id": new.uuids[order[order >= 0]]})
    shared = {"apply_id": new.apply_id, "given_at": new.now}
    for varying, same in rows.runs("block_id"):
        for name in ("block_id", "serial"):
            if name in varying:
                varying[name] = [None if v < 0 else v for v in varying[name]]
            elif same[name] < 0:
                same[name] = None
        insert_rows(con, "code_ledger", varying, {**same, **shared})


class SecondProcess:
    """Writes the companions beside the register. `tables`: how the register defines TABLES."""

    def __init__(self, folder: Path, job: Job, new: NewAddresses, tables: Sequence[str]) -> None:
        self._folder = folder
        np.save(folder / _UUIDS, new.uuids)
        numbers = (new.apply_id, new.now, new.first_fid, new.first_seq)
        spawn = multiprocessing.get_context("spawn")
        self._process = spawn.Process(target=_stage, args=(folder, job, numbers, list(tables)), daemon=True)
        self._process.start()

    def finished(self, waiting: Callable[[], None]) -> bool:
        """Wait for the end, calling `waiting` now and then; False if it failed: nothing is there to take over."""
        while self._process.is_alive():
            waiting()
            self._process.join(_WAIT_S)
        return self._process.exitcode == 0

    def take_over(self, con: sqlite3.Connection) -> None:
        """Move the rows into the register, in the caller's transaction; sqlite3.IntegrityError if a code is taken."""
        con.execute("ATTACH ? AS companions", (str(self._folder / _FILE),))
        for table in TABLES:
            con.execute(build("INSERT INTO main.{t} SELECT * FROM companions.{t}", t=table))


def _stage(folder: Path, job: Job, numbers: tuple[int, str, int, int], tables: Sequence[str]) -> None:
    new = NewAddresses(*numbers, np.load(folder / _UUIDS, allow_pickle=False))
    with closing(sqlite3.connect(folder / _FILE, isolation_level=None)) as con:
        # Nobody needs this file once its writer has died.
        con.execute("PRAGMA journal_mode = OFF")
        con.execute("PRAGMA synchronous = OFF")
        con.execute("BEGIN")
        for statement in tables:
            con.execute(statement)
        write_companions(con, folder, job, new)
        con.execute("COMMIT")
