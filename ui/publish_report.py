"""The report of the month: its files into a folder, the land layers' totals, the files of communes put together."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from ..compat import translate
from ..core.errors import DiachisoError
from ..core.report_period import parse_period
from ..core.report_profile import load_report_profile
from . import labels
from .desk import Desk
from .folders import ask_folder
from .widgets import Step, action_button, button_row

LAYERS = {"building": "BUILDINGS", "parcel": "PARCELS"}


class ReportBox(Step):
    """A month, whether the land layers give the totals, and a folder."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("reportBox", 0, translate("diachiso", "Report of the month"), parent)
        self.desk = desk
        self.month = QLineEdit(self)
        self.month.setObjectName("reportMonth")
        self.month.setPlaceholderText(f"{date.today():%m/%Y}")
        self.month.setToolTip(translate("diachiso", "Like 2026-11 or 11/2026; this month if empty."))
        self.land = QCheckBox(translate("diachiso", "&Totals from the land layers"), self)
        self.land.setObjectName("reportLand")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Month"), self.month)
        form.addRow(self.land)
        self.body.addLayout(form)
        self.write_button = action_button(
            "reportWrite", translate("diachiso", "Write the report…"),
            translate("diachiso", "XLSX, ODT, PDF and the letters to late communes, into a folder"), self.ask_write,
        )  # fmt: skip
        self.merge_button = action_button(
            "reportMerge", translate("diachiso", "Put files of communes together…"),
            translate("diachiso", "One report out of the XLSX files that several communes wrote"), self.open_merge,
        )  # fmt: skip
        self.more_button = action_button(
            "reportMore", translate("diachiso", "More choices…"),
            translate("diachiso", "Own profile and template, map applications, language, single files"),
            lambda: self.desk.open_dialog("progressreport", {}),
        )  # fmt: skip
        self.body.addWidget(button_row(self.write_button, self.merge_button, self.more_button))

    def refresh(self) -> None:
        """What can be done now; the land layers are offered where there are any."""
        reason = self.desk.reason_no_register()
        for button in (self.write_button, self.merge_button, self.more_button):
            button.block(reason)
        layers = [layer for layer in map(self.desk.roles.layer, LAYERS) if layer is not None]
        if self.land.isEnabled() != bool(layers):
            self.land.setChecked(bool(layers))
        self.land.setEnabled(bool(layers))
        names = ", ".join(layer.name() for layer in layers)
        text = translate("diachiso", "Objects without an address count, too: {layers}")
        nothing = translate("diachiso", "No layer of buildings or parcels is open.")
        self.land.setToolTip(text.format(layers=names) if layers else nothing)

    def close_box(self) -> None:
        """Nothing runs here by itself."""

    def ask_write(self) -> None:
        """Ask for the folder, then write the report."""
        folder = ask_folder(self, translate("diachiso", "Folder for the report"))
        if folder:
            self.write_report(folder)

    def write_report(self, folder: str) -> None:
        """Write all files of the month into this folder."""
        try:
            day = load_report_profile(None, self.desk.session.path).period_day
            period = str(parse_period(self.month.text(), date.today(), day))
        except DiachisoError as error:
            self.desk.say_error(error.localized(translate))
            return
        place = Path(folder)
        run: dict[str, Any] = {
            "REGISTER": self.desk.session.register, "PERIOD": period,
            "OUTPUT_LETTERS": str(place / f"cong_van_{period}"),
            **{name: str(place / f"bao_cao_{period}.{ending}") for name, ending in
               (("OUTPUT_TABLE", "xlsx"), ("OUTPUT_DOCUMENT", "odt"), ("OUTPUT_PDF", "pdf"))},
        }  # fmt: skip
        if self.land.isChecked():
            run.update(self._layers())

        def written(results: dict[str, Any]) -> None:
            text = translate(
                "diachiso", "The report of {period} is in {folder}: {met} of {targets} targets met, {late} letters."
            )
            said = text.format(
                period=period, folder=folder, met=results["TARGETS_MET"], targets=results["TARGETS"],
                late=labels.number(int(results["LATE"])),
            )  # fmt: skip
            self.show_state(said)
            self.desk.say_done(said)

        self.desk.run("progressreport", run, translate("diachiso", "Writing the report of the month"), written)

    def open_merge(self) -> None:
        """Open the algorithm's own dialog, where files are chosen."""
        self.desk.open_dialog("consolidatereports", {})

    def _layers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for role, name in LAYERS.items():
            layer = self.desk.roles.layer(role)
            if layer is None:
                continue
            found[name] = layer.id()
            fields = {"id": "ID_FIELD", "object_class": "CLASS_FIELD"} if role == "building" else {
                "id": "PARCEL_ID_FIELD"}  # fmt: skip
            found.update({key: value for key, value in self.desk.roles.field_parameters(role, fields).items() if value})
        return found
