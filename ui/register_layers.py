"""The register's layers on the map: added in one group, styled, found again, saved and refreshed."""
from __future__ import annotations

from dataclasses import replace

from qgis.core import (
    QgsApplication,
    QgsLayerTreeGroup,
    QgsLayerTreeNode,
    QgsProject,
    QgsVectorLayer,
)

from ..publish.project.layers import GROUP_PROPERTY, LAYER_PROPERTY, add_register, new_group, same_register
from ..publish.project.open_layers import register_layers
from ..publish.project.register_place import on_server
from ..register.form_facts import read_form_facts


def add_register_layers(register: str, project: QgsProject, copy: str = "") -> QgsLayerTreeGroup:
    """Add the register's layers, with their forms, in a group at the top of the tree; those already there are kept.

    `copy`: the local copy of a register on a server, which tells what its forms are made from.
    """
    facts = replace(read_form_facts(copy or register), on_server=on_server(register))
    group = register_group(register, project)
    add_register(register, project, group, QgsApplication.locale(), facts)
    expand(group)
    return group


def register_group(register: str, project: QgsProject) -> QgsLayerTreeGroup:
    """The group of this register in the layer tree, made at the top where there is none."""
    root = project.layerTreeRoot()
    for group in root.findGroups():
        if same_register(str(group.customProperty(GROUP_PROPERTY, "")), register):
            return group
    for layer in register_layers(register, project):  # the register's own project does not name its path
        node = root.findLayer(layer.id())
        if node is not None and is_register_layer(layer) and node.parent() is not root:
            return node.parent()
    group = new_group(root, QgsApplication.locale())
    group.setCustomProperty(GROUP_PROPERTY, register)
    return group


def expand(node: QgsLayerTreeNode, expanded: bool = True) -> None:
    """Open or fold a node; the tree view follows changes only, so the state is always changed."""
    node.setExpanded(not expanded)
    node.setExpanded(expanded)


def is_register_layer(layer: QgsVectorLayer) -> bool:
    """Whether the layer was added by us as part of a register."""
    return bool(layer.customProperty(LAYER_PROPERTY, ""))


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
