"""Which geometry engine serves: shapely where QGIS's Python has version 2, else QGIS's own geometry."""
from __future__ import annotations

import importlib
import os
from typing import Any

from ..core.geometry.engine import GeometryEngine
from .qgis_engine import QgisEngine


def geometry_engine() -> GeometryEngine:
    """The fastest engine there is; the environment variable DIACHISO_ENGINE=qgis asks for QGIS's own."""
    shapely_engine = None if os.environ.get("DIACHISO_ENGINE", "") == "qgis" else _shapely_engine()
    return shapely_engine or QgisEngine()


def _shapely_engine() -> Any:
    """None in an office without shapely 2: the same results, slower."""
    package = __name__.rsplit(".", 2)[0]
    try:
        module = importlib.import_module(package + ".core.geometry.shapely_engine")
    except ImportError:
        return None
    return module.ShapelyEngine() if module.USABLE else None
