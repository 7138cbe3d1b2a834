"""What a CRS definition says (WKT of any dialect, .prj, PROJ string): projection, datum, and the shift it carries."""
from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Optional, Union

from osgeo import osr
from qgis.core import QgsCoordinateReferenceSystem

from ...core.land.vn2000 import ShiftKind, Vn2000, Zone, load_vn2000

_METRE = 1e-9
_VN2000 = re.compile(r"viet.?nam.?2000|vn.?2000|\bvn2k", re.IGNORECASE)
_KNOWN_TO_PROJ = re.compile(r"(d_)?vietnam[ _]?2000", re.IGNORECASE)
_WRITTEN_SHIFT = re.compile(r"TOWGS84\s*\[([^\]]*)\]|\+towgs84=([^\s\"]*)", re.IGNORECASE)
_WRITTEN_SHIFT_CLAUSE = re.compile(rf",?\s*(?:{_WRITTEN_SHIFT.pattern})", re.IGNORECASE)


class Projection(str, Enum):
    """What a definition's coordinates are."""

    none = "none"
    geographic = "geographic"
    transverse_mercator = "transverse_mercator"
    other = "other"


class Datum(str, Enum):
    """Which datum a definition names; `unnamed` is one on WGS 84's ellipsoid that no one knows."""

    vn2000 = "vn2000"
    wgs84 = "wgs84"
    unnamed = "unnamed"
    other = "other"


@dataclass(frozen=True)
class CrsDefinition:
    """A definition taken apart. `zone` is the VN-2000 zone of these parameters, whatever the definition is called."""

    projection: Projection = Projection.none
    datum: Datum = Datum.other
    shift: ShiftKind = ShiftKind.none
    towgs84: Optional[tuple[float, ...]] = None
    meridian: Optional[float] = None
    scale: Optional[float] = None
    unit_metres: float = 1.0
    zone: Optional[Zone] = None

    @property
    def authid(self) -> Optional[str]:
        """The EPSG code that these parameters mean, where they leave no choice; None else."""
        if self.shift not in (ShiftKind.right, ShiftKind.none):
            return None
        # The seven parameters name the datum as well as its name does.
        is_vn2000 = self.datum is Datum.vn2000 or (self.datum is Datum.unnamed and self.shift is ShiftKind.right)
        if not is_vn2000 and self.datum is not Datum.wgs84:
            return None
        if self.projection is Projection.geographic:
            return "EPSG:4756" if is_vn2000 else "EPSG:4326"
        if self.zone is None or abs(self.unit_metres - 1) > _METRE:
            return None
        if is_vn2000:
            return self.zone.crs
        # WGS 84 has UTM zones of its own; a TM-3 zone on it is VN-2000 without its shift, which no code stands for.
        return f"EPSG:{32600 + round((self.zone.meridian + 183) / 6)}" if self.zone.scale == 0.9996 else None


def match_epsg(definition: str) -> Optional[str]:
    """The EPSG code of a definition with an odd name, by its parameters alone; None where no code means the same."""
    return define(definition).authid


def define(definition: Union[str, QgsCoordinateReferenceSystem], profile: Optional[Vn2000] = None) -> CrsDefinition:
    """Take a definition apart: text of a .prj, WKT, PROJ or authority id, or QGIS's object. Empty for none."""
    known = profile or load_vn2000()
    found = _spatial_reference(definition)
    if found is None:
        return CrsDefinition()
    projection = _projection(found)
    if projection is Projection.none:
        return CrsDefinition()
    towgs84 = _towgs84(found)
    datum = _datum(found, towgs84)
    shift = known.classify(towgs84)
    if datum is Datum.vn2000 and towgs84 is None and _KNOWN_TO_PROJ.fullmatch(found.GetAttrValue("DATUM") or ""):
        shift = ShiftKind.right  # PROJ knows the way from this name, and from no other
    unit = found.GetLinearUnits() if projection is not Projection.geographic else 1.0
    meridian = scale = zone = None
    if projection is Projection.transverse_mercator:
        meridian = found.GetProjParm(osr.SRS_PP_CENTRAL_MERIDIAN, 0.0) * _degrees_per_unit(found)
        scale = found.GetProjParm(osr.SRS_PP_SCALE_FACTOR, 1.0)
        if _has_plain_origin(found) and datum is not Datum.other:
            zone = known.match(meridian, scale)
    return CrsDefinition(projection, datum, shift, towgs84, meridian, scale, unit, zone)


def tm_wkt(zone: Zone, towgs84: Optional[tuple[float, ...]] = None) -> str:
    """WKT of a zone's projection with other parameters than the datum's own: on WGS 84 itself, or shifted by seven.

    As WKT and not as PROJ string: QGIS would take the string for the EPSG code and drop the parameters.
    """
    found = osr.SpatialReference()
    ellipsoid = "+datum=WGS84" if towgs84 is None else "+ellps=WGS84"
    found.ImportFromProj4(
        f"+proj=tmerc +lat_0=0 +lon_0={zone.meridian!r} +k={zone.scale!r} +x_0=500000 +y_0=0 {ellipsoid} +units=m"
        " +no_defs"
    )
    if towgs84 is not None:
        found.SetTOWGS84(*towgs84)
    return str(found.ExportToWkt(["FORMAT=WKT2"]))


def as_written(text: str) -> Optional[str]:
    """WKT 2 of a definition with the very shift that its text gives; None where it has none, or a code overrides it.

    PROJ 9.5 and later turns wrong signs of rotation round when it reads WKT 1, and QGIS takes the result for the EPSG
    code; WKT 2 it leaves alone.
    """
    if _written_shift(text) is None:
        return None
    found = _spatial_reference(text)
    if found is None or found.GetAuthorityCode(None):
        return None
    return str(found.ExportToWkt(["FORMAT=WKT2_2018"]))


def _spatial_reference(definition: Union[str, QgsCoordinateReferenceSystem]) -> Optional[osr.SpatialReference]:
    if isinstance(definition, QgsCoordinateReferenceSystem):
        if not definition.isValid():
            return None
        definition = definition.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
    text = definition.strip().lstrip("\ufeff")
    if not text:
        return None
    if "towgs84" not in text.lower():
        # QGIS knows more spellings of names than GDAL; but of a PROJ string it would drop the parameters.
        by_qgis = QgsCoordinateReferenceSystem()
        if by_qgis.createFromUserInput(text) and by_qgis.authid():
            text = by_qgis.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
    found = osr.SpatialReference()
    try:
        # Read without its shift, which PROJ 9.5 would correct and report as an error.
        written = _written_shift(text)
        plain = text if written is None else _WRITTEN_SHIFT_CLAUSE.sub("", text)
        if found.SetFromUserInput(re.sub(r"^PROJ:\s*", "", plain)) != 0:
            return None
        # ESRI spells projections and datums in its own way; parameters are the same.
        if "D_" in text or "Gauss_Kruger" in text:
            found.MorphFromESRI()
        if written is not None:
            found.SetTOWGS84(*written)
    except RuntimeError:  # GDAL with exceptions switched on by another plugin
        return None
    return found


def _projection(found: osr.SpatialReference) -> Projection:
    if found.IsLocal() or found.GetAttrValue("DATUM") is None:
        return Projection.none  # MapInfo's NonEarth, a drawing's plane
    if found.IsGeographic():
        return Projection.geographic
    method = (found.GetAttrValue("PROJECTION") or "").lower()
    if method in ("transverse_mercator", "gauss_kruger"):
        return Projection.transverse_mercator
    return Projection.other


def _towgs84(found: osr.SpatialReference) -> Optional[tuple[float, ...]]:
    """The seven parameters that a definition carries itself, as +towgs84 writes them; None where it has none."""
    wkt = found.ExportToWkt(["FORMAT=WKT1"]) or found.ExportToWkt()
    if "TOWGS84" not in wkt and "BOUNDCRS" not in found.ExportToWkt(["FORMAT=WKT2"]):
        return None
    return tuple(found.GetTOWGS84())


def _written_shift(text: str) -> Optional[tuple[float, ...]]:
    """The seven parameters in the text of WKT 1 or a PROJ string; None where it has none, or nonsense."""
    match = _WRITTEN_SHIFT.search(text)
    if match is None:
        return None
    try:
        given = tuple(map(float, (match[1] or match[2] or "").split(",")))
    except ValueError:
        return None
    return (*given, *[0.0] * (7 - len(given))) if len(given) in (3, 7) else None


def _datum(found: osr.SpatialReference, towgs84: Optional[tuple[float, ...]]) -> Datum:
    names = " ".join(filter(None, (found.GetAttrValue("DATUM"), found.GetAttrValue("GEOGCS"))))
    if _VN2000.search(names):
        return Datum.vn2000
    axis, flattening = found.GetSemiMajor(), found.GetInvFlattening()
    if abs(axis - 6378137.0) > 0.001 or abs(flattening - 298.257223563) > 1e-6:
        return Datum.other
    if towgs84 is not None and any(towgs84):
        return Datum.unnamed
    named = re.search(r"wgs.?(19)?84|world.geodetic.system.1984", found.GetAttrValue("DATUM") or "", re.IGNORECASE)
    return Datum.wgs84 if named else Datum.unnamed


def _degrees_per_unit(found: osr.SpatialReference) -> float:
    return float(found.GetAngularUnits()) / 0.017453292519943295


def _has_plain_origin(found: osr.SpatialReference) -> bool:
    # WKT gives false easting in the definition's own unit.
    unit = found.GetLinearUnits()
    easting = found.GetProjParm(osr.SRS_PP_FALSE_EASTING, 0.0) * unit
    northing = found.GetProjParm(osr.SRS_PP_FALSE_NORTHING, 0.0) * unit
    return abs(easting - 500_000) < 0.001 and abs(northing) < 0.001 and abs(
        found.GetProjParm(osr.SRS_PP_LATITUDE_OF_ORIGIN, 0.0)
    ) < 1e-9
