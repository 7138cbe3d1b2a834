"""Each kind of error, put into a clean town at a known place, is found there and nowhere else."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from shapely.geometry import Polygon, box

from .town import DEPTH, MIDDLE, WIDTH, Town, X, Y, check, clean_town, found, parcel_box

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
