"""The plan as a layer: one point per object, with status and reason, to look at, to decide on and to apply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
)
from qgis.PyQt.QtCore import QVariant

from ..compat import translate
from ..core import address_text
from ..core.communes import CommuneMethod
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.plan import Plan
from ..core.reasons import STATUSES, PlanStatus, Reason
from ..register.plan_writer import PlanContext
from .known_addresses import RegisterAddresses

TEXTS = (
    "object_ref", "source_key", "status", "reason", "reason_text", "address_id", "code", "old_code", "scheme",
    "commune_code", "commune", "commune_method", "object_class", "name", "house_number", "street", "settlement",
    "map_sheet", "map_parcel", "successor_of", "candidates", "address_text", "decision", "decision_code",
)  # fmt: skip
NUMBERS = ("source_fid", "register_revision")
_KNOWN = ("address_id", "code", "commune_code", "commune", "object_class", "name", "house_number", "street",
          "settlement", "map_sheet", "map_parcel", "address_text")  # fmt: skip
_FROM_LAYER = ("name", "house_number", "street", "settlement", "map_sheet", "map_parcel")
_BATCH = 5_000

PLAN_NOT_WRITTEN = Message(
    "plan_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The plan cannot be written ({problem}). Nothing was written into the register. Check the free space and that "
        "no other program has the plan open, or choose another file.",
    ),
)


def plan_fields() -> QgsFields:
    """The fields of a plan layer."""
    fields = QgsFields()
    for name in TEXTS:
        fields.append(QgsField(name, QVariant.String))
    for name in NUMBERS:
        fields.append(QgsField(name, QVariant.LongLong))
    return fields


def add_rows(sink: QgsFeatureSink, rows: list[QgsFeature]) -> None:
    """Add rows to a plan; DiachisoError where it does not take them, before anything is written on its strength."""
    if not sink.addFeatures(rows, QgsFeatureSink.Flag.FastInsert):
        raise DiachisoError(PLAN_NOT_WRITTEN, problem=sink.lastError() or "?")


class PlanRows:
    """Features of a plan, a few thousand at a time."""

    def __init__(self, plan: Plan, context: PlanContext, known: RegisterAddresses, revision: int) -> None:
        self.plan, self.context, self.known, self.revision = plan, context, known, revision
        self.fields = plan_fields()
        self._reasons = [""] * 256
        for reason in Reason:
            self._reasons[reason] = reason.message.render(translate)

    def write(self, sink: QgsFeatureSink, is_canceled: Any) -> None:
        """Add every row to a sink."""
        for batch in self._batches():
            if is_canceled():
                return
            add_rows(sink, batch)

    def _batches(self) -> Iterator[list[QgsFeature]]:
        n = self.context.objects.size
        for low in range(0, n, _BATCH):
            yield self._object_rows(np.arange(low, min(low + _BATCH, n)))
        plan = self.plan
        for low in range(0, len(plan.missing), _BATCH):
            yield self._address_rows(plan.missing[low: low + _BATCH], PlanStatus.MISSING, Reason.NOT_ON_LAYER, None)
        for low in range(0, len(plan.absorbed), _BATCH):
            some = slice(low, low + _BATCH)
            yield self._address_rows(plan.absorbed[some], PlanStatus.MERGED, Reason.ABSORBED, plan.absorbed_by[some])

    def _object_rows(self, index: np.ndarray) -> list[QgsFeature]:
        plan, objects = self.plan, self.context.objects
        lonlat = self.context.to_lonlat(objects.side.centre[index])
        linked = np.flatnonzero(plan.known[index] >= 0)
        of_known = self._known_values(plan.known[index][linked])
        place = {int(k): p for p, k in enumerate(linked.tolist())}
        from_layer = {name: objects.attribute(name).take(index).objects() for name in _FROM_LAYER}
        classes = self.context.object_class.take(index).objects()
        rows = []
        for k, i in enumerate(index.tolist()):
            status, reason = STATUSES[plan.status[i]], Reason(int(plan.reason[i]))
            values: dict[str, Any] = {name: column[k] for name, column in from_layer.items()}
            values["object_class"] = classes[k]
            if plan.commune[i] >= 0:
                commune = self.context.communes.communes[plan.commune[i]]
                values.update(commune_code=commune.code, commune=commune.name, province=commune.province)
                values["commune_method"] = CommuneMethod(int(plan.commune_method[i])).column_value
            if k in place:
                known = {name: column[place[k]] for name, column in of_known.items()}
                values.update({name: value for name, value in known.items() if value})
            else:
                values["address_text"] = address_text.compose(values)
            if plan.code[i]:
                values["old_code"] = values.get("code") if k in place else None
                values["code"] = str(plan.code[i])
            if plan.successor_of[i] >= 0:
                values["successor_of"] = self._codes((int(plan.successor_of[i]),))
            if i in plan.candidates:
                values["candidates"] = self._codes(plan.candidates[i])
            values.update(
                object_ref=objects.reference(i), source_key=bytes(objects.side.key[i]).decode(), status=status.value,
                reason=reason.id, reason_text=self._reasons[reason], scheme=self.context.scheme,
                source_fid=int(objects.fid[i]),
            )  # fmt: skip
            rows.append(self._feature(values, lonlat[k]))
        return rows

    def _known_values(self, index: np.ndarray) -> dict[str, np.ndarray]:
        return {name: self.known.column(index, name).objects() for name in _KNOWN}

    def _codes(self, index: tuple[int, ...]) -> str:
        codes = self.known.column(np.array(index), "code").objects().tolist()
        texts = self.known.column(np.array(index), "address_text").objects().tolist()
        named = [f" ({text})" if text and len(index) > 1 else "" for text in texts]
        return "; ".join((code or "–") + text for code, text in zip(codes, named))

    def _address_rows(
        self, index: np.ndarray, status: PlanStatus, reason: Reason, absorbed_by: Optional[np.ndarray]
    ) -> list[QgsFeature]:
        details = self.known.details(index)
        lonlat = self.context.to_lonlat(details.side.centre)
        columns = self._known_values(index)
        rows = []
        for k in range(len(index)):
            values = {name: column[k] for name, column in columns.items()}
            if absorbed_by is not None:
                values["candidates"] = self._codes((int(self.plan.known[absorbed_by[k]]),))
            values.update(
                object_ref=f"a:{values['address_id']}", status=status.value, reason=reason.id,
                reason_text=self._reasons[reason], old_code=values["code"], scheme=self.context.scheme,
                source_key=bytes(details.side.key[k]).decode(),
            )  # fmt: skip
            rows.append(self._feature(values, lonlat[k]))
        return rows

    def _feature(self, values: dict[str, Any], lonlat: np.ndarray) -> QgsFeature:
        feature = QgsFeature(self.fields)
        values["register_revision"] = self.revision
        values.setdefault("decision", "")
        feature.setAttributes([values.get(name) for name in (*TEXTS, *NUMBERS)])
        if np.isfinite(lonlat).all():
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*lonlat.tolist())))
        return feature
