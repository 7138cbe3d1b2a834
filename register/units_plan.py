"""Units of a building: which of those asked for are there, and the tables of an apply that adds the others."""
from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core import address_text
from ..core.allocation import allocate
from ..core.building_units import PlannedUnit, unit_key
from ..core.codes.provisional import provisional_keys, provisional_mask
from ..core.codes.scheme import CodeScheme
from ..core.columns import TextColumn
from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.lifecycle import Stage, is_filled
from .actor import current_user
from .apply import PROVISIONAL_SCHEME
from .blobs import point_coordinates
from .errors import RegisterError
from .job import Job
from .known import find_parent, read_numbers, read_units
from .reading import read_meta
from .staging import Table
from .transaction import last_edit, revision

KIND = "units"
ROLE = "unit"  # in address_source: no layer has objects of this role, so no assignment misses them
# What a unit has of its building; the rest is its own.
INHERITED = (
    "house_number", "no_number", "alley", "street", "settlement", "commune_code", "commune", "district",
    "province_code", "province", "postcode", "housing_area", "block", "commune_method", "position_method",
)  # fmt: skip
_NUMBERS = ("no_number",)
_OPEN_STAGES = (Stage.DECLARED.value, Stage.CREATED.value)

NO_PARENT = Message(
    "units_no_parent",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register {path} has no address with the code or id {parent}. Check PARENT."
    ),
)
PARENT_IS_UNIT = Message(
    "units_parent_is_unit",
    QT_TRANSLATE_NOOP(
        "diachiso", "{parent} is itself a unit of a building. Units have no units: choose the building."
    ),
)
PARENT_RETIRED = Message(
    "units_parent_retired",
    QT_TRANSLATE_NOOP(
        "diachiso", "{parent} is retired, so nothing is added to it. Restore it first, or choose another."
    ),
)
PARENT_NOWHERE = Message(
    "units_parent_nowhere",
    QT_TRANSLATE_NOOP(
        "diachiso", "{parent} has no position, and its units would have none. Place it on the map first."
    ),
)
NO_COMMUNE = Message(
    "units_no_commune",
    QT_TRANSLATE_NOOP(
        "diachiso", "{parent} has no commune, so nobody knows whose numbers its units get. Enter its commune first."
    ),
)


@dataclass(frozen=True)
class UnitsRequest:
    """Units of the address `parent` (code or address_id); `scheme` None: they get no codes."""

    parent: str
    units: Sequence[PlannedUnit]
    object_class: str
    word: str
    scheme: Optional[CodeScheme]


@dataclass(frozen=True)
class UnitRow:
    """A unit of the answer: status new, coded (it was there and gets a code), kept or retired (left as it is)."""

    status: str
    address_id: str
    code: str
    floor: str
    room: str
    address_text: str


@dataclass(frozen=True)
class UnitsSummary:
    """What was done, or would be: the units, the building's columns, and the backup (None: nothing was written)."""

    rows: tuple[UnitRow, ...]
    parent: Mapping[str, Any]
    lonlat: tuple[float, float]
    object_class: str
    backup: Optional[Path] = None

    def count(self, *statuses: str) -> int:
        """How many of the units have one of the statuses."""
        return sum(row.status in statuses for row in self.rows)


def building_of(con: sqlite3.Connection, path: Path, parent: str) -> Mapping[str, Any]:
    """The columns of the address that is to have units (RegisterError where it may have none)."""
    found = find_parent(con, parent.strip())
    if found is None:
        raise RegisterError(NO_PARENT, path=str(path), parent=parent)
    if found["parent_id"]:
        raise RegisterError(PARENT_IS_UNIT, parent=parent)
    if found["stage"] == Stage.RETIRED.value:
        raise RegisterError(PARENT_RETIRED, parent=parent)
    if np.isnan(point_coordinates([found["geom"] or b""])).any():
        raise RegisterError(PARENT_NOWHERE, parent=parent)
    return found


class UnitsPlan:
    """The units asked for beside those that are there."""

    def __init__(self, con: sqlite3.Connection, path: Path, request: UnitsRequest) -> None:
        self.path, self.request = path, request
        self.revision, self.audit_seq = revision(con), last_edit(con)
        self.parent = building_of(con, path, request.parent)
        self.parent_id = str(self.parent["address_id"])
        self.lonlat = point_coordinates([self.parent["geom"]])
        if request.scheme is not None and not is_filled(self.parent["commune_code"]):
            raise RegisterError(NO_COMMUNE, parent=request.parent)
        self.required = read_meta(con).profile.required_names
        known = self._known(con)
        self.old = [self._match(known, unit) for unit in request.units]
        self.new = [i for i, row in enumerate(self.old) if row is None]
        self.wanting = [i for i, row in enumerate(self.old) if row is not None and self._wants_code(row)]
        self._give_codes(con)

    # -- what is there -----------------------------------------------------------------------------------

    def _known(self, con: sqlite3.Connection) -> dict[str, Mapping[str, Any]]:
        """The building's units by every key that they are known under; those that are in use win."""
        columns = ("fid", "address_id", "floor", "room", "stage", "code", "code_origin", "address_text", "source_key")
        known: dict[str, Mapping[str, Any]] = {}
        rows = [dict(zip(columns, row)) for row in read_units(con, self.parent_id, columns)]
        for row in sorted(rows, key=lambda r: r["stage"] == Stage.RETIRED.value):
            key, floor = unit_key(row["room"], row["floor"]), row["floor"] or ""
            keys = (row["source_key"], self._key(key), self._key(f"{floor.lower()}:{unit_key(row['room'])}"))
            for name in filter(None, keys):
                known.setdefault(name, row)
        return known

    def _match(self, known: Mapping[str, Mapping[str, Any]], unit: PlannedUnit) -> Optional[Mapping[str, Any]]:
        return known.get(self._key(unit.key))

    def _key(self, key: str) -> str:
        return f"{self.parent_id}#{key}"

    def _wants_code(self, row: Mapping[str, Any]) -> bool:
        if self.request.scheme is None or row["stage"] not in _OPEN_STAGES:
            return False
        return not row["code"] or row["code_origin"] == "provisional"

    # -- codes -------------------------------------------------------------------------------------------

    def _give_codes(self, con: sqlite3.Connection) -> None:
        """Codes in the order in which the units were asked for; provisional ones where the commune has no block."""
        n = len(self.request.units)
        self.code = np.zeros(n, "U32")
        self.block, self.serial = np.full(n, -1, np.int64), np.full(n, -1, np.int64)
        scheme = self.request.scheme
        if scheme is None:
            return
        blocks, taken, next_provisional = read_numbers(con, scheme)
        own = blocks.get(str(self.parent["commune_code"]))
        if not own:  # a provisional key is not exchanged for another one
            self.wanting = [i for i in self.wanting if not self._old(i)["code"]]
        index = np.array(sorted([*self.new, *self.wanting]), np.int64)
        if len(index) == 0:
            return
        if not own:
            self.serial[index] = next_provisional + np.arange(len(index))
            self.code[index] = provisional_keys(self.serial[index])
            return
        ids, serials = allocate(own, taken, len(index), commune=str(self.parent["commune"] or ""))
        self.block[index], self.serial[index] = ids, serials
        units = {name: str(self.parent[name] or "") for name in ("commune_code", "postcode", "province_code")}
        for block in own:
            some = index[ids == block.block_id]
            self.code[some] = scheme.compose_serials(block.prefix, self.serial[some], units)

    # -- what is written ---------------------------------------------------------------------------------

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.new or self.wanting)

    def _old(self, i: int) -> Mapping[str, Any]:
        row = self.old[i]
        if row is None:
            raise RuntimeError("a new unit")
        return row

    def _room(self, i: int) -> str:
        return " ".join(filter(None, (self.request.word, self.request.units[i].label)))

    def _values(self, i: int) -> dict[str, Any]:
        """The columns of a new unit, its identity and position apart."""
        parent = self.parent
        return {
            **{name: parent[name] for name in INHERITED},
            "building_name": parent["building_name"] or parent["name"],
            "object_class": self.request.object_class or parent["object_class"],
            "floor": self.request.units[i].floor or None,
            "room": self._room(i),
        }

    def _stage(self, values: Mapping[str, Any]) -> str:
        """Created once it has all that the profile asks for; the identity and the stage are there by then."""
        there = {**values, "code": self.request.scheme, "role": 1, "stage": 1, "address_id": 1}
        complete = all(is_filled(there.get(name)) for name in self.required)
        return Stage.CREATED.value if complete else Stage.DECLARED.value

    def job(self) -> Job:
        """What the apply is told besides its tables."""
        scheme = self.request.scheme
        counts = {"new": len(self.new), "coded": len(self.wanting), "kept": len(self.old) - len(self.new)}
        stage_of_new = self._stage(self._values(self.new[0])) if self.new else Stage.DECLARED.value
        return Job(
            path=str(self.path), kind=KIND, source=self.parent_id, revision=self.revision, actor=current_user(),
            backup="", params={"parent": self.parent_id, "scheme": scheme.id if scheme else None}, counts=counts,
            columns={"role": self.parent["role"], "stage": stage_of_new, "parent_id": self.parent_id},
            source_columns={"role": ROLE}, audit_seq=self.audit_seq,
        )  # fmt: skip

    def tables(self) -> dict[str, Table]:
        """The tables of the apply, see plan_writer."""
        made: dict[str, Table] = {}
        if self.new:
            made["insert_address"], made["insert_source"] = self._inserts(), self._sources()
        if self.request.scheme is not None:
            made["ledger"] = self._ledger()
        if self.wanting:
            made["update_address_0"] = self._codes_of(self.wanting, {"fid": self._fids(self.wanting)}, staged=True)
            replaced = [code for i in self.wanting if (code := self._old(i)["code"])]
            made["ledger_state"] = Table(
                {"code": TextColumn.of(replaced), "state": TextColumn.constant(len(replaced), "retired")}
            )
        return made

    def _inserts(self) -> Table:
        n = len(self.new)
        rows = [self._values(i) for i in self.new]
        columns: dict[str, Any] = {"lon": np.full(n, self.lonlat[0, 0]), "lat": np.full(n, self.lonlat[0, 1])}
        for name in rows[0]:
            values = [row[name] for row in rows]
            if name not in _NUMBERS:
                columns[name] = TextColumn.of(values)
            elif values[0] is not None:
                columns[name] = np.array(values, np.int64)
        return self._codes_of(self.new, columns) if self.request.scheme is not None else Table(columns)

    def _codes_of(self, index: list[int], columns: dict[str, Any], staged: bool = False) -> Table:
        provisional = provisional_mask(self.code[index]).astype(np.int32)
        scheme = self.request.scheme.id if self.request.scheme else ""
        columns["code"] = self.code[index]
        columns["code_scheme"] = TextColumn(provisional, (scheme, PROVISIONAL_SCHEME))
        columns["code_origin"] = TextColumn(provisional, ("block", "provisional"))
        if staged:
            columns["stage"] = TextColumn.of([self._stage_when_coded(self._old(i)) for i in index])
        return Table(columns)

    def _stage_when_coded(self, row: Mapping[str, Any]) -> str:
        full = {**self.parent, "object_class": self.request.object_class or self.parent["object_class"], **row}
        return self._stage(full)

    def _sources(self) -> Table:
        keys = [self._key(self.request.units[i].key).encode("utf-8") for i in self.new]
        return Table({"source_key": np.array(keys, dtype=bytes), "fingerprint": np.zeros(len(keys), np.int64)})

    def _fids(self, index: list[int]) -> np.ndarray:
        return np.array([self._old(i)["fid"] for i in index], np.int64)

    def _ledger(self) -> Table:
        index = np.array([*self.new, *self.wanting], np.int64)
        provisional = provisional_mask(self.code[index]).astype(np.int32)
        scheme = self.request.scheme.id if self.request.scheme else ""
        nobody = np.full(len(self.new), -1, np.int64)
        return Table(
            {
                "code": self.code[index],
                "scheme": TextColumn(provisional, (scheme, PROVISIONAL_SCHEME)),
                "state": TextColumn.constant(len(index), "given"),
                "block_id": self.block[index],
                "serial": self.serial[index],
                "row": np.concatenate([np.arange(len(self.new)), np.full(len(self.wanting), -1)]).astype(np.int64),
                "fid": np.concatenate([nobody, self._fids(self.wanting)]).astype(np.int64),
            }
        )

    # -- what is told ------------------------------------------------------------------------------------

    def summary(self, ids: Optional[Mapping[str, str]] = None) -> UnitsSummary:
        """The units as they are after the apply; `ids` by source key, where they are written."""
        rows = tuple(self._row(i, ids or {}) for i in range(len(self.old)))
        chosen = self.request.object_class or str(self.parent["object_class"] or "")
        return UnitsSummary(rows, self.parent, (self.lonlat[0, 0], self.lonlat[0, 1]), chosen)

    def _row(self, i: int, ids: Mapping[str, str]) -> UnitRow:
        old, unit, code = self.old[i], self.request.units[i], str(self.code[i])
        if old is None:
            text = address_text.compose({**self.parent, **self._values(i)})
            return UnitRow("new", ids.get(self._key(unit.key), ""), code, unit.floor, self._room(i), text)
        status = "coded" if i in self.wanting else "retired" if old["stage"] == Stage.RETIRED.value else "kept"
        shown = (old["floor"] or "", old["room"] or "", old["address_text"] or "")
        return UnitRow(status, str(old["address_id"]), code or old["code"] or "", *shown)
