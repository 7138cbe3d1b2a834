"""Thematic maps: what is on the sheet, in QGIS's words and in ours; zones; nobody's name."""
from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

from diachiso.core.errors import DiachisoError
from diachiso.core.map_themes import choose_themes, load_themes
from diachiso.publish.maps.areas import Zone, area_layer
from diachiso.publish.maps.map_layers import shade_bounds
from diachiso.publish.maps.map_sheet import PAPERS, SheetWords, make_sheet
from diachiso.publish.maps.sheet_export import SheetExport
from diachiso.publish.maps.thematic_map import MapRequest, extent_in, map_crs, write_map
from diachiso.publish.maps.theme_style import expression, marker
from diachiso.publish.project.words import Words
from diachiso.register.cancelling import GATE_CANCELLED, GateCancelled

from ..effort import effort
from .issued_town import CANARY, make_issued_town

THEMES = load_themes()
WORDS = sorted({word for theme in THEMES for c in theme.categories for word in c.words})
TEXTS = st.lists(st.sampled_from([*WORDS, "Gành", "số 1,", "(gà)", "ĐẠI HỌC", "O'Neil", "x"]), max_size=4).map(" ".join)


@pytest.fixture
def town(once, tmp_path: Path) -> Path:
    return once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True).stdout.decode()


def theme(name: str):
    return choose_themes(THEMES, name)[0]


@settings(max_examples=effort(60))
@given(data=st.data())
def test_qgis_finds_the_same_category_as_we_do(qgis_app, data: st.DataObject) -> None:
    """The live style of the project and the sheet made from our own sorting never tell two stories."""
    one = data.draw(st.sampled_from(THEMES))
    object_class = data.draw(st.sampled_from([*one.classes, "house"]))
    texts = [data.draw(st.none() | TEXTS), data.draw(st.none() | TEXTS)]
    layer = QgsVectorLayer("None?field=object_class:string&field=name:string&field=use:string", "x", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([object_class, *texts])
    context = QgsExpressionContext()
    context.setFeature(feature)
    told = []
    for category in one.categories:
        parsed = QgsExpression(expression(one, category))
        assert not parsed.hasParserError(), parsed.parserErrorString()
        if parsed.evaluate(context):
            told.append(category)
    ours = one.category_of(object_class, texts)
    assert told == ([ours] if ours else [])


def test_the_sheet_has_title_legend_counts_scale_and_source_in_vietnamese(qgis_app, town: Path, tmp_path: Path) -> None:
    done = write_map(town, theme("tourism"), tmp_path / "bản đồ", MapRequest(), "vi")
    text = text_of(done.pdf)
    # Of sixty addresses every tenth is a hotel, an attraction, a market; one house is retired, ten are rejected.
    assert done.objects == 15
    for word in ("BẢN ĐỒ DU LỊCH", "Tỉnh Khánh Hòa", "CHÚ GIẢI", "Điểm du lịch, di tích (5)", "Chợ, siêu thị (5)",
                 "Sở Nông nghiệp và Môi trường", "EPSG:9217", "Tháp Đá", "Xã Núi (5)"):  # fmt: skip
        assert word in text, word
    fonts = subprocess.run(["pdffonts", str(done.pdf)], check=True, capture_output=True).stdout.decode().splitlines()
    assert len(fonts) > 2 and all(line.split()[-5] == "yes" for line in fonts[2:])
    image = QImage(str(done.png))
    width, height = (round(side / 25.4 * 150) for side in PAPERS["A3"])
    assert (image.width(), image.height()) == pytest.approx((width, height), abs=2)


def test_no_name_of_a_person_is_on_a_map(qgis_app, town: Path, tmp_path: Path) -> None:
    done = write_map(town, theme("tourism"), tmp_path, MapRequest(), "vi")
    assert CANARY not in text_of(done.pdf) and done.withheld == 5


def test_of_a_commune_only_upright_with_zones_and_a_title_of_ones_own(qgis_app, town: Path, tmp_path: Path) -> None:
    shape = QgsGeometry.fromRect(QgsRectangle(109.11, 12.0, 109.15, 12.02))
    zones = [Zone(shape, "Ổ dịch"), Zone(shape, "không rõ")]
    request = MapRequest("Xã Núi", "Dịch tả lợn", "A4", True, zones)
    done = write_map(town, theme("safe_zones"), tmp_path, request, "vi")
    text = text_of(done.pdf)
    for word in ("DỊCH TẢ LỢN", "Xã Núi, tỉnh Khánh Hòa", "Vùng có dịch (1)", "Vùng khác (1)"):
        assert word in text, word
    assert "Phường Biển: " not in text
    size = subprocess.run(["pdfinfo", str(done.pdf)], check=True, capture_output=True).stdout.decode()
    width, height = (float(w) for w in size.split("Page size:")[1].split()[0:3:2])
    assert width < height


def test_without_a_field_all_zones_are_of_the_first_kind(qgis_app) -> None:
    shape = QgsGeometry.fromRect(QgsRectangle(109, 12, 109.1, 12.1))
    layer = area_layer([Zone(shape, None)] * 3, theme("epidemiology"), Words("vi"))
    assert {f["kind"] for f in layer.getFeatures()} == {"outbreak"}
    assert [c.label() for c in layer.renderer().categories()] == ["Vùng có dịch (3)"]


def test_a_theme_without_objects_says_so_and_leaves_no_file(qgis_app, town: Path, tmp_path: Path) -> None:
    with pytest.raises(DiachisoError, match="Phường Nào") as caught:
        write_map(town, theme("fire_hydrants"), tmp_path / "out", MapRequest(commune="Phường Nào"), "vi")
    assert caught.value.message.id == "public_no_commune"

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(("numbers", "shades", "bounds"), [
    ([], 4, []), ([0, 0], 4, []), ([5], 4, [5]), ([1, 2], 4, [1, 2]), ([1, 2, 3, 4, 5, 6, 7, 8], 4, [2, 4, 6, 8]),
    ([3, 3, 3, 900], 4, [3, 900]), ([1, 2, 3], 0, []),
])  # fmt: skip
def test_shades_take_about_as_many_communes_each(numbers: list[int], shades: int, bounds: list[int]) -> None:
    assert shade_bounds(numbers, shades) == bounds


def test_the_map_is_in_the_provinces_own_zone_and_never_a_dot(qgis_app) -> None:
    crs = map_crs("56", 109.19)
    assert crs.authid() == "EPSG:9217"
    box = extent_in(crs, QgsRectangle(109.19, 12.24, 109.19, 12.24))
    assert (box.width(), box.height()) == pytest.approx((600, 600))
    street = extent_in(crs, QgsRectangle(109.0, 12.01, 109.1, 12.01))  # houses in a row
    assert street.width() == pytest.approx(1.15 * 10_890, rel=0.01)


def test_zones_too_far_to_tell_the_objects_apart_stay_off_the_map(qgis_app, town: Path, tmp_path: Path) -> None:
    def zone(x: float, y: float) -> Zone:
        return Zone(QgsGeometry.fromRect(QgsRectangle(x, y, x + 0.05, y + 0.05)), "vùng dịch")

    for zones, beyond in (([zone(109.0, 12.0), zone(109.3, 12.1)], 0), ([zone(109.0, 12.0), zone(114.0, 9.0)], 1)):
        done = write_map(town, theme("epidemiology"), tmp_path / str(beyond), MapRequest(areas=zones), "en")
        text = text_of(done.pdf)
        assert ("Zones beyond this map: 1." in text) == bool(beyond)
        assert done.objects > 0


@pytest.mark.parametrize("paper", ["A4", "A0"])
def test_a_long_title_is_whole(qgis_app, paper: str) -> None:
    long = "BẢN ĐỒ PHÂN VÙNG DỊCH TẢ LỢN CHÂU PHI TRÊN ĐỊA BÀN CÁC PHƯỜNG NHA TRANG, TÂY NHA TRANG, BẮC NHA TRANG " * 2
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "x", "memory")
    sizes = []
    for title in ("BẢN ĐỒ Y TẾ", long):
        words = SheetWords(title, "S", "L", "N", "Q")
        sheet = make_sheet(
            QgsProject.instance(), "x", words, QgsRectangle(109, 12, 109.1, 12.1), layer.crs(), [layer], legend=[],
            family="Arial", paper=paper, portrait=True,
        )  # fmt: skip
        label = sheet.itemById("title")
        sizes.append(label.font().pointSizeF())
        assert label.sizeForText().height() <= label.rect().height() + 0.5
        assert label.text().split() == title.split()
    assert sizes[1] < sizes[0]


def test_the_pdf_knows_its_place_and_a_crowded_map_is_a_picture(
    qgis_app, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most, images in ((1_000, 0), (3, 1)):
        monkeypatch.setattr("diachiso.publish.maps.thematic_map.MOST_SIGNS", most)
        done = write_map(town, theme("tourism"), tmp_path / str(most), MapRequest(), "vi")
        listed = subprocess.run(["pdfimages", "-list", str(done.pdf)], check=True, capture_output=True).stdout
        assert len(listed.splitlines()) == 2 + images
        assert "BẢN ĐỒ DU LỊCH" in text_of(done.pdf)
        read = gdal.OpenEx(str(done.pdf))
        west, metres, _, north, _, _ = read.GetGeoTransform()
        assert "TM-3 108-15" in read.GetProjection()
        point = QgsPointXY(109.0, 12.01)  # the first address stands on the map
        place = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem("EPSG:9217"), QgsProject()
        ).transform(point)  # fmt: skip
        assert west < place.x() < west + metres * read.RasterXSize
        assert north - metres * read.RasterYSize < place.y() < north


def test_a_map_stops_while_it_is_drawn(qgis_app, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diachiso.publish.maps.sheet_export._ASK_EVERY_MS", 5)
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "many", "memory")
    spread = [QgsFeature() for _ in range(60_000)]
    for k, feature in enumerate(spread):
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(109 + k % 300 / 1000, 12 + k // 300 / 1000)))
    layer.dataProvider().addFeatures(spread)
    layer.setRenderer(QgsSingleSymbolRenderer(marker(theme("health").categories[0])))
    project = QgsProject()
    project.addMapLayer(layer, False)
    words = SheetWords("T", "S", "L", "N", "Q")
    sheet = make_sheet(
        project, "x", words, layer.extent(), layer.crs(), [layer], legend=[(layer, False)], family="Arial"
    )
    asked: list[float] = []

    def drawn(stop: bool) -> float:
        def go_on() -> None:
            asked.append(time.monotonic())
            if stop:
                raise GateCancelled(GATE_CANCELLED, path="")

        begin = time.monotonic()
        try:
            SheetExport(sheet, go_on).write_pdf(tmp_path / "m.pdf", "T")
        except GateCancelled:
            assert stop
        return time.monotonic() - begin

    whole = drawn(False)
    assert len(asked) > 2, "the user is asked again and again"
    assert drawn(True) < whole * 0.7
