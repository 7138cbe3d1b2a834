"""What lies in a rectangle: addresses with the outlines of their buildings, streets; for small maps and for places."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple, Optional

import numpy as np

from ..core.geometry.ragged import paths
from .blobs import point_coordinates
from .geometry_functions import blob_wkb

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


class House(NamedTuple):
    """A living address: its position in degrees (NaN where none), the outline of its building as WKB in a CRS."""

    lonlat: tuple[float, float]
    crs: str
    footprint: Optional[bytes]


def houses_in(con: sqlite3.Connection, box: Box) -> Iterator[House]:
    """The addresses in a rectangle, flats with their building."""
    rows = con.execute(
        "SELECT a.geom, coalesce(s.crs, ''), s.footprint FROM rtree_address_geom r JOIN address a ON a.fid = r.id"
        " LEFT JOIN address_source s ON s.fid = a.fid AND s.role = 'building' WHERE r.maxx >= ? AND r.minx <= ?"
        " AND r.maxy >= ? AND r.miny <= ? AND a.stage <> 'retired' AND a.parent_id IS NULL",
        around(box),
    )
    for geom, crs, footprint in rows:
        lon, lat = point_coordinates([geom or b""])[0].tolist()
        yield House((lon, lat), crs, footprint)


def streets_in(con: sqlite3.Connection, box: Box) -> Iterator[tuple[str, list[np.ndarray]]]:
    """The streets in force that touch a rectangle: name, lines (n, 2) in degrees."""
    rows = con.execute(
        "SELECT coalesce(s.name, ''), s.geom FROM rtree_street_geom r JOIN street s ON s.fid = r.id"
        " WHERE coalesce(s.valid_to, '') = '' AND r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?",
        around(box),
    )
    for name, geom in rows:
        yield name, paths(blob_wkb(geom) or b"")


def around(box: Box) -> tuple[float, float, float, float]:
    """The rectangle as the questions to an R-tree take it."""
    west, south, east, north = box
    return west, east, south, north
