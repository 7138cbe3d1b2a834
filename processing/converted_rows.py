"""Converted records as layers: a point or row per record, and a table of what changed commune by commune."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QVariant

from ..compat import translate
from ..core.crosswalk import CORRECTED, TEXTS, Conversion, UnitConverter
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.unit_report import ReportRow
from ..core.units import AdminUnit
from ..core.written_units import Written
from ..register.unit_records import UnitRecord

NEW = ("new_commune_code", "new_commune", "new_district", "new_province_code", "new_province")
_TOLD = ("unit_status", "unit_reason", "unit_reason_text", "unit_candidates")
_RECORD = ("address_id", "code", "address_text", "old_commune_code", "old_commune", "old_district", "old_province")
_DECIDED = ("decision", "decision_code")
REPORT = ("before", "before_code", "after", "after_code", "status", "status_text", "records", "by_position",
          "candidates")  # fmt: skip

STATUS_WORDS = {
    "same": QT_TRANSLATE_NOOP("diachiso", "Right already"),
    "renamed": QT_TRANSLATE_NOOP("diachiso", "New name of the same unit"),
    "converted": QT_TRANSLATE_NOOP("diachiso", "Converted"),
    "ambiguous": QT_TRANSLATE_NOOP("diachiso", "To be decided: several candidates"),
    "conflict": QT_TRANSLATE_NOOP("diachiso", "To be decided: position and units contradict each other"),
    "unknown": QT_TRANSLATE_NOOP("diachiso", "Not recognised"),
}


@dataclass(frozen=True)
class Converted:
    """What a record says and becomes; `decided` by a person."""

    written: Written
    done: Conversion
    decided: bool = False

    @property
    def by_position(self) -> bool:
        """Whether its position told."""
        return "position" in self.done.why.value


def told_fields(fields: QgsFields, more: Sequence[str] = ()) -> QgsFields:
    """Some fields and after them those that are added to every record; names that are taken get a number."""
    found = QgsFields(fields)
    for name in (*NEW, *_TOLD, *more):
        free = name
        number = 2
        while found.indexFromName(free) >= 0:
            free, number = f"{name}_{number}", number + 1
        found.append(QgsField(free, QVariant.String))
    return found


def record_fields() -> QgsFields:
    """The fields of records of a register."""
    fields = QgsFields()
    for name in _RECORD:
        fields.append(QgsField(name, QVariant.String))
    return told_fields(fields, _DECIDED)


def report_fields() -> QgsFields:
    """The fields of the report."""
    fields = QgsFields()
    for name in REPORT:
        fields.append(QgsField(name, QVariant.LongLong if name in ("records", "by_position") else QVariant.String))
    return fields


def told_values(one: Converted, converter: UnitConverter) -> list[Optional[str]]:
    """What is added to a record: its new units, outcome, reason, candidates."""
    done = one.done
    names = converter.names(done.target) if done.target is not None else {}
    new = [names.get(name) for name in ("commune_code", "commune", "district", "province_code", "province")]
    return [*new, done.outcome.value, done.why.value, reason_text(one), candidates_text(done.candidates)]


def reason_text(one: Converted) -> str:
    """Why, in the user's language."""
    done = one.done
    here = done.candidates[0].full_name if done.candidates else ""
    source = done.source.full_name if done.source else ""
    text = TEXTS[done.why].render(translate, here=here, written=one.written.shown() or source)
    return f"{text} {CORRECTED.render(translate, source=source)}" if done.corrected else text


def candidates_text(candidates: Sequence[AdminUnit]) -> Optional[str]:
    """Codes and names, the likeliest first."""
    return "; ".join(f"{unit.code} {unit.full_name}" for unit in candidates) or None


def record_feature(record: UnitRecord, one: Converted, converter: UnitConverter, fields: QgsFields) -> QgsFeature:
    """A record of a register."""
    feature = QgsFeature(fields)
    written = record.written
    old = (record.address_id, record.code, record.address_text, written.commune_code, written.commune,
           written.district, written.province)  # fmt: skip
    feature.setAttributes([*(value or None for value in old), *told_values(one, converter), None, None])
    if record.lonlat[0] == record.lonlat[0]:
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*record.lonlat)))
    return feature


def source_feature(feature: QgsFeature, one: Converted, converter: UnitConverter, fields: QgsFields) -> QgsFeature:
    """A feature of the user's layer with what is added."""
    made = QgsFeature(fields)
    made.setAttributes([*feature.attributes(), *told_values(one, converter)])
    made.setGeometry(feature.geometry())
    return made


def report_values(row: ReportRow, converter: UnitConverter) -> list[Any]:
    """A row of the report."""
    after = None
    if row.after is not None:
        names = converter.names(row.after)
        parts = [names[name] for name in ("commune", "district", "province")]
        after = ", ".join(part for part in parts if part)
    return [
        row.before or None, row.before_code or None, after, row.after.code if row.after else None, row.outcome.value,
        translate("diachiso", STATUS_WORDS[row.outcome.value]), row.count, row.by_position,
        candidates_text(row.candidates),
    ]  # fmt: skip


def counts(rows: Iterable[Converted]) -> dict[str, int]:
    """Records by outcome."""
    found = dict.fromkeys((status.upper() for status in STATUS_WORDS), 0)
    for one in rows:
        found[one.done.outcome.name] += 1
    return found
