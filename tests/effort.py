"""How hard the tests try, by the variable DIACHISO_EFFORT: `usual`, `thorough` before a release, `brief` where another
run has already tried.

What a test proves stays the same; it is shown with more or fewer examples, kills and objects.
"""
from __future__ import annotations

import glob
import os
import time
from typing import Any

from hypothesis import settings

NAME = os.environ.get("DIACHISO_EFFORT", "usual")
SHARE = {"brief": 0.2, "usual": 0.6, "thorough": 5.0}[NAME]
FEWEST = 3


def effort(count: int, promised: bool = False) -> int:
    """The number of examples (kills, objects) to try of `count`; a usual run tries all where they are `promised`."""
    share = max(SHARE, 1.0) if promised and NAME != "brief" else SHARE
    return max(min(count, FEWEST), round(count * share))


def few_cases(items: list[Any]) -> tuple[list[Any], list[Any]]:
    """The tests to run and those to leave out, where DIACHISO_CASES limits the cases of each parametrized test.

    The first and the last of a table are kept, and between them evenly.
    """
    most = int(os.environ.get("DIACHISO_CASES", "0"))
    if not most:
        return items, []
    tables: dict[str, list[Any]] = {}
    for item in items:
        tables.setdefault(item.nodeid.split("[")[0], []).append(item)
    out: set[int] = set()
    for cases in tables.values():
        if len(cases) > most:
            kept = {round(k * (len(cases) - 1) / max(most - 1, 1)) for k in range(most)}
            out.update(id(item) for k, item in enumerate(cases) if k not in kept)
    return [item for item in items if id(item) not in out], [item for item in items if id(item) in out]


def load_profile() -> None:
    """What Hypothesis does where a test does not say it: the same examples each time; others are sought thoroughly."""
    settings.register_profile(NAME, max_examples=effort(100), deadline=None, derandomize=NAME != "thorough")
    settings.load_profile(NAME)


def own_time() -> float:
    """A clock in seconds that stands still while this thread waits for a core that others use (Linux).

    Limits of time are read from it: the tests share their machine, with each other at least.
    """
    try:
        with open("/proc/thread-self/schedstat") as file:
            waited = int(file.read().split()[1]) / 1e9
    except (OSError, IndexError):
        waited = 0.0
    return time.monotonic() - waited


class Laps:
    """Seconds between two moments, without those in which any thread of this process waited for a core (Linux).

    A window stands still, too, while the thread that holds Python's lock waits. With idle cores nobody does.
    """

    def __init__(self) -> None:
        self._at, self._waits = time.monotonic(), _waits()

    def lap(self) -> float:
        """Seconds since the last time."""
        at, waits = time.monotonic(), _waits()
        waited = sum(value - self._waits.get(thread, 0.0) for thread, value in waits.items())
        took, self._at, self._waits = at - self._at - waited, at, waits
        return took


def _waits() -> dict[str, float]:
    """How long each thread has waited for a core so far, in seconds."""
    found = {}
    for file in glob.glob("/proc/self/task/*/schedstat"):
        try:
            with open(file) as opened:
                found[file] = int(opened.read().split()[1]) / 1e9
        except (OSError, IndexError):
            continue  # the thread has ended
    return found
