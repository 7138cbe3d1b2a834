"""The fields of a role's layer: guessed, and each may be changed."""
from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox, QgsFieldComboBox
from qgis.PyQt.QtWidgets import QFormLayout, QWidget

from ..compat import translate
from .layer_roles import FIELD_LABELS, FIELDS, LayerRoles
from .widgets import let_shrink


class FieldsBox(QgsCollapsibleGroupBox):
    """A combo per use of a field; collapsed, since the guess is mostly right."""

    def __init__(self, roles: LayerRoles, role: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(f"fields_{role}")
        self.setSaveCollapsedState(False)
        self._roles, self._role = roles, role
        self.combos: dict[str, QgsFieldComboBox] = {}
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for use in FIELDS[role]:
            combo = QgsFieldComboBox(self)
            combo.setObjectName(f"field_{role}_{use}")
            combo.setAllowEmptyFieldName(True)
            let_shrink(combo)
            combo.fieldChanged.connect(lambda name, use=use: self._roles.choose_field(self._role, use, name))
            form.addRow(translate("diachiso", FIELD_LABELS[use]), combo)
            self.combos[use] = combo
        self.setCollapsed(True)

    def refresh(self) -> None:
        """Show the layer's fields and which is used for what; hidden where the role has no layer."""
        layer = self._roles.layer(self._role)
        self.setVisible(layer is not None)
        for use, combo in self.combos.items():
            combo.blockSignals(True)
            if combo.layer() is not layer:
                combo.setLayer(layer)
            combo.setField(self._roles.field(self._role, use))
            combo.blockSignals(False)
