"""What rules have found as a layer: a point per hit, to look at and to sort."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Optional

from qgis.core import QgsApplication, QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QVariant

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.patience import Check
from ..core.rules.catalogue import RuleBook
from ..core.rules.hits import Hit

_TEXTS = ("rule", "level", "subject", "source", "object_id", "commune", "title", "message", "remedy", "part", "params")
_BATCH = 2_000

NOT_WRITTEN = Message(
    "hits_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The list of what was found cannot be written ({problem}). Check the free space and that no other program has "
        "it open, or choose another file.",
    ),
)


def hit_fields() -> QgsFields:
    """The fields of the layer."""
    fields = QgsFields()
    for name in _TEXTS:
        fields.append(QgsField(name, QVariant.String))
    fields.append(QgsField("source_fid", QVariant.LongLong))
    return fields


class HitCounts:
    """How many hits of each rule have gone by."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self.by_rule: Counter[str] = Counter()

    def watch(self, batches: Iterable[list[Hit]]) -> Iterator[list[Hit]]:
        """The batches, counted."""
        for batch in batches:
            self.by_rule.update(hit.rule for hit in batch)
            yield batch

    def of_level(self, level: str) -> int:
        """Hits of one level."""
        return sum(n for rule, n in self.by_rule.items() if self._book.rules[rule].level.value == level)


class HitSink:
    """Writes hits into a sink of Processing, texts in the user's language."""

    def __init__(self, sink: Optional[QgsFeatureSink], book: RuleBook, sources: dict[str, str], check: Check) -> None:
        self._sink, self._book, self._sources, self._check = sink, book, sources, check
        self._fields = hit_fields()
        self._language = QgsApplication.locale()

    def add(self, hits: list[Hit]) -> None:
        """Some hits; DiachisoError where the sink does not take them."""
        if self._sink is None:
            return
        for low in range(0, len(hits), _BATCH):
            self._check()
            features = [self._feature(hit) for hit in hits[low: low + _BATCH]]
            if not self._sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
                raise DiachisoError(NOT_WRITTEN, problem=self._sink.lastError() or "?")

    def _feature(self, hit: Hit) -> QgsFeature:
        rule = self._book.rules[hit.rule]
        feature = QgsFeature(self._fields)
        if hit.lon == hit.lon and hit.lat == hit.lat:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(hit.lon, hit.lat)))
        feature.setAttributes([
            hit.rule, rule.level.value, hit.subject, self._sources.get(hit.subject), hit.object_id,
            hit.commune or None, rule.title_in(self._language), rule.text(self._language, hit.params),
            rule.remedy_in(self._language), hit.part or None,
            json.dumps(dict(hit.params), ensure_ascii=False) if hit.params else None, hit.fid,
        ])  # fmt: skip
        return feature
