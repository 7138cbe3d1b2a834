"""The page Assign with the real algorithms: plan, review, apply and undo by clicking, from a small town."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QItemSelectionModel, Qt, QTimer
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox

from diachiso.register.connect import connect

from . import plans
from .town import CODE, click, find, settle


def codes(dock: Any) -> list[str]:
    with closing(sqlite3.connect(dock.desk.session.path)) as con:
        return [code for (code,) in con.execute("SELECT code FROM address WHERE code IS NOT NULL ORDER BY code")]


def test_the_steps_say_what_is_missing(dock, provider, qtbot):
    page = dock.pages["assign"]
    assert page.head.text() == "Open or create a register on the page Overview first."
    for button in (page.match.plan_button, page.assign.plan_button, page.undo.undo_button, page.blocks.add_button):
        assert not button.isEnabled() and button.toolTip() == page.head.text()
    assert page.roles.state.text().startswith("Add the layer of the buildings")


def test_roles_and_blocks_are_shown(desk):
    page = desk.pages["assign"]
    assert page.head.text() == ""
    assert page.roles.state.text().startswith("3 of 6 found")
    assert page.blocks.state.text() == "401 numbers free, in 1 of 65 communes."


def test_match_then_assign_then_undo(desk, messages, qtbot):
    page = desk.pages["assign"]
    click(desk, "matchPlan", qtbot)
    assert codes(desk) == []  # only a plan so far
    plan = page.match.plan_layer()
    assert plan.name() == "Plan: Match issued codes"
    assert "Matched 1" in page.match.state.text()
    assert desk.review.isVisible() and desk.review.layer() is plan
    click(desk, "matchApply", qtbot)
    assert codes(desk) == [CODE]
    assert page.match.state.text().startswith("Applied: ")
    assert page.match.apply_button.toolTip().startswith("This plan has been applied.")

    click(desk, "assignPlan", qtbot)
    assert "Newly assigned 9" in page.assign.state.text() and "Kept 1" in page.assign.state.text()
    click(desk, "assignApply", qtbot)
    assert len(codes(desk)) == 10 and len(set(codes(desk))) == 10
    assert any("Newly assigned 9" in text for text in messages())
    assert desk.desk.session.overview.addresses == 10

    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        asked.append(box.text())
        box.findChild(QAbstractButton, "undoQuestionAccept").click()

    QTimer.singleShot(0, answer)
    click(desk, "undoApply", qtbot)
    assert "Newly assigned 9" in asked[0]
    assert codes(desk) == [CODE]


def test_a_review_decides_what_is_written(desk, qtbot):
    click(desk, "assignPlan", qtbot)
    review = desk.review
    addresses = [review.model.value(row, "address_text") for row in range(review.model.rowCount())]
    row = next(i for i, text in enumerate(addresses) if text.startswith("7 "))
    excluded = review.model.value(row, "code")
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    review.table.selectionModel().select(review.model.index(row, 0), flags)
    click(desk, "planExclude", qtbot)
    planned = {review.model.value(i, "code") for i in range(review.model.rowCount())}
    click(desk, "planApply", qtbot)
    assert set(codes(desk)) == planned - {excluded}


def test_a_plan_is_refused_after_the_register_has_changed(desk, qtbot):
    click(desk, "assignPlan", qtbot)
    block = {"COMMUNE": "22366", "PREFIX": "00101", "FIRST": 1000, "LAST": 1100, "AUTHORITY_DOC": "02/GM"}
    desk.pages["overview"].blocks.add(block)
    settle(desk, qtbot)
    why = "The register has changed since this plan was made: make the plan again."
    assert find(desk, "assignApply").toolTip() == why
    assert desk.review.apply_button.toolTip() == why
    click(desk, "assignPlan", qtbot)
    assert find(desk, "assignApply").isEnabled()


def test_a_plan_is_found_again_in_the_project(desk, qtbot):
    click(desk, "assignPlan", qtbot)
    layer = desk.pages["assign"].assign.plan_layer()
    desk.review.hide()
    desk.review.show_plan(None)
    click(desk, "assignReview", qtbot)
    assert desk.review.isVisible() and desk.review.layer() is layer
    QgsProject.instance().removeMapLayer(layer.id())
    qtbot.waitUntil(lambda: desk.review.layer() is None, timeout=2000)
    qtbot.waitUntil(lambda: find(desk, "assignApply").toolTip() == "Make the plan first.", timeout=2000)


def test_unsaved_edits_are_saved_before_applying(desk, qtbot):
    from diachiso.ui.register_layers import add_register_layers, register_layers

    click(desk, "assignPlan", qtbot)
    path = desk.desk.session.path
    add_register_layers(path, QgsProject.instance())
    streets = next(layer for layer in register_layers(path, QgsProject.instance()) if layer.name() == "Streets")
    streets.startEditing()
    row = QgsVectorLayerUtils.createFeature(streets)
    row["street_id"], row["name"] = "S1", "Lê Lợi"
    assert streets.addFeature(row)
    answers: list[str] = []

    def answer() -> None:
        answers.append(QApplication.activeModalWidget().text())
        QApplication.activeModalWidget().findChild(QAbstractButton, "unsavedEditsAccept").click()

    QTimer.singleShot(0, answer)
    click(desk, "assignApply", qtbot)
    assert "Streets" in answers[0] and not streets.isModified()
    assert len(codes(desk)) == 10


def test_the_register_cannot_be_edited_while_it_is_written(desk, qtbot):
    from diachiso.ui.register_layers import add_register_layers, register_layers

    click(desk, "assignPlan", qtbot)
    path = desk.desk.session.path
    add_register_layers(path, QgsProject.instance())
    layers = register_layers(path, QgsProject.instance())
    layers[-1].setReadOnly(True)  # as its user wants it
    editable = next(layer for layer in layers if not layer.readOnly())
    editable.startEditing()
    before = [layer.readOnly() for layer in layers]
    said: list[str] = []
    desk.desk.jobs.said.connect(said.append)
    qtbot.mouseClick(find(desk, "assignApply"), Qt.MouseButton.LeftButton)
    assert desk.desk.jobs.is_busy()
    assert all(layer.readOnly() and not layer.isEditable() for layer in layers)
    assert "the register cannot be edited until it is done" in said
    settle(desk, qtbot)
    assert [layer.readOnly() for layer in layers] == before
    assert len(codes(desk)) == 10


def test_restoring_a_backup(desk, qtbot):
    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    assert len(codes(desk)) == 10
    box = desk.pages["overview"].backups
    desk.show_page("overview")
    assert box.list.topLevelItemCount() >= 1
    box.list.setCurrentItem(box.list.topLevelItem(0))
    QTimer.singleShot(
        0, lambda: QApplication.activeModalWidget().findChild(QAbstractButton, "restoreQuestionAccept").click()
    )
    click(desk, "backupRestore", qtbot)
    assert codes(desk) == []


def test_the_plan_layer_is_coloured_by_status_on_the_map(desk, qtbot):
    click(desk, "assignPlan", qtbot)
    layer = desk.pages["assign"].assign.plan_layer()
    renderer = layer.renderer()
    labels = {category.value(): category.label() for category in renderer.categories()}
    assert renderer.classAttribute() == "status"
    assert labels["new"] == "Newly assigned" and labels["conflict"] == "To be decided" and len(labels) == 10
    assert isinstance(QgsProject.instance().mapLayer(layer.id()), QgsVectorLayer)
    assert set(plans.decisions(Path(layer.source().split("|")[0])).values()) == {("", "")}


def test_schemes_beside_the_register_are_offered(dock: Any, register: Path, qtbot: Any) -> None:
    combo = dock.findChild(QComboBox, "assignScheme")
    assert combo.findData("ndas") >= 0 and combo.findData("own") < 0
    folder = register.parent / "profiles" / "schemes"
    folder.mkdir(parents=True)
    scheme = {
        "id": "own",
        "label": {"vi": "Mã của tỉnh", "en": "Province's code"},
        "help": {"vi": "x", "en": "x"},
        "kind": "block",
        "column": "code",
        "parts": [{"type": "fixed", "text": "KH"}, {"type": "serial", "width": 6}],
    }
    (folder / "own.json").write_text(json.dumps(scheme), encoding="utf-8")
    with qtbot.waitSignal(dock.desk.session.changed, timeout=10000):
        dock.desk.session.open(str(register))
    qtbot.waitUntil(lambda: combo.findData("own") >= 0, timeout=3000)
    assert combo.currentData() == "ndas"


def test_the_overview_says_how_complete_the_records_are(desk, qtbot):
    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    with closing(connect(desk.desk.session.path, write=True)) as con:
        con.execute("UPDATE address SET street = NULL WHERE fid <= 3")
    desk.desk.session.refresh()
    settle(desk, qtbot)
    box = desk.pages["overview"].completeness
    qtbot.waitUntil(lambda: not box._reader.is_reading(), timeout=10000)
    assert box.isVisibleTo(desk.pages["overview"])
    lines = [[box.tree.topLevelItem(k).text(c) for c in range(3)] for k in range(box.tree.topLevelItemCount())]
    assert box.summary.text() == "7 of 10 records have all basic fields (70 %)."
    assert len(lines) == 1 and lines[0][1] == "70 %" and lines[0][0].startswith("Phường")


def test_the_steps_of_a_record_are_offered_or_refused_with_their_reason(desk, qtbot):
    from diachiso.publish.project.layers import present_layers
    from diachiso.ui.register_layers import add_register_layers

    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    path, box = desk.desk.session.path, desk.pages["overview"].stages
    add_register_layers(path, QgsProject.instance())
    desk.refresh()
    assert "Select addresses" in box.reason.text()
    layer = present_layers(path, QgsProject.instance())["address"]

    def choose(count: int) -> None:
        layer.selectByIds(sorted(layer.allFeatureIds())[:count])
        qtbot.waitUntil(lambda: not box._reader.is_reading(), timeout=10000)

    def stages() -> list[str]:
        with closing(sqlite3.connect(path)) as con:
            return [stage for (stage,) in con.execute("SELECT stage FROM address ORDER BY fid")]

    choose(2)
    assert box.state.text() == "2 selected."
    button = {action.value: found for action, found in box.buttons.items()}
    assert button["retired"].isEnabled(), button["retired"].toolTip()
    assert button["submitted"].isEnabled(), button["submitted"].toolTip()
    assert not button["restore"].isEnabled() and "Only a retired record" in button["restore"].toolTip()
    assert not button["verified"].isEnabled() and button["verified"].toolTip()
    QTimer.singleShot(100, lambda: answer("Nhà đã phá dỡ"))
    qtbot.mouseClick(button["retired"], Qt.MouseButton.LeftButton)
    settle(desk, qtbot)
    assert stages() == ["retired"] * 2 + ["created"] * 8
    qtbot.waitUntil(lambda: not box._reader.is_reading(), timeout=10000)
    assert button["restore"].isEnabled(), button["restore"].toolTip()
    assert not button["retired"].isEnabled()
    QTimer.singleShot(100, lambda: answer(""))  # without a reason nothing is done
    qtbot.mouseClick(button["restore"], Qt.MouseButton.LeftButton)
    assert stages().count("retired") == 2
    QTimer.singleShot(100, lambda: answer("Nhầm nhà"))
    qtbot.mouseClick(button["restore"], Qt.MouseButton.LeftButton)
    settle(desk, qtbot)
    assert stages() == ["created"] * 10


def answer(text: str) -> None:
    dialog = QApplication.activeModalWidget()
    dialog.setTextValue(text)
    dialog.accept()
