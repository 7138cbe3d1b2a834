"""Guessing at misspelt names where the exact ones leave a text unexplained."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Optional

from .chains import Chain
from .mentions import Mention, TypeAt, make_mention, most_likely
from .surroundings import begins_local, runs_on
from .tables import ParserTables
from .tokens import COMMA, Tokens
from .type_words import COMMUNE, DISTRICT, TYPE_WORDS, is_behind
from .typos import FewNames

_MOST_WORDS = 5
_MOST_SPANS = 40
_MOST_EDITS = 3
_SURE = 1  # edit of a name that nothing parts from the street before it: Hai Bà Trưng is not in Tà Nung
_FEW = 200  # children that are all compared


def fuzzy_mentions(
    tokens: Tokens, tables: ParserTables, types: dict[int, TypeAt], chains: Sequence[Chain], used: set[int]
) -> list[Mention]:
    """Mentions by names near to what stands in the tokens that the best chain does not explain."""
    best = chains[0] if chains else None
    is_complete = best is not None and best.commune is not None and best.province is not None and (
        best.district is not None or not best.commune.is_legacy
    )  # fmt: skip
    # A name that ends amid a run of words may be the beginning of a longer one.
    free = used - _cut(tokens, best, used)
    children = _children(tables, best)
    found: dict[tuple[int, int, str], Mention] = {}
    for start, end, typed in islice(_spans(tokens, types, free, is_complete), _MOST_SPANS):
        name = "".join(tokens.plains[start:end])
        most = _SURE if typed is None and runs_on(tokens, start) else _MOST_EDITS
        near = dict(tables.typos.near(name))
        for other, edits in children.near(name) if children else ():
            near.setdefault(other, edits)
        for other, edits in near.items():
            if 0 < edits <= most:
                found[start, end, other] = make_mention(tokens, start, end, tables.entries[other], typed, edits)
    return most_likely(list(found.values()))


def _cut(tokens: Tokens, best: Optional[Chain], used: set[int]) -> set[int]:
    """The tokens of mentions that may be only a part of a longer, misspelt name."""
    cut: set[int] = set()
    for mention in best.mentions if best else ():
        end, first = mention.end, mention.first
        goes_on = tokens.gaps[end] != COMMA and end not in used and not tokens.plains[end].isdecimal()
        # "Xã Na Thụy Anh": what stands between a type and a name that is not its own.
        begin = tokens.segments[first]
        begins = first > begin and first - 1 not in used and tokens.plains[begin] in TYPE_WORDS
        if (mention.unit_type and goes_on) or begins:
            cut.update(range(first, end))
    return cut


def _spans(
    tokens: Tokens, types: dict[int, TypeAt], used: set[int], is_complete: bool
) -> Iterator[tuple[int, int, Optional[TypeAt]]]:
    """Runs of words that may be a misspelt name, with the type before them."""
    count = len(tokens)
    start = 0
    first_used, last_used = (min(used), max(used)) if used else (count, -1)
    while start < count:
        if start in used:
            start += 1
            continue
        end = start + 1
        while end < count and end not in used and tokens.gaps[end] != COMMA:
            end += 1
        seen: set[tuple[int, int]] = set()
        for at in range(start, end):
            typed = types.get(at)
            if typed is not None and typed.first >= start and not tokens.plains[at].isdecimal():
                for stop in range(at + 1, min(end, at + _MOST_WORDS) + 1):
                    seen.add((at, stop))
                    yield at, stop, typed
        is_segment = tokens.gaps[start] == COMMA == tokens.gaps[end]
        if not is_complete or first_used < start < last_used or is_segment:
            yield from ((at, stop, None) for at, stop in _edges(tokens, used, start, end) if (at, stop) not in seen)
        start = end


def _edges(tokens: Tokens, used: set[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where in a run a name may stand: all of a segment, or the words beside a unit that no comma parts from them."""
    is_local = begins_local(tokens, start)
    before_unit = end in used and tokens.gaps[end] != COMMA
    behind_unit = start - 1 in used and tokens.gaps[start] != COMMA
    if not (before_unit or behind_unit):
        if end - start > 1 and is_behind(tokens.plains[end - 1]):
            end -= 1
        if not is_local and end - start <= _MOST_WORDS and not _has_number(tokens, start, end):
            yield start, end
        return
    if before_unit:
        # Where nothing parts the street from the commune, it has one word at least.
        first = start
        if is_local:
            while first < end and not tokens.plains[first].isalpha():
                first += 1
            first += 1
        for at in range(max(first, end - _MOST_WORDS), end):
            if not _has_number(tokens, at, end):
                yield at, end
    if behind_unit and not is_local:
        for stop in range(start + 1, min(end, start + _MOST_WORDS) + 1):
            if not _has_number(tokens, start, stop):
                yield start, stop


def _has_number(tokens: Tokens, start: int, end: int) -> bool:
    return any(word.isdecimal() for word in tokens.plains[start:end])


def _children(tables: ParserTables, best: Optional[Chain]) -> Optional[FewNames]:
    """The names of the units among which the missing one must be, where they are few."""
    if best is None or (best.commune is not None and (best.district is not None or not best.commune.is_legacy)):
        return None
    if best.district is not None:
        return tables.names_below(best.district.id, COMMUNE)
    province = best.lowest.province
    return tables.names_below(province, DISTRICT) or tables.names_below(province, None, _FEW)
