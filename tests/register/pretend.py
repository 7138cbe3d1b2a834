"""Codes given in a register the way an apply does it, for tests of what comes after an apply."""
from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.register.row_json import row_to_json
from diachiso.register.sql import build, insert
from diachiso.register.transaction import bump_revision, write_audit, write_transaction


def query(path: Path, statement: str, *values: Any) -> list[tuple]:
    """The rows of a query."""
    with closing(connect(path)) as con:
        return con.execute(statement, values).fetchall()


class Pretend:
    """Writes what an apply writes, for tests of what comes after it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def apply(
        self,
        codes: Sequence[str] = (),
        *,
        block_id: int | None = 1,
        origin: str = "block",
        rename: dict[str, str] | None = None,
        retire: Sequence[str] = (),
        attach: Sequence[str] = (),
    ) -> int:
        """New addresses with these codes, others renamed or retired, official codes attached; returns apply_id."""
        with write_transaction(self.path, bulk=True) as con:
            apply_id = (con.execute("SELECT max(apply_id) FROM apply_run").fetchone()[0] or 0) + 1
            con.execute(
                "INSERT INTO apply_run (apply_id, kind, at, by, revision) VALUES (?, 'assigncodes', ?, 'Á', ?)",
                (apply_id, "2026-11-21T08:00:00.000Z", bump_revision(con)),
            )
            for code in codes:
                self._insert(con, apply_id, code, block_id, origin)
                con.execute(
                    "INSERT INTO code_ledger (code, scheme, address_id, state, block_id, serial, apply_id) "
                    "SELECT code, 'ndas', address_id, 'given', ?, ?, ? FROM address WHERE code = ?",
                    (block_id, int(code[5:]) if block_id else None, apply_id, code),
                )
            for code in attach:
                self._keep(con, apply_id, "code_ledger", "code", code)
                self._insert(con, apply_id, code, None, "import")
                con.execute(
                    "UPDATE code_ledger SET state = 'given', "
                    "address_id = (SELECT address_id FROM address WHERE code = ?1) WHERE code = ?1",
                    (code,),
                )
            for code, name in (rename or {}).items():
                self._keep(con, apply_id, "address", "code", code)
                self._keep(con, apply_id, "address_source", "fid", self._fid(con, code))
                con.execute("UPDATE address SET name = ?, geom = ? WHERE code = ?", (name, point_blob(1, 2), code))
                con.execute("UPDATE address_source SET footprint = ? WHERE fid = ?", (b"\x02", self._fid(con, code)))
                write_audit(con, "address", "update", apply_id=apply_id, object_id=code)
            for code in retire:
                self._keep(con, apply_id, "address", "code", code)
                self._keep(con, apply_id, "code_ledger", "code", code)
                con.execute("UPDATE address SET stage = 'retired' WHERE code = ?", (code,))
                con.execute("UPDATE code_ledger SET state = 'retired' WHERE code = ?", (code,))
                write_audit(con, "address", "retire", apply_id=apply_id, object_id=code)
            if block_id is not None and codes:
                self._keep(con, apply_id, "code_block", "block_id", block_id)
                con.execute(
                    "UPDATE code_block SET next_serial = (SELECT max(serial) + 1 FROM code_ledger "
                    "WHERE block_id = ?1) WHERE block_id = ?1",
                    (block_id,),
                )
            return apply_id

    def _insert(self, con: sqlite3.Connection, apply_id: int, code: str, block_id: int | None, origin: str) -> None:
        serial = int("".join(c for c in code if c.isdigit())[-5:])
        values = {
            "geom": point_blob(109 + serial / 1e5, 12), "address_id": str(uuid.uuid4()), "role": "building",
            "code": code, "code_scheme": "ndas", "code_origin": origin, "stage": "created", "name": f"Nhà {serial}",
            "commune_code": "22000", "commune": "Phường Vĩnh Hải", "apply_id": apply_id,
            "address_text": "không tự tính", "created_at": "2026-11-21T08:00:00.000Z",
        }  # fmt: skip
        fid = con.execute(insert("address", values), list(values.values())).lastrowid
        con.execute("INSERT INTO address_source (fid, role, footprint) VALUES (?, 'building', ?)", (fid, b"\x01"))
        con.execute("INSERT INTO sync_dirty VALUES ('address', ?)", (fid,))
        write_audit(con, "address", "insert", apply_id=apply_id, object_id=values["address_id"])

    def _fid(self, con: sqlite3.Connection, code: str) -> int:
        return con.execute("SELECT fid FROM address WHERE code = ?", (code,)).fetchone()[0]

    def _keep(self, con: sqlite3.Connection, apply_id: int, table: str, key: str, value: Any) -> None:
        cursor = con.execute(build("SELECT * FROM {t} WHERE {k} = ?", t=table, k=key), (value,))
        row = cursor.fetchone()
        names = [column[0] for column in cursor.description]
        fid = None if table == "code_ledger" else row[0]
        con.execute(
            "INSERT INTO apply_change (apply_id, table_name, fid, old) VALUES (?, ?, ?, ?)",
            (apply_id, table, fid, row_to_json(names, row)),
        )
