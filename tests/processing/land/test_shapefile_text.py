"""Shapefiles of unknown encoding, read by GDAL end to end."""
from __future__ import annotations

import shutil
from pathlib import Path
from typing import Optional

import pytest
from osgeo import gdal, ogr

from diachiso.core.encodings import TextEncoding, decode, diagnose
from diachiso.processing.land.shapefile_text import (
    declared_encoding,
    open_options,
    reader_encoding,
    texts_beyond_ascii,
)

LATIN_1, UTF_8 = "ISO-8859-1", "UTF-8"


def write(path: Path, texts: list[bytes], cpg: Optional[str] = None, ldid: int = 0, width: int = 40) -> str:
    """A Shapefile of points whose field `name` holds these bytes."""
    data = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    layer = data.CreateLayer(path.stem, geom_type=ogr.wkbPoint, options=["ENCODING="])
    layer.CreateField(ogr.FieldDefn("osm_id", ogr.OFTInteger64))
    field = ogr.FieldDefn("name", ogr.OFTString)
    field.SetWidth(width)
    layer.CreateField(field)
    for number, text in enumerate(texts):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("osm_id", number)
        feature.SetField("name", "x" * len(text))
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (1 2)"))
        layer.CreateFeature(feature)
    data = layer = None
    table = path.with_suffix(".dbf")
    raw = bytearray(table.read_bytes())
    start = int.from_bytes(raw[8:10], "little")
    length = int.from_bytes(raw[10:12], "little")
    for number, text in enumerate(texts):
        at = start + number * length + length - width
        raw[at: at + width] = text.ljust(width)[:width]
    raw[29] = ldid
    table.write_bytes(raw)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return str(path)


def declared(path: str) -> str:
    data = gdal.OpenEx(path, gdal.OF_VECTOR)
    return declared_encoding(data.GetLayer(0))


@pytest.fixture(autouse=True, params=[None, ""], ids=["gdal", "qgis"])
def recoding(request):
    """As GDAL comes, and as QGIS sets it once it has opened a Shapefile."""
    before = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption("SHAPE_ENCODING", request.param)
    yield
    gdal.SetConfigOption("SHAPE_ENCODING", before)


def read(path: str) -> tuple[list[Optional[str]], TextEncoding]:
    data = gdal.OpenEx(path, gdal.OF_VECTOR, open_options=open_options(path, declared(path)))
    values = [feature.GetField("name") for feature in data.GetLayer(0)]
    found = diagnose(values)
    return decode(values, found.encoding), found.encoding


@pytest.mark.parametrize(
    ("name", "opened", "encoding"),
    [
        ("nhatrang_roads_tcvn3", LATIN_1, TextEncoding.tcvn3),
        ("nhatrang_roads_vni", LATIN_1, TextEncoding.vni),
        ("nhatrang_roads_utf8_nocpg", UTF_8, TextEncoding.nfc),
    ],
)
def test_the_three_shapefiles_come_out_right(
    shared_data: Path, name: str, opened: str, encoding: TextEncoding
) -> None:
    path = str(shared_data / "encodings" / f"{name}.shp")
    assert reader_encoding(path) == opened
    values, found = read(path)
    assert found is encoding
    reference = shared_data / "encodings" / "nhatrang_roads_utf8_nocpg.shp"
    roads = gdal.OpenEx(str(reference), open_options=["ENCODING=UTF-8"])
    right = [feature.GetField("name") for feature in roads.GetLayer(0)]
    wrong = {b: a for a, b in zip(values, right) if a != b}
    lost_case = {"Phan Huy Ích": "Phan Huy ích", "Ấp Bắc": "ấp Bắc"}
    assert wrong == (lost_case if encoding is TextEncoding.tcvn3 else {})
    assert len(values) == 818


TCVN3 = [b"Tr\xc7n Ph\xf3", b"L\xaa L\xeei", b"\xa7\xad\xeang 2/4"]
RIGHT = ["Trần Phú", "Lê Lợi", "Đường 2/4"]
VPS = [b"\xf1\xdc\xa9ng H\xf9ng V\xdc\xd6ng", b"Nguy\xcdn Tr\xe3i", b"Di\x8cu", b"TI\x90N"]
VPS_RIGHT = ["Đường Hùng Vương", "Nguyễn Trãi", "Diệu", "TIẾN"]
FRENCH = [b"Ch\xe2teau d\x92\xc9t\xe9", b"H\xf4tel", b"For\xeat"]
FRENCH_RIGHT = ["Château d’Été", "Hôtel", "Forêt"]


@pytest.mark.parametrize(
    ("texts", "cpg", "ldid", "opened", "right"),
    [
        (TCVN3, None, 0, LATIN_1, RIGHT),
        (TCVN3, None, 87, LATIN_1, RIGHT),
        (TCVN3, None, 3, LATIN_1, RIGHT),
        (TCVN3, None, 1, LATIN_1, RIGHT),  # dBase of MS-DOS
        (TCVN3, "1258", 0, LATIN_1, RIGHT),
        (TCVN3, "UTF-8", 0, LATIN_1, RIGHT),
        ([t.encode() for t in RIGHT], None, 0, UTF_8, RIGHT),
        ([t.encode() for t in RIGHT], None, 87, UTF_8, RIGHT),
        ([t.encode() for t in RIGHT], "1252", 0, UTF_8, RIGHT),
        ([t.encode() for t in RIGHT], "UTF-8", 0, UTF_8, RIGHT),
        ([RIGHT[0].encode(), *TCVN3[1:]], None, 0, LATIN_1, RIGHT),  # a table of two hands
        (VPS, None, 3, LATIN_1, VPS_RIGHT),  # bytes that Windows-1252 does not have
        (FRENCH, None, 0, "CP1252", FRENCH_RIGHT),
        (FRENCH, "1252", 0, "CP1252", FRENCH_RIGHT),
        ([b"\xd3\xeb\xe8\xf6\xe0", b"\xcc\xee\xf1\xea\xe2\xe0"], "1251", 0, "CP1251", ["Улица", "Москва"]),
        ([b"ONT", b"BHK"], None, 0, None, ["ONT", "BHK"]),
    ],
)
def test_declared_wrongly_or_not_at_all(
    tmp_path: Path, texts: list[bytes], cpg: Optional[str], ldid: int, opened: Optional[str], right: list[str]
) -> None:
    path = write(tmp_path / "lop.shp", texts, cpg, ldid)
    assert reader_encoding(path, declared(path)) == opened
    assert read(path)[0] == right


def test_text_cut_off_by_the_width_of_its_field_is_utf_8_still(tmp_path: Path) -> None:
    path = write(tmp_path / "lop.shp", ["Nguyễn Thị Định".encode(), "Trần Phú".encode()], width=7)
    assert reader_encoding(path) == UTF_8


def test_texts_are_distinct_and_of_all_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "LOP.shp", [b"ONT"] * 500 + [b"Tr\xc7n Ph\xf3"] * 3)
    assert texts_beyond_ascii(path) == {"name": [b"Tr\xc7n Ph\xf3"]}
    shutil.copy(tmp_path / "LOP.dbf", tmp_path / "BANG.DBF")
    assert texts_beyond_ascii(str(tmp_path / "BANG.DBF")) == {"name": [b"Tr\xc7n Ph\xf3"]}


@pytest.mark.parametrize("content", [b"", b"\x03short", b"\x03" + b"\0" * 40, b"\xff" * 200])
def test_a_broken_table_says_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lop.dbf").write_bytes(content)
    assert reader_encoding(str(tmp_path / "lop.dbf")) is None
    assert reader_encoding(str(tmp_path / "absent.shp")) is None
    assert reader_encoding(str(tmp_path / "lop.gpkg")) is None
