"""What a person chose where both sides say different things: written into the record, and sent with the next sync."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..register.actor import current_user
from ..register.errors import RegisterError
from ..register.sync_store import conflicts
from ..register.transaction import bump_revision
from .applying import CODE_CHANGED, CODE_MALFORMED, CODE_TAKEN, Intake
from .books import Local, now_utc, stamp
from .model import Base, Content, Remote, Step
from .planner import decide, resolve
from .queue import writing
from .wire import content_from

CONFLICT_CLOSED = Message(
    "sync_conflict_closed",
    QT_TRANSLATE_NOOP("diachiso", "This conflict has been settled already. Look at the list of conflicts again."),
)
CONFLICT_CHANGED = Message(
    "sync_conflict_changed",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The record {address} was edited since this conflict was shown, and other fields are in conflict now. Nothing "
        "was changed. Look at the conflict again and choose.",
    ),
)
CODE_REMAINS = Message(
    "sync_code_conflict",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The registry gave {address} a code that is another one's in this register ({problem}). A code never changes "
        "by a choice here: ask the registry to correct it, then pull again.",
    ),
)
_COLUMNS = ("conflict_id", "address_id", "fields", "base", "theirs", "version", "etag", "problem")


def resolve_conflicts(path: Path, choices: Mapping[int, Mapping[str, bool]], by: str = "") -> int:
    """Close conflicts as chosen: by conflict_id, column → whether theirs stays (else ours); all of them or none.

    What only one side changed stays as that side has it. RegisterError where one is closed, or has changed since.
    """
    with writing(path, "resolve conflicts", bulk=True) as con:
        intake = Intake(con, stamp(now_utc()))
        for conflict_id, keep_theirs in choices.items():
            _resolve(con, intake, conflict_id, keep_theirs, by or current_user())
        if intake.codes_changed:
            bump_revision(con)
    return len(choices)


def resolve_kind(path: Path, kind: str, theirs: bool, by: str = "") -> int:
    """Choose the same side for every open conflict of a kind (`ConflictRow.kind`); how many."""
    found = [row for row in conflicts(path, limit=1_000_000) if row.kind == kind]
    choices = {row.conflict_id: {f.column: theirs for f in row.fields} for row in found}
    return resolve_conflicts(path, choices, by) if choices else 0


def _resolve(
    con: sqlite3.Connection, intake: Intake, conflict_id: int, keep_theirs: Mapping[str, bool], by: str
) -> None:
    row = con.execute(
        "SELECT conflict_id, address_id, fields, base, theirs, version, etag, problem FROM sync_conflict"
        " WHERE conflict_id = ? AND closed_at IS NULL",
        (conflict_id,),
    ).fetchone()
    if row is None:
        raise RegisterError(CONFLICT_CLOSED)
    kept: dict[str, Any] = dict(zip(_COLUMNS, row))
    address_id = str(kept["address_id"])
    local = intake.books.locals_of([address_id]).get(address_id)
    if kept["theirs"] is not None and local is not None:
        base: Optional[Base] = intake.books.bases([address_id]).get(address_id)
        theirs = Remote(address_id, content_from(kept["theirs"]), kept["version"], kept["etag"])
        _refuse_changed(kept, base, local, theirs)
        merged = resolve(local.content, theirs.content, keep_theirs, base.content if base else Content({}, None, ""))
        fid = intake.write(address_id, merged, local)
        if base is not None and base.forgotten and not kept["version"]:
            intake.books.mark(fid)  # the registry has lost it meanwhile: what was chosen is sent as new
        else:
            intake.settle_marks(fid, merged, theirs)
    elif local is not None:
        intake.books.mark(local.fid)  # nothing of theirs to choose: what the record says now is sent again
    con.execute(
        "UPDATE sync_conflict SET resolution = ?, closed_by = ?, closed_at = ? WHERE conflict_id = ?",
        (json.dumps(dict(keep_theirs), sort_keys=True), by, intake.at, conflict_id),
    )


def _refuse_changed(kept: Mapping[str, Any], base: Optional[Base], local: Local, theirs: Remote) -> None:
    """Someone may have edited the record since: a field that was not shown is never decided unseen."""
    address = str(local.row.get("address_text") or local.address_id)
    problem = json.loads(kept["problem"]) if kept["problem"] else {}
    if problem.get("type") in (CODE_TAKEN, CODE_CHANGED, CODE_MALFORMED):
        raise RegisterError(CODE_REMAINS, address=address, problem=str(problem.get("detail") or ""))
    now = decide(base, local.content, theirs)
    shown = {str(f["column"]) for f in json.loads(kept["fields"])}
    if now.step is Step.CONFLICT and not {f.column for f in now.conflicts} <= shown:
        raise RegisterError(CONFLICT_CHANGED, address=address)
