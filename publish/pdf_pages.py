"""A PDF painted page by page: sizes in millimetres, text stays text with its fonts embedded, whole or not at all."""
from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from ..core.errors import DiachisoError
from .paged_pdf import NOT_WRITTEN

UNIT = 100.0
"""Units of the painter in a millimetre: font sizes are whole numbers, so that a hundredth of one is the finest."""
RESOLUTION = 1200
_MM_PER_INCH = 25.4


class PdfPages:
    """An open PDF; `painter` draws on the last page that was begun, in units of 1/100 mm from its upper left corner."""

    def __init__(self, writer: QPdfWriter) -> None:
        self._writer = writer
        self.painter = QPainter()
        self.count = 0
        self._size = (0.0, 0.0)

    def begin_page(self, width: float, height: float) -> QPainter:
        """A new page of this size in mm; what was set on the painter before is forgotten."""
        if (width, height) != self._size:
            self._set_size(width, height)
        if self.count:
            self.painter.restore()
            self._writer.newPage()
        elif not self.painter.begin(self._writer):
            raise OSError(0, "PDF")
        self.count += 1
        self.painter.save()
        scale = RESOLUTION / _MM_PER_INCH / UNIT
        self.painter.scale(scale, scale)
        return self.painter

    def _set_size(self, width: float, height: float) -> None:
        self._size = (width, height)
        size = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
        # No landscape: a page that is wider than high simply says so.
        self._writer.setPageLayout(
            QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        )

    def end(self) -> None:
        """Finish the file, as far as it got."""
        if self.painter.isActive():
            self.painter.restore()
            self.painter.end()


@contextmanager
def pdf_pages(path: Path, title: str) -> Iterator[PdfPages]:
    """Write a PDF: it takes the place of `path` when the block has ended without an error (DiachisoError)."""
    partial = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(b"")  # QPdfWriter does not say why it could not
        pages = PdfPages(_writer(partial, title))
        try:
            yield pages
        finally:
            pages.end()
        if not pages.count or partial.stat().st_size == 0:
            raise OSError(0, "PDF")
        os.replace(partial, path)
    except OSError as error:
        raise DiachisoError(NOT_WRITTEN, path=str(path), problem=error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)


def _writer(path: Path, title: str) -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setResolution(RESOLUTION)
    writer.setTitle(title)
    writer.setCreator("Địa chỉ số")
    return writer
