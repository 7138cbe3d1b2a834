"""Reading a land layer into core's objects: by Arrow straight from a GeoPackage, else feature by feature."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Optional

import numpy as np
from osgeo import gdal, ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsUnitTypes,
    QgsVectorLayer,
)

from ..compat import none_if_null
from ..core.columns import TextColumn, number_texts
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.geometry.engine import GeometryEngine
from ..core.objects import Objects, ObjectsBuilder
from ..core.text import nfc
from .memory import release_memory

BATCH = 50_000

NO_CRS = Message(
    "layer_no_crs",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} has no CRS. Set it (Layer > Set CRS of Layer), for example VN-2000 of your province.",
    ),
)
EMPTY = Message(
    "layer_empty",
    QT_TRANSLATE_NOOP(
        "diachiso", "The layer {layer} has no features. Check its filter and selection, or choose another layer."
    ),
)
DAMAGED_LAYER = Message(
    "layer_damaged",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} cannot be read to its end ({problem}): its file is damaged. Nothing was written. Copy it "
        "again from its source, or run \"Import layer\" on what can be read.",
    ),
)
NOTHING_SELECTED = Message(
    "nothing_selected",
    QT_TRANSLATE_NOOP(
        "diachiso", "No object of the layer {layer} is selected. Select some, or take the whole layer."
    ),
)
CANCELLED = Message("cancelled", QT_TRANSLATE_NOOP("diachiso", "Cancelled. Nothing was written."))


@dataclass(frozen=True)
class Fields:
    """Which field of the layer says what; None where none does. `attributes` by canonical name."""

    key: Optional[str]
    attributes: Mapping[str, str]

    def names(self) -> list[str]:
        """Every field that is read."""
        return list(dict.fromkeys([*([self.key] if self.key else []), *self.attributes.values()]))


@dataclass(frozen=True)
class LayerObjects:
    """A layer's objects and the metric CRS that their coordinates are in."""

    objects: Objects
    crs: QgsCoordinateReferenceSystem


def metric_crs(
    source_crs: QgsCoordinateReferenceSystem, layer: str, lon: float, lat: float
) -> QgsCoordinateReferenceSystem:
    """The layer's own CRS where it counts in metres, else the UTM zone of a place (degrees)."""
    if not source_crs.isValid():
        raise DiachisoError(NO_CRS, layer=layer)
    if not source_crs.isGeographic() and source_crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters:
        return source_crs
    zone = int(np.clip((lon + 180) // 6 + 1, 1, 60))
    return QgsCoordinateReferenceSystem(f"EPSG:{(32600 if lat >= 0 else 32700) + zone}")


def read_objects(
    source: QgsProcessingFeatureSource,
    parameter: Any,
    layer: Optional[QgsVectorLayer],
    fields: Fields,
    engine: GeometryEngine,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    home: tuple[float, float],
) -> LayerObjects:
    """All objects of an algorithm's input, in metres. Raises DiachisoError for a layer without CRS or features.

    `home`: longitude and latitude of the register's middle, which names the UTM zone for a layer in degrees.
    """
    # Not the layer's own centre: one wrong vertex or a new month's extent would mean other coordinates.
    crs = metric_crs(source.sourceCrs(), source.sourceName(), *home)
    builder = ObjectsBuilder(engine)
    total = max(int(source.featureCount()), 1)
    done = 0
    table = _plain_geopackage(parameter, layer, fields) if crs == source.sourceCrs() else None
    batches = _arrow_batches(*table, fields) if table else _feature_batches(source, fields, crs, context)
    for fid, key, wkb, attributes in batches:
        if feedback.isCanceled():
            raise DiachisoError(CANCELLED)
        builder.add(fid, key, wkb, attributes)
        done += len(fid)
        feedback.setProgress(25.0 * min(done / total, 1.0))
    objects = builder.build()
    release_memory()
    if objects.size == 0:
        raise DiachisoError(EMPTY, layer=source.sourceName())
    return LayerObjects(objects, crs)


def selected_features(
    parameter: Any, context: QgsProcessingContext
) -> Optional[tuple[QgsVectorLayer, np.ndarray]]:
    """The whole layer and the ids of its selected features, where an algorithm's input is limited to these
    (DiachisoError if there are none); None where it is not.
    """
    if not isinstance(parameter, QgsProcessingFeatureSourceDefinition) or not parameter.selectedFeaturesOnly:
        return None
    name, _ok = parameter.source.valueAsString(context.expressionContext())
    layer = QgsProcessingUtils.mapLayerFromString(name, context)
    if not isinstance(layer, QgsVectorLayer):
        return None
    if not layer.selectedFeatureCount():
        raise DiachisoError(NOTHING_SELECTED, layer=layer.name())
    return layer, np.array(sorted(layer.selectedFeatureIds()), np.int64)


Batch = tuple[np.ndarray, np.ndarray, list[Optional[bytes]], dict[str, TextColumn]]


def _plain_geopackage(
    parameter: Any, layer: Optional[QgsVectorLayer], fields: Fields
) -> Optional[tuple[gdal.Dataset, ogr.Layer]]:
    """The table behind a whole, saved GeoPackage layer, which GDAL hands over as arrays; None for any other input."""
    if layer is None or layer.providerType() != "ogr" or layer.isModified():
        return None
    if isinstance(parameter, QgsProcessingFeatureSourceDefinition) and (
        parameter.selectedFeaturesOnly
        or getattr(parameter, "featureLimit", -1) != -1
        or getattr(parameter, "filterExpression", "")
    ):
        return None
    of_layer = layer.fields()
    if any(of_layer.fieldOrigin(of_layer.indexOf(n)) != QgsFields.FieldOrigin.OriginProvider for n in fields.names()):
        return None  # joined and virtual fields exist in QGIS only
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path, table, subset = parts.get("path") or "", parts.get("layerName") or "", layer.subsetString()
    if not path.lower().endswith(".gpkg") or path.startswith("/vsi") or not table:
        return None
    if subset.lstrip().upper().startswith("SELECT"):
        return None  # a whole query, which GDAL does not take for a filter
    return _open_table(path, table, subset)


def _open_table(path: str, table: str, subset: str) -> Optional[tuple[gdal.Dataset, ogr.Layer]]:
    """The dataset, which must outlive its layer, and the layer with its filter; None where GDAL refuses."""
    try:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
        found = dataset.GetLayerByName(table) if dataset is not None else None
        if found is None or (subset and found.SetAttributeFilter(subset) != 0):
            return None
    except RuntimeError:  # GDAL with exceptions switched on by another plugin
        return None
    return dataset, found


def _arrow_batches(dataset: gdal.Dataset, ogr_layer: ogr.Layer, fields: Fields) -> Iterator[Batch]:
    definition = ogr_layer.GetLayerDefn()
    wanted = set(fields.names())
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    ogr_layer.SetIgnoredFields([name for name in names if name not in wanted])
    fid_name = ogr_layer.GetFIDColumn() or "OGC_FID"
    geometry_name = ogr_layer.GetGeometryColumn() or "wkb_geometry"
    stream = ogr_layer.GetArrowStreamAsNumPy(options=[f"MAX_FEATURES_IN_BATCH={BATCH}"])
    seen: set[int] = set()
    for batch in stream:
        fid = np.array(batch[fid_name], np.int64)  # a copy: what is only looked at keeps the whole batch in memory
        if not len(fid) or int(fid[0]) in seen:  # of a damaged GeoPackage GDAL 3.6 hands over the same rows for ever
            raise DiachisoError(DAMAGED_LAYER, layer=ogr_layer.GetName(), problem=gdal.GetLastErrorMsg() or "?")
        seen.add(int(fid[0]))
        key = _keys(batch[fields.key]) if fields.key and fields.key in batch else np.zeros(len(fid), "S1")
        wkb = batch[geometry_name].tolist()
        attributes = {
            name: _text_column(batch[field].tolist()) if field in batch else TextColumn.empty(len(fid))
            for name, field in fields.attributes.items()
        }
        yield fid, key, wkb, attributes


def _feature_batches(
    source: QgsProcessingFeatureSource, fields: Fields, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext
) -> Iterator[Batch]:
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes(fields.names(), source.fields())
    # Invalid geometries are ours to judge; the user's setting must not drop them here.
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    if crs != source.sourceCrs():
        request.setDestinationCrs(crs, context.transformContext())
    rows: list[Any] = []
    for feature in source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks):
        geometry = feature.geometry()
        wkb = None if geometry.isNull() else bytes(geometry.asWkb())
        rows.append((feature.id(), wkb, [none_if_null(feature.attribute(name)) for name in fields.names()]))
        if len(rows) >= BATCH:
            yield _batch(rows, fields)
            rows = []
    if rows:
        yield _batch(rows, fields)


def _batch(rows: list[Any], fields: Fields) -> Batch:
    at = {name: k for k, name in enumerate(fields.names())}
    fid = np.array([row[0] for row in rows], np.int64)
    key = _text_keys([row[2][at[fields.key]] for row in rows]) if fields.key else np.zeros(len(rows), "S1")
    attributes = {name: _text_column([row[2][at[field]] for row in rows]) for name, field in fields.attributes.items()}
    return fid, key, [row[1] for row in rows], attributes


def _keys(values: np.ndarray) -> np.ndarray:
    """Keys as bytes (n,), b'' for NULL; whole numbers, which most keys are, without a loop."""
    missing = np.ma.getmaskarray(values)
    plain = np.ma.getdata(values)
    if plain.dtype.kind not in "iu":
        return _text_keys(values.tolist())
    return np.where(missing, b"", number_texts(np.where(missing, 0, plain)))


def _text_keys(values: list[Any]) -> np.ndarray:
    """Keys as bytes (n,), b'' for NULL; numbers as people write them."""
    return np.array([plain_text(v).encode() for v in values], dtype=bytes)


def plain_text(value: Any) -> str:
    """A value as people write it: whole numbers without a point, texts in NFC without outer spaces, '' for NULL."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    return nfc(str(value)).strip()


def _text_column(values: list[Any]) -> TextColumn:
    """Values as texts in NFC without outer spaces; each distinct one is treated once."""
    known: defaultdict[Any, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(known.__getitem__, values), np.int32, len(values))
    texts = [plain_text(v) for v in known]
    found: dict[str, int] = {}
    order = np.array([found.setdefault(t, len(found)) if t else -1 for t in texts] or [-1], np.int32)
    return TextColumn(order[codes], tuple(found))
