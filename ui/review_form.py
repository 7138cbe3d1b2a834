"""The record's own form beside the results: the address of the current result, ready to be corrected and saved."""
from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsFeature, QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.gui import QgsAttributeEditorContext, QgsAttributeForm
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QDockWidget, QVBoxLayout, QWidget

from ..compat import translate
from .icons import icon
from .register_layers import save_edits
from .review_actions import FORM, NEXT, PREVIOUS, on_key
from .widgets import Note, ReasonButton, button_row

SAVE = "Ctrl+Return"
WIDTH = 450


class ReviewForm(QDockWidget):
    """Shows one feature at a time; a form that was changed is kept in the layer's edit session when it moves on."""

    saved = pyqtSignal(int)  # the fid of the feature whose edits are in the register now
    step = pyqtSignal(int)  # to the next or the previous result, from within the form
    back = pyqtSignal()  # to the list of results

    def __init__(self, iface: Any, parent: QWidget | None = None) -> None:
        super().__init__(translate("diachiso", "Record under review"), parent)
        self.setObjectName("diachisoReviewForm")
        self._iface = iface
        self._layer_id = ""
        self._fid = -1
        self.form: Optional[QgsAttributeForm] = None
        body = QWidget(self)
        self.note = Note("reviewFormNote", body)  # what is wrong with the record
        self.state = Note("reviewFormState", body)  # what became of saving it
        save = translate("diachiso", "Save")
        self.save_button = ReasonButton("reviewFormSave", save, f"{save} ({SAVE})")
        self.save_button.setIcon(icon("apply"))
        self.save_button.clicked.connect(self.save)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(6, 4, 6, 4)
        self._column.addWidget(self.note)
        self._column.addWidget(self.state)
        self._column.addWidget(button_row(self.save_button))
        self.setWidget(body)
        on_key(self, SAVE, self.save_button.click)
        on_key(self, NEXT, lambda: self.step.emit(1))
        on_key(self, PREVIOUS, lambda: self.step.emit(-1))
        on_key(self, FORM, self.back.emit)
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_leave)

    def place(self) -> None:
        """Put the panel over the layers, wide enough for a form."""
        window = self._iface.mainWindow()
        self._iface.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self)
        layers = window.findChild(QDockWidget, "Layers")
        if layers is not None and window.dockWidgetArea(layers) == Qt.DockWidgetArea.LeftDockWidgetArea:
            window.tabifyDockWidget(layers, self)
        # Once it is shown: the tabs of docks take the width of the one in front.
        QTimer.singleShot(0, lambda: window.resizeDocks([self], [WIDTH], Qt.Orientation.Horizontal))

    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer of the shown feature; None where it has left the project."""
        layer = QgsProject.instance().mapLayer(self._layer_id) if self._layer_id else None
        return layer if isinstance(layer, QgsVectorLayer) else None

    def fid(self) -> int:
        """The shown feature; -1 for none."""
        return self._fid

    def show_feature(self, layer: QgsVectorLayer, fid: int, note: str = "") -> bool:
        """Show a feature, editable where its layer may be edited; False where it is not in the layer."""
        feature = next(layer.getFeatures(QgsFeatureRequest(fid)), None)
        if feature is None:
            return False
        self.keep()
        if not layer.isEditable() and not layer.readOnly():
            layer.startEditing()
        if self.form is None or layer.id() != self._layer_id:
            self._make(layer, feature)
        else:
            self.form.setFeature(feature)
        if fid != self._fid:
            self.state.say("")
        self._fid = fid
        self.note.say(note)
        self.save_button.block(
            "" if layer.isEditable() else translate("diachiso", "This layer cannot be edited just now.")
        )
        return True

    def take_focus(self) -> None:
        """Let the keys go to the form."""
        self.raise_()
        if self.form is not None:
            self.form.setFocus(Qt.FocusReason.TabFocusReason)
            self.form.focusNextChild()

    def keep(self) -> bool:
        """Put what was typed into the layer's edit session; False where the form refuses it."""
        layer = self.layer()
        if self.form is None or layer is None or not layer.isEditable():
            return True
        return bool(self.form.save())

    def save(self) -> None:
        """Write the edits of the layer into the register; where it refuses, say why and keep them."""
        layer = self.layer()
        if layer is None or not self.keep():
            return
        problems = save_edits([layer]) if layer.isModified() else []
        if not layer.isEditable() and not layer.readOnly():
            layer.startEditing()
        if problems:
            self.state.say("\n".join(problems))
            return
        self.state.say(translate("diachiso", "Saved."))
        self.saved.emit(self._fid)

    def clear(self) -> None:
        """Show nothing; an edit session without edits ends."""
        layer = self.layer()
        if layer is not None and layer.isEditable() and not layer.isModified():
            layer.rollBack()
        form, self.form, self._layer_id, self._fid = self.form, None, "", -1
        if form is not None:
            self._column.removeWidget(form)
            form.hide()
            form.setParent(None)
            form.deleteLater()
        self.note.say("")
        self.state.say("")

    def stop(self) -> None:
        """Let go of the project (the panel goes away)."""
        QgsProject.instance().layersWillBeRemoved.disconnect(self._layers_leave)
        self.clear()

    def _make(self, layer: QgsVectorLayer, feature: QgsFeature) -> None:
        self.clear()
        context = QgsAttributeEditorContext()
        context.setVectorLayerTools(self._iface.vectorLayerTools())
        context.setMapCanvas(self._iface.mapCanvas())
        self.form = QgsAttributeForm(layer, feature, context, self.widget())
        self.form.hideButtonBox()
        self._column.insertWidget(0, self.form, 1)
        self._layer_id = layer.id()

    def _layers_leave(self, layer_ids: list[str]) -> None:
        if self._layer_id in layer_ids:
            self.clear()
            self.hide()
