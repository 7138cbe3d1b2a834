"""Giving data: open data, the look-up page, the server's project, sharing; and the list of what went out."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import QFileDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.export_records import RecordedExport, read_exports
from . import labels
from .background import Reader
from .desk import Desk
from .folders import ask_folder, last_folder, remember_folder
from .share_dialog import ShareDialog
from .widgets import Note, Step, action_button, button_row, fit_rows

SHOWN = 12
RECIPIENT = 2  # the column that takes what room there is
ROWS = 3
EXPIRED = QColor("#b03a2e")
KINDS = {
    "open_data": QT_TRANSLATE_NOOP("diachiso", "Open data"),
    "share": QT_TRANSLATE_NOOP("diachiso", "Shared data"),
    "lookup": QT_TRANSLATE_NOOP("diachiso", "Look-up page"),
    "server": QT_TRANSLATE_NOOP("diachiso", "Server project"),
    "notices": QT_TRANSLATE_NOOP("diachiso", "Notices"),
    "notice_channel": QT_TRANSLATE_NOOP("diachiso", "Messages"),
    "sync": QT_TRANSLATE_NOOP("diachiso", "Sync with people"),
    "handover": QT_TRANSLATE_NOOP("diachiso", "Handover bag"),
}


class DataBox(Step):
    """Four buttons, and below them the latest exports with their end."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("dataBox", 0, translate("diachiso", "Giving data"), parent)
        self.desk = desk
        self._reader = Reader()
        self._shown: Any = None  # the reading of the register whose exports are listed
        self.open_data = action_button(
            "dataOpen", translate("diachiso", "Open data…"),
            translate("diachiso", "GeoPackage, GeoJSON, CSV of verified addresses with dictionary, licence and counts"),
            self.ask_open_data,
        )  # fmt: skip
        self.lookup = action_button(
            "dataLookup", translate("diachiso", "Look-up page…"),
            translate("diachiso", "One HTML file with map and search, for the one-stop desk; works without network"),
            self.ask_lookup,
        )  # fmt: skip
        self.server = action_button(
            "dataServer", translate("diachiso", "Server project…"),
            translate("diachiso", "For QGIS Server: WMS, WFS and OGC API – Features of the verified addresses"),
            self.ask_server,
        )  # fmt: skip
        self.share = action_button(
            "dataShare", translate("diachiso", "Share…"),
            translate("diachiso", "For one recipient and purpose, with listed fields, until a day; recorded"),
            self.ask_share,
        )  # fmt: skip
        self.body.addWidget(button_row(self.open_data, self.lookup, self.server, self.share))
        self.heading = Note("dataHeading", self, strong=True)
        self.body.addWidget(self.heading)
        self.list = QTreeWidget(self)
        self.list.setObjectName("dataExports")
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([
            translate("diachiso", "Day"), translate("diachiso", "What"), translate("diachiso", "To whom"),
            translate("diachiso", "Rows"), translate("diachiso", "Until"),
        ])  # fmt: skip
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.header().setStretchLastSection(False)
        for column in range(5):
            fitted = QHeaderView.ResizeMode.Stretch if column == RECIPIENT else QHeaderView.ResizeMode.ResizeToContents
            self.list.header().setSectionResizeMode(column, fitted)
        self.body.addWidget(self.list)
        self.show_exports([])

    def ask_open_data(self) -> None:
        """Ask for the folder, then publish."""
        folder = ask_folder(self, translate("diachiso", "Folder for the data"))
        if folder:
            self.run("publishopendata", folder, translate("diachiso", "Publishing open data"))

    def ask_server(self) -> None:
        """Ask for the folder, then write the project."""
        folder = ask_folder(self, translate("diachiso", "Folder for the server"))
        if folder:
            self.run("serverproject", folder, translate("diachiso", "Writing the server's project"))

    def ask_lookup(self) -> None:
        """Ask for the file, then write the page."""
        begin = str(Path(last_folder()) / translate("diachiso", "look-up.html"))
        title = translate("diachiso", "Look-up page")
        path, _kind = QFileDialog.getSaveFileName(self, title, begin, "HTML (*.html)")
        if path:
            remember_folder(Path(path).parent)
            target = str(Path(path).with_suffix(".html"))
            self.run("lookupfile", target, translate("diachiso", "Writing the look-up page"))

    def ask_share(self) -> None:
        """Ask who gets what, then for the file, then share."""
        overview = self.desk.session.overview
        if overview is None:
            return
        dialog = ShareDialog(overview.meta.profile, overview, self)
        accepted = dialog.exec()
        parameters = dialog.parameters()
        dialog.deleteLater()
        if not accepted:
            return
        title, kinds = translate("diachiso", "File for the recipient"), "*.xlsx;;*.gpkg;;*.csv;;*.geojson"
        path, kind = QFileDialog.getSaveFileName(self, title, last_folder(), kinds)
        if path:
            remember_folder(Path(path).parent)
            target = path if Path(path).suffix else path + kind.lstrip("*")
            self.run("sharedata", target, translate("diachiso", "Sharing data"), parameters)

    def run(self, algorithm: str, output: str, title: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Run an algorithm that writes to `output` and is recorded."""

        def done(results: dict[str, Any]) -> None:
            text = translate("diachiso", "{count} addresses are in {path}.")
            text = text.format(count=labels.number(int(results["COUNT"])), path=output)
            self.show_state(text)
            self.desk.say_done(text)

        run = {**(parameters or {}), "REGISTER": self.desk.session.register, "OUTPUT": output}
        self.desk.run(algorithm, run, title, done)

    def refresh(self) -> None:
        """Allow what can be done now; the exports are read in a thread."""
        reason = self.desk.reason_no_register()
        for button in (self.open_data, self.lookup, self.server, self.share):
            button.block(reason)
        overview, path = self.desk.session.overview, self.desk.session.path
        if overview is None or not path:
            self.close_box()
            self.show_exports([])
        elif overview is not self._shown:
            self._shown = overview
            title = translate("diachiso", "Reading the exports")
            self._reader.start(title, lambda task: read_exports(Path(path)), self.show_exports, self.desk.say_error)

    def show_exports(self, exports: Sequence[RecordedExport]) -> None:
        """List the latest; shared data whose time has run out first of all."""
        today = date.today().isoformat()
        over = [one for one in exports if one.record.expires_on and one.record.expires_on < today]
        listed = [*over, *(one for one in exports if one not in over)][:SHOWN]
        self.list.clear()
        for one in listed:
            record = one.record
            kind = KINDS.get(record.kind)
            recipient = translate("diachiso", "the public") if record.recipient == "public" else record.recipient
            rows = labels.number(record.rows)
            people = translate("diachiso", "{persons} rows with personal data")
            people = people.format(persons=labels.number(record.persons)) if record.persons else ""
            item = QTreeWidgetItem([
                _day(one.at[:10]), translate("diachiso", kind) if kind else record.kind, recipient, rows,
                _day(record.expires_on),
            ])  # fmt: skip
            item.setToolTip(RECIPIENT, "\n".join(filter(None, (record.recipient, record.purpose, record.legal_basis))))
            item.setToolTip(ROWS, people)
            if people:
                item.setText(ROWS, f"{rows} *")
            if one in over:
                item.setForeground(4, QBrush(EXPIRED))
                item.setToolTip(4, translate("diachiso", "The time has run out: ask the recipient to delete the data."))
            item.setTextAlignment(3, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
            self.list.addTopLevelItem(item)
        text = translate("diachiso", "{count} shared data sets have run out: ask that they be deleted.")
        over_text = text.format(count=len(over)) if over else ""
        self.heading.say(over_text or (translate("diachiso", "What went out lately") if listed else ""))
        self.list.setVisible(bool(listed))
        fit_rows(self.list, SHOWN)

    def close_box(self) -> None:
        """Stop reading."""
        self._reader.cancel()
        self._shown = None


def _day(iso: str) -> str:
    day = QDate.fromString(iso[:10], Qt.DateFormat.ISODate)
    return labels.user_locale().toString(day, "dd/MM/yy") if day.isValid() else ""
