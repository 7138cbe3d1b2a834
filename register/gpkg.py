"""What makes an SQLite file a GeoPackage 1.3 with R-trees: bookkeeping tables and standard triggers."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from .sql import Sql, build, insert
from .version import GPKG_APPLICATION_ID, GPKG_USER_VERSION, SRS_ID

WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4326"]]'
)
_SRS_ROWS = (
    (
        "Undefined cartesian SRS",
        -1,
        "NONE",
        -1,
        "undefined",
        "undefined cartesian coordinate reference system",
    ),
    (
        "Undefined geographic SRS",
        0,
        "NONE",
        0,
        "undefined",
        "undefined geographic coordinate reference system",
    ),
    ("WGS 84 geodetic", SRS_ID, "EPSG", SRS_ID, WGS84_WKT, "longitude/latitude coordinates in decimal degrees"),
)

_TABLES = (
    """CREATE TABLE gpkg_spatial_ref_sys (
        srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE gpkg_contents (
        table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '',
        last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (
        table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL,
        z TINYINT NOT NULL, m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE gpkg_extensions (
        table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
        scope TEXT NOT NULL,
        CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
)
RTREE_DEFINITION = "http://www.geopackage.org/spec120/#extension_rtree"
GEOMETRY_COLUMN = "geom"


@dataclass(frozen=True)
class Layer:
    """A table as QGIS shows it: its title, and its geometry type (None = a table without geometry)."""

    table: str
    title: str
    geometry: Optional[str] = None


def create_bookkeeping(con: sqlite3.Connection) -> None:
    """Mark an empty database as GeoPackage and make the tables that every GeoPackage has."""
    con.execute("".join(("PRAGMA application_id = ", str(GPKG_APPLICATION_ID))))
    con.execute("".join(("PRAGMA user_version = ", str(GPKG_USER_VERSION))))
    for statement in _TABLES:
        con.execute(statement)
    columns = ("srs_name", "srs_id", "organization", "organization_coordsys_id", "definition", "description")
    con.executemany(insert("gpkg_spatial_ref_sys", columns), _SRS_ROWS)


def register_layers(con: sqlite3.Connection, layers: Sequence[Layer]) -> None:
    """List tables in the GeoPackage's contents, with an R-tree for each that has a geometry."""
    for layer in layers:
        spatial = layer.geometry is not None
        con.execute(
            insert("gpkg_contents", ("table_name", "data_type", "identifier", "description", "srs_id")),
            (
                layer.table,
                "features" if spatial else "attributes",
                layer.table,
                layer.title,
                SRS_ID if spatial else None,
            ),
        )
        if spatial:
            con.execute(
                insert(
                    "gpkg_geometry_columns",
                    ("table_name", "column_name", "geometry_type_name", "srs_id", "z", "m"),
                ),
                (layer.table, GEOMETRY_COLUMN, layer.geometry, SRS_ID, 0, 0),
            )
            _create_rtree(con, layer.table)


def rtree_name(table: str) -> str:
    """The name of a feature table's R-tree."""
    return "_".join(("rtree", table, GEOMETRY_COLUMN))


def rtree_triggers(table: str) -> dict[str, Sql]:
    """The triggers of GeoPackage 1.3, annex F.3, that keep a table's R-tree: name → statement."""
    tree = rtree_name(table)
    bounds = Sql("NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)")
    kept = Sql("NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)")
    gone = Sql("NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)")
    templates = {
        "insert": "AFTER INSERT ON {table} WHEN ({kept}) "
        "BEGIN INSERT OR REPLACE INTO {tree} VALUES ({bounds}); END",
        "update1": "AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND ({kept}) "
        "BEGIN INSERT OR REPLACE INTO {tree} VALUES ({bounds}); END",
        "update2": "AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND ({gone}) "
        "BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END",
        "update3": "AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND ({kept}) "
        "BEGIN DELETE FROM {tree} WHERE id = OLD.fid; INSERT OR REPLACE INTO {tree} VALUES ({bounds}); END",
        "update4": "AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND ({gone}) "
        "BEGIN DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid); END",
        "delete": "AFTER DELETE ON {table} WHEN OLD.geom NOTNULL "
        "BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END",
    }
    made = {}
    for suffix, template in templates.items():
        name = "_".join((tree, suffix))
        body = build(template, table=table, tree=tree, bounds=bounds, kept=kept, gone=gone)
        made[name] = build("CREATE TRIGGER {name} {body}", name=name, body=body)
    return made


def update_extent(con: sqlite3.Connection, table: str) -> None:
    """Write a layer's bounds, taken from the R-tree, into the contents table where QGIS reads them."""
    bounds = con.execute(
        build("SELECT min(minx), min(miny), max(maxx), max(maxy) FROM {tree}", tree=rtree_name(table))
    ).fetchone()
    con.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?,"
        " last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE table_name = ?",
        (*bounds, table),
    )


def _create_rtree(con: sqlite3.Connection, table: str) -> None:
    con.execute(
        build("CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy)", tree=rtree_name(table))
    )
    con.execute(
        insert("gpkg_extensions", ("table_name", "column_name", "extension_name", "definition", "scope")),
        (table, GEOMETRY_COLUMN, "gpkg_rtree_index", RTREE_DEFINITION, "write-only"),
    )
    for statement in rtree_triggers(table).values():
        con.execute(statement)
