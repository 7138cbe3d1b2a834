"""The outlines of land layers as they are today, for the rules that compare positions with them."""
from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsUnitTypes,
    QgsVectorLayer,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..register.qa_outlines import OutlineFile
from .field_choice import choose_fields
from .land.open_source import open_land
from .layer_reader import CANCELLED, NO_CRS, plain_text
from .transforms import crs_name

NO_KEYS = QT_TRANSLATE_NOOP(
    "diachiso",
    "The layer {layer} has no field that tells its objects apart (an ID that stays the same), so positions are "
    "compared with the outlines that the register remembers of the last assignment.",
)
NOT_METRES = QT_TRANSLATE_NOOP(
    "diachiso",
    "The layer {layer} counts in degrees, so positions are compared with the outlines that the register remembers of "
    "the last assignment. Export it to VN-2000 to have it looked at itself.",
)


def keep_outlines(
    file: OutlineFile,
    role: str,
    value: Any,
    source: QgsProcessingFeatureSource,
    layer: Optional[QgsVectorLayer],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> None:
    """Read a layer of buildings or parcels into the file (DiachisoError for a layer without CRS, or when cancelled)."""
    name = source.sourceName()
    crs: QgsCoordinateReferenceSystem = source.sourceCrs()
    if not crs.isValid():
        raise DiachisoError(NO_CRS, layer=name)
    if crs.isGeographic() or crs.mapUnits() != QgsUnitTypes.DistanceUnit.DistanceMeters:
        feedback.pushInfo(translate("diachiso", NOT_METRES).format(layer=name))
        return
    key = choose_fields(source, role, {}, feedback).key
    if key is None:
        feedback.pushInfo(translate("diachiso", NO_KEYS).format(layer=name))
        return
    land = open_land(value, source, layer, feedback)
    try:
        for batch in land.batches([key]):
            if feedback.isCanceled():
                raise DiachisoError(CANCELLED)
            file.add(role, crs_name(crs), (plain_text(v).encode() for v in batch.columns[key]), batch.wkb)
    finally:
        land.close()
