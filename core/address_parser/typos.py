"""Finding the names that a misspelt one may mean: an index of all names with one letter left out."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

_SHORTEST = 4  # of a name that is guessed at
_LONG, _VERY_LONG = 6, 10  # letters from which two and three edits are still the same name, among few


class TypoIndex:
    """Names (spaceless ASCII keys) by what is left when one letter is dropped; made when first asked."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [name for name in names if len(name) >= _SHORTEST]

    def near(self, typed: str) -> Iterator[tuple[str, int]]:
        """Names that one or two edits make of the typed one, with the number of edits; the name itself is 0."""
        if len(typed) < _SHORTEST:
            return
        index = self._index
        found: set[str] = set()
        for variant in shortened(typed):
            found.update(index.get(variant, ()))
        limit = 1 if len(typed) < 6 else 2
        for name in found:
            edits = distance(typed, name, limit)
            if edits <= limit:
                yield name, edits

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            for variant in shortened(name):
                index[variant].append(name)
        return dict(index)


class FewNames:
    """The names among which a misspelt one must be: up to three edits make one of a typed one, by its length."""

    def __init__(self, names: Iterable[str]) -> None:
        long_enough = [name for name in dict.fromkeys(names) if len(name) >= _SHORTEST]
        self._names = [(name, len(name), _edits_of(name), _letters(name)) for name in long_enough]

    def near(self, typed: str) -> Iterator[tuple[str, int]]:
        """Names that a few edits make of the typed one, with the number of edits; the name itself is 0."""
        size, letters = len(typed), _letters(typed)
        for name, length, limit, others in self._names:
            if -limit <= size - length <= limit and bin(letters ^ others).count("1") <= 2 * limit:
                edits = distance(typed, name, limit)
                if edits <= limit:
                    yield name, edits


def _edits_of(name: str) -> int:
    return 3 if len(name) >= _VERY_LONG else 2 if len(name) >= _LONG else 1


@lru_cache(maxsize=1 << 14)
def _letters(word: str) -> int:
    bits = 0
    for char in word:
        bits |= 1 << (ord(char) & 31)
    return bits


def shortened(word: str) -> set[str]:
    """The word and all that is left of it when one letter is dropped."""
    return {word, *(word[:at] + word[at + 1:] for at in range(len(word)))}


def distance(a: str, b: str, limit: int) -> int:
    """Edits (insert, drop, change, swap neighbours) from a to b; limit + 1 for more than `limit`."""
    if a == b:
        return 0
    start = 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    a, b = a[start:len(a) - end], b[start:len(b) - end]
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    if not a or not b:
        return max(len(a), len(b))
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = before[j - 1] + (char != other)
            cost = min(cost, before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
