"""What the numbering reads and what it proposes; all coordinates in metres on one plane, north up."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Optional

import numpy as np

from .reasons import NumberReason


class NumberStatus(str, Enum):
    """What a proposal says of a house; `reserved` is no house but a number left free."""

    NEW = "new"
    KEPT = "kept"
    LOCKED = "locked"
    SKIPPED = "skipped"
    RESERVED = "reserved"


@dataclass(frozen=True)
class StreetPiece:
    """A row of the street layer: `paths` its lines (k, 2); an alley has no name, or one that says so ("Ngõ 12").

    `width` in metres (None unknown), `direction` as a person wrote it, `locked`: nothing of it is touched.
    """

    name: str
    paths: Sequence[np.ndarray]
    kind: str = ""
    width: Optional[float] = None
    direction: str = ""
    locked: bool = False
    commune: str = ""
    former_commune: str = ""


@dataclass(frozen=True)
class Houses:
    """`n` houses by column: `xy` (n, 2) positions (NaN none), `door` (n, 2) main doors (NaN unknown), `outline` rings
    (k, 2) or None, `street`, `number`, `alley`, `commune` as the layer says them ('' none).

    `fixed` (n,) bool: the record takes no number from here (submitted, a unit of a building …). `plot` (n,) bool: no
    house but a planned lot, whose number is reserved.
    """

    xy: np.ndarray
    door: np.ndarray
    outline: Sequence[Optional[np.ndarray]]
    street: Sequence[str]
    number: Sequence[str]
    alley: Sequence[str]
    commune: Sequence[str]
    fixed: np.ndarray
    plot: np.ndarray

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.street)

    @property
    def place(self) -> np.ndarray:
        """Where each meets its street (n, 2): the main door where it is known, else the position."""
        return np.where(np.isfinite(self.door), self.door, self.xy)


@dataclass(frozen=True)
class HouseNumber:
    """What is proposed for house `house` (its row in `Houses`; -1 a reserved number of none).

    `number`, `alley`: the fields of an address; `written`: both as people say them. `foot`: where it meets its street,
    `at`: where it is drawn (metres); `along`: its way on the street (m), `left` of it; `params` fill the reason's text.
    """

    house: int
    status: NumberStatus
    reason: NumberReason
    street: str = ""
    number: str = ""
    alley: str = ""
    written: str = ""
    along: float = float("nan")
    left: bool = False
    at: tuple[float, float] = (float("nan"), float("nan"))
    foot: tuple[float, float] = (float("nan"), float("nan"))
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class StreetReport:
    """How a street was numbered; `lines` (k, 2) in their order from its beginning, `turned`: what told the direction.

    `street` names an alley with its number, `street_name` is that of the street it belongs to.
    """

    street: str
    street_name: str
    lines: tuple[np.ndarray, ...]
    locked: bool
    turned: str
    houses: int
    new: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """All that is proposed: each house once, in the order of the layer, then the reserved numbers."""

    numbers: tuple[HouseNumber, ...]
    streets: tuple[StreetReport, ...]

    def count(self, status: NumberStatus) -> int:
        """How many rows have a status."""
        return sum(row.status is status for row in self.numbers)
