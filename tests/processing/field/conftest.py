"""A register of two communes with addresses, people and a photo, and a package of it."""
from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob, register_geometry_functions
from diachiso.register.rows import StreetRow

from ...small_town import FIRST, SECOND, communes, line, make_town, settlement

Query = Callable[..., list[tuple]]
Import = Callable[..., dict]


STREETS = [
    StreetRow("Trần Phú", "s1", FIRST, wkb=line((109, 12.01), (109.09, 12.01))),
    StreetRow("Lê Lợi", "s2", SECOND, wkb=line((109.11, 12.01), (109.19, 12.01))),
]
# address_id, x, commune, stage, house number: the first five in one commune
ADDRESSES = [
    ("a1", 109.010, "22528", "created", "1"),
    ("a2", 109.011, "22528", "created", "2"),
    ("a3", 109.012, "22528", "created", "3"),
    ("a4", 109.013, "22528", "created", "4"),
    ("a5", 109.030, "22528", "created", "5"),
    ("b1", 109.150, "22561", "created", "7"),
]
CANARY = "Nguyễn Thị Chim Hoàng Yến"


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register; address a1 has a photo and an owner. It is copied."""
    path = tmp_path_factory.mktemp("pristine") / "Sổ địa chỉ.gpkg"
    make_town(path, STREETS, [settlement()])
    photo = path.parent / "Ảnh nhà" / "số 1.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"an old photo")
    with closing(connect(path, write=True)) as con:
        con.execute("BEGIN")
        for k, (address_id, x, commune, stage, number) in enumerate(ADDRESSES):
            code = f"00101{k + 1:05d}"
            con.execute(
                "INSERT INTO code_ledger (code, scheme, address_id, state) VALUES (?, 'ndas', ?, 'given')",
                (code, address_id),
            )
            con.execute(
                "INSERT INTO address (geom, address_id, code, code_scheme, code_origin, stage, object_class,"
                " house_number, street, commune_code, commune, province_code, province) VALUES"
                " (?, ?, ?, 'ndas', 'block', ?, 'house', ?, 'Trần Phú', ?, ?, '56', 'Tỉnh Khánh Hòa')",
                (point_blob(x, 12.0101), address_id, code, stage, number, commune,
                 {u.code: u.full_name for u in communes()}[commune]),
            )  # fmt: skip
        con.execute("UPDATE address SET photo = 'Ảnh nhà/số 1.jpg' WHERE address_id = 'a1'")
        con.execute(
            "INSERT INTO person (address_id, role, full_name, legal_basis) VALUES ('a1', 'owner', ?, 'law')", (CANARY,)
        )
        con.execute("COMMIT")
    return path.parent


@pytest.fixture
def register(pristine: Path, tmp_path: Path) -> Path:
    """A copy of it for one test, in a folder with a Vietnamese name."""
    return Path(shutil.copytree(pristine, tmp_path / "Sổ tỉnh Khánh Hòa")) / "Sổ địa chỉ.gpkg"


@pytest.fixture
def query(register: Path) -> Query:
    """query(sql) -> rows of the register."""

    def ask(sql: str, *values: object) -> list[tuple]:
        with closing(connect(register)) as con:
            return con.execute(sql, values).fetchall()

    return ask


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages that were made, by the register that they are of."""
    return tmp_path_factory.mktemp("packed")


@pytest.fixture
def package(run, register: Path, tmp_path: Path, packed: Path) -> Path:
    """A package of the first commune; of one register it is made once, and copied with the register that knows it."""
    folder = tmp_path / "Gói thực địa Phường Biển"
    kept = packed / sha256(register.read_bytes()).hexdigest()
    if kept.exists():
        shutil.copytree(kept / "package", folder)
        shutil.copyfile(kept / "register.gpkg", register)
    else:
        run("exportfieldpackage", REGISTER=register, COMMUNE="22528", OUTPUT=folder)
        kept.mkdir()
        # By another process: QGIS may have these files open, and closing them here would end its locks.
        subprocess.run(["cp", "-r", folder, kept / "package"], check=True)
        subprocess.run(["cp", register, kept / "register.gpkg"], check=True)
    return folder


@pytest.fixture
def client(package: Path) -> Iterator[sqlite3.Connection]:
    """Another SQLite client in the package's copy, which knows nothing of us but the functions of R-trees."""
    with closing(sqlite3.connect(package / "register.gpkg", isolation_level=None)) as con:
        register_geometry_functions(con)
        yield con


@pytest.fixture
def bring(run, register: Path, package: Path) -> Import:
    """bring() -> counts, and `rows`: the differences as (address_id, field, status, reason)."""

    def import_it(**values: object) -> dict:
        given = {"PACKAGE": package, "REGISTER": register, "OUTPUT": "TEMPORARY_OUTPUT", **values}
        done = run("importfieldpackage", **given)
        layer = done["OUTPUT"]
        names = ("address_id", "field", "status", "reason")
        done["rows"] = [tuple(f[n] or "" for n in names) for f in layer.getFeatures()]
        return done

    return import_it


def counts(done: dict) -> dict[str, int]:
    return {k: v for k, v in done.items() if k.isupper() and isinstance(v, int) and v and k != "UNCHANGED"}


def snapshot(register: Path) -> list:
    tables = ("address", "code_ledger", "audit_log")
    with closing(connect(register)) as con:
        return [con.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]


def new_row(client: sqlite3.Connection, **values: object) -> None:
    row = {"geom": point_blob(109.014, 12.0102), "object_class": "house", "commune_code": "22528", **values}
    client.execute(
        f"INSERT INTO address ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
    )


def without_guards(client: sqlite3.Connection) -> None:
    """As after `ogr2ogr -overwrite`, or a program that sets triggers aside."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'address%'"
    for (name,) in client.execute(query).fetchall():
        client.execute(f'DROP TRIGGER "{name}"')
