"""Sheets that communes fill in: made here, and taken back through their differences."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtWidgets import QFormLayout, QWidget

from ..compat import translate
from . import labels
from .commune_combo import CommuneCombo
from .desk import Desk
from .folders import ask_file, ask_folder
from .icons import icon
from .look_first import LookFirstStep
from .widgets import ReasonButton, button_row


class SheetsStep(LookFirstStep):
    """Export by commune; import a filled sheet: look, then write."""

    KIND = "sheets"
    ALGORITHM = "importcollected"
    ICON = "open_land"
    WRITTEN = ("ADDED", "CHANGED")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, translate("diachiso", "Sheets for the communes"),
            translate("diachiso", "Open a filled sheet…"), translate("diachiso", "Take into the register"), parent,
        )  # fmt: skip

    def build_options(self) -> None:
        """Which commune, and the export."""
        self.commune = CommuneCombo("sheetsCommune", self)
        self.export_button = ReasonButton(
            "sheetsExport",
            translate("diachiso", "Export sheets…"),
            translate("diachiso", "An Excel file per commune with lists to choose from; people are never in it"),
        )
        self.export_button.setIcon(icon("export"))
        self.export_button.clicked.connect(self.ask_export)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "Co&mmune"), self.commune)
        self.body.addLayout(form)
        self.body.addWidget(button_row(self.export_button))

    def asked(self) -> dict[str, Any] | None:
        """The filled sheet."""
        kinds = translate("diachiso", "Tables (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.XLSX *.CSV)")
        path = ask_file(self, translate("diachiso", "Open a filled sheet"), kinds)
        return {"INPUT": path} if path else None

    def name_of(self, parameters: dict[str, Any]) -> str:
        """The sheet's file."""
        return Path(str(parameters["INPUT"])).name

    def ask_export(self) -> None:
        """Ask for the folder, then export."""
        folder = ask_folder(self, translate("diachiso", "Folder for the sheets"))
        if folder:
            self.export(folder)

    def export(self, folder: str) -> None:
        """Write the sheets into this folder."""

        def exported(results: dict[str, Any]) -> None:
            text = translate("diachiso", "{files} sheets with {count} addresses are in {folder}.")
            text = text.format(
                files=labels.number(int(results["FILES"])), count=labels.number(int(results["COUNT"])), folder=folder
            )
            self.show_state(text)
            self.desk.say_done(text)

        run = {**self.commune.parameter(), "REGISTER": self.desk.session.register, "OUTPUT": folder}
        self.desk.run("exportsheet", run, translate("diachiso", "Exporting sheets"), exported)

    def refresh(self) -> None:
        """Allow what can be done now."""
        overview = self.desk.session.overview
        self.commune.offer(overview)
        empty = overview is not None and not overview.addresses
        none = translate("diachiso", "The register has no addresses yet: assign codes first.") if empty else ""
        self.export_button.block(self.desk.reason_no_register() or none)
        super().refresh()
