"""Administrative units and their validity: the table of today's and of the legacy units, and the way between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from typing import Optional, Union

from .resources import read_csv
from .text import ascii_key
from .unit_names import lacks_diacritics_of, name_key, split_unit_name

LEGACY_LAST_DAY = date(2025, 6, 30)
"""The last day of the three levels (QĐ 19/2025/QĐ-TTg): a date to ask for legacy units with."""


class UnitLevel(str, Enum):
    """The levels; a district exists only until `LEGACY_LAST_DAY`."""

    province = "province"
    district = "district"
    commune = "commune"


@dataclass(frozen=True)
class AdminUnit:
    """A unit in one period of its life; both dates are inclusive, None is open."""

    code: str
    level: UnitLevel
    unit_type: str
    name: str
    full_name: str
    province_code: str
    parent_code: Optional[str] = None
    valid_from: Optional[date] = None
    valid_to: Optional[date] = None

    def is_valid(self, on: Optional[date]) -> bool:
        """Whether the unit is valid on a day; None asks for the units without an end."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Succession:
    """An old commune and one commune that it went to; `is_main` marks the one that took most of it."""

    old_code: str
    new_code: str
    is_split: bool
    is_main: bool


class Crosswalk:
    """Which communes of today came from which communes of before 1/7/2025."""

    def __init__(self, rows: Iterable[Succession]) -> None:
        self.rows = tuple(rows)
        self._by_old: dict[str, list[Succession]] = defaultdict(list)
        self._by_new: dict[str, list[Succession]] = defaultdict(list)
        for row in sorted(self.rows, key=lambda r: (not r.is_main, r.new_code, r.old_code)):
            self._by_old[row.old_code].append(row)
            self._by_new[row.new_code].append(row)

    @classmethod
    def load(cls) -> Crosswalk:
        """Return the crosswalk of 1/7/2025 (resources/admin)."""
        return _crosswalk()

    def successors(self, old_commune_code: str) -> tuple[Succession, ...]:
        """Return what a legacy commune (or island district) became, the main part first; empty if unknown."""
        return tuple(self._by_old.get(old_commune_code, ()))

    def predecessors(self, new_code: str) -> tuple[Succession, ...]:
        """Return the legacy communes that went into a commune of today; empty if unknown."""
        return tuple(self._by_new.get(new_code, ()))


# Names that stand in no table: abbreviations, and names of before the tables' time.
# By ASCII key: they are mostly typed so.
_PROVINCE_ALIASES = {
    "hn": "Hà Nội",
    "hcm": "Hồ Chí Minh",
    "tphcm": "Hồ Chí Minh",
    "sai gon": "Hồ Chí Minh",
    "brvt": "Bà Rịa - Vũng Tàu",
    "thua thien hue": "Huế",
    "tt hue": "Huế",
    "dac lac": "Đắk Lắk",
    "dak lak": "Đắk Lắk",
    "daklak": "Đắk Lắk",
    "dac nong": "Đắk Nông",
    "daknong": "Đắk Nông",
    "bac can": "Bắc Kạn",
}


class UnitTable:
    """The units of all periods, found by code or by a name as people write it."""

    def __init__(self, units: Iterable[AdminUnit], province_successors: Optional[Mapping[str, str]] = None) -> None:
        # Newest first: where nothing is asked of the date, the state of today comes before the legacy one.
        self.units = tuple(sorted(units, key=lambda u: (u.valid_to or date.max, u.code), reverse=True))
        self._province_successors = dict(province_successors or {})
        self._by_code: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in self.units:
            self._by_code[unit.code].append(unit)

    @classmethod
    def load(cls) -> UnitTable:
        """Return the table of resources/admin; read once, since it never changes."""
        return _table()

    def by_code(self, code: str, on: Optional[date] = None) -> Optional[AdminUnit]:
        """Return the unit of a code on a day; without a day the unit of today, else the last one that bore it."""
        found = self._by_code.get(code, [])
        if on is None:
            return found[0] if found else None
        return next((unit for unit in found if unit.is_valid(on)), None)

    def find(
        self,
        name: str,
        *,
        level: Union[UnitLevel, str],
        province_code: Optional[str] = None,
        on: Optional[date] = None,
    ) -> list[AdminUnit]:
        """Return the units that a written name may mean, sorted by code; without a day, those of today only.

        A type in the text ("Xã", "P.") decides between units of one name; if none has that type, all of that name
        are returned, since types change. Text without diacritics is tried last.
        """
        wanted = UnitLevel(level)
        parsed = split_unit_name(name)

        def valid(units: Iterable[AdminUnit]) -> list[AdminUnit]:
            return sorted(
                (
                    unit
                    for unit in units
                    if unit.level is wanted
                    and unit.is_valid(on)
                    and (province_code is None or unit.province_code == province_code)
                ),
                key=lambda unit: unit.code,
            )

        for key in (name_key(name), parsed.key):
            found = valid(self._by_name.get(key, ()))
            if not found or parsed.is_plain:  # "Xa Thanh An" may be Thanh An and Thạnh An, "Xã Thanh An" only one
                near = (u for u in self._by_ascii.get(ascii_key(key), ()) if lacks_diacritics_of(key, name_key(u.name)))
                found = valid(near)
            if found:
                break
        of_type = [unit for unit in found if unit.unit_type == parsed.unit_type]
        return of_type or found

    def communes(self, province_code: str, on: Optional[date] = None) -> list[AdminUnit]:
        """Return the communes of a province, by code; without a day, those of today."""
        return sorted(
            (
                unit
                for unit in self.units
                if unit.level is UnitLevel.commune and unit.province_code == province_code and unit.is_valid(on)
            ),
            key=lambda unit: unit.code,
        )

    def province(self, text: Union[str, int], on: Optional[date] = None) -> Optional[AdminUnit]:
        """Return the province that a code or a name means, or None.

        Without a day (or after the mergers) a legacy code or name leads to the province it went into; a code that is
        in use today always means today's province.
        """
        written = str(text).strip()
        if written.isdecimal():
            found = self.by_code(written.zfill(2), on)
        else:
            found = self._province_by_name(written, on)
        if found is None or found.level is not UnitLevel.province:
            return None
        if found.is_valid(on):
            return found
        return self.by_code(self._province_successors.get(found.code, ""), on)

    def legacy_provinces(self, province_code: str) -> list[str]:
        """Return the codes of the legacy provinces that went into a province of today."""
        return sorted(old for old, new in self._province_successors.items() if new == province_code)

    def _province_by_name(self, written: str, on: Optional[date]) -> Optional[AdminUnit]:
        for day in (on, LEGACY_LAST_DAY):
            for name in (written, split_unit_name(written).key):
                key = ascii_key(name_key(name)).replace(".", "")
                found = self.find(_PROVINCE_ALIASES.get(key, name), level=UnitLevel.province, on=day)
                if len(found) == 1:
                    return found[0]
        return None

    @cached_property
    def _by_name(self) -> dict[str, list[AdminUnit]]:
        names: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in self.units:
            names[name_key(unit.name)].append(unit)
        return dict(names)

    @cached_property
    def _by_ascii(self) -> dict[str, list[AdminUnit]]:
        names: dict[str, list[AdminUnit]] = defaultdict(list)
        for key, units in self._by_name.items():
            names[ascii_key(key)].extend(units)
        return dict(names)


def _day(text: str) -> Optional[date]:
    return date.fromisoformat(text) if text else None


def _read_units(file: str) -> Iterable[AdminUnit]:
    for row in read_csv("admin", file):
        yield AdminUnit(
            code=row["code"],
            level=UnitLevel(row["level"]),
            unit_type=row["unit_type"],
            name=row["name"],
            full_name=f"{row['unit_type']} {row['name']}",
            province_code=row["province_code"],
            parent_code=row["parent_code"] or None,
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )


@lru_cache(maxsize=1)
def _crosswalk() -> Crosswalk:
    return Crosswalk(
        Succession(row["old_code"], row["new_code"], row["is_split"] == "1", row["is_main"] == "1")
        for row in read_csv("admin", "crosswalk_2025.csv")
    )


@lru_cache(maxsize=1)
def _table() -> UnitTable:
    current, legacy = list(_read_units("units_2025.csv")), list(_read_units("units_legacy.csv"))
    new_province = {unit.code: unit.province_code for unit in current}
    old_province = {unit.code: unit.province_code for unit in legacy}
    # No province was divided: any of its communes tells where it went.
    went_to = {old_province[row.old_code]: new_province[row.new_code] for row in _crosswalk().rows}
    return UnitTable(current + legacy, went_to)
