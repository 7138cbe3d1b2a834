"""House numbers and the register: the houses and streets that it knows, and writing the numbers that are proposed."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.numbering import canonical_number, full_number
from ..core.street_names import street_key
from .blobs import point_coordinates
from .errors import RegisterError
from .geometry_functions import blob_wkb
from .known import PROTECTED
from .sql import build, join

KIND = "number"
SHOWN = 10
_STEP = 500

TWICE = Message(
    "number_twice",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Nothing was written, because {count} numbers would stand at two houses: {numbers}. Change or exclude them in "
        "the proposal.",
    ),
)
CHANGED_SINCE = Message(
    "number_changed_since",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Nothing was written, because {count} addresses have got a number or were submitted, issued or retired since "
        "the proposal was made: {addresses}. Make the proposal again.",
    ),
)
NO_SUCH_ADDRESS = Message(
    "number_no_address",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Nothing was written, because the register has none of these addresses: {addresses}. Choose the register that "
        "the proposal was made for.",
    ),
)


@dataclass(frozen=True)
class House:
    """An address that may bear a house number. `lonlat`, `door` NaN where unknown; `footprint` WKB in `crs`."""

    fid: int
    address_id: str
    code: str
    number: str
    alley: str
    street: str
    commune_code: str
    fixed: bool
    lonlat: tuple[float, float]
    door: tuple[float, float]
    footprint: Optional[bytes]
    crs: str


@dataclass(frozen=True)
class StreetRow:
    """A street in force; `wkb` in EPSG:4326."""

    name: str
    commune_code: str
    former_commune_code: str
    direction: str
    locked: bool
    wkb: bytes


@dataclass(frozen=True)
class NewNumber:
    """A number to be written; `street` where the address has none yet."""

    address_id: str
    number: str
    alley: str
    street: str


def read_houses(con: sqlite3.Connection) -> list[House]:
    """The addresses of buildings and points in use; no units, no parcels, nothing of group III without a number."""
    rows = con.execute(
        "SELECT a.fid, a.address_id, a.code, a.house_number, a.alley, a.street, a.commune_code, a.stage, a.geom,"
        " (SELECT p.geom FROM address_position p WHERE p.address_id = a.address_id AND p.kind = 'entrance'"
        " AND p.geom IS NOT NULL ORDER BY p.fid LIMIT 1), s.footprint, s.crs"
        " FROM address a LEFT JOIN address_source s ON s.fid = a.fid"
        " LEFT JOIN object_class c ON c.code = a.object_class"
        " WHERE a.stage <> 'retired' AND a.parent_id IS NULL AND (coalesce(a.house_number, '') <> ''"
        " OR a.role <> 'parcel' AND coalesce(c.object_group, 'I') <> 'III') ORDER BY a.fid"
    ).fetchall()
    places = point_coordinates([row[8] or b"" for row in rows]).tolist()
    doors = point_coordinates([row[9] or b"" for row in rows]).tolist()
    return [
        House(
            fid, address_id, code or "", number or "", alley or "", street or "", commune or "", stage in PROTECTED,
            (place[0], place[1]), (door[0], door[1]), footprint, crs or "",
        )
        for (fid, address_id, code, number, alley, street, commune, stage, _, _, footprint, crs), place, door in zip(
            rows, places, doors
        )
    ]  # fmt: skip


def read_streets(con: sqlite3.Connection, today: date) -> list[StreetRow]:
    """The streets that are in force and drawn."""
    rows = con.execute(
        "SELECT name, commune_code, former_commune_code, direction, locked, geom FROM street"
        " WHERE geom IS NOT NULL AND (coalesce(valid_to, '') = '' OR substr(valid_to, 1, 10) >= ?1)"
        " AND (coalesce(valid_from, '') = '' OR substr(valid_from, 1, 10) <= ?1) ORDER BY fid",
        (today.isoformat(),),
    )
    return [
        StreetRow(name or "", commune or "", former or "", direction or "", bool(locked), wkb)
        for name, commune, former, direction, locked, geom in rows
        if (wkb := blob_wkb(geom))
    ]


def number_columns(con: sqlite3.Connection, numbers: Sequence[NewNumber]) -> dict[str, dict[int, object]]:
    """What is written, by column and fid: numbers, alleys, streets where none stood; units take those of their house.

    RegisterError, naming some, where an address is unknown, has a number by now, or two would bear one number.
    """
    now = _addresses(con, [one.address_id for one in numbers])
    _refuse(NO_SUCH_ADDRESS, "addresses", (one.address_id for one in numbers if one.address_id not in now))
    _refuse(
        CHANGED_SINCE, "addresses",
        (_label(now[one.address_id]) for one in numbers
         if now[one.address_id]["house_number"] or now[one.address_id]["stage"] in (*PROTECTED, "retired")),
    )  # fmt: skip
    _refuse_twice(con, numbers, now)
    columns: dict[str, dict[int, object]] = {}

    def write(fid: int, row: dict[str, Any], one: NewNumber) -> None:
        columns.setdefault("house_number", {})[fid] = one.number
        if one.alley != (row["alley"] or ""):
            columns.setdefault("alley", {})[fid] = one.alley or None
        if one.street and not row["street"]:
            columns.setdefault("street", {})[fid] = one.street
        if row["no_number"]:
            columns.setdefault("no_number", {})[fid] = 0

    for one in numbers:
        write(now[one.address_id]["fid"], now[one.address_id], one)
    by_id = {one.address_id: one for one in numbers}
    for parent, unit in _units(con, list(by_id)):
        if not unit["house_number"] and unit["stage"] not in (*PROTECTED, "retired"):
            write(unit["fid"], unit, by_id[parent])
    return columns


_COLUMNS = ("fid", "address_id", "code", "house_number", "alley", "street", "no_number", "stage", "commune_code")


def _addresses(con: sqlite3.Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {row["address_id"]: row for _, row in _rows(con, "address_id", ids)}


def _units(con: sqlite3.Connection, parents: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    return list(_rows(con, "parent_id", parents))


def _rows(con: sqlite3.Connection, key: str, values: Sequence[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    """(value of the key column, columns) of the addresses whose key is one of the values."""
    for low in range(0, len(values), _STEP):
        some = list(values[low: low + _STEP])
        query = build(
            "SELECT {key}, {columns} FROM address WHERE {key} IN ({marks}) ORDER BY fid",
            key=key, columns=_COLUMNS, marks=join(["?"] * len(some), ", "),
        )  # fmt: skip
        for found, *row in con.execute(query, some):
            yield found, dict(zip(_COLUMNS, row))


def _refuse_twice(
    con: sqlite3.Connection, numbers: Sequence[NewNumber], now: dict[str, dict[str, Any]]
) -> None:
    """One number of one street of a commune stands at one house."""
    streets = {street_key(now[one.address_id]["street"] or one.street) for one in numbers}
    taken = {
        (commune or "", street_key(street), canonical_number(full_number(number, alley)))
        for commune, street, number, alley in con.execute(
            "SELECT commune_code, street, house_number, alley FROM address WHERE stage <> 'retired'"
            " AND parent_id IS NULL AND coalesce(house_number, '') <> '' AND coalesce(street, '') <> ''"
        )
        if street_key(street) in streets
    }
    twice = []
    for one in numbers:
        row = now[one.address_id]
        street = row["street"] or one.street
        written = full_number(one.number, one.alley)
        key = row["commune_code"] or "", street_key(street), canonical_number(written)
        if key in taken:
            twice.append(f"{written} {street}")
        taken.add(key)
    _refuse(TWICE, "numbers", twice)


def _refuse(message: Message, name: str, what: Iterable[str]) -> None:
    told = list(what)
    if told:
        shown = ", ".join(told[:SHOWN]) + (", …" if len(told) > SHOWN else "")
        raise RegisterError(message, count=len(told), **{name: shown})


def _label(row: dict[str, Any]) -> str:
    return str(row["code"] or row["address_id"])
