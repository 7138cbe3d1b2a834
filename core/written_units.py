"""Which administrative unit a record means: by code, by name within its district and province, misspelt or not."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Optional

from .rules.spelling import Spellings
from .unit_fields import five_digits, is_named
from .unit_names import name_key, split_unit_name
from .units import LEGACY_LAST_DAY, AdminUnit, UnitLevel, UnitTable

_CACHE = 1 << 16


@dataclass(frozen=True)
class Written:
    """The units of a record as it says them; '' where it says nothing. Codes may have lost their leading zeros."""

    commune: str = ""
    district: str = ""
    province: str = ""
    commune_code: str = ""
    district_code: str = ""
    province_code: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of a commune or a district."""
        return not (self.commune or self.commune_code or self.district or self.district_code)

    def shown(self) -> str:
        """As people write it: commune, district, province."""
        parts = (self.commune or self.commune_code, self.district or self.district_code, self.province)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Reading:
    """The units that a record may mean (one: it is known); `corrected`: a name was misspelt."""

    units: tuple[AdminUnit, ...] = ()
    corrected: bool = False

    @property
    def unit(self) -> Optional[AdminUnit]:
        """The one unit, if there is one."""
        return self.units[0] if len(self.units) == 1 else None


class UnitReader:
    """Reads records of one day: of the three levels on `LEGACY_LAST_DAY`, of the two of later days."""

    def __init__(self, table: UnitTable, on: date) -> None:
        self._table, self._on = table, on
        self._legacy = on <= LEGACY_LAST_DAY
        self.read = lru_cache(_CACHE)(self._read)
        self._spellings = lru_cache(None)(self._known_names)
        self._district_of = {unit.code: unit for unit in self._of(UnitLevel.district)}
        self._by_parent: dict[str, list[AdminUnit]] = {}
        for unit in (*self._of(UnitLevel.commune), *self._district_of.values()):
            for parent in {unit.parent_code or "", unit.province_code}:
                self._by_parent.setdefault(parent + unit.level.value, []).append(unit)

    def district_of(self, unit: AdminUnit) -> Optional[AdminUnit]:
        """The district of a legacy commune; None after 1/7/2025."""
        return self._district_of.get(unit.parent_code or "")

    def _of(self, level: UnitLevel) -> list[AdminUnit]:
        return [unit for unit in self._table.units if unit.level is level and unit.is_valid(self._on)]

    def _read(self, written: Written) -> Reading:
        if written.is_empty:
            return Reading()
        provinces, slip = self._provinces(written)
        districts, other = self._districts(written, provinces)
        slip |= other
        code = five_digits(written.commune_code) if written.commune_code else None
        coded = self._table.by_code(code, self._on) if code else None
        if coded is not None and (coded.level is not UnitLevel.commune or not coded.is_valid(self._on)):
            coded = None
        if coded is not None and not written.commune:
            return Reading((coded,), slip)
        if not written.commune:
            # Five island districts had no communes: the district is the unit.
            return Reading(tuple(unit for unit in districts if not self._by_parent.get(unit.code + "commune")), slip)
        if coded is not None and is_named(coded, written.commune):
            return Reading((coded,), slip)
        named, other = self._communes(written.commune, districts, provinces)
        if coded is not None:  # code and name contradict each other
            return Reading(tuple(dict.fromkeys((coded, *named))), slip)
        return Reading(tuple(named), slip or other)

    def _provinces(self, written: Written) -> tuple[list[str], bool]:
        """Codes of the provinces that a record may lie in; none where it does not say."""
        for text in (written.province, written.province_code):
            found = self._table.province(text, self._on) if text else None
            if found is None and text and not text.isdecimal():
                corrected = self._corrected(text, self._of(UnitLevel.province), "province")
                if corrected:
                    return [unit.code for unit in corrected], True
            if found is not None:
                return [found.code, *self._merged_into(text)], False
        return [], False

    def _merged_into(self, text: str) -> list[str]:
        """Of the name of a province of today: the legacy provinces that went into it, too."""
        today = self._table.province(text) if self._legacy else None
        return self._table.legacy_provinces(today.code) if today is not None else []

    def _districts(self, written: Written, provinces: Sequence[str]) -> tuple[list[AdminUnit], bool]:
        if not self._legacy:
            return [], False
        code = written.district_code.zfill(3) if written.district_code.isdecimal() else ""
        if code in self._district_of:
            return [self._district_of[code]], False
        if not written.district:
            return [], False
        found = self._find(written.district, UnitLevel.district, provinces)
        if found:
            return found, False
        known = [u for p in provinces for u in self._by_parent.get(p + "district", [])]
        known = known or list(self._district_of.values())
        corrected = self._corrected(written.district, known, "".join(provinces) + "district")
        return corrected, bool(corrected)

    def _communes(
        self, name: str, districts: Sequence[AdminUnit], provinces: Sequence[str]
    ) -> tuple[list[AdminUnit], bool]:
        """The communes of a name: in the district, else in the province, else in the country where there is only one.
        """
        codes = {unit.code for unit in districts}
        found = self._find(name, UnitLevel.commune, provinces)
        inside = [unit for unit in found if unit.parent_code in codes] if codes else found
        if inside:
            return inside, False
        parents = sorted(codes) or list(provinces)
        known = [unit for parent in parents for unit in self._by_parent.get(parent + "commune", [])]
        corrected = self._corrected(name, known, "".join(parents) + "commune") if known else []
        if corrected:
            return corrected, True
        return (found, True) if codes and len(found) == 1 else ([], False)  # the district is wrong, or was renamed

    def _find(self, name: str, level: UnitLevel, provinces: Sequence[str]) -> list[AdminUnit]:
        if not provinces:
            return self._table.find(name, level=level, on=self._on)
        for code in dict.fromkeys(provinces):
            found = self._table.find(name, level=level, province_code=code, on=self._on)
            if found:
                return found
        return []

    def _corrected(self, name: str, known: Sequence[AdminUnit], scope: str) -> list[AdminUnit]:
        """The units whose name was surely meant by a misspelt one."""
        spellings, by_key = self._spellings(scope, tuple(known))
        for key in dict.fromkeys((split_unit_name(name).key, name_key(name))):
            meant, certain = spellings.nearest(key)
            if meant is not None and certain:
                units = by_key[meant]
                kind = split_unit_name(name).unit_type
                return [unit for unit in units if unit.unit_type == kind] or units
        return []

    @staticmethod
    def _known_names(scope: str, known: tuple[AdminUnit, ...]) -> tuple[Spellings, dict[str, list[AdminUnit]]]:
        by_key: dict[str, list[AdminUnit]] = {}
        for unit in known:
            by_key.setdefault(name_key(unit.name), []).append(unit)
        return Spellings(by_key), by_key


def written_of(values: Iterable[tuple[str, object]]) -> Written:
    """What a record says, from (name, value) pairs; other names are left out."""
    known = {field.name for field in fields(Written)}
    return Written(**{name: "" if value is None else str(value).strip() for name, value in values if name in known})
