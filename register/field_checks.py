"""Triggers that hold the profile's fields to what it says: lists of values, ranges, patterns, and what is needed."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..core.field_spec import Combination, FieldSpec, Scope, names_in
from ..core.lifecycle import CREATED_OR_LATER, Stage
from ..core.pattern_glob import glob_of
from ..core.profile import LOCATION, Profile
from .completeness_sql import Column, applies, filled, lacks
from .sql import Sql, build, literal
from .trigger import GUARD, Trigger, both, changed, either, new, one_of, refuse, trigger

TABLE = "address"
LOCATED_STAGES = (Stage.SUBMITTED, Stage.VERIFIED, Stage.ISSUED)
_UNPLACED = (
    "To be submitted, an address needs number and street, or a settlement and “no number yet”.",
    "Để gửi đi, địa chỉ cần số nhà và đường, hoặc thôn, tổ dân phố và “chưa có số nhà”.",
)
_LACKS = ("To be submitted, an address needs: {what}.", "Để gửi đi, địa chỉ cần có: {what}.")
_INCOMPLETE = (
    "A created address needs all required fields: {names}.",
    "Địa chỉ tạo lập phải có đủ các trường bắt buộc: {names}.",
)
# Lists of the register's own that are closed: classes decide what is asked of a record, and by communes it is counted.
# Streets and settlements are not, for a new one may stand in an address before it stands on the map.
_CLOSED = {"object_class": Sql("1"), "admin_unit": Sql("level = 'commune'")}  # which of their rows
_UNKNOWN = ("Not a known value of", "Giá trị không có trong danh mục của")
_INVALID = ("This cannot stand in", "Giá trị không hợp lệ trong trường")


def value_triggers(profile: Profile) -> list[Trigger]:
    """Fields take no value that their list, range or pattern does not know."""
    made = []
    for spec in profile.fields:
        odd = _odd(spec)
        if odd is None:
            continue
        listed = bool(spec.values) or _closed(spec)
        said = _UNKNOWN if listed else _INVALID
        words = (spec.name, spec.name) if listed else (spec.name, spec.label.vi)
        message = refuse(*(" ".join(pair) for pair in zip(said, words)))
        made.append(
            trigger(TABLE, "_".join((spec.name, "value_insert")), "AFTER INSERT", both(odd, GUARD), message)
        )
        made.append(
            trigger(
                TABLE, "_".join((spec.name, "value_update")), "AFTER UPDATE",
                both(changed((spec.name,)), odd, GUARD), message, of=(spec.name,),
            )
        )  # fmt: skip
    return made


def need_triggers(profile: Profile) -> list[Trigger]:
    """A created address has the required fields; a submitted one those of its class, and one of each combination."""
    required = [profile.field(name) for name in profile.required_names]
    names = ", ".join(spec.name for spec in required)
    refuse_incomplete = refuse(*(text.format(names=names) for text in _INCOMPLETE))
    made = [
        trigger(
            TABLE, "required_insert", "AFTER INSERT", both(_incomplete("NEW", required), GUARD), refuse_incomplete
        ),
        trigger(
            TABLE, "required_update", "AFTER UPDATE",
            _newly(_incomplete("NEW", required), _incomplete("OLD", required)),
            refuse_incomplete, of=[spec.name for spec in required],
        ),
    ]  # fmt: skip
    made += [_combination(combination, profile) for combination in profile.combinations]
    by_class = [spec for spec in profile.fields if spec.required_for and not spec.required]
    return made + [_needed(spec) for spec in by_class]


def _combination(combination: Combination, profile: Profile) -> Trigger:
    located = sorted(names_in(combination.one_of))
    purpose = "located_update" if combination.id == LOCATION.id else "_".join((combination.id, "combination_update"))
    words = (combination.label.en, combination.label.vi)
    message = _UNPLACED if combination.id == LOCATION.id else _said(words)

    def unplaced(row: str) -> Sql:
        column = _column_of(row)
        return _asked(row, combination.scope, lacks(combination, profile, column))

    of = ("stage", *located) if combination.scope.is_all else ("stage", "object_class", *located)
    return trigger(
        TABLE, purpose, "AFTER UPDATE",
        _newly(unplaced("NEW"), unplaced("OLD"), entered="NEW.stage = 'submitted'"), refuse(*message), of=of,
    )  # fmt: skip


def _needed(spec: FieldSpec) -> Trigger:
    """A class needs a field before its addresses are submitted."""

    def empty(row: str) -> Sql:
        column = _column_of(row)
        return _asked(row, Scope(spec.required_for), build("NOT {f}", f=filled(column(spec.name), spec.type)))

    return trigger(
        TABLE, "_".join((spec.name, "needed_update")), "AFTER UPDATE",
        _newly(empty("NEW"), empty("OLD"), entered="NEW.stage = 'submitted'"),
        refuse(*_said((spec.label.en, spec.label.vi))), of=("stage", "object_class", spec.name),
    )  # fmt: skip


def _said(words: Sequence[str]) -> tuple[str, str]:
    english, vietnamese = (text.format(what=word) for text, word in zip(_LACKS, words))
    return english, vietnamese


def _asked(row: str, scope: Scope, lacking: Sql) -> Sql:
    """Whether a submitted row of the scope's classes lacks something."""
    stage = stage_in(row, LOCATED_STAGES)
    return both(stage, lacking) if scope.is_all else both(stage, lacking, applies(scope, _column_of(row)))


def _newly(now: Sql, before: Sql, entered: str = "1") -> Sql:
    """Lacking now, and either by entering the stage or by losing a field: an old gap does not block other edits."""
    enters = both("NEW.stage IS NOT OLD.stage", entered)
    loses = both("NEW.stage IS OLD.stage", build("NOT ({before})", before=before))
    return both(now, either((enters, loses)), GUARD)


def _incomplete(row: str, required: Sequence[FieldSpec]) -> Sql:
    """Whether a row counts as created but lacks a required field."""
    column = _column_of(row)
    missing = either(build("NOT {filled}", filled=filled(column(spec.name), spec.type)) for spec in required)
    return both(stage_in(row, CREATED_OR_LATER), missing)


def stage_in(row: str, stages: Iterable[Stage]) -> Sql:
    """Whether a row (OLD or NEW) is in one of the stages."""
    return one_of("".join((row, ".stage")), sorted(stage.value for stage in stages))


def _odd(spec: FieldSpec) -> Sql | None:
    """Whether the new value is none that the field may take; None where it may take any."""
    tests = []
    if spec.values:
        tests.append(build("NOT {known}", known=one_of(new(spec.name), [c.value for c in spec.values])))
    if _closed(spec):
        tests.append(_unlisted(spec))
    for bound, operator in ((spec.minimum, "<"), (spec.maximum, ">")):
        if bound is not None:
            tests.append(build("{c} {operator} {b}", c=new(spec.name), operator=Sql(operator), b=Sql(repr(bound))))
    glob = glob_of(spec.pattern) if spec.pattern is not None else None
    if glob is not None:  # any other pattern is the form's and the import's to check
        tests.append(build("(trim({c}) <> '' AND {c} NOT GLOB {glob})", c=new(spec.name), glob=literal(glob)))
    return None if not tests else tests[0] if len(tests) == 1 else either(tests)


def _closed(spec: FieldSpec) -> bool:
    return spec.domain is not None and spec.domain.table in _CLOSED


def _unlisted(spec: FieldSpec) -> Sql:
    """Whether a value does not stand in the register's list, with a province's own entries; an empty list is none."""
    table, key = (spec.domain.table, spec.domain.key) if spec.domain is not None else ("", "")
    return build(
        "(trim(coalesce({c}, '')) <> '' AND NOT EXISTS (SELECT 1 FROM {table} WHERE {key} = {c} AND {rows})"
        " AND EXISTS (SELECT 1 FROM {table} WHERE {rows}))",
        c=new(spec.name), table=table, key=key, rows=_CLOSED[table],
    )  # fmt: skip


def _column_of(row: str) -> Column:
    def column(name: str) -> Sql:
        return build("{row}.{c}", row=Sql(row), c=name)

    return column
