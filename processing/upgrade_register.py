"""diachiso:upgraderegister — bring a register fully up to this version of the plugin and put it in order."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber, QgsProcessingOutputString

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.mend import ledger_problems, mend_register
from ..register.postgres.driver import PgPlace
from ..register.profile_update import update_profile
from ..register.version import SCHEMA_VERSION
from .project_step import WithProject

VERSION, TRIGGERS, PROBLEMS, BACKUP, DROPPED = "VERSION", "TRIGGERS", "PROBLEMS", "BACKUP", "DROPPED"


class UpgradeRegister(WithProject):
    """Upgrades tables, fields, triggers and forms; verifies the ledger."""

    NAME = "upgraderegister"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Check and upgrade register")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Brings a register of an older version of the plugin fully up to this one, after a verified backup: its "
        "tables, the fields and demands that this version knows more, its guards, and the project with the forms. "
        "Words and demands of the province stay. Triggers that another program has removed (by replacing a table, "
        "for example) are put back, and the ledger is compared with the addresses: every disagreement is listed. "
        "Triggers on its tables that this version does not know (an older version's, or your own) are taken away and "
        "named; their statements stand in the register's log.\n\n"
        "Running it again changes nothing in the register.\n\n"
        "On a server, its keeper runs it with pg: and the name of the connection: tables, guards and rights are made "
        "anew from the register's own profile, and the ledger is compared. Backups there are the database's own; the "
        "project is written where “Project for the server” says.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,upgrade,repair,check,trigger,ledger")
    ICON = "check.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The register, and what was done."""
        self.add_register()
        self.add_project()
        for name, text in (
            (VERSION, translate("diachiso", "Schema version")),
            (TRIGGERS, translate("diachiso", "Triggers put back")),
            (PROBLEMS, translate("diachiso", "Problems in the ledger")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.addOutput(QgsProcessingOutputString(BACKUP, translate("diachiso", "Backup made before")))
        self.addOutput(QgsProcessingOutputString(DROPPED, translate("diachiso", "Triggers taken away")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Upgrade and check; the project follows."""
        register = self.register_path(parameters, context)
        done = mend_register(register)
        for name in done.reinstalled:
            feedback.pushInfo(translate("diachiso", "Put back: {trigger}").format(trigger=name))
        if done.added:
            feedback.pushInfo(translate("diachiso", "Tables added: {names}").format(names=", ".join(done.added)))
        self._tell_new(done.fields, done.classes, feedback)
        self.tell_dropped(done.dropped, feedback)
        for problem in done.problems:
            feedback.pushWarning(problem.message.render(translate, **problem.params))
        results = {
            VERSION: done.migration.after,
            TRIGGERS: len(done.reinstalled),
            PROBLEMS: len(done.problems),
            BACKUP: str(done.backup or ""),
            DROPPED: ", ".join(done.dropped),
        }
        return self.plan_project(parameters, context, register, results)

    @staticmethod
    def _tell_new(fields: Sequence[str], classes: Sequence[str], feedback: QgsProcessingFeedback) -> None:
        for text, names in (
            (translate("diachiso", "Fields added: {names}"), fields),
            (translate("diachiso", "Object classes added: {names}"), classes),
        ):
            if names:
                feedback.pushInfo(text.format(names=", ".join(names)))

    def work_on_server(
        self, place: PgPlace, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Guards and rights are made anew there, and the profile gets what this version knows more."""
        from ..register.postgres.mirror import mirrored
        from ..register.postgres.upgrade import upgrade_server

        done = upgrade_server(place)
        for name in done.tables:
            feedback.pushInfo(translate("diachiso", "Tables added: {names}").format(names=name))
        if done.indexes:
            feedback.pushInfo(translate("diachiso", "Indexes made: {names}").format(names=", ".join(done.indexes)))
        options: dict[str, Any] = {"cancelled": feedback.isCanceled, "waiting": feedback.pushInfo}
        with mirrored(place, writes=True, people=False, **options) as file:
            more = update_profile(file)
            self._tell_new(more.added, more.classes, feedback)
            problems = ledger_problems(file)
        for problem in problems:
            feedback.pushWarning(problem.message.render(translate, **problem.params))
        results = {VERSION: SCHEMA_VERSION, TRIGGERS: done.triggers, PROBLEMS: len(problems), BACKUP: "", DROPPED: ""}
        return self.plan_project(parameters, context, Path(), results)
