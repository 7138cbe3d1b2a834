"""Pasted addresses and what the register says of them; the answer lies on the clipboard already."""
from __future__ import annotations

from dataclasses import astuple

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate
from .pasted import HEADINGS, PastedRow
from .widgets import Note

SHOWN = 1_000  # rows; the clipboard has all of them
WIDTH, HEIGHT = 1_100, 480
_WIDE = (0, 3)


class PasteDialog(QDialog):
    """Shows the rows; there is nothing to decide."""

    def __init__(self, rows: list[PastedRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasteDialog")
        self.setWindowTitle(translate("diachiso", "Paste from Excel"))
        self.resize(WIDTH, HEIGHT)
        self.note = Note("pasteNote", self)
        self.note.say(
            translate(
                "diachiso", "{count} rows are answered. The answer is on the clipboard: paste it beside your list."
            ).format(count=len(rows))
        )
        self.table = QTableWidget(min(len(rows), SHOWN), len(HEADINGS), self)
        self.table.setObjectName("pasteTable")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setHorizontalHeaderLabels([translate("diachiso", heading) for heading in HEADINGS])
        for number, row in enumerate(rows[:SHOWN]):
            for column, text in enumerate(astuple(row)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        header = self.table.horizontalHeader()
        for column in range(len(HEADINGS)):
            stretch = column in _WIDE
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(translate("diachiso", "Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.note)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
