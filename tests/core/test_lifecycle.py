"""Stages of an address and what each asks for."""
from __future__ import annotations

import pytest

from diachiso.core.lifecycle import FIRST_STAGES, TRANSITIONS, Stage, has_location, is_filled, is_lawful


def reachable(start: Stage) -> set[Stage]:
    found = {start}
    while True:
        more = {to for stage in found for to in TRANSITIONS[stage]} - found
        if not more:
            return found
        found |= more


def test_every_stage_is_reached_from_a_draft_and_ends_in_retirement() -> None:
    assert reachable(Stage.DECLARED) == set(Stage)
    assert all(Stage.RETIRED in reachable(stage) for stage in Stage)
    assert reachable(Stage.RETIRED) == {Stage.RETIRED}
    assert {Stage.DECLARED, Stage.CREATED} == FIRST_STAGES


@pytest.mark.parametrize(
    ("old", "new", "lawful"),
    [
        (Stage.DECLARED, Stage.SUBMITTED, False),
        (Stage.CREATED, Stage.ISSUED, False),
        (Stage.SUBMITTED, Stage.CREATED, False),
        (Stage.REJECTED, Stage.CREATED, True),
        (Stage.ISSUED, Stage.REJECTED, False),
        (Stage.ISSUED, Stage.RETIRED, True),
        (Stage.ISSUED, Stage.ISSUED, True),
    ],
)
def test_steps(old: Stage, new: Stage, lawful: bool) -> None:
    assert is_lawful(old, new) is lawful


@pytest.mark.parametrize(
    ("value", "filled"), [(None, False), ("", False), ("  ", False), (0, False), (False, False), ("0", True), (1, True)]
)
def test_filled(value: object, filled: bool) -> None:
    assert is_filled(value) is filled


def test_a_house_without_number_says_so() -> None:
    assert has_location({"settlement": "Thôn 1", "no_number": 1})
    assert not has_location({"settlement": "Thôn 1"})
    assert not has_location({"house_number": "5", "settlement": "Thôn 1", "no_number": 0})
