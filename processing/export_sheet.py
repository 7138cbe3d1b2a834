"""diachiso:exportsheet — a sheet per commune, for the commune to fill in."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..publish.commune_sheets import export_sheets
from .base import DiachisoAlgorithm
from .destination import OVER_REGISTER

COMMUNE, LANGUAGE, OUTPUT = "COMMUNE", "LANGUAGE", "OUTPUT"
COUNT, FILES = "COUNT", "FILES"


class ExportSheet(DiachisoAlgorithm):
    """One XLSX file per commune."""

    NAME = "exportsheet"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Export sheets for communes")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes an XLSX file per commune with one row per address, for the commune to complete: lists to choose from, "
        "codes and verified values locked, help at each cell. Names and telephone numbers of people are never in it. "
        "The filled file comes back through \"Import collected sheets\". The codes in the sheets count as having left "
        "this computer: after an undo they are not given again. Files that are in the folder already stay.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,sheet,xlsx,excel,commune,collect,export")
    ICON = "export.svg"
    AT_ONCE = True
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(COMMUNE, translate("diachiso", "Commune (code or name)"), optional=True),
            translate("diachiso", "Only the addresses of this commune. Empty: a file for each commune."),
        )
        self.add(
            QgsProcessingParameterString(LANGUAGE, translate("diachiso", "Language of the sheet"), optional=True),
            translate("diachiso", "vi or en. Empty: the language of QGIS."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, translate("diachiso", "Folder for the sheets")),
            translate("diachiso", "A folder; or the name of one .xlsx file for everything."),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Addresses in the sheets")))
        self.addOutput(QgsProcessingOutputNumber(FILES, translate("diachiso", "Files")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the sheets."""
        register = self.register_path(parameters, context)
        output = Path(self.parameterAsString(parameters, OUTPUT, context)).absolute()
        if output == register:
            raise DiachisoError(OVER_REGISTER, path=output)
        written = export_sheets(
            register,
            output,
            self.parameterAsString(parameters, COMMUNE, context),
            self.parameterAsString(parameters, LANGUAGE, context) or QgsApplication.locale(),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        for file in written:
            text = translate("diachiso", "{path}: {count} addresses")
            feedback.pushInfo(text.format(path=file.path, count=file.addresses))
        return {OUTPUT: str(output), COUNT: sum(f.addresses for f in written), FILES: len(written)}
