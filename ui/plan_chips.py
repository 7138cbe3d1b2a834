"""A chip per status of a plan: its colour, its word and how many rows it has; clicking filters."""
from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from ..compat import translate
from . import labels
from .plan_style import status_icon
from .widgets import FlowLayout


class StatusChips(QWidget):
    """Says how many rows each status has; the checked ones are shown (none checked: all)."""

    chosen = pyqtSignal(object)  # frozenset of statuses

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planChips")
        flow = FlowLayout(self)
        self._all = self._chip("planChipAll")
        self._all.setChecked(True)
        self._all.clicked.connect(self._show_all)
        flow.addWidget(self._all)
        self._chips: dict[str, QToolButton] = {}
        for status in labels.STATUS:
            chip = self._chip(f"planChip_{status}")
            chip.setIcon(status_icon(status))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.clicked.connect(self._choose)
            flow.addWidget(chip)
            self._chips[status] = chip
        self.show_counts({})

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show these counts; statuses without rows are hidden, and no longer checked."""
        everything = translate("diachiso", "All {count}").format(count=labels.number(sum(counts.values())))
        self._all.setText(everything)
        for status, chip in self._chips.items():
            count = counts.get(status, 0)
            chip.setText(f"{labels.label(labels.STATUS, status)}  {labels.number(count)}")
            chip.setVisible(count > 0)
            if not count:
                chip.setChecked(False)
        self._all.setChecked(not self.statuses())
        self.updateGeometry()

    def statuses(self) -> frozenset[str]:
        """The statuses that are checked."""
        return frozenset(status for status, chip in self._chips.items() if chip.isChecked())

    def clear(self) -> None:
        """Check nothing: all rows are shown."""
        for chip in self._chips.values():
            chip.setChecked(False)
        self._all.setChecked(True)

    def _chip(self, name: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName(name)
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return chip

    def _show_all(self) -> None:
        self.clear()
        self.chosen.emit(frozenset())

    def _choose(self) -> None:
        self._all.setChecked(not self.statuses())
        self.chosen.emit(self.statuses())
