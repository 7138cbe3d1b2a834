"""Rules: the commune exists today, and the words and numbers that go with its code are its own."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Optional

from ..text import compare_key
from .frame import Frame, rows
from .hits import Hit
from .rule_set import Bench

_NAMES = ("unit_unknown", "unit_expired", "unit_name_differs", "unit_province_differs", "postcode_differs")
_TOGETHER = ("commune_code", "commune", "province_code", "province", "postcode")


@dataclass(frozen=True)
class _Verdict:
    rule: str
    params: dict[str, Any]
    fix: dict[str, Any] = field(default_factory=dict)


class UnitRules:
    """The rules of `_NAMES`, asked once for each combination of code, names and postcode."""

    def __init__(self, bench: Bench) -> None:
        self._rules = {name: rule for name in _NAMES if (rule := bench.rule(name)) is not None}
        self.columns: tuple[str, ...] = _TOGETHER if self._rules else ()
        self._units = bench.units
        self._verdicts = bench.memory.per_value(self._judge, *_TOGETHER, dtype=object)

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """What is wrong with the units of a chunk."""
        if not self.columns:
            return
        verdicts = self._verdicts.of(frame.numbers(*_TOGETHER))
        for row in rows(verdicts.astype(bool) & frame.live):
            watched = tuple(frame.values(name)[row] for name in _TOGETHER)
            for verdict in verdicts[row]:
                rule = self._rules.get(verdict.rule)
                if rule is not None:
                    yield frame.hit(rule, row, watched=watched, params=verdict.params, fix=verdict.fix)

    def _judge(self, together: Optional[tuple[Any, ...]]) -> tuple[_Verdict, ...]:
        if together is None:
            return ()
        code, commune, province_code, province, postcode = together
        if not code:  # a missing commune is told by the rule of basic fields
            return ()
        unit = self._units.ever(code)
        if unit is None or unit.level != "commune":
            return (_Verdict("unit_unknown", {"code": str(code), "commune": str(commune or "")}),)
        if self._units.valid(code) is None:
            day = unit.valid_to.isoformat() if unit.valid_to else ""
            return (_Verdict("unit_expired", {"code": code, "commune": unit.full_name, "date": day}),)
        found = []
        if commune and commune != unit.full_name:
            same = compare_key(str(commune)) == compare_key(unit.full_name)
            params = {"written": str(commune), "commune": unit.full_name, "code": code}
            found.append(_Verdict("unit_name_differs", params, {"commune": unit.full_name} if same else {}))
        if unit.province_code and province_code and province_code != unit.province_code:
            home = self._units.valid(unit.province_code)
            params = {"written": str(province_code), "code": unit.province_code, "commune": unit.full_name}
            fix = {"province_code": unit.province_code, "province": home.full_name} if home else {}
            found.append(_Verdict("unit_province_differs", params, fix))
        if unit.postcode and postcode and postcode != unit.postcode:
            params = {"written": str(postcode), "postcode": unit.postcode, "commune": unit.full_name}
            found.append(_Verdict("postcode_differs", params, {"postcode": unit.postcode}))
        return tuple(found)
