"""How the lists of the page Sync look: two lines a row, as high as the page leaves them."""
from __future__ import annotations

from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from .sync_model import LineModel

LEAST_HEIGHT = 110
PADDING = 4


def line_table(name: str, spoken: str, model: LineModel, parent: QWidget) -> QTableView:
    """A list of the model's rows; `spoken` is what a screen reader calls it."""
    table = QTableView(parent)
    table.setObjectName(name)
    table.setAccessibleName(spoken)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setMinimumHeight(LEAST_HEIGHT)
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    table.horizontalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(2 * table.fontMetrics().height() + 2 * PADDING)
    return table
