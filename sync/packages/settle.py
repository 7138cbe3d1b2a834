"""What an answer means for its operation and address: taken, known already, or for a person to look at. Pure."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Optional

from ...core.answers import Answer, Decision
from ...core.errors import QT_TRANSLATE_NOOP, Message
from ...core.lifecycle import Stage
from ...register.sync_receipts import SentOperation
from ..model import OpState
from ..wire import PROVISIONAL

_UNDECIDED = (Stage.SUBMITTED.value, Stage.VERIFIED.value)
_RETIRED = Stage.RETIRED.value


class Status(str, Enum):
    """What becomes of an answer."""

    ACCEPTED = "accepted"
    ISSUED = "issued"
    REJECTED = "rejected"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    UNCLEAR = "unclear"
    UNANSWERED = "unanswered"


DECISION_WORDS = {
    Decision.ACCEPTED: QT_TRANSLATE_NOOP("diachiso", "accepted"),
    Decision.REJECTED: QT_TRANSLATE_NOOP("diachiso", "rejected"),
}
NOT_SENT = Message(
    "receipt_not_sent",
    QT_TRANSLATE_NOOP("diachiso", "No package of this register has brought this address there. Look at the key."),
)
OTHER_REGISTER = Message(
    "receipt_row_other_register",
    QT_TRANSLATE_NOOP("diachiso", "This row comes from another register. Import it there."),
)
OLDER_PACKAGE = Message(
    "receipt_older_package",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The answer is to package {number}; the address was sent again in package {newer} since. Wait for that answer.",
    ),
)
OLDER_ANSWER = Message(
    "receipt_older_answer",
    QT_TRANSLATE_NOOP("diachiso", "A newer receipt (number {newer}) has answered this already; it counts."),
)
CONTRADICTS = Message(
    "receipt_contradicts",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "This was answered otherwise before: {before} {detail}. Nothing was changed. Ask both what holds.",
    ),
)
SAID_TWICE = Message(
    "receipt_said_twice",
    QT_TRANSLATE_NOOP("diachiso", "Two rows answer this address differently (rows {rows}). Ask which one holds."),
)
CODE_TWICE = Message(
    "receipt_code_twice",
    QT_TRANSLATE_NOOP("diachiso", "The code {code} is given to several addresses in this file. Ask whose it is."),
)
CODE_TAKEN = Message(
    "receipt_code_taken",
    QT_TRANSLATE_NOOP("diachiso", "The code {code} is another address's already: {other}. Ask who gave it twice."),
)
CODE_OUT_OF_USE = Message(
    "receipt_code_out_of_use",
    QT_TRANSLATE_NOOP("diachiso", "The code {code} went out of use here and is never given again. Ask for another."),
)
CODE_CHANGED = Message(
    "receipt_code_changed",
    QT_TRANSLATE_NOOP(
        "diachiso", "The address bears the code {before} for good, and the answer brings {code}. Ask which one holds."
    ),
)
CODE_MALFORMED = Message(
    "receipt_code_malformed",
    QT_TRANSLATE_NOOP("diachiso", "“{code}” is no address code: it must have 10 digits. Ask for the right one."),
)
RETIRED_SINCE = Message(
    "receipt_retired_since",
    QT_TRANSLATE_NOOP(
        "diachiso", "The address was retired here since it was sent. The code {code} is noted, so that nobody gets it."
    ),
)


@dataclass(frozen=True)
class Settlement:
    """An answer and what becomes of it: `stage` and `code` that the address gets ('': as it is), `op_state` that the
    operation gets (None: as it is). `spare_code`: only noted in the ledger.
    """

    answer: Answer
    status: Status
    sent: Optional[SentOperation] = None
    reason: Optional[Message] = None
    params: Mapping[str, Any] = field(default_factory=dict)
    stage: str = ""
    code: str = ""
    op_state: Optional[OpState] = None
    spare_code: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """What is kept of the answer."""
        decision = self.answer.decision
        said = {
            "decision": decision.value if decision else "", "code": self.answer.code, "reason": self.answer.reason,
            "package": self.answer.package,
        }  # fmt: skip
        return {k: v for k, v in said.items() if v}


@dataclass(frozen=True)
class Known:
    """What the register knows of an answer's address: the stage that both sides agreed on or that was sent; of the
    answer's code the ledger's state, its owner and that address as text; whether the code is well-formed.
    """

    sent: Optional[SentOperation]
    agreed_stage: str = ""
    ledger: Optional[tuple[str, str, str]] = None
    wellformed: bool = True


def together(answers: Sequence[Answer]) -> tuple[Answer, Optional[Message], dict[str, Any]]:
    """The answers to one operation as one; with a message where they contradict each other."""
    said = [answer for answer in answers if not answer.is_empty] or [answers[0]]
    unclear = [answer for answer in said if answer.problem is not None]
    if unclear:
        return unclear[0], None, {}
    codes = {answer.code for answer in said if answer.code}
    if len({answer.decision for answer in said}) > 1 or len(codes) > 1:
        return said[0], SAID_TWICE, {"rows": ", ".join(str(answer.row) for answer in said)}
    return replace(next((answer for answer in said if answer.code), said[0])), None, {}


def settle(answer: Answer, known: Known, receipt: int = 0) -> Settlement:
    """What becomes of one answer; `receipt` is the running number of a signed receipt, 0 for a sheet."""
    sent = known.sent
    if answer.problem is not None:
        return Settlement(answer, Status.UNCLEAR, sent, answer.problem, answer.params)
    if sent is None or not sent.fid:
        return Settlement(answer, Status.UNKNOWN, None, NOT_SENT)
    if answer.is_empty:
        return Settlement(answer, Status.UNANSWERED, sent)
    former = str(sent.told.get("decision") or "")
    newest = int(sent.told.get("receipt") or 0)
    if receipt and newest > receipt:
        return Settlement(answer, Status.UNCHANGED, sent, OLDER_ANSWER, {"newer": newest})
    if answer.decision is Decision.REJECTED:
        return _rejected(answer, known, sent, former, 0 < newest < receipt)
    if former == Decision.REJECTED.value:
        return _contradiction(answer, sent)
    return _accepted(answer, known, sent, former)


def _rejected(answer: Answer, known: Known, sent: SentOperation, former: str, is_newer: bool) -> Settlement:
    if former == Decision.REJECTED.value:
        return Settlement(answer, Status.UNCHANGED, sent)
    if former == Decision.ACCEPTED.value and not (is_newer and known.agreed_stage in _UNDECIDED):
        return _contradiction(answer, sent)
    if known.agreed_stage in _UNDECIDED:
        return Settlement(
            answer, Status.REJECTED, sent, stage=Stage.REJECTED.value, op_state=OpState.APPLIED
        )
    # A change of what has been issued, or its end: that is refused, the address stays what it is.
    return Settlement(answer, Status.REJECTED, sent, op_state=OpState.REJECTED)


def _accepted(answer: Answer, known: Known, sent: SentOperation, former: str) -> Settlement:
    code = answer.code
    lasting = sent.code if sent.code_origin != PROVISIONAL else ""
    if code and code != lasting:
        fault = _code_fault(code, lasting, known, sent)
        if fault is not None:
            return Settlement(answer, Status.CONFLICT, sent, fault[0], fault[1])
    stage = known.agreed_stage
    if stage in _UNDECIDED:
        stage = Stage.ISSUED.value if code else Stage.VERIFIED.value
    new_code = code if code != lasting else ""
    if new_code and sent.stage == _RETIRED:
        state = None if former else OpState.APPLIED
        return Settlement(
            answer, Status.CONFLICT, sent, RETIRED_SINCE, {"code": code}, stage, "", state, spare_code=code
        )
    if former and stage == known.agreed_stage and not new_code:
        return Settlement(answer, Status.UNCHANGED, sent)
    status = Status.ISSUED if stage == Stage.ISSUED.value and (new_code or known.agreed_stage != stage) else (
        Status.ACCEPTED
    )
    return Settlement(answer, status, sent, stage=stage, code=new_code, op_state=OpState.APPLIED)


def _code_fault(
    code: str, lasting: str, known: Known, sent: SentOperation
) -> Optional[tuple[Message, dict[str, Any]]]:
    if not known.wellformed:
        return CODE_MALFORMED, {"code": code}
    if lasting:
        return CODE_CHANGED, {"before": lasting, "code": code}
    if known.ledger is None:
        return None
    state, owner, text = known.ledger
    if not owner and state == "official":
        return None
    if not owner or owner == sent.address_id:
        return CODE_OUT_OF_USE, {"code": code}
    return CODE_TAKEN, {"code": code, "other": text or owner}


def _contradiction(answer: Answer, sent: SentOperation) -> Settlement:
    before = Decision(sent.told["decision"])
    detail = str(sent.told.get("code") or sent.told.get("reason") or "").strip()
    return Settlement(answer, Status.CONFLICT, sent, CONTRADICTS, {"before": before, "detail": detail})
