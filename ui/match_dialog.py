"""Asks which code an object of the plan is to be matched with."""
from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ..compat import translate
from .widgets import dialog_buttons


class MatchDialog(QDialog):
    """Offers the candidates of an object; another code may be typed."""

    def __init__(self, object_name: str, candidates: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matchDialog")
        self.setWindowTitle(translate("diachiso", "Match with a code"))
        text = translate("diachiso", "Which issued code belongs to {object}?").format(object=object_name)
        question = QLabel(text)
        question.setWordWrap(True)
        self.codes = QComboBox()
        self.codes.setObjectName("matchCode")
        self.codes.setEditable(True)
        self.codes.addItems(list(candidates))
        self.codes.setMinimumContentsLength(16)
        form = QFormLayout()
        form.addRow(translate("diachiso", "&Code"), self.codes)
        self.buttons = dialog_buttons("matchButtons", self, translate("diachiso", "Match"))
        layout = QVBoxLayout(self)
        layout.addWidget(question)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.codes.editTextChanged.connect(self._allow)
        self._allow()

    def code(self) -> str:
        """The code chosen or typed."""
        return self.codes.currentText().strip()

    def _allow(self, _text: str = "") -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.code()))
