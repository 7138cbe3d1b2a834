"""Asks why results are right as they are."""
from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ..compat import translate
from .widgets import Note, dialog_buttons, let_shrink

REASONS_KEY = "diachiso/review_reasons"
REASONS_MOST = 12


class ExceptionDialog(QDialog):
    """A reason is needed; those given before are offered."""

    def __init__(self, text: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exceptionDialog")
        self.setWindowTitle(translate("diachiso", "Exception"))
        about = Note("exceptionAbout", self)
        many = translate("diachiso", "{count} results are right as they are.").format(count=count)
        about.say(text if count == 1 else many)
        hint = Note("exceptionHint", self)
        hint.say(
            translate(
                "diachiso",
                "An exception stands with its reason, your name and the day in the register and in the certificate of"
                " review. It ends by itself when what was looked at changes.",
            )
        )
        label = QLabel(translate("diachiso", "&Reason (no names of people)"), self)
        self.reason = QComboBox(self)
        self.reason.setObjectName("exceptionReason")
        self.reason.setEditable(True)
        let_shrink(self.reason)
        self.reason.addItems(reasons_given())
        self.reason.setCurrentIndex(-1)
        self.reason.lineEdit().setPlaceholderText(translate("diachiso", "Why is this right?"))
        self.reason.completer().setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        label.setBuddy(self.reason)
        self.buttons = dialog_buttons("exceptionButtons", self, translate("diachiso", "Mark as exception"))
        layout = QVBoxLayout(self)
        for widget in (about, label, self.reason, hint, self.buttons):
            layout.addWidget(widget)
        self.resize(440, 200)
        self.reason.editTextChanged.connect(lambda _text: self._allow())
        self._allow()
        self.reason.setFocus()

    def text(self) -> str:
        """The reason."""
        return self.reason.currentText().strip()

    def accept(self) -> None:
        """Keep the reason for the next time."""
        if not self.text():
            return
        others = [text for text in reasons_given() if text != self.text()]
        QgsSettings().setValue(REASONS_KEY, [self.text(), *others][:REASONS_MOST])
        super().accept()

    def _allow(self) -> None:
        button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        button.setEnabled(bool(self.text()))
        button.setToolTip("" if self.text() else translate("diachiso", "Give a reason first."))


def reasons_given() -> list[str]:
    """The reasons given on this computer, the last one first."""
    stored = QgsSettings().value(REASONS_KEY, [], type=list) or []
    return [text for text in stored if isinstance(text, str) and text]
