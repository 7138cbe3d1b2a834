"""The counts of the register: by stage, kind of object, class, origin of the code, and commune."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ..compat import translate
from . import labels
from .widgets import fit_rows

MOST_ROWS = 16


class CountsBox(QgsCollapsibleGroupBox):
    """A tree: a branch per way of counting, a leaf per value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("diachiso", "Addresses"), parent)
        self.setObjectName("countsBox")
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("countsTree")
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemExpanded.connect(self._fit)
        self.tree.itemCollapsed.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree)

    def show_overview(self, overview: Any) -> None:
        """Show these counts; branches that a person opened stay open."""
        was_open = {
            self.tree.topLevelItem(i).text(0): self.tree.topLevelItem(i).isExpanded()
            for i in range(self.tree.topLevelItemCount())
        }
        self.tree.clear()
        if overview is None:
            return
        branches: tuple[tuple[str, Mapping[str, int], Mapping[str, str]], ...] = (
            (translate("diachiso", "By stage"), overview.by_stage, labels.STAGE),
            (translate("diachiso", "By kind"), overview.by_role, labels.ROLE),
            (translate("diachiso", "By origin"), overview.by_origin, labels.ORIGIN),
            (translate("diachiso", "By object class"), overview.by_class, labels.object_classes()),
            (translate("diachiso", "By commune"), overview.by_commune, overview.communes),
        )
        for number, (title, counts, words) in enumerate(branches):
            branch = QTreeWidgetItem([title, ""])
            self.tree.addTopLevelItem(branch)
            for value, count in sorted(counts.items(), key=lambda item: -item[1]):
                leaf = QTreeWidgetItem([labels.label(words, value), labels.number(count)])
                leaf.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                leaf.setToolTip(0, leaf.text(0))
                branch.addChild(leaf)
            branch.setExpanded(was_open.get(title, number == 0))
        self._fit()

    def _fit(self, _item: Any = None) -> None:
        fit_rows(self.tree, MOST_ROWS)
