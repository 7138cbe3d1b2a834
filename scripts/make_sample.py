#!/usr/bin/env python3
"""Make the bundled sample: resources/sample/sample_town.gpkg and blocks.csv, the same content on each run.

Usage: .venv/bin/python scripts/make_sample.py [FOLDER]
"""

from __future__ import annotations

import contextlib
import csv
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sample_next_month as later
import sample_official as issued
import sample_records as records
import sample_town as town
from osgeo import gdal, ogr, osr
from sample_official import Official
from sample_records import Building, Parcel
from sample_town import Ring, to_map

EPSG = 9217
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
STAMP = "2026-11-01T00:00:00.000Z"
AUTHORITY = "Số mẫu 01/GM (hư cấu)"
BUILDING_FIELDS = ("bld_id", "loai", "so_nha", "ten_duong", "ten", "thon", "xa", "so_tang", "case")
PARCEL_FIELDS = (
    "MaXa",
    "SoHieuToBanDo",
    "SoThuTuThua",
    "SoHieuToBanDoCu",
    "SoThuTuThuaCu",
    "DienTich",
    "KyHieuMucDichSuDung",
    "DiaChi",
    "TenChu",
    "case",
)
TRUTH = ("truth", "truth_from")
OFFICIAL_FIELDS = (
    "ma_dia_chi",
    "so_nha",
    "ten_duong",
    "ten",
    "thon",
    "xa",
    "ten_chu",
    "case",
    "expect",
    "truth_bld_id",
)
INTEGERS = {"so_tang", "SoHieuToBanDo", "SoThuTuThua", "SoHieuToBanDoCu", "SoThuTuThuaCu"}
REALS = {"DienTich"}


@dataclass(frozen=True)
class Layer:
    """A table to write: rows are (WKT or None, values in the order of the fields)."""

    name: str
    kind: int
    fields: tuple[str, ...]
    rows: Sequence[tuple[str | None, tuple[Any, ...]]]
    index: bool = True
    true_extent: bool = True


def _ring(ring: Ring) -> str:
    return "(" + ",".join(f"{x:.3f} {y:.3f}" for x, y in ring) + ")"


def polygon(ring: Ring) -> str:
    """WKT MULTIPOLYGON of one local ring."""
    return f"MULTIPOLYGON(({_ring(to_map(ring))}))"


def building_wkt(b: Building) -> str | None:
    """WKT of a building, None for a NULL geometry."""
    if b.parts is None:
        return None
    if not b.parts:
        return "MULTIPOLYGON EMPTY"
    place = (lambda ring: ring) if b.absolute else to_map
    return "MULTIPOLYGON(" + ",".join("(" + ",".join(_ring(place(r)) for r in part) + ")" for part in b.parts) + ")"


def _building(b: Building) -> tuple[Any, ...]:
    return (b.bld_id, b.kind, b.number, b.street, b.name, b.settlement, b.commune, b.floors, b.case)


def _parcel(p: Parcel) -> tuple[Any, ...]:
    ring = p.ring
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:]))) / 2
    return (
        p.commune,
        p.sheet,
        p.number,
        p.old_sheet,
        p.old_number,
        round(area, 1),
        p.land_use,
        p.address,
        p.owner,
        p.case,
    )


def _official(o: Official) -> tuple[str | None, tuple[Any, ...]]:
    x, y = to_map([o.at])[0] if o.at else (0, 0)
    values = (o.code, o.number, o.street, o.name, o.settlement, o.commune, o.owner, o.case, o.expect, o.truth)
    return (f"POINT({x:.3f} {y:.3f})" if o.at else None, values)


def _line(line: Ring) -> str:
    return "LINESTRING" + _ring(to_map(line))


def _structures() -> list[tuple[str | None, tuple[Any, ...]]]:
    rows: list[tuple[str | None, tuple[Any, ...]]] = []
    for i, (name, _, _, line) in enumerate(town.STREETS):
        for k, distance in enumerate((30, 160, 290)):
            (x, y), (dx, dy) = town.walk(line, min(distance, 70) if len(line) < 3 and distance > 200 else distance)
            at = to_map([(x - dy * 5, y + dx * 5)])[0]
            rows.append(
                (
                    f"POINT({at[0]:.3f} {at[1]:.3f})",
                    (f"T{i:02d}{k}", "Trụ nước cứu hỏa", f"Trụ nước {name} số {k + 1}"),
                )
            )
    return rows


def layers() -> list[Layer]:
    """Every layer of the sample."""
    plan = town.build(records.special_land())
    now, land = records.buildings(plan), records.parcels(plan)
    points = issued.official(now)
    listed = issued.official_table(now, {o.truth for o in points})
    then, gone = later.buildings(now, plan)
    surface, line, point = ogr.wkbMultiPolygon, ogr.wkbLineString, ogr.wkbPoint
    names = town.COMMUNES
    home = [names[town.commune_of_settlement(i)][0] for i in range(len(town.SETTLEMENTS))]
    changes = [
        (None, (old, c.row.bld_id, c.truth))
        for c in then
        if c.truth != "unchanged"
        for old in (c.truth_from.split(",") if c.truth_from else [None])
    ]
    return [
        Layer(
            "communes",
            surface,
            ("code", "full_name", "postcode"),
            [(polygon(town.commune_ring(i)), c) for i, c in enumerate(names)],
        ),
        Layer(
            "settlements",
            surface,
            ("settlement_id", "kind", "name", "commune_code", "former_commune"),
            [
                (polygon(town.settlement_ring(i)), (s[0], s[1], s[2], home[i], s[3]))
                for i, s in enumerate(town.SETTLEMENTS)
            ],
        ),
        Layer(
            "streets",
            line,
            ("name", "kind", "direction", "former_commune"),
            [(_line(s[3]), (s[0], "đường", s[1], s[2] or None)) for s in town.STREETS]
            + [(_line(a), (None, "hẻm", None, None)) for a in plan.alleys],
        ),
        Layer("parcels", surface, PARCEL_FIELDS, [(polygon(p.ring), _parcel(p)) for p in land]),
        Layer(
            "buildings",
            surface,
            BUILDING_FIELDS,
            [(building_wkt(b), _building(b)) for b in now],
            true_extent=False,
        ),
        Layer(
            "stalls",
            surface,
            ("number", "goods"),
            [(polygon(r), (n, g)) for r, n, g in records.stalls()],
            index=False,
        ),
        Layer("structures", point, ("structure_id", "loai", "ten"), _structures(), index=False),
        Layer("official", point, OFFICIAL_FIELDS, [_official(o) for o in points]),
        Layer("official_table", ogr.wkbNone, OFFICIAL_FIELDS, [_official(o) for o in listed]),
        Layer(
            "buildings_next_month",
            surface,
            BUILDING_FIELDS + TRUTH,
            [(building_wkt(c.row), _building(c.row) + (c.truth, c.truth_from or None)) for c in then],
            index=False,
            true_extent=False,
        ),
        Layer(
            "parcels_next_month",
            surface,
            PARCEL_FIELDS + TRUTH,
            [(polygon(c.row.ring), _parcel(c.row) + (c.truth, c.truth_from)) for c in later.parcels(land)],
            index=False,
        ),
        Layer(
            "next_month_truth",
            ogr.wkbNone,
            ("old_id", "new_id", "truth"),
            changes + [(None, (old, None, "demolished")) for old in gone],
        ),
    ]


def write(path: Path) -> None:
    """Write the GeoPackage anew."""
    gdal.UseExceptions()
    ogr.UseExceptions()
    gdal.SetConfigOption("OGR_CURRENT_DATE", STAMP)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(EPSG)
    data = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown, options=["VERSION=1.2"])
    made = layers()
    for layer in made:
        _write_layer(data, layer, crs)
    del data
    _declare_extent(path, [layer.name for layer in made if not layer.true_extent])


def _write_layer(data: gdal.Dataset, layer: Layer, crs: osr.SpatialReference) -> None:
    index = "YES" if layer.index else "NO"
    spatial = layer.kind != ogr.wkbNone
    target = data.CreateLayer(
        layer.name, crs if spatial else None, layer.kind, [f"SPATIAL_INDEX={index}"] if spatial else []
    )
    for name in layer.fields:
        kind = ogr.OFTInteger if name in INTEGERS else ogr.OFTReal if name in REALS else ogr.OFTString
        target.CreateField(ogr.FieldDefn(name, kind))
    target.StartTransaction()
    for wkt, values in layer.rows:
        feature = ogr.Feature(target.GetLayerDefn())
        if wkt is not None and spatial:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkt(wkt))
        for i, value in enumerate(values):
            if value is not None:
                feature.SetField(i, value)
        target.CreateFeature(feature)
    target.CommitTransaction()
    target.SyncToDisk()


def _declare_extent(path: Path, tables: list[str]) -> None:
    """One building lies at 1e12 m: let "zoom to layer" show the town all the same."""
    xs, ys = zip(*to_map([(-360, -450), (460, -450), (460, 360), (-360, 360)]))
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "UPDATE gpkg_contents SET min_x=?, min_y=?, max_x=?, max_y=? WHERE table_name=?",
            [(min(xs), min(ys), max(xs), max(ys), table) for table in tables],
        )


def write_blocks(path: Path) -> None:
    """Blocks to try with: two per commune, clear of the codes issued earlier."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("commune", "prefix", "first", "last", "authority_doc"))
        for code, _, postcode in town.COMMUNES:
            writer.writerow((code, postcode, 50_001, 50_250, AUTHORITY))
            writer.writerow((code, postcode, 60_001, 62_000, AUTHORITY))


def main() -> None:
    """Write the sample into the folder given, else into the package."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    write(folder / "sample_town.gpkg")
    write_blocks(folder / "blocks.csv")
    print(f"{folder / 'sample_town.gpkg'}: {(folder / 'sample_town.gpkg').stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
