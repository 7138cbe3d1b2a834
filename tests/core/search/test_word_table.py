"""Typed words among the words of many texts at once: the same as looking at each pair."""
from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.search.word_table import WordTable
from diachiso.core.search.words import BEGINNING, likeness, weight

from ...effort import effort

WORDS = "le loi loii tran phu tranphu nguyen hue duong so 12 12a noi dai ubnd uy ban nhan dan tp"
WORD = st.sampled_from(WORDS.split())
TEXT = st.lists(WORD, max_size=5).map(tuple)


def plainly(typed: list[str], text: tuple[str, ...]) -> tuple[list[float], int]:
    """The definition, a pair at a time."""
    last, found = len(typed) - 1, []
    for i, word in enumerate(typed):
        best = max((likeness(word, other, i == last) for other in text), default=0.0)
        initials, squeezed = "".join(w[0] for w in text), "".join(text)
        stands = word in initials or (len(word) >= 5 and word in squeezed)
        found.append(BEGINNING if len(word) >= 3 and best < BEGINNING and stands else best)
    unasked = [
        other for other in text
        if weight(other) > 0.5 and not any(likeness(word, other, i == last) > 0 for i, word in enumerate(typed))
    ]  # fmt: skip
    return found, len(unasked)


@settings(max_examples=effort(150), deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=6), st.lists(st.lists(WORD, min_size=1, max_size=4), min_size=1, max_size=3))
def test_many_at_once_are_as_each_alone(texts: list[tuple[str, ...]], queries: list[list[str]]) -> None:
    table = WordTable(texts)
    for typed in queries:
        for rows in (None, np.arange(len(texts))[::2]):
            chosen = texts if rows is None else texts[::2]
            found, unasked = table.found(typed, rows)
            wanted = [plainly(typed, text) for text in chosen]
            assert found.tolist() == [one for one, _ in wanted]
            assert unasked.tolist() == [count for _, count in wanted]
