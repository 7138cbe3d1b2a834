"""Commune polygons: which one holds an object; rules on those that overlap, leave gaps or are of a wrong size."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from ...communes import Commune, CommuneIndex
from ...geometry.engine import GeometryEngine
from ...geometry.ragged import Kind, Ragged, decode, measure
from ..catalogue import Rule, RuleBook
from ..hits import Hit
from .layer import COMMUNE, NAME, LandLayer
from .report import AREA, Report, metres

Progress = Callable[[float], None]
_PIECE = 25_000
_TOGETHER = 16  # communes of some thousand vertices each: some tenths of a second


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
