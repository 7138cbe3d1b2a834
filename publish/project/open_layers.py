"""The layers of an open project that show a register, however they were added."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer

from .layer_home import LayerHome, register_of, vector_layers
from .layers import LAYER_PROPERTY


def register_layers(register: str | Path, project: QgsProject) -> list[QgsVectorLayer]:
    """All vector layers of the project that lie in this register (a path, or `pg:` and a connection)."""
    home = LayerHome(register)
    return [layer for layer in vector_layers(project) if home.has(layer)]


def register_paths(project: QgsProject) -> list[str]:
    """The registers whose addresses the project shows: paths, or `pg:` and a connection."""
    shown = (layer for layer in vector_layers(project) if str(layer.customProperty(LAYER_PROPERTY, "")) == "address")
    return sorted({register_of(layer) for layer in shown} - {""})


def unsaved_layers(register: str | Path, project: QgsProject) -> list[QgsVectorLayer]:
    """Those with edits that are not saved yet."""
    return [layer for layer in register_layers(register, project) if layer.isModified()]


def selections(register: str | Path, project: QgsProject) -> dict[str, list[int]]:
    """What is selected in each: reading a layer anew lets go of it."""
    found = {layer.id(): list(layer.selectedFeatureIds()) for layer in register_layers(register, project)}
    return {layer: fids for layer, fids in found.items() if fids}


def select_again(selected: dict[str, list[int]], project: QgsProject) -> None:
    """Select what was selected, as far as it is still there."""
    for layer_id, fids in selected.items():
        layer = project.mapLayer(layer_id)
        if isinstance(layer, QgsVectorLayer) and not layer.selectedFeatureCount():
            request = QgsFeatureRequest(fids).setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes([])
            layer.selectByIds([feature.id() for feature in layer.getFeatures(request)])
