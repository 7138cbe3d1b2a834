"""Bars in trees, and a small line of how a share went on: painted with the colours of the desktop."""
from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

SHARE_ROLE = int(Qt.ItemDataRole.UserRole) + 7
"""Thousandths of a cell's bar; None: the cell has none."""
DONE_COLOUR, COLOUR = QColor("#009e73"), QColor("#3f86c0")
_ALL = 1000
_MARGIN, _SMALL = 3, 4
_TREND_HEIGHT = 96


class BarDelegate(QStyledItemDelegate):
    """Paints the share of a cell as a bar with its text in it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The bar over the row's background, the text over both."""
        share = index.data(SHARE_ROLE)
        if share is None:
            super().paint(painter, option, index)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.brush(QPalette.ColorRole.Highlight))
        box = QRectF(option.rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.brush(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(box, 2, 2)
        if share > 0:
            painter.setBrush(DONE_COLOUR if share >= _ALL else COLOUR)
            filled = QRectF(box)
            filled.setWidth(max(box.width() * share / _ALL, 2))
            painter.drawRoundedRect(filled, 2, 2)
        self._text(painter, option, box, str(index.data() or ""), share)
        painter.restore()

    @staticmethod
    def _text(painter: QPainter, option: QStyleOptionViewItem, box: QRectF, text: str, share: int) -> None:
        """White where the bar is below it, else the desktop's colour beside it."""
        wide = QFontMetrics(option.font).horizontalAdvance(text) + 2 * _SMALL
        end = box.left() + box.width() * share / _ALL
        painter.setFont(option.font)
        if end - box.left() >= wide:
            painter.setPen(QColor("white"))
            place = QRectF(box.left(), box.top(), end - box.left() - _SMALL, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        else:
            painter.setPen(option.palette.color(QPalette.ColorRole.Text))
            place = QRectF(end + _SMALL, box.top(), box.right() - end, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """High enough for a bar with text."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), QFontMetrics(option.font).height() + 2 * _MARGIN + 2))


class TrendLine(QWidget):
    """Shares of some days, from left to right; the tooltip says each."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_TREND_HEIGHT)
        self.points: list[tuple[str, int, str]] = []

    def show_points(self, points: Sequence[tuple[str, int, str]]) -> None:
        """Each a short label, thousandths, and the share as text."""
        self.points = list(points)
        self.setToolTip("\n".join(f"{label}: {text}" for label, _, text in self.points))
        self.setAccessibleDescription(self.toolTip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Lines of 0, 50 and 100 %, then the way of the share; first and last are labelled, the others as they fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, palette = self.fontMetrics(), self.palette()
        left = metrics.horizontalAdvance("100 %") + _SMALL
        area = QRectF(left, metrics.height() * 0.6, self.width() - left - 3 * _SMALL, 0)
        area.setBottom(self.height() - metrics.height() - _SMALL)
        text = palette.color(QPalette.ColorRole.Text)
        for percent in (0, 50, 100):
            y = area.bottom() - area.height() * percent / 100
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(text)
            box = QRectF(0, y - metrics.height() / 2, left - _SMALL, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{percent} %")
        places = self._places(area)
        painter.setPen(QPen(COLOUR, 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(COLOUR)
        for place in places:
            painter.drawEllipse(place, 3, 3)
        painter.setPen(text)
        self._labels(painter, places, area)
        painter.end()

    def _places(self, area: QRectF) -> list[QPointF]:
        step = area.width() / max(len(self.points) - 1, 1)
        return [
            QPointF(area.left() + k * step, area.bottom() - area.height() * share / _ALL)
            for k, (_, share, _) in enumerate(self.points)
        ]

    def _labels(self, painter: QPainter, places: Sequence[QPointF], area: QRectF) -> None:
        metrics, free = self.fontMetrics(), area.left() - _SMALL
        last = len(places) - 1
        for k, (place, (label, _, _)) in enumerate(zip(places, self.points)):
            wide = metrics.horizontalAdvance(label)
            at = min(max(place.x() - wide / 2, area.left() - _SMALL), self.width() - wide)
            room = self.width() - metrics.horizontalAdvance(self.points[last][0]) - 2 * _SMALL
            if at < free or (k != last and at + wide > room):
                continue
            painter.drawText(QPointF(at, self.height() - metrics.descent() - 1), label)
            free = at + wide + 2 * _SMALL
