"""Field work: a package for QField or a second computer, and what comes back of it."""
from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QWidget

from ..compat import translate
from . import labels
from .commune_combo import CommuneCombo
from .desk import Desk
from .folders import ask_folder
from .icons import icon
from .look_first import LookFirstStep
from .widgets import ReasonButton, button_row


class FieldStep(LookFirstStep):
    """Export by commune or by what the map shows; import a package: look, then write."""

    KIND = "field"
    ALGORITHM = "importfieldpackage"
    ICON = "open_land"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, translate("diachiso", "Field work"),
            translate("diachiso", "Open a package…"), translate("diachiso", "Take into the register"), parent,
        )  # fmt: skip

    def build_options(self) -> None:
        """Which addresses go along, and the export."""
        self.commune = CommuneCombo("fieldCommune", self)
        self.extent = QCheckBox(translate("diachiso", "Only what the map shows"), self)
        self.extent.setObjectName("fieldExtent")
        self.export_button = ReasonButton(
            "fieldExport",
            translate("diachiso", "Make a package…"),
            translate("diachiso", "A folder for QField: register, forms, map; people are not in it"),
        )
        self.export_button.setIcon(icon("export"))
        self.export_button.clicked.connect(self.ask_export)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "Co&mmune"), self.commune)
        form.addRow("", self.extent)
        self.body.addLayout(form)
        self.body.addWidget(button_row(self.export_button))

    def asked(self) -> dict[str, Any] | None:
        """The folder that came back."""
        folder = ask_folder(self, translate("diachiso", "Folder of the package"))
        return {"PACKAGE": folder} if folder else None

    def name_of(self, parameters: dict[str, Any]) -> str:
        """The package's folder."""
        return Path(str(parameters["PACKAGE"])).name

    def ask_export(self) -> None:
        """Ask where, then export."""
        folder = ask_folder(self, translate("diachiso", "Folder for the package"))
        if folder:
            self.export(folder)

    def export(self, folder: str) -> None:
        """Make a package in this folder: in itself where it is empty, else in a new one below it."""
        target = Path(folder)
        if any(target.iterdir()):
            target /= f"{self.desk.session.name()}_{datetime.now():%Y%m%d_%H%M}"

        def exported(results: dict[str, Any]) -> None:
            text = translate("diachiso", "The package with {count} addresses is in {folder}: copy it to the device.")
            text = text.format(count=labels.number(int(results["COUNT"])), folder=target)
            self.show_state(text)
            self.desk.say_done(text)

        run: dict[str, Any] = {
            **self.commune.parameter(), "REGISTER": self.desk.session.register, "OUTPUT": str(target),
        }  # fmt: skip
        if self.extent.isChecked():
            run["EXTENT"] = self._map_extent()
        self.desk.run("exportfieldpackage", run, translate("diachiso", "Making a field package"), exported)

    def refresh(self) -> None:
        """Allow what can be done now."""
        self.commune.offer(self.desk.session.overview)
        self.export_button.block(self.desk.reason_no_register())
        super().refresh()

    def _map_extent(self) -> str:
        settings = self.desk.iface.mapCanvas().mapSettings()
        box = settings.visibleExtent()
        numbers = (box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum())
        return ",".join(repr(number) for number in numbers) + f" [{settings.destinationCrs().authid()}]"
