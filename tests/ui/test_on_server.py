"""The dock on a register on a PostgreSQL server: opened, shown, put on the map, worked on by tools and by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsExpression, QgsFeedback, QgsLocatorContext, QgsProject, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QLineEdit

from diachiso.core.lifecycle_actions import Action
from diachiso.publish.project.layers import present_layers
from diachiso.register.connect import connect
from diachiso.register.postgres.move import move_register
from diachiso.ui.hands_step import ID
from diachiso.ui.locator import AddressLocator
from diachiso.ui.number_by_hand import NumberByHand

from ..postgres_server import Server, server
from ..qgis_connection import connected
from ..register.postgres.full_town import make_full_town
from ..small_town import FIRST
from . import test_review_page as reviewing
from .test_review_page import editors
from .town import click, settle

__all__ = ["editors", "server"]


@pytest.fixture(scope="session")
def full_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_full_town(tmp_path_factory.mktemp("full") / "register.gpkg", every_table=False)


@pytest.fixture
def database(server: Server, full_town: Path, tmp_path: Path) -> Iterator[str]:
    """The name of a database with a register of its own."""
    if not hasattr(server, "desk_town"):
        server.desk_town = server.database()
        move_register(Path(shutil.copyfile(full_town, tmp_path / "moved.gpkg")), server.place(server.desk_town))
    with server.office():
        yield server.database(server.desk_town)


@pytest.fixture
def issued(server: Server, database: str) -> None:
    """Two addresses are issued, and two others have something to be mended."""
    for stage in ("submitted", "verified", "issued"):
        server.run(f"UPDATE diachiso.address SET stage = '{stage}' WHERE fid IN (3, 4)", database=database)
    server.run("UPDATE diachiso.address SET settlement = 'Tổ  dân phố 5' WHERE fid IN (1, 2)", database=database)


@pytest.fixture(autouse=True)
def tools(provider) -> Iterator[None]:
    """The algorithms and expressions are there."""
    from diachiso.processing.expressions import register_functions, unregister_functions

    register_functions()
    yield
    unregister_functions()


@pytest.fixture
def register(server: Server, database: str) -> Iterator[str]:
    """The register on the server, as the dock names it."""
    with connected(server, database) as name:
        yield f"pg:{name}"


def test_a_register_on_a_server_is_opened_shown_and_worked_on(opened, register, database, server, messages, qtbot):
    session, box = opened.desk.session, opened.pages["overview"].register_box
    assert session.overview.addresses == 6 and session.is_keeper
    assert box.title.text() == register and "6" in box.summary.text() and session.recent() == [register]
    assert opened.pages["overview"].backups.restore_button.isHidden()
    box.server_menu.aboutToShow.emit()
    assert register[3:] in [action.text() for action in box.server_menu.actions()]
    click(opened, "registerToMap", qtbot)
    layers = present_layers(register, QgsProject.instance())
    assert {layer.providerType() for layer in layers.values()} == {"postgres"} and len(layers) > 10
    address = layers["address"]
    feature = next(address.getFeatures("\"address_id\" = 'id-2'"))
    assert feature.id() == feature["fid"], "all layers of a table know a record by one number"
    # A check of the form knows what is saved: it asks another layer of the same table.
    stage = address.fields().indexOf("stage")
    for value, lawful in (("issued", False), ("created", True), ("submitted", True)):
        feature.setAttribute(stage, value)
        assert QgsVectorLayerUtils.validateAttribute(address, feature, stage)[0] is lawful, value
    address.startEditing()
    # An edit by hand is seen by the dock; one that is not saved stops a tool.
    address.changeAttributeValue(feature.id(), address.fields().indexOf("house_number"), "27B")
    assert [layer.id() for layer in opened.desk.unsaved()] == [address.id()]
    with qtbot.waitSignal(session.changed, timeout=20000):
        assert address.commitChanges(), address.commitErrors()
    # A tool writes to the server; nobody edits meanwhile, and the layer shows it.
    address.selectByExpression("\"address_id\" = 'id-3'")
    stages = opened.pages["overview"].stages
    qtbot.waitUntil(lambda: stages.buttons[Action.SUBMIT].isEnabled(), timeout=10000)
    stages.change(Action.SUBMIT, ["id-3"], "")
    assert address.readOnly()
    settle(opened, qtbot)
    assert next(address.getFeatures("\"address_id\" = 'id-3'"))[stage] == "submitted", messages()
    assert session.overview.by_stage["submitted"] == 1 and not address.readOnly()
    # Somebody else's work is found when the dock looks again.
    server.run("INSERT INTO diachiso.notification (address_id, recipient) VALUES ('id-1', 'user')", database=database)
    with qtbot.waitSignal(session.written_elsewhere, timeout=20000):
        opened.desk.look()
    # Expressions of the project read the copy; the map of the progress shows the server's communes.
    verdict = QgsExpression("map_get(dcs_verify('3 Trần Phú, Phường Biển'), 'verdict')")
    assert verdict.evaluate() == "none" and not verdict.hasEvalError(), verdict.evalErrorString()  # nothing is issued
    targets = opened.pages["overview"].targets
    qtbot.waitUntil(lambda: targets.progress is not None, timeout=10000)
    people = [targets.targets.topLevelItem(k) for k in range(targets.targets.topLevelItemCount())]
    assert [item.text(1) for item in people if "stay there" in item.toolTip(1)] == ["–"], "the copy has no people"
    targets.show_map()
    progress = QgsProject.instance().mapLayersByName("Progress by commune")[0]
    assert progress.providerType() == "postgres" and len(list(progress.getFeatures())) == 2
    assert not [text for text in messages() if "changed" not in text]


def test_who_is_not_the_keeper_looks_and_edits_by_hand(dock, server, database, qtbot):
    with connected(server, database, "minh") as name:
        register = f"pg:{name}"
        with qtbot.waitSignal(dock.desk.session.changed, timeout=20000):
            dock.desk.session.open(register)
        box = dock.pages["overview"].register_box
        assert dock.desk.session.overview.addresses == 6 and "not the keeper" in box.elsewhere.text()
        assert "not the keeper" in dock.pages["complete"].head.text()
        click(dock, "registerToMap", qtbot)
        layers = present_layers(register, QgsProject.instance())
        assert layers["person"].featureCount() in (-1, 2) and not list(layers["person"].getFeatures())
        address = layers["address"]
        feature = next(address.getFeatures("\"address_id\" = 'id-2'"))
        assert address.startEditing()
        assert address.changeAttributeValue(feature.id(), address.fields().indexOf("alley"), "7")
        with qtbot.waitSignal(dock.desk.session.written_elsewhere, timeout=20000):
            assert address.commitChanges(), address.commitErrors()
        server.run(f"DROP DATABASE {database} WITH (FORCE)")
        dock.desk.look()
        qtbot.waitUntil(lambda: "cannot be reached" in box.elsewhere.text(), timeout=20000)
        assert dock.desk.session.overview.addresses == 6, "what was read stays"
        QgsProject.instance().clear()


def test_a_connection_without_a_register_is_told(dock, server, messages, qtbot):
    with connected(server, "empty_register") as name, qtbot.waitSignal(dock.desk.session.failed, timeout=20000):
        dock.desk.session.open(f"pg:{name}")
    assert any("holds no address register" in text for text in messages()) and not dock.desk.session.register


def test_a_finding_is_mended_in_its_form_and_by_its_fix(issued, opened, register, editors, messages, qtbot):
    click(opened, "registerToMap", qtbot)
    opened.show_page("review")
    page = opened.pages["review"]
    qtbot.mouseClick(page.check.addresses_button, Qt.MouseButton.LeftButton)
    reviewing.settle(page, qtbot)

    def choose_fix(fid):
        rows = range(page.list.model().rowCount())
        page.view.select(next(k for k in rows if page.model.result(k).fid == fid and page.model.result(k).fix))
        reviewing.settle(page, qtbot)

    choose_fix(2)
    reviewing.click(page, "reviewForm", qtbot)
    form = page.form_panel
    assert form.fid() == 2 and form.layer().providerType() == "postgres"
    form.form.findChild(QLineEdit, "house_number").setText("77B")
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    reviewing.settle(page, qtbot)
    assert form.state.text() == "Saved."
    choose_fix(1)
    reviewing.click(page, "reviewFix", qtbot)
    assert any("1 results are mended" in text for text in messages())
    written = {row["fid"]: (row["house_number"], row["settlement"]) for row in form.layer().getFeatures()}
    assert written[2] == ("77B", "Tổ  dân phố 5") and written[1] == ("1", "Tổ dân phố 5")


def test_what_goes_out_from_the_dock_and_comes_back(
    issued, opened, register, server, messages, qtbot, tmp_path, monkeypatch
):
    """Letters, open data, search and clipboard, and a commune that is checked out, edited and checked in."""
    desk = opened.desk
    folders = iter([tmp_path / "thư", tmp_path / "mở"])
    for name in ("publish_notices", "publish_data"):
        monkeypatch.setattr(f"diachiso.ui.{name}.ask_folder", lambda *_: str(next(folders)))
    opened.show_page("publish")
    for name in ("noticesLetters", "dataOpen"):
        click(opened, name, qtbot)
    assert (tmp_path / "thư" / "thong_bao.pdf").is_file() and list((tmp_path / "mở").glob("*.gpkg"))
    exports = opened.pages["publish"].findChild(object, "dataExports")
    qtbot.waitUntil(lambda: exports.topLevelItemCount() == 2, timeout=10000)
    desk.search.want()
    qtbot.waitUntil(lambda: desk.search.index is not None, timeout=20000)
    locator, found = AddressLocator(lambda: desk.search, lambda _: None), []
    locator.resultFetched.connect(lambda result: found.append(result.displayString))
    locator.prepare("4 tran phu", QgsLocatorContext())
    locator.fetchResults("4 tran phu", QgsLocatorContext(), QgsFeedback())
    assert "4 Trần Phú" in found[0]
    QApplication.clipboard().setText("4 Trần Phú mới, Phường Biển\n0010100003")
    click(opened, "searchPaste", qtbot)
    qtbot.waitUntil(lambda: "0010100004" in QApplication.clipboard().text(), timeout=10000)
    opened.search_box.dialog.close()
    stick = tmp_path / "USB"
    desk.run("checkoutregister", {"REGISTER": register, "COMMUNES": FIRST, "OUTPUT": str(stick)}, "out", lambda _: None)
    settle(opened, qtbot)
    copy = next(stick.glob("*.gpkg"))
    with closing(connect(copy, write=True)) as con:
        con.execute("UPDATE address SET name = 'Chợ Đêm' WHERE fid = 2")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **more: str(stick))
    opened.show_page("complete")
    for name in ("handsLook", "handsWrite"):
        click(opened, name, qtbot)
    with closing(connect(desk.session.path)) as con:
        assert con.execute("SELECT name FROM address WHERE fid = 2").fetchone() == ("Chợ Đêm",), messages()
    hands = opened.pages["complete"].hands.list
    assert hands.topLevelItem(0).text(2) == "out"
    lost = {"REGISTER": register, "CHECKOUT": hands.topLevelItem(0).data(0, ID), "REASON": "USB hỏng"}
    desk.run("endcheckout", lost, "lost", lambda _: None)
    settle(opened, qtbot)
    qtbot.waitUntil(lambda: hands.topLevelItem(0).text(2) == "given up", timeout=10000)


@pytest.mark.slow
def test_a_plan_is_made_applied_and_numbered_by_hand(desk, server, messages, qtbot):
    """The main job on a server: the same buttons as on a file."""
    file, database = Path(desk.desk.session.path), server.database()
    desk.close_register()
    move_register(file, server.place(database))
    with connected(server, database) as name:
        with qtbot.waitSignal(desk.desk.session.changed, timeout=20000):
            desk.desk.session.open(f"pg:{name}")
        settle(desk, qtbot)
        click(desk, "assignPlan", qtbot)
        plan = desk.pages["assign"].findChild(QObject, "assignStep").plan_layer()
        assert not Path(plan.source()).is_relative_to(Path(desk.desk.session.path).parent), "copies are thrown away"
        click(desk, "assignApply", qtbot)
        assert desk.desk.session.overview.with_code == 10, messages()
        address = present_layers(f"pg:{name}", QgsProject.instance())["address"]
        fids = sorted(feature.id() for feature in address.getFeatures())
        by_hand = desk.findChild(NumberByHand)
        by_hand.write([(fids[0], "101"), (fids[1], "103")])
        assert by_hand.told.text().startswith("2 houses numbered") and address.commitChanges()
        with qtbot.waitSignal(desk.desk.session.written_elsewhere, timeout=20000):
            desk.desk.look()
        # An undo takes nothing back that people have edited since.
        desk.desk.run("undoapply", {"REGISTER": f"pg:{name}"}, "undo", lambda results: None)
        settle(desk, qtbot)
        assert any("edited by people since" in text for text in messages())
        assert desk.desk.session.overview.addresses == 10
        QgsProject.instance().clear()
