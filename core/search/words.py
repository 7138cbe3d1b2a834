"""How much a typed word is a word of an address: the same, its beginning, or a slip of the finger away."""
from __future__ import annotations

from functools import lru_cache

from ..address_parser.typos import distance

SAME, BEGINNING, SLIP, TWO_SLIPS = 1.0, 0.9, 0.75, 0.5
# Words that nearly all addresses have: they tell little, and their absence nothing.
_COMMON_WORDS = (
    "duong pho dai lo ngo ngach hem kiet so nha thon xom ap khom ban lang buon to dan khu khoi phuong xa thi tran "
    "quan huyen thanh tinh tp p x q h t d viet nam vn"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_LIGHT, _NUMBER, _WORD = 0.15, 0.8, 1.0


@lru_cache(maxsize=1 << 17)
def likeness(typed: str, word: str, is_last: bool) -> float:
    """0 to 1. The last word may still be unfinished; short words and numbers forgive nothing."""
    if typed == word:
        return SAME
    if is_last and word.startswith(typed):
        return BEGINNING
    if len(typed) < 3 or typed[0].isdecimal() or word[:1].isdecimal():
        return 0.0
    limit = 1 if len(typed) < 6 else 2
    edits = distance(typed, word, limit)
    if edits > limit and is_last and len(word) > len(typed):
        edits = distance(typed, word[: len(typed)], 1)
        return TWO_SLIPS if edits <= 1 else 0.0
    if edits > limit:
        return 0.0
    return {1: SLIP if len(typed) > 4 else TWO_SLIPS, 2: TWO_SLIPS}.get(edits, 0.0)


def weight(typed: str) -> float:
    """How much finding the word counts."""
    if typed in _COMMON:
        return _LIGHT
    if typed[0].isdecimal():
        return _NUMBER
    return _WORD + 0.08 * min(len(typed), 8)
