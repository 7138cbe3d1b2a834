"""diachiso:reviewcertificate — what was checked and what was found, as a document to file."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.review_certificate import make_certificate
from .base import DiachisoAlgorithm
from .destination import refuse_destination

OUTPUT_HTML, OUTPUT_PDF = "OUTPUT_HTML", "OUTPUT_PDF"


class ReviewCertificate(DiachisoAlgorithm):
    """Reads only."""

    NAME = "reviewcertificate"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Certificate of review")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes what the checks of a register came to: what was checked, when, by whom and by which version of the "
        "rules, which data, the results by rule and by commune, and every exception with its reason. For printing as "
        "PDF, for reading as a web page. No people stand in it but those who checked and excepted.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,review,certificate,report,pdf")
    ICON = "export.svg"
    WRITES = False
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add_register()
        for name, title, kind in (
            (OUTPUT_PDF, translate("diachiso", "Certificate (PDF)"), "PDF (*.pdf)"),
            (OUTPUT_HTML, translate("diachiso", "Certificate (web page)"), "HTML (*.html)"),
        ):
            self.add(
                QgsProcessingParameterFileDestination(name, title, kind, optional=True, createByDefault=False),
                translate("diachiso", "Where to write it; left empty, this form of it is not written."),
            )
        for name, title in (
            ("ERRORS", translate("diachiso", "Open errors")),
            ("WARNINGS", translate("diachiso", "Open warnings")),
            ("INFOS", translate("diachiso", "Open pieces of information")),
            ("EXCEPTIONS", translate("diachiso", "Exceptions")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the register, write the documents."""
        register = self.register_path(parameters, context)
        certificate = make_certificate(register, QgsApplication.locale())
        results: dict[str, Any] = {}
        for name, write in ((OUTPUT_HTML, certificate.write_html), (OUTPUT_PDF, certificate.write_pdf)):
            target = self.parameterAsFileOutput(parameters, name, context)
            if target:
                refuse_destination(target, context, register, ())
                write(Path(target))
                results[name] = target
        return {
            **results, "ERRORS": certificate.errors, "WARNINGS": certificate.warnings, "INFOS": certificate.infos,
            "EXCEPTIONS": certificate.exceptions,
        }  # fmt: skip
