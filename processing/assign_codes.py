"""diachiso:assigncodes: every object of a land layer that should have an address gets its code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.reasons import STATUSES
from .assignment import Assignment, AssignmentRequest
from .base import Group
from .plan_algorithm import PlanAlgorithm

FIELD_HELP = {
    "ID_FIELD": QT_TRANSLATE_NOOP(
        "diachiso",
        "Field whose value stays with an object from month to month. Empty: found by its name, else objects are "
        "known by their outline.",
    ),
    "CLASS_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field that says what an object is (house, school, shed …)."),
    "NUMBER_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the house number. Empty: found by its name."),
    "STREET_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the street. Empty: found by its name."),
    "NAME_FIELD": QT_TRANSLATE_NOOP(
        "diachiso", "Field with the object's own name, such as a school's. Never a person's name."
    ),
    "SETTLEMENT_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the settlement (thôn, tổ dân phố)."),
    "UNIT_FIELD": QT_TRANSLATE_NOOP(
        "diachiso", "Field with the commune's code or name, used for objects outside every commune polygon."
    ),
}
FIELD_TITLES = {
    "ID_FIELD": QT_TRANSLATE_NOOP("diachiso", "ID field"),
    "CLASS_FIELD": QT_TRANSLATE_NOOP("diachiso", "Class field"),
    "NUMBER_FIELD": QT_TRANSLATE_NOOP("diachiso", "House number field"),
    "STREET_FIELD": QT_TRANSLATE_NOOP("diachiso", "Street field"),
    "NAME_FIELD": QT_TRANSLATE_NOOP("diachiso", "Name field"),
    "SETTLEMENT_FIELD": QT_TRANSLATE_NOOP("diachiso", "Settlement field"),
    "UNIT_FIELD": QT_TRANSLATE_NOOP("diachiso", "Commune field"),
}
_COUNT_TITLES = {
    "KEPT": QT_TRANSLATE_NOOP("diachiso", "Kept"),
    "MATCHED": QT_TRANSLATE_NOOP("diachiso", "Matched"),
    "NEW": QT_TRANSLATE_NOOP("diachiso", "Newly assigned"),
    "PROVISIONAL": QT_TRANSLATE_NOOP("diachiso", "Provisional codes"),
    "MOVED": QT_TRANSLATE_NOOP("diachiso", "Moved"),
    "SPLIT": QT_TRANSLATE_NOOP("diachiso", "Split"),
    "MERGED": QT_TRANSLATE_NOOP("diachiso", "Merged"),
    "MISSING": QT_TRANSLATE_NOOP("diachiso", "Missing from the layer"),
    "CONFLICT": QT_TRANSLATE_NOOP("diachiso", "Conflicts, for a person"),
    "SKIPPED": QT_TRANSLATE_NOOP("diachiso", "Skipped"),
}


class AssignCodes(PlanAlgorithm):
    """Plan codes for a layer's objects and, unless it is a dry run, write them into the register."""

    NAME = "assigncodes"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Assign codes")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Gives every main building (or parcel) of the layer its code. Objects that the register knows keep theirs; "
        "new ones get the next numbers of their commune's block in walking order, or a provisional key where there "
        "is no block. What was split, merged, moved, doubtful or skipped is listed with its reason. Start with a "
        "dry run, review the plan, then apply it: either everything is written or nothing. A verified backup is "
        "made first.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,code,assign,number,building,parcel")
    GROUP = Group.CODES
    ICON = "assign.svg"
    PEOPLE = False
    SOURCES = ("INPUT", "PARCELS", "REVIEWED_PLAN")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", translate("diachiso", "Buildings or parcels"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]
            ),
            translate("diachiso", "The land layer whose objects get addresses, in any CRS."),
        )
        self.add_register()
        self.add(
            QgsProcessingParameterString("SCHEME", translate("diachiso", "Code scheme"), "ndas"),
            translate("diachiso", "ndas, vpostcode, pluscode, parcel_geohash, or a scheme of the province's own."),
        )
        self.add_role()
        for name in (
            "ID_FIELD",
            "NUMBER_FIELD",
            "STREET_FIELD",
            "CLASS_FIELD",
            "NAME_FIELD",
            "SETTLEMENT_FIELD",
            "UNIT_FIELD",
        ):
            self.add(
                QgsProcessingParameterField(
                    name, translate("diachiso", FIELD_TITLES[name]), parentLayerParameterName="INPUT", optional=True
                ),
                translate("diachiso", FIELD_HELP[name]),
            )
        self.add(
            QgsProcessingParameterString("CLASS", translate("diachiso", "Class of objects without one"), optional=True),
            translate(
                "diachiso",
                "Id of an object class, such as house or school. Empty: house for buildings, parcel for parcels.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean("ANNEXES", translate("diachiso", "Annexes get codes, too"), False),
            translate("diachiso", "Sheds, toilets, walls and other annexes are skipped unless this is on."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "PARCELS",
                translate("diachiso", "Parcels, for sheet and number"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            ),
            translate("diachiso", "Each building gets the sheet and number of the parcel that holds it."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "PARCELS_WITH_BUILDING", translate("diachiso", "Parcels of coded buildings get codes, too"), False
            ),
            translate("diachiso", "A parcel that holds a coded building gets no code of its own unless this is on."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "TOLERANCE",
                translate("diachiso", "Reach beyond the communes (m)"),
                QgsProcessingParameterNumber.Type.Double,
                500.0,
                minValue=0.0,
            ),
            translate(
                "diachiso",
                "Objects outside every commune, such as floating houses, go to the nearest one within this distance.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(
                "HOLD_CANDIDATES",
                translate("diachiso", "Objects that may own an issued code wait"),
                defaultValue=True,
                optional=True,  # models of before know nothing of it
            ),
            translate(
                "diachiso",
                "What was a candidate when codes were matched, and is not decided yet, is listed and gets no new code. "
                "If this is off, it does.",
            ),
            advanced=True,
        )
        self.add_plan(translate("diachiso", "A point per object with its status, reason and code."))
        for status in STATUSES:
            name = status.name
            self.addOutput(QgsProcessingOutputNumber(name, translate("diachiso", _COUNT_TITLES[name])))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Plan, show, and write."""
        dry_run = self.parameterAsBool(parameters, "DRY_RUN", context)
        self.refuse_destination(parameters, context)
        register: Path = self.register_path(parameters, context)
        request = AssignmentRequest(
            register=register,
            scheme=self.parameterAsString(parameters, "SCHEME", context),
            role=self.role(parameters, context),
            fields={name: self.field(parameters, name, context) for name in FIELD_TITLES},
            object_class=self.parameterAsString(parameters, "CLASS", context),
            annexes=self.parameterAsBool(parameters, "ANNEXES", context),
            parcels_with_building=self.parameterAsBool(parameters, "PARCELS_WITH_BUILDING", context),
            tolerance=self.parameterAsDouble(parameters, "TOLERANCE", context),
            dry_run=dry_run,
            hold_candidates=self.parameterAsBool(parameters, "HOLD_CANDIDATES", context),
        )
        assignment = Assignment(
            request,
            source=self.parameterAsSource(parameters, "INPUT", context),
            parameter=parameters.get("INPUT"),
            layer=self.parameterAsVectorLayer(parameters, "INPUT", context),
            parcels=self.parameterAsSource(parameters, "PARCELS", context),
            reviewed=self.parameterAsSource(parameters, "REVIEWED_PLAN", context),
            context=context,
            feedback=feedback,
        )
        with assignment.opened():
            counts = assignment.plan().counts()
            results = self.write_plan(parameters, context, assignment.write_rows)
            if not dry_run:
                assignment.apply()
        for status, count in counts.items():
            results[status.name] = count
            feedback.pushInfo(f"{translate('diachiso', _COUNT_TITLES[status.name])}: {count}")
        return results
