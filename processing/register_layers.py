"""The layers of the open project that show a register: no unsaved edits while we write, read anew afterwards."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QMetaObject, Qt

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..publish.project.open_layers import register_layers, unsaved_layers

UNSAVED_EDITS = Message(
    "unsaved_edits",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "These layers of the register have unsaved edits: {layers}. Nothing was written. Save or discard "
        "the edits (Layer > Save Layer Edits), then run this again.",
    ),
)


def refuse_unsaved_edits(register: str | Path) -> None:
    """Raise DiachisoError if a layer of the register (a path, or `pg:…`) has edits that are not saved; main thread."""
    names = sorted(layer.name() for layer in unsaved_layers(register, QgsProject.instance()))
    if names:
        raise DiachisoError(UNSAVED_EDITS, layers=", ".join(names))


def reload_layers(register: str | Path) -> None:
    """Make the open layers show what was just written; from another thread, as soon as the main one has time."""
    for layer in register_layers(register, QgsProject.instance()):
        for slot in ("reload", "triggerRepaint"):
            QMetaObject.invokeMethod(layer, slot, Qt.ConnectionType.AutoConnection)
