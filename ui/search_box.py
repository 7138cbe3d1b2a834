"""The search at the head of the dock: type, see the best answers, go there; click on the map for the address there."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
)
from qgis.PyQt.QtCore import QLocale, QMimeData, QPoint, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from ..compat import translate
from ..core.agency import load_agency
from ..core.errors import DiachisoError
from ..register.search_index import Found
from .background import Reader
from .desk import Desk
from .icons import icon
from .locator import description, title
from .map_features import zoom_to
from .paste_dialog import PasteDialog
from .pasted import MOST, Grid, PastedRow, answer, as_html, as_table, texts_of
from .plan_pick import ClickTool
from .widgets import Note, ReasonButton

LIMIT = 12
PAUSE_MS = 120  # after a keystroke
ROWS = 7
HERE_M = 60.0
_ADDRESS = Qt.ItemDataRole.UserRole


class SearchLine(QLineEdit):
    """A line whose arrows tell how to step through a list; Escape empties it."""

    stepped = pyqtSignal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows and Escape are ours."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.stepped.emit(steps[event.key()])
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchBox(QWidget):
    """A line, a list below it while there is something to show, and a button that asks the map."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBox")
        self.desk = desk
        self.line = SearchLine(self)
        self.line.setObjectName("searchLine")
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText(translate("diachiso", "Find: address, code, Plus Code, coordinates, name"))
        self.line.stepped.connect(self._step)
        name = translate("diachiso", "Address here")
        tip = translate("diachiso", "Click on the map: which address is it?")
        self.here_button = ReasonButton("searchHere", "", f"{name}: {tip}")
        self.here_button.setAccessibleName(name)
        self.here_button.setIcon(icon("pick"))
        self.here_button.setCheckable(True)
        name = translate("diachiso", "Paste from Excel")
        tip = translate(
            "diachiso", "Copy a column of addresses or codes, then press this: the answer comes back on the clipboard"
        )
        self.paste_button = ReasonButton("searchPaste", "", f"{name}: {tip}")
        self.paste_button.setAccessibleName(name)
        self.paste_button.setIcon(icon("paste"))
        self.paste_button.clicked.connect(self.paste)
        self._reader = Reader()
        self.list = QListWidget(self)
        self.list.setObjectName("searchResults")
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = Note("searchNote", self)
        self._canvas = desk.iface.mapCanvas()
        self._before: Any = None
        self.tool = ClickTool(self._canvas)
        self.tool.setCursor(Qt.CursorShape.CrossCursor)
        self.tool.canvasClicked.connect(lambda place, _button: self.ask_here(place))
        self.tool.deactivated.connect(lambda: self.here_button.setChecked(False))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.line.textChanged.connect(lambda text: self._show([]) if not text else None)
        self.line.returnPressed.connect(self._enter)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.list.customContextMenuRequested.connect(self._menu)
        self.here_button.toggled.connect(self._toggle)
        desk.search.changed.connect(self.search)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.here_button)
        row.addWidget(self.paste_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.note)
        layout.addWidget(self.list)
        self.list.hide()

    # -- asking ----------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Show what the typed text may mean."""
        text = self.line.text().strip()
        if not text:
            self._show([])
            return
        self.desk.search.want()
        state = self.desk.search.state()
        found = [] if state else self.desk.search.asked().find(text, LIMIT)
        if not state and not found:
            state = translate("diachiso", "Nothing like it was found in this register.")
        self._show(found, state)

    def ask_here(self, place: QgsPointXY) -> None:
        """Show the addresses around a place of the map, the nearest first."""
        self.desk.search.want()
        state = self.desk.search.state()
        crs = self._canvas.mapSettings().destinationCrs()
        way = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())
        try:
            there = way.transform(place)
        except QgsCsException:
            return
        found = [] if state else self.desk.search.asked().near(there.x(), there.y(), LIMIT, HERE_M)
        if not state and not found:
            state = translate("diachiso", "No address within {metres} m of this place.").format(metres=int(HERE_M))
        self._show(found, state)

    def show_address(self, address: Found) -> None:
        """Go there and flash it."""
        if address.lon is None or address.lat is None:
            self.note.say(translate("diachiso", "This address has no position yet."))
            return
        zoom_to(self._canvas, QgsGeometry.fromPointXY(QgsPointXY(address.lon, address.lat)))

    def paste(self) -> None:
        """Answer the rows of the clipboard; the answer takes their place there."""
        texts = texts_of(QgsApplication.clipboard().text())
        self.desk.search.want()
        index, state = self.desk.search.index, self.desk.search.state()
        if not any(texts):
            state = translate("diachiso", "The clipboard is empty. Copy a column of addresses or codes first.")
        elif len(texts) > MOST:
            text = translate("diachiso", "{count} rows are too many: copy {most} at a time, or verify the whole table.")
            state = text.format(count=len(texts), most=MOST)
        if state or index is None:
            self.note.say(state)
            return
        overview = self.desk.session.overview
        province = overview.meta.province_code if overview is not None else ""
        grid = Grid(province, QgsProject.instance().transformContext())
        self.paste_button.block(translate("diachiso", "Rows are being looked up…"))
        self.note.say(self.paste_button.reason)
        title = translate("diachiso", "Paste from Excel")
        self._reader.start(
            title, lambda task: answer(texts, index, grid, task.isCanceled), self._pasted, self._not_pasted
        )

    def _pasted(self, rows: list[PastedRow]) -> None:
        self.paste_button.block("")
        self.note.say("")
        decimal = str(QLocale.system().decimalPoint())
        both = QMimeData()
        both.setText(as_table(rows, decimal))
        both.setHtml(as_html(rows, decimal))
        QgsApplication.clipboard().setMimeData(both)
        self.dialog = PasteDialog(rows, self.window())
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.show()

    def _not_pasted(self, text: str) -> None:
        self.paste_button.block("")
        self.note.say(text)

    # -- the list --------------------------------------------------------------------------------------------

    def _show(self, found: list[Found], note: str = "") -> None:
        self.list.clear()
        for address in found:
            item = QListWidgetItem(f"{title(address)}\n{description(address)}")
            item.setToolTip(item.text())
            item.setData(_ADDRESS, address)
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        if found:
            high = self.list.sizeHintForRow(0) * min(len(found), ROWS)
            self.list.setFixedHeight(high + 2 * self.list.frameWidth() + 2)
            self.list.setCurrentRow(0)
        self.note.say(note)

    def _choose(self, item: QListWidgetItem) -> None:
        self.show_address(item.data(_ADDRESS))

    def _enter(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.search()
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def _step(self, step: int) -> None:
        """The arrows walk through the list while one types."""
        if self.list.count():
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is not None:
            self.menu_of(item.data(_ADDRESS)).exec(self.list.viewport().mapToGlobal(at))

    def menu_of(self, address: Found) -> QMenu:
        """What can be copied of an address."""
        menu = QMenu(self.list)
        link = self._link(address.code) if address.code else ""
        for name, text, value in (
            ("copyCode", translate("diachiso", "Copy the code"), address.code),
            ("copyAddress", translate("diachiso", "Copy the address"), address.text),
            ("copyLink", translate("diachiso", "Copy the portal's link"), link),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.setEnabled(bool(value))
            action.triggered.connect(lambda _checked=False, value=value: QgsApplication.clipboard().setText(value))
        return menu

    def _link(self, code: str) -> str:
        try:
            return load_agency(register=self.desk.session.path).link(code)
        except DiachisoError as error:  # the province's own profile is wrong: it says where
            self.note.say(error.localized(translate))
            return ""

    # -- the map tool ----------------------------------------------------------------------------------------

    def _toggle(self, on: bool) -> None:
        if on:
            self._before = self._canvas.mapTool()
            self._canvas.setMapTool(self.tool)
        elif self._canvas.mapTool() is self.tool:
            self._canvas.unsetMapTool(self.tool)
            if self._before is not None:
                self._canvas.setMapTool(self._before)
        if not on:
            self._before = None

    def stop(self) -> None:
        """Give the map back (the dock goes away)."""
        self._pause.stop()
        self._reader.cancel()
        self.here_button.setChecked(False)
        self.desk.search.changed.disconnect(self.search)
