"""Rules on where objects lie: outside their own commune, outside all of them, or where another zone would put them."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Optional

import numpy as np

from ...communes import CommuneIndex
from ...geometry.engine import GeometryEngine
from ...geometry.ragged import bounds, decode
from ...unit_names import split_unit_name
from ...units import Crosswalk
from ..catalogue import RuleBook
from ..hits import Hit
from .layer import COMMUNE
from .report import Report, metres

_PIECE = 5_000
_MOST = 0.5  # share of a layer's objects in one other zone: then it is the layer that is wrong


@dataclass(frozen=True)
class Zone:
    """A zone in which coordinates may have been made: its name, and where it puts them (n, 2) in the work's CRS, NaN
    where it cannot.
    """

    name: str
    to_work: Callable[[np.ndarray], np.ndarray]


class Places:
    """Where the objects of one layer lie; `held` (n,): the commune of the index at each position, -1 none; `slack`:
    metres by which they may all be off, which no rule holds against them.
    """

    def __init__(
        self, report: Report, index: CommuneIndex, held: np.ndarray, zones: Sequence[Zone], book: RuleBook,
        engine: GeometryEngine, slack: float = 0.0,
    ) -> None:  # fmt: skip
        self._report, self._index, self._held, self._zones = report, index, held, zones
        self._book, self._engine, self._slack = book, engine, slack
        layer = report.layer
        self._column = layer.text(COMMUNE)
        self._allowed = _allowed(self._column.values, index)
        named = (self._column.codes >= 0) & self._allowed[self._column.codes].any(axis=1)
        right = (held >= 0) & self._allowed[self._column.codes, np.maximum(held, 0)]
        self._named = named
        self._wrong = np.flatnonzero(layer.placed & named & ~right)
        self._lost = np.flatnonzero(layer.placed & ~named & (held < 0))

    @cached_property
    def _distance(self) -> np.ndarray:
        """(n,) metres from each object to the commune that it names; infinite where it lies there or names none."""
        layer, codes = self._report.layer, self._column.codes
        out = np.full(layer.size, np.inf)
        for value in np.unique(codes[self._wrong]).tolist():
            some = self._wrong[codes[self._wrong] == value]
            for c in np.flatnonzero(self._allowed[value]).tolist():
                out[some] = np.minimum(out[some], _distances(self._index, c, layer.position[some], self._engine))
        return out

    @cached_property
    def _zone(self) -> np.ndarray:
        """(n,) which other zone would put each object into its commune (one that names none, into any), or -1."""
        layer, rule = self._report.layer, self._book.active(f"{self._report.layer.subject.value}_other_zone")
        out = np.full(layer.size, -1, np.int64)
        if rule is None or not self._zones:
            return out
        reach = rule.tolerance("distance")
        lost = self._lost[~_within(self._index, layer.position[self._lost], reach, self._engine)]
        far = np.sort(np.concatenate([self._wrong[self._distance[self._wrong] > reach], lost]))
        value = np.where(self._named[far], self._column.codes[far], -1)
        for k, zone in enumerate(self._zones):
            left = np.flatnonzero(out[far] < 0)
            there = zone.to_work(layer.position[far[left]])
            finite = np.isfinite(there).all(axis=1)
            held = np.full(len(left), -1, np.int64)
            held[finite] = self._index.at_points(there[finite])
            fits = (held >= 0) & ((value[left] < 0) | self._allowed[value[left], np.maximum(held, 0)])
            out[far[left[fits]]] = k
        return out

    @cached_property
    def whole(self) -> Optional[dict[str, Any]]:
        """What to say of the whole layer where most of its objects are in one other zone; None where they are not."""
        layer = self._report.layer
        counts = np.bincount(self._zone[self._zone >= 0], minlength=len(self._zones) or 1)
        best = int(np.argmax(counts))
        if counts[best] <= _MOST * int(layer.placed.sum()) or not self._zones:
            return None
        some = np.flatnonzero(self._zone == best)[:1000]
        moved = self._zones[best].to_work(layer.position[some]) - layer.position[some]
        return {"best": self._zones[best].name, "shift": f"{np.nanmedian(np.hypot(moved[:, 0], moved[:, 1])):.0f}"}

    def hits(self) -> Iterator[list[Hit]]:
        """Single objects; none where the whole layer lies wrong. Of one in another zone only that is said."""
        report, layer, held = self._report, self._report.layer, self._held
        other_zone, other, none = (
            self._book.active(f"{layer.subject.value}_{name}") for name in ("other_zone", "other_commune", "no_commune")
        )
        if self.whole is not None:
            return
        moved = self._zone >= 0
        if other_zone is not None:
            index = np.flatnonzero(moved)
            yield from report.hits(other_zone, index, ({"zone": self._zones[self._zone[i]].name} for i in index))
        if other is not None:
            wrong = self._wrong[held[self._wrong] >= 0]
            far = wrong[(self._distance[wrong] > self._slack + other.tolerance("distance")) & ~moved[wrong]]
            params = (
                {"commune": self._column[i] or "", "distance": metres(self._distance[i]),
                 "holder": self._index.communes[int(held[i])].name}
                for i in far.tolist()
            )  # fmt: skip
            yield from report.hits(other, far, params)
        if none is not None:
            far = np.sort(np.concatenate([self._lost, self._wrong[held[self._wrong] < 0]]))
            far = far[~moved[far]]
            reach = self._slack + none.tolerance("distance")
            near = _within(self._index, layer.position[far], reach, self._engine)
            yield from report.hits(none, far[~near])


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
