"""Rules: the street of a record stands in the street table of its commune."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .frame import Frame, rows
from .hits import Hit
from .rule_set import STREET, Bench
from .streets import Known

_RULES = {Known.spelling: "street_spelling", Known.expired: "street_expired", Known.unknown: "street_unknown"}


class StreetNames:
    """`street_unknown`, `street_spelling`, `street_expired`."""

    def __init__(self, bench: Bench) -> None:
        self._rules = {known: rule for known, name in _RULES.items() if (rule := bench.rule(name)) is not None}
        self.columns: tuple[str, ...] = STREET if self._rules else ()
        self._units = bench.units
        self._meanings = bench.meanings
        numbers = {known: k + 1 for k, known in enumerate(self._rules)}
        self._told = list(self._rules.values())
        self._which = bench.memory.per_value(
            lambda pair: numbers.get(bench.streets.find(*pair).known, 0) if pair and pair[1] else 0,
            *STREET, dtype=np.int8,
        )

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """Streets that the table lacks, or writes otherwise."""
        if not self.columns:
            return
        pairs = frame.numbers(*STREET)
        which = self._which.of(pairs)
        for row in rows((which > 0) & frame.live):
            meaning = self._meanings.of(pairs[row:row + 1])[0]
            commune, street = frame.values("commune_code")[row], frame.values("street")[row]
            unit = self._units.ever(commune)
            params = {
                "street": street, "commune": unit.full_name if unit else str(commune or ""),
                "proposed": meaning.proposed or "–",
            }  # fmt: skip
            certain = meaning.certain and meaning.proposed and meaning.proposed != street
            fix = {"street": meaning.proposed} if certain else {}
            rule = self._told[which[row] - 1]
            yield frame.hit(rule, row, watched=(street, commune, meaning.proposed), params=params, fix=fix)
