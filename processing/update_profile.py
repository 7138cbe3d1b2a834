"""diachiso:updateprofile — give a register in use more fields, other words, other demands; nothing is lost."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.resources import LOCAL_KINDS
from ..register.postgres.driver import PgPlace
from ..register.profile_update import update_profile
from .project_step import WithProject

PROFILE, SETTINGS, ADDED, BACKUP = "PROFILE", "SETTINGS", "ADDED", "BACKUP"

ONLY_ON_SERVER = Message(
    "settings_only_on_server",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Settings are brought to a register on a server only. For {register} put the files into the folder {folder}, "
        "where they are found.",
    ),
)
NO_SETTINGS = Message(
    "settings_no_folder",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{folder} is no folder of settings: it holds none of the folders that stand in “profiles” beside a register "
        "({known}). Choose that folder.",
    ),
)


class UpdateProfile(WithProject):
    """Adds columns, makes the triggers and the project anew."""

    NAME = "updateprofile"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Update field profile")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Gives a register that is in use the fields, words and demands of a province's profile, after a verified "
        "backup. Fields are added and never taken away; no record is changed. The forms are made anew. Without a "
        "profile, the register gets what this version of the plugin knows more than the one that made it.\n\n"
        "On a server, its tables and guards change with it in one transaction. A province's own settings (schemes, "
        "classes, rules, letterheads …), which lie in the folder “profiles” beside a register in a file, are kept on "
        "the server, too: choose that folder to bring them there.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,field,profile,form,project,column")
    ICON = "layers.svg"
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The register, the profile, and what was done."""
        self.add_register()
        self.add(
            QgsProcessingParameterFile(
                PROFILE, translate("diachiso", "Field profile of the province"), extension="json", optional=True
            ),
            translate("diachiso", "Adds fields and words of the province to those of an address; see the manual."),
        )
        self.add(
            QgsProcessingParameterFile(
                SETTINGS, translate("diachiso", "Province's own settings (folder profiles)"),
                behavior=QgsProcessingParameterFile.Behavior.Folder, optional=True,
            ),  # fmt: skip
            translate(
                "diachiso",
                "Only for a register on a server: what stands in this folder replaces the settings that are there.",
            ),
            advanced=True,
        )
        self.add_project()
        self.addOutput(QgsProcessingOutputNumber(ADDED, translate("diachiso", "Fields added")))
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Change the register; its project follows."""
        register = self.register_path(parameters, context)
        if self._place is None and self.parameterAsString(parameters, SETTINGS, context):
            raise DiachisoError(ONLY_ON_SERVER, register=register, folder=register.parent / "profiles")
        done = update_profile(register, self.parameterAsFile(parameters, PROFILE, context) or None)
        if done.added:
            text = translate("diachiso", "Fields added: {names}")
            feedback.pushInfo(text.format(names=", ".join(done.added)))
        elif not done.changed:
            feedback.pushInfo(translate("diachiso", "The register knows this profile already; nothing was changed."))
        self.tell_dropped(done.dropped, feedback)
        results = {ADDED: len(done.added), BACKUP: str(done.backup or "")}
        return self.plan_project(parameters, context, register, results)

    def work_on_server(
        self, place: PgPlace, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The province's settings first: a profile may name classes of its own."""
        from ..register.postgres.settings import bring_settings_there

        chosen = self.parameterAsString(parameters, SETTINGS, context)
        if chosen:
            folder = Path(chosen)
            if not any((folder / kind).is_dir() for kind in LOCAL_KINDS):
                raise DiachisoError(NO_SETTINGS, folder=chosen, known=", ".join(LOCAL_KINDS))
            names = bring_settings_there(place, folder)
            text = translate("diachiso", "Settings that the register on the server has now: {names}")
            feedback.pushInfo(text.format(names=", ".join(names)))
        return super().work_on_server(place, parameters, context, feedback)
