"""diachiso:upgraderegister — bring a register up to this version of the plugin and put it in order."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber, QgsProcessingOutputString

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.mend import mend_register
from .base import DiachisoAlgorithm

VERSION, TRIGGERS, PROBLEMS, BACKUP = "VERSION", "TRIGGERS", "PROBLEMS", "BACKUP"


class UpgradeRegister(DiachisoAlgorithm):
    """Upgrades, reinstalls lost triggers, verifies the ledger."""

    NAME = "upgraderegister"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Check and upgrade register")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Brings a register of an older version of the plugin up to this one, after a verified backup. Triggers that "
        "another program has removed (by replacing a table, for example) are put back, and the ledger is compared "
        "with the addresses: every disagreement is listed. Running it again changes nothing.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,upgrade,repair,check,trigger,ledger")
    ICON = "check.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The register, and what was done."""
        self.add_register()
        for name, text in (
            (VERSION, translate("diachiso", "Schema version")),
            (TRIGGERS, translate("diachiso", "Triggers put back")),
            (PROBLEMS, translate("diachiso", "Problems in the ledger")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Upgrade and check."""
        done = mend_register(self.register_path(parameters, context))
        for name in done.reinstalled:
            feedback.pushInfo(translate("diachiso", "Put back: {trigger}").format(trigger=name))
        for problem in done.problems:
            feedback.pushWarning(problem.message.render(translate, **problem.params))
        return {
            VERSION: done.migration.after,
            TRIGGERS: len(done.reinstalled),
            PROBLEMS: len(done.problems),
            BACKUP: str(done.migration.backup or ""),
        }
