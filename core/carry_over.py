"""Which object of today's layer is which address of the register: kept, moved, re-surveyed, split, merged, gone.

Evidence, strongest first: the same shape; the same key on the best overlapping shape; an overlap of more than half of
the union (which can be true of one pair only); parts of a whole. Evidence that contradicts itself is a conflict for a
person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Optional, Protocol

import numpy as np

from .columns import comparable, perhaps_in
from .geometry.engine import GeometryEngine
from .patience import Check, never_asked, watched

SAME = 0.5  # intersection over union above this: the same object
FITS_WELL = 0.75  # a rival overlap above this speaks against a key
CERTAIN = 0.9  # above this: the same object even where the keys say otherwise
PART = 0.5  # share of an object that lies in another: a part of it
POINT_REACH = 1.0  # metres between two points of the same object
KEY_REACH = 50.0  # metres that an object may move and still be known by its key


class Link(IntEnum):
    """What an object of the layer is to the register."""

    NONE = 0  # unknown there: new
    SAME = 1  # an address's object, by shape or key
    REKEYED = 2  # an address's object under another key (re-survey, new export)
    SPLIT_KEEPER = 3  # the part that keeps the address
    SPLIT_PART = 4  # another part of a split object: needs an address of its own
    MERGED = 5  # took in the objects of several addresses; one survives
    CONFLICT = 6
    RETIRED = 7  # its address was retired by a person


class Doubt(IntEnum):
    """Why a person must decide."""

    NONE = 0
    KEY_FAR = 1  # the key is known, but of an object far away
    KEY_AGAINST_SHAPE = 2  # key and overlap point to different addresses
    TANGLED = 3  # several old and several new objects overlap one another
    ABSORBED_OFFICIAL = 4  # a merge would retire an address that is submitted, verified or issued


class Shapes(Protocol):
    """A sequence of WKBs, None where there is none: a list, or a BlobColumn."""

    def __len__(self) -> int: ...

    def __getitem__(self, i: int, /) -> Optional[bytes]: ...


@dataclass(frozen=True)
class Side:
    """Objects of one side: `key` (n,) bytes ('' none), `fingerprint` (n,), `box` (n, 4), `area` (n,), `centre` (n, 2),
    `wkb` (n,) valid or None."""

    key: np.ndarray
    fingerprint: np.ndarray
    box: np.ndarray
    area: np.ndarray
    centre: np.ndarray
    wkb: Shapes

    @property
    def size(self) -> int:
        """Number of objects."""
        return len(self.key)


@dataclass
class CarryOver:
    """Result: per new object its link, old index (-1) and doubt; per old object the new index that absorbed it (-1) and
    whether it was seen."""

    link: np.ndarray
    old: np.ndarray
    doubt: np.ndarray
    absorbed_by: np.ndarray
    seen: np.ndarray
    candidates: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @staticmethod
    def empty(new: int, old: int) -> CarryOver:
        """Nothing known yet."""
        return CarryOver(
            np.zeros(new, np.uint8), np.full(new, -1, np.int64), np.zeros(new, np.uint8),
            np.full(old, -1, np.int64), np.zeros(old, bool),
        )  # fmt: skip


def unique_matches(
    old: np.ndarray, new: np.ndarray, check: Check = never_asked
) -> tuple[np.ndarray, np.ndarray]:
    """Index pairs (old, new) of values that stand exactly once on both sides."""

    def once(values: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        check()
        found, first, count = np.unique(values[index], return_index=True, return_counts=True)
        return found[count == 1], index[first[count == 1]]

    old, new = comparable(old, new)
    at_old, at_new = np.arange(len(old)), np.flatnonzero(perhaps_in(new, old))
    if 2 * len(at_new) < len(new):  # else it is the same layer again, and little would be left out
        at_old = np.flatnonzero(perhaps_in(old, new[at_new]))
    old_values, old_index = once(old, at_old)
    new_values, new_index = once(new, at_new)
    check()
    if len(old_values) == 0:
        return old_index, new_index[:0]
    at = np.minimum(np.searchsorted(old_values, new_values), len(old_values) - 1)
    both = old_values[at] == new_values
    return old_index[at[both]], new_index[both]


def same_shape(old: Side, new: Side, check: Check = never_asked) -> tuple[np.ndarray, np.ndarray]:
    """Index pairs (old, new) of objects whose shape has not changed; twins of one shape are told apart by their key."""
    pairs = [unique_matches(old.fingerprint, new.fingerprint, check)]
    rest_old, rest_new = _keyed(old, without=pairs[0][0]), _keyed(new, without=pairs[0][1])
    rest_new = rest_new[perhaps_in(new.fingerprint[rest_new], old.fingerprint[rest_old])]
    rest_old = rest_old[perhaps_in(old.fingerprint[rest_old], new.fingerprint[rest_new])]
    if len(rest_old) and len(rest_new):

        def both(side: Side, index: np.ndarray) -> np.ndarray:
            width = max(old.key.dtype.itemsize, new.key.dtype.itemsize)
            out = np.zeros(len(index), [("f", np.int64), ("k", f"S{width}")])
            out["f"], out["k"] = side.fingerprint[index], side.key[index]
            return out

        i, j = unique_matches(both(old, rest_old), both(new, rest_new), check)
        pairs.append((rest_old[i], rest_new[j]))
    return np.concatenate([p[0] for p in pairs]), np.concatenate([p[1] for p in pairs])


def _keyed(side: Side, without: np.ndarray) -> np.ndarray:
    """Indexes of the objects that have a key, but for some."""
    rest = side.key != b""
    rest[without] = False
    return np.flatnonzero(rest)


@dataclass(frozen=True)
class _Overlaps:
    """Overlapping pairs: indexes, share of the old, share of the new, intersection over union."""

    old: np.ndarray
    new: np.ndarray
    of_old: np.ndarray
    of_new: np.ndarray
    iou: np.ndarray


def _overlaps(old: Side, new: Side, engine: GeometryEngine) -> _Overlaps:
    old_index = np.flatnonzero(np.isfinite(old.box[:, 0]))
    new_index = np.flatnonzero(np.isfinite(new.box[:, 0]))
    reach = np.where(old.area[old_index] > 0, 0.0, POINT_REACH)[:, None] * np.array([-1.0, -1.0, 1.0, 1.0])
    i, j = engine.box_pairs(old.box[old_index] + reach, new.box[new_index])
    i, j = old_index[i], new_index[j]
    shaped = np.array([old.wkb[a] is not None and new.wkb[b] is not None for a, b in zip(i, j)], bool)
    common = np.zeros(len(i))
    s = np.flatnonzero(shaped)
    common[s] = engine.overlap_area([old.wkb[a] or b"" for a in i[s]], [new.wkb[b] or b"" for b in j[s]])
    area_old, area_new = old.area[i], new.area[j]
    # An address without a shape (a point given by hand) is as good as covered by the object around it.
    for k in np.flatnonzero(area_old <= 0):
        shape = new.wkb[j[k]]
        if shape is not None and area_new[k] > 0 and engine.covers(shape, old.centre[i[k]][None, :])[0]:
            common[k] = area_new[k]
        elif area_new[k] <= 0 and np.hypot(*(old.centre[i[k]] - new.centre[j[k]])) <= POINT_REACH:
            common[k] = 1.0
    one_old = np.where(area_old > 0, area_old, np.maximum(area_new, 1.0))
    one_new = np.where(area_new > 0, area_new, 1.0)
    of_old, of_new = np.round(common / one_old, 6), np.round(common / one_new, 6)
    iou = np.round(common / np.maximum(one_old + one_new - common, 1e-9), 6)
    keep = (of_old > 0.01) | (of_new > 0.01)
    return _Overlaps(i[keep], j[keep], of_old[keep], of_new[keep], iou[keep])


def carry_over(
    old: Side,
    new: Side,
    engine: GeometryEngine,
    *,
    entrance: Optional[np.ndarray] = None,
    protected: Optional[np.ndarray] = None,
    rank: Optional[np.ndarray] = None,
    check: Check = never_asked,
) -> CarryOver:
    """Tell what each object of `new` is to the addresses of `old`.

    `entrance` (old, 2): the entrance of an address, NaN where unknown (the part with it keeps the address);
    `protected` (old,): submitted, verified or issued, never retired by a merge; `rank` (old,): on a merge the highest
    survives; `check` raises where the user has cancelled.
    """
    result = CarryOver.empty(new.size, old.size)
    entrance = np.full((old.size, 2), np.nan) if entrance is None else entrance
    protected = np.zeros(old.size, bool) if protected is None else protected
    rank = np.zeros(old.size, np.int64) if rank is None else rank

    o, n = same_shape(old, new, check)
    same_key = (old.key[o] == new.key[n]) | (old.key[o] == b"") | (new.key[n] == b"")
    result.link[n] = np.where(same_key, Link.SAME, Link.REKEYED)
    result.old[n] = o
    result.seen[o] = True
    check()
    overlap = _overlaps_of_open(old, new, engine, result)
    work = _Work(old, new, overlap, entrance, protected, rank, engine, result, check)
    work.pair_shifted_by_key()
    work.pair_by_overlap()
    work.pair_moved_by_key()
    work.find_parts()
    return result


def _overlaps_of_open(old: Side, new: Side, engine: GeometryEngine, result: CarryOver) -> _Overlaps:
    """Overlaps among what has changed: an object that kept its shape can be no part and no whole of another."""
    o_index, n_index = np.flatnonzero(~result.seen), np.flatnonzero(result.link == Link.NONE)
    o = _overlaps(_pick(old, o_index), _pick(new, n_index), engine)
    order = np.lexsort((n_index[o.new], o_index[o.old]))
    return _Overlaps(o_index[o.old][order], n_index[o.new][order], o.of_old[order], o.of_new[order], o.iou[order])


def _pick(side: Side, index: np.ndarray) -> Side:
    return Side(
        side.key[index], side.fingerprint[index], side.box[index], side.area[index], side.centre[index],
        [side.wkb[i] for i in index],
    )  # fmt: skip


@dataclass(frozen=True)
class _Work:
    """What the steps after the unchanged shapes share."""

    old: Side
    new: Side
    overlap: _Overlaps
    entrance: np.ndarray
    protected: np.ndarray
    rank: np.ndarray
    engine: GeometryEngine
    result: CarryOver
    check: Check

    def _pair(self, o: int, n: int, link: Optional[Link] = None) -> None:
        old_key, new_key = self.old.key[o], self.new.key[n]
        same_key = old_key == new_key or old_key == b"" or new_key == b""
        self.result.link[n] = link if link is not None else Link.SAME if same_key else Link.REKEYED
        self.result.old[n] = o
        self.result.seen[o] = True

    def _doubt(self, n: int, doubt: Doubt, candidates: Sequence[int]) -> None:
        self.result.link[n], self.result.doubt[n], self.result.old[n] = Link.CONFLICT, doubt, -1
        self.result.candidates[n] = tuple(sorted(set(candidates)))
        self.result.seen[list(candidates)] = True

    def _is_open(self, o: int, n: int) -> bool:
        return not self.result.seen[o] and self.result.link[n] == Link.NONE

    def _near(self, o: int, n: int) -> bool:
        return bool(np.hypot(*(self.old.centre[o] - self.new.centre[n])) <= KEY_REACH)

    def _holds_entrance(self, o: int, n: int) -> bool:
        """Whether the new object holds the old one's entrance (True where none is known)."""
        shape = self.new.wkb[n]
        if np.isnan(self.entrance[o, 0]) or shape is None:
            return True
        return bool(self.engine.distance(shape, self.entrance[o][None, :])[0] <= 0.5)  # doors are drawn on the wall

    def _key_pairs(self) -> list[tuple[int, int]]:
        """Pairs (old, new) of the same key among what is still open."""
        o = np.flatnonzero(~self.result.seen & (self.old.key != b""))
        n = np.flatnonzero((self.result.link == Link.NONE) & (self.new.key != b""))
        i, j = unique_matches(self.old.key[o], self.new.key[n])
        return list(zip(o[i].tolist(), n[j].tolist()))

    def pair_shifted_by_key(self) -> None:
        """A survey shifted by about the width of a house lays each house on its neighbour: the keys know better,
        as long as the shape kept its size and no other shape fits well."""
        fits: dict[tuple[str, int], list[tuple[float, int]]] = {}
        triples = zip(self.overlap.old.tolist(), self.overlap.new.tolist(), self.overlap.iou.tolist())
        for o, n, iou in watched(triples, self.check):
            fits.setdefault(("old", o), []).append((iou, n))
            fits.setdefault(("new", n), []).append((iou, o))
        for o, n in watched(self._key_pairs(), self.check):
            rivals = [iou for iou, other in fits.get(("old", o), []) if other != n]
            rivals += [iou for iou, other in fits.get(("new", n), []) if other != o]
            size = float(self.new.area[n]) or 1.0
            same_size = abs(float(self.old.area[o]) / size - 1) <= 0.1
            if self._near(o, n) and same_size and max(rivals, default=0.0) < FITS_WELL:
                self._pair(o, n)

    def pair_by_overlap(self) -> None:
        """Pairs that overlap by more than half of their union, unless their keys contradict it."""
        by_key = self._key_pairs()
        old_of_key, new_of_key = {n: o for o, n in by_key}, dict(by_key)
        part = self.overlap.of_new >= PART
        inside = set(zip(self.overlap.old[part].tolist(), self.overlap.new[part].tolist()))
        strong = np.flatnonzero(self.overlap.iou > SAME)
        i, j = self.overlap.old[strong], self.overlap.new[strong]
        # Several points may lie in one outline: the nearest comes first, whatever the order of the layer.
        distance = np.round(np.hypot(*(self.old.centre[i] - self.new.centre[j]).T), 3)
        order = np.lexsort((self.new.fingerprint[j], i, distance, -self.overlap.iou[strong]))
        for k in watched(strong[order], self.check):
            o, n = int(self.overlap.old[k]), int(self.overlap.new[k])
            if not self._is_open(o, n) or not self._holds_entrance(o, n):
                continue
            other_old, other_new = old_of_key.get(n, o), new_of_key.get(o, n)
            against = (other_old != o and not self.result.seen[other_old] and self._near(other_old, n)) or (
                other_new != n and self.result.link[other_new] == Link.NONE and self._near(o, other_new)
            )
            if not against or self.overlap.iou[k] >= CERTAIN:
                self._pair(o, n)
            elif (o, other_new) not in inside:  # else a split: the later step tells who keeps the address
                self._doubt(n, Doubt.KEY_AGAINST_SHAPE, [o, other_old])

    def pair_moved_by_key(self) -> None:
        """Objects known by their key that moved clear of their old place: certain only where nothing else claims
        either.
        """
        part = (self.overlap.of_old >= PART) | (self.overlap.of_new >= PART)
        busy_old, busy_new = set(self.overlap.old[part].tolist()), set(self.overlap.new[part].tolist())
        for o, n in watched(self._key_pairs(), self.check):
            if not self._near(o, n):
                self._doubt(n, Doubt.KEY_FAR, [o])
            elif o not in busy_old and n not in busy_new and _alike(self.old.area[o], self.new.area[n]):
                self._pair(o, n)

    def find_parts(self) -> None:
        """Splits and merges: what lies mostly in an object of the other side is a part of it."""
        self._doubt_neighbours_of_doubt()
        parts_of, absorbed, common = self._wholes()
        for o, parts in watched(sorted(parts_of.items()), self.check):
            if any(n in absorbed for n in parts):
                for n in parts:
                    self._doubt(n, Doubt.TANGLED, [o, *absorbed.pop(n, [])])
            elif self.result.seen[o]:
                self._mark_parts(o, parts)
                kept = (self.result.old == o) & np.isin(self.result.link, (Link.SAME, Link.REKEYED))
                self.result.link[kept] = Link.SPLIT_KEEPER
            else:
                # The part with the entrance keeps the address, else the larger.
                keeper = min(
                    parts,
                    key=lambda n: (
                        np.isnan(self.entrance[o, 0]) or not self._holds_entrance(o, n),
                        -common[(o, n)],
                        bytes(self.new.key[n]),
                        int(self.new.fingerprint[n]),
                    ),
                )
                self._pair(o, keeper, Link.SPLIT_KEEPER if len(parts) > 1 else None)
                self._mark_parts(o, [n for n in parts if n != keeper])
        for n, olds in sorted(absorbed.items()):
            self._merge(n, olds, common)

    def _doubt_neighbours_of_doubt(self) -> None:
        """While a person has to say which object an address belongs to, nothing else at its place is simply new."""
        pending = self.result.seen.copy()
        pending[self.result.old[self.result.old >= 0]] = False
        known = set(self.old.key[self.old.key != b""].tolist())
        share = np.maximum(self.overlap.of_old, self.overlap.of_new)
        for k in np.flatnonzero(pending[self.overlap.old] & (share >= PART)).tolist():
            o, n = int(self.overlap.old[k]), int(self.overlap.new[k])
            if self.result.link[n] == Link.NONE:
                keyed = bytes(self.new.key[n]) in known
                self._doubt(n, Doubt.KEY_AGAINST_SHAPE if keyed else Doubt.TANGLED, [o])

    def _wholes(self) -> tuple[dict[int, list[int]], dict[int, list[int]], dict[tuple[int, int], float]]:
        """New parts of each old object, old objects that each new one took in, and the areas they share."""
        whole_of_new: dict[int, tuple[float, int]] = {}
        whole_of_old: dict[int, tuple[float, int]] = {}
        common: dict[tuple[int, int], float] = {}
        columns = (self.overlap.old, self.overlap.new, self.overlap.of_old, self.overlap.of_new)
        for o, n, of_old, of_new in watched(zip(*(c.tolist() for c in columns)), self.check):
            common[(o, n)] = round(of_old * max(float(self.old.area[o]), 1e-9), 3)
            if self.old.area[o] <= 0:
                # A point that a person set in an object of another address: not the outline of a merged one.
                self.result.seen[o] |= of_old >= PART
                continue
            is_part = self.result.link[n] == Link.NONE and of_new >= PART and of_new > of_old
            if is_part and of_new > whole_of_new.get(n, (0.0, 0))[0]:
                whole_of_new[n] = (of_new, o)
            if not self.result.seen[o] and of_old >= max(PART, of_new) and of_old > whole_of_old.get(o, (0.0, 0))[0]:
                whole_of_old[o] = (of_old, n)
        parts_of: dict[int, list[int]] = {}
        for n, (_, o) in whole_of_new.items():
            parts_of.setdefault(o, []).append(n)
        absorbed: dict[int, list[int]] = {}
        for o, (_, n) in whole_of_old.items():
            absorbed.setdefault(n, []).append(o)
        return parts_of, absorbed, common

    def _mark_parts(self, o: int, parts: Sequence[int]) -> None:
        for n in parts:
            self.result.link[n], self.result.old[n] = Link.SPLIT_PART, o

    def _merge(self, n: int, olds: Sequence[int], common: dict[tuple[int, int], float]) -> None:
        """One address survives in the new object; an official one is never retired by it."""
        olds = [o for o in olds if not self.result.seen[o]]  # one may have kept a part of its own
        if not olds:
            return
        if self.result.link[n] not in (Link.NONE, Link.SAME, Link.REKEYED):
            self._doubt(n, Doubt.TANGLED, olds)
            return
        paired = int(self.result.old[n])
        everyone = [*olds, *([paired] if paired >= 0 else [])]
        first = min(
            everyone,
            key=lambda o: (not self.protected[o], -int(self.rank[o]), o != paired, -common.get((o, n), 0.0), o),
        )
        losers = [o for o in everyone if o != first]
        if any(self.protected[o] for o in losers):
            self._doubt(n, Doubt.ABSORBED_OFFICIAL, everyone)
            return
        self._pair(first, n, Link.MERGED if losers else None)
        self.result.absorbed_by[losers] = n
        self.result.seen[losers] = True


def _alike(a: float, b: float) -> bool:
    return a <= 0 or b <= 0 or 0.5 <= a / b <= 2.0
