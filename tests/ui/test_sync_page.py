"""The page Sync by clicks and keys: what waits, lists, conflicts side by side and on the map, records sent back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsNetworkAccessManager, QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication

from diachiso.core.profile import load_profile
from diachiso.register.connect import connect
from diachiso.register.sync_store import conflicts, waiting
from diachiso.sync.adapters.base import Capabilities, Level
from diachiso.sync.model import OpState, Outcome, Pause, Problem
from diachiso.ui.sync_words import FieldWords

from ..effort import Laps
from . import syncs
from .test_review_page import editors
from .town import REGISTER, make_registers

__all__ = ["editors"]  # a fixture
PLACE = (109.1903, 12.2402)


def settle(page: Any, qtbot: Any) -> None:
    """Wait until nothing runs and nothing is read any more."""
    quiet = 0

    def is_quiet() -> bool:
        nonlocal quiet
        busy = page.desk.jobs.is_busy() or page.desk.session.is_reading() or page.is_reading()
        quiet = 0 if busy else quiet + 1
        return quiet > 2

    qtbot.waitUntil(is_quiet, timeout=60000)


def open_page(dock: Any, register: Any, qtbot: Any) -> Any:
    with qtbot.waitSignal(dock.desk.session.changed, timeout=10000):
        dock.desk.session.open(str(register))
    dock.show_page("sync")
    page = dock.pages["sync"]
    settle(page, qtbot)
    return page


def click(page: Any, name: str, qtbot: Any) -> None:
    top = page.conflicts if name.startswith("conflict") else page
    button = top.findChild(QAbstractButton, name)
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)


def read_again(page: Any, qtbot: Any) -> None:
    page.desk.session.refresh()
    settle(page, qtbot)


def texts(table: Any, page: Any, qtbot: Any) -> list[str]:
    model = table.model()
    for row in range(model.rowCount()):
        model.index(row, 0).data()
    settle(page, qtbot)  # what was not read yet
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def view(page: Any, name: str, qtbot: Any) -> list[str]:
    """Click on a list's button; its rows."""
    click(page, f"syncView_{name}", qtbot)
    return texts(page.lists.list, page, qtbot)


def value(register: Path, fid: int, column: str) -> Any:
    with closing(connect(register)) as con:
        return con.execute(f"SELECT {column} FROM address WHERE fid = ?", (fid,)).fetchone()[0]


def fields(page: Any) -> list[list[str]]:
    model = page.conflicts.fields
    return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]


def choose(page: Any, row: int, column: int, qtbot: Any) -> None:
    """Click on a side of a field."""
    table = page.conflicts.table
    place = table.visualRect(table.model().index(row, column)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _agreed(folder: Path) -> None:
    make_registers(folder)
    register = folder / REGISTER
    syncs.fill(register, 4)
    syncs.agree(register, syncs.run(register, counts='{"pushed": 4}', note="Đợt đầu"))


def _contested(folder: Path) -> None:
    _agreed(folder)
    register = folder / REGISTER
    for fid in (1, 2, 3):
        syncs.edit(register, fid, house_number=f"{fid}X")
    syncs.edit(register, 3, settlement="Tổ 1", geom=syncs.point_blob(109.1899, 12.2399))
    syncs.conflict(register, [1, 2, 3], lambda fid: {"house_number": "99"} if fid < 3 else {
        "house_number": "99", "settlement": "Tổ 2", "position": PLACE})  # fmt: skip


@pytest.fixture
def page(dock: Any, register: Path, once: Any, provider: Any, qtbot: Any) -> Any:
    """The page with four addresses that the registry knows, and nothing that waits."""
    once(_agreed, register.parent)
    return open_page(dock, register, qtbot)


@pytest.fixture
def contested(dock: Any, register: Path, once: Any, provider: Any, qtbot: Any) -> Any:
    """Three conflicts: two about the number alone, one about number, place and settlement."""
    once(_contested, register.parent)
    page = open_page(dock, register, qtbot)
    view(page, "conflicts", qtbot)
    click(page, "syncSettle", qtbot)
    return page


def test_without_a_register_the_page_says_what_to_do_first(dock):
    page = dock.pages["sync"]
    assert page.head.text() == "Open or create a register on the page Overview first."
    assert {b.toolTip() for b in page.run_box.buttons.values()} == {page.head.text()}
    assert page.registry.test_button.toolTip() == page.head.text()


def test_what_waits_is_told_with_its_age_and_what_changed(page, register, qtbot):
    assert page.run_box.waits.text() == "No edits wait."
    syncs.edit(register, 1, house_number="2A", settlement="Tổ 7")
    read_again(page, qtbot)
    assert page.run_box.waits.text() == "1 edits wait, the oldest for 1 minutes"
    (line,) = view(page, "waiting", qtbot)
    name, changes = line.split("\n")
    assert name.startswith("2A Trần Phú") and changes == "House number: 2 → 2A; Settlement: Tổ 5 → Tổ 7"
    assert page.lists.detail.text() == "House number: 2 → 2A\nSettlement: Tổ 5 → Tổ 7"
    assert page.lists.buttons["waiting"].text() == "Waiting (1)"


def test_a_value_of_a_list_is_told_in_its_words():
    profile = load_profile()
    for language, word in (("vi", "Tâm của đối tượng"), ("en", "Centroid")):
        words = FieldWords(profile)
        words.language = language
        assert words.value("position_method", "centroid") == word
    assert FieldWords(profile).value("position_method", "own") == "own"


def test_what_lacks_is_told_before_anything_is_sent(dock, register, provider, qtbot):
    syncs.fill(register, 2, stage="created")
    syncs.edit(register, 2, house_number=None)
    page = open_page(dock, register, qtbot)
    lines = view(page, "waiting", qtbot)
    assert [("still needs" in line) for line in lines] == [True, False]
    assert "1 complete, not submitted yet" in page.run_box.waits.text()
    assert page.run_box.submit.isEnabled()


def test_the_history_leads_to_the_results_of_each_record(page, qtbot):
    (line,) = view(page, "history", qtbot)
    assert "Push and pull · by hoa" in line and "4 sent · Đợt đầu" in line
    click(page, "syncResults", qtbot)
    results = texts(page.lists.list, page, qtbot)
    assert page.lists.view == "results" and page.lists.buttons["results"].isChecked()
    assert len(results) == 4 and all("Taken by the registry · New at the registry" in line for line in results)


def test_a_rejected_record_shows_its_reason_and_opens_in_its_form(page, register, editors, qtbot):
    from diachiso.ui.register_layers import add_register_layers

    syncs.edit(register, 2, house_number="5")
    (operation,) = syncs.send(register)
    problem = Problem("urn:diachiso:problem:invalid", "Invalid", "Số nhà 5 không có trên đường Trần Phú.")
    syncs.settle(register, [(operation, Outcome(OpState.REJECTED, problem=problem))])
    read_again(page, qtbot)
    (line,) = view(page, "rejected", qtbot)
    assert line.endswith(problem.detail) and page.lists.detail.text().endswith(problem.detail)
    assert page.lists.form_button.toolTip() == "Add the register's layers to the map first (page Overview)."
    add_register_layers(str(register), QgsProject.instance())
    read_again(page, qtbot)
    click(page, "syncForm", qtbot)
    assert page.form_panel.fid() == 2 and page.form_panel.note.text() == problem.detail


def test_a_conflict_stands_side_by_side_and_on_the_map(contested, qtbot):
    page = contested
    panel = page.conflicts
    assert panel.isVisible() and panel.shown.text() == "1 of 3"
    assert fields(page) == [["House number", "2", "1X", "99"]]
    assert panel.write_button.toolTip().startswith("Choose a side for every field")
    click(page, "conflictNext", qtbot)
    click(page, "conflictNext", qtbot)
    assert [row[0] for row in fields(page)] == ["House number", "Position", "Settlement"]
    drawn = panel.map.drawn()
    assert set(drawn) == {"base", "mine", "theirs", "mine_line", "theirs_line"}
    extent = panel.desk.iface.mapCanvas().extent()
    for side in ("base", "mine", "theirs"):
        assert extent.contains(drawn[side].boundingBox())
    panel.hide()
    assert panel.map.drawn() == {}


def test_a_side_is_chosen_field_by_field(contested, register, qtbot):
    page = contested
    click(page, "conflictNext", qtbot)
    click(page, "conflictNext", qtbot)
    choose(page, 0, 2, qtbot)  # the number stays ours
    choose(page, 1, 3, qtbot)  # the place is theirs
    choose(page, 2, 1, qtbot)  # what was before cannot be chosen
    assert not page.conflicts.write_button.isEnabled()
    choose(page, 2, 3, qtbot)
    assert [row[2:] for row in fields(page)][::2] == [["✓ 3X", "99"], ["Tổ 1", "✓ Tổ 2"]]
    click(page, "conflictWrite", qtbot)
    assert (value(register, 3, "house_number"), value(register, 3, "settlement")) == ("3X", "Tổ 2")
    assert syncs.local(register, 3)[syncs.address(3)].position == PLACE
    assert waiting(register).conflicts == 2 and page.conflicts.model.rowCount() == 2
    assert page.lists.buttons["conflicts"].text() == "Conflicts (2)"


def test_keys_alone_settle_a_conflict(contested, register, qtbot):
    page = contested
    panel = page.conflicts
    QApplication.setActiveWindow(panel.window())
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.fields.index(0, 3))
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.fields.choices() == {"house_number": True}
    QTest.keyClick(panel.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot)
    assert value(register, 1, "house_number") == "99"


@pytest.mark.parametrize(("button", "numbers"), [("conflictMine", ["1X", "2X"]), ("conflictTheirs", ["99", "99"])])
def test_one_choice_settles_all_of_a_kind(contested, register, button, numbers, qtbot):
    page = contested
    click(page, button, qtbot)
    asked: list[str] = []

    def accept() -> None:
        box = QApplication.activeModalWidget()
        asked.append(box.text() + " " + box.informativeText())
        qtbot.mouseClick(box.findChild(QAbstractButton, "settleKindAccept"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(600, accept)
    click(page, "conflictKind", qtbot)
    side = "ours" if button == "conflictMine" else "the registry's"
    assert asked == [f"Settle 2 conflicts alike? House number: {side}"]
    assert [value(register, fid, "house_number") for fid in (1, 2)] == numbers
    assert [row.address_id for row in conflicts(register)] == [syncs.address(3)]


def test_a_record_refused_as_a_whole_is_settled_after_it_was_mended(page, register, qtbot):
    syncs.edit(register, 1, house_number="6")
    (operation,) = syncs.send(register)
    syncs.settle(register, [(operation, Outcome(OpState.CONFLICT, problem=syncs.SAME_HOUSE))])
    read_again(page, qtbot)
    view(page, "conflicts", qtbot)
    click(page, "syncSettle", qtbot)
    panel = page.conflicts
    assert syncs.SAME_HOUSE.detail in panel.problem.text() and not panel.table.isVisible()
    assert panel.mine_button.toolTip().startswith("No field is in conflict")
    click(page, "conflictWrite", qtbot)
    assert waiting(register).conflicts == 0 and waiting(register).edits == 1
    assert panel.title.text() == "No conflicts are open."


def test_the_address_and_the_account_are_kept_without_a_secret(page, qtbot):
    box = page.registry
    assert page.run_box.buttons["both"].isEnabled() and box.address() == "https://registry.example"
    assert box.isCollapsed()
    box.setCollapsed(False)
    for text, word in (
        ("", "Enter the registry's address"), ("ftp://x", "no web address"), ("https://a:b@x.vn", "choose an account"),
        ("https://x.vn?token=1", "choose an account"),
    ):  # fmt: skip
        box.url.setText(text)
        assert word in page.run_box.buttons["push"].toolTip() and word in box.test_button.toolTip()
    box.url.clear()
    QTest.keyClicks(box.url, "https://so.example.vn/")
    QTest.keyClick(box.url, Qt.Key.Key_Return)
    stored = QgsSettings()
    stored.beginGroup("diachiso/registries")
    kept = {key.split("/")[-1]: stored.value(key) for key in stored.allKeys()}
    assert kept == {"url": "https://so.example.vn", "authcfg": ""}
    box.url.setText("http://so.example.vn")
    assert "http://" in box.reason.text()


ANSWERS = {
    Pause.PROXY: "proxy", Pause.CERTIFICATE: "certificate", Pause.LOGIN: "password",
    Pause.CAPTIVE_PORTAL: "sign in to this network", Pause.OFFLINE: "cannot be reached",
    Pause.REDIRECT: "another address", Pause.OUR_CERTIFICATE: "does not take this account's certificate",
    Pause.NO_ANSWER: "without an answer",
}  # fmt: skip


@pytest.mark.parametrize("pause", ANSWERS)
def test_the_test_of_the_connection_says_what_is_wrong(page, pause, monkeypatch, qtbot):
    from diachiso.ui import sync_registry

    monkeypatch.setattr(sync_registry, "ask_registry", lambda *_: Capabilities(pause=pause))
    page.registry.setCollapsed(False)
    click(page, "syncTest", qtbot)
    assert ANSWERS[pause] in page.registry.result.text()


class _Answers(BaseHTTPRequestHandler):
    """A server that gives everybody the same answer; it notes what it was asked."""

    status, kind, body = 200, "text/html", b"<!DOCTYPE html><title>Wi-Fi</title>"
    asked: list[str] = []

    def do_GET(self) -> None:  # noqa: N802 - its base's name
        self.asked.append(self.path)
        self.send_response(self.status)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Any]:
    """Its handler, to set the answer; `address` is its URL."""
    handler = type("Answers", (_Answers,), {"asked": []})
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    handler.address = f"http://127.0.0.1:{http.server_address[1]}"
    yield handler
    http.shutdown()
    http.server_close()


@pytest.mark.parametrize(
    ("status", "kind", "body", "word"),
    [
        (200, "text/html", b"<!DOCTYPE html><title>Wi-Fi</title>", "sign in to this network"),
        (401, "application/problem+json", b'{"title":"no","detail":"Sai."}', "password"),
        (407, "text/html", b"<html>", "proxy"),
        (302, "text/html", b"", "another address"),
        (200, "application/json", b'{"conformsTo":[]}', "Level L0"),
    ],
)
def test_the_connection_is_tested_over_http(page, server, status, kind, body, word, qtbot):
    server.status, server.kind, server.body = status, kind, body
    page.registry.setCollapsed(False)
    page.registry.url.setText(server.address)
    click(page, "syncTest", qtbot)
    assert word in page.registry.result.text()
    assert server.asked[0] == "/conformance"


def test_a_registry_that_is_not_there_is_called_so(page, server, qtbot):
    page.registry.setCollapsed(False)
    page.registry.url.setText("http://127.0.0.1:9")
    click(page, "syncTest", qtbot)
    assert "cannot be reached" in page.registry.result.text()
    assert server.asked == []


@pytest.mark.parametrize("level", list(Level))
def test_the_test_of_the_connection_tells_the_level(page, level, monkeypatch, qtbot):
    from diachiso.ui import sync_registry

    known = Capabilities(level, account="ktv01", roles=("technician",))
    monkeypatch.setattr(sync_registry, "ask_registry", lambda *_: known)
    page.registry.setCollapsed(False)
    click(page, "syncTest", qtbot)
    assert f"Level L{int(level)}" in page.registry.result.text()
    assert "Account: ktv01 (technician)" in page.registry.result.text()
    assert page.registry.title().endswith("✓")


def test_opening_the_page_asks_nothing_of_the_network(dock, register, provider, qtbot):
    asked: list[str] = []
    manager = QgsNetworkAccessManager.instance()
    note = lambda request: asked.append(request.request().url().toString())  # noqa: E731
    manager.requestCreated.connect(note)
    try:
        syncs.fill(register, 4)
        syncs.run(register)
        open_page(dock, register, qtbot)
    finally:
        manager.requestCreated.disconnect(note)
    assert asked == []


def test_an_old_register_offers_its_upgrade(dock, register, provider, qtbot):
    from diachiso.register.sync_schema import STATEMENTS

    syncs.fill(register, 2)
    with closing(connect(register, write=True)) as con:
        for table in STATEMENTS:
            con.execute(f"DROP TABLE {table}")
    page = open_page(dock, register, qtbot)
    assert page.head.text().startswith("This register was made before there was a sync")
    assert page.run_box.buttons["pull"].toolTip() == page.head.text()
    click(page, "syncUpgrade", qtbot)
    assert page.head.text() == "" and not page.upgrade_button.isVisible()
    assert page.run_box.waits.text().startswith("2 edits wait")


def test_the_window_lives_while_many_edits_are_listed(dock, register, provider, qtbot):
    syncs.fill(register, 100_000)
    page = open_page(dock, register, qtbot)
    pauses = [longest_pause(page, qtbot)]
    while pauses[-1] >= 0.1 and len(pauses) < 3:  # a busy computer may hold up one of them
        pauses.append(longest_pause(page, qtbot))
    assert page.lists.model.rowCount() == 100_000
    assert "Trần Phú" in str(page.lists.model.index(25_000, 0).data())
    assert pauses[-1] < 0.1, pauses


def longest_pause(page: Any, qtbot: Any) -> float:
    """Seconds that the event loop stood still while all is read anew and scrolled through."""
    pauses, laps = [], Laps()
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: pauses.append(laps.lap()))
    timer.start()
    page.reload()
    settle(page, qtbot)
    for row in (50_000, 99_999, 0, 25_000):
        page.lists.select(row)
        settle(page, qtbot)
    timer.stop()
    return max(pauses)


def test_a_refused_record_can_be_sent_again(page, register, qtbot):
    syncs.edit(register, 2, house_number="5")
    (operation,) = syncs.send(register)
    syncs.settle(register, [(operation, Outcome(OpState.REJECTED, problem=syncs.SAME_HOUSE))])
    read_again(page, qtbot)
    view(page, "rejected", qtbot)
    click(page, "syncAgain", qtbot)
    assert waiting(register).edits == 1
    (line,) = view(page, "waiting", qtbot)
    assert line.startswith("5 Trần Phú")


def test_a_registry_that_is_away_loses_nothing_and_the_page_says_so(page, register, qtbot):
    syncs.edit(register, 1, house_number="2A")
    read_again(page, qtbot)
    page.registry.url.setText("http://127.0.0.1:9")
    page.run_box.note.setText("Buổi sáng")
    click(page, "sync_both", qtbot)
    assert "cannot be reached" in page.run_box.outcome.text()
    assert waiting(register).edits + waiting(register).open_operations == 1
    first = view(page, "history", qtbot)[0]
    assert "cannot be reached" in first and "Buổi sáng" in first
    assert page.run_box.note.text() == ""


def test_open_errors_are_told_before_anything_is_sent(dock, register, provider, monkeypatch, qtbot):
    """The same words as the sync refuses it with: it looks at these records in the same way."""
    from diachiso.sync import edits

    from . import reviews

    syncs.fill(register, 3)
    with closing(connect(register, write=True)) as con:
        con.execute(
            "INSERT INTO qa_run (at, finished_at, by, subject, version, fingerprint, checked) VALUES"
            " ('2026-11-22T02:00:00Z', '2026-11-22T02:00:09Z', 'hoa', 'address', 'test.1', 'f', 3)"
        )
        reviews.add(con, "wrong_side", 2, object_id=syncs.address(2))
    asked: list[list[int]] = []

    def errors(con: Any, path: Any, fids: Any, engine: Any, language: str) -> dict[int, tuple[str, ...]]:
        asked.append(list(fids))
        return {2: ("Số nhà ở sai bên đường",)}

    monkeypatch.setattr(edits, "errors_before_submission", errors)
    page = open_page(dock, register, qtbot)
    lines = view(page, "waiting", qtbot)
    assert asked[0] == [2]
    assert [("Số nhà ở sai bên đường" in line) for line in lines] == [False, True, False]


def test_a_page_that_nobody_sees_reads_nothing(dock, register, provider, monkeypatch, qtbot):
    from diachiso.ui import sync_page

    syncs.fill(register, 2)
    asked: list[Any] = []
    monkeypatch.setattr(sync_page, "waiting", lambda path: asked.append(path) or waiting(path))
    dock.show_page("overview")
    with qtbot.waitSignal(dock.desk.session.changed, timeout=10000):
        dock.desk.session.open(str(register))
    page = dock.pages["sync"]
    settle(page, qtbot)
    assert asked == []
    dock.show_page("sync")
    settle(page, qtbot)
    assert len(asked) == 1 and page.run_box.waits.text().startswith("2 edits wait")
