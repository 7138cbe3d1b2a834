"""The parameters and outputs of diachiso:numberhouses."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from .base import DiachisoAlgorithm

INPUT, STREETS, RULES, DRY_RUN, OUTPUT, LINES = "INPUT", "STREETS", "RULES", "DRY_RUN", "OUTPUT", "LINES"
DOORS, PLOTS, CENTRE, ONLY, REVIEWED = "DOORS", "PLOTS", "CENTRE", "ONLY_STREETS", "REVIEWED_PLAN"
WRITTEN, BACKUP, PREVIEW = "WRITTEN", "BACKUP", "PREVIEW"
_FIELD_PARAMETERS = {
    "NUMBER_FIELD": ("number", INPUT), "STREET_FIELD": ("street", INPUT), "ALLEY_FIELD": ("alley", INPUT),
    "STREET_NAME_FIELD": ("street", STREETS), "DIRECTION_FIELD": ("direction", STREETS),
    "LOCKED_FIELD": ("locked", STREETS), "WIDTH_FIELD": ("width", STREETS),
}  # fmt: skip
_FIELD_TITLES = {
    "NUMBER_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the house number"),
    "STREET_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the street"),
    "ALLEY_FIELD": QT_TRANSLATE_NOOP("diachiso", "Field with the alley"),
    "STREET_NAME_FIELD": QT_TRANSLATE_NOOP("diachiso", "Street layer: field with the name"),
    "DIRECTION_FIELD": QT_TRANSLATE_NOOP("diachiso", "Street layer: field with the direction of numbering"),
    "LOCKED_FIELD": QT_TRANSLATE_NOOP("diachiso", "Street layer: field that locks a street"),
    "WIDTH_FIELD": QT_TRANSLATE_NOOP("diachiso", "Street layer: field with the width in metres"),
}
COUNT_TITLES = {
    "NEW": QT_TRANSLATE_NOOP("diachiso", "Numbers proposed"),
    "KEPT": QT_TRANSLATE_NOOP("diachiso", "Numbers kept"),
    "LOCKED": QT_TRANSLATE_NOOP("diachiso", "Houses on locked streets"),
    "SKIPPED": QT_TRANSLATE_NOOP("diachiso", "Houses without a number, with the reason"),
    "RESERVED": QT_TRANSLATE_NOOP("diachiso", "Numbers left free"),
}
QUALITY_TITLES = {
    "PARITY_BEFORE": QT_TRANSLATE_NOOP("diachiso", "Even and odd on their sides before (%)"),
    "PARITY_AFTER": QT_TRANSLATE_NOOP("diachiso", "Even and odd on their sides after (%)"),
    "ORDER_BEFORE": QT_TRANSLATE_NOOP("diachiso", "Numbers rise along the street before (rank correlation)"),
    "ORDER_AFTER": QT_TRANSLATE_NOOP("diachiso", "Numbers rise along the street after (rank correlation)"),
}


class NumberingParameters(DiachisoAlgorithm):
    """What is asked and what comes out."""

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        kinds = QgsProcessing.SourceType
        self._add_layer(
            INPUT, translate("diachiso", "Houses"), [kinds.TypeVectorPolygon, kinds.TypeVectorPoint],
            translate("diachiso", "Buildings or points. If empty, the houses of the register."),
        )  # fmt: skip
        self._add_layer(
            STREETS, translate("diachiso", "Streets"), [kinds.TypeVectorLine],
            translate(
                "diachiso",
                "Lines with a name; pieces of one name are one street. Lines without a name are taken for alleys. If "
                "empty, the streets of the register.",
            ),
        )  # fmt: skip
        self.add_register(
            help_text=translate("diachiso", "Its locked streets and directions count; numbers are written there."),
            optional=True,
        )
        self.add(
            QgsProcessingParameterString(RULES, translate("diachiso", "Rules of numbering"), "default", optional=True),
            translate(
                "diachiso",
                "default, continuous (no number left free), southern (12/5 for houses in alleys), or a file (.json) "
                "made after them.",
            ),
        )
        self.add(
            QgsProcessingParameterString(ONLY, translate("diachiso", "Only these streets"), optional=True),
            translate("diachiso", "Names with semicolons between; if empty, all."),
        )
        self._add_layer(
            DOORS, translate("diachiso", "Main doors"), [kinds.TypeVectorPoint],
            translate("diachiso", "Points on the outlines of houses; without them, the entrances of the register."),
            advanced=True,
        )  # fmt: skip
        self._add_layer(
            PLOTS, translate("diachiso", "Lots of the detailed plan"), [kinds.TypeVectorPolygon],
            translate("diachiso", "A number is left free for each lot without a house, instead of by the metres."),
            advanced=True,
        )  # fmt: skip
        self.add(
            QgsProcessingParameterPoint(CENTRE, translate("diachiso", "Centre"), optional=True),
            translate("diachiso", "Streets that lead away from it are numbered from it outward."),
            advanced=True,
        )
        for name, (_, parent) in _FIELD_PARAMETERS.items():
            field = QgsProcessingParameterField(
                name, translate("diachiso", _FIELD_TITLES[name]), parentLayerParameterName=parent, optional=True
            )
            self.add(field, translate("diachiso", "If empty, it is found by its name."), advanced=True)
        self._add_layer(
            REVIEWED, translate("diachiso", "Reviewed proposal"), [kinds.TypeVector],
            translate("diachiso", "The layer of a dry run: exactly its numbers are written, without those excluded."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Dry run: proposal only"), True),
            translate("diachiso", "Make the proposal and write nothing into the register."),
        )
        self._add_sink(
            OUTPUT, translate("diachiso", "Proposal"), kinds.TypeVectorPoint,
            translate("diachiso", "A point per house: number, reason, side; and one per number left free."),
        )  # fmt: skip
        self._add_sink(
            LINES, translate("diachiso", "Lines to the street"), kinds.TypeVectorLine,
            translate("diachiso", "From each house to its place on the street, and the streets from their beginning."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                PREVIEW, translate("diachiso", "Preview map"), translate("diachiso", "Drawing (*.svg)"), optional=True,
                createByDefault=False,
            ),
            translate("diachiso", "Houses, numbers, lines and streets drawn to scale, to be looked at or printed."),
        )  # fmt: skip
        for name, text in {**COUNT_TITLES, **QUALITY_TITLES}.items():
            self.addOutput(QgsProcessingOutputNumber(name, translate("diachiso", text)))
        self.addOutput(QgsProcessingOutputNumber(WRITTEN, translate("diachiso", "Numbers written")))
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))

    def _add_layer(self, name: str, title: str, kinds: list[Any], help_text: str, advanced: bool = False) -> None:
        self.add(QgsProcessingParameterFeatureSource(name, title, kinds, optional=True), help_text, advanced=advanced)

    def _add_sink(self, name: str, title: str, kind: Any, help_text: str) -> None:
        self.add(
            QgsProcessingParameterFeatureSink(name, title, kind, optional=True, createByDefault=True), help_text
        )

    def chosen_fields(self, parameters: dict[str, Any], context: QgsProcessingContext, layer: str) -> dict[str, str]:
        """The fields of a layer that the user chose, by what they say."""
        return {
            what: field for name, (what, parent) in _FIELD_PARAMETERS.items()
            if parent == layer and (field := self.parameterAsString(parameters, name, context))
        }  # fmt: skip
