"""diachiso:exportfieldpackage — part of a register with its forms, for QField or a second desktop."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.field_package import REGISTER_FILE
from ..publish.field_package import PersonsAsked, export_field_package
from ..publish.project.writer import project_path
from ..register.field_copy import Box, FieldScope
from .base import DiachisoAlgorithm
from .transforms import WGS84

EXTENT, COMMUNE, PHOTOS, LANGUAGE, OUTPUT = "EXTENT", "COMMUNE", "PHOTOS", "LANGUAGE", "OUTPUT"
PERSONS, REASON, RECIPIENT = "PERSONS", "REASON", "RECIPIENT"
COUNT, PROJECT, PACKAGE_ID = "COUNT", "PROJECT", "PACKAGE_ID"


class ExportFieldPackage(DiachisoAlgorithm):
    """Makes the folder and notes it in the register."""

    NAME = "exportfieldpackage"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Export field package")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Makes a folder for work in the field with QField or on a second computer, without network: the addresses of "
        "a commune or an extent, the project with the map and the forms, and the photos. Copy the whole folder to the "
        "device, work there, and bring it back with \"Import field package\".\n\n"
        "New houses are drawn in the field without a code; codes are given in the register only. Names and telephone "
        "numbers of people stay at home unless you ask for them with a reason and a recipient, which the register "
        "writes down; they may then be read in the field, not changed, and an import takes nothing of them. The codes "
        "in the package count as having left this computer.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,field,QField,mobile,offline,package,export,commune")
    ICON = "export.svg"
    AT_ONCE = FILES = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterExtent(EXTENT, translate("diachiso", "Extent"), optional=True),
            translate("diachiso", "Only the addresses in this rectangle. Empty: wherever they lie."),
        )
        self.add(
            QgsProcessingParameterString(COMMUNE, translate("diachiso", "Commune (code or name)"), optional=True),
            translate("diachiso", "Only the addresses of this commune. Empty: of all communes."),
        )
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, translate("diachiso", "Folder of the package")),
            translate("diachiso", "A new or empty folder. A package that stands is never written over."),
        )
        self.add(
            QgsProcessingParameterBoolean(PHOTOS, translate("diachiso", "Take the photos along"), True),
            translate("diachiso", "The photos that the addresses name, where they lie below the register's folder."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                LANGUAGE, translate("diachiso", "Language of the project (vi or en)"), optional=True
            ),
            translate("diachiso", "Empty: the language of QGIS."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(PERSONS, translate("diachiso", "Take people along"), False),
            translate(
                "diachiso",
                "Personal data: only if the work cannot be done without; a reason is asked for. In the field they can "
                "be read, not changed: new people are entered in the register.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(REASON, translate("diachiso", "Why people go along"), optional=True),
            translate("diachiso", "Written into the register's log."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(RECIPIENT, translate("diachiso", "Who gets the package"), optional=True),
            translate("diachiso", "Written into the register's log; needed where people go along."),
            advanced=True,
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Addresses in the package")))
        self.addOutput(QgsProcessingOutputFile(PROJECT, translate("diachiso", "Project of the package")))
        self.addOutput(QgsProcessingOutputString(PACKAGE_ID, translate("diachiso", "Number of the package")))

    def needs_people(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Only where they go along."""
        return self.parameterAsBool(parameters, PERSONS, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the package."""
        persons = None
        if self.parameterAsBool(parameters, PERSONS, context):
            texts = (self.parameterAsString(parameters, name, context) for name in (REASON, RECIPIENT))
            persons = PersonsAsked(*texts)
        output = Path(self.parameterAsString(parameters, OUTPUT, context))
        written = export_field_package(
            self.register_path(parameters, context),
            output,
            FieldScope(self.parameterAsString(parameters, COMMUNE, context), self._box(parameters, context)),
            self.parameterAsString(parameters, LANGUAGE, context) or QgsApplication.locale(),
            persons=persons,
            with_photos=self.parameterAsBool(parameters, PHOTOS, context),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        count = written.manifest.counts.get("address", 0)
        text = translate("diachiso", "{path}: {count} addresses, {photos} photos")
        feedback.pushInfo(text.format(path=written.folder, count=count, photos=written.photos))
        if written.lost_photos:
            text = translate("diachiso", "Photos that were not found below the register's folder: {files}")
            feedback.pushWarning(text.format(files=", ".join(written.lost_photos[:20])))
        return {
            OUTPUT: str(written.folder), COUNT: count, PACKAGE_ID: written.manifest.package_id,
            PROJECT: str(project_path(written.folder / REGISTER_FILE)),
        }  # fmt: skip

    def _box(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Optional[Box]:
        extent = self.parameterAsExtent(parameters, EXTENT, context, QgsCoordinateReferenceSystem(WGS84))
        if extent.isNull() or not extent.isFinite():
            return None
        return extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
