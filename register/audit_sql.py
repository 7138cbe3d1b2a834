"""Rows of the audit log as SQL: who changed which fields of what, old and new as JSON.

The JSON is put together with replace(): SQLite got its JSON functions by default only in 3.38, and a trigger that
calls a missing function would make every edit fail in an office with an older QGIS.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from .sql import Sql, build, join, literal
from .trigger import ACTOR, NOW

_ESCAPES = (("'\\'", "'\\\\'"), ("'\"'", "'\\\"'"), ("char(10)", "'\\n'"), ("char(13)", "'\\r'"), ("char(9)", "'\\t'"))


def json_value(value: str) -> Sql:
    """The JSON of a value; a geometry as hex digits, a text with odd control characters as {"hex": …} of its UTF-8."""
    escaped = value
    for found, replacement in _ESCAPES:
        escaped = "".join(("replace(", escaped, ", ", found, ", ", replacement, ")"))
    return build(
        "CASE typeof({value}) WHEN 'text' THEN CASE WHEN {escaped} GLOB '*[' || char(1) || '-' || char(31) || ']*'"
        " THEN '{{\"hex\":\"' || hex({value}) || '\"}}' ELSE '\"' || {escaped} || '\"' END"
        " WHEN 'null' THEN 'null' WHEN 'blob' THEN '\"' || hex({value}) || '\"' ELSE quote({value}) END",
        value=Sql(value),
        escaped=Sql(escaped),
    )


def json_of_changed(row: str, columns: Sequence[str]) -> Sql:
    """A JSON object of the changed columns, with their values in `row` (OLD or NEW)."""
    return _object([
        build(
            "CASE WHEN OLD.{c} IS NOT NEW.{c} THEN {key} || {value} ELSE '' END",
            c=c, key=_key(c), value=json_value(_column(row, c)),
        )
        for c in columns
    ])


def json_of_filled(row: str, columns: Sequence[str]) -> Sql:
    """A JSON object of the columns that are not NULL in `row` (OLD or NEW)."""
    return _object([
        build(
            "CASE WHEN {value} IS NULL THEN '' ELSE {key} || {json} END",
            value=_column(row, c), key=_key(c), json=json_value(_column(row, c)),
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
