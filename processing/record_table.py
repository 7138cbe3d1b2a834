"""A plain table of texts and numbers as an algorithm's OUTPUT."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

OUTPUT = "OUTPUT"


def table_parameter(title: str) -> QgsProcessingParameterFeatureSink:
    """The OUTPUT parameter of a table without geometry."""
    return QgsProcessingParameterFeatureSink(
        OUTPUT, title, QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
    )


def write_table(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    numbers: Sequence[str] = (),
) -> dict[str, Any]:
    """Write the rows where OUTPUT is wanted; the results so far. `numbers`: the columns that hold whole numbers."""
    fields = QgsFields()
    for name in columns:
        fields.append(QgsField(name, QVariant.LongLong if name in numbers else QVariant.String))
    sink, target = algorithm.parameterAsSink(
        parameters, OUTPUT, context, fields, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
    )
    if sink is None:
        return {}
    for row in rows:
        feature = QgsFeature(fields)
        feature.setAttributes(list(row))
        sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
    del sink
    return {OUTPUT: target}
