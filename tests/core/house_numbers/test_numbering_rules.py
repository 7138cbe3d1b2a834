"""DOMAIN.md §6 case by case: sides, directions, gaps, insertions, corners, alleys, what is kept and what is locked."""
from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from struct import pack

import numpy as np
import pytest

from diachiso.core.house_numbers.direction import by_rule, read_direction
from diachiso.core.house_numbers.gather import largest_rings
from diachiso.core.house_numbers.model import NumberStatus
from diachiso.core.house_numbers.reasons import NumberReason
from diachiso.core.house_numbers.rules import (
    AlleyStyle,
    NumberingRules,
    Reserve,
    load_numbering_rules,
    parse_numbering_rules,
    shipped_rules,
)
from diachiso.core.json_reader import ProfileError
from diachiso.core.numbering import canonical_number

from ...small_town import line, square
from .world import PLAIN, Town, of_house, reserved, street, written

WEST = ((100.0, 0.0), (0.0, 0.0))  # east to west: left is south
FREE = NumberingRules(reserve=Reserve.FRONTAGE, frontage=5.0, gap_from=15.0)


def test_left_odd_right_even_from_east_to_west() -> None:
    town = Town()
    town.row([90, 80, 70], -10)  # south: the left of somebody who walks west
    town.row([88, 78], 10)
    for drawn in (WEST, WEST[::-1]):
        assert written(town.numbered(street(*drawn))) == ["1", "3", "5", "2", "4"]


@pytest.mark.parametrize(
    ("begin", "end", "runs"),
    [((0, 9), (0, 0), True), ((9, 0), (0, 0), True), ((9, 9), (0, 0), True), ((9, 0), (0, 9), True),
     ((0, 0), (0, 9), False), ((0, 0), (9, 0), False), ((0, 0), (9, 9), False), ((0, 9), (9, 0), False)],
)  # fmt: skip
def test_the_rule_of_directions(begin: tuple[int, int], end: tuple[int, int], runs: bool) -> None:
    """N→S, E→W, NE→SW, SE→NW."""
    assert by_rule(np.array(end, float) - np.array(begin, float)) is runs


@pytest.mark.parametrize(
    ("text", "said"),
    [("N-S", ("bearing", 180)), ("bắc - nam", ("bearing", 180)), ("Từ Bắc xuống Nam", ("bearing", 180)),
     ("B-N", ("bearing", 180)), ("N-B", ("bearing", 0)), ("Đ→T", ("bearing", 270)), ("E-W", ("bearing", 270)),
     ("SE-NW", ("bearing", 315)), ("Đông Bắc - Tây Nam", ("bearing", 225)), ("ĐN-TB", ("bearing", 315)),
     ("bắc nam", ("bearing", 180)), ("forward", ("line", 1)), ("ngược chiều vẽ", ("line", -1)),
     ("135", ("bearing", 135)),
     ("N", None), ("sang trái", None), ("N-N", None), ("400", None), ("", None)],
)  # fmt: skip
def test_directions_as_people_write_them(text: str, said: object) -> None:
    found = read_direction(text)
    assert found == said or (found is not None and said is not None and found[0] == said[0]  # type: ignore[index]
                             and abs(found[1] - said[1]) < 1e-6)  # type: ignore[index]


@pytest.mark.parametrize(("direction", "first"), [("T-Đ", "even"), ("E-W", "odd"), ("forward", "odd"), ("270", "odd")])
def test_the_street_layer_may_say_the_direction(direction: str, first: str) -> None:
    town = Town()
    town.row([90, 80], -10)
    found = written(town.numbered(street(*WEST, direction=direction)))
    assert found == (["1", "3"] if first == "odd" else ["4", "2"])


def test_radial_streets_begin_at_the_centre() -> None:
    town = Town()
    town.row([10, 20], -10)
    centre = np.array([-50.0, 0.0])
    assert written(town.numbered(street(*WEST))) == ["3", "1"]
    assert written(town.numbered(street(*WEST), centre=centre)) == ["2", "4"]
    assert written(town.numbered(street(*WEST), centre=np.array([50.0, 500.0]))) == ["3", "1"]  # not radial


def test_pieces_drawn_in_any_direction_are_one_street() -> None:
    town = Town()
    town.row([290, 190, 90], -10)
    pieces = [street((0, 0), (100, 0)), street((200, 0), (100, 0)), street((200.5, 0.5), (300, 0))]
    for order in (pieces, pieces[::-1]):
        assert written(town.numbered(*order)) == ["1", "3", "5"]


def test_numbers_go_on_behind_a_square() -> None:
    town = Town()
    town.row([390, 90], -10)
    assert written(town.numbered(street((400, 0), (250, 0)), street((100, 0), (0, 0)))) == ["1", "3"]


def test_two_carriageways_are_one_street() -> None:
    town = Town()
    south = town.row([190, 100], -30)
    north = town.row([195, 105], 30)
    found = town.numbered(street((200, -12), (0, -12)), street((0, 12), (200, 12)))
    assert [of_house(found, row).written for row in (*south, *north)] == ["1", "3", "2", "4"]


def test_a_number_that_stands_at_a_house_without_a_position_is_not_given_again() -> None:
    town = Town()
    town.house(float("nan"), float("nan"), number="3")
    town.row([90, 80], -10)
    assert written(town.numbered(street(*WEST)))[1:] == ["1", "5"]


def test_two_streets_of_one_name_in_one_commune_never_give_a_number_twice() -> None:
    town = Town()
    for offset in (0, 5000):
        town.row([offset + 90, offset + 80], -10, commune="22366")
    streets = [street((offset + 100, 0), (offset, 0)) for offset in (0, 5000)]
    assert sorted(written(town.numbered(*streets)), key=int) == ["1", "3", "5", "7"]
    for row, commune in zip(town.rows, ("22366", "22366", "22390", "22390")):
        row["commune"] = commune
    assert sorted(written(town.numbered(*streets))) == ["1", "1", "3", "3"]


def test_a_number_in_an_alley_is_not_given_again_either() -> None:
    town = Town()
    town.row([98, 5], 8)  # 1 and 3 to the left of a street that runs west
    far, nowhere = town.house(1000, 1000, number="1", alley="ngõ 7"), town.house(np.nan, np.nan, number="7/3")
    inside = town.row([53, 47, 56, 44], -20) + town.row([23, 17], -20)
    lanes = [street((50, 0), (50, -60), name="Ngõ 7"), street((20, 0), (20, -60), name="Ngõ 7")]
    proposal = town.numbered(street((0, 0), (100, 0)), *lanes)
    numbers = [canonical_number(of_house(proposal, row).written) for row in (far, nowhere, *inside)]
    assert len(set(numbers)) == len(numbers) and all(number.startswith("7/") for number in numbers)


def test_a_letter_of_a_house_without_a_position_is_not_given_again() -> None:
    town = Town()
    town.row([90], -8, number="1"), town.row([10], -8, number="3"), town.house(np.nan, np.nan, number="1A")
    between = town.row([60, 40], -8)
    proposal = town.numbered(street((0, 0), (100, 0)))
    assert {of_house(proposal, row).written for row in between} == {"1B", "1C"}


def test_open_land_reserves_numbers_by_its_front() -> None:
    town = Town()
    town.row([98, 60], -10)  # 34 m between the fronts: six numbers of 5 m
    found = town.numbered(street(*WEST), rules=FREE)
    assert written(found) == ["1", "15"]
    assert reserved(found) == ["3", "5", "7", "9", "11", "13"]
    assert of_house(found, 1).reason is NumberReason.AFTER_GAP
    assert all(-14 < row.at[1] < -6 for row in found.numbers if row.house < 0)


def test_a_street_that_crosses_is_no_open_land() -> None:
    town = Town()
    town.row([98, 60], -10)
    wide = street((80, -100), (80, 100), name="Lê Lợi", width=24.0)
    assert written(town.numbered(street(*WEST), wide, rules=FREE)) == ["1", "3"]


def test_lots_of_the_plan_reserve_their_numbers() -> None:
    town = Town()
    town.row([90], -10)
    lot = town.house(80, -10, plot=True)
    town.row([40], -10)
    found = town.numbered(street(*WEST), rules=FREE)
    assert written(found) == ["1", "3", "5"]  # the lots say what is left free, not the metres
    assert of_house(found, lot).status is NumberStatus.RESERVED


def test_existing_numbers_are_kept_and_continued() -> None:
    town = Town()
    town.row([90], -10, number="1")
    town.row([80], -10, number="3")
    new = town.row([70, 60], -10)
    found = town.numbered(street(*WEST))
    assert written(found) == ["1", "3", "5", "7"]
    assert [row.status for row in found.numbers] == [NumberStatus.KEPT] * 2 + [NumberStatus.NEW] * 2
    assert of_house(found, new[0]).params["before"] == 3


def test_a_numbered_street_keeps_its_direction_and_its_sides() -> None:
    town = Town()
    for x, even, odd in ((10, "2", "1"), (20, "4", "3"), (30, "6", "5")):  # west to east, the left even
        town.house(x, 10, number=even)
        town.house(x, -10, number=odd)
    left, right = town.house(40, 10), town.house(40, -10)
    found = town.numbered(street(*WEST, direction="E-W"))
    assert [of_house(found, row).written for row in (left, right)] == ["8", "7"]
    assert found.streets[0].turned == "existing"
    assert found.streets[0].warnings == ("direction_against_numbers",)


def test_houses_between_take_free_numbers_then_letters() -> None:
    town = Town()
    town.row([90], -10, number="11")
    between = town.row([80, 70, 60], -10)
    town.row([50], -10, number="15")
    last = town.row([40], -10)
    found = town.numbered(street(*WEST))
    assert [of_house(found, row).written for row in between] == ["13", "13A", "13B"]
    assert [of_house(found, row).reason for row in between] == [NumberReason.BETWEEN] + [NumberReason.SUFFIX] * 2
    assert of_house(found, last[0]).written == "17"


def test_letters_that_stand_are_not_given_again() -> None:
    town = Town()
    for x, number in ((90, "11"), (70, "11A"), (50, "13")):
        town.house(x, -10, number=number)
    house = town.house(60, -10)
    assert of_house(town.numbered(street(*WEST)), house).written == "11B"


def test_a_number_on_the_wrong_place_is_kept_and_never_given_twice() -> None:
    town = Town()
    town.row([90], -10, number="5")  # out of order: it rules nothing, but 5 is taken
    for x, number in ((80, "1"), (70, "3")):
        town.house(x, -10, number=number)
    house = town.house(60, -10)
    found = town.numbered(street(*WEST))
    assert of_house(found, house).written == "7"
    assert of_house(found, 0).status is NumberStatus.KEPT


def test_before_the_first_number_there_may_be_no_room() -> None:
    town = Town()
    town.house(90, -10)
    for x, number in ((80, "1"), (70, "3"), (60, "5"), (50, "7")):
        town.house(x, -10, number=number)
    assert of_house(town.numbered(street(*WEST)), 0).written == "1A"


def test_a_range_covers_its_numbers() -> None:
    town = Town()
    town.house(90, -10, number="1-5")
    town.house(80, -10)
    assert written(town.numbered(street(*WEST)))[1] == "7"


def test_locked_streets_stay_untouched() -> None:
    town = Town()
    town.row([90], -10, number="1")
    town.row([80], -10)
    found = town.numbered(street(*WEST, locked=True))
    assert [row.status for row in found.numbers] == [NumberStatus.LOCKED] * 2
    assert found.numbers[1].number == ""


def test_a_record_that_takes_no_number_is_left_out() -> None:
    town = Town()
    town.house(90, -10, fixed=True)
    town.house(80, -10)
    found = town.numbered(street(*WEST))
    assert [row.reason for row in found.numbers] == [NumberReason.FIXED, NumberReason.FIRST]
    assert written(found) == ["", "1"]


@pytest.mark.parametrize(
    ("facts", "door", "street_of", "choice"),
    [({"width": 20.0}, None, "Lê Lợi", "wider"), ({"width": 12.0}, None, "Trần Phú", "facade"),
     ({"width": 12.0}, (71.0, -14.0), "Lê Lợi", "door"), ({"width": 20.0}, (75.0, -7.0), "Lê Lợi", "wider")],
)  # fmt: skip
def test_corner_houses(facts: dict[str, float], door: object, street_of: str, choice: str) -> None:
    """By the wider street, else by the main door."""
    town = Town()
    house = town.house(76, -11, street="", door=door, width=8)  # type: ignore[arg-type]
    main, side = street(*WEST, width=12.0), street((60, -100), (60, 100), name="Lê Lợi", **facts)
    found = of_house(town.numbered(main, side), house)
    assert (found.street, found.params["choice"]) == (street_of, choice)


def test_houses_without_a_street_take_the_nearest_and_far_ones_none() -> None:
    town = Town()
    near, far = town.house(50, -15, street=""), town.house(50, -300, street="")
    wrong = town.house(50, -15, street="Lê Lợi")
    found = town.numbered(street(*WEST))
    assert of_house(found, near).street == "Trần Phú"
    assert of_house(found, far).reason is NumberReason.NO_STREET
    assert of_house(found, wrong).reason is NumberReason.UNKNOWN_STREET


LANE = {"name": "", "kind": "service"}


def alley_town() -> tuple[Town, list[int]]:
    """Numbers 1 to 9 in the south, a lane that opens between 5 and 7, with two houses a side and a lane of its own."""
    town = Town()
    town.row([90, 80, 70, 50, 40], -12)
    inside = [town.house(56, -30), town.house(64, -32), town.house(56, -40), town.house(64, -52)]
    inside += [town.house(90, -41), town.house(90, -49)]
    return town, inside


ALLEYS = (street(*WEST), street((60, 0), (60, -70), **LANE), street((60, -45), (120, -45), **LANE))  # type: ignore[arg-type]


def test_alleys_are_named_by_the_house_before_their_mouth() -> None:
    town, inside = alley_town()
    found = town.numbered(*ALLEYS)
    assert written(found)[:5] == ["1", "3", "5", "7", "9"]
    assert [of_house(found, row).written for row in inside] == [
        "2 ngõ 5", "1 ngõ 5", "4 ngõ 5", "3 ngõ 5", "1 ngõ 5/1", "2 ngõ 5/1",
    ]  # fmt: skip
    assert of_house(found, inside[0]).params["alley"] == {"before": "5", "street": "Trần Phú", "after": False}


def test_alleys_as_the_south_writes_them() -> None:
    town, inside = alley_town()
    found = town.numbered(*ALLEYS, rules=replace(PLAIN, alley_style=AlleyStyle.SLASH))
    assert [of_house(found, row).number for row in inside] == ["5/2", "5/1", "5/4", "5/3", "5/1/1", "5/1/2"]


def test_an_alley_keeps_the_name_that_it_has() -> None:
    town, inside = alley_town()
    named = street((60, 0), (60, -70), name="Hẻm 21", kind="service")
    found = town.numbered(ALLEYS[0], named)
    assert of_house(found, inside[0]).written == "2 ngõ 21"
    town.house(56, -60, number="9", alley="33")
    found = town.numbered(*ALLEYS[:2])
    assert of_house(found, inside[0]).written == "2 ngõ 33"


def test_a_lane_that_crosses_the_street_is_two_alleys() -> None:
    town = Town()
    town.row([90, 80, 30], -12)
    town.row([91, 81, 31], 12)
    south, north = town.house(64, -32), town.house(64, 32)
    found = town.numbered(ALLEYS[0], street((60, -70), (60, 70), **LANE))  # type: ignore[arg-type]
    assert [of_house(found, row).written for row in (south, north)] == ["1 ngõ 3", "2 ngõ 4"]


def test_two_alleys_behind_one_house_are_told_apart() -> None:
    town = Town()
    town.row([90, 10], -12)
    one, two = town.house(73, -32), town.house(43, -32)
    lanes = [street((x, 0), (x, -70), **LANE) for x in (70, 40)]  # type: ignore[arg-type]
    found = town.numbered(ALLEYS[0], *lanes)
    assert {of_house(found, row).written for row in (one, two)} == {"1 ngõ 1", "1 ngõ 1A"}


def test_an_alley_before_the_first_house_is_named_by_the_one_after_it() -> None:
    town = Town()
    town.row([50], -12)
    inside = town.house(73, -32)
    found = town.numbered(ALLEYS[0], street((70, 0), (70, -70), **LANE))  # type: ignore[arg-type]
    assert of_house(found, inside).written == "1 ngõ 1"
    assert of_house(found, inside).params["alley"]["after"] is True  # type: ignore[index]


def test_an_alley_of_a_street_without_numbers_has_no_name() -> None:
    town = Town()
    inside = town.house(73, -32)
    found = town.numbered(ALLEYS[0], street((70, 0), (70, -70), **LANE))  # type: ignore[arg-type]
    assert of_house(found, inside).reason is NumberReason.NAMELESS_ALLEY


@pytest.mark.parametrize("file", shipped_rules(), ids=lambda path: path.stem)
def test_the_shipped_rules_can_be_read(file: Path) -> None:
    assert isinstance(load_numbering_rules(file), NumberingRules)


def test_the_default_is_what_the_file_says() -> None:
    assert load_numbering_rules() == NumberingRules()


@pytest.mark.parametrize(
    "wrong", [{"odd_side": "north"}, {"frontage_metres": 0}, {"reserve": "all"}, {"widths": {"primary": -1}}, {"x": 1}]
)
def test_a_wrong_profile_says_where(wrong: dict[str, object]) -> None:
    with pytest.raises(ProfileError) as error:
        parse_numbering_rules(json.loads(json.dumps(wrong)), "own.json")
    assert "own.json" in str(error.value) and next(iter(wrong)) in str(error.value)


def test_outlines_of_many_houses_are_read_at_once() -> None:
    small, large = square(0, 0, 1), square(10, 10, 4)
    both = pack("<BII", 1, 6, 2) + small + large
    point, line_of_two = pack("<BIdd", 1, 1, 5.0, 6.0), line((0, 0), (1, 1))
    found = largest_rings([small, None, both, point, line_of_two, b"broken", large])
    rings = [None if ring is None else ring.min(axis=0).tolist() for _, ring in found]
    assert rings == [[0, 0], None, [10, 10], None, None, None, [10, 10]]
    places = [place if place[0] == place[0] else None for place, _ in found]
    assert places[0] == (0.5, 0.5) and places[3] == (5.0, 6.0) and places[6] == (12.0, 12.0)
    assert places[1] is places[4] is places[5] is None
    assert largest_rings([]) == []
