"""Which layer of the project a result is about, and the outline of its object."""
from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsFeatureRequest, QgsGeometry, QgsProject, QgsProviderRegistry, QgsVectorLayer

from ..publish.project.layers import present_layers
from ..register.qa_results import ResultRow


def layer_of(row: ResultRow, register: str, project: QgsProject) -> Optional[QgsVectorLayer]:
    """The register's layer of addresses, or the land layer by its name or its file; None where it is not there."""
    if not row.source:
        return present_layers(register, project).get("address")
    layers = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsVectorLayer)]
    return next((layer for layer in layers if row.source in _names(layer)), None)


def outline_of(layer: Optional[QgsVectorLayer], fid: Optional[int]) -> Optional[QgsGeometry]:
    """The geometry of a land layer's feature, where both are there."""
    if layer is None or fid is None:
        return None
    request = QgsFeatureRequest(fid).setSubsetOfAttributes([])
    feature = next(layer.getFeatures(request), None)
    return QgsGeometry(feature.geometry()) if feature is not None else None


def _names(layer: QgsVectorLayer) -> tuple[str, ...]:
    """What a check of the layer may have called it."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    file = Path(str(parts.get("path") or "")).name
    inner = str(parts.get("layerName") or "")
    return (layer.name(), f"{file}|{inner}" if inner else file)
