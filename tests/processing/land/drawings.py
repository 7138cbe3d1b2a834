"""Cadastral drawings for tests: parcels as the lines and texts of a DGN v7 or DXF file, with a drafter's faults."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from osgeo import gdal, ogr

Point = tuple[float, float]


@dataclass(frozen=True)
class Parcel:
    """One parcel to be drawn: rings, sheet, number, land use, a point inside."""

    rings: list[list[Point]]
    sheet: str
    number: str
    land_use: str
    area: float
    inside: Point


@dataclass(frozen=True)
class Faults:
    """How the drafter drew: `twice` each shared line for both parcels, `gap` the lines' ends miss by so much (m),
    `overshoot` they run on by so much, `split` lines drawn edge by edge in any order and direction.
    """

    twice: bool = False
    gap: float = 0.0
    overshoot: float = 0.0
    split: bool = True
    seed: int = 1


@dataclass
class Drawing:
    """Lines and texts by level."""

    lines: list[tuple[str, list[Point]]] = field(default_factory=list)
    texts: list[tuple[str, Point, str]] = field(default_factory=list)
    height: float = 1.0


# Token in the file by the bytes it stands for: OGR writes UTF-8, old drawings hold one byte per letter.
TOKENS: dict[bytes, bytes] = {}


def token(raw: bytes) -> str:
    """An ASCII word of the same length as these bytes, which `write_dgn` puts in its place."""
    word = f"Q{len(TOKENS)}".ljust(len(raw), "Z")
    TOKENS[word.encode()] = raw
    return word


def parcels_of(path: Path, fields: tuple[str, str, str] | None) -> list[Parcel]:
    """The parcels of a layer `parcels`; `fields`: sheet, number, land use; None: all on sheet 1, numbered in order."""
    dataset = ogr.Open(str(path))
    found = []
    for n, feature in enumerate(dataset.GetLayer("parcels"), 1):
        geometry = feature.GetGeometryRef()
        polygons = [geometry] if geometry.GetGeometryName() == "POLYGON" else list(geometry)
        (polygon,) = polygons
        rings = [[polygon.GetGeometryRef(r).GetPoint_2D(i) for i in range(polygon.GetGeometryRef(r).GetPointCount())]
                 for r in range(polygon.GetGeometryCount())]  # fmt: skip
        inside = polygon.PointOnSurface()
        values = [str(feature[name]) for name in fields] if fields else ["1", str(n), "ODT"]
        found.append(Parcel(rings, *values, polygon.GetArea(), (inside.GetX(), inside.GetY())))
    return found


def draw(parcels: Sequence[Parcel], faults: Faults = Faults(), sheet_texts: bool = True) -> Drawing:
    """The drawing of parcels: boundaries on level 10, numbers on 13, areas on 4, land use on 5, sheets on 63."""
    chance = random.Random(faults.seed)
    drawing = Drawing()
    edges = [edge for p in parcels for ring in p.rings for edge in zip(ring, ring[1:])]
    if not faults.twice:
        edges = list({tuple(sorted(edge)): edge for edge in edges}.values())
    if faults.split:
        chance.shuffle(edges)
        for a, b in edges:
            if chance.random() < 0.5:
                a, b = b, a
            drawing.lines.append(("10", _faulty(a, b, faults, chance)))
    else:
        drawing.lines += [("10", list(ring)) for p in parcels for ring in p.rings]
    for p in parcels:
        x, y = p.inside
        drawing.texts.append(("13", (x, y), p.number))
        drawing.texts.append(("5", (x, y), p.land_use))
        drawing.texts.append(("4", (x, y), f"{p.area:.1f}"))
        if sheet_texts:
            drawing.texts.append(("63", (x, y), p.sheet))
    return drawing


def _faulty(a: Point, b: Point, faults: Faults, chance: random.Random) -> list[Point]:
    length = math.dist(a, b)
    if length < 1:  # nobody misses the next corner on so short a line
        return [a, b]
    moved = []
    for end, other in ((a, b), (b, a)):
        reach = chance.choice((-faults.gap, faults.overshoot, 0.0))
        moved.append(tuple(e + (e - o) * reach / length for e, o in zip(end, other)))
    return moved


def write_dgn(path: Path, drawing: Drawing) -> Path:
    """A DGN v7 on GDAL's own seed file."""
    seed = gdal.FindFile("gdal", "seed_2d.dgn")
    # 1 m = 10 dm = 10,000 units: a tenth of a millimetre, round the middle of the drawing.
    xs = [p[0] for _, line in drawing.lines for p in line]
    ys = [p[1] for _, line in drawing.lines for p in line]
    origin = f"{-(min(xs) + max(xs)) / 2:.0f},{-(min(ys) + max(ys)) / 2:.0f},0"
    options = [f"SEED={seed}", "MASTER_UNIT_NAME=m", "SUB_UNIT_NAME=dm", "SUB_UNITS_PER_MASTER_UNIT=10",
               "UOR_PER_SUB_UNIT=1000", f"ORIGIN={origin}"]  # fmt: skip
    _write("DGN", path, drawing, "Level", options)
    data = path.read_bytes()
    for word, raw in TOKENS.items():
        data = data.replace(word, raw)
    path.write_bytes(data)
    return path


def write_dxf(path: Path, drawing: Drawing) -> Path:
    """A DXF; the levels' numbers are its layers' names."""
    _write("DXF", path, drawing, "Layer", [])
    return path


def _write(driver: str, path: Path, drawing: Drawing, level_field: str, options: list[str]) -> None:
    dataset = ogr.GetDriverByName(driver).CreateDataSource(str(path), options=options)
    layer = dataset.CreateLayer("elements" if driver == "DGN" else "entities")
    for level, points in drawing.lines:
        line = ogr.Geometry(ogr.wkbLineString)
        for x, y in points:
            line.AddPoint_2D(x, y)
        _add(layer, level_field, level, line, None, drawing.height)
    for level, (x, y), text in drawing.texts:
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(x, y)
        _add(layer, level_field, level, point, text, drawing.height)


def _add(
    layer: ogr.Layer, level_field: str, level: str, geometry: ogr.Geometry, text: str | None, height: float
) -> None:
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetField(level_field, int(level) if level_field == "Level" else level)
    if text is not None:
        feature.SetField("Text", text)
        feature.SetStyleString(f'LABEL(f:"Arial",t:"{text}",s:{height}g)')
    feature.SetGeometry(geometry)
    if layer.CreateFeature(feature) != 0:
        raise RuntimeError("not written")
