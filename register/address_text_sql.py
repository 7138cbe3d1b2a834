"""The template of the address text as an SQL expression, for the triggers: equal to core's `compose` on any text."""
from __future__ import annotations

from collections.abc import Callable

from ..core.address_text import GROUP_SEPARATOR, PART_SEPARATOR, TEMPLATE, Part
from .sql import Sql, build, join, literal


def expression(column: Callable[[str], str]) -> Sql:
    """The address text in SQL; `column` gives the SQL of each part, such as 'NEW."street"' or '?5'. Never NULL."""
    groups = [_joined([_part(part, column(part.column)) for part in group.parts], PART_SEPARATOR) for group in TEMPLATE]
    return _joined(groups, GROUP_SEPARATOR)


def _part(part: Part, value: str) -> Sql:
    # trim() takes away U+0020 only, and GLOB's [0-9] means ASCII digits only: as core's template says.
    text = build("trim(coalesce({value}, ''))", value=Sql(value))
    if not part.prefix:
        return text
    return build(
        "CASE WHEN {text} GLOB '[0-9]*' THEN {prefix} || {text} ELSE {text} END", text=text, prefix=literal(part.prefix)
    )


def _joined(pieces: list[Sql], separator: str) -> Sql:
    """The pieces that are not empty, joined: each brings its separator in front, the first of which is cut off."""
    if len(pieces) == 1:
        return pieces[0]
    led = [
        build("coalesce({separator} || nullif({piece}, ''), '')", separator=literal(separator), piece=piece)
        for piece in pieces
    ]
    return build(
        "substr({pieces}, {start})", pieces=join(led, " || "), start=Sql(str(len(separator) + 1))
    )
