"""Further positions of addresses (entrances …) that came back from the field: told like fields, and never deleted."""
from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Optional, cast

import numpy as np

from ..core.collected import PROTECTED, Difference, KnownAddress, Status, tells_of_a_person
from ..core.collected_reasons import Reason
from ..core.columns import TextColumn
from ..core.field_changes import ExactReader, FieldPlan, LonLat, bad_place, is_near, shown_place
from ..core.field_reasons import FieldReason
from ..core.field_spec import Bilingual, FieldGroup, FieldSpec, FieldType
from ..core.lifecycle import Stage
from ..core.text import nfc
from .field_known import HungPlanner
from .geometry_functions import envelope
from .side_rows import TABLE
from .staging import Table
from .table_triggers import POSITION_KINDS

SPEC = FieldSpec(
    TABLE, FieldType.TEXT, FieldGroup.BASIC, Bilingual("Vị trí khác", "Further position"), Bilingual("", "")
)


class Position(NamedTuple):
    """A row of the table."""

    fid: int
    address_id: str
    kind: str
    note: Optional[str]
    lonlat: LonLat

    def says(self, other: Optional[Position]) -> bool:
        """Whether it says the same as another row, whatever their numbers."""
        same = other is not None and self[1:4] == other[1:4]
        return same and other is not None and is_near(self.lonlat, other.lonlat)

    def shown(self) -> str:
        """What a person reads of it."""
        return " · ".join(filter(None, (self.kind, shown_place(self.lonlat), self.note)))


@dataclass(frozen=True)
class PositionPair:
    """A position of the package that differs from its base (None: it is new), or is gone from the package."""

    mine: Optional[Position]
    base: Optional[Position]


def read_position_pairs(con: sqlite3.Connection) -> tuple[PositionPair, ...]:
    """The positions that differ between the package `con` and its attached `base`."""
    mine, base = _all(con, "main"), _all(con, "base")
    changed = [PositionPair(p, base.get(fid)) for fid, p in mine.items() if not p.says(base.get(fid))]
    return (*changed, *(PositionPair(None, p) for fid, p in base.items() if fid not in mine))


def _all(con: sqlite3.Connection, schema: str) -> dict[int, Position]:
    # Two statements, not one with the schema put in: there are no others.
    query = {
        "main": "SELECT fid, address_id, kind, note, geom FROM main.address_position ORDER BY fid",
        "base": "SELECT fid, address_id, kind, note, geom FROM base.address_position ORDER BY fid",
    }[schema]
    return {row[0]: _position(row) for row in con.execute(query)}


def _position(row: Sequence[Any]) -> Position:
    fid, address_id, kind, note, geom = row
    try:
        box = envelope(geom)
    except ValueError:
        box = None
    text = nfc(str(note)).strip() if note else ""
    lonlat = None if box is None else (box[0], box[2])
    return Position(fid, str(address_id or ""), str(kind or ""), text or None, lonlat)


class PositionPlanner(HungPlanner):
    """Decides what of the positions is taken, and adds it to a plan."""

    def __init__(self, con: sqlite3.Connection, plan: FieldPlan, audit_seq: int) -> None:
        super().__init__(con, plan, audit_seq)
        self._taken: list[Position] = []

    def add(self, pairs: Sequence[PositionPair]) -> FieldPlan:
        """The plan with the positions."""
        for pair in pairs:
            self._decide(pair)
        readers = {**self._plan.readers, TABLE: ExactReader(SPEC)}
        return self._finished((p.address_id for p in self._taken), readers=readers, positions=tuple(self._taken))

    def _decide(self, pair: PositionPair) -> None:
        row = pair.mine or pair.base
        if row is None:
            return
        k = self._find(row.address_id)
        if k < 0:
            self._tell(-1, Status.REJECTED, FieldReason.GONE, pair)
            return
        if pair.mine is None:
            self._tell(k, Status.REJECTED, FieldReason.POSITION_DELETED, pair)
            return
        theirs = self._theirs(pair)
        if pair.mine.says(theirs):
            return
        reason, details = self._refusal(pair, theirs, self._known[k])
        if reason is not None:
            status = Status.CONFLICT if reason is FieldReason.NEWER_EDIT else Status.REJECTED
            self._tell(k, status, reason, pair, **details)
            return
        self._tell(k, Status.CHANGED if pair.base else Status.ADDED, None, pair)
        self._taken.append(pair.mine if pair.base else pair.mine._replace(fid=-1))

    def _refusal(
        self, pair: PositionPair, theirs: Optional[Position], address: KnownAddress
    ) -> tuple[Optional[FieldReason | Reason], dict[str, object]]:
        mine = pair.mine
        if mine is None:
            return FieldReason.POSITION_DELETED, {}
        if address.stage == Stage.RETIRED.value:
            return Reason.RETIRED, {"key": address.code or address.address_id}
        place = bad_place(mine.lonlat)
        if place is not None:
            return place, {}
        if mine.kind not in POSITION_KINDS:
            return Reason.NOT_IN_DOMAIN, {"hint": "", "low": "", "high": ""}
        if mine.note and tells_of_a_person(mine.note):
            return Reason.PERSONAL_TEXT, {}
        if pair.base is None:
            return None, {}
        if address.stage in PROTECTED:
            return FieldReason.PROTECTED, {"stage": address.stage}
        if theirs is None:
            return FieldReason.POSITION_GONE, {}
        if mine.address_id != pair.base.address_id:
            return FieldReason.NOT_FROM_FIELD, {}
        return (None, {}) if pair.base.says(theirs) else (FieldReason.NEWER_EDIT, self._editor(TABLE, theirs.fid))

    def _theirs(self, pair: PositionPair) -> Optional[Position]:
        """The row of the register that a position of the package is, or that says the same already."""
        if pair.base is not None:
            query = "SELECT fid, address_id, kind, note, geom FROM address_position WHERE fid = ? AND address_id = ?"
            row = self._con.execute(query, (pair.base.fid, pair.base.address_id)).fetchone()
            return None if row is None else _position(row)
        query = "SELECT fid, address_id, kind, note, geom FROM address_position WHERE address_id = ?"
        mine = pair.mine
        rows = map(_position, self._con.execute(query, (mine.address_id if mine else "",)))
        return next((p for p in rows if mine is not None and mine.says(p)), None)

    def _tell(
        self, k: int, status: Status, reason: Optional[FieldReason | Reason], pair: PositionPair, **details: object
    ) -> None:
        old, new = (None if p is None else p.shown() for p in (pair.base, pair.mine))
        row = pair.mine or pair.base
        self._differences.append(
            Difference(row.fid if row else 0, k, TABLE, status, cast(Optional[Reason], reason), old, new, details)
        )


def position_table(taken: Sequence[Position]) -> Table:
    """The positions to write, as `side_rows` reads them."""
    lonlat = np.array([p.lonlat for p in taken], float).reshape(-1, 2)
    return Table(
        {
            "fid": np.array([p.fid for p in taken], np.int64),
            "address_id": TextColumn.of(p.address_id for p in taken),
            "kind": TextColumn.of(p.kind for p in taken),
            "note": TextColumn.of(p.note for p in taken),
            "lon": lonlat[:, 0],
            "lat": lonlat[:, 1],
        }
    )
