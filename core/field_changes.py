"""What was done in the field, told from the copy that was taken there, and what of it the register takes.

The comparison itself is that of the collected sheets; here stand the rows that it is given (what differs between the
package and its base), new and vanished addresses, and positions.
"""
from __future__ import annotations

import math
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Optional, Union, cast

from .cell_values import BadCell, CellReader, DomainRow, Value, clean, domain_of_choices
from .collected import (
    PROTECTED,
    CollectedPlan,
    Difference,
    Found,
    KnownAddress,
    SheetRow,
    Status,
    is_blank,
    plan_differences,
)
from .collected_reasons import Reason
from .field_reasons import FieldReason
from .field_spec import Bilingual, FieldGroup, FieldSpec, FieldType, FormUse
from .lifecycle import Stage
from .profile import Profile
from .sheet_fields import ADDRESS_ID, Stamp, filled_fields

GEOM, COMMUNE = "geom", "commune_code"
POSITION = FieldSpec(GEOM, FieldType.TEXT, FieldGroup.BASIC, Bilingual("Vị trí", "Position"), Bilingual("", ""))
# Told where they differ, never taken: codes come from the ledger, stages have their own powers.
WATCHED = (
    "code", "code_scheme", "code_origin", "vpostcode", "plus_code", "parcel_geohash", "place_id", "other_code", "stage",
    "role", "parent_id",
)  # fmt: skip
ROLES = ("building", "parcel", "point")
_VIET_NAM = (101.0, 5.0, 118.0, 24.0)
_SAME_PLACE = 1e-9  # degrees; a tenth of a millimetre
_OWN_REASONS = {Reason.NEWER_EDIT: FieldReason.NEWER_EDIT, Reason.PROTECTED: FieldReason.PROTECTED}

LonLat = Optional[tuple[float, float]]


@dataclass(frozen=True)
class FieldRecord:
    """An address in a package or its base: its row there, its columns, its position."""

    fid: int
    address_id: str
    values: Mapping[str, Any]
    lonlat: LonLat


@dataclass(frozen=True)
class Pair:
    """An address of the package that differs from its base (None: it is new), or is gone from the package."""

    mine: Optional[FieldRecord]
    base: Optional[FieldRecord]


@dataclass(frozen=True)
class FieldPlan:
    """The differences, and what is to be written.

    `plan.differences` speak of `known` by place; those of new addresses have negative fids. `moved`: fid → position;
    `new`: place → record; `positions`: further ones to write, of the addresses `also_changed` (fids) and of new ones;
    `sides`: rows of notices and plaques to write, by table.
    """

    plan: CollectedPlan
    known: tuple[KnownAddress, ...]
    readers: Mapping[str, CellReader]
    moved: Mapping[int, tuple[float, float]]
    new: Mapping[int, FieldRecord]
    deleted: int = 0
    places: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    positions: tuple[Any, ...] = ()
    also_changed: frozenset[int] = frozenset()
    sides: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        """How many known addresses are changed."""
        fids = {self.known[k].fid for values in self.plan.changes().values() for k in values}
        return len({fid for fid in fids if fid >= 0} | set(self.moved) | self.also_changed)

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.new) or bool(self.positions) or any(self.sides.values()) or self.changed > 0


class ExactReader(CellReader):
    """Reads what a form wrote: no spreadsheet has been at it, so 3-Feb is a text and 007 is not 7."""

    def is_same(self, current: object, text: str, read: Union[Value, BadCell]) -> bool:
        """Whether the register says the same."""
        if isinstance(current, str):
            return clean(current, self.spec) == clean(text, self.spec) or read == current
        return current is not None and isinstance(read, (int, float)) and float(read) == current

    def _text(self, plain: str) -> Union[str, BadCell]:
        read = super()._text(plain)
        return plain if isinstance(read, BadCell) and self.spec.accepts(plain) else read


def field_specs(profile: Profile) -> tuple[FieldSpec, ...]:
    """The fields that may be filled in the field: those of a sheet, the commune and the photo."""
    # With a pattern of its own, a path is not taken for a telephone number.
    more = [replace(f, pattern=".+") for f in profile.fields if f.form is FormUse.PHOTO]
    commune = [profile.field(COMMUNE)] if COMMUNE in profile.names else []
    return (*filled_fields(profile), *commune, *more)


def exact_readers(
    specs: Iterable[FieldSpec], domains: Mapping[str, tuple[DomainRow, ...]]
) -> dict[str, CellReader]:
    """A reader for each field; `domains` by field name."""
    return {f.name: ExactReader(f, domain_of_choices(f) or domains.get(f.name, ()), ".") for f in specs}


@dataclass
class FieldPlanner:
    """Makes the plan. `find` looks rows up in the register: (rows, field names) → found, known.

    `shown`: readers of fields that are only told of; `photo`: the path that a photo of the package has in the register,
    or why it is not taken; `parents`: the addresses that may have units; `theirs`: positions by fid.
    """

    package_id: str
    stamp: Stamp
    readers: Mapping[str, CellReader]
    shown: Mapping[str, CellReader]
    find: Callable[[Sequence[SheetRow], Sequence[str]], tuple[list[Found], list[KnownAddress]]]
    theirs: Callable[[Sequence[int]], Mapping[int, tuple[float, float]]]
    photo: Callable[[str], Union[str, FieldReason]]
    parents: Callable[[Sequence[str]], frozenset[str]]

    def plan(self, pairs: Sequence[Pair], photos: frozenset[str] = frozenset()) -> FieldPlan:
        """The plan of what differs; `photos`: the names of the fields that hold a path."""
        self._told: list[Difference] = []
        pairs = self._with_identities(pairs)
        read = [self._row(pair, photos) for pair in pairs]
        rows = [row for row, _ in read]
        names = [*self.readers, "position_method"]
        found, known = self.find(rows, names)
        places = dict(self.theirs([k.fid for k in known]))
        new: dict[int, FieldRecord] = {}
        moved: dict[int, tuple[float, float]] = {}
        used_rows, used_found, used_pairs, deleted = [], [], [], 0
        parents = self.parents([str(p.mine.values.get("parent_id")) for p in pairs if p.mine and not p.base])
        for pair, (row, lost), place in zip(pairs, read, found):
            if pair.mine is None:
                deleted += 1
                if place.known >= 0:
                    self._tell(row.number, place.known, "", Status.REJECTED, FieldReason.DELETED)
                continue
            if place.known < 0:
                if pair.base is not None:
                    known.append(self._stranger(pair, len(known)))
                    self._tell(row.number, len(known) - 1, "", Status.REJECTED, FieldReason.GONE)
                    continue
                known.append(self._stranger(pair, len(known)))
                place = Found(len(known) - 1)
                twice = pair.mine.address_id in {record.address_id for record in new.values()}
                reason = FieldReason.SAME_IDENTITY if twice else bad_place(pair.mine.lonlat)
                shown = shown_place(pair.mine.lonlat)
                if reason is not None:
                    self._tell(row.number, place.known, GEOM, Status.REJECTED, reason, new=shown)
                    continue
                new[place.known] = self._checked(pair.mine, row.number, place.known, parents)
                places[known[-1].fid] = pair.mine.lonlat  # type: ignore[assignment]
                self._tell(row.number, place.known, GEOM, Status.ADDED, None, new=shown)
            else:
                known[place.known] = self._told_by_base(pair, known[place.known])
                self._position(pair, row, known[place.known], place.known, places, moved)
                self._watched(pair, row, place.known, known[place.known])
            self._told += [replace(d, known=place.known) for d in lost]
            used_rows.append(row)
            used_found.append(place)
            used_pairs.append(pair)
        plan = self._compare(used_rows, used_found, known)
        for pair, row, place in zip(used_pairs, used_rows, used_found):
            self._cleared(pair, row, known[place.known], place.known)
        own = [*(_reworded(d) for d in plan.differences), *self._told]
        plan = replace(plan, differences=tuple(sorted(own, key=lambda d: (d.known, d.field))))
        readers = {**self.shown, **self.readers, GEOM: ExactReader(POSITION)}
        return FieldPlan(plan, tuple(known), readers, moved, new, deleted, places)

    # -- rows --------------------------------------------------------------------------------------------

    def _with_identities(self, pairs: Sequence[Pair]) -> list[Pair]:
        """New rows without a proper identity get one that is the same whenever the package is read."""
        out = []
        for pair in pairs:
            if pair.mine is not None and pair.base is None and not _is_uuid(pair.mine.address_id):
                made = uuid.uuid5(uuid.UUID(self.package_id), f"{pair.mine.address_id}/{pair.mine.fid}")
                pair = Pair(replace(pair.mine, address_id=str(made)), None)
            out.append(pair)
        return out

    def _row(self, pair: Pair, photos: frozenset[str]) -> tuple[SheetRow, list[Difference]]:
        """The cells that the field has changed (of a new address those that say something), and photos not taken."""
        record = pair.mine or pair.base
        if record is None:
            raise ValueError("a pair of nothing")
        cells: dict[str, str] = {ADDRESS_ID: record.address_id}
        lost: list[Difference] = []
        for name in self.readers if pair.mine is not None else ():
            value = record.values.get(name)
            before = pair.base.values.get(name) if pair.base is not None else None
            if value == before or (_blank(value) and _blank(before)):
                continue
            cell = "" if _blank(value) else _cell(value)
            if cell and name in photos:
                path = self.photo(cell)
                if isinstance(path, FieldReason):
                    lost.append(_difference(record.fid, -1, name, Status.REJECTED, path, before, cell, {"file": cell}))
                    continue
                cell = path
            cells[name] = cell
        return SheetRow(record.fid, cells, self.stamp), lost

    def _stranger(self, pair: Pair, k: int) -> KnownAddress:
        record = pair.mine or pair.base
        if record is None:
            raise ValueError("a pair of nothing")
        values = {"address_text": record.values.get("address_text")}
        return KnownAddress(-1 - k, record.address_id, None, Stage.DECLARED.value, values)

    def _compare(self, rows: Sequence[SheetRow], found: Sequence[Found], known: list[KnownAddress]) -> CollectedPlan:
        """The sheets' comparison: the commune first, since street and settlement are those of the new one."""
        first = {name: reader for name, reader in self.readers.items() if name == COMMUNE}
        others = {name: reader for name, reader in self.readers.items() if name != COMMUNE}
        communes = plan_differences(rows, found, known, first, clear_empty=True)
        for k, code in communes.changes().get(COMMUNE, {}).items():
            known[k] = replace(known[k], values={**known[k].values, COMMUNE: code})
        plan = plan_differences(rows, found, known, others, clear_empty=True)
        told = (d for d in communes.differences if d.field)  # whole rows are told once
        return replace(plan, differences=(*told, *plan.differences))

    def _checked(self, record: FieldRecord, row: int, k: int, parents: frozenset[str]) -> FieldRecord:
        """A new address as the register takes it: no code, its role and its building if they are known ones."""
        values = dict(record.values)
        parent = values.get("parent_id")
        if parent and str(parent) not in parents:
            self._tell(row, k, "parent_id", Status.REJECTED, FieldReason.BAD_PARENT, new=parent)
            values["parent_id"] = None
        if values.get("role") not in ROLES:
            values["role"] = "point"
        for name in ("code", "vpostcode", "place_id", "other_code"):
            if not _blank(values.get(name)):
                self._tell(row, k, name, Status.REJECTED, FieldReason.NOT_FROM_FIELD, new=values[name])
        return replace(record, values=values)

    def _told_by_base(self, pair: Pair, address: KnownAddress) -> KnownAddress:
        """Where the log does not tell what was edited since (a backup was restored), the base does."""
        unknown = address.edits.get("")
        if unknown is None or pair.base is None:
            return address
        edits = {name: edit for name, edit in address.edits.items() if name}
        for name in self.readers:
            was, now = pair.base.values.get(name), address.values.get(name)
            if was != now and not (_blank(was) and _blank(now)):
                edits.setdefault(name, unknown)
        return replace(address, edits=edits)

    # -- what no sheet has -------------------------------------------------------------------------------

    def _position(
        self, pair: Pair, row: SheetRow, address: KnownAddress, k: int, places: Mapping[int, tuple[float, float]],
        moved: dict[int, tuple[float, float]],
    ) -> None:  # fmt: skip
        mine = pair.mine.lonlat if pair.mine else None
        base = pair.base.lonlat if pair.base else None
        theirs = places.get(address.fid)
        if address.stage == Stage.RETIRED.value or is_near(mine, base) or is_near(mine, theirs):
            return
        edit = address.edits.get(GEOM) or address.edits.get("")
        details: dict[str, object] = {}
        status, reason = Status.CHANGED if theirs else Status.ADDED, bad_place(mine)
        if pair.base is None and edit is not None:
            return  # imported before, and moved in the register since
        if reason is None and address.stage in PROTECTED:
            reason, details = FieldReason.PROTECTED, {"stage": address.stage}
        elif reason is None and address.values.get("position_method") == "official":
            reason = FieldReason.OFFICIAL_POSITION
        if reason is not None:
            status = Status.REJECTED
        elif pair.base is not None and not is_near(base, theirs):
            status, reason = Status.CONFLICT, FieldReason.NEWER_EDIT
            details = {"by": edit.by if edit else "?", "at": edit.at if edit else "?"}
        elif mine is not None:
            moved[address.fid] = mine
        self._tell(row.number, k, GEOM, status, reason, old=shown_place(theirs), new=shown_place(mine), **details)

    def _watched(self, pair: Pair, row: SheetRow, k: int, address: KnownAddress) -> None:
        """Codes and stages that somebody has changed in the package."""
        if pair.base is None or pair.mine is None:
            return
        for name in WATCHED:
            was, now = pair.base.values.get(name), pair.mine.values.get(name)
            if was != now and not (_blank(was) and _blank(now)):
                self._tell(row.number, k, name, Status.REJECTED, FieldReason.NOT_FROM_FIELD, old=was, new=now)

    def _cleared(self, pair: Pair, row: SheetRow, address: KnownAddress, k: int) -> None:
        """A field that was emptied in the field and edited in the register: for a person."""
        for name, cell in row.cells.items():
            edit = address.edits.get(name) or address.edits.get("")
            if cell or name not in self.readers or edit is None or address.stage in PROTECTED or pair.base is None:
                continue
            current, before = address.values.get(name), pair.base.values.get(name)
            if not is_blank(current, self.readers[name].spec) and current != before:
                details = {"by": edit.by, "at": edit.at}
                self._tell(row.number, k, name, Status.CONFLICT, FieldReason.NEWER_EDIT, old=current, **details)

    def _tell(
        self, row: int, k: int, name: str, status: Status, reason: Optional[FieldReason], *, old: object = None,
        new: object = None, **details: object,
    ) -> None:  # fmt: skip
        self._told.append(_difference(row, k, name, status, reason, old, new, details))


def _difference(
    row: int, k: int, name: str, status: Status, reason: Optional[FieldReason], old: object, new: object,
    details: Mapping[str, object],
) -> Difference:  # fmt: skip
    """A difference with a reason of ours, which is read like those of the sheets."""
    return Difference(row, k, name, status, cast(Optional[Reason], reason), old, new, details)


def _reworded(d: Difference) -> Difference:
    own = _OWN_REASONS.get(d.reason) if d.reason is not None else None
    return d if own is None else replace(d, reason=cast(Optional[Reason], own))


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, (bool, float)) and float(value).is_integer() else str(value)


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def is_near(one: LonLat, other: LonLat) -> bool:
    """Whether two positions are one, or both are missing."""
    if one is None or other is None:
        return one is other
    return abs(one[0] - other[0]) < _SAME_PLACE and abs(one[1] - other[1]) < _SAME_PLACE


def bad_place(lonlat: LonLat) -> Optional[FieldReason]:
    """Why no position of the register can be there; None where one can."""
    if lonlat is None or not all(map(math.isfinite, lonlat)):
        return FieldReason.NO_POSITION
    west, south, east, north = _VIET_NAM
    return None if west <= lonlat[0] <= east and south <= lonlat[1] <= north else FieldReason.BAD_POSITION


def shown_place(lonlat: LonLat) -> Optional[str]:
    """Latitude and longitude as people read them."""
    return None if lonlat is None else f"{lonlat[1]:.7f}, {lonlat[0]:.7f}"


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
