"""diachiso:noticeresults — how notices went: scanned from the list to sign, or from a table."""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ..compat import none_if_null, translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.notices import OUTCOME_WORDS, Outcome
from ..core.text import ascii_key
from ..register.notices import NoticeResult, record_results
from .base import DiachisoAlgorithm, Group
from .destination import refuse_destination
from .print_notices import day_of
from .record_table import OUTPUT, table_parameter, write_table

INPUT, SCANNED, OUTCOME, DAY, DRY_RUN = "INPUT", "SCANNED", "OUTCOME", "DAY", "DRY_RUN"
DONE, UNKNOWN = "DONE", "UNKNOWN"
_SPLIT = re.compile(r"[\n;,]+")
_COLUMNS = {
    "reference": ("so thong bao", "reference", "ma thong bao", "thong bao"),
    "outcome": ("ket qua", "outcome", "result"),
    "day": ("ngay", "ngay nhan", "day", "date"),
    "note": ("ghi chu", "note"),
}
_OUTCOMES = {
    Outcome.DELIVERED: ("delivered", "da giao", "da nhan", "x", "1"),
    Outcome.REFUSED: ("refused", "tu choi", "tu choi nhan"),
    Outcome.UNREACHABLE: ("unreachable", "khong gap", "khong gap duoc", "khong lien he duoc", "vang nha"),
}


class NoticeResults(DiachisoAlgorithm):
    """All that are known, in one transaction."""

    NAME = "noticeresults"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Results of notices")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes down how notices went. Scan the QR codes of the rows that were signed and paste the scans, or give a "
        "table with the columns reference (số thông báo), result (kết quả: đã giao, từ chối, không gặp), day (ngày) "
        "and note (ghi chú). Notices that the register did not send are listed with the reason; the others go on.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "notice,result,scan,qr,delivered,refused,unreachable")
    ICON = "check.svg"
    GROUP = Group.PUBLISH
    CHOICES = {OUTCOME: tuple(outcome.value for outcome in Outcome)}

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        self.add_register()
        self.add(
            QgsProcessingParameterString(SCANNED, translate("diachiso", "Scanned"), multiLine=True, optional=True),
            translate("diachiso", "What the QR codes of the list say, such as 20261122-1a2b3c/17, a line each."),
        )
        self.add(
            QgsProcessingParameterEnum(
                OUTCOME, translate("diachiso", "Result of what was scanned"),
                [translate("diachiso", OUTCOME_WORDS[outcome]) for outcome in Outcome], defaultValue=0,
            ),  # fmt: skip
            translate("diachiso", "For the scanned ones, and for rows of the table that do not say it."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                INPUT, translate("diachiso", "Table of results"), [QgsProcessing.SourceType.TypeVector], optional=True
            ),
            translate("diachiso", "An Excel sheet or a CSV file."),
        )
        self.add(
            QgsProcessingParameterString(DAY, translate("diachiso", "Day"), optional=True),
            translate("diachiso", "Like 2027-12-31; today if empty."),
        )
        self.add(
            QgsProcessingParameterBoolean(DRY_RUN, translate("diachiso", "Only look"), False),
            translate("diachiso", "Say what would be written, and write nothing."),
        )
        self.add(
            table_parameter(translate("diachiso", "Results")),
            translate("diachiso", "One row per notice: how many addresses it told of, or why it is not known."),
        )
        self.addOutput(QgsProcessingOutputNumber(DONE, translate("diachiso", "Notices with a result")))
        self.addOutput(QgsProcessingOutputNumber(UNKNOWN, translate("diachiso", "Unknown notices")))

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A look writes nothing."""
        return not self.parameterAsBool(parameters, DRY_RUN, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read what came back and write it down."""
        register = self.register_path(parameters, context)
        refuse_destination(parameters.get(OUTPUT), context, register, ())
        outcome = list(Outcome)[self.parameterAsEnum(parameters, OUTCOME, context)]
        day = day_of(self.parameterAsString(parameters, DAY, context)).isoformat()
        scanned = self.parameterAsString(parameters, SCANNED, context) or ""
        results = [
            NoticeResult(reference, outcome, day)
            for reference in dict.fromkeys(part.strip() for part in _SPLIT.split(scanned) if part.strip())
        ]
        source = self.parameterAsSource(parameters, INPUT, context) if parameters.get(INPUT) else None
        if source is not None:
            names = [field.name() for field in source.fields()]
            columns = {key: _column(names, words) for key, words in _COLUMNS.items()}
            for feature in source.getFeatures():
                row = {key: feature.attribute(name) if name else None for key, name in columns.items()}
                said = {key: str(none_if_null(value) or "").strip() for key, value in row.items()}
                if said["reference"]:
                    meant = outcome_of(said["outcome"]) or outcome
                    results.append(NoticeResult(said["reference"], meant, said["day"][:10] or day, said["note"]))
        dry = not self.writes(parameters, context)
        done = record_results(register, results, dry_run=dry, cancelled=feedback.isCanceled)
        rows = [
            (one.reference, one.addresses, translate("diachiso", one.problem.text).format(reference=one.reference)
             if one.problem else None)
            for one in done
        ]  # fmt: skip
        written = write_table(self, parameters, context, ["reference", "addresses", "problem"], rows, ("addresses",))
        unknown = sum(one.problem is not None for one in done)
        text = translate("diachiso", "{done} notices have a result, {unknown} are not known.")
        feedback.pushInfo(text.format(done=len(done) - unknown, unknown=unknown))
        return {**written, DONE: len(done) - unknown, UNKNOWN: unknown}


def outcome_of(text: str) -> Outcome | None:
    """The result that a cell means, in Vietnamese or English; None where it does not say."""
    key = ascii_key(text)
    return next((outcome for outcome, words in _OUTCOMES.items() if key in words), None)


def _column(names: Sequence[str], words: Sequence[str]) -> str:
    keys = {ascii_key(name.replace("_", " ")): name for name in reversed(list(names))}
    return next((keys[word] for word in words if word in keys), "")
