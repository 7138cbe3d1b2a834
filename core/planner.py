"""Making the plan of an assignment: what each object is to the register, what a person decided, and who gets a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .carry_over import Link
from .code_giving import Ranking, give_codes
from .columns import TextColumn
from .communes import CommuneIndex
from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .geometry.engine import GeometryEngine
from .linking import BAD_KINDS, PAIRED, Linker, positions_inside
from .objects import Objects
from .plan import Decision, KnownAddresses, Numbers, Plan, Settings
from .reasons import PlanStatus, Reason
from .unit_names import split_unit_name

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


class _Planner(Linker):
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
        super().__init__(objects, known, engine, settings.check)
        self.communes, self.numbers, self.settings = communes, numbers, settings
        self.decided, self.reviewed = decided or {}, reviewed
        self.ranking: Ranking | None = None
        self.asked = np.zeros(objects.size, bool)  # a person wants a code of its own for it
        self.excluded = np.zeros(objects.size, bool)
        self.chosen = np.ones(objects.size, bool) if settings.chosen is None else settings.chosen.copy()

    def run(self) -> Plan:
        """All steps."""
        usable = self.link_objects()
        self._decide()
        self._release_parts()
        self._choose_kin()
        self.check()
        fresh = self._filter_new(usable)
        self.check()
        self._join_lone_keepers(fresh)
        self._describe_known()
        self._describe_new(fresh)
        self.check()
        self.ranking = give_codes(
            self.plan, self.link, fresh, self._wanting(), self.objects, self.known, self.communes, self.numbers,
            self.settings, self.reviewed,
        )  # fmt: skip
        self.check()
        self._renumber()
        self._exclude()
        self._find_missing()
        return self.plan

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
        return Reason(int(self.plan.reason[i])) in (*BAD_KINDS.values(), Reason.NO_AREA)

    def _match(self, i: int, o: int) -> None:
        if o >= 0 and self.plan.known[i] == o and self.link[i] in PAIRED:
            return  # that is what the evidence says, too
        taken = np.flatnonzero((self.plan.known == o) & np.isin(self.link, PAIRED))
        if o < 0 or len(taken) or self.known.retired[o]:
            self._unlink(i)
            self.link[i] = Link.CONFLICT
            self.mark(np.array([i]), PlanStatus.CONFLICT, Reason.DECISION_UNKNOWN)
            return
        plan = self.plan
        plan.absorbed, plan.absorbed_by = plan.absorbed[plan.absorbed != o], plan.absorbed_by[plan.absorbed != o]
        self.link[i], plan.known[i], self.seen[o] = Link.REKEYED, o, True
        details, at = self.known.details(np.array([o])), np.array([i])
        plan.reshaped[i] = True
        plan.rekeyed[i] = self.objects.side.key[i] != b""
        off = bool(~positions_inside(self.objects.side, at, details.side.centre)[0])
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

    def _choose_kin(self) -> None:
        """What came of one address is planned together: with a part of a split object its other parts are chosen."""
        if self.settings.chosen is None:
            return
        plan = self.plan
        parts = np.concatenate([plan.known[self.chosen], plan.successor_of[self.chosen]])
        split = np.intersect1d(parts, plan.successor_of[plan.successor_of >= 0])
        self.chosen |= np.isin(plan.successor_of, split) | np.isin(plan.known, split)

    def _filter_new(self, usable: np.ndarray) -> np.ndarray:
        """New objects that are to have a code: no annexes, no parcels of coded buildings, inside or near a commune."""
        fresh = (usable | self.asked) & np.isin(self.link, [Link.NONE, Link.SPLIT_PART]) & self.chosen
        if self.settings.annex is not None:
            for reason in np.unique(self.settings.annex[fresh]):
                if reason:
                    out = fresh & (self.settings.annex == reason) & ~self.asked
                    self.mark(np.flatnonzero(out), PlanStatus.SKIPPED, Reason(int(reason)))
                    fresh = fresh & ~out
        if self.settings.has_building is not None:
            out = fresh & self.settings.has_building & ~self.asked
            self.mark(np.flatnonzero(out), PlanStatus.SKIPPED, Reason.HAS_BUILDING)
            fresh = fresh & ~out
        fresh = self._hold(fresh)
        index = np.flatnonzero(fresh)
        self._locate(index)
        outside = index[self.plan.commune[index] < 0]
        self.mark(outside, PlanStatus.SKIPPED, Reason.OUTSIDE)
        index = index[self.plan.commune[index] >= 0]
        if self.settings.only_in:
            ours = np.array([c.code in self.settings.only_in for c in self.communes.communes], bool)
            elsewhere = index[~ours[self.plan.commune[index]]]
            self.mark(elsewhere, PlanStatus.SKIPPED, Reason.OTHER_COMMUNE)
            self.plan.commune[elsewhere] = -1
            index = index[self.plan.commune[index] >= 0]
        return np.asarray(index)

    def _hold(self, fresh: np.ndarray) -> np.ndarray:
        """What may own an issued code gets no other one before a person has decided."""
        held = np.array([i for i in self.settings.held if fresh[i] and not self.asked[i]], np.int64)
        self.plan.held = {int(i): self.settings.held[int(i)] for i in held}
        self.link[held] = Link.CONFLICT
        self.mark(held, PlanStatus.CONFLICT, Reason.MAY_OWN_ISSUED)
        fresh[held] = False
        return fresh

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
        by_name: dict[object, int] = {}
        for i, c in enumerate(self.communes.communes):
            name = split_unit_name(c.name)
            # "Phường Ninh Hòa", and "Ninh Hòa" alone where no Xã bears that name, too.
            for key in ((name.unit_type, name.key), name.key):
                by_name[key] = -1 if by_name.get(key, i) != i else i

        def find(value: str) -> int:
            name = split_unit_name(value)
            key = (name.unit_type, name.key) if name.unit_type else name.key
            return by_code.get(value.strip().zfill(5), by_name.get(key, -1))

        return np.array([*map(find, named.values), -1], np.int64)[named.codes]

    def _join_lone_keepers(self, fresh: np.ndarray) -> None:
        """Where no other part gets an address (a shed, say), the object was not split but changed."""
        keepers = np.flatnonzero(self.link == Link.SPLIT_KEEPER)
        lone = keepers[~np.isin(self.plan.known[keepers], self.plan.successor_of[fresh])]
        self.link[lone] = np.where(self.plan.rekeyed[lone], Link.REKEYED, Link.SAME)

    def _describe_known(self) -> None:
        """Statuses of objects that the register knows."""
        plan, link = self.plan, self.link
        same = link == Link.SAME
        self.mark(np.flatnonzero(same & ~plan.reshaped), PlanStatus.KEPT, Reason.UNCHANGED)
        self.mark(np.flatnonzero(same & plan.reshaped), PlanStatus.KEPT, Reason.RESHAPED)
        self.mark(np.flatnonzero(link == Link.REKEYED), PlanStatus.MATCHED, Reason.REKEYED)
        self.mark(np.flatnonzero(same & plan.moved), PlanStatus.MOVED, Reason.POSITION_MOVED)
        self.mark(np.flatnonzero(same & self.off_fixed), PlanStatus.MOVED, Reason.POSITION_OFFICIAL)
        self.mark(np.flatnonzero(link == Link.SPLIT_KEEPER), PlanStatus.SPLIT, Reason.SPLIT_KEEPER)
        self.mark(np.flatnonzero(link == Link.MERGED), PlanStatus.MERGED, Reason.MERGE_SURVIVOR)

    def _describe_new(self, fresh: np.ndarray) -> None:
        parts = self.link[fresh] == Link.SPLIT_PART
        self.mark(fresh[~parts], PlanStatus.NEW, Reason.FIRST_CODE)
        self.mark(fresh[parts], PlanStatus.SPLIT, Reason.SPLIT_PART)

    def _wanting(self) -> np.ndarray:
        """Objects of known addresses that have no code, or one that may still be replaced."""
        linked = np.flatnonzero((self.plan.known >= 0) & np.isin(self.link, PAIRED) & self.chosen)
        if self.settings.held:  # a provisional one waits, too
            linked = linked[~np.isin(linked, list(self.settings.held)) | self.asked[linked]]
        return linked[self.known.wants_code[self.plan.known[linked]]] if len(linked) else linked

    def _renumber(self) -> None:
        """Unchanged objects whose number on the map changed: the address follows, the code stays."""
        plan = self.plan
        linked = np.flatnonzero((plan.known >= 0) & np.isin(self.link, PAIRED))
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
        ours = np.flatnonzero(plan.renumbered | ((plan.known >= 0) & plan.reshaped & np.isin(self.link, PAIRED)))
        plan.renumbered[ours] = ~self.known.protected(plan.known[ours])

    def _exclude(self) -> None:
        """Excluded objects are left as they are; their planned numbers stay free, so no other code changes. So are
        those that nobody selected, which were given no number.
        """
        out = np.flatnonzero(self.excluded | ~self.chosen)
        if len(out) == 0:
            return
        plan = self.plan
        self.mark(np.flatnonzero(self.excluded), PlanStatus.SKIPPED, Reason.EXCLUDED)
        self.mark(np.flatnonzero(~self.chosen), PlanStatus.SKIPPED, Reason.NOT_SELECTED)
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
        if len(lost) == 0 or self.settings.chosen is not None:  # who asks for some objects asks for no others
            return
        linked = np.unique(self.plan.known[self.plan.known >= 0])
        held = self.known.column(linked, "commune_code").counts()
        fresh = self.plan.commune[(self.plan.commune >= 0) & (self.plan.known < 0)]
        codes = tuple(commune.code for commune in self.communes.communes)
        objects = held + TextColumn(fresh.astype(np.int32), codes).counts()
        of_lost = self.known.column(lost, "commune_code")
        covered = {code for code, count in of_lost.counts().items() if held[code] > count}
        covered.update(code for code, count in objects.items() if count == max(objects.values()))
        unknown = int("" in covered)  # addresses without a commune
        self.plan.missing = lost[of_lost.numbers(dict.fromkeys(covered, 1), 0) + unknown * (of_lost.codes < 0) > 0]


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
