"""Drawing a line past houses: they get numbers in its direction, shown while it is drawn."""
from __future__ import annotations

from typing import Any, Callable

import numpy as np
from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ..core.house_numbers.drawn import counted, houses_along
from .number_marks import NumberMarks

REACH_PX = 28  # houses so near to the line get a number; the band is as wide
_STEP_PX = 3.0
_MOST = 20_000  # houses on the map that are looked at

Numbered = list[tuple[int, str]]
"""Feature ids and their numbers."""


class NumberLineTool(QgsMapTool):
    """Press, drag past the houses, release; + and − change the step, Escape gives up.

    `layer()` the addresses, `first()` and `step()` the numbers wanted, `set_step` shows a changed step, `done` gets the
    numbers of a finished line.
    """

    def __init__(
        self, canvas: QgsMapCanvas, layer: Callable[[], QgsVectorLayer | None], first: Callable[[], int],
        step: Callable[[], int], set_step: Callable[[int], None], done: Callable[[Numbered], None],
    ) -> None:  # fmt: skip
        super().__init__(canvas)
        self._layer, self._first, self._step, self._set_step, self._done = layer, first, step, set_step, done
        self._path: list[QgsPointXY] = []
        self._ids: list[int] = []
        self._places = np.zeros((0, 2))
        self._band: QgsRubberBand | None = None
        self._marks: NumberMarks | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def marks(self) -> list[str]:
        """The numbers that are shown now."""
        return self._marks.texts() if self._marks is not None else []

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's names from here on
        """Begin a line."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.clear()
        self._read_houses()
        self._path = [self.toMapCoordinates(event.pos())]
        band = QgsRubberBand(self.canvas(), QgsWkbTypes.GeometryType.LineGeometry)
        band.setColor(QColor(0, 121, 191, 70))
        band.setWidth(2 * REACH_PX)
        band.addPoint(self._path[0])
        self._band = band
        self._marks = NumberMarks(self.canvas())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        """The line goes on; the numbers so far are shown."""
        if self._band is None:
            return
        place = self.toMapCoordinates(event.pos())
        if place.distance(self._path[-1]) < _STEP_PX * self.canvas().mapUnitsPerPixel():
            return
        self._path.append(place)
        self._band.addPoint(place)
        self.show_numbers()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        """The line is whole."""
        if self._band is None or event.button() != Qt.MouseButton.LeftButton:
            return
        found = self._numbered()
        self.clear()
        if found:
            self._done([(self._ids[k], number) for k, number in found if number])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """+ and −: another step; Escape: no line, then the map back."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            step = self._step() + (-1 if key == Qt.Key.Key_Minus else 1)
            self._set_step(step or (-1 if key == Qt.Key.Key_Minus else 1))
            self.show_numbers()
            event.accept()
        elif key == Qt.Key.Key_Escape:
            if self._band is not None:
                self.clear()
            else:
                self.canvas().unsetMapTool(self)
            event.accept()

    def deactivate(self) -> None:
        """Another tool has the map."""
        self.clear()
        super().deactivate()

    def clear(self) -> None:
        """Take away what was drawn."""
        for item in (self._band, self._marks):
            if item is not None:
                self.canvas().scene().removeItem(item)
        self._band = self._marks = None
        self._path = []

    def show_numbers(self) -> None:
        """Show what the line gives so far."""
        if self._marks is not None:
            marks = [(QgsPointXY(*self._places[k].tolist()), number) for k, number in self._numbered() if number]
            self._marks.show_marks(marks)

    def _numbered(self) -> list[tuple[int, str]]:
        path = np.array([(place.x(), place.y()) for place in self._path], float).reshape(-1, 2)
        rows = houses_along(path, self._places, REACH_PX * self.canvas().mapUnitsPerPixel())
        return list(zip(rows, counted(self._first(), self._step(), len(rows))))

    def _read_houses(self) -> None:
        """The houses that the map shows, in its coordinates."""
        self._ids, places = [], []
        layer = self._layer()
        if layer is None:
            self._places = np.zeros((0, 2))
            return
        settings = self.canvas().mapSettings()
        way = QgsCoordinateTransform(layer.crs(), settings.destinationCrs(), QgsProject.instance())
        request = QgsFeatureRequest().setSubsetOfAttributes([]).setLimit(_MOST)
        try:
            back = QgsCoordinateTransform(settings.destinationCrs(), layer.crs(), QgsProject.instance())
            request.setFilterRect(back.transformBoundingBox(settings.visibleExtent()))
            for feature in layer.getFeatures(request):
                if feature.hasGeometry():
                    geometry: Any = QgsGeometry(feature.geometry())
                    geometry.transform(way)
                    point = geometry.centroid().asPoint()
                    self._ids.append(feature.id())
                    places.append((point.x(), point.y()))
        except QgsCsException:  # the map shows a place that the layer's CRS does not know: no house is there
            self._ids, places = [], []
        self._places = np.array(places, float).reshape(-1, 2)
