"""The street table as the rules ask it: which street of a commune a written name means."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Optional

from ..street_names import street_key
from ..text import compare_key, nfc
from .reference import Street
from .spelling import Spellings


class Known(Enum):
    """How a written street name stands to the table."""

    same = 0
    spelling = 1  # the same name in another spelling
    expired = 2  # only streets of that name whose time is over
    unknown = 3
    no_table = 4  # the commune has no street in the table, so nothing can be said


@dataclass(frozen=True)
class Meaning:
    """What a written street name means: `group` of streets of one name in one commune (-1 none); `proposed` name;
    `certain` whether that is surely meant; `same_name`: the streets of that name in all communes (-1 none).
    """

    known: Known
    group: int = -1
    proposed: Optional[str] = None
    certain: bool = False
    same_name: int = -1


class StreetTable:
    """Streets by commune and name; those of one name in one commune are a group (told apart by position)."""

    def __init__(self, streets: Sequence[Street], today: date) -> None:
        self.streets = tuple(streets)
        self.groups: list[list[int]] = []
        """Numbers of the streets of each group."""
        self.names: list[list[int]] = []
        """Numbers of the streets of each name, of all communes: a street goes on behind the border."""
        self._name_of: dict[str, int] = {}
        self._by_key: dict[str, dict[str, int]] = defaultdict(dict)
        self._valid: list[bool] = []
        self._spellings: dict[Optional[str], Spellings] = {}
        self._found: dict[tuple[Optional[str], Optional[str]], Meaning] = {}
        for number, street in enumerate(self.streets):
            key = street_key(street.name or "")
            if not key:
                continue
            group = self._by_key[street.commune_code or ""].setdefault(key, len(self.groups))
            if group == len(self.groups):
                self.groups.append([])
                self._valid.append(False)
            self.groups[group].append(number)
            name = self._name_of.setdefault(key, len(self.names))
            if name == len(self.names):
                self.names.append([])
            self.names[name].append(number)
            over = street.valid_to is not None and street.valid_to < today
            self._valid[group] |= not over

    def find(self, commune: Optional[str], written: Optional[str]) -> Meaning:
        """What a street name in a record of a commune means; asked by several rules, worked out once."""
        pair = commune, written
        if pair not in self._found:
            self._found[pair] = self._find(commune, written)
        return self._found[pair]

    def _find(self, commune: Optional[str], written: Optional[str]) -> Meaning:
        key = street_key(written) if isinstance(written, str) else ""
        same_name = self._name_of.get(key, -1)
        known = self.keys(commune)
        if not key or not known:
            return Meaning(Known.no_table, same_name=same_name)
        if key in known:
            group = known[key]
            names = [self.streets[number].name for number in self.groups[group]]
            if not self._valid[group]:
                return Meaning(Known.expired, group, names[0], same_name=same_name)
            if written in names:
                return Meaning(Known.same, group, names[0], True, same_name)
            one = len({compare_key(name) for name in names}) == 1
            return Meaning(Known.spelling, group, nfc(names[0]), one, same_name)
        if commune not in self._spellings:
            self._spellings[commune] = Spellings(k for k, group in known.items() if self._valid[group])
        meant, certain = self._spellings[commune].nearest(key)
        proposed = None if meant is None else self.streets[self.groups[known[meant]][0]].name
        return Meaning(Known.unknown, -1, proposed, certain and same_name < 0, same_name)

    def exact(self, commune: Optional[str], written: str) -> Optional[str]:
        """The table's name of the street that is written so, whatever the spelling; None if there is none."""
        group = self.keys(commune).get(street_key(written))
        return None if group is None or not self._valid[group] else self.streets[self.groups[group][0]].name

    def anywhere(self, written: str) -> bool:
        """Whether any commune has a street of that name."""
        return street_key(written) in self._name_of

    def keys(self, commune: Optional[str]) -> dict[str, int]:
        """Group of each street key of a commune; streets without a commune are everybody's."""
        everywhere = self._by_key.get("", {})
        own = self._by_key.get(commune or "", {})
        return {**everywhere, **own} if everywhere and own else own or everywhere
