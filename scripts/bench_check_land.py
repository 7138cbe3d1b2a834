#!/usr/bin/env python3
"""Measure checkland against a copy of its layers: part of `bench.sh check`, or by itself.

bench_check_land.py [--buildings N] [--parcels N] [--repeats N] [--work FOLDER]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import PROVINCE, SCRIPTS, WrongCounts, counts, fresh, layer, qgis, verdict
from bench_usage import CommandFailed, Usage, measure
from make_bench_data import EPSG
from osgeo import gdal, osr

BUILDINGS, PARCELS = 1_000_000, 200_000
COPY, MEMORY = 5.0, 1536.0


@dataclass(frozen=True)
class Round:
    """One repeat: the copy of both layers, and all rules over them."""

    copy: Usage
    checked: Usage


def prepare(folder: Path, buildings: int, parcels: int) -> tuple[Path, Path]:
    """Land data, and a register in which most of the buildings have an address."""
    folder.mkdir(parents=True, exist_ok=True)
    land, register, blocks = folder / "land.gpkg", folder / "register.gpkg", folder / "blocks.csv"
    if not (land.exists() and register.exists()):
        command = [sys.executable, str(SCRIPTS / "make_bench_data.py"), str(land), "--buildings", str(buildings)]
        command += ["--parcels", str(parcels), "--blocks", str(blocks)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        units = layer(land, "communes")
        measure(qgis("diachiso:createregister", f"PROVINCE={PROVINCE}", f"UNITS={units}", f"OUTPUT={register}"))
        measure(qgis("diachiso:addcodeblock", f"REGISTER={register}", f"BLOCKS={blocks}"))
        houses = layer(land, "buildings")
        measure(qgis("diachiso:assigncodes", f"INPUT={houses}", f"REGISTER={register}", "DRY_RUN=false"))
    return land, register


def round_of(folder: Path, land: Path, register: Path) -> Round:
    """One repeat; the register is only read, since writing the results is not the rules' time."""
    with fresh(folder / "copy.gpkg") as copied:
        copy = measure(["ogr2ogr", "-f", "GPKG", str(copied), str(land), "buildings", "parcels"])
    with fresh(folder / "found.gpkg") as found:
        checked = measure(qgis(
            "diachiso:checkland", f"PARCELS={layer(land, 'parcels')}", f"BUILDINGS={layer(land, 'buildings')}",
            f"UNITS={layer(land, 'communes')}", f"REGISTER={register}", "KEEP=false", f"OUTPUT={found}",
        ))  # fmt: skip
    if counts(checked.output).get("ERRORS", 0) < 1:
        raise WrongCounts(f"no invalid outline found among the generated ones: {checked.output[-500:]}")
    return Round(copy, checked)


def land_rows(
    work: Path, buildings: int = BUILDINGS, parcels: int = PARCELS, repeats: int = 1
) -> list[str]:
    """The rows of the table for the rules of land layers, at full size the figures of the guesses, too; `work`: a
    folder for the data.
    """
    folder = work / f"check-land-{buildings}"
    land, register = prepare(folder, buildings, parcels)
    rounds = [round_of(folder, land, register) for _ in range(repeats)]
    ratio = median(r.checked.seconds / r.copy.seconds for r in rounds)
    memory = median(r.checked.megabytes for r in rounds)
    judged = buildings >= BUILDINGS
    cells = (
        f"land: {buildings:,} buildings + {parcels:,} parcels",
        f"copy {median(r.copy.seconds for r in rounds):.1f} s",
        f"all rules {median(r.checked.seconds for r in rounds):.1f} s",
        f"rules/copy {ratio:.2f} (<={COPY}) {verdict(ratio <= COPY, judged)}",
        f"memory {memory:.0f} MB (<={MEMORY:.0f}) {verdict(memory <= MEMORY, judged)}",
    )
    return ["  ".join(cells).rstrip(), *(heuristic_rows(work) if judged else ())]


def heuristic_rows(work: Path, buildings: int = 20_000, every: int = 50) -> list[str]:
    """How often the guess of another zone is right: some buildings, whose layer names no commune, drawn in another one.
    """
    folder = work / "heuristics"
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for zone in (9218, 5899, 5898):
        with fresh(folder / "land.gpkg") as land, fresh(folder / "found.gpkg") as found:
            command = [sys.executable, str(SCRIPTS / "make_bench_data.py"), str(land), "--buildings", str(buildings)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            moved = draw_in_zone(land, zone, every)
            measure(qgis(
                "diachiso:checkland", f"BUILDINGS={layer(land, 'buildings')}", f"UNITS={layer(land, 'communes')}",
                "RULES=building_other_zone,building_crs", f"OUTPUT={found}",
            ))  # fmt: skip
            told = {str(row[0]) for row in rows_of(found, "object_id")}
        right = len(told & moved)
        precision = right / len(told) if told else 1.0
        rows.append(
            f"guess of another zone (EPSG:{zone}), no commune named: precision {precision:.2f}, "
            f"recall {right / len(moved):.2f} of {len(moved)} buildings"
        )
    return rows


def draw_in_zone(land: Path, zone: int, every: int) -> set[str]:
    """Every so-manieth building gets the coordinates that it has in a zone; their ids."""
    source, target = osr.SpatialReference(), osr.SpatialReference()
    for frame, code in ((source, EPSG), (target, zone)):
        frame.ImportFromEPSG(code)
        frame.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    move = osr.CoordinateTransformation(source, target)
    data = gdal.OpenEx(str(land), gdal.OF_VECTOR | gdal.OF_UPDATE)
    buildings = data.GetLayerByName("buildings")
    out = set()
    buildings.StartTransaction()
    for fid in range(1, buildings.GetFeatureCount() + 1, every):
        feature = buildings.GetFeature(fid)
        geometry = feature.GetGeometryRef().Clone()
        if geometry.IsValid() and geometry.Transform(move) == 0:
            feature.SetGeometry(geometry)
            buildings.SetFeature(feature)
            out.add(str(feature["bld_id"]))
    buildings.CommitTransaction()
    return out


def rows_of(file: Path, field: str) -> list[tuple[object]]:
    """The values of a field of the file's only layer."""
    data = gdal.OpenEx(str(file), gdal.OF_VECTOR)
    return [(feature[field],) for feature in data.GetLayer(0)]


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--buildings", type=int, default=BUILDINGS)
    parser.add_argument("--parcels", type=int, default=PARCELS)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    work = options.work or Path(tempfile.mkdtemp(prefix="diachiso-bench-"))
    try:
        rows = land_rows(work.resolve(), options.buildings, options.parcels, options.repeats)
    except (CommandFailed, WrongCounts, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    print("\n".join(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
