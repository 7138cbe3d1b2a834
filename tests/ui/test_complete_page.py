"""The page Complete with the real algorithms: sheets and packages out and back, units, the register's care."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QLineEdit

from diachiso.register.connect import connect

from .town import click, settle


@pytest.fixture
def coded(desk: Any, qtbot: Any) -> Any:
    """The dock with ten coded houses, on the page Complete."""
    click(desk, "assignPlan", qtbot)
    click(desk, "assignApply", qtbot)
    desk.show_page("complete")
    return desk


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the next dialog for a file or a folder answers."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args, **more: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **more: str(path))

    return answer


def query(path: str, statement: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as con:
        return con.execute(statement).fetchall()


def select(dock: Any, *fids: int) -> None:
    layer = dock.desk.selection.layer()
    layer.selectByIds(list(fids))


def test_without_a_register_everything_is_off_and_says_why(dock):
    page = dock.pages["complete"]
    assert page.head.text() == "Open or create a register on the page Overview first."
    buttons = [page.sheets.export_button, page.sheets.look_button, page.field.export_button, page.field.look_button]
    buttons += [page.units.look_button, *page.people.buttons.values(), *page.care.buttons.values()]
    for button in buttons:
        assert not button.isEnabled() and button.toolTip() == page.head.text()


def test_an_empty_register_has_no_sheets(opened):
    button = opened.pages["complete"].sheets.export_button
    assert not button.isEnabled() and "no addresses yet" in button.toolTip()


def test_a_sheet_goes_out_and_a_filled_one_comes_back(coded, choose, tmp_path, qtbot, monkeypatch):
    page, path = coded.pages["complete"], coded.desk.session.path
    assert [page.sheets.commune.itemText(k) for k in range(page.sheets.commune.count())][0] == "All communes"
    assert page.sheets.commune.count() == 2
    folder = tmp_path / "phiếu"
    folder.mkdir()
    choose(folder)
    click(coded, "sheetsExport", qtbot)
    assert [file.suffix for file in folder.iterdir()] == [".xlsx"]
    assert page.sheets.state.text().startswith("1 sheets with 10 addresses")

    code = query(path, "SELECT code FROM address ORDER BY fid")[0][0]
    filled = tmp_path / "trả lại.csv"
    filled.write_text(f"code;floors;note\n{code};3;Gác lửng\n{code[:5]}99999;2;\n", encoding="utf-8-sig")
    choose(filled)
    click(coded, "sheetsLook", qtbot)
    assert query(path, "SELECT count(*) FROM address WHERE floors IS NOT NULL") == [(0,)]
    layer = page.sheets.layer()
    statuses = {f["status"] for f in layer.getFeatures()}
    assert statuses == {"added", "rejected"}
    assert layer.name() == "Differences: trả lại.csv"
    assert "Fields filled in that were empty: 2" in page.sheets.found.text()
    shown: list[Any] = []
    monkeypatch.setattr(coded.iface, "showAttributeTable", shown.append, raising=False)
    click(coded, "sheetsShow", qtbot)
    assert shown == [layer]
    hidden = {column.name for column in layer.attributeTableConfig().columns() if column.hidden}
    at = layer.fields().lookupField("status")
    assert layer.editorWidgetSetup(at).type() == "ValueMap" and layer.attributeDisplayName(at) == "Status"
    assert {"Filled in": "added"} in layer.editorWidgetSetup(at).config()["map"]
    assert {"address_id", "reason", "field"} <= hidden and "label" not in hidden

    click(coded, "sheetsWrite", qtbot)
    assert query(path, f"SELECT floors, note FROM address WHERE code = '{code}'") == [(3, "Gác lửng")]
    assert page.sheets.layer() is None and page.sheets.title().endswith("✓")
    assert not page.sheets.write_button.isVisible()


def test_nothing_new_in_a_sheet_is_nothing_to_write(coded, choose, tmp_path, qtbot):
    code = query(coded.desk.session.path, "SELECT code FROM address ORDER BY fid")[0][0]
    filled = tmp_path / "a.csv"
    filled.write_text(f"code;street\n{code};Trần Phú\n", encoding="utf-8")
    choose(filled)
    click(coded, "sheetsLook", qtbot)
    step = coded.pages["complete"].sheets
    assert not step.write_button.isEnabled() and step.reason.text() == "There is nothing to write."


def test_what_was_looked_at_is_out_of_date_when_the_register_has_changed(coded, choose, tmp_path, qtbot):
    code = query(coded.desk.session.path, "SELECT code FROM address ORDER BY fid")[0][0]
    filled = tmp_path / "a.csv"
    filled.write_text(f"code;floors\n{code};4\n", encoding="utf-8")
    choose(filled)
    click(coded, "sheetsLook", qtbot)
    step = coded.pages["complete"].sheets
    assert step.write_button.isEnabled()
    coded.pages["overview"].blocks.add(
        {"COMMUNE": "22366", "PREFIX": "00101", "FIRST": 600, "LAST": 700, "AUTHORITY_DOC": "02/GM"}
    )
    settle(coded, qtbot)
    assert not step.write_button.isEnabled() and "has changed since" in step.reason.text()


def test_a_giving_up_person_starts_nothing(coded, choose, qtbot):
    choose(Path(""))
    QFileDialog.getOpenFileName = staticmethod(lambda *args: ("", ""))  # monkeypatched by `choose`, undone with it
    QFileDialog.getExistingDirectory = staticmethod(lambda *args: "")
    for name in ("sheetsLook", "sheetsExport", "fieldLook", "fieldExport"):
        click(coded, name, qtbot)
        assert not coded.desk.jobs.is_busy()


def test_a_field_package_goes_out_and_comes_back(coded, choose, tmp_path, qtbot):
    page, path = coded.pages["complete"], coded.desk.session.path
    choose(tmp_path / "Sổ địa chỉ")  # not empty: the package gets a folder of its own below it
    click(coded, "fieldExport", qtbot)
    (package,) = (f for f in (tmp_path / "Sổ địa chỉ").iterdir() if f.is_dir() and f.name.startswith("register_2"))
    assert "10 addresses" in page.field.state.text()
    inside = next(package.glob("*.gpkg"))
    with closing(sqlite3.connect(inside)) as con, con:
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            con.create_function(name, 1, lambda blob: 0)
        con.execute("UPDATE address SET entrance_note = 'Cổng sau' WHERE fid = 1")
    choose(package)
    click(coded, "fieldLook", qtbot)
    assert "Addresses changed: 1" in page.field.found.text()
    click(coded, "fieldWrite", qtbot)
    assert query(path, "SELECT count(*) FROM address WHERE entrance_note = 'Cổng sau'") == [(1,)]


def test_the_extent_of_the_map_goes_with_its_crs(coded):
    step = coded.pages["complete"].field
    numbers, crs = step._map_extent().split(" ")
    assert len(numbers.split(",")) == 4 and crs.startswith("[") and crs.endswith("]")


def test_units_of_the_selected_building(coded, qtbot):
    page, path = coded.pages["complete"], coded.desk.session.path
    step = page.units
    assert step.reason.text() == "Select addresses on the map or in the table."
    fid, text = query(path, "SELECT fid, address_text FROM address ORDER BY fid")[0]
    select(coded, fid, fid + 1)
    assert step.reason.text() == "Select exactly one address."
    select(coded, fid)
    assert step.parent_note.text() == text
    assert "Say which floors" in step.reason.text()
    qtbot.keyClicks(coded.findChild(QLineEdit, "unitsFloors"), "2")
    qtbot.keyClicks(coded.findChild(QLineEdit, "unitsPerFloor"), "3")
    qtbot.keyClicks(coded.findChild(QLineEdit, "unitsList"), "A1")
    assert step.reason.text() == "Give floors or a list, not both."
    step.list.clear()
    click(coded, "unitsLook", qtbot)
    assert step.layer().featureCount() == 6
    assert query(path, "SELECT count(*) FROM address") == [(10,)]
    qtbot.keyClicks(coded.findChild(QLineEdit, "unitsPerFloor"), "0")  # 30: other units than were looked at
    assert step.layer() is None and not step.write_button.isVisible()
    step.per_floor.setText("3")
    click(coded, "unitsLook", qtbot)
    click(coded, "unitsWrite", qtbot)
    assert query(path, "SELECT count(*) FROM address WHERE parent_id IS NOT NULL") == [(6,)]


def test_another_register_forgets_what_was_looked_at(coded, choose, tmp_path, qtbot):
    code = query(coded.desk.session.path, "SELECT code FROM address ORDER BY fid")[0][0]
    filled = tmp_path / "a.csv"
    filled.write_text(f"code;floors\n{code};4\n", encoding="utf-8")
    choose(filled)
    click(coded, "sheetsLook", qtbot)
    coded.close_register()
    step = coded.pages["complete"].sheets
    assert step.layer() is None and step.found.text() == "" and not step.write_button.isVisible()


def test_a_damaged_register_is_put_in_order(coded, qtbot):
    path, box = coded.desk.session.path, coded.pages["complete"].care
    with closing(connect(path, write=True)) as con:
        (name,) = con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'address'"
                              " AND name NOT LIKE 'rtree%' LIMIT 1").fetchone()
        con.execute(f"DROP TRIGGER {name}")
    coded.desk.session.refresh()
    settle(coded, qtbot)
    qtbot.waitUntil(lambda: bool(box.reason.text()), timeout=10000)
    assert box.reason.text() == "1 of the register's guards are off or of an older version: check it."
    click(coded, "care_upgraderegister", qtbot)
    assert box.state.text().startswith("The register is in order.") and name in box.state.text()
    qtbot.waitUntil(lambda: not box.reason.text(), timeout=10000)


def test_rare_work_opens_its_own_dialog_with_the_register(coded, qtbot, monkeypatch):
    import processing

    asked: list[Any] = []
    monkeypatch.setattr(processing, "execAlgorithmDialog", lambda name, parameters: asked.append((name, parameters)))
    page = coded.pages["complete"]
    for box in (page.people, page.care):
        for name, button in box.buttons.items():
            if name != "upgraderegister":
                assert QgsProject.instance() is not None
                qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
                settle(coded, qtbot)
    names = ["importpersons", "erasepersonaldata", "retentionreport", "updateprofile", "setpowers"]
    assert asked == [(f"diachiso:{name}", {"REGISTER": coded.desk.session.path}) for name in names]
