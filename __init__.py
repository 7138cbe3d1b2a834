"""diachiso: an address register and address codes in QGIS (QGIS asks this module for the plugin)."""
from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:  # noqa: N802 - the name that QGIS calls
    """The plugin object for this QGIS; imported late so that reading the package costs nothing."""
    from .plugin import DiachisoPlugin

    return DiachisoPlugin(iface)
