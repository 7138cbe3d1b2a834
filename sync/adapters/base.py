"""What a kind of registry must be able to do. Encoding and understanding are pure; sending is handed the transport."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Optional, Protocol

from ..model import Operation, Outcome, Pause, Problem, Remote
from ..transport import Reply, Request, Transport

People = Mapping[str, Mapping[str, Any]]
"""By address, the member `persons` of what is sent of it. Made at the moment of sending, and kept nowhere."""
NOBODY: People = {}


class Level(IntEnum):
    """What a registry can promise; found by asking it."""

    WRITES = 0
    """It creates and updates, no more: who wrote last wins."""
    TIMES = 1
    """It says when a record was changed last."""
    VERSIONS = 2
    """It has ETags and honours If-Match: nobody's change is overwritten unseen."""
    FULL = 3
    """It knows operations by their key, too, and tells what has changed."""


@dataclass(frozen=True)
class Capabilities:
    """What the registry says of itself and of this account; `pause` where it could not be asked."""

    level: Level = Level.WRITES
    account: str = ""
    roles: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    pause: Optional[Pause] = None
    problem: Optional[Problem] = None
    batches: bool = False
    people: bool = False
    """Whether it takes the member `persons`."""


@dataclass(frozen=True)
class Changes:
    """A page of what has changed at the registry; `expired`: the cursor is too old, everything must be read anew."""

    remotes: tuple[Remote, ...] = ()
    cursor: str = ""
    more: bool = False
    expired: bool = False
    pause: Optional[Pause] = None
    unread: tuple[tuple[str, str], ...] = ()
    """Records that came with something that cannot be taken in: id, and what it is."""
    broken: bool = False
    """No answer that can be used came: try later."""


@dataclass(frozen=True)
class Found:
    """A look at one record: `remote` None where the registry has none. `known` False: it could not be asked.

    `problem`: it is there, with something in it that cannot be taken in; a person has to speak with the registry.
    """

    known: bool
    remote: Optional[Remote] = None
    pause: Optional[Pause] = None
    problem: Optional[Problem] = None


class Adapter(Protocol):
    """A kind of registry."""

    batch: int
    """How many operations may go in one request; 1 where each goes alone."""

    def capabilities(self, transport: Transport) -> Capabilities:
        """Ask the registry what it can do."""

    def encode(self, operation: Operation, people: People = NOBODY) -> Request:
        """The request of an operation, with what is told of its people. Pure."""

    def classify(self, operation: Operation, reply: Reply) -> Outcome:
        """What an answer means. Pure."""

    def send(
        self, transport: Transport, operations: Sequence[Operation], people: People = NOBODY
    ) -> Iterator[tuple[Operation, Outcome]]:
        """Send operations, one result each, in order; ends early where the queue must pause."""

    def resolve_unknown(self, transport: Transport, operation: Operation) -> Outcome:
        """Look up what became of an operation whose answer is not known."""

    def fetch(self, transport: Transport, address_id: str) -> Found:
        """The record as the registry has it now."""

    def changes(self, transport: Transport, cursor: str) -> Changes:
        """What has changed since the cursor; '' starts with everything."""
