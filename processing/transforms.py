"""Coordinates from one CRS to another, a whole array at a time."""
from __future__ import annotations

import struct
from functools import cache
from typing import Callable, Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsProcessingContext,
)

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message

WGS84 = "EPSG:4326"
_STEP = 200_000
Project = Callable[[str, np.ndarray], Optional[np.ndarray]]

CANNOT_TRANSFORM = Message(
    "cannot_transform",
    QT_TRANSLATE_NOOP(
        "diachiso", "Coordinates cannot be transformed from {source} to {target} ({problem}). Check the layer's CRS."
    ),
)


class Transform:
    """A transformation between two CRSs."""

    def __init__(
        self,
        source: QgsCoordinateReferenceSystem,
        target: QgsCoordinateReferenceSystem,
        context: QgsCoordinateTransformContext,
    ) -> None:
        self._transform = QgsCoordinateTransform(source, target, context)
        self._names = {"source": _label(source), "target": _label(target)}

    def points(self, xy: np.ndarray) -> np.ndarray:
        """Points (n, 2) transformed; NaN stays NaN."""
        out = np.full((len(xy), 2), np.nan)
        good = np.flatnonzero(np.isfinite(xy).all(axis=1)) if len(xy) else np.zeros(0, np.int64)
        for low in range(0, len(good), _STEP):
            some = good[low: low + _STEP]
            out[some] = self._line(xy[some])
        return out

    def _line(self, xy: np.ndarray) -> np.ndarray:
        """QGIS transforms one long line far faster than as many points."""
        doubled = xy if len(xy) > 1 else np.vstack([xy, xy])
        line = QgsGeometry()
        line.fromWkb(struct.pack("<BII", 1, 2, len(doubled)) + np.ascontiguousarray(doubled, "<f8").tobytes())
        self._apply(line)
        return np.frombuffer(bytes(line.asWkb()), "<f8", offset=9).reshape(-1, 2)[: len(xy)]

    def shape(self, wkb: Optional[bytes]) -> Optional[bytes]:
        """A geometry transformed; None stays None."""
        if not wkb:
            return None
        geometry = QgsGeometry()
        geometry.fromWkb(bytes(wkb))
        self._apply(geometry)
        return bytes(geometry.asWkb())

    def _apply(self, geometry: QgsGeometry) -> None:
        try:
            geometry.transform(self._transform)
        except QgsCsException as error:
            raise DiachisoError(CANNOT_TRANSFORM, problem=str(error), **self._names) from error


def crs(name: str) -> QgsCoordinateReferenceSystem:
    """A CRS by authority id, or by the WKT that a register kept for want of one."""
    found = QgsCoordinateReferenceSystem(name)
    return found if found.isValid() else QgsCoordinateReferenceSystem.fromWkt(name)


def crs_name(found: QgsCoordinateReferenceSystem) -> str:
    """How the register names a CRS: its authority id, else its WKT."""
    return str(found.authid() or found.toWkt())


def _label(found: QgsCoordinateReferenceSystem) -> str:
    return str(found.authid() or found.description() or "?")


ToLonLat = Callable[[np.ndarray], np.ndarray]


def projection(context: QgsProcessingContext) -> Project:
    """From longitude and latitude into the CRS that an outline was kept in."""
    here = context.transformContext()

    @cache
    def transform(name: str) -> Optional[Transform]:
        target = crs(name)
        return Transform(crs(WGS84), target, here) if target.isValid() else None

    def project(name: str, lonlat: np.ndarray) -> Optional[np.ndarray]:
        found = transform(name)
        return None if found is None else found.points(lonlat)

    return project
