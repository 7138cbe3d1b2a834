"""diachiso:verifyaddresses — whether the addresses of a table stand in the register."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

from ..compat import none_if_null, translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.verdict import PART_NAMES, VERDICT_NAMES, Verdict, Verification
from .address_search import open_index
from .base import DiachisoAlgorithm, Group
from .destination import refuse_destination
from .transforms import WGS84

INPUT, ADDRESS_FIELD, OUTPUT = "INPUT", "ADDRESS_FIELD", "OUTPUT"
_TEXTS = ("verdict", "differs", "code", "address", "name", "commune", "stage", "candidates")
_NUMBERS = ("score", "lon", "lat")
_MOST_NAMED = 5  # candidates that are named in a row
_PREFIX = "dcs_"
_BATCH = 1_000

CANCELLED = Message("verify_cancelled", QT_TRANSLATE_NOOP("diachiso", "Cancelled. The register was only read."))
NOT_WRITTEN = Message(
    "verify_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso", "The result cannot be written ({problem}). Check the free space, or choose another file."
    ),
)


class VerifyAddresses(DiachisoAlgorithm):
    """Reads only."""

    NAME = "verifyaddresses"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Verify addresses")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Looks up each address of a table in the register, however it is written: with or without diacritics, "
        "abbreviated, misspelt, with today's or the older units; a code does, too. Each row gets a verdict (exact, "
        "partial, ambiguous, none), a score, the parts that differ, and the register's own record with its position. "
        "Where several records fit, they are named. The result is a layer of points; nothing is changed.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,verify,geocode,match,search,table,excel,csv,code")
    GROUP = Group.CODES
    ICON = "check.svg"
    WRITES = False
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The table, its field, the register and the result."""
        self.add(
            QgsProcessingParameterFeatureSource(
                INPUT, translate("diachiso", "Table with addresses"), [QgsProcessing.SourceType.TypeVector]
            ),
            translate("diachiso", "A layer, or a table such as an Excel sheet or a CSV file."),
        )
        self.add(
            QgsProcessingParameterField(
                ADDRESS_FIELD, translate("diachiso", "Field with the address"), parentLayerParameterName=INPUT,
                type=QgsProcessingParameterField.DataType.Any,
            ),
            translate("diachiso", "The whole address in one field, or a code."),
        )  # fmt: skip
        self.add_register()
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, translate("diachiso", "Verified addresses"), QgsProcessing.SourceType.TypeVectorPoint
            ),
            translate("diachiso", "The rows of the table with the verdict, at the position of the register's record."),
        )
        for verdict in Verdict:
            name = translate("diachiso", VERDICT_NAMES[verdict])
            self.addOutput(QgsProcessingOutputNumber(verdict.value.upper(), name))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Verify row by row."""
        register = self.register_path(parameters, context)
        source = self.parameterAsSource(parameters, INPUT, context)
        layer = self.parameterAsVectorLayer(parameters, INPUT, context)
        refuse_destination(parameters.get(OUTPUT), context, register, [layer])
        names = source.fields().names()
        added = free_names(names, (*_TEXTS, *_NUMBERS))
        fields = QgsFields(source.fields())
        for name, own in added.items():
            fields.append(QgsField(own, QVariant.String if name in _TEXTS else QVariant.Double))
        sink, target = self.parameterAsSink(
            parameters, OUTPUT, context, fields, QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(WGS84)
        )
        field = self.parameterAsString(parameters, ADDRESS_FIELD, context)
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        counts: Counter[Verdict] = Counter()
        total = max(1, source.featureCount())
        with open_index(register, feedback) as verifier:
            batch: list[QgsFeature] = []
            for row, feature in enumerate(source.getFeatures(request)):
                if feedback.isCanceled():
                    raise DiachisoError(CANCELLED)
                text = none_if_null(feature.attribute(field))
                found = verifier.verify(str(text) if text is not None else "")
                counts[found.verdict] += 1
                batch.append(_feature(feature, fields, found))
                if len(batch) >= _BATCH:
                    write_features(sink, batch)
                    batch = []
                    feedback.setProgress(100 * row / total)
            write_features(sink, batch)
        del sink
        text = translate(
            "diachiso", "{exact} found, {partial} in part, {ambiguous} where several fit, {none} not found."
        )
        feedback.pushInfo(text.format(**{verdict.value: counts[verdict] for verdict in Verdict}))
        return {OUTPUT: target, **{verdict.value.upper(): counts[verdict] for verdict in Verdict}}


def free_names(taken: Sequence[str], wanted: Sequence[str]) -> dict[str, str]:
    """A name for each added field that the table does not have yet."""
    used = {name.lower() for name in taken}
    found = {}
    for name in wanted:
        own, number = _PREFIX + name, 2
        while own in used:
            own, number = f"{_PREFIX}{name}_{number}", number + 1
        used.add(own)
        found[name] = own
    return found


def _feature(feature: QgsFeature, fields: QgsFields, found: Verification) -> QgsFeature:
    record = found.record
    made = QgsFeature(fields)
    differs = ", ".join(translate("diachiso", PART_NAMES[part]) for part in found.differs)
    others = "; ".join(f"{c.code} {c.text}".strip() for c in found.candidates[:_MOST_NAMED])
    if record is None:
        values = [found.verdict.value, differs or None, *[None] * 5, others or None, found.score, None, None]
    else:
        values = [
            found.verdict.value, differs or None, record.code or None, record.text, record.name or None,
            record.commune, record.stage, others or None, found.score, record.lon, record.lat,
        ]  # fmt: skip
        if record.lon is not None and record.lat is not None:
            made.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(record.lon, record.lat)))
    made.setAttributes([*feature.attributes(), *values])
    return made


def write_features(sink: QgsFeatureSink, features: list[QgsFeature]) -> None:
    """Add features; DiachisoError where the sink does not take them."""
    if features and not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
        raise DiachisoError(NOT_WRITTEN, problem=sink.lastError() or "?")
