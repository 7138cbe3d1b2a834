"""While a job writes the register its layers cannot be edited: an edit saved in the middle would be refused, or refuse
the job.
"""
from __future__ import annotations

from qgis.core import QgsProject

from ..publish.project.open_layers import register_layers


class SuspendedEditing:
    """Makes a register's layers read-only, and editable again afterwards."""

    def __init__(self) -> None:
        self._layers: list[str] = []

    def suspend(self, path: str, project: QgsProject) -> bool:
        """Close the layers to edits (there are no unsaved ones); whether there were any to close."""
        for layer in register_layers(path, project):
            if layer.readOnly():
                continue  # its user wants it so
            if layer.isEditable():
                layer.commitChanges()
            if layer.setReadOnly(True):
                self._layers.append(layer.id())
        return bool(self._layers)

    def resume(self, project: QgsProject) -> None:
        """Open them again; those removed meanwhile are forgotten."""
        ids, self._layers = self._layers, []
        for layer in (project.mapLayer(i) for i in ids):
            if layer is not None:
                layer.setReadOnly(False)
