"""Keys that are softer than `core.text`: for spellings that people take for each other."""
from __future__ import annotations

from collections.abc import Sequence

from ..text import compare_key

# Hỏi and ngã sound alike in half of the country, and are written for each other.
_ONE_TONE = str.maketrans("ảẳẩẻểỉỏổởủửỷ", "ãẵẫẽễĩõỗỡũữỹ")


def soft_key(text: str) -> str:
    """compare_key in which hỏi and ngã are one, and Đăk Lăk is Đắk Lắk."""
    return compare_key(text).translate(_ONE_TONE).replace("ắk", "ăk")


def word_breaks(words: Sequence[str]) -> int:
    """Where the words of a name meet when they are written as one: a bit for each number of letters before."""
    bits = letters = 0
    for word in words[:-1]:
        letters += len(word)
        bits |= 1 << letters
    return bits
