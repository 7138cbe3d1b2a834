"""Old provinces, districts and communes: what becomes of each record, the report by communes, then written."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsMarkerSymbol,
    QgsProject,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from .desk import Desk
from .icons import icon
from .look_first import LookFirstStep
from .register_layers import register_group
from .report_dialog import ReportDialog
from .result_table import arrange, show_words
from .widgets import ReasonButton, button_row

REPORT_FILE = "report.html"
# What is for a person comes first.
STATUS = {
    "conflict": QT_TRANSLATE_NOOP("diachiso", "To be decided: position and units contradict each other"),
    "ambiguous": QT_TRANSLATE_NOOP("diachiso", "To be decided: several candidates"),
    "unknown": QT_TRANSLATE_NOOP("diachiso", "Not recognised"),
    "converted": QT_TRANSLATE_NOOP("diachiso", "Converted"),
    "renamed": QT_TRANSLATE_NOOP("diachiso", "New name of the same unit"),
    "same": QT_TRANSLATE_NOOP("diachiso", "Right already"),
}
COLOURS = {
    "conflict": "#d55e00", "ambiguous": "#e6ab02", "unknown": "#a50026", "converted": "#009e73",
    "renamed": "#0072b2", "same": "#8c8c8c",
}  # fmt: skip
TITLES = {
    "code": QT_TRANSLATE_NOOP("diachiso", "Code"),
    "address_text": QT_TRANSLATE_NOOP("diachiso", "Address"),
    "unit_status": QT_TRANSLATE_NOOP("diachiso", "Status"),
    "new_commune": QT_TRANSLATE_NOOP("diachiso", "New commune"),
    "new_district": QT_TRANSLATE_NOOP("diachiso", "New district"),
    "new_province": QT_TRANSLATE_NOOP("diachiso", "New province"),
    "unit_candidates": QT_TRANSLATE_NOOP("diachiso", "Candidates"),
    "decision_code": QT_TRANSLATE_NOOP("diachiso", "Code of the commune chosen"),
    "decision": QT_TRANSLATE_NOOP("diachiso", "Decision"),
    "unit_reason_text": QT_TRANSLATE_NOOP("diachiso", "Reason"),
}
WIDTHS = {"code": 110, "address_text": 260, "unit_status": 150, "new_commune": 150, "new_province": 130,
          "unit_candidates": 260, "decision_code": 150, "unit_reason_text": 360}  # fmt: skip


class ConvertStep(LookFirstStep):
    """The records of the register; a table of one's own through the algorithm's dialog."""

    KIND = "convert"
    ALGORITHM = "convertunits"
    ICON = "convert"
    WRITTEN = ("CONVERTED", "RENAMED", "AMBIGUOUS", "CONFLICT")  # the last two may be decided

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._report = ""
        super().__init__(
            desk, translate("diachiso", "Old provinces, districts, communes"),
            translate("diachiso", "Look at the records"), translate("diachiso", "Write the new units"), parent,
        )  # fmt: skip
        self.report_button = ReasonButton(
            "convertReport", translate("diachiso", "Report by communes"),
            translate("diachiso", "What became of the records of each former commune"),
        )  # fmt: skip
        self.report_button.setIcon(icon("overview"))
        self.report_button.clicked.connect(self.show_report)
        self.table_button = ReasonButton(
            "convertTable", translate("diachiso", "A table of one's own…"),
            translate("diachiso", "Any layer or table; its copy gets the new units as further columns"),
        )  # fmt: skip
        self.table_button.clicked.connect(lambda: desk.open_dialog("convertunits", {}))
        self.body.insertWidget(self.body.indexOf(self.found), button_row(self.report_button, self.table_button))

    def build_options(self) -> None:
        """The day whose units are wanted."""
        self.day = QLineEdit(self)
        self.day.setObjectName("convertDay")
        self.day.setPlaceholderText(translate("diachiso", "today; or 1/7/2025, 30/4/2026"))
        self.day.setToolTip(translate("diachiso", "A day before 1/7/2025 leads back to the three levels."))
        self.day.textChanged.connect(lambda _text: self._edit())
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "Units of the &day"), self.day)
        self.protected = QCheckBox(translate("diachiso", "Also what the registry has"), self)
        self.protected.setObjectName("convertProtected")
        self.protected.setToolTip(translate("diachiso", "Also records that were submitted, verified or issued."))
        self.protected.toggled.connect(lambda _on: self._edit())
        form.addRow("", self.protected)
        self.body.addLayout(form)

    def asked(self) -> dict[str, Any] | None:
        """The day, and whether what the registry has is converted, too."""
        day = {"DATE": self.day.text().strip()} if self.day.text().strip() else {}
        return {**day, "PROTECTED": True} if self.protected.isChecked() else day

    def name_of(self, parameters: dict[str, Any]) -> str:
        """What is converted."""
        return translate("diachiso", "Old provinces, districts, communes")

    def more_outputs(self, folder: Path) -> dict[str, Any]:
        """The report by communes."""
        self._report = str(folder / REPORT_FILE)
        return {"OUTPUT_HTML": self._report}

    def add_layer(self, results: dict[str, Any], title: str, register: str) -> QgsVectorLayer | None:
        """The records on the map, coloured by what becomes of them."""
        layer = QgsVectorLayer(str(results["OUTPUT"]), translate("diachiso", "Records and their new units"), "ogr")
        if not layer.isValid() or not layer.featureCount():
            return None
        categories = []
        for status, text in STATUS.items():
            symbol = QgsMarkerSymbol.createSimple(
                {"name": "circle", "color": COLOURS[status], "size": "2.4", "outline_color": "#ffffff"}
            )
            categories.append(QgsRendererCategory(status, symbol, translate("diachiso", text)))
        layer.setRenderer(QgsCategorizedSymbolRenderer("unit_status", categories))
        arrange(layer, TITLES, WIDTHS, ("decision", "decision_code"))
        show_words(layer, "unit_status", {status: translate("diachiso", text) for status, text in STATUS.items()})
        decisions = {"": translate("diachiso", "As planned"), "exclude": translate("diachiso", "Excluded")}
        show_words(layer, "decision", decisions)
        QgsProject.instance().addMapLayer(layer, False)
        register_group(register, QgsProject.instance()).insertLayer(0, layer)
        return layer

    def before_write(self, parameters: dict[str, Any]) -> dict[str, Any] | None:
        """With the communes that a person has chosen among candidates."""
        layer = self.layer()
        if layer is None:
            return parameters
        if layer.isEditable() and not layer.commitChanges():
            self.desk.say_error("\n".join(layer.commitErrors()))
            return None
        return {**parameters, "REVIEWED_PLAN": layer.id()}

    def show_report(self) -> None:
        """Open the report in a window of its own."""
        title = translate("diachiso", "Report by communes")
        dialog = ReportDialog("convertReportDialog", title, self._report, self.desk.iface.mainWindow())
        dialog.show()

    def refresh(self) -> None:
        """Allow what can be done now."""
        super().refresh()
        there = bool(self._report) and Path(self._report).is_file()
        self.report_button.block("" if there else translate("diachiso", "Look at the records first."))
        self.report_button.setVisible(there)
        self.table_button.block("")

    def forget(self) -> None:
        """Another register or another day."""
        self._report = ""
        super().forget()

    def _edit(self) -> None:
        self.forget()
        self.refresh()
