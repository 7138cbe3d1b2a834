"""Asks what a new register is to hold: the province, its commune polygons, streets, settlements, and the file."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ..compat import translate
from ..core.units import UnitLevel, UnitTable
from .folders import last_folder
from .layer_roles import LayerRoles
from .roles_step import layer_combo
from .widgets import Note, dialog_buttons

PROVINCE_KEY = "diachiso/last_province"
LAYERS = {"commune": "UNITS", "street": "STREETS", "settlement": "SETTLEMENTS"}


class CreateDialog(QDialog):
    """The parameters of createregister as a form."""

    def __init__(self, roles: LayerRoles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("createDialog")
        self.setWindowTitle(translate("diachiso", "Create an address register"))
        self.province = QComboBox(self)
        self.province.setObjectName("createProvince")
        for code, name in provinces():
            self.province.addItem(name, code)
        self.province.setCurrentIndex(self.province.findData(QgsSettings().value(PROVINCE_KEY, "", type=str)))
        self.combos = {role: layer_combo(f"create_{role}", role, self) for role in LAYERS}
        for role, combo in self.combos.items():
            combo.setLayer(roles.layer(role))
        self.file = QgsFileWidget(self)
        self.file.setObjectName("createFile")
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setFilter(translate("diachiso", "Address register (*.gpkg *.GPKG)"))
        self.file.setConfirmOverwrite(False)  # an existing file is refused below, never overwritten
        self.file.setDefaultRoot(last_folder())

        hint = QLabel(
            translate(
                "diachiso",
                "The communes' polygons tell in which commune an object lies. Streets and settlements give the"
                " codes the order in which a person walks. Each may be left empty.",
            )
        )
        hint.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Province"), self.province)
        form.addRow(translate("diachiso", "&Communes"), self.combos["commune"])
        form.addRow(translate("diachiso", "&Streets"), self.combos["street"])
        form.addRow(translate("diachiso", "Settle&ments"), self.combos["settlement"])
        form.addRow(translate("diachiso", "&File"), self.file)
        self.reason = Note("createReason", self)
        self.buttons = dialog_buttons("createButtons", self, translate("diachiso", "Create"))
        self.create_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addLayout(form)
        layout.addWidget(self.reason)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.resize(520, 320)
        self.province.currentIndexChanged.connect(self._allow)
        self.file.fileChanged.connect(self._allow)
        self._allow()

    def path(self) -> str:
        """The file of the new register, always with the extension `.gpkg`."""
        text = self.file.filePath().strip()
        return text if not text or text.lower().endswith(".gpkg") else f"{text}.gpkg"

    def parameters(self) -> dict[str, Any]:
        """The parameters of createregister."""
        parameters: dict[str, Any] = {"PROVINCE": self.province.currentData(), "OUTPUT": self.path()}
        for role, parameter in LAYERS.items():
            layer = self.combos[role].currentLayer()
            if layer is not None:
                parameters[parameter] = layer.id()
        return parameters

    def accept(self) -> None:
        """Remember the province for next time."""
        QgsSettings().setValue(PROVINCE_KEY, self.province.currentData())
        super().accept()

    def _allow(self, *_args: object) -> None:
        reason = self._why_not()
        self.create_button.setEnabled(not reason)
        self.create_button.setToolTip(reason)
        self.reason.say(reason)

    def _why_not(self) -> str:
        if self.province.currentIndex() < 0:
            return translate("diachiso", "Choose the province.")
        if not self.path():
            return translate("diachiso", "Choose the file of the register.")
        if Path(self.path()).exists():
            return translate("diachiso", "This file is there already: choose another name.")
        if not Path(self.path()).parent.is_dir():
            return translate("diachiso", "This folder does not exist: choose another one.")
        return ""


def provinces() -> list[tuple[str, str]]:
    """(code, full name) of today's provinces, by code."""
    units = (unit for unit in UnitTable.load().units if unit.level is UnitLevel.province and unit.is_valid(None))
    return sorted((unit.code, unit.full_name) for unit in units)
