"""Giving codes to the objects of a plan: from blocks in walking order, provisional ones, or computed from positions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .allocation import allocate
from .carry_over import Link
from .codes.provisional import provisional_keys
from .codes.scheme import CodeScheme
from .communes import CommuneIndex, CommuneMethod
from .objects import Objects
from .order import walking_order
from .plan import KnownAddresses, Numbers, Plan, Settings
from .reasons import PlanStatus, Reason, status_code


@dataclass(frozen=True)
class Ranking:
    """In which order objects were numbered: their indexes, and the commune index of each."""

    index: np.ndarray
    commune: np.ndarray


def give_codes(
    plan: Plan,
    link: np.ndarray,
    fresh: np.ndarray,
    wanting: np.ndarray,
    objects: Objects,
    known: KnownAddresses,
    communes: CommuneIndex,
    numbers: Numbers,
    settings: Settings,
    reviewed: Ranking | None = None,
) -> Ranking:
    """Write codes into the plan: for `fresh` objects, and for `wanting` ones, whose known address has no final code.

    `reviewed` is the ranking of the plan that a person reviewed: its objects keep their numbers, whether they still
    want them or not, so that one decision changes no other code. Raises BlockExhausted.
    """
    giver = _Giver(plan, link, objects, known, communes, numbers, settings)
    giver.explain_communes(fresh)
    if settings.scheme.kind == "derived":
        giver.derive(fresh)
        return Ranking(fresh[:0], plan.commune[:0])
    ranking = giver.number(fresh, giver.with_block(wanting), reviewed)
    giver.follow_positions()
    return ranking


@dataclass(frozen=True)
class _Giver:
    plan: Plan
    link: np.ndarray
    objects: Objects
    known: KnownAddresses
    communes: CommuneIndex
    numbers: Numbers
    settings: Settings

    def _mark(self, index: np.ndarray, status: PlanStatus, reason: Reason) -> None:
        self.plan.status[index] = status_code(status)
        self.plan.reason[index] = reason

    def explain_communes(self, fresh: np.ndarray) -> None:
        """First codes of objects outside every commune are to be looked at."""
        plan = self.plan
        plain = fresh[plan.reason[fresh] == Reason.FIRST_CODE]
        for method, reason in (
            (CommuneMethod.NEAREST, Reason.OUTSIDE_NEAREST), (CommuneMethod.FIELD, Reason.OUTSIDE_FIELD),
        ):  # fmt: skip
            plan.reason[plain[plan.commune_method[plain] == method]] = reason

    # -- numbers -----------------------------------------------------------------------------------------

    def with_block(self, wanting: np.ndarray) -> np.ndarray:
        """Those of known addresses without a final code whose commune can give one: a block, or a first provisional
        one.
        """
        if len(wanting) == 0:
            return wanting
        codes = self.known.column(self.plan.known[wanting], "commune_code")
        commune = codes.numbers({c.code: i for i, c in enumerate(self.communes.communes)})
        has_block = codes.numbers({code: 1 for code, blocks in self.numbers.blocks.items() if blocks}) > 0
        bare = self.known.column(self.plan.known[wanting], "code").codes < 0
        able = (commune >= 0) & (has_block | bare)
        self.plan.commune[wanting[able]] = commune[able]
        return np.asarray(wanting[able])

    def number(self, fresh: np.ndarray, wanting: np.ndarray, reviewed: Ranking | None) -> Ranking:
        """Codes from the blocks in walking order, provisional ones where a commune has no block."""
        plan = self.plan
        bare = np.zeros(self.objects.size, bool)
        if len(wanting):
            bare[wanting] = self.known.column(plan.known[wanting], "code").codes < 0
        asked = np.concatenate([fresh, wanting]).astype(np.int64)
        ranked = asked[self._walk(asked)]
        order, commune = ranked, plan.commune[ranked]
        if reviewed is not None:
            added = ranked[~np.isin(ranked, reviewed.index)]
            order = np.concatenate([reviewed.index, added]).astype(np.int64)
            commune = np.concatenate([reviewed.commune, plan.commune[added]])
        codes, ids, serials = self._numbers(order, commune)
        wants = np.isin(order, asked)
        order, commune = order[wants], commune[wants]
        plan.code = np.zeros(self.objects.size, codes.dtype)
        plan.code[order], plan.block_id[order], plan.serial[order] = codes[wants], ids[wants], serials[wants]
        self._explain(order[ids[wants] < 0], wanting, bare)
        return Ranking(order, commune)

    def _walk(self, index: np.ndarray) -> np.ndarray:
        side = self.objects.side
        return walking_order(
            self.plan.commune[index], side.box[index], self.objects.attribute("street").take(index),
            self.objects.attribute("house_number").take(index), side.key[index], side.fingerprint[index],
        )  # fmt: skip

    def _numbers(self, order: np.ndarray, commune_of: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Codes, block ids (-1: provisional) and serials for objects in their order."""
        scheme = self.settings.scheme
        codes = np.zeros(len(order), f"U{max(scheme.width, 12)}")
        ids, serials = np.full(len(order), -1, np.int64), np.full(len(order), -1, np.int64)
        for c in np.unique(commune_of):
            commune = self.communes.communes[c]
            blocks = self.numbers.blocks.get(commune.code)
            if not blocks:
                continue
            rows = np.flatnonzero(commune_of == c)
            ids[rows], serials[rows] = allocate(blocks, self.numbers.taken, len(rows), commune=commune.name)
            prefix_of = {b.block_id: b.prefix for b in blocks}
            units = {"commune_code": commune.code, "postcode": commune.postcode, "province_code": commune.province_code}
            for block_id in np.unique(ids[rows]):
                some = rows[ids[rows] == block_id]
                codes[some] = scheme.compose_serials(prefix_of[int(block_id)], serials[some], units)
        rest = np.flatnonzero(ids < 0)
        if len(rest):
            serials[rest] = self.numbers.next_provisional + np.arange(len(rest), dtype=np.int64)
            codes[rest] = provisional_keys(serials[rest])
        return codes, ids, serials

    def _explain(self, provisional: np.ndarray, wanting: np.ndarray, bare: np.ndarray) -> None:
        plan = self.plan
        coded = wanting[self.link[wanting] == Link.SAME]
        self._mark(coded[bare[coded]], PlanStatus.NEW, Reason.FIRST_CODE)
        self._mark(coded[~bare[coded]], PlanStatus.NEW, Reason.FROM_PROVISIONAL)
        first = provisional[plan.reason[provisional] == Reason.FIRST_CODE]
        self._mark(first, PlanStatus.PROVISIONAL, Reason.NO_BLOCK)
        others = provisional[plan.status[provisional] == status_code(PlanStatus.NEW)]
        plan.status[others] = status_code(PlanStatus.PROVISIONAL)

    # -- codes computed from positions -------------------------------------------------------------------

    def derive(self, fresh: np.ndarray) -> None:
        """Codes computed from positions, for every object that has an address or gets one."""
        plan, scheme = self.plan, self.settings.scheme
        plan.code = np.zeros(self.objects.size, f"U{max(scheme.width, 16)}")
        plan.code[fresh] = self._derived_at(scheme, self._lonlat(fresh), plan.commune[fresh])
        known = np.flatnonzero((plan.known >= 0) & (self.link != Link.CONFLICT))
        if len(known) == 0:
            return
        old, before, now = self._derived_of(scheme, known)
        # A value that the old position does not give was not computed here: it was imported, and stays.
        imported = (old != "") & (old != before) & (old != now)
        same = self.link[known] == Link.SAME
        self._mark(known[imported & same], PlanStatus.KEPT, Reason.IMPORTED_VALUE)
        changed = ~imported & (old != now)
        plan.code[known[changed]] = now[changed]
        self._mark(known[changed & (old == "") & same], PlanStatus.NEW, Reason.DERIVED)
        self._mark(known[changed & (old != "") & same], PlanStatus.MOVED, Reason.DERIVED)
        self.follow_positions()

    def follow_positions(self) -> None:
        """Codes of the other derived schemes follow the objects that moved, unless they were imported."""
        plan = self.plan
        moved = np.flatnonzero(plan.moved & (plan.known >= 0))
        if len(moved) == 0:
            return
        for scheme in self.settings.derived:
            if scheme.column == self.settings.scheme.column:
                continue
            old, before, now = self._derived_of(scheme, moved)
            follows = (old != "") & (old == before) & (old != now)
            if follows.any():
                column = np.zeros(self.objects.size, f"U{max(scheme.width, 16)}")
                column[moved[follows]] = now[follows]
                plan.derived[scheme.column] = column

    def _derived_of(self, scheme: CodeScheme, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of objects with an address: the code it has, the code of its position before, and of its position now."""
        plan = self.plan
        index = plan.known[rows]
        by_code = {c.code: i for i, c in enumerate(self.communes.communes)}
        commune = self.known.column(index, "commune_code").numbers(by_code)
        position = self.settings.to_lonlat(self.known.details(index).side.centre)
        new_position = np.where(plan.moved[rows][:, None], self._lonlat(rows), position)
        values = self.known.column(index, scheme.column).objects().tolist()
        old = np.array([v or "" for v in values], dtype=object)
        return old, self._derived_at(scheme, position, commune), self._derived_at(scheme, new_position, commune)

    def _lonlat(self, index: np.ndarray) -> np.ndarray:
        return self.settings.to_lonlat(self.objects.side.centre[index])

    def _derived_at(self, scheme: CodeScheme, lonlat: np.ndarray, commune: np.ndarray) -> np.ndarray:
        units = {n: [*(getattr(c, n, "") for c in self.communes.communes), ""] for n in scheme.needs_units}
        of_rows = {name: np.array(values)[commune] for name, values in units.items()}
        return np.asarray(scheme.derive(lonlat[:, 0], lonlat[:, 1], of_rows))
