"""Promise 8 at the side door: what a land layer says of persons is in no output, report, log or kept file."""

from __future__ import annotations

import csv
import random
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal, ogr

from .drawings import draw, parcels_of, write_dgn, write_dxf
from .land_files import X, Y, square, write

CHANCE = random.Random(7)
COUNT = 40
SURNAMES = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ"]
MIDDLE = ["Văn", "Thị", "Hữu", "Đình", "Minh", "Ngọc", "Thanh", "Xuân"]
GIVEN = ["Hùng", "Lan", "Dũng", "Hoa", "Tuấn", "Hạnh", "Phúc", "Yến", "Khánh", "Nga", "Bình", "Thảo"]
NAMES = [f"{CHANCE.choice(SURNAMES)} {CHANCE.choice(MIDDLE)} {CHANCE.choice(GIVEN)}" for _ in range(COUNT)]
IDENTITY = [f"056{CHANCE.randrange(2)}{CHANCE.randrange(50, 99)}{CHANCE.randrange(10**6):06}" for _ in range(COUNT)]
PHONES = [f"{CHANCE.choice(('090', '091', '098', '035', '077'))}{CHANCE.randrange(10**7):07}" for _ in range(COUNT)]
MAILS = [f"kanari{CHANCE.randrange(10**6)}@example.vn" for _ in range(COUNT)]
SECRET = [*NAMES, *IDENTITY, *PHONES, *MAILS, "kanari"]
FIELDS: dict[str, list[Any]] = {
    "TenChu": NAMES, "soGiayTo": IDENTITY, "cot1": IDENTITY, "cot2": PHONES, "cot3": NAMES, "cot4": MAILS,
    "SoThua": list(range(1, COUNT + 1)), "GhiChu": ["đất ở"] * COUNT,
}  # fmt: skip


_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĐÔÂĂÊƠƯ"
_BYTES = (
    "b5b8b6b7b9a8bbbebcbdc6a9c7cac8c9cbaeccd0cecfd1aad2d5d3d4d6d7ddd8dcdedfe3e1e2e4abe5e8e6e7e9aceaedebeceeeff3f1f2f4"
    "adf5f8f6f7f9fafdfbfcfea7a4a2a1a3a5a6"
)
TCVN3 = dict(zip(_LETTERS, bytes.fromhex(_BYTES).decode("latin-1")))


def everything_written(folder: Path, but: Path) -> str:
    """All files of a folder as text, but for the input itself."""
    own = set(but.parent.glob(f"{but.stem}.*"))
    text = ""
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not own & {p, *p.parents}):
        text += path.read_bytes().decode("utf-8", "replace") + path.read_bytes().decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", text)


def searched(run: Any, source: Path, folder: Path, capfd: Any, kept_maps: Path, **how: Any) -> dict[str, Any]:
    """Diagnose and import, and look through all that came of it."""
    said = ""
    logs: list[str] = []
    from qgis.core import QgsApplication

    def heard(text: str, tag: str, level: Any) -> None:
        logs.append(f"{tag} {text}")

    QgsApplication.messageLog().messageReceived.connect(heard)
    try:
        done = run("diagnoselayer", INPUT=source, OUTPUT_HTML=folder / "diagnosis.html")
        said += done["FINDINGS"] + run.heard.textLog() + run.heard.htmlLog()
        done = run("importlayer", INPUT=source, OUTPUT=folder / "out.gpkg", OUTPUT_HTML=folder / "import.html", **how)
        said += str(done) + run.heard.textLog() + run.heard.htmlLog()
    finally:
        QgsApplication.messageLog().messageReceived.disconnect(heard)
    captured = capfd.readouterr()
    said += captured.out + captured.err + "".join(logs)
    said += kept_maps.read_text("utf-8") if kept_maps.exists() else ""
    said = said.replace(str(folder), "")
    said += everything_written(folder, source)
    for secret in SECRET:
        assert secret not in said, said[max(said.index(secret) - 200, 0): said.index(secret) + 100]
    return dict(done)


def encoded_tcvn3(text: str) -> str:
    """Text as a font of TCVN3 has it (ABC has no capital letters with a tone mark)."""
    return "".join(TCVN3.get(letter, letter) for letter in text)


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".gdb", ".tab", ".gml", ".geojson", ".fgb"])
def test_no_canary_gets_out_of_a_layer(
    run: Any, tmp_path: Path, capfd: Any, kept_maps: Path, ending: str
) -> None:
    at, epsg, size = ((109.2, 12.5), 4326, 1e-4) if ending == ".geojson" else ((X, Y), 9217, 10.0)
    kind = ogr.wkbPolygon if ending in (".shp", ".fgb", ".tab") else ogr.wkbMultiPolygon
    shapes = [square(at[0] + 3 * k * size, at[1], size) for k in range(COUNT)]
    source = write(
        tmp_path / f"thua{ending}", shapes, FIELDS, epsg, kind,
        **({"ENCODING": "UTF-8"} if ending in (".shp", ".tab") else {}),
    )  # fmt: skip
    given = {"FIELD_MAP": '{"SoThua": "map_parcel"}'} if ending != ".shp" else {}
    done = searched(run, source, tmp_path, capfd, kept_maps, **given)
    assert done["DROPPED_FIELDS"] == 6
    data = gdal.OpenEx(str(tmp_path / "out.gpkg"))
    layer = data.GetLayer(0)
    names = {layer.GetLayerDefn().GetFieldDefn(k).GetName() for k in range(layer.GetLayerDefn().GetFieldCount())}
    assert {"map_parcel", "GhiChu"} <= names and not names & {"TenChu", "soGiayTo", "cot1", "cot2", "cot3", "cot4"}


def test_no_canary_gets_out_by_a_field_map(run: Any, tmp_path: Path, capfd: Any, kept_maps: Path) -> None:
    source = write(tmp_path / "a.gpkg", [square(X + 20 * k) for k in range(COUNT)], FIELDS)
    searched(run, source, tmp_path, capfd, kept_maps, FIELD_MAP='{"TenChu": "name", "cot1": "source_id"}')


def test_no_canary_gets_out_of_a_font(run: Any, tmp_path: Path, capfd: Any, kept_maps: Path) -> None:
    raw = [encoded_tcvn3(name) for name in NAMES]
    source = write(tmp_path / "a.gpkg", [square(X + 20 * k) for k in range(COUNT)], {"cot1": raw, "TenChu": raw})
    assert searched(run, source, tmp_path, capfd, kept_maps)["DROPPED_FIELDS"] == 2


def test_no_canary_gets_out_of_a_table(run: Any, tmp_path: Path, capfd: Any, kept_maps: Path) -> None:
    source = tmp_path / "diem.csv"
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["X", "Y", *FIELDS])
        for k in range(COUNT):
            writer.writerow([Y + k, X + k, *(values[k] for values in FIELDS.values())])
        writer.writerow(["", "", *(values[0] for values in FIELDS.values())])
    assert searched(run, source, tmp_path, capfd, kept_maps, SOURCE_CRS="EPSG:9217")["DROPPED_FIELDS"] == 6


@pytest.mark.parametrize("writer", [write_dgn, write_dxf])
def test_no_canary_gets_out_of_a_drawing(
    run: Any, root: Path, tmp_path: Path, capfd: Any, kept_maps: Path, writer: Any
) -> None:
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    parcels = parcels_of(Path(town), ("SoHieuToBanDo", "SoThuTuThua", "KyHieuMucDichSuDung"))[:40]
    drawing = draw(parcels)
    drawing.texts += [("33", p.inside, NAMES[0]) for p in parcels]
    drawing.texts += [("13", p.inside, NAMES[1]) for p in parcels[:3]]
    source = writer(tmp_path / ("a.dgn" if writer is write_dgn else "a.dxf"), drawing)
    folder = tmp_path / "out"
    folder.mkdir()
    searched(run, source, folder, capfd, kept_maps, SOURCE_CRS="EPSG:9217")
