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
from .words import Words

LOST = "\ufffd"
# A question mark before a letter, in a text without any that belong to an address of the web.
_MARK_FOR_LETTER = f"^(?![\\s\\S]*(?:{QUERY.pattern}))[\\s\\S]*{MARK_BEFORE_LETTER.pattern}"


def hint_of(spec: FieldSpec, rules: RuleBook, words: Words) -> Optional[tuple[tuple[str, ...], str]]:
    """Patterns that a text of one line must not have, and what is said where it has one; None: it may be anything."""
    free = spec.type is FieldType.TEXT and spec.form is FormUse.EDIT and not spec.values and spec.pattern is None
    if not free or spec.group is FieldGroup.SYSTEM:
        return None
    looked_for = {"text_stray_spaces": (STRAY.pattern,), "text_lost_characters": (LOST, _MARK_FOR_LETTER)}
    asked = [rule for rule_id in looked_for if (rule := rules.active(rule_id)) is not None]
    if not asked:
        return None
    patterns = tuple(_escaped(pattern) for rule in asked for pattern in looked_for[rule.id])
    return patterns, " ".join(_said(rule, words) for rule in asked)


def _said(rule: Rule, words: Words) -> str:
    return f"{rule.title_in(words.language)}. {rule.remedy_in(words.language)}"


def _escaped(pattern: str) -> str:
    """The pattern in plain letters: a project file cannot hold control characters, and nobody sees the others."""
    return "".join(c if " " <= c <= "~" else _letter(ord(c)) for c in pattern)


def _letter(number: int) -> str:
    return f"\\x{number:02x}" if number < 256 else f"\\x{{{number:x}}}"
