"""What assigncodes and matchcodes share: a plan is made, reviewed by a person, and applied by the same algorithm."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsWkbTypes,
)

from ..compat import translate
from .base import DiachisoAlgorithm
from .destination import is_new_geopackage, refuse_destination
from .land.output import Output
from .plan_output import PlanOutput, SinkOutput, plan_fields, write_file
from .transforms import WGS84

_ROLES = ("auto", "building", "parcel")


class PlanAlgorithm(DiachisoAlgorithm):
    """An algorithm that makes a plan and, unless it is a dry run, applies it; `SOURCES`: the layers that it reads."""

    SOURCES: tuple[str, ...] = ()

    def add_role(self, advanced: bool = False) -> None:
        """Add ROLE."""
        self.add(
            QgsProcessingParameterEnum(
                "ROLE",
                translate("diachiso", "The layer holds"),
                [
                    translate("diachiso", "what its name and fields say"),
                    translate("diachiso", "buildings"),
                    translate("diachiso", "parcels"),
                ],
                defaultValue=0,
            ),
            translate("diachiso", "Buildings and parcels are kept apart in the register."),
            advanced=advanced,
        )

    def add_plan(self, output_help: str) -> None:
        """Add REVIEWED_PLAN, DRY_RUN and OUTPUT."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "REVIEWED_PLAN",
                translate("diachiso", "Reviewed plan"),
                [QgsProcessing.SourceType.TypeVector],
                optional=True,
            ),
            translate(
                "diachiso", "The plan of a dry run with a person's decisions; it must be of the register as it is now."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("DRY_RUN", translate("diachiso", "Dry run: plan only"), True),
            translate("diachiso", "Make the plan and write nothing."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("diachiso", "Plan"),
                QgsProcessing.SourceType.TypeVectorPoint,
                optional=True,
                createByDefault=True,
            ),
            output_help,
        )

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A dry run writes nothing."""
        return not self.parameterAsBool(parameters, "DRY_RUN", context)

    def role(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """The role chosen, "auto" where the layer's name and fields are to say it."""
        return _ROLES[self.parameterAsEnum(parameters, "ROLE", context)]

    def field(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        """A chosen field, '' for none."""
        fields = self.parameterAsFields(parameters, name, context)
        return str(fields[0]) if fields else ""

    def refuse_destination(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """DiachisoError where the plan would replace a register or a layer that is read."""
        sources = [self.parameterAsVectorLayer(parameters, name, context) for name in self.SOURCES]
        refuse_destination(parameters.get("OUTPUT"), context, self.register_path(parameters, context), sources)

    def write_plan(
        self, parameters: dict[str, Any], context: QgsProcessingContext, write: Callable[[PlanOutput], None]
    ) -> dict[str, Any]:
        """Write the plan's rows where OUTPUT is wanted; the results so far. The file is whole when this returns."""
        if is_new_geopackage(parameters.get("OUTPUT"), context):
            target = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
            return {"OUTPUT": write_file(Output.of(target), write)}
        sink, target = self.parameterAsSink(
            parameters, "OUTPUT", context, plan_fields(), QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(WGS84)
        )
        if sink is None:
            return {}
        write(SinkOutput(sink))
        del sink
        return {"OUTPUT": target}
