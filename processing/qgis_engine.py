"""The geometry engine on QgsGeometry, for a Python without shapely 2: one by one, with the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsLineString,
    QgsPoint,
    QgsPointXY,
    QgsRectangle,
    QgsSpatialIndex,
    QgsWkbTypes,
)


def _read(wkb: Optional[bytes]) -> QgsGeometry:
    geometry = QgsGeometry()
    if wkb:
        geometry.fromWkb(bytes(wkb))
    return geometry


class QgisEngine:
    """GeometryEngine on QgsGeometry."""

    name = "qgis"

    def is_valid(self, wkb: Sequence[bytes]) -> np.ndarray:
        return np.array([_read(w).isGeosValid() for w in wkb], bool)

    def mend(self, wkb: Sequence[bytes]) -> list[Optional[bytes]]:
        return [self._mend(w) for w in wkb]

    @staticmethod
    def _mend(wkb: bytes) -> Optional[bytes]:
        mended = _read(wkb).makeValid()
        parts = [
            part
            for part in mended.asGeometryCollection()
            if part.type() == QgsWkbTypes.GeometryType.PolygonGeometry and part.area() > 0
        ]
        if not parts:
            return None
        merged = parts[0] if len(parts) == 1 else QgsGeometry.unaryUnion(parts)
        return bytes(merged.asWkb())

    def covers(self, polygon: bytes, xy: np.ndarray) -> np.ndarray:
        area = _read(polygon)  # the engine works on it and does not keep it alive
        engine = QgsGeometry.createGeometryEngine(area.constGet())
        engine.prepareGeometry()
        return np.array([engine.intersects(QgsPoint(x, y)) for x, y in xy.tolist()], bool)

    def overlap_area(self, a: Sequence[bytes], b: Sequence[bytes]) -> np.ndarray:
        out = np.zeros(len(a))
        known: dict[bytes, tuple[QgsGeometry, bool]] = {}

        def read(wkb: bytes) -> tuple[QgsGeometry, bool]:
            if wkb not in known:
                geometry = _read(wkb)
                known[wkb] = (geometry, geometry.isGeosValid())
            return known[wkb]

        for k, (left, right) in enumerate(zip(a, b)):
            (g, g_valid), (h, h_valid) = read(left), read(right)
            if g_valid and h_valid:
                common = g.intersection(h)
                out[k] = 0.0 if common.isNull() else max(common.area(), 0.0)
        return out

    def distance(self, polygon: bytes, xy: np.ndarray) -> np.ndarray:
        area = _read(polygon)
        engine = QgsGeometry.createGeometryEngine(area.constGet())
        engine.prepareGeometry()
        return np.array([engine.distance(QgsPoint(x, y)) for x, y in xy.tolist()], float)

    def box_pairs(self, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if len(a) == 0 or len(b) == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        if len(a) < len(b):  # the smaller side goes into the tree
            j, i = self.box_pairs(b, a)
        else:
            tree = QgsSpatialIndex()
            for k, box in enumerate(b.tolist()):
                feature = QgsFeature(k)
                # A point's box has no area and would not make a polygon.
                is_point = box[0] == box[2] and box[1] == box[3]
                feature.setGeometry(
                    QgsGeometry.fromPointXY(QgsPointXY(box[0], box[1]))
                    if is_point
                    else QgsGeometry.fromRect(QgsRectangle(*box))
                )
                tree.addFeature(feature)
            pairs = [(k, m) for k, box in enumerate(a.tolist()) for m in tree.intersects(QgsRectangle(*box))]
            i = np.array([p[0] for p in pairs], np.int64)
            j = np.array([p[1] for p in pairs], np.int64)
        order = np.lexsort((j, i))
        return i[order], j[order]

    def polygonize(self, segments: np.ndarray) -> list[bytes]:
        lines = [
            QgsGeometry(QgsLineString([a[0], b[0]], [a[1], b[1]])) for a, b in np.asarray(segments, float).tolist()
        ]
        faces = QgsGeometry.polygonize(lines) if lines else QgsGeometry()
        return [bytes(face.asWkb()) for face in faces.asGeometryCollection()]

    def union(self, wkb: Sequence[bytes]) -> Optional[bytes]:
        shapes = [shape for shape in map(_read, wkb) if shape.isGeosValid()]
        merged = QgsGeometry.unaryUnion(shapes) if shapes else QgsGeometry()
        if merged.isNull() or merged.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
            return None
        return bytes(merged.asWkb())
