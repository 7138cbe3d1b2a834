"""How complete a record is: what of the basic fields is missing, and how many advanced ones are filled."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .field_spec import FieldGroup, FieldSpec, FormUse, Scope
from .lifecycle import is_filled
from .profile import Profile

# What a machine writes, or what follows from other fields, says nothing of a person's work on the record.
_NOT_ASKED = (FormUse.READ_ONLY, FormUse.HIDDEN)


@dataclass(frozen=True)
class Completeness:
    """Of one record: the basic items that are missing (names of fields and of combinations), and the counts."""

    basic_missing: tuple[str, ...]
    basic_total: int
    advanced_filled: int
    advanced_total: int

    @property
    def is_basic_complete(self) -> bool:
        """Whether the record may be submitted as far as its fields go."""
        return not self.basic_missing


def basic_fields(profile: Profile) -> tuple[FieldSpec, ...]:
    """The fields that are demanded of some class or of all; what the machine fills by itself is not among them."""
    return tuple(
        f for f in profile.fields if f.group is not FieldGroup.SYSTEM and (f.required or f.required_for)
    )


def demanded_of(spec: FieldSpec) -> Scope:
    """The classes whose addresses need the field."""
    return Scope() if spec.required else Scope(spec.required_for)


def advanced_fields(profile: Profile) -> tuple[tuple[FieldSpec, Scope], ...]:
    """The advanced fields that a person fills, and the classes whose form shows them."""
    scopes = {s.id: s.scope for s in profile.sections}
    return tuple(
        (f, scopes.get(f.section, Scope()))
        for f in profile.fields
        if f.group is FieldGroup.ADVANCED and f.form not in _NOT_ASKED
    )


def completeness(record: Mapping[str, object], profile: Profile, groups: Mapping[str, str]) -> Completeness:
    """The completeness of a record by column name; `groups` gives the group (I, II, III) of each class.

    A provisional key counts as the code. An unknown class belongs to no group: what is asked of all is asked of it.
    """
    value = record.get("object_class")
    object_class = value if isinstance(value, str) else None
    group = groups.get(object_class) if object_class is not None else None
    demanded = [f.name for f in basic_fields(profile) if demanded_of(f).applies(object_class, group)]
    combinations = profile.combinations_for(object_class, group)
    missing = [name for name in demanded if not is_filled_in(record, profile.field(name))]
    missing += [
        c.id for c in combinations if not any(all(_filled(record, profile, n) for n in names) for names in c.one_of)
    ]
    advanced = [f for f, scope in advanced_fields(profile) if scope.applies(object_class, group)]
    return Completeness(
        basic_missing=tuple(missing),
        basic_total=len(demanded) + len(combinations),
        advanced_filled=sum(is_filled_in(record, f) for f in advanced),
        advanced_total=len(advanced),
    )


def is_filled_in(record: Mapping[str, object], spec: FieldSpec) -> bool:
    """Whether the record says something in a field: 0 is a number of floors, but an unticked box says nothing."""
    value = record.get(spec.name)
    if spec.type.value in ("text", "boolean"):
        return is_filled(value)
    return value is not None


def _filled(record: Mapping[str, object], profile: Profile, name: str) -> bool:
    return is_filled_in(record, profile.field(name))
