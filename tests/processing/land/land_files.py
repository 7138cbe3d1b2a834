"""Land files of any format for tests, and what stands in an imported layer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from osgeo import gdal, ogr, osr

DRIVERS = {
    ".shp": "ESRI Shapefile", ".gpkg": "GPKG", ".gdb": "OpenFileGDB", ".tab": "MapInfo File", ".gml": "GML",
    ".geojson": "GeoJSON", ".fgb": "FlatGeobuf",
}  # fmt: skip
X, Y = 593_000.0, 1_382_000.0


def square(x: float = X, y: float = Y, size: float = 10.0) -> str:
    return f"POLYGON(({x} {y}, {x + size} {y}, {x + size} {y + size}, {x} {y + size}, {x} {y}))"


def write(
    path: Path,
    wkts: Sequence[Optional[str]],
    fields: Optional[dict[str, Sequence[Any]]] = None,
    epsg: Optional[int] = 9217,
    kind: int = ogr.wkbUnknown,
    layer: str = "",
    **options: str,
) -> Path:
    """A file of these WKTs; the driver follows the ending, the field types the values."""
    fields = fields or {}
    driver = DRIVERS[path.suffix.lower()]
    if path.exists() and driver == "GPKG":
        data = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    else:
        data = gdal.GetDriverByName(driver).Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    crs = None
    if epsg:
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(epsg)
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    if kind == ogr.wkbUnknown and driver in ("OpenFileGDB",):
        kind = ogr.wkbMultiPolygon
    made = data.CreateLayer(layer or path.stem, crs, kind, options=[f"{k}={v}" for k, v in options.items()])
    for name, values in fields.items():
        made.CreateField(ogr.FieldDefn(name, _type(values)))
    names = [made.GetLayerDefn().GetFieldDefn(k).GetName() for k in range(made.GetLayerDefn().GetFieldCount())]
    for k, wkt in enumerate(wkts):
        feature = ogr.Feature(made.GetLayerDefn())
        for name, values in zip(names, fields.values()):
            if values[k] is not None:
                feature.SetField(name, values[k])
        if wkt is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        made.CreateFeature(feature)
    del made, data
    return path


def _type(values: Sequence[Any]) -> int:
    known = next((v for v in values if v is not None), "")
    if isinstance(known, int):
        return ogr.OFTInteger  # MapInfo has no larger ones
    return ogr.OFTReal if isinstance(known, float) else ogr.OFTString


def rows(path: str | Path) -> list[dict[str, Any]]:
    """Every row of a file's first layer: its fields, and its geometry as WKT under 'geom'."""
    data = gdal.OpenEx(str(path).split("|")[0], gdal.OF_VECTOR)
    layer = data.GetLayer(0)
    out = []
    for feature in layer:
        shape = feature.GetGeometryRef()
        out.append({**feature.items(), "geom": None if shape is None else shape.ExportToWkt()})
    return out


def column(path: str | Path, name: str) -> list[Any]:
    """One field of a file's first layer."""
    return [row[name] for row in rows(path)]
