"""Each kind of error, put into a clean town at a known place, is found there and nowhere else."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import Polygon, box

from diachiso.core.geometry.shapely_engine import ShapelyEngine
from diachiso.core.rules.hits import Hit
from diachiso.core.rules.land import edges
from diachiso.core.rules.land.check import LandScene, Need, check_land, missing
from diachiso.core.rules.land.places import Zone

from ....effort import effort
from .town import BOOK, DEPTH, MIDDLE, WIDTH, Rows, Town, X, Y, check, clean_town, found, parcel_box

Case = tuple[str, Callable[[Town], None], set[tuple[str, str]]]


def _bow_tie(shape: Polygon) -> Polygon:
    west, south, east, north = shape.bounds
    return Polygon([(west, south), (east, north), (east, south), (west, north)])


def no_outline(town: Town) -> None:
    town.houses.shapes[town.house(3, 1)] = None


def unreadable(town: Town) -> None:
    town.parcels.shapes[town.parcel(0, 0)] = b"\x01\x03\x00\x00"
    town.unaddressed = set()


def impossible(town: Town) -> None:
    town.houses.shapes[town.house(3, 1)] = box(1e12, 0, 1e12 + 5, 5)


def invalid_house(town: Town) -> None:
    at = town.house(3, 1)
    town.houses.shapes[at] = _bow_tie(town.houses.shapes[at])


def invalid_parcel(town: Town) -> None:
    at = town.parcel(3, 1)
    town.parcels.shapes[at] = _bow_tie(town.parcels.shapes[at])


def house_twice(town: Town) -> None:
    town.houses.add(town.houses.shapes[town.house(4, 2)], "again", commune="00001")


def parcel_twice(town: Town) -> None:
    at = town.parcel(4, 2)
    shape = town.parcels.shapes[at]
    row = {name: column[at] for name, column in town.parcels.texts.items()}
    town.parcels.add(Polygon(shape.exterior.coords[::-1]), "again", shape.area, **row)


def thin_house(town: Town) -> None:
    west, south, east, north = parcel_box(5, 3).bounds
    town.houses.add(box(west + 1, south + 14, west + 1.1, south + 19), "thin", commune="00001")


def overlap(town: Town) -> None:
    at = town.parcel(2, 0)
    west, south, east, north = parcel_box(2, 0).bounds
    town.parcels.shapes[at] = box(west, south, east + 0.2, north)
    town.parcels.recorded[at] = 6.2 * DEPTH


def overlap_of_an_odd_shape(town: Town) -> None:
    at = town.parcel(2, 0)
    west, south, east, north = parcel_box(2, 0).bounds
    nose = [(west, south), (east, south), (east + 1.2, south + 16), (east, south + 17), (east, north), (west, north)]
    town.parcels.shapes[at] = Polygon(nose)
    town.parcels.recorded[at] = Polygon(nose).area


def gap(town: Town) -> None:
    at = town.parcel(2, 0)
    west, south, east, north = parcel_box(2, 0).bounds
    town.parcels.shapes[at] = box(west, south, east - 0.3, north)
    town.parcels.recorded[at] = 5.7 * DEPTH


def wedge(town: Town) -> None:
    at = town.parcel(2, 0)
    west, south, east, north = parcel_box(2, 0).bounds
    shape = Polygon([(west, south), (east, south), (east - 0.4, north), (west, north)])
    town.parcels.shapes[at], town.parcels.recorded[at] = shape, shape.area


def filled_gap(town: Town) -> None:
    gap(town)
    west, south, east, north = parcel_box(2, 0).bounds
    town.parcels.add(box(east - 0.3, south, east, north), "between", 0.3 * DEPTH, commune="00001", old_number="1",
                     sheet="1", number="99")  # fmt: skip


def small_differences(town: Town) -> None:
    """What is within the tolerances: a centimetre of gap, of overlap, of a border, a house over it."""
    for column, by in ((2, -0.01), (8, 0.01)):
        at = town.parcel(column, 0)
        west, south, east, north = parcel_box(column, 0).bounds
        town.parcels.shapes[at] = box(west, south, east + by, north)
    at = town.house(4, 4)
    west, south, east, north = parcel_box(4, 4).bounds
    town.houses.shapes[at] = box(west + 0.5, south + 1, east + 0.1, south + 13)


def number_twice(town: Town) -> None:
    town.parcels.texts["number"][town.parcel(2, 4)] = "005"


def number_in_another_commune(town: Town) -> None:
    at = town.parcel(2, 4)
    town.parcels.texts["number"][at] = "9"


def area(town: Town) -> None:
    town.parcels.recorded[town.parcel(1, 1)] = 150.0


def across(town: Town) -> None:
    at = town.house(7, 3)
    west, south, east, north = parcel_box(7, 3).bounds
    town.houses.shapes[at] = box(west + 3, south + 1, east + 2.5, south + 13)
    town.houses.shapes[town.house(8, 3)] = box(east + 3, south + 1, east + 5.5, south + 13)


def house_without_address(town: Town) -> None:
    town.unaddressed = {"h6-2"}
    west, south, east, north = parcel_box(6, 2).bounds
    town.loose = [(west + 3, north - 1)]  # of the land, not of the house


def parcel_without_address(town: Town) -> None:
    town.unaddressed = {"h6-2"}


def address_by_place(town: Town) -> None:
    town.unaddressed = {"h6-2", "h7-2"}
    west, south, east, north = parcel_box(6, 2).bounds
    town.loose = [(west + 3, south + 5), (west + WIDTH + 3, south - 0.5)]  # inside, and at the door of the other


def other_commune(town: Town) -> None:
    town.houses.texts["commune"][town.house(1, 1)] = "00002"
    town.parcels.texts["commune"][town.parcel(11, 5)] = "Xã 00001"


def no_commune(town: Town) -> None:
    town.houses.add(box(X + 3000, Y, X + 3010, Y + 10), "raft")
    town.houses.add(box(X + 402, Y, X + 403, Y + 10), "near")


def communes_overlap(town: Town) -> None:
    town.communes.shapes[0] = box(X - 300, Y - 300, MIDDLE + 1, Y + 400)


def communes_gap(town: Town) -> None:
    west = box(X - 300, Y - 300, MIDDLE, Y + 400)
    town.communes.shapes[0] = west - box(MIDDLE - 20, Y + 250, MIDDLE + 1, Y + 300)


def commune_cut(town: Town) -> None:
    town.communes.shapes[0] = box(X - 100, Y - 300, MIDDLE, Y + 400)


CASES: list[Case] = [
    ("clean", lambda town: None, set()),
    ("no outline", no_outline, {("building_no_outline", "h3-1")}),
    ("unreadable", unreadable, {("parcel_no_outline", "p0-0")}),
    ("impossible place", impossible, {("building_impossible", "h3-1")}),
    ("invalid house", invalid_house, {("building_invalid", "h3-1")}),
    ("invalid parcel", invalid_parcel, {("parcel_invalid", "p3-1")}),
    ("house twice", house_twice, {("building_duplicate", "again")}),
    ("parcel twice", parcel_twice, {("parcel_duplicate", "again")}),
    ("sliver", thin_house, {("building_sliver", "thin")}),
    ("overlap", overlap, {("parcel_overlap", "p2-0")}),
    ("overlap of an odd shape", overlap_of_an_odd_shape, {("parcel_overlap", "p2-0")}),
    ("gap", gap, {("parcel_gap", "p2-0")}),
    ("wedge", wedge, {("parcel_gap", "p2-0")}),
    ("a gap that a parcel fills", filled_gap, set()),
    ("small differences", small_differences, set()),
    ("number twice", number_twice, {("parcel_number_twice", "p2-4"), ("parcel_number_twice", "p4-4")}),
    ("number in another commune", number_in_another_commune, set()),
    ("area", area, {("parcel_area", "p1-1")}),
    ("across", across, {("building_across_parcels", "h7-3")}),
    ("house without address", house_without_address, {("building_no_address", "h6-2")}),
    ("nothing on a parcel has an address", parcel_without_address,
     {("building_no_address", "h6-2"), ("parcel_no_address", "p6-2")}),
    ("addresses told by their place", address_by_place, set()),
    ("in another commune", other_commune,
     {("building_other_commune", "h1-1"), ("parcel_other_commune", "p11-5")}),
    ("in no commune", no_commune, {("building_no_commune", "raft")}),
    ("communes overlap", communes_overlap, {("commune_overlap", "00001")}),
    ("a gap between communes", communes_gap, {("commune_gap", "00001")}),
    ("a commune of the wrong size", commune_cut, {("commune_area", "00001")}),
]  # fmt: skip


@pytest.mark.parametrize(("inject", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_injected_error_is_found_and_nothing_else(
    inject: Callable[[Town], None], expected: set[tuple[str, str]]
) -> None:
    town = clean_town()
    inject(town)
    hits = check(town)
    assert found(hits) == expected


@pytest.mark.parametrize("angle", [0.0, 7.0, 45.0, 123.4])
def test_a_turned_town_is_clean_too(angle: float) -> None:
    assert found(check(clean_town(angle))) == set()


def test_neither_the_order_of_the_rows_nor_the_engine_changes_what_is_found(qgis_app: Any) -> None:
    from diachiso.processing.qgis_engine import QgisEngine

    def spoilt() -> Town:
        town = clean_town(12.0)
        for inject in (house_twice, area, number_twice, house_without_address, other_commune, commune_cut):
            inject(town)
        for column, row in ((2, 0), (9, 3)):
            at = town.parcel(column, row)
            town.parcels.shapes[at] = town.parcels.shapes[at].buffer(0.3 if row else -0.3, join_style="mitre")
        town.houses.shapes[town.house(5, 5)] = town.houses.shapes[town.house(5, 5)].buffer(1.5)
        return town

    def told(hits: list[Hit]) -> list[tuple[Any, ...]]:
        # Of an outline drawn twice the one in the later row is told; the rest hangs on no row.
        return sorted(
            (h.rule, *sorted((h.object_id, h.part)), round(h.lon, 2), round(h.lat, 2), h.params.get("area"))
            for h in hits if "duplicate" not in h.rule and "number_twice" not in h.rule
        )  # fmt: skip

    town = spoilt()
    expected = told(check(town))
    assert len({rule for rule, *_ in expected}) >= 8
    assert told(check(spoilt(), QgisEngine())) == expected
    turned = spoilt()
    for rows in (turned.parcels, turned.houses):
        order = np.random.default_rng(5).permutation(len(rows.shapes)).tolist()
        rows.shapes, rows.keys = [rows.shapes[k] for k in order], [rows.keys[k] for k in order]
        rows.recorded = [rows.recorded[k] for k in order]
        rows.texts = {name: [column[k] for k in order] for name, column in rows.texts.items()}
    assert told(check(turned)) == expected


@pytest.mark.parametrize(
    ("commune", "former", "old_number", "rule"),
    [
        ("22528", (None, None), (None, None), "parcel_number_twice_merged"),  # merged in 2025, former ones unknown
        ("22528", ("22529", "22531"), (None, None), None),  # two former communes, each with its own numbers
        ("22528", ("22529", "22529"), (None, None), "parcel_number_twice"),
        ("22528", ("22529", "22531"), ("3", "4"), "parcel_number_twice"),  # renumbered since
        ("99999", (None, None), (None, None), "parcel_number_twice"),
    ],
    ids=["unknown", "two", "one", "renumbered", "no merger known"],
)
def test_numbers_are_once_in_a_former_commune(
    commune: str, former: tuple[Any, Any], old_number: tuple[Any, Any], rule: str | None
) -> None:
    rows = Rows()
    for k in range(2):
        rows.add(box(X + 100 * k, Y, X + 100 * k + 10, Y + 10), f"p{k}", commune=commune, former_commune=former[k],
                 old_number=old_number[k], sheet="4", number="17")  # fmt: skip
    town = Town(parcels=rows)
    assert found(check(town)) == ({(rule, "p0"), (rule, "p1")} if rule else set())


def test_objects_of_another_zone_are_told_with_the_zone_and_nothing_else() -> None:
    town = clean_town()
    for key in ("h1-1", "h8-4"):
        at = town.houses.keys.index(key)
        town.houses.shapes[at] = affinity.translate(town.houses.shapes[at], 50_000, 0)
    zone = Zone("zone B", lambda xy: xy - [50_000, 0])
    far = Zone("zone A", lambda xy: xy + [90_000, 0])
    hits = check(town, zones={"building": (far, zone)})
    assert found(hits) == {("building_other_zone", "h1-1"), ("building_other_zone", "h8-4")}
    assert {hit.params["zone"] for hit in hits} == {"zone B"}


def test_a_layer_that_lies_in_another_zone_as_a_whole_is_one_result() -> None:
    town = clean_town()
    town.houses.shapes = [affinity.translate(shape, 50_000, 0) for shape in town.houses.shapes]
    zone = Zone("zone B", lambda xy: xy - [50_000, 0])
    hits = check(town, zones={"building": (zone,)}, crs={"building": "zone A"})
    assert [(hit.rule, hit.part, hit.params["declared"], hit.params["shift"]) for hit in hits] == [
        ("building_crs", "layer", "zone A", "50000")
    ]


def test_a_hit_says_enough_to_be_found_and_to_be_known_again() -> None:
    town = clean_town()
    gap(town)
    (hit,) = check(town)
    west, south, east, north = parcel_box(2, 0).bounds
    assert hit.part == "p3-0" and hit.params == {"other": "p3-0", "width": 0.3, "length": 20.0, "area": 6.0}
    assert (round(hit.lon, 2), round(hit.lat, 2)) == (round(east - 0.15, 2), round(south + 10, 2))
    assert len(hit.line) == 2 and hit.commune == "00001"
    (again,) = check(town)
    assert again.watched == hit.watched, "an exception stays as long as nothing changes"
    town.parcels.shapes[town.parcel(2, 0)] = box(west, south, east - 0.25, north)
    (changed,) = check(town)
    assert changed.watched != hit.watched


def test_each_rule_has_a_text_for_what_it_tells() -> None:
    for _, inject, _ in CASES:
        town = clean_town()
        inject(town)
        for hit in check(town):
            rule = BOOK.rules[hit.rule]
            for language in ("vi", "en"):
                assert "…" not in rule.text(language, hit.params), f"{rule.id} lacks a value in {language}"


def test_a_cancel_is_asked_for_often_and_progress_only_grows() -> None:
    told: list[float] = []
    asked = 0

    def ask() -> None:
        nonlocal asked
        asked += 1

    engine = ShapelyEngine()
    list(check_land(clean_town().scene(engine), BOOK, engine, ask, told.append))
    assert told == sorted(told) and told[-1] == 1.0 and asked > 10

    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    with pytest.raises(Stop):
        list(check_land(clean_town().scene(engine), BOOK, engine, stop))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=9, unique=True))
@settings(deadline=None, max_examples=effort(80))
def test_no_outline_stops_a_run(points: list[tuple[int, int]]) -> None:
    town = clean_town()
    ring = Polygon([(X + x / 2, Y + y) for x, y in points])
    town.parcels.shapes[3] = ring
    town.houses.shapes[40] = ring
    town.communes.shapes[1] = ring
    hits = check(town)
    if not ring.is_valid:
        assert {("parcel_invalid", town.parcels.keys[3]), ("building_invalid", town.houses.keys[40])} <= found(hits)


def test_a_rule_is_asked_for_only_where_its_layers_are_there() -> None:
    engine = ShapelyEngine()
    whole = clean_town().scene(engine)
    assert {missing(whole, rule) for rule in BOOK.rules.values()} == {None}
    bare = LandScene(lambda xy: xy, buildings=whole.buildings)
    lacking = {rule.id: missing(bare, rule) for rule in BOOK.rules.values() if rule.subject.value == "building"}
    assert lacking["building_across_parcels"] is Need.parcels and lacking["building_no_address"] is Need.register
    assert lacking["building_other_commune"] is Need.communes and lacking["building_invalid"] is None


def test_objects_of_one_name_are_told_apart() -> None:
    town = clean_town()
    invalid_house(town)
    town.houses.shapes[town.house(4, 1)] = _bow_tie(town.houses.shapes[town.house(4, 1)])
    town.houses.keys[town.house(4, 1)] = "h3-1"
    ids = [hit.object_id for hit in check(town) if hit.rule == "building_invalid"]
    assert len(set(ids)) == 2 and all(name.startswith("h3-1#") for name in ids)


@pytest.mark.parametrize("angle", [0.0, 30.0])
def test_large_outlines_are_asked_about_in_another_way_with_the_same_answers(
    angle: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[tuple[Any, ...]]:
        town = clean_town(angle)
        for k, by in ((2, 0.3), (30, -0.2), (50, 0.3)):
            town.parcels.shapes[k] = town.parcels.shapes[k].buffer(by, join_style="mitre")
        town.houses.shapes[17] = town.houses.shapes[17].buffer(2)
        town.unaddressed = {"h6-2", "h7-2"}
        town.loose = [tuple(town.houses.shapes[town.house(6, 2)].centroid.coords[0])]
        return sorted((h.rule, h.object_id, h.part, round(h.lon, 3), str(h.params)) for h in check(town))

    usual = told()
    assert {rule for rule, *_ in usual} >= {
        "parcel_overlap", "parcel_gap", "building_across_parcels", "building_no_address", "parcel_no_address"
    }  # fmt: skip
    monkeypatch.setattr(edges, "LARGE", 2)
    assert told() == usual


def test_a_house_that_is_a_point_has_an_address_near_it() -> None:
    town = clean_town()
    for column in (1, 8):
        town.houses.shapes[town.house(column, 0)] = town.houses.shapes[town.house(column, 0)].centroid
    town.unaddressed = {"h1-0", "h8-0"}
    point = town.houses.shapes[town.house(1, 0)]
    town.loose = [(point.x + 1, point.y)]
    assert found(check(town)) == {("building_no_address", "h8-0"), ("parcel_no_address", "p8-0")}
