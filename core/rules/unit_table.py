"""The administrative units that a register knows, and those of the country, by code and day."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Optional

from ..units import UnitTable
from .reference import Unit


class RegisterUnits:
    """Communes and provinces by code: the register's own rows first, then the official table."""

    def __init__(self, units: Iterable[Unit], today: date) -> None:
        self.today = today
        self._own: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._own[unit.code].append(unit)

    def valid(self, code: Optional[str]) -> Optional[Unit]:
        """The unit of that code that is valid today."""
        return next((unit for unit in self._rows(code) if _is_valid(unit, self.today)), None)

    def ever(self, code: Optional[str]) -> Optional[Unit]:
        """The unit that bears the code today, else the last one that did."""
        found = self._rows(code)
        return self.valid(code) or (max(found, key=lambda unit: unit.valid_to or date.max) if found else None)

    def _rows(self, code: Optional[str]) -> list[Unit]:
        if not code:
            return []
        if code not in self._own:
            official = UnitTable.load()
            found = official.by_code(code, self.today) or official.by_code(code)
            if found is None:
                return []
            self._own[code] = [
                Unit(
                    found.code, found.level.value, found.full_name, found.province_code, None, found.valid_from,
                    found.valid_to,
                )
            ]  # fmt: skip
        return self._own[code]


def _is_valid(unit: Unit, on: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= on) and (unit.valid_to is None or on <= unit.valid_to)
