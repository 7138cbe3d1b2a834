"""A clean little town for the land rules: a grid of parcels with a house each, two communes, every record right."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import Polygon, box

from diachiso.core.columns import TextColumn
from diachiso.core.geometry.engine import GeometryEngine
from diachiso.core.geometry.shapely_engine import ShapelyEngine
from diachiso.core.rules.catalogue import RuleBook, RuleSubject, load_rules
from diachiso.core.rules.hits import Hit
from diachiso.core.rules.land.check import LandScene, check_land
from diachiso.core.rules.land.houses import LandAddresses
from diachiso.core.rules.land.layer import LandLayer, LayerBuilder

X, Y = 600_000.0, 1_350_000.0
WIDTH, DEPTH, COLUMNS, ROWS = 6.0, 20.0, 12, 6
STREET = 8.0  # between every two rows
MIDDLE = X + WIDTH * COLUMNS / 2
BOOK = load_rules("land")


def parcel_box(column: int, row: int) -> Polygon:
    south = Y + row * DEPTH + (row // 2) * STREET
    west = X + column * WIDTH
    return box(west, south, west + WIDTH, south + DEPTH)


@dataclass
class Rows:
    """A layer's rows before it is built; a test changes them where it likes."""

    shapes: list[Any] = field(default_factory=list)
    texts: dict[str, list[Optional[str]]] = field(default_factory=dict)
    recorded: list[float] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def add(self, shape: Any, key: str, recorded: float = float("nan"), **texts: Optional[str]) -> int:
        for name in texts:
            self.texts.setdefault(name, [None] * len(self.shapes))
        self.shapes.append(shape)
        self.keys.append(key)
        self.recorded.append(recorded)
        for name, column in self.texts.items():
            column.append(texts.get(name))
        return len(self.shapes) - 1

    def build(self, subject: RuleSubject, engine: GeometryEngine) -> LandLayer:
        builder = LayerBuilder(subject, subject.value, engine)
        wkb = [s if s is None or isinstance(s, bytes) else bytes(shapely.to_wkb(s)) for s in self.shapes]
        builder.add(
            np.arange(1, len(wkb) + 1), wkb, np.array([k.encode() for k in self.keys] or [b""], dtype=bytes)[:len(wkb)],
            {name: TextColumn.of(column) for name, column in self.texts.items()}, np.array(self.recorded, float),
        )  # fmt: skip
        return builder.build()


@dataclass
class Town:
    """Parcels p<column>-<row>, houses h<column>-<row>, communes 00001 (west) and 00002 (east)."""

    parcels: Rows = field(default_factory=Rows)
    houses: Rows = field(default_factory=Rows)
    communes: Rows = field(default_factory=Rows)
    unaddressed: set[str] = field(default_factory=set)
    loose: list[tuple[float, float]] = field(default_factory=list)

    def parcel(self, column: int, row: int) -> int:
        return self.parcels.keys.index(f"p{column}-{row}")

    def house(self, column: int, row: int) -> int:
        return self.houses.keys.index(f"h{column}-{row}")

    def scene(self, engine: GeometryEngine, **more: Any) -> LandScene:
        parcels = self.parcels.build(RuleSubject.parcel, engine)
        houses = self.houses.build(RuleSubject.building, engine)
        has = np.array([key not in self.unaddressed for key in self.houses.keys], bool)
        addresses = LandAddresses(
            houses.outline[has], houses.key[has], np.zeros(int(has.sum()), bool),
            np.array(self.loose, float).reshape(-1, 2),
        )  # fmt: skip
        return LandScene(
            lambda xy: xy, parcels, houses, self.communes.build(RuleSubject.commune, engine), addresses, **more
        )


def clean_town(angle: float = 0.0) -> Town:
    """`angle`: degrees by which all is turned, since borders seldom run north."""
    town = Town()

    def turned(shape: Polygon) -> Polygon:
        return shapely.set_precision(affinity.rotate(shape, angle, origin=(X, Y)), 0.001) if angle else shape

    for row in range(ROWS):
        for column in range(COLUMNS):
            land = parcel_box(column, row)
            commune = "00001" if column < COLUMNS // 2 else "00002"
            drawn = turned(land)
            town.parcels.add(
                drawn, f"p{column}-{row}", drawn.area, commune=commune, former_commune=None, old_number="1",
                sheet=str(row + 1), number=str(column + 1),
            )  # fmt: skip
            west, south, east, north = land.bounds
            house = box(west + 0.5, south + 1, east - 0.5, south + 13)
            town.houses.add(turned(house), f"h{column}-{row}", commune=commune)
    north = Y + 400
    for code, west, east in (("00001", X - 300, MIDDLE), ("00002", MIDDLE, X + 400)):
        shape = turned(box(west, Y - 300, east, north))
        town.communes.add(shape, "", shape.area, commune=code, name=f"Xã {code}")
    return town


def check(town: Town, engine: GeometryEngine | None = None, book: RuleBook = BOOK, **more: Any) -> list[Hit]:
    """Every hit."""
    used = engine or ShapelyEngine()
    return [hit for batch in check_land(town.scene(used, **more), book, used) for hit in batch]


def found(hits: list[Hit]) -> set[tuple[str, str]]:
    """Rule and object of each hit."""
    return {(hit.rule, hit.object_id) for hit in hits}
