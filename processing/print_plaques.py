"""diachiso:printplaques — plaques of chosen addresses as a PDF for the workshop, with its list and the route."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.agency import load_agency
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.imposition import SheetKind
from ..core.plaque_design import DEFAULT, PlaqueDesign, find_design
from ..core.plaque_life import REASON_WORDS, PrintReason
from ..publish.plaque_art import PlaqueArt, read_art
from ..publish.plaque_layouts import design_of_layout
from ..publish.plaque_run import SKIP_WORDS, PlaqueJob, PlaqueRun, print_plaques
from ..register.postgres.beside import look_beside
from ..register.print_rows import address_columns
from .base import DiachisoAlgorithm, Group
from .destination import TABLES, refuse_files
from .print_choice import add_choice, read_choice

TEMPLATE, REASON, DRAFTS, SHEET = "TEMPLATE", "REASON", "DRAFTS", "SHEET"
ROLL_WIDTH, ROLL_LENGTH, AGENCY = "ROLL_WIDTH", "ROLL_LENGTH", "AGENCY"
OUTPUT, WORKSHOP, ROUTE = "OUTPUT", "WORKSHOP", "ROUTE"
COUNT, DRAFT_COUNT, SKIPPED, SHEETS, BATCH = "COUNT", "DRAFT_COUNT", "SKIPPED", "SHEETS", "BATCH"
_SHEETS = (
    (SheetKind.single, QT_TRANSLATE_NOOP("diachiso", "One plaque a page")),
    (SheetKind.a4, QT_TRANSLATE_NOOP("diachiso", "Sheets A4")),
    (SheetKind.a3, QT_TRANSLATE_NOOP("diachiso", "Sheets A3")),
    (SheetKind.roll, QT_TRANSLATE_NOOP("diachiso", "Roll of a plotter")),
)
_SMALL = 0.4  # of the size that the layout wants: below it somebody should look


class PrintPlaques(DiachisoAlgorithm):
    """The layout is read in the main thread; everything else in the background."""

    NAME = "printplaques"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Print plaques")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Makes a PDF of the plaques of the chosen addresses in walking order: text stays text with its fonts embedded, "
        "the QR code (by default the link to the national portal) is a vector. One plaque a page, or several on sheets "
        "and rolls with cut marks. How a plaque looks is a layout of QGIS's layout designer (house, alley, office, or "
        "your own); long texts are fitted into their place, never cut off. Only addresses whose code has been issued "
        "get a plaque; others can be printed as drafts that say so in large letters. A second plaque for an address "
        "is a replacement or a correction. What was printed, when, by whom and why stands in the register, in the "
        "list for the workshop and in the route list for those who mount, which comes back with \"Update plaques\".",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "plaque,print,qr,pdf,plate,sign,workshop,route")
    ICON = "plaque.svg"
    AT_ONCE = True
    PEOPLE = False
    GROUP = Group.PUBLISH

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(TEMPLATE, translate("diachiso", "Design"), DEFAULT),
            translate(
                "diachiso",
                "house, alley, office or one of the province's own designs; or the name of a print layout of the open "
                "project; or the path of a design (.json) or of a layout saved as template (.qpt).",
            ),
        )
        add_choice(self)
        self.add(
            QgsProcessingParameterEnum(
                REASON, translate("diachiso", "Why it is printed"),
                [translate("diachiso", REASON_WORDS[reason]) for reason in PrintReason], defaultValue=0,
            ),  # fmt: skip
            translate(
                "diachiso",
                "New: addresses that have a plaque are left out. Replacement, correction: only those that have one.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(DRAFTS, translate("diachiso", "Drafts of what is not issued"), False),
            translate("diachiso", "Addresses without an issued code are printed, too, marked as drafts."),
        )
        self.add(
            QgsProcessingParameterEnum(
                SHEET, translate("diachiso", "Printed on"), [translate("diachiso", text) for _, text in _SHEETS],
                defaultValue=0,
            ),  # fmt: skip
            translate("diachiso", "One plaque a page with its bleed and cut marks, or as many as fit on a sheet."),
        )
        for name, title, value, text in (
            (ROLL_WIDTH, translate("diachiso", "Width of the roll (mm)"), 914.0,
             translate("diachiso", "Such as 610, 914 or 1067.")),
            (ROLL_LENGTH, translate("diachiso", "Longest piece of the roll (mm)"), 3000.0,
             translate("diachiso", "Longer runs become several pieces; the last one ends with its plaques.")),
        ):  # fmt: skip
            number = QgsProcessingParameterNumber(
                name, title, QgsProcessingParameterNumber.Type.Double, value, minValue=50, maxValue=5000
            )
            self.add(number, text, advanced=True)
        self.add(
            QgsProcessingParameterFile(
                AGENCY, translate("diachiso", "Agency profile"), extension="json", optional=True
            ),
            translate("diachiso", "Empty: the one beside the register, or else the shipped one. It names the portal."),
            advanced=True,
        )
        pdf = translate("diachiso", "PDF files (*.pdf)")
        lists = translate("diachiso", "Tables (*.xlsx *.csv)")
        self.add(
            QgsProcessingParameterFileDestination(OUTPUT, translate("diachiso", "Plaques (PDF)"), pdf),
            translate("diachiso", "The file for the printer."),
        )
        for name, title, text in (
            (WORKSHOP, translate("diachiso", "List for the workshop"),
             translate("diachiso", "What each plaque says and where it stands in the PDF.")),
            (ROUTE, translate("diachiso", "Route list"),
             translate("diachiso", "For those who mount, with cells for what they did.")),
        ):  # fmt: skip
            self.add(
                QgsProcessingParameterFileDestination(name, title, lists, None, optional=True, createByDefault=False),
                text,
            )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Plaques printed")))
        self.addOutput(QgsProcessingOutputNumber(DRAFT_COUNT, translate("diachiso", "Drafts")))
        self.addOutput(QgsProcessingOutputNumber(SKIPPED, translate("diachiso", "Addresses left out")))
        self.addOutput(QgsProcessingOutputNumber(SHEETS, translate("diachiso", "Pages")))
        self.addOutput(QgsProcessingOutputString(BATCH, translate("diachiso", "Print run")))

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Read the layout, which belongs into the main thread."""
        template = self.parameterAsString(parameters, TEMPLATE, context)
        self._folder = TemporaryDirectory(prefix="diachiso-")  # pictures of a server's own designs lie there
        folder = Path(self._folder.name)
        if self._place is None:
            register = self.register_path(parameters, context)
            columns = address_columns(register)
        else:
            there = look_beside(self._place, folder)
            register, columns = there.register, list(there.address_columns)
        found = design_of_layout(context.project(), template.strip(), folder, register)
        self._design: PlaqueDesign = found or find_design(template, register)
        self._art: PlaqueArt = read_art(self._design, columns, {})

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Print and list."""
        register = self.register_path(parameters, context)
        files = {name: self._file(parameters, name, context) for name in (OUTPUT, WORKSHOP, ROUTE)}
        refuse_files(files, context, register, {WORKSHOP: TABLES, ROUTE: TABLES})
        agency = self.parameterAsString(parameters, AGENCY, context)
        output = files[OUTPUT] or Path()
        job = PlaqueJob(
            register=register,
            chosen=read_choice(self, parameters, context),
            design=self._design,
            agency=load_agency(agency or None, register),
            output=output,
            workshop=files[WORKSHOP],
            route=files[ROUTE],
            reason=list(PrintReason)[self.parameterAsEnum(parameters, REASON, context)],
            drafts=self.parameterAsBool(parameters, DRAFTS, context),
            sheet=_SHEETS[self.parameterAsEnum(parameters, SHEET, context)][0],
            roll=tuple(self.parameterAsDouble(parameters, name, context) for name in (ROLL_WIDTH, ROLL_LENGTH)),
            day=date.today().isoformat(),
            language=QgsApplication.locale(),
        )
        done = print_plaques(
            job, self._art, progress=lambda share: feedback.setProgress(100 * share), cancelled=feedback.isCanceled
        )
        _tell(done, feedback)
        results: dict[str, Any] = {name: str(file) for name, file in files.items() if file is not None}
        return {
            **results, COUNT: done.printed, DRAFT_COUNT: done.drafts, SKIPPED: sum(done.skipped.values()),
            SHEETS: done.sheets, BATCH: done.batch,
        }  # fmt: skip

    def _file(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Path | None:
        text = self.parameterAsFileOutput(parameters, name, context)
        return Path(text).absolute() if text else None


def _tell(done: PlaqueRun, feedback: QgsProcessingFeedback) -> None:
    text = translate("diachiso", "Print run {batch}: {printed} plaques, {drafts} drafts, {sheets} pages.")
    feedback.pushInfo(text.format(batch=done.batch, printed=done.printed, drafts=done.drafts, sheets=done.sheets))
    for skip, count in done.skipped.items():
        text = translate("diachiso", "{count} left out: {reason}.")
        feedback.pushInfo(text.format(count=count, reason=translate("diachiso", SKIP_WORDS[skip])))
    if done.smallest < _SMALL:
        text = translate(
            "diachiso",
            "A text had to be set in {percent} % of the size that the design wants. Look at the longest ones, or give "
            "them more room in the layout.",
        )
        feedback.pushWarning(text.format(percent=round(100 * done.smallest)))
