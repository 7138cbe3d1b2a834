"""The parameter RESULTS: which results of the review, by their numbers."""
from __future__ import annotations

import re

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message

RESULTS = "RESULTS"

BAD_NUMBERS = Message(
    "results_bad_numbers",
    QT_TRANSLATE_NOOP(
        "diachiso", "“{text}” is no number of a result. Write numbers with commas between, such as 12,13,14."
    ),
)


def result_numbers(text: str) -> list[int]:
    """The numbers in the order given, each once (DiachisoError)."""
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    wrong = next((part for part in parts if not (part.isascii() and part.isdigit() and len(part) < 19)), None)
    if wrong is not None:
        raise DiachisoError(BAD_NUMBERS, text=wrong)
    return list(dict.fromkeys(map(int, parts)))
