"""What an answer means, over everything that may be: known cases, and promises that hold for all of them."""
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.answers import NO_REASON, Answer, Decision
from diachiso.register.sync_receipts import SentOperation
from diachiso.sync.model import OpState
from diachiso.sync.packages import settle as module
from diachiso.sync.packages.settle import Known, Settlement, Status, settle, together
from diachiso.sync.personal import is_personal, masked

from ..effort import effort

OURS, OTHER = "địa chỉ này", "địa chỉ khác"
ACCEPT = Answer("op", "", Decision.ACCEPTED, row=1)
REJECT = Answer("op", "", Decision.REJECTED, reason="Sai số nhà", row=1)
SENT = SentOperation(
    "op", OURS, "create", "accepted_async", 0, b"{}", 1, {}, 7, "submitted", "TAM-00000001", "provisional", "Số 1"
)


def told(decision: str, receipt: int = 0, **more: str) -> SentOperation:
    return replace(SENT, state="applied", told={"decision": decision, "receipt": receipt, **more})


@pytest.mark.parametrize(
    ("answer", "known", "receipt", "status", "stage", "op_state"),
    [
        (ACCEPT, Known(SENT, "submitted"), 0, Status.ACCEPTED, "verified", OpState.APPLIED),
        (replace(ACCEPT, code="0010100001"), Known(SENT, "submitted"), 0, Status.ISSUED, "issued", OpState.APPLIED),
        (REJECT, Known(SENT, "submitted"), 0, Status.REJECTED, "rejected", OpState.APPLIED),
        (REJECT, Known(SENT, "issued"), 0, Status.REJECTED, "", OpState.REJECTED),
        (REJECT, Known(SENT, "retired"), 0, Status.REJECTED, "", OpState.REJECTED),
        (ACCEPT, Known(SENT, "retired"), 0, Status.ACCEPTED, "retired", OpState.APPLIED),
        (ACCEPT, Known(SENT, "issued"), 0, Status.ACCEPTED, "issued", OpState.APPLIED),
        (ACCEPT, Known(None), 0, Status.UNKNOWN, "", None),
        (ACCEPT, Known(replace(SENT, fid=0), "submitted"), 0, Status.UNKNOWN, "", None),
        (Answer("op", "", None), Known(SENT, "submitted"), 0, Status.UNANSWERED, "", None),
        (replace(REJECT, problem=NO_REASON), Known(SENT, "submitted"), 0, Status.UNCLEAR, "", None),
        (ACCEPT, Known(told("accepted"), "verified"), 0, Status.UNCHANGED, "", None),
        (REJECT, Known(told("rejected"), "rejected"), 0, Status.UNCHANGED, "", None),
        (REJECT, Known(told("accepted"), "verified"), 0, Status.CONFLICT, "", None),
        (ACCEPT, Known(told("rejected"), "rejected"), 0, Status.CONFLICT, "", None),
        (REJECT, Known(told("accepted", 2), "verified"), 1, Status.UNCHANGED, "", None),
        (REJECT, Known(told("accepted", 2), "verified"), 3, Status.REJECTED, "rejected", OpState.APPLIED),
        (REJECT, Known(told("accepted", 2), "issued"), 3, Status.CONFLICT, "", None),
    ],
)  # fmt: skip
def test_cases(
    answer: Answer, known: Known, receipt: int, status: Status, stage: str, op_state: OpState | None
) -> None:
    done = settle(answer, known, receipt)
    assert (done.status, done.stage, done.op_state) == (status, stage, op_state)


@pytest.mark.parametrize(
    ("sent", "ledger", "wellformed", "reason"),
    [
        (SENT, None, True, None),
        (SENT, ("official", "", ""), True, None),
        (SENT, ("given", OTHER, "Số 9"), True, module.CODE_TAKEN),
        (SENT, ("retired", OTHER, "Số 9"), True, module.CODE_TAKEN),
        (SENT, ("retired", OURS, "Số 1"), True, module.CODE_OUT_OF_USE),
        (SENT, ("burned", "", ""), True, module.CODE_OUT_OF_USE),
        (SENT, None, False, module.CODE_MALFORMED),
        (replace(SENT, code="0010100009", code_origin="block"), None, True, module.CODE_CHANGED),
        (replace(SENT, code="0010100001", code_origin="block"), ("given", OURS, "Số 1"), True, None),
    ],
)  # fmt: skip
def test_codes(sent: SentOperation, ledger: tuple | None, wellformed: bool, reason: object) -> None:
    done = settle(replace(ACCEPT, code="0010100001"), Known(sent, "submitted", ledger, wellformed))
    assert done.reason is reason
    assert done.status is (Status.ISSUED if reason is None else Status.CONFLICT)
    assert done.code == ("0010100001" if reason is None and sent is SENT else "")


ANSWERS = st.builds(
    Answer, st.just("op"), st.just(""), st.sampled_from([Decision.ACCEPTED, Decision.REJECTED, None]),
    st.sampled_from(["", "0010100001", "0010100002"]), st.sampled_from(["", "Sai"]), row=st.integers(1, 9),
).filter(lambda answer: answer.decision is Decision.ACCEPTED or not answer.code)  # as the readers make them
STAGES = st.sampled_from(["submitted", "verified", "issued", "rejected", "retired"])


@given(st.lists(ANSWERS, min_size=1, max_size=5), STAGES, st.integers(0, 3))
@settings(max_examples=effort(300), deadline=None)
def test_taking_twice_is_taking_once(answers: list[Answer], stage: str, receipt: int) -> None:
    answer, contradiction, _ = together(answers)
    if contradiction is not None:
        return
    first = settle(answer, Known(SENT, stage), receipt)
    assert (first.op_state is None) == (first.status not in (Status.ACCEPTED, Status.ISSUED, Status.REJECTED))
    if first.op_state is None:
        assert not first.stage and not first.code
        return
    code = first.code or SENT.code
    after = replace(
        SENT, state=first.op_state.value, stage=first.stage or stage, code=code,
        code_origin="registry" if first.code else SENT.code_origin, told={**first.told, "receipt": receipt},
    )  # fmt: skip
    again = settle(answer, Known(after, first.stage or stage, ("given", OURS, "")), receipt)
    assert again.status is Status.UNCHANGED and again.op_state is None


@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_together_never_chooses_between_two(answers: list[Answer]) -> None:
    answer, contradiction, _ = together(answers)
    said = [a for a in answers if not a.is_empty]
    differ = len({a.decision for a in said}) > 1 or len({a.code for a in said if a.code}) > 1
    assert (contradiction is not None) == differ
    if not differ and said:
        assert answer.code == next((a.code for a in said if a.code), "")


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("Sai số nhà, đúng là 12", "Sai số nhà, đúng là 12"),
        ("Gọi 0912345678", "Gọi […]"),
        ("gọi 0912 345 678 gặp chị", "gọi […] gặp chị"),
        ("SĐT: 02583822222", "SĐT: […]"),
        ("CCCD 056090001234 không khớp", "CCCD […] không khớp"),
        ("viết cho a.b@example.vn", "viết cho […]"),
        ("trùng với mã 0010100001", "trùng với mã 0010100001"),
    ],
)
def test_reasons_hold_no_numbers_of_people(reason: str, kept: str) -> None:
    assert masked(reason) == kept
    assert not is_personal(masked(reason))


def test_what_is_told_is_small() -> None:
    done = Settlement(replace(REJECT, package=3), Status.REJECTED)
    assert done.told == {"decision": "rejected", "reason": "Sai số nhà", "package": 3}
