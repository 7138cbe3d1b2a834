"""Which geometry engine serves: shapely where QGIS's Python has version 2, else QGIS's own geometry."""
from __future__ import annotations

import os

from ..core.geometry.engine import GeometryEngine


def geometry_engine() -> GeometryEngine:
    """The fastest engine there is; the environment variable DIACHISO_ENGINE=qgis asks for QGIS's own."""
    if os.environ.get("DIACHISO_ENGINE", "") != "qgis":
        try:
            import shapely

            if int(shapely.__version__.split(".")[0]) >= 2:
                from ..core.geometry.shapely_engine import ShapelyEngine

                return ShapelyEngine()
        except ImportError:
            pass  # an office without shapely: the same results, slower
    from .qgis_engine import QgisEngine

    return QgisEngine()
