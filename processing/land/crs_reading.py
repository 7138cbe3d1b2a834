"""The CRS of a layer in a file, as the file itself gives it: PROJ and QGIS correct some definitions on the way."""

from __future__ import annotations

from typing import Optional

from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateReferenceSystem

from ...register.land_layer import DEFINITIONS
from .crs_definition import as_written, define
from .source import known_crs

_LONGEST = 100_000  # bytes of a .prj


def read_crs(dataset: gdal.Dataset, layer: ogr.Layer) -> QgsCoordinateReferenceSystem:
    """The CRS of a layer; invalid where it has none."""
    reference = layer.GetSpatialRef()
    if reference is None or reference.IsLocal():
        return QgsCoordinateReferenceSystem()
    found = _known(reference)
    text = _text(dataset, layer)
    written = as_written(text) if text else None
    if written is None or define(written).shift is define(found).shift:
        return found
    return QgsCoordinateReferenceSystem.fromWkt(written)


def _known(reference: osr.SpatialReference) -> QgsCoordinateReferenceSystem:
    name, code = reference.GetAuthorityName(None), reference.GetAuthorityCode(None)
    if name and code:
        known = QgsCoordinateReferenceSystem(f"{name}:{code}")
        if known.isValid():
            return known
    return known_crs(QgsCoordinateReferenceSystem.fromWkt(reference.ExportToWkt(["FORMAT=WKT2_2018"])))


def _text(dataset: gdal.Dataset, layer: ogr.Layer) -> Optional[str]:
    """The definition as it stands in the file; None for formats that have no place for a wrong one."""
    driver = dataset.GetDriver().ShortName
    if driver == "ESRI Shapefile":
        place = dataset.GetDescription()
        stem = place[:-4] if place.lower().endswith((".shp", ".dbf")) else f"{place}/{layer.GetName()}"
        return _read(f"{stem}.prj") or _read(f"{stem}.PRJ")
    return _in_geopackage(dataset, layer) if driver == "GPKG" else None


def _read(path: str) -> Optional[str]:
    try:
        file = gdal.VSIFOpenL(path, "rb")
    except RuntimeError:  # GDAL with exceptions switched on by another plugin
        return None
    if file is None:
        return None
    try:
        return bytes(gdal.VSIFReadL(1, _LONGEST, file) or b"").decode("latin-1")
    finally:
        gdal.VSIFCloseL(file)


def _in_geopackage(dataset: gdal.Dataset, layer: ogr.Layer) -> Optional[str]:
    try:
        rows = dataset.ExecuteSQL(DEFINITIONS)
    except RuntimeError:
        return None
    if rows is None:
        return None
    name = layer.GetName()
    try:
        return next((row.GetField(1) for row in rows if row.GetField(0) == name), None)
    finally:
        dataset.ReleaseResultSet(rows)
