"""diachiso:retentionreport — whose data are past their date, masked."""
from __future__ import annotations

from dataclasses import astuple, fields
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.people import RetentionRow, read_retention
from .base import DiachisoAlgorithm
from .days import day_or_today
from .destination import refuse_destination
from .record_table import OUTPUT, table_parameter, write_table

DATE, PAST, WITHOUT_DATE = "DATE", "PAST", "WITHOUT_DATE"


class RetentionReport(DiachisoAlgorithm):
    """Reads only."""

    NAME = "retentionreport"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Report: personal data past their date")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Lists the people whose retention date has passed, the longest first, and those for whom none was set, with "
        "their legal basis. Names and telephones are masked; the number of the record is what \"Erase a person's "
        "data\" takes.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,person,personal data,privacy,retention,report")
    ICON = "check.svg"
    WRITES = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The register, the day, and the list."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(DATE, translate("diachiso", "As of (date)"), optional=True),
            translate("diachiso", "Like 2027-12-31; today if empty."),
            advanced=True,
        )
        self.add(
            table_parameter(translate("diachiso", "People past their date")),
            translate("diachiso", "One row per record of a person; days is -1 where no date was set."),
        )
        self.addOutput(QgsProcessingOutputNumber(PAST, translate("diachiso", "Records past their date")))
        self.addOutput(QgsProcessingOutputNumber(WITHOUT_DATE, translate("diachiso", "Records without a date")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """List them."""
        register = self.register_path(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, ())
        rows = read_retention(register, day_or_today(self.parameterAsString(parameters, DATE, context)))
        names = [field.name for field in fields(RetentionRow)]
        numbers = ("person_id", "days")
        results = write_table(self, parameters, context, names, (astuple(row) for row in rows), numbers)
        past = sum(row.days >= 0 for row in rows)
        text = translate("diachiso", "{past} records are past their date, {without} have none.")
        feedback.pushInfo(text.format(past=past, without=len(rows) - past))
        return {**results, PAST: past, WITHOUT_DATE: len(rows) - past}
