"""A small register of a fictitious province, with streets and a settlement, and connections that edit it."""
from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import pack
from types import SimpleNamespace
from typing import Any

import pytest

from diachiso.register.connect import connect
from diachiso.register.create import create_register
from diachiso.register.geometry_functions import point_blob
from diachiso.register.rows import ClassRow, SettlementRow, StreetRow, UnitRow


def polygon_wkb(x: float, y: float, size: float) -> bytes:
    """A square polygon as WKB."""
    ring = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    return pack("<BII", 1, 3, 1) + pack("<I", 5) + b"".join(pack("<dd", *p) for p in ring)


def line_wkb(*points: tuple[float, float]) -> bytes:
    """A line string as WKB."""
    return pack("<BII", 1, 2, len(points)) + b"".join(pack("<dd", *p) for p in points)


UNITS = [
    UnitRow("99001", "commune", "Biển", "Phường Biển", "phường", "99", "99", "00123", wkb=polygon_wkb(109, 12, 0.1)),
    UnitRow("99002", "commune", "Núi", "Xã Núi", "xã", "99", "99", "00124", wkb=polygon_wkb(109.1, 12, 0.1)),
]
STREETS = [
    StreetRow("Trần Phú", "s1", "99001", wkb=line_wkb((109, 12), (109.05, 12.05))),
    StreetRow("Trần Phú", "s1", "99001", wkb=line_wkb((109.05, 12.05), (109.06, 12.05))),
    StreetRow("Trần Phú", "s2", "99002", wkb=line_wkb((109.11, 12), (109.12, 12))),
]
SETTLEMENTS = [SettlementRow("Tổ dân phố 5", "t5", "tổ dân phố", "99001", wkb=polygon_wkb(109, 12, 0.02))]
CLASSES = [ClassRow("house", "Nhà ở", "Dwelling", "I")]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two communes, two streets (one in two pieces), a settlement and a class; it is copied."""
    path = tmp_path_factory.mktemp("pristine") / "register.gpkg"
    create_register(
        path,
        province=SimpleNamespace(code="99", full_name="Tỉnh Mẫu"),
        units=UNITS,
        streets=STREETS,
        settlements=SETTLEMENTS,
        classes=CLASSES,
    )
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
