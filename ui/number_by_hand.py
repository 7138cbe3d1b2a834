"""Numbering by hand: a line is drawn past the houses on the map; its numbers are edits until a person saves them."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsFeature, QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from ..compat import none_if_null, translate
from ..core.lifecycle import Stage
from ..publish.project.layers import present_layers
from .desk import Desk
from .icons import icon
from .number_tool import Numbered, NumberLineTool
from .widgets import Note, ReasonButton

_SETTLED = frozenset({Stage.SUBMITTED.value, Stage.VERIFIED.value, Stage.ISSUED.value, Stage.RETIRED.value})


class NumberByHand(QWidget):
    """First number, step, and the button that gives the drawing tool to the map."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("numberByHand")
        self._desk, self._canvas = desk, desk.iface.mapCanvas()
        self._before: Any = None
        self.first = self._spin("numberFirst", 1, 99_999, 1)
        self.step = self._spin("numberStep", -100, 100, 2)
        self.button = ReasonButton(
            "numberDraw", translate("diachiso", "Draw past the houses"),
            translate(
                "diachiso",
                "Drag on the map past the houses: they are numbered in that order, and the numbers are shown while you "
                "draw. + and − change the step, Escape gives up.",
            ),
        )  # fmt: skip
        self.button.setIcon(icon("number"))
        self.button.setCheckable(True)
        self.told = Note("numberDrawn", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, spin in ((translate("diachiso", "From"), self.first), (translate("diachiso", "step"), self.step)):
            row.addWidget(QLabel(text, self))
            row.addWidget(spin)
        row.addWidget(self.button)
        row.addStretch(1)
        self.tool = NumberLineTool(
            self._canvas, self.layer, self.first.value, self.step.value, self.step.setValue, self.write
        )
        self.tool.deactivated.connect(lambda: self.button.setChecked(False))
        self.button.toggled.connect(self._toggle)

    def layer(self) -> QgsVectorLayer | None:
        """The register's addresses on the map."""
        register = self._desk.session.register
        return present_layers(register, QgsProject.instance()).get("address") if register else None

    def refresh(self) -> None:
        """Allow what can be done now."""
        reason = self._desk.reason_not_open()
        if not reason and self.layer() is None:
            reason = translate("diachiso", "Add the register's layers to the map first (page Overview).")
        self.button.block(reason)
        if reason:
            self.stop()

    def stop(self) -> None:
        """Give the map back to the tool that had it."""
        self.button.setChecked(False)

    def write(self, numbered: Numbered) -> None:
        """Put the numbers into the address layer as one edit that can be undone; what the registry has stays."""
        layer = self.layer()
        if layer is None:
            return
        if not layer.isEditable() and not layer.startEditing():
            self.told.say(translate("diachiso", "The address layer cannot be edited now."))
            return
        features = self._features(layer, [fid for fid, _ in numbered])
        settled = 0
        layer.beginEditCommand(translate("diachiso", "Numbers along a line"))
        for fid, number in numbered:
            feature = features.get(fid)
            if feature is None or str(none_if_null(feature["stage"])) in _SETTLED:
                settled += 1
                continue
            layer.changeAttributeValue(fid, layer.fields().lookupField("house_number"), number)
            if none_if_null(feature["no_number"]):
                layer.changeAttributeValue(fid, layer.fields().lookupField("no_number"), False)
        layer.endEditCommand()
        text = translate(
            "diachiso", "{count} houses numbered. Save the edits of the address layer, or undo them (Ctrl+Z)."
        )
        told = [text.format(count=len(numbered) - settled)]
        if settled:
            left = translate("diachiso", "{count} were left: submitted, verified, issued or retired.")
            told.append(left.format(count=settled))
        self.told.say(" ".join(told))
        last = next((int(number) for _, number in reversed(numbered) if number), 0)
        self.first.setValue(max(last + self.step.value(), 1))  # the next line goes on

    def _features(self, layer: QgsVectorLayer, fids: list[int]) -> dict[int, QgsFeature]:
        request = QgsFeatureRequest().setFilterFids(fids).setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes(["stage", "no_number"], layer.fields())
        return {feature.id(): feature for feature in layer.getFeatures(request)}

    def _spin(self, name: str, low: int, high: int, value: int) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setObjectName(name)
        spin.setRange(low, high)
        spin.setValue(value)
        return spin

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
