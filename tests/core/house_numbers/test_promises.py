"""What holds for any houses on any streets: nothing that stands is changed, no number twice, always the same."""
from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.house_numbers.model import Houses, NumberStatus, Proposal
from diachiso.core.house_numbers.propose import propose
from diachiso.core.house_numbers.rules import NumberingRules, Reserve

from ...effort import effort
from .world import Town, street

STREETS = (
    street((400, 0), (200, 0)), street((200, 0), (0, 10)),
    street((200, -200), (200, 0), name="Lê Lợi"), street((200, 0), (200, 200), name="Lê Lợi"),
    street((100, 5), (100, 90), name="", kind="service"), street((100, 50), (150, 60), name="", kind="service"),
    street((300, 0), (300, -80), name="", kind="footway"),
)  # fmt: skip
NUMBERS = st.sampled_from(["", "", "", "1", "2", "7", "12", "12A", "15-19", "30", "không số"])


@st.composite
def towns(draw: st.DrawFn) -> Houses:
    """Up to twenty-five houses anywhere around the streets, some with a number, some with a street."""
    town = Town()
    places = st.tuples(st.integers(0, 400), st.integers(-150, 150))
    for x, y in draw(st.lists(places, min_size=1, max_size=25, unique=True)):  # two at one place cannot be told apart
        named = draw(st.sampled_from(["", "Trần Phú", "Lê Lợi"]))
        town.house(x, y, street=named, number=draw(NUMBERS), fixed=draw(st.booleans()) and draw(st.booleans()))
    return town.houses()


def rules(reserve: Reserve) -> NumberingRules:
    return NumberingRules(reserve=reserve)


def taken_over(houses: Houses, found: Proposal) -> Houses:
    """The houses with what was proposed."""
    number, alley, names = list(houses.number), list(houses.alley), list(houses.street)
    for row in found.numbers:
        if row.status is NumberStatus.NEW:
            number[row.house], alley[row.house], names[row.house] = row.number, row.alley, row.street
    return replace(houses, number=number, alley=alley, street=names)


def permuted(houses: Houses, order: list[int]) -> Houses:
    at = np.array(order)
    lists = {
        name: [getattr(houses, name)[k] for k in order] for name in ("outline", "street", "number", "alley", "commune")
    }
    arrays = {name: getattr(houses, name)[at] for name in ("xy", "door", "fixed", "plot")}
    return Houses(**lists, **arrays)  # type: ignore[arg-type]


@settings(max_examples=effort(60), deadline=None)
@given(towns(), st.sampled_from(list(Reserve)), st.randoms(use_true_random=False))
def test_the_promises_of_numbering(houses: Houses, reserve: Reserve, shuffle: object) -> None:
    found = propose(houses, STREETS, rules(reserve))
    of_house = [row for row in found.numbers if row.house >= 0]
    assert [row.house for row in of_house] == list(range(houses.size))
    # What stands is kept, whatever it is.
    for row in of_house:
        if houses.number[row.house]:
            assert (row.number, row.status) == (houses.number[row.house], NumberStatus.KEPT)
    # No proposed number stands twice, nor where one is left free.
    said = Counter((row.street, row.written) for row in found.numbers if row.written)
    for row in found.numbers:
        if row.status in (NumberStatus.NEW, NumberStatus.RESERVED):
            assert said[row.street, row.written] == 1, row
    # The same whatever the order of houses and streets.
    order = list(range(houses.size))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    other = propose(permuted(houses, order), STREETS[::-1], rules(reserve))
    assert {order[row.house]: row.written for row in other.numbers if row.house >= 0} == {
        row.house: row.written for row in of_house
    }
    # Once written, nothing more is proposed for those houses.
    again = propose(taken_over(houses, found), STREETS, rules(reserve))
    new = {row.house for row in of_house if row.status is NumberStatus.NEW}
    assert not new & {row.house for row in again.numbers if row.status is NumberStatus.NEW}
