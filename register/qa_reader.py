"""Reading addresses for the rules: the columns that they ask for, a chunk at a time, as of one moment.

An AddressReader of core.rules.records; what other tables say of an address is joined in SQL.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.rules.records import CHUNK, AddressChunk, Virtual
from .blobs import point_coordinates
from .photo_folders import folders_of
from .qa_history import changed_after_verified
from .qa_outlines import attach
from .sql import Sql, build, join

_MARKS = 500
_LEDGER = "LEFT JOIN code_ledger l ON l.code = a.code"
_SOURCE = "LEFT JOIN address_source s ON s.fid = a.fid"
_PARENT = "LEFT JOIN address p ON p.address_id = a.parent_id"
# What a virtual column is in SQL, and the join that it needs.
_JOINED: Mapping[Virtual, tuple[str, str]] = {
    Virtual.ledger_state: ("l.state", _LEDGER),
    Virtual.ledger_address_id: ("l.address_id", _LEDGER),
    Virtual.ledger_block_id: ("l.block_id", _LEDGER),
    Virtual.parent_stage: ("p.stage", _PARENT),
    Virtual.footprint: ("s.footprint", _SOURCE),
    Virtual.footprint_crs: ("s.crs", _SOURCE),
    Virtual.photo_exists: ("a.photo", ""),
    Virtual.changed_after_verified: ("a.address_id", ""),
}
# With outlines of today's layers: where an object is on them, that one counts.
_OUTLINES = _SOURCE + " LEFT JOIN outlines.outline o ON o.role = s.role AND o.key = CAST(s.source_key AS BLOB)"
_TODAY: Mapping[Virtual, tuple[str, str]] = {
    Virtual.footprint: ("coalesce(o.wkb, s.footprint)", _OUTLINES),
    Virtual.footprint_crs: ("CASE WHEN o.wkb IS NULL THEN s.crs ELSE o.crs END", _OUTLINES),
}
# Few addresses have such rows: looked up once for all, unlike what every address has.
_COUNTED: Mapping[Virtual, str] = {
    Virtual.recipients: "SELECT address_id, count(*) FROM person GROUP BY address_id",
    Virtual.notices: "SELECT address_id, count(*) FROM notification WHERE state IN ('sent', 'reached')"
    " GROUP BY address_id",
    Virtual.plaque_state: "SELECT address_id, state FROM plaque WHERE state NOT IN ('removed', 'replaced')"
    " ORDER BY plaque_id",
}
_NEEDS = {Virtual.notices: "notification", Virtual.plaque_state: "plaque"}


class RowChunk:
    """Rows of a query as columns; a column is made when it is asked for. The query begins with fid and geom."""

    def __init__(
        self, rows: list[tuple[Any, ...]], names: Sequence[str], made: Mapping[str, Callable[[Any], Any]]
    ) -> None:
        self.fid = np.array([row[0] for row in rows], np.int64)
        lonlat = point_coordinates([row[1] or b"" for row in rows])
        self.lon, self.lat = lonlat[:, 0], lonlat[:, 1]
        self._columns = dict(zip(names, list(zip(*rows))[2:])) if rows else dict.fromkeys(names, ())
        self._made = made

    def column(self, name: str) -> Sequence[Any]:
        """The column's values, None where NULL."""
        make = self._made.get(name)
        values = self._columns[str(getattr(name, "value", name))]
        return values if make is None else [make(value) for value in values]


class RegisterReader:
    """Reads the addresses of a register through a connection that stays in one state of it (`snapshot`).

    `outlines`: an OutlineFile with the outlines of today's layers.
    """

    def __init__(self, con: sqlite3.Connection, path: Path, outlines: Optional[Path] = None) -> None:
        self._con = con
        self._joined = dict(_JOINED)
        if outlines is not None:
            attach(con, outlines)
            self._joined.update(_TODAY)
        self._photos = folders_of(path)
        self._tables = {name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        self._columns = {name for (name,) in con.execute("SELECT name FROM pragma_table_info('address')")}
        self._known: dict[Virtual, Mapping[str, Any]] = {}
        self.count = int(con.execute("SELECT count(*) FROM address").fetchone()[0])

    def chunks(self, columns: Sequence[str], size: int = CHUNK) -> Iterator[AddressChunk]:
        """All addresses in the order of fid."""
        cursor = self._con.execute(self._query(columns, Sql("ORDER BY a.fid")))
        made = self._makers(columns)
        while True:
            rows = cursor.fetchmany(size)
            if not rows:
                return
            yield RowChunk(rows, _texts(columns), made)

    def pick(self, fids: np.ndarray, columns: Sequence[str]) -> AddressChunk:
        """The addresses of these fids (sorted) in the order of fid."""
        return RowChunk(self._rows("fid", fids.tolist(), columns), _texts(columns), self._makers(columns))

    def by_id(self, address_ids: Sequence[str], columns: Sequence[str]) -> AddressChunk:
        """The addresses of these ids, in the order of fid."""
        rows = sorted(self._rows("address_id", list(address_ids), columns), key=lambda row: int(row[0]))
        return RowChunk(rows, _texts(columns), self._makers(columns))

    def _rows(self, key: str, values: Sequence[Any], columns: Sequence[str]) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        for low in range(0, len(values), _MARKS):
            some = values[low: low + _MARKS]
            marks = join(["?"] * len(some), ", ")
            where = build("WHERE a.{key} IN ({marks}) ORDER BY a.fid", key=key, marks=marks)
            rows += self._con.execute(self._query(columns, where), some)
        return rows

    def _query(self, columns: Sequence[str], tail: Sql) -> Sql:
        names: list[Sql] = [Sql("a.fid"), Sql("a.geom")]
        joins: list[str] = []
        for name in columns:
            virtual = _virtual(name)
            if virtual in _COUNTED:
                names.append(Sql("a.address_id"))
            elif virtual is not None:
                expression, needed = self._joined[virtual]
                known = virtual is not Virtual.photo_exists or "photo" in self._columns
                names.append(Sql(expression if known else "NULL"))
                joins += [needed] if needed and needed not in joins else []
            else:
                names.append(build("a.{c}", c=name) if name in self._columns else Sql("NULL"))
        return build(
            "SELECT {names} FROM address a {joins} {tail}",
            names=join(names, ", "), joins=join(joins, " "), tail=tail,
        )

    def _makers(self, columns: Sequence[str]) -> dict[str, Callable[[Any], Any]]:
        """How the value of a column is made of what the query says."""
        made: dict[str, Callable[[Any], Any]] = {}
        for virtual in filter(None, map(_virtual, columns)):
            if virtual is Virtual.photo_exists:
                made[virtual.value] = self._photo_exists
            elif virtual in _COUNTED or virtual is Virtual.changed_after_verified:
                if virtual not in self._known:
                    self._known[virtual] = self._look_up(virtual)
                made[virtual.value] = self._known[virtual].get
        return made

    def _look_up(self, virtual: Virtual) -> Mapping[str, Any]:
        if virtual is Virtual.changed_after_verified:
            return changed_after_verified(self._con)
        if _NEEDS.get(virtual, "address") not in self._tables:
            return {}
        return dict(self._con.execute(_COUNTED[virtual]))

    def _photo_exists(self, photo: Optional[str]) -> Optional[int]:
        if not photo or not str(photo).strip() or "://" in str(photo):
            return None
        there = self._photos.exists(str(photo))
        return None if there is None else int(there)


def _virtual(name: str) -> Optional[Virtual]:
    try:
        return Virtual(name)
    except ValueError:
        return None


def _texts(columns: Iterable[str]) -> list[str]:
    return [str(getattr(name, "value", name)) for name in columns]
