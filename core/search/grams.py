"""Which texts look like a typed one: an inverted index of three-letter pieces, in arrays."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

UNASKED = 0.3  # what a piece costs that was not typed, of what one counts that was
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_SPACE, _OTHER = len(_LETTERS), len(_LETTERS) + 1
_BASE = _OTHER + 2  # the last one stands between texts
_BETWEEN = _BASE - 1
_GRAMS = _BASE**3


def _letter_table() -> np.ndarray:
    table = np.full(256, _OTHER, np.int64)
    for number, letter in enumerate(_LETTERS):
        table[ord(letter)] = number
    table[ord(" ")] = _SPACE
    table[ord("\n")] = _BETWEEN
    return table


_TABLE = _letter_table()


class GramTable:
    """An index over texts (ASCII keys, see core.text); a million letters are indexed in a few tenths of a second."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.size = len(keys)
        grams, owners = _grams_of(keys)
        pairs = grams * max(self.size, 1) + owners
        pairs.sort()
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
        self._owners = (pairs % max(self.size, 1)).astype(np.int32)
        self._start = np.searchsorted(pairs // max(self.size, 1), np.arange(_GRAMS + 1))
        # What stands in every text says nothing; what stands in few says much.
        often = np.diff(self._start)
        self._weight = np.log1p(self.size / np.maximum(often, 1)).astype(np.float32)
        self._whole = np.bincount(self._owners, np.repeat(self._weight, often), self.size)

    def alike(self, key: str, most: int) -> np.ndarray:
        """Numbers of the texts that share most with `key`, the best first, `most` at the most."""
        grams = np.unique(_grams_of([key])[0])
        spans = [(int(self._start[g]), int(self._start[g + 1]), float(self._weight[g])) for g in grams.tolist()]
        spans = [span for span in spans if span[1] > span[0]]
        if not spans:
            return np.zeros(0, np.int64)
        owners = np.concatenate([self._owners[low:high] for low, high, _ in spans])
        weights = np.repeat([weight for *_, weight in spans], [high - low for low, high, _ in spans])
        scores = np.bincount(owners, weights, self.size)
        found = np.flatnonzero(scores)
        # Of two that share as much, the one that is little more than that.
        scores = scores - UNASKED * (self._whole - scores)
        if len(found) > most:
            found = found[np.argpartition(scores[found], -most)[-most:]]
        return found[np.argsort(-scores[found], kind="stable")]


def _grams_of(keys: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The pieces of all texts and whose they are; a word's beginning and end count as letters."""
    padded = [f" {key} ".encode("ascii", "replace") for key in keys]
    letters = _TABLE[np.frombuffer(b"\n".join(padded), np.uint8)] if padded else np.zeros(0, np.int64)
    owners = np.repeat(np.arange(len(padded)), [len(text) + 1 for text in padded])[: len(letters)]
    if len(letters) < 3:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    whole = (letters[:-2] != _BETWEEN) & (letters[1:-1] != _BETWEEN) & (letters[2:] != _BETWEEN)
    grams = (letters[:-2] * _BASE + letters[1:-1]) * _BASE + letters[2:]
    return grams[whole], owners[: len(grams)][whole]
