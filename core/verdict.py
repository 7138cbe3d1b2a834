"""What a register says of a written address: the record is there, in part, in several, or not at all."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Optional

from .errors import QT_TRANSLATE_NOOP


class Verdict(str, Enum):
    """How much of the written address the register knows."""

    EXACT = "exact"
    PARTIAL = "partial"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


class PartOfAddress(str, Enum):
    """A part in which the text and the record are not the same."""

    CODE = "code"
    UNIT = "unit"
    NUMBER = "number"
    STREET = "street"
    SETTLEMENT = "settlement"
    COMMUNE = "commune"
    NAME = "name"


# What a difference takes away from the score: another number is another house, a settlement is often left out.
_COSTS = {
    PartOfAddress.CODE: 0.5, PartOfAddress.NUMBER: 0.4, PartOfAddress.COMMUNE: 0.3, PartOfAddress.STREET: 0.2,
    PartOfAddress.UNIT: 0.15, PartOfAddress.SETTLEMENT: 0.1, PartOfAddress.NAME: 0.2,
}  # fmt: skip

PART_NAMES = {
    PartOfAddress.CODE: QT_TRANSLATE_NOOP("diachiso", "code"),
    PartOfAddress.UNIT: QT_TRANSLATE_NOOP("diachiso", "unit"),
    PartOfAddress.NUMBER: QT_TRANSLATE_NOOP("diachiso", "number"),
    PartOfAddress.STREET: QT_TRANSLATE_NOOP("diachiso", "street"),
    PartOfAddress.SETTLEMENT: QT_TRANSLATE_NOOP("diachiso", "settlement"),
    PartOfAddress.COMMUNE: QT_TRANSLATE_NOOP("diachiso", "commune"),
    PartOfAddress.NAME: QT_TRANSLATE_NOOP("diachiso", "name"),
}
VERDICT_NAMES = {
    Verdict.EXACT: QT_TRANSLATE_NOOP("diachiso", "Found"),
    Verdict.PARTIAL: QT_TRANSLATE_NOOP("diachiso", "Found in part"),
    Verdict.AMBIGUOUS: QT_TRANSLATE_NOOP("diachiso", "Several fit"),
    Verdict.NONE: QT_TRANSLATE_NOOP("diachiso", "Not found"),
}


@dataclass(frozen=True)
class Record:
    """An address of the register; longitude and latitude in degrees, None where it has no position."""

    fid: int
    code: str
    text: str
    name: str
    commune: str
    lon: Optional[float]
    lat: Optional[float]
    stage: str


@dataclass(frozen=True)
class Verification:
    """The verdict, how sure (0–1), what differs, the best record, and the others where several fit (their codes)."""

    verdict: Verdict
    score: float = 0.0
    differs: tuple[PartOfAddress, ...] = ()
    record: Optional[Record] = None
    candidates: tuple[Record, ...] = ()


def score_of(differs: frozenset[PartOfAddress], share: float = 1.0) -> float:
    """1 for a record that says the same; less for each part that differs, and for several that fit."""
    return round(max(0.0, share - sum(_COSTS[part] for part in differs)), 3)
