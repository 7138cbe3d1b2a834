"""The page Overview: opening, counts, blocks, layers on the map, the forms for a new register and for blocks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsMapLayer, QgsProject, QgsSettings, QgsVectorLayerUtils
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QPushButton


def button(parent: Any, name: str) -> Any:
    return parent.findChild(QPushButton, name)


def test_without_a_register_only_opening_and_creating_are_offered(dock):
    page = dock.pages["overview"]
    assert page.register_box.title.text() == "No register is open."
    assert button(page, "registerOpen").isEnabled() and button(page, "registerCreate").isEnabled()
    assert page.counts.isHidden() and page.blocks.isHidden() and page.backups.isHidden()


def test_opening_shows_the_register(opened, register):
    page = opened.pages["overview"]
    assert page.register_box.title.text() == "khánh hòa.gpkg"
    assert page.register_box.place.text() == "Tỉnh Khánh Hòa"
    assert page.register_box.summary.text().startswith("0 addresses")
    assert page.counts.isHidden()  # nothing to count yet
    assert page.blocks.state.text().startswith("No blocks yet")
    assert page.backups.restore_button.toolTip() == "No backups yet: one is made before each apply."


def test_registers_opened_lately_are_offered(opened, register, qtbot):
    assert opened.desk.session.recent() == [str(register)]
    opened.close_register()
    box = opened.pages["overview"].register_box
    assert not box.recent_list.isHidden() and box.recent_list.item(0).text() == str(register)
    with qtbot.waitSignal(opened.desk.session.changed, timeout=5000):
        box.recent_list.itemActivated.emit(box.recent_list.item(0))
    assert opened.desk.session.path == str(register)


def test_recent_registers_that_are_gone_are_not_offered(dock, tmp_path):
    QgsSettings().setValue("diachiso/recent_registers", [str(tmp_path / "gone.gpkg")])
    dock.refresh()
    assert dock.pages["overview"].register_box.recent_list.isHidden()


def test_a_file_that_is_no_register_is_refused_with_words(dock, messages, tmp_path, qtbot):
    strange = tmp_path / "strange.gpkg"
    strange.write_text("not a database")
    with qtbot.waitSignal(dock.desk.session.failed, timeout=5000):
        dock.desk.session.open(str(strange))
    assert dock.desk.session.path == ""
    assert any("strange.gpkg" in text for text in messages())


def test_the_registers_layers_come_in_one_styled_group(opened, register, qtbot):
    from diachiso.ui.register_layers import register_layers

    project = QgsProject.instance()
    qtbot.mouseClick(button(opened, "registerToMap"), Qt.MouseButton.LeftButton)
    layers = {layer.name(): layer for layer in register_layers(str(register), project)}
    shown = ["Plaques by state", "Addresses", "Further positions", "Streets", "Settlements", "Communes"]
    group = project.layerTreeRoot().findGroup("Address register")
    assert [node.name() for node in group.findLayers()] == shown
    private = QgsMapLayer.LayerFlag.Private
    hidden = {name for name, layer in layers.items() if layer.flags() & private}
    assert hidden == set(layers) - set(shown) and "People" in hidden
    form = layers["Addresses"].editFormConfig()
    assert [tab.name() for tab in form.tabs()] == ["Basic", "Advanced", "People", "Notices", "Plaques", "History"]
    assert all(relation.isValid() for relation in project.relationManager().relations().values())
    renderer = layers["Addresses"].renderer()
    assert renderer.classAttribute() == "stage"
    assert {category.label() for category in renderer.categories()} >= {"Created", "Issued", "Retired"}
    assert layers["Addresses"].labelsEnabled()
    assert layers["Addresses"].labeling().settings().minimumScale == 2500
    qtbot.mouseClick(button(opened, "registerToMap"), Qt.MouseButton.LeftButton)
    assert len(register_layers(str(register), project)) == len(layers)  # not twice
    assert len(project.relationManager().relations()) == 6


@pytest.mark.parametrize("answer", ["save", "cancel"])
def test_unsaved_edits_are_offered_to_be_saved(opened, register, qtbot, answer):
    from diachiso.ui.register_layers import add_register_layers, register_layers

    add_register_layers(str(register), QgsProject.instance())
    layer = next(la for la in register_layers(str(register), QgsProject.instance()) if la.name() == "Streets")
    layer.startEditing()
    assert layer.addFeature(QgsVectorLayerUtils.createFeature(layer, attributes={1: "S1", 2: "Trần Phú"}))
    asked: list[str] = []

    def reply() -> None:
        box = QApplication.activeModalWidget()
        asked.append(box.text())
        box.findChild(QPushButton, "unsavedEditsAccept" if answer == "save" else "unsavedEditsCancel").click()

    QTimer.singleShot(0, reply)
    assert opened.desk.may_write() is (answer == "save")
    assert "Streets" in asked[0]
    assert layer.isModified() is (answer == "cancel")
    layer.rollBack()


class TestCreateDialog:
    @pytest.fixture
    def dialog(self, dock, qtbot):
        from diachiso.ui.create_dialog import CreateDialog

        dialog = CreateDialog(dock.desk.roles, dock)
        qtbot.addWidget(dialog)
        return dialog

    def test_the_34_provinces(self, dialog):
        assert dialog.province.count() == 34
        assert dialog.province.itemText(dialog.province.findData("56")) == "Tỉnh Khánh Hòa"

    def test_the_button_says_what_is_missing(self, dialog, tmp_path):
        assert dialog.reason.text() == "Choose the province."
        dialog.province.setCurrentIndex(dialog.province.findData("56"))
        assert dialog.reason.text() == "Choose the file of the register."
        dialog.file.setFilePath(str(tmp_path / "absent" / "a.gpkg"))
        assert dialog.reason.text() == "This folder does not exist: choose another one."
        (tmp_path / "there.gpkg").touch()
        dialog.file.setFilePath(str(tmp_path / "there.gpkg"))
        assert dialog.reason.text() == "This file is there already: choose another name."
        assert not dialog.create_button.isEnabled()
        dialog.file.setFilePath(str(tmp_path / "sổ mới"))
        assert dialog.create_button.isEnabled()
        assert dialog.parameters() == {"PROVINCE": "56", "OUTPUT": str(tmp_path / "sổ mới.gpkg")}


class TestBlockDialog:
    @pytest.fixture
    def dialog(self, qgis_app, qtbot):
        from diachiso.ui.block_dialog import BlockDialog

        dialog = BlockDialog({"22366": "Phường Nha Trang", "22390": "Phường Tây Nha Trang"})
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    def test_one_block(self, dialog, qtbot):
        assert dialog.reason.text() == "Choose the commune."
        dialog.commune.setCurrentIndex(0)
        qtbot.keyClicks(dialog.prefix, "0010x1")  # the letter is not taken
        dialog.first.setValue(500)
        dialog.last.setValue(100)
        assert dialog.reason.text() == "The first number must not be larger than the last."
        dialog.last.setValue(900)
        dialog.document.setText("12/QĐ 1/7/2026")  # QTest types ASCII only
        assert dialog.add_button.isEnabled()
        assert dialog.parameters() == {
            "COMMUNE": "22366", "PREFIX": "00101", "FIRST": 500, "LAST": 900, "AUTHORITY_DOC": "12/QĐ 1/7/2026",
        }  # fmt: skip

    def test_many_from_csv(self, dialog, tmp_path):
        dialog.tabs.setCurrentIndex(1)
        assert dialog.reason.text() == "Choose the table of blocks."
        dialog.csv.setFilePath(str(tmp_path / "dải số.csv"))
        assert dialog.add_button.isEnabled()
        assert dialog.parameters() == {"BLOCKS": str(tmp_path / "dải số.csv")}


def test_cleanup_leaves_no_signal_connected(dock, make_layer, qtbot):
    dock.cleanup()
    dock.cleanup()  # twice is as good as once
    QgsProject.instance().addMapLayer(make_layer(["Point(0 0)"], name="later"))
    qtbot.wait(50)
    assert dock.desk.roles.receivers(dock.desk.roles.changed) == 0


def test_the_path_of_a_register_may_be_vietnamese(opened: Any, register: Path):
    assert "Sổ địa chỉ" in str(register) and opened.desk.session.path == str(register)
