"""diachiso:markexceptions — results of the review that are right as they are, with the reason; or not any more."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.qa_exceptions import end_exception, set_exception
from .base import DiachisoAlgorithm
from .result_numbers import RESULTS, result_numbers

REASON, WITHDRAW, COUNT = "REASON", "WITHDRAW", "COUNT"


class MarkExceptions(DiachisoAlgorithm):
    """All of them or none."""

    NAME = "markexceptions"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Mark exceptions")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Takes results of the review as right, for a reason that stands in the register and in the certificate of "
        "review with who gave it and when. An exception outlives later checks, and ends by itself when what its rule "
        "looked at changes. Withdraw opens the results again.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,review,exception,reason")
    ICON = "exclude.svg"
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(RESULTS, translate("diachiso", "Results"), multiLine=True),
            translate("diachiso", "Numbers of the results (result_id), with commas between."),
        )
        self.add(
            QgsProcessingParameterString(REASON, translate("diachiso", "Reason"), optional=True),
            translate("diachiso", "Why this is right as it is; no names of people. Not needed to withdraw."),
        )
        self.add(
            QgsProcessingParameterBoolean(WITHDRAW, translate("diachiso", "Withdraw"), defaultValue=False),
            translate("diachiso", "End the exceptions of these results instead."),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Results changed")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Mark, or withdraw."""
        register = self.register_path(parameters, context)
        numbers = result_numbers(self.parameterAsString(parameters, RESULTS, context))
        if self.parameterAsBool(parameters, WITHDRAW, context):
            return {COUNT: end_exception(register, numbers, cancelled=feedback.isCanceled)}
        reason = self.parameterAsString(parameters, REASON, context)
        return {COUNT: set_exception(register, numbers, reason, cancelled=feedback.isCanceled)}
