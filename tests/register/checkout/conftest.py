"""A register of two communes with codes, people and blocks, and check-outs of it, made without QGIS."""
from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.block_rules import BlockRequest
from diachiso.core.checkin.model import Choices
from diachiso.register.blocks import add_blocks
from diachiso.register.checkout import checkin
from diachiso.register.checkout.checkin import CheckinResult, check_in
from diachiso.register.checkout.departure import CheckoutWish, Departure, depart
from diachiso.register.connect import connect
from diachiso.register.gate import writer_gate
from diachiso.register.geometry_functions import point_blob
from diachiso.register.rows import StreetRow
from diachiso.register.tasks import run_task

from ...small_town import FIRST, SECOND, line, make_town, settlement

STREETS = [
    StreetRow("Trần Phú", "s1", FIRST, wkb=line((109, 12.01), (109.09, 12.01))),
    StreetRow("Lê Lợi", "s2", SECOND, wkb=line((109.11, 12.01), (109.19, 12.01))),
]
# address_id, x, commune, stage
ADDRESSES = [
    ("a1", 109.01, FIRST, "created"), ("a2", 109.02, FIRST, "issued"), ("a3", 109.03, FIRST, "declared"),
    ("b1", 109.11, SECOND, "created"),
]  # fmt: skip


@pytest.fixture(scope="session")
def home_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that nobody opens: it is copied."""
    path = make_town(tmp_path_factory.mktemp("home") / "sổ.gpkg", STREETS, [settlement()])
    blocks = [(FIRST, "00101", 1, 40), (FIRST, "00101", 41, 60), (SECOND, "00102", 1, 30)]
    add_blocks(path, [
        BlockRequest(commune=commune, prefix=prefix, first=first, last=last, authority_doc="12/QĐ", scheme="ndas")
        for commune, prefix, first, last in blocks
    ])  # fmt: skip
    with closing(connect(path, write=True)) as con:
        for k, (name, x, commune, stage) in enumerate(ADDRESSES):
            add_address(con, name, x, commune, stage, serial=k + 1 if stage != "declared" else None)
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute("UPDATE address SET stage = 'issued' WHERE address_id = 'a2'")
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute(
            "INSERT INTO person (address_id, role, full_name, legal_basis) VALUES ('a1', 'owner', 'Hoàng Yến', 'law')"
        )
        con.execute("INSERT INTO plaque (address_id, state) VALUES ('a1', 'made')")
    return path


@pytest.fixture
def home(home_template: Path, tmp_path: Path) -> Path:
    """The main register, in a folder with a Vietnamese name."""
    folder = tmp_path / "Tỉnh Khánh Hòa"
    folder.mkdir()
    return Path(shutil.copyfile(home_template, folder / "sổ.gpkg"))


@pytest.fixture(autouse=True)
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No child process: nothing here opens the file beside SQLite."""
    monkeypatch.setattr(checkin, "run_in_child", lambda task, path, job, cancelled: run_task({"task": task, **job}))


def add_address(
    con: sqlite3.Connection, address_id: str, x: float, commune: str, stage: str = "declared",
    serial: int | None = None,
) -> None:  # fmt: skip
    """An address, with a code of its commune's block where a serial is said."""
    prefix = {FIRST: "00101", SECOND: "00102"}[commune]
    code = None
    if serial is not None:
        code = f"{prefix}{serial:05d}"
        con.execute(
            "INSERT INTO code_ledger (code, scheme, address_id, state, block_id, serial)"
            " SELECT ?, 'ndas', ?, 'given', block_id, ? FROM code_block WHERE prefix = ? AND ? BETWEEN first_serial AND"
            " last_serial",
            (code, address_id, serial, prefix, serial),
        )
    con.execute(
        "INSERT INTO address (geom, address_id, code, code_scheme, code_origin, stage, object_class, house_number,"
        " street, commune_code, role) VALUES (?, ?, ?, ?, ?, ?, 'house', '1', 'Trần Phú', ?, 'point')",
        (
            point_blob(x, 12.01), address_id, code, code and "ndas", code and "block",
            "created" if code else "declared", commune,
        ),
    )  # fmt: skip


@pytest.fixture
def leave(tmp_path: Path) -> Callable[..., Departure]:
    """leave(home, "22528", numbers=5) → a check-out in a folder of its own."""

    def made(home: Path, *communes: str, folder: str = "USB", **wish: Any) -> Departure:
        place = tmp_path / folder
        place.mkdir()
        with writer_gate(home, action="test"):
            left = depart(home, place, CheckoutWish(communes or (FIRST,), **wish))
            left.note()
        return left

    return made


def come_back(home: Path, left: Departure, **more: Any) -> CheckinResult:
    """A check-in of a check-out's copy."""
    return check_in(home, left.file, more.pop("choices", Choices()), **more)


def edit(path: Path, statement: str, *values: Any) -> None:
    """What a person does in a form."""
    with closing(connect(path, write=True)) as con:
        con.execute(statement, values)


def query(path: Path, statement: str, *values: Any) -> list[tuple]:
    """Rows of a register."""
    with closing(connect(path)) as con:
        return con.execute(statement, values).fetchall()
