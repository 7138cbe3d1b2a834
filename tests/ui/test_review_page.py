"""The page Review by clicks and keys: tree, filters, list, map, form, exceptions, fixes, progress."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayerTools
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QModelIndex, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QLineEdit

from diachiso.register.connect import connect

from . import reviews

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def book(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules of our own, so that the texts are known."""
    from diachiso.ui import review_words

    monkeypatch.setattr(review_words, "read_rules", lambda folders: dict(reviews.RULES))


class Tools(QgsVectorLayerTools):
    """What QGIS lends its forms."""

    def addFeature(self, *arguments: Any) -> tuple[bool, Any]:  # noqa: N802
        return False, None

    def startEditing(self, layer: Any) -> bool:  # noqa: N802
        return bool(layer.startEditing())

    def stopEditing(self, layer: Any, allowCancel: bool = True) -> bool:  # noqa: N802, N803
        return bool(layer.commitChanges())

    def saveEdits(self, layer: Any) -> bool:  # noqa: N802
        return bool(layer.commitChanges(False))

    def copyMoveFeatures(self, *arguments: Any) -> tuple[bool, str]:  # noqa: N802
        return False, ""


@pytest.fixture
def editors(desktop: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What forms need of QGIS, which has it once it has started."""
    QgsGui.editorWidgetRegistry().initEditors()
    tools = Tools()
    monkeypatch.setattr(desktop, "vectorLayerTools", lambda: tools)
    yield
    QgsProject.instance().clear()


@pytest.fixture
def page(dock: Any, register: Any, provider: Any, qtbot: Any) -> Iterator[Any]:
    """The page with the results of a check."""
    reviews.fill(register, reviews.ALL)
    yield open_page(dock, register, qtbot)


def open_page(dock: Any, register: Any, qtbot: Any) -> Any:
    with qtbot.waitSignal(dock.desk.session.changed, timeout=10000):
        dock.desk.session.open(str(register))
    dock.show_page("review")
    page = dock.pages["review"]
    settle(page, qtbot)
    focus(page)
    return page


def focus(page: Any) -> None:
    """Keys go to the list; without a desktop nobody makes the window the active one when a dialog has closed."""
    QApplication.setActiveWindow(page.window())
    page.list.setFocus()
    assert page.list.hasFocus()


def settle(page: Any, qtbot: Any) -> None:
    """Wait until nothing runs and nothing is read any more."""
    quiet = 0

    def is_quiet() -> bool:
        nonlocal quiet
        busy = page.desk.jobs.is_busy() or page.desk.session.is_reading() or page.is_reading()
        quiet = 0 if busy else quiet + 1
        return quiet > 2

    qtbot.waitUntil(is_quiet, timeout=60000)


def click(page: Any, name: str, qtbot: Any) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)


def tree(page: Any, parent: Any = None) -> list[tuple[str, str]]:
    """Text and count of the nodes below a node."""
    model, above = page.tree.model(), parent or QModelIndex()
    rows = range(model.rowCount(above))
    return [(model.index(r, 0, above).data(), model.index(r, 1, above).data()) for r in rows]


def texts(page: Any) -> list[str]:
    model = page.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(page: Any, qtbot: Any, *way: str) -> None:
    """Make a node of the tree the current one by its texts."""
    model, above = page.tree.model(), QModelIndex()
    for text in way:
        above = next(i for i in (model.index(r, 0, above) for r in range(model.rowCount(above))) if i.data() == text)
    page.tree.setCurrentIndex(above)
    settle(page, qtbot)


def test_without_a_register_the_page_says_what_to_do_first(dock):
    page = dock.pages["review"]
    assert page.head.text() == "Open or create a register on the page Overview first."
    assert page.check.addresses_button.toolTip() == page.head.text()
    assert page.actions_box.next_button.toolTip() == "No results are shown."


def test_the_tree_has_rules_with_their_communes_errors_first(page):
    assert tree(page) == [
        ("All results", "6"), ("Number on the wrong side of the street", "2"), ("Stray spaces", "3"), ("No photo", "1"),
    ]  # fmt: skip
    spaces = page.tree.model().index(2, 0)
    assert tree(page, spaces) == [("Phường Tây Nha Trang", "2"), ("Phường Nha Trang", "1")]
    assert tree(page, page.tree.model().index(3, 0)) == [("(no commune)", "1")]
    assert page.list.model().rowCount() == 6
    assert page.check.bar.text() == "0 of 5 worked off"


def test_the_tree_can_have_communes_with_their_rules(page, qtbot):
    click(page, "reviewByCommune", qtbot)
    assert tree(page)[1] == ("Phường Tây Nha Trang", "3")
    choose(page, qtbot, "Phường Tây Nha Trang", "Stray spaces")
    assert page.list.model().rowCount() == 2


def test_a_node_of_the_tree_shows_its_results(page, qtbot):
    choose(page, qtbot, "Stray spaces")
    assert texts(page) == ["“Trần  Phú” has stray spaces."] * 3
    choose(page, qtbot, "Stray spaces", "Phường Nha Trang")
    assert len(texts(page)) == 1
    assert page.view.message.text() == "“Trần  Phú” has stray spaces."
    assert page.view.detail.text() == "4 Trần Phú, Phường\nTake them out."
    assert page.view.fix.text() == "Suggested: Street: “Trần  Phú” → “Trần Phú”"


def test_filters_work_together(page, qtbot):
    assert page.filters.chips["error"].text() == "Errors  2"
    click(page, "reviewLevel_error", qtbot)
    assert page.list.model().rowCount() == 2
    assert tree(page) == [("All results", "2"), ("Number on the wrong side of the street", "2")]
    page.filters.commune.setCurrentIndex(page.filters.commune.findData("22366"))
    settle(page, qtbot)
    assert texts(page) == ["8 is right of Trần Phú."]
    click(page, "reviewLevel_error", qtbot)
    page.filters.commune.setCurrentIndex(0)
    page.filters.state.setCurrentIndex(page.filters.state.findData("fixed"))
    settle(page, qtbot)
    assert texts(page) == ["There is no photo."]


def test_the_text_is_looked_for_whatever_its_accents(page, qtbot):
    qtbot.keyClick(page.list, Qt.Key.Key_F, CTRL | Qt.KeyboardModifier.AltModifier)
    assert page.filters.search.hasFocus()
    qtbot.keyClicks(page.filters.search, "10 tran phu")
    qtbot.waitUntil(lambda: page.list.model().rowCount() == 1, timeout=5000)
    settle(page, qtbot)
    assert page.view.detail.text().startswith("10 Trần Phú")


def test_the_next_result_is_zoomed_to_and_its_line_is_drawn(page, desktop, qtbot):
    canvas = desktop.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    assert page.list.currentIndex().row() == 0
    qtbot.keyClick(page.list, Qt.Key.Key_F8)
    assert page.list.currentIndex().row() == 1
    assert canvas.extent().center().x() == pytest.approx(109.195, abs=1e-3)
    drawn = [geometry.asWkt(4) for geometry in page.map.drawn()]
    assert drawn == ["MultiPoint ((109.195 12.24))", "LineString (109.195 12.24, 109.195 12.2405)"]
    qtbot.keyClick(page.list, Qt.Key.Key_F8, SHIFT)
    assert page.list.currentIndex().row() == 0
    assert page.map.drawn()[1].asWkt(4) == "LineString (109.194 12.24, 109.194 12.2405)"


def test_what_was_drawn_goes_with_the_page(page, dock, desktop, qtbot):
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    drawn = list(page.map._bands)
    assert len(drawn) == 2
    dock.show_page("overview")
    assert page.map.drawn() == []
    assert all(band.scene() is None for band in drawn)


def test_a_result_without_a_place_says_so(page, qtbot):
    choose(page, qtbot, "No photo")
    assert page.actions_box.show_button.toolTip() == "This result has no place on the map."
    focus(page)
    qtbot.keyClick(page.list, Qt.Key.Key_F8, CTRL)
    assert page.actions_box.reason.text() == "This result has no place on the map."


def test_the_ends_of_the_list(page, qtbot):
    box = page.actions_box
    assert box.previous_button.toolTip() == "This is the first result."
    for _ in range(5):
        click(page, "reviewNext", qtbot)
    assert box.next_button.toolTip() == "This is the last result."
    assert box.previous_button.isEnabled()


def answer(reason: str, asked: list[Any] | None = None) -> None:
    """Fill in the reason of an exception, by keys, when the dialog stands."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        accept = dialog.buttons.buttons()[0]
        if asked is not None:
            asked.append((accept.isEnabled(), accept.toolTip()))
        QTest.keyClicks(dialog.reason.lineEdit(), reason)
        QTest.keyClick(dialog.reason.lineEdit(), Qt.Key.Key_Return)

    QTimer.singleShot(200, fill)


def test_an_exception_with_its_reason_and_its_end(page, register, qtbot):
    asked: list[Any] = []
    answer("hai nha chung so", asked)
    qtbot.keyClick(page.list, Qt.Key.Key_E, CTRL | SHIFT)
    settle(page, qtbot)
    assert asked == [(False, "Give a reason first.")]
    assert reviews.states(register)["wrong_side", reviews.address(4)] == "exception"
    assert page.list.model().rowCount() == 5
    assert page.view.detail.text().startswith("10 Trần Phú")  # the next one has moved up
    assert page.check.bar.text() == "1 of 5 worked off"

    page.filters.state.setCurrentIndex(page.filters.state.findData("exception"))
    settle(page, qtbot)
    assert "Exception: hai nha chung so (" in page.view.detail.text()
    assert page.actions_box.except_button.toolTip() == "This result is not open any more."
    focus(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Backspace, CTRL)
    settle(page, qtbot)
    assert reviews.states(register)["wrong_side", reviews.address(4)] == "open"


def test_several_results_are_excepted_at_once_and_reasons_are_offered_again(page, register, qtbot):
    choose(page, qtbot, "Stray spaces")
    focus(page)
    page.list.selectAll()
    answer("ten cu")
    click(page, "reviewExcept", qtbot)
    assert list(reviews.states(register).values()).count("exception") == 3
    choose(page, qtbot, "Number on the wrong side of the street")
    offered: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        offered.extend(dialog.reason.itemText(row) for row in range(dialog.reason.count()))
        dialog.reject()

    QTimer.singleShot(200, look)
    click(page, "reviewExcept", qtbot)
    assert offered == ["ten cu"]
    assert list(reviews.states(register).values()).count("exception") == 3


def streets(register: Any) -> list[str]:
    with closing(connect(register)) as con:
        return [street for (street,) in con.execute("SELECT street FROM address WHERE fid <= 3 ORDER BY fid")]


def test_the_suggested_fix_of_one_result(page, register, qtbot):
    assert page.actions_box.fix_button.toolTip() == "No certain fix is known: correct the record in its form."
    choose(page, qtbot, "Stray spaces")
    focus(page)
    assert page.view.detail.text().startswith("4 Trần Phú")
    qtbot.keyClick(page.list, Qt.Key.Key_Return, CTRL)
    settle(page, qtbot)
    assert streets(register) == ["Trần  Phú", "Trần Phú", "Trần  Phú"]
    assert page.list.model().rowCount() == 2


def test_the_fixes_of_all_of_a_kind_are_one_step_that_undo_takes_back(page, dock, register, qtbot):
    choose(page, qtbot, "Stray spaces")
    focus(page)
    asked: list[str] = []

    def agree() -> None:
        box = QApplication.activeModalWidget()
        asked.append(box.text())
        qtbot.mouseClick(box.findChild(QAbstractButton, "fixAllQuestionAccept"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(1500, agree)
    qtbot.keyClick(page.list, Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: bool(asked), timeout=10000)
    settle(page, qtbot)
    assert asked == ["“Stray spaces”: write the suggested fix of 3 results?"]
    assert streets(register) == ["Trần Phú"] * 3
    assert page.list.model().rowCount() == 3  # of all rules: this one has none left
    assert page.check.bar.text() == "3 of 5 worked off"

    undo = dock.pages["assign"].undo
    assert undo.undo_button.isEnabled(), undo.undo_button.toolTip()
    QTimer.singleShot(300, lambda: QApplication.activeModalWidget().findChild(
        QAbstractButton, "undoQuestionAccept").click())  # fmt: skip
    undo.undo_button.click()
    settle(page, qtbot)
    assert streets(register) == ["Trần  Phú"] * 3
    assert page.list.model().rowCount() == 6


def test_the_form_of_the_record_stands_beside_and_follows(page, register, editors, qtbot):
    from diachiso.ui.register_layers import add_register_layers

    assert page.actions_box.form_button.toolTip() == "Add the register's layers to the map first (page Overview)."
    add_register_layers(str(register), QgsProject.instance())
    choose(page, qtbot, "Stray spaces")
    focus(page)
    qtbot.keyClick(page.list, Qt.Key.Key_F2)
    panel = page.form_panel
    assert panel.isVisible() and panel.fid() == 2
    assert panel.note.text() == "“Trần  Phú” has stray spaces."
    qtbot.keyClick(page.list, Qt.Key.Key_F8)
    settle(page, qtbot)
    assert panel.fid() == 1

    field = next(w for w in panel.form.findChildren(QLineEdit) if w.text() == "Trần  Phú")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Q")
    qtbot.keyClick(field, Qt.Key.Key_Return, CTRL)
    settle(page, qtbot)
    assert panel.state.text() == "Saved."
    assert streets(register) == ["Q", "Trần  Phú", "Trần  Phú"]


def test_a_form_left_with_edits_keeps_them_in_the_edit_session(page, register, editors, qtbot):
    from diachiso.publish.project.layers import present_layers
    from diachiso.ui.register_layers import add_register_layers

    add_register_layers(str(register), QgsProject.instance())
    layer = present_layers(str(register), QgsProject.instance())["address"]
    choose(page, qtbot, "Stray spaces")
    click(page, "reviewForm", qtbot)
    field = next(w for w in page.form_panel.form.findChildren(QLineEdit) if w.text() == "Trần  Phú")
    field.selectAll()
    qtbot.keyClicks(field, "Q")
    click(page, "reviewNext", qtbot)
    assert layer.isModified()
    assert layer.getFeature(2)["street"] == "Q"
    assert streets(register) == ["Trần  Phú"] * 3
    layer.rollBack()


def test_a_land_result_shows_the_outline_of_its_object(page, register, desktop, make_layer, qtbot):
    square = "Polygon((109.2 12.2, 109.201 12.2, 109.201 12.201, 109.2 12.201, 109.2 12.2))"
    with closing(connect(register, write=True)) as con:
        where = {"source": "thua_dat", "object_id": "5/12", "lon": 109.2, "lat": 12.2}
        reviews.add(con, "overlap", 1, params={"other": "5/13"}, **where)
    page.reload()
    settle(page, qtbot)
    choose(page, qtbot, "Parcels overlap")
    assert page.view.message.text() == "Overlaps parcel 5/13."
    assert page.view.detail.text() == "thua_dat 5/12\nCorrect the boundary."
    assert page.actions_box.form_button.toolTip() == "The layer thua_dat is not on the map: add it first."
    QgsProject.instance().addMapLayer(make_layer([square], {"so_to": [5], "so_thua": [12]}, name="thua_dat"))
    click(page, "reviewShow", qtbot)
    assert len(page.map.drawn()) == 1 and page.map.drawn()[0].type() == 2


def test_a_hundred_thousand_results_take_little_longer_than_a_few(dock, register, provider, qtbot, monkeypatch):
    """What is read and shown goes by what is on the screen; the list of numbers alone grows with the results."""
    from diachiso.ui import paged_rows, review_model

    reviews.fill(register, ())
    asked: list[int] = []
    read_rows = review_model.read_rows
    monkeypatch.setattr(review_model, "read_rows", lambda path, ids: asked.append(len(ids)) or read_rows(path, ids))
    took: dict[int, float] = {}
    for count in (1_000, 100_000):
        with closing(connect(register, write=True)) as con:
            con.execute("DELETE FROM qa_result")
        reviews.fill_many(register, count)
        page = open_page(dock, register, qtbot)
        assert page.list.model().rowCount() == count
        asked.clear()
        start = time.perf_counter()
        choose(page, qtbot, "Stray spaces")
        choose(page, qtbot, "All results")
        page.list.scrollToBottom()
        settle(page, qtbot)
        page.view.select(count // 2)
        settle(page, qtbot)
        click(page, "reviewNext", qtbot)
        took[count] = time.perf_counter() - start
        assert page.view.message.text() != ""
        assert sum(asked) <= 8 * paged_rows.PAGE
        dock.close_register()
    assert took[100_000] < 8 * took[1_000], took  # a hundred times the results


def test_the_window_stays_alive_while_many_results_are_read(dock, register, provider, qtbot):
    reviews.fill(register, ())
    reviews.fill_many(register, 100_000)
    page = open_page(dock, register, qtbot)
    ticks: list[float] = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
    clock.start(10)
    start = time.perf_counter()
    choose(page, qtbot, "Stray spaces")
    page.filters.search.setText("id 99")  # looks at every address text
    qtbot.wait(400)
    settle(page, qtbot)
    whole = time.perf_counter() - start
    clock.stop()
    assert page.list.model().rowCount() == len([i for i in range(1, 100_001) if i % 10 and str(i).startswith("99")])
    assert max(b - a for a, b in zip(ticks, ticks[1:])) < whole / 3


def test_the_check_runs_in_the_background_and_fills_the_page(dock, register, provider, qtbot):
    """From an empty review to the first result with nothing but keys."""
    reviews.fill(register, ())
    page = open_page(dock, register, qtbot)
    assert page.check.certificate_button.isEnabled()  # there was a check that found nothing
    page.check.addresses_button.setFocus()
    qtbot.keyClick(page.check.addresses_button, Qt.Key.Key_Space)
    assert page.desk.jobs.is_busy() and "Checking addresses" in page.check.land_button.toolTip()
    settle(page, qtbot)
    assert page.list.model().rowCount() > 0
    focus(page)
    qtbot.keyClick(page.list, Qt.Key.Key_F8)
    assert page.list.currentIndex().row() == 1


def test_land_is_checked_by_the_roles_of_the_layers(dock, register, provider, make_layer, qtbot):
    reviews.fill(register, ())
    page = open_page(dock, register, qtbot)
    assert page.check.land_button.toolTip().startswith("Add parcels or buildings to the map first")
    squares = [f"Polygon((109.2 12.2, 109.20{n} 12.2, 109.20{n} 12.201, 109.2 12.201, 109.2 12.2))" for n in (1, 2)]
    layer = make_layer(squares, {"so_to": [5, 5], "so_thua": [12, 13]}, name="thua_dat")
    QgsProject.instance().addMapLayer(layer)
    dock.desk.roles.guess()
    click(page, "reviewCheckLand", qtbot)
    assert any(row.source for row in map(page.model.result, range(page.model.rowCount())) if row is not None)


def test_a_register_from_before_the_review_says_what_to_do(dock, register, qtbot):
    with closing(connect(register, write=True)) as con:
        triggers = con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%qa_%'").fetchall()
        for (name,) in triggers:
            con.execute(f'DROP TRIGGER "{name}"')
        for table in ("qa_result", "qa_exception", "qa_run"):
            con.execute(f"DROP TABLE {table}")
    page = open_page(dock, register, qtbot)
    assert page.check.addresses_button.toolTip().startswith("This register was made before there was a review")
    assert page.check.last.text() == page.check.addresses_button.toolTip()


def test_the_keys_are_told_and_are_no_others_of_the_page(page):
    keys = [action.shortcut().toString() for action in page.actions()]
    assert len(keys) == len(set(keys)) >= 9
    for button in page.actions_box.findChildren(QAbstractButton):
        told = button.toolTip() if button.isEnabled() else button._help
        assert any(f"({key})" in told for key in keys), button.objectName()


def test_everything_can_be_reached_by_tab(page):
    names, widget = set(), page.head.nextInFocusChain()
    while widget is not page.head:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            names.add(widget.objectName())
        widget = widget.nextInFocusChain()
    assert {
        "reviewCheckAddresses", "reviewCheckLand", "reviewCertificate", "reviewLevel_error", "reviewByCommune",
        "reviewState", "reviewCommune", "reviewSearch", "reviewTree", "reviewList", "reviewNext", "reviewExcept",
    } <= names  # fmt: skip


def test_a_saved_record_is_checked_again_at_once(page, register, editors, qtbot):
    from diachiso.ui.register_layers import add_register_layers

    with closing(connect(register, write=True)) as con:  # a rule of the real book: one record alone can tell it
        con.execute("UPDATE qa_result SET rule = 'text_stray_spaces' WHERE rule = 'spaces'")
    add_register_layers(str(register), QgsProject.instance())
    page.reload()
    settle(page, qtbot)
    choose(page, qtbot, "text_stray_spaces")
    click(page, "reviewForm", qtbot)
    field = next(w for w in page.form_panel.form.findChildren(QLineEdit) if w.text() == "Trần  Phú")
    field.selectAll()
    qtbot.keyClicks(field, "Q")
    qtbot.mouseClick(page.form_panel.save_button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    found = reviews.states(register)
    assert found["text_stray_spaces", reviews.address(2)] == "fixed"
    assert found["text_stray_spaces", reviews.address(1)] == "open"


def test_the_place_is_kept_in_a_longer_list(page, qtbot):
    choose(page, qtbot, "Stray spaces")
    page.view.select(2)
    settle(page, qtbot)
    shown = page.view.detail.text()
    choose(page, qtbot, "All results")
    assert page.view.detail.text() == shown  # still the same result, in a longer list


def test_from_the_list_into_the_form_and_back_with_keys(page, register, editors, qtbot):
    from diachiso.ui.register_layers import add_register_layers

    add_register_layers(str(register), QgsProject.instance())
    choose(page, qtbot, "Stray spaces")
    focus(page)
    qtbot.keyClick(page.list, Qt.Key.Key_F2)
    panel = page.form_panel
    assert panel.isAncestorOf(QApplication.focusWidget())
    assert panel.fid() == 2
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    settle(page, qtbot)
    assert panel.fid() == 1 and panel.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    assert page.list.hasFocus()


def test_a_wrong_rule_file_of_the_province_is_named_and_the_results_are_shown(dock, register, qtbot, monkeypatch):
    from diachiso.core.errors import DiachisoError, Message
    from diachiso.ui import review_words

    def read(folders: Any) -> Any:
        if list(folders):
            raise DiachisoError(Message("x", "{file} is wrong. Correct it."), file="rules.json")
        return dict(reviews.RULES)

    monkeypatch.setattr(review_words, "read_rules", read)
    (register.parent / "profiles" / "rules").mkdir(parents=True)
    reviews.fill(register, reviews.ALL)
    page = open_page(dock, register, qtbot)
    assert page.head.text() == "rules.json is wrong. Correct it."
    assert page.list.model().rowCount() == 6
