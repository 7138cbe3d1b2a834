"""Results of the review as a layer: a point per result, with what is wrong, what to do, and the fix where one is sure.
"""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QVariant

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.patience import Check
from ..core.profile import Profile
from ..core.rules.catalogue import Rule, RuleBook
from ..register.qa_results import ResultFilter, ResultRow, ResultState, read_ids, read_rows

_TEXTS = (
    "rule", "level", "state", "title", "message", "remedy", "fix", "reason", "subject", "object_id", "part", "code",
    "address_text", "commune_code", "commune",
)  # fmt: skip
_NUMBERS = ("result_id", "fid_of_object", "first_run", "last_run")
_PAGE = 2_000

RESULTS_NOT_WRITTEN = Message(
    "results_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer of results cannot be written ({problem}). The results stand in the register all the same. Check the "
        "free space, or choose another file.",
    ),
)


def result_fields() -> QgsFields:
    """The fields of the layer."""
    fields = QgsFields()
    for name in _NUMBERS:
        fields.append(QgsField(name, QVariant.LongLong))
    for name in _TEXTS:
        fields.append(QgsField(name, QVariant.String))
    return fields


class ResultLayer:
    """Writes results; texts in the user's language, names of fields as the profile has them."""

    def __init__(self, book: RuleBook, profile: Profile, communes: Mapping[str, str]) -> None:
        self._book, self._communes = book, communes
        self._locale = QgsApplication.locale()
        self._labels = {f.name: f.label.text(self._locale) for f in profile.fields}
        self.fields = result_fields()

    def write(self, path: Path, wanted: ResultFilter, sink: QgsFeatureSink, check: Check) -> int:
        """Add the results that the filter leaves; how many (DiachisoError where the sink does not take them)."""
        ids = read_ids(path, wanted)
        for low in range(0, len(ids), _PAGE):
            check()
            features = [self._feature(row) for row in read_rows(path, ids[low: low + _PAGE])]
            if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
                raise DiachisoError(RESULTS_NOT_WRITTEN, problem=sink.lastError() or "?")
        return len(ids)

    def _feature(self, row: ResultRow) -> QgsFeature:
        feature = QgsFeature(self.fields)
        if row.lon is not None and row.lat is not None:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(row.lon, row.lat)))
        rule = self._book.rules.get(row.rule)
        values = {
            "result_id": row.result_id, "fid_of_object": row.fid, "first_run": row.first_run, "last_run": row.last_run,
            "rule": row.rule, "level": row.level, "state": row.state, "subject": row.subject,
            "object_id": row.object_id, "part": row.part, "code": row.code, "address_text": row.address_text,
            "commune_code": row.commune_code, "commune": self._communes.get(row.commune_code), "reason": row.reason,
            "fix": self._fix(row), **self._said(rule, row),
        }  # fmt: skip
        feature.setAttributes([values.get(name) or None for name in (*_NUMBERS, *_TEXTS)])
        return feature

    def _said(self, rule: Rule | None, row: ResultRow) -> dict[str, str]:
        if rule is None:  # of an older book
            return {"title": row.rule}
        return {
            "title": rule.title_in(self._locale), "message": rule.text(self._locale, row.params),
            "remedy": rule.remedy_in(self._locale),
        }  # fmt: skip

    def _fix(self, row: ResultRow) -> str:
        """Such as "Đường: Tran Phu → Trần Phú"."""
        return "; ".join(
            f"{self._labels.get(name, name)}: {_shown(row.was.get(name))} → {_shown(value)}"
            for name, value in row.fix.items()
        )


def states_shown() -> frozenset[str]:
    """What is to be looked at, and what somebody has looked at."""
    return frozenset({ResultState.OPEN.value, ResultState.EXCEPTION.value})


def _shown(value: Any) -> str:
    return "–" if value is None or value == "" else str(value)
