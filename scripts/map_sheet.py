"""The sheet around a rendered map: title, legend, scale bar, north arrow, in Vietnamese."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

WIDTH, HEIGHT, TITLE_HEIGHT = 1600, 1100, 92
MAP_HEIGHT = HEIGHT - TITLE_HEIGHT
FONT = "Noto Sans"
INK, PALE = QColor("#1d2733"), QColor("#5b6672")


def _font(pixels: int, bold: bool = False) -> QFont:
    font = QFont(FONT)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _panel(painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(QColor("#b9c1c9"), 1))
    painter.setBrush(QColor("#ffffff"))
    painter.drawRoundedRect(box, 6, 6)


def _title(painter: QPainter, where: str, crs: str, fictitious: bool) -> None:
    painter.fillRect(QRectF(0, 0, WIDTH, TITLE_HEIGHT), QColor("#ffffff"))
    painter.setPen(INK)
    painter.setFont(_font(30, bold=True))
    painter.drawText(QPointF(28, 44), "Bản đồ mã địa chỉ số" + (f" – {where}" if where else ""))
    painter.setFont(_font(17))
    painter.setPen(PALE)
    note = "Mã hư cấu (tiền tố 00000–00999), chỉ để minh họa.  " if fictitious else ""
    painter.drawText(QPointF(28, 75), f"{note}Hệ tọa độ {crs}")


def _legend(painter: QPainter, legend: list[tuple[str, str, int]]) -> None:
    rows = len(legend) + 2
    box = QRectF(WIDTH - 372, HEIGHT - 26 - 46 - rows * 28, 346, 46 + rows * 28)
    _panel(painter, box)
    painter.setPen(INK)
    painter.setFont(_font(18, bold=True))
    painter.drawText(QPointF(box.left() + 18, box.top() + 30), "Chú giải")
    painter.setFont(_font(16))
    y = box.top() + 58
    for label, colour, count in legend:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(box.left() + 32, y - 5), 6, 6)
        painter.setPen(INK)
        painter.drawText(QPointF(box.left() + 58, y), label)
        number = QRectF(box.right() - 90, y - 18, 72, 24)
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count))
        y += 28
    painter.setPen(QPen(QColor("#c3b199"), 1))
    painter.setBrush(QColor("#f1e7d8"))
    painter.drawRect(QRectF(box.left() + 18, y - 14, 28, 16))
    painter.setPen(INK)
    painter.drawText(QPointF(box.left() + 58, y), "Nhà, công trình")
    y += 28
    painter.setPen(QPen(QColor("#b9c1c9"), 1))
    painter.setBrush(QColor("#ffffff"))
    painter.drawRect(QRectF(box.left() + 18, y - 10, 28, 9))
    painter.setPen(INK)
    painter.drawText(QPointF(box.left() + 58, y), "Đường, hẻm")


def _scale_bar(painter: QPainter, pixels_per_metre: float) -> None:
    length = next(m for m in (200, 100, 50, 20, 10, 5) if m * pixels_per_metre < 330 or m == 5)
    wide = length * pixels_per_metre
    box = QRectF(26, HEIGHT - 26 - 62, wide + 76, 62)
    _panel(painter, box)
    painter.setFont(_font(15))
    x, y = box.left() + 22, box.bottom() - 20
    for i in range(4):
        painter.setPen(QPen(INK, 1))
        painter.setBrush(INK if i % 2 == 0 else QColor("#ffffff"))
        painter.drawRect(QRectF(x + i * wide / 4, y, wide / 4, 8))
    for i, text in ((0, "0"), (2, f"{length / 2:g}"), (4, f"{length} m")):
        label = QRectF(x + i * wide / 4 - 40, y - 28, 80, 24)
        painter.drawText(label, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, text)


def _north_arrow(painter: QPainter) -> None:
    centre = QPointF(WIDTH - 62, TITLE_HEIGHT + 62)
    _panel(painter, QRectF(centre.x() - 34, centre.y() - 42, 68, 88))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(INK)
    tip = [centre + QPointF(0, -16), centre + QPointF(13, 32), centre + QPointF(0, 22), centre + QPointF(-13, 32)]
    painter.drawPolygon(QPolygonF(tip))
    painter.setPen(INK)
    painter.setFont(_font(16, bold=True))
    north = QRectF(centre.x() - 20, centre.y() - 41, 40, 24)
    painter.drawText(north, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, "B")


def compose(
    rendered: QImage,
    pixels_per_metre: float,
    where: str,
    legend: list[tuple[str, str, int]],
    crs: str,
    fictitious: bool,
) -> QImage:
    """The finished sheet; legend rows are (label, colour, count)."""
    sheet = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawImage(QPointF(0, TITLE_HEIGHT), rendered)
    _title(painter, where, crs, fictitious)
    _legend(painter, legend)
    _scale_bar(painter, pixels_per_metre)
    _north_arrow(painter)
    painter.end()
    return sheet
