"""The records that are selected in the register's layer of addresses: what the dock's buttons act on."""
from __future__ import annotations

from typing import Optional

from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..compat import none_if_null, translate
from ..publish.project.layers import present_layers
from .session import RegisterSession

MOST = 200  # records that are looked at one by one


class SelectedRecords(QObject):
    """Follows the layer of addresses of the open register; `changed` tells of another selection."""

    changed = pyqtSignal()

    def __init__(self, session: RegisterSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._layer_id = ""

    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer of addresses on the map; None where there is none."""
        register = self._session.register
        layer = present_layers(register, QgsProject.instance()).get("address") if register else None
        if layer is not None and layer.id() != self._layer_id:
            self._layer_id = layer.id()
            layer.selectionChanged.connect(self._tell)
        return layer

    def ids(self) -> tuple[str, ...]:
        """The address_id of each, sorted; none where more than `MOST` are selected."""
        return tuple(sorted(str(row[0]) for row in self._rows("address_id")))

    def texts(self) -> list[str]:
        """How each is called: its address, else its code."""
        return [str(text or code or "") for text, code in self._rows("address_text", "code")]

    def reason_none(self) -> str:
        """Why there is nothing to act on; empty where there is."""
        layer = self.layer()
        if layer is None:
            return translate("diachiso", "Add the register's layers to the map, then select addresses.")
        if layer.selectedFeatureCount() > MOST:
            text = translate("diachiso", "More than {most} are selected. Use “Change stages” in the toolbox.")
            return text.format(most=MOST)
        if not layer.selectedFeatureCount():
            return translate("diachiso", "Select addresses on the map or in the table.")
        return ""

    def reason_not_one(self) -> str:
        """Why there is not exactly one record to act on; empty where there is."""
        layer = self.layer()
        if layer is not None and layer.selectedFeatureCount() > 1:
            return translate("diachiso", "Select exactly one address.")
        return self.reason_none()

    def _rows(self, *names: str) -> list[tuple[object, ...]]:
        layer = self.layer()
        if layer is None or not 0 < layer.selectedFeatureCount() <= MOST:
            return []
        request = QgsFeatureRequest(layer.selectedFeatureIds()).setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes(list(names), layer.fields())
        return [
            tuple(none_if_null(feature.attribute(name)) for name in names) for feature in layer.getFeatures(request)
        ]

    def _tell(self) -> None:
        self.changed.emit()
