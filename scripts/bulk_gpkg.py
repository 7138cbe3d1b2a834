"""Fill a GeoPackage layer fast, for scripts: table and index by OGR, rows by plain SQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import shapely
from osgeo import gdal, ogr, osr


class BulkLayer:
    """Writes one layer (multipolygons unless said otherwise): OGR makes the table, plain SQL fills it."""

    def __init__(
        self, path: Path, name: str, srs: int, fields: list[tuple[str, int]], geometry: int = ogr.wkbMultiPolygon
    ) -> None:
        self.path, self.name, self.srs = path, name, srs
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(srs)
        exists = path.exists()
        data = (
            gdal.OpenEx(str(path), gdal.OF_UPDATE)
            if exists
            else gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        )
        layer = data.CreateLayer(name, crs, geometry, ["SPATIAL_INDEX=NO"])
        for field, kind in fields:
            layer.CreateField(ogr.FieldDefn(field, kind))
        del layer, data
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA synchronous=OFF")
        for (trigger,) in self._db.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
            if trigger.startswith("trigger_") and trigger.endswith(name):
                self._db.execute('DROP TRIGGER "' + trigger + '"')  # OGR's row counter, set at the end instead
        self._db.execute("BEGIN")
        columns = ["geom"] + [field for field, _ in fields]
        marks = ",".join("?" * len(columns))
        quoted = ",".join('"' + c + '"' for c in columns)
        self._insert = f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})'
        self.count = 0

    def add(self, rows: list[tuple[object, ...]]) -> None:
        """Append rows: blob, then the fields."""
        self._db.executemany(self._insert, rows)
        self.count += len(rows)

    def close(self) -> None:
        """Commit, count, index, and declare the extent."""
        self._db.execute("UPDATE gpkg_ogr_contents SET feature_count=? WHERE table_name=?", (self.count, self.name))
        self._db.execute("COMMIT")
        self._db.close()
        data = gdal.OpenEx(str(self.path), gdal.OF_UPDATE)
        data.ExecuteSQL(f"SELECT CreateSpatialIndex('{self.name}', 'geom')")
        data.ExecuteSQL(f"RECOMPUTE EXTENT ON {self.name}")
        del data


def multipolygon_blob(wkb: bytes, srs: int) -> bytes:
    """GeoPackage blob of a WKB polygon or multipolygon."""
    shape = shapely.from_wkb(wkb)
    shape = shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])
    return geometry_blob(shapely.to_wkb(shape, byte_order=1), srs)


def geometry_blob(wkb: bytes, srs: int) -> bytes:
    """GeoPackage blob of a geometry, without envelope."""
    return b"GP\x00\x01" + srs.to_bytes(4, "little") + wkb
