"""The fictitious town of the bundled sample: streets, lots, houses and borders, from one seed.

Everything is laid out in a local frame (metres, y to the north), then turned and moved to EPSG:9217 and
rounded to the millimetre. GEOS answers only yes/no questions (does this lot fit?), so the coordinates do not
depend on its version.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from shapely import STRtree
from shapely.geometry import LineString, Polygon

Point = tuple[float, float]
Ring = list[Point]
SEED = 20261121
ORIGIN = (596_000.0, 1_380_500.0)  # in Ninh Hòa, so that meridian and datum are the real ones
TURN = math.radians(-13.0)

# Codes and names of the official table, so that a register can match them; shapes and postcodes are made up.
# The second name is written the older way (tone on o) on purpose.
COMMUNES = (
    ("22528", "Phường Ninh Hoà", "00101"),
    ("22561", "Phường Đông Ninh Hòa", "00102"),
    ("22591", "Phường Hoà Thắng", "00103"),
    ("22597", "Xã Nam Ninh Hoà", "00104"),
)
# Two settlements of one ward may bear one name after a merger: only the former commune tells them apart.
SETTLEMENTS = (
    ("S01", "tổ dân phố", "Tổ dân phố Mẫu 1", "Phường Mẫu Cũ A"),
    ("S02", "tổ dân phố", "Tổ dân phố Mẫu 2", "Phường Mẫu Cũ A"),
    ("S03", "tổ dân phố", "Tổ dân phố Mẫu 3", "Phường Mẫu Cũ B"),
    ("S04", "tổ dân phố", "Tổ dân phố Mẫu 3", "Xã Mẫu Cũ C"),
    ("S05", "tổ dân phố", "Tổ dân phố Mẫu Tây", "Xã Mẫu Cũ D"),
    ("S06", "tổ dân phố", "Tổ dân phố Mẫu Giữa", "Xã Mẫu Cũ D"),
    ("S07", "thôn", "Thôn Mẫu Thượng", "Xã Mẫu Cũ E"),
    ("S08", "thôn", "Thôn Mẫu Hạ", "Xã Mẫu Cũ E"),
)
VERTICALS = (-330.0, -150.0, 30.0, 180.0, 326.0)  # western edge, settlement, commune, settlement, coast
HORIZONTALS = (-430.0, -125.0, 255.0)  # southern edge, commune, northern edge

# name, direction, former commune, line: digitised in the direction of numbering (left odd, right even)
STREETS: tuple[tuple[str, str, str, Ring], ...] = (
    ("2/4", "N-S", "", [(-140, 225), (-136, 80), (-142, -60), (-150, -220), (-165, -330)]),
    ("Bằng Lăng", "N-S", "", [(-45, 215), (-45, -105)]),
    ("30/4", "N-S", "", [(88, 215), (92, 60), (88, -105)]),
    ("Hoa Sứ", "N-S", "Phường Mẫu Cũ B", [(176, 160), (178, -105)]),
    ("Biển Xanh", "N-S", "", [(275, 215), (282, 60), (270, -80), (276, -250), (262, -340)]),
    ("23/10", "E-W", "", [(275, 34), (100, 36), (-60, 32), (-265, 40)]),
    ("Trầm Hương", "E-W", "", [(176, 135), (-45, 130), (-240, 138)]),
    ("Phượng Vĩ", "E-W", "", [(268, -66), (-140, -62)]),
    ("Lưu Ly", "E-W", "", [(270, -180), (80, -186), (-146, -178)]),
    ("Hoa Sứ", "E-W", "Xã Mẫu Cũ C", [(270, 190), (190, 190)]),
)
ROAD_HALF_WIDTH = 6.0
ALLEYS = (  # street index, metres from its beginning, side (+1 left, -1 right), length
    (0, 40, 1, 58),
    (0, 130, -1, 62),
    (0, 215, -1, 62),
    (0, 330, 1, 70),
    (1, 60, -1, 52),
    (2, 50, 1, 56),
    (5, 60, 1, 52),
    (5, 330, 1, 56),
    (5, 330, -1, 56),
    (6, 130, 1, 60),
    (8, 130, 1, 60),
    (8, 240, -1, 66),
)
HOUSE, ANNEX = "Nhà ở riêng lẻ", "Nhà phụ"


@dataclass
class Lot:
    """A piece of land with what stands on it; rings are in the local frame."""

    ring: Ring
    land_use: str
    house: Ring | None = None
    annex: Ring | None = None
    number: str | None = None
    street: str | None = None
    built: bool = True


@dataclass
class Town:
    """The town before anything is written: lots and lines in the local frame."""

    lots: list[Lot] = field(default_factory=list)
    alleys: list[Ring] = field(default_factory=list)


def to_map(ring: Ring) -> Ring:
    """Local metres to EPSG:9217, rounded to the millimetre."""
    c, s = math.cos(TURN), math.sin(TURN)
    return [(round(ORIGIN[0] + x * c - y * s, 3), round(ORIGIN[1] + x * s + y * c, 3)) for x, y in ring]


def vertical(i: int, y: float) -> float:
    """x of the i-th border running north to south."""
    return VERTICALS[i] + 7.0 * math.sin(y / 47.0 + i)


def horizontal(j: int, x: float) -> float:
    """y of the j-th border running west to east."""
    return HORIZONTALS[j] + 5.0 * math.sin(x / 53.0 + 2 * j)


def corner(i: int, j: int) -> Point:
    """Where two borders cross (fixed-point iteration; both curves are flat)."""
    x, y = VERTICALS[i], HORIZONTALS[j]
    for _ in range(60):
        x, y = vertical(i, y), horizontal(j, x)
    return x, y


def _edge(a: tuple[int, int], b: tuple[int, int]) -> Ring:
    """Points of the border from crossing a to its neighbour b, without b; the same ones both ways."""
    if b < a:
        return [corner(*a)] + _edge(b, a)[:0:-1]
    (x0, y0), (x1, y1), steps = corner(*a), corner(*b), 10
    middle = [((x0 + (x1 - x0) * k / steps), (y0 + (y1 - y0) * k / steps)) for k in range(1, steps)]
    if a[0] == b[0]:
        return [(x0, y0)] + [(vertical(a[0], y), y) for _, y in middle]
    return [(x0, y0)] + [(x, horizontal(a[1], x)) for x, _ in middle]


def cell(i0: int, i1: int, j: int) -> Ring:
    """Ring of the land between borders i0..i1 and j..j+1."""
    east, west = [(i, j) for i in range(i0, i1 + 1)], [(i, j + 1) for i in range(i1, i0 - 1, -1)]
    path = east + west + [(i0, j)]
    ring = [p for a, b in zip(path, path[1:]) for p in _edge(a, b)]
    return ring + ring[:1]


def commune_ring(index: int) -> Ring:
    """Ring of a commune: two settlements wide, north row first."""
    return cell(2 * (index % 2), 2 * (index % 2) + 2, 1 - index // 2)


def settlement_ring(index: int) -> Ring:
    """Ring of a settlement, in the order of SETTLEMENTS."""
    return cell(index % 4, index % 4 + 1, 1 - index // 4)


def settlement_at(x: float, y: float) -> int | None:
    """Index into SETTLEMENTS of the place, None outside the town."""
    column = next((i for i in range(4) if vertical(i, y) <= x < vertical(i + 1, y)), None)
    row = next((j for j in (1, 0) if horizontal(j, x) <= y < horizontal(j + 1, x)), None)
    return None if column is None or row is None else column + (4 if row == 0 else 0)


def commune_of_settlement(index: int) -> int:
    """Index into COMMUNES of a settlement."""
    return index % 4 // 2 + (2 if index >= 4 else 0)


def centre(ring: Ring) -> Point:
    """Centre of the bounding box."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def quad(at: Point, along: Point, u0: float, u1: float, v0: float, v1: float) -> Ring:
    """Closed rectangle in a frame: u along the direction, v to its left."""
    (x, y), (dx, dy) = at, along
    corners = ((u0, v0), (u1, v0), (u1, v1), (u0, v1), (u0, v0))
    return [(x + u * dx - v * dy, y + u * dy + v * dx) for u, v in corners]


def walk(line: Ring, distance: float) -> tuple[Point, Point]:
    """Point of a line at a distance from its beginning, and the direction there."""
    for (x0, y0), (x1, y1) in zip(line, line[1:]):
        length = math.hypot(x1 - x0, y1 - y0)
        if distance <= length or (x1, y1) == line[-1]:
            dx, dy = (x1 - x0) / length, (y1 - y0) / length
            return (x0 + dx * distance, y0 + dy * distance), (dx, dy)
        distance -= length
    raise ValueError("a line needs two points")


PlacedLot = tuple[int, float, Lot]  # side (+1 left, -1 right), metres along the line, the lot


class Ground:
    """Which land is taken: roads as corridors, lots as they are placed."""

    def __init__(self, corridors: list[tuple[Ring, float]]) -> None:
        self._roads = [(LineString(line), width) for line, width in corridors]
        self._taken: list[Polygon] = []
        self._tree = STRtree([])

    def take(self, ring: Ring) -> bool:
        """Claim the land if it is free (touching neighbours is fine)."""
        inner = Polygon(ring).buffer(-0.05)
        if any(line.distance(inner) < width for line, width in self._roads):
            return False
        recent = self._taken[len(self._tree.geometries) :]
        if self._tree.query(inner, predicate="intersects").size or any(p.intersects(inner) for p in recent):
            return False
        self._taken.append(Polygon(ring))
        if len(recent) > 60:
            self._tree = STRtree(self._taken)
        return True


def _along(
    line: Ring,
    front: float,
    ground: Ground,
    rng: random.Random,
    depth: tuple[float, float],
    begin: float,
    empty: float,
) -> list[PlacedLot]:
    """Tube lots on both sides of a line: (side, distance, lot)."""
    out = []
    length = sum(math.dist(a, b) for a, b in zip(line, line[1:]))
    for side in (1, -1):
        at = begin
        while at < length - 2:
            width, deep = round(rng.uniform(3.8, 5.6), 2), round(rng.uniform(*depth), 2)
            back = round(rng.uniform(0.5, 4.0), 2)
            point, direction = walk(line, at)
            v = sorted((side * front, side * (front + deep + back)))
            ring = quad(point, direction, 0.0, width, v[0], v[1])
            if not ground.take(ring):
                at += 1.3
                continue
            h = sorted((side * front, side * (front + deep)))
            lot = Lot(
                ring, "ODT", quad(point, direction, 0.0, width, h[0], h[1]), built=rng.random() >= empty
            )
            out.append((side, at, lot))
            at += width
    return out


def _alley_line(street: int, at: float, side: int, length: float) -> Ring:
    point, (dx, dy) = walk(STREETS[street][3], at)
    bend = 0.06 * length
    return [
        point,
        (point[0] - side * dy * length / 2, point[1] + side * dx * length / 2),
        (point[0] - side * dy * length + dx * bend, point[1] + side * dx * length + dy * bend),
    ]


def _number_streets(ground: Ground, rng: random.Random, town: Town) -> dict[int, list[PlacedLot]]:
    placed: dict[int, list[PlacedLot]] = {}
    for index, (name, _, _, line) in enumerate(STREETS):
        placed[index] = _along(line, ROAD_HALF_WIDTH, ground, rng, (11, 19), 8.0, 0.06)
        counters, taken = {1: 1, -1: 2}, set[str]()
        for side, _, lot in placed[index]:
            inserted = counters[side] > 2 and rng.random() < 0.03 and f"{counters[side] - 2}A" not in taken
            lot.number = f"{counters[side] - 2}A" if inserted else str(counters[side])
            taken.add(lot.number)
            counters[side] += 0 if inserted else 2
            lot.street = name
        town.lots += [lot for _, _, lot in placed[index]]
    return placed


def _number_alleys(
    ground: Ground, rng: random.Random, town: Town, placed: dict[int, list[PlacedLot]]
) -> None:
    """An alley takes the number of the house before its mouth; its own houses count odd left, even right."""
    for line, (street, at, side, _) in zip(town.alleys, ALLEYS):
        before = [
            lot for s, d, lot in placed[street] if s == side and d < at and (lot.number or "").isdigit()
        ]
        if not before:
            continue
        counters = {1: 1, -1: 2}
        for alley_side, _, lot in _along(line, 1.6, ground, rng, (7, 10), 25.0, 0.0):
            lot.number = f"{before[-1].number}/{counters[alley_side]}"
            lot.street = STREETS[street][0]
            counters[alley_side] += 2
            town.lots.append(lot)


def _country(ground: Ground, rng: random.Random, town: Town) -> None:
    """Garden lots without numbers, half of them with a shed, and fields without any building."""
    for row in range(9):
        for column in range(19):
            x, y = -318 + 32 * column + rng.uniform(-2, 2), -405 + 25 * row + rng.uniform(-1, 1)
            angle = rng.uniform(-0.25, 0.25)
            along = (math.cos(angle), math.sin(angle))
            field_only = rng.random() < 0.22
            lot = Lot(
                quad((x, y), (1.0, 0.0), 0, 26, 0, 20), "LUC" if field_only else "ONT", built=not field_only
            )
            if settlement_at(*centre(lot.ring)) is None or not ground.take(lot.ring):
                continue
            if not field_only:
                lot.house = quad((x + 3, y + 4), along, 0, rng.uniform(8, 12), 0, rng.uniform(6, 9))
                if rng.random() < 0.55:
                    lot.annex = quad((x + 20, y + 5), along, 0, rng.uniform(3, 4.5), 0, rng.uniform(2.5, 5))
            town.lots.append(lot)


def build(special_land: list[Ring]) -> Town:
    """Lay the town out around the land kept for its special buildings."""
    rng = random.Random(SEED)
    town = Town(alleys=[_alley_line(*alley) for alley in ALLEYS])
    ground = Ground(
        [(line, ROAD_HALF_WIDTH - 0.1) for *_, line in STREETS] + [(line, 1.5) for line in town.alleys]
    )
    for ring in special_land:
        if not ground.take(ring):
            raise ValueError(f"the land kept for a special building is not free: {ring}")
    placed = _number_streets(ground, rng, town)
    _number_alleys(ground, rng, town, placed)
    _country(ground, rng, town)
    return town
