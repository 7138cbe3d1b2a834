"""How well numbers agree with the rule: one parity per side, and numbers that rise along the street."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


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


def _ranks(values: np.ndarray) -> np.ndarray:
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(len(values))
    _, which, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.bincount(which.reshape(-1), ranks) / count)[which.reshape(-1)]
