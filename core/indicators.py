"""The figures of the programme: how many objects there are, how many have their record, notice and plaque."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Callable, Optional, TypeVar

_Key = TypeVar("_Key")


class Figure(str, Enum):
    """What is counted; the value is the name in profiles, tables and snapshots."""

    TOTAL = "total"
    """Objects that get an address: the addresses in use, and where land layers are given those without one."""
    COLLECTED = "collected"
    """Addresses with all basic fields."""
    NOTIFIED = "notified"
    """Addresses of which at least one recipient was reached."""
    RECIPIENTS = "recipients"
    """Owners, representatives, users of addresses in use."""
    RECIPIENTS_NOTIFIED = "recipients_notified"
    """Those of them who were reached."""
    MOUNTED = "mounted"
    """Addresses whose plaque hangs."""


FIGURES = tuple(Figure)


@dataclass(frozen=True)
class Counts:
    """The figures of some objects; they can be added."""

    total: int = 0
    collected: int = 0
    notified: int = 0
    recipients: int = 0
    recipients_notified: int = 0
    mounted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def of(self, figure: Figure) -> int:
        """One of them."""
        return int(getattr(self, figure.value))


@dataclass(frozen=True)
class CountRow:
    """The figures of a commune's objects of one class; '' where the register does not say."""

    commune_code: str
    object_class: str
    counts: Counts


def summed(rows: Iterable[CountRow], key: Callable[[CountRow], _Key]) -> dict[_Key, Counts]:
    """The figures added up by a key."""
    found: dict[_Key, Counts] = {}
    for row in rows:
        at = key(row)
        found[at] = found.get(at, Counts()) + row.counts
    return found


def with_objects(rows: Iterable[CountRow], without_address: Mapping[tuple[str, str], int]) -> list[CountRow]:
    """The rows with objects that have no address yet, by (commune, class), in their totals."""
    found = {(row.commune_code, row.object_class): row.counts for row in rows}
    for key, count in without_address.items():
        found[key] = found.get(key, Counts()) + Counts(total=count)
    return [CountRow(*key, found[key]) for key in sorted(found)]


def thousandths(part: int, whole: int) -> Optional[int]:
    """A share in thousandths, rounded down so that 1000 means all; None of nothing."""
    return 1000 * part // whole if whole else None
