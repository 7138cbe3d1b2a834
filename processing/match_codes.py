"""diachiso:matchcodes: codes that were issued already find the buildings and parcels that they belong to."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from .assign_codes import FIELD_HELP, FIELD_TITLES
from .assignment import Assignment, AssignmentRequest
from .base import Group
from .matching import Matching
from .plan_algorithm import PlanAlgorithm

_OFFICIAL_FIELDS = {
    "CODE_FIELD": (
        QT_TRANSLATE_NOOP("diachiso", "Code field"),
        QT_TRANSLATE_NOOP("diachiso", "Field with the issued code. Empty: found by its name."),
    ),
    "OFFICIAL_NUMBER_FIELD": (
        QT_TRANSLATE_NOOP("diachiso", "House number field of the issued codes"),
        QT_TRANSLATE_NOOP("diachiso", "Field with the house number. Empty: found by its name."),
    ),
    "OFFICIAL_STREET_FIELD": (
        QT_TRANSLATE_NOOP("diachiso", "Street field of the issued codes"),
        QT_TRANSLATE_NOOP("diachiso", "Field with the street. Empty: found by its name."),
    ),
    "OFFICIAL_NAME_FIELD": (
        QT_TRANSLATE_NOOP("diachiso", "Name field of the issued codes"),
        QT_TRANSLATE_NOOP("diachiso", "Field with the object's own name, such as a school's. Never a person's name."),
    ),
    "OFFICIAL_COMMUNE_FIELD": (
        QT_TRANSLATE_NOOP("diachiso", "Commune field of the issued codes"),
        QT_TRANSLATE_NOOP("diachiso", "Field with the commune's name, for codes without coordinates."),
    ),
}
_LAYER_FIELDS = ("ID_FIELD", "NUMBER_FIELD", "STREET_FIELD", "NAME_FIELD", "CLASS_FIELD")


class MatchCodes(PlanAlgorithm):
    """Match issued codes to a layer's objects and, unless it is a dry run, write them into the register."""

    NAME = "matchcodes"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Match issued codes")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Finds for every code that the platform has issued the building or parcel that it belongs to, one to one. A "
        "match is certain only if number and street or the name agree, or if no other object lies within the "
        "accuracy; everything else is listed for a person, with the candidates named. Codes without an object are "
        "noted, so that no block ever gives them again. Tables without coordinates are matched by their address.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,code,match,issued,official,point")
    GROUP = Group.CODES
    ICON = "match.svg"
    PEOPLE = False
    SOURCES = ("OFFICIAL", "INPUT", "REVIEWED_PLAN")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "OFFICIAL", translate("diachiso", "Issued codes"), [QgsProcessing.SourceType.TypeVector]
            ),
            translate("diachiso", "Points or a table of codes that the platform has issued."),
        )
        for name, (title, help_text) in _OFFICIAL_FIELDS.items():
            self.add(
                QgsProcessingParameterField(
                    name, translate("diachiso", title), parentLayerParameterName="OFFICIAL", optional=True
                ),
                translate("diachiso", help_text),
                advanced=name != "CODE_FIELD",
            )
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", translate("diachiso", "Buildings or parcels"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]
            ),
            translate("diachiso", "The land layer whose objects the codes belong to, in any CRS."),
        )
        self.add_register()
        self.add(
            QgsProcessingParameterNumber(
                "ACCURACY",
                translate("diachiso", "Accuracy of the positions (m)"),
                QgsProcessingParameterNumber.Type.Double,
                15.0,
                minValue=0.1,
                maxValue=500.0,
            ),
            translate("diachiso", "How far the position of an issued code may be off."),
        )
        for name in _LAYER_FIELDS:
            self.add(
                QgsProcessingParameterField(
                    name, translate("diachiso", FIELD_TITLES[name]), parentLayerParameterName="INPUT", optional=True
                ),
                translate("diachiso", FIELD_HELP[name]),
                advanced=True,
            )
        self.add(
            QgsProcessingParameterString("SCHEME", translate("diachiso", "Code scheme"), "ndas"),
            translate("diachiso", "The scheme of the issued codes."),
            advanced=True,
        )
        self.add_role(advanced=True)
        self.add_plan(translate("diachiso", "A point per issued code with its status, reason and candidates."))
        for name, title in (
            ("MATCHED", translate("diachiso", "Matched")),
            ("CONFLICT", translate("diachiso", "Conflicts, for a person")),
            ("UNMATCHED", translate("diachiso", "Without an object")),
            ("KEPT", translate("diachiso", "Known already")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Match, show, and write."""
        dry_run = self.parameterAsBool(parameters, "DRY_RUN", context)
        self.refuse_destination(parameters, context)
        request = AssignmentRequest(
            register=self.register_path(parameters, context),
            scheme=self.parameterAsString(parameters, "SCHEME", context),
            role=self.role(parameters, context),
            fields={name: self.field(parameters, name, context) for name in _LAYER_FIELDS},
            object_class="",
            annexes=False,
            parcels_with_building=True,
            tolerance=500.0,
            dry_run=dry_run,
        )
        assignment = Assignment(
            request,
            source=self.parameterAsSource(parameters, "INPUT", context),
            parameter=parameters.get("INPUT"),
            layer=self.parameterAsVectorLayer(parameters, "INPUT", context),
            parcels=None,
            reviewed=None,
            context=context,
            feedback=feedback,
        )
        matching = Matching(
            assignment,
            self.parameterAsSource(parameters, "OFFICIAL", context),
            {name: self.field(parameters, name, context) for name in _OFFICIAL_FIELDS},
            self.parameterAsDouble(parameters, "ACCURACY", context),
            self.parameterAsSource(parameters, "REVIEWED_PLAN", context),
        )
        with assignment.opened():
            counts = matching.match()
            results = self.write_plan(parameters, context, matching.write_rows)
            if not dry_run:
                matching.apply()
        results.update(MATCHED=counts.matched, CONFLICT=counts.conflict, UNMATCHED=counts.unmatched, KEPT=counts.kept)
        return results
