"""The three powers over addresses, and who holds them in a register: declare, create, verify.

A register in a file knows nobody's password: a name is what a person's program says it is. So powers keep colleagues to
their tasks and show who did what; they do not keep out someone who means harm. That is for the rights to the file.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from .lifecycle import Stage
from .text import nfc

EVERYBODY = "*"


class Power(str, Enum):
    """What an account may do (khai báo, tạo lập, xác thực)."""

    DECLARE = "declare"
    CREATE = "create"
    VERIFY = "verify"


# The power that a step into a stage needs. To retire is to say that something is gone: whoever may say that it is
# there may say so, else nobody could while no verifier is named.
POWER_FOR: Mapping[Stage, Power] = {
    Stage.DECLARED: Power.DECLARE,
    Stage.CREATED: Power.CREATE,
    Stage.SUBMITTED: Power.CREATE,
    Stage.VERIFIED: Power.VERIFY,
    Stage.ISSUED: Power.VERIFY,
    Stage.REJECTED: Power.VERIFY,
    Stage.RETIRED: Power.CREATE,
}

# Until a register says otherwise: everybody declares and creates, nobody verifies.
DEFAULT: Mapping[Power, tuple[str, ...]] = {
    Power.DECLARE: (EVERYBODY,),
    Power.CREATE: (EVERYBODY,),
    Power.VERIFY: (),
}


@dataclass(frozen=True)
class Powers:
    """Who holds each power: names as programs tell them (login or full name), or `EVERYBODY`."""

    declare: tuple[str, ...] = DEFAULT[Power.DECLARE]
    create: tuple[str, ...] = DEFAULT[Power.CREATE]
    verify: tuple[str, ...] = DEFAULT[Power.VERIFY]

    def holders(self, power: Power) -> tuple[str, ...]:
        """The names that hold a power."""
        return {Power.DECLARE: self.declare, Power.CREATE: self.create, Power.VERIFY: self.verify}[power]

    def may_edit(self, actor: Optional[str]) -> bool:
        """Whether a person may change what a record says: whoever holds any of the powers."""
        return any(self.has(actor, power) for power in Power)

    @property
    def of_issued(self) -> Power:
        """The power to write down what the registry has issued: to verify, where the register has named somebody.

        Until then nobody could: to create is enough, since it is not a person but the registry's list that says so.
        """
        return Power.VERIFY if self.verify else Power.CREATE

    def has(self, actor: Optional[str], power: Power) -> bool:
        """Whether a person holds a power; one without a name only what everybody does."""
        names = self.holders(power)
        return EVERYBODY in names or (bool(actor) and actor in names)


def names_of(text: str) -> tuple[str, ...]:
    """The names in a text with a comma, a semicolon or a line between them: trimmed, NFC, each once."""
    pieces = nfc(text).replace(";", "\n").replace(",", "\n").split("\n")
    return _each_once(" ".join(piece.split()) for piece in pieces)


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))
