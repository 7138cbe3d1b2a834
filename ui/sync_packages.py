"""Sync without a network: a signed package goes out as a file, its receipt comes back as one."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsSettings
from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QWidget

from ..compat import translate
from ..sync.packages.sheet_rows import RECIPIENT_WORDS, Recipient
from . import labels
from .commune_combo import CommuneCombo
from .desk import Desk
from .folders import ask_file, last_folder, remember_folder
from .icons import icon
from .look_first import LookFirstStep
from .sync_registry import SETTINGS
from .widgets import ReasonButton, button_row

SHOWN = 5  # records held back that exportpackage names


class PackagesStep(LookFirstStep):
    """Export a package; import its receipt: look, then write."""

    KIND = "packages"
    ALGORITHM = "importreceipt"
    ICON = "open_land"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._register_id = ""
        super().__init__(
            desk, translate("diachiso", "Packages (without a network)"),
            translate("diachiso", "Open a receipt…"), translate("diachiso", "Take into the register"), parent,
        )  # fmt: skip
        self.body.addStretch(1)
        self.setSaveCollapsedState(False)
        self.setCollapsed(True)

    def build_options(self) -> None:
        """For whom the sheets are, the key, and the export."""
        self.commune = CommuneCombo("packagesCommune", self)
        self.key = QgsAuthConfigSelect(self)
        self.key.setObjectName("packagesKey")
        self.key.setToolTip(translate("diachiso", "The login whose password is the key shared with the registry"))
        self.key.selectedConfigIdChanged.connect(lambda _id: self._keep())
        self.recipients = {r: QCheckBox(translate("diachiso", RECIPIENT_WORDS[r]), self) for r in Recipient}
        for recipient, box in self.recipients.items():
            box.setObjectName(f"packagesFor_{recipient.value}")
            box.setChecked(recipient is Recipient.POST)
        self.submit = QCheckBox(translate("diachiso", "&Submit what is created and complete"), self)
        self.submit.setObjectName("packagesSubmit")
        self.export_button = ReasonButton(
            "packagesExport", translate("diachiso", "Export a package…"),
            translate(
                "diachiso",
                "What has changed, signed, and an Excel file per commune and recipient to fill in; no people in it",
            ),
        )  # fmt: skip
        self.export_button.setIcon(icon("export"))
        self.export_button.clicked.connect(lambda _checked=False: self.ask_export())
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(translate("diachiso", "Co&mmune"), self.commune)
        form.addRow(translate("diachiso", "&Key"), self.key)
        form.addRow(translate("diachiso", "Sheets for"), button_row(*self.recipients.values()))
        self.body.addLayout(form)
        self.body.addWidget(self.submit)
        self.body.addWidget(button_row(self.export_button))

    def show_register(self, register_id: str) -> None:
        """Choose the key that was chosen for this register."""
        if register_id != self._register_id:
            self._register_id = register_id
            self.key.blockSignals(True)
            self.key.setConfigId(str(QgsSettings().value(self._setting(), "")) if register_id else "")
            self.key.blockSignals(False)

    def asked(self) -> dict[str, Any] | None:
        """The receipt, or the sheet that was filled in."""
        kinds = translate("diachiso", "Receipts and sheets (*.zip *.xlsx *.xlsm *.xls *.ods *.csv *.txt)")
        path = ask_file(self, translate("diachiso", "Open a receipt"), kinds)
        return {"RECEIPT": path, "KEY": self.key.configId()} if path else None

    def name_of(self, parameters: dict[str, Any]) -> str:
        """The receipt's file."""
        return Path(str(parameters["RECEIPT"])).name

    def ask_export(self) -> None:
        """Ask for the file, then export."""
        title, kinds = translate("diachiso", "Package"), translate("diachiso", "Packages (*.zip)")
        name = translate("diachiso", "Package {name}").format(name=self.desk.session.name())
        path, _kind = QFileDialog.getSaveFileName(self, title, str(Path(last_folder()) / f"{name}.zip"), kinds)
        if path:
            remember_folder(Path(path).parent)
            self.export(path if path.lower().endswith(".zip") else f"{path}.zip")

    def export(self, path: str) -> None:
        """Write the package with its sheets into this file."""

        def exported(results: dict[str, Any]) -> None:
            count, held = int(results.get("COUNT") or 0), int(results.get("REFUSED") or 0)
            text = translate("diachiso", "No edits are ready to leave: no package was made.")
            if results.get("PACKAGE"):
                text = translate("diachiso", "Package {number} with {count} records: {path}").format(
                    number=results.get("NUMBER"), count=labels.number(count), path=path
                )
            # What holds a record back may be known to this export alone, so it is said here.
            self.show_state("\n".join([text, *(self.desk.jobs.warnings[-1 - min(held, SHOWN):] if held else ())]))
            self.desk.say_done(text)

        every = list(Recipient)
        run = {
            "REGISTER": self.desk.session.register, "PACKAGE": path, "KEY": self.key.configId(),
            "COMMUNES": str(self.commune.currentData() or ""), "SUBMIT": self.submit.isChecked(),
            "RECIPIENT": [every.index(r) for r, box in self.recipients.items() if box.isChecked()],
        }  # fmt: skip
        self.desk.run("exportpackage", run, translate("diachiso", "Exporting a package"), exported)

    def refresh(self) -> None:
        """Allow what can be done now."""
        super().refresh()
        self.commune.offer(self.desk.session.overview)
        self.export_button.block(self.desk.reason_no_register())

    def _keep(self) -> None:
        if self._register_id:
            QgsSettings().setValue(self._setting(), self.key.configId())

    def _setting(self) -> str:
        return f"{SETTINGS}/{self._register_id}/key"
