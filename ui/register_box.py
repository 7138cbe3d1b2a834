"""Which register is open: open, create, those opened lately, and its layers on the map."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from ..compat import translate
from ..publish.project.register_place import connections
from ..register.network_share import network_share
from ..register.postgres.driver import PREFIX
from . import labels
from .create_dialog import CreateDialog
from .desk import Desk
from .folders import ask_file, remember_folder
from .history import describe_apply
from .icons import icon
from .widgets import Note, ReasonButton, button_row


class RegisterBox(QWidget):
    """The head of the Overview page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registerBox")
        self.desk = desk
        self.title = Note("registerTitle", self, strong=True)
        self.place = Note("registerPlace", self)
        self.elsewhere = Note("registerElsewhere", self)
        self.out_button = ReasonButton(
            "registerCheckOut", translate("diachiso", "Check out communes…"),
            translate(
                "diachiso", "A register of its own for some communes on this computer; what was done there is checked "
                "in later",
            ),
        )  # fmt: skip
        self.out_button.setIcon(icon("export"))
        self.out_button.clicked.connect(lambda: self.desk.open_dialog("checkoutregister", {}))
        self.summary = Note("registerSummary", self)
        self.last_apply = Note("registerLastApply", self)
        self.waiting = Note("registerWaiting", self)
        self.open_button = ReasonButton("registerOpen", translate("diachiso", "Open…"))
        self.open_button.setIcon(icon("open_register"))
        self.create_button = ReasonButton("registerCreate", translate("diachiso", "Create…"))
        self.create_button.setIcon(icon("create_register"))
        self.server_button = ReasonButton(
            "registerServer", translate("diachiso", "On a server"),
            translate("diachiso", "Open a register on PostgreSQL: one of the connections of QGIS"),
        )  # fmt: skip
        self.server_button.setIcon(icon("server"))
        self.server_menu = QMenu(self.server_button)
        self.server_button.setMenu(self.server_menu)
        self.recent_button = ReasonButton("registerRecent", translate("diachiso", "Recent"))
        self.recent_menu = QMenu(self.recent_button)
        self.recent_button.setMenu(self.recent_menu)
        self.map_button = ReasonButton(
            "registerToMap",
            translate("diachiso", "Add to the map"),
            translate("diachiso", "Show the addresses by stage, with their codes at large scale"),
        )
        self.map_button.setIcon(icon("layers"))
        self.refresh_button = ReasonButton("registerRefresh", translate("diachiso", "Refresh"))
        self.refresh_button.setIcon(icon("refresh"))
        self.recent_title = Note("recentTitle", self)
        self.recent_list = QListWidget(self)
        self.recent_list.setObjectName("recentList")
        self.recent_list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.recent_list.setMaximumHeight(150)
        self.reason = Note("registerReason", self)

        self.open_button.clicked.connect(self.ask_open)
        self.create_button.clicked.connect(self.ask_create)
        self.server_menu.aboutToShow.connect(self._fill_server_menu)
        self.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        self.recent_list.itemActivated.connect(self._open_item)
        self.map_button.clicked.connect(self.add_to_map)
        self.refresh_button.clicked.connect(self.desk.session.refresh)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.place)
        layout.addWidget(button_row(self.open_button, self.server_button, self.create_button, self.recent_button))
        layout.addWidget(self.reason)
        layout.addWidget(self.recent_title)
        layout.addWidget(self.recent_list)
        layout.addWidget(self.elsewhere)
        layout.addWidget(button_row(self.out_button))
        layout.addWidget(self.summary)
        layout.addWidget(self.last_apply)
        layout.addWidget(self.waiting)
        layout.addWidget(button_row(self.map_button, self.refresh_button))

    # -- actions --------------------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Choose a register's file and open it."""
        kinds = translate("diachiso", "Address register (*.gpkg *.GPKG)")
        path = ask_file(self, translate("diachiso", "Open an address register"), kinds)
        if path:
            self.desk.session.open(path)

    def ask_create(self) -> None:
        """Ask what the new register is to hold, make it in the background, and open it."""
        dialog = CreateDialog(self.desk.roles, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self.create(dialog.parameters())

    def create(self, parameters: dict[str, Any]) -> None:
        """Make a register with these parameters of createregister, then open it."""
        path = str(parameters["OUTPUT"])

        def created(_results: dict[str, Any]) -> None:
            remember_folder(Path(path).parent)
            self.desk.session.open(path)
            text = translate("diachiso", "The register {file} is ready. Next: the blocks of codes.")
            self.desk.say_done(text.format(file=Path(path).name))

        title = translate("diachiso", "Creating the register")
        self.desk.run("createregister", parameters, title, created, writes=False)

    def add_to_map(self) -> None:
        """Put the register's layers on the map."""
        self.desk.add_layers()

    # -- state ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the register that is open now."""
        session, busy = self.desk.session, self.desk.jobs.reason_busy()
        overview = session.overview
        is_open = overview is not None
        for button in (self.open_button, self.server_button, self.create_button, self.recent_button):
            button.block(busy)
        if not busy and not connections():
            self.server_button.block(
                translate("diachiso", "QGIS has no PostgreSQL connection: make one in the browser panel.")
            )
        recent = session.recent()
        if not busy and not recent:
            self.recent_button.block(translate("diachiso", "No register has been opened on this computer yet."))
        self.recent_button.setVisible(is_open)
        self.map_button.setVisible(is_open)
        self.refresh_button.setVisible(is_open)
        self.recent_list.setVisible(not is_open and bool(recent))
        self.recent_title.say(translate("diachiso", "Opened lately:") if recent and not is_open else "")
        self.reason.say(busy)
        is_file = is_open and not session.on_server()
        share = network_share(Path(session.path).resolve()) if is_file else None
        self.out_button.setVisible(share is not None)
        self.out_button.block(busy)
        self.elsewhere.say(self._where_from(overview, share) if is_open else "")
        if not is_open:
            self._fill_recent_list(recent)
            self.title.say(translate("diachiso", "No register is open."))
            self.place.say(
                translate("diachiso", "Open the address register of your province, or create a new one.")
            )
            for note in (self.summary, self.last_apply, self.waiting):
                note.say("")
            return
        number = labels.number
        self.title.say(session.register if session.on_server() else Path(session.path).name)
        self.title.setToolTip(session.register)
        self.place.say(overview.meta.province or overview.meta.province_code)
        text = translate("diachiso", "{addresses} addresses · {codes} with a code, {provisional} of them provisional")
        self.summary.say(
            text.format(
                addresses=number(overview.addresses),
                codes=number(overview.with_code),
                provisional=number(overview.provisional),
            )
        )
        last = overview.last_apply
        self.last_apply.say(
            translate("diachiso", "Last apply: {what}").format(what=describe_apply(last)) if last is not None else ""
        )
        self.waiting.say(
            translate("diachiso", "Changes waiting to be synced: {count}").format(count=number(overview.edits_waiting))
            if overview.edits_waiting
            else ""
        )

    def _where_from(self, overview: Any, share: str | None) -> str:
        """That the register lies on a network drive, or is a check-out of another one."""
        if share is not None:
            text = translate(
                "diachiso", "This register lies on the network drive {share}: it is read there, not written. Check out "
                "the communes that you work on.",
            )  # fmt: skip
            return text.format(share=share)
        if self.desk.session.on_server():
            return self._told_of_server()
        if not overview.meta.checkout:
            return ""
        said = json.loads(overview.meta.checkout)
        communes = ", ".join(overview.communes.get(code, code) for code in said.get("communes", ()))
        text = translate(
            "diachiso", "This register is a check-out of {name} ({communes}). Bring it back with \"Many hands\" there."
        )
        return text.format(name=said.get("register_name", "?"), communes=communes)

    def _told_of_server(self) -> str:
        """That the server could not be asked; else that the tools are not this person's."""
        session = self.desk.session
        if session.unreachable:
            text = translate("diachiso", "What is shown is as it was when the server was last asked. {problem}")
            return text.format(problem=session.unreachable)
        return "" if session.is_keeper else self.desk.reason_no_register()

    def _fill_server_menu(self) -> None:
        self.server_menu.clear()
        for name in connections():
            action = self.server_menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, name=name: self.desk.session.open(PREFIX + name))

    def _fill_recent_list(self, recent: list[str]) -> None:
        self.recent_list.clear()
        for path in recent:
            item = QListWidgetItem(icon("open_register"), path)
            item.setToolTip(path)
            self.recent_list.addItem(item)

    def _open_item(self, item: QListWidgetItem) -> None:
        self.desk.session.open(item.text())

    def _fill_recent_menu(self) -> None:
        self.recent_menu.clear()
        for path in self.desk.session.recent():
            action = self.recent_menu.addAction(path)
            action.triggered.connect(lambda _checked=False, path=path: self.desk.session.open(path))
