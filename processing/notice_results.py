"""diachiso:noticeresults — how notices went: scanned from the list to sign, or from a table."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from ..compat import none_if_null, translate
from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.notices import OUTCOME_WORDS, Outcome
from ..core.text import ascii_key
from ..register.notices import NoticeResult, record_results
from .base import DiachisoAlgorithm, Group
from .days import day_or_today, read_day
from .destination import refuse_destination
from .record_table import OUTPUT, table_parameter, write_table

INPUT, SCANNED, OUTCOME, DAY, DRY_RUN = "INPUT", "SCANNED", "OUTCOME", "DAY", "DRY_RUN"
DONE, UNKNOWN, WRONG = "DONE", "UNKNOWN", "WRONG"
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

BAD_OUTCOME = Message(
    "notice_bad_outcome",
    QT_TRANSLATE_NOOP(
        "diachiso", "“{text}” is no result. Write delivered (đã giao), refused (từ chối) or unreachable (không gặp)."
    ),
)
BAD_DAY = Message("notice_bad_day", QT_TRANSLATE_NOOP("diachiso", "“{text}” is no day. Write it like 22/11/2026."))


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
            translate("diachiso", "For the scanned ones, and for rows of the table that only say the day."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                INPUT, translate("diachiso", "Table of results"), [QgsProcessing.SourceType.TypeVector], optional=True
            ),
            translate("diachiso", "An Excel sheet or a CSV file. Rows without result and day are left out."),
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
        self.addOutput(QgsProcessingOutputNumber(WRONG, translate("diachiso", "Rows that say it wrongly")))

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
        day = day_or_today(self.parameterAsString(parameters, DAY, context)).isoformat()
        scanned = self.parameterAsString(parameters, SCANNED, context) or ""
        results = [
            NoticeResult(reference, outcome, day)
            for reference in dict.fromkeys(part.strip() for part in _SPLIT.split(scanned) if part.strip())
        ]
        source = self.parameterAsSource(parameters, INPUT, context) if parameters.get(INPUT) else None
        wrong: list[tuple[str, Message, str]] = []
        for said in _rows(source) if source is not None else ():
            meant = outcome_of(said["outcome"]) if said["outcome"] else outcome
            when = read_day(said["day"]) if said["day"] else day
            if meant is None:
                wrong.append((said["reference"], BAD_OUTCOME, said["outcome"]))
            elif not when:
                wrong.append((said["reference"], BAD_DAY, said["day"]))
            else:
                results.append(NoticeResult(said["reference"], meant, when, said["note"]))
        dry = not self.writes(parameters, context)
        done = record_results(register, results, dry_run=dry, cancelled=feedback.isCanceled)
        rows: list[tuple[Any, ...]] = [
            (one.reference, one.addresses, translate("diachiso", one.problem.text).format(reference=one.reference)
             if one.problem else None)
            for one in done
        ]  # fmt: skip
        rows += [(reference, 0, translate("diachiso", why.text).format(text=text)) for reference, why, text in wrong]
        written = write_table(self, parameters, context, ["reference", "addresses", "problem"], rows, ("addresses",))
        unknown = sum(one.problem is not None for one in done)
        text = translate("diachiso", "{done} notices have a result, {unknown} are not known, {wrong} say it wrongly.")
        feedback.pushInfo(text.format(done=len(done) - unknown, unknown=unknown, wrong=len(wrong)))
        return {**written, DONE: len(done) - unknown, UNKNOWN: unknown, WRONG: len(wrong)}


def outcome_of(text: str) -> Outcome | None:
    """The result that a cell means, in Vietnamese or English; None where it does not say."""
    key = ascii_key(text)
    return next((outcome for outcome, words in _OUTCOMES.items() if key in words), None)


def _rows(source: QgsProcessingFeatureSource) -> Iterator[dict[str, str]]:
    """What the rows with a reference say, by column."""
    names = [field.name() for field in source.fields()]
    columns = {key: _column(names, words) for key, words in _COLUMNS.items()}
    asked = [key for key in ("outcome", "day") if columns[key]]
    for feature in source.getFeatures():
        said = {key: _text(feature.attribute(name)) if name else "" for key, name in columns.items()}
        # A row that nobody has filled in says nothing; a table of references alone says it of all of them.
        if said["reference"] and (not asked or any(said[key] for key in asked)):
            yield said


def _text(value: Any) -> str:
    if isinstance(value, (QDate, QDateTime)):  # what a spreadsheet knows to be a day
        return str(value.toString(Qt.DateFormat.ISODate))
    return str(none_if_null(value) or "").strip()


def _column(names: Sequence[str], words: Sequence[str]) -> str:
    keys = {ascii_key(name.replace("_", " ")): name for name in reversed(list(names))}
    return next((keys[word] for word in words if word in keys), "")
