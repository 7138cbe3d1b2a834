"""Pieces of a drag-and-drop form: tabs, boxes and fields, the same on all versions of QGIS."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorElement,
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsEditFormConfig,
    QgsExpression,
    QgsOptionalExpression,
    QgsRelation,
    QgsRelationManager,
    QgsVectorLayer,
)

COLUMNS = 2


class FormLayout:
    """The tabs of a layer's form; `finish` gives them to the layer."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._layer = layer
        self._has_relations = False
        self.config = layer.editFormConfig()
        self.config.clearTabs()
        self.config.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)

    def tab(self, title: str, columns: int = 1) -> QgsAttributeEditorContainer:
        """A new tab."""
        return self._container(title, self.config.invisibleRootContainer(), False, columns)

    def box(
        self, title: str, parent: QgsAttributeEditorContainer, visible: str = "true", columns: int = COLUMNS
    ) -> QgsAttributeEditorContainer:
        """A box of fields in a tab, shown where the expression `visible` is true."""
        container = self._container(title, parent, True, columns)
        if visible != "true":
            container.setVisibilityExpression(QgsOptionalExpression(QgsExpression(visible), True))
        return container

    def fields(self, names: Iterable[str], parent: QgsAttributeEditorContainer) -> None:
        """Put fields into a tab or box, their labels above them: Vietnamese labels are long."""
        for name in names:
            index = self._layer.fields().indexOf(name)
            if index >= 0:
                parent.addChildElement(QgsAttributeEditorField(name, index, parent))
                is_box = self._layer.editorWidgetSetup(index).type() == "CheckBox"
                self.config.setLabelOnTop(index, not is_box)

    def relation(
        self, relation: QgsRelation, title: str, parent: QgsAttributeEditorContainer, buttons: Sequence[str]
    ) -> None:
        """Put the rows of another layer that belong to this record into a tab or box."""
        element = QgsAttributeEditorRelation(relation, parent)
        element.setLabel(title)
        element.setShowLabel(bool(title))
        element.setRelationWidgetTypeId("relation_editor")
        element.setRelationEditorConfiguration(
            {"buttons": "|".join(buttons) or "NoButton", "show_first_feature": True}
        )
        parent.addChildElement(element)
        self._has_relations = True

    def read_only(self, names: Iterable[str]) -> None:
        """Fields that a form shows and does not let change."""
        for name in names:
            index = self._layer.fields().indexOf(name)
            if index >= 0:
                self.config.setReadOnly(index, True)

    def finish(self) -> None:
        """Give the form to the layer, which must be in its project."""
        self._layer.setEditFormConfig(self.config)
        project = self._layer.project()
        if self._has_relations and project is not None:
            # QGIS has just looked for the relations in the open project, which may be another one.
            for tab in self._layer.editFormConfig().tabs():
                _find_relations(tab, project.relationManager())

    def _container(
        self, title: str, parent: QgsAttributeEditorContainer, is_box: bool, columns: int
    ) -> QgsAttributeEditorContainer:
        container = QgsAttributeEditorContainer(title, parent)
        if hasattr(container, "setType"):  # from 3.32 on
            kinds = Qgis.AttributeEditorContainerType
            container.setType(kinds.GroupBox if is_box else kinds.Tab)
        else:
            container.setIsGroupBox(is_box)
        container.setColumnCount(columns)
        if is_box:
            parent.addChildElement(container)
        else:
            self.config.addTab(container)
        return container


def _find_relations(element: QgsAttributeEditorElement, manager: QgsRelationManager) -> None:
    """Give the relation elements of a tab their relations."""
    if isinstance(element, QgsAttributeEditorContainer):
        for child in element.children():
            _find_relations(child, manager)
    elif isinstance(element, QgsAttributeEditorRelation):
        element.init(manager)
