"""The words of a generated project that the field profile does not say, in the project's own language."""
from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QTranslator

from ...compat import CONTEXT
from ...core.errors import QT_TRANSLATE_NOOP

FOLDER = Path(__file__).resolve().parents[2] / "i18n"

GROUP = QT_TRANSLATE_NOOP("diachiso", "Address register")
LAYERS = {
    "admin_unit": QT_TRANSLATE_NOOP("diachiso", "Communes"),
    "settlement": QT_TRANSLATE_NOOP("diachiso", "Settlements"),
    "street": QT_TRANSLATE_NOOP("diachiso", "Streets"),
    "address": QT_TRANSLATE_NOOP("diachiso", "Addresses"),
    "address_position": QT_TRANSLATE_NOOP("diachiso", "Further positions"),
    "plaque_place": QT_TRANSLATE_NOOP("diachiso", "Plaques by state"),
    "object_class": QT_TRANSLATE_NOOP("diachiso", "Object classes"),
    "person": QT_TRANSLATE_NOOP("diachiso", "People"),
    "notification": QT_TRANSLATE_NOOP("diachiso", "Notices"),
    "plaque": QT_TRANSLATE_NOOP("diachiso", "Plaques"),
    "audit_log": QT_TRANSLATE_NOOP("diachiso", "History"),
    "street_names": QT_TRANSLATE_NOOP("diachiso", "Names of streets"),
    "address_near": QT_TRANSLATE_NOOP("diachiso", "Addresses nearby"),
    "settlement_names": QT_TRANSLATE_NOOP("diachiso", "Names of settlements"),
}
TABS = {
    "basic": QT_TRANSLATE_NOOP("diachiso", "Basic"),
    "advanced": QT_TRANSLATE_NOOP("diachiso", "Advanced"),
    "person": QT_TRANSLATE_NOOP("diachiso", "People"),
    "notification": QT_TRANSLATE_NOOP("diachiso", "Notices"),
    "plaque": QT_TRANSLATE_NOOP("diachiso", "Plaques"),
    "audit_log": QT_TRANSLATE_NOOP("diachiso", "History"),
}
READ_ONLY_TAB = QT_TRANSLATE_NOOP("diachiso", "{tab} (to read only)")
UNITS = QT_TRANSLATE_NOOP("diachiso", "Flats, stalls and rooms of this building")
OTHER = QT_TRANSLATE_NOOP("diachiso", "Other fields")

COMPLETENESS = QT_TRANSLATE_NOOP("diachiso", "Completeness")
BASIC_COMPLETE = QT_TRANSLATE_NOOP("diachiso", "Basic: complete")
BASIC_LACKS = QT_TRANSLATE_NOOP("diachiso", "Basic fields missing: ")
ADVANCED_COUNT = QT_TRANSLATE_NOOP("diachiso", "Advanced: ")

NEEDED = QT_TRANSLATE_NOOP("diachiso", "Fill in “{field}”: {help}")
ONE_OF_LIST = QT_TRANSLATE_NOOP("diachiso", "Choose a value of the list for “{field}”.")
OUT_OF_RANGE = QT_TRANSLATE_NOOP("diachiso", "“{field}” must be a number from {low} to {high}.")
AT_LEAST = QT_TRANSLATE_NOOP("diachiso", "“{field}” must be at least {low}.")
AT_MOST = QT_TRANSLATE_NOOP("diachiso", "“{field}” must be at most {high}.")
WRONG_FORM = QT_TRANSLATE_NOOP("diachiso", "“{field}” is not written as it should be. {help}")
PERSONAL_NUMBER = QT_TRANSLATE_NOOP(
    "diachiso",
    "No telephone number, e-mail address or number of identity papers stands in “{field}”. Enter it with the person "
    "instead.",
)
NO_CODE = QT_TRANSLATE_NOOP("diachiso", "There is no code yet: “Assign codes” in the toolbox gives it.")
NEEDS_ONE_OF = QT_TRANSLATE_NOOP("diachiso", "Still missing before the address can be submitted: {what}.")
STAGE_STEPS = QT_TRANSLATE_NOOP(
    "diachiso",
    "Not possible now. “{created}” needs: {required}. “{submitted}” needs all basic fields. Steps follow one another:"
    " {steps}. Nothing is saved while a field holds what it does not take. Of many records at once each is looked at"
    " when they are saved; “Change stages, retire, restore” in the toolbox tells beforehand which is refused and why,"
    " and brings retired ones back.",
)
NAME_OR_ORGANISATION = QT_TRANSLATE_NOOP("diachiso", "Give the person's full name, or the organisation.")


class Words:
    """Texts in the language of a project, whatever language QGIS speaks now; English where there is no translation."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._translator = QTranslator()
        for name in (language, language.split("_")[0]):
            if self._translator.load(str(FOLDER / f"diachiso_{name}.qm")):
                break

    def __call__(self, text: str, **params: object) -> str:
        """The text with its fields filled in."""
        said = self._translator.translate(CONTEXT, text.encode("utf-8")) or text
        return said.format(**params) if params else said
