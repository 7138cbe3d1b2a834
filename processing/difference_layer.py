"""A plan of differences as a layer: a point per cell that differs, to look at and to sort."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qgis.core import QgsApplication, QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QVariant

from ..compat import translate
from ..core.cell_values import CellReader
from ..core.collected import CollectedPlan, Difference, KnownAddress
from ..core.errors import DiachisoError
from ..core.patience import Check, never_asked
from .plan_output import PLAN_NOT_WRITTEN

_TEXTS = ("source_sheet", "address_id", "code", "address_text", "field", "label", "status", "reason", "reason_text",
          "old_value", "new_value")  # fmt: skip
_BATCH = 5_000


def difference_fields() -> QgsFields:
    """The fields of the layer."""
    fields = QgsFields()
    fields.append(QgsField("source_row", QVariant.LongLong))
    for name in _TEXTS:
        fields.append(QgsField(name, QVariant.String))
    return fields


class DifferenceRows:
    """Features of a plan; `places`: longitude and latitude by fid."""

    def __init__(
        self, plan: CollectedPlan, known: Sequence[KnownAddress], readers: Mapping[str, CellReader],
        places: Mapping[int, tuple[float, float]], check: Check = never_asked,
    ) -> None:  # fmt: skip
        self.plan, self.known, self.readers, self.places, self.check = plan, known, readers, places, check
        self.fields = difference_fields()
        self._locale = QgsApplication.locale()
        self._language = 0 if self._locale.startswith("vi") else 1

    def write(self, sink: QgsFeatureSink) -> None:
        """Add every row to a sink; DiachisoError where it does not take them."""
        differences = self.plan.differences
        for low in range(0, len(differences), _BATCH):
            self.check()
            features = [self._feature(d) for d in differences[low: low + _BATCH]]
            if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
                raise DiachisoError(PLAN_NOT_WRITTEN, problem=sink.lastError() or "?")

    def _feature(self, d: Difference) -> QgsFeature:
        feature = QgsFeature(self.fields)
        values: dict[str, Any] = {
            "source_row": d.row or None, "source_sheet": d.sheet or None, "field": d.field or None,
            "status": d.status.value,
        }  # fmt: skip
        if d.known >= 0:
            address = self.known[d.known]
            values.update(
                address_id=address.address_id, code=address.code, address_text=address.values.get("address_text")
            )
            if address.fid in self.places:
                feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*self.places[address.fid])))
        if d.reason is not None:
            hint = d.details.get("hint")
            shown = translate("diachiso", "Perhaps {value}?").format(value=hint) if hint else ""
            values.update(reason=d.reason.id, reason_text=d.reason.render(translate, **{**d.details, "hint": shown}))
        if d.field:
            reader = self.readers[d.field]
            values["label"] = reader.spec.label.text(self._locale)
            values["old_value"] = _text(reader, d.old, self._language)
            values["new_value"] = _text(reader, d.new, self._language)
        feature.setAttributes([values.get(name) for name in ("source_row", *_TEXTS)])
        return feature


def _text(reader: CellReader, value: object, language: int) -> Any:
    """A value as a person reads it; what was refused stands there as it was written."""
    if value is None:
        return None
    return str(value if isinstance(value, str) and not reader.rows else reader.shown(value, language))
