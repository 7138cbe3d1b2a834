"""Capitals after TCVN3 and VPS: the font drew them, the text has small letters with their marks."""
from __future__ import annotations

import re

_WORD = re.compile("[^\\W\\d_]+")
_CAPITAL_IN_FONT = re.compile("[àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")

_TWO_CAPITALS = re.compile("[A-Z][^\\W\\d_a-z]*[A-Z]")


def with_capitals(text: str) -> str:
    """The text with "TRầN PHú" as "TRẦN PHÚ": a word whose other letters are capitals is all capitals."""
    if not _TWO_CAPITALS.search(text):
        return text
    words = [match.group() for match in _WORD.finditer(text)]
    if not any(_mixed_capitals(word) for word in words):
        return text
    if all(char.isupper() for word in words for char in word if char.isascii()):
        return text.upper()
    return _WORD.sub(lambda m: m.group().upper() if _mixed_capitals(m.group()) else m.group(), text)


def capitals_lost(text: str) -> bool:
    """Whether a name starts small with a letter that TCVN3 has no capital of, among words with capitals."""
    words = [match.group() for match in _WORD.finditer(text)]
    small = [word for word in words if word[0].islower()]
    return 0 < len(small) < len(words) and all(_CAPITAL_IN_FONT.match(word) for word in small)


def _mixed_capitals(word: str) -> bool:
    plain = [char for char in word if char.isascii()]
    return len(plain) > 1 and all(map(str.isupper, plain)) and any(map(str.islower, word))
