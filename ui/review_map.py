"""A result on the map: zoomed to, flashed, with the line that explains it (from an address to its street, say)."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .map_features import WGS84, show_extent
from .review_style import COLOURS

Place = tuple[float, float]
LINE_WIDTH, MARK_SIZE = 3, 13


class ReviewMap:
    """Draws one result at a time on the map canvas."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._bands: list[QgsRubberBand] = []

    def show(
        self,
        place: Optional[Place],
        line: Sequence[Place] = (),
        level: str = "",
        outline: Optional[QgsGeometry] = None,
        outline_crs: Optional[QgsCoordinateReferenceSystem] = None,
    ) -> bool:
        """Zoom to a result (EPSG:4326; its feature's outline in its own CRS), draw its line, flash it.

        False where it has no place on the map.
        """
        self.clear()
        canvas, wgs84 = self._iface.mapCanvas(), QgsCoordinateReferenceSystem(WGS84)
        parts: list[tuple[QgsGeometry, QgsCoordinateReferenceSystem]] = []
        if outline is not None and outline_crs is not None and not outline.isEmpty():
            parts.append((outline, outline_crs))
        elif place is not None:
            parts.append((QgsGeometry.fromPointXY(QgsPointXY(*place)), wgs84))
        if len(line) > 1:
            parts.append((QgsGeometry.fromPolylineXY([QgsPointXY(*point) for point in line]), wgs84))
        if not parts:
            return False
        extent = QgsRectangle()
        extent.setMinimal()
        for geometry, crs in parts:
            way = QgsCoordinateTransform(crs, wgs84, QgsProject.instance())
            extent.combineExtentWith(way.transformBoundingBox(geometry.boundingBox()))
            self._draw(geometry, crs, level)
        show_extent(canvas, extent)
        canvas.flashGeometries([parts[0][0]], parts[0][1])
        return True

    def clear(self) -> None:
        """Take away what was drawn."""
        scene = self._iface.mapCanvas().scene()
        for band in self._bands:
            scene.removeItem(band)
        self._bands = []

    def drawn(self) -> list[QgsGeometry]:
        """What is drawn now, in the map's CRS."""
        return [band.asGeometry() for band in self._bands]

    def _draw(self, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, level: str) -> None:
        kind = geometry.type()
        band = QgsRubberBand(self._iface.mapCanvas(), kind)
        colour = QColor(COLOURS.get(level, "#c0392b"))
        band.setStrokeColor(colour)
        band.setWidth(LINE_WIDTH)
        fill = QColor(colour)
        fill.setAlpha(0 if kind == QgsWkbTypes.GeometryType.PointGeometry else 50)
        band.setFillColor(fill)
        if kind == QgsWkbTypes.GeometryType.PointGeometry:
            band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
            band.setIconSize(MARK_SIZE)
        elif kind == QgsWkbTypes.GeometryType.LineGeometry:
            band.setLineStyle(Qt.PenStyle.DashLine)
        band.setToGeometry(geometry, crs)
        self._bands.append(band)
