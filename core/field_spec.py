"""What a field of an address is: its words, type, place in the form, and what it may hold."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Optional

CLASS_GROUPS = ("I", "II", "III")
"""Groups of object classes as Phụ lục II sorts them."""


class FieldType(str, Enum):
    """Types that a field may have; the register says which column type each becomes."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    REAL = "real"
    DATE = "date"
    DATETIME = "datetime"


class FieldGroup(str, Enum):
    """Groups of DOMAIN.md §3; personal fields stand in the table `person`, never in `address`."""

    BASIC = "basic"
    ADVANCED = "advanced"
    PERSONAL = "personal"
    SYSTEM = "system"


class FormUse(str, Enum):
    """How a form offers a field."""

    EDIT = "edit"
    MULTILINE = "multiline"
    PHOTO = "photo"
    READ_ONLY = "read_only"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Bilingual:
    """A text in Vietnamese and English."""

    vi: str
    en: str

    def text(self, language: str) -> str:
        """The text for a locale such as `vi_VN`; English for every language but Vietnamese."""
        return self.vi if language.lower().startswith("vi") else self.en


@dataclass(frozen=True)
class Choice:
    """One of the values that a field may take, and its words."""

    value: str
    label: Bilingual


@dataclass(frozen=True)
class Domain:
    """The table that a field takes its values from: what is stored, what is shown, what must agree with the record."""

    table: str
    key: str
    label: str
    same: str = ""
    """A column of both tables: only rows that agree with the record in it are offered (street of this commune)."""

    def label_in(self, language: str) -> str:
        """The column that shows a value in a language (`name_{language}` becomes name_vi or name_en)."""
        return self.label.replace("{language}", "vi" if language.lower().startswith("vi") else "en")


@dataclass(frozen=True)
class Scope:
    """Which object classes something applies to: class ids and groups (I, II, III); without any, to all."""

    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether it applies whatever the class."""
        return not self.only and not self.but

    def applies(self, object_class: Optional[str], group: Optional[str]) -> bool:
        """Whether it applies to a class of that group; an unknown class is in no list."""
        names = {group, object_class if object_class not in CLASS_GROUPS else None}
        return (not self.only or any(name in names for name in self.only)) and not any(n in names for n in self.but)


@dataclass(frozen=True)
class FieldSpec:
    """One field of an address; `required` means it must be filled before the address counts as created."""

    name: str
    type: FieldType
    group: FieldGroup
    label: Bilingual
    help: Bilingual
    required: bool = False
    values: tuple[Choice, ...] = ()
    default: Optional[str] = None
    required_for: tuple[str, ...] = ()
    """Classes (ids or groups) whose addresses need it before they are submitted."""
    minimum: Optional[float] = None
    maximum: Optional[float] = None
    pattern: Optional[str] = None
    """A regular expression that the whole text must match."""
    domain: Optional[Domain] = None
    section: str = ""
    form: FormUse = FormUse.EDIT
    registry: Optional[str] = None
    """Its name on the wire to a registry; None: it does not go there."""
    export: Optional[str] = None
    """Its column in sheets and exports; None: it stays in the register."""

    def accepts(self, value: object) -> bool:
        """Whether a value that is there (not NULL, not empty) keeps to values, range and pattern."""
        if self.values and value not in {choice.value for choice in self.values}:
            return False
        if self.pattern is not None and not re.fullmatch(self.pattern, str(value)):
            return False
        if self.minimum is None and self.maximum is None:
            return True
        return isinstance(value, (int, float)) and self.in_range(value)

    def in_range(self, value: float) -> bool:
        """Whether a number lies between minimum and maximum, both included."""
        low = self.minimum is None or value >= self.minimum
        return low and (self.maximum is None or value <= self.maximum)


@dataclass(frozen=True)
class Section:
    """A part of the form: fields that are shown together, and for which classes."""

    id: str
    group: FieldGroup
    label: Bilingual
    scope: Scope = Scope()


@dataclass(frozen=True)
class Combination:
    """Groups of fields of which one must be filled whole before an address is submitted."""

    id: str
    label: Bilingual
    one_of: tuple[tuple[str, ...], ...]
    scope: Scope = Scope()


def names_in(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The names in groups of names, each once, in their order."""
    return tuple(dict.fromkeys(name for group in groups for name in group))
