"""Clean registers in memory for measuring the rules: a drawn town, the bundled sample, Nha Trang, Luxiol."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Optional

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
try:
    import diachiso  # noqa: F401
except ImportError:  # the root is the package: a link gives it its name
    _folder = tempfile.mkdtemp()
    (Path(_folder) / "diachiso").symlink_to(ROOT)
    sys.path.insert(0, _folder)

from diachiso.core.address_text import compose  # noqa: E402
from diachiso.core.classes import load_classes  # noqa: E402
from diachiso.core.codes.scheme import load_schemes  # noqa: E402
from diachiso.core.geometry.shapely_engine import ShapelyEngine  # noqa: E402
from diachiso.core.profile import load_profile  # noqa: E402
from diachiso.core.rules.addresses import check_addresses  # noqa: E402
from diachiso.core.rules.catalogue import RuleBook, load_rules  # noqa: E402
from diachiso.core.rules.hits import Hit  # noqa: E402
from diachiso.core.rules.records import ListChunk, MemoryReader  # noqa: E402
from diachiso.core.rules.reference import Block, Reference, Settlement, Street, Unit  # noqa: E402

Record = dict[str, Any]
Place = Callable[[float, float], tuple[float, float]]
TODAY = date(2026, 11, 22)
DEGREE = 111_320.0
LON, LAT = 109.19, 12.25  # the drawn town's south-west corner
COS = float(np.cos(np.radians(LAT)))


@dataclass(frozen=True)
class World:
    """A register: records by column (with lon, lat), and what they are compared with."""

    name: str
    records: list[Record] = field(repr=False)
    reference: Reference = field(repr=False)

    def copy(self) -> World:
        """A world whose records may be changed."""
        return replace(self, records=deepcopy(self.records))

    def with_reference(self, **changes: Any) -> World:
        """The world compared with something else."""
        return replace(self, reference=replace(self.reference, **changes))


def book(*ids: str) -> RuleBook:
    """The shipped rules, or some of them."""
    return load_rules("addresses").select(ids)


def chunk_of(records: Sequence[Mapping[str, Any]]) -> ListChunk:
    """Records as the rules read them."""
    names = sorted({name for record in records for name in record})
    columns = {name: [record.get(name) for record in records] for name in names}
    lon, lat = (np.array([record.get(n, np.nan) for record in records], float) for n in ("lon", "lat"))
    return ListChunk(np.arange(1, len(records) + 1), lon, lat, columns)


def hits(world: World, rules: Optional[RuleBook] = None) -> list[Hit]:
    """All hits of the rules on a world."""
    for record in world.records:
        record["address_text"] = compose({k: v if isinstance(v, str) else None for k, v in record.items()})
    reader = MemoryReader(chunk_of(world.records))
    return [hit for batch in check_addresses(reader, world.reference, rules or book()) for hit in batch]


def place(x: float, y: float) -> tuple[float, float]:
    """Degrees of metres from the drawn town's corner."""
    return LON + x / (DEGREE * COS), LAT + y / DEGREE


def line(*points: tuple[float, float]) -> bytes:
    """WKB of a line in metres of the drawn town."""
    xy = np.array([place(*point) for point in points], "<f8")
    return np.array([1], "u1").tobytes() + np.array([2, len(xy)], "<u4").tobytes() + xy.tobytes()


def outline(x: float, y: float, width: float, height: float, place: Place = lambda x, y: (x, y)) -> bytes:
    """WKB of a rectangle, in metres of the drawn town unless a `place` says otherwise."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    xy = np.array([place(*corner) for corner in corners], "<f8")
    return np.array([1], "u1").tobytes() + np.array([3, 1, len(xy)], "<u4").tobytes() + xy.tobytes()


def box(x: float, y: float, width: float, height: float) -> bytes:
    """WKB of a rectangle in degrees."""
    return outline(x, y, width, height, place)


def record(number: int, x: float, y: float, commune: Unit, **more: Any) -> Record:
    """A created house with its code in the ledger."""
    lon, lat = place(x, y)
    address_id = f"{number:08d}-0000-4000-8000-000000000000"
    found: Record = {
        "lon": lon, "lat": lat, "address_id": address_id, "role": "building", "stage": "created",
        "object_class": "house", "code": f"{commune.postcode}{number:05d}", "code_scheme": "ndas",
        "code_origin": "block",
        "ledger_state": "given", "ledger_address_id": address_id, "commune_code": commune.code,
        "commune": commune.full_name, "province_code": "56", "province": "Tỉnh Khánh Hòa", "postcode": commune.postcode,
        "position_method": "centroid", "footprint": outline(x - 7, y - 7, 14, 14), "footprint_crs": "TOWN",
    }  # fmt: skip
    found.update(more)
    return found


WEST = Unit("22366", "commune", "Phường Nha Trang", "56", "00101", None, None, box(0, 0, 1000, 1000))
EAST = Unit("22390", "commune", "Phường Tây Nha Trang", "56", "00102", None, None, box(1000, 0, 1000, 1000))
FORMER = Unit("99901", "commune", "Xã Cũ", "56", "00103", None, date(2025, 6, 30), None)
PROVINCE = Unit("56", "province", "Tỉnh Khánh Hòa", "56")


def reference(**more: Any) -> Reference:
    """The reference of the drawn town."""
    classes = {class_id: found.group for class_id, found in load_classes().items()}
    start = Reference(load_profile(), classes, load_schemes(), TODAY, ShapelyEngine())
    return replace(start, **more)


@lru_cache(maxsize=1)
def _drawn() -> World:
    """Five streets with houses on both sides in two communes, an alley, a block of flats, parcels, a village."""
    streets = [
        Street("S1", "Trần Phú", WEST.code, None, "N-S", wkb=line((100, 50), (100, 500), (100, 950))),
        Street("S2", "30/4", WEST.code, None, "N-S", wkb=line((300, 50), (310, 950))),
        Street("S3", "Nguyễn Thị Minh Khai", WEST.code, "99901", wkb=line((500, 50), (500, 450))),
        Street("S4", "Nguyễn Thị Minh Khai", WEST.code, "99902", wkb=line((700, 50), (700, 450))),
        Street("S5", "Trần Phú", EAST.code, wkb=line((1200, 50), (1200, 950))),
        Street("S6", "Đường số 5", EAST.code, wkb=line((1400, 950), (1400, 50))),
        Street("S7", "Lê Lai", EAST.code, valid_to=date(2025, 6, 30), wkb=line((1600, 50), (1600, 100))),
    ]
    records: list[Record] = []

    def add(x: float, y: float, commune: Unit, **more: Any) -> None:
        records.append(record(len(records) + 1, x, y, commune, **more))

    for street in streets[:6]:
        unit = WEST if street.commune_code == WEST.code else EAST
        ends = np.frombuffer(street.wkb or b"", "<f8", offset=9).reshape(-1, 2)
        x0, y0 = (ends[0] - (LON, LAT)) * (DEGREE * COS, DEGREE)
        x1, y1 = (ends[-1] - (LON, LAT)) * (DEGREE * COS, DEGREE)
        length = float(np.hypot(x1 - x0, y1 - y0))
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        for k in range(20):
            for side, number in ((1, 2 * k + 1), (-1, 2 * k + 2)):  # left odd
                way, off = 10 + k * 15, 14.0 * side
                x, y = x0 + ux * way - uy * off, y0 + uy * way + ux * off
                add(x, y, unit, street=street.name, house_number=str(number))
    for k in range(5):  # an alley off Trần Phú, and houses without a number in a village
        add(150 + 12 * k, 400, WEST, street="Trần Phú", house_number=f"34/{k + 1}")
        add(1800, 100 + 20 * k, EAST, settlement="Thôn Phú Vinh", no_number=1)
    block = {"street": "Trần Phú", "house_number": "120", "building_name": "Chung cư Hoa Sen"}
    add(140, 800, WEST, object_class="apartment_block", name="Chung cư Hoa Sen", **block)
    parent = {"parent_id": records[-1]["address_id"], "parent_stage": "created", "object_class": "flat"}
    for k in range(6):
        add(140, 800, WEST, room=f"{k + 1:02d}", floor=str(k // 2 + 1), **parent, **block)
    parcel = {"object_class": "parcel", "map_sheet": "5", "map_parcel": "17"}
    add(114, 60, WEST, role="parcel", street="Trần Phú", house_number="2", **parcel)
    reference_ = reference(
        streets=tuple(streets), units=(PROVINCE, WEST, EAST, FORMER), project=in_metres,
        settlements=(
            Settlement("A", "Thôn Phú Vinh", EAST.code, wkb=box(1700, 0, 300, 500)),
            Settlement("B", "Thôn Phú Vinh", WEST.code, wkb=box(0, 0, 300, 500)),
        ),
        blocks=(Block(1, "ndas", "00101", WEST.code, 1, 5000), Block(2, "ndas", "00102", EAST.code, 1, 5000)),
    )  # fmt: skip
    return World("drawn town", records, reference_)


def in_metres(crs: str, lonlat: np.ndarray) -> Optional[np.ndarray]:
    """Degrees in the drawn town's own CRS, which is called TOWN."""
    return (lonlat - (LON, LAT)) * (DEGREE * COS, DEGREE) if crs == "TOWN" else None


def drawn() -> World:
    """The drawn town, fresh."""
    return _drawn().copy()
