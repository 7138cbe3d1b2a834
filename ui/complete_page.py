"""The page Complete: sheets, field work, many hands, flats, house numbers, old units, people, the register's care."""
from __future__ import annotations

from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from .convert_step import ConvertStep
from .desk import Desk
from .field_step import FieldStep
from .hands_step import HandsStep
from .look_first import LookFirstStep
from .number_step import NumberStep
from .page import Page
from .sheets_step import SheetsStep
from .tool_box import CareBox, PeopleBox, ToolBox
from .units_step import UnitsStep
from .widgets import Note


class CompletePage(Page):
    """Codes exist; here the records behind them become complete."""

    NAME = "complete"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._register = ""
        self.head = Note("completeHead", self)
        self.sheets = SheetsStep(desk, self)
        self.field = FieldStep(desk, self)
        self.hands = HandsStep(desk, self)
        self.units = UnitsStep(desk, self)
        self.numbers = NumberStep(desk, self)
        self.convert = ConvertStep(desk, self)
        self.people = PeopleBox(desk, self)
        self.care = CareBox(desk, self)
        self.column.addWidget(self.head)
        for box in self._boxes():
            self.column.addWidget(box)
        self.column.addStretch(1)
        self.refresh()

    def title(self) -> str:
        """The page's name."""
        return translate("diachiso", "Complete")

    def refresh(self) -> None:
        """Show each part as it is now."""
        if self.desk.session.register != self._register:  # what was looked at was of another register
            self._register = self.desk.session.register
            for step in (self.sheets, self.field, self.hands, self.units, self.numbers, self.convert):
                step.forget()
        self.head.say(self.desk.reason_no_register())
        for box in self._boxes():
            box.refresh()

    def _boxes(self) -> tuple[LookFirstStep | ToolBox, ...]:
        return (
            self.sheets, self.field, self.hands, self.units, self.numbers, self.convert, self.people, self.care,
        )  # fmt: skip

    def close_page(self) -> None:
        """Stop reading, and give the map back."""
        self.numbers.by_hand.stop()
        self.care.close_box()
        self.hands.close_box()
