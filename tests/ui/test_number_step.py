"""Numbers and old units on the page Complete: looked at on the map, decided in the table, written."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle
from qgis.gui import QgsMapMouseEvent
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QTextBrowser

from diachiso.register.connect import connect
from diachiso.ui.register_layers import add_register_layers

from .town import ORIGIN, click


@pytest.fixture
def coded(desk: Any, qtbot: Any, make_layer: Any) -> Any:
    """The dock with ten coded houses of which the last five have no number, and a street before them."""
    street = f"LineString({ORIGIN[0] + 120} {ORIGIN[1] - 8}, {ORIGIN[0] - 20} {ORIGIN[1] - 8})"
    layer = make_layer([street], {"name": ["Trần Phú"]}, crs="EPSG:9217", name="Đường giao thông")
    QgsProject.instance().addMapLayer(layer)
    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    with closing(connect(desk.desk.session.path, write=True, timeout=30)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute("UPDATE address SET house_number = NULL WHERE CAST(house_number AS INTEGER) > 9")
        con.execute("UPDATE address SET stage = 'issued' WHERE house_number = '3'")
        con.execute("UPDATE address SET commune = 'Phường Vĩnh Nguyên', district = 'Thành phố Nha Trang',"
                    " province = 'Tỉnh Khánh Hòa', commune_code = NULL WHERE fid = 1")  # fmt: skip
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    desk.show_page("complete")
    return desk


def numbers(dock: Any) -> list[Any]:
    with closing(sqlite3.connect(dock.desk.session.path)) as con:
        return [row[0] for row in con.execute("SELECT house_number FROM address ORDER BY house_number IS NULL, fid")]


def decide(layer: Any, row: int, **values: str) -> None:
    """Write into the table, as a person does, and leave it unsaved."""
    layer.startEditing()
    for name, value in values.items():
        layer.changeAttributeValue(row, layer.fields().indexOf(name), value)


def test_numbers_are_proposed_on_the_map_and_written_as_decided(coded: Any, qtbot: Any, monkeypatch: Any) -> None:
    step = coded.pages["complete"].numbers
    problems: list[str] = []
    coded.desk.problem.connect(problems.append)
    names = [step.streets.itemText(k) for k in range(step.streets.count())]
    assert names == ["Streets of the register", "Đường giao thông"]
    assert step.rules.currentData() == "default" and step.streets.currentText() == "Đường giao thông"
    step.rules.setCurrentIndex(step.rules.findData("continuous"))
    before = numbers(coded)
    step.only.setText("Lê Lợi")
    click(coded, "numberLook", qtbot)
    assert step.layer() is None and step.reason.text() == "There is nothing to write."
    step.only.setText("")  # other streets need another look
    assert not step.write_button.isVisible()
    click(coded, "numberLook", qtbot)
    assert numbers(coded) == before
    layer = step.layer()
    assert layer is not None, (problems, step.found.text())
    rows = {f["number_text"]: f.id() for f in layer.getFeatures()}
    # The existing numbers rise to the east, so the street is numbered so, and its right side is odd as it was.
    assert sorted(rows, key=int) == [str(2 * k + 1) for k in range(10)]
    assert layer.labelsEnabled() and "Numbers proposed: 5" in step.found.text()
    lines = [la for la in QgsProject.instance().mapLayers().values() if la.name() == "Lines to the street"]
    assert lines[0].featureCount() == 11
    shown: list[Any] = []
    monkeypatch.setattr(coded.iface, "showAttributeTable", shown.append, raising=False)
    click(coded, "numberShow", qtbot)
    assert shown == [layer]
    decide(layer, rows["11"], decision="exclude")
    decide(layer, rows["19"], decision_number="21B")
    click(coded, "numberWrite", qtbot)
    assert sorted(filter(None, numbers(coded)))[-2:] == ["7", "9"] and "21B" in numbers(coded)
    assert "11" not in numbers(coded) and "19" not in numbers(coded)
    assert step.layer() is None and not [la for la in QgsProject.instance().mapLayers().values() if la in lines]


def test_old_units_are_shown_reported_and_written(coded: Any, qtbot: Any) -> None:
    step = coded.pages["complete"].convert
    click(coded, "convertLook", qtbot)
    statuses = sorted(f["unit_status"] for f in step.layer().getFeatures())
    assert statuses == ["converted"] + ["same"] * 9
    click(coded, "convertReport", qtbot)
    dialog = coded.iface.mainWindow().findChild(QTextBrowser, "convertReportDialogText")
    assert "Phường Vĩnh Nguyên, Thành phố Nha Trang" in dialog.toPlainText()
    dialog.window().close()
    click(coded, "convertWrite", qtbot)
    with closing(sqlite3.connect(coded.desk.session.path)) as con:
        found = con.execute("SELECT commune, district, commune_code FROM address WHERE fid = 1").fetchone()
    assert found == ("Phường Nha Trang", None, "22366")
    step.day.setText("30/6/2025")
    assert step.layer() is None and not step.report_button.isVisible()
    step.protected.setChecked(True)
    assert step.asked() == {"DATE": "30/6/2025", "PROTECTED": True}


def drag(dock: Any, qtbot: Any, places: list[tuple[float, float]], keys: str = "") -> list[str]:
    """Drag over the map (metres of the town); the numbers shown before the button is let go."""
    canvas = dock.iface.mapCanvas()
    pixels = [canvas.getCoordinateTransform().transform(ORIGIN[0] + x, ORIGIN[1] + y) for x, y in places]
    points = [QPoint(round(p.x()), round(p.y())) for p in pixels]
    tool = dock.pages["complete"].numbers.by_hand.tool
    assert canvas.mapTool() is tool

    def event(kind: Any, point: QPoint, button: Any) -> QgsMapMouseEvent:
        return QgsMapMouseEvent(canvas, kind, point, button, button, Qt.KeyboardModifier.NoModifier)

    tool.canvasPressEvent(event(QEvent.Type.MouseButtonPress, points[0], Qt.MouseButton.LeftButton))
    for point in points[1:]:
        tool.canvasMoveEvent(event(QEvent.Type.MouseMove, point, Qt.MouseButton.LeftButton))
    for key in keys:
        code = {"+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus, "x": Qt.Key.Key_Escape}[key]
        tool.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier))
    shown = tool.marks()
    tool.canvasReleaseEvent(event(QEvent.Type.MouseButtonRelease, points[-1], Qt.MouseButton.LeftButton))
    return shown


@pytest.fixture
def drawing(coded: Any, qtbot: Any) -> Any:
    """The dock with the addresses on the map and the drawing tool in hand."""
    add_register_layers(coded.desk.session.path, QgsProject.instance())
    canvas = coded.iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:9217"))
    canvas.resize(800, 600)
    canvas.setExtent(QgsRectangle(ORIGIN[0] - 20, ORIGIN[1] - 60, ORIGIN[0] + 120, ORIGIN[1] + 60))
    coded.refresh()
    step = coded.pages["complete"].numbers
    step.by_hand.button.setChecked(True)
    return coded


def test_a_line_past_the_houses_numbers_them_in_its_direction(drawing: Any, qtbot: Any) -> None:
    hand = drawing.pages["complete"].numbers.by_hand
    hand.first.setValue(10)
    shown = drag(drawing, qtbot, [(97, 6), (75, 6), (55, 6)])  # from the last house towards the first
    assert shown == ["10", "12", "14", "16", "18"]
    layer = hand.layer()
    assert layer.isEditable() and layer.isModified()
    order = sorted(layer.getFeatures(), key=lambda f: -f.geometry().asPoint().x())
    assert [f["house_number"] for f in order[:5]] == shown
    assert hand.told.text().startswith("5 houses numbered") and hand.first.value() == 20
    layer.undoStack().undo()  # one edit
    assert not layer.isModified()

    assert drag(drawing, qtbot, [(97, 6), (55, 6)], "x") == []  # Escape
    assert not layer.isModified()
    hand.first.setValue(7)
    assert drag(drawing, qtbot, [(97, 6), (55, 6)], "---") == ["7", "5", "3", "1"]  # no number below one
    assert hand.step.value() == -2
    layer.rollBack()
    hand.step.setValue(2)
    drag(drawing, qtbot, [(2, 6), (15, 6)])
    assert hand.told.text().startswith("1 houses numbered") and "1 were left" in hand.told.text()
    layer.rollBack()
    hand.button.setChecked(False)
    assert drawing.iface.mapCanvas().mapTool() is not hand.tool
