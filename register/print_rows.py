"""The addresses to print, read from a register in walking order, a few hundred at a time."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.numbering import full_number
from ..core.print_selection import PrintFilter, like_communes, like_settlements, like_streets, print_order
from .blobs import point_coordinates
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .sql import Sql, build, join

_CHUNK = 400  # rows read at a time, below SQLite's 999 parameters
_MOST_TOLD = 12
GROUPS = ("I", "II", "III")

NO_SUCH = Message(
    "print_no_such",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register has no addresses in “{wanted}”. Correct the name; it has: {known}."
    ),
)


@dataclass(frozen=True)
class PrintRow:
    """An address: all of its columns by name (None for NULL), its position in degrees (None without one)."""

    fid: int
    values: Mapping[str, Any]
    lonlat: Optional[tuple[float, float]]

    def text(self, column: str) -> str:
        """A column as text, '' for NULL or a column that the register does not have."""
        value = self.values.get(column)
        return "" if value is None else str(value)


class PrintRows:
    """Addresses in walking order; iterating reads them anew from the connection."""

    def __init__(self, con: sqlite3.Connection, fids: Sequence[int]) -> None:
        self._con, self.fids = con, fids
        self.columns = _columns(con)

    def __len__(self) -> int:
        return len(self.fids)

    def __iter__(self) -> Iterator[PrintRow]:
        query = build(
            "SELECT geom, {columns} FROM address WHERE fid IN ({marks})",
            columns=self.columns, marks=Sql(", ".join("?" * _CHUNK)),
        )  # fmt: skip
        for low in range(0, len(self.fids), _CHUNK):
            wanted = list(self.fids[low: low + _CHUNK])
            found = self._con.execute(query, [*wanted, *[None] * (_CHUNK - len(wanted))]).fetchall()
            places = point_coordinates([row[0] or b"" for row in found])
            rows = {}
            for (_, *values), (lon, lat) in zip(found, places.tolist()):
                record = dict(zip(self.columns, values))
                rows[record["fid"]] = PrintRow(record["fid"], record, (lon, lat) if lon == lon else None)
            yield from (rows[fid] for fid in wanted)


class StoredRows:
    """Rows kept in a file of ours, so that the register is free for others while they are painted."""

    def __init__(self, file: Path, rows: Iterable[PrintRow]) -> None:
        self._file, self._count = file, 0
        with open(file, "w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps([row.fid, row.values, row.lonlat], ensure_ascii=False) + "\n")
                self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PrintRow]:
        with open(self._file, encoding="utf-8") as stream:
            for line in stream:
                fid, values, lonlat = json.loads(line)
                yield PrintRow(fid, values, None if lonlat is None else (lonlat[0], lonlat[1]))


def address_columns(path: str | Path) -> list[str]:
    """The columns that a printed row has (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return _columns(con)


def class_words(con: sqlite3.Connection) -> dict[str, str]:
    """The Vietnamese name of each object class: what is printed is in Vietnamese."""
    return dict(con.execute("SELECT code, name_vi FROM object_class"))


def _columns(con: sqlite3.Connection) -> list[str]:
    return [name for _, name, *_ in con.execute("PRAGMA table_info(address)") if name != "geom"]


def rows_to_print(con: sqlite3.Connection, chosen: PrintFilter) -> PrintRows:
    """The addresses that a filter asks for, in walking order (RegisterError for a place that no address has).

    Read within one transaction (`snapshot`), so that order and rows are of one moment.
    """
    where, values = _conditions(con, chosen)
    query = build(
        "SELECT fid, coalesce(commune_code, ''), street, house_number, alley, block, floor, room, geom, address_id,"
        " code FROM address WHERE {where} ORDER BY fid",
        where=where,
    )
    fids, communes, streets, numbers, units, geoms = [], [], [], [], [], []
    for fid, commune, street, number, alley, block, floor, room, geom, address_id, code in con.execute(query, values):
        if chosen.only is not None and address_id not in chosen.only and code not in chosen.only:
            continue
        fids.append(fid)
        communes.append(commune)
        streets.append(street)
        numbers.append(full_number(number, alley))
        units.append("/".join(filter(None, (block, floor, room))))
        geoms.append(geom or b"")
    order = print_order(communes, streets, numbers, units, point_coordinates(geoms), np.array(fids, np.int64))
    return PrintRows(con, [fids[k] for k in order.tolist()])


def _conditions(con: sqlite3.Connection, chosen: PrintFilter) -> tuple[Sql, list[str]]:
    parts = [Sql("1")] if chosen.stages else [Sql("stage <> 'retired'")]
    values: list[str] = []
    communes = con.execute(
        "SELECT DISTINCT a.commune_code, coalesce(u.full_name, a.commune, '') FROM address a"
        " LEFT JOIN admin_unit u ON u.code = a.commune_code AND u.level = 'commune' WHERE a.commune_code IS NOT NULL"
    ).fetchall()
    asked: list[tuple[str, Sequence[str], Sequence[str], Sequence[str]]] = [
        ("commune_code", chosen.communes, like_communes(communes, chosen.communes), [name for _, name in communes]),
    ]
    for column, wanted, like in (
        ("settlement", chosen.settlements, like_settlements), ("street", chosen.streets, like_streets),
    ):  # fmt: skip
        known = _known(con, column) if wanted else []
        asked.append((column, wanted, like(known, wanted), known))
    if chosen.classes:
        classes = con.execute("SELECT code, object_group FROM object_class").fetchall()
        meant = [code for code, group in classes if code in chosen.classes or group in chosen.classes]
        asked.append(("object_class", chosen.classes, meant, [*GROUPS, *(code for code, _ in classes)]))
    asked.append(("stage", chosen.stages, chosen.stages, ()))
    for column, names, found, offered in asked:
        if not names:
            continue
        if not found:
            told = ", ".join(sorted(offered)[:_MOST_TOLD]) + (" …" if len(offered) > _MOST_TOLD else "")
            raise RegisterError(NO_SUCH, wanted=", ".join(names), known=told or "–")
        parts.append(build("{c} IN ({marks})", c=column, marks=Sql(", ".join("?" * len(found)))))
        values += found
    return join(parts, " AND "), values


def _known(con: sqlite3.Connection, column: str) -> list[str]:
    query = build("SELECT DISTINCT {c} FROM address WHERE coalesce({c}, '') <> ''", c=column)
    return [name for (name,) in con.execute(query)]
