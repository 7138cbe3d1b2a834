"""Writing what came back from the field: after a backup, all or nothing, as an apply that can be undone."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Optional

import numpy as np

from ..core.columns import TextColumn
from ..core.field_changes import FieldPlan
from ..core.field_spec import FieldSpec, FieldType
from ..core.powers import Power
from .actor import current_user
from .backup import make_backup
from .cancelling import never
from .field_import import FieldReturn
from .field_positions import position_table
from .job import Job
from .side_rows import STAGED
from .side_tables import SIDE_TABLES, side_table
from .staging import Column, Table
from .worker_client import applying

KIND = "field"


def apply_field_plan(
    path: Path,
    returned: FieldReturn,
    counts: Mapping[str, int],
    *,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> Path:
    """Write what the plan takes, after a backup, as one apply that can be undone; returns the backup.

    Hold the writer gate. RegisterError, with nothing written, where the register was edited since the plan was made.
    """
    manifest, state = returned.manifest, returned.state
    backup = make_backup(path, KIND, cancelled=cancelled)
    job = Job(
        path=str(path), kind=KIND, source=manifest.package_id, revision=state.revision, actor=current_user(),
        backup=backup.name, params={"package": manifest.package_id, "exported_at": manifest.exported_at},
        counts=dict(counts), columns={"stage": "declared", "position_method": "given"}, source_columns={},
        audit_seq=state.audit_seq, power=Power.DECLARE.value if returned.plan.new else "",
    )  # fmt: skip
    with applying(job, progress, cancelled) as apply:
        apply.put(_tables(returned.plan, returned.specs, returned.communes))
    return backup


def _tables(
    plan: FieldPlan, specs: Mapping[str, FieldSpec], communes: Mapping[str, Mapping[str, Optional[str]]]
) -> dict[str, Table]:
    changes = {name: dict(values) for name, values in plan.plan.changes().items() if name in specs}
    if "commune_code" in changes:  # its name and postcode follow
        for k, code in changes["commune_code"].items():
            for name, value in communes.get(str(code), {}).items():
                changes.setdefault(name, {})[k] = value
    tables: dict[str, Table] = {}
    updates = []
    for name in sorted(changes):
        order = sorted(k for k in changes[name] if plan.known[k].fid >= 0)
        fids = np.array([plan.known[k].fid for k in order], np.int64)
        updates.append(Table({"fid": fids, name: _column([changes[name][k] for k in order], specs.get(name))}))
    if plan.moved:
        lonlat = np.array(list(plan.moved.values()), float)
        given = TextColumn.constant(len(lonlat), "given")
        fids = np.array(list(plan.moved), np.int64)
        updates.append(Table({"fid": fids, "lon": lonlat[:, 0], "lat": lonlat[:, 1], "position_method": given}))
    for k, table in enumerate(t for t in updates if len(t)):
        tables[f"update_address_{k}"] = table
    if plan.positions:
        tables[STAGED] = position_table(plan.positions)
    for name, rows in plan.sides.items():
        tables[SIDE_TABLES[name].staged] = side_table(rows, SIDE_TABLES[name])
    if plan.new:
        places = sorted(plan.new)
        records = [plan.new[k] for k in places]
        lonlat = np.array([record.lonlat for record in records], float)
        columns: dict[str, Column] = {
            "lon": lonlat[:, 0], "lat": lonlat[:, 1],
            "address_id": np.array([record.address_id for record in records], "S36"),
            "role": TextColumn.of(str(record.values["role"]) for record in records),
        }  # fmt: skip
        parents = [record.values.get("parent_id") or None for record in records]
        if any(parents):
            columns["parent_id"] = TextColumn.of(parents)
        for name in sorted(changes):
            values = [changes[name].get(k) for k in places]
            if any(value is not None for value in values):
                columns[name] = _column(values, specs.get(name))
        tables["insert_address"] = Table(columns)
    return tables


def _column(values: Sequence[object], spec: Optional[FieldSpec]) -> Column:
    """A column of one kind of values; None is NULL."""
    if spec is not None and spec.type in (FieldType.INTEGER, FieldType.BOOLEAN, FieldType.REAL):
        return np.array([np.nan if value is None else float(str(value)) for value in values])
    return TextColumn.of(None if value is None else str(value) for value in values)
