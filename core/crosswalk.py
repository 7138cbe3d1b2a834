"""Administrative units of records from before 1/7/2025 to today's, and back: by position first, by table second."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Optional

from .errors import QT_TRANSLATE_NOOP, Message
from .units import LEGACY_LAST_DAY, AdminUnit, Crosswalk, UnitLevel, UnitTable
from .written_units import Reading, UnitReader, Written


class Outcome(str, Enum):
    """What became of a record."""

    SAME = "same"
    RENAMED = "renamed"
    CONVERTED = "converted"
    AMBIGUOUS = "ambiguous"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"

    @property
    def is_change(self) -> bool:
        """Whether the record gets other units."""
        return self in (Outcome.RENAMED, Outcome.CONVERTED)


class Why(str, Enum):
    """How an outcome was found; the stable ids, `TEXTS` says them to people."""

    POSITION = "position"
    TABLE = "table"
    SPLIT = "split"
    SEVERAL = "several"
    ALREADY = "already"
    NEW_NAME = "new_name"
    MAY_MEAN = "may_mean"
    ELSEWHERE = "elsewhere"
    UNREADABLE = "unreadable"
    ONLY_POSITION = "only_position"
    NOTHING = "nothing"


_TEXTS = {
    Why.POSITION: QT_TRANSLATE_NOOP("diachiso", "By its position, in agreement with the table of units."),
    Why.TABLE: QT_TRANSLATE_NOOP("diachiso", "By the table of units: the commune went whole into one."),
    Why.SPLIT: QT_TRANSLATE_NOOP(
        "diachiso", "The commune was divided and the record has no position: choose one of the candidates."
    ),
    Why.SEVERAL: QT_TRANSLATE_NOOP(
        "diachiso", "Several former communes are in this one and the record has no position among them: choose one."
    ),
    Why.ALREADY: QT_TRANSLATE_NOOP("diachiso", "The record has the units of that day already."),
    Why.NEW_NAME: QT_TRANSLATE_NOOP(
        "diachiso", "The same unit, whose name, kind or province is written otherwise now."
    ),
    Why.MAY_MEAN: QT_TRANSLATE_NOOP(
        "diachiso", "What is written may mean several communes: add the district, the province or the code."
    ),
    Why.ELSEWHERE: QT_TRANSLATE_NOOP(
        "diachiso",
        "Position and units contradict each other: it lies in {here}, which did not come from {written}. Correct one "
        "of them.",
    ),
    Why.UNREADABLE: QT_TRANSLATE_NOOP(
        "diachiso", "No commune is known by what is written ({written}). Correct the name, the district or the code."
    ),
    Why.ONLY_POSITION: QT_TRANSLATE_NOOP(
        "diachiso", "By its position alone: what is written ({written}) is no known commune."
    ),
    Why.NOTHING: QT_TRANSLATE_NOOP("diachiso", "The record says no commune and lies in none."),
}
TEXTS = {why: Message(f"units_{why.value}", text) for why, text in _TEXTS.items()}
CORRECTED = Message(
    "units_corrected", QT_TRANSLATE_NOOP("diachiso", "A misspelt name was read as {source}; please check.")
)


@dataclass(frozen=True)
class Conversion:
    """What a record becomes: `source` the unit that it means, `target` that of the day, `candidates` for a person."""

    outcome: Outcome
    why: Why
    source: Optional[AdminUnit] = None
    target: Optional[AdminUnit] = None
    candidates: tuple[AdminUnit, ...] = ()
    corrected: bool = False


class Era(str, Enum):
    """Of which time the units of the records are."""

    AUTO = "auto"
    LEGACY = "legacy"
    TODAY = "today"


class UnitConverter:
    """Converts records to the units of a day: of two levels from 1/7/2025 on, of three before.

    Records of the register may be of either time: a district, or a province that is no more, tells the older one.
    """

    def __init__(
        self, on: date, era: Era = Era.AUTO, table: Optional[UnitTable] = None, crosswalk: Optional[Crosswalk] = None
    ) -> None:
        self.on, self.era = on, era
        self.table, self._crosswalk = table or UnitTable.load(), crosswalk or Crosswalk.load()
        self.to_legacy = on <= LEGACY_LAST_DAY
        self._old = UnitReader(self.table, LEGACY_LAST_DAY)
        # Of later days, the units without an end are read: a record of 2027 has the names of 2026.
        self._new = UnitReader(self.table, on if not self.to_legacy else date.max)
        self._before = UnitReader(self.table, date(2025, 7, 1)) if not self.to_legacy else self._new

    def unit(self, code: str) -> Optional[AdminUnit]:
        """The unit of a code on the day."""
        return self.table.by_code(code, self.on)

    def of_the_day(self, written: Written) -> Optional[AdminUnit]:
        """The unit of the day that a layer of its communes means by a row; None where it is none or not sure."""
        return (self._old if self.to_legacy else self._new).read(written).unit

    def names(self, unit: AdminUnit) -> dict[str, Optional[str]]:
        """The fields of an address for a unit of the day: names in full, codes, the district of a legacy one."""
        province = self.table.by_code(unit.province_code, self.on)
        district = unit if unit.level is UnitLevel.district else self._old.district_of(unit) if self.to_legacy else None
        commune = unit if unit.level is UnitLevel.commune else None
        return {
            "commune_code": unit.code, "commune": commune.full_name if commune else None,
            "district": district.full_name if district else None, "province_code": unit.province_code,
            "province": province.full_name if province else None,
        }  # fmt: skip

    def convert(self, written: Written, here: Optional[str] = None) -> Conversion:
        """What a record becomes; `here`: code of the commune of the day that its position lies in, None unknown."""
        at = self.unit(here) if here else None
        if self.to_legacy:
            return self._back(written, at)
        old, new = self._both(written)
        if new.unit is not None and (old.unit is None or not self._is_older(written, old, new)):
            return self._today(written, new, at)
        if old.unit is not None:
            followers = [unit for s in self._crosswalk.successors(old.unit.code) if (unit := self.unit(s.new_code))]
            return self._chosen(written, old, followers, at, Why.SPLIT)
        return self._unread(written, (*new.units, *self._all_successors(old)), at)

    # -- which time a record is of -----------------------------------------------------------------------

    def _both(self, written: Written) -> tuple[Reading, Reading]:
        old = self._old.read(written) if self.era is not Era.TODAY else Reading()
        if old.unit is not None and not old.corrected and (written.district or written.district_code):
            return old, Reading()  # a district tells the time: the other reading need not be looked for
        new = self._new.read(written) if self.era is not Era.LEGACY else Reading()
        if new.unit is None and self.era is not Era.LEGACY:
            new = self._before.read(written) if self._before.read(written).unit else new
        return old, new

    def _is_older(self, written: Written, old: Reading, new: Reading) -> bool:
        """Of a record that can be read both ways: whether it was written before 1/7/2025."""
        if written.district or written.district_code:
            return True
        if old.corrected != new.corrected:
            return new.corrected
        former = old.unit
        if former is None or new.unit is None:
            return former is not None
        # Written with a province that is no more (or the code of one).
        return bool(written.province) and self.table.province(written.province, self.on) is None

    # -- outcomes ----------------------------------------------------------------------------------------

    def _today(self, written: Written, read: Reading, at: Optional[AdminUnit]) -> Conversion:
        """A record of this time: perhaps the unit has got another name or kind."""
        unit = read.unit
        now = self.unit(unit.code) if unit else None
        if unit is None or now is None:
            return self._unread(written, read.units, at)
        if at is not None and at.code != now.code:
            return Conversion(Outcome.CONFLICT, Why.ELSEWHERE, unit, None, (at, now), read.corrected)
        if self.is_written_so(written, now) and not read.corrected:
            return Conversion(Outcome.SAME, Why.ALREADY, unit, now)
        return Conversion(Outcome.RENAMED, Why.NEW_NAME, unit, now, (), read.corrected)

    def is_written_so(self, written: Written, unit: AdminUnit) -> bool:
        """Whether a record says exactly a unit of the day, as far as it says anything."""
        names = self.names(unit)
        pairs = ((written.commune, names["commune"]), (written.province, names["province"]),
                 (written.commune_code, unit.code), (written.province_code, unit.province_code),
                 (written.district, names["district"]))  # fmt: skip
        return all(said == (value or "") for said, value in pairs if said)

    def _back(self, written: Written, at: Optional[AdminUnit]) -> Conversion:
        old, new = self._both(written)
        if old.unit is not None and (new.unit is None or self._is_older(written, old, new)):
            if at is not None and at.code != old.unit.code:
                return Conversion(Outcome.CONFLICT, Why.ELSEWHERE, old.unit, None, (at, old.unit), old.corrected)
            same = self.is_written_so(written, old.unit) and not old.corrected
            outcome, why = (Outcome.SAME, Why.ALREADY) if same else (Outcome.RENAMED, Why.NEW_NAME)
            return Conversion(outcome, why, old.unit, old.unit, (), old.corrected)
        if new.unit is not None:
            former = [unit for s in self._crosswalk.predecessors(new.unit.code) if (unit := self._former(s.old_code))]
            return self._chosen(written, new, former, at, Why.SEVERAL)
        return self._unread(written, (*old.units, *new.units), at)

    def _former(self, code: str) -> Optional[AdminUnit]:
        """A legacy commune, or one of the island districts that had none."""
        return self.table.by_code(code, LEGACY_LAST_DAY)

    def _chosen(
        self, written: Written, read: Reading, among: Sequence[AdminUnit], at: Optional[AdminUnit], many: Why
    ) -> Conversion:
        """One of several units: where the position lies, else the only one."""
        source = read.unit
        if at is not None:
            if any(unit.code == at.code for unit in among):
                return Conversion(Outcome.CONVERTED, Why.POSITION, source, at, (), read.corrected)
            return Conversion(Outcome.CONFLICT, Why.ELSEWHERE, source, None, (at, *among), read.corrected)
        if len(among) == 1:
            return Conversion(Outcome.CONVERTED, Why.TABLE, source, among[0], (), read.corrected)
        return Conversion(Outcome.AMBIGUOUS, many, source, None, tuple(among), read.corrected)

    def _unread(self, written: Written, may_be: Sequence[AdminUnit], at: Optional[AdminUnit]) -> Conversion:
        """A record whose units mean nothing, or several things."""
        candidates = tuple(dict.fromkeys(may_be))
        if at is not None and (not candidates or at.code in {unit.code for unit in candidates}):
            return Conversion(Outcome.CONVERTED, Why.ONLY_POSITION if not candidates else Why.POSITION, None, at)
        if at is not None:
            return Conversion(Outcome.CONFLICT, Why.ELSEWHERE, None, None, (at, *candidates))
        if candidates:
            return Conversion(Outcome.AMBIGUOUS, Why.MAY_MEAN, None, None, candidates)
        return Conversion(Outcome.UNKNOWN, Why.NOTHING if written.is_empty else Why.UNREADABLE)

    def _all_successors(self, old: Reading) -> list[AdminUnit]:
        rows = [s for unit in old.units for s in self._crosswalk.successors(unit.code)]
        return [unit for s in rows if (unit := self.unit(s.new_code))]
