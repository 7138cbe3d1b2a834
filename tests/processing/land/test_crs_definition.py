"""EPSG:6960 through PROJ as our code transforms, and .prj files with odd names matched by their parameters."""
from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsVectorLayer

from diachiso.core.land.vn2000 import ShiftKind, load_vn2000
from diachiso.processing.land.crs_definition import Datum, Projection, define, match_epsg, tm_wkt
from diachiso.processing.land.open_source import open_land
from diachiso.processing.transforms import Transform, crs

from .land_files import write

pytestmark = pytest.mark.usefixtures("qgis_app")
PROFILE = load_vn2000()
CHECK_VN2000 = (109 + 25 / 60 + 53.6 / 3600, 12 + 33 / 60 + 39.7 / 3600)
CHECK_WGS84 = (109 + 26 / 60, 12 + 33 / 60 + 36 / 3600)


def to(source: str, target: str, places: np.ndarray) -> np.ndarray:
    return Transform(crs(source), crs(target), QgsCoordinateTransformContext()).points(places)


def test_the_check_value_of_vn2000() -> None:
    found = to("EPSG:4756", "EPSG:4326", np.array([CHECK_VN2000]))
    assert np.abs(found - CHECK_WGS84).max() * 3600 <= 0.1


@pytest.mark.parametrize("zone", PROFILE.zones, ids=lambda zone: zone.crs)
def test_every_zone_goes_through_6960(zone) -> None:
    """Not through EPSG:5194, which PROJ offers for the Mekong delta and which differs by 0.8 m there."""
    places = np.array([[105.5, 9.8], [106.7, 10.8], [105.85, 21.03], CHECK_WGS84])
    own = define(zone.crs)
    assert (own.zone, own.shift, own.authid) == (zone, ShiftKind.right, zone.crs)
    ours = to("EPSG:4326", zone.crs, places)
    bound = to("EPSG:4326", tm_wkt(zone, PROFILE.towgs84), places)
    assert np.abs(ours - bound).max() < 0.005


def prj(datum: str, geographic: str = "GCS_x", name: str = "x", shift: str = "", meridian: float = 108.25,
        scale: float = 0.9999, method: str = "Transverse_Mercator", easting: float = 500000.0) -> str:  # fmt: skip
    return (
        f'PROJCS["{name}",GEOGCS["{geographic}",DATUM["{datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]{shift}],'
        f'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["{method}"],'
        f'PARAMETER["False_Easting",{easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],'
        f'PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )


RIGHT = ",TOWGS84[-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278]"
WRONG = ",TOWGS84[-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278]"


@pytest.mark.parametrize(
    ("definition", "epsg"),
    [
        (prj("D_Vietnam_2000", "GCS_VN_2000", "VN_2000_KT108-15_3deg"), "EPSG:9217"),
        (prj("D_Vietnam_2000", "GCS_VN_2000", "TPHCM_VN2000", meridian=105.75), "EPSG:9210"),
        (prj("D_Vietnam_2000", "GCS_VN-2000", "VN_2000_UTM_zone_48N", meridian=105.0, scale=0.9996), "EPSG:3405"),
        (prj("VN2000", "VN2000", "Khanh Hoa"), "EPSG:9217"),
        (prj("D_VN_2000", "GCS_VN_2000", method="Gauss_Kruger"), "EPSG:9217"),
        (prj("D_unknown", shift=RIGHT), "EPSG:9217"),
        (prj("MIF 9999,28", "unnamed", "unnamed", RIGHT), "EPSG:9217"),
        (prj("D_WGS_1984", "GCS_WGS_1984", "WGS_1984_UTM_Zone_48N", meridian=105.0, scale=0.9996), "EPSG:32648"),
        ("EPSG:9217", "EPSG:9217"),
        ("EPSG:4756", "EPSG:4756"),
        ("EPSG:4326", "EPSG:4326"),
        # What means none, or something else than it seems.
        (prj("D_unknown"), None),
        (prj("D_WGS_1984", "GCS_WGS_1984"), None),
        (prj("D_unknown", shift=WRONG), None),
        (prj("D_unknown", shift=",TOWGS84[0,0,0,0,0,0,0]"), None),
        (prj("D_Vietnam_2000", meridian=108.15), None),
        (prj("D_Vietnam_2000", easting=0.0), None),
        ("EPSG:2154", None),
        ('LOCAL_CS["drawing",UNIT["metre",1]]', None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_definitions_are_matched_by_their_parameters(definition: str, epsg: str) -> None:
    assert match_epsg(definition) == epsg


@pytest.mark.parametrize(
    ("shift", "kind"),
    [("", ShiftKind.none), (",TOWGS84[0,0,0,0,0,0,0]", ShiftKind.zero), (RIGHT, ShiftKind.right),
     (WRONG, ShiftKind.wrong_rotation), (",TOWGS84[-192.9,-39.4,-111.2,0,0,0,0]", ShiftKind.other)],
)  # fmt: skip
def test_the_shift_of_a_layers_prj_is_seen_in_the_file(tmp_path: Path, shift: str, kind: ShiftKind) -> None:
    """Of the file and not of QGIS's object: PROJ 9.5 and later corrects wrong signs in WKT 1 on the way."""
    path = write(tmp_path / "points.shp", ["POINT(602000 1354000)"], epsg=None)
    path.with_suffix(".prj").write_text(prj("D_unknown", shift=shift), encoding="utf-8")
    archive = tmp_path / "points.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for part in tmp_path.glob("points.[sdp]*"):
            zipped.write(part, part.name)
    # Newer PROJ looks seconds long for what a shift may mean: where the file lies is tried with the one that it mends.
    for place in (path, tmp_path, archive) if kind is ShiftKind.wrong_rotation else (path,):
        source = open_land(str(place), None, None)
        found = define(source.crs)
        source.close()
        assert found.shift is kind
        assert found.zone is not None
        assert found.zone.epsg == 9217
    if kind not in (ShiftKind.none, ShiftKind.wrong_rotation):
        return
    layer = QgsVectorLayer(str(path), "points", "ogr")
    assert define(open_land(layer, None, layer).crs).shift is kind
    layer.setCrs(crs("EPSG:9218"))
    assert open_land(layer, None, layer).crs.authid() == "EPSG:9218"  # what a person says counts


@pytest.mark.parametrize(
    ("shift", "kind"),
    [("", ShiftKind.none), (RIGHT, ShiftKind.right), (WRONG, ShiftKind.wrong_rotation)],
)  # fmt: skip
def test_the_shift_of_a_geopackage_is_seen_in_the_file(tmp_path: Path, shift: str, kind: ShiftKind) -> None:
    path = write(tmp_path / "a.gpkg", ["POINT(602000 1354000)"], epsg=9217)
    write(path, ["POINT(602000 1354000)"], epsg=9218, layer="other")
    with closing(sqlite3.connect(path)) as con, con:
        con.execute(
            "INSERT INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition)"
            " VALUES ('own', 100000, 'NONE', 100000, ?)", (prj("D_unknown", shift=shift),),
        )  # fmt: skip
        con.execute("PRAGMA foreign_keys=OFF")
        con.execute("UPDATE gpkg_contents SET srs_id = 100000 WHERE table_name = 'a'")
        con.execute("UPDATE gpkg_geometry_columns SET srs_id = 100000 WHERE table_name = 'a'")
    source = open_land(f"{path}|layername=a", None, None)
    found = define(source.crs)
    source.close()
    assert (found.shift, found.zone and found.zone.epsg) == (kind, 9217)
    assert open_land(f"{path}|layername=other", None, None).crs.authid() == "EPSG:9218"


def test_a_code_in_the_definition_counts_more_than_its_shift(tmp_path: Path) -> None:
    """As every GDAL since 3 and QGIS take it: the layer lies where the code puts it."""
    text = prj("Vietnam_2000", shift=WRONG)[:-1] + ',AUTHORITY["EPSG","9217"]]'
    path = write(tmp_path / "points.shp", ["POINT(602000 1354000)"], epsg=None)
    path.with_suffix(".prj").write_text(text, encoding="utf-8")
    assert open_land(str(path), None, None).crs.authid() == "EPSG:9217"


@pytest.mark.parametrize(
    ("system", "kind"),
    [
        ("9999, 28, -191.90441429, -39.30318279, -111.45032835, -0.00928836, 0.01975479, -0.00427372, 0.252906278, 0",
         ShiftKind.right),
        ("9999, 28, -191.90441429, -39.30318279, -111.45032835, 0.00928836, -0.01975479, 0.00427372, 0.252906278, 0",
         ShiftKind.wrong_rotation),
        ("104", ShiftKind.none),
        ("999, 28, 0, 0, 0", ShiftKind.none),
    ],
)  # fmt: skip
def test_mapinfo_writes_its_rotations_the_other_way(tmp_path: Path, system: str, kind: ShiftKind) -> None:
    path = tmp_path / "points.mif"
    path.write_text(
        f'Version 450\nCharset "Neutral"\nDelimiter ","\nCoordSys Earth Projection 8, {system}, "m", 108.25, 0, '
        "0.9999, 500000, 0\nColumns 1\n id Integer\nData\nPoint 602000 1354000\n",
        encoding="utf-8",
    )
    path.with_suffix(".mid").write_text("1\n", encoding="utf-8")
    layer = QgsVectorLayer(str(path), "points", "ogr")
    found = define(layer.crs())
    assert found.shift is kind
    assert found.zone is not None
    assert found.zone.epsg == 9217
    assert found.authid == ("EPSG:9217" if kind is ShiftKind.right else None)


def test_a_drawing_without_earth_has_no_definition(tmp_path: Path) -> None:
    found = define(QgsCoordinateReferenceSystem())
    assert (found.projection, found.datum, found.zone) == (Projection.none, Datum.other, None)


@pytest.mark.parametrize("shift", [None, (0.0,) * 7, PROFILE.towgs84, PROFILE.with_wrong_rotation()])
def test_what_is_offered_survives_qgis(shift) -> None:
    """QGIS takes a PROJ string for the EPSG code and drops its parameters; our WKT keeps them."""
    zone = PROFILE.match(108.25, 0.9999)
    assert zone is not None
    text = tm_wkt(zone, shift)
    through = define(crs(text))
    assert through == define(text)
    assert through.zone == zone
    assert through.shift is PROFILE.classify(shift)


@pytest.mark.parametrize("ending", [".shp", ".gpkg"])
def test_gdals_exceptions_change_nothing(tmp_path: Path, ending: str) -> None:
    """QGIS 3.40 has them on, and PROJ 9.5 calls it an error that it turned signs round."""
    path = write(tmp_path / f"a{ending}", ["POINT(602000 1354000)"], epsg=9217)
    text = prj("D_unknown", shift=WRONG)
    if ending == ".shp":
        path.with_suffix(".prj").write_text(text, encoding="utf-8")
    else:
        with closing(sqlite3.connect(path)) as con, con:
            con.execute(
                "UPDATE gpkg_spatial_ref_sys SET definition = ?, organization = 'NONE' WHERE srs_id = 9217", (text,)
            )
    switched = [module for module in (gdal, ogr, osr) if not module.GetUseExceptions()]
    for module in switched:
        module.UseExceptions()
    try:
        assert match_epsg(text) is None
        source = open_land(str(path), None, None)
        assert define(source.crs).shift is ShiftKind.wrong_rotation
        assert sum(len(batch) for batch in source.batches()) == 1
        source.close()
    finally:
        for module in reversed(switched):
            module.DontUseExceptions()
