"""The layers of an open project that show a register, however they were added."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsProject, QgsProviderRegistry, QgsVectorLayer

from .layers import LAYER_PROPERTY, same_file

PROVIDERS = ("ogr", "spatialite")


def register_layers(register: str | Path, project: QgsProject) -> list[QgsVectorLayer]:
    """All vector layers of the project that lie in this register."""
    found = []
    for layer in project.mapLayers().values():
        if not isinstance(layer, QgsVectorLayer) or layer.providerType() not in PROVIDERS:
            continue
        path = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path")
        if path and same_file(str(path), str(register)):
            found.append(layer)
    return found


def register_paths(project: QgsProject) -> list[str]:
    """The registers whose addresses the project shows."""
    found = []
    for layer in project.mapLayers().values():
        if str(layer.customProperty(LAYER_PROPERTY, "")) == "address" and layer.providerType() in PROVIDERS:
            found.append(str(QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())["path"]))
    return sorted(set(found))


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
