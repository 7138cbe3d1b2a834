"""How well typed words stand among the words of many short texts at once."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np

from .words import BEGINNING, likeness, weight

_INITIALS = 3  # letters at least
_RUNS_ON = 5  # letters at least
_TELLING = 0.5  # weight above which a word that nobody typed counts
_KEPT = 1_000_000  # likenesses that are remembered


class WordTable:
    """`texts` are the words of each text (ASCII keys, see core.text). Any thread may ask: all it writes are answers
    that every other would write as well."""

    def __init__(self, texts: Sequence[tuple[str, ...]]) -> None:
        number: dict[str, int] = {}
        rows = [[number.setdefault(word, len(number)) for word in text] for text in texts]
        self._words = list(number)
        none = len(self._words)  # stands behind the last word of a text
        self._ids = np.full((len(rows), max(map(len, rows), default=0) or 1), none, np.int32)
        for at, row in enumerate(rows):
            self._ids[at, : len(row)] = row
        self._telling = np.array([weight(word) > _TELLING for word in self._words] + [False])
        self._squeezed = ["".join(text) for text in texts]
        self._initials = ["".join(word[0] for word in text) for text in texts]
        self._most = max(_KEPT // (none + 1), 32)
        self._known: dict[tuple[str, bool], np.ndarray] = {}

    def found(self, typed: Sequence[str], rows: Optional[np.ndarray] = None) -> tuple[np.ndarray, np.ndarray]:
        """For these texts (all of them by default) how well each typed word stands among their words (texts × typed
        words, 0 to 1), and how many telling words of each nobody typed.

        A word that runs on counts where it is all of them, and so do the first letters of several ("UBND").
        """
        ids = self._ids if rows is None else self._ids[rows]
        numbers = range(len(self._ids)) if rows is None else rows.tolist()
        used = np.unique(ids)
        found = np.empty((len(ids), len(typed)))
        asked = np.zeros(len(self._words) + 1, bool)
        for k, word in enumerate(typed):
            like = self._likenesses(word, k == len(typed) - 1, used)
            asked[used] |= like[used] > 0
            best = like[ids].max(axis=1)
            if len(word) >= _INITIALS:
                for at in np.flatnonzero(best < BEGINNING).tolist():
                    text = numbers[at]
                    if word in self._initials[text] or (len(word) >= _RUNS_ON and word in self._squeezed[text]):
                        best[at] = BEGINNING
            found[:, k] = best
        return found, (self._telling & ~asked)[ids].sum(axis=1)

    def _likenesses(self, typed: str, is_last: bool, used: np.ndarray) -> np.ndarray:
        """By the number of a word; those in `used` are known."""
        known = self._known.get((typed, is_last))
        if known is None:
            if len(self._known) >= self._most:
                self._known = {}
            known = np.full(len(self._words) + 1, np.nan)
            known[-1] = 0.0
            self._known[typed, is_last] = known
        for word in used[np.isnan(known[used])].tolist():
            known[word] = likeness(typed, self._words[word], is_last)
        return known
