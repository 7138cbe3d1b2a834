"""Which fields of a commune layer hold the code, the name, the province: found by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from numbers import Real
from typing import Any, Optional

from .roles import LayerRole, guess_fields
from .unit_names import name_key, split_unit_name
from .units import LEGACY_LAST_DAY, AdminUnit, UnitLevel, UnitTable

Row = Mapping[str, Any]
_ENOUGH = 0.5  # a field with hits in less than this share of its values is not the field looked for


@dataclass(frozen=True)
class UnitFields:
    """The fields of the layer that are used, None where there is none."""

    code: Optional[str] = None
    name: Optional[str] = None
    unit_type: Optional[str] = None
    province: Optional[str] = None
    postcode: Optional[str] = None
    few_names: bool = False  # most names are of no commune of the province: the layer covers more than it


class UnitScope:
    """The communes that a layer is read for: those of one province on a day, and their legacy namesakes."""

    def __init__(self, table: UnitTable, province_code: str, on: Optional[date]) -> None:
        self.table, self.province_code, self.on = table, province_code, on
        # Only where today's communes are asked for can legacy ones be taken for them.
        asks_today = on is None or on > LEGACY_LAST_DAY
        self.legacy_provinces = table.legacy_provinces(province_code) if asks_today else []

    def by_code(self, code: Optional[str]) -> Optional[AdminUnit]:
        """Return the commune of a code on the day, of any province."""
        unit = self.table.by_code(code, self.on) if code else None
        return unit if unit and unit.level is UnitLevel.commune and unit.is_valid(self.on) else None

    def by_name(self, name: str) -> list[AdminUnit]:
        """Return the communes of the province that a name may mean on the day."""
        return self._find(name, self.province_code, self.on)

    def in_any_province(self, name: str) -> list[AdminUnit]:
        """Return the communes of the country that a name may mean on the day."""
        return self._find(name, None, self.on)

    def legacy_by_code(self, code: Optional[str]) -> Optional[AdminUnit]:
        """Return the legacy commune of a code, of any province; None where legacy ones do not matter."""
        unit = self.table.by_code(code, LEGACY_LAST_DAY) if code and self.legacy_provinces else None
        return unit if unit and unit.level is UnitLevel.commune else None

    def legacy_by_name(self, name: str) -> list[AdminUnit]:
        """Return the legacy communes, of the provinces that became this one, that a name may mean."""
        return [unit for code in self.legacy_provinces for unit in self._find(name, code, LEGACY_LAST_DAY)]

    def codes(self) -> set[str]:
        """Return the codes of the province's communes, legacy ones included."""
        codes = {unit.code for unit in self.table.communes(self.province_code, self.on)}
        for legacy in self.legacy_provinces:
            codes.update(unit.code for unit in self.table.communes(legacy, LEGACY_LAST_DAY))
        return codes

    def _find(self, name: str, province_code: Optional[str], on: Optional[date]) -> list[AdminUnit]:
        return self.table.find(name, level=UnitLevel.commune, province_code=province_code, on=on)


def find_fields(rows: Sequence[Row], scope: UnitScope) -> UnitFields:
    """Return the fields to use; what stands in a field decides, its name only between equals."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    guessed = guess_fields(names, LayerRole.commune)
    name, few_names = _name_field(rows, names, guessed.get("commune"), scope)
    return UnitFields(
        code=_code_field(rows, names, guessed.get("commune_code"), scope),
        name=name,
        unit_type=guessed.get("unit_type"),
        province=guessed.get("province_code") or guessed.get("province"),
        postcode=guessed.get("postcode"),
        few_names=few_names,
    )


def five_digits(value: Any) -> Optional[str]:
    """Return a code of five digits from text or a number that may have lost its zeros, else None."""
    if isinstance(value, Real) and not isinstance(value, bool):
        written = f"{value:.10g}"
    else:
        whole, point, zeros = plain_text(value).partition(".")
        written = whole if point and not zeros.strip("0") else plain_text(value)
    return written.zfill(5) if written.isascii() and written.isdigit() and len(written) <= 5 else None


def plain_text(value: Any) -> str:
    """Return a text value without margins, and nothing for any other value."""
    return value.strip() if isinstance(value, str) else ""


def is_named(unit: AdminUnit, written: str) -> bool:
    """Whether a written name is the unit's, with all its diacritics."""
    return name_key(unit.name) in (name_key(written), split_unit_name(written).key)


def _code_field(rows: Sequence[Row], names: Sequence[str], guessed: Optional[str], scope: UnitScope) -> Optional[str]:
    ours = scope.codes()
    best: tuple[int, bool] = (0, False)
    chosen = None
    for field in names:
        codes = [five_digits(row.get(field)) for row in rows]
        filled = sum(bool(plain_text(row.get(field))) or isinstance(row.get(field), Real) for row in rows)
        today = sum(scope.by_code(code) is not None for code in codes)
        legacy = sum(scope.legacy_by_code(code) is not None for code in codes)
        rank = (max(today, legacy), field == guessed)
        if rank[0] >= _ENOUGH * filled and ours.intersection(filter(None, codes)) and rank > best:
            best, chosen = rank, field
    return chosen


def _name_field(
    rows: Sequence[Row], names: Sequence[str], guessed: Optional[str], scope: UnitScope
) -> tuple[Optional[str], bool]:
    best = (0, 0, 0, False)
    chosen, few = None, False
    for field in names:
        written = [text for row in rows if (text := plain_text(row.get(field)))]
        exact = near = typed = 0
        for name in written:
            units = scope.by_name(name) or scope.legacy_by_name(name)
            near += bool(units)
            exact += any(is_named(unit, name) for unit in units)
            typed += split_unit_name(name).unit_type is not None
        rank = (exact, near, typed, field == guessed)
        is_enough = near >= _ENOUGH * len(written)
        # A layer of the whole country has few names of ours: there the field's own name must tell.
        if near and (is_enough or field == guessed) and rank > best:
            best, chosen, few = rank, field, not is_enough
    return chosen, few
