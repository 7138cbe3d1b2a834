"""What the algorithms share that give data away: a commune, a language, and telling what was withheld."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterString

from ..compat import translate
from .base import DiachisoAlgorithm, Group

COMMUNE, LANGUAGE = "COMMUNE", "LANGUAGE"


class Publication(DiachisoAlgorithm):
    """Base of the algorithms whose files leave the house."""

    GROUP = Group.PUBLISH
    ICON = "export.svg"
    AT_ONCE = True

    def add_commune(self) -> None:
        """Add the parameter COMMUNE."""
        self.add(
            QgsProcessingParameterString(COMMUNE, translate("diachiso", "Commune (code or name)"), optional=True),
            translate("diachiso", "Only the addresses of this commune. Empty: of all communes."),
        )

    def add_language(self, help_text: str) -> None:
        """Add the parameter LANGUAGE; the help is translated already."""
        self.add(
            QgsProcessingParameterString(LANGUAGE, translate("diachiso", "Language (vi or en)"), optional=True),
            help_text,
            advanced=True,
        )

    def commune(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """The commune that was said, or ''."""
        return str(self.parameterAsString(parameters, COMMUNE, context))

    def language(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """The language that was said, or that of QGIS."""
        return str(self.parameterAsString(parameters, LANGUAGE, context) or QgsApplication.locale())


def tell_withheld(feedback: QgsProcessingFeedback, withheld: Mapping[str, int]) -> int:
    """Warn of the values that were left empty, by field; how many there are."""
    count = sum(withheld.values())
    if count:
        text = translate("diachiso", "{count} values seem to tell of a person and were left empty: {fields}")
        fields = ", ".join(f"{name} {n}" for name, n in sorted(withheld.items()))
        feedback.pushWarning(text.format(count=count, fields=fields))
    return count
