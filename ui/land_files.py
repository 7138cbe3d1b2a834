"""Where land layers lie and where their clean copies go: names, filters and folders of the land step."""
from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProject, QgsProviderRegistry, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QDir

from ..compat import translate

FOLDER_KEY = "diachiso/last_land_folder"
ENDINGS = (
    "shp", "zip", "gpkg", "tab", "mif", "gml", "geojson", "json", "fgb", "csv", "txt", "xlsx", "dxf", "dgn", "dwg",
)  # fmt: skip
DRAWINGS = (".dgn", ".dxf", ".dwg")  # read whole, whichever of their layers was dragged


def file_filter() -> str:
    """The filter of the file dialog: everything we read, else any file."""
    endings = " ".join(f"*.{ending} *.{ending.upper()}" for ending in ENDINGS)
    land = translate("diachiso", "Land layers ({endings})").format(endings=endings)
    return f"{land};;{translate('diachiso', 'All files (*)')}"


def last_folder() -> str:
    """The folder of the last layer."""
    return str(QgsSettings().value(FOLDER_KEY, "", type=str))


def remember_folder(path: str) -> None:
    """Begin here next time."""
    QgsSettings().setValue(FOLDER_KEY, str(Path(path).parent))


def file_of(value: str, project: QgsProject) -> str:
    """The file of an input (path, path|layername=…, id of a layer); '' for a layer that has none."""
    layer = project.mapLayer(value)
    path = value.split("|")[0]
    if isinstance(layer, QgsVectorLayer):
        path = str(QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path") or "")
    return path if path and Path(path).exists() else ""


def layers_in(path: str) -> list[str]:
    """The names of the vector layers in a file that holds several; none for a drawing, which is read whole."""
    if not Path(path).exists() or Path(path).suffix.lower() in DRAWINGS:
        return []
    found = QgsProviderRegistry.instance().querySublayers(path)
    names = [part.name() for part in found if part.providerKey() == "ogr"]
    return list(dict.fromkeys(names)) if len(names) > 1 else []


def name_of(value: str, project: QgsProject) -> str:
    """What a person calls an input: the layer's name, or the file's."""
    layer = project.mapLayer(value)
    if layer is not None:
        return str(layer.name())
    path, _, layer_name = value.partition("|layername=")
    return f"{Path(path).name} – {layer_name}" if layer_name else Path(path).name


def short_name(value: str, project: QgsProject) -> str:
    """The name of the clean layer: the layer's own, without the ending of its file."""
    layer = project.mapLayer(value)
    if layer is not None:
        return str(layer.name())
    path, _, layer_name = value.partition("|layername=")
    return layer_name or Path(path).stem


def suggested_output(value: str, project: QgsProject) -> str:
    """A new GeoPackage beside the source, else in the last folder or at home."""
    path = file_of(value, project)
    folders = [str(Path(path).parent) if path else "", project.absolutePath(), last_folder(), QDir.homePath()]
    folder = next(Path(f) for f in folders if f and os.access(f, os.W_OK) or f == folders[-1])
    stem = "".join("_" if sign in '\\/:*?"<>|' else sign for sign in short_name(value, project)).strip()
    ending = translate("diachiso", "clean")
    names = (f"{stem}_{ending}{number}.gpkg" for number in ("", *(f"_{n}" for n in range(2, 1000))))
    return str(next((folder / name for name in names if not (folder / name).exists()), folder / f"{stem}.gpkg"))


def is_open(path: str, project: QgsProject) -> bool:
    """Whether a layer of the project shows this file."""
    target = os.path.normcase(os.path.realpath(path))
    files = (file_of(layer_id, project) for layer_id in project.mapLayers())
    return any(os.path.normcase(os.path.realpath(file)) == target for file in files if file)
