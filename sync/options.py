"""What a sync is told to do, and what it did."""
from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Optional

from ..core.errors import Message
from .adapters.base import Level
from .model import Pause
from .planning import Refused


class Direction(str, Enum):
    """What a sync does."""

    BOTH = "both"
    PUSH = "push"
    PULL = "pull"


@dataclass(frozen=True)
class Options:
    """How to sync. `attended`: a person watches, so a registry below L3 may be written.

    `restored_ok`: the person knows that the register is an older copy, and has everything read anew. `lost_ok`: the
    person knows that the registry has lost data for good, and has sent anew what it once accepted and no longer has.
    """

    direction: Direction = Direction.BOTH
    submit: bool = False
    attended: bool = False
    restored_ok: bool = False
    lost_ok: bool = False
    note: str = ""
    language: str = "vi"
    patience_s: float = 0.0
    """How long to wait within this sync for operations that are to be tried again."""
    batch: int = 200


USUAL = Options()


@dataclass
class SyncCounts:
    """What a sync did. `pause` says why it stopped before its end; the operations stay as they are."""

    pushed: int = 0
    pulled: int = 0
    merged: int = 0
    conflicts: int = 0
    rejected: int = 0
    unknown: int = 0
    refused: int = 0
    submitted: int = 0
    waiting: int = 0
    held: int = 0
    """Verified or issued elsewhere, never synced from here: the registry is not told of them as if they were new."""
    lost: int = 0
    """Records that the registry has lost, or has in an older state: sent anew, or in conflict."""
    persons: int = 0
    """Records sent with personal data, each time that they left."""
    pause: Optional[Pause] = None
    cancelled: bool = False
    notices: list[Message] = field(default_factory=list)
    """What a person has to know of a sync that went through."""
    package_advised: bool = False
    level: Optional[Level] = None
    refusals: list[Refused] = field(default_factory=list)
    run_id: int = 0

    def numbers(self) -> dict[str, int]:
        """The counts by name."""
        names = ("pushed", "pulled", "merged", "conflicts", "rejected", "unknown", "refused", "submitted", "waiting",
                 "held", "lost", "persons")
        return {name: int(getattr(self, name)) for name in names}
