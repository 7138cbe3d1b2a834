"""Finding the administrative unit of each polygon in a user's commune layer, whatever its fields are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, NamedTuple, Optional

from .errors import QT_TRANSLATE_NOOP, Message
from .unit_fields import Row, UnitFields, UnitScope, find_fields, five_digits, is_named, plain_text
from .unit_names import split_unit_name
from .units import AdminUnit, UnitTable

NO_FIELD = Message(
    "units.no_field",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "No field of the layer holds codes or names of communes of {province}. "
        "Choose the layer of commune areas, or the right province.",
    ),
)
OTHER_PROVINCE = Message(
    "units.other_province",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "All {count} areas of the layer are in other provinces than {province}. "
        "Choose the right province, or the layer of its communes.",
    ),
)
LEGACY_LAYER = Message(
    "units.legacy_layer",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer shows communes of before 1 July 2025 ({count} areas: {names}). They were not taken for communes "
        "of today. Use a layer of the communes of today.",
    ),
)
LEGACY_ROWS = Message(
    "units.legacy_rows",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} areas are communes of before 1 July 2025 and were left out: {names}. "
        "Replace them by the communes of today, and check the areas of communes that kept their name.",
    ),
)
UNMATCHED = Message(
    "units.unmatched",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} areas bear neither a code nor a name of a commune of {province} and were left out: {names}. "
        "Correct the code or the name in the layer and run again.",
    ),
)
AMBIGUOUS = Message(
    "units.ambiguous",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} areas may be one commune or another and were left out: {names}. "
        "Write the right code in the layer and run again.",
    ),
)
REPEATED = Message(
    "units.repeated",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} communes have several areas in the layer, which are taken together: {names}. "
        "If one of them is another commune, correct its code.",
    ),
)
MISSING = Message(
    "units.missing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} communes of {province} have no area in the layer: {names}. "
        "Objects there cannot be placed by their position; add the areas if you work there.",
    ),
)
_NAMES_SHOWN = 10


class RowState(str, Enum):
    """What became of a row; `elsewhere` is a unit of another province, `legacy` one of before 1/7/2025."""

    matched = "matched"
    elsewhere = "elsewhere"
    legacy = "legacy"
    ambiguous = "ambiguous"
    unmatched = "unmatched"


@dataclass(frozen=True)
class RowMatch:
    """The unit of one row, or the units that it may mean; `label` names the row for people."""

    state: RowState
    label: str
    unit: Optional[AdminUnit] = None
    candidates: tuple[AdminUnit, ...] = ()
    postcode: Optional[str] = None


class Notice(NamedTuple):
    """Something to tell the user, with the values of its fields."""

    message: Message
    params: dict[str, Any]


@dataclass(frozen=True)
class UnitMatch:
    """The answer for a whole layer, row by row in its order."""

    rows: tuple[RowMatch, ...]
    missing: tuple[AdminUnit, ...]
    fields: UnitFields
    province: Optional[AdminUnit]
    is_legacy_layer: bool = False

    @property
    def units(self) -> list[Optional[AdminUnit]]:
        """The unit of each row, None where it has none."""
        return [row.unit for row in self.rows]

    def indices(self, state: RowState) -> list[int]:
        """The rows in a state, by their place in the layer."""
        return [index for index, row in enumerate(self.rows) if row.state is state]

    @property
    def notices(self) -> list[Notice]:
        """What the user should know: what did not match and why, and which communes have no area."""
        found: list[Notice] = []
        province = self.province.full_name if self.province else ""

        def tell(message: Message, names: Sequence[str]) -> None:
            if names:
                shown = ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")
                found.append(Notice(message, {"count": len(names), "names": shown, "province": province}))

        def labels(state: RowState) -> list[str]:
            return [self.rows[index].label for index in self.indices(state)]

        if self.fields.code is None and self.fields.name is None:
            return [Notice(NO_FIELD, {"province": province})]
        if len(labels(RowState.elsewhere)) == len(self.rows):
            return [Notice(OTHER_PROVINCE, {"count": len(self.rows), "province": province})]
        tell(LEGACY_LAYER if self.is_legacy_layer else LEGACY_ROWS, labels(RowState.legacy))
        tell(AMBIGUOUS, labels(RowState.ambiguous))
        tell(UNMATCHED, labels(RowState.unmatched))
        counts = Counter(unit.full_name for unit in self.units if unit)
        tell(REPEATED, [name for name, count in counts.items() if count > 1])
        if not self.is_legacy_layer:
            tell(MISSING, [unit.full_name for unit in self.missing])
        return found


def match_polygons(
    rows: Sequence[Row],
    table: UnitTable,
    province_code: str,
    on: Optional[date] = None,
    code_field: Optional[str] = None,
) -> UnitMatch:
    """Find the commune of each attribute row: by its code, else by its name; without a day, communes of today.

    The fields are found by what stands in them; their names decide between equals. `code_field` is the user's own
    choice and goes before what is found. A code and a name that mean
    different communes make the row ambiguous. Communes of before 1/7/2025 are told apart, never taken for today's.
    """
    scope = UnitScope(table, province_code, on)
    fields = find_fields(rows, scope)
    if code_field:
        fields = replace(fields, code=code_field)
    readings = [_read(row, fields, scope) for row in rows]
    matches = [_match(reading, fields, scope) for reading in readings]
    legacy = [_legacy_units(reading, fields, scope) for reading in readings]
    # Many communes kept their code and name, so one row alone does not tell: the whole layer does.
    is_legacy = sum(map(bool, legacy)) > sum(match.state is RowState.matched for match in matches)
    if is_legacy:
        matches = [
            replace(match, state=RowState.legacy, unit=None, candidates=units) if units else match
            for match, units in zip(matches, legacy)
        ]
    present = {match.unit.code for match in matches if match.unit}
    return UnitMatch(
        rows=tuple(matches),
        missing=tuple(unit for unit in table.communes(province_code, on) if unit.code not in present),
        fields=fields,
        province=table.by_code(province_code, on),
        is_legacy_layer=is_legacy,
    )


class _Reading(NamedTuple):
    code: Optional[str]
    name: str
    postcode: Optional[str]
    is_elsewhere: bool  # by its province field


def _read(row: Row, fields: UnitFields, scope: UnitScope) -> _Reading:
    name = plain_text(row.get(fields.name)) if fields.name else ""
    kind = plain_text(row.get(fields.unit_type)) if fields.unit_type else ""
    if name and kind and split_unit_name(name).unit_type is None:
        name = f"{kind} {name}"
    is_elsewhere = False
    if fields.province:
        written = row.get(fields.province)
        code = five_digits(written)
        province = scope.table.province(int(code) if code else plain_text(written), scope.on)
        is_elsewhere = province is not None and province.code != scope.province_code
    return _Reading(
        code=five_digits(row.get(fields.code)) if fields.code else None,
        name=name,
        postcode=five_digits(row.get(fields.postcode)) if fields.postcode else None,
        is_elsewhere=is_elsewhere,
    )


def _match(read: _Reading, fields: UnitFields, scope: UnitScope) -> RowMatch:
    blank = RowMatch(RowState.unmatched, label=read.name or read.code or "?", postcode=read.postcode)
    elsewhere = replace(blank, state=RowState.elsewhere)
    if read.is_elsewhere:
        return elsewhere
    coded = scope.by_code(read.code)
    named = scope.by_name(read.name) if read.name else []
    legacy = _legacy_units(read, fields, scope)
    if coded and coded.province_code != scope.province_code and (not named or is_named(coded, read.name)):
        return elsewhere
    if coded and named and coded not in named:
        return replace(blank, state=RowState.ambiguous, candidates=(coded, *named))
    if coded and (named or not legacy or not read.name):
        return replace(blank, state=RowState.matched, unit=coded)  # a name in a broken encoding does no harm
    if legacy and (read.code or not named):
        return replace(blank, state=RowState.legacy, candidates=legacy)
    if fields.few_names and not fields.province:
        named = scope.in_any_province(read.name) if named else named  # other provinces have namesakes
        if not any(unit.province_code == scope.province_code for unit in named):
            return elsewhere if named else blank
    if len(named) == 1:
        return replace(blank, state=RowState.matched, unit=named[0])
    if named:
        return replace(blank, state=RowState.ambiguous, candidates=tuple(named))
    return blank


def _legacy_units(read: _Reading, fields: UnitFields, scope: UnitScope) -> tuple[AdminUnit, ...]:
    """The legacy communes that a row may be: by code with an agreeing name, else by name."""
    if read.is_elsewhere:
        return ()
    if read.code is None:
        # In a layer of many provinces a name alone does not tell an old commune from a namesake elsewhere.
        tells = read.name and (fields.province or not fields.few_names)
        return tuple(scope.legacy_by_name(read.name)) if tells else ()
    unit = scope.legacy_by_code(read.code)
    if unit is None or unit.province_code not in scope.legacy_provinces:
        return ()
    return (unit,) if not read.name or is_named(unit, read.name) else ()
