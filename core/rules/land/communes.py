"""Rules on communes: objects outside their own, and commune polygons that overlap, leave gaps or are of a wrong size.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...communes import Commune, CommuneIndex
from ...geometry.engine import GeometryEngine
from ...geometry.ragged import Kind, Ragged, bounds, decode, measure
from ...unit_names import split_unit_name
from ...units import Crosswalk
from ..catalogue import Rule, RuleBook
from ..hits import Hit
from .layer import COMMUNE, NAME, LandLayer
from .report import AREA, Report, metres

Progress = Callable[[float], None]
_PIECE = 25_000
_TOGETHER = 16  # communes of some thousand vertices each: some tenths of a second


@dataclass(frozen=True)
class Zone:
    """A zone in which coordinates may have been made: its name, and where it puts them (n, 2) in the work's CRS, NaN
    where it cannot.
    """

    name: str
    to_work: Callable[[np.ndarray], np.ndarray]


def commune_index(communes: LandLayer, engine: GeometryEngine) -> CommuneIndex:
    """The valid polygons of a layer of communes, by code; several polygons of one code stand side by side."""
    code, name = communes.text(COMMUNE), communes.text(NAME)
    sound = np.flatnonzero(communes.sound)
    return CommuneIndex(
        [Commune(code[i] or "", name[i] or code[i] or "", "", "", "", wkb)
         for i, wkb in zip(sound.tolist(), communes.wkb(sound))],
        engine,
    )  # fmt: skip


def locate(layer: LandLayer, index: CommuneIndex, progress: Progress) -> np.ndarray:
    """(n,) which commune of the index holds each object's position, -1 none."""
    out = np.full(layer.size, -1, np.int32)
    placed = np.flatnonzero(layer.placed)
    for low in range(0, len(placed), _PIECE):
        some = placed[low: low + _PIECE]
        position = layer.position[some]
        held, _ = index.locate(np.hstack([position, position]), position, _no_shape, _no_hint, 0.0)
        out[some] = held
        progress(min(low + _PIECE, len(placed)) / len(placed))
    return out


def _no_shape(_: int) -> None:
    return None


def _no_hint(_: int) -> int:
    return -1


def place_hits(
    report: Report, index: CommuneIndex, held: np.ndarray, zones: Sequence[Zone], book: RuleBook,
    engine: GeometryEngine,
) -> Iterator[list[Hit]]:  # fmt: skip
    """Objects in another commune than the one that their own field names, or outside all of them, by more than the
    tolerance; and those that another zone would put right, which is all that is said of them then.

    `held` (n,): what `locate` found; `zones`: those that coordinates of this layer may come from.
    """
    layer, subject = report.layer, report.layer.subject.value
    other_zone, other, none = (
        book.active(f"{subject}_{name}") for name in ("other_zone", "other_commune", "no_commune")
    )
    column = layer.text(COMMUNE)
    allowed = _allowed(column.values, index)
    named = (column.codes >= 0) & allowed[column.codes].any(axis=1)
    right = (held >= 0) & allowed[column.codes, np.maximum(held, 0)]
    wrong = np.flatnonzero(layer.placed & named & ~right)
    lost = np.flatnonzero(layer.placed & ~named & (held < 0))
    distance = np.full(layer.size, np.inf)
    for value in np.unique(column.codes[wrong]).tolist():
        some = wrong[column.codes[wrong] == value]
        for c in np.flatnonzero(allowed[value]).tolist():
            distance[some] = np.minimum(distance[some], _distances(index, c, layer.position[some], engine))
    moved = np.zeros(layer.size, bool)
    if other_zone is not None and zones:
        reach = other_zone.tolerance("distance")
        far = np.concatenate([
            wrong[distance[wrong] > reach], lost[~_within(index, layer.position[lost], reach, engine)]
        ])  # fmt: skip
        far = np.sort(far)
        zone = _zone_of(layer.position[far], np.where(named[far], column.codes[far], -1), allowed, index, zones)
        far, zone = far[zone >= 0], zone[zone >= 0]
        moved[far] = True
        yield from report.hits(other_zone, far, ({"zone": zones[k].name} for k in zone.tolist()))
    if other is not None:
        far = wrong[(held[wrong] >= 0) & (distance[wrong] > other.tolerance("distance")) & ~moved[wrong]]
        params = (
            {"commune": column[i] or "", "distance": metres(distance[i]), "holder": index.communes[int(held[i])].name}
            for i in far.tolist()
        )
        yield from report.hits(other, far, params)
    if none is not None:
        far = np.sort(np.concatenate([lost, wrong[held[wrong] < 0]]))
        far = far[~moved[far]]
        yield from report.hits(none, far[~_within(index, layer.position[far], none.tolerance("distance"), engine)])


def _zone_of(
    xy: np.ndarray, value: np.ndarray, allowed: np.ndarray, index: CommuneIndex, zones: Sequence[Zone]
) -> np.ndarray:
    """(k,) the first zone that puts a point into the commune that its object names (of `value` -1: into any), or -1."""
    out = np.full(len(xy), -1, np.int64)
    for k, zone in enumerate(zones):
        open_ = np.flatnonzero(out < 0)
        there = zone.to_work(xy[open_])
        finite = np.isfinite(there).all(axis=1)
        held = np.full(len(open_), -1, np.int64)
        held[finite] = index.at_points(there[finite])
        fits = (held >= 0) & ((value[open_] < 0) | allowed[value[open_], np.maximum(held, 0)])
        out[open_[fits]] = k
    return out


def _allowed(values: Sequence[str], index: CommuneIndex) -> np.ndarray:
    """(v + 1, c) which communes of the index a field's value may mean, by code or name; a code of before the mergers
    means those that its commune went into. The last row is for no value.
    """
    at: dict[str, list[int]] = {}
    for k, commune in enumerate(index.communes):
        at.setdefault(commune.code, []).append(k)
        at.setdefault(split_unit_name(commune.name).key, []).append(k)
    out = np.zeros((len(values) + 1, max(len(index.communes), 1)), bool)
    for row, value in enumerate(values):
        code = value.zfill(5) if value.isdecimal() else ""
        meant = [value, code, *(s.new_code for s in Crosswalk.load().successors(code)), split_unit_name(value).key]
        for name in filter(None, meant):
            out[row, at.get(name, [])] = True
    return out


def _distances(index: CommuneIndex, c: int, xy: np.ndarray, engine: GeometryEngine) -> np.ndarray:
    parts = [np.zeros(0)]
    for low in range(0, len(xy), _PIECE):
        parts.append(np.round(engine.distance(index.communes[c].wkb, xy[low: low + _PIECE]), 3))
    return np.concatenate(parts)


def _within(index: CommuneIndex, xy: np.ndarray, reach: float, engine: GeometryEngine) -> np.ndarray:
    """(k,) which points lie within the reach of any commune."""
    out = np.zeros(len(xy), bool)
    boxes = bounds(decode([commune.wkb for commune in index.communes]))
    i, c = engine.box_pairs(np.hstack([xy - reach, xy + reach]), boxes)
    for commune in np.unique(c).tolist():
        near = i[c == commune]
        out[near] |= _distances(index, commune, xy[near], engine) <= reach
    return out


def commune_hits(report: Report, book: RuleBook, engine: GeometryEngine, progress: Progress) -> Iterator[list[Hit]]:
    """What is wrong with the polygons of the communes among themselves, and with their sizes."""
    layer = report.layer
    rule = book.active("commune_overlap")
    if rule is not None:
        yield from _overlaps(report, rule, engine, progress)
    rule = book.active("commune_gap")
    if rule is not None:
        yield from _gaps(report, rule, engine)
    rule = book.active("commune_area")
    if rule is not None and len(layer.recorded):
        yield from _areas(report, rule)
    progress(1.0)


def _overlaps(report: Report, rule: Rule, engine: GeometryEngine, progress: Progress) -> Iterator[list[Hit]]:
    layer = report.layer
    sound = np.flatnonzero(layer.sound)
    i, j = engine.box_pairs(layer.bounds[sound], layer.bounds[sound])
    once = i < j
    i, j = sound[i[once]], sound[j[once]]
    different = _label(layer, i) != _label(layer, j)
    i, j = i[different], j[different]
    for k, (a, b) in enumerate(zip(i.tolist(), j.tolist())):  # one by one: a commune has thousands of vertices
        pair = np.array([a]), np.array([b])
        area = float(engine.overlap_area(layer.wkb(pair[0]), layer.wkb(pair[1]))[0])
        if area > rule.tolerance("area_m2"):
            box = np.hstack([np.maximum(layer.bounds[a, :2], layer.bounds[b, :2]),
                             np.minimum(layer.bounds[a, 2:], layer.bounds[b, 2:])])  # fmt: skip
            params = {"name": _name(layer, a), "other": _name(layer, b), "area": metres(area, AREA)}
            place = ((box[:2] + box[2:]) / 2)[None]
            yield from report.hits(rule, pair[0], [params], parts=[layer.object_id(b)], places=place)
        progress(0.8 * (k + 1) / len(i))


def _gaps(report: Report, rule: Rule, engine: GeometryEngine) -> Iterator[list[Hit]]:
    """Holes of all communes taken together."""
    layer = report.layer
    sound = np.flatnonzero(layer.sound)
    sound = sound[np.lexsort((layer.position[sound, 1], layer.position[sound, 0]))]
    holes = measure(_holes(decode([_union(layer.wkb(sound), engine)])))
    order = np.lexsort((*np.round(holes.bounds, 2).T[::-1],))
    order = order[holes.area[order] > rule.tolerance("area_m2")]
    boxes = holes.bounds[order]
    hole, near = engine.box_pairs(boxes, layer.bounds[sound])
    for k, gap in enumerate(order.tolist()):
        touching = sound[near[hole == k]]
        place = holes.position[gap][None]
        distances = [engine.distance(layer.wkb(np.array([c]))[0], place)[0] for c in touching.tolist()]
        ranked = touching[np.lexsort((touching, np.round(distances, 2)))]
        if not len(ranked):
            continue
        first, other = int(ranked[0]), int(ranked[min(1, len(ranked) - 1)])
        size = metres(holes.area[gap], AREA)
        params = {"name": _name(layer, first), "other": _name(layer, other), "area": size}
        part = "/".join(f"{value:.0f}" for value in place[0])
        yield from report.hits(rule, np.array([first]), [params], parts=[part], places=place)


def _union(wkb: Sequence[bytes], engine: GeometryEngine) -> bytes:
    """All areas as one, some at a time, so that none takes long."""
    found = list(wkb)
    while len(found) > 1:
        merged = [engine.union(found[low: low + _TOGETHER]) for low in range(0, len(found), _TOGETHER)]
        found = [area for area in merged if area is not None]
    return found[0] if found else b""


def _holes(r: Ragged) -> Ragged:
    """The holes of an area as objects of their own."""
    index = np.flatnonzero(r.hole)
    size = np.diff(r.ring)[index]
    ring = np.concatenate([[0], np.cumsum(size)])
    vertex = np.repeat(r.ring[:-1][index] - ring[:-1], size) + np.arange(ring[-1])
    kind = np.full(len(index), Kind.POLYGON, np.uint8)
    return Ragged(r.xy[vertex], ring, np.arange(len(index)), np.zeros(len(index), bool), kind)


def _areas(report: Report, rule: Rule) -> Iterator[list[Hit]]:
    """The polygons of one code together against the official area."""
    layer = report.layer
    labels = _label(layer, np.arange(layer.size))
    sound = np.flatnonzero(layer.sound)
    for label in np.unique(labels[sound]).tolist():
        rows = sound[labels[sound] == label]
        official = layer.recorded[rows]
        official = official[official > 0]
        drawn = float(layer.area[rows].sum())
        if len(official) and abs(drawn - official[0]) > rule.tolerance("share") * official[0]:
            params = {
                "name": _name(layer, int(rows[0])), "drawn": round(drawn / 1e6, 2),
                "official": round(float(official[0]) / 1e6, 2), "percent": round(100 * drawn / float(official[0])),
            }  # fmt: skip
            yield from report.hits(rule, rows[:1], [params])


def _label(layer: LandLayer, index: np.ndarray) -> np.ndarray:
    """(k,) what tells communes apart: the code, else the name, else the row."""
    code, name = layer.text(COMMUNE), layer.text(NAME)
    return np.array([code[i] or name[i] or f"#{layer.fid[i]}" for i in index.tolist()], dtype=np.str_)


def _name(layer: LandLayer, i: int) -> str:
    return layer.text(NAME)[i] or layer.text(COMMUNE)[i] or str(int(layer.fid[i]))
