"""How near two written names are: for proposing the one that was meant."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Optional

from ..text import ascii_key

_DIGITS = re.compile(r"\d+")
_LONG_ENOUGH = 7  # letters of a name of which one may be wrong and the name still be certain
_MOST = 2  # wrong letters of a proposal


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or exchange with their neighbour; `most` + 1 where it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def nearest(key: str, known: Iterable[str]) -> tuple[Optional[str], bool]:
    """The key among `known` that was most likely meant (None: none is near), and whether that is certain.

    Numbers are never guessed: "Đường số 5" is not "Đường số 6". Diacritics left out are certain where only one name
    can be meant; so is one wrong letter in a long name that begins alike, where no other name is as near.
    """
    numbers, bare = _DIGITS.findall(key), ascii_key(key)
    candidates = [name for name in known if _DIGITS.findall(name) == numbers]
    same = [name for name in candidates if ascii_key(name) == bare]
    if len(same) == 1 and key == bare:
        return same[0], True
    ranked = sorted((distance(key, name, _MOST), name) for name in candidates)
    ranked = [pair for pair in ranked if pair[0] <= _MOST]
    if not ranked:
        return (same[0] if same else None), False
    gap, name = ranked[0]
    alone = len(ranked) == 1
    certain = alone and gap == 1 and len(key) >= _LONG_ENOUGH and key[0] == name[0]
    return (name, certain) if gap == 1 or len(key) >= 2 * _LONG_ENOUGH else (None, False)
