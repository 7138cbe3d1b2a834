"""The geometry engine on shapely >= 2, vectorised."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
import shapely

USABLE = int(shapely.__version__.split(".")[0]) >= 2  # version 1 has no arrays


def _polygonal(geometry: shapely.Geometry) -> Optional[bytes]:
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type in ("Polygon", "MultiPolygon") and p.area > 0]
    if not parts:
        return None
    merged = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    return bytes(shapely.to_wkb(merged, byte_order=1))


class ShapelyEngine:
    """GeometryEngine on shapely's arrays."""

    name = "shapely"

    def _read(self, wkb: Sequence[bytes]) -> np.ndarray:
        return np.asarray(shapely.from_wkb(np.asarray(list(wkb), dtype=object), on_invalid="ignore"))

    def is_valid(self, wkb: Sequence[bytes]) -> np.ndarray:
        return np.asarray(shapely.is_valid(self._read(wkb)), bool)

    def mend(self, wkb: Sequence[bytes]) -> list[Optional[bytes]]:
        return [None if g is None else _polygonal(g) for g in shapely.make_valid(self._read(wkb))]

    def covers(self, polygon: bytes, xy: np.ndarray) -> np.ndarray:
        area = shapely.from_wkb(polygon)
        shapely.prepare(area)
        return np.asarray(shapely.intersects_xy(area, xy[:, 0], xy[:, 1]), bool)

    def overlap_area(self, a: Sequence[bytes], b: Sequence[bytes]) -> np.ndarray:
        if len(a) == 0:
            return np.zeros(0)
        # Neighbours are asked about again and again: each outline is read and judged once.
        known: dict[bytes, int] = {}
        at = [np.array([known.setdefault(bytes(w), len(known)) for w in side], np.int64) for side in (a, b)]
        shapes = self._read(list(known))
        valid = shapely.is_valid(shapes)
        left, right = shapes[at[0]], shapes[at[1]]
        usable = valid[at[0]] & valid[at[1]]
        out = np.zeros(len(left))
        out[usable] = shapely.area(shapely.intersection(left[usable], right[usable]))
        return out

    def distance(self, polygon: bytes, xy: np.ndarray) -> np.ndarray:
        area = shapely.from_wkb(polygon)
        shapely.prepare(area)
        return np.asarray(shapely.distance(area, shapely.points(xy)))

    def box_pairs(self, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if len(a) == 0 or len(b) == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        if len(a) < len(b):  # the smaller side goes into the tree
            j, i = self.box_pairs(b, a)
        else:
            tree = shapely.STRtree(shapely.box(*b.T))
            i, j = tree.query(shapely.box(*a.T))
        order = np.lexsort((j, i))
        return i[order], j[order]

    def polygonize(self, segments: np.ndarray) -> list[bytes]:
        faces = shapely.get_parts(shapely.polygonize(shapely.linestrings(segments)))
        return [bytes(face) for face in shapely.to_wkb(faces, byte_order=1)]

    def union(self, wkb: Sequence[bytes]) -> Optional[bytes]:
        shapes = self._read(wkb)
        return _polygonal(shapely.union_all(shapes[shapely.is_valid(shapes)]))
