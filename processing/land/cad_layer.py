"""A cadastral drawing as QGIS layers: parcels, buildings where the profile knows them, and the problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

from ...compat import translate
from ...core.geometry.engine import GeometryEngine
from ...core.land.cad import CadBuildings, CadOptions, CadParcels, build_buildings, build_parcels
from ...core.land.cad_problems import CadProblem
from ...core.land.cad_profile import CadProfile, load_cad_profile
from ..engine import geometry_engine
from .cad_reader import CadLayers, read_cad

_PARCEL_FIELDS = ("map_sheet:string", "map_parcel:string", "land_use:string", "area:double", "stated_area:double")
_BUILDING_FIELDS = ("house_number:string", "area:double")
_PROBLEM_FIELDS = ("kind:string", "text:string")


@dataclass(frozen=True)
class CadImport:
    """What a drawing gave: what was read, the parcels and buildings, and everything that a person should look at."""

    layers: CadLayers
    parcels: CadParcels
    buildings: CadBuildings

    @property
    def problems(self) -> tuple[CadProblem, ...]:
        """Of parcels, then of buildings."""
        return self.parcels.problems + self.buildings.problems


def import_cad(
    path: str | Path,
    profile: Optional[CadProfile] = None,
    sheet: str = "",
    tolerance: Optional[float] = None,
    engine: Optional[GeometryEngine] = None,
    feedback: Any = None,
) -> CadImport:
    """Read a drawing and build its parcels; `sheet` and `tolerance` (m) override its texts and the profile."""
    profile = profile or load_cad_profile()
    layers = read_cad(path, profile, feedback)
    options = CadOptions.of(profile, sheet)
    if tolerance is not None:
        options = replace(options, tolerance=tolerance)
    engine = engine or geometry_engine()
    parcels = build_parcels(layers.boundary, layers.texts, options, engine, layers.frames)
    return CadImport(layers, parcels, build_buildings(layers.buildings, layers.texts, options, engine))


def parcel_layer(parcels: CadParcels, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """The parcels as a layer in memory; the CRS is the caller's, as a drawing has none."""
    stated = [None if area != area else area for area in parcels.stated_area.tolist()]  # NaN is not equal to itself
    rows = zip(parcels.sheet, parcels.parcel, parcels.land_use, parcels.area.round(2).tolist(), stated)
    return _layer("Polygon", "parcels", crs, _PARCEL_FIELDS, map(_geometry, parcels.wkb), rows)


def building_layer(buildings: CadBuildings, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """The buildings as a layer in memory."""
    rows = zip(buildings.house_number, buildings.area.round(2).tolist())
    return _layer("Polygon", "buildings", crs, _BUILDING_FIELDS, map(_geometry, buildings.wkb), rows)


def problem_layer(problems: Sequence[CadProblem], crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """The problems as points in memory, with their reasons in the user's language."""
    places = (QgsGeometry.fromPointXY(QgsPointXY(p.x, p.y)) for p in problems)
    rows = ((p.kind.value, p.text(translate)) for p in problems)
    return _layer("Point", "problems", crs, _PROBLEM_FIELDS, places, rows)


def _geometry(wkb: bytes) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry


def _layer(
    kind: str,
    name: str,
    crs: QgsCoordinateReferenceSystem,
    fields: Sequence[str],
    geometries: Iterable[QgsGeometry],
    rows: Iterable[Sequence[Any]],
) -> QgsVectorLayer:
    layer = QgsVectorLayer(kind + "?" + "&".join(f"field={column}" for column in fields), name, "memory")
    layer.setCrs(crs)
    features = []
    for geometry, row in zip(geometries, rows):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes([None if value == "" else value for value in row])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer
