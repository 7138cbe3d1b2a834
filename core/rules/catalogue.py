"""The catalogue of rules: id, level, texts in two languages with the remedy, tolerances; a province may set its own.

`resources/profiles/rules/{addresses,land}.json` hold every rule. A file of a province (`profiles/rules/*.json` beside
the register) names rules by id and changes their level, tolerances, texts, or switches them off; it adds none.
"""
from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any, Optional

from ..errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..json_reader import DUPLICATE_ID, JsonReader
from ..resources import json_files, read_json_file, resource_path

LANGUAGES = ("vi", "en")
_HIGHEST = 1e9

UNKNOWN_RULE = Message(
    "rules.unknown",
    QT_TRANSLATE_NOOP("diachiso", 'There is no rule "{rule}". Choose from: {known}.'),
)
UNKNOWN_FIELD = Message(
    "rules.unknown_field",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, the text "{key}" names {{{name}}}, which this rule does not tell. Use: {known}.',
    ),
)
UNKNOWN_TOLERANCE = Message(
    "rules.unknown_tolerance",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" is no tolerance of this rule. Use one of: {known}; or leave it out.'
    ),
)
BAD_TEXT = Message(
    "rules.bad_text",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, the braces in the text "{key}" are not right ({detail}). Correct it there.'
    ),
)


class RuleLevel(str, Enum):
    """How grave a result is; an error keeps the record from being submitted."""

    error = "error"
    warning = "warning"
    information = "information"


class RuleSubject(str, Enum):
    """What a rule looks at."""

    address = "address"
    parcel = "parcel"
    building = "building"
    commune = "commune"


@dataclass(frozen=True)
class Rule:
    """One rule; the texts are by language (vi, en), `message` with `{named}` fields that each hit fills.

    `certain`: what it finds is surely so; else it is a heuristic, whose results a person judges.
    """

    id: str
    subject: RuleSubject
    level: RuleLevel
    title: Mapping[str, str] = field(hash=False)
    message: Mapping[str, str] = field(hash=False)
    remedy: Mapping[str, str] = field(hash=False)
    tolerances: Mapping[str, float] = field(default_factory=dict, hash=False)
    certain: bool = True
    enabled: bool = True

    def tolerance(self, name: str) -> float:
        """A tolerance by its name (metres, unless the name says another unit)."""
        return self.tolerances[name]

    def text(self, language: str, params: Mapping[str, Any]) -> str:
        """The message of a hit; a field that the hit lacks is shown as "…", one in both languages in the asked one."""
        asked = _language(language)
        shown = {name: value.get(asked, "…") if isinstance(value, Mapping) else value for name, value in params.items()}
        return self.message[asked].format_map(_Shown(shown))

    def title_in(self, language: str) -> str:
        """The title for a locale such as `vi_VN`."""
        return self.title[_language(language)]

    def remedy_in(self, language: str) -> str:
        """What to do about it, for a locale such as `vi_VN`."""
        return self.remedy[_language(language)]


@dataclass(frozen=True)
class RuleBook:
    """The rules of a run by id, in the order of the catalogue."""

    version: str
    rules: Mapping[str, Rule]

    def select(self, ids: Sequence[str]) -> RuleBook:
        """The book of these rules only (all where none is named); DiachisoError for an unknown id."""
        unknown = [rule_id for rule_id in ids if rule_id not in self.rules]
        if unknown:
            raise DiachisoError(UNKNOWN_RULE, rule=unknown[0], known=", ".join(self.rules))
        return self if not ids else replace(self, rules={k: r for k, r in self.rules.items() if k in set(ids)})

    @property
    def enabled(self) -> Mapping[str, Rule]:
        """The rules that are not switched off."""
        return {rule_id: rule for rule_id, rule in self.rules.items() if rule.enabled}

    def active(self, rule_id: str) -> Optional[Rule]:
        """The rule of that id where this book has it and it is switched on."""
        rule = self.rules.get(rule_id)
        return rule if rule is not None and rule.enabled else None

    def fingerprint(self) -> str:
        """16 hex digits that change with any level, tolerance, text or switch of the rules."""
        content = json.dumps([self.version, [_as_json(rule) for rule in self.rules.values()]], ensure_ascii=False)
        return hashlib.blake2b(content.encode("utf-8"), digest_size=8).hexdigest()


def load_rules(subject_file: str, own_folders: Sequence[Path] = ()) -> RuleBook:
    """The rules of `addresses` or `land`, as the province's own folders change them (DiachisoError says where)."""
    file = resource_path("profiles", "rules", f"{subject_file}.json")
    book = parse_rules(read_json_file(file), str(file))
    known = {} if not own_folders else {**_shipped("addresses"), **_shipped("land"), **book.rules}
    for folder in own_folders:
        for own in json_files(folder):
            book = override_rules(book, read_json_file(own), str(own), known)
    return book


def parse_rules(data: Any, file: str) -> RuleBook:
    """A catalogue from its JSON object {"version": …, "rules": […]}; `file` is what an error names."""
    reader = JsonReader(data, file)
    version = reader.text("version")
    rules: dict[str, Rule] = {}
    for item in reader.objects("rules"):
        rule = _rule(item)
        if rule.id in rules:
            raise item.error(DUPLICATE_ID, "id", value=f'"{rule.id}"', other=rule.id)
        rules[rule.id] = rule
    reader.finish()
    return RuleBook(version, rules)


def override_rules(book: RuleBook, data: Any, file: str, known: Mapping[str, Rule]) -> RuleBook:
    """The book as a province's file changes it; `known` are all rules there are, of other subjects too."""
    reader = JsonReader(data, file)
    version = reader.text("version", "")
    rules = dict(book.rules)
    for item in reader.objects("rules"):
        rule_id = item.choice("id", sorted({*known, *rules}))
        changed = _changed(rules.get(rule_id) or known[rule_id], item)
        if rule_id in rules:
            rules[rule_id] = changed
    reader.finish()
    return RuleBook(f"{book.version}+{version}" if version else book.version, rules)


def _shipped(subject_file: str) -> Mapping[str, Rule]:
    file = resource_path("profiles", "rules", f"{subject_file}.json")
    return parse_rules(read_json_file(file), str(file)).rules if file.is_file() else {}


def _rule(item: JsonReader) -> Rule:
    rule = Rule(
        id=item.identifier("id"),
        subject=RuleSubject(item.choice("subject", [s.value for s in RuleSubject])),
        level=RuleLevel(item.choice("level", [level.value for level in RuleLevel])),
        title=item.labels("title"),
        message=_template(item, "message", None),
        remedy=item.labels("remedy"),
        tolerances=_tolerances(item, None),
        certain=item.flag("certain", True),
        enabled=item.flag("enabled", True),
    )
    item.finish()
    return rule


def _changed(rule: Rule, item: JsonReader) -> Rule:
    changed = replace(
        rule,
        level=RuleLevel(item.choice("level", [level.value for level in RuleLevel], rule.level.value)),
        title=item.labels("title") if item.has("title") else rule.title,
        message=_template(item, "message", rule) if item.has("message") else rule.message,
        remedy=item.labels("remedy") if item.has("remedy") else rule.remedy,
        tolerances={**rule.tolerances, **_tolerances(item, rule)},
        enabled=item.flag("enabled", rule.enabled),
    )
    item.finish()
    return changed


def _tolerances(item: JsonReader, rule: Optional[Rule]) -> dict[str, float]:
    if not item.has("tolerances"):
        return {}
    reader = item.object("tolerances")
    for name in reader.names():
        if rule is not None and name not in rule.tolerances:
            raise reader.error(UNKNOWN_TOLERANCE, name, known=", ".join(rule.tolerances) or "–")
    found = {name: reader.number(name, 0, _HIGHEST) for name in reader.names()}
    reader.finish()
    return found


def _template(item: JsonReader, key: str, rule: Optional[Rule]) -> dict[str, str]:
    texts = item.labels(key)
    names = {language: _fields(text, item, f"{key}.{language}") for language, text in texts.items()}
    known = names["en"] if rule is None else _fields(rule.message["en"], item, key)
    for language in LANGUAGES:
        for name in sorted(names[language] - known):
            raise item.error(UNKNOWN_FIELD, f"{key}.{language}", name=name, known=", ".join(sorted(known)) or "–")
    return texts


def _fields(text: str, item: JsonReader, key: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise item.error(BAD_TEXT, key, detail=str(error)) from error


def _as_json(rule: Rule) -> list[Any]:
    texts: Iterable[Mapping[str, str]] = (rule.title, rule.message, rule.remedy)
    return [
        rule.id, rule.subject.value, rule.level.value, [sorted(text.items()) for text in texts],
        sorted(rule.tolerances.items()), rule.certain, rule.enabled,
    ]  # fmt: skip


def _language(locale: str) -> str:
    return "vi" if locale.lower().startswith("vi") else "en"


class _Shown(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
