"""The plan of a check-in: what differs, what is written, and what of the copy's state stays to be decided."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from enum import Enum
from typing import Any, Optional, Protocol

from .reasons import CheckinReason
from .three_way import Key


class Verdict(str, Enum):
    """What becomes of a difference. Those up to `REMOVED` are written; `ONLY_HERE` is what the copy does not have yet,
    `UNUSED` no difference but a decision that decides nothing.
    """

    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"
    REMOVED = "removed"
    CONFLICT = "conflict"
    REFUSED = "refused"
    ONLY_HERE = "only_here"
    UNUSED = "unused"


class Side(str, Enum):
    """Whose value stays: the register's (mine), the copy's (theirs), or nobody has said yet."""

    OPEN = "open"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class TableRule:
    """How the rows of a table are compared.

    `columns`: those compared, in the order of the rows' values; `owner`: the column with the identity of its address;
    `commune`: the column with the code of its commune. `groups`: columns that are taken together, named by the first;
    `whole`: all of them are. `removable`: a row that was taken out of the copy is taken out here. `secret`: what stands
    in it is not told (people).
    """

    name: str
    columns: tuple[str, ...]
    owner: str = ""
    commune: str = ""
    groups: tuple[tuple[str, ...], ...] = ()
    whole: bool = False
    removable: bool = False
    secret: bool = False
    photo: str = ""

    def together(self) -> list[tuple[str, ...]]:
        """The columns in the groups in which they are taken, in their order."""
        if self.whole:
            return [self.columns]
        found = [tuple(c for c in group if c in self.columns) for group in self.groups]
        grouped = {c for group in found for c in group}
        return [*(group for group in found if group), *((c,) for c in self.columns if c not in grouped)]


@dataclass(frozen=True)
class Difference:
    """A field (or a whole row: '') that is not the same in the copy, in its base and in the register."""

    table: str
    key: Key
    field: str
    verdict: Verdict
    address_id: str = ""
    reason: Optional[CheckinReason] = None
    base: Any = None
    mine: Any = None
    theirs: Any = None
    chosen: Side = Side.OPEN
    details: Mapping[str, Any] = made(default_factory=dict)

    @property
    def item(self) -> str:
        """Its name, the same whenever the copy is looked at: a decision is about it."""
        return f"{self.table}/{self.key}/{self.field}"

    @property
    def is_open(self) -> bool:
        """Whether a person must still decide."""
        return self.verdict is Verdict.CONFLICT and self.chosen is Side.OPEN


@dataclass(frozen=True)
class RowWrite:
    """A row to insert, update or delete here; a new one has the negative of its number in the copy as its key."""

    table: str
    key: Key
    action: str
    values: Mapping[str, Any]
    address_id: str = ""


@dataclass(frozen=True)
class Kept:
    """Columns of a row that stay in the copy's base as they were, since they are not settled; None: no such row."""

    table: str
    key: Key
    values: Optional[Mapping[str, Any]]


class Sink(Protocol):
    """Where a plan goes while it is made."""

    def tell(self, difference: Difference) -> None:
        """A difference."""

    def write(self, row: RowWrite) -> None:
        """A row to write."""

    def keep(self, kept: Kept) -> None:
        """What is not settled."""


@dataclass
class Tally:
    """How many differences of each verdict; `open`: conflicts nobody has decided on yet."""

    verdicts: Counter[Verdict] = made(default_factory=Counter)
    open: int = 0
    settled: int = 0

    def add(self, difference: Difference) -> None:
        """Count one."""
        self.verdicts[difference.verdict] += 1
        self.open += difference.is_open
        self.settled += difference.verdict is Verdict.CONFLICT and not difference.is_open


@dataclass(frozen=True)
class Choices:
    """What a person has decided: on single differences by name, on all others alike."""

    default: Side = Side.OPEN
    single: Mapping[str, Side] = made(default_factory=dict)

    def of(self, item: str) -> Side:
        """The decision on a conflict; that on its whole row holds for each of its fields."""
        row = item.rpartition("/")[0] + "/"
        return self.single.get(item) or self.single.get(row) or self.default
