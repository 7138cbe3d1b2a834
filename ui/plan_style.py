"""How a plan looks on the map: a point per object, coloured by its status, with the words of the pages."""
from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsMarkerSymbol,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPixmap

from . import labels

# Told apart by people who see red and green alike too (after Okabe and Ito); doubtful cases stand out.
COLOURS = {
    "conflict": "#d55e00",
    "missing": "#a50026",
    "new": "#009e73",
    "provisional": "#e6ab02",
    "matched": "#0072b2",
    "moved": "#56b4e9",
    "split": "#cc79a7",
    "merged": "#7b5aa6",
    "kept": "#8c8c8c",
    "skipped": "#c8c8c8",
}
# What needs a look is drawn larger.
SIZES = {"conflict": "2.8", "missing": "2.8", "skipped": "1.4", "kept": "1.6"}


def style_plan(layer: QgsVectorLayer) -> None:
    """Colour the plan layer by status; the legend speaks the user's language."""
    categories = [
        QgsRendererCategory(status, _marker(status), labels.label(labels.STATUS, status))
        for status in labels.STATUS
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("status", categories))


def status_icon(status: str, size: int = 12) -> QIcon:
    """A dot in the colour of the status, for chips and table rows."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOURS.get(status, "#8c8c8c")))
    painter.drawEllipse(1, 1, size - 2, size - 2)
    painter.end()
    return QIcon(pixmap)


def _marker(status: str) -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": COLOURS[status],
            "size": SIZES.get(status, "2.0"),
            "outline_color": "#ffffff",
            "outline_width": "0.2",
        }
    )
