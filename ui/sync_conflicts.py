"""The panel below the map in which a person settles conflicts: what was agreed, ours, the registry's, side by side."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from qgis.PyQt.QtCore import QItemSelectionModel, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate
from ..register.sync_store import ConflictRow, conflicts, waiting
from . import labels
from .background import Reader
from .desk import Desk
from .history import local_time
from .icons import icon
from .review_actions import on_key
from .sync_fields import FIELD, FieldTable
from .sync_list import line_table
from .sync_map import SyncMap, places
from .sync_model import Line, LineModel, LineSource
from .sync_style import side_icon
from .sync_views import name_of
from .sync_words import FieldWords
from .widgets import Note, ReasonButton, ask, button_row

NEXT, PREVIOUS, WRITE = "F8", "Shift+F8", "Ctrl+Return"
_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_EVERY = -1  # of a LIMIT: all
LEAST_HEIGHT, HEIGHT = 230, 310


class SyncConflicts(QDockWidget):
    """Lists the open conflicts of the register; `show_form` asks the page for a record's form."""

    show_form = pyqtSignal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(translate("diachiso", "Conflicts with the registry"), parent)
        self.setObjectName("diachisoConflicts")
        self.desk = desk
        self.map = SyncMap(desk.iface)
        self.model, self.fields = LineModel(self), FieldTable(self)
        self._row: Optional[ConflictRow] = None
        self._row_before, self._zoom_next = 0, False
        self._reader = Reader()
        self._build()
        self.model.listed.connect(self._listed)
        self.model.loaded.connect(lambda *_: self._show_current())
        self.model.failed.connect(desk.say_error)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.fields.chosen.connect(self._allow)
        self.table.clicked.connect(self.fields.choose_at)
        self.table.activated.connect(self.fields.choose_at)  # Enter, for those without a mouse
        on_key(self, NEXT, lambda: self.step(1))
        on_key(self, PREVIOUS, lambda: self.step(-1))
        on_key(self, WRITE, self.write_button.click)
        self._show_current()

    # -- the register ---------------------------------------------------------------------------------------

    def reload(self, words: FieldWords) -> None:
        """Read the conflicts of the open register anew; the place in the list is kept."""
        path = Path(self.desk.session.path)
        self.fields.words = words
        self._row_before = max(self.list.currentIndex().row(), 0)
        self.model.show_source(
            LineSource(
                lambda: waiting(path).conflicts,
                lambda offset, limit: conflicts(path, limit, offset),
                self._line,
            )
        )

    def clear(self) -> None:
        """Show nothing."""
        self._reader.cancel()
        self.model.clear()
        self.map.clear()
        self._show_current()

    def place(self) -> None:
        """Put the panel below the map, and leave the map its room."""
        self.desk.iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self)
        self.desk.iface.mainWindow().resizeDocks([self], [HEIGHT], Qt.Orientation.Vertical)

    def stop(self) -> None:
        """Stop reading and take everything off the map (the panel goes away)."""
        self._reader.cancel()
        self.model.stop()
        self.map.clear()

    def is_reading(self) -> bool:
        """Whether conflicts are being read."""
        return self.model.is_reading() or self._reader.is_reading()

    def hideEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """What was drawn on the map goes with the panel."""
        super().hideEvent(event)
        self.map.clear()

    # -- what a person does ---------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) conflict and show it on the map."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self._select(row)
            self.show_place()

    def show_place(self) -> None:
        """Zoom to the places of the current conflict."""
        if self._row is not None and not self.map.show(places(self._row)):
            self.reason.say(translate("diachiso", "This record has no place on the map."))

    def write(self) -> None:
        """Settle the current conflict as chosen; the next one follows."""
        if self._row is not None and self._is_chosen():
            self._settle([self._row.conflict_id], self.fields.choices())

    def write_kind(self) -> None:
        """Settle every conflict of this kind as chosen here, after a question."""
        row, chosen = self._row, self.fields.choices()
        if row is None or not self._is_chosen():
            return
        path = Path(self.desk.session.path)

        def of_kind(_task: Any) -> list[int]:
            return [c.conflict_id for c in conflicts(path, _EVERY) if c.kind == row.kind]

        def found(ids: list[int]) -> None:
            title = translate("diachiso", "Settle all of this kind")
            text = translate("diachiso", "Settle {count} conflicts alike?").format(count=labels.number(len(ids)))
            here, there = translate("diachiso", "ours"), translate("diachiso", "the registry's")
            lines = [f"{self.fields.words.field(c)}: {there if theirs else here}" for c, theirs in chosen.items()]
            if ask("settleKind", self, title, text, translate("diachiso", "Settle all"), "\n".join(lines)):
                self._settle(ids, chosen)

        title = translate("diachiso", "Reading the state of the sync")
        self._reader.start(title, of_kind, found, self.desk.say_error)

    def _settle(self, ids: Sequence[int], chosen: Mapping[str, bool]) -> None:
        run = {
            "REGISTER": self.desk.session.register, "CONFLICTS": ",".join(map(str, ids)),
            "CHOICES": json.dumps({c: "theirs" if theirs else "mine" for c, theirs in chosen.items()}),
        }  # fmt: skip

        def settled(results: dict[str, Any]) -> None:
            text = translate("diachiso", "{count} conflicts are settled.")
            self._zoom_next = True
            self.desk.say_done(text.format(count=labels.number(int(results.get("COUNT") or 0))))

        self.desk.run("resolveconflicts", run, translate("diachiso", "Settling conflicts"), settled)

    # -- what is shown --------------------------------------------------------------------------------------

    def allow(self) -> None:
        """Look at the desk again."""
        self._allow()

    def _is_chosen(self) -> bool:
        """Whether a side is chosen for every field; where none is in conflict there is nothing to choose."""
        return self._row is not None and (not self._row.fields or self.fields.is_complete())

    def _listed(self) -> None:
        row = min(self._row_before, self.model.rowCount() - 1)
        if row >= 0:
            self._select(row)
        self._show_current()

    def _select(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.list.selectionModel().setCurrentIndex(index, _ROW)
        self.list.scrollTo(index)

    def _show_current(self) -> None:
        row = self.model.row_at(self.list.currentIndex().row())
        if row is not None and row == self._row:
            self._allow()
            return
        self._row = row
        self.map.clear()
        self.fields.show_conflict(row)
        self.table.setVisible(row is None or bool(row.fields))
        self.title.say(name_of(row) if row is not None else translate("diachiso", "No conflicts are open."))
        again = translate("diachiso", "Correct the record in its form. Settled, it is sent again with the next sync.")
        told = (row.problem, "" if row.fields else again) if row is not None else ()
        self.problem.say("\n".join(filter(None, told)))
        if row is not None:
            if self.isVisible():
                self.map.show(places(row), zoom=self._zoom_next)
                self._zoom_next = False
            self.table.setCurrentIndex(self.fields.index(0, FIELD))
        self._allow()

    def _line(self, row: ConflictRow) -> Line:
        names = ", ".join(self.fields.words.field(f.column) for f in row.fields) or row.problem
        return Line(name_of(row), f"{names} · {local_time(row.found_at)}")

    def _allow(self) -> None:
        row = self._row
        none = "" if row is not None else translate("diachiso", "Select a conflict first.")
        at, count = self.list.currentIndex().row(), self.model.rowCount()
        place = translate("diachiso", "{row} of {count}")
        self.shown.setText(place.format(row=labels.number(at + 1), count=labels.number(count)) if at >= 0 else "")
        self.previous_button.block(none or ("" if at > 0 else translate("diachiso", "This is the first conflict.")))
        last = translate("diachiso", "This is the last conflict.")
        self.next_button.block(none or (last if at >= count - 1 else ""))
        nowhere = translate("diachiso", "This record has no place on the map.")
        self.zoom_button.block(none or ("" if row is not None and places(row) else nowhere))
        absent = translate("diachiso", "The register has no such record yet.")
        self.form_button.block(none or (absent if row is not None and row.fid < 0 else ""))
        no_sides = translate("diachiso", "No field is in conflict: the registry refuses the record as a whole.")
        for button in (self.mine_button, self.theirs_button):
            button.block(none or ("" if row is not None and row.fields else no_sides))
        open_fields = translate("diachiso", "Choose a side for every field first: click on its value.")
        reason = none or self.desk.reason_no_register() or ("" if self._is_chosen() else open_fields)
        self.write_button.block(reason)
        self.kind_button.block(reason)
        self.reason.say(reason if row is not None else "")

    def _build(self) -> None:
        body = QWidget(self)
        self.list = line_table("conflictList", translate("diachiso", "Conflicts"), self.model, body)
        self.title, self.problem = Note("conflictTitle", body, strong=True), Note("conflictProblem", body)
        self.reason = Note("conflictReason", body)
        self.table = QTableView(body)
        self.table.setObjectName("conflictFields")
        self.table.setAccessibleName(translate("diachiso", "Fields in conflict"))
        self.table.setModel(self.fields)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(90)
        make = self._button
        self.previous_button = make("Previous", "previous", translate("diachiso", "Previous"), PREVIOUS)
        self.next_button = make("Next", "next", translate("diachiso", "Next"), NEXT)
        self.zoom_button = make("Zoom", "zoom_to", translate("diachiso", "Zoom to"))
        self.form_button = make("Form", "form", translate("diachiso", "Form"))
        self.mine_button = make("Mine", "", translate("diachiso", "All ours"))
        self.theirs_button = make("Theirs", "", translate("diachiso", "All the registry's"))
        self.mine_button.setIcon(side_icon("mine"))
        self.theirs_button.setIcon(side_icon("theirs"))
        self.write_button = make("Write", "apply", translate("diachiso", "Settle"), WRITE)
        self.kind_button = make("Kind", "apply", translate("diachiso", "Settle all of this kind…"))
        for button, act in (
            (self.previous_button, lambda: self.step(-1)), (self.next_button, lambda: self.step(1)),
            (self.zoom_button, self.show_place), (self.form_button, lambda: self.show_form.emit(self._row)),
            (self.mine_button, lambda: self.fields.choose_all(False)),
            (self.theirs_button, lambda: self.fields.choose_all(True)),
            (self.write_button, self.write), (self.kind_button, self.write_kind),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, do=act: do())
        self.shown = QLabel(body)
        self.shown.setObjectName("conflictShown")
        self.shown.setMinimumHeight(self.next_button.sizeHint().height())
        right = QWidget(body)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.title, self.problem):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        choose = (self.mine_button, self.theirs_button, self.write_button, self.kind_button)
        column.addWidget(button_row(*choose))
        column.addWidget(button_row(self.previous_button, self.shown, self.next_button, self.zoom_button,
                                    self.form_button))  # fmt: skip
        column.addWidget(self.reason)
        # What wraps would ask for the height it has in the narrowest panel, and the window would grow.
        right.setMinimumHeight(LEAST_HEIGHT)
        splitter = QSplitter(Qt.Orientation.Horizontal, body)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([180, 480])
        layout = QVBoxLayout(body)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(splitter)
        self.setWidget(body)

    def _button(self, name: str, picture: str, text: str, key: str = "") -> ReasonButton:
        button = ReasonButton(f"conflict{name}", text, f"{text.rstrip('…')} ({key})" if key else "")
        if picture:
            button.setIcon(icon(picture))
        return button
