"""The work of diachiso:convertunits: where records lie, what each becomes, what a person has decided."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Optional, Union

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
from ..core.address_parser.model import ParsedAddress, UnitChain
from ..core.address_parser.parser import parse
from ..core.crosswalk import Conversion, Era, Outcome, UnitConverter, Why
from ..core.errors import DiachisoError
from ..core.patience import Check
from ..core.unit_placing import UnitPlacer
from ..core.units import AdminUnit
from ..core.written_units import Written
from .converted_rows import Converted
from .engine import geometry_engine
from .layer_reader import CANCELLED, plain_text
from .reviewed_plan import require_fields
from .transforms import WGS84, Transform

_DECIDED = ("address_id", "decision", "decision_code")
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


@dataclass(frozen=True)
class ReadText:
    """What an address text says; `doubt`: the units of the day that it may mean where its reading is not sure."""

    written: Written
    doubt: tuple[AdminUnit, ...] = ()


def read_texts(
    written: Sequence[Written], texts: Sequence[str], converter: UnitConverter, feedback: QgsProcessingFeedback
) -> list[ReadText]:
    """The records; those that say no commune or district by what their address text says (DiachisoError: cancelled)."""
    known: dict[str, ReadText] = {}
    found = []
    for k, (said, text) in enumerate(zip(written, texts)):
        if k % _PAGE == 0 and feedback.isCanceled():
            raise DiachisoError(CANCELLED)
        if not said.is_empty or not text:
            found.append(ReadText(said))
            continue
        if text not in known:
            known[text] = _read_text(text, converter)
        found.append(known[text])
    return found


def _read_text(text: str, converter: UnitConverter) -> ReadText:
    legacy = None if converter.era is Era.AUTO else converter.era is Era.LEGACY
    found = parse(text, legacy=legacy)
    written = _written(found)
    if found.confidence >= _SURE or found.commune is None:
        return ReadText(written)
    may_be: list[AdminUnit] = []
    for said in (written, *map(_written, found.alternatives)):
        done = converter.convert(said)
        may_be += [done.target] if done.target is not None else done.candidates
    return ReadText(written, tuple(dict.fromkeys(may_be)))


def _written(read: Union[ParsedAddress, UnitChain]) -> Written:
    commune, district, province = read.commune, read.district, read.province
    return Written(
        commune=commune.full_name if commune else "", commune_code=commune.code if commune else "",
        district=district.full_name if district else "", province=province.full_name if province else "",
    )  # fmt: skip


def doubted(rows: Sequence[Converted], read: Sequence[ReadText]) -> list[Converted]:
    """The rows; what an unsure text may mean is for a person, unless the position tells."""
    return [
        Converted(row.written, Conversion(Outcome.AMBIGUOUS, Why.MAY_MEAN, None, None, one.doubt))
        if one.doubt and not row.by_position and row.done.outcome is not Outcome.CONFLICT else row
        for row, one in zip(rows, read)
    ]  # fmt: skip


def decisions(source: QgsProcessingFeatureSource) -> dict[str, tuple[str, str]]:
    """(decision, code) by address_id, of the rows where a person has written one; DiachisoError if it is no result."""
    require_fields(source, _DECIDED)
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    found = {}
    for feature in source.getFeatures(request):
        values = [plain_text(none_if_null(feature.attribute(name))) for name in _DECIDED]
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
