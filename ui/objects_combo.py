"""Chooses which objects a step works on: the buildings or the parcels."""
from __future__ import annotations

from qgis.PyQt.QtWidgets import QComboBox, QWidget

from ..compat import translate
from .layer_roles import LayerRoles
from .widgets import let_shrink


class ObjectsCombo(QComboBox):
    """Buildings or parcels; follows the layers that are there until the user has chosen."""

    def __init__(self, name: str, roles: LayerRoles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._roles = roles
        self._is_chosen = False
        self.addItem(translate("diachiso", "Buildings"), "building")
        self.addItem(translate("diachiso", "Parcels"), "parcel")
        let_shrink(self)
        self.activated.connect(self._choose)

    def role(self) -> str:
        """`building` or `parcel`."""
        return str(self.currentData())

    def role_parameter(self) -> int:
        """The value of the algorithms' parameter ROLE (0 would leave it to them)."""
        return {"building": 1, "parcel": 2}[self.role()]

    def follow(self) -> None:
        """Show what there is a layer of, unless the user has chosen."""
        found = self._roles.objects()
        if not self._is_chosen and found is not None:
            self.setCurrentIndex(self.findData(found))

    def reason_no_layer(self) -> str:
        """Why there is nothing to work on; empty where the layer is there."""
        if self._roles.layer(self.role()) is not None:
            return ""
        if self.role() == "parcel":
            return translate("diachiso", "Choose the layer of the parcels in step 1.")
        return translate("diachiso", "Choose the layer of the buildings in step 1.")

    def _choose(self, _index: int) -> None:
        self._is_chosen = True
