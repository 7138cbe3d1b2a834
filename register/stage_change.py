"""Records taken from one stage to another, retired and restored: all that were asked for or none."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

from ..core.completeness import completeness, is_filled_in
from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.geometry.engine import GeometryEngine
from ..core.lifecycle import Stage
from ..core.lifecycle_actions import Action, Offer, Refusal, Situation, offers, target_of, why_not
from ..core.powers import Powers
from ..core.profile import Profile
from .actor import current_user
from .backup import make_backup
from .cancelling import GATE_CANCELLED, GateCancelled, never
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .gate import writer_gate
from .powers import powers_of
from .qa_recheck import close_errors, errors_before_submission, stored_errors
from .reading import read_meta
from .restore_work import void_ranges
from .transaction import write_audit, write_transaction

SHOWN = 10
_REASONED = (Action.RETIRE, Action.RESTORE, Action.REJECT)

NO_SUCH_RECORD = Message(
    "stage_no_record",
    QT_TRANSLATE_NOOP("diachiso", "The register has no address with this code or id."),
)
NO_REASON = Message(
    "stage_no_reason",
    QT_TRANSLATE_NOOP("diachiso", "Say why in REASON: records are not retired, restored or rejected without a word."),
)
SOME_REFUSED = Message(
    "stage_some_refused",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Nothing was changed, because {count} of {total} records cannot be: {records}. Correct them or leave them out; "
        "a dry run lists them all.",
    ),
)


@dataclass(frozen=True)
class StageRequest:
    """The records by code or address_id, what is done with them, and why; `language` of the field names in reasons.

    `whole`: all of them or none; else those that may, as they are at the moment of the write.
    """

    records: Sequence[str]
    action: Action
    reason: str = ""
    language: str = "vi"
    whole: bool = True


@dataclass(frozen=True)
class StageRow:
    """What becomes of a record: its stage before and after, and why not (None: it is changed)."""

    record: str
    address_id: str
    code: str
    address_text: str
    before: str
    after: str
    refusal: Optional[Refusal]
    fid: int = -1


@dataclass(frozen=True)
class StageSummary:
    """The records in the order in which they are changed, and the backup made before (None: nothing was written)."""

    rows: tuple[StageRow, ...]
    backup: Optional[Path] = None

    @property
    def refused(self) -> tuple[StageRow, ...]:
        """Those that cannot be changed."""
        return tuple(row for row in self.rows if row.refusal is not None)


def change_stage(
    path: Path,
    request: StageRequest,
    *,
    dry_run: bool = False,
    render: Callable[[Refusal], str] = Refusal.render,
    cancelled: Callable[[], bool] = never,
    engine: Optional[GeometryEngine] = None,
) -> StageSummary:
    """Change the records' stages in one transaction; where any is refused, none is changed (RegisterError names some),
    unless the request is for those that may.

    The register's triggers look at each step once more. `render` puts reasons into the user's language. What is to be
    submitted is checked by the rules of the review; without `engine` not against the polygons of the communes.
    """
    path = path.resolve()
    if request.action in _REASONED and not request.reason.strip():
        raise RegisterError(NO_REASON)
    if dry_run:
        with closing(connect(path)) as con, sqlite_errors(path):
            return StageSummary(tuple(_plan(con, request, path, engine)))
    with writer_gate(path, action="change stages", cancelled=cancelled):
        with closing(connect(path)) as con, sqlite_errors(path):
            rows = _plan(con, request, path, engine)
        if not _ready(rows, request, render):
            return StageSummary(tuple(rows))
        backup = make_backup(path, "stage", cancelled=cancelled)
        with write_transaction(path, timeout=30) as con:
            rows = _plan(con, request, path, engine)  # an edit may have been saved while the backup was made
            _write(con, request, _ready(rows, request, render), path, cancelled)
    return StageSummary(tuple(rows), backup)


def situation(con: sqlite3.Connection, address_id: str, language: str = "vi") -> Optional[Situation]:
    """A record as far as its life goes, for the actions that a page offers; None if there is no such record."""
    look = _Look(con, [], language)
    record = look.find(address_id)
    return None if record is None else look.situation(record)


def read_offers(path: Path, address_ids: Sequence[str], language: str = "vi") -> tuple[tuple[Offer, ...], ...]:
    """What the person who works here may do with each of these records, units and building together (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        look = _Look(con, address_ids, language)
        actor = current_user()
        # What the last check found may be mended by now; where it found nothing, the step itself looks.
        doubtful = stored_errors(con, look.fids)
        look.errors = errors_before_submission(con, path, sorted(doubtful), None, language) if doubtful else {}
        records = [record for record in look.chosen.values() if record is not None]
        return tuple(offers(look.situation(record), look.powers, actor) for record in records)


def _ready(rows: Sequence[StageRow], request: StageRequest, render: Callable[[Refusal], str]) -> list[StageRow]:
    """Those that are changed (RegisterError where all are to be, and some cannot)."""
    refused = [row for row in rows if row.refusal is not None]
    if refused and request.whole:
        told = ((row.code or row.record, render(row.refusal)) for row in refused[:SHOWN] if row.refusal)
        shown = "; ".join(f"{name} – {reason.rstrip('.')}" for name, reason in told)
        more = "; …" if len(refused) > SHOWN else ""
        raise RegisterError(SOME_REFUSED, count=len(refused), total=len(rows), records=shown + more)
    return [row for row in rows if row.refusal is None]


def _plan(
    con: sqlite3.Connection, request: StageRequest, path: Path, engine: Optional[GeometryEngine]
) -> list[StageRow]:
    """The records: units before their building where they are retired, after it where they are restored."""
    look = _Look(con, request.records, request.language)
    actor = current_user()
    if request.action is Action.SUBMIT:
        look.errors = errors_before_submission(con, path, look.fids, engine, request.language)
    rows = []
    for wanted, record in look.chosen.items():
        if record is None:
            rows.append((False, StageRow(wanted, "", "", "", "", "", Refusal(NO_SUCH_RECORD))))
            continue
        found = look.situation(record, request.action)
        target = target_of(found, request.action)
        row = StageRow(
            wanted, record["address_id"], record["code"] or "", record["address_text"] or "", record["stage"],
            target.value if target else "", why_not(found, request.action, look.powers, actor), record["fid"],
        )  # fmt: skip
        rows.append((bool(record["parent_id"]), row))
    units_first = request.action is not Action.RESTORE
    return [row for _, row in sorted(rows, key=lambda pair: pair[0] is not units_first)]


def _write(
    con: sqlite3.Connection, request: StageRequest, rows: Sequence[StageRow], path: Path, cancelled: Callable[[], bool]
) -> None:
    actor = current_user()
    restoring = request.action is Action.RESTORE
    if restoring:
        con.execute("INSERT OR REPLACE INTO sync_ctl (key, value) VALUES ('restoring', '1')")
    for row in rows:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(path))
        if request.action is Action.SUBMIT:
            close_errors(con, row.address_id)
        con.execute("UPDATE address SET stage = ?, edited_by = ? WHERE fid = ?", (row.after, actor, row.fid))
        if restoring and row.code:  # only its own, and only what went out of use with it
            con.execute(
                "UPDATE code_ledger SET state = 'given' WHERE code = ? AND address_id = ? AND state = 'retired'",
                (row.code, row.address_id),
            )
        if request.reason.strip():
            write_audit(con, "address", "reason", object_id=row.address_id, new={"reason": request.reason.strip()})
    if restoring:
        con.execute("DELETE FROM sync_ctl WHERE key = 'restoring'")


class _Look:
    """Looks at records for what their next step depends on."""

    def __init__(self, con: sqlite3.Connection, wanted: Sequence[str], language: str) -> None:
        self.con, self.language = con, language
        self.profile: Profile = read_meta(con).profile
        self.powers: Powers = powers_of(con)
        self.groups = dict(con.execute("SELECT code, object_group FROM object_class"))
        self._former: Optional[dict[str, Stage]] = None
        self.errors: Mapping[int, tuple[str, ...]] = {}
        self.chosen: dict[str, Optional[dict[str, Any]]] = {}
        seen: set[str] = set()
        for text in filter(None, (w.strip() for w in wanted)):
            record = self.find(text)
            if record is None or record["address_id"] not in seen:  # a record named by code and by id is one
                self.chosen[text] = record
                seen.add(record["address_id"] if record else "")

    @property
    def fids(self) -> list[int]:
        """The records that there are."""
        return [record["fid"] for record in self.chosen.values() if record is not None]

    def find(self, wanted: str) -> Optional[dict[str, Any]]:
        """The columns of the address with this code or address_id."""
        for query in ("SELECT * FROM address WHERE code = ?", "SELECT * FROM address WHERE address_id = ?"):
            cursor = self.con.execute(query, (wanted,))
            row = cursor.fetchone()
            if row is not None:
                return dict(zip((column[0] for column in cursor.description), row))
        return None

    def situation(self, record: Mapping[str, Any], action: Optional[Action] = None) -> Situation:
        """The record's situation; with `action`, only what matters to it is looked at."""
        found = Situation(
            Stage(record["stage"]),
            lacks_to_be_created=self._words(n for n in self.profile.required_names if not self._is_there(record, n)),
            lacks_to_be_submitted=self._words(completeness(record, self.profile, self.groups).basic_missing),
            errors=self.errors.get(record["fid"], ()),
        )
        if action in (None, Action.RETIRE):
            found = replace(found, units_in_use=self._units_in_use(record))
        if found.stage is Stage.RETIRED and action in (None, Action.RESTORE):
            found = replace(
                found, former=self._former_stages().get(record["address_id"]), merged_into=self._merged_into(record),
                parent_retired=self._parent_retired(record),
            )  # fmt: skip
        return found

    def _is_there(self, record: Mapping[str, Any], name: str) -> bool:
        return name == "stage" or is_filled_in(record, self.profile.field(name))

    def _words(self, names: Iterable[str]) -> tuple[str, ...]:
        labels = {c.id: c.label for c in self.profile.combinations}
        return tuple((labels.get(n) or self.profile.field(n).label).text(self.language) for n in names)

    def _units_in_use(self, record: Mapping[str, Any]) -> int:
        """Units of the building that are neither retired nor to be retired with it."""
        query = "SELECT address_id FROM address WHERE parent_id = ? AND stage <> 'retired'"
        together = {r["address_id"] for r in self.chosen.values() if r is not None}
        return sum(unit not in together for (unit,) in self.con.execute(query, (record["address_id"],)))

    def _parent_retired(self, record: Mapping[str, Any]) -> bool:
        parent = self.find(record["parent_id"]) if record["parent_id"] else None
        together = {r["address_id"] for r in self.chosen.values() if r is not None}
        return bool(parent and parent["stage"] == Stage.RETIRED.value and parent["address_id"] not in together)

    def _merged_into(self, record: Mapping[str, Any]) -> str:
        row = self.con.execute(
            "SELECT coalesce(new_code, new_address_id) FROM successor"
            " WHERE old_address_id = ?1 AND new_address_id <> ?1 AND kind = 'merge' LIMIT 1",
            (record["address_id"],),
        ).fetchone()
        return row[0] if row else ""

    def _former_stages(self) -> dict[str, Stage]:
        """The stage that each retired record had before, out of the history; one look at the log for all of them."""
        if self._former is None:
            void = void_ranges(self.con)
            rows = self.con.execute(
                "SELECT seq, object_id, old FROM audit_log WHERE table_name = 'address' AND action = 'retire'"
                " ORDER BY seq"
            )
            self._former = {}
            for seq, object_id, old in rows:
                stage = json.loads(old or "{}").get("stage")
                if stage and not any(low <= seq <= high for low, high in void):
                    self._former[object_id] = Stage(stage)
        return self._former
