"""Which street a house stands on: the one it names, else the nearest; at a corner the wider, else where its door is."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..patience import Check, never_asked, watched
from ..street_names import street_key
from .axes import Axis
from .model import Houses
from .reasons import Choice, NumberReason
from .rules import NumberingRules

_ASK_EVERY = 50
_SAME_DOOR = 1.0  # metres: a door that much nearer to one street opens to it
_FAR = 120.0  # metres that are looked at at all


@dataclass(frozen=True)
class Near:
    """Houses (k,) near one axis: their `row`, distance of the outline and of the door (m), the way along of `place`."""

    row: np.ndarray
    outline: np.ndarray
    place: np.ndarray


@dataclass
class Fronts:
    """Per house (n,): its `axis` (-1 none) and why; `other` axis at a corner (-1); `failed`: why it has none."""

    axis: np.ndarray
    choice: list[Choice]
    other: np.ndarray
    failed: dict[int, NumberReason] = field(default_factory=dict)
    off: dict[int, float] = field(default_factory=dict)
    """Distance of houses that stand too far off their street."""


def find_fronts(
    houses: Houses, axes: Sequence[Axis], of_key: Mapping[str, Sequence[int]], rules: NumberingRules,
    check: Check = never_asked,
) -> Fronts:  # fmt: skip
    """The street or alley of each house."""
    out = Fronts(np.full(houses.size, -1), [Choice.NEAREST] * houses.size, np.full(houses.size, -1))
    options = _options(houses, axes, rules, check)
    roots = _roots(axes)
    known = {name: street_key(name) for name in set(houses.street) if name}
    in_alley = [bool(alley.strip()) or "/" in number for alley, number in zip(houses.alley, houses.number)]
    for row in watched(range(houses.size), check):
        if not np.isfinite(houses.xy[row]).all():
            out.failed[row] = NumberReason.NO_POSITION
            continue
        found = options.get(row, [])
        key = known.get(houses.street[row], "")
        if key:
            if key not in of_key:
                out.failed[row] = NumberReason.UNKNOWN_STREET
                continue
            own = set(of_key[key])
            found = [option for option in found if roots[option[0]] in own]
        _choose(row, found, axes, rules, in_alley[row], bool(key), out)
    return out


Option = tuple[int, float, float]
"""An axis, the distance of the outline to its line and that of the door (NaN unknown)."""


def _choose(
    row: int, found: Sequence[Option], axes: Sequence[Axis], rules: NumberingRules, in_alley: bool, named: bool,
    out: Fronts,
) -> None:  # fmt: skip
    """Pick one of the streets near a house."""
    if in_alley:  # its record says so
        found = [option for option in found if axes[option[0]].level] or []
    if not found:
        out.failed[row] = NumberReason.UNKNOWN_STREET if named and not in_alley else NumberReason.NO_STREET
        return
    edge = {k: distance - axes[k].width / 2 for k, distance, _ in found}
    door = {k: at for k, _, at in found}
    nearest = min(edge, key=lambda k: (edge[k], axes[k].level, k))
    if edge[nearest] + axes[nearest].width / 2 > rules.reach:
        out.failed[row] = NumberReason.TOO_FAR if named else NumberReason.NO_STREET
        out.off[row] = edge[nearest] + axes[nearest].width / 2
        out.other[row] = nearest
        return
    out.choice[row] = Choice.NAMED if named else Choice.NEAREST
    out.axis[row] = nearest
    rivals = [k for k in edge if k != nearest and edge[k] <= max(rules.corner, edge[nearest])]
    if rivals:
        rival = min(rivals, key=lambda k: (axes[k].level > 0, edge[k], k))
        _at_corner(row, nearest, rival, door, axes, rules, named, out)


def _at_corner(
    row: int, one: int, two: int, door: Mapping[int, float], axes: Sequence[Axis],
    rules: NumberingRules, named: bool, out: Fronts,
) -> None:  # fmt: skip
    """Of two streets before the house the wider, else the one its door opens to, else the nearer."""
    a, b = axes[one], axes[two]
    if bool(a.level) != bool(b.level):  # a street is wider than its alley
        wins, why = (one if not a.level else two), Choice.WIDER
    elif a.knows_width and b.knows_width and abs(a.width - b.width) > rules.wider_by:
        wins, why = (one if a.width > b.width else two), Choice.WIDER
    elif np.isfinite(door[one]) and abs(door[one] - door[two]) > _SAME_DOOR:
        wins, why = (one if door[one] < door[two] else two), Choice.DOOR
    else:
        wins, why = one, Choice.FACADE
    out.axis[row], out.other[row] = wins, two if wins == one else one
    if not named:
        out.choice[row] = why


def _roots(axes: Sequence[Axis]) -> list[int]:
    """The street that each axis belongs to: an alley's parent's parent."""
    found = []
    for k in range(len(axes)):
        while axes[k].parent >= 0:
            k = axes[k].parent
        found.append(k)
    return found


def _options(
    houses: Houses, axes: Sequence[Axis], rules: NumberingRules, check: Check
) -> dict[int, list[Option]]:
    """The axes near each house, with the distances."""
    n = houses.size
    place = houses.place
    drawn = np.flatnonzero(np.isfinite(place).all(axis=1))
    order = drawn[np.argsort(place[drawn, 0], kind="stable")]
    xs = place[order, 0]
    has_door = np.isfinite(houses.door).all(axis=1)
    rings = [ring if ring is not None and len(ring) else place[i: i + 1] for i, ring in enumerate(houses.outline)]
    size = np.array([len(ring) for ring in rings]) if n else np.zeros(0, np.int64)
    found: dict[int, list[Option]] = {}
    far = max(rules.reach, _FAR)
    for k, axis in enumerate(axes):
        if k % _ASK_EVERY == 0:
            check()
        x0, y0, x1, y1 = axis.line.box
        some = order[np.searchsorted(xs, x0 - far): np.searchsorted(xs, x1 + far, "right")]
        some = some[(place[some, 1] >= y0 - far) & (place[some, 1] <= y1 + far)]
        if not len(some):
            continue
        feet = axis.line.feet(place[some])
        near = feet.distance <= far
        some, distance = some[near], feet.distance[near]
        if not len(some):
            continue
        corners = axis.line.feet(np.vstack([rings[i] for i in some])).distance
        begins = np.concatenate([[0], np.cumsum(size[some])[:-1]])
        outline = np.minimum(np.minimum.reduceat(corners, begins), distance)
        for i, d, p in zip(some.tolist(), outline.tolist(), distance.tolist()):
            found.setdefault(i, []).append((k, d, p if has_door[i] else float("nan")))
    return found
