"""Where plans lie and how a plan layer is known again: files beside the register, notes on the layer."""
from __future__ import annotations

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsProject, QgsVectorLayer

from ..publish.project.register_place import on_server
from .plan_style import style_plan
from .register_layers import expand, register_group

KIND = "diachiso/plan_kind"
REGISTER = "diachiso/plan_register"
PARAMETERS = "diachiso/plan_parameters"
APPLIED = "diachiso/plan_applied"
PLANS_KEPT = 10


def new_plan_path(register: str, file: str, kind: str) -> str:
    """A new file for a plan in `<register>_plans` beside the register's file, else in the temporary folder.

    Of a register on a server in the profile: its local copy is thrown away where it is made anew, a plan is not.
    """
    path = Path(file)
    folder, mode = path.with_name(f"{path.stem}_plans"), 0o777
    if on_server(register):
        folder, mode = Path(QgsApplication.qgisSettingsDirPath()) / "diachiso" / "plans" / path.stem, 0o700
    try:
        folder.mkdir(mode, parents=True, exist_ok=True)
        _remove_oldest(folder)
    except OSError:  # a folder that may only be read: the plan is made all the same
        folder = Path(tempfile.mkdtemp(prefix="diachiso_plans_"))
    return str(folder / f"{kind}_{datetime.now():%Y%m%d_%H%M%S_%f}.gpkg")


def add_plan_layer(
    path: str, title: str, kind: str, register: str, parameters: dict[str, Any], project: QgsProject
) -> QgsVectorLayer | None:
    """Put a plan on the map above the register's layers; None where the file is not a layer.

    The parameters it was made with stay with it: a plan is applied exactly as it was made.
    """
    layer = QgsVectorLayer(path, title, "ogr")
    if not layer.isValid():
        return None
    # The plan that this one replaces would only be in the way; its file stays, as one of the last ten.
    project.removeMapLayers([old.id() for old in _plans(kind, register, project)])
    layer.setCustomProperty(KIND, kind)
    layer.setCustomProperty(REGISTER, register)
    layer.setCustomProperty(PARAMETERS, json.dumps(parameters))
    style_plan(layer)
    project.addMapLayer(layer, False)
    group = register_group(register, project)
    node = group.insertLayer(0, layer)
    expand(group)
    expand(node)
    return layer


def find_plan(kind: str, register: str, project: QgsProject) -> QgsVectorLayer | None:
    """The newest plan of this kind for this register in the project (also after opening a project again)."""
    return max(_plans(kind, register, project), key=lambda layer: _file_of(layer).name, default=None)


def _plans(kind: str, register: str, project: QgsProject) -> list[QgsVectorLayer]:
    return [
        layer
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
        and layer.customProperty(KIND, "") == kind
        and layer.customProperty(REGISTER, "") == register
    ]


def _file_of(layer: QgsVectorLayer) -> Path:
    return Path(layer.source().split("|")[0])


def remove_plan(path: str) -> None:
    """Remove a plan's file, half-written or old; one that something still holds open stays."""
    for file in (Path(path), *(Path(path + end) for end in ("-journal", "-wal", "-shm"))):
        try:
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            QgsMessageLog.logMessage(f"{file}: {error}", "diachiso", Qgis.MessageLevel.Info)


def _remove_oldest(folder: Path) -> None:
    for old in sorted(folder.glob("*.gpkg"), key=lambda file: file.stat().st_mtime)[: -PLANS_KEPT + 1]:
        remove_plan(str(old))


def plan_parameters(layer: QgsVectorLayer) -> dict[str, Any]:
    """The parameters that the plan was made with."""
    return dict(json.loads(str(layer.customProperty(PARAMETERS, "{}"))))


def plan_kind(layer: QgsVectorLayer) -> str:
    """Which step made this plan: `match`, `assign`; empty where the layer is no plan of ours."""
    return str(layer.customProperty(KIND, "") or "")


def plan_register(layer: QgsVectorLayer) -> str:
    """The register that this plan is for."""
    return str(layer.customProperty(REGISTER, "") or "")


def is_applied(layer: QgsVectorLayer) -> bool:
    """Whether this plan has been applied."""
    return bool(layer.customProperty(APPLIED, ""))


def applied_counts(layer: QgsVectorLayer) -> dict[str, int]:
    """Objects per status as they were applied, after the review."""
    return dict(json.loads(str(layer.customProperty(APPLIED, "") or "{}")))


def mark_applied(layer: QgsVectorLayer, counts: dict[str, int], project: QgsProject) -> None:
    """Note that this plan has been applied; it leaves the map's view to the addresses that it made."""
    layer.setCustomProperty(APPLIED, json.dumps(counts))
    node = project.layerTreeRoot().findLayer(layer.id())
    if node is not None:
        node.setItemVisibilityChecked(False)
        expand(node, False)
