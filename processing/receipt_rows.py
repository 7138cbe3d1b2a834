"""Answers to a package as the layer of differences: a point per address and value that changes, or is not taken."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qgis.core import QgsFeature, QgsFeatureSink, QgsGeometry, QgsPointXY

from ..compat import translate
from ..core.answers import Decision
from ..core.errors import DiachisoError
from ..core.lifecycle import Stage
from ..core.lifecycle_actions import STAGE_WORDS
from ..core.patience import Check
from ..sync.packages.receive import ReceiptPlan
from ..sync.packages.settle import DECISION_WORDS, Settlement, Status
from .difference_layer import difference_fields
from .plan_output import PLAN_NOT_WRITTEN

_BATCH = 5_000
_SILENT = (Status.UNCHANGED, Status.UNANSWERED)


class ReceiptRows:
    """Features of a plan; `places`: longitude and latitude by fid."""

    def __init__(self, plan: ReceiptPlan, places: Mapping[int, tuple[float, float]], check: Check) -> None:
        self._plan, self._places, self._check = plan, places, check
        self._fields = difference_fields()

    def write(self, sink: QgsFeatureSink) -> None:
        """Add every row to a sink; DiachisoError where it does not take them."""
        batch: list[QgsFeature] = []
        for settlement in self._plan.settlements:
            batch += self._features(settlement)
            if len(batch) >= _BATCH:
                self._add(sink, batch)
                batch = []
        self._add(sink, batch)

    def _add(self, sink: QgsFeatureSink, batch: list[QgsFeature]) -> None:
        self._check()
        if batch and not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise DiachisoError(PLAN_NOT_WRITTEN, problem=sink.lastError() or "?")

    def _features(self, s: Settlement) -> Iterator[QgsFeature]:
        if s.status in _SILENT and s.reason is None:
            return
        for name, old, new in _changes(s):
            feature = QgsFeature(self._fields)
            values = {**_common(s), "field": name, "old_value": old, "new_value": new}
            if s.sent is not None and s.sent.fid in self._places:
                feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*self._places[s.sent.fid])))
            feature.setAttributes([values.get(field.name()) for field in self._fields])
            yield feature


def _common(s: Settlement) -> dict[str, Any]:
    answer, sent = s.answer, s.sent
    params = {k: _said(v) for k, v in s.params.items()}
    reason = s.reason.render(translate, **params) if s.reason is not None else answer.reason or None
    return {
        "source_row": answer.row or None, "source_sheet": answer.sheet or None, "status": s.status.value,
        "address_id": sent.address_id if sent else None, "code": (sent.code if sent else answer.key) or None,
        "address_text": sent.address_text if sent else None, "reason": s.reason.id if s.reason is not None else None,
        "reason_text": reason,
    }  # fmt: skip


def _said(value: Any) -> Any:
    return translate("diachiso", DECISION_WORDS[value]) if isinstance(value, Decision) else value


def _changes(s: Settlement) -> Iterator[tuple[str | None, str | None, str | None]]:
    """Field, old and new value; a row without any where nothing of the record changes."""
    changed = False
    if s.sent is not None and s.stage and s.stage != s.sent.stage:
        changed = True
        yield "stage", _word(s.sent.stage), _word(s.stage)
    if s.code:
        changed = True
        yield "code", (s.sent.code if s.sent else "") or None, s.code
    if not changed:
        yield None, None, s.answer.code or None


def _word(stage: str) -> str | None:
    return translate("diachiso", STAGE_WORDS[Stage(stage)]) if stage else None
