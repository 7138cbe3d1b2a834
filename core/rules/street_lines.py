"""Where an address meets its street: the foot on the nearest line of that name, how far along it, on which side.

The lines of one name in one commune are joined into chains where exactly two ends meet, so that numbers can be
followed along a street that was drawn in pieces and in both directions.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..geometry.ragged import paths
from ..patience import Check
from .local_metres import LocalMetres
from .reference import Street

_PAIRS = 400_000  # of points and segments at a time: bounds the memory
_SAME_END = 1e-7  # degrees: a centimetre


@dataclass(frozen=True)
class Segments:
    """Segments of all streets, those of a group from start[group] to start[group + 1]: ends `a`, `b` (m, 2) in
    metres, number of their street and chain (m,), distance of `a` along the chain (m,).
    """

    a: np.ndarray
    b: np.ndarray
    street: np.ndarray
    chain: np.ndarray
    along: np.ndarray
    start: np.ndarray


@dataclass(frozen=True)
class Feet:
    """Per address (n,): street number and chain (-1 none), distance to it, way along the chain (m), whether `left` of
    it, `foot` (n, 2) in metres. NaN and -1 where the address has no position or its street no line.
    """

    street: np.ndarray
    chain: np.ndarray
    distance: np.ndarray
    along: np.ndarray
    left: np.ndarray
    foot: np.ndarray


def segments(
    streets: Sequence[Street], groups: Sequence[Sequence[int]], wanted: Sequence[int], plane: LocalMetres, check: Check
) -> Segments:
    """The segments of some groups of streets (by their numbers), group by group; what cannot be read is left out."""
    lines: list[np.ndarray] = []
    street: list[int] = []
    chain: list[int] = []
    group_of: list[int] = []
    chains = 0
    for asked, group in enumerate(wanted):
        if asked % 500 == 0:
            check()
        pieces = [(number, path) for number in groups[group] for path in _paths(streets[number].wkb)]
        for joined in _chains(pieces):
            for number, path in joined:
                lines.append(path)
                street.append(number)
                chain.append(chains)
                group_of.append(group)
            chains += 1
    if not lines:
        none = np.zeros(0, np.int64)
        start = np.zeros(len(groups) + 1, np.int64)
        return Segments(np.zeros((0, 2)), np.zeros((0, 2)), none, none, np.zeros(0), start)
    size = np.array([len(path) for path in lines])
    xy = plane.xy(np.concatenate(lines))
    line = np.repeat(np.arange(len(lines)), size)
    first = np.flatnonzero(line[1:] == line[:-1])  # the step from one line to the next is no segment
    line = line[first]
    a, b = xy[first], xy[first + 1]
    length = np.hypot(*(b - a).T)
    of_chain = np.array(chain)[line]
    way = np.cumsum(length) - length
    begins = np.flatnonzero(np.concatenate([[True], of_chain[1:] != of_chain[:-1]]))
    along = way - np.repeat(way[begins], np.diff(np.append(begins, len(way))))
    order = np.argsort(np.array(group_of)[line], kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(np.array(group_of)[line], minlength=len(groups)))])
    return Segments(a[order], b[order], np.array(street)[line][order], of_chain[order], along[order], start)


def feet(found: Segments, group: np.ndarray, xy: np.ndarray, check: Check) -> Feet:
    """Where addresses (group (n,), -1 none; xy (n, 2) metres) meet the lines of their group."""
    n = len(group)
    out = Feet(
        np.full(n, -1), np.full(n, -1), np.full(n, np.nan), np.full(n, np.nan), np.zeros(n, bool),
        np.full((n, 2), np.nan),
    )
    count = np.diff(found.start)
    some = np.flatnonzero((group >= 0) & np.isfinite(xy[:, 0]))
    some = some[count[group[some]] > 0]
    some = some[np.argsort(group[some], kind="stable")]
    ends = np.cumsum(count[group[some]])
    low = 0
    while low < len(some):
        check()
        high = max(int(np.searchsorted(ends, (ends[low - 1] if low else 0) + _PAIRS, "right")), low + 1)
        _nearest(found, some[low:high], group, xy, out)
        low = high
    return out


def _nearest(found: Segments, rows: np.ndarray, group: np.ndarray, xy: np.ndarray, out: Feet) -> None:
    size = (found.start[1:] - found.start[:-1])[group[rows]]
    begin = np.cumsum(size) - size
    pair = np.repeat(np.arange(len(rows)), size)
    segment = np.repeat(found.start[group[rows]] - begin, size) + np.arange(len(pair))
    ax, ay = found.a[segment, 0], found.a[segment, 1]
    dx, dy = found.b[segment, 0] - ax, found.b[segment, 1] - ay
    px, py = xy[rows, 0][pair] - ax, xy[rows, 1][pair] - ay
    length = dx * dx + dy * dy
    t = np.clip((px * dx + py * dy) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    gap = (px - t * dx) ** 2 + (py - t * dy) ** 2
    least = np.minimum.reduceat(gap, begin)
    hit = np.flatnonzero(gap == np.repeat(least, size))
    best = hit[np.unique(pair[hit], return_index=True)[1]]
    s = segment[best]
    out.street[rows], out.chain[rows] = found.street[s], found.chain[s]
    out.distance[rows] = np.sqrt(least)
    out.along[rows] = found.along[s] + t[best] * np.sqrt(length[best])
    out.left[rows] = dx[best] * py[best] - dy[best] * px[best] > 0
    out.foot[rows, 0] = ax[best] + t[best] * dx[best]
    out.foot[rows, 1] = ay[best] + t[best] * dy[best]


def take_over(out: Feet, found: Feet, at: np.ndarray) -> None:
    """Put the feet `found` of some addresses (k,) in the place of theirs in `out`; their chains stay apart."""
    for name in ("street", "distance", "along", "left", "foot"):
        getattr(out, name)[at] = getattr(found, name)[at]
    out.chain[at] = found.chain[at] + (int(out.chain.max()) + 1 if len(out.chain) else 0)


Piece = tuple[int, np.ndarray]


def _chains(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces in chains, each turned so that it goes on where the one before ended."""
    if len(pieces) < 2:
        return [list(pieces)] if pieces else []
    at: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for number, (_, path) in enumerate(pieces):
        for end in (0, -1):
            at[_place(path[end])].append((number, end))
    used = [False] * len(pieces)
    chains = []
    for number in range(len(pieces)):
        if not used[number]:
            used[number] = True
            back = _walk(pieces, at, used, number, 0)
            forth = _walk(pieces, at, used, number, -1)
            chains.append([_turned(piece) for piece in reversed(back)] + [pieces[number]] + forth)
    return chains


def _walk(
    pieces: Sequence[Piece], at: dict[tuple[int, int], list[tuple[int, int]]], used: list[bool], number: int, end: int
) -> list[Piece]:
    """The pieces that go on from an end of a piece, each beginning there."""
    way: list[Piece] = []
    while True:
        meeting = at[_place(pieces[number][1][end])]
        onward = [(n, e) for n, e in meeting if not used[n]]
        if len(meeting) != 2 or len(onward) != 1:
            return way
        number, begins = onward[0]
        used[number] = True
        way.append(pieces[number] if begins == 0 else _turned(pieces[number]))
        end = -1 if begins == 0 else 0


def _turned(piece: Piece) -> Piece:
    return piece[0], piece[1][::-1]


def _place(vertex: np.ndarray) -> tuple[int, int]:
    return round(float(vertex[0]) / _SAME_END), round(float(vertex[1]) / _SAME_END)


def _paths(wkb: bytes | None) -> list[np.ndarray]:
    if not wkb:
        return []
    try:
        found = paths(bytes(wkb))
    except (ValueError, TypeError):
        return []
    return [path for path in found if len(path) > 1 and np.isfinite(path).all() and (np.abs(path) <= 360).all()]
