"""The register's layers on the map: added in one group, styled, found again, saved and refreshed."""
from __future__ import annotations

import os

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLayerTreeGroup,
    QgsLayerTreeNode,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from . import labels

# Bottom to top: table, the user's name for it.
TABLES = (
    ("admin_unit", QT_TRANSLATE_NOOP("diachiso", "Communes")),
    ("settlement", QT_TRANSLATE_NOOP("diachiso", "Settlements")),
    ("street", QT_TRANSLATE_NOOP("diachiso", "Streets")),
    ("address", QT_TRANSLATE_NOOP("diachiso", "Addresses")),
)
STAGE_COLOURS = {
    "declared": "#e6ab02",
    "created": "#0072b2",
    "submitted": "#7b5aa6",
    "verified": "#56b4e9",
    "issued": "#009e73",
    "rejected": "#d55e00",
    "retired": "#8c8c8c",
}
CODE_LABELS_FROM_SCALE = 2500.0
GROUP_PROPERTY = "diachiso/register"
LAYER_PROPERTY = "diachiso/register_table"


def add_register_layers(path: str, project: QgsProject) -> QgsLayerTreeGroup:
    """Add the register's layers in a group at the top of the tree; those already there are kept."""
    group = register_group(path, project)
    present = {_table_of(layer) for layer in register_layers(path, project)}
    for table, title in TABLES:
        if table in present:
            continue
        layer = QgsVectorLayer(f"{path}|layername={table}", translate("diachiso", title), "ogr")
        if not layer.isValid():
            continue
        _style(layer, table)
        layer.setCustomProperty(LAYER_PROPERTY, table)
        project.addMapLayer(layer, False)
        group.insertLayer(0, layer)
    expand(group)
    return group


def register_group(path: str, project: QgsProject) -> QgsLayerTreeGroup:
    """The group of this register in the layer tree, made at the top where there is none."""
    root = project.layerTreeRoot()
    for group in root.findGroups():
        if _same_file(str(group.customProperty(GROUP_PROPERTY, "")), path):
            return group
    group = root.insertGroup(0, translate("diachiso", "Address register"))
    group.setCustomProperty(GROUP_PROPERTY, path)
    return group


def expand(node: QgsLayerTreeNode, expanded: bool = True) -> None:
    """Open or fold a node; the tree view follows changes only, so the state is always changed."""
    node.setExpanded(not expanded)
    node.setExpanded(expanded)


def register_layers(path: str, project: QgsProject) -> list[QgsVectorLayer]:
    """All layers of the project that come from the register, however they were added."""
    found = []
    for layer in project.mapLayers().values():
        is_file = isinstance(layer, QgsVectorLayer) and layer.providerType() == "ogr"
        if is_file and _same_file(_file_of(layer), path):
            found.append(layer)
    return found


def is_register_layer(layer: QgsVectorLayer) -> bool:
    """Whether the layer was added by us as part of a register."""
    return bool(layer.customProperty(LAYER_PROPERTY, ""))


def unsaved_layers(path: str, project: QgsProject) -> list[QgsVectorLayer]:
    """The register's layers with edits that are not saved yet."""
    return [layer for layer in register_layers(path, project) if layer.isEditable() and layer.isModified()]


def save_edits(layers: list[QgsVectorLayer]) -> list[str]:
    """Save the edits of the layers; returns QGIS's messages where it could not (the edits stay open)."""
    problems: list[str] = []
    for layer in layers:
        if not layer.commitChanges():
            problems.extend(layer.commitErrors())
    return problems


def reload_layers(path: str, project: QgsProject) -> None:
    """Show what was written to the register since the layers were read."""
    for layer in register_layers(path, project):
        layer.dataProvider().reloadData()
        layer.updateExtents()
        layer.triggerRepaint()


def _file_of(layer: QgsVectorLayer) -> str:
    return str(QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path") or "")


def _table_of(layer: QgsVectorLayer) -> str:
    return str(QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("layerName") or "")


def _same_file(one: str, other: str) -> bool:
    if not one or not other:
        return False
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def _style(layer: QgsVectorLayer, table: str) -> None:
    if table == "address":
        _style_addresses(layer)
    elif table == "street":
        layer.setRenderer(
            QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": "#b0aca6", "width": "0.5"}))
        )
    else:
        outline = {"admin_unit": "#5b4b8a", "settlement": "#8a7f4b"}[table]
        pen = {"admin_unit": "solid", "settlement": "dash"}[table]
        layer.setRenderer(
            QgsSingleSymbolRenderer(
                QgsFillSymbol.createSimple(
                    {"style": "no", "outline_color": outline, "outline_width": "0.4", "outline_style": pen}
                )
            )
        )


def _style_addresses(layer: QgsVectorLayer) -> None:
    categories = []
    for stage, colour in STAGE_COLOURS.items():
        symbol = QgsMarkerSymbol.createSimple(
            {"name": "circle", "color": colour, "size": "1.8", "outline_color": "#ffffff", "outline_width": "0.2"}
        )
        categories.append(QgsRendererCategory(stage, symbol, labels.label(labels.STAGE, stage)))
    layer.setRenderer(QgsCategorizedSymbolRenderer("stage", categories))

    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.8)
    buffer.setColor(QColor("#ffffff"))
    text = QgsTextFormat()
    text.setSize(8)
    text.setColor(QColor("#202020"))
    text.setBuffer(buffer)
    settings = QgsPalLayerSettings()
    settings.fieldName = "code"
    settings.setFormat(text)
    settings.scaleVisibility = True
    settings.minimumScale = CODE_LABELS_FROM_SCALE
    settings.maximumScale = 0.0
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
