"""Which layer's rows belong to which: all hang on `address_id`, never on a row number."""
from __future__ import annotations

from collections.abc import Collection, Mapping

from qgis.core import QgsProject, QgsRelation, QgsRelationContext, QgsVectorLayer

from .words import LAYERS, UNITS, Words

# table of the rows, their column that holds the address
CHILDREN = {
    "person": "address_id",
    "notification": "address_id",
    "plaque": "address_id",
    "address_position": "address_id",
    "audit_log": "object_id",
}
UNITS_OF = "address_units"
# columns of an address that hold a name of another table's rows
NAMES_OF = ("street", "settlement")


def add_relations(
    layers: Mapping[str, QgsVectorLayer], project: QgsProject, words: Words, long_lists: Collection[str] = ()
) -> dict[str, QgsRelation]:
    """Add the relations between these layers to the project; by table, `address_units` for the units of a building.

    `long_lists`: `street`, `settlement`, where names are too many for a list that QGIS reads as a whole.
    """
    address = layers["address"]
    manager = project.relationManager()
    titles = {table: words(LAYERS[table]) for table in CHILDREN}
    wanted = [(table, layers[table], key, titles[table]) for table, key in CHILDREN.items() if table in layers]
    wanted.append((UNITS_OF, address, "parent_id", words(UNITS)))
    made = {}
    for name, layer, key, title in wanted:
        made[name] = _relation(name, title, (layer, key), (address, "address_id"), project)
    for name in long_lists:
        names = layers.get(f"{name}_names")
        if names is not None and address.fields().indexOf(name) >= 0:
            made[name] = _relation(name, words(LAYERS[f"{name}_names"]), (address, name), (names, "name"), project)
    for relation in made.values():
        manager.addRelation(relation)
    return made


def _relation(
    name: str, title: str, of: tuple[QgsVectorLayer, str], to: tuple[QgsVectorLayer, str], project: QgsProject
) -> QgsRelation:
    """Rows of a layer belong to a row of another by a column of each."""
    relation = QgsRelation(QgsRelationContext(project))
    address = of[0] if name in NAMES_OF else to[0]
    # The ids of the layers tell the registers of one project apart.
    relation.setId(f"diachiso_{name}_{address.id()}")
    relation.setName(title)
    relation.setReferencingLayer(of[0].id())
    relation.setReferencedLayer(to[0].id())
    relation.addFieldPair(of[1], to[1])
    # Not a composition: a duplicated address would take its owner's personal data along.
    relation.setStrength(QgsRelation.RelationStrength.Association)
    return relation
