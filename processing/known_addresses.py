"""The register's addresses as a plan sees them: read on demand, in the CRS of the layer."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Optional

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext

from ..core.carry_over import Side
from ..core.columns import TextColumn
from ..core.errors import DiachisoError
from ..core.geometry import ragged
from ..core.geometry.windows import windows_around
from ..core.plan import KnownDetails
from ..register.known import FIXED_POSITIONS, PROTECTED, Keys, fids_within, find_codes, read_column, read_shapes
from .transforms import WGS84, Transform, crs_name
from .transforms import crs as crs_of

_CELL, _REACH = 2000.0, 2000.0  # metres
_PIECE = 50_000  # addresses whose shapes are read at once: a cancel need not wait for more

# On a merge the address that went furthest on its way survives.
_RANK = {"issued": 5, "verified": 4, "submitted": 3, "created": 2, "rejected": 1, "declared": 0, "retired": -1}


class RegisterAddresses:
    """core.plan.KnownAddresses over an open register."""

    def __init__(
        self,
        con: sqlite3.Connection,
        keys: Keys,
        work_crs: QgsCoordinateReferenceSystem,
        transform_context: QgsCoordinateTransformContext,
    ) -> None:
        self._con = con
        self._crs = work_crs
        self._context = transform_context
        self._keys = keys

    @property
    def fid(self) -> np.ndarray:
        """(m,)"""
        return self._keys.fid

    @property
    def key(self) -> np.ndarray:
        """(m,) bytes"""
        return self._keys.key

    @property
    def fingerprint(self) -> np.ndarray:
        """(m,)"""
        return self._keys.fingerprint

    @property
    def wants_code(self) -> np.ndarray:
        """(m,)"""
        return self._keys.wants_code

    @property
    def retired(self) -> np.ndarray:
        """(m,)"""
        return self._keys.retired

    def are_near(self, index: np.ndarray, boxes: np.ndarray) -> np.ndarray:
        """(k,) whether their position lies within two kilometres of one of the boxes, or is not known."""
        windows = windows_around(boxes, _CELL, _REACH)
        corners = np.vstack([windows[:, [x, y]] for x in (0, 2) for y in (1, 3)])
        try:
            lonlat = Transform(self._crs, crs_of(WGS84), self._context).points(corners).reshape(4, -1, 2)
        except DiachisoError:
            return np.ones(len(index), bool)  # at the edge of where the CRS is defined: all are looked at
        found = fids_within(self._con, np.hstack([lonlat.min(axis=0), lonlat.max(axis=0)]))
        return np.isin(self.fid[index], found)

    def details(self, index: np.ndarray) -> KnownDetails:
        """Shapes and positions in the CRS of the work."""
        lows = range(0, max(len(index), 1), _PIECE)
        return KnownDetails.concatenate([self._details(index[low: low + _PIECE]) for low in lows])

    def _details(self, index: np.ndarray) -> KnownDetails:
        shapes = read_shapes(self._con, self.fid[index])
        to_work = Transform(crs_of(WGS84), self._crs, self._context)
        position, entrance = to_work.points(shapes.lonlat), to_work.points(shapes.entrance)
        transform_from = lru_cache(maxsize=None)(self._transform_from)
        footprint: list[Optional[bytes]] = []
        for wkb, name in zip(shapes.footprint, shapes.crs):
            transform = transform_from(name) if name else None
            footprint.append(transform.shape(wkb) if transform else wkb)
        measures = ragged.measure(ragged.decode(footprint))
        box = np.where(np.isnan(measures.bounds), np.hstack([position, position]), measures.bounds)
        stage = shapes.stage
        return KnownDetails(
            side=Side(self.key[index], self.fingerprint[index], box, measures.area, position, footprint),
            entrance=entrance,
            protected=np.array([s in PROTECTED for s in stage], bool),
            rank=np.array([_RANK.get(s, 0) for s in stage], np.int64),
            fixed=np.array(
                [m in FIXED_POSITIONS or s in PROTECTED for m, s in zip(shapes.position_method, stage)], bool
            ),
        )

    def _transform_from(self, name: str) -> Optional[Transform]:
        return None if name == crs_name(self._crs) else Transform(crs_of(name), self._crs, self._context)

    def protected(self, index: np.ndarray) -> np.ndarray:
        """(k,) whether the registry decides about an address."""
        return np.array([s in PROTECTED for s in self.column(index, "stage").objects().tolist()], bool)

    def column(self, index: np.ndarray, name: str) -> TextColumn:
        """A text column of some addresses."""
        return read_column(self._con, self.fid[index], name)

    def find_codes(self, codes: Sequence[str]) -> dict[str, int]:
        """Index of the address that bears each code."""
        at = {int(fid): k for k, fid in enumerate(self.fid.tolist())} if codes else {}
        return {code: at[fid] for code, fid in find_codes(self._con, codes).items() if fid in at}
