"""diachiso:publishopendata — the public data set of a register, without personal data."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.open_data import publish_open_data
from .base import DiachisoAlgorithm, Group

COMMUNE, PROFILE, LANGUAGE, OUTPUT = "COMMUNE", "PROFILE", "LANGUAGE", "OUTPUT"
COUNT, WITHHELD = "COUNT", "WITHHELD"


class PublishOpenData(DiachisoAlgorithm):
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
        self.add(
            QgsProcessingParameterString(LANGUAGE, translate("diachiso", "Language (vi or en)"), optional=True),
            translate("diachiso", "Of the names of classes and titles. Empty: the language of QGIS."),
            advanced=True,
        )
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
            commune=self.parameterAsString(parameters, COMMUNE, context),
            language=self.parameterAsString(parameters, LANGUAGE, context) or QgsApplication.locale(),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        for file in done.files:
            feedback.pushInfo(str(file))
        withheld = sum(done.withheld.values())
        if withheld:
            text = translate("diachiso", "{count} values seem to tell of a person and were left empty: {fields}")
            fields = ", ".join(f"{name} {n}" for name, n in sorted(done.withheld.items()))
            feedback.pushWarning(text.format(count=withheld, fields=fields))
        return {OUTPUT: str(done.folder), COUNT: done.rows, WITHHELD: withheld}
