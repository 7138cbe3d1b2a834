"""Making a new register: in a file beside its place, moved there when it is whole."""
from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Optional, Protocol, Union

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.profile import Profile, load_profile
from ..core.text import nfc
from .connect import open_database
from .errors import READ_ONLY, RegisterError, sqlite_errors
from .geometry_functions import multi, wkb_blob
from .gpkg import update_extent
from .rows import ClassRow, SettlementRow, StreetRow, UnitRow
from .schema import LAYERS, NOW_SQL, create_schema
from .sql import build, insert
from .triggers import install

Row = Union[UnitRow, SettlementRow, StreetRow, ClassRow]

EXISTS = Message(
    "register_exists",
    QT_TRANSLATE_NOOP("diachiso", "{path} exists already. Choose another name; a register is never overwritten."),
)
NO_FOLDER = Message(
    "register_no_folder",
    QT_TRANSLATE_NOOP("diachiso", "The folder {folder} does not exist. Make it first, or choose another one."),
)


class ProvinceLike(Protocol):
    """What is asked of a province: its code and full name."""

    @property
    def code(self) -> str:
        """Two digits."""

    @property
    def full_name(self) -> str:
        """Such as “Tỉnh Khánh Hòa”."""


@dataclass(frozen=True)
class CreateSummary:
    """What went into a new register."""

    path: Path
    communes: int
    units: int
    settlements: int
    streets: int
    classes: int


def create_register(
    path: str | Path,
    *,
    province: ProvinceLike,
    units: Sequence[UnitRow] = (),
    streets: Sequence[StreetRow] = (),
    settlements: Sequence[SettlementRow] = (),
    classes: Sequence[ClassRow] = (),
    profile: Optional[Profile] = None,
) -> CreateSummary:
    """Make a register of a province at `path`; all or nothing (RegisterError).

    An existing file is refused unless it is empty. Names are stored in NFC; polygons and lines become multi ones.
    """
    target = Path(os.path.abspath(path))
    _check_target(target)
    part = target.with_name("".join((".", target.name, ".", secrets.token_hex(4), ".part")))
    try:
        with sqlite_errors(target):
            rows = (_with_province(province, units), settlements, streets, classes)
            _fill(part, profile or load_profile(), province, rows)
        _check_target(target)
        os.replace(part, target)
    except OSError as error:
        raise RegisterError(READ_ONLY, path=str(target)) from error
    finally:
        for leftover in (part, part.with_name(part.name + "-journal")):
            leftover.unlink(missing_ok=True)
    return CreateSummary(
        path=target,
        communes=sum(1 for u in units if u.level == "commune"),
        units=len(units),
        settlements=len(settlements),
        streets=len(streets),
        classes=len(classes),
    )


def _check_target(target: Path) -> None:
    """Refuse a place where something stands already, or whose folder is missing or read-only."""
    if not target.parent.is_dir():
        raise RegisterError(NO_FOLDER, folder=str(target.parent))
    if target.exists() and (not target.is_file() or target.stat().st_size > 0):
        raise RegisterError(EXISTS, path=str(target))
    if not os.access(target.parent, os.W_OK):
        raise RegisterError(READ_ONLY, path=str(target))


def _with_province(province: ProvinceLike, units: Sequence[UnitRow]) -> list[UnitRow]:
    """The units, headed by the province itself where its polygon was not given."""
    if any(u.level == "province" and u.code == province.code for u in units):
        return list(units)
    row = UnitRow(province.code, "province", province.full_name, province.full_name, province_code=province.code)
    return [row, *units]


def _fill(part: Path, profile: Profile, province: ProvinceLike, rows: Sequence[Sequence[Row]]) -> None:
    con = open_database(part, mode="rwc")
    try:
        create_schema(con, profile)
        con.execute("BEGIN IMMEDIATE")
        for table, table_rows in zip(("admin_unit", "settlement", "street", "object_class"), rows):
            _insert(con, table, table_rows)
        con.executemany(
            insert("register_meta", ("key", "value")),
            [("province_code", province.code), ("province", nfc(province.full_name))],
        )
        con.execute(build("INSERT INTO register_meta (key, value) VALUES ('created_at', {now})", now=NOW_SQL))
        for layer in LAYERS:
            if layer.geometry is not None:
                update_extent(con, layer.table)
        # Last, so that filling a new register is neither audited nor marked as an edit that waits.
        install(con, profile)
        con.execute("COMMIT")
    finally:
        con.close()


def _insert(con: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = [f.name for f in fields(rows[0])]
    columns = ["geom" if name == "wkb" else name for name in names]
    con.executemany(insert(table, columns), _values(names, rows))


def _values(names: Sequence[str], rows: Iterable[Row]) -> Iterable[list[Any]]:
    for row in rows:
        yield [_stored(name, getattr(row, name)) for name in names]


def _stored(name: str, value: Any) -> Any:
    if name == "wkb":
        return None if value is None else wkb_blob(multi(value))
    return nfc(value) if isinstance(value, str) else value
