"""importlayer: whatever a land office has comes out as a clean layer, all of it or nothing."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsProcessingException, QgsVectorLayer

from diachiso.core.land.vn2000 import load_vn2000
from diachiso.processing.land.crs_definition import tm_wkt

from .land_files import X, Y, rows, square, write

BOW_TIE = f"POLYGON(({X} {Y}, {X + 10} {Y + 10}, {X + 10} {Y}, {X} {Y + 10}, {X} {Y}))"


def imported(run: Any, path: Path | str, tmp_path: Path, **how: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    done = run("importlayer", INPUT=path, OUTPUT=tmp_path / "out.gpkg", **how)
    return done, rows(done["OUTPUT"])


# -- formats ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".gdb", ".tab", ".gml", ".geojson", ".fgb"])
def test_every_format_gives_the_same_rows(run: Any, tmp_path: Path, ending: str) -> None:
    epsg = 4326 if ending == ".geojson" else 9217
    at = (109.2, 12.5, 0.0001) if epsg == 4326 else (X, Y, 10.0)
    source = write(
        tmp_path / f"thua{ending}",
        [square(*at), square(at[0] + 5 * at[2], at[1], at[2])],
        {"SoTo": [12, 13], "SoThua": [1, 2], "GhiChu": ["Đường Trần Phú", None]},
        epsg, ogr.wkbPolygon if ending in (".shp", ".fgb", ".tab") else ogr.wkbMultiPolygon,
        **({"ENCODING": "UTF-8"} if ending in (".shp", ".tab") else {}),
    )  # fmt: skip
    before = sorted(p.name for p in tmp_path.iterdir())
    done, found = imported(run, source, tmp_path)
    found.sort(key=lambda row: row["map_sheet"])  # FlatGeobuf has an order of its own
    assert [row["map_sheet"] for row in found] == [12, 13]
    assert [row["map_parcel"] for row in found] == [1, 2]
    assert [row["GhiChu"] or None for row in found] == ["Đường Trần Phú", None]
    assert (done["READ"], done["WRITTEN"], done["SKIPPED"]) == (2, 2, 0)
    assert all(row["geom"].startswith("MULTIPOLYGON") for row in found)
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "out.gpkg") == before


def test_a_zipped_shapefile(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "nha.shp", [square()], {"so_nha": ["12A"]}, kind=ogr.wkbPolygon, ENCODING="UTF-8")
    archive = shutil.make_archive(str(tmp_path / "lớp nhà"), "zip", folder)
    _, found = imported(run, archive, tmp_path)
    assert [row["house_number"] for row in found] == ["12A"]


def test_a_layer_of_the_project_with_a_filter(run: Any, tmp_path: Path, make_layer: Any, project: Any) -> None:
    layer = make_layer([square(), square(X + 50)], {"so_nha": ["1", "2"]}, crs="EPSG:9217")
    project.addMapLayer(layer)
    assert layer.setSubsetString("so_nha = '2'")
    _, found = imported(run, layer.id(), tmp_path)
    assert [row["house_number"] for row in found] == ["2"]


def test_one_layer_of_several(run: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "all.gpkg", [square()] * 3, {"a": ["x"] * 3}, layer="big")
    write(path, [square()], {"so_nha": ["7"]}, layer="small")
    assert len(imported(run, path, tmp_path)[1]) == 3
    assert imported(run, f"{path}|layername=small", tmp_path)[1][0]["house_number"] == "7"
    with pytest.raises(QgsProcessingException, match="has no layer none.*big, small"):
        run("importlayer", INPUT=f"{path}|layername=none", OUTPUT=tmp_path / "o.gpkg")


@pytest.mark.parametrize(("name", "content"), [("a.shp", b"no shapefile"), ("a.gpkg", b""), ("a.txt.bin", b"??")])
def test_a_file_that_is_no_layer(run: Any, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    for algorithm in ("importlayer", "diagnoselayer"):
        with pytest.raises(QgsProcessingException, match="cannot be read as a land layer") as caught:
            run(algorithm, INPUT=tmp_path / name, OUTPUT=tmp_path / "out.gpkg", OUTPUT_HTML=tmp_path / "r.html")
        assert "Unexpected" not in str(caught.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


# -- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "utf8_nocpg"])
def test_the_real_shapefiles_come_out_right(
    run: Any, shared_data: Path, tmp_path: Path, encoding: str
) -> None:
    with (shared_data / "encodings" / "street_names_encodings.csv").open(encoding="utf-8") as file:
        right = {row["unicode_nfc"] for row in csv.DictReader(file)}
    done, found = imported(run, shared_data / "encodings" / f"nhatrang_roads_{encoding}.shp", tmp_path)
    wrong = {row["street"] for row in found} - right
    assert len(found) == 818 and len(wrong) <= (2 if encoding == "tcvn3" else 0), wrong
    assert done["DECODED"] == (0 if encoding == "utf8_nocpg" else 785)


def test_texts_that_are_right_stay(run: Any, shared_data: Path, tmp_path: Path) -> None:
    copy = shutil.copy(shared_data / "nha_trang.gpkg", tmp_path / "nha_trang.gpkg")
    done, found = imported(run, f"{copy}|layername=roads", tmp_path)
    data = gdal.OpenEx(str(copy))
    before = [feature["name"] for feature in data.GetLayerByName("roads")]
    assert done["DECODED"] == 0
    assert [row["street"] for row in found] == before


# -- fields ----------------------------------------------------------------------------------------------------------


def test_the_field_map(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square()], {"c1": ["12"], "c2": ["5"], "c3": ["bỏ"], "SoTo": ["9"]})
    given = json.dumps({"c1": "map_sheet", "c3": ""})
    _, found = imported(run, source, tmp_path, FIELD_MAP=given)
    assert {k: v for k, v in found[0].items() if k != "geom"} == {
        "map_sheet": "12", "c2": "5", "SoTo": "9", "source_fid": 1,
    }  # fmt: skip


def test_a_map_is_remembered_for_the_same_structure(run: Any, tmp_path: Path) -> None:
    fields = {"c1": ["12"], "c2": ["5"]}
    first, second = (write(tmp_path / f"{n}.gpkg", [square()], fields) for n in "ab")
    other = write(tmp_path / "c.gpkg", [square()], {**fields, "c3": ["x"]})
    imported(run, first, tmp_path, FIELD_MAP={"c1": "map_sheet"})
    assert "map_sheet" in imported(run, second, tmp_path)[1][0]
    assert "map_sheet" not in imported(run, other, tmp_path)[1][0]
    imported(run, first, tmp_path, FIELD_MAP={"c1": "map_parcel"}, REMEMBER_MAP=False)
    assert "map_sheet" in imported(run, second, tmp_path)[1][0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ('{"nothing": "a"}', "which the layer does not have. Its fields are: c1, c2"),
        ('{"c1": 5}', "not JSON such as"),
        ('{"c1"', "not JSON such as"),
        ('{"c1": "a", "c2": "A"}', "to two fields: c1, c2"),
        ('{"c1": "geom"}', "keeps for itself"),
        ("nowhere.json", "does not exist or cannot be read"),
    ],
)
def test_a_field_map_that_cannot_be_used(run: Any, tmp_path: Path, given: str, words: str) -> None:
    source = write(tmp_path / "a.gpkg", [square()], {"c1": ["12"], "c2": ["5"]})
    with pytest.raises(QgsProcessingException) as caught:
        run("importlayer", INPUT=source, OUTPUT=tmp_path / "out.gpkg", FIELD_MAP=given)
    assert words in str(caught.value)
    assert not (tmp_path / "out.gpkg").exists()


def test_names_that_the_geopackage_keeps(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.geojson", [square(109, 12, 0.001)], {"geom": ["a"], "Ghi chú": ["b"]}, 4326)
    _, found = imported(run, source, tmp_path)
    assert found[0]["geom_1"] == "a" and found[0]["Ghi chú"] == "b"


# -- geometry --------------------------------------------------------------------------------------------------------


def test_bad_features_are_left_out_and_the_rest_goes_on(run: Any, tmp_path: Path) -> None:
    wkts = [
        square(), None, "POLYGON EMPTY", BOW_TIE, f"POLYGON(({X} {Y}, {X + 1} {Y}, {X} {Y}, {X} {Y}))",
        f"POLYGON(({X} {Y}, 1e300 {Y}, 1e300 {Y + 1}, {X} {Y}))", f"POINT({X} {Y})",
        square(X + 100),
    ]  # fmt: skip
    source = write(tmp_path / "a.gpkg", wkts, {"bld_id": [f"B{k}" for k in range(8)]})
    report = tmp_path / "report.html"
    done, found = imported(run, source, tmp_path, OUTPUT_HTML=report)
    assert [row["source_id"] for row in found] == ["B0", "B3", "B7"]
    assert [row["source_fid"] for row in found] == [1, 4, 8]
    assert (done["READ"], done["WRITTEN"], done["SKIPPED"], done["MENDED"]) == (8, 3, 5, 1)
    assert ogr.CreateGeometryFromWkt(found[1]["geom"]).IsValid()
    text = report.read_text("utf-8")
    reasons = ("no geometry", "empty geometry", "no place on Earth", "nothing remains", "another kind")
    for words in (*reasons, "outline mended"):
        assert words in text


def test_parts_far_apart_become_objects(run: Any, tmp_path: Path) -> None:
    near, apart = (
        f"MULTIPOLYGON((({X} {Y}, {X + 5} {Y}, {X} {Y + 5}, {X} {Y})), (({x} {Y}, {x + 5} {Y}, {x} {Y + 5}, {x} {Y})))"
        for x in (X + 20, X + 100)
    )
    source = write(tmp_path / "a.gpkg", [near, apart], {"bld_id": ["A", "B"]})
    done, found = imported(run, source, tmp_path)
    assert [row["source_id"] for row in found] == ["A", "B/1", "B/2"] and done["SPLIT_COUNT"] == 1
    assert [row["source_id"] for row in imported(run, source, tmp_path, SPLIT="never")[1]] == ["A", "B"]
    assert len(imported(run, source, tmp_path, SPLIT="always")[1]) == 4
    assert len(imported(run, source, tmp_path, SPLIT_DISTANCE=5)[1]) == 4


def test_heights_and_repeated_vertices_go(run: Any, tmp_path: Path) -> None:
    wkt = f"POLYGON Z(({X} {Y} 5, {X + 9} {Y} 5, {X + 9} {Y} 5, {X} {Y + 9} 7, {X} {Y} 5))"
    _, found = imported(run, write(tmp_path / "a.gpkg", [wkt]), tmp_path)
    assert found[0]["geom"] == "MULTIPOLYGON (((593000 1382000,593009 1382000,593000 1382009,593000 1382000)))"


def test_duplicates_are_left_out_where_asked(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square()] * 3, {"so_nha": ["1", "1", "2"]})
    assert len(imported(run, source, tmp_path)[1]) == 3
    done, found = imported(run, source, tmp_path, DROP_DUPLICATES=True)
    assert [row["house_number"] for row in found] == ["1", "2"] and done["SKIPPED"] == 1


@pytest.mark.parametrize(
    ("wkt", "kind", "expected"),
    [
        ("POINT(1 2)", ogr.wkbPoint, "POINT (1 2)"),
        ("MULTIPOINT((1 2), (3 4))", ogr.wkbMultiPoint, "POINT (1 2)"),
        ("LINESTRING(0 0, 0 0, 5 5)", ogr.wkbLineString, "MULTILINESTRING ((0 0,5 5))"),
        ("CURVEPOLYGON(CIRCULARSTRING(0 0, 5 5, 10 0, 5 -5, 0 0))", ogr.wkbCurvePolygon, "MULTIPOLYGON (((0 0"),
    ],
)
def test_points_lines_and_curves(run: Any, tmp_path: Path, wkt: str, kind: int, expected: str) -> None:
    source = write(tmp_path / "a.gpkg", [wkt], kind=kind)
    assert imported(run, source, tmp_path)[1][0]["geom"].startswith(expected)


@pytest.mark.parametrize("how", [{}, {"SPLIT": "always"}])
def test_both_engines_import_alike(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Any) -> None:
    ring = BOW_TIE[:-1] + f", ({X} {Y}, {X + 1} {Y}, {X} {Y + 1}, {X} {Y}))"
    source = write(tmp_path / "a.gpkg", [square(), BOW_TIE, None, ring], {"bld_id": list("abcd")})
    found = {}
    for engine in ("shapely", "qgis"):
        monkeypatch.setenv("DIACHISO_ENGINE", engine)
        done = run("importlayer", INPUT=source, OUTPUT=tmp_path / f"{engine}.gpkg", **how)
        made = rows(done["OUTPUT"])
        areas = [round(ogr.CreateGeometryFromWkt(row["geom"]).Area(), 6) for row in made]
        found[engine] = ([row["source_id"] for row in made], areas)
    assert found["shapely"] == found["qgis"]


# -- CRS -------------------------------------------------------------------------------------------------------------


def test_nothing_is_reprojected_unless_asked(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square()], {"so_nha": ["1"]}, epsg=9209)
    wrong, right, moved = tmp_path / "wrong.gpkg", tmp_path / "right.gpkg", tmp_path / "moved.gpkg"
    run("importlayer", INPUT=source, OUTPUT=wrong)
    run("importlayer", INPUT=source, OUTPUT=right, SOURCE_CRS="EPSG:9217")
    run("importlayer", INPUT=source, OUTPUT=moved, SOURCE_CRS="EPSG:9217", TARGET_CRS="EPSG:4326")
    layers = [QgsVectorLayer(str(p), "x", "ogr") for p in (wrong, right, moved)]
    assert [layer.crs().authid() for layer in layers] == ["EPSG:9209", "EPSG:9217", "EPSG:4326"]
    assert rows(wrong)[0]["geom"] == rows(right)[0]["geom"]
    assert layers[1].extent().xMinimum() == pytest.approx(X)
    assert layers[2].extent().xMinimum() == pytest.approx(109.1, abs=0.5)
    del layers


def test_a_crs_that_no_authority_knows_is_kept(run: Any, tmp_path: Path) -> None:
    zone = next(z for z in load_vn2000().zones if z.epsg == 9217)
    source = write(tmp_path / "a.gpkg", [square()], epsg=None)
    out, again = tmp_path / "out.gpkg", tmp_path / "again.gpkg"
    run("importlayer", INPUT=source, OUTPUT=out, SOURCE_CRS="WKT:" + tm_wkt(zone, (1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0)))
    run("importlayer", INPUT=out, OUTPUT=again)
    for path in (out, again):
        layer = QgsVectorLayer(str(path), "x", "ogr")
        assert "lon_0=108.25" in layer.crs().toProj() and "towgs84=1,2,3" in layer.crs().toProj()
        del layer


@pytest.mark.parametrize("shift", ["0,0,0", "0,0,0,0,0,0,0", "-191.9,-39.3,-111.45,-0.00929,0.01975,-0.00427,0.2529"])
@pytest.mark.parametrize("datum", ["D_VN2000", "Vietnam_2000"])
def test_a_wrong_shift_under_the_right_name_moves_nothing(run: Any, tmp_path: Path, datum: str, shift: str) -> None:
    """GDAL knows the datum's own shift and would take it where the output is opened: 226 m away, without a word."""
    source = write(tmp_path / "a.shp", [square()], {"so_nha": ["1"]})
    source.with_suffix(".prj").write_text(
        'PROJCS["VN_2000_KT_108_15_3d",GEOGCS["GCS_VN2000",DATUM["' + datum + '",SPHEROID["WGS_1984",6378137.0,'
        "298.257223563],TOWGS84[" + shift + ']],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
        'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
        'PARAMETER["Central_Meridian",108.25],PARAMETER["Scale_Factor",0.9999],'
        'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )
    out, again = tmp_path / "out.gpkg", tmp_path / "again.gpkg"
    run("importlayer", INPUT=source, OUTPUT=out)
    run("importlayer", INPUT=out, OUTPUT=again)
    given = [float(number) for number in shift.split(",")]
    for path in (out, again):
        layer = QgsVectorLayer(str(path), "x", "ogr")
        (written,) = re.findall(r"towgs84=(\S+)", layer.crs().toProj())
        assert [float(number) for number in written.split(",")] == pytest.approx(given + [0.0] * (7 - len(given)))
        del layer


def test_swapped_axes_and_millimetres(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square(Y * 1000, X * 1000, 10_000)])
    _, found = imported(run, source, tmp_path, SWAP_AXES=True, SCALE=0.001)
    assert ogr.CreateGeometryFromWkt(found[0]["geom"]).GetEnvelope() == (X, X + 10, Y, Y + 10)


# -- all or nothing --------------------------------------------------------------------------------------------------


def test_a_good_output_is_a_sound_geopackage(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square(X + 20 * k) for k in range(500)], {"n": list(range(500))})
    run("importlayer", INPUT=source, OUTPUT=tmp_path / "nhà.gpkg")
    with closing(sqlite3.connect(tmp_path / "nhà.gpkg")) as con:
        tree = con.execute("SELECT name FROM sqlite_master WHERE name LIKE 'rtree%geom'").fetchone()[0]
        assert con.execute("SELECT rtreecheck(?)", (tree,)).fetchone()[0] == "ok"
        assert con.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert con.execute("PRAGMA foreign_key_check").fetchall() == []
    layer = QgsVectorLayer(str(tmp_path / "nhà.gpkg"), "x", "ogr")
    layer.selectByRect(layer.extent().buffered(-1).scaled(0.1))
    assert layer.isValid() and 40 < layer.selectedFeatureCount() < 60
    assert layer.startEditing() and layer.deleteFeature(1) and layer.commitChanges()
    del layer


def test_an_output_is_replaced_only_by_a_whole_one(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [None, "POLYGON EMPTY"])
    out = tmp_path / "out.gpkg"
    out.write_bytes(b"what was there")
    with pytest.raises(QgsProcessingException, match="None of the 2 features.*no_geometry: 1, empty: 1"):
        run("importlayer", INPUT=source, OUTPUT=out)
    assert out.read_bytes() == b"what was there"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.gpkg", "out.gpkg"]


def test_the_input_is_never_replaced(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square()], {"so_nha": ["1"]})
    before = source.read_bytes()
    with pytest.raises(QgsProcessingException, match="which this run reads"):
        run("importlayer", INPUT=source, OUTPUT=source)
    assert source.read_bytes() == before


def test_into_a_geopackage_beside_other_layers_and_into_other_formats(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square()], {"so_nha": ["1"]})
    whole = write(tmp_path / "whole.gpkg", [square()], {"x": ["y"]}, layer="old")
    done = run("importlayer", INPUT=source, OUTPUT=f"ogr:dbname='{whole}' table=\"nhà mới\" (geom)")
    data = gdal.OpenEx(str(whole))
    names = [data.GetLayer(k).GetName() for k in range(data.GetLayerCount())]
    del data
    assert names == ["old", "nhà mới"]
    assert QgsVectorLayer(done["OUTPUT"], "x", "ogr").featureCount() == 1
    for name in ("b.shp", "b.geojson", "b.fgb"):
        done = run("importlayer", INPUT=source, OUTPUT=tmp_path / name)
        assert len(rows(done["OUTPUT"])) == 1


def test_an_attribute_table_is_refused(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [None], {"so_nha": ["1"]}, kind=ogr.wkbNone)
    with pytest.raises(QgsProcessingException, match="has no geometry"):
        run("importlayer", INPUT=source, OUTPUT=tmp_path / "out.gpkg")


# -- damaged files ---------------------------------------------------------------------------------------------------


def damaged(path: Path, keep: float, filler: bytes = b"") -> None:
    data = path.read_bytes()
    cut = int(len(data) * keep)
    path.write_bytes(data[:cut] + (filler + data[cut + len(filler):] if filler else b""))


@pytest.mark.parametrize(("part", "written"), [(".shp", 499), (".dbf", 499)])
def test_half_a_shapefile_gives_its_half(run: Any, tmp_path: Path, part: str, written: int) -> None:
    shapes = [square(X + 20 * k) for k in range(1000)]
    source = write(tmp_path / "a.shp", shapes, {"so_nha": [str(k) for k in range(1000)]}, kind=ogr.wkbPolygon)
    damaged(source.with_suffix(part), 0.5)
    done, found = imported(run, source, tmp_path)
    assert (len(found), done["READ"], done["SKIPPED"]) == (written, 1000, 1000 - written)
    assert [row["house_number"] for row in found] == [str(k) for k in range(written)]


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.fgb"])
def test_a_file_too_damaged_ends_and_what_is_missing_is_said(run: Any, tmp_path: Path, name: str) -> None:
    shapes = [square(109 + k / 1000, 12, 0.0005) for k in range(3000)]
    kind = ogr.wkbPolygon if name == "a.fgb" else ogr.wkbUnknown
    source = write(tmp_path / name, shapes, {"so_nha": [str(k) for k in range(3000)]}, 4326, kind)
    damaged(source, 0.5, b"\xff" * 5000 if name == "a.gpkg" else b"")
    for algorithm in ("importlayer", "diagnoselayer"):
        try:
            done = run(algorithm, INPUT=source, OUTPUT=tmp_path / "out.gpkg")
        except QgsProcessingException as error:
            assert re.search("cannot be read as a land layer|unread: 3000", str(error))
            assert not (tmp_path / "out.gpkg").exists()
            continue
        # GDAL since 3.8 reads a part of it.
        if algorithm == "importlayer":
            assert (done["READ"], done["WRITTEN"]) == (3000, 3000 - done["SKIPPED"]) and done["SKIPPED"] > 0
            (tmp_path / "out.gpkg").unlink()
        else:
            unread = next(f for f in json.loads(done["FINDINGS"]) if f["id"] == "unread")
            assert unread["level"] == "doubtful"
    assert not list(tmp_path.glob(".diachiso*"))


def test_a_map_is_remembered_whatever_the_case_of_the_names(run: Any, tmp_path: Path) -> None:
    first = write(tmp_path / "a.gpkg", [square()], {"C1": ["12"]})
    imported(run, first, tmp_path, FIELD_MAP={"C1": "map_sheet"})
    assert "map_sheet" in imported(run, write(tmp_path / "b.gpkg", [square()], {"c1": ["12"]}), tmp_path)[1][0]


def test_tables(run: Any, tmp_path: Path) -> None:
    table = tmp_path / "nhà.csv"
    rows_of_it = [f"{Y + k:.0f},5;{X + k:.0f},25;{k};Ngõ {k}" for k in range(3)]
    table.write_text("X;Y;Số nhà;Ghi chú\n" + "\n".join([*rows_of_it, ";;4;?"]) + "\n", encoding="utf-8")
    report = tmp_path / "r.html"
    done, found = imported(run, table, tmp_path, SOURCE_CRS="EPSG:9217", OUTPUT_HTML=report)
    assert (done["READ"], done["WRITTEN"], done["SKIPPED"]) == (4, 3, 1)
    assert found[0]["geom"] == "POINT (593000.25 1382000.5)" and found[0]["source_fid"] == 2
    assert [row["house_number"] for row in found] == ["0", "1", "2"]
    assert "Row 5" in report.read_text("utf-8")
    with pytest.raises(QgsProcessingException, match="no header row with the columns"):
        run("importlayer", INPUT=table, OUTPUT=tmp_path / "o.gpkg", X_FIELD="Đông", Y_FIELD="Bắc")
