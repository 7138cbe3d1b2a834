"""Rules: the street of a record stands in the street table of its commune."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ..patience import Check
from .catalogue import Rule
from .frame import Frame, rows
from .gathered import NEAR_SPELT, Gathered, told
from .hits import Hit
from .records import AddressReader
from .rule_set import STREET, Bench
from .street_lines import Feet
from .streets import Known, Meaning

_RULES = {Known.spelling: "street_spelling", Known.expired: "street_expired", Known.unknown: "street_unknown"}


class StreetNames:
    """`street_unknown`, `street_spelling`, `street_expired`."""

    def __init__(self, bench: Bench) -> None:
        self._rules = {known: rule for known, name in _RULES.items() if (rule := bench.rule(name)) is not None}
        self.columns: tuple[str, ...] = STREET if self._rules else ()
        self._bench = bench
        self._meanings = bench.meanings
        numbers = {known: k + 1 for k, known in enumerate(self._rules)}
        self._told = list(self._rules.values())
        self._which = bench.memory.per_value(
            lambda pair: _known_alone(bench.streets.find(*pair), numbers) if pair and pair[1] else 0,
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
            yield _told(self._bench, self._told[which[row] - 1], frame, row, meaning)


def beyond_the_border(
    data: Gathered, reader: AddressReader, feet: Feet, metres: float, check: Check
) -> Iterator[Hit]:
    """`street_unknown` and `street_spelling` for streets that only other communes have: do they pass near the address?

    A street that goes on behind the border stands in the table with one commune, most often.
    """
    bench = data.bench
    unknown, spelling = bench.rule("street_unknown"), bench.rule("street_spelling")
    near = feet.distance <= metres
    for rule, asked in ((unknown, (data.asked_near > 0) & ~near), (spelling, (data.asked_near == NEAR_SPELT) & near)):
        if rule is not None:
            at = np.flatnonzero(data.live & asked)
            tell = _Teller(bench, rule, [bench.streets.streets[k].name for k in feet.street[at].tolist()])
            none = np.full(len(at), -1)
            yield from told(reader, bench.memory, data.fid[at], none, ("address_id", "stage", *STREET), check, tell)


class _Teller:
    """Tells of streets whose position was asked; `names` are those of the nearest ones."""

    def __init__(self, bench: Bench, rule: Rule, names: Sequence[str]) -> None:
        self._bench, self._rule, self._names = bench, rule, names

    def __call__(self, frame: Frame, row: int, twin: int, k: int) -> Iterator[Hit]:
        meaning = self._bench.meanings.of(frame.numbers(*STREET)[row:row + 1])[0]
        if self._rule.id == "street_spelling":
            meaning = replace(meaning, proposed=self._names[k], certain=True)
        yield _told(self._bench, self._rule, frame, row, meaning)


def _known_alone(meaning: Meaning, numbers: dict[Known, int]) -> int:
    """Which rule a name falls under; 0 for none, and where the position must be asked first."""
    return 0 if meaning.known is Known.unknown and meaning.same_name >= 0 else numbers.get(meaning.known, 0)


def _told(bench: Bench, rule: Rule, frame: Frame, row: int, meaning: Meaning) -> Hit:
    commune, street = frame.values("commune_code")[row], frame.values("street")[row]
    unit = bench.units.ever(commune)
    params = {
        "street": street, "commune": unit.full_name if unit else str(commune or ""),
        "proposed": meaning.proposed or "–",
    }  # fmt: skip
    certain = meaning.certain and meaning.proposed and meaning.proposed != street
    fix = {"street": meaning.proposed} if certain else {}
    return frame.hit(rule, row, watched=(street, commune, meaning.proposed), params=params, fix=fix)
