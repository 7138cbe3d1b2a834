"""The report of a month as lines: by commune, by group of objects, by both; targets, and communes to be reminded."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from .field_spec import CLASS_GROUPS
from .indicators import CountRow, Counts, summed, thousandths
from .report_profile import ColumnKind, ReportColumn, ReportProfile, Target
from .text import ascii_key

Place = tuple[str, str, str]  # commune, part, group


class LineKind(str, Enum):
    """What a line sums up."""

    WHOLE = "whole"
    COMMUNE = "commune"
    SECTION = "section"
    GROUP = "group"


@dataclass(frozen=True)
class Line:
    """A line: `commune` '' for all (or, in a line of a commune, for objects of none); `before` None: not known."""

    kind: LineKind
    commune: str
    section: str
    group: str
    now: Counts
    before: Optional[Counts]

    def value(self, column: ReportColumn) -> Optional[int]:
        """What stands in a column: a count, thousandths of a share, a difference; None where there is nothing."""
        part = self.now.of(column.figure)
        if column.kind is ColumnKind.SHARE:
            return thousandths(part, self.now.of(column.base))
        if column.kind is ColumnKind.CHANGE:
            return None if self.before is None else part - self.before.of(column.figure)
        return part


@dataclass(frozen=True)
class TargetState:
    """How far a target is; `whole` 0: there is nothing that it asks for."""

    target: Target
    part: int
    whole: int

    @property
    def met(self) -> bool:
        """Whether it is reached; where there is nothing that it asks for, it is not."""
        if self.target.figure is None:
            return self.part >= self.target.at_least
        return self.whole > 0 and 100 * self.part >= self.target.at_least * self.whole

    @property
    def thousandths(self) -> Optional[int]:
        """Its share; None for a number of applications, and of nothing."""
        return None if self.target.figure is None else thousandths(self.part, self.whole)

    @property
    def missing(self) -> int:
        """How many are still to do."""
        return max(self.whole - self.part, 0)


@dataclass(frozen=True)
class LateCommune:
    """A commune that is behind, and with what."""

    commune: str
    states: tuple[TargetState, ...]


@dataclass(frozen=True)
class ReportTable:
    """All lines; communes in the order of their names, those of no commune last."""

    whole: Line
    communes: tuple[Line, ...]
    groups: tuple[Line, ...]
    """Parts, each followed by its groups; those without a class last."""
    both: tuple[Line, ...]
    """Each commune, its parts and groups; those without any object are left out."""
    targets: tuple[TargetState, ...]
    late: tuple[LateCommune, ...]


def make_table(
    now: Sequence[CountRow],
    before: Optional[Sequence[CountRow]],
    classes: Mapping[str, str],
    communes: Mapping[str, str],
    profile: ReportProfile,
    applications: int = 0,
) -> ReportTable:
    """The lines of figures and of those of the month before (None: not known).

    `classes`: part (I, II, III) of each class; `communes`: names by code, also of those without objects.
    """
    known = None if before is None else _Cells(before, classes, profile)
    return _Maker(_Cells(now, classes, profile), known, communes, profile, applications).table()


class _Cells:
    """Figures by commune, part and group; sums over any of them are kept."""

    def __init__(self, rows: Iterable[CountRow], classes: Mapping[str, str], profile: ReportProfile) -> None:
        def place(row: CountRow) -> Place:
            section = classes.get(row.object_class, "")
            return (row.commune_code, section, profile.group_of(row.object_class, section) if section else "")

        self.cells = summed(rows, place)
        self._sums: dict[tuple[Optional[str], Optional[str], Optional[str]], Counts] = {}
        for (commune, section, group), counts in self.cells.items():
            for key in (
                (None, None, None), (commune, None, None), (None, section, None), (None, section, group),
                (commune, section, None), (commune, section, group),
            ):  # fmt: skip
                self._sums[key] = self._sums.get(key, Counts()) + counts

    def sum(
        self, commune: Optional[str] = None, section: Optional[str] = None, group: Optional[str] = None
    ) -> Counts:
        """The figures of a commune (None: all), part, group."""
        return self._sums.get((commune, section, group), Counts())


def _name_key(communes: Mapping[str, str], code: str) -> tuple[bool, str]:
    """Wards, then communes, by the letters of their names (Đ beside D); special zones last."""
    key = ascii_key(communes.get(code, ""))
    return key.startswith("dac khu"), key


class _Maker:
    def __init__(
        self, now: _Cells, before: Optional[_Cells], communes: Mapping[str, str], profile: ReportProfile,
        applications: int,
    ) -> None:  # fmt: skip
        self.now, self.before, self.profile, self.applications = now, before, profile, applications
        seen = {commune for cells in filter(None, (now, self.before)) for commune, _, _ in cells.cells}
        listed = seen | set(communes)
        self.order = sorted(listed, key=lambda code: (not code, code not in communes, *_name_key(communes, code), code))
        self.sections = [*CLASS_GROUPS, *([""] if any(s == "" for _, s, _ in now.cells) else [])]

    def table(self) -> ReportTable:
        both: list[Line] = []
        for commune in self.order:
            line = self._line(LineKind.COMMUNE, commune)
            both += [line, *self._sections(commune)] if self._says(line) else []
        late = (LateCommune(c, tuple(self._late_states(c))) for c in self.order if c)
        return ReportTable(
            whole=self._line(LineKind.WHOLE),
            communes=tuple(self._line(LineKind.COMMUNE, commune) for commune in self.order),
            groups=tuple(self._sections(None)),
            both=tuple(both),
            targets=tuple(self._state(target, None) for target in self.profile.targets),
            late=tuple(commune for commune in late if commune.states),
        )

    def _sections(self, commune: Optional[str]) -> list[Line]:
        lines = []
        for section in self.sections:
            line = self._line(LineKind.SECTION, commune, section)
            if not self._says(line) and (commune is not None or not section):
                continue
            lines.append(line)
            for group in self.profile.groups:
                if group.section != section:
                    continue
                of_group = self._line(LineKind.GROUP, commune, section, group.id)
                if commune is None or self._says(of_group):
                    lines.append(of_group)
        return lines

    @staticmethod
    def _says(line: Line) -> bool:
        return line.now != Counts() or (line.before or Counts()) != Counts()

    def _line(
        self, kind: LineKind, commune: Optional[str] = None, section: Optional[str] = None, group: Optional[str] = None
    ) -> Line:
        before = None if self.before is None else self.before.sum(commune, section, group)
        now = self.now.sum(commune, section, group)
        return Line(kind, commune or "", section or "", group or "", now, before)

    def _state(self, target: Target, commune: Optional[str]) -> TargetState:
        if target.figure is None:
            return TargetState(target, self.applications, int(target.at_least))
        counts = sum((self.now.sum(commune, section) for section in target.sections or CLASS_GROUPS), Counts())
        return TargetState(target, counts.of(target.figure), counts.of(target.base))

    def _late_states(self, commune: str) -> Iterable[TargetState]:
        for target in self.profile.targets:
            if target.figure is not None:
                state = self._state(target, commune)
                if 100 * state.part < target.remind_below * state.whole:
                    yield state
