"""From places to addresses of a register: read once for a batch, then asked in arrays."""
from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..core.geometry import ragged
from ..core.geometry.engine import GeometryEngine
from ..core.patience import Check
from ..core.reverse_geocode import Way, nearest_on_this_side
from ..core.rules.local_metres import LocalMetres
from .blobs import point_coordinates
from .geometry_functions import blob_wkb
from .places_around import around, streets_in

_STEP = 20_000
MARGIN = 0.02  # degrees around the places: an address farther away holds none of them in its parcel
Project = Callable[[str, np.ndarray], Optional[np.ndarray]]
"""From longitude and latitude (n, 2) into a CRS by its name; None where that is not known."""


@dataclass(frozen=True)
class FoundThere:
    """What a place has: how it was found, the address (-1 and '' where only a commune or nothing is known)."""

    way: Way
    fid: int = -1
    code: str = ""
    text: str = ""
    commune: str = ""
    distance: float = 0.0


class ReverseGeocoder:
    """The living addresses around some places with their outlines, streets and communes."""

    def __init__(
        self, con: sqlite3.Connection, lonlat: np.ndarray, engine: GeometryEngine, project: Project, check: Check,
        margin: float = MARGIN,
    ) -> None:  # fmt: skip
        self._engine, self._project, self._check = engine, project, check
        drawn = lonlat[np.isfinite(lonlat).all(axis=1)]
        box = np.array([*drawn.min(axis=0), *drawn.max(axis=0)]) if len(drawn) else np.zeros(4)
        self._box = box + np.array([-margin, -margin, margin, margin])
        west, south, east, north = self._box.tolist()
        self._around = around((west, south, east, north))
        self._plane = LocalMetres(drawn[:, 1] if len(drawn) else np.zeros(0))
        self._read_addresses(con)
        self._read_streets(con)
        self._communes = [
            (str(name), self._plane.polygon(blob_wkb(geom)))
            for name, geom in con.execute(
                "SELECT u.full_name, u.geom FROM rtree_admin_unit_geom r JOIN admin_unit u ON u.fid = r.id"
                " WHERE u.level = 'commune' AND coalesce(u.valid_to, '') = '' AND r.maxx >= ? AND r.minx <= ?"
                " AND r.maxy >= ? AND r.miny <= ? ORDER BY u.code",
                self._around,
            )
        ]

    def locate(self, lonlat: np.ndarray, reach: float) -> list[FoundThere]:
        """The address of each place (n, 2) in degrees; the nearest within `reach` metres where nothing holds it."""
        n = len(lonlat)
        index, way = np.full(n, -1, np.int64), [Way.NONE] * n
        distance = np.zeros(n)
        holder = self._holding(lonlat)
        inside = np.flatnonzero(holder >= 0)
        index[inside] = holder[inside]
        for i in inside.tolist():
            way[i] = Way.PARCEL if self._role[holder[i]] == "parcel" else Way.BUILDING
        outside = np.flatnonzero(holder < 0)
        self._check()
        xy = self._plane.xy(lonlat[outside])
        near = nearest_on_this_side(xy, self._xy, self._start, self._end, reach, self._engine)
        found = near.index >= 0
        index[outside[found]], distance[outside[found]] = near.index[found], near.distance[found]
        for i, across in zip(outside[found].tolist(), near.across[found].tolist()):
            way[i] = Way.ACROSS if across else Way.NEAREST
        self._check()
        commune = self._commune_of(self._plane.xy(lonlat))
        return [self._found(int(index[i]), way[i], commune[i], distance[i]) for i in range(n)]

    def _commune_of(self, xy: np.ndarray) -> list[str]:
        out = [""] * len(xy)
        open_ = np.flatnonzero(np.isfinite(xy).all(axis=1))
        for name, wkb in self._communes:
            if wkb and len(open_):
                inside = self._engine.covers(wkb, xy[open_])
                for i in open_[inside].tolist():
                    out[i] = name
                open_ = open_[~inside]
        return out

    def _found(self, index: int, way: Way, commune: str, distance: float) -> FoundThere:
        if index < 0:
            return FoundThere(Way.COMMUNE if commune else Way.NONE, commune=commune)
        return FoundThere(
            way, int(self._fid[index]), self._code[index], self._text[index], commune or self._commune[index],
            round(float(distance), 1),
        )  # fmt: skip

    def _holding(self, lonlat: np.ndarray) -> np.ndarray:
        """Index of the address whose outline holds each place, buildings before parcels, the smaller first; -1."""
        best = np.full(len(lonlat), -1, np.int64)
        rank = np.full(len(lonlat), np.inf)
        for name, (addresses, wkb) in self._outlines.items():
            self._check()
            xy = self._project(name, lonlat)
            if xy is None:
                continue
            shapes = ragged.decode(wkb)
            boxes = ragged.bounds(shapes)
            drawn = np.flatnonzero(np.isfinite(boxes[:, 0]))
            asked = np.flatnonzero(np.isfinite(xy).all(axis=1))
            i, j = self._engine.box_pairs(np.hstack([xy[asked], xy[asked]]), boxes[drawn])
            i, j = asked[i], drawn[j]
            holds = ragged.contains_pairs(shapes, j, xy[i])
            i, j = i[holds], j[holds]
            size = np.prod(boxes[j, 2:] - boxes[j, :2], axis=1)
            size = size + 1e12 * np.array([self._role[addresses[k]] == "parcel" for k in j.tolist()], float)
            order = np.lexsort((size, i))
            i, j, size = i[order], j[order], size[order]
            first = np.concatenate([[True], i[1:] != i[:-1]]) if len(i) else np.zeros(0, bool)
            better = first & (size < rank[i])
            best[i[better]], rank[i[better]] = np.asarray(addresses)[j[better]], size[better]
        return best

    # -- reading ---------------------------------------------------------------------------------------------

    def _read_addresses(self, con: sqlite3.Connection) -> None:
        cursor = con.execute(
            "SELECT a.fid, a.geom, coalesce(a.code, ''), coalesce(a.address_text, ''), coalesce(a.commune, ''), a.role,"
            " s.crs, s.footprint FROM rtree_address_geom r JOIN address a ON a.fid = r.id"
            " LEFT JOIN address_source s ON s.fid = a.fid WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ?"
            " AND r.miny <= ? AND a.stage <> 'retired' AND a.parent_id IS NULL",
            self._around,
        )
        self._code: list[str] = []
        self._text: list[str] = []
        self._commune: list[str] = []
        self._role: list[str] = []
        outlines: defaultdict[str, tuple[list[int], list[Optional[bytes]]]] = defaultdict(lambda: ([], []))
        fids: list[int] = []
        points = []
        while rows := cursor.fetchmany(_STEP):
            self._check()
            points.append(point_coordinates([bytes(row[1] or b"") for row in rows]))
            for fid, _geom, code, text, commune, role, crs, footprint in rows:
                if footprint and crs:
                    outlines[crs][0].append(len(fids))
                    outlines[crs][1].append(footprint)
                fids.append(fid)
                self._code.append(code)
                self._text.append(text)
                self._commune.append(commune)
                self._role.append(role)
        self._fid, self._outlines = np.array(fids, np.int64), outlines
        lonlat = np.concatenate(points) if points else np.zeros((0, 2))
        self._xy = self._plane.xy(lonlat)

    def _read_streets(self, con: sqlite3.Connection) -> None:
        starts, ends = [np.zeros((0, 2))], [np.zeros((0, 2))]
        west, south, east, north = self._box.tolist()
        for _, lines in streets_in(con, (west, south, east, north)):
            for path in lines:
                starts.append(self._plane.xy(path[:-1]))
                ends.append(self._plane.xy(path[1:]))
        self._start, self._end = np.concatenate(starts), np.concatenate(ends)
