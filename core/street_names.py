"""Comparing street names: with or without the word for street, in any spelling of one name."""
from __future__ import annotations

import re

from .text import compare_key

# Đ. 2/4, Đường 2/4, đg 2/4, phố Huế, ĐL Hùng Vương: the word in front is no part of what tells streets apart.
_WORDS = ("đường phố", "đường", "duong", "phố", "đại lộ")
_SHORT_WORDS = ("đg", "đl", "đ")
_GENERIC = re.compile(
    "^(?:(?:{words})\\s+|(?:{short})(?:\\.\\s*|\\s+))(?=\\S)".format(
        words="|".join(re.escape(compare_key(word)) for word in _WORDS), short="|".join(_SHORT_WORDS)
    )
)


def street_key(name: str) -> str:
    """The key under which spellings of one street are equal; '' for none."""
    return _GENERIC.sub("", compare_key(name), count=1)
