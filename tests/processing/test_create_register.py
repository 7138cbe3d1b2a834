"""createregister: communes, streets and settlements of a user's layers in a new register."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

SAMPLE = "resources/sample/sample_town.gpkg"


def rows(path: Path, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as con:
        return con.execute(statement).fetchall()


def layer(root: Path, name: str) -> str:
    return f"{root / SAMPLE}|layername={name}"


def test_the_sample_town(run, root: Path, tmp_path: Path, project) -> None:
    output = tmp_path / "Nguyễn Văn Á" / "Sổ địa chỉ.gpkg"
    output.parent.mkdir()
    results = run(
        "createregister", PROVINCE="Khánh Hòa", UNITS=layer(root, "communes"), STREETS=layer(root, "streets"),
        SETTLEMENTS=layer(root, "settlements"), OUTPUT=output,
    )  # fmt: skip
    assert Path(results["OUTPUT"]) == output
    assert (results["COMMUNES_WITH_AREA"], results["SETTLEMENT_COUNT"], results["UNMATCHED"]) == (4, 8, 0)
    assert results["COMMUNES"] == len(rows(output, "SELECT 1 FROM admin_unit WHERE level = 'commune'")) == 65
    with_area = "SELECT code, full_name, postcode FROM admin_unit WHERE geom IS NOT NULL ORDER BY code"
    assert rows(output, with_area)[0] == ("22528", "Phường Ninh Hòa", "00101")
    assert all(int(code) >= 22528 for code, _, _ in rows(output, with_area))
    named = rows(output, "SELECT name, commune_code, former_commune_code, street_id FROM street")
    assert results["STREET_COUNT"] == len(named) == len(set(named))
    assert [name for name, *_ in named].count("Hoa Sứ") == 2
    assert all(code for _, code, *_ in named)
    assert any("no name" in text for text in run.heard.warnings)
    assert any("have no area in the layer" in text for text in run.heard.warnings)
    for table, kind in (("admin_unit", 65 + 1), ("settlement", 8), ("street", len(named))):
        shown = QgsVectorLayer(f"{output}|layername={table}", table, "ogr")
        assert shown.isValid() and shown.featureCount() == kind and shown.crs().authid() == "EPSG:4326"
        assert all(f.geometry().isGeosValid() for f in shown.getFeatures() if f.hasGeometry())
    assert rows(output, "SELECT count(*) > 5, sum(is_annex) > 0 FROM object_class") == [(1, 1)]


def test_any_crs_and_two_areas_of_one_commune(run, make_layer, tmp_path: Path) -> None:
    square = "POLYGON(({0} 1377000, {1} 1377000, {1} 1378000, {0} 1378000, {0} 1377000))"
    units = make_layer(
        [square.format(590000, 591000), square.format(591000, 592000), square.format(595000, 596000), None],
        {"ma_xa": ["22528", "22528", "22561", "22591"],
         "ten_xa": ["Ninh Hoà", "Ninh Hoà", "Đông Ninh Hòa", "Hoà Thắng"]},
        crs="EPSG:9217",
    )  # fmt: skip
    streets = make_layer(
        ["LINESTRING(590100 1377500, 590900 1377500)", "LINESTRING(590100 1377600, 590200 1377600)",
         "LINESTRING(595100 1377500, 595900 1377500)", "LINESTRING(600000 1377500, 600100 1377500)", None],
        {"name": ["Trần Phú", "Trần Phú", "Trần Phú", "Xa lộ", "Không hình"]},
        crs="EPSG:9217",
    )  # fmt: skip
    results = run("createregister", PROVINCE="56", UNITS=units, STREETS=streets, OUTPUT=tmp_path / "a.gpkg")
    assert results["COMMUNES_WITH_AREA"] == 2
    assert rows(tmp_path / "a.gpkg", "SELECT name, commune_code FROM street ORDER BY 1, 2") == [
        ("Trần Phú", "22528"), ("Trần Phú", "22561"), ("Xa lộ", None),
    ]  # fmt: skip
    unit = next(QgsVectorLayer(f"{tmp_path / 'a.gpkg'}|layername=admin_unit|subset=code='22528'").getFeatures())
    assert unit.geometry().boundingBox().width() == pytest.approx(0.0184, abs=0.0005)
    assert 108 < unit.geometry().boundingBox().xMinimum() < 110
    assert unit.geometry().constGet().partCount() == 1
    street = next(QgsVectorLayer(f"{tmp_path / 'a.gpkg'}|layername=street|subset=commune_code='22528'").getFeatures())
    assert street.geometry().constGet().numGeometries() == 2


def test_without_layers_every_commune_is_there_without_an_area(run, tmp_path: Path) -> None:
    results = run("createregister", PROVINCE="56", OUTPUT=tmp_path / "a.gpkg")
    assert (results["COMMUNES"], results["COMMUNES_WITH_AREA"]) == (65, 0)
    assert any("No areas of communes" in text for text in run.heard.warnings)


@pytest.mark.parametrize(
    ("province", "crs", "wkt", "words"),
    [
        ("Atlantis", "EPSG:4326", "POLYGON((109 12, 109.1 12, 109.1 12.1, 109 12))", ("Atlantis", "two-digit")),
        ("56", "EPSG:4326", "POLYGON((590000 137, 591000 137, 591000 138, 590000 137))", ("Viet Nam", "EPSG:4326")),
        ("56", "EPSG:2154", "POLYGON((700000 6600000, 700100 6600000, 700100 6600100, 700000 6600000))", ("2154",)),
        ("56", "", "POLYGON((109 12, 109.1 12, 109.1 12.1, 109 12))", ("no coordinate reference system",)),
        ("01", "EPSG:4326", "POLYGON((109 12, 109.1 12, 109.1 12.1, 109 12))", ("Hà Nội", "province")),
    ],
)
def test_bad_input_is_refused_with_the_remedy_and_no_file(
    run, make_layer, tmp_path: Path, province: str, crs: str, wkt: str, words
) -> None:
    units = make_layer([wkt], {"ma_xa": ["22528"], "ten_xa": ["Phường Ninh Hòa"]}, crs=crs)
    if not crs:
        from qgis.core import QgsCoordinateReferenceSystem

        units.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(QgsProcessingException) as error:
        run("createregister", PROVINCE=province, UNITS=units, OUTPUT=tmp_path / "a.gpkg")
    assert all(word in str(error.value) for word in words), str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_never_overwritten(run, tmp_path: Path) -> None:
    (tmp_path / "a.gpkg").write_text("precious")
    with pytest.raises(QgsProcessingException, match="exists already"):
        run("createregister", PROVINCE="56", OUTPUT=tmp_path / "a.gpkg")
    assert (tmp_path / "a.gpkg").read_text() == "precious"


def test_a_register_is_not_made_on_a_network_share(run, tmp_path: Path, monkeypatch) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/vda / ext4 rw 0 0\n//may-chu/chung {tmp_path / 'share'} cifs rw 0 0\n")
    monkeypatch.setattr("diachiso.register.network_share.MOUNT_TABLE", table)
    (tmp_path / "share").mkdir()
    with pytest.raises(QgsProcessingException, match="network share //may-chu/chung"):
        run("createregister", PROVINCE="56", OUTPUT=tmp_path / "share" / "a.gpkg")
    assert list((tmp_path / "share").iterdir()) == []
