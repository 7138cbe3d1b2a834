"""What stands before a bare name and says that it is a street's, a settlement's or a building's, not a unit's."""
from __future__ import annotations

from .local_words import KEYWORDS, Field
from .tokens import COMMA, GLUED, SPACE, Tokens

AFTER_LOCAL_WORD, AFTER_NUMBER, IN_STREET = -6.0, -6.5, -5.5
AFTER_ONE_WORD = -3.0
# Streets are called after people: "12 Trần | Hưng Đạo Hà Nội" is not in the commune of Hưng Đạo.
_NAMES = (
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly trinh dinh truong mac cao luong dao to "
    "doan ton lam chu ha tong thai luu"
)
_SURNAMES = frozenset(_NAMES.split())
_STREET_WORDS = ("duong", "pho", "dg")
_CITIES = ("hue", "vinh")
_VOWELS = frozenset("aeiouy")

_FIELDS = (Field.street, Field.alley, Field.settlement, Field.building, Field.housing_area)
_KEYWORDS = [
    keyword
    for keywords in KEYWORDS.values()
    for keyword in keywords
    if keyword.field in _FIELDS and keyword.tokens != ("kiet",)  # Lý Thường Kiệt
]
_WORDS = {(k.tokens[0], key) for k in _KEYWORDS if len(k.tokens) == 1 for key in (k.keys[0], k.tokens[0])}
_SEQUENCES = {k.tokens for k in _KEYWORDS if len(k.tokens) > 1}
_FIRST = {tokens[0] for tokens in _SEQUENCES}
_LAST = {tokens[-1] for tokens in _SEQUENCES}
_LONGEST = max(map(len, _SEQUENCES))
_ALLEYS = ("ngo", "ngach", "hem", "kiet")
_HOUSE = ("so", "sn", "nha", "no")  # "số nhà 12"
_OF_HOUSES = frozenset("abcdeghklmnv")  # A4-12, K12: no type of a unit among them but H


def ends_keyword(tokens: Tokens, at: int) -> bool:
    """Whether a word for a street, settlement, building … ends with this token."""
    plains = tokens.plains
    if (plains[at], tokens.keys[at]) in _WORDS:
        return True
    if plains[at] not in _LAST:
        return False
    begin = tokens.segments[at]
    return any(tuple(plains[first:at + 1]) in _SEQUENCES for first in range(max(begin, at + 1 - _LONGEST), at))


def begins_keyword(tokens: Tokens, at: int) -> bool:
    """Whether a word for a street, settlement, building … begins with this token."""
    plains = tokens.plains
    if (plains[at], tokens.keys[at]) in _WORDS:
        return True
    if plains[at] not in _FIRST:
        return False
    return any(tuple(plains[at:end]) in _SEQUENCES for end in range(at + 2, min(at + _LONGEST, len(plains)) + 1))


def runs_on(tokens: Tokens, first: int) -> bool:
    """Whether words of the same segment stand before, a house number or a word for a street among them."""
    begin = tokens.segments[first]
    return first > begin and begins_local(tokens, begin)


def begins_local(tokens: Tokens, at: int) -> bool:
    """Whether a house number or such a word begins with this token."""
    if _begins_number(tokens, at):
        return True
    plain = tokens.plains[at]
    if plain in _OF_HOUSES and tokens.gaps[at + 1] == GLUED:
        return tokens.plains[at + 1].isdecimal()
    return begins_keyword(tokens, at)


def _begins_number(tokens: Tokens, at: int) -> bool:
    """Whether a house number begins with this token, with the word for it or without."""
    plains = tokens.plains
    end = at
    while end < len(plains) - 1 and end < at + 2 and plains[end] in _HOUSE:
        end += 1
    return plains[end].isdecimal()


def against(tokens: Tokens, first: int, end: int) -> float:
    """What speaks against a unit's name without type in tokens first … end-1 of a segment that begins before it."""
    at = first - 1
    if ends_keyword(tokens, at):
        return AFTER_LOCAL_WORD
    begin = tokens.segments[first]
    if not begins_local(tokens, begin):
        return 0.0
    plains, gaps = tokens.plains, tokens.gaps
    number = at - 1 if len(plains[at]) == 1 and gaps[at] == GLUED and at > begin else at  # 12a
    if not plains[number].isdecimal():
        return IN_STREET if tokens.parts > 1 else _in_one_run(tokens, begin, first, end)
    while number > begin and plains[number - 1].isdecimal():  # 12/3, 7-9
        if gaps[number] == SPACE:  # "113 3/2 Phúc Sơn": a number and a street
            return 0.0
        number -= 1
    if number > begin + 1 and plains[number - 1] == "thang" and plains[number - 2].isdecimal():
        return 0.0  # "đường 2 tháng 4 Nha Trang": the day is the street
    house = number - 1
    if plains[begin] in _STREET_WORDS and house > begin + 1 and plains[house] in _HOUSE:
        return 0.0  # "đường Hùng Vương số nhà 30 Lộc Thọ": the street stands before
    # "ấp 2 Vĩnh Hòa Hưng", "đường số 12 Yên Trung": the number is that of the hamlet or the street.
    word = number - 2 if number > begin + 1 and plains[number - 1] == "so" else number - 1
    named = word >= begin and ends_keyword(tokens, word) and plains[word] not in _ALLEYS  # "ngõ 12 Hồ Tùng Mậu"
    return 0.0 if named else AFTER_NUMBER


def _in_one_run(tokens: Tokens, begin: int, first: int, end: int) -> float:
    """The same for a text without commas: after one word it is the rest of a street's name, "12 Trần | Hưng Đạo"."""
    plains = tokens.plains
    if tokens.gaps[end] != COMMA and begins_keyword(tokens, end):
        return IN_STREET
    words = first - 1
    while words > begin and not plains[words - 1].isdecimal():
        words -= 1
    if words < first - 1 and (plains[words] in _STREET_WORDS or len(plains[words]) == 1):  # "số 29 đường", "29a"
        words += 1
    if words > begin and plains[words] in _SURNAMES:
        # "Phan Đình | Phùng Hà Nội": three words are the usual name, but a city may stand behind two.
        third = first - words == 2 and end - first == 1 and tokens.gaps[end] != COMMA
        if first - words == 1 or (third and plains[first] not in _CITIES and not _VOWELS.isdisjoint(plains[first])):
            return IN_STREET
    return AFTER_ONE_WORD if first - words == 1 and _begins_number(tokens, begin) else 0.0
