"""The page Sync against the reference registry over HTTP: an account of QGIS, push, pull, a conflict, a stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication

from diachiso.core.block_rules import BlockRequest
from diachiso.register.blocks import add_blocks

from ..effort import Laps, effort
from ..registry.running import RunningRegistry
from ..small_town import FIRST
from ..sync.conftest import binh, hoa, registry, town
from ..sync.desk import Desk, fill
from ..sync.test_people import grant
from .test_review_page import editors
from .test_sync_page import click, fields, open_page, read_again, settle, texts, view

__all__ = ["binh", "editors", "hoa", "registry", "town"]  # fixtures
WRONG = "mật-khẩu-sai-4711"


@pytest.fixture
def login(qgis_app: Any) -> Iterator[Callable[[str, str], str]]:
    """Stores a login in QGIS; its id."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet() and not manager.setMasterPassword("một mật khẩu chính", True):
        pytest.skip("this QGIS has a master password of its own")
    made: list[str] = []

    def store(name: str, password: str) -> str:
        config = QgsAuthMethodConfig("Basic")
        config.setName(name)
        config.setConfig("username", name)
        config.setConfig("password", password)
        stored = manager.storeAuthenticationConfig(config)  # newer QGIS gives the config back, too
        made.append((stored[1] if isinstance(stored, tuple) else config).id())
        return made[-1]

    yield store
    for found in made:
        manager.removeAuthenticationConfig(found)


@pytest.fixture
def page(dock: Any, provider: Any, hoa: Desk, registry: RunningRegistry, login: Any, qtbot: Any) -> Any:
    """The page with hoa's register, the registry's address and her account."""
    page = open_page(dock, hoa.path, qtbot)
    authcfg = login("kythuat1", registry.accounts["kythuat1"]["password"])
    page.registry.url.setText(registry.url)
    page.registry.account.setConfigId(authcfg)
    page.registry.setCollapsed(False)
    return page


def test_the_connection_is_tested(page, login, qtbot):
    click(page, "syncTest", qtbot)
    assert "Level L3" in page.registry.result.text() and "kythuat1 (technician" in page.registry.result.text()
    page.registry.account.setConfigId(login("kythuat1 wrong", WRONG))
    click(page, "syncTest", qtbot)
    assert "refuses the login" in page.registry.result.text()


def test_the_page_says_what_of_people_goes_where(page, hoa, registry, qtbot):
    assert page.registry.people.text() == "Personal data: none goes to this registry."
    assert page.run_box.people.text() == ""
    registry.take_people()
    grant(hoa.path, hoa.url)
    hoa.add("1", person=True)
    read_again(page, qtbot)
    for note in (page.registry.people, page.run_box.people):
        assert note.text() == (
            "Personal data: role, full name, phone of each person go to Công an tỉnh. Legal basis: Luật 91/2025/QH15, "
            "Điều 20. Purpose: xác thực chủ nhà. It may be kept until 31/12/2099. Each sending is recorded."
        )
    click(page, "sync_both", qtbot)
    assert page.run_box.outcome.text() == "1 sent · 1 with personal data"
    grant(hoa.path, hoa.url, legal_basis=None)
    read_again(page, qtbot)
    assert "legal_basis" in page.run_box.people.text()


def test_what_a_registry_lost_is_sent_anew_after_a_question(page, hoa, registry, qtbot):
    registry.snapshot()
    address_id = hoa.add("1")
    click(page, "sync_both", qtbot)
    registry.restore(new_epoch=True)
    assert page.run_box.lost_button.isHidden()
    click(page, "sync_both", qtbot)
    assert page.run_box.outcome.text().startswith("The registry is older than what it told us before")
    assert registry.items() == {} and page.run_box.lost_button.isVisible()

    def answer(name: str) -> None:
        qtbot.mouseClick(QApplication.activeModalWidget().findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)

    QTimer.singleShot(300, lambda: answer("lostQuestionCancel"))
    click(page, "syncLost", qtbot)
    assert registry.items() == {} and page.run_box.lost_button.isVisible()
    QTimer.singleShot(300, lambda: answer("lostQuestionAccept"))
    click(page, "syncLost", qtbot)
    assert list(registry.items()) == [address_id] and page.run_box.lost_button.isHidden()
    assert page.run_box.outcome.text() == "1 sent · 1 lost there"


def test_below_level_3_the_page_says_that_nothing_was_fetched(page, hoa, registry, qtbot):
    registry.set_level(2)
    click(page, "sync_both", qtbot)
    assert page.run_box.outcome.text().startswith("Nothing was fetched: this registry cannot tell")


def test_what_is_edited_is_sent_and_what_a_colleague_edits_comes_back(page, hoa, binh, registry, qtbot):
    ids = [hoa.add(str(number)) for number in range(1, 6)]
    read_again(page, qtbot)
    assert page.run_box.waits.text().startswith("5 edits wait")
    click(page, "sync_both", qtbot)
    assert page.run_box.outcome.text().startswith("5 sent")
    assert page.run_box.waits.text() == "No edits wait."
    results = texts(page.lists.list, page, qtbot)
    assert page.lists.view == "results" and len(results) == 5
    assert all("Taken by the registry" in line for line in results)
    binh.sync()
    binh.edit(ids[0], house_number="11")
    binh.sync()
    click(page, "sync_pull", qtbot)
    assert "1 received" in page.run_box.outcome.text()
    assert hoa.one(ids[0], "house_number") == "11"


@pytest.mark.slow
def test_the_window_lives_while_many_records_are_sent_and_fetched(page, hoa, binh, registry, qtbot):
    many = effort(800)
    fill(hoa.path, many)
    read_again(page, qtbot)
    sent = longest_pause(lambda: click(page, "sync_both", qtbot))
    assert page.run_box.outcome.text().startswith(f"{many} sent") and len(registry.items()) == many
    binh.sync()
    with binh.writing() as con:
        con.execute("UPDATE address SET name = 'Quán Hoa'")
    assert binh.sync().pushed == many
    fetched = longest_pause(lambda: click(page, "sync_pull", qtbot))
    assert page.run_box.outcome.text().startswith(f"{many} received")
    assert max(sent, fetched) < 0.1, f"{sent:.3f} s, {fetched:.3f} s"


def longest_pause(work: Any) -> float:
    """Seconds of its own that the main thread stood still while `work` waited in the event loop."""
    pauses, laps = [0.0], Laps()
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: pauses.append(laps.lap()))
    timer.start()
    work()
    timer.stop()
    return max(pauses)


def test_a_conflict_is_settled_and_both_agree(page, hoa, binh, qtbot):
    address_id = hoa.add("1")
    click(page, "sync_both", qtbot)
    binh.sync()
    binh.edit(address_id, house_number="5")
    binh.sync()
    hoa.edit(address_id, house_number="3")
    click(page, "sync_both", qtbot)
    assert "1 conflicts" in page.run_box.outcome.text()
    view(page, "conflicts", qtbot)
    click(page, "syncSettle", qtbot)
    assert fields(page) == [["House number", "1", "3", "5"]]
    click(page, "conflictMine", qtbot)
    click(page, "conflictWrite", qtbot)
    click(page, "sync_both", qtbot)
    binh.sync()
    assert binh.one(address_id, "house_number") == hoa.one(address_id, "house_number") == "3"


def test_a_stopped_sync_says_that_what_was_sent_stays_sent(page, hoa, registry, messages, qtbot):
    for number in range(1, 4):
        hoa.add(str(number))
    registry.fault("delay", seconds=3, count=1, path="/ops.*")
    read_again(page, qtbot)
    page.run_box.buttons["push"].click()
    qtbot.wait(1200)
    page.desk.jobs.cancel()
    settle(page, qtbot)
    assert any("What has been sent stays sent" in text for text in messages())
    registry.clear_faults()
    click(page, "sync_both", qtbot)
    assert sorted(set(hoa.states())) == ["applied"] and page.run_box.waits.text() == "No edits wait."


def test_an_account_in_the_wrong_keeps_everything(page, hoa, login, qtbot):
    hoa.add("1")
    page.registry.account.setConfigId(login("kythuat1 wrong", WRONG))
    click(page, "sync_push", qtbot)
    assert "refuses the login" in page.run_box.outcome.text()
    assert len(hoa.dirty()) + hoa.states().count("queued") == 1
    stored = Path(hoa.path).read_bytes()
    assert WRONG.encode() not in stored and b"kythuat1" not in stored


def test_a_record_sent_back_is_corrected_in_its_form_and_submitted_again(page, hoa, registry, editors, messages, qtbot):
    from qgis.core import QgsProject

    from diachiso.ui.register_layers import add_register_layers

    block = BlockRequest(FIRST, hoa.prefix, 1, 999, "01/GM")
    add_blocks(hoa.path, [block])  # the review looks at it before it is submitted again
    page.desk.session.refresh()
    address_id, reason = hoa.add("1"), "Số nhà không khớp biển số"
    click(page, "sync_both", qtbot)
    registry.reject(address_id, reason)
    click(page, "sync_pull", qtbot)
    assert "1 rejected" in page.run_box.waits.text()
    add_register_layers(str(hoa.path), QgsProject.instance())
    page.desk.changed.emit()
    (line,) = view(page, "rejected", qtbot)
    assert line.endswith(reason)
    click(page, "syncForm", qtbot)
    form = page.form_panel
    assert form.isVisible() and form.note.text() == reason
    layer = form.layer()
    layer.changeAttributeValue(form.fid(), layer.fields().indexOf("house_number"), "1A")
    form.form.setFeature(layer.getFeature(form.fid()))
    form.save_button.click()
    settle(page, qtbot)
    assert form.state.text() == "Saved." and hoa.one(address_id, "house_number") == "1A"
    form.clear()  # an open edit session would be asked about
    click(page, "syncAgain", qtbot)
    assert hoa.one(address_id, "stage") == "submitted", messages()
    click(page, "sync_both", qtbot)
    assert view(page, "rejected", qtbot) == []
    registry.verify(address_id)
    code = registry.issue(address_id)["properties"]["code"]
    click(page, "sync_pull", qtbot)
    assert (hoa.one(address_id, "stage"), hoa.one(address_id, "code")) == ("issued", code)


def test_a_block_is_reserved_in_its_dialog_and_codes_come_out_of_it(page, hoa, registry, qtbot):
    seen: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(dialog.reason.text())
        QTest.keyClicks(dialog.commune.lineEdit(), FIRST)
        seen.append(dialog.left.text())
        dialog.count.setValue(40)
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(600, fill)
    click(page, "syncReserve", qtbot)
    assert seen == ["Choose the commune.", "Numbers still free here: 0"]
    assert page.registry.result.text() == f"Reserved and entered: {FIRST} 1–40."
    assert hoa.rows("SELECT commune_code, first_serial, last_serial FROM code_block") == [(FIRST, 1, 40)]
    assert [block.free for block in page.desk.session.overview.blocks] == [40]


def test_a_register_put_back_waits_until_a_person_says_to_go_on(page, hoa, binh, tmp_path, qtbot):
    address_id = hoa.add("1")
    click(page, "sync_both", qtbot)
    old = hoa.copy_to(tmp_path / "cũ.gpkg")
    hoa.edit(address_id, house_number="3")
    read_again(page, qtbot)
    click(page, "sync_both", qtbot)
    hoa.path.write_bytes(old.read_bytes())
    hoa.edit(address_id, street="Hoa Mai 2")
    read_again(page, qtbot)
    assert page.run_box.restored_button.isHidden()
    click(page, "sync_both", qtbot)
    assert "older than what the registry last told it" in page.run_box.outcome.text()
    assert hoa.one(address_id, "house_number") == "1"

    def answer(name: str) -> None:
        box = QApplication.activeModalWidget()
        assert "Nobody may go on with the other file" in box.informativeText()
        qtbot.mouseClick(box.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)

    QTimer.singleShot(600, lambda: answer("restoredQuestionCancel"))
    click(page, "syncRestored", qtbot)
    assert hoa.one(address_id, "house_number") == "1" and page.run_box.restored_button.isVisible()
    QTimer.singleShot(600, lambda: answer("restoredQuestionAccept"))
    click(page, "syncRestored", qtbot)
    assert page.run_box.restored_button.isHidden() and page.run_box.waits.text() == "No edits wait."
    binh.sync()
    for desk in (hoa, binh):
        assert (desk.one(address_id, "house_number"), desk.one(address_id, "street")) == ("3", "Hoa Mai 2")
