"""diachiso:importpersons — owners' names and phones of a land layer go into the register's table of persons."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from qgis.core import (
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ..compat import none_if_null, translate
from ..core.encodings import decode, diagnose
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.personal import PersonalKind, personal_content
from ..core.roles import LayerRole, guess_fields
from ..register.person_import import Carried, Terms, import_persons
from .base import DiachisoAlgorithm
from .field_choice import layer_role
from .layer_reader import CANCELLED, plain_text

INPUT, ID_FIELD, NAME_FIELD, PHONE_FIELD = "INPUT", "ID_FIELD", "NAME_FIELD", "PHONE_FIELD"
PERSON_ROLE, LEGAL_BASIS, RETENTION, DRY_RUN = "PERSON_ROLE", "LEGAL_BASIS", "RETENTION", "DRY_RUN"
_ROLES = ("owner", "representative", "user")
_TO_CHOOSE = "choose"  # a list shows its first entry: no basis may be preset
_BASES = (_TO_CHOOSE, "law", "consent", "other")
_SAMPLE = 5_000
_PHONE = re.compile(r"\+?[0-9 .()-]{8,20}")
_LONG_NUMBER = re.compile(r"\d{9}")
_BEHIND_NAME = re.compile(r"[,;:(–-]|\d")
_IDENTITY = re.compile(r"\d{12}|[0-2]\d{8}")  # a phone has ten digits, eleven for a landline, or +84
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

NO_FIELD = Message(
    "persons.no_field",
    QT_TRANSLATE_NOOP("diachiso", "Choose the field with the names, the field with the phones, or both."),
)
NO_BASIS = Message(
    "persons.no_basis",
    QT_TRANSLATE_NOOP(
        "diachiso", "Choose the legal basis on which the register may hold these persons: law, consent or other."
    ),
)
NO_KEY = Message(
    "persons.no_key",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} has no field that names its objects as the register knows them. Choose the ID field with "
        "which their codes were assigned (source_id of an imported layer).",
    ),
)
IDENTITY_NUMBERS = Message(
    "persons.identity_numbers",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The field {field} holds numbers of identity papers. They have no place in the register: choose another field.",
    ),
)
UNSURE_FONT = Message(
    "persons.unsure_font",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The names in the field {field} seem to be in an old font, but not for certain. Turn the layer's texts into "
        "Unicode first.",
    ),
)
BAD_DATE = Message(
    "persons.bad_date",
    QT_TRANSLATE_NOOP("diachiso", "“{text}” is no day. Write the last day of keeping as 2031-12-31."),
)
_COUNTS = {
    "ADDED": QT_TRANSLATE_NOOP("diachiso", "Persons added"),
    "KEPT": QT_TRANSLATE_NOOP("diachiso", "Known already"),
    "DIFFERENT": QT_TRANSLATE_NOOP("diachiso", "Another person is known: nothing is written over it"),
    "NO_ADDRESS": QT_TRANSLATE_NOOP("diachiso", "No address for the object"),
    "EMPTY": QT_TRANSLATE_NOOP("diachiso", "Neither name nor phone"),
}


class ImportPersons(DiachisoAlgorithm):
    """Reads names and phones only; what they are is said nowhere but in the table of persons."""

    NAME = "importpersons"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Take persons into the register")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Importing a land layer leaves its personal data out. Where the law or the person's consent allows it, this "
        "takes names and phones of owners or users into the register's table of persons, once the layer's objects "
        "have their addresses. A legal basis must be chosen; nothing is preset. Numbers of identity papers are never "
        "taken. Nothing is written over a person who is known already. Start with a dry run.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "person,owner,phone,personal data,import")
    ICON = "diachiso.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add(
            QgsProcessingParameterFeatureSource(
                INPUT, translate("diachiso", "Land layer as the office has it"), [QgsProcessing.SourceType.TypeVector]
            ),
            translate("diachiso", "The buildings or parcels that have their codes, with the columns of their owners."),
        )
        self.add_register()
        for name, title, text in (
            (ID_FIELD, translate("diachiso", "ID field"),
             translate("diachiso", "The field by which the register knows the objects. Empty: found by its name.")),
            (NAME_FIELD, translate("diachiso", "Field with the names"),
             translate("diachiso", "Empty: no names are taken.")),
            (PHONE_FIELD, translate("diachiso", "Field with the phones"),
             translate("diachiso", "Empty: no phones are taken.")),
        ):  # fmt: skip
            self.add(
                QgsProcessingParameterField(name, title, parentLayerParameterName=INPUT, optional=True), text
            )
        self.add(
            QgsProcessingParameterEnum(
                PERSON_ROLE, translate("diachiso", "They are"), list(_ROLES), defaultValue="owner",
                usesStaticStrings=True,
            ),  # fmt: skip
            translate("diachiso", "owner, legal representative of an organisation, or user or manager."),
        )
        self.add(
            QgsProcessingParameterEnum(
                LEGAL_BASIS, translate("diachiso", "Legal basis"), list(_BASES), defaultValue=_TO_CHOOSE,
                usesStaticStrings=True,
            ),  # fmt: skip
            translate("diachiso", "law, consent (with proof of it), or other. It must be chosen."),
        )
        self.add(
            QgsProcessingParameterString(RETENTION, translate("diachiso", "Keep until (yyyy-mm-dd)"), optional=True),
            translate("diachiso", "The last day on which the data may be kept. Empty: not limited."),
        )
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Dry run: count only"), True),
            translate("diachiso", "Count and write nothing."),
        )
        for name, title in _COUNTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, translate("diachiso", title)))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A dry run writes nothing."""
        return not self.parameterAsBool(parameters, DRY_RUN, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, match by key, write."""
        source = self.parameterAsSource(parameters, INPUT, context)
        name, phone = (self._field(parameters, field, context) for field in (NAME_FIELD, PHONE_FIELD))
        if not name and not phone:
            raise DiachisoError(NO_FIELD)
        basis = self.parameterAsEnumString(parameters, LEGAL_BASIS, context)
        if basis not in _BASES or basis == _TO_CHOOSE:
            raise DiachisoError(NO_BASIS)
        role = layer_role(source)
        key = self._field(parameters, ID_FIELD, context) or _known_key(source, role)
        for field in filter(None, (name, phone)):
            _refuse_identity_numbers(source, field)
        counts = import_persons(
            self.register_path(parameters, context),
            role,
            _carried(source, key, name, phone, feedback),
            Terms(
                self.parameterAsEnumString(parameters, PERSON_ROLE, context),
                basis,
                _day(self.parameterAsString(parameters, RETENTION, context)),
            ),
            dry_run=self.parameterAsBool(parameters, DRY_RUN, context),
            source=source.sourceName(),
            cancelled=feedback.isCanceled,
        )
        results = {field.upper(): count for field, count in counts.as_dict().items()}
        for field, title in _COUNTS.items():
            feedback.pushInfo(f"{translate('diachiso', title)}: {results[field]}")
        return results

    def _field(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        fields = self.parameterAsFields(parameters, name, context)
        return str(fields[0]) if fields else ""


def _known_key(source: QgsProcessingFeatureSource, role: str) -> str:
    found = guess_fields([field.name() for field in source.fields()], LayerRole(role)).get("id", "")
    if not found:
        raise DiachisoError(NO_KEY, layer=source.sourceName())
    return found


def _carried(
    source: QgsProcessingFeatureSource, key: str, name: str, phone: str, feedback: QgsProcessingFeedback
) -> Iterator[Carried]:
    total = max(int(source.featureCount()), 1)
    found: list[tuple[str, str, str]] = []
    for done, feature in enumerate(_rows(source, [key, name, phone])):
        if done % 1000 == 0:
            feedback.setProgress(90.0 * done / total)
            if feedback.isCanceled():
                raise DiachisoError(CANCELLED)
        found.append((plain_text(none_if_null(feature.attribute(key))), _text(feature, name), _text(feature, phone)))
    for (known, _, number), full_name in zip(found, _in_unicode([row[1] for row in found], name)):
        yield Carried(known, _name_alone(full_name), number if _is_phone(number) else "")


def _in_unicode(names: list[str], field: str) -> list[str]:
    """The names out of the font that their column is written in."""
    told = diagnose(names)
    if not told.changes:
        return names
    if not told.sure:
        raise DiachisoError(UNSURE_FONT, field=field)
    return [name or "" for name in decode(names, told.encoding)]


def _name_alone(text: str) -> str:
    """The name without the numbers of papers that stand behind it."""
    return _BEHIND_NAME.split(text)[0].strip() if _LONG_NUMBER.search(text) else text


def _is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None and not _IDENTITY.fullmatch(re.sub("[ .()-]", "", text))


def _rows(source: QgsProcessingFeatureSource, names: list[str]) -> Any:
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([name for name in names if name], source.fields())
    return source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)


def _text(feature: Any, name: str) -> str:
    return " ".join(plain_text(none_if_null(feature.attribute(name))).split()) if name else ""


def _refuse_identity_numbers(source: QgsProcessingFeatureSource, field: str) -> None:
    values = []
    for feature in _rows(source, [field]):
        values.append(_text(feature, field))
        if len(values) >= _SAMPLE:
            break
    if personal_content(values) is PersonalKind.identity_number:
        raise DiachisoError(IDENTITY_NUMBERS, field=field)


def _day(text: str) -> str | None:
    text = text.strip()
    if not text:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise DiachisoError(BAD_DATE, text=text) from error
