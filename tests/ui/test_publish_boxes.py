"""The page Publish: themes on the map and as sheets, data given away and listed, with the real algorithms."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog

from diachiso.publish.project.layers import LAYER_PROPERTY
from diachiso.publish.share_data import Sharing, share_data
from diachiso.register.export_records import ExportRecord, note_export
from diachiso.register.gate import writer_gate
from diachiso.register.transaction import write_transaction
from diachiso.ui.share_dialog import ShareDialog

from ..publish.issued_town import make_issued_town
from .town import click, settle


@pytest.fixture
def town(once: Any, tmp_path: Path) -> Path:
    """A register whose addresses are issued."""
    return once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"


@pytest.fixture
def published(dock: Any, provider: Any, town: Path, qtbot: Any) -> Any:
    """The dock with that register, on the page Publish."""
    return show(dock, town, qtbot)


def show(dock: Any, path: Path, qtbot: Any) -> Any:
    with qtbot.waitSignal(dock.desk.session.changed, timeout=10000):
        dock.desk.session.open(str(path))
    dock.show_page("publish")
    settle(dock, qtbot)
    return dock


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Any:
    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args, **more: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **more: str(path))

    return answer


def box(dock: Any, name: str) -> Any:
    return next(one for one in dock.pages["publish"].boxes if one.objectName() == name)


def exports(dock: Any, qtbot: Any) -> list[list[str]]:
    data = box(dock, "dataBox")
    qtbot.waitUntil(lambda: not data._reader.is_reading(), timeout=10000)
    items = (data.list.topLevelItem(row) for row in range(data.list.topLevelItemCount()))
    return [[item.text(column) for column in range(5)] for item in items]


def test_without_a_register_the_page_says_what_to_do(dock: Any) -> None:
    page = dock.pages["publish"]
    assert "Open or create a register" in page.reason.text()
    assert not any(one.isVisibleTo(page) for one in page.boxes)


def test_a_theme_is_shown_on_the_map_and_taken_back(published: Any, qtbot: Any) -> None:
    maps = box(published, "mapsBox")
    assert maps.theme.count() == 7
    maps.theme.setCurrentIndex(maps.theme.findData("tourism"))
    click(published, "mapsShow", qtbot)
    layers = QgsProject.instance().mapLayers().values()
    [address] = [layer for layer in layers if layer.customProperty(LAYER_PROPERTY) == "address"]
    labels = [rule.label() for rule in address.renderer().rootRule().children()]
    assert "Hotel" in labels and "Tourism map" in maps.state.text()
    maps.theme.setCurrentIndex(maps.theme.findData("health"))
    click(published, "mapsShow", qtbot)
    assert "Pharmacy" in [rule.label() for rule in address.renderer().rootRule().children()]
    assert len(QgsProject.instance().mapThemeCollection().mapThemes()) == 7


def test_a_sheet_opens_in_the_designer(published: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(published.desk.iface, "openLayoutDesigner", opened.append, raising=False)
    maps = box(published, "mapsBox")
    maps.theme.setCurrentIndex(maps.theme.findData("education"))
    click(published, "mapsSheet", qtbot)
    click(published, "mapsSheet", qtbot)
    assert [sheet.name() for sheet in QgsProject.instance().layoutManager().layouts()] == ["Map of schools"]
    assert opened[-1].itemById("title").text() == "MAP OF SCHOOLS"
    assert opened[-1].itemById("map").followVisibilityPresetName() == "Map of schools"
    QgsProject.instance().layoutManager().clear()


def test_a_map_is_printed(published: Any, choose: Any, qtbot: Any, tmp_path: Path) -> None:
    choose(tmp_path)
    maps = box(published, "mapsBox")
    maps.theme.setCurrentIndex(maps.theme.findData("fire_hydrants"))
    click(published, "mapsPrint", qtbot)
    assert {file.suffix for file in tmp_path.glob("ban_do_fire_hydrants.*")} == {".pdf", ".png"}
    assert "5 objects" in maps.state.text()


def test_a_provinces_theme_with_a_mistake_is_told(published: Any, qtbot: Any) -> None:
    folder = Path(published.desk.session.path).parent / "profiles" / "themes"
    folder.mkdir(parents=True)
    (folder / "ours.json").write_text("{}", encoding="utf-8")
    maps = box(published, "mapsBox")
    maps._offered = None
    maps.refresh()
    assert "ours.json" in maps.reason.text() and not maps.show_button.isEnabled()


def test_what_is_given_stands_in_the_list(published: Any, choose: Any, qtbot: Any, tmp_path: Path) -> None:
    assert exports(published, qtbot) == []
    for name, target in (("dataOpen", tmp_path / "open"), ("dataServer", tmp_path / "server"),
                         ("dataLookup", tmp_path / "page.html")):  # fmt: skip
        choose(target)
        click(published, name, qtbot)
        assert "39 addresses" in box(published, "dataBox").state.text()
    listed = exports(published, qtbot)
    assert [row[1:4] for row in listed] == [
        ["Look-up page", "the public", "39"], ["Server project", "the public", "39"], ["Open data", "the public", "39"],
    ]  # fmt: skip
    assert (tmp_path / "page.html").is_file() and (tmp_path / "open" / "dcat.jsonld").is_file()


def test_shared_data_that_has_run_out_comes_first(dock: Any, town: Path, qtbot: Any, tmp_path: Path) -> None:
    with writer_gate(town, action="test"), write_transaction(town) as con:
        old = ExportRecord("share", 3, ("code",), 2, "Điện lực Biển", "Đọc số điện", "QĐ 1", expires_on="2025-01-31")
        note_export(con, old)
    share_data(town, tmp_path / "a.csv", Sharing("Công an phường", "Xác minh", ("code",), "2999-12-31"))
    published = show(dock, town, qtbot)
    listed = exports(published, qtbot)
    assert [row[2] for row in listed] == ["Điện lực Biển", "Công an phường"]
    assert listed[0][3] == "3 *" and listed[0][4] == "31/01/25"
    item = box(published, "dataBox").list.topLevelItem(0)
    assert item.toolTip(3) == "2 rows with personal data" and "QĐ 1" in item.toolTip(2)
    assert box(published, "dataBox").heading.text().startswith("1 shared data sets have run out")


def test_sharing_asks_for_everything_and_writes_it_down(
    published: Any, qtbot: Any, choose: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reasons: list[str] = []

    def fill(dialog: ShareDialog) -> int:
        assert not dialog.share_button.isEnabled()
        for line, text in ((dialog.recipient, "Công an phường"), (dialog.purpose, "Xác minh cư trú")):
            reasons.append(dialog.reason.text())
            line.setText(text)
        assert dialog.share_button.isEnabled()
        items = [dialog.fields.item(row) for row in range(dialog.fields.count())]
        phone = next(item for item in items if item.data(Qt.ItemDataRole.UserRole) == "person.phone")
        assert "personal data" in phone.text()
        phone.setCheckState(Qt.CheckState.Checked)
        reasons.append(dialog.reason.text())
        dialog.basis.setText("Luật 91/2025/QH15")
        assert dialog.share_button.isEnabled() and not dialog.reason.text()
        return 1

    monkeypatch.setattr(ShareDialog, "exec", fill)
    choose(tmp_path / "công an.csv")
    click(published, "dataShare", qtbot)
    assert [text.split()[0] for text in reasons] == ["Say", "Say", "Personal"]
    [row] = exports(published, qtbot)
    assert row[1:4] == ["Shared data", "Công an phường", "39 *"]
    assert "0905123987" in (tmp_path / "công an.csv").read_text("utf-8")
