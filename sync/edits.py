"""Edits that are not queued yet, for the page *Sync*: what changed since both sides agreed, and what is missing."""
from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..compat import translate
from ..core.completeness import completeness
from ..core.lifecycle import Stage
from ..core.lifecycle_actions import HAS_ERRORS, Refusal
from ..core.profile import Profile
from ..register.additions import absent_additions
from ..register.qa_recheck import errors_before_submission, stored_errors
from ..register.sync_schema import STATEMENTS
from ..register.sync_store import Change, OperationRow
from .books import Books
from .model import OpKind
from .personal import PersonalTexts
from .planner import changes_between
from .planning import LACKS_TO_BE_SENT
from .queue import reading

EDITED = "edited"
"""State of an edit for which there is no operation yet."""


def has_sync(path: Path) -> bool:
    """Whether the register has the tables of the sync (made before them: run “Check and upgrade register”)."""
    with reading(path) as con:
        return not set(STATEMENTS) & absent_additions(con)


def edited(path: Path, limit: int, offset: int, language: str = "vi") -> list[OperationRow]:
    """Addresses with unsent edits, the last edited first; `problem` says what one still needs to be sent."""
    with reading(path) as con:
        books = Books(con)
        page = books.edited(limit, offset)
        bases = books.bases([local.address_id for local in page])
        groups, personal = _groups(con), PersonalTexts(books.profile, books.fields, language)
        doubtful = sorted(stored_errors(con, [local.fid for local in page]))
        errors = errors_before_submission(con, path, doubtful, None, language) if doubtful else {}
        found = []
        for local in page:
            base = bases.get(local.address_id)
            base = None if base is not None and base.forgotten else base
            changes = changes_between(base.content if base else None, local.content)
            kind = OpKind.CREATE if base is None else OpKind.UPDATE
            found.append(
                OperationRow(
                    "", local.address_id, local.fid, str(local.row.get("address_text") or ""), local.content.code,
                    kind.value, EDITED, tuple(Change(*change) for change in changes),
                    problem=_refusal(local.row, books.profile, personal, groups, errors.get(local.fid, ()), language),
                )
            )  # fmt: skip
        return found


def _groups(con: sqlite3.Connection) -> Mapping[str, str]:
    return dict(con.execute("SELECT code, object_group FROM object_class"))


def count_answered(path: Path, run_id: int) -> int:
    """How many operations a sync has had an answer for."""
    with reading(path) as con:
        row = con.execute("SELECT count(*) FROM sync_op WHERE run_id = ? AND state <> 'queued'", (run_id,)).fetchone()
        return int(row[0])


def _refusal(
    row: Mapping[str, Any], profile: Profile, personal: PersonalTexts, groups: Mapping[str, str],
    errors: Sequence[str], language: str,
) -> str:  # fmt: skip
    """Why the record would not be sent now; empty where it would."""
    told = personal.refusal(row)
    if told is not None:
        return told.render(translate)
    if row.get("stage") == Stage.RETIRED.value:
        return ""
    missing = completeness(row, profile, groups).basic_missing
    if not missing:
        return Refusal(HAS_ERRORS, {"errors": ", ".join(errors)}).render(translate) if errors else ""
    combined = {c.id: c.label for c in profile.combinations}
    words = ((combined.get(name) or profile.field(name).label).text(language) for name in missing)
    return Refusal(LACKS_TO_BE_SENT, {"missing": ", ".join(words)}).render(translate)
