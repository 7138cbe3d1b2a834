"""A small world in memory for the tests of the planner: houses, communes, and a register that remembers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Polygon, box

from diachiso.core.allocation import Block
from diachiso.core.carry_over import Side
from diachiso.core.codes.scheme import load_schemes
from diachiso.core.columns import TextColumn
from diachiso.core.communes import Commune, CommuneIndex
from diachiso.core.geometry.shapely_engine import ShapelyEngine
from diachiso.core.geometry.windows import windows_around
from diachiso.core.objects import Objects, ObjectsBuilder
from diachiso.core.plan import Decision, KnownDetails, Numbers, Plan, Settings
from diachiso.core.planner import make_plan
from diachiso.core.reasons import STATUSES, PlanStatus, Reason

ENGINE = ShapelyEngine()
SCHEMES = load_schemes()
WEST = Commune("22528", "Phường Tây", "00101", "56", "Khánh Hòa", shapely.to_wkb(box(0, 0, 1000, 1000)))
EAST = Commune("22561", "Xã Đông", "00102", "56", "Khánh Hòa", shapely.to_wkb(box(1000, 0, 2000, 1000)))
BLOCKS = {
    "22528": [Block(1, "ndas", "00101", "22528", 1, 500)],
    "22561": [Block(2, "ndas", "00102", "22561", 1, 500)],
}
PROTECTED = ("submitted", "verified", "issued")
RANK = {"issued": 5, "verified": 4, "submitted": 3, "created": 2, "declared": 0, "retired": -1}


@dataclass
class House:
    """An object of a layer."""

    shape: Any
    key: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


def house(x: float, y: float, key: str = "", width: float = 5, depth: float = 12, **more: str) -> House:
    """A rectangular house with its corner at x, y."""
    return House(box(x, y, x + width, y + depth), key, more)


def objects_of(houses: Sequence[House], engine: Any = ENGINE) -> Objects:
    """The houses as a layer."""
    builder = ObjectsBuilder(engine)
    names = sorted({name for h in houses for name in h.more})
    wkb = [h.shape if h.shape is None or isinstance(h.shape, bytes) else shapely.to_wkb(h.shape) for h in houses]
    keys = np.array([h.key.encode() for h in houses], dtype=bytes) if houses else np.zeros(0, "S1")
    builder.add(
        np.arange(1, len(houses) + 1), keys, wkb, {n: TextColumn.of([h.more.get(n) for h in houses]) for n in names}
    )
    return builder.build()


@dataclass
class Address:
    """What the register knows of an address."""

    key: bytes
    fingerprint: int
    wkb: bytes | None
    position: tuple[float, float]
    code: str | None
    commune_code: str
    stage: str = "created"
    origin: str | None = "block"
    entrance: tuple[float, float] = (np.nan, np.nan)
    fixed: bool = False
    columns: dict[str, str | None] = field(default_factory=dict)


class Register:
    """core.plan.KnownAddresses in memory, which can apply a plan and remembers every code it ever gave."""

    def __init__(self, blocks: Mapping[str, Sequence[Block]] = BLOCKS) -> None:
        self.addresses: list[Address] = []
        self.blocks = dict(blocks)
        self.given: list[str] = []
        self.successors: list[tuple[str, str, str]] = []

    # -- KnownAddresses ----------------------------------------------------------------------------------

    @property
    def key(self) -> np.ndarray:
        return np.array([a.key for a in self.addresses], dtype=bytes) if self.addresses else np.zeros(0, "S1")

    @property
    def fingerprint(self) -> np.ndarray:
        return np.array([a.fingerprint for a in self.addresses], np.int64)

    @property
    def wants_code(self) -> np.ndarray:
        return np.array(
            [a.origin in (None, "provisional") and a.stage in ("declared", "created") for a in self.addresses], bool
        )

    @property
    def retired(self) -> np.ndarray:
        return np.array([a.stage == "retired" for a in self.addresses], bool)

    def are_near(self, index: np.ndarray, boxes: np.ndarray) -> np.ndarray:
        windows = windows_around(boxes, 2000.0, 2000.0)
        position = np.array([self.addresses[i].position for i in index], float).reshape(-1, 1, 2)
        inside = ((position >= windows[:, :2]) & (position <= windows[:, 2:])).all(axis=2).any(axis=1)
        return inside | np.isnan(position[:, 0, 0])

    def details(self, index: np.ndarray) -> KnownDetails:
        some = [self.addresses[i] for i in index]
        boxes = [shapely.from_wkb(a.wkb).bounds if a.wkb else (*a.position, *a.position) for a in some]
        area = [shapely.from_wkb(a.wkb).area if a.wkb else 0.0 for a in some]
        side = Side(
            self.key[index],
            self.fingerprint[index],
            np.array(boxes, float).reshape(-1, 4),
            np.array(area, float),
            np.array([a.position for a in some], float).reshape(-1, 2),
            [a.wkb for a in some],
        )
        return KnownDetails(
            side,
            np.array([a.entrance for a in some], float).reshape(-1, 2),
            self.protected(index),
            np.array([RANK[a.stage] for a in some], np.int64),
            np.array([a.fixed or a.stage in PROTECTED for a in some], bool),
        )

    def protected(self, index: np.ndarray) -> np.ndarray:
        return np.array([self.addresses[i].stage in PROTECTED for i in index], bool)

    def column(self, index: np.ndarray, name: str) -> TextColumn:
        some = [self.addresses[i] for i in index]
        own = ("code", "commune_code")
        return TextColumn.of(getattr(a, name) if name in own else a.columns.get(name) for a in some)

    def find_codes(self, codes: Sequence[str]) -> dict[str, int]:
        return {a.code: i for i, a in enumerate(self.addresses) if a.code in codes}

    # -- what an apply does ------------------------------------------------------------------------------

    def numbers(self) -> Numbers:
        taken: dict[str, list[int]] = {}
        for code in self.given:
            if not code.startswith("TAM-"):
                taken.setdefault(code[:5], []).append(int(code[5:]))
        provisional = [int(code[4:]) for code in self.given if code.startswith("TAM-")]
        return Numbers(
            self.blocks, {p: np.array(sorted(s), np.int64) for p, s in taken.items()}, 1 + max(provisional, default=0)
        )

    def plan(self, houses: Sequence[House] | Objects, scheme: str = "ndas", **settings: Any) -> Plan:
        objects = houses if isinstance(houses, Objects) else objects_of(houses)
        communes = CommuneIndex(settings.pop("communes", (WEST, EAST)), ENGINE)
        decisions = {ref: Decision(*d) for ref, d in settings.pop("decisions", {}).items()}
        wanted = Settings(SCHEMES[scheme], decisions=decisions, **settings)
        return make_plan(objects, self, communes, self.numbers(), wanted, settings.get("engine", ENGINE))

    def apply(self, houses: Sequence[House], **settings: Any) -> Plan:
        """Plan and write, in memory."""
        objects = objects_of(houses)
        plan = self.plan(objects, **settings)
        communes = sorted(settings.get("communes", (WEST, EAST)), key=lambda c: c.code)
        address_of: dict[int, int] = {}
        for i in range(objects.size):
            status, known, code = STATUSES[plan.status[i]], int(plan.known[i]), str(plan.code[i]) or None
            if known < 0 and status in (PlanStatus.NEW, PlanStatus.PROVISIONAL, PlanStatus.SPLIT):
                known = len(self.addresses)
                self.addresses.append(Address(b"", 0, None, (0, 0), None, communes[plan.commune[i]].code, origin=None))
                plan.moved[i] = plan.reshaped[i] = plan.rekeyed[i] = True
            if known < 0:
                continue
            address_of[i], address = known, self.addresses[known]
            if code:
                assert code not in self.given, "a code was given twice"
                self.given.append(code)
                address.code, address.origin = code, "provisional" if code.startswith("TAM-") else "block"
            if plan.reshaped[i]:
                address.wkb, address.fingerprint = objects.side.wkb[i], int(objects.side.fingerprint[i])
            if (plan.reshaped[i] or plan.rekeyed[i]) and objects.side.key[i]:
                address.key = bytes(objects.side.key[i])
            if plan.moved[i]:
                address.position = tuple(objects.side.centre[i].tolist())
            if plan.renumbered[i]:
                address.columns.update({n: c[i] for n, c in objects.attributes.items() if c[i]})
        for o, n in zip(plan.absorbed.tolist(), plan.absorbed_by.tolist()):
            self.addresses[o].stage, self.addresses[o].wkb, self.addresses[o].key = "retired", None, b""
            self.addresses[o].fingerprint = -o - 1
            self.successors.append(("merge", self.addresses[o].code, self.addresses[address_of[n]].code))
        for i in np.flatnonzero(plan.successor_of >= 0):
            if int(i) in address_of:
                old = self.addresses[plan.successor_of[i]]
                self.successors.append(("split", old.code, self.addresses[address_of[int(i)]].code))
        return plan

    def code_at(self, x: float, y: float) -> str | None:
        """Code of the living address whose object holds a place."""
        place = shapely.Point(x, y)
        found = [
            a for a in self.addresses if a.wkb and a.stage != "retired" and shapely.from_wkb(a.wkb).intersects(place)
        ]
        return found[0].code if found else None


def rows(plan: Plan) -> list[tuple[str, str]]:
    """(status, reason) of each object."""
    return [(STATUSES[s].value, Reason(int(r)).id) for s, r in zip(plan.status, plan.reason)]


def two_parts(shape: Polygon, share: float) -> tuple[Polygon, Polygon]:
    """A rectangle cut across: the lower part with the given share, and the upper."""
    x0, y0, x1, y1 = shape.bounds
    y = y0 + (y1 - y0) * share
    return box(x0, y0, x1, y), box(x0, y, x1, y1)
