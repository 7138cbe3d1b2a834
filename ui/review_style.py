"""How results look: a picture per level that is told by its shape, too, and the words for levels and states."""
from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QIcon, QPainter, QPixmap, QPolygonF, QTextOption

from ..core.errors import QT_TRANSLATE_NOOP

LEVEL = {
    "error": QT_TRANSLATE_NOOP("diachiso", "Errors"),
    "warning": QT_TRANSLATE_NOOP("diachiso", "Warnings"),
    "information": QT_TRANSLATE_NOOP("diachiso", "Information"),
}
STATE = {
    "open": QT_TRANSLATE_NOOP("diachiso", "Open"),
    "fixed": QT_TRANSLATE_NOOP("diachiso", "Mended"),
    "exception": QT_TRANSLATE_NOOP("diachiso", "Exceptions"),
}
# Told apart by people who see red and green alike, too (after Okabe and Ito).
COLOURS = {"error": "#c0392b", "warning": "#e69f00", "information": "#0072b2"}
_SIGNS = {"error": "×", "warning": "!", "information": "i"}


def level_icon(level: str, size: int = 16) -> QIcon:
    """The picture of a level: a red disc with a cross, an amber triangle, a blue square."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOURS.get(level, "#8c8c8c")))
    box = QRectF(1, 1, size - 2, size - 2)
    if level == "error":
        painter.drawEllipse(box)
    elif level == "warning":
        painter.drawPolygon(QPolygonF([QPointF(size / 2, 0.5), QPointF(size - 0.5, size - 1), QPointF(0.5, size - 1)]))
        box.adjust(0, 2, 0, 1)
    else:
        painter.drawRoundedRect(box, 3, 3)
    font = QFont()
    font.setBold(True)
    font.setPixelSize(int(size * 0.7))
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(box, _SIGNS.get(level, ""), QTextOption(Qt.AlignmentFlag.AlignCenter))
    painter.end()
    return QIcon(pixmap)
