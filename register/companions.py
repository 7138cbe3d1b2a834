"""What every new address has beside it: its object on the layer, its row in the audit log, its code in the ledger, and
the mark that the registry does not know it.

They need nothing of the register but where its numbers go on.
"""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from .bulk_insert import Insert
from .job import Job
from .new_addresses import NewAddresses
from .staging import Table, read_table

Write = Callable[[Insert, Path, Job, NewAddresses], None]


def new_numbers(table: str, new: NewAddresses) -> tuple[int, int]:
    """The first and last number of the new rows of a table: of the apply in the ledger, else their own."""
    if table == "code_ledger":
        return new.apply_id, new.apply_id
    first = new.first_seq if table == "audit_log" else new.first_fid
    return first, first + len(new.uuids) - 1


def _write_sources(insert: Insert, folder: Path, job: Job, new: NewAddresses) -> None:
    for columns, same in Table({"fid": new.fids, **read_table(folder, "insert_source").columns}).runs():
        insert("address_source", columns, {**same, **job.source_columns})


def _write_audit(insert: Insert, folder: Path, job: Job, new: NewAddresses) -> None:
    fids = new.fids
    code = read_table(folder, "insert_address").columns.get("code", np.zeros(len(fids), "U1"))
    table = Table({"seq": fids - new.first_fid + new.first_seq, "fid": fids, "object_id": new.uuids, "new": code})
    shared = {
        "at": new.now, "by": job.actor, "apply_id": new.apply_id, "table_name": "address", "action": "insert",
    }  # fmt: skip
    for columns, same in table.runs():
        columns["new"] = ["".join(('{"code":"', c, '"}')) if c else "{}" for c in columns["new"]]
        insert("audit_log", columns, {**same, **shared})


def _write_ledger(insert: Insert, folder: Path, job: Job, new: NewAddresses) -> None:
    """The codes of the new addresses (see plan_writer)."""
    table = read_table(folder, "ledger")
    if len(table) == 0 or job.kind == "match":  # a match may attach codes that the ledger knows already
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
        insert("code_ledger", varying, {**same, **shared})


def _write_marks(insert: Insert, folder: Path, job: Job, new: NewAddresses) -> None:
    for columns, same in Table({"fid": new.fids}).runs():
        insert("sync_dirty", columns, {**same, "table_name": "address"})


WRITERS: dict[str, Write] = {
    "sync_dirty": _write_marks, "code_ledger": _write_ledger, "audit_log": _write_audit,
    "address_source": _write_sources,
}  # fmt: skip
"""What inserts the rows of the job in a folder, by table; sqlite3.IntegrityError where a code is taken."""
TABLES = tuple(WRITERS)
