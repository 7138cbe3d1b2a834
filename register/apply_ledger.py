"""The ledger and the successors of one apply: which code is whose, and what came of what."""
from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import numpy as np

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .additions import create_additions
from .apply_change import ChangeMemory
from .errors import RegisterError
from .job import Job
from .official_candidates import Candidate, write_candidates
from .sql import Sql, insert
from .staging import Table, read_table

NewIds = tuple[np.ndarray, np.ndarray]  # fid and address_id of the new addresses, in the order of their table

CODE_TAKEN = Message(
    "code_taken",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The code {code} has already been given. Nothing was written. Make the plan again; if this repeats, "
        "check the ledger with the developers.",
    ),
)


def first_taken(con: sqlite3.Connection, codes: Sequence[str], apply_id: int) -> str:
    """The first of the codes that the ledger knew before this apply; "?" if none."""
    query = "SELECT 1 FROM code_ledger WHERE code = ? AND apply_id IS NOT ?"
    return next((code for code in codes if con.execute(query, (code, apply_id)).fetchone()), "?")


class LedgerWriter:
    """Writes them inside the apply's transaction."""

    def __init__(self, con: sqlite3.Connection, job: Job, folder: Path, memory: ChangeMemory, now: str) -> None:
        self.con, self.job, self.folder, self.memory, self.now = con, job, folder, memory, now
        self.apply_id = memory.apply_id

    def write(self, new_ids: NewIds) -> None:
        """Ledger rows of the codes given (see plan_writer), and codes that changed their state."""
        table = read_table(self.folder, "ledger")
        if len(table) and self.job.kind != "match":  # those of the new addresses are written
            table = table.take(np.flatnonzero(np.asarray(table.columns["row"]) < 0))
        self._ledger_rows(table, new_ids[1])
        self._note_officials(read_table(self.folder, "ledger_note"))
        self._note_candidates()
        for rows in read_table(self.folder, "ledger_state").rows(["code", "state"]):
            for code, state in rows:
                self._remember_ledger(code)
                self.con.execute("UPDATE code_ledger SET state = ? WHERE code = ?", (state, code))

    def _ledger_rows(self, table: Table, uuids: np.ndarray) -> None:
        """Rows of `ledger`: code, state, block_id, serial, and its owner: `row` of the inserts, or `fid`, or nobody."""
        order = ["code", "scheme", "state", "block_id", "serial", "row", "fid"]
        upsert = Sql(
            "INSERT INTO code_ledger (code, scheme, state, block_id, serial, address_id, apply_id, given_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            # An official code that waited for its object may be attached; any other one is taken.
            " ON CONFLICT (code) DO UPDATE SET address_id = excluded.address_id, state = excluded.state"
            " WHERE code_ledger.address_id IS NULL AND code_ledger.state = 'official'"
        )
        plain = insert(
            "code_ledger", ("code", "scheme", "state", "block_id", "serial", "address_id", "apply_id", "given_at")
        )
        for code, scheme, state, block_id, serial, row, fid in table.chunks(order):
            owners = uuids[np.maximum(row, 0)].astype("U36").tolist() if len(uuids) else [None] * len(code)
            for i, (r, f) in enumerate(zip(row, fid)):
                if r < 0:
                    owners[i] = self._address_id(f) if f >= 0 else None
            blocks = [b if b >= 0 else None for b in block_id]
            serials = [s if s >= 0 else None for s in serial]
            values = zip(code, scheme, state, blocks, serials, owners, repeat(self.apply_id), repeat(self.now))
            if self.job.kind == "match":
                self._upsert_ledger(upsert, list(values))
                continue
            try:
                self.con.executemany(plain, values)
            except sqlite3.IntegrityError as error:
                raise RegisterError(CODE_TAKEN, code=first_taken(self.con, code, self.apply_id)) from error

    def _note_officials(self, table: Table) -> None:
        """Codes that are somebody's outside: known from now on, even if this apply is undone."""
        statement = Sql(
            "INSERT OR IGNORE INTO code_ledger (code, scheme, state, serial, given_at) VALUES (?, ?, 'official', ?, ?)"
        )
        for code, scheme, serial in table.chunks(["code", "scheme", "serial"]):
            serials = [s if s >= 0 else None for s in serial]
            self.con.executemany(statement, zip(code, scheme, serials, repeat(self.now)))

    def _note_candidates(self) -> None:
        """Objects that may own an issued code; like the codes they stay known if this apply is undone."""
        codes = [code for (code,) in chain.from_iterable(read_table(self.folder, "candidate_code").rows())]
        if not codes:
            return
        create_additions(self.con)  # a register of an earlier version has no table for them
        rows = read_table(self.folder, "official_candidate").rows(["code", "source_key", "lon", "lat"])
        candidates = (Candidate(code, key or "", lon, lat) for code, key, lon, lat in chain.from_iterable(rows))
        write_candidates(self.con, self.job.columns["role"], codes, candidates)

    def _upsert_ledger(self, statement: Sql, values: Sequence[tuple[Any, ...]]) -> None:
        for value in values:
            self._remember_ledger(value[0])
            if self.con.execute(statement, value).rowcount != 1:
                raise RegisterError(CODE_TAKEN, code=value[0])

    def _remember_ledger(self, code: str) -> None:
        cursor = self.con.execute("SELECT * FROM code_ledger WHERE code = ?", (code,))
        row = cursor.fetchone()
        if row is not None:
            self.memory.remember_row("code_ledger", None, dict(zip((d[0] for d in cursor.description), row)))

    def _address_id(self, fid: int) -> str:
        return str(self.con.execute("SELECT address_id FROM address WHERE fid = ?", (fid,)).fetchone()[0])

    def successors(self, new_ids: NewIds) -> None:
        """Rows of `successor`: old_fid, and the new address by `row` of the inserts or by `new_fid`; their parcels."""
        statement = insert(
            "successor",
            ("old_address_id", "new_address_id", "kind", "old_code", "new_code", "old_parcel", "new_parcel", "apply_id",
             "at"),
        )
        query = "SELECT address_id, code FROM address WHERE fid = ?"
        names = ["old_fid", "row", "new_fid", "kind", "old_parcel", "new_parcel"]
        for rows in read_table(self.folder, "successor").rows(names):
            for old_fid, row, new_fid, kind, old_parcel, new_parcel in rows:
                old = self.con.execute(query, (old_fid,)).fetchone()
                new = self.con.execute(query, (int(new_ids[0][row]) if row >= 0 else new_fid,)).fetchone()
                self.con.execute(
                    statement,
                    (old[0], new[0], kind, old[1], new[1], old_parcel, new_parcel, self.apply_id, self.now),
                )
