"""The template of the address text as a QGIS expression: the form shows it while a person writes.

Native functions only, so that it also works in QField, and few in each other: with each level QGIS takes twice as long
to parse them. Equal on any text to core's `compose`, and so to what the register's triggers write.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence

from ...core.address_text import GROUP_SEPARATOR, PART_SEPARATOR, TEMPLATE, Group, Part
from .expressions import column, text

# Spaces U+0020 only, as SQLite's trim(); QGIS's own trim() takes every white space away.
_SPACES = text(r"^ +| +\z")
# The empty place before a digit that a text begins with: what replaces it stands before the digit.
_DIGIT_FIRST = text("^(?=[0-9])")


def expression(reference: Callable[[str], str] = column) -> str:
    """The address text; `reference` gives the expression of each part, such as '"street"'. Never NULL."""
    return _joined([_group(group, reference) for group in TEMPLATE], GROUP_SEPARATOR)


def _group(group: Group, reference: Callable[[str], str]) -> str:
    parts = [_part(part, reference(part.column)) for part in group.parts]
    return parts[0] if len(parts) == 1 else _joined(parts, PART_SEPARATOR)


def _part(part: Part, value: str) -> str:
    trimmed = f"regexp_replace(coalesce({value}, ''), {_SPACES}, '')"
    return f"regexp_replace({trimmed}, {_DIGIT_FIRST}, {text(part.prefix)})" if part.prefix else trimmed


def _joined(pieces: Sequence[str], separator: str) -> str:
    """The pieces that are not empty."""
    listed = ", ".join(pieces)
    # Of no pieces at all array_to_string makes NULL.
    return f"coalesce(array_to_string(array_remove_all(array({listed}), ''), {text(separator)}), '')"
