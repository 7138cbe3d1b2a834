"""A document of an office as PDF: A4, its margins, page numbers; tables repeat their heads on each page."""
from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .office_html import PRINT_STYLE

FAMILY = "Times New Roman"
POINTS = 12
SMALL_POINTS = 9
RESOLUTION = 300
# Nghị định 30/2020/NĐ-CP: left 30–35 mm, right 15–20, top and bottom 20–25.
MARGINS = QMarginsF(30, 20, 15, 20)
LANDSCAPE_MARGINS = QMarginsF(20, 20, 15, 20)  # tables need the width; the side of the binding stays the wider one
RUNNING_MM = 10  # how far above and below the text the page number and the running line stand
MM_PER_INCH = 25.4

NOT_WRITTEN = Message(
    "document_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The document {path} cannot be written ({problem}). Close it in other programs, check the free space and that "
        "you may write into the folder, and try again.",
    ),
)


def write_pdf(path: Path, body: str, title: str, running: str = "", landscape: bool = False) -> int:
    """Write the body of an HTML page as PDF, whole or not at all; `running` stands at the foot of each page.

    Returns the number of pages. Pages from the second on are numbered at the head, as offices do. DiachisoError.
    """
    with _whole(path) as partial:
        partial.write_bytes(b"")  # QPdfWriter does not say why it could not
        return _paint(partial, body, title, running, landscape)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all; DiachisoError."""
    with _whole(path) as partial:
        partial.write_text(text, encoding="utf-8")


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place once it is whole; DiachisoError where that cannot be."""
    partial = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        os.replace(partial, path)
    except OSError as error:
        if partial.is_file():
            partial.unlink()
        raise DiachisoError(NOT_WRITTEN, path=str(path), problem=error.strerror or str(error)) from error


def _paint(path: Path, body: str, title: str, running: str, landscape: bool) -> int:
    writer = QPdfWriter(str(path))
    writer.setResolution(RESOLUTION)
    writer.setTitle(title)
    writer.setCreator("Địa chỉ số")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if landscape:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(LANDSCAPE_MARGINS if landscape else MARGINS, QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(0, "PDF")
    try:
        return _pages(writer, painter, body, running)
    finally:
        painter.end()


def _pages(writer: QPdfWriter, painter: QPainter, body: str, running: str) -> int:
    width, height = float(writer.width()), float(writer.height())
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(font(POINTS))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(PRINT_STYLE)
    document.setHtml(body)
    document.setPageSize(QSizeF(width, height))
    pages: int = document.pageCount()
    gap = RUNNING_MM / MM_PER_INCH * RESOLUTION
    middle = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    for page in range(pages):
        if page:
            writer.newPage()
        top = page * height
        painter.save()
        painter.translate(QPointF(0, -top))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, top, width, height)
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
        if page:
            painter.setFont(font(POINTS))
            painter.drawText(QRectF(0, -gap, width, gap), str(page + 1), middle)
        if running:
            painter.setFont(font(SMALL_POINTS))
            foot = QRectF(0, height + gap / 4, width, gap)
            painter.drawText(foot, running, middle)
    return pages


def font(points: int) -> QFont:
    """The font of the document."""
    made = QFont(FAMILY, points)
    made.setStyleHint(QFont.StyleHint.Serif)
    return made
