"""Completeness of addresses as SQL, equal to core.completeness on any row, and the counts of a whole register."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..core.completeness import advanced_fields, basic_fields, demanded_of
from ..core.field_spec import CLASS_GROUPS, Combination, FieldSpec, FieldType, Scope
from ..core.profile import Profile
from .connect import connect
from .errors import sqlite_errors
from .reading import read_meta
from .sql import Sql, build, join, literal

Column = Callable[[str], Sql]
_ALWAYS = Sql("1")


@dataclass(frozen=True)
class CompletenessSql:
    """SQL of a record's counts and of the names of what is missing (separated by commas)."""

    basic_missing: Sql
    missing_names: Sql
    basic_total: Sql
    advanced_filled: Sql
    advanced_total: Sql


@dataclass(frozen=True)
class CompletenessCounts:
    """Of the addresses in use of a commune (or, with an empty code, of none): how many are complete."""

    commune_code: str
    addresses: int
    basic_complete: int
    advanced_filled: int
    advanced_total: int


def filled(column: Sql, kind: FieldType) -> Sql:
    """core.completeness.is_filled_in of a column in SQL."""
    template = "(trim(coalesce({c}, '')) <> '')"
    if kind is FieldType.BOOLEAN:
        template = "(coalesce({c}, 0) <> 0)"
    elif kind is not FieldType.TEXT:
        template = "({c} IS NOT NULL)"
    return build(template, c=column)


def group_of(column: Column) -> Sql:
    """The group of a record's class in this register."""
    return build("(SELECT object_group FROM object_class WHERE code = {c})", c=column("object_class"))


def applies(scope: Scope, column: Column, group: Optional[Sql] = None) -> Sql:
    """Whether a scope applies to a record, by its class and the group of its class (looked up if it is not given)."""
    if scope.is_all:
        return _ALWAYS
    object_class = column("object_class")
    known = build("coalesce({group}, '')", group=group or group_of(column))

    def named(names: Sequence[str]) -> Sql:
        tests = [build("coalesce({c}, '') = {n}", c=object_class, n=literal(n)) for n in names if n not in CLASS_GROUPS]
        if set(CLASS_GROUPS).intersection(names):
            listed = join([literal(n) for n in names if n in CLASS_GROUPS], ", ")
            tests.append(build("{group} IN ({listed})", group=known, listed=listed))
        return join(("(", join(tests, " OR "), ")"))

    parts = [*([named(scope.only)] if scope.only else []), *([join(("NOT ", named(scope.but)))] if scope.but else [])]
    return join(("(", join(parts, " AND "), ")"))


def lacks(
    combination: Combination, profile: Profile, column: Column,
    is_filled: Callable[[Sql, FieldType], Sql] = filled,
) -> Sql:  # fmt: skip
    """Whether a record fills no group of the combination."""
    groups = (
        join(["(", join([is_filled(column(n), profile.field(n).type) for n in names], " AND "), ")"])
        for names in combination.one_of
    )
    return build("NOT ({groups})", groups=join(groups, " OR "))


def completeness_sql(profile: Profile, column: Column, group: Optional[Sql] = None) -> CompletenessSql:
    """The expressions for a record whose columns `column` gives, such as 'a."street"'; `group` that of its class."""
    items = _basic_items(profile, column, group)
    advanced = [(spec, applies(scope, column, group)) for spec, scope in advanced_fields(profile)]
    names = join(
        [
            build("CASE WHEN {asked} AND {empty} THEN {n} ELSE '' END", asked=asked, empty=empty, n=literal("," + name))
            for name, asked, empty in items
        ],
        " || ",
    )
    return CompletenessSql(
        basic_missing=_sum(build("({a} AND {e})", a=asked, e=empty) for _, asked, empty in items),
        missing_names=build("substr({names}, 2)", names=names or Sql("''")),
        basic_total=_sum(asked for _, asked, _ in items),
        advanced_filled=_sum(_advanced(spec, shown, column) for spec, shown in advanced),
        advanced_total=_sum(shown for _, shown in advanced),
    )


def basic_complete_sql(profile: Profile, column: Column, groups: Mapping[str, str]) -> Sql:
    """1 for a record with nothing of `basic_missing`, else 0; `groups`: that of each class of the register.

    What is asked of a class is known beforehand, and asked until one thing is missing: a third of the time.
    """
    items = [(demanded_of(spec), build("NOT {f}", f=_soon_filled(column(spec.name), spec.type)))
             for spec in basic_fields(profile)]  # fmt: skip
    items += [(c.scope, lacks(c, profile, column, _soon_filled)) for c in profile.combinations]
    named = {name for scope, _ in items for name in (*scope.only, *scope.but) if name not in CLASS_GROUPS}
    asked: dict[tuple[Sql, ...], list[Sql]] = {}
    for code in sorted({*groups, *named}):
        empty = tuple(empty for scope, empty in items if scope.applies(code, groups.get(code)))
        asked.setdefault(empty, []).append(literal(code))
    whens = [
        build("WHEN {c} IN ({codes}) THEN {done}", c=column("object_class"), codes=join(codes, ", "), done=_done(empty))
        for empty, codes in asked.items()
    ]
    others = _done(tuple(empty for scope, empty in items if scope.applies(None, None)))
    return build("CASE {whens} ELSE {others} END", whens=join(whens, " "), others=others) if whens else others


def _done(empty: Sequence[Sql]) -> Sql:
    whens = join([build("WHEN {e} THEN 0", e=e) for e in empty], " ")
    return build("CASE {whens} ELSE 1 END", whens=whens) if whens else _ALWAYS


def _basic_items(profile: Profile, column: Column, group: Optional[Sql]) -> list[tuple[str, Sql, Sql]]:
    """What is asked of records: its name, whether it is asked of this one, whether it is empty."""
    items: list[tuple[str, Sql, Sql]] = []
    for spec in basic_fields(profile):
        empty = build("NOT {filled}", filled=filled(column(spec.name), spec.type))
        items.append((spec.name, applies(demanded_of(spec), column, group), empty))
    return items + [(c.id, applies(c.scope, column, group), lacks(c, profile, column)) for c in profile.combinations]


def _soon_filled(column: Sql, kind: FieldType) -> Sql:
    """`filled`, answered without a function for what begins with more than a space."""
    if kind is not FieldType.TEXT:
        return filled(column, kind)
    return build("({c} IS NOT NULL AND ({c} >= '!' OR trim({c}) <> ''))", c=column)


def class_groups(con: sqlite3.Connection) -> dict[str, str]:
    """The group of each class of the register."""
    return dict(con.execute("SELECT code, object_group FROM object_class"))


def read_completeness(path: str | Path) -> list[CompletenessCounts]:
    """The counts of each commune, retired addresses apart (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        return _counts(con, read_meta(con).profile)


def _counts(con: sqlite3.Connection, profile: Profile) -> list[CompletenessCounts]:
    group = Sql("k.object_group")

    def column(name: str) -> Sql:
        return build("a.{c}", c=name)

    sql = completeness_sql(profile, column, group)
    rows = con.execute(
        build(
            # The limit keeps the inner query apart, else whole rows would be sorted to group them.
            "SELECT commune, count(*), sum(complete), sum(filled), sum(total) FROM ("
            "SELECT coalesce(commune_code, '') AS commune, {complete} AS complete, {filled} AS filled, {total} AS total"
            " FROM address a LEFT JOIN object_class k ON k.code = a.object_class WHERE stage <> 'retired' LIMIT -1)"
            " GROUP BY 1 ORDER BY 1",
            complete=basic_complete_sql(profile, column, class_groups(con)),
            filled=sql.advanced_filled, total=sql.advanced_total,
        )
    )  # fmt: skip
    return [CompletenessCounts(*row) for row in rows]


def _advanced(spec: FieldSpec, shown: Sql, column: Column) -> Sql:
    return build("({shown} AND {filled})", shown=shown, filled=filled(column(spec.name), spec.type))


def _sum(terms: Iterable[Sql]) -> Sql:
    return join(("(", join([*terms] or [Sql("0")], " + "), ")"))
