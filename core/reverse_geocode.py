"""Which address a place has: the one whose building or parcel holds it, else the nearest on its side of the street."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from .errors import QT_TRANSLATE_NOOP
from .geometry.engine import GeometryEngine

_TRIED = 6  # nearest addresses that are asked whether a street lies between
_POINTS = 2_000  # at a time: bounds the memory
_NOTHING = -1


class Way(str, Enum):
    """How the address of a place was found."""

    BUILDING = "building"
    PARCEL = "parcel"
    NEAREST = "nearest"
    ACROSS = "across"
    COMMUNE = "commune"
    NONE = "none"


WAY_NAMES = {
    Way.BUILDING: QT_TRANSLATE_NOOP("diachiso", "inside the building"),
    Way.PARCEL: QT_TRANSLATE_NOOP("diachiso", "inside the parcel"),
    Way.NEAREST: QT_TRANSLATE_NOOP("diachiso", "nearest on this side of the street"),
    Way.ACROSS: QT_TRANSLATE_NOOP("diachiso", "nearest, across a street"),
    Way.COMMUNE: QT_TRANSLATE_NOOP("diachiso", "commune only"),
    Way.NONE: QT_TRANSLATE_NOOP("diachiso", "outside all communes"),
}


@dataclass(frozen=True)
class Nearest:
    """Per place (n,): index of its address (-1 none), distance in metres, whether a street lies between."""

    index: np.ndarray
    distance: np.ndarray
    across: np.ndarray


def nearest_on_this_side(
    places: np.ndarray, addresses: np.ndarray, start: np.ndarray, end: np.ndarray, reach: float, engine: GeometryEngine
) -> Nearest:
    """For each place (n, 2) the nearest of the addresses (m, 2) within `reach` that no street segment (`start`, `end`
    (k, 2)) parts from it; else the nearest of all. All in metres.
    """
    parts = [
        _nearest(places[low: low + _POINTS], addresses, start, end, reach, engine)
        for low in range(0, max(len(places), 1), _POINTS)
    ]
    return Nearest(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("index", "distance", "across")))


def _nearest(
    places: np.ndarray, addresses: np.ndarray, start: np.ndarray, end: np.ndarray, reach: float, engine: GeometryEngine
) -> Nearest:
    n = len(places)
    index, distance = np.full(n, _NOTHING, np.int64), np.full(n, np.nan)
    across = np.zeros(n, bool)
    drawn = np.flatnonzero(np.isfinite(addresses).all(axis=1))
    asked = np.flatnonzero(np.isfinite(places).all(axis=1))
    if not len(drawn) or not len(asked):
        return Nearest(index, distance, across)
    around = np.hstack([places[asked] - reach, places[asked] + reach])
    i, j = engine.box_pairs(around, np.hstack([addresses[drawn], addresses[drawn]]))
    i, j = asked[i], drawn[j]
    away = np.hypot(*(places[i] - addresses[j]).T)
    near = away <= reach
    i, j, away = i[near], j[near], away[near]
    order = np.lexsort((j, away, i))
    i, j, away = i[order], j[order], away[order]
    nth = np.arange(len(i)) - np.searchsorted(i, i, side="left")
    tried = nth < _TRIED
    i, j, away = i[tried], j[tried], away[tried]
    parted = _parted(places[i], addresses[j], start, end, engine)
    # The first that no street parts comes before the first of all.
    first = np.lexsort((away, parted, i))
    i, j, away, parted = i[first], j[first], away[first], parted[first]
    best = np.concatenate([[True], i[1:] != i[:-1]]) if len(i) else np.zeros(0, bool)
    index[i[best]], distance[i[best]], across[i[best]] = j[best], away[best], parted[best]
    return Nearest(index, distance, across)


def _parted(
    a: np.ndarray, b: np.ndarray, start: np.ndarray, end: np.ndarray, engine: GeometryEngine
) -> np.ndarray:
    """Whether a street crosses each way from a to b."""
    out = np.zeros(len(a), bool)
    if not len(start) or not len(a):
        return out
    ways = np.hstack([np.minimum(a, b), np.maximum(a, b)])
    streets = np.hstack([np.minimum(start, end), np.maximum(start, end)])
    i, k = engine.box_pairs(ways, streets)
    p, q, r, s = a[i], b[i], start[k], end[k]
    cross = (_turn(p, q, r) * _turn(p, q, s) < 0) & (_turn(r, s, p) * _turn(r, s, q) < 0)
    out[i[cross]] = True
    return out


def _turn(p: np.ndarray, q: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Which side of p–q each r is on."""
    return np.sign((q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0]))
