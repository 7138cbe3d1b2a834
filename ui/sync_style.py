"""How the sides of a conflict look: a colour and a shape each, told apart without the colour, too."""
from __future__ import annotations

from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

# After Okabe and Ito.
COLOURS = {"base": "#6b7280", "mine": "#0072b2", "theirs": "#d55e00"}
SHAPES = {
    "base": QgsRubberBand.IconType.ICON_X,
    "mine": QgsRubberBand.IconType.ICON_CIRCLE,
    "theirs": QgsRubberBand.IconType.ICON_BOX,
}
SIZE = 16


def side_icon(side: str, size: int = SIZE) -> QIcon:
    """The mark of a side as the map draws it: a cross, a circle, a box."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(COLOURS[side]), 2.5))
    box = QRectF(3, 3, size - 6, size - 6)
    if side == "base":
        painter.drawLine(QPointF(box.topLeft()), QPointF(box.bottomRight()))
        painter.drawLine(QPointF(box.topRight()), QPointF(box.bottomLeft()))
    elif side == "mine":
        painter.drawEllipse(box)
    else:
        painter.drawRect(box)
    painter.end()
    return QIcon(pixmap)
