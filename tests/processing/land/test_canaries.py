"""Promise 8 at the side door: what a land layer says of persons is in no output, report, log or kept file."""

from __future__ import annotations

import csv
import json
import random
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal, ogr

from .drawings import draw, parcels_of, write_dgn, write_dxf
from .land_files import X, Y, square, write
from .land_files import rows as imported_rows

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


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_no_canary_gets_out_of_a_tiny_layer(
    run: Any, tmp_path: Path, capfd: Any, kept_maps: Path, rows: int
) -> None:
    """Nothing tells a column of three but its values; names of streets stay."""
    people = [name for name in NAMES if name.split()[1] in ("Văn", "Thị")]
    phones = [phone for phone in PHONES if phone.startswith("09")]
    fields = {
        "c1": people, "c2": phones, "c3": MAILS, "c4": IDENTITY, "c5": [f"hộ ông {name}" for name in NAMES],
        "c6": ["Nguyễn Trãi", "Lê Lợi", "Võ Thị Sáu"], "SoThua": ["1", "2", "3"], "c7": ["5701000001"] * 3,
    }  # fmt: skip
    source = write(
        tmp_path / "a.gpkg", [square(X + 20 * k) for k in range(rows)], {k: v[:rows] for k, v in fields.items()}
    )
    searched(run, source, tmp_path, capfd, kept_maps)
    kept = imported_rows(tmp_path / "out.gpkg")
    assert [row["c6"] for row in kept] == fields["c6"][:rows]
    assert [row["c7"] for row in kept] == fields["c7"][:rows]


@pytest.mark.parametrize("late", ["SĐT {phone}", "goi {phone} truoc", "CCCD {identity}", "chu cu {identity}", "{mail}"])
def test_no_rare_canary_gets_out(run: Any, tmp_path: Path, capfd: Any, kept_maps: Path, late: str) -> None:
    """One among thousands, after all that the statistics look at, in a note that is a land office's."""
    count = 6_000
    notes = [f"dat o {k}" for k in range(count)]
    notes[-1] = late.format(phone=PHONES[3], identity=IDENTITY[3], mail=MAILS[3])
    notes[0] = f"đất ở, liên hệ {PHONES[4]}"
    path = write(tmp_path / "a.gpkg", [square(X + 20 * k) for k in range(count)], {"cot1": notes})
    done = searched(run, path, tmp_path, capfd, kept_maps)
    kept = imported_rows(tmp_path / "out.gpkg")
    if "CCCD" not in late:  # which drops its column
        assert done["HIDDEN_VALUES"] == 2 and done["DROPPED_FIELDS"] == 0
        assert [row["cot1"] for row in kept[1:-1]] == notes[1:-1]
        assert kept[0]["cot1"] == "đất ở, liên hệ ***"
        found = json.loads(run("diagnoselayer", INPUT=path)["FINDINGS"])
        assert [f["text"][:8] for f in found if f["id"] == "hidden"] == ["2 values"]
        again = run("importlayer", INPUT=tmp_path / "out.gpkg", OUTPUT=tmp_path / "again.gpkg")
        assert again["HIDDEN_VALUES"] == 0 and imported_rows(tmp_path / "again.gpkg") == kept


def test_no_canary_gets_out_of_samples(run: Any, tmp_path: Path, capfd: Any, kept_maps: Path) -> None:
    """Samples of an old font, lost texts and odd land-use codes are shown, but not what is somebody's in them."""
    notes = [encoded_tcvn3(f"đường số {k} phố biển") for k in range(60)]
    notes[0] = encoded_tcvn3(f"đất ở của hộ ông {NAMES[0]}, {PHONES[0]}")
    notes[1] = f"Qu?c l? 1 {PHONES[1]}"
    uses = ["ODT"] * 60
    uses[5] = PHONES[2]
    source = write(tmp_path / "a.gpkg", [square(X + 20 * k) for k in range(60)], {"GhiChu": notes, "LoaiDat": uses})
    done = searched(run, source, tmp_path, capfd, kept_maps)
    assert done["HIDDEN_VALUES"] == 3
    assert imported_rows(tmp_path / "out.gpkg")[0]["GhiChu"] == "đất ở của hộ ông ***, ***"


def test_real_layers_hide_nothing(run: Any, shared_data: Path, tmp_path: Path) -> None:
    for name in ("nha_trang", "luxiol", "son_loi"):
        copy = shutil.copy(shared_data / f"{name}.gpkg", tmp_path / f"{name}.gpkg")
        data = gdal.OpenEx(str(copy))
        layers = [data.GetLayerByIndex(k).GetName() for k in range(data.GetLayerCount())]
        del data
        for layer in layers:
            done = run("importlayer", INPUT=f"{copy}|layername={layer}", OUTPUT=tmp_path / "out.gpkg")
            dropped = 1 if (name, layer) == ("son_loi", "roads") else 0  # its field OWNER, empty as it is
            assert (done["HIDDEN_VALUES"], done["DROPPED_FIELDS"]) == (0, dropped), (name, layer)


@pytest.mark.parametrize("writer", [write_dgn, write_dxf])
def test_no_canary_gets_out_of_a_drawing(
    run: Any, root: Path, tmp_path: Path, capfd: Any, kept_maps: Path, writer: Any
) -> None:
    town = shutil.copy(root / "resources" / "sample" / "sample_town.gpkg", tmp_path / "town.gpkg")
    parcels = parcels_of(Path(town), ("SoHieuToBanDo", "SoThuTuThua", "KyHieuMucDichSuDung"))[:40]
    drawing = draw(parcels)
    drawing.texts += [("33", p.inside, NAMES[0]) for p in parcels]
    drawing.texts += [("13", p.inside, NAMES[1]) for p in parcels[:3]]
    # One among the labels of the parcels, which are read.
    level = drawing.texts[0][0]
    drawing.texts += [(level, parcels[0].inside, PHONES[0]), (level, parcels[1].inside, f"Ông {NAMES[2]}")]
    source = writer(tmp_path / ("a.dgn" if writer is write_dgn else "a.dxf"), drawing)
    folder = tmp_path / "out"
    folder.mkdir()
    searched(run, source, folder, capfd, kept_maps, SOURCE_CRS="EPSG:9217")
