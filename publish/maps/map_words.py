"""Words of thematic maps, in the language of the sheet."""
from __future__ import annotations

from ...core.errors import QT_TRANSLATE_NOOP

STREETS = QT_TRANSLATE_NOOP("diachiso", "Streets")
COMMUNES = QT_TRANSLATE_NOOP("diachiso", "Communes by number of objects")
NO_OBJECTS = QT_TRANSLATE_NOOP("diachiso", "None")
OBJECTS_FROM_TO = QT_TRANSLATE_NOOP("diachiso", "{low} to {high}")
AREAS = QT_TRANSLATE_NOOP("diachiso", "Zones")
OTHER_AREAS = QT_TRANSLATE_NOOP("diachiso", "Other zones")
LEGEND = QT_TRANSLATE_NOOP("diachiso", "LEGEND")
NORTH = QT_TRANSLATE_NOOP("diachiso", "N")
SOURCE = QT_TRANSLATE_NOOP("diachiso", "Source: address register, data of {day}, version {version}.")
PROJECTION = QT_TRANSLATE_NOOP("diachiso", "Map projection: {crs}.")
TOTAL = QT_TRANSLATE_NOOP("diachiso", "{count} objects in all")
BY_COMMUNE = QT_TRANSLATE_NOOP("diachiso", "By commune:")
BEYOND = QT_TRANSLATE_NOOP("diachiso", "Zones beyond this map: {count}.")
OTHERS = QT_TRANSLATE_NOOP("diachiso", "Others")
PROJECT_SOURCE = QT_TRANSLATE_NOOP("diachiso", "Source: address register.")
