"""The streets, settlements and names of a register with their communes, ranked by what somebody types."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..text import ascii_key, compare_key
from .grams import GramTable
from .query import Query
from .word_table import WordTable
from .words import weight

LINES = 60  # texts that look most alike are compared word by word
UNASKED = 0.02  # what each word costs that nobody typed: of "Lê Lợi" and "Lê Lợi nối dài" the first
ACCENTS = 0.05  # what typing the right diacritics is worth
NAMED = 0.7  # a typed word that is at least so like one of the line names it
TOO_FAR = 0.45  # a place less alike than that is no answer


@dataclass(frozen=True)
class RankedPlace:
    """A place with how well it fits (0 to about 1), and which reading of the query says so."""

    place: int
    reading: int
    score: float


class Places:
    """`lines` are distinct texts (a street with its settlement, or a name), `communes` distinct texts of their units;
    place i is line `line_of[i]` in commune `commune_of[i]`."""

    def __init__(
        self, lines: Sequence[str], communes: Sequence[str], line_of: np.ndarray, commune_of: np.ndarray
    ) -> None:
        keys = [" ".join(_words_of(line)) for line in lines]
        self._lines, self._table = list(lines), GramTable(keys)
        self._line_words = WordTable([tuple(key.split()) for key in keys])
        self._commune_words = WordTable([tuple(_words_of(commune)) for commune in communes])
        self._accented: dict[int, frozenset[str]] = {}
        self.communes = list(communes)
        self._commune_of = commune_of
        order = np.argsort(line_of, kind="stable")
        self._places = order
        self._start = np.searchsorted(line_of[order], np.arange(len(lines) + 1))
        self._by_squeezed: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(keys):
            self._by_squeezed[key.replace(" ", "")].append(number)

    def __len__(self) -> int:
        return len(self._commune_of)

    def rank(self, query: Query, most: int) -> list[RankedPlace]:
        """The places that fit best, `most` at the most."""
        if not query.words or not len(self):
            return []
        lines = self._alike(query)
        if not len(lines):
            return []
        in_lines, unasked = self._line_words.found(query.words, lines)
        in_communes, _ = self._commune_words.found(query.words)
        accents = self._accents(query, lines)
        weights = np.array([weight(word) for word in query.words])
        sizes = self._start[lines + 1] - self._start[lines]
        places = np.concatenate([self._places[self._start[i]: self._start[i + 1]] for i in lines])
        row = np.repeat(np.arange(len(lines)), sizes)
        mine, ours = in_lines[row], in_communes[self._commune_of[places]]
        both, of_line = np.maximum(mine, ours), (mine >= NAMED) & (mine >= ours)
        best: dict[int, RankedPlace] = {}
        for number, reading in enumerate(query.readings):
            rest = np.array(reading.rest, np.int64)
            if not len(rest):
                continue
            share = (both[:, rest] @ weights[rest]) / weights[rest].sum()
            # Something of the line itself must have been typed, not its commune alone.
            named = of_line[:, rest].any(axis=1)
            score = np.where(named, share + accents[row] - UNASKED * unasked[row], 0.0)
            near = np.flatnonzero(score >= TOO_FAR)
            for at in near[np.argsort(-score[near], kind="stable")[:most]].tolist():
                found = RankedPlace(int(places[at]), number, float(score[at]))
                if found.place not in best or best[found.place].score < found.score or reading.number:
                    best[found.place] = max(found, best.get(found.place, found), key=lambda f: f.score)
        return sorted(best.values(), key=lambda f: -f.score)[:most]

    def _alike(self, query: Query) -> np.ndarray:
        found = [self._table.alike(" ".join(query.words), LINES)]
        for reading in query.readings:
            rest = [query.words[i] for i in reading.rest]
            if reading.number and rest:
                found.append(self._table.alike(" ".join(rest), LINES // 2))
            # Words that run together: "nguyenhue".
            found.append(np.array(self._by_squeezed.get("".join(rest), []), np.int64))
        return np.unique(np.concatenate(found))

    def _accents(self, query: Query, lines: np.ndarray) -> np.ndarray:
        """What each line gains by the diacritics that were typed."""
        marked = [compare_key(word) for word in query.written if not word.isascii()]
        if not marked:
            return np.zeros(len(lines))
        right = [sum(word in words for word in marked) for words in map(self._words_as_written, lines.tolist())]
        return ACCENTS * np.array(right) / len(marked)

    def _words_as_written(self, line: int) -> frozenset[str]:
        words = self._accented.get(line)
        if words is None:
            words = self._accented[line] = frozenset(compare_key(self._lines[line]).split())
        return words


def _words_of(text: str) -> list[str]:
    return [word for word in ascii_key(text.replace(",", " ").replace(".", " ")).split() if word]
