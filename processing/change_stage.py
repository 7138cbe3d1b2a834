"""diachiso:changestage — records of a register to another stage, retired or restored; all or none."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.lifecycle import Stage
from ..core.lifecycle_actions import STAGE_WORDS, Action, Refusal
from ..register.stage_change import StageRequest, change_stage
from .base import DiachisoAlgorithm
from .destination import refuse_destination
from .engine import geometry_engine
from .record_filter import listed_codes, matching_records
from .record_table import OUTPUT, table_parameter, write_table

FILTER, CODES, STAGE, RESTORE, REASON, DRY_RUN = "FILTER", "CODES", "STAGE", "RESTORE", "REASON", "DRY_RUN"
CHANGED, REFUSED = "CHANGED", "REFUSED"
_COLUMNS = ("record", "address_id", "code", "address_text", "before", "after", "status", "reason_text")

NO_RECORDS = Message(
    "stage_no_records",
    QT_TRANSLATE_NOOP(
        "diachiso", "No record is chosen. Give their codes (CODES), or a filter that some addresses meet (FILTER)."
    ),
)
STAGE_OR_RESTORE = Message(
    "stage_or_restore",
    QT_TRANSLATE_NOOP("diachiso", "Choose either a new stage (STAGE) or to restore (RESTORE): one of both."),
)


class ChangeStage(DiachisoAlgorithm):
    """Lawful steps only, each by someone who holds its power."""

    NAME = "changestage"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Change stages, retire, restore")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Takes records to another stage: declared, created, submitted, verified, issued, rejected, retired. Only "
        "lawful steps, by someone who holds the power for it in this register, and only with the fields that the step "
        "asks for. An address is never deleted but retired; its code stays its own and is never given to another. "
        "Restore makes a retired address what it was before, with its code. Either all chosen records are changed or "
        "none; a dry run lists each with the reason why not. Who did it, when and why stands in the history.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,stage,retire,restore,verify,submit,reject")
    ICON = "review.svg"
    CHOICES = {STAGE: [stage.value for stage in Stage]}

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(
                CODES, translate("diachiso", "Codes of the records"), multiLine=True, optional=True
            ),
            translate("diachiso", "Codes or address ids, with commas, semicolons or lines between them."),
        )
        self.add(
            QgsProcessingParameterExpression(FILTER, translate("diachiso", "Or a filter"), optional=True),
            translate(
                "diachiso",
                "An expression on the addresses, such as \"commune_code\" = '22528' AND \"stage\" = 'created'. With "
                "codes given too, only those of them that meet it.",
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                STAGE, translate("diachiso", "New stage"),
                [translate("diachiso", STAGE_WORDS[stage]) for stage in Stage], optional=True,
            ),  # fmt: skip
            translate(
                "diachiso",
                "The stage that the records are to be in. From submitted on, the registry decides. Besides the number, "
                "its name may be written: declared, created, submitted, verified, issued, rejected or retired.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(RESTORE, translate("diachiso", "Restore retired records"), False),
            translate("diachiso", "Instead of a new stage: each becomes what it was before it was retired."),
        )
        self.add(
            QgsProcessingParameterString(REASON, translate("diachiso", "Reason"), optional=True),
            translate(
                "diachiso",
                "Stands in the history; needed to retire, restore or reject. No names or telephone numbers of people.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Dry run: plan only"), True),
            translate("diachiso", "Make the plan and write nothing."),
        )
        self.add(
            table_parameter(translate("diachiso", "Records")),
            translate("diachiso", "One row per record: its stage before and after, and why it cannot be changed."),
        )
        self.addOutput(QgsProcessingOutputNumber(CHANGED, translate("diachiso", "Records changed")))
        self.addOutput(QgsProcessingOutputNumber(REFUSED, translate("diachiso", "Records that cannot be changed")))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A dry run writes nothing."""
        return not self.parameterAsBool(parameters, DRY_RUN, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Choose the records, look at each, and change all of them or none."""
        register = self.register_path(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, ())
        request = StageRequest(
            self._records(register, parameters, context),
            self._action(parameters, context),
            self.parameterAsString(parameters, REASON, context),
            QgsApplication.locale(),
        )
        done = change_stage(
            register, request, dry_run=not self.writes(parameters, context), render=_said,
            cancelled=feedback.isCanceled, engine=geometry_engine(),
        )  # fmt: skip
        rows = (
            (
                row.record, row.address_id, row.code, row.address_text, row.before, row.after,
                "refused" if row.refusal else "changed", _said(row.refusal) if row.refusal else "",
            )
            for row in done.rows
        )  # fmt: skip
        results = write_table(self, parameters, context, _COLUMNS, rows)
        return {**results, CHANGED: len(done.rows) - len(done.refused), REFUSED: len(done.refused)}

    def _action(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Action:
        chosen = parameters.get(STAGE) not in (None, "")
        if chosen == self.parameterAsBool(parameters, RESTORE, context):
            raise DiachisoError(STAGE_OR_RESTORE)
        if not chosen:
            return Action.RESTORE
        return Action(list(Stage)[self.parameterAsEnum(parameters, STAGE, context)].value)

    def _records(self, register: Path, parameters: dict[str, Any], context: QgsProcessingContext) -> list[str]:
        codes = listed_codes(self.parameterAsString(parameters, CODES, context))
        wanted = self.parameterAsString(parameters, FILTER, context).strip()  # asExpression drops a wrong one silently
        if wanted:
            found = matching_records(register, wanted, context)
            codes = [found[code] for code in codes if code in found] if codes else list(dict.fromkeys(found.values()))
        if not codes:
            raise DiachisoError(NO_RECORDS)
        return codes


def _said(refusal: Refusal) -> str:
    return refusal.render(translate)
