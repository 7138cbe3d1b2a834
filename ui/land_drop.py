"""Land layers that are dragged onto the page: files of the file manager, layers of QGIS's Browser or layer tree."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from qgis.core import QgsMimeDataUtils, QgsProject, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QMimeData, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from .land_files import DRAWINGS

# People drag all the files of a layer together: each part stands for its main file.
MAIN_FILE = {
    **dict.fromkeys((".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix"), ".shp"),
    **dict.fromkeys((".dat", ".map", ".id", ".ind"), ".tab"),
    **dict.fromkeys((".xsd", ".gfs"), ".gml"),
    **dict.fromkeys((".gpkg-wal", ".gpkg-shm"), ".gpkg"),
}


class LandDrops(QObject):
    """Takes what is dropped on a widget: `dropped` has the inputs for our algorithms; `hovered`, whether some hover."""

    dropped = pyqtSignal(list)
    hovered = pyqtSignal(bool)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Accept files and layers, leave everything else to others."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.hovered.emit(False)
            return False
        if kind not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        data = event.mimeData()
        if not can_take(data):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.hovered.emit(kind != QEvent.Type.Drop)
        if kind == QEvent.Type.Drop:
            self.dropped.emit(dropped_inputs(data, QgsProject.instance()))
        return True


def can_take(data: QMimeData) -> bool:
    """Whether files or layers are dragged."""
    return QgsMimeDataUtils.isUriList(data) or any(url.isLocalFile() for url in data.urls())


def dropped_inputs(data: QMimeData, project: QgsProject) -> list[str]:
    """What was dropped, as our algorithms take it: path, path|layername=…, or the id of a layer of the project."""
    found = []
    if QgsMimeDataUtils.isUriList(data):
        found = [_of_uri(uri, project) for uri in QgsMimeDataUtils.decodeUriList(data)]
    if not any(found):
        found = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return main_files(filter(None, found))


def main_files(inputs: Iterable[str]) -> list[str]:
    """The inputs without the parts of the same layer, each once, in order."""
    return list(dict.fromkeys(_main_file(value) for value in inputs))


def _main_file(value: str) -> str:
    path = Path(value)
    main = MAIN_FILE.get(path.suffix.lower())
    if main is None:
        return value
    stem = path.stem.lower()
    beside = path.parent.glob("*") if path.parent.is_dir() else ()
    return next((str(p) for p in beside if p.suffix.lower() == main and p.stem.lower() == stem), value)


def _of_uri(uri: Any, project: QgsProject) -> str:
    """A dragged layer; one that is neither a file's nor on the map is put there."""
    if project.mapLayer(uri.layerId) is not None:
        return str(uri.layerId)
    if uri.layerType not in ("vector", ""):
        return ""
    parts = QgsProviderRegistry.instance().decodeUri(uri.providerKey or "ogr", uri.uri)
    path = str(parts.get("path") or "")
    if path and Path(path).exists():
        layer = str(parts.get("layerName") or "")
        whole = not layer or Path(path).suffix.lower() in DRAWINGS
        return path if whole else f"{path}|layername={layer}"
    made = QgsVectorLayer(uri.uri, uri.name, uri.providerKey)
    if not made.isValid():
        return ""
    project.addMapLayer(made)
    return str(made.id())


def watch_drops(target: QWidget, take: Callable[[list[str]], None], show: Callable[[bool], None]) -> LandDrops:
    """Let a widget take land layers."""
    drops = LandDrops(target)
    drops.dropped.connect(take)
    drops.hovered.connect(show)
    return drops
