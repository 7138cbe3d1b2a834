"""What may be done with a record, by whom, and the reason if it may not."""
from __future__ import annotations

import pytest

from diachiso.core.lifecycle import TRANSITIONS, Stage
from diachiso.core.lifecycle_actions import Action, Situation, offers, why_not
from diachiso.core.powers import POWER_FOR, Power, Powers, names_of

ALL = Powers(("*",), ("*",), ("*",))


def why(record: Situation, action: Action, powers: Powers = ALL, actor: str = "lan") -> str:
    refusal = why_not(record, action, powers, actor)
    return "" if refusal is None else refusal.message.id


@pytest.mark.parametrize("stage", list(Stage))
def test_a_step_is_offered_exactly_where_it_is_lawful(stage: Stage) -> None:
    found = {offer.target for offer in offers(Situation(stage), ALL, "lan") if offer.allowed}
    assert found == set(TRANSITIONS[stage])


def test_every_action_that_is_not_offered_says_why() -> None:
    for stage in (None, *Stage):
        for powers in (ALL, Powers((), (), ())):
            for offer in offers(Situation(stage), powers, "lan"):
                text = "" if offer.allowed else offer.refusal.render()
                assert offer.allowed or (len(text) > 20 and "{" not in text and "Stage." not in text), text


@pytest.mark.parametrize(
    ("record", "action", "reason"),
    [
        (Situation(None), Action.DECLARE, ""),
        (Situation(None), Action.SUBMIT, "stage_not_a_first"),
        (Situation(Stage.CREATED), Action.CREATE, "stage_already"),
        (Situation(Stage.CREATED), Action.VERIFY, "stage_not_a_step"),
        (Situation(Stage.RETIRED), Action.CREATE, "stage_is_retired"),
        (Situation(Stage.DECLARED, lacks_to_be_created=["Loại đối tượng"]), Action.CREATE, "stage_lacks"),
        (Situation(Stage.CREATED, lacks_to_be_submitted=["Đường"]), Action.SUBMIT, "stage_lacks"),
        (Situation(Stage.SUBMITTED, lacks_to_be_submitted=["Đường"]), Action.REJECT, ""),
        (Situation(Stage.CREATED, units_in_use=3), Action.RETIRE, "retire_units_in_use"),
        (Situation(Stage.CREATED, lacks_to_be_created=["x"]), Action.RETIRE, ""),
        (Situation(Stage.CREATED), Action.RESTORE, "restore_not_retired"),
        (Situation(Stage.RETIRED), Action.RESTORE, "restore_former_unknown"),
        (Situation(Stage.RETIRED, former=Stage.ISSUED), Action.RESTORE, ""),
        (Situation(Stage.RETIRED, former=Stage.ISSUED, merged_into="1"), Action.RESTORE, "restore_succeeded"),
        (Situation(Stage.RETIRED, former=Stage.CREATED, parent_retired=True), Action.RESTORE, "restore_parent_retired"),
        (Situation(Stage.RETIRED, former=Stage.CREATED, lacks_to_be_created=["x"]), Action.RESTORE, "stage_lacks"),
    ],
)
def test_reasons(record: Situation, action: Action, reason: str) -> None:
    assert why(record, action) == reason


@pytest.mark.parametrize(
    ("stage", "action", "power"),
    [
        (Stage.CREATED, Action.DECLARE, Power.DECLARE),
        (Stage.DECLARED, Action.CREATE, Power.CREATE),
        (Stage.CREATED, Action.SUBMIT, Power.CREATE),
        (Stage.SUBMITTED, Action.VERIFY, Power.VERIFY),
        (Stage.VERIFIED, Action.ISSUE, Power.VERIFY),
        (Stage.SUBMITTED, Action.REJECT, Power.VERIFY),
        (Stage.ISSUED, Action.RETIRE, Power.CREATE),
        (Stage.RETIRED, Action.RESTORE, Power.CREATE),
    ],
)
def test_each_action_needs_its_power(stage: Stage, action: Action, power: Power) -> None:
    record = Situation(stage, former=Stage.ISSUED)
    nobody = {p.value: () for p in Power}
    assert why(record, action, Powers(**{**nobody, power.value: ("lan",)})) == ""
    others = {p.value: ("*",) for p in Power if p is not power}
    assert why(record, action, Powers(**{**nobody, **others})) == "stage_no_power"
    assert why(record, action, Powers(**{**nobody, power.value: ("lan",)}), actor="minh") == "stage_no_power"


def test_at_first_everybody_creates_and_nobody_verifies() -> None:
    assert why(Situation(Stage.DECLARED), Action.CREATE, Powers(), None) == ""
    text = why_not(Situation(Stage.SUBMITTED), Action.VERIFY, Powers(), "lan").render()
    assert text.startswith("lan does not hold the power to verify")
    assert set(POWER_FOR) == set(Stage)


def test_the_reason_is_told_in_the_users_language() -> None:
    words = {"Created": "Tạo lập", "Issued": "Đã cấp", "Declared": "Khai báo", "Submitted": "Đã gửi"}
    refusal = why_not(Situation(Stage.CREATED), Action.ISSUE, ALL, "lan")
    said = refusal.render(lambda _context, text: words.get(text, text))
    assert "Tạo lập" in said and "Đã cấp" in said and "Khai báo, Đã gửi" in said


def test_names() -> None:
    assert names_of(" lan ;Trần  Văn Minh\n, *,lan") == ("lan", "Trần Văn Minh", "*")
    assert names_of("") == ()
    assert not Powers(verify=("",)).has("", Power.VERIFY) and not Powers(verify=()).has(None, Power.VERIFY)
