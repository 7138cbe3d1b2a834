"""Deciding a row of the plan by a click on the map."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsMapToolPan
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtTest import QTest

from .town import ORIGIN, click, settle


@pytest.fixture
def canvas(desk: Any) -> Any:
    """The map on the street of ten houses, with the tool that the person had in hand."""
    canvas = desk.iface.mapCanvas()
    canvas.resize(600, 400)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:9217"))
    canvas.setExtent(QgsRectangle(ORIGIN[0] - 5, ORIGIN[1] - 20, ORIGIN[0] + 105, ORIGIN[1] + 30))
    canvas.pan = QgsMapToolPan(canvas)
    canvas.setMapTool(canvas.pan)
    yield canvas
    canvas.unsetMapTool(canvas.mapTool())


def press(canvas: Any, x: float, y: float) -> None:
    """Click the map at metres from the street's begin."""
    at = canvas.getCoordinateTransform().transform(QgsPointXY(ORIGIN[0] + x, ORIGIN[1] + y))
    QTest.mouseClick(
        canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at.toQPointF().toPoint()
    )


def select_row(dock: Any, status: str, qtbot: Any) -> int:
    model = dock.review.model
    row = next(row for row in range(model.rowCount()) if model.value(row, "status") == status)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    dock.review.table.selectionModel().select(model.index(row, 0), flags)
    return row


def decision(dock: Any, code: str) -> tuple[str, str]:
    row = next(f for f in dock.review.layer().getFeatures() if f["code"] == code)
    return row["decision"], row["decision_code"]


@pytest.fixture
def doubtful(desk: Any, town: Any, qtbot: Any) -> Any:
    """A plan with an issued code that lies between two houses and names neither."""
    feature = QgsFeature(town["official"].fields())
    feature.setAttributes(["0010100009", None, None])
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(ORIGIN[0] + 67.5, ORIGIN[1] + 6)))
    assert town["official"].dataProvider().addFeature(feature)
    click(desk, "matchPlan", qtbot)
    return desk


def test_an_issued_code_is_given_to_the_house_that_is_clicked(doubtful, canvas, qtbot):
    review = doubtful.review
    assert not review.pick.button.isEnabled()
    select_row(doubtful, "conflict", qtbot)
    click(doubtful, "planPick", qtbot)
    assert canvas.mapTool() is review.pick.tool
    press(canvas, 52, -10)  # nothing there
    assert review.note.text().startswith("No object of buildings stands here")
    assert canvas.mapTool() is review.pick.tool
    press(canvas, 72, 6)
    settle(doubtful, qtbot)
    assert decision(doubtful, "0010100009") == ("match", "k:B7")  # one of the candidates, by its key
    assert canvas.mapTool() is canvas.pan and not review.pick.button.isChecked()
    assert review.note.text() == ""
    click(doubtful, "matchApply", qtbot)
    with closing(sqlite3.connect(doubtful.desk.session.path)) as con:
        query = "SELECT source_key FROM address JOIN address_source USING (fid) WHERE code = '0010100009'"
        assert con.execute(query).fetchall() == [("B7",)]


def test_a_house_that_is_no_candidate_can_be_clicked_too(doubtful, canvas, qtbot):
    select_row(doubtful, "conflict", qtbot)
    click(doubtful, "planPick", qtbot)
    press(canvas, 2, 6)
    settle(doubtful, qtbot)
    assert decision(doubtful, "0010100009") == ("match", "f:1")
    click(doubtful, "matchApply", qtbot)
    assert doubtful.desk.session.overview.addresses == 2


@pytest.mark.parametrize("way", ["escape", "button", "other tool", "other row"])
def test_giving_up_gives_the_map_back(doubtful, canvas, qtbot, way):
    review = doubtful.review
    select_row(doubtful, "conflict", qtbot)
    click(doubtful, "planPick", qtbot)
    if way == "escape":
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
    elif way == "button":
        click(doubtful, "planPick", qtbot)
    elif way == "other tool":
        canvas.setMapTool(canvas.pan)
    else:
        review.table.clearSelection()
    assert canvas.mapTool() is not review.pick.tool and not review.pick.button.isChecked()
    press(canvas, 72, 6)
    assert decision(doubtful, "0010100009")[0] == ""


def test_what_may_own_an_issued_code_is_matched_in_step_3(doubtful, qtbot):
    click(doubtful, "matchApply", qtbot)
    click(doubtful, "assignPlan", qtbot)
    row = select_row(doubtful, "conflict", qtbot)
    review = doubtful.review
    assert review.model.value(row, "candidates") == "0010100009"
    for button in (review.match_button, review.pick.button):
        assert not button.isEnabled() and button.toolTip().startswith("Match the issued code in step 3")
    assert review.new_button.isEnabled() and review.exclude_button.isEnabled()
    click(doubtful, "planNew", qtbot)
    click(doubtful, "assignApply", qtbot)
    assert doubtful.desk.session.overview.addresses == 7  # all but the other three around the code


def test_an_object_takes_the_address_that_is_clicked(desk, town, canvas, qtbot):
    from diachiso.ui.register_layers import add_register_layers

    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    add_register_layers(desk.desk.session.path, QgsProject.instance())
    layer = desk.desk.selection.layer()
    codes = {f["house_number"]: f["code"] for f in layer.getFeatures()}
    click(desk, "assignPlan", qtbot)
    row = select_row(desk, "kept", qtbot)
    click(desk, "planPick", qtbot)
    press(canvas, 32.5, 6)  # the address of house 7 (B3)
    settle(desk, qtbot)
    assert desk.review.model.value(row, "decision_code") == codes["7"]


def test_nothing_of_it_is_freed_by_a_collector_in_another_thread(doubtful, qtbot):
    """Seen once: QGIS crashed while codes were assigned, which is where Python's collector often runs."""
    tool, feedback = doubtful.review.pick.tool, []
    doubtful.desk.jobs.busy_changed.connect(lambda: feedback.append(doubtful.desk.jobs._feedback))
    click(doubtful, "matchPlan", qtbot)
    assert feedback[0] is not None and not sip.ispyowned(tool)
    qtbot.waitUntil(lambda: sip.isdeleted(feedback[0]), timeout=5000)
    pick = doubtful.review.pick
    pick.setParent(None)
    pick.deleteLater()
    qtbot.waitUntil(lambda: sip.isdeleted(tool), timeout=5000)
