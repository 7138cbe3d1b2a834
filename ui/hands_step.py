"""Many hands: communes that are worked on elsewhere as registers of their own, and what comes back of them."""
from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingUtils
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..register.checkout.book import Checkout, list_checkouts
from . import labels
from .background import Reader
from .checkin_conflicts import CheckinConflicts, read_conflicts
from .desk import Desk
from .folders import ask_folder
from .history import local_time
from .icons import icon
from .look_first import LookFirstStep
from .widgets import ReasonButton, button_row, fit_rows, let_shrink

AFTERWARDS = {
    "go_on": QT_TRANSLATE_NOOP("diachiso", "Work in the copy goes on"),
    "refresh": QT_TRANSLATE_NOOP("diachiso", "Refresh the copy from the register"),
    "hand_back": QT_TRANSLATE_NOOP("diachiso", "Hand the copy back"),
}
STATE = {
    "out": QT_TRANSLATE_NOOP("diachiso", "out"),
    "returned": QT_TRANSLATE_NOOP("diachiso", "handed back"),
    "lost": QT_TRANSLATE_NOOP("diachiso", "given up"),
}
MOST_ROWS = 5
ID = Qt.ItemDataRole.UserRole


class HandsStep(LookFirstStep):
    """The check-outs of the register; a copy that comes back is looked at, its conflicts decided, then it is taken in.
    """

    KIND = "hands"
    ALGORITHM = "checkinregister"
    ICON = "open_land"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._chosen: dict[str, bool] = {}
        self._conflicts = 0
        self._reader = Reader()
        self._shown: Any = None
        super().__init__(
            desk, translate("diachiso", "Many hands"),
            translate("diachiso", "Check in…"), translate("diachiso", "Take into the register"), parent,
        )  # fmt: skip

    def build_options(self) -> None:
        """What is out, and what may be done with it."""
        self.show_state(
            translate("diachiso", "Communes go to another computer with their numbers, and come back with the work.")
        )
        self.list = QTreeWidget(self)
        self.list.setObjectName("handsList")
        self.list.setHeaderLabels(
            [translate("diachiso", "Communes"), translate("diachiso", "Who"), translate("diachiso", "State")]
        )
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (0, 1):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.list.itemSelectionChanged.connect(self.refresh_buttons)
        self.out_button = ReasonButton(
            "handsOut", translate("diachiso", "Check out…"),
            translate("diachiso", "Communes as a register of their own, in a folder or on a stick"),
        )  # fmt: skip
        self.out_button.setIcon(icon("export"))
        self.out_button.clicked.connect(lambda: self.desk.open_dialog("checkoutregister", {}))
        self.lost_button = ReasonButton(
            "handsLost", translate("diachiso", "Give up…"),
            translate("diachiso", "A check-out that will not come back: its unused numbers are never given"),
        )  # fmt: skip
        self.lost_button.setIcon(icon("exclude"))
        self.lost_button.clicked.connect(self.give_up)
        self.afterwards = QComboBox(self)
        self.afterwards.setObjectName("handsAfterwards")
        for value, words in AFTERWARDS.items():
            self.afterwards.addItem(translate("diachiso", words), value)
        let_shrink(self.afterwards)
        self.conflicts_button = ReasonButton(
            "handsConflicts", translate("diachiso", "Decide conflicts…"),
            translate("diachiso", "What both have changed: before, here, in the copy"),
        )  # fmt: skip
        self.conflicts_button.setIcon(icon("warning"))
        self.conflicts_button.clicked.connect(self.decide)
        self.body.addWidget(self.list)
        self.body.addWidget(button_row(self.out_button, self.lost_button))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "After check-in"), self.afterwards)
        self.body.addLayout(form)
        self.body.addWidget(button_row(self.conflicts_button))

    def asked(self) -> dict[str, Any] | None:
        """The folder that came back."""
        folder = ask_folder(self, translate("diachiso", "Folder of the check-out"))
        return {"PACKAGE": folder} if folder else None

    def name_of(self, parameters: dict[str, Any]) -> str:
        """The copy's folder."""
        return Path(str(parameters["PACKAGE"])).name

    def add_layer(self, results: dict[str, Any], title: str, register: str) -> Any:
        """The differences on the map; their conflicts are counted."""
        layer = super().add_layer(results, title, register)
        self._chosen = {}
        self._conflicts = len(read_conflicts(layer)[0]) if layer is not None else 0
        return layer

    def before_write(self, parameters: dict[str, Any]) -> dict[str, Any] | None:
        """With the decisions, and what becomes of the copy."""
        run = {**parameters, "AFTERWARDS": self.afterwards.currentData()}
        if self._chosen:
            run["DECISIONS"] = _written(self._chosen)
        return run

    def decide(self) -> None:
        """Show the conflicts, and keep what was chosen."""
        layer = self.layer()
        if layer is None:
            return
        dialog = CheckinConflicts(layer, self._chosen, self)
        if dialog.exec() == int(QDialog.DialogCode.Accepted):
            self._chosen = dict(dialog.choices())
            self.refresh()

    def give_up(self) -> None:
        """Open the dialog of giving up for the selected check-out."""
        item = self.list.currentItem()
        if item is not None:
            self.desk.open_dialog("endcheckout", {"CHECKOUT": item.data(0, ID)})

    # -- state ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Allow what can be done now; list the check-outs anew where the register was read anew."""
        super().refresh()
        overview = self.desk.session.overview
        if overview is not self._shown:
            self._shown = overview
            self._list(overview)
        self.refresh_buttons()

    def refresh_buttons(self) -> None:
        """The buttons of the list and of the conflicts."""
        reason = self.desk.reason_no_register()
        self.out_button.block(reason)
        none = "" if self._selected_is_out() else translate("diachiso", "Select a check-out that is out first.")
        self.lost_button.block(reason or none)
        left = self._conflicts - len(self._chosen)
        self.conflicts_button.setVisible(self._parameters is not None and self._conflicts > 0)
        self.conflicts_button.setText(
            translate("diachiso", "Decide conflicts ({count})…").format(count=labels.number(left))
        )
        self.conflicts_button.block(reason)

    def forget(self) -> None:
        """Another register is open."""
        self._conflicts, self._chosen = 0, {}
        super().forget()
        self.list.clear()

    def close_box(self) -> None:
        """Stop reading (the dock goes away)."""
        self._reader.cancel()

    def _list(self, overview: Any) -> None:
        path = self.desk.session.path
        if overview is None or not path:
            self.list.clear()
            self.list.setVisible(False)
            return

        def read(_task: Any) -> list[Checkout]:
            try:
                return list_checkouts(path)
            except DiachisoError:  # the session itself says what is wrong with the register
                return []

        title = translate("diachiso", "Reading the check-outs")
        self._reader.start(title, read, lambda found: self._show(found, overview.communes), self.desk.say_error)

    def _show(self, found: list[Checkout], names: Any) -> None:
        self.list.clear()
        for one in sorted(found, key=lambda c: c.state != "out"):
            communes = ", ".join(names.get(code, code) for code in one.communes)
            state = translate("diachiso", STATE[one.state])
            if one.state == "out" and one.open_conflicts:
                text = translate("diachiso", "out, {count} conflicts open")
                state = text.format(count=labels.number(one.open_conflicts))
            item = QTreeWidgetItem([communes, one.holder, state])
            item.setData(0, ID, one.checkout_id)
            item.setData(2, ID, one.state)
            text = translate("diachiso", "{communes}: {who}, last seen {time}, {count} numbers with it; number {id}")
            told = text.format(
                communes=communes, who=one.holder, time=local_time(one.checked_in_at or one.at),
                count=labels.number(one.numbers), id=one.checkout_id,
            )  # fmt: skip
            for column in range(3):
                item.setToolTip(column, told)
            self.list.addTopLevelItem(item)
        fit_rows(self.list, MOST_ROWS)
        self.list.setVisible(bool(found))
        self.refresh_buttons()

    def _selected_is_out(self) -> bool:
        item = self.list.currentItem() if self.list.selectedItems() else None
        return item is not None and item.data(2, ID) == "out"


def _written(chosen: dict[str, bool]) -> str:
    """The decisions as a table for the algorithm; it lives as long as QGIS."""
    folder = tempfile.mkdtemp(prefix="diachiso-", dir=QgsProcessingUtils.tempFolder())
    file = Path(folder) / "decisions.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("item", "decision"))
        writer.writerows((item, "theirs" if theirs else "mine") for item, theirs in chosen.items())
    return str(file)
