"""diachiso:sharedata — data for a named recipient, for a purpose, with listed fields, until a day; recorded."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.share_data import ALL_STAGES, Sharing, share_data
from .publication import Publication, tell_withheld

RECIPIENT, PURPOSE, FIELDS, EXPIRES, LEGAL_BASIS = "RECIPIENT", "PURPOSE", "FIELDS", "EXPIRES", "LEGAL_BASIS"
CLASSES, STAGES, OUTPUT = "CLASSES", "STAGES", "OUTPUT"
COUNT, PERSONS, SHEET, NUMBER = "COUNT", "PERSONS", "SHEET", "NUMBER"
DEFAULT_FIELDS = "code, object_class_name, name, address_text"


class ShareData(Publication):
    """Writes the file and its sheet, and notes in the register who got what."""

    NAME = "sharedata"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Share data")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes addresses for one recipient, such as another agency: for a purpose, with the fields that you list, "
        "until a day. A sheet with the conditions goes along, to be signed.\n\n"
        "The register writes down who gave it, when, to whom, why, which fields, how many rows and how many with "
        "personal data. Fields of people (person.full_name, person.phone …) go along only when you name them and a "
        "legal basis; a record then stands once for each person, and people whose retention date has passed stay out. "
        "A value of another field that seems to tell of a person is left empty and counted.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,share,recipient,agency,personal data,export,purpose,expiry")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(RECIPIENT, translate("diachiso", "Recipient")),
            translate("diachiso", "The agency, organisation or business that gets the data. Written into the log."),
        )
        self.add(
            QgsProcessingParameterString(PURPOSE, translate("diachiso", "Purpose")),
            translate("diachiso", "What the recipient needs the data for. Written into the log."),
        )
        self.add(
            QgsProcessingParameterString(FIELDS, translate("diachiso", "Fields"), DEFAULT_FIELDS),
            translate(
                "diachiso",
                "Names of fields with commas between them, such as code, address_text; a field of people begins with "
                "person, such as person.full_name. A wrong name brings up the list of all.",
            ),
        )
        self.add(
            QgsProcessingParameterString(EXPIRES, translate("diachiso", "May be used until")),
            translate("diachiso", "A day to come, like 2027-12-31."),
        )
        self.add(
            QgsProcessingParameterString(LEGAL_BASIS, translate("diachiso", "Legal basis"), optional=True),
            translate("diachiso", "Needed for fields of people: the law's article, or the number of the request."),
        )
        self.add_commune()
        self.add(
            QgsProcessingParameterString(CLASSES, translate("diachiso", "Object classes"), optional=True),
            translate("diachiso", "Codes of classes with commas between them, such as school, health. Empty: all."),
        )
        self.add(
            QgsProcessingParameterString(STAGES, translate("diachiso", "Stages"), "verified, issued", optional=True),
            translate("diachiso", "Stages with commas between them. Empty: all but retired ones."),
            advanced=True,
        )
        self.add_language(translate("diachiso", "Of the names of classes and titles. Empty: the language of QGIS."))
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT, translate("diachiso", "File for the recipient"), "*.gpkg;;*.xlsx;;*.csv;;*.geojson"
            ),
            translate("diachiso", "The sheet with the conditions is written beside it."),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Rows")))
        self.addOutput(QgsProcessingOutputNumber(PERSONS, translate("diachiso", "Rows with personal data")))
        self.addOutput(QgsProcessingOutputFile(SHEET, translate("diachiso", "Data sharing sheet")))
        self.addOutput(QgsProcessingOutputNumber(NUMBER, translate("diachiso", "Number in the register's log")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the data."""

        def text(name: str) -> str:
            return str(self.parameterAsString(parameters, name, context)).strip()

        def listed(name: str) -> tuple[str, ...]:
            return tuple(filter(None, (part.strip() for part in text(name).replace(";", ",").split(","))))

        done = share_data(
            self.register_path(parameters, context),
            Path(text(OUTPUT)).absolute(),
            Sharing(
                text(RECIPIENT), text(PURPOSE), listed(FIELDS), text(EXPIRES), text(LEGAL_BASIS),
                self.commune(parameters, context), listed(CLASSES), listed(STAGES) or ALL_STAGES,
            ),
            self.language(parameters, context),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )  # fmt: skip
        for file in (done.path, done.sheet):
            feedback.pushInfo(str(file))
        tell_withheld(feedback, done.withheld)
        return {
            OUTPUT: str(done.path), COUNT: done.rows, PERSONS: done.persons, SHEET: str(done.sheet),
            NUMBER: done.number,
        }  # fmt: skip
