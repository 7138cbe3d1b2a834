"""The page Sync in a dock of the least width, its conflicts below the map: nothing is cut off, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from diachiso.compat import translate
from diachiso.sync.adapters.base import Capabilities, Level
from diachiso.sync.engine import NOT_PULLED, TAKES_NO_PEOPLE
from diachiso.sync.model import OpState, Outcome, Pause
from diachiso.sync.pauses import PAUSE_TEXTS
from diachiso.ui.dock import MIN_WIDTH
from diachiso.ui.sync_words import COUNT, LEVEL, STATE

from ..sync.test_people import grant
from . import syncs
from .test_layout import cut_off, language
from .test_sync_page import click, open_page, settle, view
from .town import REGISTER, make_registers

__all__ = ["language"]  # a fixture


def _in_the_middle_of_much(folder: Path) -> None:
    make_registers(folder)
    register = folder / REGISTER
    syncs.fill(register, 30)
    syncs.agree(register, syncs.run(register, counts='{"pushed": 30, "pulled": 12, "conflicts": 2}', note="Đợt đầu"))
    for fid in (1, 2, 3):
        syncs.edit(register, fid, house_number=f"{fid}X", settlement="Tổ dân phố Phước Tân")
    syncs.conflict(register, [1, 2, 3], lambda fid: {"house_number": "99", "settlement": "Tổ dân phố Tân Phước"})
    syncs.edit(register, 4, house_number="6")
    (operation,) = [op for op in syncs.send(register) if op.address_id == syncs.address(4)]
    syncs.settle(register, [(operation, Outcome(OpState.REJECTED, problem=syncs.SAME_HOUSE))])
    for fid in (10, 11):
        syncs.edit(register, fid, house_number="1234A/56")


@pytest.fixture
def page(language: str, dock: Any, once: Any, tmp_path: Path, provider: Any, qtbot: Any) -> Any:
    register = once(_in_the_middle_of_much, tmp_path / "Sổ địa chỉ") / REGISTER
    page = open_page(dock, register, qtbot)
    dock.setFloating(True)
    dock.resize(MIN_WIDTH, 640)  # what a desktop of 768 pixels leaves it
    qtbot.wait(50)
    assert dock.width() == MIN_WIDTH
    return page


@pytest.mark.parametrize("name", ["waiting", "on_way", "conflicts", "rejected", "results", "history"])
def test_nothing_is_cut_off_in_a_list(page, name, qtbot):
    view(page, name, qtbot)
    qtbot.wait(50)
    assert cut_off(page.widget()) == []
    assert page.widget().width() <= page.viewport().width()
    assert page.lists.list.height() >= 100


def test_nothing_is_cut_off_with_all_that_can_be_said(page, monkeypatch, qtbot):
    from diachiso.ui import sync_registry

    page.registry.setCollapsed(False)
    page.packages.setCollapsed(False)
    grant(Path(page.desk.session.path), "https://so.example.vn")
    page.registry.url.setText("https://so.example.vn")
    for found in (Capabilities(pause=Pause.CERTIFICATE), Capabilities(Level.WRITES, "ktv01", ("technician",))):
        monkeypatch.setattr(sync_registry, "ask_registry", lambda *_, found=found: found)
        click(page, "syncTest", qtbot)
        notice = "\n".join(text.render(translate) for text in (NOT_PULLED, TAKES_NO_PEOPLE))
        counts = {"PUSHED": 1200, "CONFLICTS": 3, "REJECTED": 1, "LOST": 7, "PERSONS": 1200}
        page.run_box._done({**counts, "PAUSE": "server_restored", "NOTICE": notice})
        settle(page, qtbot)
        qtbot.wait(50)
        assert page.run_box.lost_button.isVisible() and page.run_box.people.isVisible()
        assert cut_off(page.widget()) == []
        assert page.widget().width() <= page.viewport().width()


def test_the_page_fits_the_desktop_without_scrolling(page, qtbot):
    view(page, "waiting", qtbot)
    qtbot.wait(50)
    assert page.registry.isCollapsed() and page.packages.isCollapsed()
    assert page.verticalScrollBar().maximum() == 0


def test_nothing_is_cut_off_in_the_conflicts(page, qtbot):
    view(page, "conflicts", qtbot)
    click(page, "syncSettle", qtbot)
    panel = page.conflicts
    panel.setFloating(True)
    panel.resize(660, 350)  # what is left between the layers and the dock
    qtbot.wait(50)
    assert panel.width() == 660
    assert cut_off(panel.widget()) == []
    click(page, "conflictMine", qtbot)
    qtbot.wait(50)
    assert cut_off(panel.widget()) == []
    metrics = panel.table.fontMetrics()
    for row in range(panel.fields.rowCount()):
        assert panel.table.rowHeight(row) >= panel.table.sizeHintForRow(row)  # values wrap
        for column in range(4):
            words = str(panel.fields.index(row, column).data()).split()
            assert max(map(metrics.horizontalAdvance, words)) < panel.table.columnWidth(column) - 6


def test_every_word_is_in_vietnamese(language):
    if language == "vi":
        texts = [text for words in (STATE, LEVEL, COUNT) for text in words.values()]
        texts += [message.text for message in (*PAUSE_TEXTS.values(), NOT_PULLED, TAKES_NO_PEOPLE)]
        assert [text for text in texts if translate("diachiso", text) == text] == []


def test_every_control_has_a_name_and_a_place_in_the_tab_order(page, qtbot):
    view(page, "conflicts", qtbot)
    click(page, "syncSettle", qtbot)
    for parent in (page, page.conflicts.widget()):
        for kind in (QAbstractButton, QComboBox, QLineEdit):
            for widget in parent.findChildren(kind):
                if type(widget).__module__.startswith("diachiso"):
                    assert widget.objectName() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
