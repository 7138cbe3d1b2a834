"""Notices on the page Publish: letters, the bag of a settlement, results that come back."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtWidgets import QFormLayout, QLineEdit, QWidget

from ..compat import translate
from . import labels
from .commune_combo import CommuneCombo
from .desk import Desk
from .folders import ask_folder
from .widgets import Note, Step, action_button, button_row

LETTERS = "thong_bao.pdf"


class NoticesBox(Step):
    """Where, and what is made; the results are scanned into the algorithm's dialog."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("noticesBox", 0, translate("diachiso", "Notices"), parent)
        self.desk = desk
        self.commune = CommuneCombo("noticesCommune", self)
        self.settlement = QLineEdit(self)
        self.settlement.setObjectName("noticesSettlement")
        self.settlement.setPlaceholderText(translate("diachiso", "all settlements"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "Co&mmune"), self.commune)
        form.addRow(translate("diachiso", "&Settlement"), self.settlement)
        self.body.addLayout(form)
        self.letters_button = action_button(
            "noticesLetters", translate("diachiso", "Letters…"),
            translate("diachiso", "One letter per recipient, in one PDF and in one per settlement"), self.ask_letters,
        )  # fmt: skip
        self.bag_button = action_button(
            "noticesBag", translate("diachiso", "Handover bag…"),
            translate("diachiso", "Map, slips and list to sign for the head of the settlement"), self.ask_bag,
        )  # fmt: skip
        self.list_button = action_button(
            "noticesList", translate("diachiso", "Messages, e-mail, post…"),
            translate("diachiso", "A list with only the fields that the channel needs"), self.open_list,
        )  # fmt: skip
        self.results_button = action_button(
            "noticesResults", translate("diachiso", "Results…"),
            translate("diachiso", "Scan the codes of the list that was signed, or read a table"),
            lambda: self.desk.open_dialog("noticeresults", {}),
        )  # fmt: skip
        buttons = (self.letters_button, self.bag_button, self.list_button, self.results_button)
        self.body.addWidget(button_row(*buttons))
        self._buttons = buttons
        self.reason = Note("noticesReason", self)
        self.body.addWidget(self.reason)
        self.settlement.textChanged.connect(self.refresh)

    def where(self) -> dict[str, Any]:
        """COMMUNE and SETTLEMENT as they are chosen."""
        return {"COMMUNE": self.commune.currentData() or "", "SETTLEMENT": self.settlement.text().strip()}

    def ask_letters(self) -> None:
        """Ask for the folder, then make the letters."""
        folder = ask_folder(self, translate("diachiso", "Folder for the letters"))
        if folder:
            files = {"OUTPUT": str(Path(folder) / LETTERS), "FOLDER": folder}
            self.run("printnotices", {**self.where(), **files}, folder, translate("diachiso", "Writing letters"))

    def ask_bag(self) -> None:
        """Ask for the folder, then make the bag."""
        folder = ask_folder(self, translate("diachiso", "Folder for the bag"))
        if folder:
            title = translate("diachiso", "Making the handover bag")
            self.run("handoverkit", {**self.where(), "OUTPUT": folder}, folder, title)

    def open_list(self) -> None:
        """Channel and file are asked for in the algorithm's own dialog."""
        self.desk.open_dialog("printnotices", {**self.where(), "CHANNEL": 2})

    def run(self, algorithm: str, parameters: dict[str, Any], folder: str, title: str) -> None:
        """Run one of the algorithms and say what was made."""

        def done(results: dict[str, Any]) -> None:
            text = translate("diachiso", "{count} recipients of {addresses} addresses: the files are in {folder}.")
            count, addresses = (labels.number(int(results[name])) for name in ("COUNT", "ADDRESSES"))
            said = text.format(count=count, addresses=addresses, folder=folder)
            self.show_state(said)
            self.desk.say_done(said)

        self.desk.run(algorithm, {"REGISTER": self.desk.session.register, **parameters}, title, done)

    def refresh(self) -> None:
        """Allow what can be done now."""
        reason = self.desk.reason_no_register()
        for button in self._buttons:
            button.block(reason)
        if not reason and not self.settlement.text().strip():
            self.bag_button.block(translate("diachiso", "Write the name of the settlement first."))
        overview = self.desk.session.overview
        self.commune.offer(overview)

    def close_box(self) -> None:
        """Nothing goes on in the background."""
