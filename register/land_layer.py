"""A land layer written into a GeoPackage of its own, in bulk: rows by many-row inserts, then a packed R-tree."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Optional

import numpy as np

from .bulk_insert import insert_rows
from .connect import open_database
from .errors import sqlite_errors
from .gpkg import GEOMETRY_COLUMN, WGS84_WKT, Layer, create_bookkeeping, register_layers, update_extent
from .rtree import rebuild, shape_boxes
from .sql import Sql, build, ident, insert, join

MADE_BY_IMPORT = "diachiso:importlayer"  # description of an imported layer, by which the next import knows it
# What GDAL is asked for a file's layers and the definitions of their CRSs, as they stand there.
DEFINITIONS = "SELECT c.table_name, s.definition FROM gpkg_contents c JOIN gpkg_spatial_ref_sys s USING (srs_id)"
UNDEFINED = -1  # GeoPackage's "undefined cartesian"
OWN_SRS = 100_000  # where GDAL, too, puts a CRS that no authority numbers
_GRID = 2.0**22  # cells of the R-tree's curve on each side of the origin


@dataclass(frozen=True)
class Srs:
    """A CRS as GeoPackage wants it; `wkt` is WKT 1, '' where the layer has none."""

    name: str
    organization: str
    code: int
    wkt: str

    @property
    def srs_id(self) -> int:
        """The number under which the file knows it."""
        if not self.wkt:
            return UNDEFINED
        return self.code if self.organization.upper() == "EPSG" else OWN_SRS


WGS84 = Srs("WGS 84 geodetic", "EPSG", 4326, WGS84_WKT)


class LandLayerFile:
    """A new GeoPackage with one layer, inside one transaction; the file is good only after `finish`.

    `columns`: SQL type by name; `geometry`: POINT, MULTIPOLYGON … The file must not exist. SQLite's errors become
    RegisterError.
    """

    def __init__(
        self, path: Path, table: str, columns: Mapping[str, str], geometry: str, srs: Srs, title: str = MADE_BY_IMPORT
    ) -> None:
        self._path, self._table, self._title = path, table, title
        self._geometry, self._srs = geometry, srs
        self._boxes: list[np.ndarray] = []
        self._ids: list[np.ndarray] = []
        self.count = 0
        self._head = b"GP\x00\x01" + struct.pack("<i", srs.srs_id)  # no envelope: the R-tree has it
        with sqlite_errors(path):
            self._con = open_database(path, mode="rwc")
            self._con.execute("PRAGMA page_size = 4096")
            self._con.execute("PRAGMA journal_mode = OFF")  # a new file of ours, thrown away unless it is finished
            self._con.execute("PRAGMA synchronous = OFF")
            self._con.execute("BEGIN")
            create_bookkeeping(self._con)
            self._add_srs()
            pieces = [Sql(f"{ident(name)} {Sql(kind)}") for name, kind in columns.items()]
            geom = Sql(f"{ident(GEOMETRY_COLUMN)} {geometry}")
            self._con.execute(
                build(
                    "CREATE TABLE {table} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {columns})",
                    table=table,
                    columns=join([geom, *pieces], ", "),
                )
            )

    def __enter__(self) -> LandLayerFile:
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def add(self, wkb: Sequence[Optional[bytes]], bounds: np.ndarray, columns: Mapping[str, Sequence[Any]]) -> None:
        """Append rows: geometries of the layer's type or None, their bounds (n, 4), and values by column."""
        if not wkb:
            return
        head = self._head
        blobs = [None if w is None else head + w for w in wkb]
        with sqlite_errors(self._path):
            insert_rows(self._con, self._table, {GEOMETRY_COLUMN: blobs, **columns}, {})
        drawn = np.array([w is not None for w in wkb])
        self._ids.append(np.arange(self.count + 1, self.count + len(wkb) + 1, dtype=np.int64)[drawn])
        self._boxes.append(shape_boxes(bounds[drawn]))
        self.count += len(wkb)

    def finish(self, go_on: Callable[[], None] = lambda: None) -> None:
        """Index, register and commit: now the file is a GeoPackage. `go_on` is called now and then and may raise."""
        with sqlite_errors(self._path):
            register_layers(self._con, [Layer(self._table, self._title, self._geometry)])
            for table in ("gpkg_contents", "gpkg_geometry_columns"):
                self._con.execute(build("UPDATE {table} SET srs_id = ?", table=table), (self._srs.srs_id,))
            if self.count:
                boxes = np.concatenate(self._boxes)
                cell = max(float(np.abs(boxes).max()) / _GRID, 1e-9)
                go_on()
                rebuild(self._con, self._table, np.concatenate(self._ids), boxes, cell)
                go_on()
                update_extent(self._con, self._table)
            self._con.execute("COMMIT")
        self.close()

    def close(self) -> None:
        """Let go of the file, finished or not."""
        self._con.close()

    def _add_srs(self) -> None:
        srs = self._srs
        known = [row[0] for row in self._con.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")]
        if srs.srs_id not in known:
            columns = ("srs_name", "srs_id", "organization", "organization_coordsys_id", "definition")
            values = (srs.name or "unnamed", srs.srs_id, srs.organization or "NONE", srs.code or OWN_SRS, srs.wkt)
            self._con.execute(insert("gpkg_spatial_ref_sys", columns), values)


def table_name(text: str) -> str:
    """A table's name out of a file's or a layer's: anything but the names that SQLite and GeoPackage keep."""
    plain = "".join(c for c in text.strip() if c.isprintable() and c not in "\"'`[]") or "land"
    return f"land_{plain}" if plain.lower().startswith(("sqlite_", "gpkg_", "rtree_")) else plain
