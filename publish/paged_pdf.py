"""A document of an office as PDF: A4, its margins, page numbers; tables repeat their heads on each page."""
from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QTextTable,
)

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.patience import Check, never_asked
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
PIXELS_PER_INCH = 96.0  # Qt's, in HTML
LINE, LINE_MM, ROUND_MM = QColor("#555555"), 0.2, 1.0

NOT_WRITTEN = Message(
    "document_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The document {path} cannot be written ({problem}). Close it in other programs, check the free space and that "
        "you may write into the folder, and try again.",
    ),
)


def write_pdf(
    path: Path, body: str, title: str, running: str = "", landscape: bool = False, check: Check = never_asked
) -> int:
    """Write the body of an HTML page as PDF, whole or not at all; `running` stands at the foot of each page.

    Returns the number of pages. Pages from the second on are numbered at the head, as offices do; `check` is asked
    before each and may raise. DiachisoError.
    """
    with _whole(path) as partial:
        partial.write_bytes(b"")  # QPdfWriter does not say why it could not
        return _paint(partial, body, title, running, landscape, check)


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
        raise DiachisoError(NOT_WRITTEN, path=str(path), problem=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _paint(path: Path, body: str, title: str, running: str, landscape: bool, check: Check) -> int:
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
        return _pages(writer, painter, body, running, check)
    finally:
        painter.end()


def _pages(writer: QPdfWriter, painter: QPainter, body: str, running: str, check: Check) -> int:
    width, height = float(writer.width()), float(writer.height())
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(font(POINTS))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(PRINT_STYLE)
    document.setHtml(body)
    document.setPageSize(QSizeF(width, height))
    _keep_headings(document, height)
    ends = _broken_rows(document, height)
    pages: int = document.pageCount()
    gap = RUNNING_MM / MM_PER_INCH * RESOLUTION
    middle = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    for page in range(pages):
        check()
        if page:
            writer.newPage()
        top = page * height
        painter.save()
        painter.translate(QPointF(0, -top))
        document.drawContents(painter, QRectF(0, top, width, height))
        painter.restore()
        painter.save()
        for end in ends.get(page, ()):
            side = ROUND_MM / MM_PER_INCH * RESOLUTION  # lines are drawn half beside the table
            open_lines = end.translated(0, -top)
            painter.fillRect(open_lines.adjusted(-side, 0, side, 0), QColor("#ffffff"))
            painter.setPen(QPen(LINE, LINE_MM / MM_PER_INCH * RESOLUTION))
            painter.drawLine(open_lines.topLeft(), open_lines.topRight())
        painter.restore()
        if page:
            painter.setFont(font(POINTS))
            painter.drawText(QRectF(0, -gap, width, gap), str(page + 1), middle)
        if running:
            painter.setFont(font(SMALL_POINTS))
            foot = QRectF(0, height + gap / 4, width, gap)
            painter.drawText(foot, running, middle)
    return pages


def _keep_headings(document: QTextDocument, height: float) -> None:
    """A heading goes onto the page of what follows it."""
    block = document.begin()
    while block.isValid():
        below = block.next()
        form = block.blockFormat()
        if form.headingLevel() and below.isValid() and _page_of(block, height) != _page_of(below, height):
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            cursor = QTextCursor(block)
            cursor.beginEditBlock()  # the pages are made anew once, at its end
            cursor.setBlockFormat(form)
            document.markContentsDirty(0, document.characterCount())  # Qt would lose the lines of blocks below
            cursor.endEditBlock()
        block = below


def _page_of(block: QTextBlock, height: float) -> int:
    """The page of a block's first line, which may be the next one of where the block begins."""
    top = block.document().documentLayout().blockBoundingRect(block).top()
    line = block.layout().lineAt(0)
    return int((top + (line.y() if line.isValid() else 0)) // height)


def _broken_rows(document: QTextDocument, height: float) -> dict[int, list[QRectF]]:
    """Where a table goes on on the next page, what lies below its last row, by page: Qt leaves its lines open there."""
    layout, found = document.documentLayout(), dict[int, list[QRectF]]()
    for table in document.rootFrame().childFrames():
        if not isinstance(table, QTextTable) or not table.format().border():
            continue
        box = layout.frameBoundingRect(table)
        before = 0
        for row in range(table.rows()):
            page = _page_of(table.cellAt(row, 0).firstCursorPosition().block(), height)
            if row and page > before:
                cells = [table.cellAt(row - 1, column) for column in range(table.columns())]
                low = max(layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom() for cell in cells)
                low += table.format().cellPadding() * RESOLUTION / PIXELS_PER_INCH
                found.setdefault(before, []).append(QRectF(box.left(), low, box.width(), page * height - low))
            before = page
    return found


def font(points: int) -> QFont:
    """The font of the document."""
    made = QFont(FAMILY, points)
    made.setStyleHint(QFont.StyleHint.Serif)
    return made
