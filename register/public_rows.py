"""Addresses on their way out of the house, in batches of columns; no row of `person` among them."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Optional

import numpy as np

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.text import compare_key, person_key
from .blobs import point_coordinates
from .errors import RegisterError
from .geometry_functions import blob_wkb
from .sql import Sql, build, join

BATCH = 5_000  # records: some tenths of a second between two questions whether to go on

NO_COMMUNE = Message(
    "public_no_commune",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register has no commune “{commune}”. Write its code or its full name: {known}."
    ),
)


@dataclass(frozen=True)
class Choice:
    """Which addresses: of these stages, and of a commune, of classes (codes), where said. Retired ones never."""

    stages: tuple[str, ...]
    commune: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """Records by column, with the class's group and name of each, and their positions (n, 2) in EPSG:4326 or NaN."""

    columns: dict[str, list[Any]]
    groups: list[Optional[str]]
    lonlat: np.ndarray


class Shape(NamedTuple):
    """A commune, street or settlement: the commune's code, its name, its shape as WKB in EPSG:4326."""

    code: Optional[str]
    name: Optional[str]
    wkb: bytes


def commune_code(con: sqlite3.Connection, said: str) -> str:
    """The code of a commune given by code or name; '' for '' (RegisterError)."""
    text = said.strip()
    if not text:
        return ""
    rows = con.execute(
        "SELECT DISTINCT code, full_name, name FROM admin_unit WHERE level = 'commune' ORDER BY code"
    ).fetchall()
    key = compare_key(text)
    found = {code for code, *names in rows if code == text or key in (compare_key(n or "") for n in names)}
    if len(found) != 1:
        known = ", ".join(f"{code} {name}" for code, name, _ in rows if not found or code in found)
        raise RegisterError(NO_COMMUNE, commune=text, known=known[:500])
    return str(found.pop())


def known_columns(con: sqlite3.Connection) -> frozenset[str]:
    """The columns that `address` has in this register."""
    return frozenset(name for (name,) in con.execute("SELECT name FROM pragma_table_info('address')"))


def names_of_people(con: sqlite3.Connection) -> frozenset[str]:
    """The names of everybody in `person`, as `person_key` has them: to be kept out, never to be written."""
    rows = con.execute("SELECT DISTINCT full_name FROM person WHERE full_name IS NOT NULL")
    return frozenset(person_key(name) for (name,) in rows)


def count_rows(con: sqlite3.Connection, choice: Choice) -> int:
    """How many addresses the choice has."""
    where, values = _where(choice)
    query = build("SELECT count(*) FROM address a WHERE {where}", where=where)
    return int(con.execute(query, values).fetchone()[0])


def read_batches(
    con: sqlite3.Connection, names: Sequence[str], choice: Choice, size: int = BATCH
) -> Iterator[Batch]:
    """The columns `names` of the chosen addresses, in the order of their codes and rows. A provisional code is none."""
    where, values = _where(choice)
    listed = join((_column(name) for name in names), ", ")
    rows = con.execute(
        build(
            "SELECT a.geom, c.object_group, {listed} FROM address a LEFT JOIN object_class c"
            " ON c.code = a.object_class WHERE {where} ORDER BY a.fid",
            listed=listed, where=where,
        ),
        values,
    )  # fmt: skip
    while True:
        found = rows.fetchmany(size)
        if not found:
            return
        blobs, groups, *columns = zip(*found)
        lonlat = point_coordinates([blob or b"" for blob in blobs])
        yield Batch({name: list(column) for name, column in zip(names, columns)}, list(groups), lonlat)


def class_names(con: sqlite3.Connection) -> dict[str, tuple[str, str, str]]:
    """The name in Vietnamese and in English, and the group, of each object class."""
    rows = con.execute("SELECT code, name_vi, name_en, object_group FROM object_class ORDER BY fid")
    return {code: (vi, en, group) for code, vi, en, group in rows}


def read_people(con: sqlite3.Connection, names: Sequence[str], today: str) -> dict[str, list[tuple[Any, ...]]]:
    """The columns `names` of the people of each address, for an export that is recorded; not past their retention."""
    query = build(
        "SELECT address_id, {names} FROM person WHERE coalesce(retention_date, '') IN ('') OR retention_date >= ?"
        " ORDER BY person_id",
        names=names,
    )
    found: dict[str, list[tuple[Any, ...]]] = {}
    for address_id, *values in con.execute(query, (today,)):
        found.setdefault(address_id, []).append(tuple(values))
    return found


def read_shapes(con: sqlite3.Connection, table: str, commune: str = "") -> list[Shape]:
    """The communes (`admin_unit`), streets or settlements in force with a shape, of a commune where one is said."""
    columns = {
        "admin_unit": "code, full_name, geom FROM admin_unit WHERE level = 'commune' AND ? IN ('', code)",
        "street": "commune_code, name, geom FROM street WHERE ? IN ('', commune_code)",
        "settlement": "commune_code, name, geom FROM settlement WHERE ? IN ('', commune_code)",
    }[table]
    query = build("SELECT {c} AND coalesce(valid_to, '') = '' ORDER BY fid", c=Sql(columns))
    found = ((code, name, blob_wkb(geom)) for code, name, geom in con.execute(query, (commune,)))
    return [Shape(code, name, wkb) for code, name, wkb in found if wkb is not None]


def _column(name: str) -> Sql:
    if name == "code":
        return Sql("CASE WHEN a.code_origin IS NOT 'provisional' THEN a.code END")
    return build("{a}.{c}", a=Sql("a"), c=name)


def _where(choice: Choice) -> tuple[Sql, list[str]]:
    pieces: list[str] = ["a.stage <> 'retired'"]
    values: list[str] = []
    for column, listed in (("stage", choice.stages), ("object_class", choice.classes)):
        if listed:
            pieces.append(build("a.{c} IN ({m})", c=column, m=Sql(", ".join("?" * len(listed)))))
            values += listed
    if choice.commune:
        pieces.append("a.commune_code = ?")
        values.append(choice.commune)
    return Sql(" AND ".join(pieces)), values
