"""diachiso:importcollected — what communes have filled in, as a plan of differences; then written, all or nothing."""
from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
)

from ..compat import translate
from ..core.cell_values import readers
from ..core.collected import CollectedPlan, Status, plan_differences
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.patience import Check
from ..core.profile import Profile
from ..core.sheet_fields import filled_fields
from ..register.cancelling import GATE_CANCELLED, GateCancelled
from ..register.collected import SheetAddresses, positions, read_domains
from ..register.collected_apply import apply_collected
from ..register.gate import writer_gate
from ..register.reading import read_meta
from ..register.snapshot import snapshot
from ..register.value_changes import plan_state
from .collected_file import CollectedFile, read_collected
from .destination import refuse_destination
from .difference_layer import DifferenceRows
from .differences_step import BACKUP, DRY_RUN, OUTPUT, DifferencesAlgorithm

INPUT, CLEAR_EMPTY = "INPUT", "CLEAR_EMPTY"
_COUNTS = {
    "ADDED": QT_TRANSLATE_NOOP("diachiso", "Fields filled in that were empty"),
    "CHANGED": QT_TRANSLATE_NOOP("diachiso", "Fields changed"),
    "CONFLICTS": QT_TRANSLATE_NOOP(
        "diachiso", "Fields for a person: edited in the register since, or told differently by two rows"
    ),
    "REJECTED": QT_TRANSLATE_NOOP("diachiso", "Cells and rows not taken"),
    "UNCHANGED": QT_TRANSLATE_NOOP("diachiso", "Cells that say what the register says"),
    "ROWS": QT_TRANSLATE_NOOP("diachiso", "Rows read"),
}

OTHER_REGISTER = Message(
    "collected_other_register",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} was made from another register. Nothing was written. Choose the register that the sheet comes from.",
    ),
)
EMPTIED = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} cells were emptied in the sheet; the register keeps what it says there. Switch on \"Emptied cells empty "
    "the field\" if that is meant.",
)
REPEATED = QT_TRANSLATE_NOOP(
    "diachiso",
    "Columns of a field that another column has given already, not read: {columns}. Leave one column of each.",
)
NOT_READ = QT_TRANSLATE_NOOP("diachiso", "Columns that mean no field of the register, not read: {columns}")


class ImportCollected(DifferencesAlgorithm):
    """The plan is the result of a dry run; without it, it is applied."""

    NAME = "importcollected"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Import collected sheets")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Reads a sheet that a commune has filled in (XLSX, XLS, ODS or CSV, with what Excel does to zeros, dates and "
        "letters) and compares it with the register field by field. Rows find their address by code, hidden id or "
        "address text. What was edited in the register since the sheet was made is a conflict for a person; what has "
        "been submitted or verified is never overwritten; empty cells change nothing; columns with people are not "
        "read. Start with a dry run and look at the differences, then apply: either everything is written or nothing. "
        "A verified backup is made first, and the import can be undone.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,sheet,xlsx,csv,excel,commune,collected,import")
    ICON = "apply.svg"
    COUNTS = _COUNTS
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add(
            QgsProcessingParameterFile(
                INPUT,
                translate("diachiso", "Filled sheet"),
                fileFilter=translate("diachiso", "Tables (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.XLSX *.CSV)"),
            ),
            translate("diachiso", "The file as it came back from the commune."),
        )
        self.add_register()
        self.add(
            QgsProcessingParameterBoolean(CLEAR_EMPTY, translate("diachiso", "Emptied cells empty the field"), False),
            translate("diachiso", "Only in sheets made here, where the cell was filled when the sheet was made."),
            advanced=True,
        )
        self.add_differences()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Plan, show, and write."""
        register = self.register_path(parameters, context)
        source = self.parameterAsString(parameters, INPUT, context)
        dry_run = self.parameterAsBool(parameters, DRY_RUN, context)
        refuse_destination(parameters.get(OUTPUT), context, register, (), [source])
        cancelled = feedback.isCanceled

        def check() -> None:
            if cancelled():
                raise GateCancelled(GATE_CANCELLED, path=str(register))

        with ExitStack() as stack:
            if not dry_run:
                stack.enter_context(
                    writer_gate(register, action=translate("diachiso", "importing a sheet"), cancelled=cancelled)
                )
            with snapshot(register, cancelled) as con:
                meta = read_meta(con)
                state = plan_state(con)
                file = self._read(source, meta.profile, meta.register_id, check)
                feedback.setProgress(25)
                specs = [spec for spec in filled_fields(meta.profile) if spec.name in file.fields]
                of_field = readers(specs, read_domains(con, specs), file.decimal)
                found, known = SheetAddresses(con, check).find(file.rows, [spec.name for spec in specs])
                feedback.setProgress(40)
                plan = plan_differences(
                    file.rows, found, known, of_field, personal=file.personal, check=check,
                    clear_empty=self.parameterAsBool(parameters, CLEAR_EMPTY, context),
                )  # fmt: skip
                places = positions(con, (k.fid for k in known))
            results = self.write_differences(parameters, context, DifferenceRows(plan, known, of_field, places, check))
            check()
            feedback.setProgress(60)
            if not dry_run and plan.changes():
                backup = apply_collected(
                    register, plan, known, state, Path(source).name,
                    progress=lambda share: feedback.setProgress(60 + 40 * share), cancelled=cancelled,
                )  # fmt: skip
                results[BACKUP] = str(backup)
        counts = _counts(plan)
        self.tell_counts(counts, feedback)
        _warn(plan, file, feedback)
        return {**results, **counts}

    def _read(self, source: str, profile: Profile, register_id: str, check: Check) -> CollectedFile:
        file = read_collected(source, profile, check)
        stamped = {row.stamp.register_id for row in file.rows if row.stamp is not None}
        if stamped and register_id not in stamped:  # single rows of another one are refused each
            raise DiachisoError(OTHER_REGISTER, path=source)
        return file


def _counts(plan: CollectedPlan) -> dict[str, int]:
    return {
        "ADDED": plan.count(Status.ADDED), "CHANGED": plan.count(Status.CHANGED),
        "CONFLICTS": plan.count(Status.CONFLICT), "REJECTED": plan.count(Status.REJECTED),
        "UNCHANGED": plan.unchanged, "ROWS": plan.rows,
    }  # fmt: skip


def _warn(plan: CollectedPlan, file: CollectedFile, feedback: QgsProcessingFeedback) -> None:
    """What of the sheet was not read or not meant."""
    if plan.emptied:
        feedback.pushWarning(translate("diachiso", EMPTIED).format(count=plan.emptied))
    for text, columns in ((REPEATED, file.repeated), (NOT_READ, file.unknown)):
        if columns:
            feedback.pushWarning(translate("diachiso", text).format(columns=", ".join(columns)))
