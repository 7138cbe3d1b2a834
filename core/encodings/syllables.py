"""Whether text looks like Vietnamese, by the structure of its syllables: initial, rhyme, one tone.

Only words with letters beyond ASCII are judged: the others read the same in every encoding.
"""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..resources import read_json

_STOPS = ("c", "ch", "p", "t")
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng
_STOP_TONES = "\u0301\u0323"
_TONE = re.compile(f"[{_TONES}]")
_TONE_ON_CONSONANT = re.compile(f"(?:^|[^aeiouy\u0302\u0306\u031b])[{_TONES}]")  # ñ is VNI's Đ
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzăâđêôơư")
_VOWELS = "aăâeêioôơuưy"
_BEHIND_QU = ("ych", "ynh", "yp", "yt")  # quỳnh, quýt: elsewhere with i
_FRONT = "eêiy"  # k, gh, ngh stand before these only, c, g, ng before the others
_MARKED = "ăâêôơ"  # these take the tone wherever they stand
_EITHER = ("oa", "oe", "uy", "oo")  # hòa and hoà
_LONGEST_SHORT_FORM = 5  # ĐC, HĐND, QSDĐ: consonants only

# What may stand between two words in any language: spaces, dashes, the apostrophe, the ellipsis; and beside one.
_BETWEEN = re.compile("[\u00a0\u2000-\u200d\u2010-\u2015\u2018\u2019\u2026\u2060\ufeff]")
_BESIDE = re.compile("[\u2016-\u2027\u2030-\u205e°º²³¹¼½¾€₫×÷]")
_WORD = re.compile("(?:[^\\W\\d_ºª²³¹¼½¾][\u0300-\u036f]*)+")
_SIGNS = re.compile("(?:[^\\w\u0300-\u036f]|[ºª²³¹¼½¾])+")
_BROKEN = re.compile("[\x02-\x06\x10-\x15\x19\x1c\x1d\x7f-\x9f\xad\ud800-\udfff]")

GOOD, ODD, BROKEN = 0, 1, 2


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Every syllable in lower-case NFC, with and without tones, the tone on each vowel that may bear it."""
    data = read_json("encodings", "syllables.json")
    rhymes = [rhyme for line in data["rhymes"] for rhyme in line.split()]
    found: set[str] = set()
    for initial in data["initials"]:
        for rhyme in rhymes:
            if _go_together(initial, rhyme):
                tones = _STOP_TONES if rhyme.endswith(_STOPS) else _TONES
                toned = [rhyme[:at + 1] + tone + rhyme[at + 1:] for at in _tone_places(rhyme) for tone in tones]
                plain = [] if rhyme.endswith(_STOPS) and not rhyme.isascii() else [rhyme]
                found.update(unicodedata.normalize("NFC", initial + r) for r in (*plain, *toned))
    return frozenset(found)


def _go_together(initial: str, rhyme: str) -> bool:
    if rhyme in _BEHIND_QU:
        return initial == "qu"
    front = rhyme[0] in _FRONT
    if initial in ("k", "gh", "ngh"):
        return front
    if initial in ("c", "ng"):
        return not front
    if initial == "g":
        return not front or rhyme in ("i", "in")
    if initial == "qu":
        return rhyme[0] not in "uư" and not rhyme.startswith(("oa", "oe", "oă"))
    return True


def _tone_places(rhyme: str) -> tuple[int, ...]:
    vowels = [at for at, char in enumerate(rhyme) if char in _VOWELS]
    marked = [at for at in vowels if rhyme[at] in _MARKED]
    if marked:
        return (marked[-1],)
    cluster = rhyme[:len(vowels)]
    if len(vowels) == 2 and cluster in _EITHER:
        return (0, 1) if cluster == rhyme else (1,)
    return (1,) if len(vowels) == 3 else (0,)


def is_syllable(word: str) -> bool:
    """Whether a word can be one Vietnamese syllable, in any case; the tone stands in the old or the new place."""
    return unicodedata.normalize("NFC", word.lower()) in _syllables()


def oddness(token: str) -> int:
    """How far a token (text without ASCII signs and spaces) is from Vietnamese: 0 is fine, each fault adds 1 or 2."""
    if token.isascii():
        return GOOD
    total = BROKEN * len(_BROKEN.findall(token))
    for match in _WORD.finditer(token):
        if not match.group().isascii():
            total += _word_oddness(match.group(), _beside_digit(token, *match.span()))
    return total + _sign_oddness(token)


def _word_oddness(word: str, beside_digit: bool) -> int:
    decomposed = unicodedata.normalize("NFD", word.lower())
    letters = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    if not _LETTERS.issuperset(letters) or _TONE_ON_CONSONANT.search(decomposed):
        return BROKEN
    odd_case = ODD if _capital_inside(word) else GOOD
    if is_syllable(word):
        return odd_case
    if not any(letter in _VOWELS for letter in letters):
        return odd_case if len(letters) <= _LONGEST_SHORT_FORM else ODD
    if beside_digit and len(letters) <= _LONGEST_SHORT_FORM:
        return odd_case
    return ODD + odd_case


def _capital_inside(word: str) -> bool:
    # "ThÓ" is Thể in TCVN3; a capital behind a small letter is no Vietnamese word in any font.
    return any(before.islower() and after.isupper() and not after.isascii() for before, after in zip(word, word[1:]))


def _beside_digit(token: str, start: int, end: int) -> bool:
    return (start > 0 and token[start - 1].isdigit()) or (end < len(token) and token[end].isdigit())


def _sign_oddness(token: str) -> int:
    # Signs between two letters are broken text, at a word's edge they are odd (brand®), alone they are none of ours.
    total = 0
    for match in _SIGNS.finditer(token):
        signs = [char for char in match.group() if not (_BETWEEN.match(char) or _BROKEN.match(char))]
        before, after = token[: match.start()][-1:].isalpha(), token[match.end():][:1].isalpha()
        if signs and before and after:
            total += BROKEN
        elif (before or after) and (len(signs) > 1 or any(not _BESIDE.match(char) for char in signs)):
            total += ODD
    return total
