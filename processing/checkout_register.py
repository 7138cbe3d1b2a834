"""diachiso:checkoutregister — some communes of a register as a register of their own, to be worked on elsewhere."""
from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.checkout import check_out
from ..publish.project.writer import project_path
from ..register.checkout.departure import CheckoutWish
from .base import DiachisoAlgorithm

COMMUNES, NUMBERS, HOLDER, PURPOSE = "COMMUNES", "NUMBERS", "HOLDER", "PURPOSE"
PERSONS, PHOTOS, LANGUAGE, OUTPUT = "PERSONS", "PHOTOS", "LANGUAGE", "OUTPUT"
COPY, PROJECT, CHECKOUT, COUNT, TAKEN = "COPY", "PROJECT", "CHECKOUT", "COUNT", "TAKEN"
_BETWEEN = re.compile(r"[,;\n]+")


class CheckOutRegister(DiachisoAlgorithm):
    """Makes the folder and notes in the register what is out."""

    NAME = "checkoutregister"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Check out communes")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Makes a folder with a register of its own for one or several communes: every record of them with people, "
        "notices, plaques, units, streets and history, their blocks of numbers, the project with its forms, the "
        "photos. It may be copied to another computer or a USB stick; everything works there: assigning codes, "
        "matching, forms, checks, undo. \"Check in communes\" brings back what was done.\n\n"
        "The numbers that go along are given in the copy only, until it is handed back: so no code is ever given "
        "twice. Without a limit all free numbers of the communes go along; give a limit where two people share a "
        "commune, or where the register shall go on giving codes there. The check-out, for whom it is and how many "
        "records of people went along, stands in the register's log. A copy is refreshed when it is checked in.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,checkout,commune,copy,offline,USB,share,office")
    ICON = "export.svg"
    FILES = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(COMMUNES, translate("diachiso", "Communes"), multiLine=True),
            translate("diachiso", "Codes or names of the communes, with commas, semicolons or lines between them."),
        )
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, translate("diachiso", "Folder of the check-out")),
            translate("diachiso", "A new or empty folder, on this computer or on a USB stick."),
        )
        self.add(
            QgsProcessingParameterNumber(
                NUMBERS, translate("diachiso", "Free numbers to take along, per commune"), optional=True, minValue=0
            ),
            translate(
                "diachiso",
                "Codes that the copy may give. Empty: all that are free in the blocks of the communes; the register "
                "itself then gives none there until the copy is handed back.",
            ),
        )
        self.add(
            QgsProcessingParameterString(HOLDER, translate("diachiso", "Who works on it"), optional=True),
            translate("diachiso", "Stands in the register's log and in the list of check-outs. Empty: you."),
        )
        self.add(
            QgsProcessingParameterString(PURPOSE, translate("diachiso", "What for"), optional=True),
            translate("diachiso", "Stands in the register's log."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(PERSONS, translate("diachiso", "Take people along"), True),
            translate(
                "diachiso",
                "Owners and users with their telephones (personal data). Without them the copy has the rest, and new "
                "people may be entered there.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(PHOTOS, translate("diachiso", "Take the photos along"), True),
            translate("diachiso", "The photos that the records name, where they lie below the register's folder."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                LANGUAGE, translate("diachiso", "Language of the project (vi or en)"), optional=True
            ),
            translate("diachiso", "Empty: the language of QGIS."),
            advanced=True,
        )
        self.addOutput(QgsProcessingOutputFile(COPY, translate("diachiso", "Register of the check-out")))
        self.addOutput(QgsProcessingOutputFile(PROJECT, translate("diachiso", "Project of the check-out")))
        self.addOutput(QgsProcessingOutputString(CHECKOUT, translate("diachiso", "Number of the check-out")))
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Addresses in the check-out")))
        self.addOutput(QgsProcessingOutputNumber(TAKEN, translate("diachiso", "Numbers taken along")))

    def refused_by_server(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Nobody noted the copy: it does not stand."""
        shutil.rmtree(self.parameterAsString(parameters, OUTPUT, context), ignore_errors=True)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the folder."""
        wanted = _BETWEEN.split(self.parameterAsString(parameters, COMMUNES, context))
        limit = parameters.get(NUMBERS)
        wish = CheckoutWish(
            [name.strip() for name in wanted if name.strip()],
            numbers=None if limit in (None, "") else self.parameterAsInt(parameters, NUMBERS, context),
            holder=self.parameterAsString(parameters, HOLDER, context),
            purpose=self.parameterAsString(parameters, PURPOSE, context),
            with_persons=self.parameterAsBool(parameters, PERSONS, context),
        )
        done = check_out(
            self.register_path(parameters, context),
            Path(self.parameterAsString(parameters, OUTPUT, context)),
            wish,
            self.parameterAsString(parameters, LANGUAGE, context) or QgsApplication.locale(),
            with_photos=self.parameterAsBool(parameters, PHOTOS, context),
            progress=lambda share: feedback.setProgress(100 * share),
            cancelled=feedback.isCanceled,
        )
        count = done.departure.copy.counts.get("address", 0)
        text = translate("diachiso", "{path}: {count} addresses, {numbers} free numbers")
        feedback.pushInfo(text.format(path=done.file, count=count, numbers=done.departure.numbers))
        if not done.departure.numbers:
            feedback.pushWarning(
                translate("diachiso", "No free number of a block went along: the copy gives provisional codes only.")
            )
        if done.lost_photos:
            text = translate("diachiso", "Photos that were not found below the register's folder: {files}")
            feedback.pushWarning(text.format(files=", ".join(done.lost_photos[:20])))
        return {
            OUTPUT: str(done.folder), COPY: str(done.file), PROJECT: str(project_path(done.file)),
            CHECKOUT: done.departure.order.checkout_id, COUNT: count, TAKEN: done.departure.numbers,
        }  # fmt: skip
