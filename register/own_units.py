"""The register's own units, streets and settlements: what of them follows when addresses get the units of another day.

A street or settlement goes where most of its addresses go, else where its middle lies, else where all records of its
commune go. Units that are new to the register are added, those that are no more get their end date. What is of that day
already is left alone: a code of before 1/7/2025 is often that of another commune of today.
"""
from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from struct import unpack_from
from typing import Any, Callable, Optional

import numpy as np

from ..core.columns import TextColumn
from ..core.unit_fields import is_named
from ..core.units import AdminUnit, UnitLevel, UnitTable
from .apply_change import ChangeMemory
from .geometry_functions import multi, wkb_blob
from .gpkg import update_extent
from .job import Job
from .row_json import row_from_json, row_to_json
from .sql import build, insert, join
from .staging import Table, read_table

STAGED = "own_units"
_KEYS = {"admin_unit": "code", "street": "street_id", "settlement": "settlement_id"}
_PLACES = ("street", "settlement")

Lonlat = tuple[float, float]


@dataclass(frozen=True)
class Moved:
    """An address that gets other units: what it was of, what it gets, its street and settlement."""

    source: AdminUnit
    target: AdminUnit
    commune_code: str
    street: str
    settlement: str


@dataclass(frozen=True)
class RowChange:
    """A row (`fid` -1: a new one) and the columns that are written; `wkb` its area in EPSG:4326."""

    table: str
    fid: int
    values: Mapping[str, Optional[str]]
    wkb: Optional[bytes] = None


@dataclass(frozen=True)
class _Place:
    table: str
    fid: int
    name: str
    commune_code: str
    former: str
    middle: Optional[Lonlat]


@dataclass(frozen=True)
class _Unit:
    fid: int
    code: str
    level: str
    full_name: str
    valid_to: str


@dataclass(frozen=True)
class OwnRows:
    """What the register has of units, streets and settlements, geometries left out."""

    units: tuple[_Unit, ...] = ()
    places: tuple[_Place, ...] = ()


def read_own(con: sqlite3.Connection) -> OwnRows:
    """The rows that may have to follow."""
    units = con.execute(
        "SELECT fid, code, level, coalesce(full_name, ''), coalesce(valid_to, '') FROM admin_unit ORDER BY fid"
    ).fetchall()
    places = []
    for table in _PLACES:
        rows = con.execute(
            build(
                "SELECT fid, coalesce(name, ''), coalesce(commune_code, ''), coalesce(former_commune_code, ''),"
                " substr(geom, 1, 40) FROM {table} WHERE coalesce(valid_to, '') = '' ORDER BY fid",
                table=table,
            )
        )
        places += [_Place(table, fid, name, code, former, _middle(head)) for fid, name, code, former, head in rows]
    return OwnRows(tuple(_Unit(*row) for row in units), tuple(places))


def _middle(head: Optional[bytes]) -> Optional[Lonlat]:
    """The middle of the box that stands at the head of a geometry (degrees)."""
    if head is None or len(head) < 40 or head[:2] != b"GP" or (head[3] >> 1) & 7 != 1:
        return None
    left, right, low, high = unpack_from("<4d" if head[3] & 1 else ">4d", head, 8)
    return (left + right) / 2, (low + high) / 2


def followers(
    own: OwnRows, moved: Sequence[Moved], on: date, table: UnitTable, areas: Mapping[str, bytes],
    codes_at: Callable[[np.ndarray], list[Optional[str]]],
) -> list[RowChange]:  # fmt: skip
    """What of the register's own rows is written when these addresses move to the units of a day.

    `areas`: WKB by code of the communes of that day, for units that are new here; `codes_at` tells in which of them
    positions (n, 2) in degrees lie.
    """
    if not moved:
        return []
    return [*_units(own, moved, on, table, areas), *_places(own, moved, on, table, codes_at)]


# -- streets and settlements ---------------------------------------------------------------------------------


def _places(
    own: OwnRows, moved: Sequence[Moved], on: date, table: UnitTable,
    codes_at: Callable[[np.ndarray], list[Optional[str]]],
) -> Iterable[RowChange]:  # fmt: skip
    votes: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    wholes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in moved:
        old, new = one.commune_code or one.source.code, one.target.code
        wholes[old][new] += 1
        for name, text in zip(_PLACES, (one.street, one.settlement)):
            if text:
                votes[name, old, text][new] += 1
    current = {
        unit.code for unit in own.units
        if not unit.valid_to and (now := table.by_code(unit.code, on)) is not None and is_named(now, unit.full_name)
    }  # fmt: skip
    waiting = [p for p in own.places if p.commune_code in wholes and p.commune_code not in current]
    middles = np.array([p.middle or (np.nan, np.nan) for p in waiting], float).reshape(-1, 2)
    for place, here in zip(waiting, codes_at(middles) if waiting else ()):
        may_be = wholes[place.commune_code]
        voted = votes.get((place.table, place.commune_code, place.name))
        if voted:
            target = max(voted, key=lambda code: (voted[code], code == here, code))
        elif here in may_be:
            target = str(here)
        elif len(may_be) == 1:
            (target,) = may_be
        else:
            continue
        if target != place.commune_code:
            former = place.former or place.commune_code
            yield RowChange(
                place.table, place.fid,
                {"commune_code": target, "former_commune_code": former if former != target else None},
            )  # fmt: skip


# -- units ---------------------------------------------------------------------------------------------------


def _units(
    own: OwnRows, moved: Sequence[Moved], on: date, table: UnitTable, areas: Mapping[str, bytes]
) -> Iterable[RowChange]:
    targets = _with_above({one.target for one in moved}, table, on)
    sources = _with_above({one.source for one in moved}, table, None)
    ended: set[int] = set()
    for unit in sources:
        if unit.valid_to is None or unit.valid_to >= on or any(_is_same(unit, other) for other in targets):
            continue
        for row in own.units:
            if not row.valid_to and (row.code, row.level) == (unit.code, unit.level.value) and _says(row, unit):
                ended.add(row.fid)
                yield RowChange("admin_unit", row.fid, {"valid_to": unit.valid_to.isoformat()})
    for unit in targets:
        rows = [row for row in own.units if (row.code, row.level) == (unit.code, unit.level.value)]
        if any(_says(row, unit) for row in rows):
            continue
        renamed = [row for row in rows if not row.valid_to and row.fid not in ended and _was(row, unit, table)]
        for row in renamed:  # the same unit under another name or of another kind
            values = _values(unit)
            yield RowChange("admin_unit", row.fid, {k: values[k] for k in _NAMES})
        if not renamed:
            yield RowChange("admin_unit", -1, _values(unit), areas.get(unit.code))


_NAMES = ("unit_type", "name", "full_name", "province_code", "parent_code")


def _values(unit: AdminUnit) -> dict[str, Optional[str]]:
    return {
        "code": unit.code, "level": unit.level.value, "unit_type": unit.unit_type, "name": unit.name,
        "full_name": unit.full_name, "province_code": unit.province_code, "parent_code": unit.parent_code,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
    }  # fmt: skip


def _with_above(units: set[AdminUnit], table: UnitTable, on: Optional[date]) -> list[AdminUnit]:
    """Units and those that they lie in, of the same time; in the order of their codes."""
    found = set(units)
    for unit in units:
        for code in (unit.parent_code, unit.province_code):
            day = on or unit.valid_to or date.max
            above = table.by_code(code, day) if code else None
            if above is not None and above.level is not UnitLevel.commune:
                found.add(above)
    return sorted(found, key=lambda unit: (len(unit.code), unit.code, unit.valid_from or date.min))


def _is_same(one: AdminUnit, other: AdminUnit) -> bool:
    return (one.code, one.level, one.full_name) == (other.code, other.level, other.full_name)


def _says(row: _Unit, unit: AdminUnit) -> bool:
    return is_named(unit, row.full_name) and (unit.unit_type in row.full_name or row.full_name == unit.name)


def _was(row: _Unit, unit: AdminUnit, table: UnitTable) -> bool:
    """Whether a row is the unit as it was before within its life: the same side of 1/7/2025."""
    return any(
        other.valid_from is not None and unit.valid_from is not None and _says(row, other)
        for other in table.units
        if (other.code, other.level) == (unit.code, unit.level)
    )


# -- writing ----------------------------------------------------------------------------------------------


def staged_rows(changes: Sequence[RowChange]) -> dict[str, Table]:
    """The rows on their way to the writing process."""
    if not changes:
        return {}
    texts = []
    for change in changes:
        geom = {} if change.wkb is None else {"geom": wkb_blob(multi(change.wkb))}
        values = {**change.values, **geom}
        texts.append(row_to_json(list(values), list(values.values())))
    keys = np.array([change.fid for change in changes], np.int64)
    return {STAGED: Table({"key": keys, "table": TextColumn.of(c.table for c in changes), "row": TextColumn.of(texts)})}


def write_own_units(con: sqlite3.Connection, folder: Path, job: Job, memory: ChangeMemory, now: str) -> None:
    """Write the staged rows, remembered for an undo, with the rows of the log that the triggers would write."""
    staged = read_table(folder, STAGED)
    has_areas = False
    for rows in staged.rows(["key", "table", "row"]) if len(staged) else ():
        for key, table, text in rows:
            new, fid, old = row_from_json(text), int(key), {}
            has_areas |= "geom" in new
            if fid < 0:
                fid = int(con.execute(insert(table, new), list(new.values())).lastrowid or 0)
                memory.remember_row(table, fid, None)
            else:
                memory.remember(table, [fid])
                old = _row(con, table, fid, list(new))
                _update(con, table, fid, new)
            _log(con, table, fid, old, new, now, job.actor, memory.apply_id)
    if has_areas:
        update_extent(con, "admin_unit")


def edited_since(con: sqlite3.Connection, apply_id: int, last: int) -> list[tuple[int, str]]:
    """(seq, what identifies it) of the edits by people, after row `last` of the log, of rows that an apply wrote."""
    return con.execute(
        "SELECT l.seq, coalesce(l.object_id, '') FROM audit_log l WHERE l.seq > ?1 AND l.apply_id IS NULL"
        " AND l.table_name IN ('admin_unit', 'street', 'settlement') AND EXISTS (SELECT 1 FROM apply_change c"
        " WHERE c.apply_id = ?2 AND c.table_name = l.table_name AND c.fid = l.fid)",
        (last, apply_id),
    ).fetchall()


def _row(con: sqlite3.Connection, table: str, fid: int, names: Sequence[str]) -> dict[str, Any]:
    columns = join((build("{c}", c=name) for name in names), ", ")
    found = con.execute(build("SELECT {columns} FROM {table} WHERE fid = ?", columns=columns, table=table), (fid,))
    return dict(zip(names, found.fetchone() or [None] * len(names)))


def _update(con: sqlite3.Connection, table: str, fid: int, values: Mapping[str, Any]) -> None:
    sets = join((build("{c} = ?", c=name) for name in values), ", ")
    con.execute(build("UPDATE {table} SET {sets} WHERE fid = ?", table=table, sets=sets), [*values.values(), fid])


def _log(
    con: sqlite3.Connection, table: str, fid: int, old: Mapping[str, Any], new: Mapping[str, Any], now: str, by: str,
    apply_id: int,
) -> None:  # fmt: skip
    (key,) = _row(con, table, fid, [_KEYS[table]]).values()
    told = [json.dumps(_plain(row), ensure_ascii=False) if row else None for row in (old, new)]
    con.execute(
        insert("audit_log", ("at", "by", "apply_id", "table_name", "fid", "object_id", "action", "old", "new")),
        (now, by, apply_id, table, fid, key, "update" if old else "insert", *told),
    )  # fmt: skip


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """As the triggers write it: geometries as hexadecimal text."""
    return {name: value.hex().upper() if isinstance(value, bytes) else value for name, value in row.items()}
