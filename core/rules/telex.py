"""Words that were typed in Telex while the keyboard did not listen: "Nguyeexn" for Nguyễn, "dduwowfng" for đường."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

from ..encodings.syllables import is_syllable
from ..text import compare_key

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VOWELS = "aeiouy"
_ANY_WORD = re.compile(r"[^\W\d_]+")
_STRONG = 2  # marks in one word that are no accident
# Words of shop signs and short forms that Telex would read as Vietnamese.
_FOREIGN_WORDS = (
    "air arts bar bars beer bees boss bow box buffer bus cafe car cars class coop cross deer dex does door ers "
    "express fair fax feed fees fix foods foos gas gear glass goods gross hair has her hers his hits holder how "
    "inns iss its jeans keen kiss less lex loans low lux mall mars max mess miss mix moms moon news now nuts oars "
    "off oils ours pass pens plus press pros relax rex room rooms row rows sales seen sees shoes sir six spas "
    "sports stars stores sums sun tax taxi teen teens tees ties tools tops tours town toys tux us was wax weeks "
    "yes zoos "
)
_FOREIGN = frozenset(_FOREIGN_WORDS.split())


@dataclass(frozen=True)
class Telex:
    """What a text becomes when its Telex words are read, and whether that is beyond doubt."""

    text: str
    sure: bool


def read_telex(text: str, known: Container[str] = ()) -> Optional[Telex]:
    """The text with its leftover Telex typing read; None where there is none.

    Only words that are no Vietnamese as they stand count. One mark alone ("Phus") counts only beside words with
    Vietnamese letters or marks, and is not sure: shop signs are full of "Bus" and "Max". `known` are compare keys
    of names that may stand there: what reads as one of them is sure.
    """
    words = set(_ANY_WORD.findall(text))
    found = {word: meant for word in words if (meant := _read(word)) is not None}
    if not found:
        return None
    read = _ANY_WORD.sub(lambda m: found[m.group()][0] if m.group() in found else m.group(), text)
    if known and compare_key(text) in known:
        return None
    if known and compare_key(read) in known:
        return Telex(read, True)
    strong = any(marks >= _STRONG for _, marks in found.values())
    rest = all(word in found or not word.isascii() or is_syllable(word) or len(word) == 1 for word in words)
    several = len(found) >= _STRONG and rest
    company = any(not word.isascii() and is_syllable(word) for word in words)
    if not strong and not several and not company:
        return None
    return Telex(read, strong and rest)


def telex_word(word: str, known: Container[str] = ()) -> Optional[str]:
    """What one word means that is no Vietnamese as it stands but is when read as Telex; None for any other.

    `known` are compare keys of words that are no syllables but may be meant (Đắk, Quỳnh).
    """
    read = _read(word)
    if read or not known or len(word) < 2 or not word.isascii():
        return read[0] if read else None
    typed = _typed(word.lower())
    meant = _with_tone(typed[0], typed[1]) if typed and typed[2] else None
    return meant if meant and compare_key(meant) in known else None


@lru_cache(maxsize=1 << 16)
def _read(word: str) -> Optional[tuple[str, int]]:
    """The word that was meant and how many marks were typed; None for any other word."""
    lower = word.lower()
    if len(word) < 2 or not word.isascii():
        return None
    if lower[:2] == lower[2:]:  # Momo, Mama: names that Telex would read as môm, mâm
        return None
    if not (word.islower() or word.isupper() or word.istitle()) or lower in _FOREIGN or is_syllable(lower):
        return None
    typed = _typed(lower)
    if typed is None:
        return None
    letters, tone, marks = typed
    meant = _with_tone(letters, tone)
    if marks == 0 or meant is None or not is_syllable(meant):
        return None
    return (meant.upper() if word.isupper() else meant.capitalize() if word.istitle() else meant), marks


def _typed(word: str) -> Optional[tuple[list[str], str, int]]:
    """Letters with their marks (base + combining mark), the tone, and the number of marks."""
    out: list[str] = []
    tone, marks = "", 0
    for at, char in enumerate(word):
        vowels = [i for i, letter in enumerate(out) if letter[0] in _VOWELS]
        if char in _TONES and vowels:
            if tone:
                return None
            tone, marks = _TONES[char], marks + 1
        elif char == "w":
            if not _horn(out):
                return None
            marks += 1
        elif char in "aeo" and char in out:
            out[out.index(char)] = char + _HAT
            marks += 1
        elif char == "d" and at == 1 and out == ["d"]:
            out, marks = ["đ"], marks + 1
        else:
            out.append(char)
    return out, tone, marks


def _horn(out: list[str]) -> bool:
    """Put the horn or breve that a w means; False where it means none."""
    for i in range(len(out) - 1, -1, -1):
        if out[i] == "o" and i and out[i - 1] in ("u", "u" + _HORN) and "".join(out[:i]) != "qu":
            out[i - 1], out[i] = "u" + _HORN, "o" + _HORN
            return True
        if out[i] in ("o", "u"):
            out[i] += _HORN
            return True
        if out[i] == "a":
            out[i] += _BREVE
            return True
    return False


def _with_tone(letters: list[str], tone: str) -> Optional[str]:
    """The syllable in NFC; the tone where most people write it (hòa, thủy)."""
    if not tone:
        return unicodedata.normalize("NFC", "".join(letters))
    # The i of gi and the u of qu belong to the initial where another vowel follows.
    start = 2 if "".join(letters[:2]) in ("qu", "gi") and any(x[0] in _VOWELS for x in letters[2:]) else 0
    vowels = [i for i in range(start, len(letters)) if letters[i][0] in _VOWELS]
    if not vowels:
        return None
    marked = [i for i in vowels if len(letters[i]) > 1]
    closed = vowels[-1] < len(letters) - 1
    if marked:
        at = marked[-1]
    elif len(vowels) == 1:
        at = vowels[0]
    elif len(vowels) == 2:
        at = vowels[1] if closed else vowels[0]
    else:
        at = vowels[1]
    placed = [letter + tone if i == at else letter for i, letter in enumerate(letters)]
    return unicodedata.normalize("NFC", "".join(placed))
