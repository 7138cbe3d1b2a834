"""Sync without a network: a signed package goes out as a file, its receipt comes back as one."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtWidgets import QWidget

from ..compat import translate
from . import labels
from .desk import Desk
from .folders import ask_file, ask_folder
from .icons import icon
from .look_first import LookFirstStep
from .widgets import ReasonButton, button_row


class PackagesStep(LookFirstStep):
    """Export a package; import its receipt: look, then write."""

    KIND = "packages"
    ALGORITHM = "importreceipt"
    ICON = "open_land"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, translate("diachiso", "Packages (without a network)"),
            translate("diachiso", "Open a receipt…"), translate("diachiso", "Take into the register"), parent,
        )  # fmt: skip
        self.setSaveCollapsedState(False)
        self.setCollapsed(True)

    def build_options(self) -> None:
        """The export."""
        self.export_button = ReasonButton(
            "packagesExport", translate("diachiso", "Export a package…"),
            translate(
                "diachiso",
                "What has changed, signed, and an Excel file per commune and recipient to fill in; no people in it",
            ),
        )  # fmt: skip
        self.export_button.setIcon(icon("export"))
        self.export_button.clicked.connect(self.ask_export)
        self.body.addWidget(button_row(self.export_button))

    def asked(self) -> dict[str, Any] | None:
        """The receipt, or the sheet that was filled in."""
        kinds = translate("diachiso", "Receipts and filled sheets (*.zip *.xlsx *.json *.ZIP *.XLSX)")
        path = ask_file(self, translate("diachiso", "Open a receipt"), kinds)
        return {"INPUT": path} if path else None

    def name_of(self, parameters: dict[str, Any]) -> str:
        """The receipt's file."""
        return Path(str(parameters["INPUT"])).name

    def ask_export(self) -> None:
        """Ask for the folder, then export."""
        folder = ask_folder(self, translate("diachiso", "Folder for the package"))
        if folder:
            self.export(folder)

    def export(self, folder: str) -> None:
        """Write the package and its sheets into this folder."""

        def exported(results: dict[str, Any]) -> None:
            text = translate("diachiso", "A package of {count} records is in {folder}.")
            text = text.format(count=labels.number(int(results.get("COUNT") or 0)), folder=folder)
            self.show_state(text)
            self.desk.say_done(text)

        run = {"REGISTER": self.desk.session.path, "OUTPUT": folder}
        self.desk.run("exportpackage", run, translate("diachiso", "Exporting a package"), exported)

    def refresh(self) -> None:
        """Allow what can be done now."""
        super().refresh()
        self.export_button.block(self.desk.reason_no_register())
