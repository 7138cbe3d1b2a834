"""diachiso:publishopendata — the public data set of a register, without personal data."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.open_data import publish_open_data
from .publication import Publication, tell_withheld

PROFILE, OUTPUT = "PROFILE", "OUTPUT"
COUNT, WITHHELD = "COUNT", "WITHHELD"


class PublishOpenData(Publication):
    """Writes the files and notes in the register that they left."""

    NAME = "publishopendata"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Publish open data")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes the public data set of a register: GeoPackage, GeoJSON and CSV of the verified and issued addresses, "
        "with a dictionary of the fields, counts, licence and a description for data portals (DCAT-AP).\n\n"
        "It holds no personal data: no field of a person, no remarks, no names of houses; a value that seems to tell "
        "of a person, such as a telephone number in a shop's name, is left empty and counted. The profile of open "
        "data says which fields there are. The register writes down that the data was published.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,open data,publish,GeoJSON,CSV,GeoPackage,DCAT,licence,portal")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add_commune()
        self.add(
            QgsProcessingParameterFile(
                PROFILE, translate("diachiso", "Profile of the open data"), extension="json", optional=True
            ),
            translate(
                "diachiso",
                "A JSON file that says which fields and stages are published. Empty: the one in profiles/open_data "
                "beside the register, else the shipped one.",
            ),
            advanced=True,
        )
        self.add_language(translate("diachiso", "Of the names of classes and titles. Empty: the language of QGIS."))
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, translate("diachiso", "Folder for the data")),
            translate("diachiso", "Files of an earlier publication in it are replaced."),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Addresses published")))
        self.addOutput(QgsProcessingOutputNumber(WITHHELD, translate("diachiso", "Values left empty")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the data set."""
        profile = self.parameterAsString(parameters, PROFILE, context)
        done = publish_open_data(
            self.register_path(parameters, context),
            Path(self.parameterAsString(parameters, OUTPUT, context)).absolute(),
            profile=Path(profile) if profile else None,
            commune=self.commune(parameters, context),
            language=self.language(parameters, context),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        for file in done.files:
            feedback.pushInfo(str(file))
        withheld = tell_withheld(feedback, done.withheld)
        return {OUTPUT: str(done.folder), COUNT: done.rows, WITHHELD: withheld}
