"""Rules: number, alley, street and settlement each in its own field. "30/4" is a street, "120/1/22" a number."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np

from ..numbering import canonical_number, full_number
from ..street_names import street_key
from ..text import ascii_key, compare_key, nfc
from .frame import Frame, rows
from .hits import Hit
from .rule_set import Bench

_NAMES = (
    "number_in_street_field", "street_in_number_field", "settlement_in_street_field", "alley_in_number_field",
    "alley_incomplete",
)  # fmt: skip
_TOGETHER = ("commune_code", "house_number", "alley", "street", "settlement")

_NUMBER = r"\d+[a-z]?(?:\s?[/-]\s?\d+[a-z]?)*"
_BEFORE = r"(?:số\s*nhà|nhà\s*số|số|sn)?[\s.:]*"
_GENERIC = r"(?:đường(?:\s+phố)?|phố|đại\s+lộ|đg\.?|đ\.)"
_ONLY_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_NUMBER_AND_STREET = re.compile(rf"{_BEFORE}({_NUMBER})\s*,?\s+({_GENERIC}\s*)?(\S.*)", re.IGNORECASE)
# 2/4, 30/4, 3/2, 23/10: a day and a month; "2 tháng 9", "30/4 nối dài" are streets as well.
_DAY = re.compile(r"0?([1-9]|[12]\d|3[01])\s?[/-]\s?0?([1-9]|1[0-2])")
_OF_A_DATE = re.compile(r"(?:tháng|thang|nối|noi|kéo|keo|cũ|mới)\b", re.IGNORECASE)
_SETTLEMENT = re.compile(r"(?:thôn|xóm|ấp|khóm|bản|làng|buôn|tổ\s+dân\s+phố|tdp|khu\s+phố|tổ)[\s.]+\S", re.IGNORECASE)
_ALLEY_IN_NUMBER = re.compile(
    rf"{_BEFORE}({_NUMBER})\s*,?\s*((?:ngõ|ngách|hẻm|kiệt|ngo|ngach|hem|kiet)\b.*)", re.IGNORECASE
)
_ALLEY_WORD = re.compile(r"(?:ngõ|ngách|hẻm|kiệt|ngo|ngach|hem|kiet)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}|\s\d+/\d")  # two letters, or another number: "12 30/4"
_TEXT, _DATE = 1, 2
_LEVEL_ALONE = re.compile(r"(?:ngo|ngach|hem|kiet)[\s.:]*")


@dataclass(frozen=True)
class _Fault:
    rule: str
    params: dict[str, Any] = field(default_factory=dict)
    fix: dict[str, Any] = field(default_factory=dict)


class WrongField:
    """The rules of `_NAMES`, asked once for each combination of commune, number, alley, street and settlement."""

    def __init__(self, bench: Bench) -> None:
        self._rules = {name: rule for name in _NAMES if (rule := bench.rule(name)) is not None}
        self.columns: tuple[str, ...] = _TOGETHER if self._rules else ()
        self._streets = bench.streets
        self._settlements: dict[tuple[str, str], str] = {}
        for settlement in bench.reference.settlements:
            key = settlement.commune_code or "", compare_key(settlement.name or "")
            self._settlements[key] = settlement.name
        self._of_street = bench.memory.per_value(self._is_suspect_street, "commune_code", "street")
        self._of_number = bench.memory.per_value(_suspicion, "house_number", dtype=np.int8)
        self._some_street = bench.memory.per_value(lambda street: bool(_text(street).strip()), "street")
        self._of_alley = bench.memory.per_value(_is_incomplete, "alley")

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """What stands in the wrong field."""
        if not self.columns:
            return
        suspect = self._of_street.of(frame.numbers("commune_code", "street"))
        of_number = self._of_number.of(frame.numbers("house_number"))
        suspect |= (of_number == _TEXT) | self._of_alley.of(frame.numbers("alley"))
        suspect |= (of_number == _DATE) & ~self._some_street.of(frame.numbers("street"))
        for row in rows(suspect & frame.live):
            together = tuple(_text(frame.values(name)[row]) for name in _TOGETHER)
            for fault in self._judge(*together):
                rule = self._rules.get(fault.rule)
                if rule is not None:
                    yield frame.hit(rule, row, watched=together, params=fault.params, fix=fault.fix)

    def _is_suspect_street(self, pair: Optional[tuple[Any, Any]]) -> bool:
        commune, street = pair if pair else (None, None)
        if not isinstance(street, str) or not street.strip():
            return False
        begins = street.lstrip()[:1].isdigit() or _BEGINS_SUSPECT.match(nfc(street).strip()) is not None
        return begins and self._streets.exact(commune, street) is None

    def _judge(self, commune: str, number: str, alley: str, street: str, settlement: str) -> Iterator[_Fault]:
        if street and self._streets.exact(commune, street) is None:
            fault = self._number_in_street(commune, number, street)
            fault = fault or self._settlement(commune, number, street, settlement)
            if fault:
                yield fault
        fault = self._street_in_number(commune, number, alley, street) or _alley_in_number(number, alley)
        if fault:
            yield fault
        if _is_incomplete(alley) and "/" not in number:
            yield _Fault("alley_incomplete", {"alley": alley, "number": number})
        elif number and not alley and (number.rstrip().endswith("/") or canonical_number(number).endswith("/")):
            yield _Fault("alley_incomplete", {"alley": number, "number": ""})

    def _number_in_street(self, commune: str, number: str, street: str) -> Optional[_Fault]:
        written = nfc(street).strip()
        if _ONLY_NUMBER.fullmatch(written):
            params = {"street": street, "number": written}
            return None if _DAY.fullmatch(written) else _Fault("number_in_street_field", params)
        match = _NUMBER_AND_STREET.fullmatch(written)
        if match is None or _OF_A_DATE.match(match.group(3)):
            return None
        found, rest = match.group(1), match.group(3)
        name = self._streets.exact(commune, rest)
        told = not _DAY.fullmatch(found) and any(map(str.isalpha, rest))
        if name is None and not told and not self._streets.anywhere(rest):
            return None
        same = not number or canonical_number(number) == canonical_number(found)
        fix = {"house_number": found, "street": name} if name is not None and same else {}
        return _Fault("number_in_street_field", {"street": street, "number": found}, fix)

    def _settlement(self, commune: str, number: str, street: str, settlement: str) -> Optional[_Fault]:
        if _SETTLEMENT.match(nfc(street).strip()) is None:
            return None
        name = self._settlements.get((commune, compare_key(street)))
        same = not settlement or compare_key(settlement) == compare_key(street)
        # With a number the address would lose its street: a person must say which one it is.
        fix = {"settlement": name, "street": None} if name is not None and same and not number else {}
        return _Fault("settlement_in_street_field", {"street": street}, fix)

    def _street_in_number(self, commune: str, number: str, alley: str, street: str) -> Optional[_Fault]:
        written = nfc(number).strip()
        if not written:
            return None
        if _DAY.fullmatch(written):
            name = self._streets.exact(commune, written)
            return _Fault("street_in_number_field", {"number": number, "street": name}) if name and not street else None
        match = _NUMBER_AND_STREET.fullmatch(written)
        if match is None or _ALLEY_WORD.match(match.group(3)):
            return None
        found, generic, rest = match.groups()
        name = self._streets.exact(commune, rest)
        if name is None and not generic and not self._streets.anywhere(rest):
            return None
        same = not street or street_key(street) == street_key(rest)
        fix = {"house_number": found, "street": street or name} if name is not None and same else {}
        return _Fault("street_in_number_field", {"number": number, "street": name or rest}, fix)


_BEGINS_SUSPECT = re.compile(rf"(?:số|sn|nhà)\b|{_SETTLEMENT.pattern}", re.IGNORECASE)


def _alley_in_number(number: str, alley: str) -> Optional[_Fault]:
    match = _ALLEY_IN_NUMBER.fullmatch(nfc(number).strip())
    if match is None:
        return None
    found, path = match.groups()
    same = not alley and canonical_number(full_number(found, path)) == canonical_number(number)
    fix = {"house_number": found, "alley": path.strip()} if same else {}
    return _Fault("alley_in_number_field", {"number": number, "alley": path.strip()}, fix)


def _suspicion(number: Any) -> int:
    """Whether a house number holds words or ends in a slash (_TEXT), or may be a street such as 30/4 (_DATE)."""
    if not isinstance(number, str) or not number or number.isdecimal():
        return 0
    if number.rstrip().endswith("/") or _WORD.search(number):
        return _TEXT
    return _DATE if _DAY.fullmatch(number.strip()) else 0


def _is_incomplete(alley: Any) -> bool:
    """Whether an alley's path lacks its first part: "ngách 5" without its ngõ, a bare "hẻm"."""
    if not isinstance(alley, str) or not alley.strip():
        return False
    key = ascii_key(alley)
    if _LEVEL_ALONE.fullmatch(key):
        return True
    return key.startswith("ngach") and "ngo" not in key.split() and "/" not in key


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
