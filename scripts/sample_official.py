"""Codes issued earlier in the fictitious town, as points and as a list of addresses, truth beside."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import sample_town as town
from sample_records import Building, communes_of, owner_name
from sample_town import ANNEX, HOUSE, centre
from shapely import STRtree
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon


@dataclass(frozen=True)
class Official:
    """A code issued earlier; truth is the bld_id it belongs to, expect what matching should say."""

    code: str | None
    at: tuple[float, float] | None
    case: str
    expect: str
    truth: str | None = None
    number: str | None = None
    street: str | None = None
    name: str | None = None
    settlement: str | None = None
    commune: str | None = None
    owner: str | None = None


def _pick(pool: list[Building], count: int, rng: random.Random) -> list[Building]:
    chosen = rng.sample(pool, count)
    for building in chosen:
        pool.remove(building)
    return chosen


def official(all_buildings: list[Building]) -> list[Official]:
    """Codes issued earlier under fictitious prefixes: most of them right, the rest as life leaves them."""
    rng = random.Random(town.SEED + 3)
    houses = [b for b in all_buildings if b.kind == HOUSE and b.street and not b.case and _unique_number(b)]
    lonely = _lonely(all_buildings)
    serials = iter(rng.sample(range(1, 40_000), 400))

    def make(
        b: Building,
        case: str,
        expect: str,
        off: float = 0.0,
        numbered: bool = True,
        code: str | None = None,
        truth: bool = True,
    ) -> Official:
        ring = b.parts[0][0] if b.parts else []
        x, y = centre(ring)
        (x0, y0), (x1, y1) = ring[0], ring[1]  # the front: a phone errs along the street as often as not
        run = math.hypot(x1 - x0, y1 - y0)
        sign = rng.choice((-1, 1))
        at = (x + sign * off * (x1 - x0) / run, y + sign * off * (y1 - y0) / run)
        commune = town.COMMUNES[min(communes_of(ring), default=0)]
        return Official(
            code or f"{commune[2]}{next(serials):05d}",
            at,
            case,
            expect,
            b.bld_id if truth else None,
            b.number if numbered else None,
            b.street if numbered else None,
            b.name,
            b.settlement,
            commune[1],
            owner_name(rng),
        )

    rows = [make(b, "exact", "matched") for b in _pick(houses, 70, rng)]
    rows += [make(b, "off_8m_with_number", "matched", 8.0) for b in _pick(houses, 40, rng)]
    rows += [make(b, "off_8m_no_number", "conflict", 8.0, numbered=False) for b in _pick(houses, 20, rng)]
    rows += [make(b, "off_8m_alone", "matched", 8.0, numbered=False) for b in lonely[:6]]
    rows += [
        make(b, "named", "matched", 12.0, numbered=False)
        for b in all_buildings
        if b.case in ("office", "school")
    ]
    for b in _pick(houses, 3, rng):  # one building, two codes
        rows += [
            make(b, "two_codes_one_building", "conflict"),
            make(b, "two_codes_one_building", "conflict", 0.5),
        ]
    for first, second in zip(_pick(houses, 2, rng), _pick(houses, 2, rng)):  # one code, two buildings
        row = make(first, "duplicate_code", "conflict", truth=False)
        rows += [row, make(second, "duplicate_code", "conflict", code=row.code, truth=False)]
    rows += [
        make(b, "other_prefix", "matched", code=f"00150{next(serials):05d}") for b in _pick(houses, 3, rng)
    ]
    rows += [
        make(b, "bad_code", "skipped", code=bad)
        for b, bad in zip(_pick(houses, 2, rng), ("0010112", "00101A2345"))
    ]
    rows.append(
        Official("0010139990", (-285.0, 60.0), "in_no_building", "unmatched", commune=town.COMMUNES[0][1])
    )
    rng.shuffle(rows)
    return rows


def official_table(all_buildings: list[Building], used: set[str | None]) -> list[Official]:
    """Issued codes known by their address text only, in the spellings that lists are typed in."""
    rng = random.Random(town.SEED + 4)
    houses = [b for b in all_buildings if b.kind == HOUSE and b.street and b.bld_id not in used]
    plain = [b for b in houses if not b.case and _unique_number(b)]
    alley = [b for b in houses if b.case == "alley"]
    doubled = [b for b in houses if b.street == "Hoa Sứ" and b.number in ("1", "2", "3", "4")]
    rows = []
    picked = [(b, "text_exact", "matched") for b in _pick(plain, 20, rng)] + [
        (b, "text_spelling", "matched") for b in _pick(plain, 8, rng)
    ]
    picked += [(b, "text_alley", "matched") for b in _pick(alley, 5, rng)] + [
        (b, "text_same_street_name", "conflict") for b in doubled[:2]
    ]
    for serial, (b, case, expect) in enumerate(picked, 41_001):
        commune = town.COMMUNES[min(communes_of(b.parts[0][0] if b.parts else []), default=0)]
        street, name = b.street or "", commune[1]
        if case == "text_spelling":
            street = rng.choice((street.upper(), f"Đ. {street}", f"đường {street}"))
            name = name.replace("Hoà", "Hòa") if "Hoà" in name else name.replace("Hòa", "Hoà")
        settlement = None if expect == "conflict" else b.settlement
        rows.append(
            Official(
                f"{commune[2]}{serial}",
                None,
                case,
                expect,
                b.bld_id if expect == "matched" else None,
                b.number,
                street,
                None,
                settlement,
                name,
            )
        )
    rows += [
        Official(
            "0010141990",
            None,
            "text_no_such_house",
            "unmatched",
            None,
            "9999",
            "2/4",
            None,
            None,
            town.COMMUNES[0][1],
        ),
        Official(
            "0010141991",
            None,
            "text_no_such_street",
            "unmatched",
            None,
            "12",
            "Không Có Thật",
            None,
            None,
            town.COMMUNES[0][1],
        ),
    ]
    return rows


def _unique_number(b: Building) -> bool:
    """Two streets are called Hoa Sứ: number + street is not enough there."""
    return b.street != "Hoa Sứ"


def _lonely(all_buildings: list[Building]) -> list[Building]:
    """Country houses with no other main building within 25 m: a point 8 m off has one candidate only."""
    main = [b for b in all_buildings if b.parts and b.kind != ANNEX and not b.absolute]
    shapes = [Polygon(b.parts[0][0]) for b in main if b.parts]
    tree = STRtree(shapes)
    out = []
    for i, b in enumerate(main):
        if b.case == "rural":
            near = tree.query(ShapelyPoint(centre(shapes[i].exterior.coords[:])).buffer(27))
            if all(j == i or shapes[i].centroid.distance(shapes[j]) > 25 for j in near):
                out.append(b)
    return out
