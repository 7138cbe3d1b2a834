"""The parcel that holds each object: its sheet and number."""

from __future__ import annotations

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
)

from ..compat import none_if_null
from ..core.columns import TextColumn
from ..core.geometry import ragged
from ..core.geometry.engine import GeometryEngine
from ..core.objects import Objects
from ..core.roles import LayerRole, guess_fields

PARCEL_FIELDS = ("map_sheet", "map_parcel", "certificate_sheet", "certificate_parcel")


def with_parcels(
    objects: Objects,
    parcels: QgsProcessingFeatureSource,
    crs: QgsCoordinateReferenceSystem,
    engine: GeometryEngine,
    context: QgsProcessingContext,
) -> tuple[Objects, np.ndarray]:
    """The objects (in `crs`) with sheet and number of the parcel that holds their position, where they have none of
    their own; and the parcel's index of each (n,), -1 none.
    """
    guessed = guess_fields([f.name() for f in parcels.fields()], LayerRole.parcel)
    fields = {name: guessed[name] for name in PARCEL_FIELDS if name in guessed}
    request = QgsFeatureRequest().setDestinationCrs(crs, context.transformContext())
    request.setSubsetOfAttributes(list(fields.values()), parcels.fields())
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    shapes: list[bytes] = []
    values: dict[str, list[str | None]] = {name: [] for name in fields}
    for feature in parcels.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks):
        shapes.append(bytes(feature.geometry().asWkb()))
        for name, field in fields.items():
            value = none_if_null(feature.attribute(field))
            values[name].append(None if value is None else str(value))
    parcel_of = _holder(objects, ragged.decode(shapes), engine)
    attributes = dict(objects.attributes)
    for name, texts in values.items():
        if name not in attributes:
            attributes[name] = TextColumn.of([*texts, None]).take(np.where(parcel_of >= 0, parcel_of, len(texts)))
    joined = Objects(objects.side, objects.kind, objects.fid, objects.inner, objects.mended, attributes)
    return joined, parcel_of


def _holder(objects: Objects, polygons: ragged.Ragged, engine: GeometryEngine) -> np.ndarray:
    """Index of the polygon that holds each object's position, -1 none; of overlapping ones the first."""
    parcel_of = np.full(objects.size, -1, np.int64)
    position = objects.side.centre
    usable = np.flatnonzero(np.isfinite(position[:, 0]))
    boxes = ragged.bounds(polygons)
    drawn = np.flatnonzero(np.isfinite(boxes[:, 0]))
    i, j = engine.box_pairs(np.hstack([position[usable], position[usable]]), boxes[drawn])
    i, j = usable[i], drawn[j]
    inside = ragged.contains_pairs(polygons, j, position[i])
    held, holder = i[inside], j[inside]
    order = np.lexsort((-holder, held))
    parcel_of[held[order]] = holder[order]
    return parcel_of
