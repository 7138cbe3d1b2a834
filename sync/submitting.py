"""Submitting whatever is created, complete and without errors, for a sync that was told to."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..core.lifecycle_actions import Action
from ..register.stage_change import StageRequest, change_stage
from .planning import KEPT, Planned, Refused
from .queue import reading

PAGE = 2_000


@dataclass
class Submitted:
    """How many were submitted, and what was refused with the reason."""

    submitted: int = 0
    planned: Planned = field(default_factory=Planned)


def submit_ready(path: Path, language: str, cancelled: Callable[[], bool]) -> Submitted:
    """Submit the edited records of stage created that may be (powers, completeness, errors); the others are counted."""
    done, after = Submitted(), -1
    while not cancelled():
        with reading(path) as con:
            rows = con.execute(
                "SELECT a.fid, a.address_id FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid"
                " WHERE d.table_name = 'address' AND a.stage = 'created' AND d.fid > ? ORDER BY d.fid LIMIT ?",
                (after, PAGE),
            ).fetchall()
        if not rows:
            return done
        after = rows[-1][0]
        ids = [address_id for _, address_id in rows]
        # Those that may at the moment of the write: on a server others edit and undo meanwhile.
        wish = StageRequest(ids, Action.SUBMIT, language=language, whole=False)
        looked = change_stage(path, wish, cancelled=cancelled).rows
        for row in looked:
            if row.refusal is not None:
                done.planned.refused += 1
                if len(done.planned.refusals) < KEPT:
                    done.planned.refusals.append(Refused(row.address_id, row.code, row.address_text, row.refusal))
        done.submitted += sum(row.refusal is None for row in looked)
    return done
