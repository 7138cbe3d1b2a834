"""Comparing Vietnamese names: what is the same name written in another hand.

A key is for comparing and searching, never for display and never stored as the name itself.
Tone position: old and new school write "hòa"/"hoà", "thủy"/"thuỷ"; the statistics office changed sides in
2025, so both stand in one register. y/i: Mỹ/Mĩ, Lý/Lí, Quý/Quí are one word, "thúy" and "thúi" are two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Callable, Optional

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng
# Vowels with their combining marks as in NFD, which puts the dot below before circumflex and breve.
_VOWELS = re.compile("(?:[aeiouy][\u0300-\u036f]*)+")
_TONE = re.compile(f"[{_TONES}]")

# Letters that look like đ, and signs that fonts and keyboards exchange (Ea H’leo, Phan Rang – Tháp Chàm).
_LOOKALIKES = str.maketrans(
    {
        "\u00d0": "đ", "\u00f0": "đ", "\u0189": "đ", "\u0256": "đ",
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None, "\u00ad": None,
    }
)  # fmt: skip

# y stands for i only as the whole rhyme: after one of these initials, or after qu (quy, quynh, quyt).
_Y_FOR_I = re.compile(r"(?<![^\W\d_])(?:(?:[hklmstv]|qu)[yýỳỷỹỵ](?![^\W\d_])|qu[yýỳỷỹỵ](?=[nt]))")
_Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


def nfc(text: str) -> str:
    """Return the text in Unicode NFC, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def person_key(name: Optional[str]) -> str:
    """A person's name in one spelling: NFC, single spaces, no difference of case; tones and letters count."""
    return " ".join(nfc(name or "").casefold().split())


def compare_key(text: str) -> str:
    """Return the key under which two spellings of one Vietnamese name are equal (see the module's text)."""
    return _join(_compare_word, text)


def ascii_key(text: str) -> str:
    """Return `compare_key` without any diacritics (đ becomes d), for text typed without them."""
    return _join(_ascii_word, text)


def nfc_all(texts: Iterable[Optional[str]]) -> list[str]:
    """Return `nfc` of each text; None becomes an empty string."""
    return _each(nfc, texts)


def compare_keys(texts: Iterable[Optional[str]]) -> list[str]:
    """Return `compare_key` of each text, working once per distinct text; None becomes an empty string."""
    return _each(compare_key, texts)


def ascii_keys(texts: Iterable[Optional[str]]) -> list[str]:
    """Return `ascii_key` of each text, working once per distinct text; None becomes an empty string."""
    return _each(ascii_key, texts)


def _each(key: Callable[[str], str], texts: Iterable[Optional[str]]) -> list[str]:
    listed = list(texts)
    known = {text: key(text) if text else "" for text in set(listed)}
    return [known[text] for text in listed]


def _join(word_key: Callable[[str], str], text: str) -> str:
    # Every rule stays within a word, and words repeat far more often than whole texts: so words are cached.
    return " ".join(filter(None, map(word_key, text.split())))


@lru_cache(maxsize=1 << 16)
def _compare_word(word: str) -> str:
    if word.isascii():  # numbers and text without diacritics, the words that repeat least
        return _unify_y(word.lower().replace("`", "'"))
    folded = unicodedata.normalize("NFD", word.translate(_LOOKALIKES)).casefold()
    folded = unicodedata.normalize("NFD", folded.translate(_LOOKALIKES))  # ŉ becomes ʼn
    return _unify_y(nfc(_VOWELS.sub(_tone_last, folded)))


@lru_cache(maxsize=1 << 16)
def _ascii_word(word: str) -> str:
    letters = unicodedata.normalize("NFD", _compare_word(word))
    return _unify_y("".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d"))


def _tone_last(vowels: re.Match[str]) -> str:
    # No two Vietnamese syllables differ only in the place of the tone mark, so any one place will do.
    cluster = vowels.group()
    tones = "".join(_TONE.findall(cluster))
    return _TONE.sub("", cluster) + tones if tones else cluster


def _unify_y(word: str) -> str:
    return _Y_FOR_I.sub(lambda m: m.group().translate(_Y_TO_I), word)
