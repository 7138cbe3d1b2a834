"""How hard the tests try, by the variable DIACHISO_EFFORT: `usual`, `thorough` before a release, `brief` where another
run has already tried.

What a test proves stays the same; it is shown with more or fewer examples, kills and objects.
"""
from __future__ import annotations

import os

from hypothesis import settings

NAME = os.environ.get("DIACHISO_EFFORT", "usual")
SHARE = {"brief": 0.2, "usual": 1.0, "thorough": 5.0}[NAME]
FEWEST = 3


def effort(count: int) -> int:
    """The number of examples (kills, objects) to try, where a usual run tries `count`."""
    return max(min(count, FEWEST), round(count * SHARE))


def load_profile() -> None:
    """What Hypothesis does where a test does not say it."""
    settings.register_profile(NAME, max_examples=effort(100), deadline=None)
    settings.load_profile(NAME)
