"""Step 3, *Ghép mã đã cấp*: give official points their buildings and parcels."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDoubleSpinBox, QFormLayout

from ..compat import translate
from .fields_box import FieldsBox
from .objects_combo import ObjectsCombo
from .plan_step import PlanStep

OFFICIAL_PARAMETERS = {
    "code": "CODE_FIELD",
    "number": "OFFICIAL_NUMBER_FIELD",
    "street": "OFFICIAL_STREET_FIELD",
    "name": "OFFICIAL_NAME_FIELD",
    "commune": "OFFICIAL_COMMUNE_FIELD",
}
OBJECT_PARAMETERS = {
    "id": "ID_FIELD",
    "number": "NUMBER_FIELD",
    "street": "STREET_FIELD",
    "name": "NAME_FIELD",
    "object_class": "CLASS_FIELD",
}
ACCURACY_M = 15.0


class MatchStep(PlanStep):
    """Matches codes that were issued before with the objects of the layer."""

    KIND = "match"
    ALGORITHM = "matchcodes"

    def build_options(self) -> None:
        """The fields of the official layer and the accuracy of its points."""
        self.fields = FieldsBox(
            self.desk.roles, "official", translate("diachiso", "Fields of the issued codes"), self
        )
        self.accuracy = QDoubleSpinBox(self)
        self.accuracy.setObjectName("matchAccuracy")
        self.accuracy.setRange(1.0, 500.0)
        self.accuracy.setDecimals(0)
        self.accuracy.setValue(ACCURACY_M)
        self.accuracy.setSuffix(" m")
        self.accuracy.setToolTip(
            translate("diachiso", "How far an issued point may lie from its building; a match is certain only"
                      " if number and street or the name agree, or if no other building is this near")
        )  # fmt: skip
        self.objects = ObjectsCombo("matchObjects", self.desk.roles, self)
        self.objects.currentIndexChanged.connect(lambda _index: self.refresh())
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(translate("diachiso", "&Objects"), self.objects)
        form.addRow(translate("diachiso", "Acc&uracy of the points"), self.accuracy)
        self.body.addWidget(self.fields)
        self.body.addLayout(form)

    def reason_not_ready(self) -> str:
        """A layer with issued codes and its code field are needed, and objects to match them with."""
        roles = self.desk.roles
        if roles.layer("official") is None:
            return translate(
                "diachiso", "Choose the layer with the issued codes in step 1. Without issued codes, go on to step 4."
            )
        if not roles.field("official", "code"):
            return translate("diachiso", "Choose the field with the code.")
        return self.objects.reason_no_layer()

    def parameters(self) -> dict[str, Any]:
        """What matchcodes is asked."""
        roles, objects = self.desk.roles, self.objects.role()
        parameters: dict[str, Any] = {
            "ACCURACY": self.accuracy.value(),
            "ROLE": self.objects.role_parameter(),
            **roles.field_parameters("official", OFFICIAL_PARAMETERS),
            **roles.field_parameters(objects, OBJECT_PARAMETERS),
        }
        for role, parameter in (("official", "OFFICIAL"), (objects, "INPUT")):
            layer = roles.layer(role)
            if layer is not None:
                parameters[parameter] = layer.id()
        return parameters

    def refresh(self) -> None:
        """Look at the roles again too."""
        self.fields.refresh()
        self.objects.follow()
        super().refresh()
