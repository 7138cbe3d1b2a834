"""The synthetic houses of Nha Trang along real streets: nearly all get the number that they were made with."""
from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing

import numpy as np
import pytest

from diachiso.core.geometry.ragged import paths
from diachiso.core.house_numbers.agreement import agreement
from diachiso.core.house_numbers.direction import bearing
from diachiso.core.house_numbers.model import Houses, NumberStatus, Proposal, StreetPiece
from diachiso.core.house_numbers.propose import propose
from diachiso.core.house_numbers.rules import NumberingRules, Reserve
from diachiso.core.rules.local_metres import LocalMetres

from ...real_data import NHA_TRANG

pytestmark = pytest.mark.skipif(not NHA_TRANG.exists(), reason="needs ../shared/data/nha_trang.gpkg")


def wkb(blob: bytes) -> bytes:
    """The WKB of a GeoPackage geometry."""
    return blob[8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7]:]


class NhaTrang:
    """Houses of part 0, and all streets and lanes with the direction that the houses were numbered in."""

    def __init__(self) -> None:
        from osgeo import osr

        systems = [osr.SpatialReference() for _ in range(2)]
        for system, code in zip(systems, (9217, 4326)):
            system.ImportFromEPSG(code)
            system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        move = osr.CoordinateTransformation(*systems)
        plane = LocalMetres(np.array([12.25]))
        with closing(sqlite3.connect(f"file:{NHA_TRANG}?mode=ro", uri=True)) as con:
            rows = con.execute("SELECT geom, street, truth_no FROM buildings WHERE part = 0").fetchall()
            roads = con.execute("SELECT geom, name, fclass FROM roads").fetchall()
        rings = [paths(wkb(geom))[0] for geom, _, _ in rows]
        ends = np.cumsum([len(ring) for ring in rings])[:-1]
        moved = np.array(move.TransformPoints(np.vstack(rings).tolist()))[:, :2]
        self.rings = np.split(plane.xy(moved), ends)
        self.xy = np.array([ring[:-1].mean(axis=0) for ring in self.rings])
        self.street = [street for _, street, _ in rows]
        self.truth = [str(number) for _, _, number in rows]
        of = defaultdict(list)
        for row, street in enumerate(self.street):
            of[street].append(row)
        way = {}
        for street, members in of.items():
            by_number = sorted(members, key=lambda row: int(self.truth[row]))
            way[street] = f"{bearing(self.xy[by_number[-1]] - self.xy[by_number[0]]):.0f}"
        self.pieces = [
            StreetPiece(name or "", [plane.xy(path) for path in paths(wkb(geom))], kind, direction=way.get(name, ""))
            for geom, name, kind in roads
        ]

    def numbered(self, number: list[str], lanes: bool = True) -> Proposal:
        """The proposal, where some houses have numbers; with nameless lanes or without."""
        n = len(self.street)
        none, no = [""] * n, np.zeros(n, bool)
        houses = Houses(self.xy, np.full((n, 2), np.nan), self.rings, self.street, number, none, none, no, no)
        pieces = [piece for piece in self.pieces if lanes or piece.name]
        return propose(houses, pieces, NumberingRules(reserve=Reserve.NONE))


@pytest.fixture(scope="module")
def town() -> NhaTrang:
    return NhaTrang()


def test_nearly_all_houses_get_their_true_number(town: NhaTrang) -> None:
    """At least 99 %, though every nameless lane of the town is among the streets."""
    found = town.numbered([""] * len(town.truth))
    right = sum(row.written == town.truth[row.house] for row in found.numbers)
    assert right >= 0.99 * len(town.truth), f"{right} of {len(town.truth)}"
    of = defaultdict(list)
    for row in found.numbers:
        of[row.street].append(row)
    for street, rows in of.items():
        told = agreement(street, [r.along for r in rows], [r.left for r in rows], [int(r.number) for r in rows])
        assert told.parity == 1.0
        assert told.order > 0.999


def test_what_is_missing_between_true_numbers_is_filled_in(town: NhaTrang) -> None:
    """Every third house has lost its number; the others rule, and hardly a house gets another number than before."""
    left = [number if row % 3 else "" for row, number in enumerate(town.truth)]
    found = town.numbered(left, lanes=False)
    lost = [row for row in found.numbers if row.status is NumberStatus.NEW]
    assert len(lost) == sum(not number for number in left)
    assert sum(row.written == town.truth[row.house] for row in lost) >= 0.99 * len(lost)
    assert all(row.written == town.truth[row.house] for row in found.numbers if row.status is NumberStatus.KEPT)
