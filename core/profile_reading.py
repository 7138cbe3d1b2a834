"""Reading a field profile's JSON: each mistake is told with its file, its place in the JSON and the remedy."""
from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Optional

from . import profile_problems as problems
from .field_spec import (
    CLASS_GROUPS,
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
    names_in,
)
from .profile_problems import ProfileError, Wrong
from .roles import personal_fields

# fid and geom are the table's own; person's columns are kept out so that no personal data enters by this
# door.
RESERVED_NAMES = frozenset(
    {"fid", "geom", "rowid", "full_name", "organisation", "phone", "email", "legal_basis"}
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_NUMBERS = (FieldType.INTEGER, FieldType.REAL)
_PROFILE_KEYS = ("id", "title", "fields", "sections", "combinations", "person_fields")
_FIELD_KEYS = (
    "name", "type", "group", "label", "help", "required", "required_for", "values", "default", "min", "max", "pattern",
    "domain", "section", "form", "registry", "export",
)  # fmt: skip
_SCOPE_KEYS = ("classes", "not_classes")


class ProfileReader:
    """The parts of a profile's JSON object; `strict` complains of keys that nobody knows (misspelt ones)."""

    def __init__(self, data: Any, file: str, strict: bool) -> None:
        if not isinstance(data, dict) or not isinstance(data.get("fields"), list):
            raise ProfileError(problems.NO_FIELDS, file=file)
        self._data, self._file, self._strict = data, file, strict
        self._known("", data, _PROFILE_KEYS)

    def id(self) -> str:
        """The profile's own name."""
        return str(self._data.get("id") or "custom")

    def title(self, inherited: Optional[Bilingual]) -> Bilingual:
        """The title, or the one inherited."""
        if "title" not in self._data and inherited is not None:
            return inherited
        try:
            return _words(self._data, "title")
        except Wrong as wrong:
            raise self._error(wrong, "", "title") from None

    def fields(self, key: str, inherited: Sequence[FieldSpec], personal: bool = False) -> tuple[FieldSpec, ...]:
        """The inherited fields as the profile changes them, then its own ones; a person's may only be changed."""
        merged = {f.name: f for f in inherited}
        for path, item, name in self._items(key, "name"):
            try:
                self._known(path, item, _FIELD_KEYS)
                if name in merged:
                    merged[name] = _override(merged[name], item)
                elif name in RESERVED_NAMES and not (personal and not inherited):
                    raise Wrong(problems.RESERVED, key="name")
                elif personal and inherited:
                    raise Wrong(problems.PERSONAL_FIXED, key="name")
                else:
                    merged[name] = _field(name, item, personal)
                    if self._strict and not personal and inherited and _is_personal(merged[name]):
                        raise Wrong(problems.PERSONAL_NEW, key="name")
            except Wrong as wrong:
                raise self._error(wrong, path, name) from None
        return tuple(merged.values())

    def sections(self, inherited: Sequence[Section]) -> tuple[Section, ...]:
        """The parts of the form: the inherited ones as the profile changes them, then its own."""
        merged = {s.id: s for s in inherited}
        for path, item, name in self._items("sections", "id"):
            known = merged.get(name)
            try:
                self._known(path, item, ("id", "group", "label", *_SCOPE_KEYS))
                merged[name] = Section(
                    name,
                    _member(FieldGroup, item, "group") if known is None or "group" in item else known.group,
                    _words(item, "label") if known is None or "label" in item else known.label,
                    _scope(item, known.scope if known else Scope()),
                )
            except Wrong as wrong:
                raise self._error(wrong, path, name) from None
        return tuple(merged.values())

    def combinations(self, inherited: Sequence[Combination], fields: Sequence[FieldSpec]) -> tuple[Combination, ...]:
        """The combinations of which one group must be filled; each names fields that there are."""
        merged = {c.id: c for c in inherited}
        names = {f.name for f in fields}
        for path, item, name in self._items("combinations", "id"):
            known = merged.get(name)
            try:
                self._known(path, item, ("id", "label", "one_of", *_SCOPE_KEYS))
                one_of = known.one_of if known is not None and "one_of" not in item else _groups(item, "one_of")
                missing = [n for n in names_in(one_of) if n not in names]
                if missing:
                    raise Wrong(problems.NO_SUCH_FIELD, key="one_of", name=missing[0])
                label = _words(item, "label") if known is None or "label" in item else known.label
                merged[name] = Combination(name, label, one_of, _scope(item, known.scope if known else Scope()))
            except Wrong as wrong:
                raise self._error(wrong, path, name) from None
        return tuple(merged.values())

    def placed(self, fields: Sequence[FieldSpec], sections: Sequence[Section]) -> tuple[FieldSpec, ...]:
        """The fields, each in a section that there is."""
        ids = [s.id for s in sections]
        for number, f in enumerate(fields):
            if f.section and f.section not in ids and self._strict:
                path = next((p for p, _, n in self._items("fields", "name") if n == f.name), f"fields[{number}]")
                wrong = Wrong(problems.NOT_ONE_OF, key="section", value=f.section, allowed=", ".join(ids))
                raise self._error(wrong, path, f.name)
        return tuple(fields)

    def classes(self, known: Collection[str]) -> None:
        """Every object class that the profile names is one that there is, or a group of them."""
        for part, name_key, keys in (
            ("fields", "name", ("required_for",)), ("sections", "id", _SCOPE_KEYS), ("combinations", "id", _SCOPE_KEYS),
        ):  # fmt: skip
            for path, item, name in self._items(part, name_key):
                for key, value in [(k, v) for k in keys for v in item.get(k) or ()]:
                    if value not in known and value not in CLASS_GROUPS:
                        raise self._error(Wrong(problems.NO_SUCH_CLASS, key=key, value=value), path, name)

    def _items(self, key: str, name_key: str) -> list[tuple[str, dict[str, Any], str]]:
        """The objects of a list with their paths and their names, each name once."""
        items = self._data.get(key)
        if items is None:
            return []
        if not isinstance(items, list):
            raise self._error(Wrong(problems.NOT_A_LIST, key=""), key, key)
        found: list[tuple[str, dict[str, Any], str]] = []
        for number, item in enumerate(items):
            path = f"{key}[{number}]"
            name = item.get(name_key) if isinstance(item, dict) else None
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                shown = name if isinstance(name, str) else f"no. {number + 1}"
                raise self._error(Wrong(problems.BAD_NAME, key=name_key), path, shown)
            if any(name == other for _, _, other in found):
                raise self._error(Wrong(problems.TWICE, key=name_key), path, name)
            found.append((path, item, name))
        return found

    def _known(self, path: str, item: Mapping[str, Any], keys: Sequence[str]) -> None:
        unknown = [str(key) for key in item if key not in keys and not str(key).startswith("_")]
        if unknown and self._strict:
            wrong = Wrong(problems.UNKNOWN_KEY, key=unknown[0], known=", ".join(keys))
            raise self._error(wrong, path, str(item.get("name") or item.get("id") or unknown[0]))

    def _error(self, wrong: Wrong, path: str, field: str) -> ProfileError:
        key = wrong.params.get("key", "")
        place = ".".join(part for part in (path, key) if part)
        return ProfileError(wrong.message, **{**wrong.params, "file": self._file, "path": place, "field": field})


def _is_personal(spec: FieldSpec) -> bool:
    """Whether a field's name or label says that it holds personal data."""
    return bool(personal_fields((spec.name, spec.label.vi, spec.label.en)))


def _override(spec: FieldSpec, item: Mapping[str, Any]) -> FieldSpec:
    """A built-in field in other words, or with more asked of it; its type and default are not the province's."""
    if "type" in item and item["type"] != spec.type.value:
        raise Wrong(problems.FIXED, key="type", value=spec.type.value)
    if item.get("default", spec.default) != spec.default:
        raise Wrong(problems.FIXED, key="default", value=spec.default)
    if spec.required and item.get("required") is False:
        raise Wrong(problems.STAYS_REQUIRED, key="required")
    values = _values(item) if item.get("values") else spec.values
    if spec.values and {c.value for c in values} != {c.value for c in spec.values}:
        raise Wrong(problems.FIXED, key="values", value=", ".join(c.value for c in spec.values))
    changed = replace(
        spec,
        label=_words(item, "label") if "label" in item else spec.label,
        help=_words(item, "help") if "help" in item else spec.help,
        group=_member(FieldGroup, item, "group") if "group" in item else spec.group,
        required=spec.required or _flag(item, "required"),
        values=values,
        **_more(item),
    )
    return _checked(changed)


def _field(name: str, item: Mapping[str, Any], personal: bool) -> FieldSpec:
    default = item.get("default")
    if default is not None and not isinstance(default, str):
        raise Wrong(problems.BAD_DEFAULT, key="default")
    group = _member(FieldGroup, item, "group")
    if (group is FieldGroup.PERSONAL) is not personal:
        allowed = [g.value for g in FieldGroup if (g is FieldGroup.PERSONAL) is personal]
        raise Wrong(problems.NOT_ONE_OF, key="group", value=group.value, allowed=", ".join(allowed))
    spec = FieldSpec(
        name=name,
        type=_member(FieldType, item, "type"),
        group=group,
        label=_words(item, "label"),
        help=_words(item, "help"),
        required=_flag(item, "required"),
        values=_values(item),
        default=default,
    )
    return _checked(replace(spec, **_more(item)))


def _more(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a field may say besides; null counts as not said."""
    said: dict[str, Any] = {}
    if item.get("required_for") is not None:
        said["required_for"] = _texts(item, "required_for")
    for key, name in (("min", "minimum"), ("max", "maximum")):
        if item.get(key) is not None:
            if isinstance(item[key], bool) or not isinstance(item[key], (int, float)):
                raise Wrong(problems.NOT_A_NUMBER, key=key)
            said[name] = item[key]
    for key in ("pattern", "registry", "export", "section"):
        if item.get(key) is not None:
            said[key] = _text(item, key)
    if item.get("form") is not None:
        said["form"] = _member(FormUse, item, "form")
    if item.get("domain") is not None:
        domain = item["domain"]
        if not isinstance(domain, dict) or not all(isinstance(domain.get(k), str) for k in ("table", "key", "label")):
            raise Wrong(problems.BAD_DOMAIN, key="domain")
        said["domain"] = Domain(domain["table"], domain["key"], domain["label"], str(domain.get("same") or ""))
    return said


def _checked(spec: FieldSpec) -> FieldSpec:
    """The field, where what it says fits its type."""
    for key, bound in (("min", spec.minimum), ("max", spec.maximum)):
        if bound is not None and spec.type not in _NUMBERS:
            raise Wrong(problems.NO_RANGE, key=key)
    if spec.minimum is not None and spec.maximum is not None and spec.minimum > spec.maximum:
        raise Wrong(problems.EMPTY_RANGE, key="min")
    if spec.pattern is not None:
        try:
            re.compile(spec.pattern)
        except re.error as error:
            raise Wrong(problems.BAD_PATTERN, key="pattern", problem=str(error)) from None
        if spec.type is not FieldType.TEXT:
            raise Wrong(problems.NO_PATTERN, key="pattern")
    return spec


def _values(item: Mapping[str, Any]) -> tuple[Choice, ...]:
    values = item.get("values") or []
    if not isinstance(values, list) or not all(isinstance(v, dict) and isinstance(v.get("value"), str) for v in values):
        raise Wrong(problems.BAD_VALUES, key="values")
    return tuple(Choice(v["value"], _words({"values": v}, "values")) for v in values)


def _words(item: Mapping[str, Any], key: str) -> Bilingual:
    words = item.get(key)
    if not isinstance(words, dict) or not all(isinstance(words.get(k), str) and words[k] for k in ("vi", "en")):
        raise Wrong(problems.NO_WORDS, key=key)
    return Bilingual(words["vi"], words["en"])


def _flag(item: Mapping[str, Any], key: str) -> bool:
    value = item.get(key, False)
    if not isinstance(value, bool):
        raise Wrong(problems.BAD_REQUIRED, key=key)
    return value


def _text(item: Mapping[str, Any], key: str) -> str:
    if not isinstance(item[key], str):
        raise Wrong(problems.NOT_A_TEXT, key=key)
    return str(item[key])


def _texts(item: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = item.get(key) or []
    if not isinstance(found, list) or not all(isinstance(text, str) and text for text in found):
        raise Wrong(problems.NOT_TEXTS, key=key)
    return tuple(found)


def _groups(item: Mapping[str, Any], key: str) -> tuple[tuple[str, ...], ...]:
    groups = item.get(key)
    if not isinstance(groups, list) or not groups:
        raise Wrong(problems.NOT_GROUPS, key=key)
    for group in groups:
        if not isinstance(group, list) or not group or not all(isinstance(name, str) for name in group):
            raise Wrong(problems.NOT_GROUPS, key=key)
    return tuple(tuple(group) for group in groups)


def _scope(item: Mapping[str, Any], inherited: Scope) -> Scope:
    if not any(key in item for key in _SCOPE_KEYS):
        return inherited
    return Scope(_texts(item, "classes"), _texts(item, "not_classes"))


def _member(kind: Any, item: Mapping[str, Any], key: str) -> Any:
    value = item.get(key)
    try:
        return kind(value)
    except ValueError:
        raise Wrong(problems.NOT_ONE_OF, key=key, value=value, allowed=", ".join(m.value for m in kind)) from None
