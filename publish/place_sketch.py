"""A small map painted from the register's own outlines and streets: no layer need be open, no network is asked."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QLineF, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from ..core.rules.local_metres import LocalMetres
from ..register.places_around import houses_in, streets_in
from .pdf_pages import UNIT

WGS84 = "EPSG:4326"
GROUND, HOUSE, HOUSE_EDGE = QColor("#f7f5ef"), QColor("#dfe3e8"), QColor("#aab2bd")
STREET, STREET_EDGE, NAME = QColor("#ffffff"), QColor("#cfc7b4"), QColor("#6b6250")
HERE, HERE_EDGE, LABEL = QColor("#f3b27a"), QColor("#b3541e"), QColor("#333333")
STREET_M = 6.0
_ASK_EVERY = 500
_STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True)
class Mark:
    """A place that is shown: degrees, what is written beside it."""

    lonlat: tuple[float, float]
    label: str = ""


@dataclass
class Sketch:
    """What lies in a rectangle, in metres of a local plane."""

    plane: LocalMetres
    houses: list[list[np.ndarray]] = field(default_factory=list)
    points: list[np.ndarray] = field(default_factory=list)
    streets: list[tuple[str, list[np.ndarray]]] = field(default_factory=list)


class SketchMaker:
    """Reads what lies around places of a register."""

    def __init__(
        self, con: sqlite3.Connection, context: QgsCoordinateTransformContext, check: Callable[[], None]
    ) -> None:
        self._con, self._check = con, check
        self._way = lru_cache(maxsize=None)(lambda name: _transform(name, context))

    def read(self, box: tuple[float, float, float, float]) -> Sketch:
        """Everything in a rectangle (west, south, east, north in degrees)."""
        sketch = Sketch(LocalMetres(np.array([(box[1] + box[3]) / 2])))
        for number, house in enumerate(houses_in(self._con, box)):
            if number % _ASK_EVERY == 0:
                self._check()
            rings = self._rings(house.crs, house.footprint) if house.footprint and house.crs else []
            if rings:
                sketch.houses.append([sketch.plane.xy(ring) for ring in rings])
            else:
                sketch.points.append(sketch.plane.xy(np.array([house.lonlat]))[0])
        for name, lines in streets_in(self._con, box):
            sketch.streets.append((name, [sketch.plane.xy(line) for line in lines]))
        return sketch

    def _rings(self, crs: str, footprint: bytes) -> list[np.ndarray]:
        geometry = QgsGeometry()
        geometry.fromWkb(footprint)
        if geometry.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
            return []  # what cannot be read stands as a point
        way = self._way(crs)
        if way is not None:
            try:
                geometry.transform(way)
            except QgsCsException:
                return []
        return [
            np.array([(point.x(), point.y()) for point in ring])
            for part in (geometry.asMultiPolygon() if geometry.isMultipart() else [geometry.asPolygon()])
            for ring in part
        ]


def box_around(lonlat: tuple[float, float], half_width: float, half_height: float) -> tuple[float, float, float, float]:
    """The rectangle in degrees so many metres around a place."""
    plane = LocalMetres(np.array([lonlat[1]]))
    dx, dy = plane.lonlat(np.array([[half_width, half_height]]))[0].tolist()
    return lonlat[0] - dx, lonlat[1] - dy, lonlat[0] + dx, lonlat[1] + dy


def paint_sketch(
    painter: QPainter, rect: QRectF, sketch: Sketch, centre: tuple[float, float], metres_per_mm: float,
    marks: Sequence[Mark], family: str, letters_mm: float = 2.0,
) -> int:  # fmt: skip
    """Paint into a rectangle (mm): streets with their names, houses, the marked places with what stands beside them.

    Returns how many places stand without their label, since there was no room for it.
    """
    middle = sketch.plane.xy(np.array([centre]))[0]
    frame = QRectF(rect.x() * UNIT, rect.y() * UNIT, rect.width() * UNIT, rect.height() * UNIT)
    scale = UNIT / metres_per_mm

    def points(xy: np.ndarray) -> list[QPointF]:
        return [
            QPointF(frame.center().x() + (x - middle[0]) * scale, frame.center().y() - (y - middle[1]) * scale)
            for x, y in np.atleast_2d(xy).tolist()
        ]

    def place(xy: np.ndarray) -> QPolygonF:
        return QPolygonF(points(xy))

    painter.save()
    painter.setClipRect(frame)
    painter.fillRect(frame, GROUND)
    for colour, wide in ((STREET_EDGE, STREET_M + 1.2 * metres_per_mm / 3), (STREET, STREET_M)):
        painter.setPen(QPen(colour, wide * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))  # fmt: skip
        for _, lines in sketch.streets:
            for line in lines:
                painter.drawPolyline(place(line))
    marked = [points(sketch.plane.xy(np.array([mark.lonlat])))[0] for mark in marks]
    for rings in sketch.houses:
        path = QPainterPath()
        for ring in rings:
            path.addPolygon(place(ring))
        here = any(path.contains(point) for point in marked)
        painter.setPen(QPen(HERE_EDGE if here else HOUSE_EDGE, (0.3 if here else 0.12) * UNIT))
        painter.setBrush(HERE if here else HOUSE)
        painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(HOUSE_EDGE)
    for xy in sketch.points:
        if np.isfinite(xy).all():
            painter.drawEllipse(points(xy)[0], 0.4 * UNIT, 0.4 * UNIT)
    _names(painter, frame, [(name, [place(line) for line in lines]) for name, lines in sketch.streets], family,
           letters_mm)  # fmt: skip
    hidden = _marks(painter, marked, marks, family, letters_mm)
    painter.restore()
    painter.setPen(QPen(QColor("#777777"), 0.15 * UNIT))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    _scale_bar(painter, frame, scale, family, letters_mm)
    return hidden


def _marks(
    painter: QPainter, places: Sequence[QPointF], marks: Sequence[Mark], family: str, letters_mm: float
) -> int:
    """Dots first, then the labels that none of those before lies across; how many there was no room for."""
    font = _font(family, letters_mm, bold=True)
    painter.setFont(font)
    painter.setPen(QPen(QColor("#ffffff"), 0.2 * UNIT))
    painter.setBrush(HERE_EDGE)
    for point in places:
        painter.drawEllipse(point, 0.75 * UNIT, 0.75 * UNIT)
    taken: list[QRectF] = []
    hidden = 0
    for point, mark in zip(places, marks):
        if not mark.label:
            continue
        path = QPainterPath()
        path.addText(point + QPointF(1.1 * UNIT, -0.6 * UNIT), font, mark.label)
        box = path.boundingRect()
        if any(box.intersects(other) for other in taken):
            hidden += 1
            continue
        taken.append(box)
        painter.strokePath(path, QPen(QColor("#ffffff"), 0.5 * UNIT))
        painter.setPen(LABEL)
        painter.drawText(point + QPointF(1.1 * UNIT, -0.6 * UNIT), mark.label)
    return hidden


def _names(
    painter: QPainter, frame: QRectF, streets: Sequence[tuple[str, list[QPolygonF]]], family: str, letters_mm: float
) -> None:
    """Each street's name once, along the longest of its straight pieces that is in sight."""
    font = _font(family, letters_mm)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(NAME)
    written: set[str] = set()
    for name, lines in streets:
        pieces = [QLineF(line[i], line[i + 1]) for line in lines for i in range(line.count() - 1)]
        seen = [piece for piece in pieces if frame.contains(piece.center())]
        if not name or name in written or not seen:
            continue
        best = max(seen, key=QLineF.length)
        if best.length() < 0.4 * metrics.horizontalAdvance(name):
            continue
        written.add(name)
        turned = -best.angle() if -90 < _upright(best.angle()) < 90 else 180 - best.angle()
        painter.save()
        painter.translate(best.center())
        painter.rotate(turned)
        painter.drawText(QPointF(-metrics.horizontalAdvance(name) / 2, metrics.capHeight() / 2), name)
        painter.restore()


def _upright(angle: float) -> float:
    return angle - 360 if angle > 180 else angle


def _scale_bar(painter: QPainter, frame: QRectF, scale: float, family: str, letters_mm: float) -> None:
    length = next((step for step in _STEPS if step * scale >= frame.width() / 8), _STEPS[-1])
    right, y = frame.right() - 1.5 * UNIT, frame.bottom() - 1.6 * UNIT
    painter.setPen(QPen(LABEL, 0.3 * UNIT))
    painter.drawLine(QPointF(right - length * scale, y), QPointF(right, y))
    font = _font(family, letters_mm * 0.9)
    painter.setFont(font)
    said = f"{length} m"
    painter.drawText(QPointF(right - QFontMetricsF(font).horizontalAdvance(said), y - 0.6 * UNIT), said)


def _font(family: str, letters_mm: float, bold: bool = False) -> QFont:
    font = QFont(family)
    font.setPixelSize(max(1, round(letters_mm * UNIT)))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _transform(name: str, context: QgsCoordinateTransformContext) -> Optional[QgsCoordinateTransform]:
    if name == WGS84:
        return None
    source = QgsCoordinateReferenceSystem(name)
    if not source.isValid():
        source = QgsCoordinateReferenceSystem.fromWkt(name)
    return QgsCoordinateTransform(source, QgsCoordinateReferenceSystem(WGS84), context)
