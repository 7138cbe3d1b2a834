"""A person chooses with the keyboard in the real form: the commune decides which streets and settlements it offers."""
from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsFeature, QgsVectorLayer
from qgis.gui import QgsAttributeDialog, QgsAttributeForm, QgsEditorWidgetWrapper, QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox


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
