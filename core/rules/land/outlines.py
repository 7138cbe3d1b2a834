"""Rules on single outlines: none, at an impossible place, invalid, drawn twice, a sliver."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...geometry.ragged import Kind
from ..catalogue import RuleBook
from ..hits import Hit
from .report import AREA, Report, metres

_BROKEN = {
    "no_outline": (Kind.NONE, Kind.UNREADABLE),
    "impossible": (Kind.HUGE,),
}


def outline_hits(report: Report, book: RuleBook) -> Iterator[list[Hit]]:
    """What is wrong with each object's own outline."""
    layer, subject = report.layer, report.layer.subject.value
    for name, kinds in _BROKEN.items():
        rule = book.active(f"{subject}_{name}")
        if rule is not None:
            yield from report.hits(rule, np.flatnonzero(np.isin(layer.kind, kinds)))
    rule = book.active(f"{subject}_invalid")
    if rule is not None:
        yield from report.hits(rule, np.flatnonzero(layer.placed & ~layer.valid))
    yield from _duplicates(report, book)
    yield from _slivers(report, book)


def earlier_twin(report: Report) -> np.ndarray:
    """(n,) index of the object of the lowest fid with the very same outline, -1 for that one and all others."""
    layer = report.layer
    out = np.full(layer.size, -1, np.int64)
    placed = np.flatnonzero(layer.placed)
    if len(placed) < 2:
        return out
    order = placed[np.lexsort((layer.fid[placed], layer.outline[placed]))]
    prints = layer.outline[order]
    new = np.ones(len(order), bool)
    new[1:] = prints[1:] != prints[:-1]
    first = order[np.flatnonzero(new)][np.cumsum(new) - 1]
    out[order[~new]] = first[~new]
    return out


def _duplicates(report: Report, book: RuleBook) -> Iterator[list[Hit]]:
    rule = book.active(f"{report.layer.subject.value}_duplicate")
    if rule is None:
        return
    first = earlier_twin(report)
    index = np.flatnonzero(first >= 0)
    others = [report.layer.object_id(i) for i in first[index].tolist()]
    yield from report.hits(rule, index, ({"other": other} for other in others))


def _slivers(report: Report, book: RuleBook) -> Iterator[list[Hit]]:
    layer = report.layer
    rule = book.active(f"{layer.subject.value}_sliver")
    if rule is None:
        return
    width = 2 * layer.area / np.where(layer.length > 0, layer.length, 1.0)
    thin = layer.sound & ((width < rule.tolerance("width")) | (layer.area < rule.tolerance("area_m2")))
    index = np.flatnonzero(thin)
    params = ({"width": metres(width[i]), "area": metres(layer.area[i], AREA)} for i in index.tolist())
    yield from report.hits(rule, index, params)
