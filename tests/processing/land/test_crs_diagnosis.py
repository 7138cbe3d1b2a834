"""Layers in the wrong zone, without CRS, without shift, swapped, in odd units: recognised, ranked, never guessed at."""
from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)

from diachiso.core.land.findings import FindingLevel
from diachiso.core.land.vn2000 import load_vn2000
from diachiso.processing.land.crs_definition import tm_wkt
from diachiso.processing.land.crs_diagnosis import diagnose_crs
from diachiso.processing.land.crs_faults import CrsFault
from diachiso.processing.land.crs_findings import crs_findings
from diachiso.processing.land.crs_reference import CrsReference, reference_of, sample_points
from diachiso.processing.transforms import Transform, crs

F = CrsFault
TM = "+proj=tmerc +lat_0=0 +lon_0=108.25 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m +no_defs"
ZONE_9217 = next(zone for zone in load_vn2000().zones if zone.epsg == 9217)


def wkt_of(name: str) -> str:
    """A definition by a short name, as files carry it."""
    profile = load_vn2000()
    return {
        "none": tm_wkt(ZONE_9217),
        "zero": tm_wkt(ZONE_9217, (0.0,) * 7),
        "wrong": tm_wkt(ZONE_9217, profile.with_wrong_rotation()),
        "right": tm_wkt(ZONE_9217, profile.towgs84),
        "three": tm_wkt(ZONE_9217, (*profile.towgs84[:3], 0.0, 0.0, 0.0, 0.0)),
        "local": 'LOCAL_CS["drawing",UNIT["metre",1]]',
    }.get(name, name)


@pytest.fixture(scope="module")
def town(shared_data: Path, tmp_path_factory: pytest.TempPathFactory, qgis_app: object) -> Path:
    # A copy: QGIS writes into a GeoPackage that it only shows.
    return Path(shutil.copy(shared_data / "nha_trang.gpkg", tmp_path_factory.mktemp("crs") / "town.gpkg"))


@pytest.fixture(scope="module")
def buildings(town: Path) -> QgsVectorLayer:
    return QgsVectorLayer(f"{town}|layername=buildings", "buildings", "ogr")


@pytest.fixture(scope="module")
def points(buildings: QgsVectorLayer) -> np.ndarray:
    """Vertices of real places in EPSG:9217."""
    return sample_points(buildings, 200)


@pytest.fixture(scope="module")
def communes(town: Path) -> CrsReference:
    return reference_of(QgsVectorLayer(f"{town}|layername=communes", "communes", "ogr"), "code", province_code="56")


@pytest.fixture(scope="module")
def same_layer(buildings: QgsVectorLayer) -> CrsReference:
    return reference_of(layer=buildings, province_code="56")


def move(points: np.ndarray, target: str) -> np.ndarray:
    """Points of EPSG:9217 in another CRS."""
    transform = Transform(crs("EPSG:9217"), crs(wkt_of(target)), QgsCoordinateTransformContext())
    return transform.points(points)


@pytest.mark.parametrize(
    ("really", "declared", "faults", "best"),
    [
        ("EPSG:9217", "EPSG:9217", (), "EPSG:9217"),
        ("EPSG:9217", "right", (), "EPSG:9217"),
        ("EPSG:9217", "EPSG:9218", (F.wrong_zone,), "EPSG:9217"),
        ("EPSG:9217", "EPSG:5899", (F.wrong_zone,), "EPSG:9217"),
        ("EPSG:9217", "EPSG:32648", (F.wrong_zone,), "EPSG:9217"),
        ("EPSG:9217", "EPSG:3406", (F.wrong_zone,), "EPSG:9217"),
        ("EPSG:9217", "EPSG:4326", (F.metres_in_geographic,), "EPSG:9217"),
        ("EPSG:9217", "", (F.no_crs,), "EPSG:9217"),
        ("EPSG:9217", "local", (F.no_crs,), "EPSG:9217"),
        ("EPSG:9217", "none", (F.no_shift,), "EPSG:9217"),
        ("EPSG:9217", "zero", (F.zero_shift,), "EPSG:9217"),
        ("EPSG:9217", "wrong", (F.wrong_rotation,), "EPSG:9217"),
        ("EPSG:9217", "three", (F.other_shift,), "EPSG:9217"),
        ("EPSG:32649", "EPSG:32649", (), "EPSG:32649"),
        ("EPSG:32649", "EPSG:9217", (F.wrong_zone,), "EPSG:32649"),
        ("EPSG:3406", "EPSG:32649", (F.wrong_datum,), "EPSG:3406"),
        ("EPSG:4326", "EPSG:4326", (), "EPSG:4326"),
        ("EPSG:4326", "EPSG:9217", (F.degrees_in_projected,), "EPSG:4326"),
        ("EPSG:4326", "", (F.no_crs,), "EPSG:4326"),
        ("EPSG:4756", "EPSG:4326", (F.wrong_datum,), "EPSG:4756"),
    ],
)
def test_against_the_same_layer_everything_is_certain(
    points: np.ndarray, same_layer: CrsReference, really: str, declared: str, faults: tuple[F, ...], best: str
) -> None:
    found = diagnose_crs(crs(wkt_of(declared)), move(points, really), same_layer)
    assert found.faults == faults, found.text()
    assert found.sure, found.text()
    assert found.best is not None
    assert found.best.crs == best
    assert found.best.distance_m < 0.1
    if faults and declared not in ("", "local") and faults != (F.metres_in_geographic,):
        assert found.best.shift_m == pytest.approx(found.shift_m)
        assert found.shift_m > 0.2


@pytest.mark.parametrize("zone", [zone for zone in load_vn2000().zones if zone.epsg != 9217], ids=lambda zone: zone.crs)
def test_every_wrong_label_is_seen(points: np.ndarray, same_layer: CrsReference, communes: CrsReference, zone) -> None:
    found = diagnose_crs(crs(zone.crs), points, same_layer)
    assert found.faults == (F.wrong_zone,)
    assert found.sure
    assert found.best is not None
    assert found.best.crs == "EPSG:9217"
    # By the communes alone: offered first, certain or not, and never the label itself.
    coarse = diagnose_crs(crs(zone.crs), points, communes)
    assert coarse.best is not None
    assert coarse.best.crs == "EPSG:9217"
    assert not coarse.sure


def test_a_few_points_do_not_decide_on_a_shift(points: np.ndarray, same_layer: CrsReference) -> None:
    assert not diagnose_crs(crs(wkt_of("zero")), points[:2], same_layer).sure
    assert diagnose_crs(crs(wkt_of("zero")), points, same_layer).sure


def test_roads_that_lie_right_do_not_decide_on_two_hundred_metres(town: Path, points: np.ndarray) -> None:
    roads = reference_of(layer=QgsVectorLayer(f"{town}|layername=roads", "roads", "ogr"), province_code="56")
    found = diagnose_crs(crs(wkt_of("none")), points, roads)
    assert found.faults == (F.no_shift,)
    assert not found.sure


def test_data_made_without_the_shift_are_told_from_the_label(points: np.ndarray, same_layer: CrsReference) -> None:
    """Labelled properly, but drawn in "VN-2000 nội bộ" over WGS 84: the definition offered is the one that fits."""
    found = diagnose_crs(crs("EPSG:9217"), move(points, "none"), same_layer)
    assert found.faults == (F.unshifted_data,)
    assert found.sure
    assert found.shift_m == pytest.approx(225, abs=30)
    assert found.best is not None
    back = Transform(crs(found.best.crs), crs("EPSG:9217"), QgsCoordinateTransformContext())
    assert np.abs(back.points(move(points, "none")) - points).max() < 0.01


@pytest.mark.parametrize(
    ("declared", "fault", "low", "high"),
    [
        ("none", F.no_shift, 150, 300),
        ("zero", F.zero_shift, 150, 300),
        ("wrong", F.wrong_rotation, 0.5, 0.65),
        ("three", F.other_shift, 0.2, 5),
    ],
)
def test_a_shift_that_only_the_definition_shows_is_doubtful(
    points: np.ndarray, communes: CrsReference, declared: str, fault: F, low: float, high: float
) -> None:
    found = diagnose_crs(crs(wkt_of(declared)), points, communes)
    assert found.faults == (fault,)
    assert not found.sure
    assert low < found.shift_m < high
    assert found.best is not None
    assert found.best.crs == "EPSG:9217"
    assert "definition only" in found.text()


def test_the_wrong_signs_are_east_and_north_of_the_right_place(points: np.ndarray) -> None:
    """0.55 m E and 0.14 m N, the figures for Khánh Hòa."""
    off = move(points, "wrong") - points
    assert np.abs(off[:, 0]).mean() == pytest.approx(0.55, abs=0.02)
    assert np.abs(off[:, 1]).mean() == pytest.approx(0.14, abs=0.02)


def test_the_declared_zone_of_the_province_is_certain_by_the_communes(
    points: np.ndarray, communes: CrsReference
) -> None:
    found = diagnose_crs(crs("EPSG:9217"), points, communes)
    assert found.faults == ()
    assert found.sure
    assert found.best is not None
    assert found.best.share_inside == 1.0
    assert found.best.distance_m == 0.0


@pytest.mark.parametrize("declared", ["EPSG:9218", "", "EPSG:4326", "EPSG:32648"])
def test_a_neighbouring_zone_that_fits_too_is_doubtful(
    points: np.ndarray, communes: CrsReference, declared: str
) -> None:
    """At the meridian 108 Nha Trang would lie 27 km further west, in Khánh Hòa still."""
    found = diagnose_crs(crs(declared), points, communes)
    assert not found.sure
    assert [c.crs for c in found.candidates[:2]] == ["EPSG:9217", "EPSG:5898"]
    assert "VN-2000 / TM-3 zone 491" in found.text()


@pytest.mark.parametrize(
    ("declared", "really"),
    [(declared, really) for declared in ("", "local", "EPSG:4326") for really in ("EPSG:9218", "EPSG:5898")]
    + [("EPSG:32648", "EPSG:9218")],
)
def test_a_layer_in_the_neighbours_zone_is_not_certainly_in_the_provinces(
    points: np.ndarray, communes: CrsReference, declared: str, really: str
) -> None:
    """27 km off, in the province still: 9218 is the zone of Phú Yên, and read as 9217 Nha Trang lies in the hills."""
    given = move(points, really)
    found = diagnose_crs(crs(wkt_of(declared)), given, communes)
    assert not found.sure
    offered = {candidate.crs: candidate for candidate in found.candidates}
    assert {"EPSG:9217", really} <= set(offered)
    assert offered[really].distance_m == 0.0
    assert crs(really).description() + " (0 m)" in found.text()
    (finding,) = crs_findings(crs(wkt_of(declared)), given, communes, None)
    assert finding.level is FindingLevel.doubtful  # what the dock does not choose by itself
    ways = [finding.options, *finding.others]
    assert {"EPSG:9217", really} <= {way.get("SOURCE_CRS") for way in ways}


@pytest.mark.parametrize(
    ("half", "sure", "rival"),
    [
        (0.03, True, ""),  # the other zones put it 24 km from the only commune
        (0.19, False, "EPSG:9218"),  # or 6 km: across the border
    ],
)
def test_certain_only_where_one_zone_alone_puts_it_near(half: float, sure: bool, rival: str) -> None:
    """One commune, `half` a side in degrees; the layer without CRS in its middle, by 9217."""
    lon, lat = 109.3, 12.3
    rectangle = QgsRectangle(lon - half, lat - half, lon + half, lat + half)
    commune = CrsReference((QgsGeometry.fromRect(rectangle),), ("1",), "56")
    steps = np.arange(-5, 6) * 0.001
    to_9217 = Transform(crs("EPSG:4326"), crs("EPSG:9217"), QgsCoordinateTransformContext())
    given = to_9217.points(np.column_stack([lon + steps, lat + steps]))
    found = diagnose_crs(crs(""), given, commune)
    assert found.best is not None and found.best.crs == "EPSG:9217"
    assert found.sure is sure, found.text()
    if rival:
        (other,) = (candidate for candidate in found.candidates if candidate.crs == rival)
        assert 1_000 < other.distance_m < 10_000
        assert f"({other.distance_m / 1000:.1f} km)" in found.text()


def test_the_layers_own_communes_decide_between_the_zones(
    town: Path, points: np.ndarray, communes: CrsReference
) -> None:
    lonlat = move(points, "EPSG:4326")
    own = []
    for place in lonlat:
        alone = [c for c, g in zip(communes.codes, communes.polygons)
                 if CrsReference((g,), (c,)).inside(place[None]).any()]  # fmt: skip
        own.append(alone[0])
    found = diagnose_crs(crs("EPSG:9218"), points, communes, own)
    assert found.sure, found.text()
    assert found.faults == (F.wrong_zone,)
    assert found.shift_m == pytest.approx(27_200, abs=300)


@pytest.mark.parametrize(
    ("swap", "scale", "faults"),
    [
        (True, 1.0, (F.swapped_axes,)),
        (False, 1000.0, (F.wrong_unit,)),
        (False, 0.001, (F.wrong_unit,)),
        (True, 1000.0, (F.swapped_axes, F.wrong_unit)),
    ],
)
@pytest.mark.parametrize("declared", ["EPSG:9217", ""])
def test_axes_and_units(
    points: np.ndarray, same_layer: CrsReference, swap: bool, scale: float, faults: tuple[F, ...], declared: str
) -> None:
    given = (points[:, ::-1] if swap else points) * scale
    found = diagnose_crs(crs(declared), given, same_layer)
    assert found.faults == (faults if declared else (F.no_crs, *faults))
    assert found.sure
    assert found.best is not None
    assert found.best.crs == "EPSG:9217"
    assert np.allclose(found.best.xy(given), points)


def test_swapped_degrees(points: np.ndarray, communes: CrsReference) -> None:
    found = diagnose_crs(crs("EPSG:4326"), move(points, "EPSG:4326")[:, ::-1], communes)
    assert found.faults == (F.swapped_axes,)
    assert found.best is not None
    assert found.best.swap_xy


@pytest.mark.parametrize(("swap", "scale"), [(True, 1.0), (False, 1000.0), (True, 1000.0)])
def test_without_a_reference_the_layers_own_zone_is_believed(points: np.ndarray, swap: bool, scale: float) -> None:
    given = (points[:, ::-1] if swap else points) * scale
    found = diagnose_crs(crs("EPSG:9217"), given)
    assert found.best is not None and not found.sure
    assert (found.best.crs, found.best.swap_xy, found.best.scale) == ("EPSG:9217", swap, 1 / scale)
    assert F.wrong_zone not in found.faults


@pytest.mark.parametrize("declared", ["", "local", "EPSG:4326"])
@pytest.mark.parametrize("swap", [False, True])
def test_without_a_reference_no_zone_is_named_for_metres(points: np.ndarray, declared: str, swap: bool) -> None:
    """Any zone would do, and the first of the list lies in Laos."""
    (found,) = crs_findings(crs(wkt_of(declared)), points[:, ::-1] if swap else points, None, None)
    text = found.text(lambda _, english: english)
    assert "VN-2000." in text and "choose a register" in text
    assert dict(found.options) == ({"SWAP_AXES": True} if swap else {}) and not any(found.others)


@pytest.mark.parametrize("declared", ["EPSG:9217", "", "EPSG:9218"])
def test_without_a_reference_nothing_is_certain(points: np.ndarray, declared: str) -> None:
    found = diagnose_crs(crs(declared), points)
    assert not found.sure
    assert found.best is not None


@pytest.mark.parametrize("points", [np.zeros((0, 2)), np.full((3, 2), np.nan), np.array([[5.0, 5.0]] * 3)])
def test_what_fits_nothing_is_unknown(communes: CrsReference, points: np.ndarray) -> None:
    found = diagnose_crs(QgsCoordinateReferenceSystem(), points, communes)
    assert found.faults == (F.unknown,)
    assert not found.sure


def test_one_wild_point_hides_nothing(points: np.ndarray, same_layer: CrsReference) -> None:
    given = np.vstack([points, [[1e12, -1e12]], [[np.inf, 0]], [[0, 0]]])
    found = diagnose_crs(crs("EPSG:9218"), given, same_layer)
    assert found.faults == (F.wrong_zone,)
    assert found.sure
    assert found.best is not None
    assert found.best.crs == "EPSG:9217"


def test_a_stray_in_the_reference_makes_nothing_fit(points: np.ndarray, make_layer) -> None:
    """A layer that lies right holds a house at 0, 0, and one in the wrong zone, as such layers do."""
    good = [f"POINT({x:.3f} {y:.3f})" for x, y in points + 4.0]  # not the same vertices
    layer = make_layer([*good, "POINT(0 0)", "POINT(-4000000 9000000)"], crs="EPSG:9217")
    against = reference_of(layer=layer)
    found = diagnose_crs(crs("EPSG:9217"), points, against)
    assert (found.faults, found.sure) == ((), True), found.text()
    assert {candidate.zone and candidate.zone.epsg for candidate in found.candidates} == {9217}
    for declared in ("", "EPSG:5898", "EPSG:32648"):
        found = diagnose_crs(crs(declared), points, against)
        assert found.best is not None
        assert found.best.crs == "EPSG:9217"


def test_a_foreign_layer_that_lies_right_is_right(shared_data: Path, tmp_path: Path, qgis_app: object) -> None:
    path = shutil.copy(shared_data / "luxiol.gpkg", tmp_path / "luxiol.gpkg")
    layer = QgsVectorLayer(f"{path}|layername=parcels", "parcels", "ogr")
    found = diagnose_crs(layer.crs(), sample_points(layer), reference_of(layer=layer))
    assert found.faults == ()
    assert found.sure
