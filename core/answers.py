"""Answers to addresses that were sent for verification, and what a person or a spreadsheet makes of a cell of them."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Optional

from .errors import QT_TRANSLATE_NOOP, Message
from .text import ascii_key, nfc

OP_ID, PACKAGE, KEY, DECISION, CODE, REASON = "op_id", "package", "key", "decision", "code", "reason"
COLUMNS = (OP_ID, PACKAGE, KEY, DECISION, CODE, REASON)

_STAMP = re.compile(r"(?P<number>\d+)@(?P<register>[0-9a-f-]+)")
_YES = frozenset(
    ("chap nhan", "chap thuan", "dong y", "duyet", "phe duyet", "dat", "dung", "da xac thuc", "xac thuc", "co", "x")
    + ("ok", "yes", "y", "accept", "accepted", "1")
)
_NO = frozenset(
    ("tu choi", "khong chap nhan", "khong dong y", "khong duyet", "khong dat", "khong", "tra lai", "sai")
    + ("no", "n", "reject", "rejected", "0")
)
_QUOTED = re.compile(r'="(.*)"')
_FRACTION = re.compile(r"(\d+)[.,]0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_GROUPS = re.compile(r"[\s.,\-\u00a0\u202f]")
_FEWEST_DIGITS, _LONGEST_REASON = 6, 500

UNREADABLE_DECISION = Message(
    "answer_unreadable_decision",
    QT_TRANSLATE_NOOP("diachiso", "“{text}” is no result. Choose from the list: accept or reject."),
)
NO_REASON = Message(
    "answer_no_reason",
    QT_TRANSLATE_NOOP("diachiso", "Rejected without a reason: nobody would know what to correct. Ask for it."),
)
CODE_LOST_DIGITS = Message(
    "answer_code_lost_digits",
    QT_TRANSLATE_NOOP("diachiso", "A spreadsheet has spoilt the code “{text}”: digits are lost. Ask for it as text."),
)
REJECTED_WITH_CODE = Message(
    "answer_rejected_with_code",
    QT_TRANSLATE_NOOP("diachiso", "Rejected, and yet with the code {code}. Ask what is meant."),
)


class Decision(str, Enum):
    """What the other side says of an address."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Answer:
    """One answer. It finds its address by `op_id`, else by `key`; `code` in all spellings that may be meant.

    `row`, `sheet`: where it stands in a file. `problem`: why it cannot be understood, with its params.
    """

    op_id: str
    key: str
    decision: Optional[Decision]
    code: str = ""
    reason: str = ""
    version: int = 0
    row: int = 0
    sheet: str = ""
    register_id: str = ""
    package: int = 0
    problem: Optional[Message] = None
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered yet."""
        return self.decision is None and not self.code and self.problem is None


def stamp(number: int, register_id: str) -> str:
    """The mark of a package in each row of its sheets."""
    return f"{number}@{register_id}"


def read_stamp(text: str) -> tuple[int, str]:
    """Package number and register of a mark; (0, '') where it is none."""
    found = _STAMP.fullmatch(text.strip())
    return (int(found["number"]), found["register"]) if found else (0, "")


def read_cells(cells: Mapping[str, str], row: int, sheet: str = "") -> Answer:
    """The answer of a row of a sheet: cells by column, as texts."""
    said = {name: nfc(cells.get(name) or "").strip() for name in COLUMNS}
    number, register_id = read_stamp(said[PACKAGE])
    decision, problem, params = _decision(said[DECISION]), None, {}
    code, reason = plain_code(said[CODE]), " ".join(said[REASON].split())[:_LONGEST_REASON]
    if said[DECISION] and decision is None:
        problem, params = UNREADABLE_DECISION, {"text": said[DECISION][:60]}
    elif said[CODE] and _SCIENTIFIC.fullmatch(said[CODE]):
        problem, params = CODE_LOST_DIGITS, {"text": said[CODE]}
    elif decision is Decision.REJECTED and code:
        problem, params = REJECTED_WITH_CODE, {"code": code}
    elif decision is Decision.REJECTED and not reason:
        problem = NO_REASON
    if decision is None and code and problem is None:
        decision = Decision.ACCEPTED  # who issues a code has accepted
    return Answer(
        said[OP_ID], plain_code(said[KEY]), decision, code, reason, 0, row, sheet, register_id, number, problem, params
    )


def _decision(text: str) -> Optional[Decision]:
    key = " ".join(re.sub(r"[^a-z0-9 ]", " ", ascii_key(text)).split())
    if key in ("1 0", "0 0"):  # a number of a spreadsheet
        key = key[0]
    return Decision.ACCEPTED if key in _YES else Decision.REJECTED if key in _NO else None


def plain_code(text: str) -> str:
    """A code without what people and spreadsheets put around and between its digits."""
    found = _QUOTED.fullmatch(text)
    plain = (found[1] if found else text.lstrip("'")).strip()
    fraction = _FRACTION.fullmatch(plain)
    plain = fraction[1] if fraction and len(fraction[1]) >= _FEWEST_DIGITS else plain
    grouped = _GROUPS.sub("", plain)
    return grouped if grouped.isdigit() and len(grouped) >= _FEWEST_DIGITS else plain.upper()


def with_zeros(code: str, width: int) -> str:
    """A code of digits only, with the zeros that a spreadsheet took from its front."""
    return code.zfill(width) if code.isdigit() and len(code) >= _FEWEST_DIGITS else code


def spellings(code: str, widths: Sequence[int] = (10, 12)) -> list[str]:
    """The codes that may be meant, the likeliest first."""
    return list(dict.fromkeys((code, *(with_zeros(code, width) for width in widths)))) if code else []
