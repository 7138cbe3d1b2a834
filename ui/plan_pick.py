"""Deciding a row of the plan on the map: what it belongs to is clicked."""
from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsFeature, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapToolEmitPoint
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QKeyEvent

from ..compat import none_if_null, translate
from ..publish.project.layers import present_layers
from .candidates import parse_candidates
from .icons import icon
from .map_features import feature_at
from .plan_store import plan_kind, plan_parameters, plan_register
from .widgets import ReasonButton


class ClickTool(QgsMapToolEmitPoint):
    """Tells where the map was clicked; Escape gives up."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Give the map back."""
        if event.key() == Qt.Key.Key_Escape:
            self.canvas().unsetMapTool(self)
            event.accept()


class PlanPick(QObject):
    """A button that waits for a click on the map; `decided` gets what the decision stores, `say` what is wrong."""

    def __init__(self, iface: Any, decided: Callable[[str], None], say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._decided, self._say = iface.mapCanvas(), decided, say
        self._layer: QgsVectorLayer | None = None
        self._candidates: Any = None
        self._before: Any = None
        name = translate("diachiso", "Pick on the map")
        tip = translate("diachiso", "Click what it belongs to: the object of an issued code, the address of an object")
        self.button = ReasonButton("planPick", "", f"{name}: {tip}")
        self.button.setAccessibleName(name)
        self.button.setIcon(icon("pick"))
        self.button.setCheckable(True)
        self.tool = ClickTool(self._canvas)
        # It ends with this object, in the main thread: Python's collector would free it in whatever thread it runs.
        self.tool.setParent(self)
        self.tool.setCursor(Qt.CursorShape.CrossCursor)
        self.tool.canvasClicked.connect(lambda place, _button: self.pick(place))
        self.tool.deactivated.connect(lambda: self.button.setChecked(False))
        self.button.toggled.connect(self._toggle)

    def show_row(self, plan: QgsVectorLayer | None, candidates: Any, reason: str) -> None:
        """The row that a click decides; `reason`: why none can be decided now."""
        self._layer, self._candidates = plan, candidates
        self.button.block(reason)
        if reason:
            self.stop()

    def stop(self) -> None:
        """Give the map back to the tool that had it."""
        self.button.setChecked(False)

    def pick(self, place: QgsPointXY) -> None:
        """Decide for what stands there; where nothing does, say so and wait for another click."""
        if self._layer is None:
            return
        token, problem = self._token(self._layer, place)
        self._say(problem)
        if token:
            self.stop()
            self._decided(token)

    def _token(self, plan: QgsVectorLayer, place: QgsPointXY) -> tuple[str, str]:
        """What the decision stores for the place, or why there is nothing."""
        if plan_kind(plan) == "match":
            layer = QgsProject.instance().mapLayer(str(plan_parameters(plan).get("INPUT", "")))
            if not isinstance(layer, QgsVectorLayer):
                return "", translate("diachiso", "The layer that the plan was made from is not on the map any more.")
            feature = feature_at(layer, place, self._canvas)
            if feature is None:
                text = translate("diachiso", "No object of {layer} stands here: click inside it.")
                return "", text.format(layer=layer.name())
            return self._reference(feature, str(plan_parameters(plan).get("ID_FIELD", ""))), ""
        layer = present_layers(plan_register(plan), QgsProject.instance()).get("address")
        if layer is None:
            return "", translate("diachiso", "Add the register's layers to the map first (page Overview).")
        feature = feature_at(layer, place, self._canvas)
        code = none_if_null(feature.attribute("code")) if feature is not None else None
        if not code:
            return "", translate("diachiso", "No address with a code stands here: click on its point.")
        return str(code), ""

    def _reference(self, feature: QgsFeature, key_field: str) -> str:
        """The object as the plan names it: a candidate by its key, any other one by its feature id."""
        if feature.fields().lookupField(key_field) >= 0:
            key = f"k:{none_if_null(feature.attribute(key_field))}"
            if key in (candidate.token for candidate in parse_candidates(self._candidates)):
                return key
        return f"f:{feature.id()}"

    def _toggle(self, on: bool) -> None:
        if on:
            self._before = self._canvas.mapTool()
            self._canvas.setMapTool(self.tool)
            self._canvas.setFocus()
        elif self._canvas.mapTool() is self.tool:
            self._canvas.unsetMapTool(self.tool)
            if self._before is not None:
                self._canvas.setMapTool(self._before)
        if not on:
            self._before = None
