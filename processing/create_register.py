"""diachiso:createregister — a new address register of a province, out of the user's layers."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.profile import load_profile
from ..core.unit_match import UnitMatch, match_polygons
from ..core.units import AdminUnit, UnitTable
from ..register.class_table import class_rows
from ..register.create import create_register
from ..register.network_share import network_share
from .new_register_rows import CommuneFinder, NamedRows, commune_areas, settlement_rows, street_rows, unit_rows
from .project_step import WithProject
from .source_rows import SourceRow, read_rows, refuse_outside_viet_nam

PROVINCE, UNITS, UNITS_CODE_FIELD = "PROVINCE", "UNITS", "UNITS_CODE_FIELD"
STREETS, SETTLEMENTS, PROFILE, OUTPUT = "STREETS", "SETTLEMENTS", "PROFILE", "OUTPUT"
COUNTS = ("COMMUNES", "COMMUNES_WITH_AREA", "STREET_COUNT", "SETTLEMENT_COUNT", "UNMATCHED")

UNKNOWN_PROVINCE = Message(
    "unknown_province",
    QT_TRANSLATE_NOOP(
        "diachiso", "There is no province \"{province}\". Give its two-digit code or its name, such as 56 or Khánh Hòa."
    ),
)
OUTPUT_ON_SHARE = Message(
    "output_on_network_share",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The new register would lie on the network share {share}, where it could never be written safely. Choose a "
        "folder on a disk of this computer.",
    ),
)
NO_COMMUNE_FOUND = Message(
    "no_commune_found",
    QT_TRANSLATE_NOOP(
        "diachiso", "No area of the layer {layer} is a commune of {province}, so no register was made. {reasons}"
    ),
)


class CreateRegister(WithProject):
    """Makes the file; refuses to overwrite one."""

    NAME = "createregister"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Create register")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Makes a new address register (a GeoPackage) of a province. The communes are found in your layer "
        "by code or by name, however the name is spelt, and what was not found is said. Streets and "
        "settlements may be added. An existing file is never overwritten.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,new,commune")
    ICON = "create_register.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        areas = [QgsProcessing.SourceType.TypeVectorPolygon]
        lines = [QgsProcessing.SourceType.TypeVectorLine]
        self.add(
            QgsProcessingParameterString(PROVINCE, translate("diachiso", "Province (code or name)")),
            translate("diachiso", "The province of today, by its two-digit code or its name: 56 or Khánh Hòa."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(UNITS, translate("diachiso", "Communes"), areas, optional=True),
            translate(
                "diachiso",
                "The areas of the communes of today, in any coordinate reference system. Without them, "
                "objects can be placed only by a field that names their commune.",
            ),
        )
        self.add(
            QgsProcessingParameterField(
                UNITS_CODE_FIELD,
                translate("diachiso", "Field with the commune's code"),
                parentLayerParameterName=UNITS,
                optional=True,
            ),
            translate("diachiso", "Only needed where the field is not found by itself."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSource(STREETS, translate("diachiso", "Streets"), lines, optional=True),
            translate("diachiso", "Street lines with a name field; lines of one name in one commune are one street."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                SETTLEMENTS, translate("diachiso", "Settlements"), areas, optional=True
            ),
            translate("diachiso", "Areas of hamlets and neighbourhoods with a name field."),
        )
        self.add(
            QgsProcessingParameterFile(
                PROFILE, translate("diachiso", "Field profile of the province"), extension="json", optional=True
            ),
            translate("diachiso", "Adds fields and words of the province to those of an address; see the manual."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT, translate("diachiso", "New address register"), fileFilter="GeoPackage (*.gpkg)"
            ),
            translate("diachiso", "The file to make, on a disk of this computer (not on a network share)."),
        )
        self.add_project()
        for name, text in zip(
            COUNTS,
            (
                translate("diachiso", "Communes"),
                translate("diachiso", "Communes with an area"),
                translate("diachiso", "Streets"),
                translate("diachiso", "Settlements"),
                translate("diachiso", "Areas that are no commune of the province"),
            ),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the layers, match the communes, make the file."""
        table = UnitTable.load()
        province = _province(table, self.parameterAsString(parameters, PROVINCE, context))
        profile_path = self.parameterAsFile(parameters, PROFILE, context)
        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        profile = load_profile(profile_path or None, classes=[row.code for row in class_rows(output)])
        share = network_share(output.absolute())
        if share is not None:
            raise DiachisoError(OUTPUT_ON_SHARE, share=share)
        areas: dict[str, QgsGeometry] = {}
        postcodes: dict[str, str] = {}
        unmatched = 0
        source = self.parameterAsSource(parameters, UNITS, context)
        if source is not None:
            rows = self._rows(UNITS, source, QgsWkbTypes.GeometryType.PolygonGeometry, context, feedback)
            refuse_outside_viet_nam(source, rows)
            field = self.parameterAsString(parameters, UNITS_CODE_FIELD, context) or None
            match = match_polygons([row.values for row in rows], table, province.code, code_field=field)
            _refuse_no_match(match, source, province)
            areas, postcodes = commune_areas(rows, match)
            unmatched = sum(unit is None for unit in match.units)
            for notice in match.notices:
                feedback.pushWarning(notice.message.render(translate, **notice.params))
        else:
            feedback.pushWarning(
                translate("diachiso", "No areas of communes were given: objects will need a field with their commune.")
            )
        units = table.communes(province.code)
        communes = CommuneFinder(areas)
        streets, settlements = NamedRows((), 0, 0), NamedRows((), 0, 0)
        lines = self.parameterAsSource(parameters, STREETS, context)
        if lines is not None:
            rows = self._rows(STREETS, lines, QgsWkbTypes.GeometryType.LineGeometry, context, feedback)
            streets = street_rows(rows, communes)
        polygons = self.parameterAsSource(parameters, SETTLEMENTS, context)
        if polygons is not None:
            rows = self._rows(SETTLEMENTS, polygons, QgsWkbTypes.GeometryType.PolygonGeometry, context, feedback)
            settlements = settlement_rows(rows, communes, {unit.code for unit in units})
        if feedback.isCanceled():
            return {}
        summary = create_register(
            output,
            province=province,
            units=unit_rows(units, areas, postcodes),
            streets=streets.rows,
            settlements=settlements.rows,
            classes=class_rows(output),
            profile=profile,
        )
        _warn_of_left_out(feedback, translate("diachiso", "street lines"), streets)
        _warn_of_left_out(feedback, translate("diachiso", "settlements"), settlements)
        feedback.pushInfo(
            translate("diachiso", "Register of {province}: {communes} communes, {areas} of them with an area.").format(
                province=province.full_name, communes=summary.communes, areas=len(areas)
            )
        )
        numbers = (summary.communes, len(areas), summary.streets, summary.settlements, unmatched)
        results = {OUTPUT: str(summary.path), **dict(zip(COUNTS, numbers))}
        return self.plan_project(parameters, context, summary.path, results)

    def _rows(
        self,
        parameter: str,
        source: QgsProcessingFeatureSource,
        kind: QgsWkbTypes.GeometryType,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> list[SourceRow]:
        title = self.parameterDefinition(parameter).description()
        feedback.setProgressText(translate("diachiso", "Reading: {layer}").format(layer=title))
        return list(read_rows(source, context, feedback, kind))


def _province(table: UnitTable, text: str) -> AdminUnit:
    province = table.province(text) if text.strip() else None
    if province is None:
        raise DiachisoError(UNKNOWN_PROVINCE, province=text)
    return province


def _refuse_no_match(match: UnitMatch, source: QgsProcessingFeatureSource, province: AdminUnit) -> None:
    if not any(match.units):
        reasons = " ".join(notice.message.render(translate, **notice.params) for notice in match.notices)
        raise DiachisoError(
            NO_COMMUNE_FOUND, layer=source.sourceName(), province=province.full_name, reasons=reasons
        )


def _warn_of_left_out(feedback: QgsProcessingFeedback, what: str, rows: NamedRows) -> None:
    if rows.unnamed:
        text = translate("diachiso", "{count} {what} have no name and were left out.")
        feedback.pushWarning(text.format(count=rows.unnamed, what=what))
    if rows.without_geometry:
        text = translate("diachiso", "{count} {what} have no geometry and were left out.")
        feedback.pushWarning(text.format(count=rows.without_geometry, what=what))
