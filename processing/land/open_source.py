"""Whatever INPUT names, opened as a land layer: a file of any format, or a layer of the project as it is shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NoReturn, Optional

from qgis.core import (
    QgsFields,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .cad_source import open_drawing
from .ogr_source import OgrSource
from .source import FeatureSource, LandSource, ReadingOptions, known_crs
from .table_source import open_table

NO_INPUT = Message(
    "land.no_input",
    QT_TRANSLATE_NOOP("diachiso", "{value} is neither a file nor a layer of the project. Choose the land layer again."),
)
_TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods")
_CAD = (".dgn", ".dxf", ".dwg")


def file_of(value: Any) -> Optional[tuple[str, str]]:
    """Path and layer ('' = the file's main one) where INPUT names a file, given as path or path|layername=…."""
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str) or not value:
        return None
    path, *rest = value.split("|")
    if not Path(path).exists():
        return None
    options = dict(part.split("=", 1) for part in rest if "=" in part)
    if set(options) - {"layername", "layerid"} or "layerid" in options:
        return None  # a filter or the like: QGIS reads it
    return path, options.get("layername", "")


def open_land(
    value: Any,
    source: Optional[QgsProcessingFeatureSource],
    layer: Optional[QgsVectorLayer],
    feedback: Optional[QgsProcessingFeedback] = None,
    reading: Optional[ReadingOptions] = None,
) -> LandSource:
    """The layer that INPUT (`value`) means; `source` and `layer`: what Processing makes of it where it can.

    Raises DiachisoError for what cannot be read.
    """
    reading = reading or ReadingOptions()
    named = file_of(value)
    if named is None and layer is not None and _is_whole(value, layer):
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path = str(parts.get("path") or "")
        if Path(path).exists():
            opened = _open_file(path, str(parts.get("layerName") or ""), layer.subsetString(), feedback, reading)
            if _is_selection(value):
                if not isinstance(opened, OgrSource):  # rows that are numbered otherwise
                    opened.close()
                    return FeatureSource(source) if source is not None else _none(value)
                opened.keep(layer.selectedFeatureIds())
            # The user may have set another one in the project; what QGIS made of the file's own is not better.
            if known_crs(layer.crs()).isValid() and layer.crs() != layer.dataProvider().crs():
                opened.crs = layer.crs()
            return opened
    if named is not None:
        return _open_file(*named, "", feedback, reading)
    return FeatureSource(source) if source is not None else _none(value)


def _none(value: Any) -> NoReturn:
    raise DiachisoError(NO_INPUT, value=str(value))


def _open_file(
    path: str, layer: str, subset: str, feedback: Optional[QgsProcessingFeedback], reading: ReadingOptions
) -> LandSource:
    ending = Path(path).suffix.lower()
    if ending in _TABLES:
        return open_table(path, layer, reading, feedback)
    if ending in _CAD:
        return open_drawing(path, layer, reading, feedback)
    return OgrSource(path, layer, subset)


def _is_selection(value: Any) -> bool:
    return isinstance(value, QgsProcessingFeatureSourceDefinition) and bool(value.selectedFeaturesOnly)


def _is_whole(value: Any, layer: QgsVectorLayer) -> bool:
    """Whether a layer is shown as its file has it, without edits, joins or virtual fields; a selection may be made."""
    if layer.providerType() != "ogr" or layer.isModified() or layer.vectorJoins():
        return False
    if layer.subsetString().lstrip().upper().startswith("SELECT") or _has_expressions(layer):
        return False
    return not (
        isinstance(value, QgsProcessingFeatureSourceDefinition)
        and (
            getattr(value, "featureLimit", -1) != -1
            or getattr(value, "filterExpression", "")
        )
    )


def _has_expressions(layer: QgsVectorLayer) -> bool:
    fields = layer.fields()
    return any(fields.fieldOrigin(k) != QgsFields.FieldOrigin.OriginProvider for k in range(fields.count()))
