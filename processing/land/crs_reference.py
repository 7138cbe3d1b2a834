"""What a layer's place is judged against: the communes' polygons, and a layer that lies right already."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPoint,
    QgsPointXY,
    QgsSpatialIndex,
    QgsVectorLayer,
)

from ...core.land.nearest import PointGrid
from ..transforms import WGS84, Transform

REACH = 50.0
"""Metres within which the nearest vertex of the reference layer is looked for."""
_MOST_VERTICES = 300_000
_STRAY, _LEAST_SPAN = 0.01, 0.01  # share of the vertices, degrees
_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True)
class CrsReference:
    """Places known to be right, in EPSG:4326: polygons with their codes, and vertices (n, 2) of a layer."""

    polygons: tuple[QgsGeometry, ...] = ()
    codes: tuple[str, ...] = ()
    province_code: str = ""
    vertices: np.ndarray = field(default_factory=lambda: np.zeros((0, 2)))

    @property
    def has_places(self) -> bool:
        """Whether there is anything to judge by."""
        return bool(self.polygons) or len(self.vertices) > 0

    def inside(self, lonlat: np.ndarray, communes: Optional[Sequence[str]] = None) -> np.ndarray:
        """Whether each point (n, 2) lies in a polygon, or in that of its own commune where its code is known: (n,)."""
        if not self.polygons:
            return self._near_vertices(lonlat)
        out = np.zeros(len(lonlat), bool)
        known = set(self.codes)
        for k, (lon, lat) in enumerate(lonlat.tolist()):
            if not np.isfinite(lon + lat):
                continue
            own = communes[k] if communes is not None and communes[k] in known else None
            point = QgsPoint(lon, lat)
            for i in self._index.intersects(QgsGeometry.fromPointXY(QgsPointXY(lon, lat)).boundingBox()):
                if (own is None or self.codes[i] == own) and self._engines[i].intersects(point):
                    out[k] = True
                    break
        return out

    def metres_outside(self, lonlat: np.ndarray) -> float:
        """Distance of the points' (n, 2) middle to the reference layer's extent, else to the nearest polygon, metres;
        NaN without either.
        """
        middle = np.nanmedian(lonlat, axis=0) if np.isfinite(lonlat).any() else np.array([np.nan, np.nan])
        if not np.isfinite(middle).all():
            return float("nan")
        if len(self.vertices):
            xy = self._metric(self.vertices)
            here = self._metric(middle[None])[0]
            return float(np.hypot(*(here - np.clip(here, xy.min(axis=0), xy.max(axis=0)))))
        if not self.polygons:
            return float("nan")
        scale = np.array([np.cos(np.radians(middle[1])), 1.0]) * _METRES_PER_DEGREE
        at = QgsGeometry.fromPointXY(QgsPointXY(*middle))
        nearest = self._index.nearestNeighbor(QgsPointXY(*middle), 3)
        found = [self.polygons[i].nearestPoint(at).asPoint() for i in nearest]
        return min(float(np.hypot(*((np.array([p.x(), p.y()]) - middle) * scale))) for p in found)

    def distance(self, lonlat: np.ndarray) -> float:
        """Lower quartile of the points' distance to the nearest vertex of the reference layer, metres; infinite beyond
        `REACH`, NaN without such a layer. The quartile, since the reference may cover a part only.
        """
        if not len(self.vertices):
            return float("nan")
        known = lonlat[np.isfinite(lonlat).all(axis=1)]
        if not len(known):
            return float("inf")
        return float(np.quantile(self._grid.distances(self._metric(known)), 0.25, method="lower"))

    def _near_vertices(self, lonlat: np.ndarray) -> np.ndarray:
        """Without polygons: whether the points lie in the extent of the reference layer, widened by a tenth."""
        if not len(self.vertices):
            return np.zeros(len(lonlat), bool)
        low, high = self.vertices.min(axis=0), self.vertices.max(axis=0)
        margin = np.maximum((high - low) * 0.1, 0.005)
        with np.errstate(invalid="ignore"):
            return ((lonlat >= low - margin) & (lonlat <= high + margin)).all(axis=1)

    def _metric(self, lonlat: np.ndarray) -> np.ndarray:
        middle = self.vertices.mean(axis=0)
        return (lonlat - middle) * np.array([np.cos(np.radians(middle[1])), 1.0]) * _METRES_PER_DEGREE

    @cached_property
    def _grid(self) -> PointGrid:
        return PointGrid(self._metric(self.vertices), REACH)

    @cached_property
    def _index(self) -> QgsSpatialIndex:
        index = QgsSpatialIndex()
        for i, polygon in enumerate(self.polygons):
            index.addFeature(i, polygon.boundingBox())
        return index

    @cached_property
    def _engines(self) -> list[object]:
        engines = []
        for polygon in self.polygons:
            engine = QgsGeometry.createGeometryEngine(polygon.constGet())
            engine.prepareGeometry()
            engines.append(engine)
        return engines


def reference_of(
    communes: Optional[QgsVectorLayer] = None,
    code_field: str = "",
    layer: Optional[QgsVectorLayer] = None,
    province_code: str = "",
) -> CrsReference:
    """A reference from a layer of commune polygons and one that lies right; both may be missing."""
    polygons, codes = [], []
    if communes is not None:
        index = communes.fields().lookupField(code_field) if code_field else -1
        for feature in communes.getFeatures(_in_wgs84(QgsFeatureRequest())):
            if not feature.geometry().isEmpty():
                polygons.append(feature.geometry())
                codes.append(str(feature.attribute(index)) if index >= 0 else "")
    vertices = _without_strays(_vertices(layer)) if layer is not None else np.zeros((0, 2))
    return CrsReference(tuple(polygons), tuple(codes), province_code, vertices)


def _in_wgs84(request: QgsFeatureRequest) -> QgsFeatureRequest:
    request.setDestinationCrs(QgsCoordinateReferenceSystem(WGS84), QgsCoordinateTransformContext())
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    return request


def _vertices(layer: QgsVectorLayer) -> np.ndarray:
    """Vertices (n, 2) of a layer in degrees, up to a limit."""
    found: list[tuple[float, float]] = []
    request = QgsFeatureRequest()
    request.setNoAttributes()
    for geometry in _geometries(layer, request):
        found += [(vertex.x(), vertex.y()) for vertex in geometry.vertices()]
        if len(found) >= _MOST_VERTICES:
            break
    xy = np.array(found, float).reshape(-1, 2)
    to_wgs84 = Transform(layer.crs(), QgsCoordinateReferenceSystem(WGS84), QgsCoordinateTransformContext())
    return to_wgs84.points(xy)


def _without_strays(lonlat: np.ndarray) -> np.ndarray:
    """Vertices (n, 2) without those far from nearly all: one house at 0, 0 would make the reference fit everything."""
    known = lonlat[np.isfinite(lonlat).all(axis=1)]
    if not len(known):
        return known
    low, high = np.quantile(known, [_STRAY, 1 - _STRAY], axis=0)
    span = high - low + _LEAST_SPAN
    return known[((known >= low - span) & (known <= high + span)).all(axis=1)]


def _geometries(layer: QgsVectorLayer, request: QgsFeatureRequest) -> Iterator[QgsGeometry]:
    for feature in layer.getFeatures(request):
        if not feature.geometry().isNull():
            yield feature.geometry()


def sample_points(layer: QgsVectorLayer, most: int = 500) -> np.ndarray:
    """Some vertices (n, 2) of a layer as they stand in the file, from features spread over its whole length."""
    step = max(1, int(layer.featureCount()) // most)
    request = QgsFeatureRequest()
    request.setNoAttributes()
    found = []
    for k, geometry in enumerate(_geometries(layer, request)):
        if k % step == 0:
            vertex = geometry.vertexAt(0)
            found.append((vertex.x(), vertex.y()))
    return np.array(found[:2 * most], float).reshape(-1, 2)
