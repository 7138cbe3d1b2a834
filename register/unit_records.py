"""The administrative units that addresses say, where they lie, and writing those of another day."""
from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Optional

from ..core.written_units import Written
from .blobs import point_coordinates
from .geometry_functions import blob_wkb
from .known import PROTECTED

KIND = "convert"
_COLUMNS = ("commune", "district", "province", "commune_code", "province_code")


@dataclass(frozen=True)
class UnitRecord:
    """An address in use: what it says of its units, where it is (NaN unknown), whether the registry has it by now."""

    fid: int
    address_id: str
    code: str
    address_text: str
    postcode: str
    written: Written
    protected: bool
    street: str
    settlement: str
    lonlat: tuple[float, float]


def read_records(con: sqlite3.Connection) -> list[UnitRecord]:
    """All addresses in use."""
    rows = con.execute(
        "SELECT fid, address_id, code, address_text, postcode, commune, district, province, commune_code,"
        " province_code, stage, street, settlement, geom FROM address WHERE stage <> 'retired' ORDER BY fid"
    ).fetchall()
    places = point_coordinates([row[13] or b"" for row in rows]).tolist()
    known: dict[tuple[Optional[str], ...], Written] = {}
    found = []
    for row, place in zip(rows, places):
        units = row[5:10]
        if units not in known:
            known[units] = Written(**{name: (value or "").strip() for name, value in zip(_COLUMNS, units)})
        found.append(
            UnitRecord(
                row[0], row[1], row[2] or "", row[3] or "", row[4] or "", known[units], row[10] in PROTECTED,
                row[11] or "", row[12] or "", (place[0], place[1]),
            )
        )  # fmt: skip
    return found


def read_areas(con: sqlite3.Connection, on: date) -> dict[str, bytes]:
    """The outlines (WKB, EPSG:4326) of the communes that the register has for a day, by code."""
    rows = con.execute(
        "SELECT code, geom FROM admin_unit WHERE level = 'commune' AND geom IS NOT NULL"
        " AND (coalesce(valid_from, '') = '' OR substr(valid_from, 1, 10) <= ?1)"
        " AND (coalesce(valid_to, '') = '' OR substr(valid_to, 1, 10) >= ?1) ORDER BY fid",
        (on.isoformat(),),
    )
    return {code: wkb for code, geom in rows if (wkb := blob_wkb(geom))}


def commune_names(con: sqlite3.Connection) -> dict[str, str]:
    """The full name of each commune by code, former ones included; one in force comes before them."""
    rows = con.execute(
        "SELECT code, full_name FROM admin_unit WHERE level = 'commune'"
        " ORDER BY coalesce(valid_to, '') = '', valid_to, fid"
    )
    return dict(rows.fetchall())


def read_postcodes(con: sqlite3.Connection) -> dict[str, str]:
    """The postcode of each commune that the register knows one of."""
    rows = con.execute(
        "SELECT code, postcode FROM admin_unit WHERE level = 'commune' AND coalesce(postcode, '') <> '' ORDER BY fid"
    )
    return dict(rows.fetchall())


def unit_columns(
    changes: Sequence[tuple[UnitRecord, Mapping[str, Optional[str]], bool]], postcodes: Mapping[str, str]
) -> dict[str, dict[int, object]]:
    """What is written, by column and fid: the fields of the new units, whether `by position`, the postcode if known.

    The code of an address is not among them: it stays, whatever its commune is called.
    """
    columns: dict[str, dict[int, object]] = {}
    for record, names, by_position in changes:
        was = {name: getattr(record.written, name) for name in _COLUMNS}
        for name, value in names.items():
            if (value or "") != was[name]:
                columns.setdefault(name, {})[record.fid] = value
        columns.setdefault("commune_method", {})[record.fid] = "inside" if by_position else "field"
        postcode = postcodes.get(names["commune_code"] or "")
        if postcode and postcode != record.postcode:
            columns.setdefault("postcode", {})[record.fid] = postcode
    return columns
