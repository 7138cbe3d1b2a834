"""What the form says of a wrong or missing value, in words that help; the register's triggers are the last guard."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsExpressionContextUtils, QgsFieldConstraints, QgsVectorLayer

from ...core.collected import takes_remarks
from ...core.field_spec import FieldGroup, FieldSpec, FormUse, Scope
from ...core.lifecycle import Stage
from ...core.personal_numbers import IN_REMARKS, PERHAPS_IN_REMARKS
from ...core.profile import Profile
from ...core.rules.catalogue import RuleBook
from . import words as texts
from .expressions import (
    LETTERS_OF_ALL,
    STAGE_LAW,
    both,
    column,
    either,
    filled,
    fills_one_of,
    in_scope,
    lawful_stage,
    never,
    one_of,
    one_of_words,
    says,
    text,
)
from .rule_hints import hint_of
from .words import Words

_STEPS = (Stage.DECLARED, Stage.CREATED, Stage.SUBMITTED, Stage.VERIFIED, Stage.ISSUED)


@dataclass(frozen=True)
class Check:
    """An expression that must be true, what is said where it is not, and whether it stops the form.

    `patterns`: the expression only says that none of them is found in the field. `variables`: those of the layer that
    the expression needs.
    """

    expression: str
    said: str
    hard: bool
    patterns: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()


def address_checks(
    profile: Profile, groups: Mapping[str, str], words: Words, rules: RuleBook, was: str = "", same: str = ""
) -> dict[str, Check]:
    """The check of each field of an address that has one; `was` and `same` as for `lawful_stage`.

    QGIS gives a field one expression of one strength. So a field that may lack something tells all of it softly, and
    what must not be saved there is looked at once more with the stage, which stops the form.
    """
    soft: dict[str, list[Check]] = {}
    checks: dict[str, Check] = {}
    remarks: list[str] = []
    for combination in profile.combinations:  # told at its first field
        name = combination.one_of[0][0]
        asked = in_scope(combination.scope, groups, one_of_words)
        said = words(texts.NEEDS_ONE_OF, what=combination.label.text(words.language))
        soft.setdefault(name, []).append(
            Check(f"NOT ({asked}) OR ({fills_one_of(combination, profile)})", said, False)
        )
    for spec in profile.fields:
        if spec.name == "code" and spec.form is FormUse.READ_ONLY:  # nobody types it: say where it comes from
            soft["code"] = [Check(filled(spec), words(texts.NO_CODE), False)]
        if spec.form in (FormUse.HIDDEN, FormUse.READ_ONLY):
            continue
        if spec.required or spec.required_for:
            asked = "true" if spec.required else in_scope(Scope(spec.required_for), groups, one_of_words)
            need = Check(f"NOT ({asked}) OR ({filled(spec)})", _needed(spec, words), False)
            soft.setdefault(spec.name, []).append(need)
        value = value_check(spec, words)
        if value is None and takes_remarks(spec):
            value = nobodys_number(spec.name, spec.label.text(words.language), words)
            remarks.append(spec.name)
        if value is not None:
            checks[spec.name] = value
        if spec.name not in soft:  # two messages at one field would tell nobody which of them is meant
            hint = hint_of(spec, rules, words)
            if hint is not None:
                patterns, said = hint
                soft[spec.name] = [Check(never(spec.name, patterns), said, False, patterns)]
    if "stage" in profile.names:
        soft.pop("stage", None)
        elsewhere = [checks[name].expression for name in soft if name in checks and name not in remarks]
        also = [(condition, condition) for condition in elsewhere]
        told = [name for name in soft if name in remarks]
        if told:
            also.append((_no_numbers_in(told, [PERHAPS_IN_REMARKS]), _no_numbers_in(told, IN_REMARKS)))
        asked, law = lawful_stage(profile, groups, was, same, also)
        checks["stage"] = Check(asked, _stage_words(profile, words), True, variables=((STAGE_LAW, law),))
    return {**checks, **{name: _together(name, all_of, checks.get(name)) for name, all_of in soft.items()}}


def value_check(spec: FieldSpec, words: Words) -> Check | None:
    """A value that is there keeps to list, range and pattern; None where anything goes."""
    label = spec.label.text(words.language)
    own = column(spec.name)
    empty = f"NOT ({filled(spec)})"
    if spec.values:
        known = one_of(own, [c.value for c in spec.values])
        return Check(either(empty, known), words(texts.ONE_OF_LIST, field=label), True)
    low, high = spec.minimum, spec.maximum
    if low is not None and high is not None:
        said = words(texts.OUT_OF_RANGE, field=label, low=low, high=high)
        return Check(either(empty, both(f"{own} >= {low}", f"{own} <= {high}")), said, True)
    if low is not None or high is not None:
        said = words(texts.AT_LEAST, field=label, low=low) if high is None else words(
            texts.AT_MOST, field=label, high=high
        )  # fmt: skip
        bound = f"{own} >= {low}" if high is None else f"{own} <= {high}"
        return Check(either(empty, bound), said, True)
    if spec.pattern is not None and spec.domain is None:
        said = words(texts.WRONG_FORM, field=label, help=spec.help.text(words.language))
        # The whole text, as everywhere else.
        return Check(either(empty, says(spec.name, f"^(?:{spec.pattern})$")), said, True)
    return None


def nobodys_number(name: str, label: str, words: Words) -> Check:
    """A remark names nobody's telephone, address of mail or papers: these stand with the person, apart."""
    return Check(never(name, IN_REMARKS), words(texts.PERSONAL_NUMBER, field=label), True, IN_REMARKS)


def _no_numbers_in(names: Sequence[str], patterns: Sequence[str]) -> str:
    """Whether none of the patterns is found in these columns: looked for at once, for QGIS parses each check often."""
    if len(names) == 1:
        return never(names[0], patterns)
    together = ", '|', ".join(column(name) for name in names)
    return f"NOT (concat({together}) ~ {text(LETTERS_OF_ALL + '|'.join(patterns))})"


def needed(spec: FieldSpec, words: Words) -> Check:
    """A field that may not stay empty, together with what its value must be."""
    value = value_check(spec, words)
    expression = both(filled(spec), value.expression) if value else filled(spec)
    return Check(expression, _needed(spec, words), True)


def set_check(layer: QgsVectorLayer, name: str, check: Check) -> None:
    """Give a check to a layer's field."""
    index = layer.fields().indexOf(name)
    if index < 0:
        return
    kinds, strengths = QgsFieldConstraints.Constraint, QgsFieldConstraints.ConstraintStrength
    layer.setConstraintExpression(index, check.expression, check.said)
    strength = strengths.ConstraintStrengthHard if check.hard else strengths.ConstraintStrengthSoft
    layer.setFieldConstraint(index, kinds.ConstraintExpression, strength)
    for variable, value in check.variables:
        QgsExpressionContextUtils.setLayerVariable(layer, variable, value)


def _together(name: str, soft: Sequence[Check], hard: Check | None) -> Check:
    """All of a field's checks as one that does not stop the form; its patterns are looked for at once."""
    every = [*soft, *([hard] if hard else [])]
    patterns = [pattern for check in every for pattern in check.patterns]
    expressions = [check.expression for check in every if not check.patterns]
    expressions += [never(name, patterns)] if patterns else []
    return Check(both(*expressions), " ".join(check.said for check in every), False)


def _needed(spec: FieldSpec, words: Words) -> str:
    return words(texts.NEEDED, field=spec.label.text(words.language), help=spec.help.text(words.language))


def _stage_words(profile: Profile, words: Words) -> str:
    labels = {c.value: c.label.text(words.language) for c in profile.field("stage").values}
    required = [profile.field(name) for name in profile.required_names]
    shown = [f for f in required if f.form is not FormUse.HIDDEN and f.group is not FieldGroup.SYSTEM]
    return words(
        texts.STAGE_STEPS,
        created=labels[Stage.CREATED.value],
        submitted=labels[Stage.SUBMITTED.value],
        required=", ".join(f.label.text(words.language) for f in shown),
        steps=" → ".join(labels[stage.value] for stage in _STEPS),
    )
