"""Reading and writing a plan layer off the main thread (columns for the index, decisions of a person)."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from qgis.core import QgsFeatureRequest, QgsVectorLayer, QgsVectorLayerFeatureSource

from ..compat import none_if_null, translate
from .background import ReadTask

CHECK_EVERY = 2000  # rows between two looks at the cancel button


def column_reader(layer: QgsVectorLayer, names: Sequence[str]) -> Callable[[ReadTask], Iterator[tuple[int, list[Any]]]]:
    """A function that, in a thread, gives (id, values of these fields) row by row; fields may be absent."""
    source = QgsVectorLayerFeatureSource(layer)  # a copy that a thread may use
    fields = layer.fields()
    indexes = [fields.lookupField(name) for name in names]
    total = max(int(layer.featureCount()), 1)

    def rows(task: ReadTask) -> Iterator[tuple[int, list[Any]]]:
        request = QgsFeatureRequest()
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes([index for index in indexes if index >= 0])
        for number, feature in enumerate(source.getFeatures(request)):
            if number % CHECK_EVERY == 0:
                task.check_cancelled()
                task.setProgress(100.0 * number / total)
            yield feature.id(), [
                none_if_null(feature.attribute(index)) if index >= 0 else None for index in indexes
            ]

    return rows


def write_decision(layer: QgsVectorLayer, fids: Sequence[int], decision: str, code: str) -> None:
    """Write a decision for these rows (OSError); into the user's edits where they edit the plan's table."""
    values = {
        layer.fields().lookupField("decision"): decision,
        layer.fields().lookupField("decision_code"): code,
    }
    if layer.isEditable():
        done = all(layer.changeAttributeValues(fid, values) for fid in fids)
    else:
        done = layer.dataProvider().changeAttributeValues(dict.fromkeys(fids, values))
    if not done:
        text = translate(
            "diachiso",
            "The decisions could not be written into the plan {source}. Check that the file is there and"
            " may be written, then decide again.",
        )
        raise OSError(text.format(source=layer.source()))


def decision_writer(
    layer: QgsVectorLayer, fids: Sequence[int], decision: str, code: str
) -> Callable[[ReadTask], None]:
    """A function that does the same in a thread."""
    source, provider = layer.source(), layer.providerType()

    def write(_task: ReadTask) -> None:
        # The thread has a layer of its own: the one on the map belongs to the main thread.
        write_decision(QgsVectorLayer(source, "plan", provider), fids, decision, code)

    return write
