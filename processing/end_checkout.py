"""diachiso:endcheckout — a check-out that will not come back: its unused numbers are never given."""
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
from ..register.checkout.checkouts import give_up
from ..register.checkout.share import at_hand
from .base import DiachisoAlgorithm

CHECKOUT, REASON, NUMBERS = "CHECKOUT", "REASON", "NUMBERS"


class EndCheckout(DiachisoAlgorithm):
    """Declares it lost in the register; the copy itself is not needed."""

    NAME = "endcheckout"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Give up a check-out")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "For a check-out that was lost, or whose work is not wanted: the register no longer waits for it. Its unused "
        "numbers are never given, since the copy may have given them to somebody; ask the authority for a further "
        "block if the commune needs more. Should the copy turn up after all, it can still be checked in and handed "
        "back; then its numbers are free again.\n\nA copy that is at hand is better checked in and handed back.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,checkout,lost,cancel,numbers")
    ICON = "exclude.svg"
    FILES = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and the output."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(CHECKOUT, translate("diachiso", "Number of the check-out")),
            translate("diachiso", "As the list of check-outs shows it."),
        )
        self.add(
            QgsProcessingParameterString(REASON, translate("diachiso", "Reason")),
            translate("diachiso", "Stands in the register's log. No names or telephone numbers of people."),
        )
        self.addOutput(QgsProcessingOutputNumber(NUMBERS, translate("diachiso", "Numbers that are never given")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Give it up."""
        checkout, reason = (self.parameterAsString(parameters, name, context).strip() for name in (CHECKOUT, REASON))
        with at_hand(self.register_path(parameters, context), feedback.isCanceled) as register:
            done = give_up(register, checkout, reason)
        text = translate("diachiso", "The check-out for {holder} is given up; {count} numbers are never given.")
        feedback.pushInfo(text.format(holder=done.holder, count=done.numbers))
        return {NUMBERS: done.numbers}
