"""Whether a column's texts are names of living people, told from streets, communes and firms by statistics.

Half of Vietnam's streets bear people's names, so a surname proves nothing. Owners differ in three ways: titles
("Hộ ông Nguyễn Văn A"), many middle names Thị and Văn (about half of the people, one street in ten), and hardly any
of the names that every town has a street of.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .resources import read_json
from .text import ascii_key, compare_key

_FEWEST = 8  # fewer names than this tell nothing without titles
_NAMES, _MIDDLE, _TITLED, _FAMOUS = 0.6, 0.25, 0.2, 0.1  # shares
_MOST_WORDS = 5
_WORD = re.compile("[^\\W\\d_]+")
_FIRST_PERSON = re.compile("[,;:/&+(\\n]| và | - ")


def are_person_names(texts: Sequence[str]) -> bool:
    """Whether distinct texts look like the names of people in a column of their own."""
    titled = sum(map(_is_titled, texts))
    if texts and titled >= _TITLED * len(texts) and titled > 1:
        return True
    if len(texts) < _FEWEST:
        return False
    names = [words for words in map(_name_words, texts) if words]
    middle = sum(words[1] in _middle_of(words) for words in names)
    famous_keys = _keys("famous", False) | _keys("famous", True)
    famous = sum(compare_key(text) in famous_keys for text in texts)
    return (
        len(names) >= _NAMES * len(texts) and middle >= _MIDDLE * len(texts) and famous < _FAMOUS * len(texts)
    )


def _is_titled(text: str) -> bool:
    """Whether titles stand before a full name: "Ông: Trần Văn B", "Hộ bà Lê Thị C"; "Bà Triệu" is a street."""
    words = _WORD.findall(compare_key(text))
    titles = 0
    while titles < len(words) and words[titles] in _titles():
        titles += 1
    rest = words[titles:]
    return titles > 0 and len(rest) > 1 and rest[0] in _surnames_of(rest)


def _name_words(text: str) -> list[str]:
    """The words of a text that is a surname with one to four more words, else nothing."""
    if any(char.isdigit() for char in text):
        return []
    words = compare_key(_FIRST_PERSON.split(text)[0]).split()
    if not 2 <= len(words) <= _MOST_WORDS or not all(map(str.isalpha, words)):
        return []
    return words if words[0] in _surnames_of(words) else []


def _surnames_of(words: Sequence[str]) -> frozenset[str]:
    return _keys("surnames", "".join(words).isascii())


def _middle_of(words: Sequence[str]) -> frozenset[str]:
    return _keys("middle", "".join(words).isascii())


def _titles() -> frozenset[str]:
    return _keys("titles", False) | _keys("titles", True)


@lru_cache(maxsize=8)
def _keys(name: str, plain: bool) -> frozenset[str]:
    """Words of the resource as keys of `text`; `plain` for comparing text that has no diacritics at all."""
    words = read_json("profiles", "personal", "content.json")[name]
    listed = words.split() if isinstance(words, str) else words
    return frozenset(map(ascii_key if plain else compare_key, listed))
