"""Where a text names units: every run of words that is the name of one, with the type written beside it."""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, Optional

from .keys import word_breaks
from .surroundings import against
from .tables import Entry, ParserTables, Place
from .tokens import COMMA, Tokens
from .type_words import COMMUNE, DISTRICT, GLUED_TYPES, LEVELS_OF_TYPE, PROVINCE, TYPE_WORDS

_MOST_WORDS = 5
_MOST = 48
_SHORTEST_BARE = 5  # letters of a one-word name that counts without its type inside other words

BASE, PER_LETTER, MOST_LETTERS = 1.0, 0.12, 14
TYPED, SAME_LEVEL, WRONG_LEVEL = 2.0, 1.2, -1.2
WHOLE_SEGMENT, ENDS_SEGMENT = 1.0, 0.2
PLAIN_NAME = 0.04  # Ia Bang rather than Ia Băng, where neither is told
MARKS_AGREE, MARKS_LEFT_OUT, MARKS_DIFFER = 0.6, 0.1, -1.6
BARE = {PROVINCE: 0.6, DISTRICT: 0.0, COMMUNE: 0.0}  # a bare name is the province's, if one is called so
BEST_OF_PLACE = TYPED + MARKS_AGREE
OTHER_WORDS = -2.0  # "Công an" has the letters of Cô Ngân
INSIDE_LONGER, CUT = -2.5, -0.6
FUZZY, PER_EDIT, PER_EDIT_OF_SHORT = -0.8, -0.5, -4.0

_CLEAR_SHORT_NAMES = frozenset({"hue", "hcm", "hcmc", "brvt", "vinh", "bmt", "tthue"})


_SHORT_ENDS = frozenset({"hn", "nt", "kh", "hcm", "hp"})  # others may be a word that lost its vowel: "Lê Thánh Tn"


class Mention(NamedTuple):
    """Tokens first … end-1 name the places of an entry; the name itself begins at `start`, after its type."""

    first: int
    start: int
    end: int
    entry: Entry
    unit_type: Optional[str]
    edits: int
    score: float
    key: str
    is_plain: bool
    breaks: int  # where its words meet: a bit for each number of letters before
    begins: bool  # its segment
    mask: int  # its tokens, a bit for each


class TypeAt(NamedTuple):
    """A type word that ends where a name may begin."""

    first: int
    unit_type: str
    is_short: bool


def find_mentions(tokens: Tokens, tables: ParserTables) -> tuple[list[Mention], dict[int, TypeAt]]:
    """All exact mentions, and the type words by the token that follows them."""
    types = _types(tokens)
    entries, beginnings = tables.entries, tables.beginnings
    plains, gaps, keys = tokens.plains, tokens.gaps, tokens.keys
    count = len(tokens)
    mentions: list[Mention] = []
    for start in range(count):
        written_type = types.get(start)
        name = ""
        for end in range(start + 1, min(start + _MOST_WORDS, count) + 1):
            if end - start > 1 and gaps[end - 1] == COMMA:
                break
            name += plains[end - 1]
            if name not in beginnings:
                break
            entry = entries.get(name)
            if entry is None:
                continue
            typed = None if written_type is None else _type_of(tokens, written_type, entry)
            if _may_stand(tokens, start, end, name, typed):
                mentions.append(make_mention(tokens, start, end, entry, typed))
        word = plains[start]
        if len(word) > 4 and word not in tables.words and keys[start] not in tables.words:
            mentions.extend(_glued(tokens, start, entries))
    return most_likely(_longest_first(tokens, mentions)), types


def most_likely(mentions: list[Mention]) -> list[Mention]:
    """No more mentions than an address holds: a text of nothing but names must not take seconds."""
    if len(mentions) <= _MOST:
        return mentions
    likely = sorted(mentions, key=lambda mention: -mention.score)[:_MOST]
    return sorted(likely, key=lambda mention: mention.first)


def commune_claims(tokens: Tokens, types: Mapping[int, TypeAt]) -> list[int]:
    """The tokens where a name begins that must be a commune's; a lone letter claims little ("P. 1205", "X")."""
    return [
        start
        for start, at in types.items()
        if not at.is_short and COMMUNE in LEVELS_OF_TYPE[at.unit_type] and tokens.gaps[at.first] == COMMA
    ]


def _longest_first(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """A name that is all of its segment leaves little to the names inside it: Tây Ninh in "Tây Ninh Hòa"."""
    gaps = tokens.gaps
    whole = [m for m in mentions if m.end - m.start > 2 and gaps[m.first] == COMMA and gaps[m.end] == COMMA]
    for longer in whole:
        for at, mention in enumerate(mentions):
            inside = longer.start <= mention.start and mention.end <= longer.end
            if inside and mention.end - mention.start < longer.end - longer.start:
                mentions[at] = mention._replace(score=mention.score + INSIDE_LONGER)
    return mentions


def make_mention(
    tokens: Tokens, start: int, end: int, entry: Entry, typed: Optional[TypeAt], edits: int = 0
) -> Mention:
    """A mention with the part of its score that does not depend on which place of the name is meant."""
    gaps = tokens.gaps
    first = typed.first if typed else start
    unit_type = typed.unit_type if typed else None
    plains = tokens.plains[start:end]
    key = "".join(tokens.keys[start:end])
    if typed is None and end < len(tokens) and gaps[end] != COMMA:
        behind = TYPE_WORDS.get(tokens.plains[end])
        if behind and behind[0].may_follow and gaps[end + 1] == COMMA:
            unit_type, end = behind[0].unit_type, end + 1
    score = BASE + PER_LETTER * min(len(entry.plain), MOST_LETTERS)
    if gaps[end] == COMMA:
        score += WHOLE_SEGMENT if gaps[first] == COMMA else ENDS_SEGMENT
    elif unit_type is not None and not tokens.plains[end].isdecimal() and tokens.plains[end] not in TYPE_WORDS:
        score += CUT
    if gaps[first] != COMMA and unit_type is None:
        score += against(tokens, first, end)
    if edits:
        score += FUZZY + edits * (PER_EDIT + PER_EDIT_OF_SHORT / len(entry.plain))
    breaks = word_breaks(plains) if len(plains) > 1 and not edits else 0
    is_plain, begins = key == "".join(plains), gaps[first] == COMMA
    mask = (1 << end) - (1 << first)
    return Mention(first, start, end, entry, unit_type, edits, score, key, is_plain, breaks, begins, mask)


def place_score(mention: Mention, place: Place) -> float:
    """The score of a mention if it means one place of its name."""
    score = mention.score
    unit_type = mention.unit_type
    if unit_type is not None:
        if unit_type == place.unit.unit_type:
            score += TYPED
        else:
            score += SAME_LEVEL if place.level in LEVELS_OF_TYPE[unit_type] else WRONG_LEVEL
    else:
        score += BARE[place.level]
    if mention.breaks & ~place.breaks:
        score += OTHER_WORDS
    if mention.key == place.key:
        score += PLAIN_NAME if mention.is_plain else MARKS_AGREE
    elif not mention.is_plain:
        score += _marks(mention.key, place.key, mention.edits > 0)
    return score


@lru_cache(maxsize=1 << 14)
def _marks(typed: str, known: str, misspelt: bool) -> float:
    """How the diacritics of two keys agree whose letters are the same, or nearly."""
    if misspelt:
        same = sorted(c for c in typed if c > "\x7f") == sorted(c for c in known if c > "\x7f")
        return MARKS_AGREE if same else 0.0
    if len(typed) != len(known):
        return MARKS_DIFFER
    wrong = sum([a != b for a, b in zip(typed, known) if not a.isascii()])
    return MARKS_DIFFER * wrong if wrong else MARKS_LEFT_OUT


def _types(tokens: Tokens) -> dict[int, TypeAt]:
    found: dict[int, TypeAt] = {}
    plains, keys, gaps = tokens.plains, tokens.keys, tokens.gaps
    count = len(tokens)
    for first, plain in enumerate(plains):
        for word in TYPE_WORDS.get(plain, ()):
            end = first + len(word.tokens)
            if end >= count or gaps[end] == COMMA:
                continue
            if end - first > 1 and (tuple(plains[first:end]) != word.tokens or gaps[first + 1] == COMMA):
                continue
            if any(k not in (p, w) for k, p, w in zip(keys[first:end], word.tokens, word.keys)):
                continue
            known = found.get(end)
            if known is None or known.first > first:
                found[end] = TypeAt(first, word.unit_type, word.is_short)
            break
    return found


def _ends_in_short_forms(tokens: Tokens, start: int) -> bool:
    """Whether the rest of a segment is of short forms that nothing else is written like: "tran phu nt kh"."""
    while tokens.plains[start] in _SHORT_ENDS:
        start += 1
        if tokens.gaps[start] == COMMA:
            return True
    return False


def _type_of(tokens: Tokens, typed: TypeAt, entry: Entry) -> Optional[TypeAt]:
    """The type before a name; in "12 Tuệ Tĩnh - Lộc Thọ" are the letters of one that no commune bears."""
    if typed.unit_type != "Tỉnh" or entry.provinces or tokens.gaps[typed.first] == COMMA:
        return typed
    return None


def _may_stand(tokens: Tokens, start: int, end: int, name: str, typed: Optional[TypeAt]) -> bool:
    if name.isdecimal():
        return typed is not None and typed.unit_type in ("Phường", "Quận")  # "H12" is a hẻm
    if typed is not None:
        return True
    if end - start == 1 and len(name) < _SHORTEST_BARE:
        alone = tokens.gaps[start] == COMMA and tokens.gaps[end] == COMMA
        written = tokens.written(start, end)
        # "tổ 14 Vĩnh Hải NT": capitals at the end, where not all is in capitals.
        is_short_form = tokens.gaps[end] == COMMA and written.isupper() and not tokens.text.isupper()
        is_short_form = is_short_form or _ends_in_short_forms(tokens, start)
        return ((alone or is_short_form) and len(name) > 1) or name in _CLEAR_SHORT_NAMES
    return True


def _glued(tokens: Tokens, start: int, entries: dict[str, Entry]) -> list[Mention]:
    """"tpnhatrang", "phuongvinhhai": a type glued to the name."""
    word = tokens.plains[start]
    for form, unit_type in GLUED_TYPES:
        if not word.startswith(form) or len(word) - len(form) < 3:
            continue
        name = word[len(form):]
        typed = TypeAt(start, unit_type, False)
        for end in range(start + 1, min(start + 3, len(tokens)) + 1):
            if end - start > 1:
                if tokens.gaps[end - 1] == COMMA:
                    break
                name += tokens.plains[end - 1]
            entry = entries.get(name)
            if entry is not None:
                made = make_mention(tokens, start, end, entry, typed)
                return [made._replace(is_plain=True)]
    return []
