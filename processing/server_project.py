"""diachiso:serverproject — a project with its own public data, for QGIS Server."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
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
from .publication import Publication, tell_withheld

URL, OUTPUT = "URL", "OUTPUT"
COUNT, PROJECT = "COUNT", "PROJECT"


class ServerProject(Publication):
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

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add_commune()
        self.add(
            QgsProcessingParameterString(URL, translate("diachiso", "Address of the service"), optional=True),
            translate("diachiso", "Where the service will be found. Empty: the server says it."),
            advanced=True,
        )
        self.add_language(translate("diachiso", "Of the names of layers and classes. Empty: the language of QGIS."))
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
            commune=self.commune(parameters, context),
            url=self.parameterAsString(parameters, URL, context).strip(),
            language=self.language(parameters, context),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        text = translate("diachiso", "{path}: {count} addresses")
        feedback.pushInfo(text.format(path=done.project, count=done.rows))
        tell_withheld(feedback, done.withheld)
        return {OUTPUT: str(output), COUNT: done.rows, PROJECT: str(done.project)}
