"""Making the plan of an assignment: what each object is to the register, what a person decided, and who gets a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .carry_over import KEY_REACH, CarryOver, Doubt, Link, Side, carry_over, same_shape, unique_matches
from .code_giving import Ranking, give_codes
from .columns import repeated
from .communes import CommuneIndex
from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .geometry import ragged
from .geometry.engine import GeometryEngine
from .objects import Objects
from .plan import Decision, KnownAddresses, Numbers, Plan, Settings
from .reasons import PlanStatus, Reason, status_code
from .text import compare_key

_DOUBTS = {
    Doubt.KEY_FAR: Reason.KEY_FAR,
    Doubt.KEY_AGAINST_SHAPE: Reason.KEY_AGAINST_SHAPE,
    Doubt.TANGLED: Reason.TANGLED,
    Doubt.ABSORBED_OFFICIAL: Reason.ABSORBED_OFFICIAL,
}
_BAD_KINDS = {
    ragged.Kind.NONE: Reason.NO_GEOMETRY,
    ragged.Kind.UNREADABLE: Reason.UNREADABLE,
    ragged.Kind.HUGE: Reason.HUGE,
}
_PAIRED = (Link.SAME, Link.REKEYED, Link.SPLIT_KEEPER, Link.MERGED)

OTHER_LAYER = Message(
    "plan_of_other_layer",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The review decides on {count} objects that are not on the layer any more ({refs}): the layer has changed "
        "since "
        "the plan was made. Nothing was written. Make the plan again and review that one.",
    ),
)


def make_plan(
    objects: Objects,
    known: KnownAddresses,
    communes: CommuneIndex,
    numbers: Numbers,
    settings: Settings,
    engine: GeometryEngine,
) -> Plan:
    """Plan codes for every object. Raises BlockExhausted where a commune's blocks do not suffice, DiachisoError where
    decisions name objects that are not there.
    """
    if not settings.decisions:
        return _Planner(objects, known, communes, numbers, settings, engine).run()
    decided = _find_references(objects, settings.decisions)
    # What was reviewed is the plan without decisions: its numbers stay with the objects that it gave them to.
    reviewed = _Planner(objects, known, communes, numbers, replace(settings, decisions={}), engine)
    reviewed.run()
    return _Planner(objects, known, communes, numbers, settings, engine, decided, reviewed.ranking).run()


class _Planner:
    def __init__(
        self,
        objects: Objects,
        known: KnownAddresses,
        communes: CommuneIndex,
        numbers: Numbers,
        settings: Settings,
        engine: GeometryEngine,
        decided: Mapping[int, Decision] | None = None,
        reviewed: Ranking | None = None,
    ) -> None:
        n = objects.size
        self.objects, self.known, self.communes = objects, known, communes
        self.numbers, self.settings, self.engine = numbers, settings, engine
        self.decided, self.reviewed = decided or {}, reviewed
        self.ranking: Ranking | None = None
        self.seen = np.zeros(len(known.key), bool)
        self.link = np.zeros(n, np.uint8)
        self.asked = np.zeros(n, bool)  # a person wants a code of its own for it
        self.excluded = np.zeros(n, bool)
        self.off_fixed = np.zeros(n, bool)  # the object left its position, which is not ours to move
        self.plan = Plan.empty(n)

    def run(self) -> Plan:
        """All steps, strongest evidence first."""
        usable = self._set_aside_duplicates(self._set_aside_bad())
        self._carry_over(usable)
        self._decide()
        self._release_parts()
        fresh = self._filter_new(usable)
        self._join_lone_keepers(fresh)
        self._describe_known()
        self._describe_new(fresh)
        self.ranking = give_codes(
            self.plan, self.link, fresh, self._wanting(), self.objects, self.known, self.communes, self.numbers,
            self.settings, self.reviewed,
        )  # fmt: skip
        self._renumber()
        self._exclude()
        self._find_missing()
        return self.plan

    def _mark(self, index: np.ndarray, status: PlanStatus, reason: Reason) -> None:
        self.plan.status[index] = status_code(status)
        self.plan.reason[index] = reason

    # -- what cannot be worked on ------------------------------------------------------------------------

    def _set_aside_bad(self) -> np.ndarray:
        """Objects without a usable geometry are skipped, each with its reason."""
        kind, side = self.objects.kind, self.objects.side
        for bad, reason in _BAD_KINDS.items():
            self._mark(np.flatnonzero(kind == bad), PlanStatus.SKIPPED, reason)
        flat = (kind == ragged.Kind.POLYGON) & ~(side.area > 0)
        self._mark(np.flatnonzero(flat), PlanStatus.SKIPPED, Reason.NO_AREA)
        good = ~np.isin(kind, list(_BAD_KINDS)) & ~flat
        # An address whose object lost its geometry is not missing: its row is still there.
        self._see_keys(side.key[~good])
        return np.asarray(good)

    def _see_keys(self, keys: np.ndarray) -> None:
        """The addresses of these keys have something on the layer, though it cannot be told what."""
        keys = keys[keys != b""]
        if len(keys) and len(self.seen):
            self.seen |= np.isin(self.known.key, keys)

    def _set_aside_duplicates(self, usable: np.ndarray) -> np.ndarray:
        """Of objects with the same outline one is worked on: that whose key the register knows, else the lowest key."""
        side = self.objects.side
        index = np.flatnonzero(usable)
        index = index[repeated(side.fingerprint[index])]
        if len(index) == 0:
            return usable
        known_key = np.isin(side.key[index], self.known.key) & (side.key[index] != b"")
        nameless = side.key[index] == b""
        order = np.lexsort((self.objects.fid[index], side.key[index], nameless, ~known_key, side.fingerprint[index]))
        ordered = index[order]
        again = np.zeros(len(ordered), bool)
        again[1:] = side.fingerprint[ordered[1:]] == side.fingerprint[ordered[:-1]]
        twins = ordered[again]
        self._mark(twins, PlanStatus.SKIPPED, Reason.DUPLICATE)
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
            self._set_aside_retired(retired, index[self.link[index] == Link.NONE], new)
            self._carry_over_changed(index[self.link[index] == Link.NONE], new)
            self._doubt_known_keys(alive, index[self.link[index] == Link.NONE], new)
        doubt = twice[self.link[twice] == Link.NONE]
        self.link[doubt] = Link.CONFLICT
        self._mark(doubt, PlanStatus.CONFLICT, Reason.DUPLICATE_KEY)
        self._see_keys(side.key[doubt])

    def _pair_same_shape(self, old: np.ndarray, index: np.ndarray, new: Side) -> None:
        """Objects that have not changed since the register last saw them."""
        o, at = same_shape(self._known_side(old), _rows(new, index, shapes=False))
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
        self._mark(rows, PlanStatus.SKIPPED, Reason.RETIRED_ADDRESS)
        self.plan.candidates.update({n: (found[n],) for n in rows.tolist()})

    def _carry_over_changed(self, open_new: np.ndarray, new: Side) -> None:
        open_old = np.flatnonzero(~self.seen & ~self.known.retired)
        if len(open_old) == 0 or len(open_new) == 0:
            return
        details = self.known.details(open_old)
        found: CarryOver = carry_over(
            details.side, _rows(new, open_new), self.engine,
            entrance=details.entrance, protected=details.protected, rank=details.rank,
        )  # fmt: skip
        plan = self.plan
        linked = found.old >= 0
        self.link[open_new] = found.link
        plan.known[open_new[linked]] = open_old[found.old[linked]]
        self.seen[open_old[found.seen]] = True
        for doubt, reason in _DOUBTS.items():
            self._mark(open_new[(found.link == Link.CONFLICT) & (found.doubt == doubt)], PlanStatus.CONFLICT, reason)
        plan.candidates.update(
            {int(open_new[n]): tuple(int(open_old[c]) for c in olds) for n, olds in found.candidates.items()}
        )
        gone = np.flatnonzero(found.absorbed_by >= 0)
        plan.absorbed, plan.absorbed_by = open_old[gone], open_new[found.absorbed_by[gone]]
        same = np.isin(found.link, _PAIRED) & linked
        n, o = open_new[same], found.old[same]
        plan.reshaped[n] = True
        plan.rekeyed[n] = (new.key[n] != self.known.key[open_old[o]]) & (new.key[n] != b"")
        off = ~_positions_inside(new, n, details.side.centre[o])
        plan.moved[n[off & ~details.fixed[o]]] = True
        self.off_fixed[n[off & details.fixed[o]]] = True

    def _doubt_known_keys(self, old: np.ndarray, index: np.ndarray, new: Side) -> None:
        """What bears the key of an address near by, whose outline speaks against it, is not simply new."""
        named = index[new.key[index] != b""]
        if len(named) == 0:
            return
        keyed = old[np.isin(self.known.key[old], new.key[named])]
        o, at = unique_matches(self.known.key[keyed], new.key[named])
        if len(o) == 0:
            return
        o, n = keyed[o], named[at]
        near = np.hypot(*(new.centre[n] - self.known.details(o).side.centre).T) <= KEY_REACH
        self.link[n[near]] = Link.CONFLICT
        self._mark(n[near], PlanStatus.CONFLICT, Reason.KEY_AGAINST_SHAPE)
        self.seen[o[near]] = True
        self.plan.candidates.update({a: (b,) for a, b in zip(n[near].tolist(), o[near].tolist())})

    # -- what a person decided ---------------------------------------------------------------------------

    def _decide(self) -> None:
        """What a person decided in the review overrides the evidence."""
        wanted = self.known.find_codes([d.code for d in self.decided.values() if d.action == "match"])
        # First all that give an address up, then those that claim one.
        for i, decision in self.decided.items():
            if decision.action == "exclude":
                self.excluded[i] = True
            elif self._is_undecidable(i):
                continue
            elif decision.action == "new":
                self._unlink(i)
                self.link[i], self.asked[i] = Link.NONE, True
            elif decision.action == "match" and self.plan.known[i] != wanted.get(decision.code, -1):
                self._unlink(i)
                self.link[i] = Link.CONFLICT
        for i, decision in self.decided.items():
            if decision.action == "match" and not self._is_undecidable(i):
                self._match(i, wanted.get(decision.code, -1))

    def _is_undecidable(self, i: int) -> bool:
        """Whether an object has no usable outline: no decision can give it a place."""
        return Reason(int(self.plan.reason[i])) in (*_BAD_KINDS.values(), Reason.NO_AREA)

    def _match(self, i: int, o: int) -> None:
        if o >= 0 and self.plan.known[i] == o and self.link[i] in _PAIRED:
            return  # that is what the evidence says, too
        taken = np.flatnonzero((self.plan.known == o) & np.isin(self.link, _PAIRED))
        if o < 0 or len(taken) or self.known.retired[o]:
            self._unlink(i)
            self.link[i] = Link.CONFLICT
            self._mark(np.array([i]), PlanStatus.CONFLICT, Reason.DECISION_UNKNOWN)
            return
        plan = self.plan
        plan.absorbed, plan.absorbed_by = plan.absorbed[plan.absorbed != o], plan.absorbed_by[plan.absorbed != o]
        self.link[i], plan.known[i], self.seen[o] = Link.REKEYED, o, True
        details, at = self.known.details(np.array([o])), np.array([i])
        plan.reshaped[i] = True
        plan.rekeyed[i] = self.objects.side.key[i] != b""
        off = bool(~_positions_inside(self.objects.side, at, details.side.centre)[0])
        plan.moved[i], self.off_fixed[i] = off and not details.fixed[0], off and bool(details.fixed[0])

    def _unlink(self, i: int) -> None:
        """Take an object's address from it, with all that would follow."""
        plan = self.plan
        o = int(plan.known[i])
        plan.known[i] = -1
        plan.reshaped[i] = plan.moved[i] = plan.rekeyed[i] = self.off_fixed[i] = False
        if o >= 0 and not (plan.known == o).any():
            self.seen[o] = False
        mine = plan.absorbed_by == i
        self.seen[plan.absorbed[mine]] = False
        plan.absorbed, plan.absorbed_by = plan.absorbed[~mine], plan.absorbed_by[~mine]

    # -- statuses ----------------------------------------------------------------------------------------

    def _release_parts(self) -> None:
        """A part of a split object has no address yet, only a predecessor."""
        plan, parts = self.plan, self.link == Link.SPLIT_PART
        plan.successor_of[parts] = plan.known[parts]
        plan.known[parts] = -1

    def _filter_new(self, usable: np.ndarray) -> np.ndarray:
        """New objects that are to have a code: no annexes, no parcels of coded buildings, inside or near a commune."""
        fresh = (usable | self.asked) & np.isin(self.link, [Link.NONE, Link.SPLIT_PART])
        if self.settings.annex is not None:
            for reason in np.unique(self.settings.annex[fresh]):
                if reason:
                    out = fresh & (self.settings.annex == reason) & ~self.asked
                    self._mark(np.flatnonzero(out), PlanStatus.SKIPPED, Reason(int(reason)))
                    fresh = fresh & ~out
        if self.settings.has_building is not None:
            out = fresh & self.settings.has_building & ~self.asked
            self._mark(np.flatnonzero(out), PlanStatus.SKIPPED, Reason.HAS_BUILDING)
            fresh = fresh & ~out
        index = np.flatnonzero(fresh)
        self._locate(index)
        outside = index[self.plan.commune[index] < 0]
        self._mark(outside, PlanStatus.SKIPPED, Reason.OUTSIDE)
        return np.asarray(index[self.plan.commune[index] >= 0])

    def _locate(self, index: np.ndarray) -> None:
        side = self.objects.side
        hints = self._unit_hints()
        self.plan.commune[index], self.plan.commune_method[index] = self.communes.locate(
            side.box[index], side.centre[index], lambda i: side.wkb[index[i]], lambda i: int(hints[index[i]]),
            self.settings.tolerance,
        )  # fmt: skip

    def _unit_hints(self) -> np.ndarray:
        """Commune index that the layer's own field names (by code, or by a name that only one bears), -1 where none."""
        named = self.objects.attribute("commune")
        by_code = {c.code: i for i, c in enumerate(self.communes.communes)}
        by_name: dict[str, int] = {}
        for i, c in enumerate(self.communes.communes):
            key = compare_key(c.name)
            by_name[key] = -1 if key in by_name else i
        answer = [by_code.get(v.strip().zfill(5), by_name.get(compare_key(v), -1)) for v in named.values]
        return np.array([*answer, -1], np.int64)[named.codes]

    def _join_lone_keepers(self, fresh: np.ndarray) -> None:
        """Where no other part gets an address (a shed, say), the object was not split but changed."""
        keepers = np.flatnonzero(self.link == Link.SPLIT_KEEPER)
        lone = keepers[~np.isin(self.plan.known[keepers], self.plan.successor_of[fresh])]
        self.link[lone] = np.where(self.plan.rekeyed[lone], Link.REKEYED, Link.SAME)

    def _describe_known(self) -> None:
        """Statuses of objects that the register knows."""
        plan, link = self.plan, self.link
        same = link == Link.SAME
        self._mark(np.flatnonzero(same & ~plan.reshaped), PlanStatus.KEPT, Reason.UNCHANGED)
        self._mark(np.flatnonzero(same & plan.reshaped), PlanStatus.KEPT, Reason.RESHAPED)
        self._mark(np.flatnonzero(link == Link.REKEYED), PlanStatus.MATCHED, Reason.REKEYED)
        self._mark(np.flatnonzero(same & plan.moved), PlanStatus.MOVED, Reason.POSITION_MOVED)
        self._mark(np.flatnonzero(same & self.off_fixed), PlanStatus.MOVED, Reason.POSITION_OFFICIAL)
        self._mark(np.flatnonzero(link == Link.SPLIT_KEEPER), PlanStatus.SPLIT, Reason.SPLIT_KEEPER)
        self._mark(np.flatnonzero(link == Link.MERGED), PlanStatus.MERGED, Reason.MERGE_SURVIVOR)

    def _describe_new(self, fresh: np.ndarray) -> None:
        parts = self.link[fresh] == Link.SPLIT_PART
        self._mark(fresh[~parts], PlanStatus.NEW, Reason.FIRST_CODE)
        self._mark(fresh[parts], PlanStatus.SPLIT, Reason.SPLIT_PART)

    def _wanting(self) -> np.ndarray:
        """Objects of known addresses that have no code, or one that may still be replaced."""
        linked = np.flatnonzero((self.plan.known >= 0) & np.isin(self.link, _PAIRED))
        return linked[self.known.wants_code[self.plan.known[linked]]] if len(linked) else linked

    def _renumber(self) -> None:
        """Unchanged objects whose number on the map changed: the address follows, the code stays."""
        plan = self.plan
        linked = np.flatnonzero((plan.known >= 0) & np.isin(self.link, _PAIRED))
        if len(linked) == 0:
            return
        for name in self.settings.renumbered:
            now = self.objects.attribute(name).take(linked).objects()
            before = self.known.column(plan.known[linked], name).objects()
            drawn = np.array([value is not None for value in now], bool)
            plan.renumbered[linked[drawn & (now != before)]] = True
        # Of submitted and later addresses the registry decides; the layer's number is only reported.
        changed = np.flatnonzero(plan.renumbered)
        plain = changed[plan.reason[changed] == Reason.UNCHANGED]
        plan.reason[plain] = Reason.RENUMBERED
        ours = np.flatnonzero(plan.renumbered | ((plan.known >= 0) & plan.reshaped & np.isin(self.link, _PAIRED)))
        plan.renumbered[ours] = ~self.known.protected(plan.known[ours])

    def _exclude(self) -> None:
        """Excluded objects are left as they are; their planned numbers stay free, so no other code changes."""
        out = np.flatnonzero(self.excluded)
        if len(out) == 0:
            return
        plan = self.plan
        self._mark(out, PlanStatus.SKIPPED, Reason.EXCLUDED)
        plan.code[out], plan.serial[out], plan.block_id[out] = "", -1, -1
        for column in plan.derived.values():
            column[out] = ""
        for flags in (plan.moved, plan.reshaped, plan.rekeyed, plan.renumbered):
            flags[out] = False
        keep = ~np.isin(plan.absorbed_by, out)
        plan.absorbed, plan.absorbed_by = plan.absorbed[keep], plan.absorbed_by[keep]

    def _find_missing(self) -> None:
        """Addresses whose object is not on the layer, in the communes that it covers; reported, never retired.

        It covers the commune where most of its objects lie, and those of which it holds more than half the addresses.
        Of a neighbour it may hold only what stands on the border.
        """
        lost = np.flatnonzero(~self.seen & ~self.known.retired)
        if len(lost) == 0:
            return
        linked = np.unique(self.plan.known[self.plan.known >= 0])
        held = Counter(self.known.commune_codes(linked).tolist() if len(linked) else ())
        fresh = self.plan.commune[(self.plan.commune >= 0) & (self.plan.known < 0)]
        objects = held + Counter(self.communes.communes[c].code for c in fresh.tolist())
        of_lost = self.known.commune_codes(lost)
        covered = {code for code, count in Counter(of_lost.tolist()).items() if held[code] > count}
        covered.update(code for code, count in objects.items() if count == max(objects.values()))
        self.plan.missing = lost[np.isin(of_lost, sorted(covered))]


def _rows(side: Side, index: np.ndarray, shapes: bool = True) -> Side:
    return Side(
        side.key[index], side.fingerprint[index], side.box[index], side.area[index], side.centre[index],
        [side.wkb[i] for i in index] if shapes else [],
    )  # fmt: skip


def _positions_inside(new: Side, index: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Whether each object still holds the position given earlier (points and lines: whether it is within a metre)."""
    shapes = ragged.decode([new.wkb[i] for i in index])
    inside = ragged.contains_pairs(shapes, np.arange(len(index)), point)
    near = np.hypot(*(new.centre[index] - point).T) <= 1.0
    return np.where(new.area[index] > 0, inside, near)


def _find_references(objects: Objects, decisions: Mapping[str, Decision]) -> dict[int, Decision]:
    """Decisions by object index; those on addresses without an object (`a:…`) have nothing to decide."""
    wanted = {ref: decision for ref, decision in decisions.items() if not ref.startswith("a:")}
    keys = np.array([ref[2:].encode() for ref in wanted if ref.startswith("k:")] or [b""])
    fids = np.array(
        [int(ref[2:]) for ref in wanted if ref.startswith("f:") and ref[2:].lstrip("-").isdigit()], np.int64
    )
    candidates = np.flatnonzero(
        (np.isin(objects.side.key, keys) & (objects.side.key != b"")) | np.isin(objects.fid, fids)
    )
    found = {objects.reference(i): i for i in candidates.tolist()}
    lost = sorted(set(wanted) - set(found))
    if lost:
        raise DiachisoError(OTHER_LAYER, count=len(lost), refs=", ".join(lost[:5]) + (", …" if len(lost) > 5 else ""))
    return {found[ref]: decision for ref, decision in sorted(wanted.items())}
