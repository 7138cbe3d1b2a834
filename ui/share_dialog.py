"""Asks to whom data is given, what for, until when, and which fields; those of people are marked and need a basis."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate
from ..core.profile import Profile
from ..publish.share_data import PERSON, PUBLIC, shareable
from .commune_combo import CommuneCombo
from .labels import user_locale
from .widgets import Note, dialog_buttons

USUAL = ("code", "object_class_name", "name", "address_text")
PERSONAL = QColor("#b03a2e")
NAME = Qt.ItemDataRole.UserRole


class ShareDialog(QDialog):
    """The parameters of sharedata as a form."""

    def __init__(self, profile: Profile, overview: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shareDialog")
        self.setWindowTitle(translate("diachiso", "Share data"))
        self.recipient, self.purpose, self.basis = (
            self._line(name) for name in ("shareRecipient", "sharePurpose", "shareBasis")
        )
        self.until = QDateEdit(QDate.currentDate().addMonths(6), self)
        self.until.setObjectName("shareUntil")
        self.until.setCalendarPopup(True)
        self.until.setMinimumDate(QDate.currentDate())
        self.until.setDisplayFormat("dd/MM/yyyy")
        self.commune = CommuneCombo("shareCommune", self)
        self.commune.offer(overview)
        self.public = QCheckBox(translate("diachiso", "Only verified and issued addresses"), self)
        self.public.setObjectName("sharePublic")
        self.public.setChecked(True)
        self.fields = QListWidget(self)
        self.fields.setObjectName("shareFields")
        self._list(profile)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for title, widget in (
            (translate("diachiso", "&Recipient"), self.recipient), (translate("diachiso", "&Purpose"), self.purpose),
            (translate("diachiso", "May be used &until"), self.until),
            (translate("diachiso", "Co&mmune"), self.commune), ("", self.public),
            (translate("diachiso", "&Fields"), self.fields),
            (translate("diachiso", "&Legal basis"), self.basis),
        ):  # fmt: skip
            form.addRow(title, widget)
        hint = QLabel(translate(
            "diachiso",
            "The register writes down who gave what to whom and why. Names and telephone numbers of people go along "
            "only when you tick their fields, marked in red, and give a legal basis.",
        ))  # fmt: skip
        hint.setWordWrap(True)
        self.reason = Note("shareReason", self)
        self.buttons = dialog_buttons("shareButtons", self, translate("diachiso", "Share…"))
        self.share_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addLayout(form)
        layout.addWidget(self.reason)
        layout.addWidget(self.buttons)
        self.resize(520, 560)
        for line in (self.recipient, self.purpose, self.basis):
            line.textChanged.connect(self._allow)
        self.fields.itemChanged.connect(self._allow)
        self._allow()

    def chosen(self) -> list[str]:
        """The names of the fields that are ticked."""
        items = (self.fields.item(row) for row in range(self.fields.count()))
        return [item.data(NAME) for item in items if item.checkState() == Qt.CheckState.Checked]

    def parameters(self) -> dict[str, Any]:
        """The parameters of sharedata, without register and file."""
        return {
            **self.commune.parameter(), "RECIPIENT": self.recipient.text().strip(),
            "PURPOSE": self.purpose.text().strip(), "LEGAL_BASIS": self.basis.text().strip(),
            "EXPIRES": self.until.date().toString(Qt.DateFormat.ISODate), "FIELDS": ", ".join(self.chosen()),
            "STAGES": ", ".join(PUBLIC) if self.public.isChecked() else "",
        }  # fmt: skip

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        return line

    def _list(self, profile: Profile) -> None:
        language = user_locale().name()
        for name, spec in shareable(profile).items():
            text = spec.label.text(language)
            person = name.startswith(PERSON)
            if person:
                text = translate("diachiso", "{field} (personal data)").format(field=text)
            item = QListWidgetItem(text, self.fields)
            item.setData(NAME, name)
            item.setToolTip(spec.help.text(language))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in USUAL else Qt.CheckState.Unchecked)
            if person:
                item.setForeground(QBrush(PERSONAL))

    def _allow(self, *_args: object) -> None:
        reason = self._why_not()
        self.share_button.setEnabled(not reason)
        self.share_button.setToolTip(reason)
        self.reason.say(reason)

    def _why_not(self) -> str:
        if not self.recipient.text().strip():
            return translate("diachiso", "Say who gets the data.")
        if not self.purpose.text().strip():
            return translate("diachiso", "Say what the data is needed for.")
        if not self.chosen():
            return translate("diachiso", "Tick at least one field.")
        if any(name.startswith(PERSON) for name in self.chosen()) and not self.basis.text().strip():
            return translate(
                "diachiso", "Personal data needs a legal basis: the law's article, or a document's number."
            )
        return ""
