"""An address text cut into words and numbers, with what stands between them; offsets lead back to the text."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..rules.telex import telex_word
from ..text import ascii_key, compare_key
from ..unit_names import name_key
from ..units import UnitTable
from .keys import soft_key
from .vni import read_vni

# What stands before a token; the larger, the more it parts.
GLUED, SPACE, DOT, SLASH, DASH, COMMA = range(6)

_TOKEN = re.compile(r"[a-z]+|[0-9]+")
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
_SMALL = "".join(chr(code) for code in _FOLD if chr(code).islower()) + "abcdefghijklmnopqrstuvwxyz"
_CAPITAL = "".join(chr(code) for code in _FOLD if chr(code).isupper())
# Two small letters, a capital, a small one: "NhaTrang", but not "TrầN PHú" or "TpHCM".
_CAMEL = re.compile(f"(?<=[{_SMALL}][{_SMALL}])(?=[{_CAPITAL}][{_SMALL}])")


def folded(text: str) -> str:
    """The text in ASCII lower case, character for character."""
    return text.translate(_FOLD)


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> tuple[str, str]:
    """soft_key and ascii_key of a word, leftover Telex typing read; a number without leading zeros."""
    if word.isdecimal():
        number = word.lstrip("0") or "0"
        return number, number
    if word.isascii() and not word.isdecimal():
        plain, marked = _words_of_units()
        if ascii_key(word) not in plain:
            word = telex_word(word, marked) or word
    return soft_key(word), ascii_key(word)


@lru_cache(maxsize=1)
def _words_of_units() -> tuple[frozenset[str], frozenset[str]]:
    """ASCII keys of the words in units' names (Ea Sar, A Rooi: Telex would read them), and their compare keys."""
    names = {unit.name for unit in UnitTable.load().units}
    words = frozenset(word for name in names for key in (name_key(name), compare_key(name)) for word in key.split())
    return frozenset(map(ascii_key, words)), words


@lru_cache(maxsize=1 << 12)
def _gap(between: str) -> int:
    if not between:
        return GLUED
    if any(c in ",;|\n\r\t()[]{}\"“”_" for c in between):
        return COMMA
    if any(c in "-–—+&" for c in between):
        return DASH
    if "/" in between or "\\" in between:
        return SLASH
    return DOT if "." in between or ":" in between else SPACE


class Tokens:
    """Parallel lists of a text's tokens; `gaps[i]` stands before token i, the first and the end are COMMA.

    `segments[i]` is the first token of i's segment (between two COMMA gaps), `parts` the number of segments.
    """

    __slots__ = ("ends", "gaps", "keys", "parts", "plain", "plains", "segments", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = folded(text)
        spans = [match.span() for match in _TOKEN.finditer(self.plain)]
        both = [word_keys(text[start:end]) for start, end in spans]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.keys = [key for key, _ in both]
        self.plains = [plain for _, plain in both]
        between = [_gap(text[end:start]) for end, start in zip(self.ends, self.starts[1:])]
        self.gaps = [COMMA, *between, COMMA] if spans else [COMMA]
        self.segments: list[int] = []
        segment = 0
        for at, gap in enumerate(self.gaps[:-1]):
            if gap == COMMA:
                segment = at
            self.segments.append(segment)
        self.parts = between.count(COMMA) + bool(spans)

    def __len__(self) -> int:
        return len(self.starts)

    def written(self, first: int, end: int) -> str:
        """The text of tokens first … end-1 as it was written."""
        return self.text[self.starts[first]:self.ends[end - 1]] if end > first else ""


def tidy(text: str) -> str:
    """The text in NFC with usual spaces, VNI typing read, and a space where a small letter meets a capital."""
    if " " not in text:
        text = text.replace("_", " ")
    text = read_vni(text, _words_of_units()[1])
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _ODD_SPACE.sub(" ", text)
    return _CAMEL.sub(" ", text)
