"""The field profile: which fields an address has, their words in both languages, which are needed.

A profile of a province extends the default one: it may add fields, change words and make more fields
required, but it cannot drop or re-type a field that the product works with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from . import profile_problems as problems
from .profile_problems import ProfileError, Wrong
from .resources import read_json_file, resource_path

# fid and geom are the table's own; person's columns are kept out so that no personal data enters by this
# door.
RESERVED_NAMES = frozenset(
    {"fid", "geom", "rowid", "full_name", "organisation", "phone", "email", "legal_basis"}
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class FieldType(str, Enum):
    """Types that a field may have; the register says which column type each becomes."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    REAL = "real"
    DATE = "date"
    DATETIME = "datetime"


class FieldGroup(str, Enum):
    """Groups of DOMAIN.md §3; personal fields live in their own table, so a profile may not add one."""

    BASIC = "basic"
    ADVANCED = "advanced"
    SYSTEM = "system"


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
class FieldSpec:
    """One field of an address; `required` means it must be filled before the address counts as created."""

    name: str
    type: FieldType
    group: FieldGroup
    label: Bilingual
    help: Bilingual
    required: bool = False
    values: tuple[Choice, ...] = ()
    default: str | None = None


@dataclass(frozen=True)
class Profile:
    """The fields of an address in their order."""

    id: str
    title: Bilingual
    fields: tuple[FieldSpec, ...]

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


def load_profile(path: str | Path | None = None) -> Profile:
    """The profile of a file on top of the default one; without a path the default one (ProfileError)."""
    built_in = resource_path("profiles", "fields", "default.json")
    default = _parse(read_json_file(built_in), built_in.name, None)
    if path is None:
        return default
    return _parse(read_json_file(path), str(path), default)


def profile_to_json(profile: Profile) -> str:
    """The whole profile as JSON, as a register keeps its copy."""

    def words(text: Bilingual) -> dict[str, str]:
        return {"vi": text.vi, "en": text.en}

    return json.dumps(
        {
            "id": profile.id,
            "title": words(profile.title),
            "fields": [
                {
                    "name": f.name,
                    "type": f.type.value,
                    "group": f.group.value,
                    "required": f.required,
                    "label": words(f.label),
                    "help": words(f.help),
                    "default": f.default,
                    "values": [{"value": c.value, **words(c.label)} for c in f.values],
                }
                for f in profile.fields
            ],
        },
        ensure_ascii=False,
    )


def profile_from_json(text: str, where: str = "register") -> Profile:
    """The profile that `profile_to_json` wrote (ProfileError)."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ProfileError(problems.NO_FIELDS, file=where) from error
    return _parse(data, where, None)


def _parse(data: Any, file: str, base: Profile | None) -> Profile:
    if not isinstance(data, dict) or not isinstance(data.get("fields"), list):
        raise ProfileError(problems.NO_FIELDS, file=file)
    known = {f.name: f for f in base.fields} if base else {}
    merged = dict(known)
    seen: set[str] = set()
    for position, item in enumerate(data["fields"], start=1):
        name = item.get("name") if isinstance(item, dict) else None
        try:
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                raise Wrong(problems.BAD_NAME)
            if name in RESERVED_NAMES:
                raise Wrong(problems.RESERVED)
            if name in seen:
                raise Wrong(problems.TWICE)
            seen.add(name)
            merged[name] = _override(known[name], item) if name in known else _field(name, item)
        except Wrong as wrong:
            field = name if isinstance(name, str) else f"no. {position}"
            raise ProfileError(wrong.message, file=file, field=field, **wrong.params) from None
    return Profile(str(data.get("id") or "custom"), _title(data, file, base), tuple(merged.values()))


def _title(data: Mapping[str, Any], file: str, base: Profile | None) -> Bilingual:
    if "title" not in data and base is not None:
        return base.title
    try:
        return _words(data.get("title"), "title")
    except Wrong as wrong:
        raise ProfileError(wrong.message, file=file, field="title", **wrong.params) from None


def _override(spec: FieldSpec, item: Mapping[str, Any]) -> FieldSpec:
    """A built-in field with other words; its type, values and default are not the province's to change."""
    if "type" in item and item["type"] != spec.type.value:
        raise Wrong(problems.TYPE_FIXED, type=spec.type.value)
    if spec.required and item.get("required") is False:
        raise Wrong(problems.STAYS_REQUIRED)
    return replace(
        spec,
        label=_words(item["label"], "label") if "label" in item else spec.label,
        help=_words(item["help"], "help") if "help" in item else spec.help,
        group=_member(FieldGroup, item["group"], "group") if "group" in item else spec.group,
        required=spec.required or _flag(item.get("required", False)),
    )


def _field(name: str, item: Mapping[str, Any]) -> FieldSpec:
    values = item.get("values") or []
    if not isinstance(values, list) or not all(isinstance(v, dict) and isinstance(v.get("value"), str) for v in values):
        raise Wrong(problems.BAD_VALUES)
    default = item.get("default")
    if default is not None and not isinstance(default, str):
        raise Wrong(problems.BAD_DEFAULT)
    return FieldSpec(
        name=name,
        type=_member(FieldType, item.get("type"), "type"),
        group=_member(FieldGroup, item.get("group"), "group"),
        label=_words(item.get("label"), "label"),
        help=_words(item.get("help"), "help"),
        required=_flag(item.get("required", False)),
        values=tuple(Choice(v["value"], _words(v, "values")) for v in values),
        default=default,
    )


def _words(item: Any, what: str) -> Bilingual:
    if not isinstance(item, dict) or not all(isinstance(item.get(k), str) and item[k] for k in ("vi", "en")):
        raise Wrong(problems.NO_WORDS, key=what)
    return Bilingual(item["vi"], item["en"])


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(problems.BAD_REQUIRED)
    return value


def _member(kind: Any, value: Any, what: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        raise Wrong(problems.NOT_ONE_OF, key=what, value=value, allowed=", ".join(m.value for m in kind)) from None
