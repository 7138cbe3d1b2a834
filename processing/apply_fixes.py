"""diachiso:applyfixes — write the fixes that the rules of the review suggest."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.qa_fixes import apply_fixes
from ..register.qa_results import ResultFilter, read_ids
from .base import DiachisoAlgorithm
from .result_numbers import RESULTS, result_numbers

RULES, COUNT, ADDRESSES, SKIPPED = "RULES", "COUNT", "ADDRESSES", "SKIPPED"


class ApplyFixes(DiachisoAlgorithm):
    """One apply, all or nothing."""

    NAME = "applyfixes"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Apply suggested fixes")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes what the rules of the review suggest where a fix is certain: of the results named by number, or of "
        "every open result of some rules. Records edited since the check, and records that the registry may have "
        "confirmed already, are left as they are and counted. “Undo the last apply” takes all of it back.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,review,fix,mend,correct")
    ICON = "mend.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(RESULTS, translate("diachiso", "Results"), multiLine=True, optional=True),
            translate("diachiso", "Numbers of the results (result_id), with commas between."),
        )
        self.add(
            QgsProcessingParameterString(RULES, translate("diachiso", "Rules"), optional=True),
            translate("diachiso", "Ids of rules, with commas between: every open result of theirs with a fix."),
        )
        for name, text in (
            (COUNT, translate("diachiso", "Results mended")),
            (ADDRESSES, translate("diachiso", "Addresses changed")),
            (SKIPPED, translate("diachiso", "Results left as they are")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the fixes."""
        register = self.register_path(parameters, context)
        numbers = result_numbers(self.parameterAsString(parameters, RESULTS, context))
        rules = [r.strip() for r in self.parameterAsString(parameters, RULES, context).split(",") if r.strip()]
        if rules:
            numbers += read_ids(register, ResultFilter(rules=frozenset(rules), fixable=True))
        done = apply_fixes(
            register, numbers, progress=lambda share: feedback.setProgress(100 * share), cancelled=feedback.isCanceled
        )
        for message, count in done.skipped:
            text = translate("diachiso", "{count} results were left as they are: {reason}")
            feedback.pushWarning(text.format(count=count, reason=message.render(translate)))
        return {COUNT: done.applied, ADDRESSES: done.addresses, SKIPPED: sum(count for _, count in done.skipped)}
