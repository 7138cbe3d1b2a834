"""The field profile: which fields an address has, their words in both languages, which are needed.

A profile of a province extends the default one: it may add fields, change words and make more fields
required, but it cannot drop or re-type a field that the product works with.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from . import profile_problems as problems
from .field_spec import (
    Bilingual,
    Choice,
    Combination,
    Domain,
    FieldGroup,
    FieldSpec,
    FieldType,
    FormUse,
    Scope,
    Section,
)
from .lifecycle import LOCATION_GROUPS
from .profile_problems import ProfileError
from .profile_reading import ProfileReader
from .resources import read_json_file, resource_path

__all__ = [
    "Bilingual", "Choice", "Combination", "Domain", "FieldGroup", "FieldSpec", "FieldType", "FormUse", "Profile",
    "Scope", "Section", "load_profile", "merge_profiles", "profile_from_json", "profile_to_json",
]  # fmt: skip

# What a profile without any combination means: a register of the first version, or a province that says nothing.
LOCATION = Combination(
    "location",
    Bilingual(
        "Số nhà và đường; hoặc thôn, tổ dân phố và “chưa có số nhà”",
        "Number and street; or settlement and “no number yet”",
    ),
    LOCATION_GROUPS,
)


@dataclass(frozen=True)
class Profile:
    """The fields of an address in their order, and those of a person; sections are the parts of the form."""

    id: str
    title: Bilingual
    fields: tuple[FieldSpec, ...]
    sections: tuple[Section, ...] = ()
    combinations: tuple[Combination, ...] = (LOCATION,)
    person_fields: tuple[FieldSpec, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The field names in order."""
        return tuple(f.name for f in self.fields)

    @property
    def required_names(self) -> tuple[str, ...]:
        """The fields that a created address must have."""
        return tuple(f.name for f in self.fields if f.required)

    def field(self, name: str) -> FieldSpec:
        """The field of that name; KeyError if there is none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    def required_for(self, object_class: Optional[str], group: Optional[str] = None) -> tuple[str, ...]:
        """The fields that an address of a class (and its group I, II, III) needs before it is submitted."""
        return tuple(f.name for f in self.fields if f.required or _named(f.required_for, object_class, group))

    def combinations_for(self, object_class: Optional[str], group: Optional[str] = None) -> tuple[Combination, ...]:
        """The combinations of which an address of a class needs one group each."""
        return tuple(c for c in self.combinations if c.scope.applies(object_class, group))

    def scope_of(self, name: str) -> Scope:
        """The classes that a field concerns: those of its section."""
        section = self.field(name).section
        return next((s.scope for s in self.sections if s.id == section), Scope())

    def shown_for(self, object_class: Optional[str], group: Optional[str] = None) -> tuple[FieldSpec, ...]:
        """The fields that concern a class: those of the sections that its form shows."""
        hidden = {s.id for s in self.sections if not s.scope.applies(object_class, group)}
        return tuple(f for f in self.fields if f.section not in hidden)


def _named(required_for: tuple[str, ...], object_class: Optional[str], group: Optional[str]) -> bool:
    return bool(required_for) and Scope(required_for).applies(object_class, group)


def load_profile(
    path: str | Path | None = None, base: Optional[Profile] = None, classes: Optional[Collection[str]] = None
) -> Profile:
    """The profile of a file on top of `base` (the default one); without a path that alone (ProfileError).

    `classes`: the object classes that it may name; None: any.
    """
    built_in = resource_path("profiles", "fields", "default.json")
    if base is None:
        base = _read(read_json_file(built_in), built_in.name, None)
    return base if path is None else _read(read_json_file(path), str(path), base, classes=classes)


def merge_profiles(base: Profile, stored: Profile) -> Profile:
    """What `base` has more than `stored`, added to it: wherever the stored one says something, it counts."""
    return _read(_as_dict(stored), stored.id, base, strict=False)


def profile_to_json(profile: Profile) -> str:
    """The whole profile as JSON, as a register keeps its copy."""
    return json.dumps(_as_dict(profile), ensure_ascii=False)


def profile_from_json(text: str, where: str = "register") -> Profile:
    """The profile that `profile_to_json` wrote, by this version of the plugin or another one (ProfileError)."""
    return _kept(text, where)


@lru_cache(maxsize=8)  # one register is read again and again
def _kept(text: str, where: str) -> Profile:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ProfileError(problems.NO_FIELDS, file=where) from error
    return _read(data, where, None, strict=False)


def _read(
    data: Any,
    file: str,
    base: Optional[Profile],
    strict: bool = True,
    classes: Optional[Collection[str]] = None,
) -> Profile:
    reader = ProfileReader(data, file, strict)
    sections = reader.sections(base.sections if base else ())
    fields = reader.fields("fields", base.fields if base else ())
    profile = Profile(
        id=reader.id(),
        title=reader.title(base.title if base else None),
        fields=reader.placed(fields, sections),
        sections=sections,
        combinations=reader.combinations(base.combinations if base else (LOCATION,), fields),
        person_fields=reader.fields("person_fields", base.person_fields if base else (), personal=True),
    )
    if classes is not None:
        reader.classes(classes)
    return profile


def _as_dict(profile: Profile) -> dict[str, Any]:
    return {
        "id": profile.id,
        "title": _words(profile.title),
        "fields": [_field_dict(f) for f in profile.fields],
        "sections": [
            {"id": s.id, "group": s.group.value, "label": _words(s.label), **_scope(s.scope)} for s in profile.sections
        ],
        "combinations": [
            {"id": c.id, "label": _words(c.label), "one_of": [list(g) for g in c.one_of], **_scope(c.scope)}
            for c in profile.combinations
        ],
        "person_fields": [_field_dict(f) for f in profile.person_fields],
    }


def _field_dict(f: FieldSpec) -> dict[str, Any]:
    """A field as JSON; what it does not have is left out."""
    more: dict[str, Any] = {
        "required_for": list(f.required_for),
        "min": f.minimum,
        "max": f.maximum,
        "pattern": f.pattern,
        "section": f.section,
        "form": f.form.value if f.form is not FormUse.EDIT else None,
        "registry": f.registry,
        "export": f.export,
    }
    if f.domain is not None:
        domain = {"table": f.domain.table, "key": f.domain.key, "label": f.domain.label, "same": f.domain.same}
        more["domain"] = {key: value for key, value in domain.items() if value}
    return {
        "name": f.name,
        "type": f.type.value,
        "group": f.group.value,
        "required": f.required,
        "label": _words(f.label),
        "help": _words(f.help),
        "default": f.default,
        "values": [{"value": c.value, **_words(c.label)} for c in f.values],
        **{key: value for key, value in more.items() if value not in (None, [], "")},
    }


def _words(text: Bilingual) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _scope(scope: Scope) -> dict[str, Any]:
    lists = {"classes": list(scope.only), "not_classes": list(scope.but)}
    return {key: names for key, names in lists.items() if names}
