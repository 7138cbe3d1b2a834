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


class Spellings:
    """Known names (compare keys), to be found by a name that is written nearly so.

    Only names that begin with the same letter are looked at, diacritics aside: that is how people mistype.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._by_letter: dict[str, list[tuple[str, str, list[str]]]] = {}
        for key in known:
            bare = ascii_key(key)
            self._by_letter.setdefault(bare[:1], []).append((key, bare, _DIGITS.findall(key)))

    def nearest(self, key: str) -> tuple[Optional[str], bool]:
        """The name that was most likely meant (None: none is near), and whether that is certain.

        Numbers are never guessed: "Đường số 5" is not "Đường số 6". Diacritics left out are certain where only one
        name can be meant; so is one wrong letter in a long name, where no other name is as near.
        """
        numbers, bare = _DIGITS.findall(key), ascii_key(key)
        near = [
            (name, plain)
            for name, plain, digits in self._by_letter.get(bare[:1], ())
            if abs(len(name) - len(key)) <= _MOST and digits == numbers
        ]
        same = [name for name, plain in near if plain == bare]
        if len(same) == 1 and key == bare:
            return same[0], True
        ranked = sorted((distance(key, name, _MOST), name) for name, _ in near)
        ranked = [pair for pair in ranked if pair[0] <= _MOST]
        if not ranked:
            return (same[0] if same else None), False
        gap, name = ranked[0]
        certain = len(ranked) == 1 and gap == 1 and len(key) >= _LONG_ENOUGH
        return (name, certain) if gap == 1 or len(key) >= 2 * _LONG_ENOUGH else (None, False)
