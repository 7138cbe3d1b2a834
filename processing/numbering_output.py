"""The proposal of house numbers as layers: a point per house with its reason, and lines from each to its street."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from qgis.core import QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QVariant

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.house_numbers.gather import Place
from ..core.house_numbers.model import HouseNumber, NumberStatus, Proposal
from ..core.house_numbers.reasons import (
    ALLEY_AFTER,
    ALLEY_OWN,
    CHOICE_TEXTS,
    SIDES,
    TEXTS,
    TURNED_TEXTS,
    Choice,
    NumberReason,
    Turned,
)
from ..core.patience import Check
from ..core.rules.local_metres import LocalMetres
from ..register.value_changes import PlanState

_TEXTS = (
    "status", "number_text", "house_number", "alley", "street", "reason", "reason_text", "side", "old_number",
    "address_id", "code", "commune_code", "decision", "decision_number", "register_id",
)  # fmt: skip
_NUMBERS = ("source_fid", "register_revision")
_LINE_TEXTS = ("kind", "status", "number_text", "street", "direction", "warning")
_PAGE = 2_000
STATUS_WORDS = {
    NumberStatus.NEW: QT_TRANSLATE_NOOP("diachiso", "Proposed number"),
    NumberStatus.KEPT: QT_TRANSLATE_NOOP("diachiso", "Existing number, kept"),
    NumberStatus.RESERVED: QT_TRANSLATE_NOOP("diachiso", "Number left free"),
    NumberStatus.LOCKED: QT_TRANSLATE_NOOP("diachiso", "On a locked street"),
    NumberStatus.SKIPPED: QT_TRANSLATE_NOOP("diachiso", "No number, see the reason"),
}

NOT_WRITTEN = Message(
    "numbers_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The proposal cannot be written ({problem}). Nothing was written into the register. Check the free space and "
        "that no other program has the file open, or choose another file.",
    ),
)
WARNINGS = {
    "direction_unreadable": QT_TRANSLATE_NOOP(
        "diachiso",
        "The direction written for {street} cannot be read. Write N-S, Đông - Tây, forward, backward, or degrees.",
    ),
    "direction_against_numbers": QT_TRANSLATE_NOOP(
        "diachiso", "{street} is numbered already against the direction written for it; its numbers were followed."
    ),
}


def point_fields() -> QgsFields:
    """The fields of the proposal."""
    fields = QgsFields()
    for name in _TEXTS:
        fields.append(QgsField(name, QVariant.String))
    fields.append(QgsField("along_m", QVariant.Double))
    for name in _NUMBERS:
        fields.append(QgsField(name, QVariant.LongLong))
    return fields


def line_fields() -> QgsFields:
    """The fields of the lines."""
    fields = QgsFields()
    for name in _LINE_TEXTS:
        fields.append(QgsField(name, QVariant.String))
    return fields


class NumberRows:
    """The rows of a proposal."""

    def __init__(
        self, proposal: Proposal, places: Sequence[Place], plane: LocalMetres, made_of: PlanState | None
    ) -> None:
        self._proposal, self._places, self._plane, self._made_of = proposal, places, plane, made_of

    def write_points(self, sink: QgsFeatureSink, check: Check) -> None:
        """Add a point per house and per reserved number (DiachisoError where the sink does not take them)."""
        _add(sink, (self._point(row) for row in self._proposal.numbers), check)

    def write_lines(self, sink: QgsFeatureSink, check: Check) -> None:
        """Add the fishbone (house to street) and the streets from their beginning."""
        _add(sink, self._lines(), check)

    def warnings(self) -> list[str]:
        """What the user should know of streets."""
        return [
            translate("diachiso", WARNINGS[warning]).format(street=street.street)
            for street in self._proposal.streets for warning in street.warnings
        ]  # fmt: skip

    def _point(self, row: HouseNumber) -> QgsFeature:
        feature = QgsFeature(point_fields())
        place = self._places[row.house] if row.house >= 0 else None
        at = self._plane.lonlat(np.array(row.at))
        if np.isfinite(at).all():
            feature.setGeometry(_point(at))
        known = row.foot[0] == row.foot[0]
        values = {
            "status": row.status.value, "number_text": row.written, "house_number": row.number, "alley": row.alley,
            "street": row.street, "reason": row.reason.value, "reason_text": reason_text(row),
            "side": translate("diachiso", SIDES[row.left]) if known else None,
            "along_m": round(row.along, 1) if known else None,
        }  # fmt: skip
        if self._made_of is not None:
            values.update(register_id=self._made_of.register_id, register_revision=self._made_of.revision)
        if place is not None:
            values.update(
                old_number=place.number, address_id=place.address_id, code=place.code, commune_code=place.commune,
                source_fid=place.ref if place.ref >= 0 else None,
            )  # fmt: skip
        names = (*_TEXTS, "along_m", *_NUMBERS)
        feature.setAttributes([None if values.get(name) == "" else values.get(name) for name in names])
        return feature

    def _lines(self) -> Iterator[QgsFeature]:
        for street in self._proposal.streets:
            warning = " ".join(translate("diachiso", WARNINGS[name]).format(street=street.street)
                               for name in street.warnings)  # fmt: skip
            turned = translate("diachiso", TURNED_TEXTS[Turned(street.turned)])
            status = NumberStatus.LOCKED.value if street.locked else ""
            for line in street.lines:
                yield self._line(line, ("street", status, "", street.street, turned, warning))
        for row in self._proposal.numbers:
            if row.foot[0] == row.foot[0] and row.at[0] == row.at[0]:
                ends = np.array([row.at, row.foot])
                yield self._line(ends, ("fishbone", row.status.value, row.written, row.street, "", ""))

    def _line(self, xy: np.ndarray, values: tuple[str, ...]) -> QgsFeature:
        feature = QgsFeature(line_fields())
        feature.setGeometry(QgsGeometry.fromPolylineXY([QgsPointXY(*p) for p in self._plane.lonlat(xy).tolist()]))
        feature.setAttributes([value or None for value in values])
        return feature


def reason_text(row: HouseNumber) -> str:
    """Why, in the user's language."""
    params = {"before": "", "after": "", "metres": "", "count": "", "street": row.street, **row.params}
    params["side"] = translate("diachiso", SIDES[bool(params.get("left", row.left))])
    texts = [TEXTS[NumberReason(row.reason)].render(translate, **params)]
    choice = CHOICE_TEXTS.get(Choice(params["choice"])) if "choice" in params and "other" in params else None
    if choice is not None:
        texts.append(choice.render(translate, **params))
    alley = row.params.get("alley")
    if isinstance(alley, dict):
        named = ALLEY_OWN if alley.get("own") else ALLEY_AFTER if alley.get("after") else CHOICE_TEXTS[Choice.ALLEY]
        texts.append(named.render(translate, **alley))
    return " ".join(texts)


def counts_of(proposal: Proposal) -> dict[str, int]:
    """Rows by status."""
    return {status.name: proposal.count(status) for status in NumberStatus}


def _add(sink: QgsFeatureSink, features: Iterator[QgsFeature], check: Check) -> None:
    page: list[QgsFeature] = []

    def flush() -> None:
        check()
        if page and not sink.addFeatures(page, QgsFeatureSink.Flag.FastInsert):
            raise DiachisoError(NOT_WRITTEN, problem=sink.lastError() or "?")
        page.clear()

    for feature in features:
        page.append(feature)
        if len(page) >= _PAGE:
            flush()
    flush()


def _point(lonlat: np.ndarray) -> QgsGeometry:
    return QgsGeometry.fromPointXY(QgsPointXY(float(lonlat[0]), float(lonlat[1])))
