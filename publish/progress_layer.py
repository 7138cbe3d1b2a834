"""The communes on the map, coloured by an indicator: a layer with a style, and the project a map theme, for each."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsDataSourceUri,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLayerTree,
    QgsLayerTreeModel,
    QgsLayerTreeNode,
    QgsMapThemeCollection,
    QgsPalLayerSettings,
    QgsProject,
    QgsRendererRange,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from ..core.errors import QT_TRANSLATE_NOOP
from ..core.report_profile import ReportColumn
from ..register.form_facts import layer_source
from .progress import Progress
from .project.layer_home import SERVER
from .project.layers import present_layers, same_register
from .project.register_place import connection_of, on_server
from .project.server_layers import server_sources
from .project.words import Words

PROPERTY = "diachiso/progress_of"
# From far behind to done; told apart by lightness, too, for who does not see the colours.
_STEPS = ((0, 25, "#fee5d0"), (25, 50, "#fdbb84"), (50, 75, "#8fbfdc"), (75, 100, "#3f86c0"), (100, 101, "#0b4a80"))
_ALL = 100
_COMMUNES = "\"level\" = 'commune' AND coalesce(\"valid_to\", '') = ''"

LAYER = QT_TRANSLATE_NOOP("diachiso", "Progress by commune")
THEME = QT_TRANSLATE_NOOP("diachiso", "Progress: {indicator}")
BELOW = QT_TRANSLATE_NOOP("diachiso", "{low} to under {high} %")
DONE = QT_TRANSLATE_NOOP("diachiso", "100 %")


def show_progress(
    project: QgsProject, register: str | Path, progress: Progress, shown: ReportColumn, language: str
) -> Optional[QgsVectorLayer]:
    """Put the layer into the project, or bring the one that is there up to date, with the style of an indicator shown.

    A style of the layer and a map theme are made for every indicator; the register's points, which would cover it, are
    hidden. The figures stand in the style: they are those of now until this is called again. None where the register's
    communes cannot be opened.
    """
    words = Words(language)
    _hide_points(project, register)
    layer = progress_layer(project, register)
    if layer is None:
        # With its filter from the beginning: QGIS would open the file a second time to set one.
        source, provider = _communes(str(register))
        layer = QgsVectorLayer(source, words(LAYER), provider, QgsVectorLayer.LayerOptions(loadDefaultStyle=False))
        if not layer.isValid():
            return None
        layer.setCustomProperty(PROPERTY, str(register))
        layer.setReadOnly(True)
        project.addMapLayer(layer, False)
        _place(project, register, layer)
    manager = layer.styleManager()
    for column in progress.shares:
        name = column.heading.text(language)
        if name not in manager.styles():
            manager.addStyleFromLayer(name)
        manager.setCurrentStyle(name)
        _colour(layer, progress, column, words)
        _add_theme(project, layer, name, words(THEME, indicator=name))
    manager.setCurrentStyle(shown.heading.text(language))
    layer.triggerRepaint()
    return layer


def _communes(register: str) -> tuple[str, str]:
    """The source of the communes in force, and its provider."""
    if not on_server(register):
        return f"{layer_source(register, 'admin_unit')}|subset={_COMMUNES}", "ogr"
    uri = QgsDataSourceUri(server_sources(connection_of(register), for_others=False)("admin_unit"))
    uri.setSql(_COMMUNES)
    return str(uri.uri(False)), SERVER


def show_addresses(project: QgsProject, register: str | Path) -> None:
    """Tick the register's layer of addresses in the layer tree."""
    layer = present_layers(register, project).get("address")
    if layer is not None:
        _tick(project, layer, True)


def _hide_points(project: QgsProject, register: str | Path) -> None:
    for layer in present_layers(register, project).values():
        if layer.geometryType() == QgsWkbTypes.GeometryType.PointGeometry:
            _tick(project, layer, False)


def _tick(project: QgsProject, layer: QgsVectorLayer, shown: bool) -> None:
    node = project.layerTreeRoot().findLayer(layer.id())
    if node is not None:
        node.setItemVisibilityChecked(shown)


def _place(project: QgsProject, register: str | Path, layer: QgsVectorLayer) -> None:
    """Below the register's layers, whose points are to be seen on it; at the bottom where they are not there."""
    root = project.layerTreeRoot()
    others = [root.findLayer(other.id()) for other in present_layers(register, project).values()]
    tops = [node for node in (_top(root, node) for node in others if node is not None) if node is not None]
    root.insertLayer(max((root.children().index(node) + 1 for node in tops), default=len(root.children())), layer)


def _top(root: QgsLayerTree, node: QgsLayerTreeNode) -> Optional[QgsLayerTreeNode]:
    """The node of the first level that a node stands in."""
    while node is not None and node.parent() is not root:
        node = node.parent()
    return node


def progress_layer(project: QgsProject, register: str | Path) -> Optional[QgsVectorLayer]:
    """The layer that `show_progress` made for this register, if it is there."""
    for layer in project.mapLayers().values():
        if same_register(str(layer.customProperty(PROPERTY, "")), str(register)):
            return layer
    return None


def _colour(layer: QgsVectorLayer, progress: Progress, column: ReportColumn, words: Words) -> None:
    shares = {line.commune: line.value(column) for line in progress.table.communes if line.commune}
    share = _share_of({code: value / 10 for code, value in shares.items() if value is not None})
    ranges = []
    for low, high, colour in _STEPS:
        symbol = QgsFillSymbol.createSimple(
            {"color": colour, "outline_color": "#ffffff", "outline_width": "0.3", "style": "solid"}
        )
        label = words(DONE) if low == _ALL else words(BELOW, low=low, high=high)
        ranges.append(QgsRendererRange(low, high - (0 if low == _ALL else 0.01), symbol, label))
    renderer = QgsGraduatedSymbolRenderer(share, ranges)
    layer.setRenderer(renderer)
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.OverPoint
    settings.centroidInside = True
    shown = f"replace(to_string({share}), '.', ',')" if words.language.startswith("vi") else share
    settings.fieldName = f"\"name\" || coalesce('\\n' || {shown} || ' %', '')"
    text = QgsTextFormat()
    text.setSize(8)
    text.setColor(QColor("#1f2933"))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.8)
    text.setBuffer(buffer)
    settings.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _share_of(shares: Mapping[str, float]) -> str:
    """An expression: the share of a commune in percent, NULL for one without objects."""
    pairs = ",".join(f"'{code.replace(chr(39), chr(39) * 2)}',{share:g}" for code, share in sorted(shares.items()))
    return f"map_get(map({pairs}),\"code\")" if pairs else "NULL"


def _add_theme(project: QgsProject, layer: QgsVectorLayer, style: str, name: str) -> None:
    """A theme of what is to be seen now, with this layer in this style."""
    themes = project.mapThemeCollection()
    record = QgsMapThemeCollection.createThemeFromCurrentState(
        project.layerTreeRoot(), QgsLayerTreeModel(project.layerTreeRoot())
    )
    record.removeLayerRecord(layer)
    own = QgsMapThemeCollection.MapThemeLayerRecord(layer)
    own.usingCurrentStyle, own.currentStyle, own.isVisible = True, style, True
    record.addLayerRecord(own)
    if themes.hasMapTheme(name):
        themes.update(name, record)
    else:
        themes.insert(name, record)
