"""Coordinates of land layers as the rules ask about them: the CRS of a whole layer, and zones of single objects."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ...compat import translate
from ...core.errors import DiachisoError
from ...core.geometry.ragged import paths
from ...core.land.vn2000 import ZoneUse, load_vn2000
from ...core.patience import Check
from ...core.rules.land.check import LayerFault
from ...core.rules.land.places import Zone
from ...core.units import UnitTable
from ..layer_reader import NO_CRS, plain_text
from ..transforms import WGS84, Transform
from ..transforms import crs as crs_named
from .crs_diagnosis import diagnose_crs
from .crs_faults import CrsFault
from .crs_reference import CrsReference
from .source import LandSource

Points = Callable[[np.ndarray], np.ndarray]
_FAR = 5.0  # metres: beyond it places tell nothing of single objects
_DATUM = 1_000.0  # metres: what datums differ by, at most; zones lie farther apart
_FALSE_EASTING = 500_000.0
_REACH = {ZoneUse.province: 200_000.0, ZoneUse.national: 250_000.0, ZoneUse.utm: 400_000.0}  # metres to either side
_UTM = ("EPSG:32648", "EPSG:32649")


def moved(
    source: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> Points:
    """Points (n, 2) from one CRS to another; NaN where PROJ refuses: one wild point must not hide the others."""
    transform = Transform(source, target, context)

    def move(xy: np.ndarray) -> np.ndarray:
        try:
            return transform.points(xy)
        except DiachisoError:
            if len(xy) == 1:
                return np.full((1, 2), np.nan)
        middle = len(xy) // 2
        return np.vstack([move(xy[:middle]), move(xy[middle:])])

    return move


def reference_of(
    communes: Optional[LandSource], crs: QgsCoordinateReferenceSystem, code_field: str,
    context: QgsCoordinateTransformContext,
) -> CrsReference:  # fmt: skip
    """What the places of the other layers are judged by: the communes' polygons, which are in `crs`."""
    if communes is None:
        return CrsReference()
    transform = Transform(crs, QgsCoordinateReferenceSystem(WGS84), context)
    polygons, codes = [], []
    for batch in communes.batches([code_field] if code_field else []):
        for k, wkb in enumerate(batch.wkb):
            polygon = QgsGeometry()
            try:
                polygon.fromWkb(transform.shape(wkb) or b"")
            except DiachisoError:
                continue
            if polygon.type() == QgsWkbTypes.GeometryType.PolygonGeometry and polygon.isGeosValid():
                polygons.append(polygon)
                codes.append(plain_text(batch.columns[code_field][k]) if code_field else "")
    return CrsReference(tuple(polygons), tuple(codes), _province(codes))


def usable_crs(
    source: LandSource, reference: CrsReference, feedback: QgsProcessingFeedback
) -> QgsCoordinateReferenceSystem:
    """The layer's own CRS; where it has none, the one that its first coordinates fit best. DiachisoError for neither.
    """
    if source.crs.isValid():
        return source.crs
    points: list[np.ndarray] = []
    for batch in source.batches([]):
        points = [found[0][0] for found in map(paths, filter(None, batch.wkb[:500])) if found and len(found[0])]
        if points:
            break
    best = diagnose_crs(source.crs, np.array(points, float).reshape(-1, 2), reference).best if points else None
    if best is None or best.swap_xy or best.scale != 1.0:
        raise DiachisoError(NO_CRS, layer=source.name)
    feedback.pushWarning(translate("diachiso", "The layer {layer} has no CRS; it is read as {crs}.").format(
        layer=source.name, crs=best.name
    ))  # fmt: skip
    return crs_named(best.crs)


def _province(codes: Sequence[str]) -> str:
    units = [unit for unit in map(UnitTable.load().by_code, codes) if unit is not None]
    provinces = [unit.province_code for unit in units if unit.is_valid(None)]
    return max(sorted(set(provinces)), key=provinces.count) if provinces else ""


def judged(
    crs: QgsCoordinateReferenceSystem, points: np.ndarray, named: Sequence[str], reference: CrsReference
) -> Optional[LayerFault]:
    """What is wrong, surely or perhaps, with the CRS of a whole layer; None where nothing is known to be."""
    if not len(points):
        return None
    found = diagnose_crs(crs, points, reference, list(named) if any(named) else None)
    # Without places to judge by, a layer from abroad would fit none of Viet Nam's CRSs.
    faults = [fault for fault in found.faults if fault is not CrsFault.unknown]
    if not faults or found.best is None:
        return None
    params: dict[str, Any] = {
        "declared": found.params.get("declared") or "–", "best": found.params.get("best") or "–",
        "shift": found.params.get("shift") or "?", "fault": ",".join(fault.value for fault in faults),
    }  # fmt: skip
    slack = found.shift_m if found.shift_m < _DATUM else 0.0
    # A layer without a CRS is read as the one that fits best: its objects lie where they should.
    far = crs.isValid() and found.sure and not found.shift_m <= _FAR
    return LayerFault(params, far, found.sure, slack)


def zones_for(
    source: QgsCoordinateReferenceSystem, work: QgsCoordinateReferenceSystem, province: str,
    context: QgsCoordinateTransformContext, check: Check,
) -> tuple[Zone, ...]:  # fmt: skip
    """The zones of VN-2000, and UTM, that objects of a layer in metres may have been drawn in; the province's first."""
    if not source.isValid() or source.isGeographic():
        return ()
    profile = load_vn2000()
    official = profile.of_province(province) if province else []
    rank = {ZoneUse.province: 1, ZoneUse.national: 2, ZoneUse.utm: 3}
    ordered = sorted(profile.zones, key=lambda zone: (zone not in official, rank[zone.use], zone.epsg))
    back = moved(work, source, context) if work != source else None
    reaches = [(zone.crs, _REACH[zone.use]) for zone in ordered]
    out = []
    for name, reach in [*reaches, *((name, _REACH[ZoneUse.utm]) for name in _UTM)]:
        crs = QgsCoordinateReferenceSystem(name)
        if crs.isValid() and crs != source:
            out.append(Zone(f"{crs.description()} ({name})", _from_zone(crs, work, back, reach, context, check)))
    return tuple(out)


def _from_zone(
    crs: QgsCoordinateReferenceSystem, work: QgsCoordinateReferenceSystem, back: Optional[Points], reach: float,
    context: QgsCoordinateTransformContext, check: Check,
) -> Points:  # fmt: skip
    move = moved(crs, work, context)

    def place(xy: np.ndarray) -> np.ndarray:
        check()
        drawn = xy if back is None else back(xy)
        # So far from its meridian nobody draws in a zone: a place at sea is not a house of a zone at the other end.
        usual = np.abs(drawn[:, 0] - _FALSE_EASTING) <= reach
        return move(np.where(usual[:, None], drawn, np.nan))

    return place
