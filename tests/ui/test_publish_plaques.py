"""The box of plaques: counted, scanned into the register, refused with a reason."""
from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsLayoutItemLabel, QgsProject
from qgis.PyQt.QtWidgets import QInputDialog, QPushButton

from ..print_town import make_print_town
from .town import click, settle

LINK = "https://diachiso.gov.vn/#/map/"


@pytest.fixture
def box(dock: Any, provider: Any, tmp_path: Path, qtbot: Any) -> Any:
    """The box with the six issued addresses of a town, one without an issued code."""
    path = make_print_town(tmp_path / "Sổ địa chỉ.gpkg")
    with qtbot.waitSignal(dock.desk.session.changed, timeout=10000):
        dock.desk.session.open(str(path))
    dock.show_page("publish")
    found = next(b for b in dock.pages["publish"].boxes if b.objectName() == "plaquesBox")
    qtbot.waitUntil(lambda: found.state.text() != "", timeout=10000)
    found.dock = dock
    return found


def choose(box: Any, state: str) -> None:
    box.state_now.setCurrentIndex(box.state_now.findData(state))


def test_plaques_are_written_down_by_scanning(box: Any, qtbot: Any) -> None:
    assert box.state.text() == "Issued codes without a plaque: 6"
    assert not box.set_button.isEnabled() and box.set_button.toolTip() == "Scan or paste codes first."
    choose(box, "ordered")
    box.codes.setPlainText("\n".join(f"{LINK}001010000{k}" for k in (1, 2, 3)))
    click(box.dock, "plaquesSet", qtbot)
    settle(box.dock, qtbot)
    qtbot.waitUntil(lambda: "Ordered: 3" in box.state.text(), timeout=10000)
    assert box.codes.toPlainText() == "" and "without a plaque: 3" in box.state.text()
    choose(box, "delivered")
    box.codes.setPlainText("0010100001 0010100004")
    click(box.dock, "plaquesSet", qtbot)
    settle(box.dock, qtbot)
    qtbot.waitUntil(lambda: "Delivered: 1" in box.state.text(), timeout=10000)
    assert box.codes.toPlainText() == "0010100001 0010100004", "one was refused: it is still there to be looked at"
    assert any("0010100004" in text and "Print it, or order it" in text for text in box.desk.jobs.warnings)


def test_only_the_fields_that_a_state_needs(box: Any) -> None:
    shown = {}
    for state in ("delivered", "mounted", "not_mounted"):
        choose(box, state)
        shown[state] = (box.why.isVisibleTo(box), box.unit.isVisibleTo(box))
    assert shown == {"delivered": (False, False), "mounted": (False, True), "not_mounted": (True, False)}


def test_the_dialogs_open_for_the_register(box: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    opened: list[str] = []
    monkeypatch.setattr(box.desk, "open_dialog", lambda algorithm, parameters: opened.append(algorithm))
    for name in ("plaques_printplaques", "plaques_updateplaques"):
        box.findChild(QPushButton, name).click()
    assert opened == ["printplaques", "updateplaques"]


def test_a_design_is_changed_in_the_designer_and_printed(
    box: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: Any
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(box.desk.iface, "openLayoutDesigner", opened.append, raising=False)
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args: (args[3][0], True))
    box.findChild(QPushButton, "plaques_design").click()
    (layout,) = opened
    assert layout.name() == "Plaque: Alley or gate, small, 120 × 80 mm"
    head = next(item for item in layout.items() if isinstance(item, QgsLayoutItemLabel) and item.id() == "head")
    assert head.currentText() == "PHƯỜNG BIỂN – TỈNH KHÁNH HÒA", "a sample, so that somebody sees what he does"
    head.setText("TỈNH CỦA TÔI")
    box.findChild(QPushButton, "plaques_design").click()
    assert opened == [layout, layout], "what was changed is not made anew"

    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(box.desk, "open_dialog", lambda algorithm, parameters: asked.append(parameters))
    box.findChild(QPushButton, "plaques_printplaques").click()
    assert asked == [{"TEMPLATE": layout.name()}]
    pdf = tmp_path / "a.pdf"
    run = {**asked[0], "REGISTER": box.desk.session.path, "OUTPUT": str(pdf), "CODES": "0010100001"}
    done: list[dict[str, Any]] = []
    box.desk.run("printplaques", run, "", done.append)
    settle(box.dock, qtbot)
    assert done[0]["COUNT"] == 1
    said = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    assert "TỈNH CỦA TÔI" in said and "0010100001" in said
    QgsProject.instance().layoutManager().removeLayout(layout)
