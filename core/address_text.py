"""The one template of an address text; the register renders the same template to SQL for its triggers."""
from __future__ import annotations

from collections.abc import Mapping
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


def _text(part: Part, parts: Mapping[str, str | None]) -> str:
    value = (parts.get(part.column) or "").strip(" ")
    return part.prefix + value if value[:1] in set("0123456789") else value


def _join(separator: str, texts: list[str]) -> str:
    return separator.join(text for text in texts if text)
