"""Matching codes that were issued already to the objects of a land layer.

Tube houses are 4 m wide and a phone's position is off by more: a match is certain only if number and street or the name
agree, or if no other object lies within the accuracy. Everything else is for a person, with the candidates named.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .columns import TextColumn
from .geometry import ragged
from .geometry.engine import GeometryEngine
from .numbering import canonical_number
from .objects import Objects
from .plan import Decision
from .reasons import PlanStatus, Reason, status_code
from .street_names import street_key
from .text import compare_key

AGREED_REACH = 4.0  # times the accuracy: so far an object is looked for whose number and street (or name) agree
_BY_AGREEMENT = frozenset({Reason.OFFICIAL_NUMBER, Reason.OFFICIAL_NAME, Reason.OFFICIAL_TEXT, Reason.OFFICIAL_BY_HAND})


@dataclass(frozen=True)
class Officials:
    """`n` issued codes: `code` (n,) text, `position` (n, 2) metres in the objects' CRS, NaN where a table has none;
    `attributes`: house_number, street, name, commune."""

    code: np.ndarray
    position: np.ndarray
    attributes: Mapping[str, TextColumn] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of codes."""
        return len(self.code)

    def attribute(self, name: str) -> TextColumn:
        """A column by its canonical name; all NULL where there is none."""
        return self.attributes.get(name) or TextColumn.empty(self.size)


@dataclass(frozen=True)
class CodeState:
    """What the ledger says of a code: its state, and the object (index) whose address bears it, -1 none here."""

    state: str
    object_index: int = -1


@dataclass(frozen=True)
class MatchSettings:
    """`accuracy` in metres; `wellformed` (n,) of the codes; `usable` (objects,) may take a code; `bears` (objects,) the
    code of an object's address ('' none or provisional); `commune` (objects,) its name; `ledger` by code."""

    accuracy: float
    wellformed: np.ndarray
    usable: np.ndarray
    bears: np.ndarray
    commune: TextColumn
    ledger: Mapping[str, CodeState]
    decisions: Mapping[str, Decision] = field(default_factory=dict)


@dataclass
class OfficialMatch:
    """Per issued code its status, reason, object (-1 none) and candidates (object indexes, nearest first)."""

    status: np.ndarray
    reason: np.ndarray
    object_index: np.ndarray
    candidates: dict[int, tuple[int, ...]]

    def count(self, status: PlanStatus) -> int:
        """Codes of a status."""
        return int((self.status == status_code(status)).sum())


def match_officials(
    officials: Officials, objects: Objects, settings: MatchSettings, engine: GeometryEngine
) -> OfficialMatch:
    """Tell for every issued code which object it belongs to, one to one."""
    return _Matcher(officials, objects, settings, engine).run()


class _Matcher:
    def __init__(self, officials: Officials, objects: Objects, settings: MatchSettings, engine: GeometryEngine) -> None:
        n = officials.size
        self.officials, self.objects, self.settings, self.engine = officials, objects, settings, engine
        self.result = OfficialMatch(
            np.full(n, status_code(PlanStatus.SKIPPED), np.uint8), np.zeros(n, np.uint8), np.full(n, -1, np.int64), {}
        )
        self.open = np.ones(n, bool)
        self.official_place = _place_keys(officials.attribute)
        self.object_place = _place_keys(objects.attribute)
        self.official_name = officials.attribute("name").map(compare_key).objects()
        self.object_name = objects.attribute("name").map(compare_key).objects()

    def run(self) -> OfficialMatch:
        self._set_aside()
        placed = np.isfinite(self.officials.position[:, 0])
        self._by_position(np.flatnonzero(self.open & placed))
        self._by_text(np.flatnonzero(self.open & ~placed))
        self._by_hand()
        self._one_to_one()
        self._against_register()
        return self.result

    def _say(self, i: int, status: PlanStatus, reason: Reason, candidates: Sequence[int] = ()) -> None:
        self.result.status[i], self.result.reason[i] = status_code(status), reason
        self.result.object_index[i] = -1
        self.open[i] = False
        if len(candidates):
            self.result.candidates[i] = tuple(int(c) for c in candidates)

    def _match(self, i: int, at: int, reason: Reason) -> None:
        self._say(i, PlanStatus.MATCHED, reason)
        self.result.object_index[i] = at

    def _set_aside(self) -> None:
        """Malformed codes, codes listed twice, and those that the register knows already."""
        by_code: dict[str, list[int]] = {}
        for i, code in enumerate(self.officials.code.tolist()):
            by_code.setdefault(code, []).append(i)
        for code, rows in by_code.items():
            if not self.settings.wellformed[rows[0]]:
                for i in rows:
                    self._say(i, PlanStatus.SKIPPED, Reason.OFFICIAL_MALFORMED)
                continue
            if len(rows) > 1:
                first, *others = rows
                same = all(self._same_row(first, i) for i in others)
                for i in others if same else rows:
                    self._say(i, PlanStatus.SKIPPED if same else PlanStatus.CONFLICT, Reason.OFFICIAL_TWICE)
            known = self.settings.ledger.get(code)
            if known is not None and known.state in ("retired", "burned"):
                for i in rows:
                    self._say(i, PlanStatus.CONFLICT, Reason.OFFICIAL_WITHDRAWN)

    def _same_row(self, a: int, b: int) -> bool:
        gap = np.abs(self.officials.position[a] - self.officials.position[b])
        return bool(np.all((gap <= 1.0) | np.isnan(gap))) and self.official_place[a] == self.official_place[b]

    def _by_position(self, rows: np.ndarray) -> None:
        reach = self.settings.accuracy * AGREED_REACH
        point = self.officials.position[rows]
        drawn = np.flatnonzero(self.settings.usable & np.isfinite(self.objects.side.box[:, 0]))
        i, j = self.engine.box_pairs(np.hstack([point - reach, point + reach]), self.objects.side.box[drawn])
        near = np.unique(j)
        shapes = ragged.decode([self.objects.side.wkb[k] for k in drawn[near]])
        distance = np.round(ragged.distance_pairs(shapes, np.searchsorted(near, j), point[i]), 3)
        keep = distance <= reach
        i, j, distance = rows[i[keep]], drawn[j[keep]], distance[keep]
        order = np.lexsort((j, distance, i))
        i, j, distance = i[order], j[order], distance[order]
        start = np.searchsorted(i, rows)
        stop = np.searchsorted(i, rows, side="right")
        for row, low, high in zip(rows.tolist(), start.tolist(), stop.tolist()):
            self._judge(row, j[low:high].tolist(), distance[low:high])

    def _judge(self, i: int, near: list[int], distance: np.ndarray) -> None:
        """Decide on one code with the objects near it, nearest first."""
        within = near[: int(np.searchsorted(distance, self.settings.accuracy, side="right"))]
        for keys, own, reason in (
            (self.object_place, self.official_place[i], Reason.OFFICIAL_NUMBER),
            (self.object_name, self.official_name[i], Reason.OFFICIAL_NAME),
        ):
            agreeing = [o for o in near if own and keys[o] == own]
            if len(agreeing) == 1:
                self._match(i, agreeing[0], reason)
                return
            if len(agreeing) > 1:
                self._say(i, PlanStatus.CONFLICT, Reason.OFFICIAL_SEVERAL_OBJECTS, agreeing)
                return
        if not within:
            self._say(i, PlanStatus.SKIPPED, Reason.OFFICIAL_FAR, near[:5])
        elif len(within) > 1:
            self._say(i, PlanStatus.CONFLICT, Reason.OFFICIAL_SEVERAL_OBJECTS, within)
        elif self.official_place[i] and self.object_place[within[0]]:
            self._say(i, PlanStatus.CONFLICT, Reason.OFFICIAL_NUMBER_DIFFERS, within)
        else:
            self._match(i, within[0], Reason.OFFICIAL_ALONE)

    def _by_text(self, rows: np.ndarray) -> None:
        """Codes without coordinates: number, street and commune, or the name and commune, of one object only."""
        if len(rows) == 0:
            return
        communes = self.settings.commune.map(compare_key).objects()
        named = self.officials.attribute("commune").map(compare_key).objects()
        for keys_of_objects, keys in (
            (self.object_place, self.official_place), (self.object_name, self.official_name),
        ):  # fmt: skip
            index: dict[object, list[int]] = {}
            for o in np.flatnonzero(self.settings.usable).tolist():
                if keys_of_objects[o]:
                    index.setdefault(keys_of_objects[o], []).append(o)
            for i in rows.tolist():
                if not self.open[i] or not keys[i]:
                    continue
                found = [o for o in index.get(keys[i], []) if not named[i] or _same_commune(named[i], communes[o])]
                if len(found) == 1:
                    self._match(i, found[0], Reason.OFFICIAL_TEXT)
                elif found:
                    self._say(i, PlanStatus.CONFLICT, Reason.OFFICIAL_SEVERAL_OBJECTS, found)
        for i in rows.tolist():
            if self.open[i]:
                self._say(i, PlanStatus.SKIPPED, Reason.OFFICIAL_NOT_FOUND)

    def _by_hand(self) -> None:
        """What a person decided in the review: the object by its reference or key, or by the code its address bears."""
        for i, code in enumerate(self.officials.code.tolist()):
            decision = self.settings.decisions.get(reference(code))
            if decision is None or self.result.reason[i] in (Reason.OFFICIAL_MALFORMED, Reason.OFFICIAL_WITHDRAWN):
                continue
            if decision.action == "exclude":
                self._say(i, PlanStatus.SKIPPED, Reason.EXCLUDED)
            elif decision.action == "match":
                at = self._find(decision.code)
                if at < 0:
                    self._say(i, PlanStatus.CONFLICT, Reason.DECISION_UNKNOWN)
                else:
                    self._match(i, at, Reason.OFFICIAL_BY_HAND)

    def _find(self, wanted: str) -> int:
        if wanted.startswith("f:"):
            fid = int(wanted[2:]) if wanted[2:].isdigit() else -1
            hits = np.flatnonzero(self.objects.fid == fid)
        else:
            key = wanted[2:] if wanted.startswith("k:") else wanted
            hits = np.flatnonzero(self.objects.side.key == key.encode())
        if len(hits) != 1:
            hits = np.flatnonzero(self.settings.bears == wanted)
        return int(hits[0]) if len(hits) == 1 and self.settings.usable[hits[0]] else -1

    def _one_to_one(self) -> None:
        """An object takes one code: the one that agrees with it, else none until a person decides."""
        claims: dict[int, list[int]] = {}
        for i in np.flatnonzero(self.result.object_index >= 0).tolist():
            claims.setdefault(int(self.result.object_index[i]), []).append(i)
        for at, rows in claims.items():
            if len(rows) == 1:
                continue
            agreeing = [i for i in rows if Reason(int(self.result.reason[i])) in _BY_AGREEMENT]
            winners = agreeing if len(agreeing) == 1 else []
            for i in rows:
                if i not in winners:
                    self._say(i, PlanStatus.CONFLICT, Reason.OFFICIAL_SEVERAL_POINTS, [at])

    def _against_register(self) -> None:
        """An address keeps the code it has; a code that is another's stays there."""
        for i in np.flatnonzero(self.result.object_index >= 0).tolist():
            at, code = int(self.result.object_index[i]), str(self.officials.code[i])
            known = self.settings.ledger.get(code)
            if self.settings.bears[at] == code:
                self._say(i, PlanStatus.KEPT, Reason.OFFICIAL_KNOWN)
                self.result.object_index[i] = at
            elif known is not None and known.state == "given":
                self._say(i, PlanStatus.CONFLICT, Reason.OFFICIAL_ELSEWHERE, [at])
            elif self.settings.bears[at]:
                self._say(i, PlanStatus.CONFLICT, Reason.OFFICIAL_OTHER_CODE, [at])
        # Codes whose address has lost its object stay known, too.
        for i, code in enumerate(self.officials.code.tolist()):
            known = self.settings.ledger.get(code)
            if known is not None and known.state == "given" and self.result.reason[i] in (
                Reason.OFFICIAL_FAR, Reason.OFFICIAL_NOT_FOUND, Reason.OFFICIAL_SEVERAL_OBJECTS,
            ):  # fmt: skip
                self._say(i, PlanStatus.KEPT, Reason.OFFICIAL_KNOWN)


def reference(code: str) -> str:
    """How plans and reviews name an issued code."""
    return f"o:{code}"


def _place_keys(attribute: Callable[[str], TextColumn]) -> np.ndarray:
    """Key of number and street (n,), None where either is missing."""
    number = attribute("house_number").map(canonical_number).objects()
    street = attribute("street").map(street_key).objects()
    return np.array([(n, s) if n and s else None for n, s in zip(number, street)] + [None], dtype=object)[:-1]


def _same_commune(named: str, found: str | None) -> bool:
    """Whether a commune's key is named: with or without its type (Phường, Xã)."""
    return found is not None and (found == named or found.endswith(" " + named))
