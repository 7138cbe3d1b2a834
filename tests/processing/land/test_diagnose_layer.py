"""diagnoselayer: every fault that was planted is found, at the level it deserves, in words and in JSON."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer

from diachiso.core.land.vn2000 import load_vn2000
from diachiso.processing.land.crs_definition import tm_wkt

from .drawings import draw, parcels_of, write_dgn, write_dxf
from .land_files import X, Y, square, write

BOW_TIE = f"POLYGON(({X} {Y}, {X + 10} {Y + 10}, {X + 10} {Y}, {X} {Y + 10}, {X} {Y}))"
TCVN3 = ["§inh Tiªn Hoµng", "Phan Béi Ch©u", "NguyÔn Tr·i", "TrÇn H\xadng §¹o", "Lª Lîi", "Hai Bµ Tr\xadng"]


def findings(run: Any, path: Path | str, tmp_path: Path, **how: Any) -> dict[str, dict[str, Any]]:
    """What was found, by id (and field, where several)."""
    done = run("diagnoselayer", INPUT=path, OUTPUT_HTML=tmp_path / "report.html", **how)
    found = json.loads(done["FINDINGS"])
    for level, count in (("certain", "CERTAIN"), ("doubtful", "DOUBTFUL"), ("info", "INFOS")):
        assert done[count] == sum(f["level"] == level for f in found)
    assert all(set(f) == {"id", "level", "field", "text", "samples", "fix", "options", "others"} for f in found)
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in text and "http" not in text
    return {f["id"]: f for f in found}


@pytest.mark.parametrize(
    ("wkts", "fault", "level", "fix"),
    [
        ([square(), None], "no_geometry", "certain", "skip_features"),
        ([square(), "POLYGON EMPTY"], "empty", "certain", "skip_features"),
        ([square(), BOW_TIE], "invalid", "certain", "make_valid"),
        ([f"POLYGON(({X} {Y}, {X} {Y}, {X + 9} {Y}, {X} {Y + 9}, {X} {Y}))"], "repeated", "certain", "drop_vertices"),
        ([f"POLYGON Z(({X} {Y} 1, {X + 9} {Y} 1, {X} {Y + 9} 1, {X} {Y} 1))"], "heights", "certain", "drop_heights"),
        ([square(), square(X, Y, 0.3)], "sliver", "doubtful", None),
        ([f"POLYGON(({X} {Y}, {X + 90} {Y}, {X + 90} {Y + 0.1}, {X} {Y + 0.1}, {X} {Y}))"], "sliver", "doubtful", None),
        ([square(), square(X + 20), square(0, 0)], "at_origin", "doubtful", None),
        ([square(), square(X + 20), f"POLYGON((0 0, {X} {Y}, {X + 9} {Y}, 0 0))"], "at_origin", "doubtful", None),
        ([square(), f"POINT({X} {Y})"], "mixed", "doubtful", None),
        (
            [f"MULTIPOLYGON((({X} {Y}, {X + 5} {Y}, {X} {Y + 5}, {X} {Y})), "
             f"(({X + 99} {Y}, {X + 104} {Y}, {X + 99} {Y + 5}, {X + 99} {Y})))"],
            "far_apart", "certain", "split_parts",
        ),
    ],
)  # fmt: skip
def test_faults_of_shapes(run: Any, tmp_path: Path, wkts: list[Any], fault: str, level: str, fix: Any) -> None:
    source = write(tmp_path / "a.gpkg", wkts, {"so_nha": [str(k) for k in range(len(wkts))]})
    found = findings(run, source, tmp_path)
    assert (found[fault]["level"], found[fault]["fix"]) == (level, fix)
    clean = findings(run, write(tmp_path / "b.gpkg", [square()], {"so_nha": ["1"]}), tmp_path)
    assert fault not in clean


@pytest.mark.parametrize("epsg", [9217, 32649, None])
def test_features_at_the_origin_are_named_kept_and_counted(run: Any, tmp_path: Path, epsg: Any) -> None:
    wkts = [f"POINT({X + 9 * k} {Y})" for k in range(30)]
    wkts[11] = wkts[27] = "POINT(0 0)"
    source = write(tmp_path / "a.gpkg", wkts, {"so_nha": [str(k) for k in range(30)]}, epsg)
    found = findings(run, source, tmp_path)["at_origin"]
    assert found["level"] == "doubtful"
    assert found["text"].startswith("2 features") and "(12, 28)" in found["text"]
    report = tmp_path / "import.html"
    done = run("importlayer", INPUT=source, OUTPUT=tmp_path / "out.gpkg", OUTPUT_HTML=report)
    assert (done["WRITTEN"], done["SKIPPED"]) == (30, 0)
    html = report.read_text("utf-8")
    assert "outside Viet Nam" in html and "12, 28" in html


def test_a_drawing_around_its_own_origin_has_no_strays(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square(20 * k, 0) for k in range(9)], {"so_nha": ["1"] * 9}, None)
    assert "at_origin" not in findings(run, source, tmp_path)


def test_texts(run: Any, tmp_path: Path) -> None:
    names = [*TCVN3, "§\xadêng 2/4"]
    source = write(
        tmp_path / "a.gpkg", [square(X + 20 * k) for k in range(7)],
        {"ten_duong": names, "ghi_chu": ["Qu?c l? 1", "Đường ?ê", "x", "y", "z", "a", "b"]},
    )  # fmt: skip
    found = findings(run, source, tmp_path)
    assert found["encoding"]["level"] == "certain" and found["encoding"]["field"] == "ten_duong"
    assert ["§inh Tiªn Hoµng", "Đinh Tiên Hoàng"] in found["encoding"]["samples"]
    assert "TCVN3" in found["encoding"]["text"] and "7 values" in found["encoding"]["text"]
    lost = found["lost"]
    assert lost["level"] == "doubtful" and lost["field"] == "ghi_chu" and "1, 2" in lost["text"]


def test_fields_land_use_and_ids(run: Any, tmp_path: Path) -> None:
    source = write(
        tmp_path / "thua_dat.gpkg", [square(X + 20 * k) for k in range(4)],
        {
            "MaThuaDat": ["1", "2", "2", "3"], "SoHieuToBanDo": [1, 1, 1, 1], "SoThuTuThua": [1, 2, 3, 4],
            "SoHieuToBanDoCu": [1, 1, 1, 1], "SoThuTuThuaCu": [1, 2, 3, 4], "LoaiDat": ["ONT", "ODT+CLN", "XYZ", "DTS"],
        },
    )  # fmt: skip
    found = findings(run, source, tmp_path)
    assert found["repeated_ids"]["field"] == "MaThuaDat" and "2 features" in found["repeated_ids"]["text"]
    assert "SoHieuToBanDo, SoThuTuThua" in found["both_pairs"]["text"]
    assert found["land_use_unknown"]["text"].endswith(": XYZ.") and found["land_use_unknown"]["level"] == "doubtful"
    assert "DTS" in found["land_use_former"]["text"] and found["land_use_former"]["level"] == "info"


def test_duplicates(run: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square()] * 3, {"so_nha": ["1", "1", "2"]})
    found = findings(run, source, tmp_path)
    assert found["same_row"]["level"] == "certain" and found["same_row"]["options"] == {"DROP_DUPLICATES": True}
    assert found["same_outline"]["level"] == "doubtful" and "2 features" in found["same_outline"]["text"]


def test_duplicates_in_degrees_are_told_to_the_millimetre(run: Any, tmp_path: Path) -> None:
    shapes = [square(109.2, 12.5, 0.0001), square(109.2 + 1e-6, 12.5, 0.0001)]
    found = findings(run, write(tmp_path / "a.gpkg", shapes, {"so_nha": ["1", "2"]}, epsg=4326), tmp_path)
    assert "same_outline" not in found


def test_the_crs_against_the_communes_of_a_register(run: Any, root: Path, tmp_path: Path) -> None:
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    register = tmp_path / "register.gpkg"
    run("createregister", PROVINCE="56", UNITS=f"{town}|layername=communes", OUTPUT=register)
    layer = f"{town}|layername=parcels"
    right = findings(run, layer, tmp_path, REGISTER=register)
    assert right["crs"]["level"] == "info" and right["crs"]["fix"] is None
    wrong = tmp_path / "wrong.gpkg"
    run("importlayer", INPUT=layer, OUTPUT=wrong, SOURCE_CRS="EPSG:9209")
    found = findings(run, wrong, tmp_path, REGISTER=register)["wrong_zone"]
    assert found["fix"] == "set_crs" and found["options"] == {"SOURCE_CRS": "EPSG:9217"} and found["level"] == "certain"
    again = tmp_path / "again.gpkg"
    run("importlayer", INPUT=wrong, OUTPUT=again, **found["options"])
    assert findings(run, again, tmp_path, REGISTER=register)["crs"]["level"] == "info"


def test_a_layer_of_the_sample_has_little_to_mend(run: Any, root: Path, tmp_path: Path) -> None:
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    found = findings(run, f"{town}|layername=parcels", tmp_path)
    assert {f["id"] for f in found.values() if f["level"] == "doubtful"} == set()
    assert {"recognised", "summary", "role", "both_pairs"} <= set(found)


@pytest.mark.parametrize("writer", [write_dgn, write_dxf])
def test_a_drawing(run: Any, root: Path, tmp_path: Path, writer: Any) -> None:
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    parcels = parcels_of(Path(town), ("SoHieuToBanDo", "SoThuTuThua", "KyHieuMucDichSuDung"))
    ending = ".dgn" if writer is write_dgn else ".dxf"
    drawing = writer(tmp_path / f"to12{ending}", draw(parcels))
    found = findings(run, drawing, tmp_path)
    assert found["no_crs_inside"]["level"] == "doubtful" and "cad_level" in found
    done = run("importlayer", INPUT=drawing, OUTPUT=tmp_path / "out.gpkg", SOURCE_CRS="EPSG:9217")
    data = ogr.Open(str(tmp_path / "out.gpkg"))
    named = {(f["map_sheet"], f["map_parcel"]) for f in data.GetLayer(0)}
    assert named >= {(p.sheet, p.number) for p in parcels}
    assert done["WRITTEN"] >= len(parcels)


@pytest.mark.parametrize("writer", [write_dgn, write_dxf])
def test_levels_that_nobody_has_named_yet(run: Any, root: Path, tmp_path: Path, writer: Any) -> None:
    """Their structure is what a level map is written from; names of owners among them are not shown."""
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    parcels = parcels_of(Path(town), ("SoHieuToBanDo", "SoThuTuThua", "KyHieuMucDichSuDung"))[:30]
    drawing = draw(parcels)
    moved = {"10": "21", "13": "22", "63": "23", "4": "24", "5": "25"}
    drawing.lines = [(moved[level], line) for level, line in drawing.lines]
    drawing.texts = [(moved[level], place, text) for level, place, text in drawing.texts]
    drawing.texts += [("26", parcel.inside, f"Hộ ông Trần Văn Kín {k}") for k, parcel in enumerate(parcels)]
    drawing.texts += [("27", parcels[0].inside, "Lê Kín"), ("27", parcels[1].inside, "Lan")]
    path = writer(tmp_path / ("a.dgn" if writer is write_dgn else "a.dxf"), drawing)
    done = run("diagnoselayer", INPUT=path, OUTPUT_HTML=tmp_path / "report.html")
    found = json.loads(done["FINDINGS"])
    assert "boundary levels" in next(f["text"] for f in found if f["id"] == "cad_unknown_levels")
    levels = {f["text"].split(":")[0]: f for f in found if f["id"] == "cad_level"}
    assert "lines" in levels["Level 21"]["text"] and "30 texts" in levels["Level 22"]["text"]
    numbers = {parcel.number for parcel in parcels}
    assert {text for text, _ in levels["Level 22"]["samples"]} <= numbers and levels["Level 22"]["samples"]
    assert levels["Level 25"]["samples"]
    report = (tmp_path / "report.html").read_text("utf-8")
    for hidden in ("Kín", "Lan"):
        assert hidden not in done["FINDINGS"] and hidden not in report
    with pytest.raises(QgsProcessingException, match="boundary levels"):
        run("importlayer", INPUT=path, OUTPUT=tmp_path / "out.gpkg")


def test_what_is_said_of_a_drawing_counts_for_a_layer_of_it_too(run: Any, root: Path, tmp_path: Path) -> None:
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    parcels = parcels_of(Path(town), ("SoHieuToBanDo", "SoThuTuThua", "KyHieuMucDichSuDung"))[:10]
    path = write_dxf(tmp_path / "a.dxf", draw(parcels, sheet_texts=False))
    layer = QgsVectorLayer(str(path), "drawing", "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    try:
        done = run("importlayer", INPUT=layer.id(), OUTPUT=tmp_path / "out.gpkg", SHEET="77")
    finally:
        QgsProject.instance().removeMapLayer(layer.id())
    assert done["WRITTEN"] == len(parcels)
    with_sheet = ogr.Open(str(tmp_path / "out.gpkg"))
    assert {f["map_sheet"] for f in with_sheet.GetLayer(0)} == {"77"}


def test_a_script_in_a_field_does_not_run(run: Any, tmp_path: Path) -> None:
    canary = "<script>alert(1)</script>"
    names = [f"{canary} {name}" for name in TCVN3]
    source = write(
        tmp_path / "a.geojson", [square(109.2, 12.5 + k / 1000, 0.0001) for k in range(6)],
        {"ten_duong": names, canary: ["1"] * 6, "LoaiDat": [canary] * 6}, 4326,
    )  # fmt: skip
    findings(run, source, tmp_path)
    report = tmp_path / "import.html"
    run("importlayer", INPUT=source, OUTPUT=tmp_path / "out.gpkg", OUTPUT_HTML=report)
    for path in (report, tmp_path / "report.html"):
        assert "<script" not in path.read_text("utf-8") and "&lt;script&gt;" in path.read_text("utf-8")


def test_a_missing_shift_against_a_layer_that_lies_right(run: Any, root: Path, tmp_path: Path) -> None:
    """“VN-2000 nội bộ”: the same parcels, some 200 m off; the diagnosis says what mends it, and it does."""
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    right = f"{town}|layername=parcels"
    zone = next(zone for zone in load_vn2000().zones if zone.epsg == 9217)
    wrong, again = tmp_path / "noi_bo.gpkg", tmp_path / "again.gpkg"
    run("importlayer", INPUT=right, OUTPUT=wrong, SOURCE_CRS="WKT:" + tm_wkt(zone, (0.0,) * 7))
    found = findings(run, wrong, tmp_path, REFERENCE=right)["zero_shift"]
    assert found["level"] == "certain" and found["options"] == {"SOURCE_CRS": "EPSG:9217"}
    assert "226 m" in found["text"]
    run("importlayer", INPUT=wrong, OUTPUT=again, **found["options"])
    assert findings(run, again, tmp_path, REFERENCE=right)["crs"]["level"] == "info"


def test_the_two_names_whose_capitals_are_lost_are_listed(run: Any, tmp_path: Path, shared_data: Path) -> None:
    with (shared_data / "encodings" / "street_names_encodings.csv").open(encoding="utf-8") as file:
        right = {row["unicode_nfc"] for row in csv.DictReader(file)}
    found = findings(run, shared_data / "encodings" / "nhatrang_roads_tcvn3.shp", tmp_path)["case_lost"]
    assert found["text"].startswith("2 values of the field name")
    after = [text for _, text in found["samples"]]
    assert len(after) == 2 and not right & set(after)
    assert {text.lower() for text in after} <= {name.lower() for name in right}
    assert all(text in (tmp_path / "report.html").read_text("utf-8") for text in after)
