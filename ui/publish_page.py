"""The page Publish: what leaves the house — plaques, notices, the report of the month, maps, open data."""
from __future__ import annotations

from typing import Protocol

from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from .desk import Desk
from .page import Page
from .publish_data import DataBox
from .publish_maps import MapsBox
from .publish_notices import NoticesBox
from .publish_plaques import PlaquesBox
from .publish_report import ReportBox
from .widgets import Note


class PublishBox(Protocol):
    """A box of this page: a widget made with the desk and its parent."""

    def refresh(self) -> None:
        """Show the desk's state."""

    def close_box(self) -> None:
        """Stop what the box does in the background."""


BOXES: tuple[type, ...] = (PlaquesBox, NoticesBox, ReportBox, MapsBox, DataBox)
"""The boxes from top to bottom, each made as `Box(desk, parent)` and a `PublishBox`."""


class PublishPage(Page):
    """Holds the boxes; without a register it says what to do."""

    NAME = "publish"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.reason = Note("publishReason", self)
        self.column.addWidget(self.reason)
        self.boxes = [box(desk, self) for box in BOXES]
        for box in self.boxes:
            self.column.addWidget(box)
        self.column.addStretch(1)
        self.refresh()

    def title(self) -> str:
        """The page's name."""
        return translate("diachiso", "Publish")

    def refresh(self) -> None:
        """The boxes are there with a register."""
        reason = self.desk.reason_no_register()
        self.reason.say(reason)
        for box in self.boxes:
            box.setVisible(not reason)
            box.refresh()

    def close_page(self) -> None:
        """Stop what the boxes do."""
        for box in self.boxes:
            box.close_box()
