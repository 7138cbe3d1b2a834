"""Rows of the audit log as SQL: who changed which fields of what, old and new as JSON.

json_quote() is there in every SQLite that QGIS brings (OSGeo4W and Debian compile it in, since 3.38 it is standard).
Piecing JSON together with replace() instead made the audit three times as slow: each step costs registers, and SQLite
clears all registers of a trigger for each row.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from .sql import Sql, build, join, literal
from .trigger import ACTOR, NOW, changed

GEOMETRY = "geom"
# An edit mostly touches one or two fields: looking at groups first spares most of the piecing together.
_GROUP = 8


def json_value(row: str, column: str) -> Sql:
    """The JSON of a column of `row` (OLD or NEW); a geometry as the hex digits of its blob."""
    value = _column(row, column)
    if column == GEOMETRY:
        return build("coalesce('\"' || nullif(hex({value}), '') || '\"', 'null')", value=value)
    return build("json_quote({value})", value=value)


def json_of_changed(row: str, columns: Sequence[str]) -> Sql:
    """A JSON object of the changed columns, with their values in `row` (OLD or NEW)."""
    groups = [columns[i: i + _GROUP] for i in range(0, len(columns), _GROUP)]
    return _object([
        build(
            "CASE WHEN {any} THEN {members} ELSE '' END",
            any=changed(group),
            members=join([
                build(
                    "CASE WHEN OLD.{c} IS NOT NEW.{c} THEN {key} || {value} ELSE '' END",
                    c=c, key=_key(c), value=json_value(row, c),
                )
                for c in group
            ], " || "),
        )
        for group in groups
    ])


def json_of_filled(row: str, columns: Sequence[str]) -> Sql:
    """A JSON object of the columns that are not NULL in `row` (OLD or NEW)."""
    return _object([
        build(
            "CASE WHEN {value} IS NULL THEN '' ELSE {key} || {json} END",
            value=_column(row, c), key=_key(c), json=json_value(row, c),
        )
        for c in columns
    ])


def audit_row(
    table: str, row: str, key: str, object_id: str, action: str, *,
    by: str = ACTOR, old: Optional[str] = None, new: Optional[str] = None,
) -> Sql:
    """The INSERT of one audit row; `key` is a column, `object_id` a column or SQL, the others are SQL."""
    return build(
        "INSERT INTO audit_log (at, by, table_name, fid, object_id, action, old, new)"
        " VALUES ({now}, {by}, {table}, {fid}, {object_id}, {action}, {old}, {new})",
        now=NOW, by=Sql(by), table=literal(table), fid=_column(row, key),
        object_id=object_id if isinstance(object_id, Sql) else _column(row, object_id),
        action=Sql(action), old=Sql(old or "NULL"), new=Sql(new or "NULL"),
    )


def _column(row: str, column: str) -> Sql:
    return build("{row}.{c}", row=Sql(row), c=column)


def _key(column: str) -> Sql:
    return literal("".join((',"', column, '":')))


def _object(members: list[Sql]) -> Sql:
    return build("'{{' || substr({members}, 2) || '}}'", members=join(members, " || "))
