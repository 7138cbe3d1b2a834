"""Points that lie within a tolerance of each other, by a grid: the same on every machine, without a loop."""

from __future__ import annotations

from typing import Optional

import numpy as np


def near_pairs(xy: np.ndarray, distance: float) -> tuple[np.ndarray, np.ndarray]:
    """Index pairs (i, j) of points (n, 2) not farther apart than the distance, each pair once."""
    empty = np.zeros(0, np.int64)
    if len(xy) < 2 or distance <= 0:
        return empty, empty
    cell = np.floor((xy - xy.min(axis=0)) / distance).astype(np.int64)
    width = int(cell[:, 1].max()) + 3
    key = (cell[:, 0] + 1) * width + cell[:, 1] + 1
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    firsts: list[np.ndarray] = []
    seconds: list[np.ndarray] = []
    for step in (0, 1, width - 1, width, width + 1):  # this cell and four neighbours; the other four see this one
        low = np.searchsorted(sorted_key, sorted_key + step, "left")
        high = np.searchsorted(sorted_key, sorted_key + step, "right")
        if step == 0:
            low = np.arange(len(order)) + 1
        count = np.maximum(high - low, 0)
        first = np.repeat(np.arange(len(order)), count)
        nth = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
        i, j = order[first], order[low[first] + nth]
        close = ((xy[i] - xy[j]) ** 2).sum(axis=1) <= distance * distance
        firsts.append(i[close])
        seconds.append(j[close])
    return np.concatenate(firsts), np.concatenate(seconds)


def leaders(xy: np.ndarray, weight: np.ndarray, distance: float) -> Optional[np.ndarray]:
    """For each point the one that stands for it (n,), itself or one within the distance; None where all stand alone.

    The heavier point leads, of equals the first; no two leaders are within the distance of each other. A chain of near
    points does not shrink to one: nobody moves farther than the distance, but for a lone point (weight 1) whose
    neighbour went to another one, which it follows.
    """
    i, j = near_pairs(xy, distance)
    if len(i) == 0:
        return None
    rank = np.empty(len(xy), np.int64)
    rank[np.lexsort((np.arange(len(xy)), -weight))] = np.arange(len(xy))
    one, other = np.concatenate([i, j]), np.concatenate([j, i])
    pairs = one, other
    leader = np.arange(len(xy))
    open_ = np.zeros(len(xy), bool)
    open_[one] = True
    while len(one):
        # A point leads where it comes before every neighbour that is still open.
        best = np.full(len(xy), len(xy))
        np.minimum.at(best, one, rank[other])
        leads = open_ & (rank < best)
        follows = leads[other]
        nearest = np.full(len(xy), np.inf)
        gap = ((xy[one] - xy[other]) ** 2).sum(axis=1)
        np.minimum.at(nearest, one[follows], gap[follows])
        chosen = follows & (gap == nearest[one])
        order = np.argsort(-rank[other[chosen]], kind="stable")  # of equally near ones the first, written last
        leader[one[chosen][order]] = other[chosen][order]
        open_ &= ~leads
        open_[one[follows]] = False
        still = open_[one] & open_[other]
        one, other = one[still], other[still]
    return _follow(leader, rank, weight == 1, *pairs)


def _follow(leader: np.ndarray, rank: np.ndarray, lone: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Lone points that lead themselves go where their neighbours went: the line they end would else stay open."""
    goal = leader[other]
    goes = lone[one] & (leader[one] == one) & (rank[goal] < rank[one])
    order = np.lexsort((rank[goal[goes]], one[goes]))[::-1]  # the first leader is written last, and stays
    leader[one[goes][order]] = goal[goes][order]
    while (leader[leader] != leader).any():  # those whom they led come along; ranks only fall, so it ends
        leader = leader[leader]
    return leader
