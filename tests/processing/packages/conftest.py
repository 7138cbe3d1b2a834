"""A register whose addresses bear provisional keys, a registry that answers packages, and people who fill sheets.

The registry here knows the format from its description alone: zipfile, hmac, hashlib and json, none of our code.
"""
from __future__ import annotations

import hashlib
import hmac
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsSettings

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.register.rows import StreetRow
from diachiso.register.sql import build, insert, join
from diachiso.register.transaction import write_transaction
from diachiso.sync.packages.archive import SigningKey

from ...small_town import FIRST, SECOND, communes, line, make_town, settlement

SECRET = b"khoa chung cua hai ben, du dai"
STREETS = [
    StreetRow("Trần Phú", "s1", FIRST, wkb=line((109, 12.01), (109.09, 12.01))),
    StreetRow("Lê Lợi", "s2", SECOND, wkb=line((109.11, 12.01), (109.19, 12.01))),
]
NAMES = {u.code: u.full_name for u in communes()}
CANARIES = ("Nguyễn Thị Chim Hoàng Yến", "0912345678", "hoangyen@example.vn", "Bí mật trong ghi chú")


def add(path: Path, k: int, stage: str = "submitted", code: str | None = None, **values: Any) -> str:
    """A complete address with a provisional key (or an issued code); its id."""
    commune = values.get("commune_code", FIRST)
    address_id = f"{k:08x}-0000-4000-8000-000000000000"
    key = code or f"TAM-{k:08d}"
    scheme, origin = ("ndas", "import") if code else ("provisional", "provisional")
    row = {
        "geom": point_blob((109.01 if commune == FIRST else 109.11) + k % 900 * 1e-5, 12.0101 + k // 900 * 1e-5),
        "address_id": address_id, "code": key, "code_scheme": scheme, "code_origin": origin, "stage": stage,
        "object_class": "house", "house_number": str(k), "street": "Trần Phú" if commune == FIRST else "Lê Lợi",
        "commune_code": commune, "commune": NAMES[commune], "province_code": "56", "province": "Tỉnh Khánh Hòa",
        "address_text": f"Số {k} Trần Phú", **values,
    }  # fmt: skip
    with write_transaction(path, bulk=True) as con:
        add_row(con, row, key, scheme)
    return address_id


def add_row(con: Any, row: dict[str, Any], key: str, scheme: str) -> None:
    con.execute(
        "INSERT INTO code_ledger (code, scheme, address_id, state) VALUES (?, ?, ?, 'given')",
        (key, scheme, row["address_id"]),
    )
    fid = con.execute(insert("address", row), list(row.values())).lastrowid
    con.execute("INSERT INTO sync_dirty VALUES ('address', ?)", (fid,))


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five addresses: 1, 2, 3 submitted in the first commune, 4 in the second, 5 created; people and notes to them."""
    path = make_town(tmp_path_factory.mktemp("pristine") / "Sổ.gpkg", STREETS, [settlement()])
    for k in (1, 2, 3):
        add(path, k)
    add(path, 4, commune_code=SECOND, address_text="Số 4 Lê Lợi")
    add(path, 5, "created")
    with write_transaction(path, bulk=True) as con:
        con.execute(
            "INSERT INTO person (address_id, role, full_name, phone, email, legal_basis)"
            " SELECT address_id, 'owner', ?, ?, ?, 'law' FROM address",
            CANARIES[:3],
        )
        con.execute("UPDATE address SET note = ?, edited_by = ?, created_by = ?", (CANARIES[3], *CANARIES[:1] * 2))
    return path


@pytest.fixture
def register(pristine: Path, tmp_path: Path) -> Path:
    """A copy of it for one test, in a folder with a Vietnamese name."""
    path = tmp_path / "Nguyễn Văn Á" / "Sổ địa chỉ.gpkg"
    path.parent.mkdir()
    return Path(shutil.copyfile(pristine, path))


@pytest.fixture
def query(register: Path) -> Callable[..., list[tuple]]:
    """query(sql, *values) -> rows of the register."""

    def ask(sql: str, *values: object) -> list[tuple]:
        with closing(connect(register)) as con:
            return con.execute(sql, values).fetchall()

    return ask


@pytest.fixture
def state(query) -> Callable[[], dict[int, tuple]]:
    """state() -> stage and code of each address by its house number."""
    return lambda: {int(n): (s, c) for n, s, c in query("SELECT house_number, stage, code FROM address")}


@pytest.fixture
def edit(register: Path) -> Callable[..., None]:
    """edit(number, **values): as a form edits."""

    def change(number: int, **values: Any) -> None:
        sets = join([build("{c} = ?", c=name) for name in values], ", ")
        with write_transaction(register) as con:
            con.execute(
                build("UPDATE address SET {s} WHERE house_number = ?", s=sets), (*values.values(), str(number))
            )

    return change


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The key that QGIS's store gives; a test may put another one into the list."""
    secrets = [SECRET]
    for name in ("export_package", "import_receipt"):
        monkeypatch.setattr(f"diachiso.processing.{name}.signing_key", lambda authcfg: SigningKey(secrets[0]))
    return secrets


@pytest.fixture(autouse=True)
def forgetful(qgis_app: object) -> None:
    """The computer has seen none of these registers: all of them are copies of one."""
    QgsSettings().remove("diachiso/sync")


@pytest.fixture
def export(run, register: Path, tmp_path: Path) -> Callable[..., dict]:
    """export(name, **parameters) -> results of exportpackage."""

    def make(name: str = "gói.zip", **parameters: Any) -> dict:
        values = {"LANGUAGE": "vi", "OUTPUT": "memory:", **parameters}
        return run("exportpackage", REGISTER=register, PACKAGE=tmp_path / name, **values)

    return make


@pytest.fixture
def take(run, register: Path) -> Callable[..., dict]:
    """take(file, **parameters) -> results of importreceipt, applied."""

    def bring(file: Path, **parameters: Any) -> dict:
        values = {"DRY_RUN": False, "OUTPUT": "memory:", **parameters}
        return run("importreceipt", REGISTER=register, RECEIPT=file, **values)

    return bring


class Registry:
    """Answers packages."""

    def __init__(self, folder: Path, secret: bytes = SECRET) -> None:
        self.folder, self.secret, self.number = folder, secret, 0

    def read(self, package: Path) -> tuple[dict, list[dict]]:
        """Manifest and features of a package, all checked."""
        with zipfile.ZipFile(package) as opened:
            raw = opened.read("manifest.json")
            algorithm, _, signature = opened.read("manifest.sig").decode().split()
            assert algorithm == "HMAC-SHA256"
            assert hmac.compare_digest(signature, hmac.new(self.secret, raw, hashlib.sha256).hexdigest())
            manifest = json.loads(raw)
            for file in manifest["files"]:
                assert hashlib.sha256(opened.read(file["name"])).hexdigest() == file["sha256"]
            lines = opened.read("addresses.geojsonl").splitlines()
            heads = [json.loads(line) for line in opened.read("operations.jsonl").splitlines()]
        assert [h["sha256"] for h in heads] == [hashlib.sha256(line).hexdigest() for line in lines]
        return manifest, [json.loads(line) for line in lines]

    def answer(self, sent: Path, decide: Callable[[dict], dict | None], **about: Any) -> Path:
        """A receipt: `decide` says of each feature what the result is."""
        manifest, features = self.read(sent)
        self.number += 1
        results = [{"op_id": f["op_id"], **said} for f in features if (said := decide(f)) is not None]
        with zipfile.ZipFile(sent) as opened:
            digest = hashlib.sha256(opened.read("manifest.json")).hexdigest()
        more = {
            "register_id": manifest["register_id"], "package": manifest["number"], "package_sha256": digest,
            "number": self.number, **about,
        }  # fmt: skip
        return self.write(results, more)

    def write(self, results: list[dict], about: dict) -> Path:
        """A signed receipt."""
        data = b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in results)
        listed = [{"name": "results.jsonl", "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}]
        said = {"format": "diachiso-receipt", "format_version": 1, "files": listed, **about}
        raw = json.dumps(said).encode()
        path = self.folder / f"trả lời {self.number} {len(list(self.folder.glob('*.zip')))}.zip"
        fingerprint = hmac.new(self.secret, b"diachiso key", hashlib.sha256).hexdigest()[:16]
        signature = hmac.new(self.secret, raw, hashlib.sha256).hexdigest()
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("results.jsonl", data)
            made.writestr("manifest.json", raw)
            made.writestr("manifest.sig", f"HMAC-SHA256 {fingerprint} {signature}\n")
        return path


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """A registry with the shared key."""
    (tmp_path / "đến").mkdir()
    return Registry(tmp_path / "đến")
