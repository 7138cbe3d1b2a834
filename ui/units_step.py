"""Flats and stalls of the selected building: by floors or as a list; looked at, then added."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from ..compat import translate
from .desk import Desk
from .look_first import LookFirstStep
from .widgets import Note


class UnitsStep(LookFirstStep):
    """The parent is the record that is selected."""

    KIND = "units"
    ALGORITHM = "addunits"
    WRITTEN = ("COUNT", "CODED")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, translate("diachiso", "Flats and stalls"),
            translate("diachiso", "Preview the units"), translate("diachiso", "Add the units"), parent,
        )  # fmt: skip
        desk.selection.changed.connect(self._select)
        self.codes.toggled.connect(lambda _on: self._edit())

    def build_options(self) -> None:
        """How many there are and how they are called."""
        self.parent_note = Note("unitsParent", self, strong=True)
        self.body.insertWidget(0, self.parent_note)
        self.floors = self._line("unitsFloors", "1-12, 12A, 14-25")
        self.per_floor = self._line("unitsPerFloor", "8")
        self.list = self._line("unitsList", "A01-A20, B3")
        self.floors.setToolTip(translate("diachiso", "How many there are (25), or which: 1-12, 12A, 14-25."))
        self.per_floor.setToolTip(translate("diachiso", "A number (8), with exceptions after it: 8, 1:4, 24-25:6."))
        self.list.setToolTip(
            translate("diachiso", "Instead of floors: stalls or rooms by name; a floor stands before a colon.")
        )
        self.codes = QCheckBox(translate("diachiso", "Give codes to the units"), self)
        self.codes.setObjectName("unitsCodes")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Floors"), self.floors)
        form.addRow(translate("diachiso", "&Units per floor"), self.per_floor)
        form.addRow(translate("diachiso", "or a &list"), self.list)
        form.addRow("", self.codes)
        self.body.addLayout(form)

    def reason_not_ready(self) -> str:
        """One building or market must be selected, and its units named."""
        selected = self.desk.selection.reason_not_one()
        if selected:
            return selected
        by_floor = [bool(self.floors.text().strip()), bool(self.per_floor.text().strip())]
        by_list = bool(self.list.text().strip())
        if by_list and any(by_floor):
            return translate("diachiso", "Give floors or a list, not both.")
        if not by_list and not all(by_floor):
            return translate("diachiso", "Say which floors there are and how many units each has, or give a list.")
        return ""

    def asked(self) -> dict[str, Any] | None:
        """The units of the selected building."""
        (parent,) = self.desk.selection.ids()
        texts = {
            "FLOORS": self.floors.text().strip(),
            "UNITS_PER_FLOOR": self.per_floor.text().strip(),
            "LIST": self.list.text().strip(),
        }
        given = {name: text for name, text in texts.items() if text}
        return {"PARENT": parent, "CODES": self.codes.isChecked(), **given}

    def name_of(self, parameters: dict[str, Any]) -> str:
        """The building."""
        return self.parent_note.text()

    def refresh(self) -> None:
        """Show the building that is selected."""
        one = not self.desk.reason_no_register() and not self.desk.selection.reason_not_one()
        self.parent_note.say(self.desk.selection.texts()[0] if one else "")
        super().refresh()

    def _edit(self) -> None:
        """Other units than those that were looked at."""
        self.forget()
        self.refresh()

    def _select(self) -> None:
        ids = self.desk.selection.ids()  # none while the layer is read anew
        if self._parameters is not None and ids and ids != (self._parameters["PARENT"],):
            self.forget()
        self.refresh()

    def _line(self, name: str, example: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setPlaceholderText(example)
        line.textChanged.connect(lambda _text: self._edit())
        return line
