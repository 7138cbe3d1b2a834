"""Rules along a street: an address near it, even and odd on their sides, numbers in order, gaps and jumps.

Which side is odd and which way numbers rise is learnt from the houses themselves, chain by chain: many streets were
numbered before the rule of today (left odd, right even), and lines are drawn in either direction.
"""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..patience import Check
from .catalogue import Rule
from .frame import Frame
from .gathered import PLAIN, Gathered, groups_of, told
from .hits import Hit
from .records import AddressReader
from .street_lines import Feet

_SHOWN = ("address_id", "stage", "commune_code", "house_number", "alley", "street")
_NAMES = ("street_far", "alley_suspected", "number_wrong_side", "number_out_of_order", "number_gap", "number_jump")
_ON_THE_LINE = 0.5  # metres: nearer than that no side can be told
_FRONT = 60.0  # metres off the street, where the rule that says so is not asked


@dataclass(frozen=True)
class _Found:
    """Addresses (k,) with what a rule says of them: numbers for the message, another address (-1 none)."""

    rule: Rule
    at: np.ndarray
    other: np.ndarray
    told: list[dict[str, object]]
    drawn: bool = False


def along_streets(data: Gathered, reader: AddressReader, feet: Feet, check: Check) -> Iterator[Hit]:
    """The hits of the rules of this module that the book wants."""
    rules = {name: rule for name in _NAMES if (rule := data.bench.rule(name)) is not None}
    for found in _found(data, feet, rules, check):
        other = np.where(found.other >= 0, data.fid[found.other], -1)
        yield from told(reader, data.bench.memory, data.fid[found.at], other, _SHOWN, check, _Teller(data, feet, found))


class _Teller:
    """Makes the hits of what one rule found."""

    def __init__(self, data: Gathered, feet: Feet, found: _Found) -> None:
        self._data, self._feet, self._found = data, feet, found

    def __call__(self, frame: Frame, row: int, twin: int, k: int) -> Iterator[Hit]:
        found = self._found
        number, street = frame.values("house_number")[row], frame.values("street")[row]
        params = {"number": str(number or ""), "street": str(street or ""), **found.told[k]}
        if twin >= 0:
            params["other"] = str(frame.values("house_number")[twin] or "")
        line: tuple[tuple[float, float], ...] = ()
        if found.drawn:
            foot = self._data.plane.lonlat(self._feet.foot[found.at[k]])
            line = ((float(frame.lon[row]), float(frame.lat[row])), (float(foot[0]), float(foot[1])))
        seen = (number, frame.values("alley")[row], street, float(frame.lon[row]), float(frame.lat[row]))
        yield frame.hit(found.rule, row, watched=seen, params=params, line=line)


def _found(data: Gathered, feet: Feet, rules: dict[str, Rule], check: Check) -> Iterator[_Found]:
    near = data.live & (feet.chain >= 0)
    limit = np.full(data.size, np.inf)
    far = rules.get("street_far")
    if far is not None:
        limit = np.where(data.kind == PLAIN, far.tolerance("metres"), far.tolerance("alley_metres"))
        yield _distant(far, np.flatnonzero(near & (feet.distance > limit)), feet)
    alley = rules.get("alley_suspected")
    if alley is not None:
        off = near & (data.kind == PLAIN) & (feet.distance > alley.tolerance("metres")) & (feet.distance <= limit)
        yield _distant(alley, np.flatnonzero(off), feet)
    numbered = [rules[name] for name in _NAMES[2:] if name in rules]
    if not numbered:
        return
    check()
    sides = _Sides(data, feet, near & (data.kind == PLAIN) & (data.main >= 0) & (data.parent == 0))
    wrong = rules.get("number_wrong_side")
    at, _, odd, misplaced = sides.judged(wrong)
    if wrong is not None:
        yield _on_side(wrong, at[misplaced], odd[misplaced])
    out_of_place = np.zeros(data.size, bool)
    out_of_place[at[misplaced]] = True
    order = rules.get("number_out_of_order")
    for front in sorted({rule.tolerance("front_metres") for rule in numbered if rule is not wrong}):
        check()
        at, side = sides.within(front)
        keeps = ~out_of_place[at]
        of_front = {rule.id: rule for rule in numbered if rule.tolerance("front_metres") == front}
        yield from _sequence(data, feet, of_front, order, at[keeps], side[keeps], check)


class _Sides:
    """The houses that stand along a street with a plain number; a building counts, its units do not."""

    def __init__(self, data: Gathered, feet: Feet, houses: np.ndarray) -> None:
        self._data, self._feet = data, feet
        self._houses = houses & (feet.distance > _ON_THE_LINE)

    def within(self, front: float) -> tuple[np.ndarray, np.ndarray]:
        """Houses (k,) not farther off their street than that, and a number for the side of each (k,)."""
        at = np.flatnonzero(self._houses & (self._feet.distance <= front))
        return at, self._feet.chain[at] * 2 + self._feet.left[at]

    def judged(self, rule: Optional[Rule]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Houses, their sides, whether most of the side are odd, and whether a house has the other side's number."""
        at, side = self.within(rule.tolerance("front_metres") if rule else _FRONT)
        wrong, mostly = _wrong_side(side, self._data.main[at] % 2 == 1, rule)
        return at, side, mostly, wrong


def _distant(rule: Rule, at: np.ndarray, feet: Feet) -> _Found:
    params: list[dict[str, object]] = [{"metres": round(float(d))} for d in feet.distance[at]]
    return _Found(rule, at, np.full(len(at), -1), params, drawn=True)


def _wrong_side(side: np.ndarray, odd: np.ndarray, rule: Optional[Rule]) -> tuple[np.ndarray, np.ndarray]:
    """Which addresses have the number of the other side (k,), and whether most of their side are odd (k,)."""
    least, share = (rule.tolerance("least_houses"), rule.tolerance("share")) if rule else (6.0, 0.8)
    order, start = groups_of(side)
    size = np.diff(start)
    if len(size) == 0:
        return np.zeros(0, bool), np.zeros(0, bool)
    odds = np.add.reduceat(odd[order].astype(np.int64), start[:-1])
    mostly = odds * 2 > size
    clear = (size >= least) & (np.maximum(odds, size - odds) >= share * size)
    of_row, clear_row = np.zeros(len(side), bool), np.zeros(len(side), bool)
    of_row[order], clear_row[order] = np.repeat(mostly, size), np.repeat(clear, size)
    return clear_row & (odd != of_row), of_row


def _on_side(rule: Rule, at: np.ndarray, odd: np.ndarray) -> _Found:
    words = {True: {"vi": "lẻ", "en": "odd"}, False: {"vi": "chẵn", "en": "even"}}
    params: list[dict[str, object]] = [{"parity": words[bool(o)]} for o in odd]
    return _Found(rule, at, np.full(len(at), -1), params, drawn=True)


def _sequence(
    data: Gathered, feet: Feet, rules: dict[str, Rule], order: Optional[Rule], at: np.ndarray, side: np.ndarray,
    check: Check,
) -> Iterator[_Found]:
    """Numbers that do not rise (or fall) with those around them, and the gaps and jumps between those that do."""
    least, share = (order.tolerance("least_houses"), order.tolerance("share")) if order else (5.0, 0.8)
    along, number = np.round(feet.along[at]), data.main[at]
    rank = np.lexsort((number, along, side))
    start = groups_of(side[rank])[1]
    out_of: list[int] = []
    next_to: list[int] = []
    steps: list[np.ndarray] = []
    for k, (low, high) in enumerate(zip(start[:-1].tolist(), start[1:].tolist())):
        if k % 2_000 == 0:
            check()
        if high - low < least:
            continue
        rows = rank[low:high]
        way, kept = _in_order(number[rows], along[rows])
        if kept.sum() < share * len(rows):
            continue
        rows = rows[way]
        steps.append(rows[kept])
        places = np.flatnonzero(kept)
        for misfit in np.flatnonzero(~kept).tolist():
            before = places[max(int(np.searchsorted(places, misfit)) - 1, 0)]
            out_of.append(int(rows[misfit]))
            next_to.append(int(rows[before]))
    if order is not None and order.id in rules:
        misfits = np.asarray(out_of, np.int64)
        none: list[dict[str, object]] = [{} for _ in out_of]
        yield _Found(order, at[misfits], at[np.asarray(next_to, np.int64)], none, drawn=True)
    yield from _gaps(rules, at, number, feet.along[at], steps)


def _in_order(number: np.ndarray, along: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of one side in the direction in which numbers rise, and which of them keep to that order.

    Given by (along, number): those at one place stand in the order that suits.
    """
    forth = np.arange(len(number))
    back = np.lexsort((number, -along))
    rising = _longest_rise(number[forth])
    falling = _longest_rise(number[back])
    return (forth, rising) if rising.sum() >= falling.sum() else (back, falling)


def _longest_rise(number: np.ndarray) -> np.ndarray:
    """Which numbers belong to a longest row that never falls (n,) bool."""
    kept = np.ones(len(number), bool)
    if (number[1:] >= number[:-1]).all():
        return kept
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for row, value in enumerate(number.tolist()):
        place = bisect_right(tails, value)
        before.append(tail_at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(value)
            tail_at.append(row)
        else:
            tails[place], tail_at[place] = value, row
    kept[:] = False
    row = tail_at[-1]
    while row >= 0:
        kept[row] = True
        row = before[row]
    return kept


def _gaps(
    rules: dict[str, Rule], at: np.ndarray, number: np.ndarray, along: np.ndarray, steps: list[np.ndarray]
) -> Iterator[_Found]:
    """Between neighbours on one side: numbers left out though there is land for them (gap), or no land (jump)."""
    if not steps:
        return
    one = np.concatenate([rows[:-1] for rows in steps])
    two = np.concatenate([rows[1:] for rows in steps])
    left_out = (number[two] - number[one]) // 2 - 1
    metres = np.abs(along[two] - along[one])
    jump, gap = rules.get("number_jump"), rules.get("number_gap")
    narrow: Optional[np.ndarray] = None
    if jump is not None:
        narrow = (left_out >= jump.tolerance("numbers")) & (metres < left_out * jump.tolerance("narrowest_metres"))
        yield _between(jump, narrow, at, number, one, two, left_out, metres)
    if gap is not None:
        wide = left_out >= gap.tolerance("numbers")
        yield _between(gap, wide if narrow is None else wide & ~narrow, at, number, one, two, left_out, metres)


def _between(
    rule: Rule, chosen: np.ndarray, at: np.ndarray, number: np.ndarray, one: np.ndarray, two: np.ndarray,
    left_out: np.ndarray, metres: np.ndarray,
) -> _Found:
    k = np.flatnonzero(chosen)
    params: list[dict[str, object]] = [
        {"count": int(left_out[i]), "metres": round(float(metres[i])), "from": int(number[one[i]])} for i in k
    ]
    return _Found(rule, at[two[k]], at[one[k]], params)
