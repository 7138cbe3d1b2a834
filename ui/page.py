"""A page of the dock: scrolls, and looks at the desk again whenever something changed."""
from __future__ import annotations

from qgis.gui import QgsScrollArea
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout, QWidget

from .desk import Desk


class Page(QgsScrollArea):
    """Base of the pages; a page adds widgets to `self.column` and shows the desk's state in `refresh`."""

    NAME = ""
    FILLS = False
    """Whether it needs all of the dock's height on a small screen: the search line makes room for it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{self.NAME}Page")
        self.desk = desk
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self)
        body.setObjectName(f"{self.NAME}Body")
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(8)
        self.setWidget(body)

    def title(self) -> str:
        """The page's name in the user's language."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the desk's state."""
        raise NotImplementedError

    def close_page(self) -> None:
        """Stop what the page does in the background."""
