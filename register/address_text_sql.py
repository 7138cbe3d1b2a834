"""The template of the address text as an SQL expression, for the triggers: equal to core's `compose` on any text."""
from __future__ import annotations

from collections.abc import Callable

from ..core.address_text import GROUP_SEPARATOR, PART_SEPARATOR, TEMPLATE, Group, Part
from .sql import Sql, build, join, literal


def expression(column: Callable[[str], str]) -> Sql:
    """The address text in SQL; `column` gives the SQL of each part, such as 'NEW."street"' or '?5'. Never NULL."""
    return _cut([_group(group, column) for group in TEMPLATE], GROUP_SEPARATOR)


def _group(group: Group, column: Callable[[str], str]) -> Sql:
    """A group led by its separator, or '' where all its parts are empty."""
    if len(group.parts) == 1:
        return _part(group.parts[0], Sql(column(group.parts[0].column)), GROUP_SEPARATOR)
    parts = _cut([_part(part, Sql(column(part.column)), PART_SEPARATOR) for part in group.parts], PART_SEPARATOR)
    return build("coalesce({lead} || nullif({parts}, ''), '')", lead=literal(GROUP_SEPARATOR), parts=parts)


def _part(part: Part, value: Sql, separator: str) -> Sql:
    """A value led by its separator and prefix, or ''.

    trim() takes away U+0020 only, and GLOB's [0-9] means ASCII digits only: as core's template says. CASE, and no
    coalesce(), since most parts of most addresses are empty and this runs for each row of an update.
    """
    lead = literal(separator)
    if part.prefix:
        lead = build(
            "CASE WHEN trim({value}) GLOB '[0-9]*' THEN {prefixed} ELSE {lead} END",
            value=value, prefixed=literal(separator + part.prefix), lead=lead,
        )  # fmt: skip
    return build("CASE WHEN trim({value}) <> '' THEN {lead} || trim({value}) ELSE '' END", value=value, lead=lead)


def _cut(pieces: list[Sql], separator: str) -> Sql:
    """The pieces in a row, without the separator that leads the first of them."""
    return build("substr({pieces}, {start})", pieces=join(pieces, " || "), start=Sql(str(len(separator) + 1)))
