"""Rows of one table from three places side by side: as they were, as they are here, as they are there."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Optional, Union

Key = Union[int, str]
Values = tuple[Any, ...]
Row = tuple[Key, Values]


@dataclass(frozen=True)
class Trio:
    """A row by its key: its values before, here (mine) and there (theirs); None where there is no such row."""

    key: Key
    base: Optional[Values]
    mine: Optional[Values]
    theirs: Optional[Values]


def differing(base: Iterable[Row], mine: Iterable[Row], theirs: Iterable[Row]) -> Iterator[Trio]:
    """The rows that are not the same in all three places. Each comes in ascending order of its keys, none twice.

    One row of each is held at a time, so that it matters not how many there are.
    """
    sides = [iter(side) for side in (base, mine, theirs)]
    heads: list[Optional[Row]] = [next(side, None) for side in sides]
    while True:
        keys = [head[0] for head in heads if head is not None]
        if not keys:
            return
        key = min(keys)
        found: list[Optional[Values]] = [None, None, None]
        for k, head in enumerate(heads):
            if head is not None and head[0] == key:
                found[k] = head[1]
                heads[k] = next(sides[k], None)
        if not found[0] == found[1] == found[2]:
            yield Trio(key, *found)
