#!/usr/bin/env python3
"""How well house numbers follow the rule, street by street, before and after numberhouses. Called by bench.sh.

For any layer with numbers: the share of numbers that stand on the side of their parity, and the rank correlation of
number and way along the street (mean of both sides), of the numbers that are there and of those proposed. By default
the numbers that are there do not count for the proposal, so that the two are independent; `--keep` keeps them and
proposes only for houses without one. Without a layer, the synthetic houses of ../shared/data are measured, whose
numbers are their true ones: then the share that get their own again is printed, too.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np
from bench import verdict
from bench_sync import linked
from osgeo import gdal, ogr, osr

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "nha_trang.gpkg"
RIGHT = 0.99
_SHOWN = 200  # streets at the most


@dataclass(frozen=True)
class Fields:
    """Fields of the two layers; '' none."""

    number: str
    street: str
    name: str
    kind: str
    direction: str


def features(path: str, layer: str, where: str = "") -> list[tuple[dict[str, Any], bytes]]:
    """Attributes and WKB (EPSG:4326) of a layer."""
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
    table = dataset.GetLayerByName(layer) if layer else dataset.GetLayer(0)
    if table is None:
        raise SystemExit(f"{path} has no layer {layer}")
    table.SetAttributeFilter(where or None)
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    source = table.GetSpatialRef()
    for system in (wgs84, source):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    move = osr.CoordinateTransformation(source, wgs84)
    found = []
    for feature in table:
        geometry = feature.GetGeometryRef()
        if geometry is not None:
            geometry.Transform(move)
            found.append((feature.items(), bytes(geometry.ExportToWkb(ogr.wkbNDR))))
    return found


def text(values: dict[str, Any], field: str) -> str:
    """A value as text."""
    value = values.get(field) if field else None
    return "" if value is None else str(int(value) if isinstance(value, float) and value.is_integer() else value)


def split(place: str) -> tuple[str, str]:
    """"file.gpkg|layer" as both; a lone file's first layer."""
    path, _, layer = place.partition("|")
    return path, layer.replace("layername=", "")


def true_direction(xy: np.ndarray, number: list[str], street: list[str]) -> dict[str, str]:
    """The direction of each street from its lowest number to its highest, in degrees from north."""
    from diachiso.core.house_numbers.direction import bearing

    rows: dict[str, list[int]] = {}
    for row, (name, written) in enumerate(zip(street, number)):
        if name and written.isdigit():
            rows.setdefault(name, []).append(row)
    found = {}
    for name, members in rows.items():
        ordered = sorted(members, key=lambda row: int(number[row]))
        found[name] = f"{bearing(xy[ordered[-1]] - xy[ordered[0]]):.0f}"
    return found


def main(options: argparse.Namespace) -> int:
    """Print the table; 0."""
    from diachiso.core.geometry.ragged import paths
    from diachiso.core.house_numbers.agreement import by_street, overall
    from diachiso.core.house_numbers.gather import Gathering, Place, largest_rings
    from diachiso.core.house_numbers.model import StreetPiece
    from diachiso.core.house_numbers.propose import propose
    from diachiso.core.house_numbers.rules import load_numbering_rules, shipped_rules
    from diachiso.core.rules.local_metres import LocalMetres

    own = options.houses is None
    fields = Fields(options.number, options.street, options.name, options.kind, options.direction)
    if own and not SHARED.exists():
        raise SystemExit("There is no ../shared/data here: give a layer with --houses and --streets.")
    houses = features(*split(options.houses or f"{SHARED}|buildings"), where="part = 0" if own else options.where)
    roads = features(*split(options.streets or f"{SHARED}|roads"))
    places, number = [], []
    houses = list(houses)
    for (values, _), (lonlat, ring) in zip(houses, largest_rings(wkb for _, wkb in houses)):
        number.append(text(values, fields.number))
        kept = number[-1] if options.keep else ""
        places.append(Place(lonlat, ring, text(values, fields.street), kept))
    plane = LocalMetres(np.array([place.lonlat[1] for place in places]))
    xy = plane.xy(np.array([place.lonlat for place in places]))
    given = true_direction(xy, number, [place.street for place in places]) if own or options.given else {}
    pieces = [
        StreetPiece(
            text(values, fields.name), [plane.xy(path) for path in paths(wkb)], text(values, fields.kind),
            direction=text(values, fields.direction) or given.get(text(values, fields.name), ""),
        )
        for values, wkb in roads
    ]  # fmt: skip
    shipped = {path.stem: path for path in shipped_rules()}
    rules = load_numbering_rules(shipped.get(options.rules) or Path(options.rules))
    start = time.process_time()
    proposal = propose(Gathering(places, plane).houses(), pieces, rules)
    seconds = time.process_time() - start
    rows = [row for row in proposal.numbers if row.house >= 0]
    print(f"\n{len(houses)} houses, {len(roads)} lines of streets: {seconds:.1f} s on one core\n")
    print(f"{'street':28} {'houses':>7} {'parity':>8} {'after':>7} {'order':>8} {'after':>7}")
    shown = sorted(by_street(rows, number), key=lambda pair: -pair[1].houses)
    for before, after in shown[:_SHOWN]:
        print(f"{before.street[:28]:28} {after.houses:7} {percent(before.parity):>8} {percent(after.parity):>7}"
              f" {share(before.order):>8} {share(after.order):>7}")  # fmt: skip
    found = overall(rows, number)
    print(f"{'all':28} {len(rows):7} {found['PARITY_BEFORE']:7.1f}% {found['PARITY_AFTER']:6.1f}%"
          f" {share(found['ORDER_BEFORE']):>8} {share(found['ORDER_AFTER']):>7}")  # fmt: skip
    with_number = [row for row in rows if number[row.house]]
    same = sum(row.written == number[row.house] for row in with_number)
    print(f"\n{same} of {len(with_number)} houses with a number get the same again"
          + (f" ({same / len(with_number):.2%})" if with_number else ""))  # fmt: skip
    if own:
        right = same / len(rows)
        print(f"houses that get their true number >={RIGHT:.0%}: {right:.2%} {verdict(right >= RIGHT, True)}")
    return 0


def percent(value: float) -> str:
    """A share as 99.1%."""
    return f"{value:.1%}" if value == value else "–"


def share(value: float) -> str:
    """A rank correlation."""
    return f"{value:.3f}" if value == value else "–"


def arguments(given: Optional[list[str]] = None) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(prog="bench.sh number", description=__doc__)
    parser.add_argument("--houses", help="file or file|layer of houses with numbers")
    parser.add_argument("--streets", help="file or file|layer of street lines")
    parser.add_argument("--where", default="", help="only these houses (SQL)")
    parser.add_argument("--number", default="truth_no", help="field with the house number")
    parser.add_argument("--street", default="street", help="field with the street; a name that is none: the nearest")
    parser.add_argument("--name", default="name", help="field of the streets with their name")
    parser.add_argument("--kind", default="fclass", help="field of the streets with their kind")
    parser.add_argument("--direction", default="direction", help="field of the streets with the direction")
    parser.add_argument("--given", action="store_true", help="streets run as the numbers that are there do")
    parser.add_argument("--keep", action="store_true", help="keep the numbers that are there")
    parser.add_argument("--rules", default="continuous", help="default, continuous, southern or a file")
    return parser.parse_args(given)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        linked(Path(folder))
        sys.exit(main(arguments()))
