"""The step that writes a register's project with its forms: after an algorithm, and never at the register's cost."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..publish.project.register_place import connection_of
from ..publish.project.server_layers import server_sources
from ..publish.project.writer import project_path, write_project
from .base import REGISTER, DiachisoAlgorithm, name_place

MAKE_PROJECT, LANGUAGE, PROJECT, PROJECT_FILE = "MAKE_PROJECT", "LANGUAGE", "PROJECT", "PROJECT_FILE"


DROPPED_TRIGGERS = QT_TRANSLATE_NOOP(
    "diachiso",
    "Triggers that this version does not know were taken away: {names}. They were an older version's, or somebody's "
    "own; what they said stands in the register's log (action “profile”).",
)


class WithProject(DiachisoAlgorithm):
    """Base of the algorithms that write the project beside the register when their own work is done."""

    _results: dict[str, Any]
    _project_of: Path | None = None
    _server_project = ""
    _connection = ""
    _language = ""

    @staticmethod
    def tell_dropped(names: Sequence[str], feedback: QgsProcessingFeedback) -> None:
        """Say which triggers of somebody's own are gone."""
        if names:
            feedback.pushWarning(translate("diachiso", DROPPED_TRIGGERS).format(names=", ".join(names)))

    def add_project(self) -> None:
        """Add the parameters and the output of the project."""
        self.add(
            QgsProcessingParameterBoolean(
                MAKE_PROJECT, translate("diachiso", "Write the project with the forms"), defaultValue=True,
                optional=True,  # so that models made before it stay valid
            ),  # fmt: skip
            translate(
                "diachiso",
                "Makes a QGIS project beside the register, of the same name: forms, lists and styles for entering the "
                "records. A project of this name that stands there is replaced.",
            ),
        )
        self.add(
            QgsProcessingParameterString(
                LANGUAGE, translate("diachiso", "Language of the project (vi or en)"), optional=True
            ),
            translate("diachiso", "Empty: the language of QGIS."),
            advanced=True,
        )
        if self.parameterDefinition(REGISTER) is not None:
            self.add(
                QgsProcessingParameterFileDestination(
                    PROJECT_FILE, translate("diachiso", "Project for the server"), "QGIS (*.qgz)", optional=True,
                    createByDefault=False,
                ),  # fmt: skip
                translate(
                    "diachiso",
                    "Only of a register on a server, beside which no file lies: where its project is written. It holds "
                    "no password, but the number of the authentication configuration.",
                ),
                advanced=True,
            )
        self.addOutput(QgsProcessingOutputFile(PROJECT, translate("diachiso", "Project with the forms")))

    def plan_project(
        self, parameters: dict[str, Any], context: QgsProcessingContext, register: Path, results: dict[str, Any]
    ) -> dict[str, Any]:
        """Remember what is to be written after `work`; returns the results."""
        self._language = self.parameterAsString(parameters, LANGUAGE, context) or QgsApplication.locale()
        if self._place is None and self.parameterAsBool(parameters, MAKE_PROJECT, context):
            self._project_of = register
        return {**results, PROJECT: ""}

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look the connection up, in the main thread."""
        if self._place is not None:
            self._connection = connection_of(self._place.shown)
            self._server_project = self.parameterAsString(parameters, PROJECT_FILE, context)

    def postProcessAlgorithm(  # noqa: N802
        self, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the project, in the main thread where there is one; what goes wrong with it is only a warning."""
        super().postProcessAlgorithm(context, feedback)
        project, file = Path(self._server_project), Path()
        try:
            if self._project_of is not None:
                project = project_path(self._project_of)
                write_project(self._project_of, project, self._language)
            elif self._place is not None and self._server_project:
                from ..register.postgres.mirror import mirrored

                with mirrored(self._place, writes=False, people=False, cancelled=feedback.isCanceled) as file:
                    sources = server_sources(self._connection, for_others=False)
                    write_project(file, project, self._language, sources=sources)
            else:
                return {}
        except DiachisoError as error:
            if self._place is not None:
                name_place(error, file, self._place)
            feedback.pushWarning(error.localized(translate))
            return self._results
        feedback.pushInfo(translate("diachiso", "Project with the forms: {path}").format(path=project))
        return {**self._results, PROJECT: str(project)}
