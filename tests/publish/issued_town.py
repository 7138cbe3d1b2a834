"""A town whose addresses are issued, with people and remarks that no publication may let out: their canaries."""
from __future__ import annotations

import sqlite3
import struct
import zipfile
from contextlib import closing
from pathlib import Path

from diachiso.register.connect import connect
from diachiso.register.rows import StreetRow

from ..small_town import FIRST, SECOND, line, make_town, settlement

STREETS = [
    StreetRow("Trần Phú", "s1", FIRST, wkb=line((109.0, 12.01), (109.09, 12.01))),
    StreetRow("Lê Lợi", "s2", SECOND, wkb=line((109.11, 12.01), (109.19, 12.01))),
]
CANARY = "Canary"
PHONES = ("0905123987", "0905 444 555")
NAMES = {
    "house": "Nhà ông Trần Văn Canary", "school": "Trường Tiểu học Biển", "health": "Trạm y tế phường Biển",
    "shop": "Quán bà Lê Thị Canary 0905 444 555", "hotel": "Khách sạn Tôn Nữ Thị Canary", "hydrant": "Trụ số 1",
    "farm_facility": "Trang trại Núi", "fish_raft": "Bè số 3", "market": "Chợ Biển", "tourism": "Tháp Đá",
}  # fmt: skip
STAGES = ("issued", "issued", "verified", "created", "rejected")


def point(x: float, y: float) -> bytes:
    return b"GP\x00\x01" + struct.pack("<iBIdd", 4326, 1, 1, x, y)


def make_issued_town(path: Path, count: int = 60) -> Path:
    """A register with `count` addresses of ten classes in five stages, one retired, and five people."""
    make_town(path, STREETS, [settlement()])
    with closing(connect(path, write=True)) as con:
        con.execute("BEGIN IMMEDIATE")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for k in range(count):
            _add(con, k)
        con.execute("UPDATE address SET stage = 'retired' WHERE fid = 1")
        for k in range(5):
            con.execute(
                "INSERT INTO person (address_id, role, full_name, phone, email, legal_basis, retention_date)"
                " VALUES (?, 'owner', 'Tôn Nữ Thị Canary', ?, 'canary@vidu.vn', 'law', ?)",
                (f"a{k + 10}", PHONES[0], "2020-01-01" if k == 4 else None),
            )
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute("COMMIT")
    return path


def _add(con: sqlite3.Connection, k: int) -> None:
    classes = list(NAMES)
    east = k % 3 == 2
    commune, name = (SECOND, "Xã Núi") if east else (FIRST, "Phường Biển")
    street = "Lê Lợi" if east else "Trần Phú"
    code = f"{101 + east:05d}{k + 1:05d}"
    con.execute("INSERT INTO code_ledger (code, scheme, address_id, state) VALUES (?, 'ndas', ?, 'given')",
                (code, f"a{k}"))  # fmt: skip
    con.execute(
        "INSERT INTO address (geom, address_id, code, code_scheme, code_origin, stage, object_class, name, "
        "house_number, street, settlement, commune_code, commune, province_code, province, note, created_by, "
        "created_at, address_text) VALUES (?, ?, ?, 'ndas', 'registry', ?, ?, ?, ?, ?, ?, ?, ?, '56', 'Tỉnh Khánh "
        "Hòa', 'Hỏi ông Canary 0905123987', 'canary', '2026-01-01', ?)",
        (point(109.11 + k * 1e-3 if east else 109.001 + k * 1e-3, 12.0101), f"a{k}", code, STAGES[k // 10 % 5],
         classes[k % 10], NAMES[classes[k % 10]], str(2 * k + 1), street, None if east else "Tổ dân phố 5", commune,
         name, f"{2 * k + 1} {street}, {name}, Tỉnh Khánh Hòa"),
    )  # fmt: skip


def all_text(path: Path) -> str:
    """Everything that a file holds, unpacked: to look for what must not be there."""
    if path.suffix in (".xlsx", ".odt", ".qgz"):
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return path.read_bytes().decode("utf-8", "replace")


def leaks(paths: list[Path]) -> list[tuple[str, str]]:
    """The canaries that are found, and in which file."""
    plain = [phone.replace(" ", "") for phone in PHONES]
    words = [CANARY, CANARY.lower(), *PHONES, *plain]
    return [(word, path.name) for path in paths for word in words if word in all_text(path)]
