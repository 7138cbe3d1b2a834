"""Which registry, and with which account: an id of QGIS's own store of logins, never a secret; and a test of both."""
from __future__ import annotations

from typing import Any, Callable, Optional
from urllib.parse import urlsplit

from qgis.core import QgsApplication, QgsSettings
from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from ..compat import translate
from ..sync.adapters.base import Capabilities
from ..sync.adapters.ogc import OgcAdapter
from ..sync.qgis_transport import qgis_transport
from .background import Reader
from .desk import Desk
from .icons import icon
from .reserve_dialog import ReserveDialog
from .sync_personal import personal_words
from .sync_words import level_text, pause_text
from .widgets import Note, ReasonButton, Step, button_row

SETTINGS = "diachiso/registries"  # by register: an account belongs to this QGIS profile, not to the file
_THIS_COMPUTER = frozenset(("localhost", "127.0.0.1", "::1"))


class RegistryBox(Step):
    """Address and account of the registry of the open register."""

    changed = pyqtSignal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("syncRegistry", 0, translate("diachiso", "Registry and account"), parent)
        self.setSaveCollapsedState(False)
        self.desk = desk
        self._register_id = ""
        self._reader = Reader()
        self.url = QLineEdit(self)
        self.url.setObjectName("syncUrl")
        self.url.setPlaceholderText("https://")
        self.account = QgsAuthConfigSelect(self)
        self.account.setObjectName("syncAccount")
        self.test_button = ReasonButton(
            "syncTest", translate("diachiso", "Test the connection"),
            translate("diachiso", "Asks the registry who we are and what it can do; sends nothing of the register"),
        )  # fmt: skip
        self.test_button.setIcon(icon("check"))
        self.reserve_button = ReasonButton(
            "syncReserve", translate("diachiso", "Reserve codes…"),
            translate("diachiso", "Has the registry reserve a block of numbers for a commune, and enters it"),
        )  # fmt: skip
        self.reserve_button.setIcon(icon("add_block"))
        self.result, self.reason = Note("syncTestResult", self), Note("syncRegistryReason", self)
        self.people = Note("syncPeople", self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(translate("diachiso", "&Address"), self.url)
        form.addRow(translate("diachiso", "Acc&ount"), self.account)
        self.body.addLayout(form)
        self.body.addWidget(button_row(self.test_button, self.reserve_button))
        self.body.addWidget(self.result)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.people)
        self.body.addStretch(1)
        self.collapsedStateChanged.connect(lambda _collapsed: self.refresh())
        self.url.editingFinished.connect(self._keep)
        self.url.textChanged.connect(lambda _text: self.changed.emit())
        self.account.selectedConfigIdChanged.connect(lambda _id: self._keep())
        self.test_button.clicked.connect(lambda _checked=False: self.test())
        self.reserve_button.clicked.connect(lambda _checked=False: self.ask_reserve())

    def address(self) -> str:
        """The registry's URL without a slash at its end."""
        return self.url.text().strip().rstrip("/")

    def reason_not_set(self) -> str:
        """Why the registry cannot be spoken to; empty where it can."""
        return wrong_address(self.address())

    def parameters(self) -> dict[str, Any]:
        """What syncregister needs of this."""
        return {"REGISTRY": self.address(), "AUTHCFG": self.account.configId()}

    def show_register(self, register_id: str, used_before: str = "") -> None:
        """Show what was set for this register; where nothing was, the address that it was last synced with."""
        if register_id == self._register_id:
            if used_before and not self.address():
                self.url.setText(used_before)
            return
        self._register_id = register_id
        self._reader.cancel()
        stored = QgsSettings()
        for widget in (self.url, self.account):
            widget.blockSignals(True)
        self.url.setText(str(stored.value(self._key("url"), "") or used_before) if register_id else "")
        self.account.setConfigId(str(stored.value(self._key("authcfg"), "")) if register_id else "")
        for widget in (self.url, self.account):
            widget.blockSignals(False)
        self.result.say("")
        self.show_state("")
        self.setCollapsed(bool(self.address()))
        self.refresh()

    def told_of_people(self) -> tuple[bool, str]:
        """Whether anything of people may go to this registry, and the sentence that says what."""
        overview = self.desk.session.overview
        profile = overview.meta.profile if overview is not None else None
        return personal_words(self.desk.session.path, profile, self.address())

    def unlock(self) -> bool:
        """Ask for the master password now, in the main thread, if the account needs it; False where it stays locked."""
        if not self.account.configId():
            return True
        return bool(QgsApplication.authManager().setMasterPassword(True))

    def test(self) -> None:
        """Ask the registry; the answer stands below the button."""
        if self.reason_not_set() or not self.unlock():
            return
        url, authcfg = self.address(), self.account.configId()
        self.result.say(translate("diachiso", "Asking the registry…"))
        self.test_button.block(translate("diachiso", "The registry is being asked."))
        self._reader.start(
            translate("diachiso", "Testing the connection"),
            lambda task: ask_registry(url, authcfg, task.isCanceled), self._tested, self._failed,
        )  # fmt: skip

    def ask_reserve(self) -> None:
        """Ask for which commune and how many, then have the numbers reserved."""
        overview = self.desk.session.overview
        dialog = ReserveDialog(overview, self)
        if overview is not None and dialog.exec() == QDialog.DialogCode.Accepted and self.unlock():
            self.reserve(dialog.parameters())

    def reserve(self, parameters: dict[str, Any]) -> None:
        """Have a block reserved, with these parameters of reserveblock."""

        def reserved(results: dict[str, Any]) -> None:
            text = translate("diachiso", "Reserved and entered: {blocks}.").format(blocks=results.get("ADDED"))
            if not results.get("BLOCKS"):
                text = translate("diachiso", "The block was entered before; nothing had to be done.")
            self.result.say(text)
            self.desk.say_done(text)

        self.result.say("")
        run = {**parameters, **self.parameters(), "REGISTER": self.desk.session.register}
        self.desk.run("reserveblock", run, translate("diachiso", "Reserving codes"), reserved)

    def is_reading(self) -> bool:
        """Whether the registry is being asked."""
        return self._reader.is_reading()

    def refresh(self) -> None:
        """Allow what can be done now."""
        no_register = self.desk.reason_no_register()
        reason = no_register or self.reason_not_set()
        asking = translate("diachiso", "The registry is being asked.") if self.is_reading() else ""
        self.test_button.block(reason or asking)
        self.reserve_button.block(reason or asking)
        self.reason.say("" if no_register else reason or open_to_readers(self.address()))
        # A note that speaks in a collapsed box would show itself.
        self.people.say("" if reason or self.isCollapsed() else self.told_of_people()[1])

    def stop(self) -> None:
        """Stop asking (the page goes away)."""
        self._reader.cancel()

    def _tested(self, found: Capabilities) -> None:
        works = found.pause is None
        lines = [pause_text(found.pause.value if found.pause is not None else "")]
        if works:
            lines = [translate("diachiso", "Connected."), level_text(found.level)]
        if works and found.account:
            text = translate("diachiso", "Account: {account} ({roles})")
            lines.append(text.format(account=found.account, roles=", ".join(found.roles) or "–"))
        if works and self.told_of_people()[0] and not found.people:
            lines.append(translate("diachiso", "It does not take personal data: none is sent."))
        if found.problem is not None:
            lines.append(found.problem.detail or found.problem.title)
        self.result.say("\n".join(filter(None, lines)))
        self.show_state("", done=works)
        self.refresh()

    def _failed(self, text: str) -> None:
        self.result.say(text)
        self.refresh()

    def _keep(self) -> None:
        if self._register_id:
            QgsSettings().setValue(self._key("url"), self.address())
            QgsSettings().setValue(self._key("authcfg"), self.account.configId())
        self.result.say("")
        self.show_state("")
        self.refresh()
        self.changed.emit()

    def _key(self, name: str) -> str:
        return f"{SETTINGS}/{self._register_id}/{name}"


def ask_registry(url: str, authcfg: str, cancelled: Callable[[], bool]) -> Capabilities:
    """What the registry says of itself and of the account, in a thread; nothing of the register is sent."""
    return OgcAdapter(url, ()).capabilities(qgis_transport(authcfg, cancelled))


def wrong_address(url: str) -> str:
    """What is wrong with a registry's address; empty where nothing is."""
    if not url:
        return translate("diachiso", "Enter the registry's address first.")
    try:
        parts = urlsplit(url)
        port: Optional[int] = parts.port
    except ValueError:
        return translate("diachiso", "This is no web address: it begins with https://.")
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        return translate("diachiso", "This is no web address: it begins with https://.")
    if parts.username or parts.password or parts.query:
        return translate("diachiso", "Take user name, password and token out of the address: choose an account.")
    return ""


def open_to_readers(url: str) -> str:
    """A warning where what is sent can be read on the way; empty otherwise."""
    if url.lower().startswith("http://") and urlsplit(url).hostname not in _THIS_COMPUTER:
        return translate("diachiso", "With http:// the account can be read on the way: use https:// where you can.")
    return ""
