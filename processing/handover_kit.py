"""diachiso:handoverkit — map, slips and list to sign for the head of a settlement."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.agency import load_agency
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.print_selection import PrintFilter
from ..core.text import ascii_key
from ..publish.handover import kit_maker
from ..publish.notice_run import HANDOVER, NoticeJob, make_notices
from .base import DiachisoAlgorithm, Group
from .days import day_or_today
from .print_notices import AGAIN, DAY, add_numbers, numbers, tell

COMMUNE, SETTLEMENT, OUTPUT = "COMMUNE", "SETTLEMENT", "OUTPUT"


class HandoverKit(DiachisoAlgorithm):
    """Three PDFs and a table."""

    NAME = "handoverkit"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Handover bag of a settlement")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Makes what the head of a settlement takes from door to door: a map (A3) on which each recipient has a number, "
        "the slips with code and QR code, and the list that recipients sign, with a QR code per row that is scanned "
        "when a notice was handed over. The list comes as a table, too, to be filled in (\"Results of notices\" takes "
        "the scans and the table). What was made for whom is written down, and the export is recorded.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "notice,handover,settlement,village,list,signature,map,slip")
    ICON = "export.svg"
    GROUP = Group.PUBLISH
    AT_ONCE = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(SETTLEMENT, translate("diachiso", "Settlement")),
            translate("diachiso", "Its name in any spelling, such as thôn Phước Thượng."),
        )
        self.add(
            QgsProcessingParameterString(COMMUNE, translate("diachiso", "Commune"), optional=True),
            translate("diachiso", "Code or name; needed where several communes have a settlement of that name."),
        )
        self.add(
            QgsProcessingParameterBoolean(AGAIN, translate("diachiso", "Tell again"), False),
            translate("diachiso", "Also addresses of which somebody has been told already."),
        )
        self.add(
            QgsProcessingParameterString(DAY, translate("diachiso", "Day of issue"), optional=True),
            translate("diachiso", "Like 2027-12-31; today if empty."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, translate("diachiso", "Folder for the bag")),
            translate("diachiso", "Gets map, slips and list as PDF, and the list as XLSX."),
        )
        add_numbers(self)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make the bag."""
        register = self.register_path(parameters, context)
        settlement = self.parameterAsString(parameters, SETTLEMENT, context).strip()
        commune = self.parameterAsString(parameters, COMMUNE, context).strip()
        folder = Path(self.parameterAsFileOutput(parameters, OUTPUT, context)).absolute()
        job = NoticeJob(
            register=register,
            chosen=PrintFilter(communes=(commune,) if commune else (), settlements=(settlement,)),
            agency=load_agency(None, register),
            again=self.parameterAsBool(parameters, AGAIN, context),
            day=day_or_today(self.parameterAsString(parameters, DAY, context)),
        )
        name = re.sub(r"[^a-z0-9]+", "_", ascii_key(f"{commune} {settlement}")).strip("_") or "tui"
        done = make_notices(
            job, folder, HANDOVER, ("full_name", "organisation"), kit_maker(folder, name),
            progress=lambda share: feedback.setProgress(100 * share), cancelled=feedback.isCanceled,
        )  # fmt: skip
        tell(done, feedback)
        return {OUTPUT: str(folder), **numbers(done)}
