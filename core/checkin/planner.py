"""Decides what of a copy is taken, row by row: what only the copy has changed, never what is newer or official here."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

from ..lifecycle import CREATED_OR_LATER, TRANSITIONS, Stage
from .codes import CodeJudge
from .model import Choices, Difference, Kept, RowWrite, Side, Sink, TableRule, Verdict
from .reasons import CheckinReason
from .three_way import Trio, Values

ADDRESS = "address"
PROTECTED = frozenset({Stage.SUBMITTED.value, Stage.VERIFIED.value, Stage.ISSUED.value})
_RETIRED, _DECLARED = Stage.RETIRED.value, Stage.DECLARED.value
ADDRESS_GROUPS = (
    ("code", "code_scheme", "code_origin"),
    ("geom", "position_method"),
    ("commune_code", "commune", "postcode", "province_code", "province", "commune_method"),
)

Objection = Optional[tuple[CheckinReason, Mapping[str, Any]]]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """What the rules ask of the two registers.

    `has_address`: whether it is here, or comes in with this check-in; `has_other_units`: whether a building has units
    in use here that the copy does not know; `photo`: the path that a photo of the copy has here, None if it was not
    found; `communes`: those of the check-out; `erased`: numbers of people erased here.
    """

    codes: CodeJudge
    has_address: Callable[[str], bool]
    has_other_units: Callable[[str], bool]
    photo: Callable[[str], Optional[str]]
    communes: frozenset[str]
    erased: frozenset[int] = frozenset()


class RowPlanner:
    """Plans the rows of one table."""

    def __init__(self, rule: TableRule, facts: Facts, choices: Choices, sink: Sink) -> None:
        self.rule, self.facts, self.choices, self.sink = rule, facts, choices, sink
        self.together = rule.together()

    def plan(self, trios: Iterable[Trio]) -> None:
        """Plan every row that is not the same everywhere."""
        for trio in trios:
            self._plan(trio)

    def _plan(self, trio: Trio) -> None:
        base, mine, theirs = (self._row(v) for v in (trio.base, trio.mine, trio.theirs))
        if trio.theirs == trio.base:
            self._only_here(trio.key, base, mine)
        elif theirs is None:
            self._removed(trio, base or {}, mine)
        elif base is None and mine is None:
            self._new(trio, theirs)
        elif mine is None:
            self._gone_here(trio, base or {}, theirs)
        else:
            self._fields(trio, base, mine, theirs)

    def _row(self, values: Optional[Values]) -> Optional[Row]:
        return None if values is None else dict(zip(self.rule.columns, values))

    # -- whole rows ------------------------------------------------------------------------------------------

    def _only_here(self, key: Any, base: Optional[Row], mine: Optional[Row]) -> None:
        row = mine or base or {}
        if base is not None and mine is not None:
            for group in self.together:
                if any(base[c] != mine[c] for c in group):
                    self._tell(key, row, group[0], Verdict.ONLY_HERE, before=base, mine=mine, theirs=base)
        else:
            self._tell(key, row, "", Verdict.ONLY_HERE)

    def _new(self, trio: Trio, theirs: Row) -> None:
        objection = self._row_objection(trio.key, None, None, theirs)
        if objection is not None:
            self._refuse(trio.key, theirs, "", objection)
            self.sink.keep(Kept(self.rule.name, trio.key, None))
            return
        values, photo = self._with_photo(trio.key, None, theirs)
        self._tell(trio.key, theirs, "", Verdict.NEW)
        values = self._completed(trio.key, values)
        written = {name: value for name, value in values.items() if value is not None}
        self.sink.write(RowWrite(self.rule.name, trio.key, "insert", written, self._address(trio.key, theirs)))
        if photo:
            self.sink.keep(Kept(self.rule.name, trio.key, {photo: None}))

    def _completed(self, key: Any, theirs: Row) -> Row:
        """A new row as it is written here."""
        return theirs

    def _removed(self, trio: Trio, base: Row, mine: Optional[Row]) -> None:
        if mine is None:
            return
        if not self.rule.removable:
            self._refuse(trio.key, mine, "", (CheckinReason.DELETED_THERE, {}))
            self.sink.keep(Kept(self.rule.name, trio.key, base))
            return
        remove = RowWrite(self.rule.name, trio.key, "delete", {}, self._address(trio.key, mine))
        if trio.mine == trio.base:
            self._tell(trio.key, mine, "", Verdict.REMOVED)
            self.sink.write(remove)
            return
        chosen = self._conflict(trio.key, mine, "", CheckinReason.CHANGED_HERE)
        if chosen is Side.THEIRS:
            self.sink.write(remove)
        elif chosen is Side.OPEN:
            self.sink.keep(Kept(self.rule.name, trio.key, base))

    def _gone_here(self, trio: Trio, base: Row, theirs: Row) -> None:
        objection = self._row_objection(trio.key, base, None, theirs)
        if objection is None and not self.rule.removable:
            objection = (CheckinReason.NO_ADDRESS, {})
        if objection is not None:
            self._refuse(trio.key, theirs, "", objection)
            self.sink.keep(Kept(self.rule.name, trio.key, base))
            return
        chosen = self._conflict(trio.key, theirs, "", CheckinReason.GONE_HERE)
        if chosen is Side.THEIRS:
            written = {name: value for name, value in theirs.items() if value is not None}
            self.sink.write(RowWrite(self.rule.name, trio.key, "insert", written, self._address(trio.key, theirs)))
        elif chosen is Side.OPEN:
            self.sink.keep(Kept(self.rule.name, trio.key, base))

    def _row_objection(self, key: Any, base: Optional[Row], mine: Optional[Row], theirs: Row) -> Objection:
        """Why nothing of a row is taken."""
        rule = self.rule
        if rule.owner and not self.facts.has_address(str((mine or theirs)[rule.owner])):
            return CheckinReason.NO_ADDRESS, {}
        if rule.commune:
            codes = {(row or theirs)[rule.commune] for row in (base, theirs)}
            if not codes <= self.facts.communes:
                return CheckinReason.NOT_OURS, {}
        if rule.secret and key in self.facts.erased:
            return CheckinReason.ERASED, {}
        return None

    # -- fields ----------------------------------------------------------------------------------------------

    def _fields(self, trio: Trio, base: Optional[Row], mine: Row, theirs: Row) -> None:
        whole = self._row_objection(trio.key, base, mine, theirs)
        theirs, lost_photo = self._with_photo(trio.key, base, theirs)
        taken: dict[str, Any] = {}
        open_fields: dict[str, Any] = {}
        before = base or dict.fromkeys(self.rule.columns)
        for group in self.together:
            if all(theirs[c] == before[c] for c in group):
                if base is not None and any(mine[c] != base[c] for c in group):
                    self._tell(trio.key, mine, group[0], Verdict.ONLY_HERE, before=base, mine=mine, theirs=theirs)
                continue
            if all(theirs[c] == mine[c] for c in group):
                continue
            written = self._group(trio.key, group, base, mine, theirs, whole, taken)
            if written is None:
                open_fields.update({c: before[c] for c in group})
            else:
                taken.update(written)
        if lost_photo and base is not None:
            open_fields[lost_photo] = base[lost_photo]
        open_fields.update(self._told_by(before, mine) if open_fields else {})
        if open_fields:  # of a row that both have made, none of it is settled then
            self.sink.keep(Kept(self.rule.name, trio.key, None if base is None else open_fields))
        if taken:
            self.sink.write(RowWrite(self.rule.name, trio.key, "update", taken, self._address(trio.key, mine)))

    def _group(
        self, key: Any, group: tuple[str, ...], base: Optional[Row], mine: Row, theirs: Row, whole: Objection,
        taken: Row,
    ) -> Optional[Row]:  # fmt: skip
        """What is written of columns that are taken together (nothing: {}); None where that is not settled."""
        values = {c: theirs[c] for c in group}
        objection = whole or self._objection(key, group, base, mine, theirs, taken)
        if objection is not None:
            self._refuse(key, mine, group[0], objection, base, mine, theirs)
            self._settled(key, group, theirs, Side.MINE)
            return None
        reason = self._doubt(group, base, mine)
        if reason is None:
            verdict = Verdict.RETIRED if group[0] == "stage" and theirs["stage"] == _RETIRED else Verdict.CHANGED
            self._tell(key, mine, group[0], verdict, before=base, mine=mine, theirs=theirs)
            self._settled(key, group, theirs, Side.THEIRS)
            return values
        chosen = self._conflict(key, mine, group[0], reason, base, mine, theirs)
        self._settled(key, group, theirs, chosen)
        return {Side.MINE: {}, Side.THEIRS: values, Side.OPEN: None}[chosen]

    def _told_by(self, before: Row, mine: Row) -> Row:
        """What else of a row's base must stay, so that its open fields are judged alike the next time."""
        return {}

    def _settled(self, key: Any, group: tuple[str, ...], theirs: Row, side: Side) -> None:
        """Hears whose values of a group stay."""

    def _doubt(self, group: tuple[str, ...], base: Optional[Row], mine: Row) -> Optional[CheckinReason]:
        """Why a person must choose; None where the copy's value is simply the newer one."""
        if base is None:
            return CheckinReason.BOTH_MADE
        return CheckinReason.BOTH_CHANGED if any(mine[c] != base[c] for c in group) else None

    def _objection(
        self, key: Any, group: tuple[str, ...], base: Optional[Row], mine: Row, theirs: Row, taken: Row
    ) -> Objection:
        """Why a value is not taken whatever a person says."""
        return None

    def _with_photo(self, key: Any, base: Optional[Row], theirs: Row) -> tuple[Row, str]:
        """The row with the path that its photo has here, and the column of a photo that was not found."""
        name = self.rule.photo
        if not name or not theirs.get(name) or (base is not None and theirs[name] == base[name]):
            return theirs, ""
        path = self.facts.photo(str(theirs[name]))
        if path is None:
            self._refuse(key, theirs, name, (CheckinReason.PHOTO, {"file": theirs[name]}))
            return {**theirs, name: base[name] if base is not None else None}, name
        return {**theirs, name: path}, ""

    # -- telling ---------------------------------------------------------------------------------------------

    def _address(self, key: Any, row: Row) -> str:
        return str(row.get(self.rule.owner) or "") if self.rule.owner else ""

    def _conflict(
        self, key: Any, row: Row, name: str, reason: CheckinReason, before: Optional[Row] = None,
        mine: Optional[Row] = None, theirs: Optional[Row] = None,
    ) -> Side:  # fmt: skip
        found = self._difference(key, row, name, Verdict.CONFLICT, before, mine, theirs)
        chosen = self.choices.of(found.item)
        self.sink.tell(replace(found, reason=reason, chosen=chosen))
        return chosen

    def _refuse(
        self, key: Any, row: Row, name: str, objection: tuple[CheckinReason, Mapping[str, Any]],
        before: Optional[Row] = None, mine: Optional[Row] = None, theirs: Optional[Row] = None,
    ) -> None:  # fmt: skip
        found = self._difference(key, row, name, Verdict.REFUSED, before, mine, theirs)
        self.sink.tell(replace(found, reason=objection[0], details=objection[1]))

    def _tell(
        self, key: Any, row: Row, name: str, verdict: Verdict, *, before: Optional[Row] = None,
        mine: Optional[Row] = None, theirs: Optional[Row] = None,
    ) -> None:  # fmt: skip
        self.sink.tell(self._difference(key, row, name, verdict, before, mine, theirs))

    def _difference(
        self, key: Any, row: Row, name: str, verdict: Verdict, before: Optional[Row], mine: Optional[Row],
        theirs: Optional[Row],
    ) -> Difference:  # fmt: skip
        told = bool(name) and not self.rule.secret and not self.rule.whole
        shown = [side[name] if side is not None and told else None for side in (before, mine, theirs)]
        if self.rule.whole:
            name = ""
        return Difference(
            self.rule.name, key, name, verdict, self._address(key, row), base=shown[0], mine=shown[1], theirs=shown[2]
        )


class AddressPlanner(RowPlanner):
    """Addresses: their key is their identity, their codes and stages have rules of their own."""

    def _address(self, key: Any, row: Row) -> str:
        return str(key)

    def _doubt(self, group: tuple[str, ...], base: Optional[Row], mine: Row) -> Optional[CheckinReason]:
        if base is not None and mine["stage"] == _RETIRED and base["stage"] != _RETIRED:
            return CheckinReason.RETIRED_HERE
        return super()._doubt(group, base, mine)

    def _objection(
        self, key: Any, group: tuple[str, ...], base: Optional[Row], mine: Row, theirs: Row, taken: Row
    ) -> Objection:
        before = base or {}
        unchanged = base is not None and all(mine[c] == before[c] for c in group)
        newer = mine["stage"] in PROTECTED and not (mine["stage"] == before.get("stage") and unchanged)
        if newer and any(mine[c] is not None for c in group):
            return CheckinReason.PROTECTED, {}
        if group[0] == "code":
            return self._code_objection(key, before, mine, theirs)
        if group[0] == "geom" and mine.get("position_method") == "official" != before.get("position_method"):
            return CheckinReason.OFFICIAL_POSITION, {}
        if group[0] == "stage":
            return self._stage_objection(key, before, mine, theirs, taken)
        return None

    def _told_by(self, before: Row, mine: Row) -> Row:
        return {"stage": before["stage"]} if mine["stage"] != before["stage"] else {}

    def _settled(self, key: Any, group: tuple[str, ...], theirs: Row, side: Side) -> None:
        codes, code = self.facts.codes, theirs["code"]
        if group[0] == "stage" and side is Side.THEIRS:
            codes.stages[str(key)] = theirs["stage"]
        elif group[0] == "code" and side is Side.THEIRS:
            codes.recoded.add(str(key))
        elif group[0] == "code" and code:
            (codes.refused if side is Side.MINE else codes.waiting).add(code)

    def _code_objection(self, key: Any, before: Row, mine: Row, theirs: Row) -> Objection:
        if mine["code"] is not None and mine["code"] != before.get("code"):
            return CheckinReason.CODE_KEPT, {"code": mine["code"]}
        return self.facts.codes.objection(theirs["code"], str(key)) if theirs["code"] else None

    def _stage_objection(self, key: Any, before: Row, mine: Row, theirs: Row, taken: Row) -> Objection:
        code = taken.get("code", mine["code"])
        if code is None and theirs["stage"] in {stage.value for stage in CREATED_OR_LATER}:
            return CheckinReason.WITHOUT_CODE, {}
        if theirs["stage"] == _RETIRED and self.facts.has_other_units(str(key)):
            return CheckinReason.UNITS_HERE, {}
        if mine["stage"] != before.get("stage") and theirs["stage"] not in reachable(mine["stage"]):
            return CheckinReason.STAGE_KEPT, {"stage": mine["stage"]}
        return None

    def _completed(self, key: Any, theirs: Row) -> Row:
        """A new address whose code is not taken comes in without, as a declared one."""
        code = theirs["code"]
        objection = self.facts.codes.objection(code, str(key)) if code else None
        if objection is None:
            return theirs
        self._refuse(key, theirs, "code", objection, None, None, theirs)
        bare = {**theirs, "code": None, "code_scheme": None, "code_origin": None}
        if bare["stage"] in {stage.value for stage in CREATED_OR_LATER}:
            bare["stage"] = _DECLARED
        lost = {name: bare[name] for name in ("code", "code_scheme", "code_origin", "stage")}
        self.sink.keep(Kept(self.rule.name, key, lost))
        return bare


def reachable(stage: str) -> frozenset[str]:
    """The stages that can be reached from a stage by lawful steps."""
    found: set[Stage] = set()
    fresh = {Stage(stage)}
    while fresh:
        fresh = {to for one in fresh for to in TRANSITIONS[one]} - found
        found |= fresh
    return frozenset(one.value for one in found)
