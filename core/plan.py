"""The plan of an assignment: for every object of a layer what will happen to it, and why. Nothing is written here."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Callable, Optional, Protocol

import numpy as np

from .allocation import Block, allocate
from .carry_over import CarryOver, Doubt, Link, Side, carry_over, same_shape
from .codes.scheme import CodeScheme
from .columns import TextColumn
from .communes import CommuneIndex, CommuneMethod
from .geometry import ragged
from .geometry.engine import GeometryEngine
from .objects import Objects
from .order import walking_order
from .reasons import STATUSES, PlanStatus, Reason, status_code

_DOUBTS = {
    Doubt.KEY_FAR: Reason.KEY_FAR,
    Doubt.KEY_AGAINST_SHAPE: Reason.KEY_AGAINST_SHAPE,
    Doubt.TANGLED: Reason.TANGLED,
    Doubt.DUPLICATE_KEY: Reason.DUPLICATE_KEY,
    Doubt.ABSORBED_OFFICIAL: Reason.ABSORBED_OFFICIAL,
    Doubt.MATCH_UNKNOWN: Reason.DECISION_UNKNOWN,
}
_BAD_KINDS = {
    ragged.Kind.NONE: Reason.NO_GEOMETRY,
    ragged.Kind.UNREADABLE: Reason.UNREADABLE,
    ragged.Kind.HUGE: Reason.HUGE,
}


@dataclass(frozen=True)
class KnownDetails:
    """More about some addresses: `side` in the metric CRS of the work, `entrance` (k, 2), `protected`, `rank`, `fixed` (position not ours)."""

    side: Side
    entrance: np.ndarray
    protected: np.ndarray
    rank: np.ndarray
    fixed: np.ndarray


class KnownAddresses(Protocol):
    """The register's addresses of the role of the layer; what is not needed is not read."""

    @property
    def key(self) -> np.ndarray: ...

    @property
    def fingerprint(self) -> np.ndarray: ...

    @property
    def wants_code(self) -> np.ndarray:
        """(m,) has no code, or a provisional one that may still be replaced."""

    def details(self, index: np.ndarray) -> KnownDetails: ...

    def commune_codes(self, index: np.ndarray) -> np.ndarray:
        """(k,) text."""

    def retired(self, index: np.ndarray) -> np.ndarray:
        """(k,) bool, out of use."""

    def column(self, index: np.ndarray, name: str) -> TextColumn:
        """A text column of some addresses."""

    def find_codes(self, codes: Sequence[str]) -> dict[str, int]:
        """Index of the address that bears each code."""


@dataclass(frozen=True)
class Numbers:
    """What the ledger lets us give: blocks by commune code, taken serials by prefix (sorted), the next provisional number."""

    blocks: Mapping[str, Sequence[Block]]
    taken: Mapping[str, np.ndarray]
    next_provisional: int


@dataclass(frozen=True)
class Decision:
    """What a person decided about an object in the review: exclude, new, or match with the address of a code."""

    action: str
    code: str = ""


@dataclass(frozen=True)
class Settings:
    """How to plan. `annex` (n,) Reason number or 0 of objects that are annexes; `has_building` (n,) parcels that need no code."""

    scheme: CodeScheme
    tolerance: float = 500.0
    annex: Optional[np.ndarray] = None
    has_building: Optional[np.ndarray] = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    to_lonlat: Callable[[np.ndarray], np.ndarray] = lambda xy: xy


@dataclass
class Plan:
    """One row per object, `known` (n,) its address's index or -1; `code` (n,) new codes ('' none); rows for addresses without object apart."""

    status: np.ndarray
    reason: np.ndarray
    known: np.ndarray
    commune: np.ndarray
    commune_method: np.ndarray
    code: np.ndarray
    block_id: np.ndarray
    serial: np.ndarray
    successor_of: np.ndarray
    moved: np.ndarray
    reshaped: np.ndarray
    candidates: dict[int, tuple[int, ...]]
    missing: np.ndarray
    absorbed: np.ndarray
    absorbed_by: np.ndarray

    def count(self, status: PlanStatus) -> int:
        """Rows of a status."""
        n = int((self.status == status_code(status)).sum())
        if status is PlanStatus.MISSING:
            n += len(self.missing)
        if status is PlanStatus.MERGED:
            n += len(self.absorbed)
        return n

    def counts(self) -> dict[PlanStatus, int]:
        """Rows by status."""
        return {status: self.count(status) for status in STATUSES}

    @property
    def changes_nothing(self) -> bool:
        """Whether an apply would leave the register as it is."""
        writes = [PlanStatus.MATCHED, PlanStatus.NEW, PlanStatus.PROVISIONAL, PlanStatus.SPLIT, PlanStatus.MERGED]
        return not (any(self.count(s) for s in writes) or self.moved.any() or self.reshaped.any() or (self.code != "").any())


def make_plan(
    objects: Objects,
    known: KnownAddresses,
    communes: CommuneIndex,
    numbers: Numbers,
    settings: Settings,
    engine: GeometryEngine,
) -> Plan:
    """Plan codes for every object. Raises BlockExhausted where a commune's blocks do not suffice."""
    return _Planner(objects, known, communes, numbers, settings, engine).run()


class _Planner:
    def __init__(
        self,
        objects: Objects,
        known: KnownAddresses,
        communes: CommuneIndex,
        numbers: Numbers,
        settings: Settings,
        engine: GeometryEngine,
    ) -> None:
        n = objects.size
        self.objects, self.known, self.communes = objects, known, communes
        self.numbers, self.settings, self.engine = numbers, settings, engine
        self.seen = np.zeros(len(known.key), bool)
        self.link = np.zeros(n, np.uint8)
        self.decided_new = np.zeros(n, bool)
        self.excluded = np.zeros(n, bool)
        self.plan = Plan(
            status=np.full(n, status_code(PlanStatus.SKIPPED), np.uint8),
            reason=np.zeros(n, np.uint8),
            known=np.full(n, -1, np.int64),
            commune=np.full(n, -1, np.int32),
            commune_method=np.zeros(n, np.uint8),
            code=np.zeros(n, "U1"),
            block_id=np.full(n, -1, np.int64),
            serial=np.full(n, -1, np.int64),
            successor_of=np.full(n, -1, np.int64),
            moved=np.zeros(n, bool),
            reshaped=np.zeros(n, bool),
            candidates={},
            missing=np.zeros(0, np.int64),
            absorbed=np.zeros(0, np.int64),
            absorbed_by=np.zeros(0, np.int64),
        )

    def run(self) -> Plan:
        usable = self._set_aside_bad()
        usable = self._set_aside_duplicates(usable)
        self._carry_over(usable)
        self._decide()
        wanting = self._describe_known()
        fresh = self._filter_new(usable)
        self._give_codes(fresh, wanting)
        self._exclude()
        self._find_missing()
        return self.plan

    def _mark(self, index: np.ndarray, status: PlanStatus, reason: Reason) -> None:
        self.plan.status[index] = status_code(status)
        self.plan.reason[index] = reason

    def _set_aside_bad(self) -> np.ndarray:
        """Objects without a usable geometry are skipped, each with its reason."""
        kind, side = self.objects.kind, self.objects.side
        for bad, reason in _BAD_KINDS.items():
            self._mark(np.flatnonzero(kind == bad), PlanStatus.SKIPPED, reason)
        flat = (kind == ragged.Kind.POLYGON) & ~(side.area > 0)
        self._mark(np.flatnonzero(flat), PlanStatus.SKIPPED, Reason.NO_AREA)
        good = ~np.isin(kind, list(_BAD_KINDS)) & ~flat
        if not good.all() and len(self.seen):
            # An address whose object lost its geometry is not missing: its row is still there.
            keys = side.key[~good]
            self.seen |= np.isin(self.known.key, keys[keys != b""])
        return good

    def _set_aside_duplicates(self, usable: np.ndarray) -> np.ndarray:
        """Of objects with the same outline one is worked on: that whose key the register knows, else the lowest key."""
        side = self.objects.side
        index = np.flatnonzero(usable)
        known_key = np.isin(side.key[index], self.known.key) & (side.key[index] != b"") if len(self.seen) else np.zeros(
            len(index), bool
        )
        order = np.lexsort((self.objects.fid[index], side.key[index], ~known_key, side.fingerprint[index]))
        ordered = index[order]
        again = np.zeros(len(ordered), bool)
        again[1:] = side.fingerprint[ordered[1:]] == side.fingerprint[ordered[:-1]]
        twins = ordered[again]
        self._mark(twins, PlanStatus.SKIPPED, Reason.DUPLICATE)
        usable = usable.copy()
        usable[twins] = False
        return usable

    def _carry_over(self, usable: np.ndarray) -> None:
        side, plan = self.objects.side, self.plan
        index = np.flatnonzero(usable)
        keys = side.key.copy()
        values, which, count = np.unique(keys[index], return_inverse=True, return_counts=True)
        twice = index[((count > 1) & (values != b""))[which.reshape(-1)]]
        keys[twice] = b""  # a key that several objects bear identifies none of them
        new = Side(keys, side.fingerprint, side.box, side.area, side.centre, side.wkb)
        if len(self.seen):
            old = Side(self.known.key, self.known.fingerprint, *(np.zeros((0, 0)),) * 3, [])
            o, at = same_shape(old, _rows(new, index, shapes=False))
            n = index[at]
            same_key = (self.known.key[o] == keys[n]) | (keys[n] == b"") | (self.known.key[o] == b"")
            self.link[n] = np.where(same_key, Link.SAME, Link.REKEYED)
            plan.known[n] = o
            self.seen[o] = True
            self._carry_over_changed(index[self.link[index] == Link.NONE], new)
        doubt = twice[self.link[twice] == Link.NONE]
        self.link[doubt] = Link.CONFLICT
        self._mark(doubt, PlanStatus.CONFLICT, Reason.DUPLICATE_KEY)

    def _carry_over_changed(self, open_new: np.ndarray, new: Side) -> None:
        open_old = np.flatnonzero(~self.seen)
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
        same = np.isin(found.link, [Link.SAME, Link.REKEYED, Link.SPLIT_KEEPER, Link.MERGED]) & linked
        n, o = open_new[same], found.old[same]
        plan.reshaped[n] = True
        off = ~_positions_inside(new, n, details.side.centre[o])
        plan.moved[n[off & ~details.fixed[o]]] = True
        self._fixed_off = n[off & details.fixed[o]]

    _fixed_off: np.ndarray = np.zeros(0, np.int64)

    def _decide(self) -> None:
        """What a person decided in the review overrides the evidence."""
        decisions = self.settings.decisions
        if not decisions:
            return
        wanted = self.known.find_codes([d.code for d in decisions.values() if d.action == "match"])
        for i in _find_references(self.objects, decisions):
            decision = decisions[self.objects.reference(i)]
            if decision.action == "exclude":
                self.excluded[i] = True
            elif decision.action == "new":
                self._unlink(i)
                self.link[i], self.decided_new[i] = Link.NONE, True
            elif decision.action == "match":
                o = wanted.get(decision.code, -1)
                if o < 0 or (self.plan.known == o).any():
                    self.link[i] = Link.CONFLICT
                    self._mark(np.array([i]), PlanStatus.CONFLICT, Reason.DECISION_UNKNOWN)
                    continue
                self._unlink(i)
                self.link[i], self.plan.known[i], self.seen[o] = Link.REKEYED, o, True
                self.plan.reshaped[i] = True
                self.plan.moved[i] = not self.known.details(np.array([o])).fixed[0]

    def _unlink(self, i: int) -> None:
        if self.plan.known[i] >= 0:
            self.seen[self.plan.known[i]] = False
        self.plan.known[i] = -1
        self.plan.reshaped[i] = self.plan.moved[i] = False

    def _describe_known(self) -> np.ndarray:
        """Statuses of objects that the register knows; returns those whose address still wants a code."""
        plan, link = self.plan, self.link
        same = link == Link.SAME
        self._mark(np.flatnonzero(same & ~plan.reshaped), PlanStatus.KEPT, Reason.UNCHANGED)
        self._mark(np.flatnonzero(same & plan.reshaped), PlanStatus.KEPT, Reason.RESHAPED)
        self._mark(np.flatnonzero(link == Link.REKEYED), PlanStatus.MATCHED, Reason.REKEYED)
        moved = same & plan.moved
        self._mark(np.flatnonzero(moved), PlanStatus.MOVED, Reason.POSITION_MOVED)
        self._mark(self._fixed_off[link[self._fixed_off] == Link.SAME], PlanStatus.MOVED, Reason.POSITION_OFFICIAL)
        self._mark(np.flatnonzero(link == Link.SPLIT_KEEPER), PlanStatus.SPLIT, Reason.SPLIT_KEEPER)
        self._mark(np.flatnonzero(link == Link.MERGED), PlanStatus.MERGED, Reason.MERGE_SURVIVOR)
        parts = link == Link.SPLIT_PART
        plan.successor_of[parts] = plan.known[parts]
        plan.known[parts] = -1
        if not len(self.seen):
            return np.zeros(0, np.int64)
        linked = np.flatnonzero((plan.known >= 0) & (link != Link.CONFLICT))
        return linked[self.known.wants_code[plan.known[linked]]]

    def _filter_new(self, usable: np.ndarray) -> np.ndarray:
        """New objects that are to have a code: no annexes, no parcels of coded buildings, inside or near a commune."""
        fresh = usable & np.isin(self.link, [Link.NONE, Link.SPLIT_PART])
        asked = self.decided_new
        if self.settings.annex is not None:
            for reason in np.unique(self.settings.annex[fresh]):
                if reason:
                    out = fresh & (self.settings.annex == reason) & ~asked
                    self._mark(np.flatnonzero(out), PlanStatus.SKIPPED, Reason(int(reason)))
                    fresh = fresh & ~out
        if self.settings.has_building is not None:
            out = fresh & self.settings.has_building & ~asked
            self._mark(np.flatnonzero(out), PlanStatus.SKIPPED, Reason.HAS_BUILDING)
            fresh = fresh & ~out
        index = np.flatnonzero(fresh)
        self._locate(index)
        outside = index[self.plan.commune[index] < 0]
        self._mark(outside, PlanStatus.SKIPPED, Reason.OUTSIDE)
        return index[self.plan.commune[index] >= 0]

    def _locate(self, index: np.ndarray) -> None:
        side = self.objects.side
        hints = self._unit_hints()
        commune, method = self.communes.locate(
            side.box[index], side.centre[index], lambda i: side.wkb[index[i]], lambda i: int(hints[index[i]]), self.settings.tolerance
        )
        self.plan.commune[index], self.plan.commune_method[index] = commune, method

    def _unit_hints(self) -> np.ndarray:
        """Commune index that the layer's own field names (by code, or by exact name after normalising), -1 where none."""
        from .text import compare_key

        named = self.objects.attribute("commune")
        by_code = {c.code: i for i, c in enumerate(self.communes.communes)}
        by_name: dict[str, int] = {}
        for i, c in enumerate(self.communes.communes):
            key = compare_key(c.name)
            by_name[key] = -1 if key in by_name else i
        answer = [by_code.get(v.strip().zfill(5), by_name.get(compare_key(v), -1)) for v in named.values]
        return np.array([*answer, -1], np.int64)[named.codes]

    def _give_codes(self, fresh: np.ndarray, wanting: np.ndarray) -> None:
        """Codes from the blocks in walking order, provisional ones where a commune has no block."""
        plan, link = self.plan, self.link
        plain = fresh[link[fresh] == Link.NONE]
        self._mark(plain, PlanStatus.NEW, Reason.FIRST_CODE)
        for method, reason in ((CommuneMethod.NEAREST, Reason.OUTSIDE_NEAREST), (CommuneMethod.FIELD, Reason.OUTSIDE_FIELD)):
            plan.reason[plain[plan.commune_method[plain] == method]] = reason
        self._mark(fresh[link[fresh] == Link.SPLIT_PART], PlanStatus.SPLIT, Reason.SPLIT_PART)
        if self.settings.scheme.kind == "derived":
            self._derive(fresh)
            return
        if len(wanting):
            wanting = self._with_block(wanting)
        asked = np.concatenate([fresh, wanting]).astype(np.int64)
        ranked = asked[self._walk(asked)]
        # Those decided one by one in the review come last, so that all other codes stay as they were reviewed.
        ranked = np.concatenate([ranked[~self.decided_new[ranked]], ranked[self.decided_new[ranked]]])
        self._number(ranked)
        coded = wanting[plan.code[wanting] != ""] if len(wanting) else wanting
        plain_coded = coded[np.isin(link[coded], [Link.SAME])]
        self._mark(plain_coded, PlanStatus.NEW, Reason.FROM_PROVISIONAL)

    def _derive(self, fresh: np.ndarray) -> None:
        """Codes computed from positions, for every object that has an address or gets one."""
        plan, scheme = self.plan, self.settings.scheme
        known = np.flatnonzero((plan.known >= 0) & (self.link != Link.CONFLICT))
        plan.code = np.zeros(self.objects.size, f"U{max(scheme.width, 16)}")
        lonlat = self.settings.to_lonlat(self.objects.side.centre)
        plan.code[fresh] = self._derived_at(lonlat[fresh], plan.commune[fresh])
        if len(known) == 0:
            return
        details = self.known.details(plan.known[known])
        before = self.settings.to_lonlat(details.side.centre)
        by_code = {c.code: i for i, c in enumerate(self.communes.communes)}
        commune = np.array([by_code.get(c, -1) for c in self.known.commune_codes(plan.known[known]).tolist()], np.int32)
        after = np.where(plan.moved[known][:, None], lonlat[known], before)
        old = np.array([v or "" for v in self.known.column(plan.known[known], scheme.column).objects().tolist()], dtype=object)
        computed_before, computed_now = self._derived_at(before, commune), self._derived_at(after, commune)
        # A value that the old position does not give was not computed here: it was imported, and stays.
        imported = (old != "") & (old != computed_before) & (old != computed_now)
        self._mark(known[imported], PlanStatus.KEPT, Reason.IMPORTED_VALUE)
        changed = ~imported & (old != computed_now)
        plan.code[known[changed]] = computed_now[changed]
        first = changed & (old == "")
        self._mark(known[first & (self.link[known] == Link.SAME)], PlanStatus.NEW, Reason.DERIVED)
        self._mark(known[changed & ~first & (self.link[known] == Link.SAME)], PlanStatus.MOVED, Reason.DERIVED)

    def _derived_at(self, lonlat: np.ndarray, commune: np.ndarray) -> np.ndarray:
        units = {
            name: [*(getattr(c, name, "") for c in self.communes.communes), ""] for name in self.settings.scheme.needs_units
        }
        of_rows = {name: np.array(values)[commune] for name, values in units.items()}
        return np.asarray(self.settings.scheme.derive(lonlat[:, 0], lonlat[:, 1], of_rows))

    def _with_block(self, wanting: np.ndarray) -> np.ndarray:
        """Known addresses without a final code, in communes that have a block by now."""
        codes = self.known.commune_codes(self.plan.known[wanting])
        by_code = {c.code: i for i, c in enumerate(self.communes.communes)}
        commune = np.array([by_code.get(c, -1) if self.numbers.blocks.get(c) else -1 for c in codes.tolist()], np.int32)
        self.plan.commune[wanting] = commune
        return wanting[commune >= 0]

    def _walk(self, index: np.ndarray) -> np.ndarray:
        side = self.objects.side
        return walking_order(
            self.plan.commune[index], side.box[index], self.objects.attribute("street").take(index),
            self.objects.attribute("house_number").take(index), side.key[index], side.fingerprint[index],
        )  # fmt: skip

    def _number(self, ranked: np.ndarray) -> None:
        plan, scheme = self.plan, self.settings.scheme
        new_codes = np.zeros(len(ranked), f"U{max(scheme.width, 12)}")
        commune_of = plan.commune[ranked]
        without = np.zeros(len(ranked), bool)
        for c in np.unique(commune_of):
            commune = self.communes.communes[c]
            rows = np.flatnonzero(commune_of == c)
            blocks = self.numbers.blocks.get(commune.code)
            if not blocks:
                without[rows] = True
                continue
            ids, serials = allocate(blocks, self.numbers.taken, len(rows), commune=commune.name)
            plan.block_id[ranked[rows]], plan.serial[ranked[rows]] = ids, serials
            prefix_of = {b.block_id: b.prefix for b in blocks}
            units = {"commune_code": commune.code, "postcode": commune.postcode, "province_code": commune.province_code}
            for block_id in np.unique(ids):
                some = rows[ids == block_id]
                new_codes[some] = scheme.compose_serials(prefix_of[int(block_id)], serials[ids == block_id], units)
        rows = np.flatnonzero(without)
        if len(rows):
            from .codes.scheme import provisional_keys

            serials = self.numbers.next_provisional + np.arange(len(rows), dtype=np.int64)
            new_codes[rows] = provisional_keys(serials)
            plan.serial[ranked[rows]] = serials
            fresh = ranked[rows][plan.reason[ranked[rows]] == Reason.FIRST_CODE]
            self._mark(fresh, PlanStatus.PROVISIONAL, Reason.NO_BLOCK)
            others = ranked[rows][plan.status[ranked[rows]] == status_code(PlanStatus.NEW)]
            plan.status[others] = status_code(PlanStatus.PROVISIONAL)
        plan.code = np.zeros(self.objects.size, new_codes.dtype)
        plan.code[ranked] = new_codes

    def _exclude(self) -> None:
        """Excluded objects are left as they are; their planned numbers stay free, so no other code changes."""
        out = np.flatnonzero(self.excluded)
        if len(out) == 0:
            return
        plan = self.plan
        self._mark(out, PlanStatus.SKIPPED, Reason.EXCLUDED)
        plan.code[out], plan.serial[out], plan.block_id[out] = "", -1, -1
        plan.moved[out] = plan.reshaped[out] = False
        keep = ~np.isin(plan.absorbed_by, out)
        plan.absorbed, plan.absorbed_by = plan.absorbed[keep], plan.absorbed_by[keep]

    def _find_missing(self) -> None:
        """Addresses of the communes on the layer whose object is not on it; reported, never retired."""
        lost = np.flatnonzero(~self.seen)
        if len(lost) == 0:
            return
        here = {self.communes.communes[c].code for c in np.unique(self.plan.commune[self.plan.commune >= 0])}
        linked = np.unique(self.plan.known[self.plan.known >= 0])
        here |= set(np.unique(self.known.commune_codes(linked)).tolist()) if len(linked) else set()
        codes = self.known.commune_codes(lost)
        lost = lost[np.isin(codes, sorted(here))]
        self.plan.missing = lost[~self.known.retired(lost)]


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


def _find_references(objects: Objects, wanted: Mapping[str, Decision]) -> list[int]:
    """Indexes of the objects that the review names."""
    keys = np.array([r[2:].encode() for r in wanted if r.startswith("k:")] or [b""])
    fids = np.array([int(r[2:]) for r in wanted if r.startswith("f:")] or [-1])
    hit = (np.isin(objects.side.key, keys) & (objects.side.key != b"")) | (np.isin(objects.fid, fids) & (objects.side.key == b""))
    return [int(i) for i in np.flatnonzero(hit) if objects.reference(int(i)) in wanted]
