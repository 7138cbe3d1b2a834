"""A person chooses with the keyboard in the real form: the commune decides which streets and settlements it offers."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.gui import QgsAttributeDialog, QgsAttributeForm, QgsEditorWidgetWrapper, QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox

from diachiso.publish.project.layers import LAYER_PROPERTY
from diachiso.publish.project.writer import project_path, write_project
from diachiso.register import form_facts


def combo(form: QgsAttributeForm, name: str) -> QComboBox:
    [widget] = {
        w.widget() for w in form.findChildren(QgsEditorWidgetWrapper)
        if w.field().name() == name and isinstance(w.widget(), QComboBox)
    }  # fmt: skip
    return widget


def offered(box: QComboBox) -> set[str]:
    return {box.itemText(k) for k in range(box.count())} - {"", "NULL", "(no selection)"}


def choose(box: QComboBox, text: str) -> None:
    """Key by key, as somebody without a mouse."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == text:
            return
        QTest.keyClick(box, Qt.Key.Key_Down)
    raise AssertionError(f"{text} is not offered: {offered(box)}")


def test_another_commune_offers_its_own_streets_and_settlements(
    address: QgsVectorLayer, new: Callable[..., QgsFeature], query: Callable[..., list[tuple]]
) -> None:
    QgsGui.editorWidgetRegistry().initEditors()
    assert address.addFeature(new(house_number="5", object_class="house")) and address.commitChanges()
    address.startEditing()
    dialog = QgsAttributeDialog(address, address.getFeature(1), False)
    dialog.show()
    form = dialog.attributeForm()
    commune, street, settlement = (combo(form, name) for name in ("commune_code", "street", "settlement"))
    assert offered(commune) == {"Phường Biển", "Xã Núi"}
    assert (offered(street), offered(settlement)) == ({"Trần Phú"}, {"Tổ dân phố 5"})
    assert (street.currentText(), settlement.currentText()) == ("Trần Phú", "Tổ dân phố 5")
    choose(commune, "Xã Núi")
    assert {"Lê Lợi"} <= offered(street) and {"Thôn Thượng"} <= offered(settlement)
    assert "Trần Phú" not in offered(street) - {street.currentText()}
    choose(street, "Lê Lợi")
    choose(settlement, "Thôn Thượng")
    assert form.save()
    del commune, street, settlement, form
    dialog.hide()
    del dialog  # before the layer that it shows changes
    assert address.commitChanges(), address.commitErrors()
    assert query("SELECT commune_code, commune, street, settlement, address_text FROM address") == [
        ("22561", "Xã Núi", "Lê Lợi", "Thôn Thượng", "5 Lê Lợi, Thôn Thượng, Xã Núi, Tỉnh Khánh Hòa")
    ]


@pytest.fixture
def long_list(register: Path, qgis_iface: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[QgsVectorLayer]:
    """The layer of addresses where two names of streets, or of settlements, are many."""
    monkeypatch.setattr(form_facts, "_LONG_LIST", 1)
    write_project(register, project_path(register), "vi")
    project = QgsProject.instance()
    assert project.read(str(project_path(register)))
    [layer] = [la for la in project.mapLayers().values() if la.customProperty(LAYER_PROPERTY) == "address"]
    assert layer.startEditing()
    yield layer
    layer.rollBack()
    project.clear()


def test_names_that_are_many_are_found_as_one_types(long_list: QgsVectorLayer, qtbot) -> None:
    """QGIS would read a list as a whole, several times for each form."""
    QgsGui.editorWidgetRegistry().initEditors()
    kinds = [long_list.editorWidgetSetup(long_list.fields().indexOf(name)).type() for name in ("street", "settlement")]
    assert kinds == ["RelationReference", "RelationReference"]
    place = QgsGeometry.fromPointXY(QgsPointXY(109.01, 12.0101))
    feature = QgsVectorLayerUtils.createFeature(long_list, place, {})
    feature["object_class"] = "house"
    assert long_list.addFeature(feature)
    dialog = QgsAttributeDialog(long_list, feature, False)
    qtbot.addWidget(dialog)
    dialog.show()
    form = dialog.attributeForm()
    street = next(w for w in form.findChildren(QgsEditorWidgetWrapper) if w.field().name() == "street")
    box = street.widget().findChild(QComboBox)
    assert feature["street"] == "Trần Phú"
    qtbot.waitUntil(lambda: box.currentText() == "Trần Phú")
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "L")
    qtbot.waitUntil(lambda: "Lê Lợi" in offered(box))
    box.setCurrentIndex(box.findText("Lê Lợi"))
    assert street.value() == "Lê Lợi" and form.save()
    assert long_list.getFeature(feature.id())["street"] == "Lê Lợi"
