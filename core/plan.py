"""The plan of an assignment: for every object of a layer what will happen to it, and why. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Callable, Optional, Protocol

import numpy as np

from .allocation import Block
from .carry_over import Side
from .codes.scheme import CodeScheme
from .columns import TextColumn
from .patience import Check, never_asked
from .reasons import STATUSES, PlanStatus, Reason, status_code


@dataclass(frozen=True)
class KnownDetails:
    """More about some addresses: `side` in the metric CRS of the work, `entrance` (k, 2) NaN where unknown, `protected`
    (k,) submitted, verified or issued, `rank` (k,) on a merge the highest survives, `fixed` (k,) the position is not
    ours."""

    side: Side
    entrance: np.ndarray
    protected: np.ndarray
    rank: np.ndarray
    fixed: np.ndarray

    @staticmethod
    def concatenate(parts: Sequence[KnownDetails]) -> KnownDetails:
        """One below the other; at least one."""
        sides = [part.side for part in parts]
        measures = zip(*((s.key, s.fingerprint, s.box, s.area, s.centre) for s in sides))
        key, fingerprint, box, area, centre = map(np.concatenate, measures)
        side = Side(key, fingerprint, box, area, centre, [s.wkb[i] for s in sides for i in range(s.size)])
        rest = zip(*((p.entrance, p.protected, p.rank, p.fixed) for p in parts))
        return KnownDetails(side, *map(np.concatenate, rest))


class KnownAddresses(Protocol):
    """The register's addresses of the role of the layer; what is not needed is not read."""

    @property
    def key(self) -> np.ndarray: ...

    @property
    def fingerprint(self) -> np.ndarray: ...

    @property
    def wants_code(self) -> np.ndarray:
        """(m,) has no code, or a provisional one that may still be replaced."""

    @property
    def retired(self) -> np.ndarray:
        """(m,) out of use."""

    def are_near(self, index: np.ndarray, boxes: np.ndarray) -> np.ndarray:
        """(k,) whether an address may have its object near one of the boxes (n, 4) in the metric CRS of the work: its
        position is no further than some kilometres, or unknown."""

    def details(self, index: np.ndarray) -> KnownDetails: ...

    def protected(self, index: np.ndarray) -> np.ndarray:
        """(k,) submitted, verified or issued: the registry decides, nothing of it is overwritten."""

    def column(self, index: np.ndarray, name: str) -> TextColumn:
        """A text column of some addresses."""

    def find_codes(self, codes: Sequence[str]) -> dict[str, int]:
        """Index of the address that bears each code."""


@dataclass(frozen=True)
class Numbers:
    """What the ledger lets us give: blocks by commune code, taken serials by prefix (sorted), the next provisional
    number.
    """

    blocks: Mapping[str, Sequence[Block]]
    taken: Mapping[str, np.ndarray]
    next_provisional: int


ACTIONS = ("exclude", "new", "match")  # what a person may decide about a row of a plan


@dataclass(frozen=True)
class Decision:
    """What a person decided about an object in the review: exclude, new, or match with the address of a code."""

    action: str
    code: str = ""


@dataclass(frozen=True)
class Settings:
    """How to plan. `annex` (n,) Reason number or 0 of objects that are annexes; `has_building` (n,) parcels that need
    no code; `renumbered` attributes of an unchanged object that its address takes over (a parcel's sheet and number);
    `derived` the other schemes whose codes follow the position; `chosen` (n,) the objects that a person selected: the
    others are only looked at; `held` by object index
    the issued codes that may be its own; `only_in` the codes of the communes that may get new addresses, empty: all;
    `check` raises where the user has cancelled."""

    scheme: CodeScheme
    tolerance: float = 500.0
    annex: Optional[np.ndarray] = None
    has_building: Optional[np.ndarray] = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    to_lonlat: Callable[[np.ndarray], np.ndarray] = lambda xy: xy
    only_in: frozenset[str] = frozenset()
    renumbered: tuple[str, ...] = ()
    derived: tuple[CodeScheme, ...] = ()
    chosen: Optional[np.ndarray] = None
    held: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    check: Check = never_asked


@dataclass
class Plan:
    """One row per object, `known` (n,) its address's index or -1; `code` (n,) new codes ('' none); what the address
    takes over from the object: its position (`moved`), its outline (`reshaped`), its key (`rekeyed`), its parcel number
    (`renumbered`), `derived` codes by column; `held` issued codes that may be its
    own. Rows for addresses without object apart: `missing`, `absorbed`."""

    status: np.ndarray
    reason: np.ndarray
    known: np.ndarray
    commune: np.ndarray
    commune_method: np.ndarray
    code: np.ndarray
    block_id: np.ndarray
    serial: np.ndarray
    successor_of: np.ndarray
    moved: np.ndarray
    reshaped: np.ndarray
    candidates: dict[int, tuple[int, ...]]
    missing: np.ndarray
    absorbed: np.ndarray
    absorbed_by: np.ndarray
    rekeyed: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    renumbered: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    derived: dict[str, np.ndarray] = field(default_factory=dict)
    held: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @staticmethod
    def empty(n: int) -> Plan:
        """A plan in which nothing happens to `n` objects: all skipped."""
        nothing, none = np.zeros(n, bool), np.full(n, -1, np.int64)
        return Plan(
            status=np.full(n, status_code(PlanStatus.SKIPPED), np.uint8), reason=np.zeros(n, np.uint8),
            known=none, commune=np.full(n, -1, np.int32), commune_method=np.zeros(n, np.uint8),
            code=np.zeros(n, "U1"), block_id=none.copy(), serial=none.copy(), successor_of=none.copy(),
            moved=nothing, reshaped=nothing.copy(), candidates={}, missing=none[:0].copy(),
            absorbed=none[:0].copy(), absorbed_by=none[:0].copy(),
            rekeyed=nothing.copy(), renumbered=nothing.copy(),
        )  # fmt: skip

    @property
    def shown(self) -> np.ndarray:
        """(n,) bool: objects that have a row in the plan; those that nobody selected have none."""
        return np.asarray(self.reason != Reason.NOT_SELECTED)

    def count(self, status: PlanStatus) -> int:
        """Rows of a status."""
        n = int(((self.status == status_code(status)) & self.shown).sum())
        if status is PlanStatus.MISSING:
            n += len(self.missing)
        if status is PlanStatus.MERGED:
            n += len(self.absorbed)
        return n

    def counts(self) -> dict[PlanStatus, int]:
        """Rows by status."""
        return {status: self.count(status) for status in STATUSES}

    @property
    def changes_nothing(self) -> bool:
        """Whether an apply would leave the register as it is."""
        writes = [PlanStatus.MATCHED, PlanStatus.NEW, PlanStatus.PROVISIONAL, PlanStatus.SPLIT, PlanStatus.MERGED]
        changes = (self.moved, self.reshaped, self.rekeyed, self.renumbered, self.code != "")
        return not (any(self.count(s) for s in writes) or self.derived or any(c.any() for c in changes))
