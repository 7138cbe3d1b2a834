"""What was changed in records after they were verified: out of the audit log, restores and undone applies left out."""
from __future__ import annotations

import json
import sqlite3
from typing import Any, Optional

from ..core.field_spec import FieldGroup
from ..core.lifecycle import Stage
from .reading import read_meta
from .restore_work import void_ranges
from .sql import Sql, build, ident, join

_SETTLED = (Stage.VERIFIED.value, Stage.ISSUED.value)
# What the registry answers, or the register derives, is no change of the record.
_NOT_CONTENT = frozenset({"code", "code_scheme", "code_origin", "stage", "address_text", "postcode"})
_POSITION = "geom"  # in the log as the hex digits of its blob
_EDITS = (
    "SELECT l.seq, l.object_id, l.apply_id, l.old, l.new FROM audit_log l JOIN address a ON a.address_id = l.object_id"
    " WHERE l.table_name = 'address' AND a.stage IN ('verified', 'issued') AND l.action IN ('update', 'unretire')"
    " AND coalesce(l.old, '') <> '' AND (l.apply_id IS NULL OR l.apply_id NOT IN"
    " (SELECT apply_id FROM apply_run WHERE undone_at IS NOT NULL)) ORDER BY l.seq"
)


def changed_after_verified(con: sqlite3.Connection) -> dict[str, str]:
    """Names of the basic fields ("geom" the position; "," between) changed since a record was verified, by address_id.

    A field that is again what it was when the record was verified is not among them.
    """
    if con.execute("SELECT 1 FROM address WHERE stage IN ('verified', 'issued') LIMIT 1").fetchone() is None:
        return {}
    basic = (spec.name for spec in read_meta(con).profile.fields if spec.group is FieldGroup.BASIC)
    names = [_POSITION, *(name for name in basic if name not in _NOT_CONTENT)]
    void = void_ranges(con)
    before: dict[str, dict[str, Any]] = {}
    for seq, object_id, _, old_text, new_text in con.execute(_EDITS):
        if any(low <= seq <= high for low, high in void):
            continue
        old, new = json.loads(old_text), json.loads(new_text or "{}")
        if new.get("stage") in _SETTLED and old.get("stage") not in _SETTLED:
            before[object_id] = {}  # verified here: what it was before does not matter
            continue
        known = before.setdefault(object_id, {})
        for name in names:
            if name in old and name not in known:
                known[name] = old[name]
    out = {}
    for object_id, was in before.items():
        now = _values(con, object_id, list(was)) if was else {}
        changed = [name for name in names if name in was and now.get(name) != was[name]]
        if changed:
            out[object_id] = ",".join(changed)
    return out


def _values(con: sqlite3.Connection, object_id: str, names: list[str]) -> dict[str, Optional[Any]]:
    wanted = [Sql("nullif(hex(geom), '')") if name == _POSITION else ident(name) for name in names]
    query = build("SELECT {n} FROM address WHERE address_id = ?", n=join(wanted, ", "))
    return dict(zip(names, con.execute(query, (object_id,)).fetchone()))
