"""Rules of the review that the form can tell while a person writes: in the rule's own words, if it is switched on.

What a record must say and what a field accepts comes out of the profile, for the rules as for the form. The rest needs
the register around it, or what QGIS's expressions have not got: it is told by the check.
"""
from __future__ import annotations

from typing import Optional

from ...core.encodings.lost import MARK_BEFORE_LETTER, QUERY
from ...core.field_spec import FieldGroup, FieldSpec, FieldType, FormUse
from ...core.rules.catalogue import Rule, RuleBook
from ...core.rules.text_rules import STRAY
from .expressions import both, says
from .words import Words

LOST = "\ufffd"


def hint_of(spec: FieldSpec, rules: RuleBook, words: Words) -> Optional[tuple[str, str]]:
    """What must be true of a text that people write in one line, and what is said where it is not; None: anything."""
    free = spec.type is FieldType.TEXT and spec.form is FormUse.EDIT and not spec.values and spec.pattern is None
    if not free or spec.group is FieldGroup.SYSTEM:
        return None
    asked: list[tuple[Rule, str]] = []
    for rule_id, expression in (
        ("text_stray_spaces", f"NOT {says(spec.name, _escaped(STRAY.pattern))}"),
        ("text_lost_characters", _nothing_lost(spec.name)),
    ):
        rule = rules.active(rule_id)
        if rule is not None:
            asked.append((rule, expression))
    if not asked:
        return None
    return both(*(expression for _, expression in asked)), " ".join(_said(rule, words) for rule, _ in asked)


def _nothing_lost(name: str) -> str:
    marked = f"{says(name, MARK_BEFORE_LETTER.pattern)} AND NOT {says(name, QUERY.pattern)}"
    return f"NOT {says(name, _escaped(LOST))} AND NOT ({marked})"


def _said(rule: Rule, words: Words) -> str:
    return f"{rule.title_in(words.language)}. {rule.remedy_in(words.language)}"


def _escaped(pattern: str) -> str:
    """The pattern in plain letters: a project file cannot hold control characters, and nobody sees the others."""
    return "".join(c if " " <= c <= "~" else f"\\x{{{ord(c):04x}}}" for c in pattern)
