"""The whole proposal: streets, alleys, which house stands on which, directions, numbers, reasons."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Optional

import numpy as np

from ..numbering import canonical_number, full_number
from ..patience import Check, never_asked, watched
from ..street_names import street_key
from .agreement import rank_correlation
from .alleys import alley_axes
from .axes import Axis, street_axes
from .direction import agrees, by_rule, radial, read_direction
from .fronts import Fronts, find_fronts
from .model import HouseNumber, Houses, NumberStatus, Proposal, StreetPiece, StreetReport
from .reasons import Choice, NumberReason, Turned
from .rules import AlleyStyle, NumberingRules, Reserve
from .sequence import Existing, Given, Place, Side, before_mouth, letters_of, read_existing

_SURE_ORDER = 0.5  # rank correlation of existing numbers with the way from which they tell the direction
_LEAST = 4  # numbered houses that tell a direction or a side
_SURE_SIDE = 0.7
_OFTEN = 2_000


def propose(
    houses: Houses,
    pieces: Sequence[StreetPiece],
    rules: NumberingRules,
    *,
    centre: Optional[np.ndarray] = None,
    check: Check = never_asked,
) -> Proposal:
    """A number for every house that can have one, with its reason; nothing that stands is changed.

    `centre` (2,) in metres: where radial streets begin.
    """
    streets, of_key = street_axes(pieces, rules, check)
    axes = [*streets, *alley_axes(_near_houses(pieces, houses, rules, check), streets, rules, check)]
    fronts = find_fronts(houses, axes, of_key, rules, check)
    return _Numbering(houses, axes, fronts, rules, centre).run(check)


def _near_houses(
    pieces: Sequence[StreetPiece], houses: Houses, rules: NumberingRules, check: Check
) -> list[StreetPiece]:
    """The pieces that some house may stand at; the others cannot name an alley either."""
    place = houses.place[np.isfinite(houses.place).all(axis=1)]
    place = place[np.argsort(place[:, 0], kind="stable")]
    found = []
    for piece in watched(pieces, check, _OFTEN):
        for path in piece.paths:
            low, high = np.min(path, axis=0, initial=np.inf) - rules.reach, np.max(path, axis=0, initial=-np.inf)
            some = place[np.searchsorted(place[:, 0], low[0]): np.searchsorted(place[:, 0], high[0] + rules.reach), 1]
            if ((some >= low[1]) & (some <= high[1] + rules.reach)).any():
                found.append(piece)
                break
    return found


class _Numbering:
    """Numbers the axes, streets before their alleys."""

    def __init__(
        self, houses: Houses, axes: list[Axis], fronts: Fronts, rules: NumberingRules, centre: Optional[np.ndarray]
    ) -> None:
        self.houses, self.axes, self.fronts, self.rules, self.centre = houses, axes, fronts, rules, centre
        self.rows: list[Optional[HouseNumber]] = [None] * houses.size
        self.reserved: list[HouseNumber] = []
        self.reports: list[StreetReport] = []
        self.of_axis: dict[int, np.ndarray] = {}
        order = np.argsort(fronts.axis, kind="stable")
        bounds = np.searchsorted(fronts.axis[order], np.arange(len(axes) + 1))
        for k in range(len(axes)):
            if bounds[k] < bounds[k + 1]:
                self.of_axis[k] = order[bounds[k]: bounds[k + 1]]
        # What names alleys: (side, along, number) of the numbered houses of an axis.
        self.numbered: dict[int, dict[bool, list[tuple[float, str]]]] = {}
        self.alley_names: dict[int, str] = {}
        self.named_by: dict[int, dict[str, object]] = {}
        self.alleys_of: defaultdict[int, set[str]] = defaultdict(set)
        self.taken: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
        """Numbers that stand, by commune, street and alley ('' none), wherever the house is: far off, or nowhere."""
        self.letters: defaultdict[tuple[tuple[str, str, str], int], set[str]] = defaultdict(set)
        """The letters that stand behind such a number."""
        for row in range(houses.size):
            way = canonical_number(full_number(houses.number[row], houses.alley[row]))
            alley, _, number = way.rpartition("/")
            one = read_existing(number)
            if one is not None:
                name = houses.street[row] or self._street_of(int(fronts.axis[row]))
                key = houses.commune[row], street_key(name), alley
                self.taken[key].update(one.covers)
                self.letters[key, one.main].update([one.letter] if one.letter else ())

    def _street_of(self, k: int) -> str:
        return self.axes[k].name if k >= 0 else ""

    def run(self, check: Check) -> Proposal:
        """All axes in their order: parents come first."""
        wanted = self._wanted()
        for k in range(len(self.axes)):
            if k in wanted:
                check()
                self._axis(k)
        for row, reason in self.fronts.failed.items():
            self.rows[row] = self._without(row, reason)
        rows = [row if row is not None else self._without(i, NumberReason.NO_STREET) for i, row in enumerate(self.rows)]
        return Proposal((*rows, *self.reserved), tuple(self.reports))

    def _wanted(self) -> set[int]:
        """The axes with houses, and those that their names come from."""
        found: set[int] = set()
        for k in self.of_axis:
            while k >= 0 and k not in found:
                found.add(k)
                k = self.axes[k].parent
        return found

    # -- one axis ----------------------------------------------------------------------------------------

    def _axis(self, k: int) -> None:
        axis, rows = self.axes[k], self.of_axis.get(k, np.zeros(0, np.int64))
        if axis.level and not self._name_alley(k):
            for row in rows.tolist():
                self.rows[row] = self._without(row, NumberReason.NAMELESS_ALLEY, k)
            return
        existing = [self._existing(row, k) for row in rows.tolist()]
        axis, turned, warnings = self._turn(axis, rows, existing)
        self.axes[k] = axis
        feet = axis.line.feet(self.houses.place[rows])
        begin, end = self._fronts(axis, rows, feet.along)
        odd_left = self._odd_left(feet.left, existing)
        self.numbered[k] = {True: [], False: []}
        taken = {n for one in existing if one is not None for n in one.covers}
        communes = {self.houses.commune[row] for row in rows.tolist()}
        alley = canonical_number(self.alley_names.get(k, ""))
        same_street = [(commune, street_key(axis.name), alley) for commune in sorted(communes)]
        taken.update(n for key in same_street for n in self.taken[key])
        letters = letters_of(existing)
        for base in sorted(taken):
            letters[base].update(*(self.letters[key, base] for key in same_street if (key, base) in self.letters))
        fixed = self.houses.fixed[rows] | axis.locked
        new = 0
        for left in (True, False):
            on_side = np.flatnonzero(feet.left == left)
            # Of houses one behind the other the nearer comes first, whatever the order of the layer.
            at, off = np.round(feet.along[on_side], 3), np.round(feet.distance[on_side], 3)
            on_side = on_side[np.lexsort((rows[on_side], *self.houses.xy[rows[on_side]].T, off, at))]
            working = [i for i in on_side.tolist() if existing[i] is not None or not fixed[i]]
            places = [Place(float(begin[i]), float(end[i]), existing[i]) for i in working]
            side = Side(1 if left == odd_left else 2, taken, letters, axis.voids, self._side_rules(rows))
            given = dict(zip(working, side.number(places)))
            for i in on_side.tolist():
                row = int(rows[i])
                made = self._made(row, k, given.get(i), existing[i], bool(fixed[i]), left)
                made = replace(
                    made, along=float(feet.along[i]), left=left, foot=_pair(feet.foot[i]), at=_pair(self.houses.xy[row])
                )
                self.rows[row] = made
                new += made.status is NumberStatus.NEW
                one = given.get(i)
                self._reserve(k, left, made, one, i, on_side, feet.along, feet.distance)
                taken.update(one.free if one is not None else ())
                own = self._plain(row, made)
                if own:
                    self.numbered[k][left].append((float(feet.along[i]), own))
        for key in same_street:
            self.taken[key] |= taken
            for base, used in letters.items():
                self.letters[key, base] |= used
        self.reports.append(
            StreetReport(
                self._label(k), axis.name, tuple(line.xy for line in axis.line.lines), axis.locked, turned.value,
                len(rows), new, warnings,
            )  # fmt: skip
        )

    def _side_rules(self, rows: np.ndarray) -> NumberingRules:
        """Where lots of a plan are given, they say what is reserved, not the metres."""
        return replace(self.rules, reserve=Reserve.PLOTS) if self.houses.plot[rows].any() else self.rules

    def _existing(self, row: int, k: int) -> Optional[Existing]:
        text = self.houses.number[row]
        if self.axes[k].level:
            text = canonical_number(text).rsplit("/", 1)[-1]
        return read_existing(text)

    def _turn(
        self, axis: Axis, rows: np.ndarray, existing: Sequence[Optional[Existing]]
    ) -> tuple[Axis, Turned, tuple[str, ...]]:
        """The axis in the direction of its numbers, what told that, and what was found wrong with it."""
        if axis.level:
            return axis, Turned.MOUTH, ()
        way = self._existing_way(axis, rows, existing)
        said = read_direction(axis.direction)
        warnings: tuple[str, ...] = ("direction_unreadable",) if axis.direction.strip() and said is None else ()
        given = 0
        if said is not None:
            kind, value = said
            given = int(value) if kind == "line" else (1 if agrees(axis.line.chord, value) else -1)
        if way:
            warnings += ("direction_against_numbers",) if given and given != way else ()
            return (axis if way > 0 else _turned(axis)), Turned.EXISTING, warnings
        if given:
            return (axis if given > 0 else _turned(axis)), Turned.GIVEN, warnings
        if np.hypot(*axis.line.chord) < 0.05 * axis.line.length:
            return axis, Turned.RING, warnings
        outward = 0
        if self.centre is not None:
            outward = radial(axis.line.xy[0], axis.line.xy[-1], self.centre, self.rules.radial_angle)
        if outward:
            return (axis if outward > 0 else _turned(axis)), Turned.RADIAL, warnings
        return (axis if by_rule(axis.line.chord) else _turned(axis)), Turned.RULE, warnings

    def _existing_way(self, axis: Axis, rows: np.ndarray, existing: Sequence[Optional[Existing]]) -> int:
        """1 where existing numbers rise along the line, -1 where they fall, 0 where they do not tell."""
        known = [i for i, one in enumerate(existing) if one is not None]
        if len(known) < _LEAST:
            return 0
        along = axis.line.feet(self.houses.place[rows[known]]).along
        order = rank_correlation(along, np.array([one.main for i in known if (one := existing[i]) is not None]))
        return int(np.sign(order)) if abs(order) >= _SURE_ORDER else 0  # NaN where they do not vary

    def _odd_left(self, left: np.ndarray, existing: Sequence[Optional[Existing]]) -> bool:
        """Whether the left side is odd: as most of the numbered houses have it, else by the rule."""
        known = [i for i, one in enumerate(existing) if one is not None]
        if len(known) >= _LEAST:
            odd = np.array([one.main % 2 == 1 for i in known if (one := existing[i]) is not None])
            share = float((odd == left[known]).mean())
            if max(share, 1 - share) >= _SURE_SIDE:
                return share >= 0.5
        return self.rules.odd_left

    def _fronts(self, axis: Axis, rows: np.ndarray, along: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """From where to where along the street each house stands (m)."""
        half = self.rules.frontage / 2
        begin, end = along - half, along + half
        rings = [(i, ring) for i, row in enumerate(rows.tolist())
                 if (ring := self.houses.outline[row]) is not None and len(ring)]  # fmt: skip
        if rings:
            at = axis.line.feet(np.vstack([ring for _, ring in rings])).along
            start = np.concatenate([[0], np.cumsum([len(ring) for _, ring in rings])[:-1]])
            index = [i for i, _ in rings]
            begin[index], end[index] = np.minimum.reduceat(at, start), np.maximum.reduceat(at, start)
        return begin, end

    # -- rows --------------------------------------------------------------------------------------------

    def _made(
        self, row: int, k: int, given: Optional[Given], existing: Optional[Existing], fixed: bool, left: bool
    ) -> HouseNumber:
        """The row of a house: kept, locked, or with what was given."""
        axis, label = self.axes[k], self._label(k)
        plot = bool(self.houses.plot[row])
        written = full_number(self.houses.number[row], self.houses.alley[row])
        if self.houses.number[row].strip():
            return HouseNumber(
                row, NumberStatus.LOCKED if axis.locked else NumberStatus.KEPT,
                NumberReason.LOCKED if axis.locked else NumberReason.EXISTING, axis.name, self.houses.number[row],
                self.houses.alley[row], written, params={"street": label},
            )  # fmt: skip
        if axis.locked:
            return HouseNumber(row, NumberStatus.LOCKED, NumberReason.LOCKED, axis.name, params={"street": label})
        if fixed or given is None:
            return HouseNumber(row, NumberStatus.SKIPPED, NumberReason.FIXED, axis.name, params={"street": label})
        params = {**given.params, "street": label, "left": left, **self._choice(row, k)}
        if not given.text:
            return HouseNumber(row, NumberStatus.SKIPPED, given.reason, axis.name, params=params)
        number, alley = self._fields(k, given.text)
        status, reason = (NumberStatus.RESERVED, NumberReason.PLOT) if plot else (NumberStatus.NEW, given.reason)
        return HouseNumber(row, status, reason, axis.name, number, alley, full_number(number, alley), params=params)

    def _fields(self, k: int, text: str) -> tuple[str, str]:
        """House number and alley as the rules write them."""
        alley = self.alley_names.get(k, "")
        if alley and self.rules.alley_style is AlleyStyle.SLASH:
            return f"{alley}/{text}", ""
        return text, alley

    def _plain(self, row: int, made: HouseNumber) -> str:
        """The number that would name an alley behind this house; '' for none."""
        if made.status is NumberStatus.RESERVED or not made.number:
            return ""
        return canonical_number(made.number).rsplit("/", 1)[-1].upper()

    def _choice(self, row: int, k: int) -> dict[str, object]:
        choice, other = self.fronts.choice[row], int(self.fronts.other[row])
        found: dict[str, object] = {"choice": choice.value}
        if choice in (Choice.WIDER, Choice.DOOR, Choice.FACADE) and other >= 0:
            found["other"] = self._label(other)
        if k in self.named_by:
            found["alley"] = self.named_by[k]
        return found

    def _without(self, row: int, reason: NumberReason, k: int = -1) -> HouseNumber:
        number, alley = self.houses.number[row], self.houses.alley[row]
        status, street = NumberStatus.SKIPPED, self.houses.street[row]
        if number.strip():
            status, reason = NumberStatus.KEPT, NumberReason.EXISTING
        params: dict[str, object] = {"metres": round(self.fronts.off.get(row, self.rules.reach)), "street": street}
        if k < 0 and reason is NumberReason.TOO_FAR:
            params["street"] = self._label(int(self.fronts.other[row]))
        if k >= 0:
            params["street"] = self.axes[k].name
        written = full_number(number, alley) if number.strip() else ""
        at = _pair(self.houses.xy[row])
        return HouseNumber(row, status, reason, street, number, alley, written, at=at, params=params)

    def _reserve(
        self, k: int, left: bool, made: HouseNumber, given: Optional[Given], i: int, on_side: np.ndarray,
        along: np.ndarray, distance: np.ndarray,
    ) -> None:  # fmt: skip
        """Rows for the numbers left free before a house, spread over the gap, as far off the street as the house."""
        if given is None or not given.free:
            return
        place = int(np.flatnonzero(on_side == i)[0])
        low = float(along[on_side[place - 1]]) if place else 0.0
        for n, number in enumerate(given.free):
            at = low + (float(along[i]) - low) * (n + 1) / (len(given.free) + 1)
            line = self.axes[k].line
            foot, ahead = line.at(at), line.at(at + 1.0) - line.at(at - 1.0)
            off = np.array([-ahead[1], ahead[0]]) / max(float(np.hypot(*ahead)), 1e-9) * float(distance[i])
            text, alley = self._fields(k, str(number))
            params = {key: given.params[key] for key in ("before", "metres")}
            self.reserved.append(
                HouseNumber(
                    -1, NumberStatus.RESERVED, NumberReason.GAP, self.axes[k].name, text, alley,
                    full_number(text, alley), at, left, _pair(foot + (off if left else -off)), _pair(foot),
                    {**params, "street": self._label(k)},
                )
            )  # fmt: skip

    # -- alleys ------------------------------------------------------------------------------------------

    def _label(self, k: int) -> str:
        name = self.alley_names.get(k)
        return full_number("", name) + " " + self.axes[k].name if name else self.axes[k].name

    def _name_alley(self, k: int) -> bool:
        """Find the number that names an alley; False where nothing does."""
        axis = self.axes[k]
        prefix = self.alley_names.get(axis.parent, "")
        own = axis.own_name or self._name_of_houses(k)
        if own:
            self.alley_names[k] = own if not prefix or "/" in own else f"{prefix}/{own}"
            self.named_by[k] = {"own": True}
            self.alleys_of[axis.parent].add(own)
            return True
        parent, mouth, left = self.axes[axis.parent], axis.mouth, axis.mouth_left
        if parent.turned:
            mouth, left = parent.line.length - mouth, not left
        row = sorted(self.numbered.get(axis.parent, {}).get(left, []))
        if not row or (axis.parent in self._nameless()):
            return False
        at = before_mouth([along for along, _ in row], mouth)
        base = row[max(at, 0)][1]
        name = base
        for letter in self.rules.letters:
            if name not in self.alleys_of[axis.parent]:
                break
            name = base + letter
        self.alleys_of[axis.parent].add(name)
        self.alley_names[k] = f"{prefix}/{name}" if prefix else name
        self.named_by[k] = {"before": base, "street": self._label(axis.parent), "after": at < 0}
        return True

    def _nameless(self) -> set[int]:
        return {k for k in self.of_axis if self.axes[k].level and k not in self.alley_names}

    def _name_of_houses(self, k: int) -> str:
        """The alley's name that most of its houses bear already."""
        names: Counter[str] = Counter()
        for row in self.of_axis.get(k, np.zeros(0, np.int64)).tolist():
            alley = canonical_number(self.houses.alley[row]).rstrip("/")
            number = canonical_number(self.houses.number[row])
            if alley or "/" in number:
                names[alley or number.rsplit("/", 1)[0]] += 1
        return min(names, key=lambda name: (-names[name], name)) if names else ""


def _turned(axis: Axis) -> Axis:
    """The axis from its other end; the mouths of its alleys were measured from this one."""
    length = axis.line.length
    voids = tuple((length - high, length - low) for low, high in reversed(axis.voids))
    return replace(axis, line=axis.line.turned(), voids=voids, turned=not axis.turned)


def _pair(xy: np.ndarray) -> tuple[float, float]:
    return float(xy[0]), float(xy[1])
