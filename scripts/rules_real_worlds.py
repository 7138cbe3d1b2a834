"""Registers made of real layers for measuring the rules: Nha Trang, Luxiol, the bundled sample town."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Optional

import numpy as np
import shapely
from osgeo import ogr, osr
from rules_worlds import DATA, PROVINCE, ROOT, Record, World, reference

from diachiso.core.rules.reference import Block, Settlement, Street, Unit

SAMPLE = ROOT / "resources" / "sample"
HOUSES = {"Nhà ở riêng lẻ", "Nhà ở"}
_WHOLE = (None, "alley", "parcel_border", "l_shape", "courtyard", "sliver")


def real_worlds() -> Iterator[World]:
    """Those whose data are there."""
    yield sample()
    if (DATA / "nha_trang.gpkg").exists():
        yield nha_trang()
    if (DATA / "luxiol.gpkg").exists():
        yield luxiol()


def nha_trang() -> World:
    """Synthetic house numbers (part 0) along real streets of Nha Trang."""
    return _nha_trang().copy()


def sample() -> World:
    """The bundled sample town: the buildings that nothing is wrong with."""
    return _sample().copy()


def luxiol() -> World:
    """The numbered houses of a French village as if it were a commune of ours."""
    return _luxiol().copy()


class _Layers:
    """A GeoPackage's layers as shapely geometries and values, and the way to WGS84 and back."""

    def __init__(self, path: Path, epsg: int) -> None:
        ogr.UseExceptions()
        self._source = ogr.Open(str(path))
        self.crs = f"EPSG:{epsg}"
        self._there = osr.CoordinateTransformation(_crs(epsg), _crs(4326))
        # What outlives this reader holds nothing of GDAL: at the end of Python, GDAL may be gone first.
        self.project = partial(_project, epsg)

    def rows(self, name: str) -> Iterator[tuple[dict[str, Any], Any]]:
        """Values and geometry of each feature that has one."""
        for feature in self._source.GetLayerByName(name):
            geometry = feature.GetGeometryRef()
            if geometry is not None and not geometry.IsEmpty():
                yield feature.items(), shapely.from_wkb(bytes(geometry.ExportToWkb()))

    def globe(self, geometry: Any) -> Any:
        """A geometry of the plane in degrees."""
        return shapely.transform(geometry, lambda xy: np.array(self._there.TransformPoints(xy.tolist()))[:, :2])


def _crs(epsg: int) -> Any:
    found = osr.SpatialReference()
    found.ImportFromEPSG(epsg)
    found.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return found


def _project(epsg: int, crs: str, lonlat: np.ndarray) -> Optional[np.ndarray]:
    """Degrees in the plane of a layer."""
    if crs != f"EPSG:{epsg}":
        return None
    back = osr.CoordinateTransformation(_crs(4326), _crs(epsg))
    return np.array(back.TransformPoints(lonlat.tolist()))[:, :2].reshape(-1, 2)


def _record(number: int, point: Any, unit: Unit, prefix: str, **more: Any) -> Record:
    address_id = f"{number:08d}-0000-4000-8000-000000000000"
    found: Record = {
        "lon": point.x, "lat": point.y, "address_id": address_id, "role": "building", "stage": "created",
        "object_class": "house", "code": f"{prefix}{number:05d}", "code_scheme": "ndas", "code_origin": "block",
        "ledger_state": "given", "ledger_address_id": address_id, "commune_code": unit.code, "commune": unit.full_name,
        "province_code": "56", "province": PROVINCE.full_name, "postcode": unit.postcode, "position_method": "inner",
    }  # fmt: skip
    found.update(more)
    return found


def _blocks(units: list[Unit]) -> tuple[Block, ...]:
    return tuple(Block(k, "ndas", str(unit.postcode), unit.code, 1, 89_999) for k, unit in enumerate(units))


@lru_cache(maxsize=1)
def _nha_trang() -> World:
    layers = _Layers(DATA / "nha_trang.gpkg", 9217)
    shapes, units = [], []
    for k, (row, shape) in enumerate(layers.rows("communes")):
        shapes.append(shape)  # codes of real families are left alone: fictitious postcodes
        units.append(Unit(row["code"], "commune", row["full_name"], "56", f"{k + 200:05d}", wkb=shapely.to_wkb(shape)))
    tree = shapely.STRtree(shapes)
    streets = [
        Street(row["osm_id"], row["name"], units[k].code, wkb=shapely.to_wkb(shape))
        for row, shape in layers.rows("roads")
        if row["name"]
        for k in tree.query(shape.interpolate(0.5, normalized=True), "intersects").tolist()
    ]
    records = []
    for row, shape in layers.rows("buildings"):
        if row["part"] == 0:
            point = layers.globe(shape.centroid)
            unit = units[int(tree.query(point, "within")[0])]
            more = {"street": row["street"], "house_number": str(row["truth_no"]), "footprint_crs": layers.crs}
            outline = shapely.to_wkb(shape)
            records.append(_record(len(records) + 1, point, unit, str(unit.postcode), footprint=outline, **more))
    compared = reference(
        units=(PROVINCE, *units), streets=tuple(streets), project=layers.project, blocks=_blocks(units)
    )
    return World("Nha Trang", records, compared)


@lru_cache(maxsize=1)
def _sample() -> World:
    layers = _Layers(SAMPLE / "sample_town.gpkg", 9217)
    shapes, units = [], []
    for row, shape in layers.rows("communes"):
        shapes.append(shape)
        wkb = shapely.to_wkb(layers.globe(shape))
        units.append(Unit(row["code"], "commune", row["full_name"], "56", row["postcode"], wkb=wkb))
    tree = shapely.STRtree(shapes)
    streets = [
        Street(row["name"], row["name"], units[k].code, row["former_commune"], wkb=shapely.to_wkb(layers.globe(shape)))
        for row, shape in layers.rows("streets")
        if row["name"]
        for k in tree.query(shape.interpolate(0.5, normalized=True), "intersects").tolist()
    ]
    settlements = [
        Settlement(
            row["settlement_id"], row["name"], row["commune_code"], row["former_commune"],
            wkb=shapely.to_wkb(layers.globe(shape)),
        )
        for row, shape in layers.rows("settlements")
    ]  # fmt: skip
    records = []
    for row, shape in layers.rows("buildings"):
        within = tree.query(shape.centroid, "within").tolist()
        if row["case"] in _WHOLE and within and row["so_nha"] and row["ten_duong"] and shape.is_valid:
            unit = units[within[0]]
            more = {
                "street": row["ten_duong"], "house_number": row["so_nha"], "settlement": row["thon"],
                "footprint": shapely.to_wkb(shape), "footprint_crs": layers.crs,
            }  # fmt: skip
            point = layers.globe(shapely.point_on_surface(shape))
            records.append(_record(len(records) + 1, point, unit, str(unit.postcode), **more))
    compared = reference(
        units=(PROVINCE, *units), streets=tuple(streets), settlements=tuple(settlements), project=layers.project,
        blocks=_blocks(units),
    )  # fmt: skip
    return World("sample", records, compared)


@lru_cache(maxsize=1)
def _luxiol() -> World:
    layers = _Layers(DATA / "luxiol.gpkg", 2154)
    lines = []
    for row, shape in layers.rows("street_lines"):
        words = [row["TEX"], *(row[f"TEX{k}"] for k in range(2, 11))]
        lines.append((" ".join(word for word in words if word), shape))
    parcels = [shape for _, shape in layers.rows("parcels")]
    buildings = [shape for _, shape in layers.rows("buildings")]
    tree, homes = shapely.STRtree([shape for _, shape in lines]), shapely.STRtree(buildings)
    area = shapely.box(*shapely.total_bounds(parcels)).buffer(200)
    unit = Unit("22366", "commune", "Phường Nha Trang", "56", "00300", wkb=shapely.to_wkb(layers.globe(area)))
    records, seen = [], set()
    for row, shape in layers.rows("house_numbers"):
        street = lines[int(tree.nearest(shape))][0]
        home = buildings[int(homes.nearest(shape))]
        if (street, row["TEX"]) not in seen and home.is_valid:
            seen.add((street, row["TEX"]))
            point = layers.globe(shape)
            more = {"footprint": shapely.to_wkb(home), "footprint_crs": layers.crs, "position_method": "entrance"}
            number = {"street": street, "house_number": row["TEX"].strip()}
            records.append(_record(len(records) + 1, point, unit, "00300", **more, **number))
    drawn = [(name, shapely.to_wkb(layers.globe(shape))) for name, shape in lines]
    streets = tuple(Street(str(k), name, unit.code, wkb=wkb) for k, (name, wkb) in enumerate(drawn))
    compared = reference(units=(PROVINCE, unit), streets=streets, project=layers.project, blocks=_blocks([unit]))
    return World("Luxiol", records, compared)
