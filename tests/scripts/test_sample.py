"""The bundled sample: small, complete, and exactly what its script makes."""

from __future__ import annotations

import csv
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("shapely", minversion="2.0")
from osgeo import ogr  # noqa: E402
from shapely import STRtree, from_wkb, points  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample" / "sample_town.gpkg"
BUILDING_CASES = {
    "alley", "rural", "shed", "market", "flats", "office", "school", "two_communes", "outside", "outside_far",
    "floating", "bow_tie", "multipart", "null_geometry", "empty_geometry", "exact_duplicate", "duplicate_id",
    "no_id", "l_shape", "courtyard", "huge_coordinates", "parcel_border", "sliver",
}  # fmt: skip
OFFICIAL_CASES = {
    "exact", "off_8m_with_number", "off_8m_no_number", "off_8m_alone", "named", "two_codes_one_building",
    "duplicate_code", "other_prefix", "bad_code", "in_no_building",
}  # fmt: skip
LATER_CASES = {
    "unchanged", "resurveyed", "resurveyed_new_id", "moved", "split", "merged", "rebuilt", "new", "id_reused",
}  # fmt: skip


@pytest.fixture
def make_sample(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, imported as it finds itself: its folder first on the path."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delitem(sys.modules, "make_sample", raising=False)
    import make_sample

    return make_sample


@cache
def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every layer: fields by name, geometry as WKB."""
    data = ogr.Open(str(path))
    out = {}
    for i in range(data.GetLayerCount()):
        layer = data.GetLayer(i)
        out[layer.GetName()] = [
            (f.GetFID(), tuple(f.items().items()), f.geometry() and bytes(f.geometry().ExportToIsoWkb())) for f in layer
        ]
    return out


def rows(layer: str) -> list[tuple[dict[str, Any], Any]]:
    """Rows of a layer of the committed sample: (values, shapely geometry or None)."""
    return [(dict(values), wkb and from_wkb(wkb)) for _, values, wkb in content(SAMPLE)[layer]]


def test_committed_sample_is_what_the_script_makes(make_sample: ModuleType, tmp_path: Path) -> None:
    make_sample.write(tmp_path / "sample_town.gpkg")
    make_sample.write_blocks(tmp_path / "blocks.csv")
    assert content(tmp_path / "sample_town.gpkg") == content(SAMPLE)
    assert (tmp_path / "blocks.csv").read_bytes() == (SAMPLE.parent / "blocks.csv").read_bytes()


def test_sample_is_small() -> None:
    assert SAMPLE.stat().st_size < 2_000_000


@pytest.mark.parametrize(
    ("layer", "field", "expected"),
    [
        ("buildings", "case", BUILDING_CASES | {None}),
        ("official", "case", OFFICIAL_CASES),
        ("buildings_next_month", "truth", LATER_CASES),
        ("parcels_next_month", "truth", {"unchanged", "split", "merged", "renumbered"}),
        ("next_month_truth", "truth", LATER_CASES - {"unchanged"} | {"demolished"}),
    ],
)
def test_every_case_is_there(layer: str, field: str, expected: set[str | None]) -> None:
    assert {values[field] for values, _ in rows(layer)} == expected


def test_awkward_geometries_are_awkward() -> None:
    by_case: dict[str, list[Any]] = {}
    for values, geometry in rows("buildings"):
        by_case.setdefault(values["case"], []).append(geometry)
    assert by_case["null_geometry"] == [None]
    assert by_case["empty_geometry"][0].is_empty
    assert not by_case["bow_tie"][0].is_valid
    assert len(by_case["multipart"][0].geoms) == 2
    assert not by_case["l_shape"][0].intersects(by_case["l_shape"][0].centroid)
    assert not by_case["courtyard"][0].intersects(by_case["courtyard"][0].centroid)
    assert by_case["exact_duplicate"][0] == by_case["exact_duplicate"][1]
    communes = [geometry for _, geometry in rows("communes")]
    assert all(sum(b.intersects(c) for c in communes) >= 2 for b in by_case["two_communes"])
    for case in ("outside", "outside_far", "floating"):
        assert not any(b.intersects(c) for b in by_case[case] for c in communes)
    assert min(c.distance(by_case["outside"][0]) for c in communes) < 500
    assert min(c.distance(by_case["outside_far"][0]) for c in communes) > 500


def test_plain_buildings_do_not_overlap_and_lie_in_one_parcel() -> None:
    plain = [g for values, g in rows("buildings") if values["case"] in (None, "alley", "rural", "shed")]
    parcels = [g for _, g in rows("parcels")]
    inner = [g.buffer(-0.02) for g in plain]
    left, right = STRtree(inner).query(inner, predicate="intersects")
    assert set(zip(left, right)) == {(i, i) for i in range(len(inner))}
    assert len(STRtree(parcels).query(inner, predicate="covered_by")[0]) == len(inner)


def test_doubtful_official_points_are_doubtful_and_lone_ones_are_not() -> None:
    main = [(v["bld_id"], g) for v, g in rows("buildings") if v["loai"] != "Nhà phụ" and g is not None]
    tree = STRtree([g for _, g in main])
    for values, point in rows("official"):
        near = {main[i][0] for i in tree.query(points(point.x, point.y), predicate="dwithin", distance=15)}
        if values["case"] == "off_8m_alone":
            assert near == {values["truth_bld_id"]}
        elif values["case"] == "off_8m_no_number":
            assert len(near) > 1
        elif values["case"] == "in_no_building":
            assert not near


def test_all_codes_and_blocks_are_fictitious_and_apart() -> None:
    codes = {v["ma_dia_chi"] for layer in ("official", "official_table") for v, _ in rows(layer)}
    assert all(code.startswith("00") for code in codes)
    with (SAMPLE.parent / "blocks.csv").open(encoding="utf-8") as lines:
        blocks = list(csv.DictReader(lines))
    assert {b["prefix"] for b in blocks} == {v["postcode"] for v, _ in rows("communes")}
    reserved = {(b["prefix"], n) for b in blocks for n in range(int(b["first"]), int(b["last"]) + 1)}
    assert not {(c[:5], int(c[5:])) for c in codes if c.isdigit() and len(c) == 10} & reserved


def test_later_rows_come_from_rows_that_were_there() -> None:
    before = {v["bld_id"] for v, _ in rows("buildings")}
    for values, _ in rows("buildings_next_month"):
        if values["truth_from"]:
            assert set(values["truth_from"].split(",")) <= before
    was = {f"{v['SoHieuToBanDo']}/{v['SoThuTuThua']}" for v, _ in rows("parcels")}
    for values, _ in rows("parcels_next_month"):
        assert set(values["truth_from"].split(",")) <= was
