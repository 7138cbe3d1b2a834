"""The numbers along one side of a street, in walking order: those that stand, those between, gaps and letters."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

from ..numbering import canonical_number
from .reasons import NumberReason
from .rules import NumberingRules, Reserve

_PLAIN = re.compile(r"(\d{1,6})\s*([a-z]{0,2})(?:-(\d{1,6})[a-z]{0,2})*")


@dataclass(frozen=True)
class Existing:
    """A number that stands at a house: `main` of "12b" is 12; `covers`: the numbers that "12-16" takes."""

    main: int
    letter: str
    covers: tuple[int, ...]


def read_existing(text: str) -> Optional[Existing]:
    """A plain number of a street; None for none, and for a number in an alley."""
    canonical = canonical_number(text)
    found = _PLAIN.fullmatch(canonical)
    if not found or not int(found[1]):
        return None
    numbers = [int(n) for n in re.findall(r"\d+", canonical)]
    main, last = numbers[0], numbers[-1]
    spans = last > main and last - main <= 40 and (last - main) % 2 == 0
    return Existing(main, found[2], tuple(range(main, last + 1, 2)) if spans else tuple(numbers))


@dataclass(frozen=True)
class Place:
    """A house on a side: its front from `begin` to `end` along the street (m), the number that it has."""

    begin: float
    end: float
    existing: Optional[Existing] = None


@dataclass
class Given:
    """What is proposed for a place: `text` '' where nothing can be."""

    reason: NumberReason
    text: str = ""
    params: dict[str, object] = field(default_factory=dict)
    free: list[int] = field(default_factory=list)
    """Numbers left free before it."""


class Side:
    """One side of a street: numbers `first`, `first` + 2, …; `taken` on the whole street; `voids` along it."""

    def __init__(
        self, first: int, taken: set[int], letters_used: dict[int, set[str]], voids: Sequence[tuple[float, float]],
        rules: NumberingRules,
    ) -> None:  # fmt: skip
        self._first, self._taken, self._letters, self._rules = first, taken, letters_used, rules
        self._voids = voids

    def number(self, places: Sequence[Place]) -> list[Optional[Given]]:
        """What each place (in walking order) gets; None where it has a number, which it keeps."""
        out: list[Optional[Given]] = [None] * len(places)
        anchors = self._anchors(places)
        last, before = -1, self._first - 2
        for anchor in (*anchors, len(places)):
            rows = [k for k in range(last + 1, anchor) if places[k].existing is None]
            known = places[anchor].existing if anchor < len(places) else None
            self._fill(places, rows, last, before, None if known is None else known.main, out)
            if known is not None:
                last, before = anchor, max(n for n in known.covers if (n - self._first) % 2 == 0)
        return out

    def _anchors(self, places: Sequence[Place]) -> list[int]:
        """The houses whose numbers rise along the way: the longest such row; others keep theirs, but rule nothing."""
        rows = [
            k for k, place in enumerate(places)
            if place.existing is not None and (place.existing.main - self._first) % 2 == 0
        ]
        keys = [(e.main, e.letter) for k in rows if (e := places[k].existing) is not None]
        tails: list[tuple[int, str]] = []
        ends: list[int] = []
        back = [-1] * len(rows)
        for i, key in enumerate(keys):
            at = bisect_right(tails, key)
            back[i] = ends[at - 1] if at else -1
            tails[at:at + 1], ends[at:at + 1] = [key], [i]
        row: list[int] = []
        i = ends[-1] if ends else -1
        while i >= 0:
            row.append(rows[i])
            i = back[i]
        return row[::-1]

    def _fill(
        self, places: Sequence[Place], rows: Sequence[int], last: int, before: int, after: Optional[int],
        out: list[Optional[Given]],
    ) -> None:  # fmt: skip
        """Numbers for the houses `rows` between two that have one (`last` -1: from the beginning; `after` None: on)."""
        if not rows:
            return
        gaps = [self._gap(places, k) for k in rows]
        wanted = [self._reserve(gap) for gap in gaps]
        if after is None:
            self._count_on(rows, before, gaps, wanted, out)
            return
        free = [n for n in range(max(before, self._first - 2) + 2, after, 2) if n not in self._taken]
        if len(free) < len(rows):
            self._squeeze(rows, free, before, after, out)
            return
        spare = len(free) - len(rows)
        total = sum(wanted)
        if total > spare:
            wanted = [count * spare // total for count in wanted]
        at = 0
        for k, gap, count in zip(rows, gaps, wanted):
            skipped = free[at: at + count]
            at += count
            self._give(out, k, free[at], before, gap, skipped, after if last >= 0 or len(free) else None)
            before = free[at]
            at += 1

    def _count_on(
        self, rows: Sequence[int], before: int, gaps: Sequence[float], wanted: Sequence[int],
        out: list[Optional[Given]],
    ) -> None:  # fmt: skip
        number = before
        for k, gap, count in zip(rows, gaps, wanted):
            skipped: list[int] = []
            number += 2
            while number in self._taken or len(skipped) < count:
                if number not in self._taken:
                    skipped.append(number)
                number += 2
            self._give(out, k, number, before, gap, skipped, None)
            before = number

    def _squeeze(
        self, rows: Sequence[int], free: Sequence[int], before: int, after: int, out: list[Optional[Given]]
    ) -> None:
        """More houses than free numbers: those left over take the number before them and a letter."""
        for k, number in zip(rows, free):
            self._give(out, k, number, before, 0.0, [], after)
            before = number
        # Before the first number of a street there is none to take: then it is the one behind.
        base = before if before > 0 else after
        for k in rows[len(free):]:
            letter = next((c for c in self._rules.letters if c.lower() not in self._letters[base]), None)
            params: dict[str, object] = {"before": base, "after": after}
            if letter is None:
                out[k] = Given(NumberReason.FULL, "", params)
                continue
            self._letters[base].add(letter.lower())
            out[k] = Given(NumberReason.SUFFIX, f"{base}{letter}", params)

    def _give(
        self, out: list[Optional[Given]], k: int, number: int, before: int, gap: float, skipped: list[int],
        after: Optional[int],
    ) -> None:  # fmt: skip
        self._taken.add(number)
        params: dict[str, object] = {"before": before, "metres": round(gap), "count": len(skipped)}
        if before < self._first:
            reason = NumberReason.FIRST
        elif skipped:
            reason = NumberReason.AFTER_GAP
        elif after is not None:
            reason, params["after"] = NumberReason.BETWEEN, after
        else:
            reason = NumberReason.NEXT
        out[k] = Given(reason, str(number), params, list(skipped))

    def _gap(self, places: Sequence[Place], k: int) -> float:
        """Metres of land without a house before place k, streets that cross not counted."""
        begin = max((place.end for place in places[:k][-8:]), default=0.0)
        end = places[k].begin
        lost = sum(max(min(high, end) - max(low, begin), 0.0) for low, high in self._voids)
        return max(end - begin - lost, 0.0)

    def _reserve(self, gap: float) -> int:
        rules = self._rules
        if rules.reserve is not Reserve.FRONTAGE or gap < rules.gap_from:
            return 0
        return min(int(gap / rules.frontage), rules.largest_gap)


def letters_of(existing: Sequence[Optional[Existing]]) -> dict[int, set[str]]:
    """The letters that are used at each number."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in existing:
        if one is not None and one.letter:
            found[one.main].add(one.letter)
    return found


def before_mouth(alongs: Sequence[float], mouth: float) -> int:
    """The place in a rising row of the last house not beyond a mouth; -1 where there is none."""
    return bisect_left(alongs, mouth + 1e-6) - 1
