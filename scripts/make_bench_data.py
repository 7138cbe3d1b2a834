#!/usr/bin/env python3
"""Generate a province of N buildings for measurements: the same for the same seed, a million in about a minute.

make_bench_data.py OUT.gpkg --buildings N [--parcels N] [--streets] [--blocks BLOCKS.csv] [--seed S]
                   [--communes nha_trang.gpkg]

Layers: `buildings` (MultiPolygon, EPSG:9217: bld_id, class, number, street), `communes` (code, full_name), and
`parcels` if asked for. Communes are those of the file named (default ../shared/data/nha_trang.gpkg), else a
made-up tessellation bearing the province's codes and names. Blocks have fictitious prefixes (00001–00999).
`streets` (MultiLineString, EPSG:9217: name) are those that the lots stand along, if asked for with --streets.
"""

from __future__ import annotations

import argparse
import csv
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from bench_shapes import Lots, mixed_blobs, rectangles
from bench_shapes import blobs as make_blobs
from bulk_gpkg import BulkLayer, geometry_blob, multipolygon_blob
from osgeo import gdal, ogr, osr

ROOT = Path(__file__).resolve().parent.parent
EPSG, WGS84, PROVINCE = 9217, 4326, "56"
CELL = 200.0  # metres between town blocks: two streets of 34 lots a side turn freely in one
LOTS_PER_SIDE, STREETS_PER_CELL = 34, 2
LOTS_PER_CELL = LOTS_PER_SIDE * 2 * STREETS_PER_CELL
SERIALS_PER_PREFIX = 99_999
CLASSES = ("Nhà ở riêng lẻ", "Cửa hàng", "Trụ sở cơ quan", "Nhà phụ")
CLASS_SHARES = (0.93, 0.025, 0.005, 0.04)
NAMES = ("2/4", "23/10", "30/4", "3/2", "Hoa Sứ", "Bằng Lăng", "Trầm Hương", "Biển Xanh", "Phượng Vĩ", "Lưu Ly")
BATCH = 100_000


@dataclass(frozen=True)
class Commune:
    """A commune to fill with buildings; geometry in EPSG:9217 and as it will be written (WGS84 or EPSG:9217)."""

    code: str
    name: str
    shape: shapely.Geometry
    wkb: bytes


def real_communes(path: Path) -> list[Commune]:
    """Communes of a layer `communes` in WGS84, in the order of their codes."""
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromEPSG(WGS84)
    target.ImportFromEPSG(EPSG)
    for crs in (source, target):
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_map = osr.CoordinateTransformation(source, target)
    data = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    out = []
    for feature in data.GetLayerByName("communes"):
        wkb = bytes(feature.geometry().ExportToWkb())
        feature.geometry().Transform(to_map)
        shape = shapely.make_valid(shapely.from_wkb(bytes(feature.geometry().ExportToWkb())))
        shapely.prepare(shape)
        out.append(Commune(feature["code"], feature["full_name"], shape, wkb))
    return sorted(out, key=lambda commune: commune.code)


def made_up_communes() -> list[Commune]:
    """13 × 5 cells of about 7 km with winding borders, under the province's own codes and names."""
    with (ROOT / "resources" / "admin" / "units_2025.csv").open(encoding="utf-8") as lines:
        units = [u for u in csv.DictReader(lines) if u["level"] == "commune" and u["province_code"] == PROVINCE]
    side, steps = 7000.0, 24

    def bend(x: float, y: float) -> tuple[float, float]:
        """A smooth warp of the plane: shared borders stay shared."""
        return (
            545_000 + x * side + 900 * math.sin(2.1 * y + x) + 250 * math.sin(9 * y),
            1_280_000 + y * side + 900 * math.sin(1.7 * x + y) + 250 * math.sin(11 * x),
        )

    out = []
    for i, unit in enumerate(sorted(units, key=lambda u: u["code"])):
        x, y = i % 5, i // 5
        t = [k / steps for k in range(steps)]
        ring = [bend(x + k, y) for k in t] + [bend(x + 1, y + k) for k in t]
        ring += [bend(x + 1 - k, y + 1) for k in t] + [bend(x, y + 1 - k) for k in t]
        shape = shapely.MultiPolygon([shapely.Polygon(ring)])
        out.append(Commune(unit["code"], f"{unit['unit_type']} {unit['name']}", shape, shapely.to_wkb(shape)))
    return out


def town_cells(commune: Commune, wanted: int) -> np.ndarray:
    """Centres (m, 2) of the blocks nearest to a point inside the commune; fewer where the land ends."""
    middle = shapely.point_on_surface(commune.shape)
    reach = int(math.sqrt(wanted)) + 4
    while True:
        steps = np.arange(-reach, reach + 1) * CELL
        x, y = (a.ravel() for a in np.meshgrid(middle.x + steps, middle.y + steps))
        inside = shapely.contains_xy(commune.shape, x, y)
        if inside.sum() >= wanted or reach > 100:
            break
        reach *= 2
    x, y = x[inside], y[inside]
    order = np.lexsort((x, y, np.hypot(x - middle.x, y - middle.y).round(3)))[:wanted]
    return np.stack([x[order], y[order]], axis=1)


@dataclass(frozen=True)
class Town:
    """All lots of one commune with their street (index) and house number."""

    lots: Lots
    street: np.ndarray
    number: np.ndarray
    lines: np.ndarray
    """The middle of each street from its first number on (k, 2 ends, x y)."""


def lay_out(commune: Commune, count: int, rng: np.random.Generator) -> Town:
    """Tube-house lots on both sides of two parallel streets per block, each block turned its own way."""
    cells = town_cells(commune, -(-count // LOTS_PER_CELL))
    m = len(cells)
    angle = rng.uniform(0, np.pi, m)
    width = rng.uniform(3.6, 6.2, (m, STREETS_PER_CELL, 2, LOTS_PER_SIDE))
    along = np.cumsum(width, axis=3) - width - width.sum(axis=3, keepdims=True) / 2
    depth = rng.uniform(9, 16, width.shape)
    middle = np.array([-24.0, 24.0])[None, :, None, None]
    side = np.array([1.0, -1.0])[None, None, :, None]
    # the right side is laid out backwards, so that every lot opens to its street
    u = np.where(side > 0, along, -along)
    v = middle + side * 5.0
    turn = angle[:, None, None, None]
    x = cells[:, 0, None, None, None] + u * np.cos(turn) - v * np.sin(turn)
    y = cells[:, 1, None, None, None] + u * np.sin(turn) + v * np.cos(turn)
    facing = turn + np.where(side > 0, 0.0, np.pi)
    street = np.arange(m)[:, None, None, None] * STREETS_PER_CELL + np.arange(STREETS_PER_CELL)[None, :, None, None]
    order = np.arange(LOTS_PER_SIDE)[None, None, None, :]
    # numbers ascend in one direction on both sides, odd ones on the left
    number = np.where(side > 0, order * 2 + 1, (LOTS_PER_SIDE - order) * 2)
    flat = [np.broadcast_to(a, width.shape).reshape(-1)[:count] for a in (x, y, facing, width, depth, street, number)]
    return Town(Lots(*flat[:5]), flat[5], flat[6], middle_lines(cells, angle, width.sum(axis=3).max(axis=2) / 2))


def middle_lines(cells: np.ndarray, angle: np.ndarray, half: np.ndarray) -> np.ndarray:
    """The streets (m * STREETS_PER_CELL, 2, 2) of cells (m, 2) turned by angle (m,); half their length is (m, 2)."""
    u = half[:, :, None] * np.array([-1.0, 1.0])
    v = np.array([-24.0, 24.0])[None, :, None]
    cos, sin = np.cos(angle)[:, None, None], np.sin(angle)[:, None, None]
    x, y = cells[:, 0, None, None] + u * cos - v * sin, cells[:, 1, None, None] + u * sin + v * cos
    return np.stack([x, y], axis=-1).reshape(-1, 2, 2)


def street_name(index: int) -> str:
    """A name per street of a commune, so that number + street is unique there."""
    return NAMES[index] if index < len(NAMES) else f"Đường số {index - len(NAMES) + 1}"


def shares(communes: list[Commune], count: int, rng: np.random.Generator) -> list[int]:
    """How many buildings each commune gets: uneven, as in life, within what its land holds; the sum is count."""
    most = count // LOTS_PER_CELL // len(communes) * 8 + 10  # no commune grows beyond eight times the mean
    room = np.array([len(town_cells(c, most)) * LOTS_PER_CELL for c in communes])
    weight = rng.lognormal(0, 0.7, len(communes))
    out = np.zeros(len(communes), dtype=int)
    while out.sum() < count:
        left = np.where(out < room, weight, 0.0)
        if not left.any():
            raise SystemExit(f"the communes hold {room.sum()} buildings at most")
        add = np.minimum(np.ceil(left / left.sum() * (count - out.sum())).astype(int), room - out)
        over = int(out.sum() + add.sum() - count)
        for i in np.argsort(-add, kind="stable"):
            cut = min(over, int(add[i]))
            add[i] -= cut
            over -= cut
        out += add
    return [int(n) for n in out]


def write_buildings(path: Path, towns: list[Town], rng: np.random.Generator) -> None:
    """The layer `buildings`: town blocks in random order, as surveys come in."""
    out = BulkLayer(path, "buildings", EPSG, [("bld_id", ogr.OFTInteger64), ("class", ogr.OFTString),
                                           ("number", ogr.OFTString), ("street", ogr.OFTString)])  # fmt: skip
    names = [street_name(i) for i in range(1 + max(int(t.street.max(initial=0)) for t in towns))]
    for town in (towns[i] for i in rng.permutation(len(towns))):
        for start in range(0, len(town.lots), BATCH):
            index = np.arange(start, min(start + BATCH, len(town.lots)))
            lots, n = town.lots.take(index), len(index)
            outside = np.flatnonzero(rng.random(n) < 0.001)  # far out at sea, in no commune
            lots.x[outside] += 400_000
            blobs, _ = mixed_blobs(lots, rng, EPSG)
            for i in np.flatnonzero(rng.random(n) < 0.002):  # the same house delivered twice
                blobs[i] = blobs[i - 1]
            numbered = rng.random(n) < 0.5
            kinds = rng.choice(len(CLASSES), n, p=CLASS_SHARES)
            first = out.count + 1
            out.add([
                (blob, first + i, CLASSES[kind], str(number) if has else None, names[street] if has else None)
                for i, (blob, kind, number, street, has) in enumerate(
                    zip(blobs, kinds.tolist(), town.number[index].tolist(), town.street[index].tolist(),
                        numbered.tolist())
                )
            ])  # fmt: skip
    out.close()


def write_parcels(path: Path, towns: list[Town], count: int, rng: np.random.Generator) -> None:
    """The layer `parcels`: the land under the first lots of every town, a little deeper than the house."""
    out = BulkLayer(path, "parcels", EPSG, [("SoHieuToBanDo", ogr.OFTInteger), ("SoThuTuThua", ogr.OFTInteger)])
    total = sum(len(t.lots) for t in towns)
    for town in towns:
        n = min(len(town.lots), -(-count * len(town.lots) // total), count - out.count)
        lots = town.lots.take(np.arange(n))
        land = Lots(lots.x, lots.y, lots.angle, lots.width, lots.depth + 1.5)
        if n:
            sheets = (town.street[:n] // 20 + 1).tolist()
            numbers = (town.street[:n] % 20 * 100 + town.number[:n]).tolist()
            out.add(list(zip(make_blobs([rectangles(land, rng)], EPSG), sheets, numbers)))
    out.close()


def write_streets(path: Path, towns: list[Town]) -> None:
    """The layer `streets`: those that have lots."""
    out = BulkLayer(path, "streets", EPSG, [("name", ogr.OFTString)], ogr.wkbMultiLineString)
    for town in towns:
        count = 1 + int(town.street.max(initial=-1))
        lines = shapely.to_wkb(shapely.multilinestrings(shapely.linestrings(town.lines[:count])[:, None]), byte_order=1)
        out.add([(geometry_blob(bytes(line), EPSG), street_name(i)) for i, line in enumerate(lines)])
    out.close()


def write_communes(path: Path, communes: list[Commune], srs: int) -> None:
    """The layer `communes`."""
    out = BulkLayer(path, "communes", srs, [("code", ogr.OFTString), ("full_name", ogr.OFTString)])
    out.add([(multipolygon_blob(c.wkb, srs), c.code, c.name) for c in communes])
    out.close()


def write_blocks(path: Path, communes: list[Commune], counts: list[int]) -> None:
    """Blocks with fictitious prefixes, a fifth more numbers than each commune has buildings."""
    prefix = 0
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("commune", "prefix", "first", "last", "authority_doc"))
        for commune, count in zip(communes, counts):
            need = count + count // 5 + 1000
            while need > 0:
                prefix += 1
                last = min(need, SERIALS_PER_PREFIX)
                writer.writerow((commune.code, f"{prefix:05d}", 1, last, "Số đo thử (hư cấu)"))
                need -= last


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--buildings", type=int, default=10_000)
    parser.add_argument("--parcels", type=int, default=0)
    parser.add_argument("--streets", action="store_true")
    parser.add_argument("--blocks", type=Path)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--communes", type=Path, default=ROOT.parent / "shared" / "data" / "nha_trang.gpkg")
    options = parser.parse_args()
    gdal.UseExceptions()
    osr.UseExceptions()
    gdal.SetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF")
    rng = np.random.default_rng(options.seed)
    real = options.communes.exists()
    communes = real_communes(options.communes) if real else made_up_communes()
    counts = shares(communes, options.buildings, rng)
    towns = [lay_out(commune, count, rng) for commune, count in zip(communes, counts) if count]
    options.out.unlink(missing_ok=True)
    write_communes(options.out, communes, WGS84 if real else EPSG)
    write_buildings(options.out, towns, rng)
    if options.parcels:
        write_parcels(options.out, towns, options.parcels, rng)
    if options.streets:
        write_streets(options.out, towns)
    if options.blocks:
        write_blocks(options.blocks, communes, counts)
    print(f"{options.out}: {sum(counts)} buildings in {len(communes)} communes")


if __name__ == "__main__":
    main()
