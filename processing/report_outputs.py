"""What the algorithms of the report share: its files, its language, what it returns."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
    QgsVectorLayer,
)

from ..compat import translate
from ..core.errors import DiachisoError
from ..core.report_profile import MapApplication, read_applications
from ..publish.month_report import MonthReport
from ..publish.reminder_letters import write_letters
from ..publish.report_odt import template_of, write_report_odt
from ..publish.report_pdf import write_report_pdf
from ..publish.report_texts import ReportTexts
from ..publish.report_xlsx import write_report_xlsx
from .base import DiachisoAlgorithm
from .destination import refuse_destination, refuse_files
from .layer_reader import CANCELLED

PERIOD, TABLE, DOCUMENT, PDF, LETTERS = "PERIOD", "OUTPUT_TABLE", "OUTPUT_DOCUMENT", "OUTPUT_PDF", "OUTPUT_LETTERS"
APPLICATIONS, PROFILE, TEMPLATE, LANGUAGE = "APPLICATIONS", "PROFILE", "TEMPLATE", "LANGUAGE"


class ReportAlgorithm(DiachisoAlgorithm):
    """Base of the algorithms that write the report of a month."""

    def add_settings(self) -> None:
        """Files that say more than the register does."""
        self.add(
            QgsProcessingParameterFile(
                APPLICATIONS, translate("diachiso", "Map applications in use (CSV)"), extension="csv", optional=True
            ),
            translate(
                "diachiso",
                "A table with the columns name, since (like 2026-11-15), link. Those of the report profile are listed "
                "as well.",
            ),
        )
        self.add(
            QgsProcessingParameterFile(
                PROFILE, translate("diachiso", "Report profile (JSON)"), extension="json", optional=True
            ),
            translate(
                "diachiso",
                "Columns, groups, targets, closing day. Empty: the shipped one, with what stands in profiles/report "
                "beside the register.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                TEMPLATE, translate("diachiso", "Template of the document (ODT)"), extension="odt", optional=True
            ),
            translate(
                "diachiso",
                "Edited in LibreOffice or Word. Empty: profiles/report/report.odt beside the register, else the "
                "shipped one.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(LANGUAGE, translate("diachiso", "Language of the report"), optional=True),
            translate("diachiso", "Such as vi or en. Empty: the language of QGIS."),
            advanced=True,
        )

    def add_outputs(self) -> None:
        """The files, and the numbers of the whole."""
        for name, title, kind in (
            (TABLE, translate("diachiso", "Table (XLSX)"), "XLSX (*.xlsx)"),
            (DOCUMENT, translate("diachiso", "Document (ODT)"), "ODT (*.odt)"),
            (PDF, translate("diachiso", "Document (PDF)"), "PDF (*.pdf)"),
        ):
            self.add(
                QgsProcessingParameterFileDestination(name, title, kind, optional=True, createByDefault=False),
                translate("diachiso", "Where to write it; left empty, this form of it is not written."),
            )
        self.add(
            QgsProcessingParameterFolderDestination(
                LETTERS, translate("diachiso", "Reminder letters (folder)"), optional=True, createByDefault=False
            ),
            translate(
                "diachiso",
                "A letter (ODT and PDF) to each commune that misses a target; left empty, none is written.",
            ),
        )
        for name, title in (
            ("TOTAL", translate("diachiso", "Objects")),
            ("COLLECTED", translate("diachiso", "Collected")),
            ("NOTIFIED", translate("diachiso", "Notified")),
            ("MOUNTED", translate("diachiso", "Plaques mounted")),
            ("TARGETS", translate("diachiso", "Targets")),
            ("TARGETS_MET", translate("diachiso", "Targets met")),
            ("LATE", translate("diachiso", "Communes that miss a target")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def refuse_outputs(
        self, parameters: dict[str, Any], context: QgsProcessingContext, register: Optional[Path],
        sources: Iterable[Optional[QgsVectorLayer]] = (), files: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """Raise DiachisoError where a file would be written over what this run reads."""
        chosen = (self.parameterAsFile(parameters, name, context) for name in (APPLICATIONS, PROFILE, TEMPLATE))
        read = [*files, *chosen]
        targets = {name: self.parameterAsFileOutput(parameters, name, context) for name in (TABLE, DOCUMENT, PDF)}
        for target in targets.values():
            refuse_destination(target, context, register, list(sources), read)
        refuse_files({name: Path(target) if target else None for name, target in targets.items()}, context, register)

    def file_of(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Optional[Path]:
        """A file that was chosen; None where it was not."""
        found = self.parameterAsFile(parameters, name, context)
        return Path(found) if found else None

    def applications(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[MapApplication, ...]:
        """The map applications of the table, if one was chosen (DiachisoError)."""
        file = self.file_of(parameters, APPLICATIONS, context)
        return () if file is None else read_applications(file)

    def write_report(
        self, report: MonthReport, parameters: dict[str, Any], context: QgsProcessingContext,
        feedback: QgsProcessingFeedback, register: Optional[Path],
    ) -> dict[str, Any]:  # fmt: skip
        """Write the files that were asked for; the results of the run (DiachisoError)."""
        language = self.parameterAsString(parameters, LANGUAGE, context).strip() or QgsApplication.locale()
        texts = ReportTexts(report, language, date.today())
        template = self.file_of(parameters, TEMPLATE, context) or template_of("report", register)

        def check() -> None:
            if feedback.isCanceled():
                raise DiachisoError(CANCELLED)

        writers: tuple[tuple[str, Callable[[Path], Any]], ...] = (
            (TABLE, lambda path: write_report_xlsx(path, texts)),
            (DOCUMENT, lambda path: write_report_odt(path, texts, template)),
            (PDF, lambda path: write_report_pdf(path, texts, check)),
        )
        results: dict[str, Any] = {}
        for name, write in writers:
            target = self.parameterAsFileOutput(parameters, name, context)
            if target:
                check()
                write(Path(target))
                results[name] = target
        folder = self.parameterAsString(parameters, LETTERS, context)
        if folder:
            write_letters(Path(folder), texts, template_of("reminder", register), check)
            results[LETTERS] = folder
        whole, states = report.table.whole.now, report.table.targets
        for note in texts.notes():
            feedback.pushInfo(note)
        return {
            **results, "TOTAL": whole.total, "COLLECTED": whole.collected, "NOTIFIED": whole.notified,
            "MOUNTED": whole.mounted, "TARGETS": len(states), "TARGETS_MET": sum(state.met for state in states),
            "LATE": len(report.table.late),
        }  # fmt: skip
