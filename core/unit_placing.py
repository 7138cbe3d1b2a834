"""In which commune positions lie, given in degrees."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from .communes import Commune, CommuneIndex
from .geometry.engine import GeometryEngine
from .rules.local_metres import LocalMetres

ON_THE_BORDER = 30.0  # metres: outlines of communes are not drawn more exactly


class UnitPlacer:
    """Communes of one day by code: `areas` WKB polygons in EPSG:4326."""

    def __init__(self, areas: Mapping[str, bytes], engine: GeometryEngine, lonlat: np.ndarray) -> None:
        self._plane = LocalMetres(lonlat[:, 1] if len(lonlat) else np.zeros(0))
        self._engine = engine
        communes = [Commune(code, "", "", "", "", self._plane.polygon(wkb)) for code, wkb in sorted(areas.items())]
        self._areas = {commune.code: commune.wkb for commune in communes if commune.wkb}
        self._index = CommuneIndex([c for c in communes if c.wkb], engine)

    def codes_at(self, lonlat: np.ndarray) -> list[Optional[str]]:
        """The code of the commune that holds each point (n, 2), None where none does."""
        xy = self._plane.xy(lonlat)
        found = np.full(len(xy), -1)
        good = np.flatnonzero(np.isfinite(xy).all(axis=1)) if len(xy) else np.zeros(0, np.int64)
        if len(good) and self._areas:
            found[good] = self._index.at_points(xy[good])
        codes = [commune.code for commune in self._index.communes]
        return [codes[k] if k >= 0 else None for k in found.tolist()]

    def is_near(self, code: str, lonlat: tuple[float, float]) -> bool:
        """Whether a point lies in a commune or on its border, as exactly as that is drawn."""
        area = self._areas.get(code)
        if area is None:
            return False
        gap = self._engine.distance(area, self._plane.xy(np.array([lonlat], float)))
        return bool(gap[0] <= ON_THE_BORDER)
