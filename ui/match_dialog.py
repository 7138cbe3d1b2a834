"""Asks what a row of the plan is to be matched with: a code, or (for an issued code) an object."""
from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ..compat import translate
from .candidates import Candidate
from .widgets import dialog_buttons


class MatchDialog(QDialog):
    """Offers the candidates; another one may be typed."""

    def __init__(
        self, question: str, label: str, candidates: Sequence[Candidate], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("matchDialog")
        self.setWindowTitle(translate("diachiso", "Match"))
        text = QLabel(question)
        text.setWordWrap(True)
        self.choice = QComboBox()
        self.choice.setObjectName("matchChoice")
        self.choice.setEditable(True)
        for candidate in candidates:
            self.choice.addItem(candidate.label, candidate.token)
        self.choice.setMinimumContentsLength(44)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(label, self.choice)
        self.buttons = dialog_buttons("matchButtons", self, translate("diachiso", "Match"))
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.choice.editTextChanged.connect(self._allow)
        self._allow()

    def token(self) -> str:
        """What the decision stores: the candidate chosen, else what was typed."""
        typed = self.choice.currentText().strip()
        at = self.choice.findText(typed)
        return str(self.choice.itemData(at)) if at >= 0 else typed

    def _allow(self, _text: str = "") -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.token()))
