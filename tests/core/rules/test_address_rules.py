"""Rules for addresses case by case: the traps of Vietnamese addresses, exemptions, what bad data must not do."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("shapely", minversion="2.0")
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))

from rules_injections import numbered  # noqa: E402
from rules_worlds import (  # noqa: E402
    EAST,
    WEST,
    Record,
    World,
    book,
    box,
    chunk_of,
    drawn,
    hits,
    line,
    place,
    record,
)

from diachiso.core.rules.addresses import check_addresses, check_record, unanswerable  # noqa: E402
from diachiso.core.rules.catalogue import RuleBook  # noqa: E402
from diachiso.core.rules.hits import Hit, batched, fingerprint  # noqa: E402
from diachiso.core.rules.records import MemoryReader  # noqa: E402
from diachiso.core.rules.reference import Settlement, Street  # noqa: E402

BOOK = book()
WRONG_FIELD = (
    "number_in_street_field", "street_in_number_field", "settlement_in_street_field", "alley_in_number_field",
    "alley_incomplete",
)  # fmt: skip


def alone(world: World, book: RuleBook = BOOK, **values: Any) -> list[Hit]:
    """The hits on one numbered house of the west with other values."""
    chosen = dict(next(r for r in world.records if numbered(r) and r["commune_code"] == WEST.code))
    chosen.update(values)
    return check_record(chosen, chosen["lon"], chosen["lat"], world.reference, book)


def only(rule: str, **values: Any) -> list[Hit]:
    """The same, where that rule alone is asked."""
    return alone(drawn(), BOOK.select([rule]), **values)


def rules_of(found: list[Hit]) -> set[str]:
    return {hit.rule for hit in found}


def town(*records: Record, **more: Any) -> World:
    """Only these records, in the drawn town."""
    world = drawn().with_reference(**more) if more else drawn()
    return replace(world, records=list(records))


@pytest.mark.parametrize(
    ("values", "rule", "fix"),
    [
        ({"house_number": "12", "street": "30/4"}, "", {}),
        ({"house_number": "120/1/22", "street": "Trần Phú"}, "", {}),
        ({"house_number": "57b", "street": "Trần Phú"}, "", {}),
        ({"house_number": "52 + 54", "street": "Trần Phú"}, "", {}),
        ({"house_number": "K448/20", "street": "Trần Phú"}, "", {}),
        ({"house_number": "H12/3", "street": "Trần Phú"}, "", {}),
        ({"house_number": "12", "street": "2/9"}, "", {}),  # unknown, but a street all the same
        ({"house_number": "12", "street": "2 tháng 9"}, "", {}),
        ({"house_number": "12", "street": "30/4 nối dài"}, "", {}),
        ({"house_number": "12", "street": "Đường số 5"}, "", {}),
        ({"house_number": "12 Bis", "street": "Trần Phú"}, "", {}),
        ({"house_number": None, "street": "12 Trần Phú"}, "number_in_street_field",
         {"house_number": "12", "street": "Trần Phú"}),
        ({"house_number": "12", "street": "Số 12, đường Trần Phú"}, "number_in_street_field",
         {"house_number": "12", "street": "Trần Phú"}),
        ({"house_number": "14", "street": "12 Trần Phú"}, "number_in_street_field", {}),  # which number is it
        ({"house_number": None, "street": "57b 30/4"}, "number_in_street_field",
         {"house_number": "57b", "street": "30/4"}),
        ({"house_number": "12", "street": "120/1/22"}, "number_in_street_field", {}),
        ({"house_number": "12 Trần Phú", "street": None}, "street_in_number_field",
         {"house_number": "12", "street": "Trần Phú"}),
        ({"house_number": "12 tran phu", "street": "Trần Phú"}, "", {}),  # no such street is written so
        ({"house_number": "12 đường 30/4", "street": ""}, "street_in_number_field",
         {"house_number": "12", "street": "30/4"}),
        ({"house_number": "30/4", "street": None}, "street_in_number_field", {}),  # or number 30/4: a person knows
        ({"house_number": "30/4", "street": "Trần Phú"}, "", {}),
        ({"street": "Thôn Phú Vinh", "house_number": None, "settlement": None}, "settlement_in_street_field",
         {"settlement": "Thôn Phú Vinh", "street": None}),
        ({"street": "Thôn Phú Vinh", "house_number": "5"}, "settlement_in_street_field", {}),
        ({"house_number": "Số 12 ngõ 34 ngách 5"}, "alley_in_number_field",
         {"house_number": "12", "alley": "ngõ 34 ngách 5"}),
        ({"alley": "ngõ 34 ngách 5"}, "", {}),
        ({"alley": "hẻm 12"}, "", {}),
        ({"alley": "ngách 34/5"}, "", {}),
        ({"alley": "ngách 5"}, "alley_incomplete", {}),
        ({"alley": "Hẻm."}, "alley_incomplete", {}),
        ({"house_number": "24/"}, "alley_incomplete", {}),
    ],
)  # fmt: skip
def test_number_alley_street_and_settlement_in_their_fields(
    values: dict[str, Any], rule: str, fix: dict[str, Any]
) -> None:
    found = [hit for hit in alone(drawn(), **values) if hit.rule in WRONG_FIELD]
    assert [hit.rule for hit in found] == ([rule] if rule else [])
    assert [dict(hit.fix) for hit in found] == ([fix] if rule else [])


@pytest.mark.parametrize(
    ("street", "rule", "fix"),
    [
        ("Trần Phú", "", None),
        ("trần phú", "street_spelling", "Trần Phú"),
        ("Đường Trần Phú", "street_spelling", "Trần Phú"),
        ("Nguyễn Thị Minh Kai", "street_unknown", "Nguyễn Thị Minh Khai"),
        ("Nguyen Thi Minh Khai", "street_unknown", "Nguyễn Thị Minh Khai"),
        ("Trần Phúc", "street_unknown", "Trần Phú"),
        ("30/5", "street_unknown", None),  # numbers are never guessed
        ("Lê Lợi", "street_unknown", None),
        ("", "", None),
    ],
)
def test_streets_against_the_table(street: str, rule: str, fix: str | None) -> None:
    found = [hit for hit in alone(drawn(), street=street) if hit.rule.startswith("street_")]
    assert rules_of(found) == ({rule} if rule else set())
    assert [hit.fix.get("street") for hit in found] == ([fix] if rule else [])


def test_a_commune_without_streets_in_the_table_is_left_alone() -> None:
    assert not rules_of(alone(drawn().with_reference(streets=()), street="Bất kỳ")) & {"street_unknown", "street_far"}


def test_a_street_that_goes_on_behind_the_border_is_known_there() -> None:
    streets = (*drawn().reference.streets, Street("B", "Biên Giới", EAST.code, wkb=line((900, 500), (1100, 500))))
    houses = [record(k, 910 + 12 * k, 512, WEST, street="Biên Giới", house_number=str(2 * k + 1)) for k in range(6)]
    far = record(9, 300, 500, WEST, street="Biên Giới", house_number="9")
    found = hits(town(*houses, far, streets=streets))
    about = {"street_unknown", "street_far", "number_wrong_side", "number_out_of_order"}
    assert [(h.rule, h.object_id) for h in found if h.rule in about] == [("street_unknown", far["address_id"])]
    nowhere = replace(streets[-1], wkb=None)
    found = hits(town(houses[0], streets=(*streets[:-1], nowhere)))
    assert "street_unknown" in rules_of(found)


def test_two_names_that_may_be_meant_are_not_guessed() -> None:
    streets = tuple(Street(n, n, WEST.code) for n in ("Hoàng Văn Thụ", "Hoàng Văn Thái"))
    found = alone(drawn().with_reference(streets=streets), street="Hoàng Văn Thá")
    assert [hit.fix for hit in found if hit.rule == "street_unknown"] == [{}]


@pytest.mark.parametrize(
    ("text", "rule", "after"),
    [
        ("Trường Tiểu học Phước Tiến", "", ""),
        ("Café Ban Mê · Coffee & Bus stop", "", ""),
        ("Khách sạn Sunrise, phòng 6A?", "", ""),
        ("BỆNH VIỆN ĐA KHOA", "", ""),
        ("Ea H’leo, Krông Pắc", "", ""),
        ("Karaoke Max, Spa Seen", "", ""),
        ("Hair Salon Tóc Đẹp, Beer Club Biển, ví Momo", "", ""),
        ("Hôtel Métropole, Señorita Bar, Müller, Škoda Nha Trang", "", ""),
        ("Quán Hàn Quốc 한국, 北京餐馆, Ресторан №1", "", ""),
        ("Nestlé Việt Nam – Bún chả 109, 24/7 ½", "", ""),
        (" Chợ Đầm", "text_stray_spaces", "Chợ Đầm"),
        ("Chợ\u00a0 Đầm\t", "text_stray_spaces", "Chợ Đầm"),
        ("Cho\u031b\u0323 Đầm", "text_not_nfc", "Chợ Đầm"),
        ("Tr\u01b0\u01a1\u0300ng ho\u0323c", "text_not_nfc", "Trường học"),
        ("Tr?n Ph?", "text_lost_characters", ""),
        ("Tr\ufffdn Phú", "text_lost_characters", ""),
        ("NguyÔn ThÞ Minh Khai", "text_legacy_encoded", "Nguyễn Thị Minh Khai"),
        ("ChÃ¡Â»Â£ Ä\u0090áº§m", "text_legacy_encoded", None),
        ("Tr\u00adêng tiÓu häc", "text_legacy_encoded", "Trường tiểu học"),
        ("TrÆ°á»ng tiá»ƒu há»c", "text_lost_characters", ""),
        ("«Quá» quán, «Mua từ A»", "", ""),
        ("Truwowngf Tieeur hocj", "text_telex", "Trường Tiểu học"),
        ("Traafn Phus", "text_telex", "Trần Phú"),
    ],
)
def test_texts(text: str, rule: str, after: str | None) -> None:
    found = [hit for hit in alone(drawn(), name=text) if hit.part == "name"]
    assert rules_of(found) == ({rule} if rule else set())
    if rule and after is not None:
        assert [hit.params["after"] for hit in found] == [after]
        assert [hit.fix.get("name") for hit in found] == [after or None]


@pytest.mark.parametrize("text", ["c\u00adêng", "Kho thãc\x02", "Nguyễn\u00adTrãi"])
def test_what_may_be_a_letter_of_an_old_font_is_not_taken_out_unasked(text: str) -> None:
    found = only("text_stray_spaces", name=text)
    assert not any(hit.fix for hit in found)


@pytest.mark.parametrize("text", ["NguyÔn ThÞ Minh Khai", "Tr\u00adêng tiÓu häc", "Tiá»\u0083u há»\u008dc"])
def test_a_run_of_one_rule_says_of_a_text_what_a_run_of_all_says(text: str) -> None:
    for rule in ("text_lost_characters", "text_stray_spaces", "text_telex"):
        assert not only(rule, name=text)


def test_lines_of_a_note_may_stand() -> None:
    assert not rules_of(alone(drawn(), note="Cổng nào? Hỏi bảo vệ.\nCó chó?"))
    assert rules_of(alone(drawn(), note="C?ng nào\nCó chó?")) == {"text_lost_characters"}
    assert not rules_of(alone(drawn(), note="Đi thẳng.\nRẽ trái.\r\nNhà thứ ba."))
    assert [hit.fix for hit in alone(drawn(), note="Đi thẳng. \nRẽ  trái")] == [{"note": "Đi thẳng.\nRẽ trái"}]


@pytest.mark.parametrize(
    ("values", "rules", "fixed"),
    [
        ({"plus_code": None}, set(), False),
        ({"plus_code": "DERIVED"}, set(), False),
        ({"plus_code": "TEN"}, set(), False),
        ({"plus_code": "7P5W2222+22"}, {"derived_code_differs"}, True),
        ({"plus_code": "7P5W-22"}, {"other_code_malformed"}, True),
        ({"plus_code": "7P5W-22", "lon": np.nan}, {"other_code_malformed"}, False),
        ({"vpostcode": "00101"}, {"other_code_malformed"}, True),
        ({"vpostcode": "00101", "postcode": None}, {"other_code_malformed"}, False),
        ({"parcel_geohash": "whatever"}, set(), False),  # a trial never overrules what was imported
        ({"place_id": "12345"}, {"field_value_invalid"}, False),
    ],
)
def test_other_identifiers(values: dict[str, Any], rules: set[str], fixed: bool) -> None:
    world = drawn()
    house = next(r for r in world.records if numbered(r) and r["commune_code"] == WEST.code)
    derived = str(world.reference.schemes["pluscode"].derive(house["lon"], house["lat"])[0])
    stand_in = {"DERIVED": derived, "TEN": derived[:-1]}
    found = alone(world, **{name: stand_in.get(str(value), value) for name, value in values.items()})
    found = [hit for hit in found if hit.rule not in ("position_missing",)]
    assert rules_of(found) == rules
    assert [bool(hit.fix) for hit in found] == [fixed] * len(rules)


def test_units_of_one_parent_and_a_building_with_its_parcel_share_a_place() -> None:
    house = record(1, 114, 60, WEST, street="Trần Phú", house_number="2")
    flats = [record(k, 114, 60, WEST, parent_id=house["address_id"], parent_stage="created", street="Trần Phú",
                    house_number="2", object_class="flat", room=f"0{k}") for k in (2, 3)]  # fmt: skip
    parcel = record(4, 114, 60, WEST, role="parcel", street="Trần Phú", house_number="2", map_sheet="1", map_parcel="2")
    twice = {"position_same", "address_text_same"}
    assert not rules_of(hits(town(house, *flats, parcel))) & twice
    stranger = record(5, 114.3, 60, WEST, street="Trần Phú", house_number="4")
    found = hits(town(house, *flats, parcel, stranger))
    assert {h.object_id for h in found if h.rule == "position_same"} == {
        r["address_id"] for r in (house, *flats, parcel, stranger) if r["role"] == "building" or r is parcel
    } - {parcel["address_id"]}
    same_room = record(6, 114, 60, WEST, parent_id=house["address_id"], parent_stage="created", street="trần phú",
                       house_number="Số 2", object_class="flat", room="02")  # fmt: skip
    found = hits(town(house, *flats, same_room))
    assert {h.object_id for h in found if h.rule == "address_text_same"} == {
        flats[0]["address_id"], same_room["address_id"]
    }  # fmt: skip


def test_settlements_of_one_name_in_a_merged_commune_are_told_apart_by_the_former_one() -> None:
    two = (
        Settlement("A", "Thôn 1", WEST.code, "99901", wkb=box(0, 0, 400, 1000)),
        Settlement("B", "Thôn 1", WEST.code, "99902", wkb=box(400, 0, 600, 1000)),
    )
    first = record(1, 200, 700, WEST, settlement="Thôn 1", house_number="12")
    second = record(2, 700, 700, WEST, settlement="thôn 1", house_number="12")
    third = record(3, 720, 720, WEST, settlement="Thôn 1", house_number="12")
    assert "address_text_same" not in rules_of(hits(town(first, second, settlements=two)))
    found = hits(town(first, second, third, settlements=two))
    assert {h.object_id for h in found if h.rule == "address_text_same"} == {second["address_id"], third["address_id"]}
    assert "address_text_same" in rules_of(hits(town(first, second, settlements=two[:1])))


def test_retired_records_are_left_alone() -> None:
    bad = {"street": " Không Có ", "house_number": "Tr?n", "commune_code": "98765", "lon": np.nan}
    world = town(record(1, 114, 60, WEST, stage="retired", **bad))
    assert not hits(world)


def test_positions_off_their_outline() -> None:
    def off(metres: float, method: str) -> set[str]:
        house = record(1, 114, 60 + 7 + metres, WEST, street="Trần Phú", house_number="2", position_method=method)
        house["footprint"] = record(1, 114, 60, WEST)["footprint"]
        return {h.rule for h in hits(town(house)) if h.rule.startswith("position")}

    assert not off(-0.5, "centroid") and not off(0.8, "inner") and off(1.5, "centroid") == {"position_outside_building"}
    assert not off(12, "entrance") and off(16, "official") == {"position_outside_building"}


def test_floating_houses_lie_outside_every_commune() -> None:
    afloat = record(1, -400, 400, WEST, object_class="floating_house", street="Trần Phú", house_number="2")
    ashore = record(2, -400, 500, WEST, street="Trần Phú", house_number="4")
    found = [h for h in hits(town(afloat, ashore)) if h.rule == "position_outside_communes"]
    assert [(h.object_id, h.params["metres"]) for h in found] == [(ashore["address_id"], 400)]


def test_a_border_is_forgiven_within_the_tolerance() -> None:
    near, beyond = (record(k, 1000 + x, 400, WEST, house_number="1", street="Trần Phú") for k, x in ((1, 10), (2, 30)))
    found = [h for h in hits(town(near, beyond)) if h.rule == "position_other_commune"]
    assert [(h.object_id, h.params["other"]) for h in found] == [(beyond["address_id"], EAST.full_name)]


def test_the_fishbone_ends_at_the_foot_on_the_street() -> None:
    far = record(1, 400, 500, WEST, street="Trần Phú", house_number="2")
    [hit] = [h for h in hits(town(far)) if h.rule == "street_far"]
    assert hit.params["metres"] == 300
    assert np.allclose(hit.line[0], (far["lon"], far["lat"])) and np.allclose(hit.line[1], place(100, 500))


def test_sides_are_learnt_per_street_whatever_the_direction_of_the_line() -> None:
    backwards = tuple(replace(s, wkb=line((100, 950), (100, 500), (100, 50))) if s.street_id == "S1" else s
                      for s in drawn().reference.streets)  # fmt: skip
    found = hits(drawn().with_reference(streets=backwards))
    assert not rules_of(found) & {"number_wrong_side", "number_out_of_order"}


def test_a_street_drawn_in_pieces_both_ways_is_followed_through() -> None:
    pieces = [line((100, 500), (100, 50)), line((100, 500), (100, 700)), line((100, 950), (100, 700))]
    rest = tuple(s for s in drawn().reference.streets if s.street_id != "S1")
    streets = (*rest, *(Street(f"P{k}", "Trần Phú", WEST.code, wkb=wkb) for k, wkb in enumerate(pieces)))
    world = drawn().with_reference(streets=streets)
    assert not rules_of(hits(world)) & {"number_wrong_side", "number_out_of_order"}
    house = next(r for r in world.records if r["street"] == "Trần Phú" and r["house_number"] == "9")
    house["house_number"] = "67"
    assert {h.object_id for h in hits(world) if h.rule == "number_out_of_order"} == {house["address_id"]}


def test_bad_geometry_and_odd_values_stop_nothing() -> None:
    world = drawn()
    clean = len(hits(world))
    odd: list[dict[str, Any]] = [
        {"lon": np.inf, "lat": -np.inf}, {"lon": 1e30}, {"footprint": b"\x01\x03"}, {"footprint": b"", "lat": 95.0},
        {"footprint": b"\x00" * 40}, {"footprint_crs": "EPSG:0"}, {"house_number": 12}, {"street": 5.5},
        {"name": b"\xff"},
        {"house_number": "9" * 5000}, {"street": "a" * 5000}, {"commune_code": 22366}, {"stage": None}, {"code": 5},
        {"object_class": 7}, {"role": None}, {"house_number": "٣"}, {"alley": "\ud800"}, {"parent_id": 3},
        {"code_scheme": 4}, {"floors": "x"}, {"name": "\x00"},
    ]  # fmt: skip
    for k, values in enumerate(odd):
        world.records[k].update(values)
    broken = (b"", b"\x01", b"\x01\x02\x00\x00\x00\xff\xff\xff\xff", box(0, 0, 1, 1), None, line((np.nan, 1), (2, 3)))
    streets = (*world.reference.streets, *(Street(str(k), "Trần Phú", WEST.code, wkb=b) for k, b in enumerate(broken)))
    units = (*world.reference.units, replace(WEST, code="22400", wkb=b"\x01\x06"), replace(WEST, code="22401", wkb=b""))
    assert len(hits(world.with_reference(streets=streets, units=units))) > clean


def test_an_empty_register() -> None:
    assert hits(town()) == []


def test_a_cancel_is_heard_and_progress_moves() -> None:
    world = drawn()
    done: list[float] = []
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1

    list(check_addresses(MemoryReader(chunk_of(world.records)), world.reference, BOOK, check, done.append))
    assert done == sorted(done) and done[-1] == 1.0 and len(done) >= 5

    class Cancelled(Exception):
        pass

    for last in range(1, asked):
        left = [last]

        def stop(left: list[int] = left) -> None:
            left[0] -= 1
            if not left[0]:
                raise Cancelled

        with pytest.raises(Cancelled):
            list(check_addresses(MemoryReader(chunk_of(world.records)), world.reference, BOOK, stop))


def test_a_crowd_at_one_place_is_told_once_each() -> None:
    crowd = [record(k, 500, 700, WEST, house_number=str(k), street="Trần Phú") for k in range(1, 600)]
    found = [h for h in hits(town(*crowd)) if h.rule == "position_same"]
    assert len(found) == len({h.object_id for h in found}) == 599


def test_the_same_rules_for_one_record_as_for_all() -> None:
    world = drawn()
    world.records[3].update(street="Tran Phu ", name="Tr?n", floors=999, postcode="1")
    together = {(h.rule, h.part, tuple(h.fix.items())) for h in hits(world)
                if h.object_id == world.records[3]["address_id"]}  # fmt: skip
    one = world.records[3]
    single = check_record(one, one["lon"], one["lat"], world.reference, BOOK)
    assert {(h.rule, h.part, tuple(h.fix.items())) for h in single} == together


def test_a_draft_in_a_form_is_not_asked_for_the_ledger() -> None:
    draft = {"street": "Trần Phú", "house_number": "12", "commune_code": WEST.code, "stage": "declared",
             "object_class": "house", "code": "0010100999"}  # fmt: skip
    found = check_record(draft, float("nan"), float("nan"), drawn().reference, BOOK)
    assert rules_of(found) == {"position_missing", "basic_field_missing"} or rules_of(found) == {"position_missing"}


def test_watched_values_change_the_fingerprint_and_nothing_else_does() -> None:
    def street_hit(**more: Any) -> Hit:
        return next(h for h in alone(drawn(), street="Lê Lợi", **more) if h.rule == "street_unknown")

    assert street_hit().watched == street_hit(note="khác", name="Tên").watched
    other = next(h for h in alone(drawn(), street="Lê Lai B") if h.rule == "street_unknown")
    assert street_hit().watched != other.watched
    assert fingerprint({"vi": "a"}, [1]) == fingerprint({"vi": "a"}, [1]) != fingerprint({"vi": "b"}, [1])
    assert fingerprint(1) != fingerprint(True) and fingerprint(1.0) == fingerprint(1.00000001)
    assert fingerprint("a", None) != fingerprint("a", "") and -(2**63) <= fingerprint(1.5, "x") < 2**63


def test_hits_come_in_batches() -> None:
    some = Hit("r", "address", "a", 1)
    assert [len(batch) for batch in batched(iter([some] * 7), 3)] == [3, 3, 1]


def test_each_rule_keeps_to_its_own_distance_from_the_street() -> None:
    world = drawn()
    [house] = [r for r in world.records if r.get("street") == "30/4" and r["house_number"] == "9"]
    house["house_number"] = "67"
    asked = {"number_out_of_order", "number_jump"}

    def found(**fronts: float) -> set[str]:
        rules = dict(BOOK.rules)
        for name, front in fronts.items():
            rules[name] = replace(rules[name], tolerances={**rules[name].tolerances, "front_metres": front})
        return rules_of(hits(world, replace(BOOK, rules=rules))) & asked

    assert found() == {"number_out_of_order"}
    assert found(number_out_of_order=10) == set()
    assert found(number_out_of_order=10, number_gap=80) == set()
    assert rules_of(hits(world, BOOK.select(["number_out_of_order"]))) == {"number_out_of_order"}
    assert rules_of(hits(drawn(), BOOK.select(["number_gap"]))) == {"number_gap"}


def test_rules_without_streets_or_areas_to_ask_are_known_and_find_nothing() -> None:
    world = drawn()
    assert unanswerable(world.reference, BOOK) == []
    named = tuple(replace(street, wkb=None) for street in world.reference.streets)
    flat = tuple(replace(unit, wkb=None) for unit in world.reference.units)
    assert set(unanswerable(replace(world.reference, units=flat), BOOK)) == {
        "position_other_commune", "position_outside_communes",
    }
    lines = set(unanswerable(replace(world.reference, streets=named), BOOK))
    assert {"street_far", "number_gap"} <= lines and "street_unknown" not in lines
    bare = replace(world.reference, streets=(), units=flat)
    silent = set(unanswerable(bare, BOOK))
    assert silent > lines | {"street_unknown", "position_other_commune"}
    assert not silent & rules_of(hits(replace(world, reference=bare)))
    one = BOOK.select(["street_unknown", "code_malformed"])
    assert unanswerable(bare, one) == ["street_unknown"]
