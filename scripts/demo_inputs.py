#!/usr/bin/env python3
"""Prepare the demo's inputs from real land data: codes issued earlier and reserved blocks, all fictitious.

demo_inputs.py nha_trang.gpkg OUTDIR  →  OUTDIR/official.gpkg (points), OUTDIR/blocks.csv

Prefixes are 00101, 00102, … for the communes that hold buildings, never real postcodes. Of the 300 issued codes
most lie on their house; some are off by a few metres with or without a house number, as phones leave them.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

import shapely
from make_bench_data import EPSG, Commune, real_communes
from osgeo import gdal, ogr, osr
from shapely import STRtree

OFFICIAL, SEED = 300, 392
FIRST_SERIAL = 50_001  # issued codes stay below
AUTHORITY = "Số mẫu 01/GM (hư cấu)"
FIELDS = ("ma_dia_chi", "so_nha", "ten_duong", "xa")
Building = tuple[str, str, bool, shapely.Geometry]  # street, number, number unique on the street, outline


def read_buildings(path: Path) -> list[Building]:
    """The buildings of the layer, with what is known of their address."""
    data = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    return [
        (f["street"], str(f["truth_no"]), f["part"] == 0, shapely.from_wkb(bytes(f.geometry().ExportToWkb())))
        for f in data.GetLayerByName("buildings")
    ]


def touched(communes: list[Commune], buildings: list[Building]) -> list[tuple[Commune, list[int]]]:
    """Communes with the numbers of their buildings, by the building's centre."""
    tree = STRtree([commune.shape for commune in communes])
    at, which = tree.query(shapely.centroid([b[3] for b in buildings]), predicate="within")
    return [(c, at[which == i].tolist()) for i, c in enumerate(communes) if (which == i).any()]


def official_rows(groups: list[tuple[Commune, list[int]]], buildings: list[Building]) -> list[tuple[str, ...]]:
    """Issued codes: WKT point, code, number, street, commune."""
    rng = random.Random(SEED)
    homes = {b: (f"00{101 + i}", commune.name) for i, (commune, members) in enumerate(groups) for b in members}
    chosen = rng.sample(sorted(b for b in homes if buildings[b][2]), OFFICIAL - 1)
    rows = []
    for n, serial in zip(chosen, rng.sample(range(1, FIRST_SERIAL), len(chosen))):
        street, number, _, shape = buildings[n]
        prefix, commune = homes[n]
        x, y = shape.centroid.x, shape.centroid.y
        fate = rng.random()
        if fate > 0.6:  # off along the front, towards the neighbours
            (x0, y0), (x1, y1) = shape.exterior.coords[0], shape.exterior.coords[1]
            run = max(shapely.Point(x0, y0).distance(shapely.Point(x1, y1)), 0.1)
            x, y = x + 7 * (x1 - x0) / run, y + 7 * (y1 - y0) / run
        numbered = fate <= 0.85
        rows.append((f"POINT({x:.3f} {y:.3f})", f"{prefix}{serial:05d}", number if numbered else "",
                     street if numbered else "", commune))  # fmt: skip
    low = min(b[3].bounds[0] for b in buildings), min(b[3].bounds[1] for b in buildings)
    rows.append((f"POINT({low[0] - 200:.3f} {low[1] - 200:.3f})", "0010149999", "", "", groups[0][0].name))
    return rows


def write_official(path: Path, rows: list[tuple[str, ...]]) -> None:
    """The layer `official`."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(EPSG)
    path.unlink(missing_ok=True)
    data = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    layer = data.CreateLayer("official", crs, ogr.wkbPoint)
    for name in FIELDS:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    layer.StartTransaction()
    for wkt, *values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkt(wkt))
        for name, value in zip(FIELDS, values):
            if value:
                feature[name] = value
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def write_blocks(path: Path, groups: list[tuple[Commune, list[int]]]) -> None:
    """One block per commune, a third more numbers than buildings."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("commune", "prefix", "first", "last", "authority_doc"))
        for i, (commune, members) in enumerate(groups):
            last = FIRST_SERIAL + len(members) * 4 // 3 + 20
            writer.writerow((commune.code, f"00{101 + i}", FIRST_SERIAL, last, AUTHORITY))


def main() -> None:
    """Read the land data, write the inputs."""
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for module in (gdal, ogr, osr):
        module.UseExceptions()
    folder.mkdir(parents=True, exist_ok=True)
    buildings = read_buildings(source)
    groups = touched(real_communes(source), buildings)
    write_official(folder / "official.gpkg", official_rows(groups, buildings))
    write_blocks(folder / "blocks.csv", groups)


if __name__ == "__main__":
    main()
