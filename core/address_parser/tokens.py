"""An address text cut into words and numbers, with what stands between them; offsets lead back to the text."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..text import ascii_key, compare_key

# What stands before a token; the larger, the more it parts.
GLUED, SPACE, DOT, SLASH, DASH, COMMA = range(6)

_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_CAMEL = re.compile(r"(?<=[^\W\d_])(?<![A-ZĐ])(?=[A-ZĐÀ-Ý])")
_ODD_SPACE = re.compile(r"[\u00a0\u2000-\u200d\u2060\ufeff\u00ad]")


def _folding() -> dict[int, str]:
    """Each Vietnamese letter's ASCII letter in lower case: one character for one, so offsets stay."""
    fold = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    for code in (*range(0xC0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if "a" <= base <= "z":
            fold[code] = base
    fold.update({0x110: "d", 0x111: "d", 0xD0: "d", 0xF0: "d", 0x189: "d"})
    return fold


_FOLD = _folding()


def folded(text: str) -> str:
    """The text in ASCII lower case, character for character."""
    return text.translate(_FOLD)


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> tuple[str, str]:
    """compare_key and ascii_key of a word; a number without leading zeros."""
    if word.isdecimal():
        number = word.lstrip("0") or "0"
        return number, number
    return compare_key(word), ascii_key(word)


@lru_cache(maxsize=1 << 12)
def _gap(between: str) -> int:
    if not between:
        return GLUED
    if any(c in ",;|\n\r\t()[]{}\"“”:_" for c in between):
        return COMMA
    if any(c in "-–—+&" for c in between):
        return DASH
    if "/" in between or "\\" in between:
        return SLASH
    return DOT if "." in between else SPACE


class Tokens:
    """Parallel lists of a text's tokens; `gaps[i]` stands before token i, the first and the end are COMMA."""

    __slots__ = ("ends", "gaps", "keys", "plain", "plains", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = folded(text)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.gaps: list[int] = []
        self.keys: list[str] = []
        self.plains: list[str] = []
        last = -1
        for match in _TOKEN.finditer(self.plain):
            start, end = match.span()
            key, plain = word_keys(text[start:end])
            self.starts.append(start)
            self.ends.append(end)
            self.keys.append(key)
            self.plains.append(plain)
            self.gaps.append(COMMA if last < 0 else _gap(text[last:start]))
            last = end
        self.gaps.append(COMMA)

    def __len__(self) -> int:
        return len(self.starts)

    def written(self, first: int, end: int) -> str:
        """The text of tokens first … end-1 as it was written."""
        return self.text[self.starts[first]:self.ends[end - 1]] if end > first else ""


def tidy(text: str) -> str:
    """The text in NFC with usual spaces, and a space where a small letter meets a capital ("NhaTrang")."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _ODD_SPACE.sub(" ", text)
    return _CAMEL.sub(" ", text)
