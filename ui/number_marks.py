"""Numbers drawn over the map while somebody draws the line that gives them."""
from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from qgis.PyQt.QtWidgets import QStyleOptionGraphicsItem, QWidget

SIZE, HALO = 11, 3.5


class NumberMarks(QgsMapCanvasItem):
    """Shows texts at places of the map (its CRS)."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._marks: list[tuple[QgsPointXY, str]] = []
        self.setZValue(1000)

    def show_marks(self, marks: Sequence[tuple[QgsPointXY, str]]) -> None:
        """These from now on."""
        self._marks = list(marks)
        self.prepareGeometryChange()
        self.update()

    def texts(self) -> list[str]:
        """What is shown now, in its order."""
        return [text for _, text in self._marks]

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """The whole canvas."""
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def updatePosition(self) -> None:  # noqa: N802 - QGIS's name
        """The places are worked out whenever it is painted."""
        self.setPos(0, 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem | None = None, widget: QWidget | None = None
    ) -> None:
        """Each text in bold, with a halo, so that it can be read on any map."""
        font = QFont(painter.font())
        font.setPointSize(SIZE)
        font.setBold(True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, text in self._marks:
            at = self.toCanvasCoordinates(place)
            middle = _outline(QPointF(0, 0), font, text).boundingRect().center()
            path = _outline(at - middle, font, text)
            pen = QPen(QColor("#ffffff"), HALO)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
            painter.fillPath(path, QColor("#00508c"))


def _outline(at: QPointF, font: QFont, text: str) -> QPainterPath:
    path = QPainterPath()
    path.addText(at, font, text)
    return path
