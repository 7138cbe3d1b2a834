"""A result in two lines: what it is about, and below what is wrong with it."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QPainter, QPalette, QTextOption
from qgis.PyQt.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from .paged_rows import WAITING
from .review_model import ROW_ROLE
from .review_words import object_name

PADDING, ICON = 4, 16
QUIET = 0.7  # of the colour of the text


class ReviewDelegate(QStyledItemDelegate):
    """Draws the rows of the list of results."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high."""
        return QSize(120, row_height(option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Background of the style, picture of the level, two lines that are cut where there is no more room."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        message, icon = shown.text, shown.icon
        shown.text = ""
        shown.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration
        style = shown.widget.style() if shown.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)

        row = index.data(ROW_ROLE)
        selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        box = shown.rect.adjusted(PADDING, PADDING // 2, -PADDING, -PADDING // 2)
        if row is None:
            painter.drawText(QRectF(box), WAITING, QTextOption(Qt.AlignmentFlag.AlignCenter))
            return
        icon.paint(painter, QRect(box.left(), box.top() + (box.height() - ICON) // 2, ICON, ICON))
        box.setLeft(box.left() + ICON + 2 * PADDING)
        upper, lower = QRect(box), QRect(box)
        upper.setHeight(box.height() // 2)
        lower.setTop(upper.bottom() + 1)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(shown.palette.color(role))
        self._line(painter, upper, object_name(row), shown)
        if not selected:
            quiet = shown.palette.color(role)
            quiet.setAlphaF(QUIET)
            painter.setPen(quiet)
        self._line(painter, lower, message, shown)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRect, text: str, option: Any) -> None:
        cut = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        how = QTextOption(Qt.AlignmentFlag.AlignVCenter)
        how.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.drawText(QRectF(box), cut, how)


def row_height(metrics: Any) -> int:
    """Pixels that a row needs."""
    return int(2 * metrics.height() + 2 * PADDING)
