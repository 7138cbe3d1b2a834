"""What the objects of a layer are to the addresses of the register: the first half of a plan."""

from __future__ import annotations

import numpy as np

from .carry_over import KEY_REACH, POINT_REACH, CarryOver, Doubt, Link, Side, carry_over, same_shape, unique_matches
from .columns import comparable, found_in, perhaps_in, repeated
from .geometry import ragged
from .geometry.engine import GeometryEngine
from .geometry.windows import perhaps_touch
from .objects import Objects
from .patience import Check, never_asked
from .plan import KnownAddresses, Plan
from .reasons import PlanStatus, Reason, status_code

_DOUBTS = {
    Doubt.KEY_FAR: Reason.KEY_FAR,
    Doubt.KEY_AGAINST_SHAPE: Reason.KEY_AGAINST_SHAPE,
    Doubt.TANGLED: Reason.TANGLED,
    Doubt.ABSORBED_OFFICIAL: Reason.ABSORBED_OFFICIAL,
}
BAD_KINDS = {
    ragged.Kind.NONE: Reason.NO_GEOMETRY,
    ragged.Kind.UNREADABLE: Reason.UNREADABLE,
    ragged.Kind.HUGE: Reason.HUGE,
}
_CELL, _BESIDE = 500.0, 2 * POINT_REACH  # metres
PAIRED = (Link.SAME, Link.REKEYED, Link.SPLIT_KEEPER, Link.MERGED)


class Linker:
    """Fills `plan` and `link` (n,) with what each object is; `seen` (m,) addresses whose object was found."""

    def __init__(
        self, objects: Objects, known: KnownAddresses, engine: GeometryEngine, check: Check = never_asked
    ) -> None:
        n = objects.size
        self.objects, self.known, self.engine, self.check = objects, known, engine, check
        self.seen = np.zeros(len(known.key), bool)
        self.link = np.zeros(n, np.uint8)
        self.off_fixed = np.zeros(n, bool)  # the object left its position, which is not ours to move
        self.plan = Plan.empty(n)

    def link_objects(self) -> np.ndarray:
        """All steps, strongest evidence first; returns which objects can be worked on at all (n,) bool."""
        usable = self._set_aside_duplicates(self._set_aside_bad())
        self.check()
        self._carry_over(usable)
        return usable

    def mark(self, index: np.ndarray, status: PlanStatus, reason: Reason) -> None:
        self.plan.status[index] = status_code(status)
        self.plan.reason[index] = reason

    # -- what cannot be worked on ------------------------------------------------------------------------

    def _set_aside_bad(self) -> np.ndarray:
        """Objects without a usable geometry are skipped, each with its reason."""
        kind, side = self.objects.kind, self.objects.side
        for bad, reason in BAD_KINDS.items():
            self.mark(np.flatnonzero(kind == bad), PlanStatus.SKIPPED, reason)
        flat = (kind == ragged.Kind.POLYGON) & ~(side.area > 0)
        self.mark(np.flatnonzero(flat), PlanStatus.SKIPPED, Reason.NO_AREA)
        good = ~np.isin(kind, list(BAD_KINDS)) & ~flat
        # An address whose object lost its geometry is not missing: its row is still there.
        self._see_keys(side.key[~good])
        return np.asarray(good)

    def _see_keys(self, keys: np.ndarray) -> None:
        """The addresses of these keys have something on the layer, though it cannot be told what."""
        keys = keys[keys != b""]
        if len(keys) and len(self.seen):
            self.seen |= found_in(self.known.key, keys)

    def _set_aside_duplicates(self, usable: np.ndarray) -> np.ndarray:
        """Of objects with the same outline one is worked on: that whose key the register knows, else the lowest key."""
        side = self.objects.side
        index = np.flatnonzero(usable)
        index = index[repeated(side.fingerprint[index])]
        if len(index) == 0:
            return usable
        known_key = found_in(side.key[index], self.known.key) & (side.key[index] != b"")
        nameless = side.key[index] == b""
        order = np.lexsort((self.objects.fid[index], side.key[index], nameless, ~known_key, side.fingerprint[index]))
        ordered = index[order]
        again = np.zeros(len(ordered), bool)
        again[1:] = side.fingerprint[ordered[1:]] == side.fingerprint[ordered[:-1]]
        twins = ordered[again]
        self.mark(twins, PlanStatus.SKIPPED, Reason.DUPLICATE)
        usable = usable.copy()
        usable[twins] = False
        return usable

    # -- what the register knows -------------------------------------------------------------------------

    def _carry_over(self, usable: np.ndarray) -> None:
        side = self.objects.side
        index = np.flatnonzero(usable)
        twice = index[repeated(side.key[index]) & (side.key[index] != b"")]
        keys = side.key
        if len(twice):
            keys = keys.copy()
            keys[twice] = b""  # a key that several objects bear identifies none of them
        new = Side(keys, side.fingerprint, side.box, side.area, side.centre, side.wkb)
        if len(self.seen):
            alive, retired = np.flatnonzero(~self.known.retired), np.flatnonzero(self.known.retired)
            self._pair_same_shape(alive, index, new)
            self.check()
            self._set_aside_retired(retired, index[self.link[index] == Link.NONE], new)
            self.check()
            self._carry_over_changed(index[self.link[index] == Link.NONE], new)
            self._doubt_known_keys(alive, index[self.link[index] == Link.NONE], new)
        doubt = twice[self.link[twice] == Link.NONE]
        self.link[doubt] = Link.CONFLICT
        self.mark(doubt, PlanStatus.CONFLICT, Reason.DUPLICATE_KEY)
        self._see_keys(side.key[doubt])

    def _pair_same_shape(self, old: np.ndarray, index: np.ndarray, new: Side) -> None:
        """Objects that have not changed since the register last saw them."""
        o, at = same_shape(self._known_side(old), _rows(new, index, shapes=False), self.check)
        o, n = old[o], index[at]
        before, now = self.known.key[o], new.key[n]
        self.link[n] = np.where((before == now) | (now == b"") | (before == b""), Link.SAME, Link.REKEYED)
        self.plan.known[n] = o
        self.plan.rekeyed[n] = (before != now) & (now != b"")
        self.seen[o] = True

    def _known_side(self, old: np.ndarray) -> Side:
        return Side(self.known.key[old], self.known.fingerprint[old], *(np.zeros((0, 0)),) * 3, [])

    def _set_aside_retired(self, retired: np.ndarray, index: np.ndarray, new: Side) -> None:
        """Objects whose address a person retired: the layer is late, or somebody erred; no machine gives a new code."""
        if len(retired) == 0 or len(index) == 0:
            return
        o, at = same_shape(self._known_side(retired), _rows(new, index, shapes=False))
        found = dict(zip(index[at].tolist(), retired[o].tolist()))
        keyed = retired[self.known.key[retired] != b""]
        named = index[new.key[index] != b""]
        o, at = unique_matches(self.known.key[keyed], new.key[named])
        if len(o):
            before = self.known.details(keyed[o]).side.centre
            near = np.hypot(*(new.centre[named[at]] - before).T) <= KEY_REACH
            found.update(zip(named[at][near].tolist(), keyed[o][near].tolist()))
        rows = np.array(sorted(found), np.int64)
        self.link[rows] = Link.RETIRED
        self.mark(rows, PlanStatus.SKIPPED, Reason.RETIRED_ADDRESS)
        self.plan.candidates.update({n: (found[n],) for n in rows.tolist()})

    def _carry_over_changed(self, open_new: np.ndarray, new: Side) -> None:
        open_old = np.flatnonzero(~self.seen & ~self.known.retired)
        if len(open_old) == 0 or len(open_new) == 0:
            return
        # A town that is surveyed is compared with itself, not with its province.
        named = new.key[open_new][new.key[open_new] != b""]
        near = found_in(self.known.key[open_old], named) & (self.known.key[open_old] != b"")
        open_old = open_old[near | self.known.are_near(open_old, new.box[open_new])]
        self.check()
        if len(open_old) == 0:
            return
        details = self.known.details(open_old)
        self.check()
        open_new = open_new[_may_concern(details.side, new, open_new)]
        if len(open_new) == 0:
            return
        found: CarryOver = carry_over(
            details.side, _rows(new, open_new), self.engine,
            entrance=details.entrance, protected=details.protected, rank=details.rank, check=self.check,
        )  # fmt: skip
        self.check()
        plan = self.plan
        linked = found.old >= 0
        self.link[open_new] = found.link
        plan.known[open_new[linked]] = open_old[found.old[linked]]
        self.seen[open_old[found.seen]] = True
        for doubt, reason in _DOUBTS.items():
            self.mark(open_new[(found.link == Link.CONFLICT) & (found.doubt == doubt)], PlanStatus.CONFLICT, reason)
        plan.candidates.update(
            {int(open_new[n]): tuple(int(open_old[c]) for c in olds) for n, olds in found.candidates.items()}
        )
        gone = np.flatnonzero(found.absorbed_by >= 0)
        plan.absorbed, plan.absorbed_by = open_old[gone], open_new[found.absorbed_by[gone]]
        same = np.isin(found.link, PAIRED) & linked
        n, o = open_new[same], found.old[same]
        plan.reshaped[n] = True
        plan.rekeyed[n] = (new.key[n] != self.known.key[open_old[o]]) & (new.key[n] != b"")
        self.check()
        off = ~positions_inside(new, n, details.side.centre[o])
        plan.moved[n[off & ~details.fixed[o]]] = True
        self.off_fixed[n[off & details.fixed[o]]] = True

    def _doubt_known_keys(self, old: np.ndarray, index: np.ndarray, new: Side) -> None:
        """What bears the key of an address near by, whose outline speaks against it, is not simply new."""
        named = index[new.key[index] != b""]
        if len(named) == 0:
            return
        keyed = old[found_in(self.known.key[old], new.key[named])]
        o, at = unique_matches(self.known.key[keyed], new.key[named])
        if len(o) == 0:
            return
        o, n = keyed[o], named[at]
        near = np.hypot(*(new.centre[n] - self.known.details(o).side.centre).T) <= KEY_REACH
        self.link[n[near]] = Link.CONFLICT
        self.mark(n[near], PlanStatus.CONFLICT, Reason.KEY_AGAINST_SHAPE)
        self.seen[o[near]] = True
        self.plan.candidates.update({a: (b,) for a, b in zip(n[near].tolist(), o[near].tolist())})


def _may_concern(old: Side, new: Side, index: np.ndarray) -> np.ndarray:
    """Which of the new objects may be anything to one of the old ones: by shape, key or place."""
    box = old.box + np.array([-_BESIDE, -_BESIDE, _BESIDE, _BESIDE])
    near = perhaps_touch(new.box[index], box, _CELL)
    for mine, theirs in ((new.fingerprint, old.fingerprint), (new.key, old.key)):
        near |= perhaps_in(*comparable(mine[index], theirs))
    return near


def _rows(side: Side, index: np.ndarray, shapes: bool = True) -> Side:
    return Side(
        side.key[index], side.fingerprint[index], side.box[index], side.area[index], side.centre[index],
        [side.wkb[i] for i in index] if shapes else [],
    )  # fmt: skip


def positions_inside(new: Side, index: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Whether each object still holds the position given earlier (points and lines: whether it is within a metre)."""
    shapes = ragged.decode([new.wkb[i] for i in index])
    inside = ragged.contains_pairs(shapes, np.arange(len(index)), point)
    near = np.hypot(*(new.centre[index] - point).T) <= 1.0
    return np.where(new.area[index] > 0, inside, near)
