"""Both sides' words on an address, and what is done about it: a table of cases, and what holds in every case."""
from __future__ import annotations

from dataclasses import replace
from typing import Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.sync.model import Base, Content, Remote, Step
from diachiso.sync.planner import POSITION, SENDABLE, STAGE, decide, resolve

from ..effort import effort

HERE, THERE = (109.19, 12.24), (109.2, 12.25)
CALM = Content({"street": "Hoa Mai", "house_number": "12"}, HERE, "submitted")


def says(stage: str = "submitted", code: str = "", at: Optional[tuple[float, float]] = HERE, **values: str) -> Content:
    return Content({**CALM.values, **values}, at, stage, code)


def theirs(content: Content, version: int = 2) -> Remote:
    return Remote("a", content, version)


AGREED = Base(CALM, 1)
CASES = {
    "a draft waits for a person": (None, says("created"), None, Step.NOTHING),
    "submitted and never sent": (None, CALM, None, Step.CREATE),
    "issued elsewhere, never sent by us": (None, says("issued", "0123400001"), None, Step.NOTHING),
    "given up before it was sent": (None, says("retired"), None, Step.NOTHING),
    "nothing new": (AGREED, CALM, None, Step.NOTHING),
    "ours changed": (AGREED, says(house_number="14"), None, Step.UPDATE),
    "ours moved": (AGREED, says(at=THERE), None, Step.UPDATE),
    "ours retired": (AGREED, says("retired"), None, Step.UPDATE),
    "sent back, mended, submitted again": (Base(says("rejected"), 3), says(house_number="14"), None, Step.UPDATE),
    "sent back and in work": (Base(says("rejected"), 3), says("created", house_number="14"), None, Step.NOTHING),
    "somebody else's new house": (None, None, theirs(CALM), Step.APPLY),
    "verified": (AGREED, CALM, theirs(says("verified")), Step.APPLY),
    "issued with its code": (AGREED, CALM, theirs(says("issued", "0123400001")), Step.APPLY),
    "other fields on each side": (AGREED, says(house_number="14"), theirs(says(street="Hoa Lan")), Step.MERGE),
    "the same change on both sides": (AGREED, says(house_number="14"), theirs(says(house_number="14")), Step.ADOPT),
    "the same field, two values": (AGREED, says(house_number="14"), theirs(says(house_number="16")), Step.CONFLICT),
    "ours edited, theirs retired": (AGREED, says(house_number="14"), theirs(says("retired")), Step.CONFLICT),
    "ours retired, theirs edited": (AGREED, says("retired"), theirs(says(house_number="14")), Step.CONFLICT),
    "ours retired, theirs verified": (AGREED, says("retired"), theirs(says("verified")), Step.CONFLICT),
    "ours retired, theirs given a code": (AGREED, says("retired"), theirs(says(code="2252800001")), Step.CONFLICT),
    "ours retired, theirs sent back": (AGREED, says("retired"), theirs(says("rejected")), Step.MERGE),
    "retired on both sides": (AGREED, says("retired"), theirs(says("retired")), Step.ADOPT),
    "a copy of the register sent it": (None, CALM, theirs(CALM, 1), Step.ADOPT),
    "a copy of the register sent another one": (None, CALM, theirs(says(house_number="16"), 1), Step.CONFLICT),
    "the registry is older than what it told us": (Base(CALM, 5), CALM, theirs(CALM, 4), Step.SERVER_RESTORED),
}


@pytest.mark.parametrize("name", CASES)
def test_each_case_has_its_step(name: str) -> None:
    base, local, remote, step = CASES[name]
    assert decide(base, local, remote).step is step


def test_a_merge_holds_both_changes_and_the_registrys_word() -> None:
    remote = theirs(says("issued", "0123400001", street="Hoa Lan"))
    merged = decide(AGREED, says(house_number="14"), remote).content
    assert merged == says("issued", "0123400001", house_number="14", street="Hoa Lan")


def test_a_conflict_tells_three_values() -> None:
    (found,) = decide(AGREED, says(house_number="14"), theirs(says(house_number="16"))).conflicts
    assert (found.column, found.base, found.mine, found.theirs) == ("house_number", "12", "14", "16")


CONTENT = st.builds(
    Content,
    st.dictionaries(st.sampled_from(["street", "house_number", "name"]), st.sampled_from(["a", "b", ""])),
    st.sampled_from([HERE, THERE, None]),
    st.sampled_from(sorted(SENDABLE) + ["created", "rejected"]),
)
OPTIONAL = st.none() | CONTENT


@given(OPTIONAL, CONTENT, CONTENT, st.integers(1, 3))
@settings(max_examples=effort(300), deadline=None)
def test_nobodys_change_is_lost_unseen(
    before: Optional[Content], mine: Content, other: Content, version: int
) -> None:
    base = None if before is None else Base(before, 1)
    decision = decide(base, mine, theirs(other, version))
    if decision.step in (Step.UPDATE, Step.CREATE):
        assert base is not None and version == base.version  # a change of theirs would have been merged or shown
    if decision.step not in (Step.MERGE, Step.APPLY, Step.ADOPT) or decision.content is None:
        return
    old = before.values if before is not None else {}
    for column in {*old, *mine.values, *other.values}:
        was, ours, they = (v.get(column) or None for v in (old, mine.values, other.values))
        now = decision.content.values.get(column) or None
        assert now == (ours if ours != was else they)
        assert len({was, ours, they}) < 3  # three values are a conflict


@given(CONTENT, CONTENT, st.booleans())
@settings(max_examples=effort(100), deadline=None)
def test_a_persons_choice_is_what_stays(mine: Content, other: Content, take: bool) -> None:
    columns = {POSITION, STAGE, *mine.values, *other.values}
    chosen = resolve(mine, other, dict.fromkeys(columns, take))
    winner = other if take else mine
    assert chosen.position == winner.position and chosen.stage == winner.stage
    for column in columns - {POSITION, STAGE}:
        assert (chosen.values.get(column) or None) == (winner.values.get(column) or None)


def test_the_registrys_code_stays_whoever_wins() -> None:
    assert resolve(CALM, replace(CALM, code="0123400001"), {"street": False}).code == "0123400001"
