"""The few geometric questions that core cannot answer from coordinates alone; shapely or QGIS answers them."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Optional, Protocol

import numpy as np


class GeometryEngine(Protocol):
    """Pairwise questions on WKB in one metric CRS. All implementations give the same answers (tested)."""

    name: str

    def is_valid(self, wkb: Sequence[bytes]) -> np.ndarray:
        """Whether each geometry is valid (n,) bool."""

    def mend(self, wkb: Sequence[bytes]) -> list[Optional[bytes]]:
        """Each geometry's valid polygonal part, None where nothing remains."""

    def covers(self, polygon: bytes, xy: np.ndarray) -> np.ndarray:
        """Whether the polygon holds each point (n, 2), its border included: (n,) bool."""

    def overlap_area(self, a: Sequence[bytes], b: Sequence[bytes]) -> np.ndarray:
        """Area common to a[i] and b[i] (n,); 0 where one of them is no valid area."""

    def distance(self, polygon: bytes, xy: np.ndarray) -> np.ndarray:
        """Distance of the polygon to each point (n, 2), 0 inside: (n,)."""

    def box_pairs(self, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Index pairs (i, j), sorted, of the boxes a (n, 4) and b (m, 4) that touch."""

    def polygonize(self, segments: np.ndarray) -> list[bytes]:
        """The faces (WKB polygons with holes, in any order) of segments (m, 2, 2) that meet at their ends only."""

    def union(self, wkb: Sequence[bytes]) -> Optional[bytes]:
        """All valid areas as one (polygon or multi-polygon, rings in any order), None where there are none."""
