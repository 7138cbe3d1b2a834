"""One kind of error at a time put into a clean register, at places that are known."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
from rules_worlds import COS, DEGREE, Record, World

Where = Callable[[Record], bool]
Change = Callable[[Record, int], dict[str, Any]]
Spoil = Callable[[World, Random], set[str]]

COUNT = 5
SIDES = 60
SPELT = "Nguyễn Thị Minh Khai"


@dataclass(frozen=True)
class Injection:
    """How records are spoilt so that a rule must find them; `only` names worlds that have what it needs."""

    rule: str
    spoil: Spoil = field(repr=False)
    note: str = ""
    only: tuple[str, ...] = ()


def numbered(record: Record) -> bool:
    """A house with a plain number in a street."""
    number = str(record.get("house_number") or "")
    return bool(record.get("street")) and number.isdecimal() and not record.get("parent_id")


def named(record: Record) -> bool:
    """A numbered house in a street whose name has letters with marks."""
    street = record.get("street") or ""
    return numbered(record) and record["street"][0].isalpha() and unicodedata.normalize("NFD", street) != street


def west(record: Record) -> bool:
    """A numbered house in the drawn town's west."""
    return numbered(record) and record["code"][:5] == "00101"


def east(record: Record) -> bool:
    """A numbered house in the drawn town's east."""
    return numbered(record) and record["code"][:5] == "00102"


def some(world: World, chance: Random, where: Where, count: int = COUNT) -> list[Record]:
    """A few records of a kind, in communes whose streets are known."""
    known = {street.commune_code for street in world.reference.streets}
    of_kind = [r for r in world.records if where(r) and r["role"] == "building" and r["commune_code"] in known]
    return chance.sample(of_kind, min(count, len(of_kind)))


def change(make: Change, where: Where = numbered) -> Spoil:
    """Some records with other values."""

    def spoil(world: World, chance: Random) -> set[str]:
        chosen = some(world, chance, where)
        for k, record in enumerate(chosen):
            record.update(make(record, k))
        return {record["address_id"] for record in chosen}

    return spoil


def set_to(where: Where = numbered, **values: Any) -> Spoil:
    """Some records with these values."""
    return change(lambda record, k: values, where)


def moved(east: float, north: float, where: Where = numbered) -> Spoil:
    """Some records moved by metres."""
    return change(
        lambda record, k: {
            "lon": record["lon"] + east / (DEGREE * COS), "lat": record["lat"] + north / DEGREE, "footprint": None,
        },
        where,
    )  # fmt: skip


def copied(*names: str) -> Spoil:
    """Some records with values of another one: both are wrong."""

    def spoil(world: World, chance: Random) -> set[str]:
        found = set()
        pool = [r for r in world.records if numbered(r) and r["role"] == "building"]
        for record in some(world, chance, numbered, 3):
            same = [o for o in pool if o["commune_code"] == record["commune_code"] and o["street"] == record["street"]]
            near = [o for o in same if o is not record and o["address_id"] not in found]
            other = chance.choice(near)
            for name in names:
                record[name] = other.get(name)
            found |= {record["address_id"], other["address_id"]}
        return found

    return spoil


def sides(world: World) -> list[list[Record]]:
    """The houses of each side of each street (by the parity of their numbers), in the order of their numbers."""
    found: dict[tuple[str, str, int], list[Record]] = {}
    for record in world.records:
        if numbered(record) and record["role"] == "building":
            parity = int(record["house_number"]) % 2
            found.setdefault((record["commune_code"], record["street"], parity), []).append(record)
    return [
        sorted(side, key=lambda r: int(r["house_number"]))
        for side in found.values()
        if len(side) >= 15 and len({r["house_number"] for r in side}) == len(side)
    ]


def _wrong_side(world: World, chance: Random) -> set[str]:
    chosen = [chance.choice(side[2:-2]) for side in sides(world)[:SIDES]]
    for record in chosen:
        record["house_number"] = str(int(record["house_number"]) + 1)
    return {record["address_id"] for record in chosen}


def _out_of_order(world: World, chance: Random) -> set[str]:
    chosen = []
    for side in sides(world)[:SIDES]:
        at = chance.randrange(1, len(side) - 5)
        side[at]["house_number"] = str(int(side[-1]["house_number"]) + 20)
        chosen.append(side[at])
    return {record["address_id"] for record in chosen}


def _gap(world: World, chance: Random) -> set[str]:
    found = set()
    for side in sides(world)[:SIDES]:
        at = chance.randrange(2, len(side) - 10)
        for record in side[at:at + 7]:
            record["stage"] = "retired"
        found.add(side[at + 7]["address_id"])
    return found


def _jump(world: World, chance: Random) -> set[str]:
    found = set()
    for side in sides(world)[:SIDES]:
        at = chance.randrange(3, len(side) - 3)
        for record in side[at:]:
            record["house_number"] = str(int(record["house_number"]) + 400)
        found.add(side[at]["address_id"])
    return found


def mojibake(text: str) -> str:
    """UTF-8 read as Windows-1252."""
    return text.encode("utf-8").decode("latin-1")


def _nfd(record: Record, k: int) -> dict[str, Any]:
    return {"street": unicodedata.normalize("NFD", record["street"])}


TOWN, NT = "drawn town", "Nha Trang"

INJECTIONS: Sequence[Injection] = (
    Injection("basic_field_missing", set_to(house_number=None), "no number and no “no number yet”"),
    Injection("basic_field_missing", set_to(object_class=None), "no class"),
    Injection("basic_field_missing", set_to(object_class="shop", name=None), "a shop without a name"),
    Injection("stage_incomplete", set_to(stage="submitted", street=None)),
    Injection("stage_incomplete", change(lambda r, k: {"stage": "issued", "code": f"TAM-{k + 1:08d}"}), "provisional"),
    Injection("field_value_invalid", set_to(floors=900)),
    Injection("field_value_invalid", set_to(place_id="12345678901x")),
    Injection("code_malformed", change(lambda r, k: {"code": r["code"] + "_1"}), "a duplicated feature"),
    Injection("code_malformed", change(lambda r, k: {"code": r["code"][:-1]})),
    Injection("code_malformed", change(lambda r, k: {"code": f"TAM-{k}"}), "a provisional key cut short"),
    Injection("code_duplicate", copied("code")),
    Injection("code_not_in_ledger", set_to(ledger_state=None, ledger_address_id=None)),
    Injection("code_of_other_address", set_to(ledger_address_id="another")),
    Injection("code_not_given", set_to(ledger_state="burned")),
    Injection("code_from_no_block", change(lambda r, k: {"code": f"{r['code'][:5]}{99990 + k}"}), only=(TOWN,)),
    Injection(
        "code_other_commune",
        change(lambda r, k: {"code": f"{'00102' if r['code'][:5] == '00101' else '00101'}{4000 + k:05d}"}),
        only=(TOWN,),
    ),
    Injection(
        "code_older_postcode", change(lambda r, k: {"code": f"00900{4000 + k:05d}", "code_origin": "registry"}),
        only=(TOWN,),
    ),
    Injection("other_code_malformed", set_to(plus_code="7P5W-XYZ")),
    Injection("derived_code_differs", set_to(plus_code="7P5WXXXX+XX")),
    Injection("position_missing", set_to(lon=np.nan, lat=np.nan)),
    Injection("position_missing", set_to(lon=109000.0, lat=12.0), "not on earth"),
    Injection("position_other_commune", moved(1000, 0, west), only=(TOWN,)),
    Injection("position_outside_communes", moved(-1200, -1200), only=(TOWN,)),
    Injection("position_outside_communes", moved(900_000, 0)),
    Injection("position_outside_building", change(lambda r, k: {"lat": r["lat"] + 150 / DEGREE})),
    Injection("position_outside_parcel", change(lambda r, k: {"lat": r["lat"] + 150 / DEGREE, "role": "parcel"})),
    Injection("position_same", copied("lon", "lat")),
    Injection("address_text_same", copied("house_number", "settlement", "lon", "lat")),
    Injection("street_unknown", set_to(street="Nguyễn Không Ai Biết")),
    Injection("street_unknown", change(lambda r, k: {"street": r["street"] + "g"}, named), "one letter too many"),
    Injection("street_spelling", change(lambda r, k: {"street": r["street"].upper()}, named)),
    Injection("street_expired", set_to(east, street="Lê Lai"), only=(TOWN,)),
    Injection("street_far", moved(4000, 0), only=(NT,)),
    Injection("street_far", moved(0, -400, lambda r: numbered(r) and r["lat"] < 12.2517), only=(TOWN,)),
    Injection("alley_suspected", moved(0, -80, lambda r: numbered(r) and r["lat"] < 12.25055), only=(TOWN,)),
    Injection("number_wrong_side", _wrong_side),
    Injection("number_out_of_order", _out_of_order),
    Injection("number_gap", _gap),
    Injection("number_jump", _jump),
    Injection(
        "number_in_street_field",
        change(lambda r, k: {"house_number": None, "street": f"{r['house_number']} {r['street']}"}),
    ),
    Injection("number_in_street_field", set_to(street="120/1/22"), "a number alone"),
    Injection(
        "street_in_number_field", change(lambda r, k: {"house_number": f"Số {r['house_number']} {r['street']}"}, named)
    ),
    Injection(
        "street_in_number_field",
        change(lambda r, k: {"house_number": f"{r['house_number']}, đường {r['street']}", "street": None}, named),
    ),
    Injection("settlement_in_street_field", set_to(street="Thôn Phú Vinh")),
    Injection(
        "alley_in_number_field", change(lambda r, k: {"house_number": f"Số {r['house_number']} ngõ 34 ngách {k + 2}"})
    ),
    Injection("alley_incomplete", set_to(alley="ngách 5")),
    Injection("alley_incomplete", set_to(alley="hẻm")),
    Injection("text_not_nfc", change(_nfd, named)),
    Injection("text_legacy_encoded", change(lambda r, k: {"street": mojibake(r["street"])}, named), "UTF-8 misread"),
    Injection("text_legacy_encoded", set_to(name="NguyÔn ThÞ Minh Khai"), "TCVN3"),
    Injection("text_lost_characters", set_to(name="Tr\ufffd\ufffdng h\ufffdc")),
    Injection("text_lost_characters", set_to(name="Ti?u h?c Ph??ng S?i")),
    Injection("text_stray_spaces", set_to(name=" Hiệu sách  Hoa Sen ")),
    Injection("text_stray_spaces", set_to(note="Nhà\u200bmàu\u00a0xanh")),
    Injection("text_telex", set_to(street="Nguyeexn Thij Minh Khai")),
    Injection("text_telex", set_to(name="Truwowngf tieeur hocj")),
    Injection("unit_unknown", set_to(commune_code="98765")),
    Injection("unit_expired", set_to(commune_code="99901"), only=(TOWN,)),
    Injection("unit_expired", set_to(commune_code="22327"), "a ward of before 1/7/2025", only=(NT,)),
    Injection("unit_name_differs", set_to(commune="Phường Không Đúng")),
    Injection("unit_province_differs", set_to(province_code="79")),
    Injection("postcode_differs", set_to(postcode="99999")),
    Injection("verified_value_changed", set_to(changed_after_verified="house_number,street")),
    Injection("photo_file_missing", set_to(photo="DCIM/khong_co.jpg", photo_exists=0)),
    Injection("notified_without_recipient", set_to(notices=1, recipients=0)),
    Injection("plaque_without_issued_code", set_to(plaque_state="mounted")),
    Injection("plaque_without_issued_code", change(lambda r, k: {"plaque_state": "planned", "code": f"TAM-{k:08d}"})),
    Injection("retired_on_plaque_list", set_to(stage="retired", plaque_state="made")),
    Injection("parent_missing", set_to(parent_id="nobody", parent_stage=None)),
    Injection("parent_retired", set_to(parent_id="somebody", parent_stage="retired")),
)  # fmt: skip
