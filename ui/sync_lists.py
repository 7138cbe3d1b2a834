"""One list at a time of the page Sync, chosen by its button; below it the whole of a row and what can be done."""
from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import QItemSelectionModel, pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from ..compat import translate
from . import labels
from .icons import icon
from .sync_list import line_table
from .sync_model import LineModel
from .sync_views import CONFLICTS, HISTORY, ON_WAY, REJECTED, VIEWS, WAITING, Views, reason_not_again
from .widgets import Note, ReasonButton, button_row

_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class SyncLists(QWidget):
    """Shows the lists; what is done with a row is the page's business."""

    show_place = pyqtSignal()
    show_form = pyqtSignal()
    settle = pyqtSignal()
    again = pyqtSignal()
    show_results = pyqtSignal(int)  # of the run with this number

    def __init__(
        self, reason_no_form: Callable[[Any], str], reason_busy: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reason_no_form, self._reason_busy = reason_no_form, reason_busy
        self._views: Optional[Views] = None
        self.view = WAITING
        self.model = LineModel(self)
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for view, word in VIEWS.items():
            button = QPushButton(translate("diachiso", word), self)
            button.setObjectName(f"syncView_{view}")
            button.setCheckable(True)
            button.setChecked(view == self.view)
            button.clicked.connect(lambda _checked=False, chosen=view: self.show_view(chosen))
            group.addButton(button)
            self.buttons[view] = button
        self.list = line_table("syncList", translate("diachiso", "Records"), self.model, self)
        self.detail = Note("syncDetail", self)
        self.place_button = ReasonButton("syncPlace", translate("diachiso", "Zoom to"))
        self.place_button.setIcon(icon("zoom_to"))
        self.form_button = ReasonButton("syncForm", translate("diachiso", "Form"))
        self.form_button.setIcon(icon("form"))
        self.settle_button = ReasonButton("syncSettle", translate("diachiso", "Settle conflicts…"))
        self.settle_button.setIcon(icon("match"))
        self.again_button = ReasonButton(
            "syncAgain", translate("diachiso", "Send again"),
            translate("diachiso", "The next sync sends this record anew; one that was sent back is submitted again"),
        )  # fmt: skip
        self.again_button.setIcon(icon("refresh"))
        self.results_button = ReasonButton("syncResults", translate("diachiso", "Results of this sync"))
        self.results_button.setIcon(icon("review"))
        self.reason = Note("syncListReason", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(button_row(*self.buttons.values()))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.detail)
        actions = (
            self.place_button, self.form_button, self.settle_button, self.again_button, self.results_button
        )  # fmt: skip
        layout.addWidget(button_row(*actions))
        layout.addWidget(self.reason)
        self.place_button.clicked.connect(lambda _checked=False: self.show_place.emit())
        self.form_button.clicked.connect(lambda _checked=False: self.show_form.emit())
        self.settle_button.clicked.connect(lambda _checked=False: self.settle.emit())
        self.again_button.clicked.connect(lambda _checked=False: self.again.emit())
        self.results_button.clicked.connect(lambda _checked=False: self._ask_results())
        self.list.activated.connect(lambda _index: self._activate())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.model.listed.connect(self._listed)
        self.model.loaded.connect(lambda *_: self._show_current())
        self._show_current()

    def show_views(self, views: Optional[Views], counts: dict[str, int]) -> None:
        """Show the lists of a register; None: there are none."""
        self._views = views
        for view, button in self.buttons.items():
            word, count = translate("diachiso", VIEWS[view]), counts.get(view)
            button.setText(f"{word} ({labels.number(count)})" if count else word)
        if views is None:
            self.model.clear()
            self._show_current()
        else:
            self.show_view(self.view)

    def show_view(self, view: str) -> None:
        """Bring a list to the front."""
        self.view = view
        self.buttons[view].setChecked(True)
        if self._views is not None:
            self.model.show_source(self._views.source(view))

    def current(self) -> Any:
        """The chosen row; None where none is, or it is not read yet."""
        return self.model.row_at(self.list.currentIndex().row())

    def select(self, row: int) -> None:
        """Make a row the current one."""
        index = self.model.index(row, 0)
        self.list.selectionModel().setCurrentIndex(index, _ROW)
        self.list.scrollTo(index)

    def allow(self) -> None:
        """Say why a button is off."""
        row, of_records = self.current(), self.view != HISTORY
        none = "" if row is not None else translate("diachiso", "Select a row first.")
        no_form = none or (self._reason_no_form(row) if of_records else "")
        for button in (self.place_button, self.form_button):
            button.setVisible(of_records)
            button.block(no_form)
        self.settle_button.setVisible(self.view == CONFLICTS)
        none_open = translate("diachiso", "No conflicts are open.")
        self.settle_button.block("" if self.model.rowCount() else none_open)
        self.again_button.setVisible(self.view in (ON_WAY, REJECTED))
        self.again_button.block(none or self._reason_busy() or reason_not_again(row))
        self.results_button.setVisible(self.view == HISTORY)
        self.results_button.block(none)
        self.reason.say("" if none else no_form)

    def _listed(self) -> None:
        if self.model.rowCount():
            self.select(0)
        self._show_current()

    def _show_current(self) -> None:
        row = self.current()
        if row is not None and self._views is not None:
            self.detail.say(self._views.detail(row))
        else:
            self.detail.say("" if self.model.rowCount() else _nothing(self.view))
        self.allow()

    def _activate(self) -> None:
        if self.view == HISTORY:
            self._ask_results()
        elif self.view == CONFLICTS:
            self.settle.emit()
        elif self.view == REJECTED:
            self.show_form.emit()
        else:
            self.show_place.emit()

    def _ask_results(self) -> None:
        row = self.current()
        if row is not None:
            self.show_results.emit(row.run_id)


def _nothing(view: str) -> str:
    """What an empty list means."""
    return {
        WAITING: translate("diachiso", "No edits wait: everything has been given to the sync."),
        CONFLICTS: translate("diachiso", "No conflicts are open."),
        REJECTED: translate("diachiso", "No records have come back."),
        HISTORY: translate("diachiso", "There has been no sync yet."),
    }.get(view, translate("diachiso", "There is nothing to show."))
