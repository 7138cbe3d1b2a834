"""diachiso:addunits — flats of a building, stalls of a market: addresses under one parent."""
from __future__ import annotations

from dataclasses import astuple, fields
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

from ..compat import translate
from ..core.building_units import NO_UNITS, PlannedUnit, flats, stalls
from ..core.codes.scheme import CodeScheme
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.building_units import UnitRow, UnitsRequest, UnitsSummary, add_units, find_building
from .base import DiachisoAlgorithm
from .destination import refuse_destination
from .own_profiles import all_classes, check_class, find_scheme
from .transforms import WGS84

PARENT, FLOORS, PER_FLOOR, LIST = "PARENT", "FLOORS", "UNITS_PER_FLOOR", "LIST"
FLOOR_NAMES, CLASS, CODES, SCHEME = "FLOOR_NAMES", "CLASS", "CODES", "SCHEME"
DRY_RUN, OUTPUT, COUNT, KEPT, CODED = "DRY_RUN", "OUTPUT", "COUNT", "KEPT", "CODED"

DERIVED = Message(
    "units_derived_codes",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Codes of the scheme {scheme} follow from the position, and all units of a building have the same one. "
        "Choose a scheme with running numbers, such as ndas.",
    ),
)


class AddUnits(DiachisoAlgorithm):
    """Adds the units that are missing; all or none."""

    NAME = "addunits"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Add units (flats, stalls)")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Adds the flats of a building or the stalls of a market as addresses of their own under it: by floors and "
        "units per floor, numbered like “25 – 06”, or by a list. A unit has the position, commune, street and number "
        "of its building. Units that are there already are left as they are, so it can be run again after a mistake "
        "or an extension. It is one write, which \"Undo the last apply\" takes back.\n\n"
        "Units get codes only if asked: whether each flat or stall has a code of its own is for the province to "
        "decide, a code once given is never taken back, and the numbers of a block are few. It can be run again with "
        "codes at any time; without a block they are provisional.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,flat,stall,market,unit,floor,building")
    ICON = "add_block.svg"
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self._add_text(
            PARENT,
            translate("diachiso", "Building or market (code or id)"),
            translate("diachiso", "The address that the units belong to; neither a unit itself nor retired."),
        )
        self._add_text(
            FLOORS,
            translate("diachiso", "Floors"),
            translate("diachiso", "How many there are (25), or which: 1-12, 12A, 14-25. One floor alone: 25-25."),
        )
        self._add_text(
            PER_FLOOR,
            translate("diachiso", "Units per floor"),
            translate("diachiso", "A number (8), with exceptions after it: 8, 1:4, 24-25:6."),
        )
        self._add_text(
            LIST,
            translate("diachiso", "List of units"),
            translate(
                "diachiso",
                "Instead of floors: A01-A20, B3, Kiosk 5; a floor before a colon: 2: A01-A20; 3: B1. No names of "
                "people.",
            ),
        )
        self._add_text(
            FLOOR_NAMES,
            translate("diachiso", "Floors with another name"),
            translate("diachiso", "Floors that are not called by their number, such as 13=12B, 4=3A."),
            advanced=True,
        )
        self._add_text(
            CLASS,
            translate("diachiso", "Object class of the units"),
            translate(
                "diachiso",
                "The id of a class; if empty, what the profile of classes says for units of such a building (flats, "
                "stalls), else the building's own class.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(CODES, translate("diachiso", "Give codes to the units"), False),
            translate(
                "diachiso", "Codes from the commune's block, provisional ones without a block. If not: no codes yet."
            ),
        )
        self._add_text(
            SCHEME,
            translate("diachiso", "Code scheme"),
            translate("diachiso", "The id of the code scheme, such as ndas."),
            advanced=True,
            default="ndas",
        )
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Dry run: plan only"), True),
            translate("diachiso", "Make the plan and write nothing."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT,
                translate("diachiso", "Units"),
                QgsProcessing.SourceType.TypeVectorPoint,
                optional=True,
                createByDefault=True,
            ),
            translate("diachiso", "One row per unit: new, coded, kept or retired, with its number and address."),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Units added")))
        self.addOutput(QgsProcessingOutputNumber(KEPT, translate("diachiso", "Units that were there")))
        self.addOutput(QgsProcessingOutputNumber(CODED, translate("diachiso", "Units that were there and get a code")))

    def _add_text(self, name: str, title: str, help_text: str, advanced: bool = False, default: str = "") -> None:
        needed = name == PARENT
        parameter = QgsProcessingParameterString(name, title, defaultValue=default or None, optional=not needed)
        self.add(parameter, help_text, advanced=advanced)

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A dry run writes nothing."""
        return not self.parameterAsBool(parameters, DRY_RUN, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Plan, show, and write unless it is a dry run."""
        register = self.register_path(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, ())
        dry_run = not self.writes(parameters, context)
        request = self._request(parameters, context)
        done = add_units(
            register,
            request,
            dry_run=dry_run,
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        results = self._write_rows(parameters, context, done)
        text = translate("diachiso", "{new} units added, {coded} given a code, {kept} left as they are.")
        if dry_run:
            text = translate("diachiso", "{new} units to add, {coded} to give a code, {kept} to leave as they are.")
        counts = {"new": done.count("new"), "coded": done.count("coded"), "kept": done.count("kept", "retired")}
        feedback.pushInfo(text.format(**counts))
        return {**results, COUNT: counts["new"], CODED: counts["coded"], KEPT: counts["kept"]}

    def _request(self, parameters: dict[str, Any], context: QgsProcessingContext) -> UnitsRequest:
        texts = {name: self.parameterAsString(parameters, name, context).strip() for name in (
            PARENT, FLOORS, PER_FLOOR, LIST, FLOOR_NAMES, CLASS, SCHEME,
        )}  # fmt: skip
        units = _units(texts)
        register = self.register_path(parameters, context)
        classes = all_classes(register)
        parent_class = str(find_building(register, texts[PARENT])["object_class"] or "")
        chosen = check_class(classes, texts[CLASS]) if texts[CLASS] else ""
        inherited = classes[parent_class].unit_class if parent_class in classes else ""
        object_class = chosen or (inherited if inherited in classes else "") or parent_class
        return UnitsRequest(
            parent=texts[PARENT],
            units=units,
            object_class=object_class,
            word=classes[object_class].unit_word if object_class in classes else "",
            scheme=self._scheme(parameters, context, texts[SCHEME] or "ndas"),
        )

    def _scheme(self, parameters: dict[str, Any], context: QgsProcessingContext, name: str) -> Optional[CodeScheme]:
        if not self.parameterAsBool(parameters, CODES, context):
            return None
        scheme = find_scheme(self.register_path(parameters, context), name)
        if scheme.kind == "derived":
            raise DiachisoError(DERIVED, scheme=scheme.id)
        return scheme

    def _write_rows(
        self, parameters: dict[str, Any], context: QgsProcessingContext, done: UnitsSummary
    ) -> dict[str, Any]:
        names = [field.name for field in fields(UnitRow)]
        columns = QgsFields()
        for name in names:
            columns.append(QgsField(name, QVariant.String))
        sink, target = self.parameterAsSink(
            parameters, OUTPUT, context, columns, QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(WGS84)
        )
        if sink is None:
            return {}
        for row in done.rows:
            feature = QgsFeature(columns)
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*done.lonlat)))
            feature.setAttributes(list(astuple(row)))
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        del sink
        return {OUTPUT: target}


def _units(texts: dict[str, str]) -> list[PlannedUnit]:
    """The units asked for: by floors or by list, not both."""
    if bool(texts[LIST]) == bool(texts[FLOORS] or texts[PER_FLOOR]):
        raise DiachisoError(NO_UNITS)
    return stalls(texts[LIST]) if texts[LIST] else flats(texts[FLOORS], texts[PER_FLOOR], texts[FLOOR_NAMES])
