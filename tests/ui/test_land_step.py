"""The step Land layer with the real algorithms: dropped, diagnosed, mended by one click, given its role."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsMimeDataUtils, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog

from ..processing.land.drawings import Parcel, draw, write_dxf
from ..processing.land.land_files import X, Y, square, write
from ..real_data import ENCODINGS

TCVN3 = ENCODINGS / "nhatrang_roads_tcvn3.shp"
needs_data = pytest.mark.skipif(not TCVN3.exists(), reason="needs ../shared/data/encodings")


@pytest.fixture
def provider(qgis_app: Any) -> Iterator[Any]:
    from diachiso.processing.provider import DiachisoProvider

    registry = QgsApplication.processingRegistry()
    provider = DiachisoProvider()
    registry.addProvider(provider)
    yield provider
    registry.removeProvider(provider)


@pytest.fixture
def step(dock: Any, provider: Any) -> Any:
    dock.show_page("assign")
    return dock.pages["assign"].land


@pytest.fixture
def roads(tmp_path: Path) -> Path:
    """The TCVN3 roads in a folder of their own, with a Vietnamese name."""
    folder = tmp_path / "Đất đai"
    folder.mkdir()
    for part in ENCODINGS.glob("nhatrang_roads_tcvn3.*"):
        shutil.copy(part, folder)
    return folder / TCVN3.name


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A CSV with points near Nha Trang, owners and phones."""
    path = tmp_path / "nha.csv"
    rows = ["so_nha;ten_duong;TenChu;DienThoai;lon;lat"]
    rows += [f"{n};Trần Phú;Nguyễn Văn {chr(65 + n)};09031234{n:02d};109,19{n};12,24{n}" for n in range(1, 10)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def settle(step: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not step.desk.jobs.is_busy(), timeout=60000)


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(step: Any, data: QMimeData) -> bool:
    """Drag onto the page and let go there; whether the page took it."""
    page = step.desk._window.pages["assign"].widget()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(20, 20), copy, data, left, none))
    event = QDropEvent(QPointF(20, 20), copy, data, left, none, QEvent.Type.Drop)
    event.ignore()
    QApplication.sendEvent(page, event)
    return bool(event.isAccepted())


def texts(step: Any, level: str) -> str:
    return str(step.view.texts[level].toPlainText())


def click(step: Any, name: str, qtbot: Any) -> None:
    button = step.findChild(QAbstractButton, name)
    assert button.isEnabled() and button.isVisible(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(step, qtbot)


def save_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """Answer the file dialog; returns what it suggested."""
    suggested: list[str] = []

    def answer(_parent: Any, _title: str, folder: str, _filter: str) -> tuple[str, str]:
        suggested.append(folder)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return suggested


@needs_data
def test_from_a_dropped_shapefile_to_a_layer_with_right_names_in_its_role(step, roads, qtbot, monkeypatch, tmp_path):
    assert drop(step, urls(roads.with_suffix(".dbf"), roads, roads.with_suffix(".shx")))
    assert step.desk.jobs.is_busy()  # in the background: the window goes on
    assert not step.findChild(QAbstractButton, "landFile").isEnabled()
    settle(step, qtbot)
    assert step.summary.text().startswith("nhatrang_roads_tcvn3.shp: ")
    assert "TCVN3 (ABC)" in texts(step, "certain")
    assert "TrÇn §­êng" in texts(step, "certain") and "Trần Đường" in texts(step, "certain")
    assert "font of capitals" in texts(step, "doubtful")

    suggested = save_as(monkeypatch, tmp_path / "sạch")
    click(step, "landFixAll", qtbot)
    assert suggested == [str(roads.with_name("nhatrang_roads_tcvn3_clean.gpkg"))]
    layer = step.desk.roles.layer("street")
    assert Path(layer.source().split("|")[0]) == tmp_path / "sạch.gpkg"
    names = {feature["street"] for feature in layer.getFeatures()}
    assert "Trần Đường" in names and "TrÇn §­êng" not in names
    combo = step.desk._window.findChild(QComboBox, "role_street")
    assert combo.currentText() == "nhatrang_roads_tcvn3"
    for said in ("818 of 818", "785 texts", "“Streets”"):
        assert said in step.summary.text()
    assert "font of capitals" in texts(step, "left")
    assert step.title().endswith("✓") and not step.fix_row.isVisible()


@needs_data
def test_the_report_opens(step, roads, qtbot, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    step.take([str(roads)])
    settle(step, qtbot)
    step.link.linkActivated.emit("report")
    assert "Trần Đường" in Path(opened[0]).read_text(encoding="utf-8")


@needs_data
def test_a_cancelled_diagnosis_leaves_nothing(step, roads, qtbot):
    step.take([str(roads)])
    step.desk.jobs.cancel()
    settle(step, qtbot)
    assert step.problem.text().startswith("Cancelled.")
    assert step.findings == () and not step.fix_row.isVisible() and not step.link.isVisible()
    step.take([str(roads)])
    settle(step, qtbot)
    assert step.problem.text() == "" and step.findings


@needs_data
def test_a_cancelled_import_keeps_the_diagnosis(step, roads, qtbot, tmp_path):
    step.take([str(roads)])
    settle(step, qtbot)
    step.fix(str(tmp_path / "out.gpkg"))
    step.desk.jobs.cancel()
    settle(step, qtbot)
    assert step.problem.text().startswith("Cancelled.")
    assert step.fix_row.isVisible() and not (tmp_path / "out.gpkg").exists()


@needs_data
def test_a_layer_from_the_layer_tree_is_read_as_the_project_has_it(step, roads, qtbot):
    layer = QgsVectorLayer(str(roads), "đường", "ogr")
    QgsProject.instance().addMapLayer(layer)
    data = QgsMimeDataUtils.encodeUriList([QgsMimeDataUtils.Uri(layer)])
    assert drop(step, data)
    assert step.input == layer.id()
    settle(step, qtbot)
    assert step.summary.text().startswith("đường: ")


@needs_data
def test_a_layer_of_the_browser_is_read_from_its_file(step, roads, qtbot):
    uri = QgsMimeDataUtils.Uri()
    uri.layerType, uri.providerKey, uri.name = "vector", "ogr", "roads"
    uri.uri = f"{roads}|layername=nhatrang_roads_tcvn3|geometrytype=LineString"
    assert drop(step, QgsMimeDataUtils.encodeUriList([uri]))
    assert step.input == f"{roads}|layername=nhatrang_roads_tcvn3"
    settle(step, qtbot)
    assert step.findings


def test_personal_data_is_said_to_be_left_out_and_is(step, table, qtbot, tmp_path):
    drop(step, urls(table))
    settle(step, qtbot)
    assert step.problem.text() == ""
    assert step.personal.text() == "Personal data is left out: TenChu, DienThoai."
    assert "Nguyễn Văn" not in texts(step, "certain") + texts(step, "info")
    step.choices.role.setCurrentIndex(step.choices.role.findData("official"))
    step.fix(str(tmp_path / "nha.gpkg"))
    settle(step, qtbot)
    layer = step.desk.roles.layer("official")
    assert layer.featureCount() == 9
    assert not {"TenChu", "DienThoai"} & set(layer.fields().names())
    assert "TenChu" in texts(step, "info")


def test_encoding_and_crs_are_chosen_by_hand(step, table, qtbot, tmp_path):
    step.take([str(table)])
    settle(step, qtbot)
    choices = step.choices
    assert choices.parameters()["ENCODING"] == "auto"
    choices.encoding.setCurrentIndex(choices.encoding.findData("nfc"))
    choices.choose_crs(QgsCoordinateReferenceSystem("EPSG:4756"))
    assert choices.crs.currentText() == "VN-2000"
    assert choices.parameters() == {"ROLE": "building", "ENCODING": "nfc", "SOURCE_CRS": "EPSG:4756"}
    step.fix(str(tmp_path / "nha.gpkg"))
    settle(step, qtbot)
    (layer,) = QgsProject.instance().mapLayers().values()
    assert layer.crs().authid() == "EPSG:4756"


@pytest.mark.parametrize("made, expected", [
    (lambda folder: (folder / "old.dgn").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)), "V7"),
    (lambda folder: (folder / "plan.dwg").write_bytes(b"AC1027" + bytes(600)), "DXF"),
    (lambda folder: (folder / "broken.shp").write_bytes(b"no shapefile"), "broken.shp"),
    (lambda folder: (folder / "maps").mkdir(), "maps is no FileGDB"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_in_place(step, tmp_path, qtbot, made, expected):
    folder = tmp_path / "in"
    folder.mkdir()
    made(folder)
    assert drop(step, urls(*folder.iterdir()))
    settle(step, qtbot)
    assert expected in step.problem.text() and step.problem.isVisible()
    assert not step.fix_row.isVisible() and step.summary.text() == ""


def test_text_and_web_pages_are_not_taken(step):
    data = QMimeData()
    data.setText("so_nha")
    assert not drop(step, data)
    data.setUrls([QUrl("https://example.org/a.shp")])
    assert not drop(step, data)


def test_a_drop_while_something_runs_is_refused(step, table, qtbot):
    drop(step, urls(table))
    drop(step, urls(table))
    assert "is running" in step.problem.text()
    settle(step, qtbot)
    assert step.findings


def test_a_file_on_the_map_is_not_written_over(step, table, qtbot, tmp_path):
    for turn in range(2):
        step.take([str(table)])
        settle(step, qtbot)
        step.fix(str(tmp_path / "nha.gpkg"))
        assert step.desk.jobs.is_busy() is (turn == 0)
        settle(step, qtbot)
    assert "nha.gpkg is on the map" in step.problem.text()


@pytest.mark.parametrize("dropped, expected", [
    (["a.dbf", "a.shp", "a.shx", "a.prj"], ["a.shp"]),
    (["b.DAT", "b.map"], ["b.TAB"]),
    (["alone.dbf"], ["alone.dbf"]),
    (["a.shp", "b.TAB"], ["a.shp", "b.TAB"]),
])  # fmt: skip
def test_the_parts_of_a_layer_are_one(tmp_path: Path, dropped: list[str], expected: list[str]) -> None:
    from diachiso.ui.land_drop import main_files

    for name in ("a.shp", "a.dbf", "a.shx", "a.prj", "b.TAB", "b.DAT", "b.map", "alone.dbf"):
        (tmp_path / name).touch()
    assert main_files(str(tmp_path / name) for name in dropped) == [str(tmp_path / name) for name in expected]


def test_findings_are_text_never_markup(step: Any) -> None:
    from diachiso.ui.land_findings import ShownFinding

    finding = ShownFinding("certain", "The field <b>x</b> & more", "encoding", "<i>", (("<u>a</u>", "b"),))
    step.view.show_findings([finding])
    assert "<b>x</b> & more" in texts(step, "certain") and "<u>a</u>" in texts(step, "certain")


def test_what_an_import_judges_anew_follows_the_diagnosis() -> None:
    from diachiso.core.land.diagnosis import _TEXTS
    from diachiso.processing.land.crs_faults import CrsFault
    from diachiso.ui.land_findings import JUDGED_ANEW

    of_fields = {"encoding_unsure", "encoding_unknown", "lost", "case_lost", "doubtful_text"}
    assert of_fields <= set(_TEXTS)
    assert of_fields | {"crs"} | {fault.value for fault in CrsFault} == JUDGED_ANEW


def finding(level: str, **options: Any) -> Any:
    from diachiso.ui.land_findings import ShownFinding

    return ShownFinding(level, "text", "wrong_zone", options=options)


def test_a_certain_crs_is_chosen_and_a_doubtful_one_offered(step: Any) -> None:
    step.choices.offer([finding("certain", SOURCE_CRS="EPSG:9217", SWAP_AXES=True)])
    assert step.choices.parameters()["SOURCE_CRS"] == "EPSG:9217" and step.choices.parameters()["SWAP_AXES"] is True
    assert step.choices.crs.currentText() == "VN-2000 / TM-3 108-15, X ⇄ Y"
    step.choices.offer([finding("doubtful", SOURCE_CRS="EPSG:9217"), finding("doubtful", ENCODING="vni")])
    assert step.choices.parameters() == {"ROLE": "auto", "ENCODING": "auto"}
    assert step.choices.crs.itemText(1) == "VN-2000 / TM-3 108-15 – perhaps"
    assert step.choices.encoding.itemText(1) == "VNI-Windows – perhaps"


def test_the_diagnosed_role_is_chosen(step: Any) -> None:
    step.choices.offer([finding("info", ROLE="building")])
    assert step.choices.parameters()["ROLE"] == "building" and step.choices.role.currentText() == "Buildings"
    step.choices.offer([])
    assert step.choices.parameters()["ROLE"] == "auto"


def test_the_layers_of_a_file_are_offered(step: Any, tmp_path: Path, qtbot: Any) -> None:
    path = tmp_path / "land.gpkg"
    for name in ("thua_dat", "nha"):
        write(path, [square()], {"so_nha": ["1"]}, layer=name)
    step.take([str(path)])
    settle(step, qtbot)
    combo = step.findChild(QComboBox, "landLayers")
    qtbot.waitUntil(combo.isVisible, timeout=5000)
    assert {combo.itemText(k) for k in range(1, combo.count())} == {
        "Layer of the file: thua_dat", "Layer of the file: nha",
    }  # fmt: skip
    index = combo.findData(f"{path}|layername=nha")
    combo.setCurrentIndex(index)
    combo.activated.emit(index)
    settle(step, qtbot)
    assert step.summary.text().startswith("land.gpkg – nha: ")
    qtbot.waitUntil(lambda: combo.currentIndex() == index and combo.isVisible(), timeout=5000)


def test_a_drawing_becomes_parcels_in_their_role(step: Any, tmp_path: Path, qtbot: Any) -> None:
    parcels = []
    for number in range(1, 7):
        x = X + 20 * number
        ring = [(x, Y), (x + 20, Y), (x + 20, Y + 20), (x, Y + 20), (x, Y)]
        parcels.append(Parcel([ring], "12", str(number), "ODT", 400.0, (x + 10, Y + 10)))
    drop(step, urls(write_dxf(tmp_path / "to 12.dxf", draw(parcels))))
    settle(step, qtbot)
    assert step.problem.text() == "" and "CRS" in texts(step, "doubtful")
    step.choices.choose_crs(QgsCoordinateReferenceSystem("EPSG:9217"))
    step.fix(str(tmp_path / "thua.gpkg"))
    settle(step, qtbot)
    layer = step.desk.roles.layer("parcel")
    assert layer.name() == "to 12" and layer.crs().authid() == "EPSG:9217"
    assert sorted(str(feature["map_parcel"]) for feature in layer.getFeatures()) == ["1", "2", "3", "4", "5", "6"]


def test_zipped_and_folder_formats_are_taken(step: Any, tmp_path: Path, qtbot: Any) -> None:
    write(tmp_path / "nha.shp", [square()], {"so_nha": ["1"]})
    with zipfile.ZipFile(tmp_path / "nha.zip", "w") as archive:
        for part in tmp_path.glob("nha.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    drop(step, urls(tmp_path / "nha.zip"))
    settle(step, qtbot)
    assert step.problem.text() == "" and step.summary.text().startswith("nha.zip: ")


def test_layers_of_the_project_are_chosen_from_the_menu(step: Any, make_layer: Any, qtbot: Any) -> None:
    layer = make_layer([square()], {"so_nha": ["1"]}, crs="EPSG:9217", name="nha & vuon")
    QgsProject.instance().addMapLayer(layer)
    menu = step.box.layer_menu
    qtbot.mouseClick(step.findChild(QAbstractButton, "landLayer"), Qt.MouseButton.LeftButton)
    assert menu.isVisible()
    (action,) = [action for action in menu.actions() if action.data()]
    action.trigger()
    menu.close()
    settle(step, qtbot)
    assert step.input == layer.id() and step.summary.text().startswith("nha & vuon: ")


def test_the_open_register_tells_a_wrong_zone_and_the_fix_puts_the_layer_right(
    step: Any, make_layer: Any, tmp_path: Path, qtbot: Any
) -> None:
    x, y = 601_600.0, 1_353_300.0  # metres in EPSG:9217, in Nha Trang
    commune = make_layer([square(x - 1000, y - 1000, 2000)], {"code": ["22366"], "full_name": ["Phường Nha Trang"]},
                         crs="EPSG:9217", name="communes")  # fmt: skip
    QgsProject.instance().addMapLayer(commune)
    overview = step.desk._window.pages["overview"]
    with qtbot.waitSignal(step.desk.session.changed, timeout=30000):
        output = str(tmp_path / "so.gpkg")
        overview.register_box.create({"PROVINCE": "56", "OUTPUT": output, "UNITS": commune.id()})
    houses = [square(x + 30 * k, y, 12) for k in range(8)]
    wrong = write(tmp_path / "nha.gpkg", houses, {"so_nha": [str(k) for k in range(8)]}, epsg=9213)
    drop(step, urls(wrong))
    settle(step, qtbot)
    assert step.choices.crs.findText("VN-2000 / TM-3 108-15", Qt.MatchFlag.MatchStartsWith) > 0, texts(step, "doubtful")
    step.choices.crs.setCurrentIndex(1)
    step.choices.role.setCurrentIndex(step.choices.role.findData("building"))
    step.fix(str(tmp_path / "nha_sach.gpkg"))
    settle(step, qtbot)
    layer = step.desk.roles.layer("building")
    assert layer.crs().authid() == "EPSG:9217" and layer.extent().xMinimum() == pytest.approx(x)
    assert "TM-3 107" not in texts(step, "left")


def test_a_layer_that_left_the_project_is_told_apart(step: Any, make_layer: Any, tmp_path: Path, qtbot: Any) -> None:
    layer = make_layer([square()], {"so_nha": ["1"]}, crs="EPSG:9217", name="nha")
    QgsProject.instance().addMapLayer(layer)
    step.take([layer.id()])
    settle(step, qtbot)
    QgsProject.instance().removeMapLayer(layer.id())
    step.fix(str(tmp_path / "nha.gpkg"))
    settle(step, qtbot)
    assert step.problem.text() and not (tmp_path / "nha.gpkg").exists()


def test_nothing_on_the_page_catches_what_is_dropped_but_the_page(step: Any) -> None:
    for text in step.view.texts.values():
        assert not text.acceptDrops() and not text.viewport().acceptDrops()
