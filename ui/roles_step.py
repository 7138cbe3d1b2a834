"""Step 1: which layer of the project is what."""
from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QWidget

from ..compat import translate
from . import labels
from .desk import Desk
from .fields_box import FieldsBox
from .layer_roles import ROLES
from .widgets import Step, let_shrink

# What a register takes from the layers at its creation; the other layers are read with each plan.
OF_THE_REGISTER = ("commune", "settlement", "street")
FILTERS = {
    "building": ("PolygonLayer", "PointLayer"),
    "parcel": ("PolygonLayer",),
    "official": ("PointLayer", "NoGeometry"),
    "commune": ("PolygonLayer",),
    "settlement": ("PolygonLayer",),
    "street": ("LineLayer",),
}


def layer_combo(name: str, role: str, parent: QWidget | None = None) -> QgsMapLayerComboBox:
    """A combo of the project's layers that can have this role; it may be left empty."""
    combo = QgsMapLayerComboBox(parent)
    combo.setObjectName(name)
    kinds = QgsMapLayerProxyModel.Filter
    filters = getattr(kinds, FILTERS[role][0])
    for kind in FILTERS[role][1:]:
        filters = filters | getattr(kinds, kind)
    combo.setFilters(filters)
    combo.setAllowEmptyLayer(True, labels.label({}, ""))
    let_shrink(combo)
    return combo


class RolesStep(Step):
    """A combo per role; the fields of the objects' layers below, folded."""

    def __init__(self, desk: Desk, number: int, parent: QWidget | None = None) -> None:
        super().__init__("rolesStep", number, translate("diachiso", "Layers"), parent)
        self.desk = desk
        self.combos: dict[str, QgsMapLayerComboBox] = {}
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for role, title in ROLES.items():
            combo = layer_combo(f"role_{role}", role, self)
            combo.layerChanged.connect(lambda layer, role=role: self._choose(role, layer))
            label = QLabel(translate("diachiso", title), self)
            label.setBuddy(combo)
            if role in OF_THE_REGISTER:
                label.setToolTip(translate("diachiso", "Goes into the register when it is created"))
            form.addRow(label, combo)
            self.combos[role] = combo
        self.body.addLayout(form)
        self.fields = [
            FieldsBox(desk.roles, "building", translate("diachiso", "Fields of the buildings"), self),
            FieldsBox(desk.roles, "parcel", translate("diachiso", "Fields of the parcels"), self),
        ]
        for box in self.fields:
            self.body.addWidget(box)

    def refresh(self) -> None:
        """Show the roles as they are now."""
        roles = self.desk.roles
        for role, combo in self.combos.items():
            combo.blockSignals(True)
            combo.setLayer(roles.layer(role))
            combo.blockSignals(False)
        for box in self.fields:
            box.refresh()
        if roles.objects() is None:
            self.show_state(
                translate("diachiso", "Add the layer of the buildings or the parcels to the map, or choose it here.")
            )
        else:
            found = sum(1 for role in ROLES if roles.layer(role) is not None)
            text = translate("diachiso", "{found} of {all} found by name and geometry; change what is wrong.")
            self.show_state(text.format(found=found, all=len(ROLES)), done=True)

    def _choose(self, role: str, layer: object) -> None:
        self.desk.roles.choose(role, layer if isinstance(layer, QgsVectorLayer) else None)
