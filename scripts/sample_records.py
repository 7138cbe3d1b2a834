"""Buildings and parcels of the fictitious town, with its awkward cases, as plain records."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import sample_town as town
from sample_town import ANNEX, HOUSE, Ring, centre
from shapely.geometry import Polygon

Parts = tuple[tuple[Ring, ...], ...]  # polygons, each a shell and its holes, in the local frame
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Đỗ", "Huỳnh", "Phan")
GIVEN = ("Văn Mẫu", "Thị Ví Dụ", "Văn Thí Dụ", "Thị Giả Định", "Minh Họa", "Thử Nghiệm")  # nobody's names


@dataclass(frozen=True)
class Building:
    """A building as the land office holds it; parts are None for a NULL geometry, () for an empty one."""

    bld_id: str | None
    kind: str
    parts: Parts | None
    number: str | None = None
    street: str | None = None
    name: str | None = None
    settlement: str | None = None
    commune: str | None = None
    floors: int | None = None
    case: str | None = None
    absolute: bool = False  # coordinates are already those of the map


@dataclass(frozen=True)
class Parcel:
    """A parcel; owner is a (synthetic) personal value that must never ride along."""

    commune: str
    sheet: int
    number: int
    old_sheet: int
    old_number: int
    land_use: str
    ring: Ring
    owner: str
    address: str | None = None
    case: str | None = None


def box(x: float, y: float, width: float, height: float) -> Ring:
    """Closed rectangle from its south-west corner."""
    return town.quad((x, y), (1.0, 0.0), 0, width, 0, height)


# kind, name, number, street, floors, case, land kept free for it, building
LANDMARKS = (
    ("Chợ", "Chợ Mẫu", "58C", "23/10", 1, "market", box(-122, 41, 44, 52), box(-120, 46, 40, 42)),
    (
        "Chung cư",
        "Chung cư Mẫu A",
        "101C",
        "Biển Xanh",
        5,
        "flats",
        box(206, 62, 64, 46),
        box(212, 70, 50, 22),
    ),
    (
        "Trường học",
        "Trường Tiểu học Mẫu",
        "60C",
        "Lưu Ly",
        2,
        "school",
        box(56, -176, 84, 44),
        box(64, -166, 60, 12),
    ),
    (
        "Trụ sở cơ quan",
        "Ủy ban nhân dân phường Mẫu",
        "77C",
        "30/4",
        3,
        "office",
        box(97, -52, 36, 40),
        box(103, -46, 20, 26),
    ),
    (
        "Trụ sở cơ quan",
        "Bưu điện Mẫu",
        "24C",
        "2/4",
        2,
        "office",
        box(-176, 168, 28, 22),
        box(-172, 171, 18, 14),
    ),
    (
        "Trụ sở cơ quan",
        "Trạm y tế Mẫu",
        None,
        None,
        1,
        "office",
        box(-258, -64, 40, 30),
        box(-250, -58, 18, 10),
    ),
)
L_SHAPE = [(-290, 180), (-262, 180), (-262, 184), (-286, 184), (-286, 210), (-290, 210), (-290, 180)]
COURTYARD = (box(-250, 180, 20, 18), box(-247, 183, 14, 12)[::-1])
BOW_TIE = [(-290, 110), (-276, 120), (-276, 110), (-290, 120), (-290, 110)]
AWKWARD: tuple[tuple[str, str, Parts | None, str | None], ...] = (  # case, kind, parts, commune field
    ("l_shape", HOUSE, ((L_SHAPE,),), None),
    ("courtyard", HOUSE, (COURTYARD,), None),
    ("bow_tie", HOUSE, ((BOW_TIE,),), None),
    ("multipart", HOUSE, ((box(-260, 105, 8, 9),), (box(-246, 105, 6, 5),)), None),
    ("null_geometry", HOUSE, None, None),
    ("empty_geometry", HOUSE, (), None),
    ("exact_duplicate", HOUSE, ((box(-300, -20, 9, 7),),), None),
    ("exact_duplicate", HOUSE, ((box(-300, -20, 9, 7),),), None),
    ("duplicate_id", HOUSE, ((box(-275, -20, 9, 7),),), None),
    ("duplicate_id", HOUSE, ((box(-255, -20, 8, 8),),), None),
    ("no_id", HOUSE, ((box(-235, -20, 9, 7),),), None),
    ("parcel_border", HOUSE, ((box(-293, -100, 10, 8),),), None),
    ("outside", HOUSE, ((box(-100, 330, 9, 8),),), "Phường Ninh Hòa"),
    ("outside_far", HOUSE, ((box(-2600, 2900, 9, 8),),), None),
    ("floating", "Nhà bè", ((box(395, 120, 8, 6),),), "Phường Đông Ninh Hoà"),
    ("floating", "Nhà bè", ((box(412, 96, 7, 6),),), "Phường Đông Ninh Hoà"),
    ("floating", "Nhà bè", ((box(430, 140, 7, 7),),), None),
    ("sliver", HOUSE, ((box(-215, -20, 0.2, 6),),), None),
)
HUGE = [(1e12, 1e12), (1e12 + 10, 1e12), (1e12 + 10, 1e12 + 10), (1e12, 1e12)]
BORDER_LOTS = (box(-310, -108, 22, 24), box(-288, -108, 22, 24))  # the house `parcel_border` stands on both


def special_land() -> list[Ring]:
    """Land that the streets' houses must leave free."""
    return [land for *_, land, _ in LANDMARKS] + list(BORDER_LOTS)


def stalls() -> list[tuple[Ring, str, str]]:
    """Outlines of the market's stalls: ring, number, what it sells."""
    goods = ("Rau quả", "Cá", "Thịt", "Vải", "Tạp hóa")
    return [
        (
            box(-118 + 3.7 * i, 48.5 + 7.6 * j, 3.0, 2.6 if i % 2 else 3.4),
            f"{'ABCDE'[j]}{i + 1:02d}",
            goods[j],
        )
        for j in range(5)
        for i in range(10)
    ]


_COMMUNES = [Polygon(town.commune_ring(i)) for i in range(len(town.COMMUNES))]


def _settlement(ring: Ring) -> str | None:
    index = town.settlement_at(*centre(ring))
    return None if index is None else town.SETTLEMENTS[index][2]


def communes_of(ring: Ring) -> set[int]:
    """Indexes of the communes that a ring lies in."""
    inner = Polygon(ring).buffer(-0.05)  # five centimetres over the border are nothing
    return {i for i, commune in enumerate(_COMMUNES) if commune.intersects(inner)}


def _house(lot: town.Lot, rng: random.Random) -> Building:
    ring = lot.house or []
    case = None
    if len(communes_of(ring)) > 1:
        case = "two_communes"
    elif lot.number is None:
        case = "rural"
    elif "/" in lot.number:
        case = "alley"
    floors = rng.randint(1, 4)
    return Building(
        "", HOUSE, ((ring,),), lot.number, lot.street, None, _settlement(ring), None, floors, case
    )


def buildings(plan: town.Town) -> list[Building]:
    """Every building in the shuffled order of a survey, with its id."""
    rng = random.Random(town.SEED + 1)
    found = [_house(lot, rng) for lot in plan.lots if lot.built and lot.house]
    found += [
        Building("", ANNEX, ((lot.annex,),), None, None, None, _settlement(lot.annex), None, 1, "shed")
        for lot in plan.lots
        if lot.annex
    ]
    found += [
        Building("", kind, ((ring,),), number, street, name, _settlement(ring), None, floors, case)
        for kind, name, number, street, floors, case, _, ring in LANDMARKS
    ]
    found += [
        Building(
            "",
            kind,
            parts,
            commune=commune,
            floors=1,
            case=case,
            settlement=_settlement(parts[0][0]) if parts else None,
        )
        for case, kind, parts, commune in AWKWARD
    ]
    found.append(Building("", HOUSE, ((HUGE,),), case="huge_coordinates", absolute=True))
    rng.shuffle(found)
    ids = [f"B{n:04d}" for n in range(1, len(found) + 1)]
    same = [i for i, b in enumerate(found) if b.case == "duplicate_id"]
    ids[same[1]] = ids[same[0]]
    return [replace(b, bld_id=None if b.case == "no_id" else i) for b, i in zip(found, ids)]


def parcels(plan: town.Town) -> list[Parcel]:
    """Every lot with its sheet and number of today and of before the renumbering of 2025."""
    rng = random.Random(town.SEED + 2)
    lots = [(lot.ring, lot.land_use, lot.number, lot.street, None) for lot in plan.lots]
    lots += [
        (land, "DGD" if case == "school" else "TSC" if case == "office" else "DCH", number, street, case)
        for _, _, number, street, _, case, land, _ in LANDMARKS
    ]
    lots += [(ring, "ONT", None, None, "parcel_border") for ring in BORDER_LOTS]
    lots.sort(key=lambda lot: (_sheet(lot[0]), -round(centre(lot[0])[1] / 30), centre(lot[0])[0]))
    counts: dict[int, int] = {}
    out = []
    for ring, use, number, street, case in lots:
        sheet = _sheet(ring)
        counts[sheet] = counts.get(sheet, 0) + 1
        settlement = town.settlement_at(*centre(ring))
        commune = "" if settlement is None else town.COMMUNES[town.commune_of_settlement(settlement)][0]
        owner = owner_name(rng)
        out.append(
            Parcel(
                commune,
                sheet,
                counts[sheet],
                sheet + 10,
                counts[sheet] * 2 + 5,
                use,
                ring,
                owner,
                f"{number} {street}" if number else None,
                case,
            )
        )
    return out


def owner_name(rng: random.Random) -> str:
    """A name that is nobody's."""
    return f"{rng.choice(SURNAMES)} {rng.choice(GIVEN)}"


def _sheet(ring: Ring) -> int:
    x, y = centre(ring)
    return 1 + int((x + 340) // 170) + 4 * int((260 - y) // 175)
