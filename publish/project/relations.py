"""Which layer's rows belong to which: all hang on `address_id`, never on a row number."""
from __future__ import annotations

from collections.abc import Mapping

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


def add_relations(layers: Mapping[str, QgsVectorLayer], project: QgsProject, words: Words) -> dict[str, QgsRelation]:
    """Add the relations between these layers to the project; by table, `address_units` for the units of a building."""
    address = layers["address"]
    titles = {table: words(LAYERS[table]) for table in CHILDREN}
    wanted = [(table, layers[table], key, titles[table]) for table, key in CHILDREN.items() if table in layers]
    wanted.append((UNITS_OF, address, "parent_id", words(UNITS)))
    made = {}
    for name, layer, key, title in wanted:
        relation = QgsRelation(QgsRelationContext(project))
        # The ids of the layers tell the registers of one project apart.
        relation.setId(f"diachiso_{name}_{address.id()}")
        relation.setName(title)
        relation.setReferencingLayer(layer.id())
        relation.setReferencedLayer(address.id())
        relation.addFieldPair(key, "address_id")
        # Not a composition: a duplicated address would take its owner's personal data along.
        relation.setStrength(QgsRelation.RelationStrength.Association)
        project.relationManager().addRelation(relation)
        made[name] = relation
    return made
