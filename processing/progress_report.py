"""diachiso:progressreport — table and document of the month."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.month_report import LandObjects, ReportRequest, make_report
from .base import Group
from .land_totals import LandLayer, land_objects
from .report_outputs import PERIOD, PROFILE, ReportAlgorithm

BUILDINGS, PARCELS, KEEP = "BUILDINGS", "PARCELS", "KEEP"
_FIELDS = {"ID_FIELD": BUILDINGS, "CLASS_FIELD": BUILDINGS, "PARCEL_ID_FIELD": PARCELS}


class ProgressReport(ReportAlgorithm):
    """Counts, keeps the figures of the month, writes its files."""

    NAME = "progressreport"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Report of the month")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes the table and the document of the month: by commune and by group of objects, with the sums of parts I, "
        "II, III: objects, collected (all basic fields), notified (addresses and recipients), plaques mounted, each in "
        "percent and with the change since the month before; targets met or not; map applications in use. The XLSX "
        "holds real numbers and formulas, the ODT is filled into a template that you may edit, the PDF lies across.\n\n"
        "With the land layers, objects that have no address yet count as well: a trial run of \"Assign codes\" finds "
        "them. The figures are kept in the register for the next month's changes; a month that is over is reported as "
        "it was counted then.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,report,progress,month,indicators,targets,xlsx,odt,pdf,letter")
    GROUP = Group.PUBLISH
    ICON = "report.svg"
    AT_ONCE = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(PERIOD, translate("diachiso", "Month"), optional=True),
            translate("diachiso", "Like 2026-11 or 11/2026; this month if empty. It closes on the profile's day (15)."),
        )
        for name, title, text in (
            (BUILDINGS, translate("diachiso", "Buildings"),
             translate("diachiso", "The land layer of buildings: those without an address count in the totals.")),
            (PARCELS, translate("diachiso", "Parcels"),
             translate("diachiso", "The land layer of parcels: those without an address and without a coded building "
                                   "count in the totals.")),
        ):  # fmt: skip
            kinds = [QgsProcessing.SourceType.TypeVectorAnyGeometry]
            self.add(QgsProcessingParameterFeatureSource(name, title, kinds, optional=True), text)
        titles = {
            "ID_FIELD": translate("diachiso", "ID of the buildings"),
            "CLASS_FIELD": translate("diachiso", "Class of the buildings"),
            "PARCEL_ID_FIELD": translate("diachiso", "ID of the parcels"),
        }
        for name, layer in _FIELDS.items():
            self.add(
                QgsProcessingParameterField(name, titles[name], parentLayerParameterName=layer, optional=True),
                translate("diachiso", "Empty: found by its name."),
                advanced=True,
            )
        self.add_settings()
        self.add(
            QgsProcessingParameterBoolean(KEEP, translate("diachiso", "Keep the figures of the month"), True),
            translate(
                "diachiso", "They are what next month's changes and the trend are against. Off: the register is only "
                "read."
            ),
            advanced=True,
        )
        self.add_outputs()

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Only where the figures are kept."""
        return self.parameterAsBool(parameters, KEEP, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Count, keep, write."""
        register = self.register_path(parameters, context)
        layers = self._layers(parameters, context)
        self.refuse_outputs(parameters, context, register, [given.layer for given in layers])
        request = ReportRequest(
            register=register,
            period=self.parameterAsString(parameters, PERIOD, context),
            keep=self.parameterAsBool(parameters, KEEP, context),
            profile=self.file_of(parameters, PROFILE, context),
            applications=self.applications(parameters, context),
        )

        def land() -> Optional[LandObjects]:
            return land_objects(register, layers, context, feedback) if layers else None

        report = make_report(request, date.today(), land, feedback.isCanceled)
        feedback.setProgress(80)
        return self.write_report(report, parameters, context, feedback, Path(register))

    def _layers(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[LandLayer]:
        found = []
        for name, role, fields in (
            (BUILDINGS, "building", {"ID_FIELD": "ID_FIELD", "CLASS_FIELD": "CLASS_FIELD"}),
            (PARCELS, "parcel", {"ID_FIELD": "PARCEL_ID_FIELD"}),
        ):
            source = self.parameterAsSource(parameters, name, context)
            if source is None:
                continue
            chosen = {own: self.parameterAsString(parameters, field, context) for own, field in fields.items()}
            layer = self.parameterAsVectorLayer(parameters, name, context)
            found.append(LandLayer(role, source, parameters.get(name), layer, chosen))
        return found
