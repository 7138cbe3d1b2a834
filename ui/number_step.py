"""House numbers: proposed along the streets, looked at on the map with their reasons, then written."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ..compat import translate
from ..core.house_numbers.rules import rule_titles
from . import labels
from .desk import Desk
from .look_first import LookFirstStep
from .number_by_hand import NumberByHand
from .number_style import arrange_table, style_lines, style_points
from .register_layers import is_register_layer, register_group
from .widgets import let_shrink

LINES_FILE = "lines.gpkg"


class NumberStep(LookFirstStep):
    """Streets, rules, a proposal on the map; what a person excludes or changes in its table is heeded."""

    KIND = "number"
    ALGORITHM = "numberhouses"
    ICON = "number"
    WRITTEN = ("NEW",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._lines_id = ""
        self._is_chosen = False  # whether a person has chosen the streets; until then they are guessed
        super().__init__(
            desk, translate("diachiso", "House numbers"),
            translate("diachiso", "Propose numbers"), translate("diachiso", "Write the numbers"), parent,
        )  # fmt: skip
        self.body.addWidget(self.by_hand)
        self.body.addWidget(self.by_hand.told)

    def build_options(self) -> None:
        """Which streets, by which rules."""
        self.streets = QComboBox(self)
        self.streets.setObjectName("numberStreets")
        self.rules = QComboBox(self)
        self.rules.setObjectName("numberRules")
        for name, titles in rule_titles().items():
            self.rules.addItem(labels.in_language(titles), name)
        for combo in (self.streets, self.rules):
            let_shrink(combo)
            combo.activated.connect(lambda _index: self._edit())
        self.streets.activated.connect(lambda _index: setattr(self, "_is_chosen", True))
        self.only = QLineEdit(self)
        self.only.setObjectName("numberOnly")
        self.only.setPlaceholderText(translate("diachiso", "all streets; or names with semicolons between"))
        self.only.textChanged.connect(lambda _text: self._edit())
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Streets"), self.streets)
        form.addRow(translate("diachiso", "&Rules"), self.rules)
        form.addRow(translate("diachiso", "O&nly"), self.only)
        self.body.addLayout(form)
        self.by_hand = NumberByHand(self.desk, self)

    def asked(self) -> dict[str, Any] | None:
        """The streets and the rules; the houses are those of the register."""
        layer = QgsProject.instance().mapLayer(str(self.streets.currentData() or ""))
        given: dict[str, Any] = {"RULES": str(self.rules.currentData())}
        if layer is not None:
            given["STREETS"] = layer.id()
        if self.only.text().strip():
            given["ONLY_STREETS"] = self.only.text().strip()
        return given

    def name_of(self, parameters: dict[str, Any]) -> str:
        """The streets that are numbered."""
        return str(parameters.get("ONLY_STREETS") or translate("diachiso", "House numbers"))

    def more_outputs(self, folder: Path) -> dict[str, Any]:
        """The lines from the houses to their streets."""
        return {"LINES": str(folder / LINES_FILE)}

    def add_layer(self, results: dict[str, Any], title: str, register: str) -> QgsVectorLayer | None:
        """The proposal above the lines, above the register's layers."""
        group = register_group(register, QgsProject.instance())
        lines = QgsVectorLayer(str(results.get("LINES")), translate("diachiso", "Lines to the street"), "ogr")
        points = QgsVectorLayer(str(results["OUTPUT"]), translate("diachiso", "Proposed house numbers"), "ogr")
        if not points.isValid() or not points.featureCount():
            return None
        style_lines(lines)
        style_points(points)
        arrange_table(points)
        for layer in (lines, points):
            QgsProject.instance().addMapLayer(layer, False)
            group.insertLayer(0, layer)
        self._lines_id = lines.id()
        return points

    def before_write(self, parameters: dict[str, Any]) -> dict[str, Any] | None:
        """The proposal as a person has left it."""
        layer = self.layer()
        if layer is None:
            self.desk.say_error(translate("diachiso", "The proposal is not on the map any more: propose again."))
            return None
        if layer.isEditable() and not layer.commitChanges():
            self.desk.say_error("\n".join(layer.commitErrors()))
            return None
        return {"REVIEWED_PLAN": layer.id()}

    def refresh(self) -> None:
        """Offer the street layers that there are, and allow what can be done now."""
        self._offer_streets()
        self.by_hand.refresh()
        super().refresh()

    def _offer_streets(self) -> None:
        chosen, guessed = self.streets.currentData(), self.desk.roles.layer("street")
        offered = [(translate("diachiso", "Streets of the register"), "")]
        for layer in QgsProject.instance().mapLayers().values():
            if isinstance(layer, QgsVectorLayer) and layer.id() != self._lines_id and _is_street_layer(layer):
                offered.append((layer.name(), layer.id()))
        if [self.streets.itemData(k) for k in range(self.streets.count())] == [key for _, key in offered]:
            return
        self.streets.blockSignals(True)
        self.streets.clear()
        for name, key in offered:
            self.streets.addItem(name, key)
        wanted = guessed.id() if not self._is_chosen and guessed is not None else chosen
        self.streets.setCurrentIndex(max(self.streets.findData(wanted), 0))
        self.streets.blockSignals(False)

    def _edit(self) -> None:
        """Other streets or rules than those that were looked at."""
        self.forget()
        self.refresh()

    def _forget_layer(self) -> None:
        if self._lines_id and QgsProject.instance().mapLayer(self._lines_id) is not None:
            QgsProject.instance().removeMapLayer(self._lines_id)
        self._lines_id = ""
        super()._forget_layer()


def _is_street_layer(layer: QgsVectorLayer) -> bool:
    """Whether it is a layer of lines that is not the register's own."""
    return layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry and not is_register_layer(layer)
