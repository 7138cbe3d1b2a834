"""A plan of a check-in as a layer: a row per field that differs, with what it was, what is here and what is there."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from qgis.core import QgsApplication, QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QVariant

from ..compat import translate
from ..core.cell_values import CellReader
from ..core.checkin.model import Difference, Side
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..core.field_changes import exact_readers, shown_place
from ..core.patience import Check, never_asked
from ..core.profile import Profile
from ..register.checkout.books import GEOM
from ..register.checkout.checkin import CheckinResult
from ..register.geometry_functions import envelope, wkb_blob
from ..register.side_tables import SIDE_TABLES
from .plan_output import PLAN_NOT_WRITTEN

ITEM, DECISION = "item", "decision"
COLUMNS = (
    ITEM, "status", "table_name", "record", "address_id", "code", "address_text", "field", "label", "base_value",
    "mine_value", "theirs_value", DECISION, "reason", "reason_text",
)  # fmt: skip
TABLES: Mapping[str, str] = {
    "address": QT_TRANSLATE_NOOP("diachiso", "Address"),
    "address_source": QT_TRANSLATE_NOOP("diachiso", "Object on the land layer"),
    "address_position": QT_TRANSLATE_NOOP("diachiso", "Position"),
    "person": QT_TRANSLATE_NOOP("diachiso", "Person (not shown)"),
    "notification": QT_TRANSLATE_NOOP("diachiso", "Notice"),
    "plaque": QT_TRANSLATE_NOOP("diachiso", "Plaque"),
    "street": QT_TRANSLATE_NOOP("diachiso", "Street"),
    "settlement": QT_TRANSLATE_NOOP("diachiso", "Settlement"),
    "admin_unit": QT_TRANSLATE_NOOP("diachiso", "Administrative unit"),
    "object_class": QT_TRANSLATE_NOOP("diachiso", "Object class"),
    "successor": QT_TRANSLATE_NOOP("diachiso", "Successor"),
    "qa_exception": QT_TRANSLATE_NOOP("diachiso", "Exception of the check"),
}
_BATCH = 5_000


def checkin_fields() -> QgsFields:
    """The fields of the layer."""
    fields = QgsFields()
    for name in COLUMNS:
        fields.append(QgsField(name, QVariant.String))
    return fields


class CheckinRows:
    """Features of a plan."""

    def __init__(self, result: CheckinResult, profile: Profile, check: Check = never_asked) -> None:
        self.result, self.check = result, check
        self.fields = checkin_fields()
        self._locale = QgsApplication.locale()
        self._language = 0 if self._locale.startswith("vi") else 1
        self._readers: dict[tuple[str, str], CellReader] = {
            ("address", name): reader for name, reader in exact_readers(profile.fields, {}).items()
        }
        for table in SIDE_TABLES.values():
            for name, reader in exact_readers(table.fields, {}).items():
                self._readers[(table.name, name)] = reader

    def write(self, sink: QgsFeatureSink) -> None:
        """Add every row to a sink; DiachisoError where it does not take them."""
        found = self.result.differences
        for low in range(0, len(found), _BATCH):
            self.check()
            features = [self._feature(d) for d in found[low: low + _BATCH]]
            if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
                raise DiachisoError(PLAN_NOT_WRITTEN, problem=sink.lastError() or "?")

    def _feature(self, d: Difference) -> QgsFeature:
        feature = QgsFeature(self.fields)
        code, text, blob = self.result.names.get(d.address_id, ("", "", None))
        place = _point(blob)
        if place is not None:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*place)))
        values: dict[str, Any] = {
            ITEM: d.item, "status": d.verdict.value, "table_name": d.table, "record": str(d.key),
            "address_id": d.address_id or None, "code": code or None, "address_text": text or None,
            "field": d.field or None, "label": self._label(d), "base_value": self._shown(d, d.base),
            "mine_value": self._shown(d, d.mine), "theirs_value": self._shown(d, d.theirs),
            DECISION: None if d.chosen is Side.OPEN else d.chosen.value,
        }  # fmt: skip
        if d.reason is not None:
            values.update(reason=d.reason.id, reason_text=d.reason.render(translate, **d.details))
        feature.setAttributes([values.get(name) for name in COLUMNS])
        return feature

    def _label(self, d: Difference) -> str:
        table = translate("diachiso", TABLES.get(d.table, d.table))
        if not d.field:
            return table
        reader = self._readers.get((d.table, d.field))
        if d.field == GEOM:
            said = translate("diachiso", "Position")
        else:
            said = reader.spec.label.text(self._locale) if reader is not None else d.field
        return said if d.table == "address" else f"{table}: {said}"

    def _shown(self, d: Difference, value: Any) -> Optional[str]:
        if value is None:
            return None
        if isinstance(value, bytes):
            box = envelope_of(value)
            return shown_place(box) if box is not None else "…"
        reader = self._readers.get((d.table, d.field))
        return str(value if reader is None else reader.shown(value, self._language))


def envelope_of(wkb: bytes) -> Optional[tuple[float, float]]:
    """Longitude and latitude of a point (WKB); None of anything else."""
    box = envelope(wkb_blob(wkb))
    return None if box is None or box[0] != box[1] or box[2] != box[3] else (box[0], box[2])


def _point(blob: Optional[bytes]) -> Optional[tuple[float, float]]:
    box = None if blob is None else envelope(blob)
    return None if box is None else (box[0], box[2])
