"""A technician at work, for tests: a register, edits as the form and other programs make them, and the sync itself."""
from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.register.rows import StreetRow
from diachiso.sync.device import MemoryDevice
from diachiso.sync.engine import sync
from diachiso.sync.options import Direction, Options, SyncCounts
from diachiso.sync.transport import Reply, Request, Transport

from ..small_town import FIRST, line, make_town, settlement

STREET = "Hoa Mai"
LON, LAT = 109.01, 12.01
SECRETS = ("Nguyễn Thị Bí Mật", "0987654321", "bimat@example.vn", "Căn cứ riêng")
"""What a person's row holds: it must never be seen outside of that table."""


def make_register(path: Path) -> Path:
    """An empty register of the small town."""
    street = StreetRow(STREET, FIRST, wkb=line((109, 12.01), (109.09, 12.01)))
    return make_town(path, [street], [settlement()])


@dataclass
class Desk:
    """One technician's register at `path`, and the way to the registry."""

    path: Path
    url: str
    transport: Transport
    device: MemoryDevice = field(default_factory=MemoryDevice)
    prefix: str = "22528"
    serial: int = 0
    sent: list[Request] = field(default_factory=list)
    """Every request that left, as it left."""
    open: Callable[..., Any] = connect
    token: str = ""
    """The bearer token, for a process that sends for this desk."""

    # -- edits, by plain SQL as any program makes them; the register's triggers do the rest ------------------

    def add(self, number: str, stage: str = "submitted", person: bool = False, **values: Any) -> str:
        """A new address, complete, brought to `stage` step by step; its id."""
        address_id = str(uuid.uuid4())
        self.serial += 1
        code = f"{self.prefix}{self.serial:05d}"
        row = {
            "address_id": address_id, "geom": point_blob(LON + self.serial * 1e-5, LAT), "stage": "declared",
            "code": code, "code_scheme": "ndas", "code_origin": "block", "object_class": "house",
            "house_number": number, "street": STREET, "commune_code": FIRST, "commune": "Phường Biển",
            "province_code": "56", "province": "Tỉnh Khánh Hòa", **values,
        }  # fmt: skip
        with self.writing() as con:
            con.execute(
                "INSERT INTO code_ledger (code, scheme, address_id, state) VALUES (?, 'ndas', ?, 'given')",
                (code, address_id),
            )
            marks = ", ".join("?" * len(row))
            con.execute(f"INSERT INTO address ({', '.join(row)}) VALUES ({marks})", list(row.values()))
            for step in ("created", "submitted")[: ("declared", "created", "submitted").index(stage)]:
                con.execute("UPDATE address SET stage = ? WHERE address_id = ?", (step, address_id))
            if person:
                con.execute(
                    "INSERT INTO person (address_id, role, full_name, phone, email, legal_basis)"
                    " VALUES (?, 'owner', ?, ?, ?, 'law')",
                    (address_id, *SECRETS[:3]),
                )
        return address_id

    def edit(self, address_id: str, **values: Any) -> None:
        """Columns of an address changed in one transaction."""
        sets = ", ".join(f"{column} = ?" for column in values)
        with self.writing() as con:
            con.execute(f"UPDATE address SET {sets} WHERE address_id = ?", (*values.values(), address_id))

    def writing(self) -> _Transaction:
        """A transaction of some program's own."""
        return _Transaction(self.open(self.path, write=True, timeout=30))

    # -- reading ---------------------------------------------------------------------------------------------

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with closing(self.open(self.path)) as con:
            return con.execute(sql, values).fetchall()

    def one(self, address_id: str, column: str) -> Any:
        """A column of an address."""
        return self.rows(f"SELECT {column} FROM address WHERE address_id = ?", address_id)[0][0]

    def states(self, address_id: Optional[str] = None) -> list[str]:
        """States of the operations, the oldest first."""
        found = self.rows("SELECT state FROM sync_op WHERE ?1 IS NULL OR address_id = ?1 ORDER BY rowid", address_id)
        return [state for (state,) in found]

    def dirty(self) -> set[str]:
        """Addresses with an edit that waits."""
        sql = "SELECT a.address_id FROM sync_dirty d JOIN address a ON a.fid = d.fid WHERE d.table_name = 'address'"
        return {address_id for (address_id,) in self.rows(sql)}

    # -- the sync --------------------------------------------------------------------------------------------

    def sync(
        self, direction: str = "both", cancelled: Callable[[], bool] = lambda: False,
        transport: Optional[Transport] = None, **options: Any,
    ) -> SyncCounts:  # fmt: skip
        """One sync with the registry."""
        chosen = Options(direction=Direction(direction), **options)
        carry = transport or self.transport

        def noted(request: Request) -> Reply:
            self.sent.append(request)
            return carry(request)

        return sync(self.path, noted, self.url, self.device, chosen, cancelled=cancelled)

    def copy_to(self, path: Path) -> Path:
        """The file, copied as a person copies it."""
        return Path(shutil.copyfile(self.path, path))


class _Transaction:
    def __init__(self, con: sqlite3.Connection) -> None:
        self.con = con

    def __enter__(self) -> sqlite3.Connection:
        self.con.execute("BEGIN IMMEDIATE")
        return self.con

    def __exit__(self, kind: Any, *rest: Any) -> None:
        self.con.execute("ROLLBACK" if kind else "COMMIT")
        self.con.close()


def fill(path: Path, count: int) -> None:
    """Complete addresses by the thousand, submitted and never sent."""
    with closing(connect(path, write=True)) as con:
        con.execute("BEGIN IMMEDIATE")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
            " INSERT INTO address (geom, address_id, stage, code, code_scheme, code_origin, object_class, house_number,"
            " street, commune_code, commune, province_code, province)"
            " SELECT ?2, printf('00000000-0000-4000-8000-%012d', i), 'submitted', printf('22528%05d', i), 'ndas',"
            " 'block', 'house', i, ?3, ?4, 'Phường Biển', '56', 'Tỉnh Khánh Hòa' FROM n",
            (count, point_blob(LON, LAT), STREET, FIRST),
        )
        con.execute(
            "INSERT INTO code_ledger (code, scheme, address_id, state) SELECT code, 'ndas', address_id, 'given'"
            " FROM address"
        )
        con.execute("INSERT OR IGNORE INTO sync_dirty (table_name, fid) SELECT 'address', fid FROM address")
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute("COMMIT")
