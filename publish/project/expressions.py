"""QGIS expressions of the forms: native functions only, so that they also work in QField.

And few of them: a form parses each check about a hundred times before it stands. QGIS looks each function that is
called up in a list of hundreds, and a variable is a function: as dear as a text of a thousand letters, which are read
one by one, too. Operators (IN, ~, IS NULL) cost nothing; what is needed seldom stands in a text or a variable.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from qgis.core import QgsExpression, QgsFeatureRequest

from ...core.completeness import advanced_fields, basic_fields, demanded_of
from ...core.field_spec import Combination, FieldSpec, FieldType, Scope
from ...core.lifecycle import CREATED_OR_LATER, FIRST_STAGES, TRANSITIONS, Stage
from ...core.profile import Profile
from . import words as texts
from .words import Words

# Today's person: the full name where the system knows it, else the account.
USER = "coalesce(nullif(@user_full_name, ''), @user_account_name)"
# While a feature is being made its id is 0 or less, according to the version of QGIS; rows begin with 1.
IS_NEW = "coalesce($id, 0) < 1"
SOMETHING = "\\S"
# How patterns begin: letters and blanks are those of all alphabets, and no machine code is made of a pattern, which
# would take ten times as long as the one look for which QGIS compiles it.
LETTERS_OF_ALL = "(*UCP)(*NO_JIT)"
_WHOLE = "(*NO_JIT)^(%s)\\z"
_WORD = re.compile(r"[A-Za-z0-9_]+\Z")
STAGE_LAW = "diachiso_stage_law"
IN_FORM = "@form_mode IS NOT NULL"


def column(name: str) -> str:
    """A reference to a column."""
    return str(QgsExpression.quotedColumnRef(name))


def text(value: str) -> str:
    """A text as a literal."""
    return str(QgsExpression.quotedString(value))


def one_of(expression: str, values: Iterable[str]) -> str:
    """Whether an expression (a column, a variable) is one of the texts; NULL is none."""
    listed = ", ".join(text(value) for value in values)
    return f"({expression} IS NOT NULL AND {expression} IN ({listed}))" if listed else "false"


def one_of_words(expression: str, words: Collection[str]) -> str:
    """The same, parsed sooner, and looked at later: for checks, which a form parses much oftener."""
    if not words or not all(map(_WORD.match, words)):
        return one_of(expression, words)
    return f"({expression} ~ {text(_WHOLE % '|'.join(words))} IS 1)"


def says(name: str, pattern: str) -> str:
    """Whether a column holds text that the pattern is found in; NULL holds none."""
    return f"({column(name)} ~ {text(LETTERS_OF_ALL + pattern)} IS 1)"


def never(name: str, patterns: Iterable[str]) -> str:
    """Whether none of the patterns is found in a column."""
    return f"({column(name)} ~ {text(LETTERS_OF_ALL + '|'.join(patterns))} IS NOT 1)"


def seldom(expression: str, beside: str = "", *, variable: str = "") -> str:
    """The same, but QGIS parses it only where it comes to it; what it says follows its columns all the same.

    `beside`: what stands in the same expression; its columns are followed as it is. `variable`: a variable of the layer
    that holds the expression, for a long text takes as long to read as ten functions to find.
    """
    named = QgsExpression(expression).referencedColumns() - {QgsFeatureRequest.ALL_ATTRIBUTES}
    followed = sorted(named - QgsExpression(beside).referencedColumns()) or sorted(named)[:1]
    # Of a plain text, as of a condition that is true whatever the columns say, QGIS thinks that it never changes, and
    # works it out each time that it prepares the rest.
    always = f"(1 IN ({', '.join(map(column, followed))})) IS NOT 2"
    # The variable stands in a text of its own: it is looked up where it is come to, too.
    return f"eval(CASE WHEN {always} THEN {text(f'eval(@{variable})' if variable else expression)} END)"


def both(*conditions: str) -> str:
    """All of the conditions."""
    kept = [c for c in conditions if c != "true"]
    return " AND ".join(f"({c})" for c in kept) if kept else "true"


def either(*conditions: str) -> str:
    """At least one of the conditions."""
    return " OR ".join(f"({c})" for c in conditions) if conditions else "false"


def filled(spec: FieldSpec) -> str:
    """Whether a field says something."""
    if spec.type is FieldType.TEXT:
        return says(spec.name, SOMETHING)
    if spec.type is FieldType.BOOLEAN:
        return f"({column(spec.name)} IS NOT NULL AND {column(spec.name)})"
    return f"{column(spec.name)} IS NOT NULL"


def classes_of(names: Sequence[str], groups: Mapping[str, str]) -> list[str]:
    """The classes of these names, and those of the groups of these names."""
    return [name for name, group in groups.items() if name in names or group in names]


def in_scope(
    scope: Scope, groups: Mapping[str, str], listed: Callable[[str, Collection[str]], str] = one_of
) -> str:
    """Whether the record's class is in a scope; the classes of a group are those that the register has now.

    `listed`: how it is asked, as by `one_of`.
    """
    own = column("object_class")
    chosen = listed(own, classes_of(scope.only, groups)) if scope.only else "true"
    left_out = f"NOT ({listed(own, classes_of(scope.but, groups))})" if scope.but else "true"
    return both(chosen, left_out)


def fills_one_of(combination: Combination, profile: Profile) -> str:
    """Whether the record fills one group of the combination."""
    return either(*(both(*(filled(profile.field(n)) for n in names)) for names in combination.one_of))


def basic_complete(profile: Profile, groups: Mapping[str, str]) -> str:
    """Whether nothing basic is missing."""
    return both(*(f"NOT ({asked}) OR ({there})" for _, asked, there in _basic_items(profile, groups, "en")))


def completeness(profile: Profile, groups: Mapping[str, str], words: Words) -> str:
    """A line for people: what of the basic fields is missing, and how many advanced ones are filled.

    A list of buildings reads a hundred records for each form: few functions, and none for each item.
    """
    missing = ", ".join(
        f"CASE WHEN ({asked}) AND NOT ({there}) THEN {text(_BETWEEN + label)} END"
        for label, asked, there in _basic_items(profile, groups, words.language)
    )
    shown: dict[str, list[str]] = {}
    for spec, scope in advanced_fields(profile):
        shown.setdefault(in_scope(scope, groups), []).append(filled(spec))
    total = _sum_of((asked, [str(len(there))]) for asked, there in shown.items())
    done = _sum_of((asked, there) for asked, there in shown.items())
    return (
        f"with_variable('missing', concat({missing}),"
        f" concat(CASE WHEN @missing <> '' THEN concat({text(words(texts.BASIC_LACKS))},"
        f" substr(@missing, {len(_BETWEEN) + 1})) ELSE {text(words(texts.BASIC_COMPLETE))} END,"
        f" ' · ', {text(words(texts.ADVANCED_COUNT))}, {done}, '/', {total}))"
    )


def _sum_of(terms: Iterable[tuple[str, Sequence[str]]]) -> str:
    """How many are true, which is 1, or the sum of numbers: of each term where its condition holds."""
    sums = [(asked, f"({' + '.join(added)})") for asked, added in terms]
    return " + ".join(
        added if asked == "true" else f"CASE WHEN {asked} THEN {added} ELSE 0 END" for asked, added in sums
    ) or "0"


def saved_stage(saved: str = "@layer_id") -> str:
    """The stage that is saved: what `saved` says, a layer of the same rows that nobody edits; NULL of a new record."""
    return f"attribute(get_feature_by_id({saved}, $id), 'stage')"


def fetched_stage(saved: str, fetched: str) -> str:
    """The same where the way to the layer is long: `fetched` is a column with the stage as the record was fetched."""
    own = column(fetched)
    return f"CASE WHEN {own} IS NOT NULL THEN {own} WHEN $id > 0 THEN {saved_stage(saved)} END"


def lawful_stage(
    profile: Profile,
    groups: Mapping[str, str],
    was: str = "",
    same: str = "",
    also: Sequence[tuple[str, str]] = (),
) -> tuple[str, str]:
    """Whether the stage may follow the one that it was (`saved_stage`), and the record is complete enough for it.

    `same`: whether the stage is that one, if there is a shorter way to say it. `also`: what else must hold, each with
    something shorter of which it follows. Mostly nobody changes the stage: what is short is asked first, for a form
    asks some ninety times, and parses it twice as often. The rest is the second expression; the first finds it in the
    layer's variable STAGE_LAW.
    """
    stage, was = column("stage"), was or saved_stage()
    same = same or seldom(f"{stage} = {was}")
    ways = " ".join(
        f"WHEN @was = {text(old.value)} THEN {one_of(stage, [old.value, *sorted(s.value for s in to)])}"
        for old, to in TRANSITIONS.items()
    )
    first = one_of(stage, sorted(s.value for s in FIRST_STAGES))
    step = (
        f"with_variable('was', {was},"
        f" CASE WHEN @was IS NULL THEN {first} {ways} ELSE true END)"
    )
    required = both(*(filled(profile.field(name)) for name in profile.required_names if name not in _OF_ITSELF))
    complete = f"NOT ({one_of(stage, sorted(s.value for s in CREATED_OR_LATER))}) OR ({required})"
    submitted = text(Stage.SUBMITTED.value)
    lawful = both(step, complete, f"NOT ({stage} = {submitted}) OR ({basic_complete(profile, groups)})")
    as_it_was = both(f"{stage} <> {submitted}", same, complete, *(short for short, _ in also))
    every = both(either(lawful, _many_at_once()), *(condition for _, condition in also))
    # Not OR: older QGIS looks at both its sides.
    return f"CASE WHEN {as_it_was} THEN true ELSE {seldom(every, as_it_was, variable=STAGE_LAW)} END", every


def _many_at_once() -> str:
    """Whether this is the form of many records.

    It lacks the values in which they differ, so it has no code, which nobody can empty: it could be saved never. There
    the register's triggers look at each record.
    """
    return both(f"NOT {says('code', SOMETHING)}", "attribute(get_feature_by_id(@layer, $id), 'code') <> ''")


_BETWEEN = "; "
# Filled by defaults and triggers, or the field itself.
_OF_ITSELF = ("address_id", "role", "stage")


def _basic_items(
    profile: Profile, groups: Mapping[str, str], language: str
) -> list[tuple[str, str, str]]:
    """Label, whether it is asked of the record, and whether it is there, of each basic item."""
    items = [
        (f.label.text(language), in_scope(demanded_of(f), groups), filled(f)) for f in basic_fields(profile)
    ]
    for combination in profile.combinations:
        label = combination.label.text(language)
        items.append((label, in_scope(combination.scope, groups), fills_one_of(combination, profile)))
    return items
