"""Layers as offices send them: font in the field names, nothing inside, islands, times with a zone, no known CRS."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr
from qgis.core import QgsGeometry, QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsVectorLayer

from .drawings import draw, parcels_of, write_dxf
from .land_files import X, rows, square, write
from .test_canaries import encoded_tcvn3


def misnamed(path: Path) -> Path:
    """A Shapefile whose field names and values are in TCVN3: plain letters first, then their bytes."""
    texts = ["Tên chủ", "Số tờ", "Số thửa", "Đường", "Nguyễn Văn A", "Trần Phú", "Lê Lợi"]
    owner, sheet, parcel, street, *values = places = [chr(ord("G") + k) * len(t) for k, t in enumerate(texts)]
    fields = {owner: values[:1] * 2, sheet: ["12", "12"], parcel: ["1", "2"], street: values[1:]}
    write(path, [square(), square(X + 20)], fields, 9217, ogr.wkbPolygon)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    table = path.with_suffix(".dbf")
    raw = table.read_bytes()
    for place, text in zip(places, texts):
        raw = raw.replace(place.encode(), encoded_tcvn3(text).encode("latin-1"))
    table.write_bytes(raw)
    return path


@pytest.mark.parametrize("how", ["file", "inside QGIS", "selected", "selected, misread", "edited"])
def test_field_names_in_an_old_font(run: Any, tmp_path: Path, project: Any, how: str) -> None:
    source: Any = misnamed(tmp_path / "thua.shp")
    if how == "inside QGIS":  # which switches GDAL's recoding off once it has opened a Shapefile
        QgsVectorLayer(str(source), "thua", "ogr")
    if how.startswith(("selected", "edited")):
        layer = QgsVectorLayer(str(tmp_path / "thua.shp"), "thua", "ogr")
        layer.setProviderEncoding("UTF-8" if "misread" in how else "ISO-8859-1")  # UTF-8: names and texts of U+FFFD
        layer.selectAll()
        project.addMapLayer(layer)
        source = QgsProcessingFeatureSourceDefinition(layer.id(), True)
        if how == "edited":  # QGIS reads it
            layer.startEditing()
            layer.changeGeometry(0, QgsGeometry.fromWkt(square(size=20)))
    done = run("importlayer", INPUT=source, OUTPUT=tmp_path / "out.gpkg")
    found = rows(done["OUTPUT"])
    assert [(row["map_sheet"], row["map_parcel"], row["street"]) for row in found] == [
        ("12", "1", "Trần Phú"), ("12", "2", "Lê Lợi"),
    ]  # fmt: skip
    assert done["DROPPED_FIELDS"] == 1
    assert set(found[0]) == {"map_sheet", "map_parcel", "street", "source_fid", "geom"}


def test_of_a_selection_only_the_selected_are_read(run: Any, tmp_path: Path, project: Any) -> None:
    path = write(tmp_path / "a.gpkg", [square(X + 20 * k) for k in range(30)], {"SoThua": [str(k) for k in range(30)]})
    layer = QgsVectorLayer(str(path), "a", "ogr")
    layer.selectByIds([3, 17, 30])
    project.addMapLayer(layer)
    source = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    done = run("importlayer", INPUT=source, OUTPUT=tmp_path / "out.gpkg")
    found = rows(done["OUTPUT"])
    assert (done["READ"], done["SKIPPED"]) == (3, 0)
    assert [(row["map_parcel"], row["source_fid"]) for row in found] == [("2", 3), ("16", 17), ("29", 30)]
    layer.removeSelection()
    with pytest.raises(QgsProcessingException, match="has no features"):
        run("importlayer", INPUT=source, OUTPUT=tmp_path / "none.gpkg")


@pytest.mark.parametrize("algorithm", ["diagnoselayer", "importlayer"])
@pytest.mark.parametrize("name", ["none.shp", "none.gpkg|layername=a", "none.dgn", "a layer of yesterday"])
def test_a_path_that_leads_nowhere(run: Any, tmp_path: Path, algorithm: str, name: str) -> None:
    given = name if " " in name else str(tmp_path / name)
    with pytest.raises(QgsProcessingException, match="neither a file nor a layer of the project") as caught:
        run(algorithm, INPUT=given, OUTPUT=tmp_path / "out.gpkg")
    assert given in str(caught.value)


def test_what_is_wrong_with_a_drawing_is_in_the_log_of_the_import(run: Any, root: Path, tmp_path: Path) -> None:
    town = Path(shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg"))
    parcels = parcels_of(town, ("SoHieuToBanDo", "SoThuTuThua", "KyHieuMucDichSuDung"))[:12]
    drawing = draw(parcels)
    level, line = drawing.lines[0]
    end = line[-1]
    drawing.lines.append((level, [end, (end[0] - 3.0, end[1] - 2.0)]))
    path = write_dxf(tmp_path / "a.dxf", drawing)
    run("importlayer", INPUT=path, OUTPUT=tmp_path / "out.gpkg", SOURCE_CRS="EPSG:9217")
    said = run.heard.warnings
    assert any("ends freely" in text for text in said), said
    assert any("says nothing of its CRS" in text for text in said)


def test_only_the_field_names_are_in_an_old_font(run: Any, tmp_path: Path) -> None:
    source = misnamed(tmp_path / "thua.shp")
    table = source.with_suffix(".dbf")
    raw = table.read_bytes()
    head = int.from_bytes(raw[8:10], "little")
    table.write_bytes(raw[:head] + bytes(byte if byte < 0x80 else ord("e") for byte in raw[head:]))
    QgsVectorLayer(str(source), "thua", "ogr")  # switches GDAL's recoding off: the names are no UTF-8
    done = run("importlayer", INPUT=source, OUTPUT=tmp_path / "out.gpkg")
    assert set(rows(done["OUTPUT"])[0]) == {"map_sheet", "map_parcel", "street", "source_fid", "geom"}


def test_a_layer_without_features(run: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "rỗng.gpkg", [], {"SoTo": []})
    done = run("diagnoselayer", INPUT=path)
    assert "recognised" in {finding["id"] for finding in json.loads(done["FINDINGS"])}
    with pytest.raises(QgsProcessingException, match="has no features"):
        run("importlayer", INPUT=path, OUTPUT=tmp_path / "out.gpkg")
    assert not (tmp_path / "out.gpkg").exists()


def test_islands_belong_to_their_commune_and_not_to_a_house(run: Any, tmp_path: Path) -> None:
    far = "MULTIPOLYGON(" + ",".join(square(x)[7:] for x in (X, X + 900)) + ")"
    named = {"MaXa": ["22333"], "TenXa": ["Xã Vạn Thắng"]}
    communes = write(tmp_path / "xa.gpkg", [far], named, kind=ogr.wkbMultiPolygon)
    houses = write(tmp_path / "nha.gpkg", [far], {"so_nha": ["1"]}, kind=ogr.wkbMultiPolygon)
    for path, count in ((communes, 1), (houses, 2)):
        done = run("diagnoselayer", INPUT=path)
        assert ("far_apart" in {finding["id"] for finding in json.loads(done["FINDINGS"])}) is (count == 2)
        assert len(rows(run("importlayer", INPUT=path, OUTPUT=tmp_path / "out.gpkg")["OUTPUT"])) == count
    assert len(rows(run("importlayer", INPUT=communes, OUTPUT=tmp_path / "out.gpkg", SPLIT="always")["OUTPUT"])) == 2


@pytest.mark.parametrize(
    ("zone", "hour"), [("+07:00", "20:04"), ("Z", "03:04"), ("-03:30", "06:34"), ("", "03:04")]
)
def test_times_are_in_utc(run: Any, tmp_path: Path, zone: str, hour: str) -> None:
    properties = {"luc": f"2024-01-02T03:04:05{zone}"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [109.2, 12.2]}}
    path = tmp_path / "diem.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    done = run("importlayer", INPUT=path, OUTPUT=tmp_path / "out.gpkg")
    assert hour in rows(done["OUTPUT"])[0]["luc"]


def test_an_undefined_crs_is_none(run: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "nha.gpkg", [square()], {"so_nha": ["1"]}, epsg=None)
    found = json.loads(run("diagnoselayer", INPUT=path)["FINDINGS"])
    assert "no_crs" in {finding["id"] for finding in found}
    assert not any("Undefined" in finding["text"] for finding in found)


def test_the_sheet_number_is_given_for_a_drawing_that_has_none(run: Any, tmp_path: Path) -> None:
    town = Path(os.environ["DIACHISO_SAMPLE"]) / "sample_town.gpkg"
    parcels = parcels_of(town, ("SoHieuToBanDo", "SoThuTuThua", "KyHieuMucDichSuDung"))[:20]
    path = write_dxf(tmp_path / "to.dxf", draw(parcels, sheet_texts=False))
    for given, sheet in ((None, None), ("27", "27")):
        how = {} if given is None else {"SHEET": given}
        done = run("importlayer", INPUT=path, OUTPUT=tmp_path / "out.gpkg", **how)
        assert {row["map_sheet"] for row in rows(done["OUTPUT"])} == {sheet}


def test_json_stays_json_where_qgis_reads_the_layer(run: Any, tmp_path: Path, project: Any) -> None:
    place = {"type": "Point", "coordinates": [109.2, 12.2]}
    feature = {"type": "Feature", "properties": {"o": {"tên": [1, "Đ"]}}, "geometry": place}
    path = tmp_path / "diem.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    layer = QgsVectorLayer(str(path), "diem", "ogr")
    layer.selectAll()
    project.addMapLayer(layer)
    source = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    done = run("importlayer", INPUT=source, OUTPUT=tmp_path / "out.gpkg")
    assert json.loads(rows(done["OUTPUT"])[0]["o"]) == {"tên": [1, "Đ"]}
