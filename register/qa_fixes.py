"""Applying the fixes that rules suggest, of one result or of many: one apply, which “Undo” takes back as a whole."""
from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.columns import TextColumn
from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.field_spec import FieldSpec, FieldType
from ..core.profile import Profile
from .actor import current_user
from .backup import make_backup
from .cancelling import never
from .gate import writer_gate
from .job import Job
from .powers import refuse_powerless
from .qa_applied import STAGED
from .qa_exceptions import require_review
from .qa_fields import SETTLED, may_write, values_of
from .reading import read_meta
from .snapshot import snapshot
from .sql import build, join
from .staging import Column, Table
from .transaction import last_edit
from .worker_client import applying

KIND = "fix"
# A fix or two are an edit like one in the form: no copy of a whole province is made before it, and undo takes it back.
BACKUP_FROM = 20
_STEP = 500

NOT_OPEN = Message("fix_not_open", QT_TRANSLATE_NOOP("diachiso", "The result is not open any more."))
NO_FIX = Message(
    "fix_none", QT_TRANSLATE_NOOP("diachiso", "There is no certain fix: correct the record by hand.")
)
SETTLED_RECORD = Message(
    "fix_settled",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The record was submitted, verified, issued or retired: what the registry may have confirmed is not replaced "
        "by a computed value. Have it rejected first, or mark an exception.",
    ),
)
CHANGED_SINCE = Message(
    "fix_changed",
    QT_TRANSLATE_NOOP("diachiso", "The record was changed since it was checked. Check the addresses again."),
)
SAME_FIELD = Message(
    "fix_same_field",
    QT_TRANSLATE_NOOP(
        "diachiso", "Another fix has just written the same field. Check the addresses again for what is left."
    ),
)


@dataclass(frozen=True)
class FixSummary:
    """`applied` results fixed in `addresses` records; `skipped`: why others were left as they are, and how many."""

    applied: int
    addresses: int
    skipped: tuple[tuple[Message, int], ...] = ()
    apply_id: Optional[int] = None
    backup: Optional[Path] = None


@dataclass
class _Plan:
    """What is written: column → fid → value."""

    state: tuple[int, int]
    """Revision and newest edit of the register that it was made of."""
    specs: Mapping[str, FieldSpec]
    columns: dict[str, dict[int, Any]] = field(default_factory=dict)
    results: list[int] = field(default_factory=list)
    skipped: Counter[Message] = field(default_factory=Counter)

    @property
    def fids(self) -> set[int]:
        """The records that change."""
        return {fid for values in self.columns.values() for fid in values}


def apply_fixes(
    path: Path,
    result_ids: Sequence[int],
    *,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> FixSummary:
    """Write the suggested fixes of open results, all or nothing (RegisterError, GateCancelled).

    What can no longer be done is left out and told in the summary: a record that was edited since, or submitted.
    """
    path = path.resolve()
    with writer_gate(path, action="apply suggested fixes", cancelled=cancelled):
        with snapshot(path, cancelled) as con:
            require_review(con, path)
            refuse_powerless(con, current_user(), "")
            plan = _plan(con, list(dict.fromkeys(result_ids)))
        skipped = tuple(plan.skipped.items())
        if not plan.results:
            return FixSummary(0, 0, skipped)
        progress(0.1)
        backup = make_backup(path, KIND, cancelled=cancelled) if len(plan.fids) >= BACKUP_FROM else None
        job = Job(
            path=str(path), kind=KIND, source="", revision=plan.state[0], actor=current_user(),
            backup=backup.name if backup else "", params={}, counts={"fixed": len(plan.results)}, columns={},
            source_columns={}, audit_seq=plan.state[1], power="",
        )  # fmt: skip
        with applying(job, lambda share: progress(0.2 + 0.8 * share), cancelled) as apply:
            apply.put(_tables(plan))
    return FixSummary(len(plan.results), len(plan.fids), skipped, apply.apply_id, backup)


def _plan(con: sqlite3.Connection, result_ids: list[int]) -> _Plan:
    meta = read_meta(con)
    plan = _Plan((meta.revision, last_edit(con)), {f.name: f for f in meta.profile.fields})
    open_ones = _open_results(con, result_ids)
    plan.skipped[NOT_OPEN] += len(result_ids) - len(open_ones)
    fids = sorted({fid for fid, _, _ in open_ones.values()})
    names = sorted({name for _, fix, _ in open_ones.values() for name in fix if name in plan.specs})
    now = values_of(con, fids, ["stage", *names])
    for result_id, (fid, fix, was) in open_ones.items():
        why = _why_not(plan, meta.profile, now.get(fid), fid, fix, was)
        if why is not None:
            plan.skipped[why] += 1
            continue
        for name, value in fix.items():
            plan.columns.setdefault(name, {})[fid] = value
        plan.results.append(result_id)
    plan.skipped += Counter()  # drops the zeros
    return plan


def _why_not(
    plan: _Plan,
    profile: Profile,
    now: Optional[Mapping[str, Any]],
    fid: int,
    fix: Mapping[str, Any],
    was: Mapping[str, Any],
) -> Optional[Message]:
    if not fix or not may_write(fix, profile):
        return NO_FIX
    if now is None or any(now.get(name) != was.get(name) for name in fix):
        return CHANGED_SINCE
    if now["stage"] in SETTLED:
        return SETTLED_RECORD
    for name, value in fix.items():
        planned = plan.columns.get(name, {})
        if fid in planned and planned[fid] != value:
            return SAME_FIELD
    return None


def _open_results(con: sqlite3.Connection, result_ids: list[int]) -> dict[int, tuple[int, dict[str, Any], Any]]:
    """fid, fix and what stood there before, of those that are open results of addresses."""
    found: dict[int, tuple[int, dict[str, Any], Any]] = {}
    for low in range(0, len(result_ids), _STEP):
        some = result_ids[low: low + _STEP]
        query = build(
            "SELECT r.result_id, a.fid, r.fix, r.was FROM qa_result r JOIN address a ON a.address_id = r.object_id"
            " WHERE r.state = 'open' AND r.source = '' AND r.result_id IN ({marks})",
            marks=join(["?"] * len(some), ", "),
        )
        for result_id, fid, fix, was in con.execute(query, some):
            found[result_id] = (fid, json.loads(fix or "{}"), json.loads(was or "{}"))
    return {k: found[k] for k in result_ids if k in found}


def _tables(plan: _Plan) -> dict[str, Table]:
    tables = {STAGED: Table({"result_id": np.array(plan.results, np.int64)})}
    for k, name in enumerate(sorted(plan.columns)):
        values = plan.columns[name]
        order = sorted(values)
        column = _column([values[fid] for fid in order], plan.specs[name])
        tables[f"update_address_{k}"] = Table({"fid": np.array(order, np.int64), name: column})
    return tables


def _column(values: Sequence[Any], spec: FieldSpec) -> Column:
    if spec.type in (FieldType.INTEGER, FieldType.BOOLEAN, FieldType.REAL):
        return np.array([np.nan if value is None else float(value) for value in values])
    return TextColumn.of(str(value) if value else None for value in values)
