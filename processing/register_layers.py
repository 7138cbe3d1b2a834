"""The layers of the open project that show a register: none may have unsaved edits while we write."""
from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProject, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaObject, Qt

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message

UNSAVED_EDITS = Message(
    "unsaved_edits",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "These layers of the register have unsaved edits: {layers}. Nothing was written. Save or discard "
        "the edits (Layer > Save Layer Edits), then run this again.",
    ),
)


def layers_of(register: Path) -> list[QgsVectorLayer]:
    """The project's vector layers that lie in this register."""
    wanted = _same(register)
    found = []
    for layer in QgsProject.instance().mapLayers().values():
        if not isinstance(layer, QgsVectorLayer) or layer.providerType() not in ("ogr", "spatialite"):
            continue
        path = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path")
        if path and _same(Path(path)) == wanted:
            found.append(layer)
    return found


def refuse_unsaved_edits(register: Path) -> None:
    """Raise DiachisoError if a layer of the register has edits that are not saved (call it in the main
    thread).
    """
    names = sorted(layer.name() for layer in layers_of(register) if layer.isModified())
    if names:
        raise DiachisoError(UNSAVED_EDITS, layers=", ".join(names))


def reload_layers(register: Path) -> None:
    """Make the open layers show what was just written; from another thread, as soon as the main one has
    time.
    """
    for layer in layers_of(register):
        for slot in ("reload", "triggerRepaint"):
            QMetaObject.invokeMethod(layer, slot, Qt.ConnectionType.AutoConnection)


def _same(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
