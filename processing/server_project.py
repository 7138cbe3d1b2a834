"""diachiso:serverproject — a project with its own public data, for QGIS Server."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.server_project import write_server_project
from .base import DiachisoAlgorithm, Group

COMMUNE, URL, LANGUAGE, OUTPUT = "COMMUNE", "URL", "LANGUAGE", "OUTPUT"
COUNT, PROJECT = "COUNT", "PROJECT"


class ServerProject(DiachisoAlgorithm):
    """Writes the project and its data, and notes in the register that they left."""

    NAME = "serverproject"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Project for QGIS Server")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes a folder for QGIS Server: a project with its own copy of the verified and issued addresses, the "
        "communes, settlements and streets. It serves maps (WMS, with a style and a sheet for each theme), and data "
        "(WFS, OGC API – Features) to read.\n\n"
        "The register itself is never served. The copy holds no personal data; run this again to bring it up to date. "
        "The register writes down that it was made.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,server,QGIS Server,WMS,WFS,OGC API,service,share,map")
    GROUP = Group.PUBLISH
    ICON = "export.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(COMMUNE, translate("diachiso", "Commune (code or name)"), optional=True),
            translate("diachiso", "Only the addresses of this commune. Empty: of all communes."),
        )
        self.add(
            QgsProcessingParameterString(URL, translate("diachiso", "Address of the service"), optional=True),
            translate("diachiso", "Where the service will be found. Empty: the server says it."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(LANGUAGE, translate("diachiso", "Language (vi or en)"), optional=True),
            translate("diachiso", "Of the names of layers and classes. Empty: the language of QGIS."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, translate("diachiso", "Folder for the server")),
            translate("diachiso", "Copy the whole folder to the server. Files of an earlier run in it are replaced."),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Addresses served")))
        self.addOutput(QgsProcessingOutputFile(PROJECT, translate("diachiso", "Project for QGIS Server")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the folder."""
        output = Path(self.parameterAsString(parameters, OUTPUT, context)).absolute()
        done = write_server_project(
            self.register_path(parameters, context),
            output,
            commune=self.parameterAsString(parameters, COMMUNE, context),
            url=self.parameterAsString(parameters, URL, context).strip(),
            language=self.parameterAsString(parameters, LANGUAGE, context) or QgsApplication.locale(),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        text = translate("diachiso", "{path}: {count} addresses")
        feedback.pushInfo(text.format(path=done.project, count=done.rows))
        if done.withheld:
            said = translate("diachiso", "{count} values seem to tell of a person and were left empty: {fields}")
            fields = ", ".join(f"{name} {n}" for name, n in sorted(done.withheld.items()))
            feedback.pushWarning(said.format(count=sum(done.withheld.values()), fields=fields))
        return {OUTPUT: str(output), COUNT: done.rows, PROJECT: str(done.project)}
