"""Features of a layer as plain rows: attributes by name, geometry in EPSG:4326 made valid and simple."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ..compat import none_if_null
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.text import nfc

WGS84 = "EPSG:4326"
VIET_NAM = (101.0, 6.0, 118.0, 24.0)  # lon, lat, lon, lat: land, islands and sea

NO_CRS = Message(
    "layer_without_crs",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} has no coordinate reference system. Set it (right-click the layer > Layer CRS), "
        "for VN-2000 the one of your province, and try again.",
    ),
)
WRONG_CRS = Message(
    "layer_outside_viet_nam",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} ({crs}) lies at longitude {lon}, latitude {lat}: outside Viet Nam. Its "
        "coordinate reference system is probably wrong: set the right one (right-click the layer > Layer "
        "CRS) and try again.",
    ),
)


class SourceError(DiachisoError):
    """A layer that cannot be used as it is."""


@dataclass(frozen=True)
class SourceRow:
    """One feature: its id, its attributes (NULL = None, texts in NFC), its geometry (None if it has none)."""

    fid: int
    values: dict[str, Any]
    geometry: QgsGeometry | None


def read_rows(
    source: QgsProcessingFeatureSource,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    kind: QgsWkbTypes.GeometryType,
) -> Iterator[SourceRow]:
    """The features in EPSG:4326; of mixed geometries the parts of this kind. SourceError without a CRS.

    A geometry that cannot be mended or transformed is None, as is one without a part of the kind.
    """
    if not source.sourceCrs().isValid():
        raise SourceError(NO_CRS, layer=source.sourceName())
    names = [field.name() for field in source.fields()]
    request = QgsFeatureRequest()
    request.setDestinationCrs(QgsCoordinateReferenceSystem(WGS84), context.transformContext())
    failed: set[int] = set()
    request.setTransformErrorCallback(lambda feature: failed.add(feature.id()))
    skip_checks = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    for feature in source.getFeatures(request, skip_checks):
        if feedback.isCanceled():
            return
        values = {name: _plain(feature.attribute(i)) for i, name in enumerate(names)}
        geometry = None if feature.id() in failed else simple_multi(feature.geometry(), kind)
        yield SourceRow(feature.id(), values, geometry)


def simple_multi(geometry: QgsGeometry, kind: QgsWkbTypes.GeometryType) -> QgsGeometry | None:
    """A valid two-dimensional multi geometry of the kind without curves; None where nothing of it remains."""
    if geometry.isNull() or geometry.isEmpty():
        return None
    plain = QgsGeometry(geometry.constGet().segmentize()) if QgsWkbTypes.isCurvedType(geometry.wkbType()) else geometry
    plain.get().dropZValue()
    plain.get().dropMValue()
    if kind == QgsWkbTypes.GeometryType.PolygonGeometry and not plain.isGeosValid():
        plain = plain.makeValid()
    if plain.type() != kind and not plain.convertGeometryCollectionToSubclass(kind):
        return None
    plain.convertToMultiType()
    return plain if plain.type() == kind and not plain.isEmpty() else None


def refuse_outside_viet_nam(source: QgsProcessingFeatureSource, rows: list[SourceRow]) -> None:
    """SourceError if no geometry of the layer (in EPSG:4326) touches Viet Nam: its CRS must be wrong."""
    boxes = [row.geometry.boundingBox() for row in rows if row.geometry is not None]
    west, south, east, north = VIET_NAM
    if boxes and not any(
        box.xMaximum() >= west and box.xMinimum() <= east and box.yMaximum() >= south and box.yMinimum() <= north
        for box in boxes
    ):
        centre = boxes[0].center()
        raise SourceError(
            WRONG_CRS,
            layer=source.sourceName(),
            crs=source.sourceCrs().authid() or source.sourceCrs().description(),
            lon=f"{centre.x():.4f}",
            lat=f"{centre.y():.4f}",
        )


def wkb(geometry: QgsGeometry | None) -> bytes | None:
    """The geometry as WKB."""
    return None if geometry is None else bytes(geometry.asWkb())


def _plain(value: Any) -> Any:
    value = none_if_null(value)
    return nfc(value) if isinstance(value, str) else value
