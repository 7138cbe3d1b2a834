"""Where a text names units: every run of words that is the name of one, with the type written beside it."""
from __future__ import annotations

from typing import NamedTuple, Optional

from .tables import Entry, ParserTables, Place
from .tokens import COMMA, DOT, GLUED, Tokens
from .type_words import GLUED_TYPES, LEVELS_OF_TYPE, TYPE_WORDS

_MOST_WORDS = 5
_SHORTEST_BARE = 5  # letters of a one-word name that counts without its type inside other words

BASE, PER_LETTER, MOST_LETTERS = 1.0, 0.12, 14
TYPED, SAME_LEVEL, WRONG_LEVEL = 2.0, 1.2, -1.2
WHOLE_SEGMENT, ENDS_SEGMENT = 1.0, 0.2
MARKS_AGREE, MARKS_DIFFER = 0.6, -1.1
AFTER_STREET_WORD, AFTER_NUMBER = -3.0, -0.8
FUZZY, PER_EDIT = -0.8, -0.9

_STREET_WORDS = frozenset({"duong", "pho", "dg", "d", "ngo", "hem", "ngach", "kiet", "lo"})


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


class TypeAt(NamedTuple):
    """A type word that ends where a name may begin."""

    first: int
    unit_type: str
    is_short: bool


def find_mentions(tokens: Tokens, tables: ParserTables) -> tuple[list[Mention], dict[int, TypeAt]]:
    """All exact mentions, and the type words by the token that follows them."""
    types = _types(tokens)
    entries = tables.entries
    plains, gaps, keys = tokens.plains, tokens.gaps, tokens.keys
    count = len(tokens)
    mentions: list[Mention] = []
    for start in range(count):
        typed = types.get(start)
        name = ""
        for end in range(start + 1, min(start + _MOST_WORDS, count) + 1):
            if end - start > 1 and gaps[end - 1] == COMMA:
                break
            name += plains[end - 1]
            entry = entries.get(name)
            if entry is not None and _may_stand(tokens, start, end, name, typed):
                mentions.append(make_mention(tokens, start, end, entry, typed))
        word = plains[start]
        if len(word) > 4 and word not in tables.words and keys[start] not in tables.words:
            mentions.extend(_glued(tokens, start, entries))
    return mentions, types


def make_mention(
    tokens: Tokens, start: int, end: int, entry: Entry, typed: Optional[TypeAt], edits: int = 0
) -> Mention:
    """A mention with the part of its score that does not depend on which place of the name is meant."""
    gaps = tokens.gaps
    first = typed.first if typed else start
    unit_type = typed.unit_type if typed else None
    if typed is None and end < len(tokens) and gaps[end] != COMMA:
        behind = TYPE_WORDS.get(tokens.plains[end])
        if behind and behind[0].may_follow and gaps[end + 1] == COMMA:
            unit_type, end = behind[0].unit_type, end + 1
    score = BASE + PER_LETTER * min(len(entry.plain), MOST_LETTERS)
    if gaps[end] == COMMA:
        score += WHOLE_SEGMENT if gaps[first] == COMMA else ENDS_SEGMENT
    if gaps[first] != COMMA and first and unit_type is None:
        before = tokens.plains[first - 1]
        if before in _STREET_WORDS and tokens.keys[first - 1] in (before, "đường", "phố", "đ", "đg", "ngõ", "hẻm", "lộ"):
            score += AFTER_STREET_WORD
        elif before.isdecimal():
            score += AFTER_NUMBER
    if edits:
        score += FUZZY + PER_EDIT * edits
    key = "".join(tokens.keys[start:end])
    return Mention(first, start, end, entry, unit_type, edits, score, key, key == "".join(tokens.plains[start:end]))


def place_score(mention: Mention, place: Place) -> float:
    """The score of a mention if it means one place of its name."""
    score = mention.score
    unit_type = mention.unit_type
    if unit_type is not None:
        if unit_type == place.unit.unit_type:
            score += TYPED
        else:
            score += SAME_LEVEL if place.level in LEVELS_OF_TYPE[unit_type] else WRONG_LEVEL
    if not mention.is_plain:
        if mention.key == place.key:
            score += MARKS_AGREE
        elif not mention.edits:
            score += MARKS_DIFFER
    return score


def _types(tokens: Tokens) -> dict[int, TypeAt]:
    found: dict[int, TypeAt] = {}
    plains, keys, gaps = tokens.plains, tokens.keys, tokens.gaps
    count = len(tokens)
    for first, plain in enumerate(plains):
        for word in TYPE_WORDS.get(plain, ()):
            end = first + len(word.tokens)
            if end >= count or gaps[end] == COMMA:
                continue
            if end - first > 1 and tuple(plains[first:end]) != word.tokens:
                continue
            if any(k not in (p, w) for k, p, w in zip(keys[first:end], word.tokens, word.keys)):
                continue
            known = found.get(end)
            if known is None or known.first > first:
                found[end] = TypeAt(first, word.unit_type, word.is_short)
            break
    return found


def _may_stand(tokens: Tokens, start: int, end: int, name: str, typed: Optional[TypeAt]) -> bool:
    if typed is not None:
        return True
    if name.isdecimal():
        return False
    if end - start == 1 and len(name) < _SHORTEST_BARE:
        alone = tokens.gaps[start] == COMMA and tokens.gaps[end] == COMMA
        return alone and len(name) > 1 or name in ("hue", "hcm", "hcmc", "brvt", "vinh", "bmt", "tthue")
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


__all__ = ["DOT", "GLUED", "Mention", "TypeAt", "find_mentions", "make_mention", "place_score"]
