"""A small register of a fictitious province, with streets and a settlement, and connections that edit it."""
from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.register.rows import ClassRow, StreetRow

from ...small_town import communes, line, make_town, settlement

UNITS = communes("99", "99001", "99002", 123)
STREETS = [
    StreetRow("Trần Phú", "s1", "99001", wkb=line((109, 12), (109.05, 12.05))),
    StreetRow("Trần Phú", "s1", "99001", wkb=line((109.05, 12.05), (109.06, 12.05))),
    StreetRow("Trần Phú", "s2", "99002", wkb=line((109.11, 12), (109.12, 12))),
]
CLASSES = [ClassRow("house", "Nhà ở", "Dwelling", "I")]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two communes, two streets (one in two pieces), a settlement and a class; it is copied."""
    path = tmp_path_factory.mktemp("pristine") / "register.gpkg"
    make_town(
        path, STREETS, [settlement("99001")], units=UNITS, classes=CLASSES, province=("99", "Tỉnh Mẫu")
    )  # fmt: skip
    return path


@pytest.fixture
def register(pristine: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copyfile(pristine, tmp_path / "Sổ địa chỉ #1 100%.gpkg"))


@pytest.fixture(params=[0, 1], ids=["recursive-off", "recursive-on"])
def con(register: Path, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """A writing connection, once as Python opens it and once with recursive triggers as GDAL does."""
    connection = connect(register, write=True)
    connection.execute(f"PRAGMA recursive_triggers = {request.param}")
    yield connection
    connection.close()


@pytest.fixture
def add(con: sqlite3.Connection) -> Callable[..., int]:
    """Factory: add(street="Trần Phú", code="...") -> fid of a new address; a code is given in the ledger first."""

    def insert(**values: Any) -> int:
        row = {
            "geom": point_blob(109.01, 12.01),
            "commune_code": "99001",
            "commune": "Phường Biển",
            "province_code": "99",
            "province": "Tỉnh Mẫu",
            **values,
        }
        if row.get("code"):
            row.setdefault("address_id", f"id-{row['code']}")
            row.setdefault("code_scheme", "ndas")
            row.setdefault("code_origin", "block")
            con.execute(
                "INSERT INTO code_ledger (code, scheme, address_id, state) VALUES (?, 'ndas', ?, 'given')",
                (row["code"], row["address_id"]),
            )
        columns = ", ".join(f'"{c}"' for c in row)
        marks = ", ".join("?" * len(row))
        return con.execute(f"INSERT INTO address ({columns}) VALUES ({marks})", list(row.values())).lastrowid

    return insert
