"""What of an address may leave the house without anybody's consent: no field and no value that tells of a person.

A name, a remark or a use may name somebody although no field of a person is asked for: "Quán bà Lê Thị B 0905…". Such
values are withheld one by one and counted; the address text is written anew from what is left of its parts.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Optional

from .address_text import COLUMNS, compose_columns
from .collected import tells_of_a_person
from .field_spec import FieldGroup, FieldSpec, FieldType
from .person_names import titled_names
from .personal_values import suspects
from .text import person_key

ADDRESS_TEXT = "address_text"
INTERNAL = frozenset({
    "photo", "note", "instruction", "entrance_note", "created_at", "created_by", "edited_at", "edited_by", "apply_id",
    "commune_method", "parent_id",
})  # fmt: skip
"""Fields of the office's own work, and remarks in which people write what they like: never for the public."""
_PLACES = frozenset({"street", "settlement", "commune", "district", "province", "alley", "house_number"})
"""Streets and settlements bear people's names: there an owner's name proves nothing."""
_NUMBERS = frozenset({
    "address_id", "code", "vpostcode", "plus_code", "parcel_geohash", "place_id", "other_code", "commune_code",
    "province_code", "postcode", "map_sheet", "map_parcel", "certificate_sheet", "certificate_parcel",
})  # fmt: skip
"""Codes have the look of telephone numbers; their form is looked at elsewhere."""
NAMED = {"name": ("II", "III")}
"""The groups of objects whose name may be told: the name of a house is its owner's more often than not."""
_SHORTEST_NAME, _LONGEST_NAME = 2, 6  # words


def public_fields(specs: Iterable[FieldSpec]) -> tuple[FieldSpec, ...]:
    """The fields that a public profile may name: those that have a column in exports and are no remarks."""
    return tuple(spec for spec in specs if spec.export and is_public(spec))


def is_public(spec: FieldSpec) -> bool:
    """Whether a field may be told to everybody."""
    return spec.group is not FieldGroup.PERSONAL and spec.name not in INTERNAL


class Withholder:
    """Takes away the values that tell of a person, batch by batch, and counts them by field.

    `people`: `person_key` of everybody whom the register knows; `only_for`: the groups (I, II, III) of objects whose
    value of a field may be told, such as NAMED.
    """

    def __init__(
        self, specs: Iterable[FieldSpec], people: Collection[str] = (), only_for: Mapping[str, Collection[str]] = {}
    ) -> None:
        texts = (s for s in specs if s.type is FieldType.TEXT and not s.values and s.name not in _NUMBERS)
        self._texts = frozenset(s.name for s in texts if s.domain is None or s.name in _PLACES) - {ADDRESS_TEXT}
        self._people = frozenset(key for key in people if len(key.split()) >= _SHORTEST_NAME)
        self._only_for = only_for
        self._known: dict[tuple[bool, str], bool] = {}
        self.withheld: Counter[str] = Counter()

    def clean(self, columns: dict[str, list[Any]], groups: Sequence[Optional[str]]) -> None:
        """Clean a batch given column by column, in place; `groups`: the group of each record's class."""
        for name, values in columns.items():
            allowed = self._only_for.get(name)
            if allowed is not None:
                columns[name] = values = [v if g in allowed else None for v, g in zip(values, groups)]
            if name in self._texts:
                for k in self._told(name, values):
                    values[k] = None
                    self.withheld[name] += 1
        if ADDRESS_TEXT in columns:
            columns[ADDRESS_TEXT] = compose_columns(columns, len(groups))

    def _told(self, name: str, values: Sequence[Optional[str]]) -> list[int]:
        """Where a person is named."""
        found = {k for k in suspects(values) if self._tells(values[k] or "", False)}
        if self._people and name not in _PLACES:
            found.update(k for k, value in enumerate(values) if value and self._tells(value, True))
        return sorted(found)

    def _tells(self, text: str, by_name: bool) -> bool:
        key = (by_name, text)
        if key not in self._known:
            told = self._names_somebody if by_name else _tells
            self._known[key] = told(text)
        return self._known[key]

    def _names_somebody(self, text: str) -> bool:
        words = person_key(text).split()
        return any(
            " ".join(words[start: start + length]) in self._people
            for length in range(_SHORTEST_NAME, min(_LONGEST_NAME, len(words)) + 1)
            for start in range(len(words) - length + 1)
        )


def _tells(text: str) -> bool:
    """Whether a text tells of a person by itself: "Quán bà Lê Thị B", a telephone, an address of mail."""
    return tells_of_a_person(text) or bool(titled_names(text))


def parts_needed(names: Iterable[str]) -> tuple[str, ...]:
    """The columns to read for these fields: the address text is written from its parts."""
    listed = list(names)
    return tuple(dict.fromkeys([*listed, *(COLUMNS if ADDRESS_TEXT in listed else ())]))
