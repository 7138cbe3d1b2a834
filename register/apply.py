"""Writing a plan into the register: one transaction, all or nothing. A child process runs it: no Qt, no QGIS here.

The rows are those that the triggers would write one by one (ledger, audit, dirty marks, address text); the triggers are
set aside inside the transaction and the rows written set-wise.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.errors import QT_TRANSLATE_NOOP, Message
from . import rtree
from .apply_change import ChangeMemory
from .apply_ledger import CODE_TAKEN, LedgerWriter, NewIds, first_taken
from .blobs import ordered_uuids, point_blobs
from .bulk_insert import Insert, insert_rows
from .checkout.holds import refuse_held
from .class_table import add_classes, missing_classes
from .companions import TABLES, WRITERS, Write
from .errors import RegisterError
from .gpkg import update_extent
from .job import Job
from .new_addresses import NewAddresses, positions, write_addresses
from .own_units import write_own_units
from .powers import refuse_powerless
from .qa_applied import close_results
from .second_process import SecondProcess, Share
from .side_rows import write_positions
from .side_tables import write_side_rows
from .sql import build, insert, join
from .staging import Table, read_table
from .stand_in import stands_in
from .touched import refresh_touched
from .transaction import bump_revision, last_edit, revision, write_transaction
from .trigger import NOTE_PREFIX

_BULK_INDEXES = ("address_identity", "address_code", "address_overview")  # built at the end where most rows are new
PROVISIONAL_SCHEME = "provisional"
SHARE_FROM = 50_000  # from so many new addresses on, a second process is worth its start
PACK_FROM = 20_000  # from so many new points on, packing the whole R-tree beats inserting one by one

REGISTER_CHANGED = Message(
    "register_changed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} has changed since the plan was made (revision {found} instead of {expected}). "
        "Nothing was written. Make the plan again, review it and apply that one.",
    ),
)
EDITED_MEANWHILE = Message(
    "edited_meanwhile",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register was edited by {by} while the plan was made or applied. Nothing was written, so no edit is lost. "
        "Make the plan again, review it and apply that one.",
    ),
)


Progress = Callable[[float], None]


def apply_folder(
    folder: Path, progress: Progress, connected: Callable[[sqlite3.Connection], None],
    helper: Optional[Callable[[], SecondProcess]] = None,
) -> int:
    """Apply the job staged in `folder`; returns the apply's number. Raises RegisterError; then nothing was written.

    `connected` is given the connection, so that a cancel can interrupt it. `helper` gives one to share the work; only
    where this process is plain Python.
    """
    job = Job.read(folder)
    path = Path(job.path)
    with write_transaction(path, timeout=30.0, bulk=True, foreign_keys=False) as con:
        connected(con)
        con.execute("PRAGMA cache_size = -65536")
        found = revision(con)
        if found != job.revision:
            raise RegisterError(REGISTER_CHANGED, path=path, found=found, expected=job.revision)
        _refuse_if_edited(con, job.audit_seq)
        refuse_powerless(con, job.actor, job.power)  # the triggers that say so are set aside here
        writer = _Writer(con, job, folder, progress, helper)
        return writer.run()


def _refuse_if_edited(con: sqlite3.Connection, audit_seq: int) -> None:
    """RegisterError if a person has edited anything after this row of the audit log; -1: not looked for."""
    if audit_seq < 0:
        return
    edit = con.execute(
        "SELECT by FROM audit_log WHERE seq > ? AND apply_id IS NULL ORDER BY seq DESC LIMIT 1", (audit_seq,)
    ).fetchone()
    if edit is not None:
        raise RegisterError(EDITED_MEANWHILE, by=edit[0] or "?")


class _Writer:
    def __init__(
        self, con: sqlite3.Connection, job: Job, folder: Path, progress: Progress,
        helper: Optional[Callable[[], SecondProcess]],
    ) -> None:  # fmt: skip
        self.con, self.job, self.folder, self.progress = con, job, folder, progress
        self.helper = helper
        self._rebuild: list[str] = []
        self.now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.apply_id = 1 + int(con.execute("SELECT coalesce(max(apply_id), 0) FROM apply_run").fetchone()[0])
        self.memory = ChangeMemory(con, self.apply_id)

    def run(self) -> int:
        ledger = read_table(self.folder, "ledger")
        if len(ledger):
            refuse_held(self.con, ledger)
        triggers = self._drop_triggers(("address", *TABLES))
        self._begin()
        if self.job.kind in ("assign", "match"):  # a class of the province's own may be among those that come in
            add_classes(self.con, missing_classes(self.con, Path(self.job.path)))
        new_ids = self._insert_addresses(read_table(self.folder, "insert_address"))
        self.progress(0.6)
        self._update_addresses()
        write_positions(self.con, self.folder, self.job, self.memory, self.now)
        write_side_rows(self.con, self.folder, self.job, self.memory, self.now)
        write_own_units(self.con, self.folder, self.job, self.memory, self.now)
        self._update_sources(read_table(self.folder, "update_source"))
        self._delete_sources(read_table(self.folder, "delete_source"))
        close_results(self.con, self.folder, self.apply_id)
        writer = LedgerWriter(self.con, self.job, self.folder, self.memory, self.now)
        writer.write(new_ids)
        self._build_indexes()
        writer.successors(new_ids)
        self.progress(0.8)
        for statement in triggers:
            self.con.execute(statement)
        update_extent(self.con, "address")
        bump_revision(self.con)
        self.con.execute("UPDATE sync_ctl SET value = NULL WHERE key IN ('apply_id', 'actor')")
        self.progress(0.95)
        return self.apply_id

    def _begin(self) -> None:
        job = self.job
        self.con.execute(
            insert("apply_run", ("apply_id", "kind", "at", "by", "source", "params", "counts", "revision", "backup")),
            (
                self.apply_id, job.kind, self.now, job.actor, job.source, json.dumps(job.params, ensure_ascii=False),
                json.dumps(job.counts), job.revision, job.backup,
            ),
        )  # fmt: skip
        self.con.executemany(
            "UPDATE sync_ctl SET value = ? WHERE key = ?", [(str(self.apply_id), "apply_id"), (job.actor, "actor")]
        )

    def _drop_triggers(self, tables: Sequence[str]) -> list[str]:
        rows = self.con.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
        ours = [(n, sql) for n, sql, table in rows.fetchall() if table in tables and not n.startswith(NOTE_PREFIX)]
        for name, _ in ours:
            self.con.execute(build("DROP TRIGGER {name}", name=name))
        return [sql for _, sql in ours]

    # -- new addresses -----------------------------------------------------------------------------------

    def _insert_addresses(self, table_of_new: Table) -> NewIds:
        """Insert the new rows in the order of the table; returns fid and address_id of each."""
        n = len(table_of_new)
        if n == 0:
            return np.zeros(0, np.int64), np.zeros(0, "S36")
        first = 1 + int(
            self.con.execute(
                "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'address'), 0),"
                " coalesce((SELECT max(fid) FROM address), 0))"
            ).fetchone()[0]
        )
        existing = int(self.con.execute("SELECT count(*) FROM address").fetchone()[0])
        # What was made elsewhere (in the field) brings its identity along.
        brought = table_of_new.columns.get("address_id")
        uuids = ordered_uuids(n) if brought is None else np.asarray(brought, "S36")
        new = NewAddresses(self.apply_id, self.now, first, last_edit(self.con) + 1, uuids)
        writers: dict[str, Write] = {"address": partial(self._write_addresses, existing), **WRITERS}
        # Of numbers that a repair gave free, perhaps; a mark for each new address comes by itself.
        self.con.execute("DELETE FROM sync_dirty WHERE table_name = 'address' AND fid >= ?", (first,))
        insert = partial(insert_rows, self.con)
        second = self._second_process(new, existing)
        theirs = second.tables if second else ()
        try:
            for table in (table for table in writers if table not in theirs):
                writers[table](insert, self.folder, self.job, new)
            self.progress(0.4)
            self._insert_rtree(new.fids, positions(table_of_new), existing)
            for table in theirs:
                if second is None or not second.take_over(self.con, table, lambda: self.progress(0.5)):
                    writers[table](insert, self.folder, self.job, new)
        except sqlite3.IntegrityError as error:
            codes = [str(code) for code in np.asarray(read_table(self.folder, "ledger").columns["code"]).tolist()]
            raise RegisterError(CODE_TAKEN, code=first_taken(self.con, codes, self.apply_id)) from error
        return new.fids, uuids

    def _second_process(self, new: NewAddresses, existing: int) -> Optional[SecondProcess]:
        if self.helper is None or len(new.uuids) < SHARE_FROM:
            return None
        share = Share.COMPANIONS if existing else Share.ADDRESSES
        if stands_in(Path(self.job.path)):
            share = Share.ALL
        second = self.helper()
        second.begin(self.con, self.folder, self.job, new, share)
        return second

    def _write_addresses(self, existing: int, insert: Insert, folder: Path, job: Job, new: NewAddresses) -> None:
        if len(new.uuids) > existing:
            self._rebuild = self._drop_indexes(_BULK_INDEXES)
        write_addresses(insert, folder, job, new, lambda share: self.progress(0.4 * share))

    def _insert_rtree(self, fids: np.ndarray, lonlat: np.ndarray, existing: int) -> None:
        if len(fids) < PACK_FROM and len(fids) < existing:
            boxes = rtree.point_boxes(lonlat)
            self.con.executemany(
                "INSERT OR REPLACE INTO rtree_address_geom VALUES (?, ?, ?, ?, ?)",
                ((fid, *box) for fid, box in zip(fids.tolist(), boxes.astype(float).tolist())),
            )
            return
        old_ids, old_boxes = rtree.read_boxes(self.con, "address")
        rtree.rebuild(
            self.con, "address", np.concatenate([old_ids, fids]), np.vstack([old_boxes, rtree.point_boxes(lonlat)])
        )

    def _build_indexes(self) -> None:
        """Make the dropped indexes anew; a code that stands twice is found here at the latest."""
        for sql in self._rebuild:
            try:
                self.con.execute(sql)
            except sqlite3.IntegrityError as error:
                raise RegisterError(CODE_TAKEN, code="?") from error
        self._rebuild = []

    def _drop_indexes(self, names: Iterable[str]) -> list[str]:
        """Drop indexes that are made anew faster than they grow; returns their statements."""
        statements = []
        for name in names:
            row = self.con.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (name,)
            ).fetchone()
            if row:
                self.con.execute(build("DROP INDEX {name}", name=name))
                statements.append(row[0])
        return statements

    # -- changes of known addresses ----------------------------------------------------------------------

    def _update_addresses(self) -> None:
        """Each update table has `fid` and the columns to set; `lon`, `lat` become the position."""
        k = 0
        while (self.folder / f"update_address_{k}.json").exists():
            self._update(read_table(self.folder, f"update_address_{k}"))
            k += 1
        touched = self.con.execute(
            "SELECT count(*) FROM apply_change WHERE apply_id = ? AND table_name = 'address'", (self.apply_id,)
        ).fetchone()[0]
        if touched:
            refresh_touched(self.con, self.apply_id, self.now)

    def _update(self, table: Table) -> None:
        fids = np.asarray(table.columns["fid"]).tolist()
        self.memory.remember("address", fids)
        names = [n for n in table.names() if n not in ("fid", "lon", "lat")]
        sets = [build("{c} = ?", c=n) for n in names]
        geoms: list[list[Any]] = []
        if "lon" in table.columns:
            lonlat = np.column_stack([np.asarray(table.columns["lon"]), np.asarray(table.columns["lat"])])
            geoms = [[g[0]] for chunk in Table({"geom": point_blobs(lonlat)}).rows() for g in chunk]
            sets.append(build("{c} = ?", c="geom"))
            boxes = rtree.point_boxes(lonlat).astype(float).tolist()
            self.con.executemany(
                "INSERT OR REPLACE INTO rtree_address_geom VALUES (?, ?, ?, ?, ?)",
                ((fid, *box) for fid, box in zip(fids, boxes)),
            )
        sets += [build("{c} = ?", c="edited_at"), build("{c} = ?", c="edited_by")]
        statement = build("UPDATE address SET {sets} WHERE fid = ?", sets=join(sets, ", "))
        values = [row for chunk in table.rows(names) for row in chunk] if names else [()] * len(fids)
        self.con.executemany(
            statement,
            (
                (*row, *(geoms[i] if geoms else ()), self.now, self.job.actor, fid)
                for i, (row, fid) in enumerate(zip(values, fids))
            ),
        )

    def _update_sources(self, table: Table) -> None:
        if len(table) == 0:
            return
        self.memory.remember("address_source", np.asarray(table.columns["fid"]).tolist())
        for columns, same in table.runs():
            fids = [(fid,) for fid in columns["fid"]]
            self.con.executemany("DELETE FROM address_source WHERE fid = ?", fids)
            insert_rows(self.con, "address_source", columns, {**same, **self.job.source_columns})

    def _delete_sources(self, table: Table) -> None:
        """Absorbed addresses no longer have an object of their own."""
        for rows in table.rows():
            fids = [row[0] for row in rows]
            self.memory.remember("address_source", fids)
            self.con.executemany("DELETE FROM address_source WHERE fid = ?", [(fid,) for fid in fids])
