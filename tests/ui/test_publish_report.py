"""The box of the report on the page Publish: all files of a month into a folder, with the land layers' totals."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from .town import settle


@pytest.fixture
def box(desk: Any) -> Any:
    desk.show_page("publish")
    return next(box for box in desk.pages["publish"].boxes if box.objectName() == "reportBox")


def click(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_all_files_of_the_month_lie_in_the_folder(box: Any, desk: Any, tmp_path: Path, qtbot: Any, monkeypatch) -> None:
    monkeypatch.setattr("diachiso.ui.publish_report.ask_folder", lambda *_: str(tmp_path))
    assert box.land.isEnabled() and box.land.isChecked() and "buildings" in box.land.toolTip()
    click(box.write_button)
    settle(desk, qtbot)
    names = {path.name.split("_20")[0] + path.suffix for path in tmp_path.iterdir() if path.is_file()}
    assert {"bao_cao.xlsx", "bao_cao.odt", "bao_cao.pdf"} <= names
    assert "of 4 targets met" in box.state.text() and str(tmp_path) in box.state.text()
    letters = next(tmp_path.glob("cong_van_*"))
    assert any(letters.glob("*_22366.odt")), "ten houses without an address make the commune late"


def test_a_month_that_is_none_is_told_and_nothing_runs(box: Any, desk: Any, messages: Any, tmp_path: Path) -> None:
    box.month.setText("tháng mười một")
    box.write_report(str(tmp_path))
    assert any("tháng mười một" in text for text in messages()) and not desk.desk.jobs.is_busy()


def test_without_a_register_nothing_can_be_written(dock: Any) -> None:
    page = dock.pages["publish"]
    found = next(box for box in page.boxes if box.objectName() == "reportBox")
    assert not found.write_button.isEnabled() and found.write_button.reason
