"""The one template of an address text; the register renders the same template to SQL for its triggers."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GROUP_SEPARATOR = ", "
PART_SEPARATOR = " "


@dataclass(frozen=True)
class Part:
    """A column of `address`; `prefix` goes before a value that begins with an ASCII digit ("5": "Tầng 5")."""

    column: str
    prefix: str = ""


@dataclass(frozen=True)
class Group:
    """Parts that are written together, `PART_SEPARATOR` between those that are not empty."""

    parts: tuple[Part, ...]


# The order of an address text: (unit, building) number + alley, street, settlement, commune, (legacy
# district), province.
#
# The rules are kept so simple that SQL and Python are equal on any text:
#   value  = column without leading and trailing spaces (U+0020 only, as SQLite's trim); NULL counts as ''
#   part   = '' when value = '', else prefix || value when value begins with 0-9, else value
#   group  = the parts that are not '', joined by PART_SEPARATOR
#   text   = the groups that are not '', joined by GROUP_SEPARATOR
# Unicode form is no business of the template: what it is given has been normalised before.
TEMPLATE: tuple[Group, ...] = (
    Group((Part("room", "Phòng "),)),
    Group((Part("floor", "Tầng "),)),
    Group((Part("block", "Khối "),)),
    Group((Part("building_name"),)),
    Group((Part("house_number"), Part("alley", "ngõ "), Part("street", "đường "))),
    Group((Part("housing_area"),)),
    Group((Part("settlement"),)),
    Group((Part("commune"),)),
    Group((Part("district"),)),
    Group((Part("province"),)),
)

COLUMNS: tuple[str, ...] = tuple(part.column for group in TEMPLATE for part in group.parts)


def compose(parts: Mapping[str, str | None]) -> str:
    """The address text of a record given by column name; columns it lacks count as empty."""
    groups = (_join(PART_SEPARATOR, [_text(part, parts) for part in group.parts]) for group in TEMPLATE)
    return _join(GROUP_SEPARATOR, list(groups))


def compose_columns(columns: Mapping[str, Sequence[str | None]], n: int) -> list[str]:
    """The address texts of `n` records given column by column; equal to `compose` of each, but much faster."""
    texts: list[list[str]] = []
    for group in TEMPLATE:
        parts = [_texts(part, columns[part.column]) for part in group.parts if part.column in columns]
        if parts:
            texts.append(parts[0] if len(parts) == 1 else _join_columns(PART_SEPARATOR, parts))
    return _join_columns(GROUP_SEPARATOR, texts) if texts else [""] * n


def _texts(part: Part, values: Sequence[str | None]) -> list[str]:
    # A column of a million rows has few distinct values, most of the time.
    known = {value: _text(part, {part.column: value}) for value in set(values)}
    return [known[value] for value in values]


def _join_columns(separator: str, columns: list[list[str]]) -> list[str]:
    filled = [column for column in columns if any(column)]
    if all(all(column) for column in filled):
        return list(map(separator.join, zip(*filled))) if filled else list(columns[0])
    return [separator.join(filter(None, row)) for row in zip(*filled)]


def _text(part: Part, parts: Mapping[str, str | None]) -> str:
    value = (parts.get(part.column) or "").strip(" ")
    return part.prefix + value if value[:1] in set("0123456789") else value


def _join(separator: str, texts: list[str]) -> str:
    return separator.join(text for text in texts if text)
