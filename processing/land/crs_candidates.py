"""The definitions that a layer's coordinates may be in, each with where it would put the layer."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsPointXY

from ...core.errors import DiachisoError
from ...core.land.coordinates import Arrangement, CoordinateKind
from ...core.land.vn2000 import ShiftKind, Vn2000, Zone, ZoneUse
from ..transforms import WGS84, Transform, crs
from .crs_definition import CrsDefinition, define, tm_wkt
from .crs_reference import CrsReference

_SAME_PLACE = 0.02  # metres: nearer than this, two definitions are one
_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True)
class CrsCandidate:
    """A definition that may be the right one. `crs`: authority id or WKT, as `transforms.crs` reads it.

    `share_inside`: part of the points in the reference's polygons, 0-1, None without any; `distance_m`: of the points
    to the reference, NaN if unknown; `shift_m`: how far it moves the layer from where its own CRS puts it, NaN without.
    """

    crs: str
    name: str
    shift: ShiftKind
    swap_xy: bool = False
    scale: float = 1.0
    zone: Optional[Zone] = None
    official: bool = False
    declared: bool = False
    standard: bool = True
    share_inside: Optional[float] = None
    distance_m: float = float("nan")
    shift_m: float = float("nan")

    def xy(self, pairs: np.ndarray) -> np.ndarray:
        """The layer's coordinates (n, 2) put into this definition's order and unit."""
        return (pairs[:, ::-1] if self.swap_xy else pairs) * self.scale


@dataclass(frozen=True)
class Placed:
    """A candidate and where it puts the points: (n, 2) longitude and latitude, NaN where PROJ refuses."""

    candidate: CrsCandidate
    lonlat: np.ndarray
    share: float
    fine: float
    """Distance to a layer that lies right, metres; NaN without one, infinite far from it."""


class Placer:
    """Puts sample points to places, one definition after the other."""

    def __init__(
        self,
        pairs: np.ndarray,
        declared: QgsCoordinateReferenceSystem,
        arrangement: Arrangement,
        profile: Vn2000,
        reference: CrsReference,
        communes: Optional[Sequence[str]] = None,
    ) -> None:
        self._pairs, self._reference, self._communes = pairs, reference, communes
        self._arrangement, self._profile = arrangement, profile
        self._official = profile.of_province(reference.province_code) if reference.province_code else []
        self.definition = define(declared, profile)
        self._declared_crs = declared
        self.declared: Optional[Placed] = None
        if self.definition.projection.value != "none":
            self.declared = self._place(self._declared_candidate(declared, self.definition))

    def all(self) -> list[Placed]:
        """Every definition worth looking at, each place once, the layer's own first."""
        found: list[Placed] = [self.declared] if self.declared else []
        standard = [self._place(candidate) for candidate in self._standard()]
        variants: list[Placed] = []
        if len(self._reference.vertices):  # nothing else tells them from the standard ones
            by_place = max(standard, key=lambda p: (p.share, p.candidate.official), default=None)
            likely = (*self._official, self.definition.zone, by_place.candidate.zone if by_place else None)
            zones = {zone.crs: zone for zone in likely if zone}
            variants = [self._place(c) for zone in zones.values() for c in self._variants(zone)]
        for placed in (*standard, *variants):
            same = next((k for k, known in enumerate(found) if _metres(known, placed) < _SAME_PLACE), None)
            if same is None:
                found.append(placed)
            elif found[same] is self.declared:
                # The layer's own definition under its proper name.
                own = replace(placed.candidate, declared=True, shift_m=0.0)
                found[same] = self.declared = replace(placed, candidate=own)
        return found

    def _declared_candidate(self, declared: QgsCoordinateReferenceSystem, parts: CrsDefinition) -> CrsCandidate:
        official = parts.zone in self._official and parts.shift is ShiftKind.right
        name = declared.description() or declared.authid()
        return CrsCandidate(
            _definition(declared), name, parts.shift, zone=parts.zone, official=official, declared=True,
            standard=bool(declared.authid().startswith("EPSG")),
        )  # fmt: skip

    def _standard(self) -> list[CrsCandidate]:
        if self._arrangement.kind is CoordinateKind.degrees:
            codes: list[tuple[str, Optional[Zone]]] = [("EPSG:4326", None), ("EPSG:4756", None)]
        elif self._arrangement.kind is CoordinateKind.metres:
            codes = [(zone.crs, zone) for zone in self._profile.zones]
            codes += [("EPSG:32648", None), ("EPSG:32649", None)]
        else:
            return []
        return [
            CrsCandidate(code, crs(code).description(), ShiftKind.right, self._arrangement.northing_first,
                         self._arrangement.scale, zone, zone in self._official)
            for code, zone in codes
        ]  # fmt: skip

    def _variants(self, zone: Zone) -> list[CrsCandidate]:
        """A zone's projection on WGS 84 itself ("nội bộ"), and with the rotations' signs turned round."""
        if self._arrangement.kind is not CoordinateKind.metres or zone.use is ZoneUse.utm:
            return []
        name = crs(zone.crs).description()
        wrong = tm_wkt(zone, self._profile.with_wrong_rotation())
        return [
            CrsCandidate(definition, f"{name} ({note})", shift, self._arrangement.northing_first,
                         self._arrangement.scale, zone, standard=False)
            for definition, note, shift in (
                (tm_wkt(zone), "WGS 84", ShiftKind.none), (wrong, "+towgs84 −r", ShiftKind.wrong_rotation)
            )
        ]  # fmt: skip

    def _place(self, candidate: CrsCandidate) -> Placed:
        lonlat = _lonlat(candidate, self._pairs)
        reference = self._reference
        inside: Optional[float] = None
        if reference.has_places:
            inside = float(reference.inside(lonlat, self._communes).mean()) if len(lonlat) else 0.0
        share = inside if inside is not None else _share_in_use(candidate, lonlat)
        fine = reference.distance(lonlat)
        distance = fine if np.isfinite(fine) else reference.metres_outside(lonlat)
        if inside and inside > 0.5 and np.isnan(fine):
            distance = 0.0
        shift = _shift(self.declared, lonlat)
        measured = replace(candidate, share_inside=inside, distance_m=distance, shift_m=shift)
        return Placed(measured, lonlat, share, fine)


def _definition(declared: QgsCoordinateReferenceSystem) -> str:
    """An authority id or WKT 2: PROJ corrects the shift in WKT 1, and what is to be judged would be gone."""
    return str(declared.authid() or declared.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))


def metres_between(a: np.ndarray, b: np.ndarray) -> float:
    """Median distance of places (n, 2) in degrees, metres; NaN where none is known in both."""
    both = np.isfinite(a).all(axis=1) & np.isfinite(b).all(axis=1)
    if not both.any():
        return float("nan")
    scale = np.cos(np.radians(a[both][:, 1]))
    off = (a[both] - b[both]) * _METRES_PER_DEGREE
    return float(np.median(np.hypot(off[:, 0] * scale, off[:, 1])))


def _metres(a: Placed, b: Placed) -> float:
    found = metres_between(a.lonlat, b.lonlat)
    return found if np.isfinite(found) else float("inf")


def _shift(declared: Optional[Placed], lonlat: np.ndarray) -> float:
    return float("nan") if declared is None else metres_between(declared.lonlat, lonlat)


def _lonlat(candidate: CrsCandidate, pairs: np.ndarray) -> np.ndarray:
    source = crs(candidate.crs)
    transform = Transform(source, QgsCoordinateReferenceSystem(WGS84), QgsCoordinateTransformContext())
    xy = candidate.xy(pairs)
    try:
        found = transform.points(xy)
    except DiachisoError:  # PROJ refuses places far outside a projection: one wild point must not hide the others
        found = np.full((len(xy), 2), np.nan)
        for k in range(len(xy)):
            try:
                found[k] = transform.points(xy[k:k + 1])[0]
            except DiachisoError:
                continue
    found[~(np.abs(found) <= [180.0, 90.0]).all(axis=1)] = np.nan
    return found


def _share_in_use(candidate: CrsCandidate, lonlat: np.ndarray) -> float:
    """Without a reference: part of the points in the area that the definition is made for."""
    area = crs(candidate.crs).bounds()
    if area.isEmpty() or not len(lonlat):
        return 0.0
    return float(np.mean([area.contains(QgsPointXY(*place)) for place in lonlat if np.isfinite(place).all()] or [0.0]))


def short_name(name: str) -> str:
    """A definition's name for a message: WKT is no name."""
    return name if not re.match(r"[A-Z]+CRS\[|PROJCS\[|GEOGCS\[", name) else "?"
