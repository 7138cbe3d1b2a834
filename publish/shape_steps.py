"""Shapes as short lists of whole numbers: for pages that carry their own map."""
from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes

GRID = 1e-5  # degrees: about a metre
_TOLERANCE = 2e-5


def steps_of(wkb: bytes, origin: tuple[float, float]) -> list[list[int]]:
    """The lines or rings of a shape (WKB, EPSG:4326), simplified to two metres: x, y in 1e-5 degrees from `origin`,
    each the step from the one before.
    """
    whole = QgsGeometry()
    whole.fromWkb(wkb)
    simple = whole.simplify(_TOLERANCE)
    lines = []
    for line in _lines(whole if simple.isEmpty() else simple):
        steps: list[int] = []
        last = (0, 0)
        for point in line:
            at = round((point.x() - origin[0]) / GRID), round((point.y() - origin[1]) / GRID)
            if not steps or at != last:
                steps += [at[0] - last[0], at[1] - last[1]]
                last = at
        if len(steps) > 2:
            lines.append(steps)
    return lines


def _lines(geometry: QgsGeometry) -> list[list[QgsPointXY]]:
    if geometry.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
        polygons = geometry.asMultiPolygon() if geometry.isMultipart() else [geometry.asPolygon()]
        return [ring for polygon in polygons for ring in polygon]
    return geometry.asMultiPolyline() if geometry.isMultipart() else [geometry.asPolyline()]
