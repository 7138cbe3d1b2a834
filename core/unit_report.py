"""What a conversion changes, commune by commune."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

from .crosswalk import Conversion, Outcome
from .units import AdminUnit
from .written_units import Written


@dataclass(frozen=True)
class ReportRow:
    """`count` records of one commune, as written or as it was read, that become the same."""

    before: str
    before_code: str
    after: Optional[AdminUnit]
    outcome: Outcome
    by_position: int
    count: int
    candidates: tuple[AdminUnit, ...] = ()


def report(
    records: Iterable[tuple[Written, Conversion, bool]], district_of: dict[str, str], province_of: dict[str, str]
) -> list[ReportRow]:
    """Rows by former commune and outcome, the most records first within a commune.

    Of each record what it said, what it becomes, and whether by its position; names of districts and provinces by
    code.
    """
    counts: Counter[tuple[str, str, Optional[AdminUnit], Outcome, tuple[AdminUnit, ...]]] = Counter()
    placed: Counter[tuple[str, str, Optional[AdminUnit], Outcome, tuple[AdminUnit, ...]]] = Counter()
    for written, done, by_position in records:
        unit = done.source
        before = written.shown()
        if unit is not None:
            parts = (unit.full_name, district_of.get(unit.parent_code or ""), province_of.get(unit.province_code))
            before = ", ".join(part for part in parts if part)
        key = before, unit.code if unit else "", done.target, done.outcome, done.candidates
        counts[key] += 1
        placed[key] += by_position
    rows = [
        ReportRow(before, code, after, outcome, placed[key], count, candidates)
        for key, count in counts.items()
        for before, code, after, outcome, candidates in [key]
    ]
    order = list(Outcome)
    return sorted(
        rows, key=lambda r: (r.before, r.before_code, order.index(r.outcome), -r.count, r.after.code if r.after else "")
    )
