"""The word "Đường" with a slip of the finger: the parser takes it for a name; whoever knows the names may ask again."""
from __future__ import annotations

from typing import Optional

from ..text import ascii_key
from .typos import distance

_STREET, _NUMBERED = "duong", "duongso"
_SO = ("o", "s")  # what is left of "số"
_WORDS = 5  # from the beginning, among which it stands


def with_street_word(text: str) -> Optional[str]:
    """The text with "Đường" ("Đường số") where its first words have that misspelt or glued; None where they do not.

    Only a guess: Đông and Dũng are a letter away, too. Use it where the text as it is means nothing.
    """
    words = text.split(" ")
    for at, word in enumerate(words[:_WORDS]):
        key = ascii_key(word)
        if key == _STREET:
            return _with_number_word(words, at)
        if distance(key, _NUMBERED, 1) <= 1:
            return " ".join((*words[:at], "Đường số", *words[at + 1:]))
        if distance(key, _STREET, 1) <= 1:
            return " ".join((*words[:at], "Đường", *words[at + 1:]))
        if "," in word:
            break  # what follows are units
    return None


def _with_number_word(words: list[str], at: int) -> Optional[str]:
    behind = [ascii_key(word) for word in words[at + 1: at + 3]]
    if len(behind) == 2 and behind[0] in _SO and behind[1][:1].isdecimal():
        return " ".join((*words[: at + 1], "số", *words[at + 2:]))
    return None
