"""diachiso:importreceipt — the answers to a package, as a plan of differences; then written, all or nothing."""
from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterFile,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..core.patience import Check
from ..register.cancelling import GATE_CANCELLED, GateCancelled
from ..register.collected import positions
from ..register.gate import writer_gate
from ..register.reading import read_meta
from ..register.snapshot import snapshot
from ..sync.packages.archive import is_archive
from ..sync.packages.receipt import OTHER_REGISTER, AnswerFile, read_receipt
from ..sync.packages.receive import ReceiptPlan, apply_receipt, plan_receipt
from ..sync.packages.settle import Status
from .answer_file import read_answer_sheet
from .destination import refuse_destination
from .differences_step import BACKUP, DRY_RUN, OUTPUT, DifferencesAlgorithm
from .receipt_rows import ReceiptRows
from .signing_key import signing_key

RECEIPT, KEY = "RECEIPT", "KEY"
_COUNTS = {
    "ACCEPTED": QT_TRANSLATE_NOOP("diachiso", "Records accepted"),
    "ISSUED": QT_TRANSLATE_NOOP("diachiso", "Of these issued, with their code"),
    "REJECTED": QT_TRANSLATE_NOOP("diachiso", "Records rejected"),
    "UNKNOWN": QT_TRANSLATE_NOOP("diachiso", "Answers to what this register has not sent"),
    "CONFLICTS": QT_TRANSLATE_NOOP("diachiso", "Answers for a person: they contradict what is known"),
    "UNCLEAR": QT_TRANSLATE_NOOP("diachiso", "Answers that nobody can understand"),
    "UNCHANGED": QT_TRANSLATE_NOOP("diachiso", "Answers that were known already"),
    "UNANSWERED": QT_TRANSLATE_NOOP("diachiso", "Rows without an answer"),
}


class ImportReceipt(DifferencesAlgorithm):
    """The plan is the result of a dry run; without it, it is applied."""

    NAME = "importreceipt"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Import a receipt")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Takes the answers to packages back: a signed receipt of the registry (zip), or the sheet that a post office, "
        "the police or a commune has filled in (XLSX, XLS, ODS or CSV, with what Excel does to zeros and numbers). "
        "Accepted records become verified, with a code issued; rejected ones go back with the reason. Issued codes "
        "enter the register and replace provisional keys. The signature is verified before anything is read. A "
        "receipt of another register is refused, one that was taken before changes nothing, and what contradicts an "
        "earlier answer or a code that another address has is listed for a person. Start with a dry run and look at "
        "the differences, then apply: either everything is written or nothing. A verified backup is made first.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,package,receipt,sync,offline,registry,code,answer,import")
    ICON = "apply.svg"
    COUNTS = _COUNTS
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterFile(
                RECEIPT,
                translate("diachiso", "Receipt or filled sheet"),
                fileFilter=translate("diachiso", "Receipts and sheets (*.zip *.xlsx *.xlsm *.xls *.ods *.csv *.txt)"),
            ),
            translate("diachiso", "The file as it came back."),
        )
        self.add(
            QgsProcessingParameterAuthConfig(KEY, translate("diachiso", "Key of the signature"), optional=True),
            translate(
                "diachiso",
                "A configuration of QGIS's authentication of the kind Basic, whose password is the key that you share "
                "with the registry. Empty: the one named “diachiso”. A sheet needs none.",
            ),
        )
        self.add_differences()

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Fetch the key, in the main thread: QGIS may have to ask for the master password. A sheet needs none."""
        signed = _is_signed(Path(self.parameterAsString(parameters, RECEIPT, context)))
        self._key = signing_key(self.parameterAsString(parameters, KEY, context)) if signed else None

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Verify, compare, show, and write."""
        register = self.register_path(parameters, context)
        source = Path(self.parameterAsString(parameters, RECEIPT, context)).absolute()
        dry_run = self.parameterAsBool(parameters, DRY_RUN, context)
        refuse_destination(parameters.get(OUTPUT), context, register, (), [str(source)])
        cancelled = feedback.isCanceled

        def check() -> None:
            if cancelled():
                raise GateCancelled(GATE_CANCELLED, path=str(register))

        opened = 0
        with ExitStack() as stack:
            if not dry_run:
                action = translate("diachiso", "importing a receipt")
                stack.enter_context(writer_gate(register, action=action, cancelled=cancelled))
            with snapshot(register, cancelled) as con:
                file = self._read(source, read_meta(con).register_id, check)
                feedback.setProgress(30)
                plan = plan_receipt(con, register, file, check)
                places = positions(con, {s.sent.fid for s in plan.settlements if s.sent is not None and s.sent.fid})
            results = self.write_differences(parameters, context, ReceiptRows(plan, places, check))
            check()
            feedback.setProgress(60)
            if not dry_run and plan.changes:
                backup, opened = apply_receipt(register, plan, check=check, cancelled=cancelled)
                results[BACKUP] = str(backup)
        counts = _counts(plan, opened)
        self.tell_counts(counts, feedback)
        _warn(plan, feedback)
        return {**results, **counts}

    def _read(self, source: Path, register_id: str, check: Check) -> AnswerFile:
        if self._key is not None:
            return read_receipt(source, self._key, register_id)
        file = read_answer_sheet(source, check)
        stamped = {answer.register_id for answer in file.answers if answer.register_id}
        if stamped and register_id not in stamped:  # single rows of another one are listed each
            raise DiachisoError(OTHER_REGISTER, path=str(source))
        return file


def _is_signed(source: Path) -> bool:
    return source.suffix.lower() == ".zip" or is_archive(source)


def _counts(plan: ReceiptPlan, opened: int) -> dict[str, int]:
    issued = plan.count(Status.ISSUED)
    return {
        "ACCEPTED": plan.count(Status.ACCEPTED) + issued, "ISSUED": issued, "REJECTED": plan.count(Status.REJECTED),
        "UNKNOWN": plan.count(Status.UNKNOWN), "CONFLICTS": plan.count(Status.CONFLICT) + opened,
        "UNCLEAR": plan.count(Status.UNCLEAR), "UNCHANGED": plan.count(Status.UNCHANGED),
        "UNANSWERED": plan.count(Status.UNANSWERED),
    }  # fmt: skip


def _warn(plan: ReceiptPlan, feedback: QgsProcessingFeedback) -> None:
    if plan.taken:
        feedback.pushInfo(translate("diachiso", "This very file was taken before."))
    doubtful = sum(plan.count(s) for s in (Status.CONFLICT, Status.UNKNOWN, Status.UNCLEAR))
    if doubtful:
        text = translate("diachiso", "{count} answers were not taken; the differences say why.")
        feedback.pushWarning(text.format(count=doubtful))
