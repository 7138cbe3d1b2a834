"""The lists of the page Sync: what waits, what is on its way, what came back, results, the history."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..register.sync_store import (
    OPEN,
    ConflictRow,
    OperationRow,
    RejectedRow,
    RunRow,
    Waiting,
    conflicts,
    operations,
    rejected,
    runs,
)
from ..sync.edits import count_answered, edited
from . import labels
from .history import local_time
from .review_style import level_icon
from .sync_model import Line, LineSource
from .sync_style import side_icon
from .sync_words import DIRECTION, STATE, FieldWords, counts_line, pause_text

WAITING, ON_WAY, CONFLICTS, REJECTED, RESULTS, HISTORY = (
    "waiting", "on_way", "conflicts", "rejected", "results", "history",
)  # fmt: skip
VIEWS = {
    WAITING: QT_TRANSLATE_NOOP("diachiso", "Waiting"),
    ON_WAY: QT_TRANSLATE_NOOP("diachiso", "On their way"),
    CONFLICTS: QT_TRANSLATE_NOOP("diachiso", "Conflicts"),
    REJECTED: QT_TRANSLATE_NOOP("diachiso", "Rejected"),
    RESULTS: QT_TRANSLATE_NOOP("diachiso", "Results"),
    HISTORY: QT_TRANSLATE_NOOP("diachiso", "History"),
}
_ANSWERED = ("applied", "accepted_async", "conflict", "rejected", "unknown", "retry_wait", "paused")
_WARNED = ("conflict", "unknown", "paused", "retry_wait")
_LEVEL = {"rejected": "error", **dict.fromkeys(_WARNED, "warning")}
_ALL = -1  # of a LIMIT


def counts_of(waiting: Waiting) -> dict[str, int]:
    """How many rows each list has, as far as that is known without reading it."""
    return {
        WAITING: waiting.edits, ON_WAY: waiting.open_operations, CONFLICTS: waiting.conflicts,
        REJECTED: waiting.rejected,
    }  # fmt: skip


class Views:
    """The lists of one register; `run_id` is the sync whose results are shown."""

    def __init__(self, path: Path, waiting: Waiting, words: FieldWords, run_id: Optional[int] = None) -> None:
        self._path, self._counts, self._words = path, counts_of(waiting), words
        self._run_id = run_id
        self._icons = {level: level_icon(level) for level in ("error", "warning", "information")}
        self._conflict_icon = side_icon("theirs")

    def source(self, view: str) -> LineSource:
        """Where a list's rows come from."""
        path, run_id, words = self._path, self._run_id, self._words
        if view == WAITING:
            return LineSource(
                self._known(view), lambda offset, limit: edited(path, limit, offset, words.language), self._operation
            )
        if view == ON_WAY:
            return LineSource(
                self._known(view), lambda offset, limit: operations(path, OPEN, limit, offset), self._operation
            )
        if view == CONFLICTS:
            return LineSource(self._known(view), lambda offset, limit: conflicts(path, limit, offset), self._conflict)
        if view == REJECTED:
            return LineSource(self._known(view), lambda offset, limit: rejected(path, limit, offset), self._rejected)
        if view == RESULTS:
            return LineSource(
                lambda: count_answered(path, run_id) if run_id is not None else 0,
                lambda offset, limit: operations(path, _ANSWERED, limit, offset, run_id), self._operation,
            )  # fmt: skip
        return LineSource(
            lambda: len(runs(path, _ALL)), lambda offset, limit: runs(path, offset + limit)[offset:], self._run
        )

    def detail(self, row: Any) -> str:
        """The whole of a row, below the list."""
        words = self._words
        if isinstance(row, OperationRow):
            told = self._changes(row)
            return "\n".join(filter(None, (self._state(row), *([" · ".join(told)] if row.kind == "create" else told))))
        if isinstance(row, RejectedRow):
            return "\n".join((self._who(row), row.reason))
        if isinstance(row, ConflictRow):
            return "\n".join(
                f"{words.field(f.column)}: {words.value(f.column, f.mine)} ↔ {words.value(f.column, f.theirs)}"
                for f in row.fields
            ) or row.problem
        if isinstance(row, RunRow):
            lines = [self._ran(row), counts_line(row.counts), pause_text(row.pause or ""), row.note]
            return "\n".join(filter(None, lines))
        return ""

    def _known(self, view: str) -> Any:
        return lambda: self._counts[view]

    def _operation(self, row: OperationRow) -> Line:
        changes = "" if row.kind == "create" else "; ".join(self._changes(row))
        text = " · ".join(filter(None, (self._state(row), changes)))
        return Line(name_of(row), text, self._icons.get(_LEVEL.get(row.state, "")))

    def _changes(self, row: OperationRow) -> list[str]:
        """Old → new; of a record that is new there, what it says."""
        if row.kind == "create":
            return [f"{self._words.field(c.column)}: {self._words.value(c.column, c.new)}" for c in row.changes]
        return self._words.changes((c.column, c.old, c.new) for c in row.changes)

    def _state(self, row: OperationRow) -> str:
        new = translate("diachiso", "New at the registry") if row.kind == "create" else ""
        if row.state == "edited":
            return " · ".join(filter(None, (new, row.problem)))
        parts = [labels.label(STATE, row.state), new, row.problem]
        if row.attempts > 1:
            parts.append(translate("diachiso", "{count} tries").format(count=labels.number(row.attempts)))
        return " · ".join(filter(None, parts))

    def _conflict(self, row: ConflictRow) -> Line:
        return Line(name_of(row), self.detail(row).replace("\n", "; "), self._conflict_icon)

    def _rejected(self, row: RejectedRow) -> Line:
        return Line(name_of(row), row.reason or self._who(row), self._icons["error"])

    def _who(self, row: RejectedRow) -> str:
        who = translate("diachiso", "Sent back by the verifier, {time}")
        if not row.by_verifier:
            who = translate("diachiso", "Refused by the registry, {time}")
        return who.format(time=local_time(row.at or ""))

    def _run(self, row: RunRow) -> Line:
        done = counts_line(row.counts) or translate("diachiso", "nothing to do")
        icon = self._icons["warning"] if row.pause else None
        return Line(self._ran(row), " · ".join(filter(None, (done, pause_text(row.pause or ""), row.note))), icon)

    @staticmethod
    def _ran(row: RunRow) -> str:
        by = translate("diachiso", "by {person}").format(person=row.by) if row.by else ""
        unfinished = "" if row.ended_at else translate("diachiso", "not finished")
        parts = (local_time(row.at), labels.label(DIRECTION, row.direction), by, unfinished)
        return " · ".join(filter(None, parts))


def name_of(row: Any) -> str:
    """What a person calls the record: its address, its code, else its id."""
    return str(row.address_text or row.code or row.address_id)


def reason_not_again(row: Any) -> str:
    """Why a person cannot have this record sent again; empty where they can."""
    if isinstance(row, OperationRow) and row.state != "paused":
        return translate("diachiso", "The next sync goes on with it by itself.")
    return ""
