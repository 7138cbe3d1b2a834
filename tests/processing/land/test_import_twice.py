"""Promise 2 for land layers: importing an imported layer changes nothing, whatever it was made of."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from osgeo import ogr
from qgis.core import QgsCoordinateTransformContext, QgsProcessingFeedback

from diachiso.core.errors import DiachisoError
from diachiso.core.land.mending import Split
from diachiso.processing.engine import geometry_engine
from diachiso.processing.land.open_source import open_land
from diachiso.processing.land.pipeline import NOTHING_LEFT, ImportOptions, LandImport

from ...effort import effort
from .land_files import X, Y, rows, square, write

corner = st.tuples(st.integers(0, 12), st.integers(0, 12))
ring = st.lists(corner, min_size=3, max_size=7).map(lambda points: [*points, points[0]])


def text_of(points: list[tuple[int, int]], shift: int, height: bool) -> str:
    z = " 5" if height else ""
    return "(" + ", ".join(f"{X + shift + x} {Y + y}{z}" for x, y in points) + ")"


@st.composite
def shapes(draw: Any) -> str | None:
    """Polygons of any quality: crossing themselves, in parts near and far, with heights, repeated vertices, empty."""
    kind = draw(st.sampled_from(["polygon", "multi", "apart", "null", "empty", "point", "collection"]))
    height = draw(st.booleans())
    z = " Z" if height else ""
    if kind == "null":
        return None
    if kind == "empty":
        return "POLYGON EMPTY"
    if kind == "point":
        return f"POINT({X} {Y})"
    outer = [text_of(draw(ring), 0, height)] + [text_of(draw(ring), 0, height)] * draw(st.integers(0, 1))
    if kind == "polygon":
        return f"POLYGON{z}({', '.join(outer)})"
    if kind == "collection":
        return f"GEOMETRYCOLLECTION{z}(POINT{z}({X} {Y}{' 1' if height else ''}), POLYGON{z}({', '.join(outer)}))"
    far = text_of(draw(ring), 100 if kind == "apart" else 15, height)
    return f"MULTIPOLYGON{z}(({', '.join(outer)}), ({far}))"


texts = st.one_of(
    st.none(),
    st.sampled_from(
        ["Đường Trần Phú", "§inh Tiªn Hoµng", "Phan Boäi Chaâu", "Qu?c l? 1", "Trần Phú", "ÄÆ°á»\x9dng", "12A", "",
         "Ngõ 5\u0301", "H\xadng §¹o", "<b>", "NGUYỄN TRÃI", "tæ 5", "Thôn Hạ"]
    ),
    st.sampled_from(  # made up
        ["gọi 0905123456 trước", "0358772345", "0905123456", "của hộ ông Lê Văn An", "Nguyễn Văn An", "056093001234",
         "a@example.vn", "CMND 225123456", "5701000001"]
    ),
    st.text(max_size=12),
)  # fmt: skip
names = st.lists(
    st.sampled_from(
        ["ten_duong", "so_nha", "SoTo", "SoThua", "SoHieuToBanDo", "bld_id", "id", "geom_1", "GhiChu", "DiaChi", "name",
         "source_fid", "source_id", "TenChu", "Số nhà", "map_sheet", "LoaiDat"]
    ),
    unique_by=str.lower, max_size=5,
)  # fmt: skip


@st.composite
def layers(draw: Any) -> tuple[list[str | None], dict[str, list[Any]]]:
    wkts = draw(st.lists(shapes(), min_size=1, max_size=6))
    fields = {}
    for name in draw(names):
        values = st.integers(0, 99) if name == "source_fid" else texts
        fields[name] = [draw(values) for _ in wkts]
    return wkts, fields


def imported(source: Path, target: Path, options: ImportOptions) -> None:
    layer = open_land(str(source), None, None)
    try:
        work = LandImport(
            layer, options, geometry_engine(), QgsProcessingFeedback(False), QgsCoordinateTransformContext()
        )
        work.plan()
        work.write(target, "land")
    finally:
        layer.close()


TWINS = [square(), f"MULTIPOLYGON({square()[7:]}, {square(X + 15)[7:]})"]  # a part of the second is the first


@pytest.mark.slow
@settings(max_examples=effort(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(layers(), st.sampled_from(list(Split)), st.booleans())
@example(([square()], {"so_nha": ["1"], "Số nhà": ["2"]}), Split.never, False)
@example(([f"POLYGON(({X} {Y}, {X + 10} {Y + 10}, {X + 10} {Y}, {X} {Y + 10}, {X} {Y}))"], {}), Split.always, False)
@example((TWINS, {}), Split.always, True)
@example(([square(), None, None, None], {"SoTo": ["056093001234", "1", "2", "3"]}), Split.never, False)
@example(([square(), square().replace("((", f"(({X} {Y}, ")], {}), Split.never, True)
def test_an_imported_layer_is_imported_as_it_is(
    qgis_app: Any, made: tuple[list[str | None], dict[str, list[Any]]], split: Split, duplicates: bool
) -> None:
    options = ImportOptions(split=split, drop_duplicates=duplicates)
    with tempfile.TemporaryDirectory() as folder:
        source, once, twice = (Path(folder) / f"{name}.gpkg" for name in ("source", "once", "twice"))
        write(source, *made, kind=ogr.wkbUnknown)
        try:
            imported(source, once, options)
        except DiachisoError as error:
            assert error.message is NOTHING_LEFT
            return
        imported(once, twice, options)
        assert rows(twice) == rows(once)
        assert ogr.Open(str(twice)).GetLayer(0).GetGeomType() == ogr.Open(str(once)).GetLayer(0).GetGeomType()
        for row in rows(once):
            shape = ogr.CreateGeometryFromWkt(row["geom"])
            assert shape.IsValid() and not shape.IsEmpty()
