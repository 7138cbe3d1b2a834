"""The page Review in a dock of the least width and a desktop of 1366×768: nothing is cut off, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from diachiso.ui.dock import MIN_WIDTH

from . import reviews
from .test_layout import cut_off, language
from .test_review_page import book, choose, open_page, settle

__all__ = ["book", "language"]  # fixtures


@pytest.fixture
def page(language: str, dock: Any, register: Any, provider: Any, qtbot: Any) -> Any:
    reviews.fill(register, reviews.ALL)
    reviews.fill_many(register, 20_000)
    page = open_page(dock, register, qtbot)
    dock.setFloating(True)
    dock.resize(MIN_WIDTH, 600)  # what a desktop of 768 pixels leaves it
    qtbot.wait(50)
    assert dock.widget().width() == MIN_WIDTH
    return page


def title(language: str, rule: str) -> str:
    return reviews.RULES[rule].title[language]


@pytest.mark.parametrize("rule", ["spaces", "wrong_side", "no_photo"])
def test_nothing_is_cut_off(page, language, rule, qtbot):
    page.filters.state.setCurrentIndex(page.filters.state.count() - 1)
    settle(page, qtbot)
    choose(page, qtbot, title(language, rule))
    page.actions_box.reason.say(page.actions_box.fix_button.reason)
    qtbot.wait(50)
    assert cut_off(page.widget()) == []
    assert page.widget().width() <= page.viewport().width()


def test_the_page_fits_the_desktop_without_scrolling(page, language, qtbot):
    choose(page, qtbot, title(language, "wrong_side"))
    qtbot.wait(50)
    assert page.verticalScrollBar().maximum() == 0
    assert page.list.height() >= 60 and page.tree.height() >= 60


def test_each_state_can_be_read(page, qtbot):
    for row in range(page.filters.state.count()):
        page.filters.state.setCurrentIndex(row)
        settle(page, qtbot)
        assert cut_off(page.filters) == []


def test_nothing_is_cut_off_in_the_dialog(language, dock, qtbot):
    from diachiso.ui.review_dialog import ExceptionDialog

    for count in (1, 1234):
        dialog = ExceptionDialog("12 Trần Phú, Phường Nha Trang\nSố 12 nằm bên phải đường Trần Phú.", count, dock)
        dialog.show()
        qtbot.wait(20)
        assert cut_off(dialog) == []
        dialog.close()
        dialog.deleteLater()


def test_every_control_has_a_name_and_a_place_in_the_tab_order(page):
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in page.findChildren(kind):
            ours = type(widget).__module__.startswith("diachiso") or isinstance(widget, QComboBox)
            if ours:
                assert widget.objectName() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
