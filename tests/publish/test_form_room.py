"""The real form in Vietnamese on a small screen: no label is cut off, and nothing has to be scrolled sideways."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtWidgets import QLabel, QScrollArea, QTabWidget, QWidget

from diachiso.publish.project.layers import LAYER_PROPERTY
from diachiso.publish.project.writer import project_path, write_project

WIDTH, HEIGHT = 1366 - 16, 768 - 110  # without the frame of a window and the panel of the desktop


@pytest.fixture
def vietnamese(register: Path, qgis_iface: object) -> Iterator[QgsVectorLayer]:
    """The layer of addresses of the Vietnamese project, in edit mode."""
    write_project(register, project_path(register), "vi")
    project = QgsProject.instance()
    assert project.read(str(project_path(register)))
    layers = {str(la.customProperty(LAYER_PROPERTY)): la for la in project.mapLayers().values()}
    assert layers["address"].startEditing()
    yield layers["address"]
    layers["address"].rollBack()
    project.clear()


@pytest.mark.parametrize("object_class", ["house", "office", "hydrant", "flat", "parcel"])
def test_every_label_of_the_form_is_whole(vietnamese: QgsVectorLayer, qtbot, object_class: str) -> None:
    from qgis.gui import QgsAttributeDialog, QgsAttributeEditorContext, QgsGui

    QgsGui.editorWidgetRegistry().initEditors()
    place = QgsGeometry.fromPointXY(QgsPointXY(109.01, 12.0101))
    feature: QgsFeature = QgsVectorLayerUtils.createFeature(vietnamese, place, {})
    feature["object_class"] = object_class
    dialog = QgsAttributeDialog(vietnamese, feature, False)
    dialog.setMode(QgsAttributeEditorContext.Mode.AddFeatureMode)
    qtbot.addWidget(dialog)
    dialog.show()  # newer QGIS gives it the size that the last one had
    dialog.resize(WIDTH, HEIGHT)
    qtbot.wait(50)
    assert (dialog.width(), dialog.height()) == (WIDTH, HEIGHT), "the form asks for more room than the screen has"
    [tabs] = [t for t in dialog.findChildren(QTabWidget) if t.isVisible()][:1]
    looked_at = 0
    for page in range(tabs.count()):
        tabs.setCurrentIndex(page)
        qtbot.wait(30)
        shown = tabs.widget(page)
        words = (label for label in shown.findChildren(QLabel) if any(map(str.isalpha, label.text())))  # no "1 / 0"
        labels = [label for label in words if label.isVisible()]
        cut = [label.text() for label in labels if is_cut(label)]
        sideways = [bar for area in areas(shown) if (bar := area.horizontalScrollBar()).maximum() > 0]
        assert cut == [] and sideways == [], tabs.tabText(page)
        looked_at += len(labels)
    assert looked_at > 15


def is_cut(label: QLabel) -> bool:
    """Whether a label has less room than its text needs."""
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return label.sizeHint().width() > label.width() + 1 or label.sizeHint().height() > label.height() + 1


def areas(page: QWidget) -> list[QScrollArea]:
    """The scroll areas of a page, itself included."""
    own = [page] if isinstance(page, QScrollArea) else []
    return [*own, *(area for area in page.findChildren(QScrollArea) if area.isVisible())]
