"""Putting together what the numbering reads: houses of a layer and of a register, doors, lots of a detailed plan."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Optional

import numpy as np

from ..geometry import ragged
from ..patience import Check, never_asked, watched
from ..rules.local_metres import LocalMetres
from .line import Line
from .model import Houses

_AT_THE_DOOR = 2.0  # metres from a house's outline to a point that is its door
_PAGE = 5_000  # geometries that are read at once
_SAME_POINT = 1.0  # metres between a point and the address that it is


@dataclass(frozen=True)
class Place:
    """A house as it was read, in degrees: `lonlat` NaN where unknown, `outline` its largest ring or None.

    `ref` is the feature's id (-1 none), `address_id`, `code` of the register ('' none).
    """

    lonlat: tuple[float, float]
    outline: Optional[np.ndarray] = None
    street: str = ""
    number: str = ""
    alley: str = ""
    commune: str = ""
    fixed: bool = False
    door: tuple[float, float] = (float("nan"), float("nan"))
    ref: int = -1
    address_id: str = ""
    code: str = ""
    plot: bool = False


Outline = tuple[tuple[float, float], Optional[np.ndarray]]


def largest_rings(wkb: Iterable[Optional[bytes]], check: Check = never_asked) -> list[Outline]:
    """Position and largest ring of geometries (point or polygon, any CRS); NaN and None where one cannot be read."""
    shapes = list(wkb)
    found: list[Outline] = []
    for first in range(0, len(shapes), _PAGE):
        check()
        found += _outlines(shapes[first:first + _PAGE])
    return found


def _outlines(wkb: Sequence[Optional[bytes]]) -> list[Outline]:
    shape = ragged.decode(wkb)
    is_drawn = np.isin(shape.kind, [ragged.Kind.POINT.value, ragged.Kind.POLYGON.value])
    places = np.where(is_drawn[:, None], ragged.measure(shape, digits=9).position, np.nan).tolist()
    rings: list[list[np.ndarray]] = [[] for _ in wkb]
    shells = np.flatnonzero(~shape.hole & (shape.kind[shape.owner] == ragged.Kind.POLYGON))
    begin, end, owner = shape.ring[shells].tolist(), shape.ring[shells + 1].tolist(), shape.owner[shells].tolist()
    for k, a, b in zip(owner, begin, end):
        rings[k].append(shape.xy[a:b])
    return [((float(x), float(y)), _largest(some)) for (x, y), some in zip(places, rings)]


def _largest(rings: Sequence[np.ndarray]) -> Optional[np.ndarray]:
    if len(rings) == 1:
        return rings[0]
    return max(rings, key=lambda ring: float(np.prod(np.ptp(ring, axis=0))), default=None)


@dataclass
class Gathering:
    """Houses on their way to the numbering, in degrees; `plane` makes metres of them."""

    places: list[Place]
    plane: LocalMetres
    check: Check = never_asked
    notes: dict[str, int] = field(default_factory=dict)

    def join_register(self, known: Sequence[Place]) -> None:
        """Say which address of the register each house is: by id or code, else the one that stands inside it.

        What the layer does not say (number, alley, street, commune, door) is taken from the register.
        """
        by_key = {key: one for one in known for key in (one.address_id, one.code) if key}
        xy = self._xy([one.lonlat for one in known])
        order = np.argsort(xy[:, 0], kind="stable")
        taken: set[str] = set()
        for k, place in watched(list(enumerate(self.places)), self.check):
            one = by_key.get(place.address_id) or by_key.get(place.code)
            if one is None and not (place.address_id or place.code):
                inside = [i for i in self._inside(place, xy, order) if known[i].address_id not in taken]
                one = known[inside[0]] if inside else None
            if one is None or one.address_id in taken:
                self.places[k] = replace(place, address_id="")
                continue
            taken.add(one.address_id)
            self.places[k] = replace(
                place, address_id=one.address_id, code=one.code, number=one.number or place.number,
                alley=one.alley or place.alley, street=place.street or one.street, commune=one.commune or place.commune,
                fixed=one.fixed, door=place.door if np.isfinite(place.door[0]) else one.door,
            )  # fmt: skip
        self.notes["not_in_register"] = sum(not place.address_id for place in self.places)

    def add_doors(self, doors: Sequence[tuple[float, float]]) -> None:
        """Give each house the door that lies on its outline."""
        points = self._xy(doors)
        order = np.argsort(points[:, 0], kind="stable")
        for k, place in watched(list(enumerate(self.places)), self.check):
            found = self._inside(place, points, order, _AT_THE_DOOR)
            if found:
                self.places[k] = replace(place, door=doors[found[0]])

    def add_plots(self, plots: Sequence[Place]) -> int:
        """Add the lots without a house; how many."""
        points = self._xy([place.lonlat for place in self.places])
        order = np.argsort(points[:, 0], kind="stable")
        free = [plot for plot in watched(plots, self.check) if not self._inside(plot, points, order)]
        self.places += [replace(plot, plot=True) for plot in free]
        return len(free)

    def houses(self) -> Houses:
        """In metres, as the numbering reads them."""
        places = self.places
        return Houses(
            xy=self._xy([place.lonlat for place in places]),
            door=self._xy([place.door for place in places]),
            outline=[None if place.outline is None else self.plane.xy(place.outline) for place in places],
            street=[place.street for place in places],
            number=[place.number for place in places],
            alley=[place.alley for place in places],
            commune=[place.commune for place in places],
            fixed=np.array([place.fixed for place in places], bool),
            plot=np.array([place.plot for place in places], bool),
        )

    def _xy(self, lonlat: Sequence[tuple[float, float]]) -> np.ndarray:
        return self.plane.xy(np.array(lonlat, float).reshape(-1, 2))

    def _inside(self, place: Place, points: np.ndarray, order: np.ndarray, reach: float = 0.0) -> list[int]:
        """The points (m, 2; `order` by x, NaN last) in a house or not farther than `reach` off it, nearest first."""
        ring = None if place.outline is None else self.plane.xy(place.outline)
        if ring is None:
            ring, reach = self._xy([place.lonlat]), max(reach, _SAME_POINT)
        low, high = ring.min(axis=0) - reach, ring.max(axis=0) + reach
        if not np.isfinite(low).all() or not len(points):
            return []
        xs = points[order, 0]
        near = order[np.searchsorted(xs, low[0]): np.searchsorted(xs, high[0], "right")]
        near = near[(points[near, 1] >= low[1]) & (points[near, 1] <= high[1])]
        if not len(near):
            return []
        if len(ring) < 2:
            gap = np.hypot(*(points[near] - ring[0]).T)
        else:
            gap = np.where(_holds(ring, points[near]), 0.0, Line(ring).feet(points[near]).distance)
        rows = np.flatnonzero(gap <= reach)
        return near[rows[np.lexsort((near[rows], gap[rows]))]].tolist()


def _holds(ring: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Whether a closed ring holds each point (even-odd)."""
    a, b = ring[:-1, None], ring[1:, None]
    crosses = (a[..., 1] > points[:, 1]) != (b[..., 1] > points[:, 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        x = a[..., 0] + (points[:, 1] - a[..., 1]) * (b[..., 0] - a[..., 0]) / (b[..., 1] - a[..., 1])
    return (crosses & (points[:, 0] < x)).sum(axis=0) % 2 == 1
