"""A small table of blocks with their free numbers."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ..compat import translate
from . import labels
from .icons import icon

SHOWN = 6  # blocks without scrolling
FEW = 0.05  # a block with less of its numbers free is nearly used up


class BlocksTable(QTableWidget):
    """Commune, prefix, range and free numbers of each block; nearly used-up ones are marked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setObjectName(name)
        self.setHorizontalHeaderLabels(
            [
                translate("diachiso", "Commune"),
                translate("diachiso", "Prefix"),
                translate("diachiso", "Numbers"),
                translate("diachiso", "Free"),
            ]
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_blocks(self, overview: Any) -> None:
        """Show the blocks of the register."""
        blocks = overview.blocks if overview is not None else ()
        self.setRowCount(len(blocks))
        for row, block in enumerate(blocks):
            size = block.last_serial - block.first_serial + 1
            commune = overview.communes.get(block.commune_code, block.commune_code)
            numbers = f"{block.first_serial:05d}–{block.last_serial:05d}"
            free = QTableWidgetItem(labels.number(block.free))
            free.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if block.free <= size * FEW:
                free.setIcon(icon("warning"))
            for column, item in enumerate(
                (QTableWidgetItem(commune), QTableWidgetItem(block.prefix), QTableWidgetItem(numbers), free)
            ):
                item.setToolTip(f"{commune} · {block.authority_doc or ''}")
                self.setItem(row, column, item)
        self.resizeRowsToContents()  # long names of communes take two lines
        rows = sum(self.rowHeight(row) for row in range(min(len(blocks), SHOWN)))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Wrap the names anew at another width."""
        super().resizeEvent(event)
        self.resizeRowsToContents()
