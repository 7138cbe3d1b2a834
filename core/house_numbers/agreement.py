"""How well numbers agree with the rule: one parity per side, and numbers that rise along the street."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .model import HouseNumber, NumberStatus
from .sequence import read_existing


@dataclass(frozen=True)
class Agreement:
    """Of one street: numbered houses, share whose parity is that of their side (0..1), rank correlation (-1..1, the
    mean of both sides; NaN where too few)."""

    street: str
    houses: int
    parity: float
    order: float


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation (ties share their rank); NaN for fewer than three or where nothing varies."""
    if len(one) < 3:
        return float("nan")
    a, b = _ranks(np.asarray(one, float)), _ranks(np.asarray(other, float))
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size else float("nan")


def agreement(street: str, along: Sequence[float], left: Sequence[bool], number: Sequence[int]) -> Agreement:
    """How the numbers of one street's houses (its main numbers) agree with their sides and their way along it."""
    way, side, value = np.asarray(along, float), np.asarray(left, bool), np.asarray(number, np.int64)
    odd = value % 2 == 1
    same = int((odd == side).sum())
    parity = max(same, len(value) - same) / len(value) if len(value) else float("nan")
    orders = [rank_correlation(way[side == s], value[side == s]) for s in (True, False)]
    known = [order for order in orders if order == order]
    return Agreement(street, len(value), parity, float(np.mean(known)) if known else float("nan"))


def by_street(rows: Sequence[HouseNumber], before: Sequence[str]) -> list[tuple[Agreement, Agreement]]:
    """Each street's agreement before and after: `before` the number that each house had, by its row.

    Houses in alleys do not count: their numbers are not the street's.
    """
    streets: dict[str, list[HouseNumber]] = defaultdict(list)
    for row in rows:
        if row.house >= 0 and row.along == row.along and not row.alley and "/" not in row.number:
            streets[row.street].append(row)
    found = []
    for street, members in sorted(streets.items()):
        was, now = [before[row.house] for row in members], [row.number for row in members]
        found.append((_of(street, members, was), _of(street, members, now)))
    return found


def overall(rows: Sequence[HouseNumber], before: Sequence[str]) -> dict[str, float]:
    """PARITY_BEFORE, PARITY_AFTER (%), ORDER_BEFORE, ORDER_AFTER of all streets, each by its houses; NaN where none."""
    pairs = by_street([row for row in rows if row.status is not NumberStatus.RESERVED], before)
    found = {}
    for k, when in enumerate(("BEFORE", "AFTER")):
        for name, scale in (("parity", 100.0), ("order", 1.0)):
            known = [(v, pair[k].houses) for pair in pairs if (v := getattr(pair[k], name)) == v and pair[k].houses]
            total = sum(houses for _, houses in known)
            value = sum(v * houses for v, houses in known) / total if total else float("nan")
            found[f"{name.upper()}_{when}"] = round(scale * value, 4)
    return found


def _of(street: str, rows: Sequence[HouseNumber], numbers: Sequence[str]) -> Agreement:
    known = [(row, one.main) for row, text in zip(rows, numbers) if (one := read_existing(text)) is not None]
    return agreement(
        street, [row.along for row, _ in known], [row.left for row, _ in known], [main for _, main in known]
    )


def _ranks(values: np.ndarray) -> np.ndarray:
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(len(values))
    _, which, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.bincount(which.reshape(-1), ranks) / count)[which.reshape(-1)]
