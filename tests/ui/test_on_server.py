"""The dock on a register on a PostgreSQL server: opened, shown, put on the map, worked on by tools and by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsProject

from diachiso.publish.project.layers import present_layers
from diachiso.register.postgres.move import move_register

from ..postgres_server import Server, server
from ..qgis_connection import connected
from ..register.postgres.full_town import make_full_town
from ..small_town import SECOND
from .town import click, settle

__all__ = ["server"]


@pytest.fixture(scope="session")
def full_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_full_town(tmp_path_factory.mktemp("full") / "register.gpkg", every_table=False)


@pytest.fixture
def database(server: Server, full_town: Path, tmp_path: Path) -> str:
    """The name of a database with a register of its own."""
    if not hasattr(server, "desk_town"):
        server.desk_town = server.database()
        move_register(Path(shutil.copyfile(full_town, tmp_path / "moved.gpkg")), server.place(server.desk_town))
        server.add_logins()
    return server.database(server.desk_town)


@pytest.fixture
def register(server: Server, database: str) -> Iterator[str]:
    """The register on the server, as the dock names it."""
    with connected(server, database) as name:
        yield f"pg:{name}"


def test_a_register_on_a_server_is_opened_shown_and_worked_on(opened, provider, register, database, server, messages, qtbot):
    session, box = opened.desk.session, opened.pages["overview"].register_box
    assert session.overview.addresses == 6 and session.is_keeper
    assert box.title.text() == register and "6" in box.summary.text() and session.recent() == [register]
    box.server_menu.aboutToShow.emit()
    assert register[3:] in [action.text() for action in box.server_menu.actions()]
    click(opened, "registerToMap", qtbot)
    layers = present_layers(register, QgsProject.instance())
    assert {layer.providerType() for layer in layers.values()} == {"postgres"} and len(layers) > 10
    address = layers["address"]
    feature = next(address.getFeatures("\"address_id\" = 'id-2'"))
    assert feature.id() == feature["fid"]
    # An edit by hand is seen by the dock; one that is not saved stops a tool.
    address.startEditing()
    address.changeAttributeValue(feature.id(), address.fields().indexOf("house_number"), "27B")
    assert [layer.id() for layer in opened.desk.unsaved()] == [address.id()]
    with qtbot.waitSignal(session.changed, timeout=20000):
        assert address.commitChanges(), address.commitErrors()
    # A tool writes to the server, and the layer shows it.
    address.selectByExpression("\"address_id\" = 'id-3'")
    qtbot.waitUntil(lambda: opened.pages["overview"].stages.buttons is not None, timeout=1000)
    opened.desk.run("addcodeblock", {
        "REGISTER": register, "COMMUNE": SECOND, "PREFIX": "00102", "FIRST": 1, "LAST": 50, "AUTHORITY_DOC": "1"},
        "x", lambda results: None)
    settle(opened, qtbot)
    assert not [text for text in messages() if text], messages()
    assert [b.prefix for b in session.overview.blocks] == ["00101", "00102"], messages()
    # Somebody else's work is found when the dock looks again.
    server.run("INSERT INTO diachiso.notification (address_id, recipient) VALUES ('id-1', 'user')", database=database)
    with qtbot.waitSignal(session.written_elsewhere, timeout=20000):
        opened.desk.look()
