"""Asks for a block of codes reserved by the authority: one in the form, or many in a CSV file."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QRegularExpression
from qgis.PyQt.QtGui import QRegularExpressionValidator
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..compat import translate
from .widgets import Note, dialog_buttons

LAST_SERIAL = 99_999  # five digits (DOMAIN.md §2)


class BlockDialog(QDialog):
    """The parameters of addcodeblock as a form with two tabs."""

    def __init__(self, communes: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("blockDialog")
        self.setWindowTitle(translate("diachiso", "Add a block of codes"))
        hint = QLabel(
            translate(
                "diachiso",
                "A block is a range of numbers that the authority has reserved for a commune. Enter only blocks"
                " of which you have the document: a made-up number may be another family's code.",
            )
        )
        hint.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("blockTabs")
        self.tabs.addTab(self._one_block(communes), translate("diachiso", "One block"))
        self.tabs.addTab(self._many_blocks(), translate("diachiso", "Many (CSV)"))
        self.reason = Note("blockReason", self)
        self.buttons = dialog_buttons("blockButtons", self, translate("diachiso", "Add"))
        self.add_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.tabs)
        layout.addWidget(self.reason)
        layout.addWidget(self.buttons)
        self.resize(480, 340)
        self.tabs.currentChanged.connect(self._allow)
        self._allow()

    def parameters(self) -> dict[str, Any]:
        """The parameters of addcodeblock, without REGISTER."""
        if self.tabs.currentIndex() == 1:
            return {"BLOCKS": self.csv.filePath().strip()}
        return {
            "COMMUNE": self.commune.currentData(),
            "PREFIX": self.prefix.text().strip(),
            "FIRST": self.first.value(),
            "LAST": self.last.value(),
            "AUTHORITY_DOC": self.document.text().strip(),
        }

    def _one_block(self, communes: Mapping[str, str]) -> QWidget:
        page = QWidget(self)
        self.commune = QComboBox(page)
        self.commune.setObjectName("blockCommune")
        for code, name in sorted(communes.items(), key=lambda item: item[1]):
            self.commune.addItem(f"{name} ({code})", code)
        self.commune.setCurrentIndex(-1)
        self.prefix = QLineEdit(page)
        self.prefix.setObjectName("blockPrefix")
        self.prefix.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,5}"), self.prefix))
        self.prefix.setPlaceholderText(translate("diachiso", "the five digits before the number"))
        self.first, self.last = QSpinBox(page), QSpinBox(page)
        for box, name, value in ((self.first, "blockFirst", 1), (self.last, "blockLast", LAST_SERIAL)):
            box.setObjectName(name)
            box.setRange(1, LAST_SERIAL)
            box.setValue(value)
            box.valueChanged.connect(self._allow)
        self.document = QLineEdit(page)
        self.document.setObjectName("blockDocument")
        self.document.setPlaceholderText(translate("diachiso", "number and date"))
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Commune"), self.commune)
        form.addRow(translate("diachiso", "&Prefix"), self.prefix)
        form.addRow(translate("diachiso", "&First number"), self.first)
        form.addRow(translate("diachiso", "&Last number"), self.last)
        form.addRow(translate("diachiso", "Authority's &document"), self.document)
        self.commune.currentIndexChanged.connect(self._allow)
        self.prefix.textChanged.connect(self._allow)
        self.document.textChanged.connect(self._allow)
        return page

    def _many_blocks(self) -> QWidget:
        page = QWidget(self)
        self.csv = QgsFileWidget(page)
        self.csv.setObjectName("blockCsv")
        self.csv.setFilter(translate("diachiso", "Table of blocks (*.csv *.CSV)"))
        self.csv.fileChanged.connect(self._allow)
        text = QLabel(
            translate(
                "diachiso",
                "A UTF-8 table with the columns commune, prefix, first, last, authority_doc; a commune by its"
                " code or name. All blocks are added, or none.",
            )
        )
        text.setWordWrap(True)
        layout = QVBoxLayout(page)
        layout.addWidget(text)
        layout.addWidget(self.csv)
        layout.addStretch(1)
        return page

    def _allow(self, *_args: object) -> None:
        if not hasattr(self, "add_button"):  # still being built
            return
        reason = self._why_not()
        self.add_button.setEnabled(not reason)
        self.add_button.setToolTip(reason)
        self.reason.say(reason)

    def _why_not(self) -> str:
        if self.tabs.currentIndex() == 1:
            return "" if self.csv.filePath().strip() else translate("diachiso", "Choose the table of blocks.")
        if self.commune.currentIndex() < 0:
            return translate("diachiso", "Choose the commune.")
        if len(self.prefix.text()) != 5:
            return translate("diachiso", "Enter the five digits of the prefix.")
        if self.first.value() > self.last.value():
            return translate("diachiso", "The first number must not be larger than the last.")
        if not self.document.text().strip():
            return translate("diachiso", "Enter the number and date of the authority's document.")
        return ""
