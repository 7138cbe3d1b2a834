"""The work of diachiso:convertunits: where records lie, what each becomes, what a person has decided."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ..compat import none_if_null
from ..core.address_parser.parser import parse
from ..core.crosswalk import Conversion, Era, Outcome, UnitConverter
from ..core.errors import DiachisoError
from ..core.patience import Check
from ..core.unit_placing import UnitPlacer
from ..core.written_units import Written
from .converted_rows import Converted
from .engine import geometry_engine
from .layer_reader import CANCELLED, plain_text
from .transforms import WGS84, Transform

_PAGE = 2_000
_SURE = 0.5  # confidence of a text's reading, from which its units are taken as said


def convert(
    written: Sequence[Written], lonlat: np.ndarray, areas: dict[str, bytes], converter: UnitConverter, check: Check
) -> list[Converted]:
    """What each record becomes; a position just across a border does not contradict."""
    placer = UnitPlacer(areas, geometry_engine(), lonlat)
    here = placer.codes_at(lonlat)
    check()
    known: dict[tuple[Written, Optional[str]], Conversion] = {}
    rows = []
    for k, (said, code) in enumerate(zip(written, here)):
        if k % _PAGE == 0:
            check()
        if (said, code) not in known:
            known[said, code] = converter.convert(said, code)
        done = known[said, code]
        if done.outcome is Outcome.CONFLICT:
            place = float(lonlat[k, 0]), float(lonlat[k, 1])
            near = next((unit.code for unit in done.candidates[1:] if placer.is_near(unit.code, place)), None)
            done = converter.convert(said, near) if near else done
        rows.append(Converted(said, done))
    return rows


def read_texts(
    written: Sequence[Written], texts: Sequence[str], era: Era, feedback: QgsProcessingFeedback
) -> list[Written]:
    """The records; those that say no commune or district by what their address text says (DiachisoError: cancelled)."""
    legacy = None if era is Era.AUTO else era is Era.LEGACY
    known: dict[str, Written] = {}
    found = []
    for k, (said, text) in enumerate(zip(written, texts)):
        if k % _PAGE == 0 and feedback.isCanceled():
            raise DiachisoError(CANCELLED)
        if said.is_empty and text:
            if text not in known:
                known[text] = _read_text(text, legacy)
            said = known[text]
        found.append(said)
    return found


def _read_text(text: str, legacy: Optional[bool]) -> Written:
    found = parse(text, legacy=legacy)
    commune, district, province = found.commune, found.district, found.province
    if found.confidence < _SURE and commune is not None:  # one of several of that name: the converter names them
        return Written(commune=commune.full_name)
    return Written(
        commune=commune.full_name if commune else "", commune_code=commune.code if commune else "",
        district=district.full_name if district else "", province=province.full_name if province else "",
    )  # fmt: skip


def decisions(source: QgsProcessingFeatureSource) -> dict[str, tuple[str, str]]:
    """(decision, code) by address_id, of the rows where a person has written one."""
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    found = {}
    for feature in source.getFeatures(request):
        values = [plain_text(none_if_null(feature.attribute(name)))
                  for name in ("address_id", "decision", "decision_code")]  # fmt: skip
        if values[1] or values[2]:
            found[values[0]] = (values[1], values[2])
    return found


def features_of(source: QgsProcessingFeatureSource, feedback: QgsProcessingFeedback) -> Iterator[QgsFeature]:
    """The features whole, valid or not (DiachisoError when cancelled)."""
    request = QgsFeatureRequest()
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    flag = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    for k, feature in enumerate(source.getFeatures(request, flag)):
        if k % _PAGE == 0 and feedback.isCanceled():
            raise DiachisoError(CANCELLED)
        yield feature


def positions(
    source: QgsProcessingFeatureSource, features: Sequence[QgsFeature], context: QgsProcessingContext
) -> np.ndarray:
    """Where each feature lies, in degrees (n, 2); NaN without a geometry or a CRS."""
    xy = np.full((len(features), 2), np.nan)
    if not source.sourceCrs().isValid():
        return xy
    for k, feature in enumerate(features):
        geometry = feature.geometry()
        point = geometry.pointOnSurface() if geometry.type() == QgsWkbTypes.GeometryType.PolygonGeometry else geometry
        place = point.centroid() if not point.isNull() else point
        if not place.isNull() and not place.isEmpty():
            xy[k] = place.asPoint().x(), place.asPoint().y()
    return Transform(source.sourceCrs(), QgsCoordinateReferenceSystem(WGS84), context.transformContext()).points(xy)
