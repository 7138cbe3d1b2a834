"""What the two sides say of an address, and what is under way between them. Values only."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Optional, Union

Value = Union[str, int, float, bool, None]
Position = tuple[float, float]


@dataclass(frozen=True)
class Content:
    """An address as one side has it: `values` by column (NULL and '' are left out), `position` in EPSG:4326.

    `stage` and `code` stand apart: from submission on the registry decides them.
    """

    values: Mapping[str, Value]
    position: Optional[Position]
    stage: str
    code: str = ""


@dataclass(frozen=True)
class Base:
    """What both sides agreed on last. `forgotten`: the registry has lost it since, and a person wants it sent anew."""

    content: Content
    version: int
    etag: str = ""
    forgotten: bool = False


@dataclass(frozen=True)
class Remote:
    """What the registry says now; `op_id` is the operation that made it so."""

    address_id: str
    content: Content
    version: int
    etag: str = ""
    op_id: str = ""
    reason: str = ""
    """Why the verifier sent it back, where `stage` is rejected."""
    at: str = ""
    """When the registry wrote it, in its own words; '' where it does not say."""


class OpKind(str, Enum):
    """What an operation does at the registry; retiring is an update."""

    CREATE = "create"
    UPDATE = "update"


class OpState(str, Enum):
    """Where an operation stands. `sending` is committed before the first byte leaves."""

    QUEUED = "queued"
    SENDING = "sending"
    APPLIED = "applied"
    ACCEPTED_ASYNC = "accepted_async"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    RETRY_WAIT = "retry_wait"
    PAUSED = "paused"


OPEN_STATES = frozenset(
    {OpState.QUEUED, OpState.SENDING, OpState.ACCEPTED_ASYNC, OpState.UNKNOWN, OpState.RETRY_WAIT, OpState.PAUSED}
)
"""No final answer yet: one such operation per address, and nothing local is dropped."""


@dataclass(frozen=True)
class Operation:
    """One write on its way; `body` is frozen: the same bytes go out however often it is sent."""

    op_id: str
    address_id: str
    kind: OpKind
    body: bytes
    base_version: int = 0
    etag: str = ""
    state: OpState = OpState.QUEUED
    attempts: int = 0


class Pause(str, Enum):
    """Why the whole queue waits: nothing that trying the next operation would mend."""

    LOGIN = "login"
    FORBIDDEN = "forbidden"
    PROXY = "proxy"
    REDIRECT = "redirect"
    CERTIFICATE = "certificate"
    OUR_CERTIFICATE = "our_certificate"
    NO_ANSWER = "no_answer"
    CAPTIVE_PORTAL = "captive_portal"
    OFFLINE = "offline"
    BROKEN = "broken"
    LEVEL = "level"
    SERVER_RESTORED = "server_restored"
    REGISTER_RESTORED = "register_restored"


@dataclass(frozen=True)
class Problem:
    """What the registry says is wrong (RFC 9457): `type` is a URN, `detail` in the registry's language."""

    type: str = ""
    title: str = ""
    detail: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What an answer means: a state for the operation, and where it is known what the registry now has."""

    state: OpState
    version: int = 0
    etag: str = ""
    remote: Optional[Remote] = None
    problem: Optional[Problem] = None
    retry_after_s: Optional[float] = None
    pause: Optional[Pause] = None
    kept: Optional[Mapping[str, bool]] = None
    """Of a registry that may not keep every column: which of those that were sent it has, and which it has not."""


def unkept_after(unkept: Collection[str], kept: Optional[Mapping[str, bool]]) -> set[str]:
    """The columns that a registry does not keep, after another answer of it."""
    told = kept or {}
    return {*unkept, *(c for c in told if not told[c])} - {c for c in told if told[c]}


class Step(str, Enum):
    """What a sync does with one address."""

    NOTHING = "nothing"
    CREATE = "create"
    UPDATE = "update"
    APPLY = "apply"
    """The registry's changes come in, nothing goes out."""
    MERGE = "merge"
    """The registry's changes come in and ours go out on top."""
    ADOPT = "adopt"
    """Both say the same already: it only becomes the base."""
    CONFLICT = "conflict"
    SERVER_RESTORED = "server_restored"
    """The registry is behind what it told us before: stop, never overwrite."""


@dataclass(frozen=True)
class FieldConflict:
    """A column that both sides changed, to different values."""

    column: str
    base: Union[Value, Position]
    mine: Union[Value, Position]
    theirs: Union[Value, Position]


@dataclass(frozen=True)
class Decision:
    """The planner's word on one address; `content` is what the register is to hold, and to send, afterwards."""

    step: Step
    content: Optional[Content] = None
    conflicts: tuple[FieldConflict, ...] = field(default=())
