"""Documents painted from top to bottom: pieces of HTML and drawings below each other, new pages as they are needed."""
from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QPointF, QSizeF
from qgis.PyQt.QtGui import QFont, QPainter, QTextDocument, QTextOption

from ..core.agency import Margins
from .pdf_pages import UNIT, PdfPages

POINT_MM = 25.4 / 72
FOOT_PT = 8.0


class LetterFlow:
    """Paints onto the pages of a PDF within margins (mm); `foot` says what stands at the foot of a page by its number,
    `under` paints what lies below everything on it.
    """

    def __init__(
        self, pages: PdfPages, size: tuple[float, float], margins: Margins, family: str, foot: Callable[[int], str],
        under: Callable[[QPainter], None] = lambda painter: None,
    ) -> None:  # fmt: skip
        self._pages, self.size, self.margins, self._family, self._foot = pages, size, margins, family, foot
        self._under = under
        self.painter: QPainter = pages.painter
        self.page = 0
        self.y = 0.0

    @property
    def width(self) -> float:
        """Between the margins, in mm."""
        return self.size[0] - self.margins.left - self.margins.right

    @property
    def bottom(self) -> float:
        """Where the text ends, in mm from the top of the page."""
        return self.size[1] - self.margins.bottom

    def begin(self) -> None:
        """A new document: its first page is number 1."""
        self.page = 0
        self.next_page()

    def next_page(self) -> None:
        """Go on at the top of another page."""
        self.painter = self._pages.begin_page(*self.size)
        self.page += 1
        self.y = self.margins.top
        self._under(self.painter)
        said = self._foot(self.page)
        if said:
            foot = self._document(f'<div align="center">{said}</div>', FOOT_PT, self.width)
            self._paint(foot, self.margins.left, self.size[1] - self.margins.bottom + 4.0)

    def need(self, height: float) -> None:
        """Another page where less than `height` mm are left."""
        if self.y + height > self.bottom and self.y > self.margins.top:
            self.next_page()

    def html(self, text: str, points: float = 13.0, keep: float = 0.0) -> float:
        """Paint HTML over the whole width; a piece too long for the page goes onto the next. Its height in mm.

        `keep`: so much room must be left below it.
        """
        document = self._document(text, points, self.width)
        height = document.size().height() / UNIT
        self.need(height + keep)
        self._paint(document, self.margins.left, self.y)
        self.y += height
        return height

    def beside(self, text: str, x: float, y: float, width: float, points: float = 13.0) -> float:
        """Paint HTML at a place of the page (mm); its height in mm."""
        document = self._document(text, points, width)
        self._paint(document, x, y)
        return document.size().height() / UNIT

    def height_of(self, text: str, width: float, points: float = 13.0) -> float:
        """How high HTML becomes in a width, in mm."""
        return self._document(text, points, width).size().height() / UNIT

    def space(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def _document(self, text: str, points: float, width: float) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        font = QFont(self._family)
        font.setPixelSize(round(points * POINT_MM * UNIT))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        document.setDefaultFont(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setUseDesignMetrics(True)
        document.setPageSize(QSizeF(width * UNIT, -1))
        document.setHtml(f'<body style="color:#000000">{text}</body>')  # whatever the desktop's colours are
        document.setTextWidth(width * UNIT)
        return document

    def _paint(self, document: QTextDocument, x: float, y: float) -> None:
        self.painter.save()
        self.painter.translate(QPointF(x * UNIT, y * UNIT))
        # Not by the document's layout: PyQt takes it for one that stood at its address before, in a closed window.
        document.drawContents(self.painter)
        self.painter.restore()
