"""Notices on the page Publish: letters and the bag of a settlement by clicks."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtCore import Qt

from ..print_town import make_print_town
from .town import settle


def test_letters_and_the_bag_by_clicks(
    dock: Any, provider: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diachiso.ui import publish_notices

    path = make_print_town(tmp_path / "Sổ.gpkg")
    folder = tmp_path / "thư"
    folder.mkdir()
    monkeypatch.setattr(publish_notices, "ask_folder", lambda parent, title: str(folder))
    said: list[str] = []
    dock.desk.problem.connect(said.append)
    dock.desk.session.open(str(path))
    qtbot.waitUntil(lambda: dock.desk.session.path == str(path), timeout=10_000)
    dock.show_page("publish")
    box = next(box for box in dock.pages["publish"].boxes if box.objectName() == "noticesBox")
    assert box.letters_button.isEnabled() and not box.bag_button.isEnabled() and box.bag_button.toolTip()
    qtbot.mouseClick(box.letters_button, Qt.MouseButton.LeftButton)
    settle(dock, qtbot)
    assert not said
    assert (folder / "thong_bao.pdf").is_file() and len(list(folder.glob("*.pdf"))) == 3
    assert "6" in box.state.text() and str(folder) in box.state.text()
    box.settlement.setText("Tổ dân phố 5")
    qtbot.mouseClick(box.bag_button, Qt.MouseButton.LeftButton)
    settle(dock, qtbot)
    assert not list(folder.glob("*ky_nhan.pdf")), "everybody there has been told"
    assert dock.job_bar.findChildren(type(box.reason)), "and that is said"
