"""Words typed in VNI while the keyboard did not listen: "Kha1nh Ho2a" for Khánh Hòa."""
from __future__ import annotations

import re
from collections.abc import Container

from ..rules.telex import telex_word
from .local_words import KEYWORDS
from .type_words import TYPE_WORDS

# A digit between two letters, or a tone and a sign at the end: "12a", "P16" and "Kp2" are no VNI.
_SURE = re.compile(r"[a-z](?:[1-9]+[a-z]|[1-5][6-8](?!\d)|[6-8][1-5](?!\d))", re.IGNORECASE)
_WORD = re.compile(r"(?<![^\W_])[a-z]+[1-9][a-z1-9]*(?![^\W_])", re.IGNORECASE)
_AS_TELEX = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j", "7": "w", "8": "w", "9": "d"}
_SHORTEST = 3
_BEFORE_NUMBERS = frozenset(KEYWORDS) | frozenset(TYPE_WORDS)  # "so62" is Số 62


def read_vni(text: str, known: Container[str]) -> str:
    """The text with its VNI words read, where one of them is beyond doubt; `known` as for `telex_word`."""
    if not _SURE.search(text):
        return text
    words = {word for word in _WORD.findall(text) if word.rstrip("123456789").lower() not in _BEFORE_NUMBERS}
    read = {word: meant for word in words if (meant := _read(word, known))}
    if not any(_SURE.search(word) for word in read):
        return text
    return _WORD.sub(lambda match: read.get(match.group(), match.group()), text)


def _read(word: str, known: Container[str]) -> str:
    typed = ""
    for char in word:
        if char == "6":
            typed += next((letter.lower() for letter in reversed(typed) if letter in "aeoAEO"), "6")
        else:
            typed += _AS_TELEX.get(char, char)
    return telex_word(typed, known) or "" if len(word) >= _SHORTEST else ""
