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
# Where no streets are expected: of full names fewer Thị and Văn will do. Streets: two fifths, and a quarter is famous.
_FULL_NAMES, _MIDDLE_OF_FULL, _FAMOUS_OF_FULL = 0.7, 0.1, 0.05
_HALF = 0.5
_MOST_WORDS = 5
_PERSONS = frozenset(["ông", "bà", "anh", "chị", "cụ"]) | frozenset(["ong", "ba", "anh", "chi", "cu"])
_AMBIGUOUS = frozenset(["ong", "ba", "anh", "chi", "cu"])  # words of other meanings where the marks are lost
_HOUSEHOLD = frozenset(["hộ", "chủ", "ho", "chu"])
_NAMED_AFTER = frozenset(
    ["đường", "phố", "cầu", "chợ", "hẻm", "ngõ", "ngách", "kiệt", "trường", "đình", "chùa", "miếu", "lăng", "đền"]
    + ["khu", "thôn", "xóm", "ấp", "duong", "pho", "cau", "cho", "hem"]
)
_WORD = re.compile("[^\\W\\d_]+")
_FIRST_PERSON = re.compile("[,;:/&+(\\n]| và | - ")


def are_person_names(texts: Sequence[str], few: bool = False) -> bool:
    """Whether distinct texts look like the names of people in a column of their own; `few`: also where they are few,
    which is for layers that hold no streets.
    """
    titled = sum(map(_is_titled, texts))
    if texts and titled >= _TITLED * len(texts) and titled > 1:
        return True
    if len(texts) < _FEWEST:
        return few and _are_few_names(texts)
    names = [words for words in map(_name_words, texts) if words]
    middle = sum(words[1] in _middle_of(words) for words in names)
    famous_keys = _keys("famous", False) | _keys("famous", True)
    famous = sum(compare_key(text) in famous_keys for text in texts)
    if len(names) >= _NAMES * len(texts) and middle >= _MIDDLE * len(texts) and famous < _FAMOUS * len(texts):
        return True
    full = sum(len(words) > 2 for words in names)
    return (
        few and full >= _FULL_NAMES * len(texts) and middle >= _MIDDLE_OF_FULL * len(texts)
        and famous < _FAMOUS_OF_FULL * len(texts)
    )


def _are_few_names(texts: Sequence[str]) -> bool:
    """Nothing but names, the half of them with Thị or Văn, and nobody after whom a street or a school is called."""
    names = [words for words in map(_name_words, texts) if len(words) > 2]
    famous = _keys("famous", False) | _keys("famous", True)
    middle = sum(words[1] in _middle_of(words) for words in names)
    return (
        0 < len(names) == len(texts) and middle >= _HALF * len(names)
        and not any(compare_key(text) in famous for text in texts)
    )


def titled_names(text: str) -> list[tuple[int, int]]:
    """Where names of people stand after their titles: (start, end) in "hộ ông Nguyễn Văn A"; "Bà Triệu" is a street.

    Surer than a column's: a household's name, or one of three words that is no famous person's and no street's.
    """
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
    keys = [compare_key(word) for _, _, word in words]
    plain = text.isascii()
    famous = _keys("famous", False) | _keys("famous", True)
    found = []
    for k, key in enumerate(keys):
        if key not in _PERSONS or (plain and key in _AMBIGUOUS and not (k and keys[k - 1] in _HOUSEHOLD)):
            continue
        last = k
        while last + 1 < len(words) and last - k < _MOST_WORDS - 1 and _goes_on(text, words, last):
            last += 1
        name = keys[k + 1:last + 1]
        if len(name) < 2 or name[0] not in _surnames_of(name) or (k and keys[k - 1] in _NAMED_AFTER):
            continue
        household = k > 0 and keys[k - 1] in _HOUSEHOLD
        start, end = words[k + 1][0], words[last][1]
        known = any(" ".join(name[:n]) in famous for n in range(2, len(name) + 1))
        if household or (len(name) > 2 and not known):
            found.append((start, end))
    return found


def _goes_on(text: str, words: Sequence[tuple[int, int, str]], last: int) -> bool:
    """Whether the next word belongs to the name: a capital after a space, or after the title's colon."""
    between = text[words[last][1]:words[last + 1][0]]
    return words[last + 1][2][:1].isupper() and between.strip() in ("", ":") and between != ""


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
