"""QR codes as vectors: a path for QPainter (PDF, layouts) and SVG (HTML, files). Millimetres, or whatever unit fits."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QPainterPath, QPolygonF

from ..core.qr import QUIET_ZONE, qr_matrix
from ..core.qr_outline import outlines

DEFAULT_LEVEL = "M"


def qr_path(matrix: NDArray[np.bool_], x: float, y: float, side: float, quiet: int = QUIET_ZONE) -> QPainterPath:
    """The dark modules in a square at (x, y) whose `side` includes `quiet` light modules all around."""
    module = side / (len(matrix) + 2 * quiet)
    left, top = x + quiet * module, y + quiet * module
    path = QPainterPath()
    for line in outlines(matrix):
        path.addPolygon(QPolygonF([QPointF(left + c * module, top + r * module) for c, r in line]))
        path.closeSubpath()
    return path


def qr_svg(text: str, level: str = DEFAULT_LEVEL, side: float = 0, quiet: int = QUIET_ZONE) -> str:
    """An <svg> of the code on white; `side` in mm sets its size, 0 leaves that to the page. It does not show `text`."""
    matrix = qr_matrix(text, level)
    count = len(matrix) + 2 * quiet
    size = f' width="{side:g}mm" height="{side:g}mm"' if side else ""
    drawn = "".join(_svg_line([(c + quiet, r + quiet) for c, r in line]) for line in outlines(matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{size} viewBox="0 0 {count} {count}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{count}v{count}H0z"/><path d="{drawn}"/></svg>'
    )


def _svg_line(corners: Sequence[tuple[int, int]]) -> str:
    first, *others = corners
    parts = [f"M{first[0]} {first[1]}"]
    before = first
    for corner in others:
        parts.append(f"H{corner[0]}" if corner[1] == before[1] else f"V{corner[1]}")
        before = corner
    return "".join((*parts, "z"))
