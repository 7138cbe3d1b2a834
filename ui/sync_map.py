"""A conflict on the map: where the record was, where we have it, where the registry has it."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsRectangle, QgsWkbTypes
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..register.sync_store import ConflictRow
from .map_features import WGS84, show_extent
from .sync_style import COLOURS, SHAPES
from .sync_words import POSITION

SIDES = ("base", "mine", "theirs")
MARK_SIZE, MARK_WIDTH = 17, 4

Place = tuple[float, float]


class SyncMap:
    """Draws the places of one conflict at a time; those that lie in one place are drawn over each other."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._bands: dict[str, QgsRubberBand] = {}

    def show(self, places: Mapping[str, Place], zoom: bool = True) -> bool:
        """Draw the places of the sides (EPSG:4326) with a line from base to each; False where there is none."""
        self.clear()
        if not places:
            return False
        wgs84 = QgsCoordinateReferenceSystem(WGS84)
        extent = QgsRectangle()
        extent.setMinimal()
        points = {side: QgsPointXY(*places[side]) for side in SIDES if side in places}
        start = points.get("base", next(iter(points.values())))
        for side, point in points.items():
            extent.combineExtentWith(point.x(), point.y())
            if point != start:
                self._draw(f"{side}_line", QgsGeometry.fromPolylineXY([start, point]), side, wgs84)
        for side, point in points.items():
            self._draw(side, QgsGeometry.fromPointXY(point), side, wgs84)
        if zoom:
            show_extent(self._iface.mapCanvas(), extent)
        return True

    def clear(self) -> None:
        """Take away what was drawn."""
        scene = self._iface.mapCanvas().scene()
        for band in self._bands.values():
            scene.removeItem(band)
        self._bands = {}

    def drawn(self) -> dict[str, QgsGeometry]:
        """What is drawn now, in the map's CRS: the sides by name, the lines as `<side>_line`."""
        return {name: band.asGeometry() for name, band in self._bands.items()}

    def _draw(self, name: str, geometry: QgsGeometry, side: str, crs: QgsCoordinateReferenceSystem) -> None:
        is_line = geometry.type() == QgsWkbTypes.GeometryType.LineGeometry
        band = QgsRubberBand(self._iface.mapCanvas(), geometry.type())
        band.setStrokeColor(QColor(COLOURS[side]))
        band.setFillColor(QColor(0, 0, 0, 0))  # the three lie over each other where they agree
        if is_line:
            band.setWidth(2)
            band.setLineStyle(Qt.PenStyle.DashLine)
        else:
            band.setIcon(SHAPES[side])
            band.setIconSize(MARK_SIZE)
            band.setWidth(MARK_WIDTH)
        band.setToGeometry(geometry, crs)
        self._bands[name] = band


def places(row: ConflictRow) -> dict[str, Place]:
    """Where each side has the record, as far as it has a place."""
    found: dict[str, Any] = {
        side: content.get(POSITION) if content is not None else None
        for side, content in (("base", row.base), ("mine", row.mine), ("theirs", row.theirs))
    }
    return {side: (float(at[0]), float(at[1])) for side, at in found.items() if at}
