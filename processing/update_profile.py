"""diachiso:updateprofile — give a register in use more fields, other words, other demands; nothing is lost."""
from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.profile_update import update_profile
from .project_step import WithProject

PROFILE, ADDED, BACKUP = "PROFILE", "ADDED", "BACKUP"


class UpdateProfile(WithProject):
    """Adds columns, makes the triggers and the project anew."""

    NAME = "updateprofile"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Update field profile")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Gives a register that is in use the fields, words and demands of a province's profile, after a verified "
        "backup. Fields are added and never taken away; no record is changed. The forms are made anew. Without a "
        "profile, the register gets what this version of the plugin knows more than the one that made it.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,field,profile,form,project,column")
    ICON = "layers.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The register, the profile, and what was done."""
        self.add_register()
        self.add(
            QgsProcessingParameterFile(
                PROFILE, translate("diachiso", "Field profile of the province"), extension="json", optional=True
            ),
            translate("diachiso", "Adds fields and words of the province to those of an address; see the manual."),
        )
        self.add_project()
        self.addOutput(QgsProcessingOutputNumber(ADDED, translate("diachiso", "Fields added")))
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Change the register; its project follows."""
        register = self.register_path(parameters, context)
        done = update_profile(register, self.parameterAsFile(parameters, PROFILE, context) or None)
        if done.added:
            text = translate("diachiso", "Fields added: {names}")
            feedback.pushInfo(text.format(names=", ".join(done.added)))
        elif not done.changed:
            feedback.pushInfo(translate("diachiso", "The register knows this profile already; nothing was changed."))
        self.tell_dropped(done.dropped, feedback)
        results = {ADDED: len(done.added), BACKUP: str(done.backup or "")}
        return self.plan_project(parameters, context, register, results)
