"""diachiso:exportpackage — edits for a registry without an API, in a signed file with a sheet per commune."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.answers import stamp
from ..core.classes import load_classes
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.lifecycle_actions import Refusal
from ..publish.answer_sheet import AnswerRow, AnswerSheet, write_answer_sheet
from ..publish.project.words import Words
from ..register.reading import read_meta
from ..register.snapshot import snapshot
from ..register.sync_packages import commune_names
from ..sync.device import QgisDevice, device_of
from ..sync.packages.export import ExportRequest, ExportSummary, export_package
from ..sync.packages.sheet_rows import RECIPIENT_WORDS, Matter, PackageSheet, Recipient
from .base import DiachisoAlgorithm
from .destination import refuse_destination
from .engine import geometry_engine
from .record_table import OUTPUT, table_parameter, write_table
from .signing_key import signing_key

PACKAGE, COMMUNES, RECIPIENT, SUBMIT, KEY, REPEAT = "PACKAGE", "COMMUNES", "RECIPIENT", "SUBMIT", "KEY", "REPEAT"
LANGUAGE, COUNT, SUBMITTED, REFUSED = "LANGUAGE", "COUNT", "SUBMITTED", "REFUSED"
UNANSWERED, SHEETS, NUMBER, RESTORED = "UNANSWERED", "SHEETS", "NUMBER", "RESTORED"
TOLD = 5  # records held back that are named in the log
_COLUMNS = ("address_id", "code", "address_text", "reason")
_MATTERS = {
    Matter.NEW: QT_TRANSLATE_NOOP("diachiso", "New"),
    Matter.CHANGED: QT_TRANSLATE_NOOP("diachiso", "Changed"),
    Matter.RETIRED: QT_TRANSLATE_NOOP("diachiso", "Out of use"),
}

UNKNOWN_COMMUNE = Message(
    "package_unknown_commune",
    QT_TRANSLATE_NOOP("diachiso", "The register has no commune with the code {code}. Write codes of five digits."),
)


class ExportPackage(DiachisoAlgorithm):
    """One package of everything that was edited and may leave."""

    NAME = "exportpackage"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Export a package for the registry")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "For registries without an API: writes the submitted addresses that were edited since the last answer into a "
        "zip file, with a manifest (running number, digests), a signature, and a plain XLSX sheet per commune and "
        "recipient that the post office or the police can open and answer. The answers come back through \"Import a "
        "receipt\". Records that lack a basic field, have open errors or a telephone number in a text are not sent and "
        "are listed with the reason. Personal data is never in it. What is in a package waits for its answer; later "
        "edits leave in a later package. The signature proves that whoever made the file has the shared key and that "
        "nothing was changed since; it does not hide the content.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,package,sync,offline,registry,post office,police,sheet")
    ICON = "export.svg"
    AT_ONCE = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(COMMUNES, translate("diachiso", "Communes"), optional=True),
            translate("diachiso", "Codes of communes with commas between them. Empty: all."),
        )
        self.add(
            QgsProcessingParameterEnum(
                RECIPIENT, translate("diachiso", "Sheets for"),
                [translate("diachiso", RECIPIENT_WORDS[r]) for r in Recipient], allowMultiple=True, optional=True,
                defaultValue=[0],
            ),  # fmt: skip
            translate("diachiso", "Who gets a sheet per commune to answer. None: only the data for a registry."),
        )
        self.add(
            QgsProcessingParameterBoolean(SUBMIT, translate("diachiso", "Submit complete records"), False),
            translate("diachiso", "Created records that are complete and without errors are submitted and leave, too."),
        )
        self.add(
            QgsProcessingParameterAuthConfig(KEY, translate("diachiso", "Key to sign with"), optional=True),
            translate(
                "diachiso",
                "A configuration of QGIS's authentication of the kind Basic, whose password is the key that you share "
                "with the registry. Empty: the one named “diachiso”.",
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                REPEAT, translate("diachiso", "Send a lost package again"), optional=True, defaultValue=0, minValue=0
            ),
            translate("diachiso", "Number of a package that never arrived: its unanswered records leave once more."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(RESTORED, translate("diachiso", "Go on with a restored register"), False),
            translate(
                "diachiso",
                "The register is an older copy than the last package that left from it, and that is meant so: the "
                "numbers of packages go on from there.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(LANGUAGE, translate("diachiso", "Language of the sheets"), optional=True),
            translate("diachiso", "vi or en. Empty: the language of QGIS."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                PACKAGE, translate("diachiso", "Package"), translate("diachiso", "Packages (*.zip)")
            ),
            translate("diachiso", "The zip file to send."),
        )
        self.add(
            table_parameter(translate("diachiso", "Records not sent")),
            translate("diachiso", "One row per record that was held back, with the reason."),
        )
        for name, title in (
            (COUNT, translate("diachiso", "Records in the package")),
            (SUBMITTED, translate("diachiso", "Records submitted with it")),
            (REFUSED, translate("diachiso", "Records held back")),
            (UNANSWERED, translate("diachiso", "Edited records that wait for an answer")),
            (SHEETS, translate("diachiso", "Sheets in the package")),
            (NUMBER, translate("diachiso", "Number of the package")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Fetch the key, in the main thread: QGIS may have to ask for the master password."""
        self._key = signing_key(self.parameterAsString(parameters, KEY, context))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Choose, write, sign, note."""
        register = self.register_path(parameters, context)
        target = Path(self.parameterAsFileOutput(parameters, PACKAGE, context)).absolute()
        for output in (str(target), parameters.get(OUTPUT)):
            refuse_destination(output, context, register, ())
        language = self.parameterAsString(parameters, LANGUAGE, context) or QgsApplication.locale()
        with snapshot(register, feedback.isCanceled) as con:
            meta = read_meta(con)
            known = set(commune_names(con))
        request = ExportRequest(
            self._communes(parameters, context, known), self._recipients(parameters, context),
            self.parameterAsBool(parameters, SUBMIT, context), language,
            self.parameterAsInt(parameters, REPEAT, context), self.parameterAsBool(parameters, RESTORED, context),
        )  # fmt: skip
        maker = _SheetMaker(meta.province, language)
        done = export_package(
            register, target, request, self._key, maker, device_of(register, QgisDevice()), engine=geometry_engine(),
            progress=lambda share: feedback.setProgress(100 * share), cancelled=feedback.isCanceled,
        )  # fmt: skip
        _tell(done, target, feedback)
        rows = ((h.address_id, h.code, h.address_text, _said(h.refusal)) for h in done.held)
        results = write_table(self, parameters, context, _COLUMNS, rows)
        return {
            **results, PACKAGE: str(target) if done.number else "", COUNT: done.operations, SUBMITTED: done.submitted,
            REFUSED: len(done.held), UNANSWERED: done.unanswered, SHEETS: done.sheets, NUMBER: done.number,
        }  # fmt: skip

    def _communes(self, parameters: dict[str, Any], context: QgsProcessingContext, known: set[str]) -> list[str]:
        text = self.parameterAsString(parameters, COMMUNES, context) or ""
        codes = text.replace(";", ",").replace("\n", ",").split(",")
        wanted = [code.strip() for code in codes if code.strip()]
        for code in wanted:
            if code not in known:
                raise DiachisoError(UNKNOWN_COMMUNE, code=code)
        return wanted

    def _recipients(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Recipient]:
        every = list(Recipient)
        return [every[k] for k in self.parameterAsEnums(parameters, RECIPIENT, context)]


class _SheetMaker:
    """Writes the sheets in one language."""

    def __init__(self, province: str, language: str) -> None:
        self._province, self._words = province, Words(language)
        vietnamese = language.lower().startswith("vi")
        self._classes = {c.id: c.vi if vietnamese else c.en for c in load_classes().values()}

    def __call__(self, path: Path, sheet: PackageSheet) -> None:
        """One file."""
        words = self._words
        rows = [
            AnswerRow(
                row.op_id, row.key, row.address_text, self._class(row.values.get("object_class")),
                str(row.values.get("name") or ""), words(_MATTERS[row.matter]), _place(row.position),
            )
            for row in sheet.rows
        ]  # fmt: skip
        day = "/".join(reversed(sheet.created_at[:10].split("-")))
        content = AnswerSheet(
            sheet.commune, self._province, words(RECIPIENT_WORDS[sheet.recipient]), sheet.number, day,
            stamp(sheet.number, sheet.register_id), rows, words,
        )  # fmt: skip
        write_answer_sheet(path, content)

    def _class(self, value: object) -> str:
        return self._classes.get(str(value or ""), str(value or ""))


def _place(position: tuple[float, float] | None) -> str:
    return "" if position is None else f"{position[1]:.6f}, {position[0]:.6f}"


def _said(refusal: Refusal) -> str:
    return refusal.render(translate)


def _tell(done: ExportSummary, target: Path, feedback: QgsProcessingFeedback) -> None:
    if done.number:
        text = translate("diachiso", "Package {number}: {count} records, {sheets} sheets, {path}")
        feedback.pushInfo(
            text.format(number=done.number, count=done.operations, sheets=done.sheets, path=target)
        )
    else:
        feedback.pushWarning(
            translate(
                "diachiso",
                "Nothing leaves, and no file was made: no submitted record was edited since the last answer. Submit "
                "records that are complete, or switch on “Submit complete records”.",
            )
        )
    if done.more:
        feedback.pushWarning(translate("diachiso", "More records wait than a package takes: export another one."))
    if done.held:
        text = translate("diachiso", "{count} records were held back; the first of them, each with the reason:")
        feedback.pushWarning(text.format(count=len(done.held)))
        for held in done.held[:TOLD]:
            feedback.pushWarning(f"{held.address_text or held.code or held.address_id}: {_said(held.refusal)}")
