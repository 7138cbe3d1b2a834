"""Which fields a sheet shows, which of them a commune fills, and which field a column of a filled sheet is."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Optional

from .field_spec import FieldGroup, FieldSpec, FormUse
from .profile import Profile
from .roles import guess_fields, personal_fields
from .text import ascii_key

ADDRESS_ID, CODE, ADDRESS_TEXT = "address_id", "code", "address_text"
KEYS = (ADDRESS_ID, CODE, ADDRESS_TEXT)
"""The fields by which a row finds its address, the surest first."""

COMMUNE_CODE = "commune_code"
STAMP = "exported"
"""The hidden column that says of which state of which register a row is."""

_SHOWN = (CODE, ADDRESS_TEXT, "stage")
_FILLED_GROUPS = (FieldGroup.BASIC, FieldGroup.ADVANCED)
# Codes come from those who issue them, the commune from the position: neither is a matter of a sheet.
_NEVER_FILLED = ("code", "place_id", "other_code", "commune_code")
# What a land office's column is called, in the words of core.roles, where the register's field has another name.
_ROLES = {"number": "house_number", "address": ADDRESS_TEXT}
_STAMP = re.compile(r"(?P<seq>\d+)@(?P<at>[0-9T:.Z-]+)@(?P<register>[0-9a-f-]+)")
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2})\s*[)\]]?")
_FEWEST = 2


@dataclass(frozen=True)
class Stamp:
    """When a row left: the number of the register's newest edit then, the time (ISO 8601, UTC), the register's id."""

    seq: int
    at: str
    register_id: str

    def __str__(self) -> str:
        return f"{self.seq}@{self.at}@{self.register_id}"

    @staticmethod
    def read(text: str) -> Optional[Stamp]:
        """The stamp that a cell holds; None where it holds none."""
        found = _STAMP.fullmatch(text.strip())
        return None if found is None else Stamp(int(found["seq"]), found["at"], found["register"])


@dataclass(frozen=True)
class Headers:
    """`columns`: field (or STAMP) → column; `personal`: columns with personal data by their names; `unknown`: others.

    `start`: index of the first row of data; `repeated`: columns of a field that another column gives.
    """

    start: int
    columns: dict[str, int]
    personal: dict[str, int]
    unknown: tuple[str, ...]
    names: tuple[str, ...]
    repeated: tuple[str, ...] = ()


def filled_fields(profile: Profile) -> tuple[FieldSpec, ...]:
    """The fields that a commune may fill: those of a person's hand that leave the house at all."""
    return tuple(
        f
        for f in profile.fields
        if f.export and f.group in _FILLED_GROUPS and f.form in (FormUse.EDIT, FormUse.MULTILINE)
        and f.name not in _NEVER_FILLED
    )  # fmt: skip


def shown_fields(profile: Profile) -> tuple[FieldSpec, ...]:
    """The fields that a sheet shows and nobody changes there."""
    return tuple(profile.field(name) for name in _SHOWN if name in profile.names)


def find_headers(rows: Sequence[Sequence[str]], profile: Profile) -> Optional[Headers]:
    """The header among a table's first rows: the row that names most fields; None where none names a key and a field.

    A sheet of ours has two, machine names and labels; a header of two rows gives a merged cell's name in the upper.
    """
    names = _names(profile)
    best: Optional[tuple[int, int, dict[str, int], list[str]]] = None
    for k, row in enumerate(rows):
        cells = _with_above(row, rows[k - 1] if k else ())
        columns = _match(cells, names)
        if best is None or len(columns) > best[0]:
            best = (len(columns), k, columns, cells)
    if best is None or best[0] < _FEWEST or not any(key in best[2] for key in KEYS):
        return None
    _, at, columns, cells = best
    start = at + 1
    again = max(_FEWEST, len(columns) // 2)
    while start < len(rows) and (_numbers_columns(rows[start]) or len(_match(list(rows[start]), names)) >= again):
        start += 1
    private = set(personal_fields(cells))
    known = set(columns.values())
    personal = {c: k for k, c in enumerate(cells) if c in private and k not in known}
    only_shown = {_key(word) for spec in profile.fields for word in _words(spec)}
    others = [(k, c) for k, c in enumerate(cells) if c and c not in private and k not in known]
    unknown = tuple(c for _, c in others if _key(c) not in only_shown)
    repeated = tuple(c for _, c in others if names.get(_key(c)) in columns)
    return Headers(start, columns, personal, unknown, tuple(cells), repeated)


def _match(cells: Sequence[str], names: dict[str, str]) -> dict[str, int]:
    """Field → column; a cell that spells a field's own name comes before one that only means it."""
    found: dict[str, int] = {}
    for k, cell in enumerate(cells):
        name = names.get(_key(cell))
        if name is not None:
            found.setdefault(name, k)
    taken = set(found.values())
    for role, cell in guess_fields([c for c in cells if c.strip()]).items():
        k = cells.index(cell)
        name = _ROLES.get(role, role)
        if k not in taken and name in names.values():
            found.setdefault(name, k)
    return found


def _names(profile: Profile) -> dict[str, str]:
    names = {_key(STAMP): STAMP}
    for spec in (*(profile.field(k) for k in KEYS if k in profile.names), *filled_fields(profile)):
        for word in _words(spec):
            names.setdefault(_key(word), spec.name)
    return names


def _words(spec: FieldSpec) -> Iterable[str]:
    return filter(None, (spec.name, spec.export, spec.label.vi, spec.label.en, spec.registry))


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", ascii_key(name))


def _numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns below a header: (1) (2) (3)."""
    numbers = [_COLUMN_NUMBER.fullmatch(cell.strip()) for cell in row if cell.strip()]
    counted = [int(n[1]) for n in numbers if n]
    return len(counted) > _FEWEST and len(counted) == len(numbers) and counted == sorted(set(counted))


def _with_above(row: Sequence[str], above: Sequence[str]) -> list[str]:
    """The cells of a row; where one is empty, the one above it that was merged with it."""
    usable = above if sum(bool(c.strip()) for c in above) > 1 else ()
    return [
        cell.strip() or (usable[k].strip() if k < len(usable) else "")
        for k, cell in enumerate([*row, *[""] * (len(usable) - len(row))])
    ]
