"""The map of a part of the town: finds where the codes are, shows each kind in its colour."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr
from qgis.PyQt.QtGui import QColor, QImage

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample" / "sample_town.gpkg"
COLOURS = {"import": "#1a7f37", "block": "#1f5fbf", "provisional": "#d9730d"}


def make_register(path: Path, origins: list[str]) -> None:
    """A file with an `address` table like the register's: a code on every plain house, origins in turn."""
    wgs84, town = osr.SpatialReference(), osr.SpatialReference()
    for crs, code in ((wgs84, 4326), (town, 9217)):
        crs.ImportFromEPSG(code)
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(town, wgs84)
    data = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    table = data.CreateLayer("address", wgs84, ogr.wkbPoint)
    fields = ("code", "stage", "code_origin", "commune", "province")
    for name in fields:
        table.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    source = gdal.OpenEx(str(SAMPLE), gdal.OF_READONLY)  # kept: a layer dies with its data source
    houses = source.GetLayerByName("buildings")
    houses.SetAttributeFilter('"case" IS NULL')
    for i, house in enumerate(houses if origins else []):
        point = house.geometry().Centroid()
        point.Transform(transform)
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(point)
        origin = origins[i % len(origins)]
        for name, value in zip(fields, (f"00101{i:05d}", "created", origin, "Phường Ninh Hòa", "Khánh Hòa")):
            feature[name] = value
        table.CreateFeature(feature)


def render(register: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "render_map.py"), "--register", str(register)]
    command += ["--buildings", f"{SAMPLE}|buildings", "--streets", f"{SAMPLE}|streets", "--out", str(out)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def colour_counts(image: QImage, top: int, bottom: int) -> dict[str, int]:
    """How many pixels of the map strip bear each colour exactly."""
    wanted = {QColor(colour).rgb(): origin for origin, colour in COLOURS.items()}
    counts = dict.fromkeys(COLOURS, 0)
    for y in range(top, bottom):
        for x in range(image.width()):
            origin = wanted.get(image.pixel(x, y))
            if origin:
                counts[origin] += 1
    return counts


def test_every_origin_is_drawn_in_its_colour(tmp_path: Path) -> None:
    make_register(tmp_path / "r.gpkg", ["block", "import", "block", "provisional"])
    done = render(tmp_path / "r.gpkg", tmp_path / "map.png")
    assert done.returncode == 0, done.stderr
    image = QImage(str(tmp_path / "map.png"))
    assert (image.width(), image.height()) == (1600, 1100)
    counts = colour_counts(image, 250, 600)  # above the legend
    assert min(counts.values()) > 60
    assert counts["block"] > counts["import"]


@pytest.mark.parametrize("origins", [[], None])
def test_a_register_without_codes_is_said(tmp_path: Path, origins: list[str] | None) -> None:
    if origins is not None:
        make_register(tmp_path / "r.gpkg", origins)
    done = render(tmp_path / "r.gpkg", tmp_path / "map.png")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ("no address" in done.stderr) if origins is not None else ("no register" in done.stderr)
