"""What a person may say before a land layer is imported: what it holds, its encoding, its CRS."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem
from qgis.gui import QgsProjectionSelectionDialog
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from ..compat import translate
from ..core.encodings import TextEncoding
from ..core.land.diagnosis import ENCODING_NAMES
from .land_findings import ShownFinding
from .layer_roles import ROLES
from .widgets import let_shrink

AUTO = "auto"
OLD_FONTS = (
    TextEncoding.tcvn3,
    TextEncoding.vni,
    TextEncoding.vps,
    TextEncoding.cp1258,
    TextEncoding.mojibake,
)
CRS_OPTIONS = ("SOURCE_CRS", "SWAP_AXES", "SCALE")


class LandChoices(QWidget):
    """Three combos; what the diagnosis is sure of is chosen already, what it offers stands among the entries."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("landChoices")
        self.role = self._combo("landRole")
        self.role.addItem(translate("diachiso", "By name and fields"), AUTO)
        for role, title in ROLES.items():
            self.role.addItem(translate("diachiso", title), role)
        self.encoding = self._combo("landEncoding")
        self.crs = self._combo("landCrs")
        self.crs_button = QToolButton(self)
        self.crs_button.setObjectName("landCrsChoose")
        self.crs_button.setText("…")
        self.crs_button.setToolTip(translate("diachiso", "Choose another CRS; the coordinates stay as they are"))
        self.crs_button.clicked.connect(self._ask_crs)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.crs, 1)
        line.addWidget(self.crs_button)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "It &holds"), self.role)
        form.addRow(translate("diachiso", "&Encoding"), self.encoding)
        title = QLabel(translate("diachiso", "CR&S of the coordinates"), self)
        title.setBuddy(self.crs)
        form.addRow(title)  # its entries are long: a line of their own
        form.addRow(line)
        self.offer(())

    def offer(self, findings: Sequence[ShownFinding]) -> None:
        """Start again with what a diagnosis offers."""
        roles = [f.options["ROLE"] for f in findings if "ROLE" in f.options]
        self.role.setCurrentIndex(max(self.role.findData(roles[0]), 0) if roles else 0)
        doubted = {str(f.options["ENCODING"]) for f in findings if "ENCODING" in f.options}
        self.encoding.clear()
        self.encoding.addItem(translate("diachiso", "As diagnosed"), AUTO)
        for encoding in sorted(OLD_FONTS, key=lambda encoding: encoding.value not in doubted):
            name = ENCODING_NAMES[encoding]
            self.encoding.addItem(_perhaps(name) if encoding.value in doubted else name, encoding.value)
        self.encoding.addItem(translate("diachiso", "Leave texts as they are"), TextEncoding.nfc.value)
        self.crs.clear()
        self.crs.addItem(translate("diachiso", "As the layer says"), {})
        for finding in findings:
            options = {key: finding.options[key] for key in CRS_OPTIONS if key in finding.options}
            if options:
                self._add_crs(options, sure=finding.level == "certain")
            for other in finding.others:
                if other:
                    self._add_crs(other, sure=False)

    def choose_crs(self, crs: QgsCoordinateReferenceSystem) -> None:
        """Take a CRS that the person has chosen."""
        named = crs.authid() or f"WKT:{crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)}"
        self._add_crs({"SOURCE_CRS": named}, sure=True)

    def parameters(self) -> dict[str, Any]:
        """The parameters of importlayer."""
        chosen = self.crs.currentData() or {}
        return {"ROLE": self.role.currentData(), "ENCODING": self.encoding.currentData(), **chosen}

    def _add_crs(self, options: Mapping[str, Any], sure: bool) -> None:
        known = [self.crs.itemData(k) for k in range(self.crs.count())]
        if options not in known:
            known.append(options)
            self.crs.addItem("", dict(options))
        elif not sure:
            return  # it stands there as the likelier one
        at, text = known.index(options), crs_text(options)
        self.crs.setItemText(at, text if sure else _perhaps(text))
        if sure:
            self.crs.setCurrentIndex(at)

    def _ask_crs(self) -> None:
        dialog = QgsProjectionSelectionDialog(self)
        dialog.setObjectName("landCrsDialog")
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.crs().isValid():
            self.choose_crs(dialog.crs())

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        let_shrink(combo)
        return combo


def _perhaps(name: str) -> str:
    return translate("diachiso", "{name} – perhaps").format(name=name)


def crs_text(options: Mapping[str, Any]) -> str:
    """A way to read the coordinates, in words."""
    words = []
    if "SOURCE_CRS" in options:
        crs = QgsCoordinateReferenceSystem(str(options["SOURCE_CRS"]))
        words.append(crs.description() or crs.authid())
    if options.get("SWAP_AXES"):
        words.append("X ⇄ Y")
    if "SCALE" in options:
        words.append(f"× {options['SCALE']:g}")
    return ", ".join(words)
