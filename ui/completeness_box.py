"""How complete the records are: with all basic fields, and how far the advanced ones are filled, by commune."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ..compat import translate
from ..register.completeness_sql import CompletenessCounts, read_completeness
from . import labels
from .background import Reader
from .desk import Desk
from .widgets import Note, fit_rows

MOST_ROWS = 10


class CompletenessBox(QgsCollapsibleGroupBox):
    """A sentence for the whole register and a line per commune, the least complete one first; read in a thread."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(translate("diachiso", "Completeness"), parent)
        self.setObjectName("completenessBox")
        self.desk = desk
        self._reader = Reader()
        self._shown: Any = None  # the reading of the register that these counts go with
        self.summary = Note("completenessSummary", self)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("completenessTree")
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels(
            [translate("diachiso", "Commune"), translate("diachiso", "Basic"), translate("diachiso", "Advanced")]
        )
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.tree)

    def refresh(self) -> None:
        """Count again where the register was read anew."""
        session = self.desk.session
        if session.overview is None or session.overview.addresses == 0:
            self._reader.cancel()
            self._shown = None
            return
        if session.overview is self._shown:
            return
        self._shown = session.overview
        title = translate("diachiso", "Counting complete records")
        path = session.path
        self._reader.start(title, lambda task: read_completeness(path), self.show_counts, self.summary.say)

    def show_counts(self, counts: Sequence[CompletenessCounts]) -> None:
        """Show these."""
        addresses, complete = sum(c.addresses for c in counts), sum(c.basic_complete for c in counts)
        text = translate("diachiso", "{complete} of {addresses} records have all basic fields ({percent}).")
        numbers = {"complete": labels.number(complete), "addresses": labels.number(addresses)}
        self.summary.say(text.format(percent=_share(complete, addresses), **numbers))
        names = self.desk.session.overview.communes if self.desk.session.overview is not None else {}
        self.tree.clear()
        for c in sorted(counts, key=lambda c: (c.basic_complete / max(c.addresses, 1), c.commune_code)):
            name = names.get(c.commune_code, c.commune_code) or translate("diachiso", "(no commune)")
            line = QTreeWidgetItem(
                [name, _share(c.basic_complete, c.addresses), _share(c.advanced_filled, c.advanced_total)]
            )
            line.setToolTip(0, f"{name}: {labels.number(c.basic_complete)} / {labels.number(c.addresses)}")
            for column in (1, 2):
                line.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.tree.addTopLevelItem(line)
        fit_rows(self.tree, MOST_ROWS)

    def close_box(self) -> None:
        """Stop reading (the dock goes away)."""
        self._reader.cancel()


def _share(part: int, whole: int) -> str:
    """Whole percents, rounded down so that 100 % means all."""
    return f"{100 * part // whole} %" if whole else "–"
