"""Step 4, *Cấp mới*: give codes to the buildings or parcels that have none."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout

from ..compat import translate
from ..core.codes.scheme import load_schemes
from ..core.errors import DiachisoError
from ..core.resources import local_profiles
from . import labels
from .objects_combo import ObjectsCombo
from .only_selected import ONLY_SELECTED
from .plan_step import PlanStep
from .widgets import let_shrink

FIELD_PARAMETERS = {
    "id": "ID_FIELD",
    "number": "NUMBER_FIELD",
    "street": "STREET_FIELD",
    "name": "NAME_FIELD",
    "object_class": "CLASS_FIELD",
    "settlement": "SETTLEMENT_FIELD",
    "commune": "UNIT_FIELD",
}
DEFAULT_SCHEME = "ndas"


class AssignStep(PlanStep):
    """Assigns codes to the objects of a layer."""

    KIND = "assign"
    ALGORITHM = "assigncodes"

    def build_options(self) -> None:
        """What to code, by which scheme, with or without annexes."""
        self.objects = ObjectsCombo("assignObjects", self.desk.roles, self)
        self.objects.currentIndexChanged.connect(lambda _index: self.refresh())
        self.scheme = QComboBox(self)
        self.scheme.setObjectName("assignScheme")
        self._register: str | None = None
        self._offer_schemes()
        self.object_class = QComboBox(self)
        self.object_class.setObjectName("assignClass")
        self.object_class.addItem(translate("diachiso", "House, or parcel"), "")
        for class_id, title in labels.object_classes().items():
            self.object_class.addItem(title, class_id)
        for combo in (self.scheme, self.object_class):
            let_shrink(combo)
        self.annexes = QCheckBox(translate("diachiso", "Annexes get codes too"), self)
        self.annexes.setObjectName("assignAnnexes")
        self.annexes.setToolTip(
            translate("diachiso", "Sheds, toilets, kitchens apart: usually without an address of their own")
        )
        self.built_parcels = QCheckBox(translate("diachiso", "Parcels with a coded building too"), self)
        self.built_parcels.setObjectName("assignBuiltParcels")
        self.built_parcels.setToolTip(
            translate("diachiso", "Usually the building's code is the address of its parcel as well")
        )
        self.only_selected = QCheckBox(translate("diachiso", "Only the selected objects"), self)
        self.only_selected.setObjectName("assignOnlySelected")
        self.only_selected.toggled.connect(lambda _on: self.refresh())
        self._watched = ""  # the layer whose selection is followed
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Objects"), self.objects)
        form.addRow(translate("diachiso", "Code &scheme"), self.scheme)
        form.addRow(translate("diachiso", "Default c&lass"), self.object_class)
        form.addRow("", self.only_selected)
        form.addRow("", self.annexes)
        form.addRow("", self.built_parcels)
        self.body.addLayout(form)

    def reason_not_ready(self) -> str:
        """The layer of the objects is needed; blocks are not: without one codes are provisional."""
        none = self.objects.reason_no_layer()
        if none or not self.only_selected.isChecked() or self._selected():
            return none
        return translate("diachiso", "Select the objects on the map, or take the whole layer.")

    def parameters(self) -> dict[str, Any]:
        """What assigncodes is asked."""
        roles, role = self.desk.roles, self.objects.role()
        layer, parcels = roles.layer(role), roles.layer("parcel")
        parameters: dict[str, Any] = {
            "SCHEME": self.scheme.currentData(),
            "ROLE": self.objects.role_parameter(),
            "ANNEXES": self.annexes.isChecked(),
            "PARCELS_WITH_BUILDING": self.built_parcels.isChecked(),
            **roles.field_parameters(role, FIELD_PARAMETERS),
        }
        if self.object_class.currentData():
            parameters["CLASS"] = self.object_class.currentData()
        if layer is not None:
            parameters["INPUT"] = layer.id()
            if self.only_selected.isChecked():
                parameters[ONLY_SELECTED] = True
        if parcels is not None and role == "building":
            parameters["PARCELS"] = parcels.id()
        return parameters

    def _offer_schemes(self) -> None:
        """The shipped schemes, and those that lie beside the open register."""
        register = self.desk.session.path
        if register == self._register:
            return
        self._register = register
        chosen = self.scheme.currentData() or DEFAULT_SCHEME
        try:
            offered = schemes(register)
        except DiachisoError as error:  # a mistake in the province's own scheme: the shipped ones still serve
            self.desk.say_error(error.localized(translate))
            offered = schemes("")
        self.scheme.clear()
        for scheme, title in offered:
            self.scheme.addItem(title, scheme)
        at = self.scheme.findData(chosen)
        self.scheme.setCurrentIndex(at if at >= 0 else max(self.scheme.findData(DEFAULT_SCHEME), 0))

    def refresh(self) -> None:
        """Show only the options that matter for these objects."""
        self._offer_schemes()
        self.objects.follow()
        parcels = self.objects.role() == "parcel"
        self.annexes.setVisible(not parcels)
        self.built_parcels.setVisible(parcels)
        self._show_selected()
        super().refresh()

    def _selected(self) -> int:
        layer = self.desk.roles.layer(self.objects.role())
        return int(layer.selectedFeatureCount()) if layer is not None else 0

    def _show_selected(self) -> None:
        """How many objects are selected stands at the tick."""
        layer = self.desk.roles.layer(self.objects.role())
        if layer is not None and layer.id() != self._watched:
            self._watched = layer.id()
            layer.selectionChanged.connect(self._select)
        count = self._selected()
        text = translate("diachiso", "Only the selected objects")
        self.only_selected.setText(f"{text} ({labels.number(count)})" if count else text)

    def _select(self) -> None:
        self._show_selected()
        if self.only_selected.isChecked():
            super().refresh()


def schemes(register: str) -> list[tuple[str, str]]:
    """(id, title in the user's language) of the schemes that make codes; imported ones are only matched."""
    own = local_profiles(register, "schemes") if register else []
    return [
        (scheme.id, labels.in_language(scheme.label))
        for scheme in load_schemes(own).values()
        if scheme.kind != "import"
    ]
