"""A dialog in which a person settles the conflicts of a check-in: before, here, in the copy, side by side."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from ..compat import none_if_null, translate
from ..register.sync_store import FieldRow
from . import labels
from .sync_fields import FieldTable
from .sync_style import side_icon
from .widgets import Note, ReasonButton, button_row, dialog_buttons

NOTHING = "–"
WIDTH, HEIGHT = 980, 460


class ConflictWords:
    """Names the record and the field of a conflict; its values come as a person reads them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def field(self, column: str) -> str:
        """Which record, which field."""
        return self._names.get(column, column)

    def value(self, column: str, value: Any) -> str:
        """The value, or that there is none."""
        return NOTHING if value is None or value == "" else str(value)


class CheckinConflicts(QDialog):
    """Lists the conflicts of a dry run; a click on a value chooses its side, what is not chosen stays open."""

    def __init__(self, layer: QgsVectorLayer, chosen: Mapping[str, bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checkinConflicts")
        self.setWindowTitle(translate("diachiso", "Conflicts of the check-in"))
        self.fields = FieldTable(self, translate("diachiso", "Copy"))
        rows, self.fields.words = read_conflicts(layer)
        self.table = QTableView(self)
        self.table.setObjectName("checkinConflictTable")
        self.table.setAccessibleName(translate("diachiso", "Fields in conflict"))
        self.table.setModel(self.fields)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.clicked.connect(self.fields.choose_at)
        self.table.activated.connect(self.fields.choose_at)  # Enter, for those without a mouse
        hint = Note("checkinConflictHint", self)
        hint.say(
            translate(
                "diachiso",
                "Both sides have changed these. Click on the value that stays; what you do not choose stays open and "
                "is shown again at the next check-in.",
            )
        )
        self.count = Note("checkinConflictCount", self)
        self.mine_button = ReasonButton("checkinAllMine", translate("diachiso", "All ours"))
        self.theirs_button = ReasonButton("checkinAllTheirs", translate("diachiso", "All the copy's"))
        self.mine_button.setIcon(side_icon("mine"))
        self.theirs_button.setIcon(side_icon("theirs"))
        self.mine_button.clicked.connect(lambda: self.fields.choose_all(False))
        self.theirs_button.clicked.connect(lambda: self.fields.choose_all(True))
        layout = QVBoxLayout(self)
        for widget in (hint, self.table, button_row(self.mine_button, self.theirs_button), self.count):
            layout.addWidget(widget)
        layout.addWidget(dialog_buttons("checkinConflictButtons", self, translate("diachiso", "Use these decisions")))
        self.fields.chosen.connect(self._tell)
        self.fields.show_fields(rows, chosen)
        self.resize(WIDTH, HEIGHT)

    def choices(self) -> Mapping[str, bool]:
        """By conflict that was decided: whether the copy's value is taken."""
        return self.fields.choices()

    def _tell(self) -> None:
        text = translate("diachiso", "{done} of {count} decided")
        done, count = len(self.fields.choices()), self.fields.rowCount()
        self.count.say(text.format(done=labels.number(done), count=labels.number(count)))


def read_conflicts(layer: QgsVectorLayer) -> tuple[tuple[FieldRow, ...], ConflictWords]:
    """The conflicts in the differences of a dry run, and their names."""
    rows, names = [], {}
    layer_fields = ("item", "address_text", "code", "label", "base_value", "mine_value", "theirs_value")
    for feature in layer.getFeatures("\"status\" = 'conflict'"):
        item, text, code, label, *values = (none_if_null(feature[name]) for name in layer_fields)
        names[item] = "\n".join(filter(None, (text or code, label)))
        rows.append(FieldRow(item, *values))
    return tuple(rows), ConflictWords(names)
