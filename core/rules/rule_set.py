"""What a module of rules offers: the rules it knows, the columns it reads, and its hits."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Optional, Protocol

from .catalogue import Rule, RuleBook
from .frame import Frame, Memory, PerValue
from .hits import Hit
from .reference import Reference
from .streets import Known, Meaning, StreetTable
from .unit_table import RegisterUnits

STREET = ("commune_code", "street")
_NOTHING = Meaning(Known.no_table)


@dataclass(frozen=True)
class Bench:
    """What the rules of a run share: the book, what addresses are compared with, and what has been learnt so far."""

    reference: Reference
    book: RuleBook
    memory: Memory

    def rule(self, rule_id: str) -> Optional[Rule]:
        """The rule where this run wants it."""
        return self.book.active(rule_id)

    @cached_property
    def streets(self) -> StreetTable:
        """The street table, made when a rule first asks."""
        return StreetTable(self.reference.streets, self.reference.today)

    @cached_property
    def meanings(self) -> PerValue:
        """What each (commune_code, street) means in the street table, a Meaning."""
        find = self.streets.find
        return self.memory.per_value(lambda pair: find(*pair) if pair else _NOTHING, *STREET, dtype=object)

    @cached_property
    def units(self) -> RegisterUnits:
        """The administrative units by code."""
        return RegisterUnits(self.reference.units, self.reference.today)


class RecordRules(Protocol):
    """Rules that look at one address at a time, a chunk of them together."""

    columns: tuple[str, ...]
    """What they read; () where the book wants none of them."""

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """What is wrong with the addresses of a chunk."""
