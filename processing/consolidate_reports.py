"""diachiso:consolidatereports — one report out of the files of several communes."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterMultipleLayers,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..publish.merged_reports import NO_DATA, DataSheet, data_rows, merge_reports
from ..register.reading import read_overview
from .base import REGISTER, Group
from .land.table_rows import open_tables
from .report_outputs import PROFILE, ReportAlgorithm

FILES = "FILES"


class ConsolidateReports(ReportAlgorithm):
    """Reads the workbooks, writes the same documents as the report of a register."""

    NAME = "consolidatereports"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Put the reports of communes together")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Makes one report of the month out of the XLSX files that \"Report of the month\" wrote in several communes: "
        "the same table, document and letters, summed up from their sheets of data. Files of another month, or with a "
        "commune that another file has already, are refused by name. With a register, the communes that sent no file "
        "are listed.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,report,progress,month,communes,sum,xlsx,consolidate")
    GROUP = Group.PUBLISH
    ICON = "report.svg"
    WRITES = False
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        self.add(
            QgsProcessingParameterMultipleLayers(
                FILES, translate("diachiso", "Reports of communes (XLSX)"), QgsProcessing.SourceType.TypeFile
            ),
            translate("diachiso", "The files as they were written, one or more communes in each."),
        )
        self.add_register(
            help_text=translate("diachiso", "Names the communes that should have sent a file. It is only read."),
            optional=True,
        )
        self.add_settings()
        self.add_outputs()
        self.addOutput(QgsProcessingOutputNumber("COMMUNES", translate("diachiso", "Communes with a file")))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Never."""
        return False

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, add up, write."""
        register = self.register_path(parameters, context) if parameters.get(REGISTER) else None
        files = self.parameterAsFileList(parameters, FILES, context)
        self.refuse_outputs(parameters, context, register, files=files)
        sheets = [_sheet(file) for file in files]
        report = merge_reports(
            sheets,
            communes={} if register is None else read_overview(register).communes,
            register=register,
            profile=self.file_of(parameters, PROFILE, context),
            applications=self.applications(parameters, context),
        )
        feedback.setProgress(50)
        results = self.write_report(report, parameters, context, feedback, register)
        communes = {row.commune_code for row in report.rows if row.commune_code}
        return {**results, "COMMUNES": len(communes)}


def _sheet(file: str) -> DataSheet:
    for table in open_tables(str(Path(file))):
        found = data_rows(file, list(table))
        if found is not None:
            return found
    raise DiachisoError(NO_DATA, path=file)
