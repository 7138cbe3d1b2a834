"""checkland over real and generated layers: errors put in at known places are found there, and nothing else is new."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pytest
import shapely
from osgeo import ogr, osr
from qgis.core import QgsVectorLayer
from shapely import affinity
from shapely.geometry import Polygon, box

from diachiso.core.land.vn2000 import load_vn2000
from diachiso.processing.land.crs_definition import tm_wkt

from ..real_data import DATA

Found = set[tuple[str, str]]
Run = Callable[..., dict[str, Any]]


class Copy:
    """A layer read into memory, to be changed and written again."""

    def __init__(self, path: Path, layer: str) -> None:
        source = ogr.Open(str(path))
        found = source.GetLayerByName(layer)
        self.crs, self.layer = found.GetSpatialRef().ExportToWkt(), layer
        self.fields = [(f.GetName(), f.GetType()) for f in found.schema]
        self.shapes: list[Any] = []
        self.rows: list[dict[str, Any]] = []
        for feature in found:
            geometry = feature.GetGeometryRef()
            self.shapes.append(None if geometry is None else shapely.from_wkb(bytes(geometry.ExportToWkb())))
            self.rows.append({name: feature.GetField(name) for name, _ in self.fields})

    def add(self, shape: Any, **row: Any) -> int:
        self.shapes.append(shape)
        self.rows.append(row)
        return len(self.shapes) - 1

    def write(self, path: Path, crs: Optional[str] = None) -> str:
        data = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        srs = osr.SpatialReference()
        srs.SetFromUserInput(crs or self.crs)
        layer = data.CreateLayer(self.layer, srs, ogr.wkbUnknown)
        for name, kind in self.fields:
            layer.CreateField(ogr.FieldDefn(name, kind))
        layer.StartTransaction()
        for shape, row in zip(self.shapes, self.rows):
            feature = ogr.Feature(layer.GetLayerDefn())
            for name, value in row.items():
                if value is not None:
                    feature.SetField(name, value)
            if shape is not None:
                feature.SetGeometry(ogr.CreateGeometryFromWkb(bytes(shapely.to_wkb(shape))))
            layer.CreateFeature(feature)
        layer.CommitTransaction()
        del layer, data
        return f"{path}|layername={self.layer}"


def hits(results: dict[str, Any]) -> list[dict[str, Any]]:
    layer = QgsVectorLayer(results["OUTPUT"], "found", "ogr")
    names = [f.name() for f in layer.fields()]
    return [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]


def found(results: dict[str, Any]) -> Found:
    return {(hit["rule"], hit["object_id"]) for hit in hits(results)}


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """check(PARCELS=…) -> results, each with an output of its own."""
    count = iter(range(100))

    def check_land(**parameters: Any) -> dict[str, Any]:
        return run("checkland", OUTPUT=str(tmp_path / f"found{next(count)}.gpkg"), **parameters)

    return check_land


def of_data(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"real data are not here: {name}")
    return path


# -- the sample town: what its generator planted ------------------------------------------------------------------


def test_the_planted_cases_of_the_sample_are_found_and_nothing_else(
    check: Callable[..., dict[str, Any]], root: Path
) -> None:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    results = check(**{
        name: f"{sample}|layername={layer}"
        for name, layer in (("PARCELS", "parcels"), ("BUILDINGS", "buildings"), ("UNITS", "communes"))
    })  # fmt: skip
    case = {row["bld_id"]: row["case"] for row in Copy(sample, "buildings").rows}
    told = sorted(
        (hit["rule"], case.get(hit["object_id"])) for hit in hits(results) if hit["subject"] == "building"
    )
    assert [hit["message"] for hit in hits(results) if "_crs" in hit["rule"]] == []
    assert told == [
        ("building_across_parcels", "parcel_border"),
        ("building_duplicate", "exact_duplicate"),
        ("building_impossible", "huge_coordinates"),
        ("building_invalid", "bow_tie"),
        ("building_no_commune", "floating"),
        ("building_no_commune", "floating"),
        ("building_no_commune", "floating"),
        ("building_no_commune", "outside"),
        ("building_no_commune", "outside_far"),
        ("building_no_outline", "empty_geometry"),
        ("building_no_outline", "null_geometry"),
        ("building_sliver", "sliver"),
    ]
    assert {hit["rule"] for hit in hits(results) if hit["subject"] != "building"} <= {"parcel_gap"}
    assert results["ERRORS"] == 5 and results["INFOS"] == 0


# -- real cadastre: Luxiol ----------------------------------------------------------------------------------------


class Cadastre:
    """Luxiol's parcels with areas as drawn, its buildings, and some parcels far from each other to spoil."""

    FIELDS = {"SHEET_FIELD": "sheet", "PARCEL_NUMBER_FIELD": "TEX", "AREA_FIELD": "SUPF", "PARCEL_ID_FIELD": "IDU"}

    def __init__(self) -> None:
        path = of_data("luxiol.gpkg")
        self.parcels, self.buildings = Copy(path, "parcels"), Copy(path, "buildings")
        for shape, row in zip(self.parcels.shapes, self.parcels.rows):
            row["SUPF"] = round(shape.area, 1)
        self.tree = shapely.STRtree(self.parcels.shapes)

    def neighbours(self, k: int) -> dict[int, float]:
        """Metres of border that a parcel shares with each other one."""
        edge = self.parcels.shapes[k].boundary  # corners on a neighbour's edge are rounded: a centimetre is no distance
        near = [int(m) for m in self.tree.query(self.parcels.shapes[k]) if m != k]
        shared = {m: edge.intersection(self.parcels.shapes[m].buffer(0.01)).length for m in near}
        return {m: length for m, length in shared.items() if length > 0}

    def clear(self) -> list[int]:
        """Convex enough parcels whose borders with others are long or hardly there, far from each other."""
        chosen: list[int] = []
        for k, shape in enumerate(self.parcels.shapes):
            lengths = list(self.neighbours(k).values())
            shrunk = shape.buffer(-1, join_style="mitre")
            wide = shrunk.geom_type == "Polygon" and shrunk.buffer(1.1, join_style="mitre").covers(shape)
            plain = wide and len(lengths) >= 2 and all(length > 12 or length < 1 for length in lengths)
            if plain and all(shape.distance(self.parcels.shapes[c]) > 60 for c in chosen):
                chosen.append(k)
        return chosen

    def key(self, k: int) -> str:
        return str(self.parcels.rows[k]["IDU"])

    def run(self, check: Callable[..., dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
        folder.mkdir()
        return hits(check(
            PARCELS=self.parcels.write(folder / "parcels.gpkg"), BUILDINGS=self.buildings.write(folder / "houses.gpkg"),
            BUILDING_ID_FIELD="OBJECT_RID", **self.FIELDS,
        ))  # fmt: skip


def named(found: Iterable[dict[str, Any]]) -> Found:
    return {(hit["rule"], hit["object_id"]) for hit in found}


def pairs(found: Iterable[dict[str, Any]], rule: str) -> set[frozenset[str]]:
    return {frozenset((hit["object_id"], hit["part"])) for hit in found if hit["rule"] == rule}


def test_errors_put_into_a_real_cadastre_are_found_exactly(
    check: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    land = Cadastre()
    clean = land.run(check, tmp_path / "clean")
    assert {hit["rule"] for hit in clean} <= {"building_across_parcels"}, "the cadastre itself is sound"
    a, b, c, d, e, f, *_ = land.clear()
    shapes, rows = land.parcels.shapes, land.parcels.rows
    overlaps = {frozenset((land.key(a), land.key(m))) for m, long in land.neighbours(a).items() if long > 12}
    gaps = {frozenset((land.key(b), land.key(m))) for m, long in land.neighbours(b).items() if long > 12}
    shapes[a] = shapes[a].buffer(0.25, join_style="mitre")
    shapes[b] = shapes[b].buffer(-0.15, join_style="mitre")
    for k in (a, b):
        rows[k]["SUPF"] = round(shapes[k].area, 1)
    twice = land.parcels.add(shapes[c], **{**rows[c], "IDU": "twice"})
    rows[d]["SUPF"] = rows[d]["SUPF"] * 1.2 + 5
    taken = (a, b, c, d, e, twice)
    other = next(k for k, row in enumerate(rows) if row["sheet"] == rows[e]["sheet"] and k not in taken)
    rows[e]["TEX"] = rows[other]["TEX"]
    west, south, east, north = shapes[f].bounds
    crossed = Polygon([(west, south), (east, north), (east, south), (west, north)])
    shapes[f] = crossed
    neighbour, _ = max(land.neighbours(c).items(), key=lambda item: item[1])
    border = shapes[c].boundary.intersection(land.tree.geometries[neighbour].boundary)
    longest = max(shapely.get_parts(shapely.line_merge(border)), key=lambda line: line.length)
    x, y = longest.interpolate(0.5, normalized=True).coords[0]
    land.buildings.add(box(x - 4, y - 4, x + 4, y + 4), OBJECT_RID="on the border")
    land.buildings.add(box(x + 100, y, x + 100.1, y + 8), OBJECT_RID="thin")
    spoilt = land.run(check, tmp_path / "spoilt")
    assert pairs(spoilt, "parcel_overlap") == overlaps
    assert pairs(spoilt, "parcel_gap") == gaps
    new = {hit for hit in named(spoilt) if hit[0] not in ("parcel_overlap", "parcel_gap")} - named(clean)
    # Houses on the parcel whose outline is spoilt stand on a neighbour only, or on none: no new result.
    assert new == {
        ("parcel_duplicate", "twice"), ("parcel_area", land.key(d)), ("parcel_invalid", land.key(f)),
        ("parcel_number_twice", land.key(e)), ("parcel_number_twice", land.key(other)),
        ("building_across_parcels", "on the border"), ("building_sliver", "thin"),
    }  # fmt: skip
    assert named(clean) - named(spoilt) == set()


# -- Nha Trang: coordinates and communes --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def houses() -> Copy:
    """Every fifth house, with the commune that it lies in."""
    path = of_data("nha_trang.gpkg")
    found, areas = Copy(path, "buildings"), Copy(path, "communes")
    found.shapes, found.rows = found.shapes[::5], found.rows[::5]
    found.fields.append(("ma_xa", ogr.OFTString))
    tree = shapely.STRtree(areas.shapes)
    middles = [shape.centroid for shape in in_zone(found.shapes, 9217, 4326)]
    for row, point in zip(found.rows, middles):
        row["ma_xa"] = areas.rows[int(tree.query(point, predicate="within")[0])]["code"]
    return found


def in_zone(shapes: list[Any], source: int, target: int) -> list[Any]:
    frames = [osr.SpatialReference() for _ in range(2)]
    for frame, code in zip(frames, (source, target)):
        frame.ImportFromEPSG(code)
        frame.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    move = osr.CoordinateTransformation(*frames)
    return [
        shapely.transform(shape, lambda xy: np.array(move.TransformPoints(xy.tolist()))[:, :2]) for shape in shapes
    ]


def communes() -> str:
    return f"{of_data('nha_trang.gpkg')}|layername=communes"


def test_real_houses_have_no_error(check: Callable[..., dict[str, Any]], houses: Copy, tmp_path: Path) -> None:
    results = check(BUILDINGS=houses.write(tmp_path / "b.gpkg"), UNITS=communes())
    told = hits(results)
    assert {hit["rule"] for hit in told} == {"commune_area"}
    assert any("Bắc Cam Ranh" in hit["message"] for hit in told), "a third of its official area: known of these data"
    assert results["ERRORS"] == 0


def test_houses_of_another_zone_among_the_others(
    check: Callable[..., dict[str, Any]], houses: Copy, tmp_path: Path
) -> None:
    spoilt = Copy(of_data("nha_trang.gpkg"), "buildings")
    spoilt.shapes, spoilt.rows, spoilt.fields = list(houses.shapes), houses.rows, houses.fields
    some = list(range(3, 400, 40))
    for k, shape in zip(some, in_zone([spoilt.shapes[k] for k in some], 9217, 9218)):
        spoilt.shapes[k] = shape
    results = check(BUILDINGS=spoilt.write(tmp_path / "b.gpkg"), UNITS=communes())
    of_houses = [hit for hit in hits(results) if hit["subject"] == "building"]
    assert named(of_houses) == {("building_other_zone", str(spoilt.rows[k]["bld_id"])) for k in some}
    assert all("9218" in hit["message"] for hit in of_houses)


@pytest.mark.parametrize(
    ("towgs84", "rules", "best"),
    [
        (None, ["building_crs"], "108-15"),
        ((), ["building_crs_doubtful"], "108-15"),
        ((0.0,) * 7, ["building_crs_doubtful"], "108-15"),
    ],
    ids=["another zone", "no datum shift", "a shift of nothing"],
)
def test_a_whole_layer_in_the_wrong_place(
    check: Callable[..., dict[str, Any]], houses: Copy, tmp_path: Path, towgs84: Any, rules: list[str], best: str
) -> None:
    zone = next(zone for zone in load_vn2000().zones if zone.epsg == 9217)
    crs = "EPSG:9218" if towgs84 is None else tm_wkt(zone, towgs84) if towgs84 else tm_wkt(zone)
    results = check(BUILDINGS=houses.write(tmp_path / "b.gpkg", crs), UNITS=communes())
    of_houses = [hit for hit in hits(results) if hit["subject"] == "building"]
    assert [hit["rule"] for hit in of_houses] == rules, "one result, not one per house"
    assert best in of_houses[0]["message"]


def test_communes_cut_and_shifted(check: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    layer = Copy(of_data("nha_trang.gpkg"), "communes")
    clean = found(check(UNITS=layer.write(tmp_path / "clean.gpkg")))
    assert {rule for rule, _ in clean} <= {"commune_area"}
    at = next(k for k, row in enumerate(layer.rows) if row["full_name"].endswith("Nha Trang"))
    middle = layer.shapes[at].representative_point()
    layer.shapes[at] = layer.shapes[at] - middle.buffer(0.002)
    other = next(k for k, row in enumerate(layer.rows) if row["full_name"].endswith("Diên Khánh"))
    layer.shapes[other] = layer.shapes[other].buffer(0.0005)
    spoilt = hits(check(UNITS=layer.write(tmp_path / "spoilt.gpkg")))
    gaps = [hit for hit in spoilt if hit["rule"] == "commune_gap"]
    assert [hit["object_id"] for hit in gaps] == [layer.rows[at]["code"]]
    grown = layer.shapes[other]
    touching = {
        row["code"] for row, shape in zip(layer.rows, layer.shapes)
        if shape is not grown and shape.intersection(grown).area * 1.2e10 > 100
    }  # fmt: skip
    overlaps = {frozenset((hit["object_id"], hit["part"])) for hit in spoilt if hit["rule"] == "commune_overlap"}
    assert overlaps == {frozenset((layer.rows[other]["code"], code)) for code in touching} and touching


def test_a_raft_far_out_is_of_no_commune_and_not_of_another_zone(
    check: Callable[..., dict[str, Any]], houses: Copy, tmp_path: Path
) -> None:
    land = Copy(of_data("nha_trang.gpkg"), "buildings")
    land.shapes, land.rows, land.fields = list(houses.shapes), list(houses.rows), houses.fields
    land.add(affinity.translate(houses.shapes[0], 400_000, 0), bld_id=900001)
    results = check(BUILDINGS=land.write(tmp_path / "b.gpkg"), UNITS=communes())
    assert named(h for h in hits(results) if h["subject"] == "building") == {("building_no_commune", "900001")}


def test_layers_in_different_crs_and_without_one(
    check: Callable[..., dict[str, Any]], root: Path, tmp_path: Path
) -> None:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    land = {"PARCELS": f"{sample}|layername=parcels", "UNITS": f"{sample}|layername=communes"}
    ordinary = found(check(**land, BUILDINGS=f"{sample}|layername=buildings"))
    houses = Copy(sample, "buildings")
    keep = [k for k, shape in enumerate(houses.shapes) if shape is not None and not shape.is_empty
            and np.abs(shape.bounds).max() < 1e8]  # fmt: skip
    houses.rows, houses.shapes = [houses.rows[k] for k in keep], [houses.shapes[k] for k in keep]
    degrees, plain = Copy(sample, "buildings"), Copy(sample, "buildings")
    degrees.rows, degrees.shapes = houses.rows, in_zone(houses.shapes, 9217, 4326)
    plain.rows, plain.shapes = houses.rows, houses.shapes
    broken = {hit for hit in ordinary if hit[0] in ("building_no_outline", "building_impossible")}
    # In degrees the last digits of a corner are others: an outline drawn twice stays so, and all else, too.
    assert found(check(**land, BUILDINGS=degrees.write(tmp_path / "d.gpkg", "EPSG:4326"))) == ordinary - broken
    without = found(check(**land, BUILDINGS=plain.write(tmp_path / "p.gpkg", 'LOCAL_CS["drawing",UNIT["metre",1]]')))
    assert without - ordinary == {("building_crs", "p.gpkg|buildings")} and ordinary - broken <= without


def test_pairs_of_records_from_a_shapefile_of_cut_names(
    check: Callable[..., dict[str, Any]], root: Path, tmp_path: Path
) -> None:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    source = Copy(sample, "parcels")
    data = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(tmp_path))
    srs = osr.SpatialReference()
    srs.SetFromUserInput(source.crs)
    layer = data.CreateLayer("thua", srs, ogr.wkbPolygon)
    names = {"MaXa": "MaXa", "SoHieuToBanDo": "SoHieuToBa", "SoThuTuThua": "SoThuTuThu", "DienTich": "DienTich"}
    for name in names.values():
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTReal if name == "DienTich" else ogr.OFTString))
    for k, (shape, row) in enumerate(zip(source.shapes, source.rows)):
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, cut in names.items():
            feature.SetField(cut, row[name])
        if k == 5:
            feature.SetField("DienTich", 1.5 * row["DienTich"])
        feature.SetGeometry(ogr.CreateGeometryFromWkb(bytes(shapely.to_wkb(shape))))
        layer.CreateFeature(feature)
    del feature, layer, data
    told = hits(check(PARCELS=str(tmp_path / "thua.shp")))
    assert [hit["source_fid"] for hit in told if hit["rule"] == "parcel_area"] == [5]
    row = source.rows[5]
    assert {hit["object_id"] for hit in told if hit["rule"] == "parcel_area"} == {
        f"{row['MaXa']}/{row['SoHieuToBanDo']}/{row['SoThuTuThua']}"
    }


def test_a_rule_that_was_named_but_has_no_layer_is_told(run: Run, root: Path, tmp_path: Path) -> None:
    sample = root / "resources" / "sample" / "sample_town.gpkg"
    units = {"UNITS": f"{sample}|layername=communes", "OUTPUT": str(tmp_path / "found.gpkg")}
    results = run("checkland", **units, RULES="parcel_overlap,commune_overlap")
    assert results["ERRORS"] == 0
    (warning,) = run.heard.warnings  # type: ignore[attr-defined]
    assert "Parcels that overlap" in warning and "Communes that overlap" not in warning
    run("checkland", **units)
    assert run.heard.warnings == []  # type: ignore[attr-defined]
