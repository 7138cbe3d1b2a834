"""Decisions of a person that decide nothing: each is told with the reason, none is passed over silently."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .model import Choices, Difference, Verdict
from .planner import ADDRESS
from .reasons import CheckinReason


def unused_decisions(
    choices: Choices, differences: Iterable[Difference], knows: Callable[[str, str], bool]
) -> Iterator[Difference]:
    """The single decisions that no conflict asked for; `knows`: whether a table has, or had, a record of that key."""
    conflicts = [d.item for d in differences if d.verdict is Verdict.CONFLICT]
    asked = {*conflicts, *(row_of(item) for item in conflicts)}
    for item, side in choices.single.items():
        if item in asked:
            continue
        row, _, field = item.rpartition("/")
        table, _, key = row.partition("/")
        reason = CheckinReason.NO_CONFLICT if knows(table, key) else CheckinReason.NO_RECORD
        address_id = key if table == ADDRESS else ""
        yield Difference(table, key, field, Verdict.UNUSED, address_id, reason, chosen=side, details={"item": item})


def row_of(item: str) -> str:
    """The name of a decision on the whole record of an item."""
    return item.rpartition("/")[0] + "/"
