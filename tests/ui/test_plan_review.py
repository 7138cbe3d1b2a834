"""Reviewing a plan by clicking: filters, decisions, the map, a million rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QItemSelectionModel, Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QToolButton

from ..effort import effort, own_time
from . import plans


@pytest.fixture
def review(desktop: Any, qtbot: Any):
    from diachiso.ui.plan_review import PlanReview

    main = desktop.mainWindow()
    panel = PlanReview(desktop, main)
    main.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, panel)
    main.resize(1366, 768)
    main.show()
    panel.show()
    yield panel
    panel.stop()
    panel.model.set_layer(None)
    main.removeDockWidget(panel)
    panel.setParent(None)
    panel.deleteLater()
    main.hide()


def show(review: Any, layer: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(review.model.indexed, timeout=60000):
        review.show_plan(layer)


def column(review: Any, name: str) -> list[str]:
    from diachiso.ui.plan_model import COLUMNS

    at = [field for field, _ in COLUMNS].index(name)
    return [review.model.index(row, at).data() for row in range(review.model.rowCount())]


def row_of(review: Any, fid: int) -> int:
    return next(row for row in range(review.model.rowCount()) if review.model.fid(row) == fid)


def pick(review: Any, *fids: int) -> None:
    review.table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for fid in fids:
        review.table.selectionModel().select(review.model.index(row_of(review, fid), 0), flags)


def click(review: Any, name: str, qtbot: Any) -> None:
    from qgis.PyQt.QtWidgets import QAbstractButton

    button = review.findChild(QAbstractButton, name)
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_chips_count_and_filter(review, tmp_path, qtbot):
    show(review, plans.write_plan(tmp_path / "plan.gpkg"), qtbot)
    chips = {chip.objectName(): chip.text() for chip in review.findChildren(QToolButton) if not chip.isHidden()}
    assert chips["planChipAll"] == "All 5"
    assert chips["planChip_new"] == "Newly assigned  2"
    assert "planChip_kept" not in chips
    assert review.model.rowCount() == 5

    click(review, "planChip_new", qtbot)
    assert column(review, "code") == ["0010100001", "0010100002"]
    click(review, "planChip_conflict", qtbot)
    assert review.model.rowCount() == 3
    assert review.shown.text() == "3 of 5 objects"
    click(review, "planChipAll", qtbot)
    assert review.model.rowCount() == 5


def test_commune_and_text_filter_together(review, tmp_path, qtbot):
    show(review, plans.write_plan(tmp_path / "plan.gpkg"), qtbot)
    review.commune.setCurrentIndex(review.commune.findData("Phường A"))
    assert review.model.rowCount() == 3
    qtbot.keyClicks(review.search, "tran phu 14")
    qtbot.waitUntil(lambda: review.model.rowCount() == 1, timeout=5000)
    assert column(review, "address_text") == ["14 Trần Phú, Phường A"]
    review.search.clear()
    qtbot.waitUntil(lambda: review.model.rowCount() == 3, timeout=5000)


def test_sort_by_a_column(review, tmp_path, qtbot):
    show(review, plans.write_plan(tmp_path / "plan.gpkg"), qtbot)
    review.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: column(review, "code")[0] == "0010100005", timeout=5000)
    review.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert column(review, "status")[0] == "To be decided"


def test_what_needs_a_decision_comes_first(review, tmp_path, qtbot):
    show(review, plans.write_plan(tmp_path / "plan.gpkg"), qtbot)
    assert column(review, "status") == ["To be decided", "Missing from the layer", *["Newly assigned"] * 2, "Skipped"]
    review.table.selectRow(0)
    assert review.detail.text().startswith("3 Lê Lợi, Phường B · Several objects lie within the accuracy.")


def test_buttons_say_why_they_are_off(review, tmp_path, qtbot):
    show(review, plans.write_plan(tmp_path / "plan.gpkg"), qtbot)
    assert not review.exclude_button.isEnabled()
    assert review.exclude_button.toolTip() == "Select one or more rows first."
    pick(review, 1, 2)
    assert review.exclude_button.isEnabled()
    assert review.match_button.toolTip() == "Select exactly one row first."


def test_excluding_writes_into_the_plan_and_can_be_taken_back(review, tmp_path, qtbot):
    path = tmp_path / "plan.gpkg"
    show(review, plans.write_plan(path), qtbot)
    pick(review, 1, 3)
    click(review, "planExclude", qtbot)
    assert {fid for fid, (decision, _) in plans.decisions(path).items() if decision == "exclude"} == {1, 3}
    assert column(review, "decision")[row_of(review, 1)] == "Excluded"
    assert review.decisions.text() == "Excluded: 2"
    pick(review, 1)
    click(review, "planClear", qtbot)
    assert plans.decisions(path)[1] == ("", "")


def test_giving_a_new_code_to_a_conflict(review, tmp_path, qtbot):
    path = tmp_path / "plan.gpkg"
    show(review, plans.write_plan(path), qtbot)
    pick(review, 3)
    click(review, "planNew", qtbot)
    assert plans.decisions(path)[3] == ("new", "")


def test_matching_offers_the_candidates(review, tmp_path, qtbot):
    path = tmp_path / "plan.gpkg"
    show(review, plans.write_plan(path), qtbot)
    pick(review, 3)
    offered: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        offered.extend(dialog.choice.itemText(i) for i in range(dialog.choice.count()))
        dialog.choice.setCurrentIndex(1)
        dialog.accept()

    QTimer.singleShot(0, answer)
    click(review, "planMatch", qtbot)
    assert offered == ["0010100007 (3 Lê Lợi)", "0010100009 (5 Lê Lợi)"]
    assert plans.decisions(path)[3] == ("match", "0010100009")
    assert column(review, "decision")[row_of(review, 3)] == "Match with 0010100009"


def test_an_issued_code_is_matched_with_an_object(review, tmp_path, qtbot):
    path = tmp_path / "plan.gpkg"
    row = {"status": "conflict", "code": "0010100001", "candidates": "k:B 12 (12 Trần Phú); f:7", "x": 109.2}
    layer = plans.write_plan(path, [row])
    layer.setCustomProperty("diachiso/plan_kind", "match")
    show(review, layer, qtbot)
    pick(review, 1)
    assert column(review, "candidates") == ["B 12 (12 Trần Phú); f:7"]
    assert review.new_button.toolTip().startswith("An issued code is matched or excluded")
    offered: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        offered.extend(dialog.choice.itemText(i) for i in range(dialog.choice.count()))
        dialog.accept()

    QTimer.singleShot(0, answer)
    click(review, "planMatch", qtbot)
    assert offered == ["B 12 (12 Trần Phú)", "f:7"]
    assert plans.decisions(path)[1] == ("match", "k:B 12")


def test_decisions_made_in_the_attribute_table_stay_in_its_edit_session(review, tmp_path, qtbot):
    path = tmp_path / "plan.gpkg"
    layer = plans.write_plan(path)
    show(review, layer, qtbot)
    layer.startEditing()
    pick(review, 2)
    click(review, "planExclude", qtbot)
    assert plans.decisions(path)[2] == ("", "")
    assert layer.commitChanges()
    assert plans.decisions(path)[2] == ("exclude", "")


def test_zoom_to_shows_the_object(review, desktop, tmp_path, qtbot):
    layer = plans.write_plan(tmp_path / "plan.gpkg")
    QgsProject.instance().addMapLayer(layer)
    desktop.mapCanvas().setDestinationCrs(layer.crs())
    show(review, layer, qtbot)
    pick(review, 2)
    click(review, "planZoom", qtbot)
    extent = desktop.mapCanvas().extent()
    assert extent.contains(109.3, 12.2) and extent.width() < 0.02
    pick(review, 4)
    click(review, "planZoom", qtbot)
    assert review.note.text() == "This object has no place on the map."


def test_the_apply_button_asks_the_owner(review, tmp_path, qtbot):
    show(review, plans.write_plan(tmp_path / "plan.gpkg"), qtbot)
    review.block_apply("because")
    assert review.apply_button.toolTip() == "because"
    review.block_apply("")
    with qtbot.waitSignal(review.apply_requested, timeout=1000):
        click(review, "planApply", qtbot)


@pytest.mark.slow
def test_hundreds_of_thousands_of_rows_do_not_freeze_the_desktop(review, tmp_path, qtbot):
    count = effort(120_000)
    layer = plans.write_large_plan(tmp_path / "plan.gpkg", count)
    ticks: list[float] = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(own_time()))
    clock.start(20)

    def longest_pause(act: Any) -> float:
        ticks.clear()
        ticks.append(own_time())
        act()
        qtbot.waitUntil(lambda: not review.model.is_reading(), timeout=120000)
        qtbot.wait(50)
        return max(b - a for a, b in zip(ticks, ticks[1:]))

    pauses = {
        "index": longest_pause(lambda: review.show_plan(layer)),
        "chip": longest_pause(lambda: click(review, "planChip_conflict", qtbot)),
        "sort": longest_pause(lambda: review.table.sortByColumn(5, Qt.SortOrder.AscendingOrder)),
        "search": longest_pause(lambda: review.model.set_text("duong 42")),
        "end": longest_pause(lambda: review.table.scrollToBottom()),
    }
    print(pauses)
    assert review.model.index_of_plan.status_counts() == {"conflict": count // 10, "new": count - count // 10}
    assert 0 < review.model.rowCount() < count // 10
    assert max(pauses.values()) < (0.5 if count < 500_000 else 1.0), pauses


def test_many_decisions_are_written_in_the_background(review, tmp_path, qtbot):
    path: Path = tmp_path / "plan.gpkg"
    show(review, plans.write_large_plan(path, 5000), qtbot)
    review.table.selectAll()
    with qtbot.waitSignal(review.model.decided, timeout=30000):
        click(review, "planExclude", qtbot)
    assert {decision for decision, _ in plans.decisions(path).values()} == {"exclude"}
    assert review.model.index_of_plan.decision_counts() == {"exclude": 5000}
