"""Long work asks now and then whether it is still wanted."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Callable, TypeVar

T = TypeVar("T")

Check = Callable[[], None]
"""Raises an error of the caller's where the work is no longer wanted."""

OFTEN = 20_000  # items of a loop between two questions: some tenths of a second


def never_asked() -> None:
    """The Check of work that nobody can cancel."""


def watched(items: Iterable[T], check: Check, every: int = OFTEN) -> Iterator[T]:
    """The items; `check` is asked between them now and then."""
    for k, item in enumerate(items):
        if k % every == 0:
            check()
        yield item
