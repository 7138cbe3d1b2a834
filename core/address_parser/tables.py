"""What the parser knows: today's and the legacy units by the spaceless ASCII key of their names."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Optional

from ..text import ascii_key
from ..unit_names import name_key
from ..units import AdminUnit, Crosswalk, UnitLevel, UnitTable
from .aliases import DISTRICT_ALIASES, PROVINCE_ALIASES
from .keys import soft_key, word_breaks
from .known_names import KnownName, KnownNames, settlement_key
from .tokens import Tokens
from .type_words import COMMUNE, DISTRICT, PROVINCE
from .typos import FewNames, TypoIndex

_LEVEL = {UnitLevel.province: PROVINCE, UnitLevel.district: DISTRICT, UnitLevel.commune: COMMUNE}


class Place(NamedTuple):
    """A unit in one era; `parents` are the ids of the places that it lies in, in its own era."""

    id: int
    unit: AdminUnit
    level: int
    is_legacy: bool
    key: str
    plain: str
    province: int
    district: int
    breaks: int


@dataclass(frozen=True)
class Entry:
    """The places of one name by level, and the districts and communes of that name by a place that they lie in.

    The flag of a place tells that it is linked across the eras only.
    """

    plain: str
    provinces: tuple[Place, ...]
    districts: tuple[Place, ...]
    communes: tuple[Place, ...]
    districts_in: Mapping[int, tuple[tuple[Place, bool], ...]]
    communes_in: Mapping[int, tuple[tuple[Place, bool], ...]]


class ParserTables:
    """The names that the parser finds units by; built once (about half a second), then only read."""

    def __init__(self, units: UnitTable, crosswalk: Crosswalk) -> None:
        self.places = _places(units)
        self._links = _links(self.places, crosswalk)
        self.entries = _entries(self.places, self._links)
        self.beginnings = frozenset(name[:end] for name in self.entries for end in range(1, len(name) + 1))
        self.children: dict[int, list[Place]] = defaultdict(list)
        for place in self.places:
            for parent in {place.province, place.district} - {place.id, -1}:
                self.children[parent].append(place)
        self.typos = TypoIndex(plain for plain in self.entries if not plain.isdecimal())
        self.words = frozenset(ascii_key(word) for p in self.places for word in name_key(p.unit.name).split())
        self.streets = KnownNames()
        self.settlements = KnownNames()
        self._below: dict[tuple[int, Optional[int]], Optional[FewNames]] = {}
        self._homes: dict[str, frozenset[int]] = {}
        self._districts: dict[str, tuple[AdminUnit, ...]] = {}
        self._units = units
        self._crosswalk = crosswalk

    def names_below(self, parent: int, level: Optional[int], fewer_than: Optional[int] = None) -> Optional[FewNames]:
        """The names of the places of a level (all: None) in a place, by its id; None where there are none or more."""
        if (parent, level) not in self._below:
            names = [place.plain for place in self.children.get(parent, ()) if level in (None, place.level)]
            few = bool(names) and (fewer_than is None or len(names) < fewer_than)
            self._below[parent, level] = FewNames(names) if few else None
        return self._below[parent, level]

    @classmethod
    def load(cls) -> ParserTables:
        """The tables of resources/admin, made once."""
        return _tables()

    @classmethod
    def from_units(
        cls,
        units: UnitTable,
        crosswalk: Crosswalk,
        streets: Iterable[KnownName] = (),
        settlements: Iterable[KnownName] = (),
    ) -> ParserTables:
        """Tables of these units; streets and settlements of a register lend their spelling and ids."""
        return cls(units, crosswalk).with_names(streets, settlements)

    def with_names(self, streets: Iterable[KnownName], settlements: Iterable[KnownName] = ()) -> ParserTables:
        """The same units with a register's streets and settlements."""
        made = copy(self)
        made.streets, made.settlements = KnownNames(streets), KnownNames(settlements, settlement_key)
        return made

    def around(self, place: Place) -> list[Place]:
        """The place, those it lies in, and those of the other era that it is linked with."""
        ids = {place.id, place.district, place.province, *self._links.get(place.id, ())} - {-1}
        return [self.places[number] for number in ids]

    def home(self, province_code: str) -> frozenset[int]:
        """The ids of one of today's provinces and of those that went into it."""
        if province_code not in self._homes:
            legacy = self._units.legacy_provinces(province_code)
            self._homes[province_code] = frozenset(
                place.id
                for place in self.places
                if place.level == PROVINCE and place.unit.code in (legacy if place.is_legacy else (province_code,))
            )
        return self._homes[province_code]

    def today(self, unit: AdminUnit) -> tuple[AdminUnit, ...]:
        """Today's communes that a legacy commune (or island district) went into, the main part first."""
        found = (self._units.by_code(row.new_code) for row in self._crosswalk.successors(unit.code))
        return tuple(commune for commune in found if commune is not None)

    def today_of_district(self, district: AdminUnit) -> tuple[AdminUnit, ...]:
        """Today's communes that those of a legacy district went into."""
        if district.code not in self._districts:
            same = (at.id for at in self.places if at.unit.code == district.code and at.unit == district)
            children = [place for number in same for place in self.children.get(number, ())]
            found = [unit for place in children if place.level == COMMUNE for unit in self.today(place.unit)]
            self._districts[district.code] = tuple(dict.fromkeys(found))
        return self._districts[district.code]

    def today_province(self, commune: AdminUnit) -> Optional[AdminUnit]:
        """The province of one of today's communes."""
        return self._units.by_code(commune.province_code)


def _places(table: UnitTable) -> list[Place]:
    # Newest first, so a unit that only changed its type in today's era is held once, as it is now.
    chosen: dict[tuple[bool, UnitLevel, str], AdminUnit] = {}
    for unit in table.units:
        chosen.setdefault((unit.valid_from is None or unit.valid_from.year < 2025, unit.level, unit.code), unit)
    ids = {key: number for number, key in enumerate(chosen)}
    places = []
    for (is_legacy, level, code), unit in chosen.items():
        # Word by word: in "lợia" the tone would be taken for that of one syllable.
        key = "".join(map(soft_key, name_key(unit.name).split()))
        breaks = word_breaks(Tokens(unit.name).plains)
        province = ids.get((is_legacy, UnitLevel.province, unit.province_code), -1)
        district = ids.get((is_legacy, UnitLevel.district, unit.parent_code or ""), -1)
        number = ids[is_legacy, level, code]
        if level is UnitLevel.district:
            district = number
        places.append(Place(number, unit, _LEVEL[level], is_legacy, key, ascii_key(key), province, district, breaks))
    return places


def _links(places: list[Place], crosswalk: Crosswalk) -> dict[int, set[int]]:
    """{place: places of the other era that people write it with}: district and province on both sides of 1/7/2025."""
    legacy = {p.unit.code: p for p in places if p.is_legacy and p.level != PROVINCE}
    today = {p.unit.code: p for p in places if not p.is_legacy and p.level == COMMUNE}
    links: dict[int, set[int]] = defaultdict(set)
    for row in crosswalk.rows:
        old, new = legacy.get(row.old_code), today.get(row.new_code)
        if old is None or new is None:
            continue
        links[new.id].update((old.province, old.district, old.id))
        links[old.id].update((new.province, new.id))
        links[old.district].add(new.province)
    for place, others in links.items():
        others.discard(-1)
        others.discard(place)
    return dict(links)


def _entries(places: list[Place], links: Mapping[int, set[int]]) -> dict[str, Entry]:
    named: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        named[place.plain].append(place)
    by_level_and_name: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for place in places:
        by_level_and_name[place.level, place.plain].append(place)
    for level, aliases in ((PROVINCE, PROVINCE_ALIASES), (DISTRICT, DISTRICT_ALIASES)):
        for alias, name in aliases.items():
            plain = ascii_key(name_key(name)).replace(" ", "")
            named[alias].extend(p for p in by_level_and_name[level, plain] if p not in named[alias])
    for place in places:
        if place.level != COMMUNE and " " in place.unit.name:  # NT, KH: Nha Trang, Khánh Hòa
            initials = "".join(word[0] for word in ascii_key(name_key(place.unit.name)).split())
            if place not in named[initials]:
                named[initials].append(place)
    return {plain: _entry(plain, found, links) for plain, found in named.items() if found}


def _entry(plain: str, places: list[Place], links: Mapping[int, set[int]]) -> Entry:
    within: tuple[dict[int, list[tuple[Place, bool]]], ...] = ({}, {}, {})
    by_level: tuple[list[Place], ...] = ([], [], [])
    for place in places:
        by_level[place.level].append(place)
        own = {place.district, place.province} - {place.id, -1}
        for crosses, parents in ((False, own), (True, links.get(place.id, set()) - own)):
            for parent in parents:
                within[place.level].setdefault(parent, []).append((place, crosses))
    return Entry(
        plain,
        tuple(by_level[PROVINCE]),
        tuple(by_level[DISTRICT]),
        tuple(by_level[COMMUNE]),
        {parent: tuple(found) for parent, found in within[DISTRICT].items()},
        {parent: tuple(found) for parent, found in within[COMMUNE].items()},
    )


@lru_cache(maxsize=1)
def _tables() -> ParserTables:
    return ParserTables.from_units(UnitTable.load(), Crosswalk.load())
