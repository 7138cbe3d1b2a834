"""Which layer of the project is what (buildings, parcels, communes …): guessed, and changed by the user."""
from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.errors import QT_TRANSLATE_NOOP
from ..core.roles import LayerRole, guess_fields, guess_role
from .plan_store import plan_kind
from .register_layers import is_register_layer

SCOPE = "diachiso"
ROLES = {
    "building": QT_TRANSLATE_NOOP("diachiso", "Buildings"),
    "parcel": QT_TRANSLATE_NOOP("diachiso", "Parcels"),
    "official": QT_TRANSLATE_NOOP("diachiso", "Issued codes"),
    "commune": QT_TRANSLATE_NOOP("diachiso", "Communes"),
    "settlement": QT_TRANSLATE_NOOP("diachiso", "Settlements"),
    "street": QT_TRANSLATE_NOOP("diachiso", "Streets"),
}
# What our algorithms ask of the objects and of the issued codes, by field role of core.roles.
FIELDS = {
    "building": ("id", "number", "street", "name", "object_class", "settlement", "commune"),
    "parcel": ("id", "number", "street", "name", "object_class", "settlement", "commune"),
    "official": ("code", "number", "street", "name", "commune"),
}
FIELD_LABELS = {
    "id": QT_TRANSLATE_NOOP("diachiso", "Stable id"),
    "code": QT_TRANSLATE_NOOP("diachiso", "Code"),
    "number": QT_TRANSLATE_NOOP("diachiso", "House number"),
    "street": QT_TRANSLATE_NOOP("diachiso", "Street"),
    "name": QT_TRANSLATE_NOOP("diachiso", "Name"),
    "object_class": QT_TRANSLATE_NOOP("diachiso", "Object class"),
    "settlement": QT_TRANSLATE_NOOP("diachiso", "Settlement"),
    "commune": QT_TRANSLATE_NOOP("diachiso", "Commune"),
}
GEOMETRY = {
    QgsWkbTypes.GeometryType.PolygonGeometry: "polygon",
    QgsWkbTypes.GeometryType.LineGeometry: "line",
    QgsWkbTypes.GeometryType.PointGeometry: "point",
    QgsWkbTypes.GeometryType.NullGeometry: "none",
}
NONE = "-"  # the user wants no layer in this role


class LayerRoles(QObject):
    """Layers and fields by role; choices are kept in the project, the rest is guessed when layers come and go."""

    changed = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._guessed: dict[str, str] = {}
        self._later = QTimer(self)  # many layers may come at once: guess once
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.guess)
        self._links = (project.layersAdded, project.layersRemoved, project.readProject, project.cleared)
        for signal in self._links:
            signal.connect(self._guess_later)
        self.guess()

    def layer(self, role: str) -> QgsVectorLayer | None:
        """The layer in this role: the user's choice, else the guess."""
        chosen = self._read(f"layer_{role}")
        if chosen == NONE:
            return None
        layer = self._project.mapLayer(chosen) if chosen else None
        if layer is None:
            layer = self._project.mapLayer(self._guessed.get(role, ""))
        return layer if isinstance(layer, QgsVectorLayer) and layer.isValid() else None

    def choose(self, role: str, layer: QgsVectorLayer | None) -> None:
        """The user's choice of a layer (None: none)."""
        if layer is self.layer(role):
            return
        self._project.writeEntry(SCOPE, f"layer_{role}", NONE if layer is None else layer.id())
        self.changed.emit()

    def field(self, role: str, use: str) -> str:
        """The field of the role's layer for this use (one of FIELDS[role]); empty where there is none."""
        layer = self.layer(role)
        if layer is None:
            return ""
        names = layer.fields().names()
        chosen = self._read(f"field_{role}_{use}_{layer.id()}")
        if chosen == NONE or chosen in names:
            return "" if chosen == NONE else chosen
        return self._guess_field(role, use, names)

    def choose_field(self, role: str, use: str, name: str) -> None:
        """The user's choice of a field (empty: none)."""
        layer = self.layer(role)
        if layer is None or name == self.field(role, use):
            return
        self._project.writeEntry(SCOPE, f"field_{role}_{use}_{layer.id()}", name or NONE)
        self.changed.emit()

    def field_parameters(self, role: str, parameters: dict[str, str]) -> dict[str, str]:
        """Parameters (name: field) for the uses {use: parameter name} that have a field."""
        return {parameter: self.field(role, use) for use, parameter in parameters.items() if self.field(role, use)}

    def objects(self) -> str | None:
        """The role that is coded first: buildings, else parcels; None where neither is there."""
        return next((role for role in ("building", "parcel") if self.layer(role) is not None), None)

    def guess(self) -> None:
        """Find the roles of the project's layers by their names, geometry and fields."""
        best: dict[str, tuple[float, str]] = {}
        for node in self._project.layerTreeRoot().findLayers():
            layer = node.layer()
            if not isinstance(layer, QgsVectorLayer) or not layer.isValid() or self._is_ours(layer):
                continue
            geometry = GEOMETRY.get(layer.geometryType(), "none")
            role, sure = guess_role(layer.name(), geometry, layer.fields().names(), layer.featureCount())
            # Of two that fit as well, the one higher in the layer tree.
            if role is not None and sure > best.get(role.value, (0.0, ""))[0]:
                best[role.value] = (sure, layer.id())
        self._guessed = {role: layer_id for role, (_sure, layer_id) in best.items()}
        self.changed.emit()

    def close(self) -> None:
        """Let go of the project's signals."""
        self._later.stop()
        for signal in self._links:
            signal.disconnect(self._guess_later)

    def _guess_later(self, *_args: object) -> None:
        self._later.start()

    def _read(self, key: str) -> str:
        return str(self._project.readEntry(SCOPE, key, "")[0])

    @staticmethod
    def _guess_field(role: str, use: str, names: list[str]) -> str:
        found = guess_fields(names, LayerRole(role))
        if use == "commune":  # a code says more than a name
            return found.get("commune_code") or found.get("commune", "")
        return found.get(use, "")

    @staticmethod
    def _is_ours(layer: QgsVectorLayer) -> bool:
        # A register's own layers and plans are results, never land data to read.
        return bool(plan_kind(layer)) or is_register_layer(layer)
