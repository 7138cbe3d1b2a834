"""Notices and plaques that came back from the field: told column by column, and never deleted.

Whatever the address's stage: a plaque is mounted and a notice given after the code was issued.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Optional, Union, cast

from ..core.cell_values import domain_of_choices
from ..core.collected import Difference, Status, tells_of_a_person
from ..core.collected_reasons import Reason
from ..core.field_changes import ExactReader, FieldPlan
from ..core.field_package import PackageManifest
from ..core.field_reasons import FieldReason
from ..core.field_spec import FieldGroup, FieldSpec, FieldType, FormUse
from ..core.lifecycle import Stage
from ..core.plaque_life import FAR_M, metres_apart
from ..core.text import nfc
from .collected import positions
from .field_known import HungPlanner
from .side_tables import SIDE_TABLES, SideRow, SideTable
from .sql import Sql, build

Why = Optional[Union[Reason, FieldReason]]


@dataclass(frozen=True)
class SidePair:
    """A row of the package that differs from its base (None: it is new), or is gone from the package."""

    table: SideTable
    mine: Optional[SideRow]
    base: Optional[SideRow]


def read_side_pairs(con: sqlite3.Connection) -> tuple[SidePair, ...]:
    """The rows that differ between the package `con` and its attached `base`, where both have the table."""
    pairs: list[SidePair] = []
    for table in SIDE_TABLES.values():
        if not all(_has(con, schema, table) for schema in ("main", "base")):
            continue
        mine, base = (_all(con, schema, table) for schema in ("main", "base"))
        pairs += [SidePair(table, row, base.get(key)) for key, row in mine.items() if row != base.get(key)]
        pairs += [SidePair(table, None, row) for key, row in base.items() if key not in mine]
    return tuple(pairs)


def count_changed_people(con: sqlite3.Connection) -> int:
    """How many rows of people differ between the package and its base: they are not taken from the field."""
    columns = [
        [name for (name,) in con.execute("SELECT name FROM pragma_table_info('person', ?)", (schema,))]
        for schema in ("main", "base")
    ]
    if not columns[0] or columns[0] != columns[1]:
        return 0
    changed = con.execute(
        "SELECT count(*) FROM (SELECT * FROM main.person EXCEPT SELECT * FROM base.person)"
    ).fetchone()[0]
    gone = "SELECT count(*) FROM base.person WHERE person_id NOT IN (SELECT person_id FROM main.person)"
    return int(changed) + int(con.execute(gone).fetchone()[0])


def _has(con: sqlite3.Connection, schema: str, table: SideTable) -> bool:
    rows = con.execute("SELECT name FROM pragma_table_info(?, ?)", (table.name, schema))
    return {table.key, "address_id", *table.columns} <= {name for (name,) in rows}


def _all(con: sqlite3.Connection, schema: str, table: SideTable) -> dict[int, SideRow]:
    names = (table.key, "address_id", *table.columns)
    query = build("SELECT {n} FROM {s}.{t} ORDER BY {k}", n=names, s=Sql(schema), t=table.name, k=table.key)
    return {row[0]: _row(row, table) for row in con.execute(query)}


def _row(row: Sequence[Any], table: SideTable) -> SideRow:
    key, address_id, *values = row
    return SideRow(int(key), str(address_id or ""), dict(zip(table.columns, map(_text, values))))


def _text(value: object) -> Optional[str]:
    return None if value is None else nfc(str(value)).strip() or None


class SidePlanner(HungPlanner):
    """Decides what of the rows is taken, column by column, and adds it to a plan."""

    def __init__(
        self, con: sqlite3.Connection, plan: FieldPlan, manifest: PackageManifest,
        photo: Callable[[str], Union[str, FieldReason]],
    ) -> None:  # fmt: skip
        super().__init__(con, plan, manifest.audit_seq)
        self._photo, self._without_people = photo, manifest.persons is None
        self._taken: dict[str, list[SideRow]] = {}

    def add(self, pairs: Sequence[SidePair]) -> FieldPlan:
        """The plan with the rows; those of a table that the register does not have are left out."""
        for pair in pairs:
            if _has(self._con, "main", pair.table):
                self._decide(pair)
        rows = [row for taken in self._taken.values() for row in taken]
        readers = {t.name: ExactReader(_of_whole(t)) for t in SIDE_TABLES.values()}
        for table in SIDE_TABLES.values():
            readers.update((table.shown(spec), ExactReader(spec, domain_of_choices(spec))) for spec in table.fields)
        return self._finished(
            (row.address_id for row in rows), readers={**self._plan.readers, **readers},
            sides={name: tuple(taken) for name, taken in self._taken.items()},
        )  # fmt: skip

    def _decide(self, pair: SidePair) -> None:
        row = pair.mine or pair.base
        if row is None:
            return
        table, k = pair.table, self._find(row.address_id)
        if k < 0:
            self._tell(row.key, -1, table.name, Status.REJECTED, FieldReason.GONE)
            return
        if pair.mine is None:
            self._tell(row.key, k, table.name, Status.REJECTED, FieldReason.ROW_DELETED)
            return
        mine = pair.mine
        theirs = self._theirs(table, pair)
        reason: Why = None
        if self._known[k].stage == Stage.RETIRED.value:
            reason = Reason.RETIRED
        elif pair.base is not None and theirs is None:
            reason = FieldReason.ROW_GONE
        elif pair.base is not None and mine.address_id != pair.base.address_id:
            reason = FieldReason.NOT_FROM_FIELD
        if reason is not None:
            key = self._known[k].code or self._known[k].address_id
            self._tell(mine.key, k, table.name, Status.REJECTED, reason, key=key)
            return
        if theirs is None and self._is_there(table, mine):
            return
        taken = self._columns(table, mine, pair.base, theirs, k)
        if taken:
            whole = theirs or SideRow(-1, mine.address_id, dict.fromkeys(table.columns))
            row = SideRow(whole.key, whole.address_id, {**whole.values, **taken})
            self._taken.setdefault(table.name, []).append(row)
            if {"lon", "lat"} & set(taken):
                self._look_at_place(mine.key, k, row)

    def _columns(
        self, table: SideTable, mine: SideRow, base: Optional[SideRow], theirs: Optional[SideRow], k: int
    ) -> dict[str, Optional[str]]:
        """The columns to write of a row; whatever is not taken is told."""
        taken: dict[str, Optional[str]] = {}
        for spec in table.fields:
            name, new = spec.name, mine.values[spec.name]
            before = base.values[name] if base is not None else None
            now = theirs.values[name] if theirs is not None else None
            if new == before:
                continue
            new, reason = self._value(table, spec, new)
            shown = None if reason is Reason.PERSONAL_TEXT else new
            old = None if name in table.private else now  # a plan is no place for what may name people
            if reason is None and new == now:
                continue
            if reason is not None:
                details: dict[str, object] = {"hint": "", "low": "", "high": "", "file": new or ""}
                self._tell(mine.key, k, table.shown(spec), Status.REJECTED, reason, old, shown, **details)
            elif base is not None and now != before:
                stayed = self._without_people and name in table.private
                why = FieldReason.WITHHELD if stayed else FieldReason.NEWER_EDIT
                editor = self._editor(table.name, mine.key)
                self._tell(mine.key, k, table.shown(spec), Status.CONFLICT, why, old, new, **editor)
            else:
                status = Status.ADDED if now is None else Status.CHANGED
                self._tell(mine.key, k, table.shown(spec), status, None, old, new)
                taken[name] = new
        return taken

    def _look_at_place(self, key: int, k: int, row: SideRow) -> None:
        """Warn of a plaque that hangs far from its address, in the difference that brings its position."""
        at, lon, lat = self._place_of(k), row.values.get("lon"), row.values.get("lat")
        if at is None or lon is None or lat is None:
            return
        metres = metres_apart(at, (float(lon), float(lat)))
        if metres <= FAR_M:
            return
        last = max(i for i, d in enumerate(self._differences) if d.row == key and d.field in _PLACE)
        why = cast(Optional[Reason], FieldReason.FAR_PLAQUE)
        self._differences[last] = replace(self._differences[last], reason=why, details={"metres": round(metres)})

    def _place_of(self, k: int) -> Optional[tuple[float, float]]:
        """Where the address will be."""
        fid = self._known[k].fid
        if fid < 0:
            return self._plan.new[k].lonlat if k in self._plan.new else None
        return self._plan.moved.get(fid) or positions(self._con, [fid]).get(fid)

    def _value(self, table: SideTable, spec: FieldSpec, text: Optional[str]) -> tuple[Optional[str], Why]:
        """A value as the register keeps it, or why it does not."""
        if text is None:
            return (None, Reason.REQUIRED) if spec.name in _NEEDED else (None, None)
        if spec.values and text not in {choice.value for choice in spec.values}:
            return text, Reason.NOT_IN_DOMAIN
        if spec.type is FieldType.DATE:
            try:
                return date.fromisoformat(text[:10]).isoformat(), None
            except ValueError:
                return text, Reason.NOT_A_DATE
        if spec.form is FormUse.PHOTO:
            path = self._photo(text)
            return (text, path) if isinstance(path, FieldReason) else (path, None)
        return text, Reason.PERSONAL_TEXT if spec.name in table.free and tells_of_a_person(text) else None

    def _theirs(self, table: SideTable, pair: SidePair) -> Optional[SideRow]:
        """The row of the register that a row of the package's base is."""
        if pair.base is None:
            return None
        names = (table.key, "address_id", *table.columns)
        query = build(
            "SELECT {n} FROM {t} WHERE {k} = ? AND address_id = ?", n=names, t=table.name, k=table.key
        )
        row = self._con.execute(query, (pair.base.key, pair.base.address_id)).fetchone()
        return None if row is None else _row(row, table)

    def _is_there(self, table: SideTable, mine: SideRow) -> bool:
        """Whether the register has a row that says what would be taken of a new one: it was imported before."""
        read = {spec.name: self._value(table, spec, mine.values[spec.name]) for spec in table.fields}
        new = {name: None if reason is not None else value for name, (value, reason) in read.items()}
        names = (table.key, "address_id", *table.columns)
        query = build("SELECT {n} FROM {t} WHERE address_id = ?", n=names, t=table.name)
        rows = (_row(row, table) for row in self._con.execute(query, (mine.address_id,)))
        return any(row.values == new for row in rows)

    def _tell(
        self, row: int, k: int, name: str, status: Status, reason: Why, old: object = None, new: object = None,
        **details: object,
    ) -> None:  # fmt: skip
        self._differences.append(Difference(row, k, name, status, cast(Optional[Reason], reason), old, new, details))


_PLACE = ("plaque.lon", "plaque.lat")
# What a row cannot be without.
_NEEDED = ("state", "recipient")


def _of_whole(table: SideTable) -> FieldSpec:
    return FieldSpec(table.name, FieldType.TEXT, FieldGroup.BASIC, table.words, table.words)


def photos_of(sides: Mapping[str, Sequence[SideRow]]) -> list[str]:
    """The photos that the rows to write name."""
    rows = [row for taken in sides.values() for row in taken]
    return [str(row.values["photo"]) for row in rows if row.values.get("photo")]
