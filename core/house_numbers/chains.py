"""Pieces of one street joined end to end, as OSM cuts them at every bridge and crossing, drawn in any direction."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Optional

import numpy as np

from ..geometry.near_points import near_pairs
from ..patience import Check, never_asked, watched

_OFTEN = 2_000
_STRAIGHT = np.cos(np.radians(60.0))  # where more than two pieces meet, the way goes on that turns less than this


def chains(
    paths: Sequence[np.ndarray], join: float, ends: Optional[Sequence[bool]] = None, check: Check = never_asked
) -> list[np.ndarray]:
    """The paths (k, 2) joined where their ends are not farther apart than `join` metres, the longest chain first.

    Where two ends meet they are one way; where more meet, the straightest pairs go on. The result does not depend on
    the order or the direction of the paths, only each chain's own direction does: that of most of its length.
    `ends` (two per path: first and last vertex): where nothing goes on, as at an alley's mouth.
    """
    kept = _usable(paths, check)
    if not kept:
        return []
    stops = np.zeros(2 * len(kept), bool)
    if ends is not None:
        stops = np.array([ends[2 * k + end] for k in kept for end in (0, 1)], bool)
    paths = [_clean(paths[k]) for k in kept]
    check()
    onward = _joints(paths, join, stops, check)
    used = [False] * len(paths)
    found = []
    longest_first = sorted(range(len(paths)), key=lambda k: (-_length(paths[k]), *_key(paths[k])))
    for first in watched(longest_first, check, _OFTEN):
        if used[first]:
            continue
        used[first] = True
        before = _follow(onward, used, (first, 0))
        after = _follow(onward, used, (first, 1))
        # (piece, turned): the pieces before are walked from the first one backwards
        way = [(k, end == 0) for k, end in reversed(before)] + [(first, False)] + [(k, end == 1) for k, end in after]
        found.append(_as_drawn([paths[k][::-1] if turned else paths[k] for k, turned in way], [t for _, t in way]))
    return sorted(found, key=lambda chain: (-_length(chain), *_key(chain)))


End = tuple[int, int]
"""A path's number and which end of it: 0 the first vertex, 1 the last."""


def _joints(paths: Sequence[np.ndarray], join: float, stops: np.ndarray, check: Check) -> dict[End, End]:
    """Which end goes on at which."""
    ends = np.array([path[k] for path in paths for k in (0, -1)])
    place = list(range(len(ends)))

    def root(k: int) -> int:
        while place[k] != k:
            place[k] = place[place[k]]
            k = place[k]
        return k

    for i, j in zip(*(pair.tolist() for pair in near_pairs(ends, max(join, 1e-3)))):
        place[root(i)] = root(j)
    meeting: dict[int, list[int]] = defaultdict(list)
    for k in np.flatnonzero(~stops).tolist():
        meeting[root(k)].append(k)
    onward: dict[End, End] = {}
    for at in watched(meeting.values(), check, _OFTEN):
        ways = {k: _leaving(paths[k // 2], k % 2) for k in at}
        pairs = sorted(
            (-float(ways[i] @ ways[j]), _place(ends[i] + ends[j]), i, j)
            for n, i in enumerate(at) for j in at[n + 1:] if i // 2 != j // 2
        )  # fmt: skip
        for opposite, _, i, j in reversed(pairs):
            if len(at) > 2 and opposite < _STRAIGHT:
                break
            one, other = (i // 2, i % 2), (j // 2, j % 2)
            if one not in onward and other not in onward:
                onward[one], onward[other] = other, one
    return onward


def _follow(onward: dict[End, End], used: list[bool], end: End) -> list[End]:
    """The pieces that go on from an end, each with the end it begins at."""
    way: list[End] = []
    while end in onward and not used[onward[end][0]]:
        piece, begins = onward[end]
        used[piece] = True
        way.append((piece, begins))
        end = piece, 1 - begins
    return way


def _as_drawn(pieces: list[np.ndarray], turned: Sequence[bool]) -> np.ndarray:
    """The pieces as one line, in the direction in which most of it was drawn."""
    line = np.vstack([pieces[0], *(piece[1:] if np.allclose(piece[0], last[-1]) else piece
                                   for last, piece in zip(pieces, pieces[1:]))])  # fmt: skip
    against = sum(_length(piece) for piece, back in zip(pieces, turned) if back)
    return line[::-1] if against * 2 > sum(map(_length, pieces)) else line


def _leaving(path: np.ndarray, end: int) -> np.ndarray:
    """The direction (unit vector) in which a path leaves its end, some metres on."""
    way = path if end == 0 else path[::-1]
    far = np.flatnonzero(np.hypot(*(way - way[0]).T) >= 5.0)
    vector = way[far[0] if len(far) else -1] - way[0]
    size = float(np.hypot(*vector))
    return vector / size if size else vector


def _clean(path: np.ndarray) -> np.ndarray:
    path = np.asarray(path, float)
    path = path[np.isfinite(path).all(axis=1)]
    return path[np.concatenate([[True], (np.diff(path, axis=0) != 0).any(axis=1)])] if len(path) else path


def _usable(paths: Sequence[np.ndarray], check: Check) -> list[int]:
    """The numbers of the paths that are lines, each line once, though it was drawn twice."""
    seen: dict[tuple[tuple[int, int], ...], int] = {}
    for k, path in enumerate(watched(paths, check, _OFTEN)):
        clean = _clean(path)
        if len(clean) > 1:
            places = tuple(map(_place, clean))
            seen.setdefault(min(places, places[::-1]), k)
    return sorted(seen.values())


def _length(path: np.ndarray) -> float:
    return float(np.hypot(*np.diff(path, axis=0).T).sum())


def _place(xy: np.ndarray) -> tuple[int, int]:
    return round(float(xy[0]) * 100), round(float(xy[1]) * 100)


def _key(path: np.ndarray) -> tuple[tuple[int, int], ...]:
    return min(_place(path[0]), _place(path[-1])), max(_place(path[0]), _place(path[-1]))
