"""The project for QGIS Server, asked through the real QGIS Server: WMS, WFS, OGC API – Features; nobody's data."""
from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from qgis.PyQt.QtGui import QImage

from diachiso.core.errors import DiachisoError
from diachiso.publish.server_project import write_server_project
from diachiso.register.connect import connect
from diachiso.register.export_records import read_exports

from .issued_town import leaks, make_issued_town

SERVER = Path(__file__).parents[1] / "qgis_server.py"
LAYERS = {"dia_chi", "duong_pho", "thon_to_dan_pho", "xa_phuong"}
Ask = Callable[..., bytes]


@pytest.fixture(scope="module")
def service(qgis_app, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service")
    town = make_issued_town(folder / "Sổ.gpkg")
    done = write_server_project(town, folder / "dịch vụ", language="vi")
    shutil.move(folder / "dịch vụ", folder / "nơi khác")  # the paths are relative
    return folder / "nơi khác" / done.project.name


@pytest.fixture(scope="module")
def ask(service: Path) -> Iterator[Ask]:
    """ask("/", SERVICE="WMS", …) -> the body of QGIS Server's answer."""
    pytest.importorskip("qgis.server", reason="no QGIS Server: install qgis-server (scripts/setup.sh does)")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, str(SERVER), str(service)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=environment, text=True,
    )  # fmt: skip

    def get(path: str, **query: str) -> bytes:
        text = "&".join(f"{key}={quote(value, safe=',:')}" for key, value in query.items())
        process.stdin.write(json.dumps(f"{path}?{text}") + "\n")
        process.stdin.flush()
        return base64.b64decode(process.stdout.readline())

    while process.stdout.readline().strip() != "ready":
        assert process.poll() is None
    if b"Service unknown" in get("/", SERVICE="WMS", REQUEST="GetCapabilities"):
        process.kill()
        pytest.skip("this QGIS Server brings no services: install qgis-server (scripts/setup.sh does)")
    yield get
    process.stdin.close()
    process.wait(30)


def test_each_service_has_the_public_layers_and_no_other(ask: Ask) -> None:
    maps = ask("/", SERVICE="WMS", REQUEST="GetCapabilities", VERSION="1.3.0").decode()
    names = set(re.findall(r"<Layer[^>]*>\s*<Name>([^<]+)</Name>", maps))
    assert names == {*LAYERS, "dia_chi_so"} and "Địa chỉ số Khánh Hòa" in maps and "CC BY 4.0" in maps
    styles = set(re.findall(r"<Style>\s*<Name>([^<]+)</Name>", maps))
    assert {"Bản đồ cơ sở y tế", "Bản đồ du lịch", "Bản đồ trụ nước cứu hỏa"} <= styles and len(styles) == 8
    features = ask("/", SERVICE="WFS", REQUEST="GetCapabilities", VERSION="1.1.0").decode()
    assert set(re.findall(r"<FeatureType>\s*<Name>([^<]+)</Name>", features)) == LAYERS
    collections = json.loads(ask("/wfs3/collections.json"))["collections"]
    assert {one["id"] for one in collections} == LAYERS


def test_features_are_the_public_records_with_the_names_of_the_dictionary(ask: Ask) -> None:
    found = json.loads(ask("/wfs3/collections/dia_chi/items.json", limit="1000"))
    records = {f["properties"]["ma_dia_chi_so"]: f for f in found["features"]}
    assert len(records) == 39 and {r["properties"]["trang_thai"] for r in records.values()} == {"issued", "verified"}
    one = records["0010100002"]
    assert one["geometry"]["coordinates"] == [109.002, 12.0101]
    assert one["properties"]["ten_doi_tuong"] == "Trường Tiểu học Biển"
    assert one["properties"]["dia_chi"] == "3 Trần Phú, Tổ dân phố 5, Phường Biển, Tỉnh Khánh Hòa"
    answer = ask("/", SERVICE="WFS", REQUEST="GetFeature", VERSION="1.1.0", TYPENAME="dia_chi",
                 OUTPUTFORMAT="application/vnd.geo+json").decode()  # fmt: skip
    assert {f["properties"]["ma_dia_chi_so"] for f in json.loads(answer)["features"]} == set(records)


def test_a_theme_is_drawn_as_its_style_and_as_its_sheet(ask: Ask, tmp_path: Path) -> None:
    asked = {
        "SERVICE": "WMS", "REQUEST": "GetMap", "VERSION": "1.3.0", "CRS": "EPSG:4326",
        "BBOX": "12.005,109,12.015,109.06", "WIDTH": "900", "HEIGHT": "150", "FORMAT": "image/png", "LAYERS": "dia_chi",
    }  # fmt: skip
    sizes = {}
    for style in ("", "Bản đồ du lịch", "Bản đồ cơ sở y tế"):
        image = QImage.fromData(ask("/", **asked, STYLES=style))
        assert (image.width(), image.height()) == (900, 150), style
        colours = {image.pixelColor(x, y).name() for x in range(900) for y in range(150)}
        sizes[style] = colours
    assert "#cb4335" in sizes["Bản đồ du lịch"] and "#cb4335" not in sizes["Bản đồ cơ sở y tế"]  # markets
    assert "#2471a3" in sizes["Bản đồ cơ sở y tế"]  # health stations
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(ask("/", SERVICE="WMS", REQUEST="GetPrint", VERSION="1.3.0", TEMPLATE="Bản đồ du lịch",
                          FORMAT="pdf", CRS="EPSG:4326", **{"map0:EXTENT": "12.005,109,12.015,109.06"}))  # fmt: skip
    text = subprocess.run(["pdftotext", str(sheet), "-"], check=True, capture_output=True).stdout.decode()
    assert "BẢN ĐỒ DU LỊCH" in text and "CHÚ GIẢI" in text and "Chợ, siêu thị" in text


def test_nobody_is_in_any_file_and_it_is_written_down(service: Path) -> None:
    assert leaks(list(service.parent.iterdir())) == []
    project = service.read_bytes()
    assert b"person" not in project
    [export] = read_exports(service.parents[1] / "Sổ.gpkg")
    assert (export.record.kind, export.record.rows, export.record.persons) == ("server", 39, 0)
    assert {file.name for file in service.parent.iterdir()} == set(export.record.files)


def test_nothing_public_is_said(qgis_app, tmp_path: Path) -> None:
    town = make_issued_town(tmp_path / "Sổ.gpkg")
    with closing(connect(town, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute("UPDATE address SET stage = 'created'")
    with pytest.raises(DiachisoError, match="nothing to serve"):
        write_server_project(town, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
