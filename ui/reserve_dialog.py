"""Asks for which commune the registry is to reserve numbers, and how many."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from ..compat import translate
from ..sync.blocks import MOST
from . import labels
from .widgets import Note, dialog_buttons, let_shrink

USUAL, STEP = 500, 100


class ReserveDialog(QDialog):
    """COMMUNE and COUNT of reserveblock; says how many numbers the commune has left."""

    def __init__(self, overview: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reserveDialog")
        self.setWindowTitle(translate("diachiso", "Reserve codes at the registry"))
        self._overview = overview
        communes = overview.communes if overview is not None else {}
        self.commune = QComboBox(self)
        self.commune.setObjectName("reserveCommune")
        let_shrink(self.commune)
        for code, name in sorted(communes.items(), key=lambda item: item[1]):
            self.commune.addItem(f"{name} ({code})", code)
        self.commune.setCurrentIndex(0 if len(communes) == 1 else -1)
        self.commune.setEditable(True)  # to be found by typing: a province has more than a hundred
        self.commune.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.commune.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        self.count = QSpinBox(self)
        self.count.setObjectName("reserveCount")
        self.count.setRange(1, MOST)
        self.count.setSingleStep(STEP)
        self.count.setValue(USUAL)
        hint, self.left, self.reason = Note("reserveHint", self), Note("reserveLeft", self), Note("reserveReason", self)
        hint.say(
            translate(
                "diachiso",
                "The registry sets these numbers aside for this register alone; codes are then given out of them"
                " without a network. What is not used stays reserved.",
            )
        )
        self.buttons = dialog_buttons("reserveButtons", self, translate("diachiso", "Reserve"))
        self.accept_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Commune"), self.commune)
        form.addRow(translate("diachiso", "&Numbers"), self.count)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addLayout(form)
        layout.addWidget(self.left)
        layout.addStretch(1)
        layout.addWidget(self.reason)
        layout.addWidget(self.buttons)
        self.resize(440, 240)
        self.commune.currentIndexChanged.connect(self._allow)
        self.commune.editTextChanged.connect(self._allow)
        self._allow()

    def parameters(self) -> dict[str, Any]:
        """The parameters of reserveblock that are asked for here."""
        return {"COMMUNE": self._chosen(), "COUNT": self.count.value()}

    def _chosen(self) -> str:
        """The commune's code, chosen by its name or typed; '' where there is no such commune."""
        typed = self.commune.currentText().strip()
        place = max(self.commune.findText(typed), self.commune.findData(typed))
        return str(self.commune.itemData(place) or "") if place >= 0 else ""

    def _allow(self, *_args: object) -> None:
        code = self._chosen()
        reason = "" if code else translate("diachiso", "Choose the commune.")
        self.accept_button.setEnabled(not reason)
        self.accept_button.setToolTip(reason)
        self.reason.say(reason)
        blocks = self._overview.blocks if self._overview is not None else ()
        free = sum(block.free for block in blocks if block.commune_code == code)
        text = translate("diachiso", "Numbers still free here: {count}").format(count=labels.number(free))
        self.left.say(text if code else "")
