"""What a filled sheet changes in the register: a plan of differences field by field, and why something is refused.

Nothing here reads a file or a register. A cell that is empty says nothing; a value that the registry has seen stays;
what was edited since the sheet was made is for a person, and so is what two rows say differently.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from enum import Enum
from functools import lru_cache
from typing import Any, Optional

from .cell_values import BadCell, CellReader, clean
from .collected_reasons import Reason
from .field_spec import FieldGroup, FieldSpec, FieldType, FormUse
from .lifecycle import Stage
from .patience import Check, never_asked, watched
from .person_names import are_person_names
from .personal import PersonalKind, personal_content
from .personal_numbers import IN_REMARKS
from .sheet_fields import ADDRESS_ID, ADDRESS_TEXT, CODE, Stamp

PROTECTED = frozenset(stage.value for stage in (Stage.SUBMITTED, Stage.VERIFIED, Stage.ISSUED))
"""From submission on the registry decides: what a record says stays, what it does not say may still be collected."""

_TOLD_BY_ONE_TEXT = (PersonalKind.identity_number, PersonalKind.phone, PersonalKind.email)
_CODES = "codes"  # the section of the form
_OF_A_PERSON = re.compile("|".join(IN_REMARKS))
_ASK_EVERY = 1_000
_TEXT_TO_LOOK_AT = 8  # shorter ones hold no number of a telephone or an identity paper


class Status(str, Enum):
    """What becomes of a cell (or a whole row)."""

    ADDED = "added"
    CHANGED = "changed"
    CONFLICT = "conflict"
    REJECTED = "rejected"


WRITTEN = (Status.ADDED, Status.CHANGED)
_SHOWN = (*WRITTEN, Status.CONFLICT)


@dataclass(frozen=True)
class SheetRow:
    """A row: its number in its sheet, its cells by field name (keys included), what it is a copy of, and its sheet."""

    number: int
    cells: Mapping[str, str]
    stamp: Optional[Stamp] = None
    sheet: str = ""


@dataclass(frozen=True)
class NewerEdit:
    """A field that was edited after the sheet was made; `before` is what the sheet had, where that is `known`."""

    by: str
    at: str
    before: object = None
    known: bool = True


@dataclass(frozen=True)
class KnownAddress:
    """An address as the register has it. `edits`: fields edited since the row left; '' stands for all of them."""

    fid: int
    address_id: str
    code: Optional[str]
    stage: str
    values: Mapping[str, Any]
    edits: Mapping[str, NewerEdit] = dataclass_field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """The address of a row, by its place in the list of known ones, or why there is none."""

    known: int = -1
    reason: Optional[Reason] = None


@dataclass(frozen=True)
class Difference:
    """One cell that does not say what the register says, or a row (field '') that cannot be used."""

    row: int
    known: int
    field: str
    status: Status
    reason: Optional[Reason] = None
    old: object = None
    new: object = None
    details: Mapping[str, object] = dataclass_field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True)
class CollectedPlan:
    """The differences in the order of the sheet; `unchanged`: cells that say what the register says."""

    differences: tuple[Difference, ...]
    unchanged: int
    emptied: int
    rows: int

    def count(self, status: Status) -> int:
        """How many differences have the status."""
        return Counter(d.status for d in self.differences)[status]

    def changes(self) -> dict[str, dict[int, object]]:
        """What is to be written: field → place of the address → value."""
        out: dict[str, dict[int, object]] = {}
        for d in self.differences:
            if d.status in WRITTEN:
                out.setdefault(d.field, {})[d.known] = d.new
        return out


def plan_differences(
    rows: Sequence[SheetRow],
    found: Sequence[Found],
    known: Sequence[KnownAddress],
    readers: Mapping[str, CellReader],
    *,
    clear_empty: bool = False,
    personal: Sequence[str] = (),
    check: Check = never_asked,
) -> CollectedPlan:
    """Compare each row with its address. `readers`: the fields to compare; `personal`: columns that were not read.

    `clear_empty`: a cell that somebody has emptied empties the field; only where the row says when it was made.
    """
    planner = _Planner(known, readers, clear_empty)
    for name in personal:
        planner.refuse(SheetRow(0, {}), -1, Reason.PERSONAL_COLUMN, column=name)
    for row, place in watched(zip(rows, found), check, _ASK_EVERY):
        planner.add(row, place)
    planner.settle()
    differences = _without_people(planner.differences, {name for name, r in readers.items() if is_free(r.spec)})
    return CollectedPlan(tuple(differences), planner.unchanged, planner.emptied, len(rows))


def _without_people(differences: Sequence[Difference], free: Collection[str]) -> list[Difference]:
    """The differences; a free field whose new texts all together look like names of people is refused."""
    texts: dict[str, dict[str, None]] = {}
    for d in differences:
        if d.field in free and d.status in _SHOWN and isinstance(d.new, str):
            texts.setdefault(d.field, {})[d.new] = None
    of_people = {name for name, said in texts.items() if are_person_names(list(said))}
    return [
        replace(d, status=Status.REJECTED, reason=Reason.PERSONAL_TEXT, new=None)
        if d.field in of_people and d.status in _SHOWN and d.new is not None
        else d
        for d in differences
    ]


class _Planner:
    def __init__(self, known: Sequence[KnownAddress], readers: Mapping[str, CellReader], clear_empty: bool) -> None:
        self.known, self.readers, self.clear_empty = known, readers, clear_empty
        self.differences: list[Difference] = []
        self.unchanged = self.emptied = 0
        self._said: dict[tuple[int, str], list[int]] = {}

    def add(self, row: SheetRow, place: Found) -> None:
        """Compare one row."""
        if place.reason is not None:
            self.refuse(row, place.known, place.reason, **_keys(row))
            return
        address = self.known[place.known]
        if address.stage == Stage.RETIRED.value:
            self.refuse(row, place.known, Reason.RETIRED, **_keys(row))
            return
        same = address.values.get("commune_code")
        for name, reader in self.readers.items():
            text = row.cells.get(name)
            if text is not None:
                self._cell(row, place.known, address, reader, text, None if same is None else str(same))

    def settle(self) -> None:
        """Where rows say the same of a field once is enough; where they contradict each other none is taken."""
        left_out = set()
        for places in self._said.values():
            said = [self.differences[place] for place in places]
            if len({repr(d.new) for d in said}) == 1:
                left_out.update(places[1:])
                continue
            for place, own in zip(places, said):
                others = (f"{d.sheet} {d.row}".strip() for d in said if d.new != own.new)
                self.differences[place] = replace(
                    own, status=Status.CONFLICT, reason=Reason.TWICE, details={"other": ", ".join(others)}
                )
        self.unchanged += len(left_out)
        self.differences = [d for place, d in enumerate(self.differences) if place not in left_out]

    def refuse(self, row: SheetRow, known: int, reason: Reason, **details: object) -> None:
        """A whole row, or a column (row 0), that is not used."""
        self.differences.append(
            Difference(row.number, known, "", Status.REJECTED, reason, details=details, sheet=row.sheet)
        )

    def _cell(
        self, row: SheetRow, k: int, address: KnownAddress, reader: CellReader, text: str, same: Optional[str]
    ) -> None:
        spec, current = reader.spec, address.values.get(reader.spec.name)
        if not text.strip():
            self._empty(row, k, address, spec, current)
            return
        read = reader.read(text, same)
        if reader.is_same(current, text, read):
            self.unchanged += 1
            return
        edit = address.edits.get(spec.name) or address.edits.get("")
        if edit is not None and edit.known and reader.is_same(edit.before, text, read):
            self.unchanged += 1  # the sheet says what it was given; the register knows better by now
            return
        reason, details = self._refusal(address, spec, current, read)
        if reason is None and edit is not None:
            self._note(row, k, spec, Status.CONFLICT, Reason.NEWER_EDIT, current, read, by=edit.by, at=edit.at)
        elif reason is not None:
            shown = None if reason is Reason.PERSONAL_TEXT else clean(text, spec)
            self._note(row, k, spec, Status.REJECTED, reason, current, shown, **details)
        else:
            self._say(row, k, spec, current, read)

    def _empty(
        self, row: SheetRow, k: int, address: KnownAddress, spec: FieldSpec, current: object
    ) -> None:
        edited = spec.name in address.edits or "" in address.edits
        if is_blank(current, spec) or row.stamp is None or edited:
            self.unchanged += is_blank(current, spec)
            return
        if not self.clear_empty:
            self.emptied += 1
        elif address.stage in PROTECTED:
            self._note(row, k, spec, Status.REJECTED, Reason.PROTECTED, current, None, stage=address.stage)
        elif spec.required:
            self._note(row, k, spec, Status.REJECTED, Reason.REQUIRED, current, None)
        else:
            self._say(row, k, spec, current, None)

    def _refusal(
        self, address: KnownAddress, spec: FieldSpec, current: object, read: object
    ) -> tuple[Optional[Reason], dict[str, object]]:
        if address.stage in PROTECTED and not is_blank(current, spec):
            return Reason.PROTECTED, {"stage": address.stage}
        if isinstance(read, BadCell):
            return Reason[read.problem.name], {"hint": read.hint, "low": spec.minimum, "high": spec.maximum}
        if is_free(spec) and isinstance(read, str) and tells_of_a_person(read):
            return Reason.PERSONAL_TEXT, {}
        return None, {}

    def _say(self, row: SheetRow, k: int, spec: FieldSpec, current: object, new: object) -> None:
        """A value to write, unless another row says something else of the same field."""
        self._said.setdefault((k, spec.name), []).append(len(self.differences))
        status = Status.ADDED if is_blank(current, spec) else Status.CHANGED
        self._note(row, k, spec, status, None, current, new)

    def _note(
        self, row: SheetRow, k: int, spec: FieldSpec, status: Status, reason: Optional[Reason], old: object,
        new: object, **details: object,
    ) -> None:  # fmt: skip
        self.differences.append(Difference(row.number, k, spec.name, status, reason, old, new, details, row.sheet))


def is_free(spec: FieldSpec) -> bool:
    """Whether a field takes any text: what has a list or a pattern of its own cannot be a person's name or number."""
    return spec.type is FieldType.TEXT and not spec.values and spec.domain is None and spec.pattern is None


def takes_remarks(spec: FieldSpec) -> bool:
    """Whether people write what they like into a field; codes of other systems may look like anybody's number."""
    written = spec.form in (FormUse.EDIT, FormUse.MULTILINE) and spec.group is not FieldGroup.SYSTEM
    return written and is_free(spec) and spec.section != _CODES


@lru_cache(maxsize=1 << 14)
def tells_of_a_person(text: str) -> bool:
    """Whether a free text holds a telephone number, an e-mail address, a number of identity papers or a titled name.

    A bare name may be a street's: only a column of them tells.
    """
    if len(text) < _TEXT_TO_LOOK_AT:
        return False
    if _OF_A_PERSON.search(text) is not None or personal_content([text]) in _TOLD_BY_ONE_TEXT:
        return True
    return are_person_names([text, text])  # two alike: then only a title ("Hộ ông Nguyễn Văn A") decides


def is_blank(value: object, spec: FieldSpec) -> bool:
    """Whether the register says nothing in a field: an unticked box says nothing, 0 storeys do."""
    if spec.type is FieldType.BOOLEAN:
        return not value
    return value is None or (isinstance(value, str) and not value.strip())


def _keys(row: SheetRow) -> dict[str, object]:
    said = (row.cells.get(CODE), row.cells.get(ADDRESS_TEXT), row.cells.get(ADDRESS_ID))
    return {"key": next((text.strip() for text in said if text and text.strip()), "")}
