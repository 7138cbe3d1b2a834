"""Degrees as metres on a plane around one latitude: near enough for tolerances, with nothing but coordinates."""
from __future__ import annotations

from typing import Optional

import numpy as np

from ..land.table import Shape
from ..land.wkb import Unreadable, build, parts

_DEGREE = 111_320.0  # metres of a degree of latitude


class LocalMetres:
    """Metres east and north of 0°, 0°, distances being right around a latitude (1 % off one degree away from it)."""

    def __init__(self, lat: np.ndarray) -> None:
        drawn = lat[np.isfinite(lat) & (np.abs(lat) <= 90)]
        middle = float(np.median(drawn)) if len(drawn) else 0.0
        self._scale = np.array([_DEGREE * np.cos(np.radians(middle)), _DEGREE])

    def xy(self, lonlat: np.ndarray) -> np.ndarray:
        """Degrees (n, 2) in metres."""
        return lonlat * self._scale

    def lonlat(self, xy: np.ndarray) -> np.ndarray:
        """Metres (n, 2) in degrees."""
        return xy / self._scale

    def polygon(self, wkb: Optional[bytes]) -> bytes:
        """A polygon in metres; b"" where there is none that can be read."""
        if not wkb:
            return b""
        try:
            found = [[ring * self._scale for ring in rings] for rings in parts(bytes(wkb), Shape.polygon)]
        except Unreadable:
            return b""
        return build(found, Shape.polygon) if found else b""
