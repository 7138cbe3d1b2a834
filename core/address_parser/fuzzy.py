"""Guessing at misspelt names where the exact ones leave a text unexplained."""
from __future__ import annotations

from collections.abc import Sequence

from .chains import Chain
from .mentions import Mention, TypeAt, make_mention
from .tables import ParserTables
from .tokens import COMMA, Tokens

_MOST_WORDS = 4


def fuzzy_mentions(
    tokens: Tokens, tables: ParserTables, types: dict[int, TypeAt], chains: Sequence[Chain]
) -> list[Mention]:
    """Mentions by names near to what stands in the tokens that the best chain does not explain."""
    best = chains[0] if chains else None
    if best is not None and best.commune is not None and (best.province is not None or best.district is not None):
        return []
    used: set[int] = set()
    for mention in best.mentions if best else ():
        used.update(range(mention.first, mention.end))
    found: list[Mention] = []
    count = len(tokens)
    for start in range(count):
        if start in used or tokens.plains[start].isdecimal():
            continue
        name = ""
        for end in range(start + 1, min(start + _MOST_WORDS, count) + 1):
            if end - 1 in used or (end - start > 1 and tokens.gaps[end - 1] == COMMA):
                break
            name += tokens.plains[end - 1]
            whole = tokens.gaps[start] == COMMA and (end == count or tokens.gaps[end] == COMMA)
            if start not in types and not whole and end - start < 2:
                continue
            for near, edits in tables.typos.near(name):
                if edits:
                    found.append(make_mention(tokens, start, end, tables.entries[near], types.get(start), edits))
    return found
