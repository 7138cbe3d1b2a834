"""Rules on houses and the land they stand on: the parcel that holds each, houses across parcels, houses and parcels
without an address.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from ...columns import TextColumn
from ...geometry.engine import GeometryEngine
from ...geometry.ragged import distance_pairs
from ..catalogue import Rule, RuleBook
from ..hits import Hit
from .edges import edges_of, held, near_edges, outward
from .layer import COMMUNE, FORMER, NUMBER, SHEET, LandLayer
from .pairs import Strip, point_boxes, strips
from .report import AREA, Report, metres

Progress = Callable[[float], None]
_SLACK = 0.02  # metres that a wall may stand beyond a border


@dataclass(frozen=True)
class LandAddresses:
    """What the register knows, retired addresses left out. Of those that came from an object of a layer: `outline` and
    `key` (bytes, b'' none) with `of_parcel`, all (k,). `xy` (m, 2): the positions, in metres, of those whose outline
    and key are not in the layers. `parcel`: commune, sheet and number joined by "/" where an address names them.
    """

    outline: np.ndarray
    key: np.ndarray
    of_parcel: np.ndarray
    xy: np.ndarray
    parcel: TextColumn = field(default_factory=lambda: TextColumn.empty(0))


def holders(parcels: LandLayer, buildings: LandLayer, engine: GeometryEngine, progress: Progress) -> np.ndarray:
    """(n,) index of the parcel that holds each building's position, -1 none; of overlapping ones the first row."""
    out = np.full(buildings.size, -1, np.int64)
    sound = np.flatnonzero(parcels.sound)
    placed = np.flatnonzero(buildings.placed)
    for strip in strips(point_boxes(buildings.position), placed, parcels.bounds, sound, 0.0, engine):
        shapes, outline = parcels.vertices(strip.near), parcels.outline_of(strip.near)
        inside = held(shapes, outline, strip.j, buildings.position[strip.own[strip.i]], engine)
        i, j = strip.own[strip.i[inside]], strip.near[strip.j[inside]]
        order = np.lexsort((-parcels.fid[j], i))
        out[i[order]] = j[order]
        progress(strip.done)
    return out


def across_hits(
    report: Report, parcels: LandLayer, holder: np.ndarray, rule: Rule, engine: GeometryEngine, progress: Progress
) -> Iterator[list[Hit]]:
    """Buildings with more than the tolerance on a second parcel and no parcel that holds the rest."""
    layer = report.layer
    sound = np.flatnonzero(parcels.sound)
    for strip in strips(layer.bounds, np.flatnonzero(layer.sound), parcels.bounds, sound, 0.0, engine):
        yield from _across(report, parcels, holder, rule, strip, engine)
        progress(strip.done)


def _across(
    report: Report, parcels: LandLayer, holder: np.ndarray, rule: Rule, strip: Strip, engine: GeometryEngine
) -> Iterator[list[Hit]]:
    layer = report.layer
    several = np.bincount(strip.i, minlength=len(strip.own)) > 1
    doubt = several & ~_held_whole(layer, parcels, holder, strip.own)
    pick = np.flatnonzero(doubt[strip.i])
    pick = pick[_may_cross(layer, parcels, holder, strip, pick, engine)]
    # What lies on one parcel alone is not across two.
    pick = pick[np.bincount(strip.i[pick], minlength=len(strip.own))[strip.i[pick]] > 1]
    if not len(pick):
        return
    i, j = strip.i[pick], strip.near[strip.j[pick]]
    area = engine.overlap_area(layer.wkb(strip.own[i]), parcels.wkb(j))
    # By building, the largest part first; of equal parts the earlier row of the parcels.
    order = np.lexsort((parcels.fid[j], -np.round(area, 3), i))
    i, j, area = i[order], j[order], area[order]
    first = np.flatnonzero(np.diff(i, prepend=-1))
    second = np.minimum(first + 1, len(i) - 1)
    whole = layer.area[strip.own[i[first]]]
    least = np.maximum(rule.tolerance("area_m2"), rule.tolerance("share") * whole)
    found = (i[second] == i[first]) & (second > first) & (area[second] >= least) & (whole - area[first] >= least)
    first, second, own = first[found], second[found], strip.own[i[first[found]]]
    params = [
        {"parcel": parcels.object_id(a), "other": parcels.object_id(b), "area": metres(part, AREA)}
        for a, b, part in zip(j[first].tolist(), j[second].tolist(), area[second].tolist())
    ]
    yield from report.hits(rule, own, params)


def _may_cross(
    layer: LandLayer, parcels: LandLayer, holder: np.ndarray, strip: Strip, pick: np.ndarray, engine: GeometryEngine
) -> np.ndarray:
    """(k,) which pairs of a strip share ground: those where a border of the parcel comes near the building, and the
    parcel that holds it.
    """
    parcel, at = np.unique(strip.j[pick], return_inverse=True)
    edges = edges_of(parcels.vertices(strip.near[parcel]))
    met, _ = near_edges(edges, at.reshape(-1), layer.bounds[strip.own[strip.i[pick]]], 0.0, engine)
    out = np.zeros(len(pick), bool)
    out[met] = True
    return out | (holder[strip.own[strip.i[pick]]] == strip.near[strip.j[pick]])


def _held_whole(layer: LandLayer, parcels: LandLayer, holder: np.ndarray, own: np.ndarray) -> np.ndarray:
    """(k,) which buildings lie in the convex parcel that holds them, wall for wall: they need no GEOS."""
    out = np.zeros(len(own), bool)
    ask = np.flatnonzero((holder[own] >= 0) & parcels.convex[np.maximum(holder[own], 0)])
    if len(ask):
        found, at = np.unique(holder[own[ask]], return_inverse=True)
        parcel_edges, edges = edges_of(parcels.vertices(found)), edges_of(layer.vertices(own[ask]))
        out[ask] = outward(parcel_edges, at.reshape(-1), edges, np.arange(len(ask)))[1] <= _SLACK
    return out


def address_hits(
    buildings: Report, parcels: Report | None, holder: np.ndarray, annex: np.ndarray, known: LandAddresses,
    book: RuleBook, engine: GeometryEngine, progress: Progress,
) -> Iterator[list[Hit]]:  # fmt: skip
    """Main buildings without an address, and parcels with such a house and no address of any kind."""
    houses = buildings.layer
    rule = book.active("building_no_address")
    on_parcel = book.active("parcel_no_address")
    if rule is None and on_parcel is None:
        return
    reach = rule.tolerance("reach") if rule else 0.0
    has, loose = _addressed(houses, known, reach, engine, progress)
    if rule is not None:
        yield from buildings.hits(rule, np.flatnonzero(houses.placed & ~annex & ~has))
    if on_parcel is None or parcels is None:
        return
    land = parcels.layer
    served = np.isin(land.outline, known.outline[known.of_parcel]) & land.placed
    served |= _keyed(land.key, known.key[known.of_parcel])
    served |= _numbered(land, known.parcel)
    served[holder[has & (holder >= 0)]] = True
    served[_at_points(land, loose, engine)] = True
    main = np.flatnonzero(houses.placed & ~annex & (holder >= 0))
    count = np.bincount(holder[main], minlength=land.size)
    index = np.flatnonzero((count > 0) & ~served)
    yield from parcels.hits(on_parcel, index, ({"houses": int(n)} for n in count[index].tolist()))


def _addressed(
    houses: LandLayer, known: LandAddresses, reach: float, engine: GeometryEngine, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """(n,) which buildings have an address: by outline, by key, by a point inside or (of none) the nearest within the
    reach; and the points (m, 2) that lie in no building.
    """
    has = np.isin(houses.outline, known.outline[~known.of_parcel]) & houses.placed
    has |= _keyed(houses.key, known.key[~known.of_parcel])
    xy = known.xy[np.isfinite(known.xy).all(axis=1)]
    inside = np.zeros(len(xy), bool)
    nearest, holder = np.full(len(xy), np.inf), np.full(len(xy), -1, np.int64)
    placed = np.flatnonzero(houses.placed)
    for strip in strips(point_boxes(xy), np.arange(len(xy)), houses.bounds, placed, reach, engine):
        shapes = houses.vertices(strip.near)
        at = strip.own[strip.i]
        here = held(shapes, houses.outline_of(strip.near), strip.j, xy[at], engine)
        inside[at[here]] = True
        has[strip.near[strip.j[here]]] = True
        ask = np.flatnonzero(~inside[at])
        distance = np.round(distance_pairs(shapes, strip.j[ask], xy[at[ask]]), 3)
        order = np.lexsort((houses.fid[strip.near[strip.j[ask]]], distance, at[ask]))[::-1]
        nearest[at[ask[order]]] = distance[order]
        holder[at[ask[order]]] = strip.near[strip.j[ask[order]]]
        progress(strip.done)
    close = ~inside & (holder >= 0) & (nearest <= reach)
    has[holder[close]] = True
    return has, xy[~inside]


def _keyed(keys: np.ndarray, known: np.ndarray) -> np.ndarray:
    return np.isin(keys, known[known != b""]) & (keys != b"") if len(known) else np.zeros(len(keys), bool)


def _numbered(land: LandLayer, known: TextColumn) -> np.ndarray:
    """(n,) which parcels an address names by commune, sheet and number."""
    names = set(known.values)
    if not names or not land.has(NUMBER):
        return np.zeros(land.size, bool)
    commune, sheet, number = land.text(COMMUNE), land.text(SHEET), land.text(NUMBER)
    former = land.text(FORMER)
    return np.array([
        f"{commune[i] or ''}/{sheet[i] or ''}/{number[i]}" in names
        or f"{former[i] or ''}/{sheet[i] or ''}/{number[i]}" in names
        for i in range(land.size)
    ], bool)  # fmt: skip


def _at_points(land: LandLayer, xy: np.ndarray, engine: GeometryEngine) -> np.ndarray:
    """Indexes of the parcels that hold any of the points."""
    found = [np.zeros(0, np.int64)]
    sound = np.flatnonzero(land.sound)
    for strip in strips(point_boxes(xy), np.arange(len(xy)), land.bounds, sound, 0.0, engine):
        outline = land.outline_of(strip.near)
        inside = held(land.vertices(strip.near), outline, strip.j, xy[strip.own[strip.i]], engine)
        found.append(strip.near[strip.j[inside]])
    return np.unique(np.concatenate(found))
