"""A register with submitted houses, and what a technician does with it."""
from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from diachiso.register.connect import connect
from diachiso.register.create import create_register
from diachiso.register.geometry_functions import point_blob
from diachiso.register.ledger import verify_ledger
from diachiso.register.rows import UnitRow
from diachiso.register.server_copies import written_there
from diachiso.register.sql import build, insert, join
from diachiso.sync.device import MemoryDevice, device_of
from diachiso.sync.engine import sync
from diachiso.sync.options import Options, SyncCounts

from .pretend_registry import PretendRegistry

URL = "https://registry.test"
QUICK = Options(attended=True)


def address_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def create(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    province = SimpleNamespace(code="56", full_name="Tỉnh Khánh Hòa")
    create_register(path, province=province, units=[
        UnitRow("22000", "commune", "Vĩnh Hải", "Phường Vĩnh Hải", province_code="56")
    ])  # fmt: skip
    return path


def add_houses(path: Path, numbers: Sequence[int], stage: str = "submitted", provisional: bool = True) -> None:
    """Complete houses; their codes are provisional keys, or codes of a block."""
    with written_there(path), closing(connect(path, write=True)) as con:
        con.execute("BEGIN IMMEDIATE")
        for n in numbers:
            code = f"TAM-{n:08d}" if provisional else f"00123{n:05d}"
            con.execute(
                insert("code_ledger", ("code", "scheme", "address_id", "state")),
                (code, "provisional" if provisional else "ndas", address_id(n), "given"),
            )
            row: dict[str, Any] = {
                "geom": point_blob(109.19 + n / 10_000, 12.24), "address_id": address_id(n), "role": "building",
                "code": code, "code_scheme": "provisional" if provisional else "ndas",
                "code_origin": "provisional" if provisional else "block", "stage": "created", "object_class": "house",
                "house_number": str(n), "street": "Hoa Mai", "commune_code": "22000", "commune": "Phường Vĩnh Hải",
                "province_code": "56", "province": "Tỉnh Khánh Hòa",
            }  # fmt: skip
            con.execute(insert("address", row), list(row.values()))
            if stage != "created":
                con.execute("UPDATE address SET stage = ? WHERE address_id = ?", (stage, address_id(n)))
        con.execute("COMMIT")


def edit(path: Path, number: int, **values: Any) -> None:
    """What a form does."""
    with written_there(path), closing(connect(path, write=True)) as con:
        sets = join([build("{c} = ?", c=c) for c in values], ", ")
        con.execute(
            build("UPDATE address SET {sets} WHERE address_id = ?", sets=sets), (*values.values(), address_id(number))
        )


def edit_past_the_guards(path: Path, number: int, column: str, value: Any) -> None:
    """What a program does that knows nothing of triggers."""
    with written_there(path), closing(connect(path, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        statement = build("UPDATE address SET {c} = ? WHERE address_id = ?", c=column)
        con.execute(statement, (value, address_id(number)))
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")


def query(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(connect(path)) as con:
        return con.execute(sql, values).fetchall()


def value(path: Path, number: int, column: str) -> Any:
    return query(path, build("SELECT {c} FROM address WHERE address_id = ?", c=column), address_id(number))[0][0]


def states(path: Path) -> dict[str, int]:
    return dict(query(path, "SELECT state, count(*) FROM sync_op GROUP BY state"))


def dirty(path: Path) -> int:
    return int(query(path, "SELECT count(*) FROM sync_dirty")[0][0])


def sound(path: Path) -> bool:
    with closing(connect(path)) as con:
        return [str(p) for p in verify_ledger(con)] == []


class Technician:
    """A register on a computer, in touch with a registry."""

    def __init__(self, path: Path, registry: PretendRegistry) -> None:
        self.path, self.registry, self.device = path, registry, MemoryDevice()

    def sync(self, options: Options = QUICK, **more: Any) -> SyncCounts:
        return sync(self.path, self.registry.transport, URL, device_of(self.path, self.device), options, **more)
