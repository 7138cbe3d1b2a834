"""What to do with one address, from what both sides agreed on last, what we have and what the registry has. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Optional, Union

from ..core.lifecycle import Stage
from .model import Base, Content, Decision, FieldConflict, Position, Remote, Step, Value

POSITION, STAGE, CODE = "position", "stage", "code"
"""Names under which the position, the end of life and the code stand among the columns."""
SENDABLE = frozenset({Stage.SUBMITTED.value, Stage.VERIFIED.value, Stage.ISSUED.value, Stage.RETIRED.value})
"""Stages whose records go to the registry; a draft or a rejected record waits for a person."""
_RETIRED = Stage.RETIRED.value

Cell = Union[Value, Position]
_Cells = Mapping[str, Cell]


def decide(base: Optional[Base], local: Optional[Content], remote: Optional[Remote]) -> Decision:
    """The step for one address. `local` None: the register has no such address; `remote` None: the registry has none,
    or nothing newer than the base.
    """
    if base is not None and base.forgotten:
        return _told_anew(base, local, remote.content if remote is not None else None)
    if remote is not None and base is not None and remote.version < base.version:
        return Decision(Step.SERVER_RESTORED)
    if remote is None or (base is not None and remote.version == base.version):
        if remote is not None and base is not None and _contradict(base.content, remote.content):
            return Decision(Step.SERVER_RESTORED)  # another history has come as far as ours
        return _ours_alone(base, local)
    if local is None:
        return Decision(Step.APPLY, _with_stage(remote.content))
    return _both(base, local, remote.content)


def _ours_alone(base: Optional[Base], local: Optional[Content]) -> Decision:
    if local is None or local.stage not in SENDABLE:
        return Decision(Step.NOTHING)
    if base is None:
        # What was given up before anybody heard of it need not be told; what was verified or issued without us is known
        # to whoever issued it, and told as new it would only lose its stage.
        return Decision(Step.CREATE, local) if local.stage == Stage.SUBMITTED.value else Decision(Step.NOTHING)
    if _cells(local) == _cells(base.content) and not _moved_on(base.content, local):
        return Decision(Step.NOTHING)
    return Decision(Step.UPDATE, local)


def _told_anew(base: Base, local: Optional[Content], theirs: Optional[Content]) -> Decision:
    """A record that the registry has lost: ours is sent as new; what it may have of it meanwhile is nobody's base."""
    if theirs is None:
        alive = local is not None and local.stage in SENDABLE and local.stage != _RETIRED
        return Decision(Step.CREATE, local) if alive else Decision(Step.NOTHING)
    if local is None:
        return Decision(Step.APPLY, _with_stage(theirs))
    before, mine, other = _cells(base.content), _cells(local), _cells(theirs)
    conflicts = _differences(before, mine, other, {*mine, *other})
    if (local.stage == _RETIRED) != (theirs.stage == _RETIRED):
        conflicts = (FieldConflict(STAGE, base.content.stage, local.stage, theirs.stage), *conflicts)
    if conflicts:
        return Decision(Step.CONFLICT, None, conflicts)
    return _on_top(base, local, theirs, local)


def _both(base: Optional[Base], local: Content, theirs: Content) -> Decision:
    before = _cells(base.content) if base is not None else {}
    mine, other = _cells(local), _cells(theirs)
    ended_here = local.stage == _RETIRED
    ended_there = theirs.stage == _RETIRED
    changed_here = {c for c in {*before, *mine} if mine.get(c) != before.get(c)}
    changed_there = {c for c in {*before, *other} if other.get(c) != before.get(c)}
    worked_there = changed_there or (base is not None and _decided(base.content, theirs))
    if ended_here != ended_there and (changed_here if ended_there else worked_there):
        # A record that one side gave up while the other worked on it: neither is resurrected nor buried by a machine.
        stages = FieldConflict(STAGE, base.content.stage if base is not None else None, local.stage, theirs.stage)
        return Decision(Step.CONFLICT, None, (stages, *_differences(before, mine, other, changed_here & changed_there)))
    conflicts = _differences(before, mine, other, changed_here & changed_there)
    if conflicts:
        return Decision(Step.CONFLICT, None, conflicts)
    merged = _merged(local, mine, other, changed_there - changed_here)
    return _on_top(base, local, theirs, merged)


def _on_top(base: Optional[Base], local: Content, theirs: Content, merged: Content) -> Decision:
    """What the two come to where nothing is in conflict."""
    # A record that comes back from the verifier keeps its place in our hands once a person has taken it up again.
    taken_up = base is not None and _moved_on(base.content, local)
    stage = local.stage if taken_up else theirs.stage or local.stage
    merged = replace(merged, code=theirs.code or local.code, stage=stage)
    if _cells(merged) == _cells(theirs) and merged.stage == theirs.stage:
        return Decision(Step.ADOPT if _same(local, merged) else Step.APPLY, merged)
    if merged.stage in SENDABLE:
        return Decision(Step.MERGE, merged)
    return Decision(Step.APPLY, merged)  # ours wait in the register until a person submits them


def resolve(
    local: Content, theirs: Content, keep_theirs: Mapping[str, bool], base: Optional[Content] = None
) -> Content:
    """The record after a person has chosen, per column in conflict, whose value stays (`stage` is such a column).

    What only they have changed since `base` comes in as well: keeping ours there would undo it unseen.
    """
    mine, other = _cells(local), _cells(theirs)
    chosen = {c for c, take in keep_theirs.items() if take and c != STAGE}
    if base is not None:
        before = _cells(base)
        untouched = {*before, *other} - set(keep_theirs)
        chosen |= {c for c in untouched if other.get(c) != before.get(c) and mine.get(c) == before.get(c)}
    merged = _merged(local, mine, other, chosen)
    stage = theirs.stage if keep_theirs.get(STAGE, local.stage != _RETIRED) else local.stage
    return replace(merged, stage=stage, code=theirs.code or local.code)


def _contradict(agreed: Content, said: Content) -> bool:
    """Whether one version is told in two ways; fields that one of them does not have at all say nothing."""
    before, now = _cells(agreed), _cells(said)
    return any(now[c] != before[c] for c in before if c in now)


def _with_stage(theirs: Content) -> Content:
    """A record of which the registry does not say how far it is has been submitted, at least."""
    return theirs if theirs.stage else replace(theirs, stage=Stage.SUBMITTED.value)


def _decided(base: Content, theirs: Content) -> bool:
    """Whether the office has verified the record or given it a code since: nobody buries that unseen."""
    verified = theirs.stage in (Stage.VERIFIED.value, Stage.ISSUED.value) and theirs.stage != base.stage
    return verified or bool(theirs.code and theirs.code != base.code)


def _moved_on(base: Content, local: Content) -> bool:
    """Whether a person here changed the stage since: submitted again what had come back, or retired it."""
    return local.stage != base.stage


def changes_between(before: Optional[Content], after: Content) -> list[tuple[str, Cell, Cell]]:
    """Column, old and new value of whatever differs, `stage` and `code` included."""
    old = {} if before is None else {**_cells(before), STAGE: before.stage, CODE: before.code or None}
    new: dict[str, Cell] = {**_cells(after), STAGE: after.stage, CODE: after.code or None}
    return [(c, old.get(c), new.get(c)) for c in sorted({*old, *new}) if old.get(c) != new.get(c)]


def same_cells(a: Content, b: Content) -> bool:
    """Whether both say the same of the address, whatever its stage and code."""
    return _cells(a) == _cells(b)


def same_facts(a: Content, b: Content) -> bool:
    """Whether both say the same, as far as both sides may change it: code apart."""
    return _cells(a) == _cells(b) and a.stage == b.stage


def _same(a: Content, b: Content) -> bool:
    return _cells(a) == _cells(b) and (a.stage, a.code) == (b.stage, b.code)


def _cells(content: Content) -> dict[str, Cell]:
    cells: dict[str, Cell] = {c: v for c, v in content.values.items() if v is not None and v != ""}
    if content.position is not None:
        cells[POSITION] = content.position
    return cells


def _differences(before: _Cells, mine: _Cells, theirs: _Cells, columns: set[str]) -> tuple[FieldConflict, ...]:
    return tuple(
        FieldConflict(c, before.get(c), mine.get(c), theirs.get(c))
        for c in sorted(columns)
        if mine.get(c) != theirs.get(c)
    )


def _merged(local: Content, mine: _Cells, theirs: _Cells, from_them: set[str]) -> Content:
    """Our record with their value in some columns."""
    values = {c: v for c, v in local.values.items() if c not in from_them}
    values.update({c: theirs[c] for c in sorted(from_them) if c in theirs and c != POSITION})  # type: ignore[misc]
    position = local.position
    if POSITION in from_them:
        found = theirs.get(POSITION)
        position = found if isinstance(found, tuple) else None
    return replace(local, values=values, position=position)
