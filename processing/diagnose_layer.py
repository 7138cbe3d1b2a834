"""diachiso:diagnoselayer: what is right and wrong with a land layer, in plain words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.land.findings import FindingLevel, count
from .engine import geometry_engine
from .land.diagnosis import diagnose
from .land.remembered_maps import remembered
from .land.report_html import diagnosis_html, write_report
from .land.source import ReadingOptions
from .land_algorithm import LandAlgorithm

OUTPUT_HTML = "OUTPUT_HTML"


class DiagnoseLayer(LandAlgorithm):
    """Reads a layer whole and changes nothing."""

    NAME = "diagnoselayer"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Diagnose layer")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Reads a land layer and says in plain words what is wrong with it: fonts and encodings field by field with "
        "samples, lost characters, the coordinate system, faults of the outlines, duplicates, personal data, and which "
        "fields are recognised. What is certain \"Import layer\" mends by itself; what is doubtful is listed "
        "for a person. "
        "Nothing is changed.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "diagnose,check,encoding,font,TCVN3,VNI,VN-2000,geometry")
    ICON = "diachiso.svg"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add_input()
        self.add_reference()
        self.add_reading()
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT_HTML, translate("diachiso", "Report"), "HTML (*.html)", optional=True, createByDefault=True
            ),
            translate("diachiso", "The diagnosis as a page to read, keep or send; it shows no personal data."),
        )
        self.addOutput(QgsProcessingOutputString("FINDINGS", translate("diachiso", "Findings (JSON)")))
        self.addOutput(QgsProcessingOutputNumber("CERTAIN", translate("diachiso", "Certain findings")))
        self.addOutput(QgsProcessingOutputNumber("DOUBTFUL", translate("diachiso", "Doubtful findings")))
        self.addOutput(QgsProcessingOutputNumber("INFOS", translate("diachiso", "Pieces of information")))

    def reading(self, parameters: dict[str, Any], context: QgsProcessingContext) -> ReadingOptions:
        """As given; a drawing whose levels nobody has named yet is diagnosed as well."""
        return replace(super().reading(parameters, context), any_levels=True)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, diagnose, report."""
        source = self.open(parameters, context, feedback)
        try:
            found = diagnose(
                source, geometry_engine(), feedback, given=remembered(source.fields),
                reference=self.reference(parameters, context),
            ).findings  # fmt: skip
        finally:
            source.close()
        results: dict[str, Any] = {}
        html = self.parameterAsFileOutput(parameters, OUTPUT_HTML, context)
        if html:
            write_report(Path(html), diagnosis_html(source, found))
            results[OUTPUT_HTML] = html
        for finding in found:
            text = finding.text(translate)
            (feedback.pushWarning if finding.level is FindingLevel.doubtful else feedback.pushInfo)(text)
        results["FINDINGS"] = json.dumps([finding.as_dict(translate) for finding in found], ensure_ascii=False)
        results["CERTAIN"] = count(found, FindingLevel.certain)
        results["DOUBTFUL"] = count(found, FindingLevel.doubtful)
        results["INFOS"] = count(found, FindingLevel.info)
        return results
