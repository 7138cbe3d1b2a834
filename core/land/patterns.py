"""Texts without their numbers: a million addresses are a few thousand patterns, and digits look alike in every font."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DIGITS = re.compile("[0-9]+")


def pattern_of(text: str) -> str:
    """The text with 0 for each number."""
    return _DIGITS.sub("0", text)


def restored(text: str, changed: str) -> str:
    """What a text becomes whose pattern becomes `changed`: the same with the text's own numbers."""
    numbers = iter(_DIGITS.findall(text))
    return _DIGITS.sub(lambda match: next(numbers, match.group()), changed)


def same_numbers(pattern: str, changed: str) -> bool:
    """Whether a change of a pattern leaves its numbers alone, as it must."""
    return _DIGITS.findall(pattern) == _DIGITS.findall(changed)


def convert(text: str, changed: Mapping[str, str]) -> str:
    """The text as the changes of patterns want it; plain ASCII never changes."""
    if text.isascii():
        return text
    found = changed.get(pattern_of(text))
    return text if found is None else restored(text, found)
