"""Planning for the selected objects alone: what the algorithm is given, and the same objects when it is applied."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsFeatureRequest, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

from ..compat import none_if_null

ONLY_SELECTED = "ONLY_SELECTED"  # stands with a plan's parameters; no algorithm knows it


def as_run(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters as the algorithm takes them."""
    run = {name: value for name, value in parameters.items() if name != ONLY_SELECTED}
    if parameters.get(ONLY_SELECTED):
        run["INPUT"] = QgsProcessingFeatureSourceDefinition(str(parameters["INPUT"]), True)
    return run


def select_again(parameters: dict[str, Any], plan: QgsVectorLayer, project: QgsProject) -> None:
    """Select the objects of a plan in their layer, whatever has been selected since: the plan is of them."""
    layer = project.mapLayer(str(parameters.get("INPUT", "")))
    if not parameters.get(ONLY_SELECTED) or not isinstance(layer, QgsVectorLayer):
        return
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(["source_fid"], plan.fields())
    found = (none_if_null(feature.attribute("source_fid")) for feature in plan.getFeatures(request))
    layer.selectByIds([int(fid) for fid in found if fid is not None])
