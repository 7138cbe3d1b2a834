"""What the imports of collected values share: a dry run, the differences as a layer, counts that are told, a backup."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from ..compat import translate
from .base import DiachisoAlgorithm
from .difference_layer import difference_fields
from .transforms import WGS84

DRY_RUN, OUTPUT, BACKUP = "DRY_RUN", "OUTPUT", "BACKUP"


class Rows(Protocol):
    """Features of a plan of differences, with the fields of `difference_fields`."""

    def write(self, sink: QgsFeatureSink) -> None:
        """Add every row to a sink; DiachisoError where it does not take them."""


class DifferencesAlgorithm(DiachisoAlgorithm):
    """Base of algorithms whose dry run is a plan of differences, applied without it."""

    COUNTS: Mapping[str, str]
    """The counts that are results, with their titles (marked for translation)."""

    def add_differences(self) -> None:
        """Add the parameters of the dry run and the differences, and the outputs."""
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Dry run: differences only"), True),
            translate("diachiso", "Show the differences and write nothing."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT,
                translate("diachiso", "Differences"),
                QgsProcessing.SourceType.TypeVectorPoint,
                optional=True,
                createByDefault=True,
            ),
            translate("diachiso", "A point per value that differs, with old and new value, status and reason."),
        )
        for name, text in self.COUNTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, translate("diachiso", text)))
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A dry run writes nothing."""
        return not self.parameterAsBool(parameters, DRY_RUN, context)

    def write_differences(
        self, parameters: dict[str, Any], context: QgsProcessingContext, rows: Rows
    ) -> dict[str, Any]:
        """The differences, where OUTPUT is wanted; the file is whole when this returns."""
        crs = QgsCoordinateReferenceSystem(WGS84)
        sink, target = self.parameterAsSink(
            parameters, OUTPUT, context, difference_fields(), QgsWkbTypes.Type.Point, crs
        )
        if sink is None:
            return {}
        rows.write(sink)
        del sink
        return {OUTPUT: target}

    def tell_counts(self, counts: Mapping[str, int], feedback: QgsProcessingFeedback) -> None:
        """Each count with its title."""
        for name, text in self.COUNTS.items():
            feedback.pushInfo(f"{translate('diachiso', text)}: {counts[name]}")
