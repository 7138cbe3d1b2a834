"""Characters that are lost for good: a question mark in place of a letter, U+FFFD. They are flagged, never guessed."""
from __future__ import annotations

import re
from collections.abc import Iterable

from .syllables import is_syllable

_LETTER = "[^\\W\\d_]"
_WORD_WITH_MARK = re.compile("(?:[^\\W_]|[\u0080-\uffff?])*\\?(?:[^\\W_]|[\u0080-\uffff?])*")
MARK_BEFORE_LETTER = re.compile("\\?(?=" + _LETTER + ")")
"""A question mark where a letter was: "Tr?n"."""
_WHOLE_WORD = re.compile(_LETTER + "\\s+\\?{2,}")  # "Lý Nam ??"
QUERY = re.compile("[/=].*\\?|\\?.*[=&]")
"""A web address, where question marks are at home."""
_REPLACEMENT = "\ufffd"


def lost_among(texts: Iterable[str]) -> set[str]:
    """The texts that have lost characters.

    A question mark behind a whole word at the end of a text ("Hu?", "chợ nào?") counts only in the company of
    others that are certain.
    """
    certain, possible = set(), set()
    for text in texts:
        if _REPLACEMENT in text or _certainly(text):
            certain.add(text)
        elif _possibly(text):
            possible.add(text)
    return certain | possible if certain else certain


def _certainly(text: str) -> bool:
    if "?" not in text or QUERY.search(text):
        return False
    if _WHOLE_WORD.search(text):
        return True
    for match in _WORD_WITH_MARK.finditer(text):
        word = match.group()
        if MARK_BEFORE_LETTER.search(word):
            return True
        core = word.rstrip("?")
        if core.isalpha() and (not is_syllable(core) or match.end() < len(text.rstrip())) and _vietnamese_start(core):
            return True
    return False


def _possibly(text: str) -> bool:
    return re.search(_LETTER + "\\?", text) is not None and not QUERY.search(text)


def _vietnamese_start(core: str) -> bool:
    # "Ba T?", "Ch?": consonants that wait for their vowel. "What?" and "Café?" are questions.
    return is_syllable(core + "a") or is_syllable(core + "i") or is_syllable(core)
