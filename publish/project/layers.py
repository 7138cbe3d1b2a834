"""The register's layers in a project: shown ones in a group, helpers out of sight, with relations, forms and styles."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProject,
    QgsVectorLayer,
)

from ...register.form_facts import (
    FormFacts,
    layer_source,
    names_everywhere_source,
    names_source,
    plaques_source,
    read_form_facts,
)
from .address_form import apply_form
from .layer_home import SERVER, LayerHome, real_path, vector_layers
from .plaque_checks import apply_plaque_checks
from .register_place import connection_of, on_server
from .relations import add_relations
from .server_layers import server_sources
from .side_forms import apply_side_forms
from .styles import apply_style
from .widgets import share_photos
from .words import GROUP, LAYERS, Words

# Bottom to top.
SHOWN = ("admin_unit", "settlement", "street", "address_position", "address", "plaque_place")
# In the tree, but not on the map until somebody asks.
OFF = ("plaque_place",)
# A layer that needs a table besides its own.
NEEDS = {"plaque_place": "plaque"}
# Needed by the forms, and no business of the map; `person` above all.
HELPERS = (
    "object_class", "person", "notification", "plaque", "audit_log", "street_names", "settlement_names",
    "address_near",
)  # fmt: skip
GROUP_PROPERTY = "diachiso/register"
LAYER_PROPERTY = "diachiso/register_table"


def add_register(
    register: str | Path,
    project: QgsProject,
    group: QgsLayerTreeGroup,
    language: str,
    facts: FormFacts | None = None,
) -> dict[str, QgsVectorLayer]:
    """Add the register's layers to a project, with relations, forms and styles; by table (RegisterError).

    Layers of ours that are there already are kept as they are; so is a layer of a table that somebody added himself,
    which then stays without our form. `facts` are those of the register itself, where its empty twin is opened, or
    where it is on a server (`pg:` and a connection): then its layers are the server's.
    """
    facts = facts or read_form_facts(register)
    words = Words(language)
    present = present_layers(register, project)
    layers, added = dict(present), []
    for table in (*HELPERS, *SHOWN):
        if table in layers or table in facts.absent or NEEDS.get(table) in facts.absent:
            continue
        layer = open_layer(register, table, words, source_table(table, facts))
        if layer is None:
            continue
        project.addMapLayer(layer, False)
        layers[table] = layer
        added.append(table)
        if table in SHOWN:
            group.insertLayer(0, layer).setItemVisibilityChecked(table not in OFF)
    dress({table: layers[table] for table in added}, layers, facts, project, words)
    return layers


def dress(
    added: Mapping[str, QgsVectorLayer],
    layers: Mapping[str, QgsVectorLayer],
    facts: FormFacts,
    project: QgsProject,
    words: Words,
) -> None:
    """Give the added layers their styles and forms; `layers` are all of the register that the project has."""
    for table, layer in added.items():
        apply_style(layer, table, facts.profile, words)
    apply_side_forms(added, facts.profile, words)
    if "plaque" in added:
        apply_plaque_checks(layers, words)
    if "address" in added:
        relations = add_relations(layers, project, words, facts.long_lists)
        apply_form(layers["address"], facts, layers, relations, words)
        layers["address"].setDisplayExpression('coalesce("address_text", "code", "address_id")')
    for layer in added.values() if facts.on_server else ():
        share_photos(layer)
    for table in ("street", "settlement", "admin_unit", "street_names", "settlement_names"):
        if table in added:
            added[table].setDisplayExpression('"full_name"' if table == "admin_unit" else '"name"')


def source_table(table: str, facts: FormFacts) -> str:
    """What a layer shows: mostly its table; of names that are many each once, not once for each commune."""
    base, _, kind = table.rpartition("_")
    return f"{base}_everywhere" if kind == "names" and base in facts.long_lists else table


def open_layer(register: str | Path, table: str, words: Words, shown: str = "") -> QgsVectorLayer | None:
    """A layer of the register by table, `shown` as from `source_table`; None where QGIS cannot open it."""
    shown = shown or table
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    if on_server(str(register)):
        source, provider = server_sources(connection_of(str(register)), for_others=False)(shown), SERVER
    else:
        source, provider = _source_in_file(register, shown), "ogr"
    layer = QgsVectorLayer(source, table, provider, options)  # its id begins with this name
    if not layer.isValid():
        return None
    layer.setName(words(LAYERS[table]))
    layer.setCustomProperty(LAYER_PROPERTY, table)
    if table in HELPERS:
        layer.setFlags(layer.flags() | QgsMapLayer.LayerFlag.Private)
    return layer


def _source_in_file(register: str | Path, table: str) -> str:
    base, _, kind = table.rpartition("_")
    if table == "plaque_place":
        return plaques_source(register)
    if kind == "everywhere":
        return names_everywhere_source(register, base)
    if kind == "names":
        return names_source(register, base)
    return layer_source(register, base if kind == "near" else table)


def present_layers(register: str | Path, project: QgsProject) -> dict[str, QgsVectorLayer]:
    """The layers of the register that the project has: ours by their own mark, others by their table."""
    found: dict[str, QgsVectorLayer] = {}
    home = LayerHome(register)
    for layer in vector_layers(project):
        if not home.has(layer):
            continue
        mark = str(layer.customProperty(LAYER_PROPERTY, "") or "")
        if mark:
            found[mark] = layer
        elif home.table(layer):
            found.setdefault(home.table(layer), layer)
    return found


def new_group(root: QgsLayerTreeGroup, language: str) -> QgsLayerTreeGroup:
    """The group of a register at the top of a layer tree."""
    return root.insertGroup(0, Words(language)(GROUP))


def same_register(one: str, other: str) -> bool:
    """Whether two names (paths, or `pg:` and a connection) are of one register."""
    if not one or not other:
        return False
    if on_server(one) or on_server(other):
        return one.strip() == other.strip()
    return real_path(one) == real_path(other)
