"""Planning for some objects of a layer: the others tell what these are, and are left as they are themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from diachiso.core.plan import Plan
from diachiso.core.reasons import PlanStatus

from .world import House, Register, house, rows

STREET = [house(100 + 5 * i, 100, f"h{i}", street="2/4", house_number=str(i + 1)) for i in range(8)]
NOT_SELECTED = ("skipped", "not_selected")


def chosen(*index: int, n: int = 8) -> np.ndarray:
    return np.isin(np.arange(n), index)


@pytest.fixture
def register() -> Register:
    """The street as it was assigned in the first month."""
    register = Register()
    register.apply(STREET)
    return register


def test_only_the_selected_get_codes_and_the_next_free_ones() -> None:
    register = Register()
    plan = register.plan(STREET, chosen=chosen(2, 5))
    assert [i for i in range(8) if plan.code[i]] == [2, 5]
    assert sorted(plan.code[[2, 5]].tolist()) == ["0010100001", "0010100002"]
    assert [row for i, row in enumerate(rows(plan)) if i not in (2, 5)] == [NOT_SELECTED] * 6
    assert plan.count(PlanStatus.SKIPPED) == 0 and plan.shown.sum() == 2  # nobody asked about the others


def test_the_others_of_the_register_are_not_missing(register: Register) -> None:
    fewer = STREET[:3]  # a file with part of the street, of which one house is selected
    assert register.plan(fewer).count(PlanStatus.MISSING) == 5
    assert register.plan(fewer, chosen=chosen(0, n=3)).count(PlanStatus.MISSING) == 0


def test_an_unselected_change_is_left_alone(register: Register) -> None:
    moved = [*STREET[:3], House(box(115, 110, 120, 122), "h3", {}), *STREET[4:]]
    assert not register.plan(moved).changes_nothing
    assert register.plan(moved, chosen=chosen(0)).changes_nothing
    assert rows(register.plan(moved, chosen=chosen(3)))[3] == ("moved", "position_moved")


def test_a_part_of_a_split_house_does_not_take_its_address(register: Register) -> None:
    """Read alone, the new part would look like the house it was cut from, redrawn."""
    cut = [House(box(115, 100, 120, 105), "a", {}), House(box(115, 105, 120, 112), "b", {})]
    layer = [*STREET[:3], *STREET[4:], *cut]
    plan = register.plan(layer, chosen=chosen(7, n=9))  # the smaller part
    assert rows(plan)[7:] == [("split", "split_part"), ("split", "split_keeper")]  # both, though one is selected
    assert plan.known[7] == -1 and plan.code[7] == "0010100009"
    assert rows(plan)[:7] == [NOT_SELECTED] * 7


def test_a_decision_in_the_review_stays_within_the_selection() -> None:
    register = Register()
    plan = register.plan(STREET, chosen=chosen(2, 5), decisions={"k:h2": ("exclude",), "k:h7": ("new",)})
    assert rows(plan)[2] == ("skipped", "excluded") and rows(plan)[7] == NOT_SELECTED
    assert plan.code[5] == "0010100002"  # as it was reviewed


def coded(plan: Plan) -> set[str]:
    return set(plan.code[plan.code != ""].tolist())


@given(st.sets(st.integers(0, 7), min_size=1, max_size=7))
def test_promise_in_two_goes_everybody_gets_a_code_of_his_own(first: set[int]) -> None:
    register = Register()
    earlier = register.apply(STREET, chosen=chosen(*first))
    assert len(coded(earlier)) == len(first)
    later = register.apply(STREET, chosen=chosen(*set(range(8)) - first))
    assert len(coded(later)) == 8 - len(first) and not coded(earlier) & coded(later)
    assert register.plan(STREET).changes_nothing
